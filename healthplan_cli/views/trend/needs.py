"""The change per year that a target still needs, or why there is none."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.judge import Case, goals, judge, way
from healthplan_cli.kinds.amounts import Amount, amounts, base_of, stepped
from healthplan_cli.model import Direction, Outcome, Reason, Result, Rule


class NeedLack(Enum):
    """Why no needed change, or no straight line, can be given for a row."""

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
    """Raised where a number can't be given: the change needed, the number that the target ends at, the line. `lack` says why."""

    def __init__(self, lack: NeedLack) -> None:
        self.lack = lack
        super().__init__(lack.value)


@record(frozen=True, slots=True)
class Need:
    """The change needed per year, from the last known value to the due year, in the indicator's unit.

    `goal`: the number that the target ends at; `reason`: why nothing is needed, or why there is no number.
    """

    per_year: Fraction | None = None
    reason: NeedLack | None = None
    goal: Fraction | None = None


def need_of(rule: Rule, case: Case | None, latest: Result) -> Need:
    """Return the change needed per year, (goal − latest) / (due − the latest value's year), in the indicator's unit.

    For a change asked of every year it is that change.
    """
    if case is None:
        return Need(reason=unfounded(latest))
    if rule.may_be_total and not case.cumulative:
        return Need(reason=NeedLack.CUMULATIVE)
    if rule.is_total:
        ways = rule.as_total(case.better).ways(case)
        if len(ways) != 1:
            return Need(reason=NeedLack.CUMULATIVE)
        rule, case = rule.level, ways[0].case
    try:
        goal = goal_of(rule, case)
    except Lacking:
        goal = None
    try:
        return Need(_per_year(rule, case), None, goal)
    except Lacking as error:
        return Need(None, error.lack, goal)


def unfounded(latest: Result) -> NeedLack:
    """Return why a row without a case has no needed change, from its reason for being unknown."""
    match latest.reason:
        case Reason.NO_TARGET:
            return NeedLack.NO_TARGET
        case Reason.EXTERNAL_TARGET:
            return NeedLack.EXTERNAL_TARGET
        case Reason.NO_DATA:
            return NeedLack.NO_DATA
        case _ if latest.target is not None and latest.target.rule.parts:
            return NeedLack.BY_PART
        case _:
            return NeedLack.CUMULATIVE


def _per_year(rule: Rule, case: Case) -> Fraction:
    if case.data_year >= case.due:
        raise Lacking(NeedLack.DUE)
    if rule.is_yearly_change and not rule.average:
        return _step(rule, case)
    if rule.is_every_year:
        raise Lacking(NeedLack.EVERY_YEAR)
    if rule.is_stable:
        raise Lacking(NeedLack.KEEP)
    if not rule.is_course and judge(rule, case).outcome is Outcome.MET:
        raise Lacking(NeedLack.MET)
    if case.value.value is None:
        raise Lacking(NeedLack.RANGE)
    goal = goal_of(rule, case)
    if rule.is_yearly_change and judge(rule, _ended(case)).outcome is Outcome.MET:
        raise Lacking(NeedLack.MET)
    return (goal - case.value.value) / (case.due - case.data_year)


def _ended(case: Case) -> Case:
    """Return the case with the last known value taken for the due year's."""
    return replace(case, year=case.due, data_year=case.due, series={case.due: case.value})


def goal_of(rule: Rule, case: Case) -> Fraction:
    """Return the number that the target ends at in its due year. Raise Lacking where there isn't exactly one."""
    if rule.on_ladder:
        raise Lacking(NeedLack.GRADE)
    if rule.is_yearly_change:
        return _chained(rule, case)
    inner = rule.level
    ends = goals(inner, case)
    start = case.baseline.value if case.baseline is not None else None
    if len(ends) > 1:
        raise Lacking(NeedLack.TWO_READINGS)
    if not ends:
        raise Lacking(NeedLack.REFERENCE if rule.is_tied else NeedLack.NO_NUMBER)
    from_start = rule.is_change or inner.has_two_ends(case)
    if start is None and from_start and not case.cumulative:
        raise Lacking(NeedLack.NO_BASELINE)
    return ends[0](start or Fraction(0))


# ── a change per year ──


def _step(rule: Rule, case: Case) -> Fraction:
    """Return the next year's change, for a change asked of every year; a relative one is taken of the last value."""
    need, direction = _amount(rule, case)
    sign = 1 if direction is Direction.UP else -1
    if need.absolute is not None:
        return sign * need.absolute
    assert need.relative is not None
    if case.value.value is None:
        raise Lacking(NeedLack.RANGE)
    return sign * need.relative * case.value.value


def _chained(rule: Rule, case: Case) -> Fraction:
    """Return the number that the baseline ends at if each year makes exactly its change.

    Raise Lacking without a baseline, for an amount with two readings, and for an upper limit.
    """
    need, direction = _amount(rule, case)
    year, base = base_of(rule.since, case)
    start = base.value if base is not None else None
    if start is None:
        raise Lacking(NeedLack.NO_BASELINE)
    return stepped(start, need, direction, case.due - year)


def _amount(rule: Rule, case: Case) -> tuple[Amount, Direction]:
    direction = way(rule.direction, case.better)
    assert rule.by is not None
    readings = amounts(rule.by, case)
    if len(readings) != 1:
        raise Lacking(NeedLack.TWO_READINGS)
    if direction is None or rule.is_capped:
        raise Lacking(NeedLack.CAPPED)
    return readings[0], direction
