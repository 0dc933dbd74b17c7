"""Courses: trends, slowing, stability."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from healthplan_cli.judge.case import (
    ABOVE,
    DOWNWARD,
    UPWARD,
    Case,
    decide,
    every,
    every_of,
    unknown,
)
from healthplan_cli.judge.changes import base_of, known_points, unseen, way, without_start
from healthplan_cli.model import (
    AnnualChange,
    Better,
    Direction,
    EveryYear,
    Interval,
    Outcome,
    Proportional,
    Reason,
    Rule,
    Slowing,
    Stable,
    Trend,
    Verdict,
)
from healthplan_cli.record import replace


def trend(rule: Trend, case: Case) -> Verdict:
    """持续提升: no year worse, better at the end; 明显下降: the direction, for how much isn't in the text."""
    direction = way(rule.direction, case.better)
    assert direction is not None, "words that leave it open are refused where they are read"
    start, base = base_of(rule.since, case)
    if rule.every_year:
        return _every_step(rule, direction, case)
    if base is None:
        return unknown(Reason.NO_BASELINE, str(start))
    end = _moved(base, case.value, direction, ABOVE)
    if rule.degree is not None and end.outcome is Outcome.MET:
        return unknown(Reason.NEEDS_REVIEW, rule.degree)
    return end


def _every_step(rule: Trend, direction: Direction, case: Case) -> Verdict:
    """No step from a known year to the next is the wrong way; when due, the whole is the right way."""
    start, base = base_of(rule.since, case)
    points = known_points(rule.since, case)
    if base is None and len(points) < 2:
        return unknown(Reason.NO_BASELINE, str(start))
    steps = every_of(
        (year, after, _moved(before, after, direction, UPWARD))
        for (_, before), (year, after) in pairwise(points)
    )
    steps = replace(steps, years_missing=unseen(points, rule.since, case))
    if base is None:
        return without_start(steps, start, case)
    if steps.outcome is not Outcome.MET or case.year < case.due:
        return steps
    return replace(_moved(base, points[-1][1], direction, ABOVE), years_missing=steps.years_missing)


def _moved(before: Interval, after: Interval, direction: Direction, accepted: Interval) -> Verdict:
    """Whether a step goes the way it should, and what it had to come to."""
    upward, strict, start = direction is Direction.UP, accepted is ABOVE, before.value
    needed = Interval(low=start, low_open=strict) if upward else Interval(high=start, high_open=strict)
    verdict = decide(after.minus(before) if upward else before.minus(after), accepted)
    return replace(verdict, needed=None if start is None else needed)


def slowing(rule: Slowing, case: Case) -> Verdict:
    """减缓: the mean yearly change against that before the baseline; 遏制: not above zero."""
    if not case.history and not rule.halted:
        return unknown(Reason.NO_HISTORY, str(case.baseline_year))
    if case.baseline is None:
        return unknown(Reason.NO_BASELINE, str(case.baseline_year))
    years = Fraction(1, case.data_year - case.baseline_year)
    now = case.value.minus(case.baseline).scaled(years)
    if rule.halted:
        return decide(now, DOWNWARD)
    first = min(case.history)
    then = case.baseline.minus(case.history[first]).scaled(Fraction(1, case.baseline_year - first))
    return decide(then.minus(now), ABOVE)


def stable(case: Case) -> Verdict:
    """保持稳定: no year so far worse than the baseline."""
    if case.baseline is None:
        return unknown(Reason.NO_BASELINE, str(case.baseline_year))
    needed, points = _floor(case.baseline, case), known_points(None, case)
    verdict = every_of(
        (year, value, replace(_not_worse(value, case.baseline, case), needed=needed))
        for year, value in points[1:]
    )
    return replace(verdict, needed=needed, years_missing=unseen(points, None, case))


def _floor(baseline: Interval, case: Case) -> Interval | None:
    """What 保持稳定 asks for, where it is one half line: for the message."""
    if baseline.low is None or baseline.high is None:
        asked = _open_to_better(baseline, case)
        return None if asked == Interval() else asked  # <80 where higher is better: anything
    if baseline.value is None or case.better not in (Better.HIGHER, Better.LOWER):
        return None
    slack = abs(baseline.value) * case.tolerance
    if case.better is Better.HIGHER:
        return Interval(low=baseline.value - slack)
    return Interval(high=baseline.value + slack)


def _open_to_better(baseline: Interval, case: Case) -> Interval:
    """The half line, and whatever is better than all of it: <80 never forbids 85 where higher is better."""
    if case.better is Better.HIGHER:
        return Interval(baseline.low, None, baseline.low_open)
    if case.better is Better.LOWER:
        return Interval(None, baseline.high, False, baseline.high_open)
    return baseline


def _not_worse(value: Interval, baseline: Interval, case: Case) -> Verdict:
    if baseline.low is None or baseline.high is None:
        return decide(value, _open_to_better(baseline, case))  # ≧80 as a baseline: still on that half line
    low, high = (abs(end) * case.tolerance for end in (baseline.low, baseline.high))
    checks = []
    if case.better is not Better.LOWER:
        floor = Interval(baseline.low - low, baseline.high - high)
        checks.append(decide(value.minus(floor), UPWARD))
    if case.better is not Better.HIGHER:
        roof = Interval(baseline.low + low, baseline.high + high)
        checks.append(decide(value.minus(roof), DOWNWARD))
    return every(checks)


COURSES = (AnnualChange, Proportional, Slowing, Stable, EveryYear, Trend)


def is_course(rule: Rule) -> bool:
    """Whether the target is about a course and not a point: never met before its due year (contract section 5)."""
    return isinstance(rule, COURSES)
