"""The values that two statements of a target accept, and how these differ."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.rows import case_of, ends_of, start_of
from healthplan_cli.evaluation.judge import UnitMismatch
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Better, Indicator, Interval, Plan, Quantity, Reading, Rule, Target


class Contrast(Enum):
    """How the second of two targets differs from the first: EDGE only in whether the limit itself is accepted, OTHER
    neither stricter nor looser.
    """

    SAME = "same"
    EDGE = "edge"  # only whether the number itself (or 左右) is enough
    STRICTER = "stricter"
    LOOSER = "looser"
    OTHER = "other"


def rule_of(target: Target | None) -> Rule | None:
    """Return the rule of a target; for a level asked of every year (每年), the level's own rule. None without a target."""
    return target.rule.level if target else None


def asked(part: IndicatorPart, plan: Plan, exactly: bool = False) -> Interval | None:
    """Return the values that meet a target in its due year, in the row's unit; None where its words give no numbers.

    `exactly`: without the tolerance of 左右. 保持稳定 always has its tolerance of 2 %, which is this program's
    convention.
    """
    rule, start = rule_of(part.target), start_of(part)
    case = case_of(part, plan, start)
    if exactly:
        case = replace(case, tolerance=Fraction(0))
    if rule is None:
        return None
    if rule.is_level:
        try:
            return rule.accepted(case)
        except UnitMismatch:
            return None
    if rule.is_stable:
        return _kept(start, case.better)
    if not rule.is_change:
        return None
    ends = ends_of(part.target, part, plan)
    if len(ends) != 1:
        return None
    return Interval(low=ends[0]) if rule.is_upward(case.better) else Interval(high=ends[0])


def _kept(start: Interval | None, better: Better | None) -> Interval | None:
    """Return the values that are no worse than the baseline; None where that can't be said."""
    if start is None or better in (None, Better.NEITHER):
        return None
    if better is Better.HIGHER:
        return Interval(start.low, None, start.low_open) if start.low is not None else None
    return Interval(None, start.high, False, start.high_open) if start.high is not None else None


def contrast(first: Interval, second: Interval, row: Indicator) -> Contrast:
    """Return how the values that the second target accepts differ from the first's, within the limits of `row`."""
    first, second = _clipped(first, row), _clipped(second, row)
    if first == second:
        return Contrast.SAME
    if (first.low, first.high) == (second.low, second.high):
        return Contrast.EDGE
    if second.within(first):
        return Contrast.STRICTER
    return Contrast.LOOSER if first.within(second) else Contrast.OTHER


def _clipped(values: Interval, row: Indicator) -> Interval:
    """Return the values that the row's limits allow, so that 100% and 不低于100% of a share are the same."""
    high, unit, measure = row.limits.high, row.limits.unit, row.measure
    rule = rule_of(row.target)
    if (rule is not None and rule.is_grade_or_ratio) or high is None:
        return values
    if unit and measure and unit != measure:
        factor = units.factor(unit, measure)
        if factor is None:
            return values
        high *= factor
    if values.high is not None and values.high <= high:
        return values
    return Interval(values.low, high, values.low_open)


def is_comparable(first: Rule | None, second: Rule | None) -> bool:
    """Return whether two rules can be compared: both use the same scale of grades, or neither uses one."""
    one, other = (rule.scale if rule is not None else "" for rule in (first, second))
    return one == other


def quantity_of(rule: Rule | None) -> Quantity | None:
    """Return the number in the words of a level (of a range, its nearer end); None for other targets."""
    return rule.quantity if rule is not None else None


def printed_unit(row: Indicator) -> str | None:
    """Return the unit in a row's own cell (or a commitment's own key), in canonical spelling; None without one."""
    return units.canonical(row.unit.replace("％", "%").replace(" ", "")) if row.unit else None


def target_unit(part: IndicatorPart) -> str | None:
    """Return the unit of a target's number: that in its words, else the row's printed one."""
    quantity = quantity_of(rule_of(part.target))
    return (quantity.unit if quantity else None) or printed_unit(part.indicator)


def with_unit(part: IndicatorPart) -> str:
    """Return the words of a target; where they end in a number without a unit, with the unit printed elsewhere."""
    text = part.target.own_words if part.target else ""
    quantity, unit = quantity_of(rule_of(part.target)), target_unit(part)
    bare = quantity is not None and not quantity.unit and text[-1:].isdigit()
    return f"{text}{unit}" if bare and unit else text


def reading_unit(reading: Reading, row: Indicator) -> str | None:
    """Return the unit that a value is printed with: its own, else the row's."""
    return reading.unit or printed_unit(row)


def resulting_level(values: Interval | None, row: Indicator) -> str:
    """Write the level that a change ends at; empty where no number is known."""
    value = None if values is None else values.high if values.low is None else values.low
    if value is None:
        return ""
    number = decimal_text(value, 2)
    shown = number.rstrip("0").rstrip(".") if "." in number else number
    return tr("（即 {number}）", number=shown + (row.measure or ""))


def differs_in_unit_size(value: object, unit: str | None, other: object, other_unit: str | None) -> bool:
    """Return whether two figures are equal while their units differ only in size: 2.92‰ and 2.92%."""
    if value != other or value in (Fraction(0), Interval.point(Fraction(0))) or not unit or not other_unit:
        return False
    factor = units.factor(unit, other_unit)
    return factor is not None and factor != 1
