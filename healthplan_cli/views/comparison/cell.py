"""One plan's target of an indicator, in the unit that all the plans are compared in."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.part import IndicatorPart, due_of, in_unit
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import (
    TOLERANCE,
    Better,
    Component,
    Indicator,
    Interval,
    Nature,
    Plan,
    Relation,
    Revision,
    Rule,
    Target,
)
from healthplan_cli.views.annual_targets import yearly


@record(frozen=True, slots=True)
class PlanTarget:
    """A plan's row (or component) in force at the plan's end; numbers in the common unit.

    `accepted`: the values that meet the target in the `due` year; None with a `reason`. `derived`: computed from the
    plan's own baseline. `factor` converts the row's unit to the common one; None where that isn't possible.
    """

    part: IndicatorPart
    due: int
    factor: Fraction | None
    accepted: Interval | None = None
    derived: bool = False
    reason: str | None = None
    revision: Revision | None = None

    @property
    def without_target(self) -> bool:
        """Whether the plan has the row without setting it a target."""
        return self.part.target is None or self.part.target.rule.asks_nothing

    @property
    def commitment(self) -> bool:
        """Whether the row is a commitment from the body text."""
        return self.part.indicator.nature is Nature.COMMITMENT

    @property
    def bound(self) -> tuple[Relation, Fraction] | None:
        """The one limit of the accepted values, with the relation in which they stand to it; None where there are two limits or none."""
        values = self.accepted
        if values is None or (values.low is None and values.high is None):
            return None
        if values.value is not None:
            return Relation.EQ, values.value
        if values.high is None and values.low is not None:
            return (Relation.GT if values.low_open else Relation.GE), values.low
        if values.low is None and values.high is not None:
            return (Relation.LT if values.high_open else Relation.LE), values.high
        return None

    @property
    def baseline(self) -> Interval | None:
        """The baseline in the common unit."""
        values = in_unit(self.part.baseline, self.part.indicator)
        return None if values is None or self.factor is None else values.scaled(self.factor)

    @property
    def converted(self) -> bool:
        """Whether the numbers are not in the row's own unit."""
        return self.factor is not None and self.factor != 1


def common_unit(listed: str | None, rows: Sequence[Indicator]) -> str | None:
    """Return the unit to which most rows can be converted; among equals the catalogue's (`listed`), then the most frequent one."""
    measures = [row.measure for row in rows]
    own = sorted(dict.fromkeys(measures), key=lambda unit: -measures.count(unit))
    first = [units.canonical(listed)] if listed else []
    return max([*first, *own], key=lambda unit: sum(factor_of(row, unit) is not None for row in rows))


def factor_of(row: Indicator, unit: str | None) -> Fraction | None:
    """Return the exact factor from a row's unit to another; None where it can't be converted."""
    if row.measure == unit:
        return Fraction(1)
    return units.factor(row.measure, unit, row.per) if row.measure and unit else None


def cell_of(plan: Plan, part: IndicatorPart, unit: str | None) -> PlanTarget:
    """Return a plan's target of a part, with its numbers in the common unit."""
    due = due_of(part.target, plan)
    cell = PlanTarget(
        part, due, factor_of(part.indicator, unit), revision=plan_revision(plan, part.indicator)
    )
    if cell.without_target:
        return replace(cell, reason=tr("没有目标"))
    assert part.target is not None
    reason = _wordless(part.target)
    if reason is None and cell.factor is None:
        reason = tr("单位是 {unit}，不能换算", unit=part.indicator.measure or tr("（没有单位）"))
    if reason is not None or cell.factor is None:
        return replace(cell, reason=reason)
    values, why = _values(plan, part, part.target.rule, due)
    if values is None:
        return replace(cell, reason=why)
    derived = part.target.rule.is_change or part.target.rule.is_stable
    return replace(cell, accepted=values.scaled(cell.factor), derived=derived)


def plan_revision(plan: Plan, row: Indicator) -> Revision | None:
    """Return the revision that gave a row its form at the plan's end; None for a row as printed."""
    printed = next((item for item in plan.indicators if item.id == row.id), row)
    return printed.revision_in(plan.period.end)


def _wordless(target: Target) -> str | None:
    """Return why a target has no number to compare; None where it has one."""
    rule = target.rule
    if rule.may_be_total:
        return tr("是几年累计的数还是比基期的变化，说不清")
    if rule.without_number is not None or rule.is_reportable:
        return rule.without_number  # 累计降低3个百分点: from the baseline
    return tr("是几年累计的数") if target.cumulative or rule.is_total else None


def _values(plan: Plan, part: IndicatorPart, rule: Rule, due: int) -> tuple[Interval | None, str | None]:
    """Return the values accepted in the due year, in the row's unit; or None and why there is no number."""
    row = part.indicator
    tolerance = TOLERANCE if row.tolerance is None else row.tolerance
    case = Case(due, due, due, row.better, row.measure, {}, per=row.per, tolerance=tolerance)
    if rule.level.is_level:
        return rule.level.accepted(case), None
    steps, why = yearly(plan, _least(part, tolerance))
    step = next((step for step in steps if step.year == due), None)
    if step is None or step.value is None:
        return None, why.words if why else tr("没有可以比较的数")
    read = parse_target(step.pasted).rule
    if read.is_comparison and read.relation is not None:
        return Interval.related(read.relation, step.value), None
    return read.accepted(case), None


def _least(part: IndicatorPart, tolerance: Fraction) -> IndicatorPart:
    """Return the part with 左右 of a change replaced by the least change that the tolerance accepts."""
    target = part.target
    if target is None:
        return part
    least = target.rule.least(tolerance, part.indicator.better)
    new: Target = replace(target, rule=least, years=(), own=())
    if part.component is None:
        return IndicatorPart(replace(part.indicator, target=new))
    component: Component = replace(part.component, target=new)
    return IndicatorPart(part.indicator, component)


def good_end(cell: PlanTarget, better: Better | None) -> tuple[Fraction, bool] | None:
    """Return the less demanding end of the accepted values, its sign chosen so that greater is stricter, and whether
    it is open; None without one.
    """
    values = cell.accepted
    if values is not None and better is Better.HIGHER and values.low is not None:
        return values.low, values.low_open
    if values is not None and better is Better.LOWER and values.high is not None:
        return -values.high, values.high_open
    return None
