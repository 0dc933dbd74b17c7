"""Yearly changes: 每年降低0.5个百分点 (in every year), 年均增长5% (on average)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import (
    Amount,
    Stretch,
    agreed,
    amounts,
    asked,
    base_of,
    compare_change,
    earlier_points,
    every_reading,
    fields_of,
    known_points,
    moved,
    points_passed_over,
    stepped,
    unseen,
    way,
    without_start,
)
from healthplan_cli.kinds.by_amount import ByAmount
from healthplan_cli.kinds.case import Case, every, every_of, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, remark
from healthplan_cli.kinds.said import counted_from, two_readings, way_words
from healthplan_cli.kinds.whole_change import WholeChange
from healthplan_cli.values import Better, Bound, Direction, Interval, Outcome, Quantity, Reason
from healthplan_cli.verdict import Note, Verdict


@record(frozen=True, slots=True)
class AnnualChange(ByAmount):
    """A change by an amount in each year (每年), or on yearly average (`average`: 年均). Contract section 4."""

    by: Quantity
    direction: Direction
    average: bool
    bound: Bound = Bound.EXACT
    since: int | None = None
    high: Quantity | None = None  # of 年均4—4.5%, whose lower end is `by`
    two_sided: bool = False  # 保持在4—4.5%: both ends count

    op = "annual_change"
    is_yearly_change = True
    is_course = True

    @property
    def looks_back(self) -> bool:
        return not self.average

    @property
    def looks_elsewhere(self) -> str | None:
        if self.average:
            return counted_from(self.since)
        return tr("每一年都与上一年比")

    def verdict(self, case: Case) -> Verdict:
        """Judge the changes: 每年 in every step between known years, a step over k years by the change made k times; 年均
        from the start to the last year.

        Without a baseline the known steps can show a miss; a due target that they don't miss is unknown.
        """
        first, *others = (end.verdict_of_end(case) for end in self.ends(case))
        return every((first, *others)) if others else first

    def verdict_of_end(self, case: Case) -> Verdict:
        """Return the verdict for one amount, the rule being one end of a range of amounts or having one amount only."""
        start, base = base_of(self.since, case)
        points = known_points(self.since, case)
        if base is not None and len(points) < 2:
            return unknown(Reason.NO_DATA, start + 1)
        if len(points) < 2 or (self.average and base is None):
            return unknown(Reason.NO_BASELINE, start)
        missing = () if self.average else unseen(points, self.since, case)
        steps, needs = self._steps(case), amounts(self.by, case)
        verdicts = [every_of(self._each_step(steps, need, case, len(needs) == 1)) for need in needs]
        verdict = replace(agreed(verdicts, self.by), years_missing=missing)
        verdict = self._read_relatively(verdict, steps[-1], case)
        if self.average:  # one stretch and no step of its own
            verdict = replace(verdict, short=(), needed=verdict.short[0].needed if verdict.short else None)
        return verdict if base is not None else without_start(verdict, start, case)

    def _steps(self, case: Case) -> list[Stretch]:
        """Return the stretches between consecutive known years (每年), or the one from the start to the last year (年均)."""
        points = known_points(self.since, case)
        if self.average:
            points = [] if base_of(self.since, case)[1] is None else points[:1] + points[1:][-1:]
        return [
            Stretch(since, until, before, after, until - since)
            for (since, before), (until, after) in pairwise(points)
        ]

    def points(self, way: Direction) -> bool:
        return self.high is None and ByAmount.points(self, way)

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        for end in self.ends(case):
            yield from end.comparisons_of_end(case)

    def comparisons_of_end(self, case: Case) -> Iterator[Comparison | Remark]:
        """Yield the comparisons for one amount, and the total change as a remark where a step fell short."""
        steps = self._steps(case)
        yield from every_reading(self.by, steps, self.direction, self.bound, case)
        if len(steps) > 1 and self.verdict_of_end(case).outcome is Outcome.MISSED:
            yield from self._together(steps[0], steps[-1], case)

    def _together(self, first: Stretch, last: Stretch, case: Case) -> Iterator[Remark]:
        """Yield a remark on the change of all steps together, which informs and decides nothing."""
        before, after = Operand(first.before), Operand(last.after)
        if first.before.value is None or last.after.value is None:
            return
        years = remark(tr("{since}→{until} 合计"), since=first.since, until=last.until)
        aside = tr("只供参考，要看的是每一年")
        if amounts(self.by, case)[0].relative is None:
            made = after.minus(before) if self.direction is Direction.UP else before.minus(after)
            mean = made.values.scaled(Fraction(1, last.until - first.since))
            words = tr("{years}：{made} = {span}，平均每年 {mean}（{aside}）")
            yield remark(words, years=years, made=made, span=made.values, mean=mean, aside=aside)
        elif first.before.value > 0:
            ratio = after.over(before)
            words = tr("{years}：{ratio} = {digits}（{aside}）")
            number = last.after.value / first.before.value
            yield remark(words, years=years, ratio=ratio, digits=number, aside=aside)

    def _read_relatively(self, verdict: Verdict, step: Stretch, case: Case) -> Verdict:
        """Return the verdict with a note that % was taken as a share, and the level that points would have asked for
        (contract section 2).
        """
        passed_over = points_passed_over(self.by, case)
        if passed_over is None or verdict.outcome is Outcome.UNKNOWN:
            return verdict
        otherwise = None
        if step.before.value is not None and self.bound in (Bound.EXACT, Bound.AT_LEAST):
            otherwise = self.asked(step.before.value, passed_over, step.steps, case)
        return replace(verdict, noted=(*verdict.noted, Note.RELATIVE_READING), otherwise=otherwise)

    def _each_step(
        self, steps: Sequence[Stretch], need: Amount, case: Case, told: bool
    ) -> Iterator[tuple[int, Interval, Verdict]]:
        """Yield the end year, the value and the verdict of each step; `told`: the verdict also names the level that was needed."""
        for step in steps:
            verdict = compare_change(step, need, self.direction, self.bound, case).verdict
            start = step.before.value if told else None
            needed = None if start is None else self.asked(start, need, step.steps, case)
            yield step.until, step.after, replace(verdict, needed=needed)

    def asked(self, start: Fraction, need: Amount, steps: int, case: Case) -> Interval:
        """Return the values that satisfy the change made `steps` times from `start`."""
        return asked(self.direction, self.bound, start, need, steps, case)

    def is_approached(self, case: Case) -> bool:
        """Return whether the change counts from the baseline and is a demand, not a cap (每年增长不超过5%)."""
        since, _ = base_of(self.since, case)
        return since == case.baseline_year and since < case.due and not self.ends(case)[0].is_capped

    def whole(self, case: Case) -> WholeChange | None:
        """Return the change from the baseline to the due year; None for a cap, an ambiguous amount or a baseline that isn't one number."""
        since, base = base_of(self.since, case)
        needs = amounts(self.by, case)
        start = base.value if base is not None else None
        if start is None or len(needs) != 1 or not self.is_approached(case) or self.opposed(case.better):
            return None
        if needs[0].relative is not None and start <= 0:
            return None
        return WholeChange(self.direction, self.ends(case)[0].bound, start, since, needs[0])

    def chained(self, start: Fraction, case: Case) -> Iterable[Fraction]:
        """Yield the level that `start` reaches by the due year, for each interpretation of the amount; nothing for a cap."""
        if self.since not in (None, case.baseline_year) or self.ends(case)[0].is_capped:
            return
        direction = way(self.direction, case.better) or Direction.DOWN
        for need in amounts(self.by, case):
            yield stepped(start, need, direction, case.due - case.baseline_year)

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        for end in self.ends(case):
            for year, values in earlier_points(self.since, case):
                yield from moved(values, case.data_year - year, end.by, end.direction, end.bound, case)

    def fields(self) -> dict[str, Any]:
        change = fields_of(self.by, self.direction, self.bound, self.since)
        return {"op": self.op, **change, **self.fields_of_ends(), "average": self.average}

    def lacks_direction(self, better: Better | None) -> bool:
        """Return whether the direction is still open: the words 年均6%左右 name none, `sources.plans.meaning` takes it from the row."""
        return self.direction is Direction.BETTER

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        start = tr("从 {since} 年起", since=self.since) if self.since else ""
        how = tr("规划期内年均") if self.average else tr("规划期内每一年都比上一年")
        steps = "" if self.average else tr("；隔 k 年的数据须满 k 步")
        amount = self.amount_words(way_words(self.direction), tolerance)
        return f"{start}{how}{amount}{steps}{two_readings(self.by)}"

    @property
    def section(self) -> str:
        return tr("第 4 节：年均") if self.average else tr("第 4 节：每年，逐步看")
