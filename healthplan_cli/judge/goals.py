"""The number a target ends at, and whether its unit fits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from healthplan_cli.judge.case import (
    Case,
    amount,
)
from healthplan_cli.judge.changes import Amount, amounts, way
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
    Multiple,
    Range,
    Ratio,
    Reach,
    Rule,
)


def goal(rule: Rule, case: Case) -> Callable[[Fraction], Fraction] | None:
    """The number the target ends at, as a function of the baseline; None for a target without a number."""
    match rule:
        case Compare(_, quantity) | Reach(quantity) | Approx(quantity):
            number = amount(quantity, case.measure, case.per)
            return lambda baseline: number
        case Range(low, high):
            near = amount(high if case.better is Better.LOWER else low, case.measure, case.per)
            return lambda baseline: near
        case Ratio():
            ends = accepted(rule, case)
            end = ends.low if ends.low is not None else ends.high
            assert end is not None
            return lambda baseline: end
        case Multiple(factor, _, since) if since in (None, case.baseline_year):
            return lambda baseline: baseline * factor
        case Change(by, direction, bound, since) if since in (None, case.baseline_year):
            if case.cumulative:
                total = amount(by, case.measure, case.per)
                return lambda baseline: total
            if bound in (Bound.AT_MOST, Bound.LESS_THAN):
                return None  # a cap is kept, not approached
            return _changed(amounts(by, case, direction is None), way(direction, case.better))
        case _:
            return None


def _changed(needs: tuple[Amount, ...], direction: Direction | None) -> Callable[[Fraction], Fraction] | None:
    if len(needs) != 1 or direction is None:
        return None
    sign = 1 if direction is Direction.UP else -1
    need = needs[0]
    if need.relative is not None:
        factor = 1 + sign * need.relative
        return lambda baseline: baseline * factor
    assert need.absolute is not None
    step = sign * need.absolute
    return lambda baseline: baseline + step


def check_units(rule: Rule, measure: str | None, per: int | None = None) -> None:
    """Raises UnitMismatch when a rule's quantities can't be put in the indicator's unit."""
    probe = Case(0, 0, 0, Better.HIGHER, measure, {}, per=per)
    match rule:
        case EveryYear(level):
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
