"""What is judged at once: a whole indicator, or one component of it; when it is due, and its baseline in the indicator's unit."""

from __future__ import annotations

from healthplan_cli.model import (
    NOWHERE,
    Baseline,
    Component,
    Indicator,
    Interval,
    Location,
    Plan,
    Reading,
    Target,
)
from healthplan_cli.names import shown_name
from healthplan_cli.record import record


@record(frozen=True, slots=True)
class Part:
    """What is judged at once: a whole indicator, or one component of it."""

    indicator: Indicator
    component: Component | None = None

    @property
    def id(self) -> str:
        return self.component.id if self.component else self.indicator.id

    @property
    def name(self) -> str:
        return shown_name(self.component or self.indicator)

    @property
    def location(self) -> Location:
        """Where the spec has it; the row, for a component that only the words name."""
        own = self.component.location if self.component else NOWHERE
        return own if own is not NOWHERE else self.indicator.location

    @property
    def baseline(self) -> Baseline | None:
        return self.component.baseline if self.component else self.indicator.baseline

    @property
    def target(self) -> Target | None:
        return self.component.target if self.component else self.indicator.target


def parts(row: Indicator) -> tuple[Part, ...]:
    """What is judged of a row before there are data: the whole, or the components that its own words have."""
    if not row.components or row.optional_components:
        return (Part(row),)
    return tuple(Part(row, component) for component in row.components)


def due_of(target: Target | None, plan: Plan) -> int:
    """The year a target is due in: the plan's last, unless its words name one."""
    return (target.due if target else None) or plan.period.end


def in_unit(baseline: Baseline | None, indicator: Indicator) -> Interval | None:
    """A baseline's values in the indicator's unit; None where it has none."""
    from healthplan_cli import units

    if baseline is None or baseline.reading.values is None:
        return None
    reading: Reading = baseline.reading
    if reading.unit is None or indicator.measure is None or reading.unit == indicator.measure:
        return reading.values
    factor = units.factor(reading.unit, indicator.measure, indicator.per)
    return reading.values if factor is None or reading.values is None else reading.values.scaled(factor)
