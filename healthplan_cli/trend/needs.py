"""The change that a target still asks for each year, or why there is none."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from healthplan_cli.judge import Case, goals, has_two_ends, is_course, judge, totals, way
from healthplan_cli.judge.changes import Amount, amounts, base_of
from healthplan_cli.model import (
    AnnualChange,
    Bound,
    Change,
    Direction,
    Each,
    EveryYear,
    Grade,
    Multiple,
    Outcome,
    Proportional,
    Ratio,
    Reason,
    Result,
    Rule,
    Stable,
    Total,
    level_of,
)
from healthplan_cli.record import record, replace

_CAPPED = (Bound.AT_MOST, Bound.LESS_THAN)


class Lack(Enum):
    """Why a row has no change still needed, or no straight line."""

    DUE = "due"
    MET = "met"
    KEEP = "keep"
    EVERY_YEAR = "every_year"
    CAPPED = "capped"
    NO_TARGET = "no_target"
    EXTERNAL_TARGET = "external_target"
    REFERENCE = "reference"
    NO_NUMBER = "no_number"
    TWO_READINGS = "two_readings"
    BY_PART = "by_part"
    GRADE = "grade"
    CUMULATIVE = "cumulative"
    NO_DATA = "no_data"
    NO_BASELINE = "no_baseline"
    RANGE = "range"
    FEW_POINTS = "few_points"


class Lacking(Exception):
    """There is no such number, and why."""

    def __init__(self, lack: Lack) -> None:
        self.lack = lack
        super().__init__(lack.value)


@record(frozen=True, slots=True)
class Need:
    """What is needed each year from the last known one to the due year, in the indicator's unit.

    `goal` is the number the target ends at; `reason` says why there is nothing needed, or no number for it.
    """

    per_year: Fraction | None = None
    reason: Lack | None = None
    goal: Fraction | None = None


def need_of(rule: Rule, case: Case | None, latest: Result) -> Need:
    """(goal − latest) / (due − its year); for a change that every year must make, that change."""
    if case is None:
        return Need(reason=unfounded(latest))
    if isinstance(rule, Total):
        ways = totals(rule, case)
        if len(ways) != 1:
            return Need(reason=Lack.CUMULATIVE)
        rule, case = rule.rule, ways[0].case
    try:
        goal = goal_of(rule, case)
    except Lacking:
        goal = None
    try:
        return Need(_per_year(rule, case), None, goal)
    except Lacking as error:
        return Need(None, error.lack, goal)


def unfounded(latest: Result) -> Lack:
    """Why nothing was compared at all."""
    match latest.reason:
        case Reason.NO_TARGET:
            return Lack.NO_TARGET
        case Reason.EXTERNAL_TARGET:
            return Lack.EXTERNAL_TARGET
        case Reason.NO_DATA:
            return Lack.NO_DATA
        case _ if latest.target is not None and isinstance(latest.target.rule, Each):
            return Lack.BY_PART
        case _:
            return Lack.CUMULATIVE


def _per_year(rule: Rule, case: Case) -> Fraction:
    if case.data_year >= case.due:
        raise Lacking(Lack.DUE)
    if isinstance(rule, AnnualChange) and not rule.average:
        return _step(rule, case)
    if isinstance(rule, EveryYear):
        raise Lacking(Lack.EVERY_YEAR)
    if isinstance(rule, Stable):
        raise Lacking(Lack.KEEP)
    if not is_course(rule) and judge(rule, case).outcome is Outcome.MET:
        raise Lacking(Lack.MET)
    if case.value.value is None:
        raise Lacking(Lack.RANGE)
    goal = goal_of(rule, case)
    if isinstance(rule, AnnualChange) and judge(rule, _ended(case)).outcome is Outcome.MET:
        raise Lacking(Lack.MET)
    return (goal - case.value.value) / (case.due - case.data_year)


def _ended(case: Case) -> Case:
    """The last known value as that of the due year."""
    return replace(case, year=case.due, data_year=case.due, series={case.due: case.value})


def goal_of(rule: Rule, case: Case) -> Fraction:
    """The one number that the target ends at in its due year. Raises Lacking."""
    if on_ladder(rule):
        raise Lacking(Lack.GRADE)
    if isinstance(rule, AnnualChange):
        return _chained(rule, case)
    inner = level_of(rule)
    ends = goals(inner, case)
    start = case.baseline.value if case.baseline is not None else None
    if len(ends) > 1:
        raise Lacking(Lack.TWO_READINGS)
    if not ends:
        raise Lacking(Lack.REFERENCE if isinstance(rule, Proportional) else Lack.NO_NUMBER)
    from_start = isinstance(rule, Change | Multiple) or has_two_ends(inner, case)
    if start is None and from_start and not case.cumulative:
        raise Lacking(Lack.NO_BASELINE)
    return ends[0](start or Fraction(0))


def on_ladder(rule: Rule) -> bool:
    """Whether values are grades or ratios, whose differences mean nothing."""
    return isinstance(rule, Grade) or (
        isinstance(rule, Ratio) and rule.left.unit is None and rule.right.unit is None
    )


# ── a change per year ──


def _step(rule: AnnualChange, case: Case) -> Fraction:
    """The change of the next year that every year must make; a part of the value where it is relative."""
    need, sign = _amount(rule, case)
    if need.absolute is not None:
        return sign * need.absolute
    assert need.relative is not None
    if case.value.value is None:
        raise Lacking(Lack.RANGE)
    return sign * need.relative * case.value.value


def _chained(rule: AnnualChange, case: Case) -> Fraction:
    """Where the baseline ends if each year just makes its change."""
    need, sign = _amount(rule, case)
    year, base = base_of(rule.since, case)
    start = base.value if base is not None else None
    if start is None:
        raise Lacking(Lack.NO_BASELINE)
    if need.relative is not None:
        return start * (1 + sign * need.relative) ** (case.due - year)
    return start + sign * (need.absolute or 0) * (case.due - year)


def _amount(rule: AnnualChange, case: Case) -> tuple[Amount, int]:
    direction = way(rule.direction, case.better)
    readings = amounts(rule.by, case)
    if len(readings) != 1:
        raise Lacking(Lack.TWO_READINGS)
    if direction is None or rule.bound in _CAPPED:
        raise Lacking(Lack.CAPPED)
    return readings[0], 1 if direction is Direction.UP else -1
