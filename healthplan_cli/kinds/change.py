"""Changes from the baseline or another year: 较2020年下降10%, 累计提高…, 〔18〕."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import (
    RELATIONS,
    Amount,
    Stretch,
    agreed,
    amounts,
    base_of,
    compare_change,
    every_reading,
    fields_of,
    least,
    moved,
    points_passed_over,
    senseless,
    stepped,
    way,
)
from healthplan_cli.kinds.approx import Approx
from healthplan_cli.kinds.base import Goal
from healthplan_cli.kinds.by_amount import ByAmount
from healthplan_cli.kinds.case import Case, UnitMismatch, amount, decide, every, unknown
from healthplan_cli.kinds.compare import Compare
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, compared, number, put_all
from healthplan_cli.kinds.level import fixed
from healthplan_cli.kinds.reach import Reach
from healthplan_cli.kinds.said import counted_from, since_words, two_readings, way_words
from healthplan_cli.kinds.total import Total
from healthplan_cli.values import Better, Bound, Direction, Interval, Outcome, Quantity, Reason, Relation
from healthplan_cli.verdict import Note, Verdict


@record(frozen=True, slots=True)
class Change(ByAmount):
    """A change by an amount from one year; `since` None: from the baseline, `direction` None: the better way.

    `new_ones` (新增5000个, 〔120〕): the reported values may be increments of the years instead of levels.
    """

    by: Quantity
    direction: Direction | None
    bound: Bound = Bound.EXACT
    since: int | None = None
    new_ones: bool = False
    high: Quantity | None = None  # of 提高2—3个百分点, whose lower end is `by`
    two_sided: bool = False  # 增幅控制在8%—10%: both ends count

    op = "change"
    is_reportable = True
    section = tr("第 4 节：从某一年起的变化")

    @property
    def looks_elsewhere(self) -> str | None:
        return tr("报的可能是新增的数，要看各年合计") if self.new_ones else counted_from(self.since)

    def verdict(self, case: Case) -> Verdict:
        """Judge the change from the baseline, or from the year named; for a range of amounts, by each end that binds."""
        first, *others = (end._verdict_of_end(case) for end in self.ends(case))
        return every((first, *others)) if others else first

    def _verdict_of_end(self, case: Case) -> Verdict:
        """Return the verdict for one amount, the rule being one end of a range of amounts or having one amount only."""
        if case.cumulative:
            return self._reported_whole(case).verdict
        direction = way(self.direction, case.better)
        assert direction is not None, "words that leave it open are refused where they are read"
        year, base = base_of(self.since, case)
        if base is None:
            return unknown(Reason.NO_BASELINE, year)
        needs = amounts(self.by, case, self.direction is None)
        stretch = Stretch(year, case.data_year, base, case.value)
        verdicts = [compare_change(stretch, need, direction, self.bound, case).verdict for need in needs]
        verdict = agreed(verdicts, self.by)
        passed_over = points_passed_over(self.by, case)
        if passed_over is None or verdict.outcome is Outcome.UNKNOWN:
            return verdict
        otherwise = None
        if base.value is not None and self.bound in (Bound.EXACT, Bound.AT_LEAST):
            end = stepped(base.value, passed_over, direction, 1)
            otherwise = Interval(low=end) if direction is Direction.UP else Interval(high=end)
        return replace(verdict, noted=(Note.RELATIVE_READING,), otherwise=otherwise)

    def _reported_whole(self, case: Case) -> Comparison:
        """Return the comparison of a change that was reported as such (〔18〕) with the amount asked for."""
        limit = number(self.whole_amount(case) * least(self.bound, case))
        return compared(Operand(case.value), RELATIONS.get(self.bound, Relation.GE), limit)

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        """Yield the comparisons of the change; where the values may be increments, also those of their total."""
        if not self.counts_new_ones(case):
            for end in self.ends(case):
                yield from end._compared(case)
            return
        if case.data_year not in case.yearly | case.running:
            yield from put_all(self._compared(case), tr("与基期比：{line}"))
        yield from Total(as_level(self.by, self.bound, case.better)).comparisons(case)

    def _compared(self, case: Case) -> Iterator[Comparison | Remark]:
        year, base = base_of(self.since, case)
        direction = way(self.direction, case.better)
        if case.cumulative:
            yield self._reported_whole(case).put(tr("累计 {line}"))
        elif base is not None and direction is not None:
            stretch = Stretch(year, case.data_year, base, case.value)
            yield from every_reading(self.by, [stretch], direction, self.bound, case, self.direction is None)

    def whole_amount(self, case: Case) -> Fraction:
        """Return the amount that a value reported as 〔14.2〕 is compared with: in the indicator's unit if it converts, else as written."""
        try:
            return amount(self.by, case.measure, case.per)
        except UnitMismatch:
            return self.by.value

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """Return functions from the baseline to the level asked for, one for each interpretation; none for a cap."""
        nearer = self.ends(case)[0]
        if nearer != self:
            return nearer.goals(case)
        if self.since not in (None, case.baseline_year) or self.is_capped:
            return ()
        if case.cumulative:
            return (fixed(self.whole_amount(case)),)
        towards = way(self.direction, case.better)
        needs = amounts(self.by, case, self.direction is None) if towards else ()
        if senseless(case) and any(need.relative for need in needs):
            return ()
        return tuple(_changed(need, towards) for need in needs if towards)

    def enough(self, baseline: Fraction, end: Fraction, case: Case) -> Interval:
        number = baseline + (end - baseline) * least(self.bound, case)
        upward = number >= baseline if self.by.value else self.direction is Direction.UP
        return Interval(low=number) if upward else Interval(high=number)

    def as_total(self, better: Better | None) -> Total | None:
        return Total(as_level(self.by, self.bound, better)) if self.new_ones else None

    def counts_new_ones(self, case: Case) -> bool:
        """Return whether the values may be increments: for 新增5000个 unless they are 0.8 to 2 times the baseline, for 〔120〕 always."""
        if not self.new_ones or case.cumulative or case.baseline is None:
            return False
        if self.direction is None or case.data_year in case.yearly or case.data_year in case.running:
            return True  # 〔120〕: of its years, or since the baseline
        near = level_like(case.baseline)
        return near is None or decide(case.value, near).outcome is not Outcome.MET

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        if case.cumulative:
            return [self.whole_amount(case) * least(self.bound, case)]
        _, base = base_of(self.since, case)
        direction = way(self.direction, case.better)
        if base is None or direction is None:
            return []
        return [
            value
            for end in self.ends(case)
            for value in moved(base, 1, end.by, direction, end.bound, case, self.direction is None)
        ]

    def points(self, way: Direction) -> bool:
        return not self.two_sided and ByAmount.points(self, way)

    def lacks_direction(self, better: Better | None) -> bool:
        return self.direction is None and better in (None, Better.NEITHER)

    def fields(self) -> dict[str, Any]:
        change = fields_of(self.by, self.direction, self.bound, self.since)
        return {"op": self.op, **change, **self.fields_of_ends()}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        since, direction = since_words(self.since), self.direction
        if self.by.value == 0:
            return tr(
                "不比{since}{words}",
                since=since,
                words=tr("高") if direction is Direction.DOWN else tr("低"),
            )
        if self.may_be_total:
            return tr(
                "规划期内各年合计，或者比{since}朝好的方向的变化，要{amount}（是哪一种，原文没有写明）",
                since=since,
                amount=self.amount_words(tr("做到"), tolerance),
            )
        towards, verb = ("", way_words(direction)) if direction else (tr("朝好的方向累计"), tr("变化"))
        return tr(
            "比{since}{towards}{amount}{two_readings}",
            since=since,
            towards=towards,
            amount=self.amount_words(verb, tolerance),
            two_readings=two_readings(self.by),
        )


def _changed(need: Amount, direction: Direction) -> Goal:
    sign = 1 if direction is Direction.UP else -1
    if need.relative is not None:
        factor = 1 + sign * need.relative
        return lambda baseline: baseline * factor
    assert need.absolute is not None
    step = sign * need.absolute
    return lambda baseline: baseline + step


def level_like(baseline: Interval) -> Interval | None:
    """Return the range around a baseline in which a value is taken for a level, not an increment; None for an unbounded
    baseline or one ≤ 0.
    """
    low, high = baseline.low, baseline.high
    if low is None or high is None or low <= 0:
        return None
    return Interval(high * 4 / 5, low * 2)


def as_level(by: Quantity, bound: Bound, better: Better | None) -> Compare | Reach | Approx:
    """Return the amount of a change as a level, for values that are themselves the change.

    An amount without a bound is to be reached in the better direction, or to be at least reached where there is none.
    """
    if bound in RELATIONS:
        return Compare(RELATIONS[bound], by)
    if bound is Bound.ABOUT:
        return Approx(by)
    return Reach(by) if better in (Better.HIGHER, Better.LOWER) else Compare(Relation.GE, by)
