"""What is judged at once: a whole indicator, or one component of it; when it is due, and its baseline in the indicator's unit."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.evaluation.judge import converted
from healthplan_cli.language.names import shown_name
from healthplan_cli.model import Baseline, Component, Indicator, Interval, Plan, Rule, Target


@record(frozen=True, slots=True)
class IndicatorPart:
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

    @property
    def rule(self) -> Rule | None:
        """What its target asks for; None without a target."""
        return self.target.rule if self.target else None


def parts(row: Indicator) -> tuple[IndicatorPart, ...]:
    """What is judged of a row before there are data: the whole, or the components that its own words have."""
    if not row.components or row.optional_components:
        return (IndicatorPart(row),)
    return tuple(IndicatorPart(row, component) for component in row.components)


def due_of(target: Target | None, plan: Plan) -> int:
    """The year a target is due in: the plan's last, unless its words name one."""
    return (target.due if target else None) or plan.period.end


def in_unit(baseline: Baseline | None, indicator: Indicator) -> Interval | None:
    """A baseline's values in the indicator's unit; None where it has none."""
    return converted(baseline.reading, indicator.measure, indicator.per) if baseline is not None else None


def measured(baseline: Baseline, indicator: Indicator) -> Baseline:
    """The baseline with its values in the indicator's unit, as the reported ones are."""
    reading = baseline.reading
    if reading.on_ladder or reading.unit in (None, indicator.measure):
        return baseline
    return replace(
        baseline, reading=replace(reading, values=in_unit(baseline, indicator), unit=indicator.measure)
    )
