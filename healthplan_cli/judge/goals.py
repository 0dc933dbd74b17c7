"""The number a target ends at, and whether its unit fits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from healthplan_cli.judge.case import (
    Case,
    amount,
)
from healthplan_cli.judge.changes import Amount, amounts, no_share_of, total, way
from healthplan_cli.judge.levels import accepted
from healthplan_cli.model import (
    AnnualChange,
    Approx,
    Better,
    Bound,
    Change,
    Compare,
    Direction,
    Each,
    EveryYear,
    Interval,
    Multiple,
    Range,
    Ratio,
    Reach,
    Rule,
    Stable,
    Total,
    Trend,
    is_least,
    level_of,
    opposed,
)

Goal = Callable[[Fraction], Fraction]


def goal(rule: Rule, case: Case) -> Goal | None:
    """The one number the target ends at, as a function of the baseline; None where there is none, or more than one."""
    found = goals(rule, case)
    return found[0] if len(found) == 1 else None


def goals(rule: Rule, case: Case) -> tuple[Goal, ...]:
    """The number the target ends at, for every way its words can be meant; empty for a target without a number.

    Empty too where the words point the wrong way, or ask for a share of what isn't positive: no number is known then.
    """
    if opposed(rule, case.better):
        return ()
    match rule:
        case Total(level):
            return goals(level, case)
        case Compare(_, quantity) | Reach(quantity) | Approx(quantity):
            return (_fixed(amount(quantity, case.measure, case.per)),)
        case Range():
            return (_nearer(accepted(rule, case)),)
        case Ratio():
            ends = accepted(rule, case)
            return tuple(_fixed(end) for end in (ends.low, ends.high) if end is not None)[:1]
        case Multiple(factor, _, since) if since in (None, case.baseline_year):
            if _senseless(case) or (factor != 1 and is_least(rule, case.better) is not (factor > 1)):
                return ()  # no more than twice as much is kept, not approached
            return (lambda baseline: baseline * factor,)
        case Change(by, direction, bound, since) if since in (None, case.baseline_year):
            if bound in (Bound.AT_MOST, Bound.LESS_THAN):
                return ()  # a cap is kept, not approached
            if case.cumulative:
                return (_fixed(total(by, case)),)
            towards = way(direction, case.better)
            needs = amounts(by, case, direction is None) if towards else ()
            if _senseless(case) and any(need.relative for need in needs):
                return ()
            return tuple(_changed(need, towards) for need in needs if towards)
        case _:
            return ()


def _senseless(case: Case) -> bool:
    """Whether a share of the baseline has no sense, for it isn't known to be positive."""
    return case.baseline is not None and no_share_of(case.baseline) is not None


def _fixed(number: Fraction) -> Goal:
    return lambda baseline: number


def _nearer(ends: Interval) -> Goal:
    """The end that is nearer to the baseline; the baseline itself where it is between two ends."""

    low, high = ends.low, ends.high
    if low is not None and high is not None:
        return lambda baseline: min(max(baseline, low), high)
    return lambda baseline: next(end for end in (low, high) if end is not None)


def _changed(need: Amount, direction: Direction) -> Goal:
    sign = 1 if direction is Direction.UP else -1
    if need.relative is not None:
        factor = 1 + sign * need.relative
        return lambda baseline: baseline * factor
    assert need.absolute is not None
    step = sign * need.absolute
    return lambda baseline: baseline + step


def lacks_direction(rule: Rule, better: Better | None) -> bool:
    """Whether a rule can't be judged without knowing which way is better, and that isn't said (contract section 3)."""
    level = level_of(rule)
    match level:
        case Reach():
            needs = True
        case Ratio(relation=relation):
            needs = relation is None
        case Change(direction=direction):
            needs = direction is None
        case Trend(direction=way_):
            needs = way_ is Direction.BETTER
        case Range(two_sided=True):
            return False
        case Approx() | Range() | Stable():
            return better is None
        case Each(parts):
            return any(lacks_direction(part.rule, better) for part in parts)
        case _:
            needs = False
    return needs and better in (None, Better.NEITHER)


def check_units(rule: Rule, measure: str | None, per: int | None = None) -> None:
    """Raises UnitMismatch when a rule's quantities can't be put in the indicator's unit."""
    probe = Case(0, 0, 0, Better.HIGHER, measure, {}, per=per)
    match rule:
        case EveryYear(level) | Total(level):
            check_units(level, measure, per)
        case Range(low, high):
            amount(low, measure, per)
            amount(high, measure, per)
        case Compare() | Reach() | Approx() | Ratio():
            accepted(rule, probe)
        case AnnualChange(by) | Change(by):
            amounts(by, probe)
        case Each(parts):
            for part in parts:
                check_units(part.rule, measure, per)
        case _:
            return
