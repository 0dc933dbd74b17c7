"""A multiple of the baseline's value, or of that of another year: 翻一番, 减半."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import RELATIONS, base_of, least, no_share_of, senseless
from healthplan_cli.kinds.base import Goal, Rule
from healthplan_cli.kinds.case import Case, ends_of, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, compared, lacking, number, remark
from healthplan_cli.kinds.said import counted_from, marks_of, percent, since_words
from healthplan_cli.values import Better, Bound, Direction, Interval, Reason, Relation
from healthplan_cli.verdict import Verdict


@record(frozen=True, slots=True)
class Multiple(Rule):
    """A multiple of an earlier value: at least `factor` times, or at most where the factor is below 1, unless the words
    bound it.

    `bound` bounds the value, not its growth: 增长不超过1.5倍 is at most 2.5 times.
    """

    factor: Fraction
    bound: Bound = Bound.EXACT
    since: int | None = None

    op = "multiple"
    is_change = True
    needs_baseline = True
    section = tr("第 4 节：翻番、倍数")

    @property
    def looks_elsewhere(self) -> str | None:
        return counted_from(self.since)

    def verdict(self, case: Case) -> Verdict:
        """Judge the value against the multiple of the earlier value, which must be positive."""
        year, base = base_of(self.since, case)
        if base is None:
            return unknown(Reason.NO_BASELINE, year)
        return self._compared(year, base, case).verdict

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        year, base = base_of(self.since, case)
        if base is not None:
            yield self._compared(year, base, case)

    def _compared(self, year: int, base: Interval, case: Case) -> Comparison:
        """Return the comparison of the value with the multiple of `base`; a lacking one where `base` isn't known to be positive."""
        upward, enough = self.is_upward(case.better), least(self.bound, case)
        about = remark(tr("，按“左右”放宽 {percent}"), percent=percent(case.tolerance)) if enough != 1 else ""
        factor = number(self.factor * (enough if upward else 2 - enough))
        if (without_sense := no_share_of(base)) is not None:
            return lacking(without_sense, tr("基数不是正数，或者不一定是，倍数没有意义"))
        wanted = factor.times(Operand(base))
        wanted = wanted.named(
            tr("{year} 年的 {digits} 倍{about}"), year=year, digits=self.factor, about=about
        )
        relation = RELATIONS.get(self.bound, Relation.GE if upward else Relation.LE)
        return compared(Operand(case.value), relation, wanted)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """Return the function from the baseline to its multiple; none for a cap, another base year or a baseline that may
        not be positive.
        """
        if self.since not in (None, case.baseline_year) or senseless(case):
            return ()
        if self.factor != 1 and self.is_upward(case.better) is not (self.factor > 1):
            return ()  # no more than twice as much is kept, not approached
        return (lambda baseline: baseline * self.factor,)

    def is_upward(self, better: Better | None) -> bool:
        """Return whether the multiple is a minimum: as the words bound it, else if the factor is above 1 (at 1: unless lower is better)."""
        if self.bound in (Bound.AT_LEAST, Bound.MORE_THAN) or self.is_capped:
            return not self.is_capped
        return self.factor > 1 or (self.factor == 1 and better is not Better.LOWER)

    def enough(self, baseline: Fraction, end: Fraction, case: Case) -> Interval:
        part = least(self.bound, case)
        return Interval(low=end * part) if self.is_upward(case.better) else Interval(high=end * (2 - part))

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        factors = [self.factor * (1 + slack) for slack in (0, case.tolerance, -case.tolerance)]
        return [end * scale for end in ends_of(base_of(self.since, case)[1]) for scale in factors]

    def points(self, way: Direction) -> bool:
        if self.factor == 1 or self.is_capped:
            return False
        if self.factor < 1:  # 达到2020年的80%以上 is a floor
            return way is Direction.DOWN and self.bound not in (Bound.AT_LEAST, Bound.MORE_THAN)
        return way is Direction.UP

    def least(self, tolerance: Fraction, better: Better | None) -> Rule:
        if self.bound is not Bound.ABOUT:
            return self
        slack = -tolerance if self.is_upward(better) else tolerance
        return replace(self, factor=self.factor * (1 + slack), bound=Bound.AT_LEAST)

    def fields(self) -> dict[str, Any]:
        since = self.since or "baseline"
        return {"op": self.op, "value": self.factor, "unit": None, "from": since, **marks_of(self.bound)}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        upward, factor = self.is_upward(better), self.factor
        relation = {Bound.MORE_THAN: tr("高于"), Bound.LESS_THAN: tr("低于")}.get(
            self.bound, tr("不低于") if upward else tr("不高于")
        )
        least = factor * (1 - tolerance if upward else 1 + tolerance)
        if self.bound is not Bound.ABOUT:
            return tr(
                "{relation}{since}的 {decimal_text} 倍",
                relation=relation,
                since=since_words(self.since),
                decimal_text=decimal_text(factor),
            )
        slack = tr(
            "即{relation} {decimal_text} 倍（放宽该数的 {percent}）",
            relation=relation,
            decimal_text=decimal_text(least),
            percent=percent(tolerance),
        )
        return tr(
            "约为{since}的 {decimal_text} 倍，{slack}",
            since=since_words(self.since),
            decimal_text=decimal_text(factor),
            slack=slack,
        )
