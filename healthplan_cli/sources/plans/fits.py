"""Tests whether units, baselines and targets fit a row, and the places of its components' cells."""

from __future__ import annotations

from healthplan_cli import units
from healthplan_cli.evaluation.judge import Case, UnitMismatch
from healthplan_cli.model import Indicator, Interval, Reading, Rule
from healthplan_cli.sources.strict_yaml import Node


def cells_of(node: Node, indicator: Indicator, key: str) -> list[Node]:
    """Return, for each component, the node of its own cell `key`, or of the row's where it has none; without components the row's."""
    row, child = node.get(key) or node, node.get("components")
    written = list(child.sequence) if child is not None else []
    if len(written) != len(indicator.components):
        return [row] * max(1, len(indicator.components))
    return [one.get(key) or (row if node.get(key) else one) for one in written] or [row]


def alike_units(unit: str | None, other: str | None) -> bool:
    """Return whether two units are compatible; shares always are."""
    if unit is None or other is None or unit == other or (units.is_share(unit) and units.is_share(other)):
        return True
    return units.factor(unit, other) is not None


def fits(reading: Reading, indicator: Indicator) -> bool:
    """Return whether a baseline is of the kind that a target of the row asks for, in a compatible unit."""
    if reading.on_ladder:
        targets = (indicator.target, *(component.target for component in indicator.components))
        return any(
            rule.is_grade_or_ratio for target in targets if target is not None for rule in target.rules
        )
    if reading.place:
        return any(
            target.rank or rule.is_place for target in indicator.targets if target for rule in target.rules
        )
    if reading.unit is None:
        return True
    return (
        indicator.measure is not None
        and units.factor(reading.unit, indicator.measure, indicator.per) is not None
    )


def is_outside(values: Interval, indicator: Indicator) -> bool:
    """Return whether all of the values lie outside the indicator's limits."""
    limits = indicator.limits
    if limits.unit and indicator.measure and limits.unit != indicator.measure:
        if not (units.is_share(limits.unit) and units.is_share(indicator.measure)):
            return False
        values = values.scaled(units.whole(limits.unit) / units.whole(indicator.measure))
    return values.apart(Interval(limits.low, limits.high))


def possible(rule: Rule, indicator: Indicator) -> bool:
    """Return whether some value within the indicator's limits meets a level; True for other rules."""
    ends = [quantity.value for quantity in rule.quantities]
    if len(ends) > 1 and ends[0] >= ends[1]:
        return False
    if not ends:
        return True
    try:
        case = Case(0, 0, 0, indicator.better, indicator.measure, {}, per=indicator.per)
        accepted = rule.accepted(case)
        return accepted is None or not is_outside(accepted, indicator)
    except UnitMismatch:
        return True
