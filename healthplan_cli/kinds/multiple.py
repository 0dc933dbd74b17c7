"""翻一番: a multiple of the baseline (or of the year `since`)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from healthplan_cli.kinds.amounts import base_of, least, marks_of, no_share_of, senseless
from healthplan_cli.kinds.base import Goal, Rule
from healthplan_cli.kinds.case import DOWNWARD, UPWARD, Case, decide, ends_of, unknown
from healthplan_cli.kinds.said import percent, since_words
from healthplan_cli.numbers import decimal_text
from healthplan_cli.record import record, replace
from healthplan_cli.speech import tr
from healthplan_cli.values import Better, Bound, Direction, Reason, Verdict


@record(frozen=True, slots=True)
class Multiple(Rule):
    """At least so many times as much, and of less than once at most."""

    factor: Fraction
    bound: Bound = Bound.EXACT
    since: int | None = None

    op = "multiple"
    is_change = True
    needs_baseline = True
    section = tr("第 4 节：翻番、倍数")

    def verdict(self, case: Case) -> Verdict:
        """The value against a multiple of the earlier one, which must be positive."""
        year, base = base_of(self.since, case)
        if base is None:
            return unknown(Reason.NO_BASELINE, str(year))
        if (without_sense := no_share_of(base)) is not None:
            return without_sense
        upward = self.factor >= 1
        enough = least(self.bound, case)
        wanted = base.scaled(self.factor * (enough if upward else 2 - enough))
        return decide(case.value.minus(wanted), UPWARD if upward else DOWNWARD)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """So many times the baseline."""
        if self.since not in (None, case.baseline_year) or senseless(case):
            return ()
        return (lambda baseline: baseline * self.factor,)

    def is_upward(self, better: Better | None) -> bool:
        return self.factor >= 1

    def enough(self, baseline: Fraction, end: Fraction, case: Case) -> Fraction:
        part = least(self.bound, case)
        return end * (part if end >= baseline else 2 - part)

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        factors = [self.factor * (1 + slack) for slack in (0, case.tolerance, -case.tolerance)]
        return [end * scale for end in ends_of(base_of(self.since, case)[1]) for scale in factors]

    def points(self, way: Direction) -> bool:
        own = Direction.UP if self.factor > 1 else Direction.DOWN
        return own is way and self.factor != 1 and not self.is_capped

    def least(self, tolerance: Fraction) -> Rule:
        if self.bound is not Bound.ABOUT:
            return self
        slack = -tolerance if self.factor >= 1 else tolerance
        return replace(self, factor=self.factor * (1 + slack), bound=Bound.AT_LEAST)

    def fields(self) -> dict[str, Any]:
        since = self.since or "baseline"
        return {"op": self.op, "value": self.factor, "unit": None, "from": since, **marks_of(self.bound)}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        upward, factor = self.factor >= 1, self.factor
        relation = tr("不低于") if upward else tr("不高于")
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
