"""Growth in proportion to another indicator: 同比例提高."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import no_share_of
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import Case, ends_of, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, compared, lacking
from healthplan_cli.values import Better, Interval, Reason, Relation
from healthplan_cli.verdict import Verdict


@record(frozen=True, slots=True)
class Proportional(Rule):
    """Growth by at least the factor by which the indicator referred to grows (contract section 4, 同比例)."""

    op = "proportional"
    is_course = True
    is_tied = True
    needs_baseline = True
    section = tr("第 4 节：同比例")
    without_number = tr("看所参照的指标提高多少")

    def verdict(self, case: Case) -> Verdict:
        """Judge the growth factor against that of the other indicator between the same two years."""
        reference_base, reference_value = case.reference
        if case.baseline is None:
            return unknown(Reason.NO_BASELINE, case.baseline_year)
        if reference_base is None or reference_value is None:
            both = ((case.baseline_year, reference_base), (case.data_year, reference_value))
            return unknown(Reason.NO_REFERENCE, *(year for year, value in both if value is None))
        line = _compared(case.baseline, case.value, reference_base, reference_value)
        return replace(line.verdict, needed=None if line.is_ratio or line.lacking else line.accepted)

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        base, value = case.reference
        if case.baseline is not None and base is not None and value is not None:
            yield _compared(case.baseline, case.value, base, value)

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        base, value = case.reference
        for start in ends_of(case.baseline):
            for below in ends_of(base):
                yield from (start * above / below for above in ends_of(value) if below)

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr("增长比例不低于所参照指标同期的增长比例")

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return tr("“{words}”要看{name}实际提高多少，事先没有各年的数", words=words, name=other), None


def _compared(start: Interval, value: Interval, base: Interval, reached: Interval) -> Comparison:
    """Return the comparison of `value` with start × reached ÷ base; of both growth factors where one of them is a range."""
    if (senseless := no_share_of(start, base)) is not None:
        return lacking(senseless, tr("基期不是确切的正数，增长比例无从算起"))
    other = Operand(reached).over(Operand(base))
    if start.value is not None and other.values.value is not None:
        grown = Operand(start).times(Operand(reached)).over(Operand(base))
        return compared(Operand(value), Relation.GE, grown)
    own = Operand(value).over(Operand(start)).named(tr("这项指标"))
    return compared(own, Relation.GE, other.named(tr("所参照的指标")), is_ratio=True)
