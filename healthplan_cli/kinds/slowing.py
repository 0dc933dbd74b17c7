"""A rise that becomes slower than before (上升趋势减缓) or ends (得到遏制)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import Case, ends_of, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, compared, number
from healthplan_cli.values import Better, Direction, Interval, Reason, Relation
from healthplan_cli.verdict import Verdict


@record(frozen=True, slots=True)
class Slowing(Rule):
    """减缓: the mean yearly change must be smaller than before the baseline; `halted` (遏制): it must not be above zero."""

    halted: bool
    direction: Direction = Direction.UP

    op = "slowing"
    is_course = True
    needs_baseline = True
    section = tr("第 4 节：趋势减缓、遏制")
    without_number = tr("与规划期以前的变化相比，没有数")

    @property
    def looks_before(self) -> bool:
        return not self.halted

    @property
    def looks_elsewhere(self) -> str | None:
        return None if self.halted else tr("与基期以前的变化比")

    def verdict(self, case: Case) -> Verdict:
        """Judge the mean yearly change since the baseline: below that of the years before it, or with `halted` not above zero."""
        if not case.history and not self.halted:
            return unknown(Reason.NO_HISTORY, case.baseline_year)
        if case.baseline is None:
            return unknown(Reason.NO_BASELINE, case.baseline_year)
        return self._compared(case.baseline, case).verdict

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        if case.baseline is not None and (self.halted or case.history):
            yield self._compared(case.baseline, case)

    def _compared(self, baseline: Interval, case: Case) -> Comparison:
        start, until = case.baseline_year, case.data_year
        now = _mean_change(baseline, case.value, until - start)
        if self.halted:
            line = compared(now, Relation.LE, number(0))
            return line.put(tr("{start}→{until} 年均：{line}"), start=start, until=until)
        first = min(case.history)
        then = _mean_change(case.history[first], baseline, start - first)
        then = then.named(tr("以前，{first}→{start} 年均"), first=first, start=start)
        now = now.named(tr("现在，{start}→{until} 年均"), start=start, until=until)
        return compared(now, Relation.LT, then)

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        before = {year: values for year, values in case.history.items() if year < case.baseline_year}
        yield from ends_of(case.baseline)
        for year in sorted(before)[:1]:
            ratio = Fraction(case.data_year - case.baseline_year, case.baseline_year - year)
            # start − first, and the start that is added, may be two ends of one range
            starts, firsts = ends_of(case.baseline), ends_of(before[year])
            yield from (
                start + ratio * (other - first) for start in starts for other in starts for first in firsts
            )

    def fields(self) -> dict[str, Any]:
        return {"op": self.op, "direction": self.direction.value, "halted": self.halted}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        if self.halted:
            return tr("规划期内年均变化不再上升（不大于 0）")
        return tr("规划期内的年均变化小于规划期以前的年均变化；需要基期以前的数据")

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return tr("“{words}”是与规划期以前的变化相比，没有各年的数", words=words), None


def _mean_change(before: Interval, after: Interval, years: int) -> Operand:
    return Operand(after).minus(Operand(before)).over(number(years))
