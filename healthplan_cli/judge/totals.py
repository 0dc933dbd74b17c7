"""Totals over the plan's years: running totals, or the years' own amounts added up (contract section 4, 合计的数).

Which of the two the values are is said by the data or the spec. Where it isn't, both ways are gone, and only what they
agree on is an answer.
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.judge.case import ZERO, Case, decide
from healthplan_cli.judge.levels import accepted
from healthplan_cli.model import (
    Approx,
    Better,
    Bound,
    Change,
    Compare,
    Direction,
    Interval,
    Outcome,
    Quantity,
    Reach,
    Relation,
    Rule,
    Total,
)
from healthplan_cli.record import record, replace


@record(frozen=True, slots=True)
class Way:
    """One way to take the values: the case whose value is the total so far, from nothing.

    `added` has the years whose amounts were added up (none: the value is a running total); `missing` those without a value.
    """

    case: Case
    added: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


def totals(rule: Total, case: Case) -> tuple[Way, ...]:
    """The ways to take the values of a total: one where it is said which, or where both come to the same.

    A change in per cent that stands alone is the total that the target speaks of.
    """
    last = min(case.data_year, case.due)
    if last not in case.series:
        return ()
    alone = rule.rate is not None and not any(case.start <= year < last for year in case.series)
    ways = []
    if last not in case.yearly:
        ways.append(Way(_so_far(case, last, case.series[last])))
    if last not in case.running and not (alone and ways):
        ways.append(_added(rule, case, last))
    return tuple(ways[:1] if len({way.case.value for way in ways}) == 1 else ways)


def _so_far(case: Case, last: int, value: Interval) -> Case:
    """The case with the total so far in place of its values; totals begin at nothing."""
    return replace(
        case,
        data_year=last,
        series={last: value},
        baseline=Interval.point(ZERO),
    )


def _added(rule: Total, case: Case, last: int) -> Way:
    """The years' own amounts, from the first year of the plan or the last running total on; to the due one once it has come.

    A missing amount is not less than nothing; a missing change may be anything.
    """
    whole, added, missing = Interval.point(ZERO), [], []
    for year in range(case.start, (case.due if case.year >= case.due else last) + 1):
        value = case.series.get(year)
        if value is None:
            missing.append(year)
        elif year in case.running:
            whole, added, missing = value, [year], []
        else:
            whole = whole.plus(value) if rule.rate is None else _compounded(whole, value, rule.rate)
            added.append(year)
    if missing:
        whole = Interval(whole.low, None, whole.low_open) if rule.rate is None else Interval()
    return Way(_so_far(case, last, whole), tuple(added), tuple(missing))


def _compounded(first: Interval, second: Interval, way: Direction) -> Interval:
    """Two changes in per cent, one after the other: 3 % and 4 % more are 7.12 % more, 3 % and 4 % less are 6.88 % less."""
    sign = 1 if way is Direction.UP else -1

    def both(one: Fraction | None, two: Fraction | None) -> Fraction | None:
        return None if one is None or two is None else one + two + sign * one * two / 100

    low, high = both(first.low, second.low), both(first.high, second.high)
    return Interval(low, high, first.low_open or second.low_open, first.high_open or second.high_open)


def is_capped(rule: Total, case: Case) -> bool:
    """Whether more of it may be too much: then it isn't known to hold before its time."""
    return accepted(rule.rule, case).high is not None


def may_be_level(rule: Rule, case: Case) -> bool:
    """Whether values of 新增5000个 are how many there are: near the baseline (0.8 to 2 times), or nothing to tell by."""
    if not isinstance(rule, Change) or not rule.new_ones or case.cumulative or case.baseline is None:
        return True
    if case.data_year in case.yearly or case.data_year in case.running:
        return False
    near = level_like(case.baseline)
    return near is not None and decide(case.value, near).outcome is Outcome.MET


def level_like(baseline: Interval) -> Interval | None:
    """The values near enough to a baseline to be how many there are; None where there is no telling."""
    low, high = baseline.low, baseline.high
    if low is None or high is None or low <= 0:
        return None
    return Interval(high * 4 / 5, low * 2)


_RELATIONS = {
    Bound.AT_LEAST: Relation.GE,
    Bound.MORE_THAN: Relation.GT,
    Bound.AT_MOST: Relation.LE,
    Bound.LESS_THAN: Relation.LT,
}


def as_level(by: Quantity, bound: Bound, better: Better | None) -> Compare | Reach | Approx:
    """The amount of a change as a level that is itself reported: a plain one is to be reached, the better way."""
    if bound in _RELATIONS:
        return Compare(_RELATIONS[bound], by)
    if bound is Bound.ABOUT:
        return Approx(by)
    return Reach(by) if better in (Better.HIGHER, Better.LOWER) else Compare(Relation.GE, by)


def total_of(rule: Change, better: Better | None) -> Total:
    """新增5000个 as a total of new ones."""
    return Total(as_level(rule.by, rule.bound, better))
