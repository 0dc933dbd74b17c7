"""The part of a row that is judged by itself: the whole indicator or one component; its due year, its baseline in the indicator's unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.evaluation.judge import converted
from healthplan_cli.language.names import shown_name
from healthplan_cli.model import Baseline, Component, Indicator, Interval, Plan, Rule, Target


@record(frozen=True, slots=True)
class IndicatorPart:
    """The part of a row that is judged by itself: the whole indicator, or one component."""

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
        """Where the spec has the part; the row's place for a component that stands only in the target's words."""
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

    @property
    def is_mixed(self) -> bool:
        """Whether the target asks for different kinds of values (numbers, grades, ranks) in different years."""
        rules = self.target.rules if self.target else ()
        return len({(rule.scale, rule.is_place) for rule in rules}) > 1

    @property
    def kind(self) -> tuple[str, bool]:
        """The kind of values that its target asks for: their scale, and whether they are ranks."""
        return (self.rule.scale, self.rule.is_place) if self.rule else ("", False)

    def due_in(self, year: int) -> IndicatorPart:
        """Return the part with the target that is due in a year, or next after it."""
        if self.target is None or not self.target.years:
            return self
        row, own = self.indicator.due_in(year), self.component
        if own is None:
            return IndicatorPart(row)
        return IndicatorPart(row, next((part for part in row.components if part.id == own.id), own))


def parts(row: Indicator) -> tuple[IndicatorPart, ...]:
    """Return the parts by which a row is judged before data are known: its components where the plan words them
    separately, else the row.
    """
    if not row.components or row.optional_components:
        return (IndicatorPart(row),)
    return tuple(IndicatorPart(row, component) for component in row.components)


def due_parts(row: Indicator) -> tuple[IndicatorPart, ...]:
    """Return the parts of a row as they are in each year that its targets name, without duplicates."""
    years = sorted({year for target in row.targets if target is not None for year, _ in target.years})
    found = [part for year in years for part in parts(row.due_in(year))]
    return tuple(dict.fromkeys(found)) if found else parts(row)


def with_demands(row: Indicator) -> Indicator:
    """Return the row with each of several demands at once (docs/semantics.md, section 4, 几样都要) as a component; other rows as
    they are.
    A component with several demands becomes one component for each. A demand's id is `#` and its number, after its
    component's id.
    """
    own = row.target
    if not row.components or row.optional_components:
        if own is None or not own.rule.demands:
            return row
        return replace(row, components=tuple(_demanded(own, row.baseline)), optional_components=False)
    if not any(part.target is not None and part.target.rule.demands for part in row.components):
        return row
    found: list[Component] = []
    for part in row.components:
        asked = part.target is not None and bool(part.target.rule.demands)
        found += _demanded(part.target, part.baseline, part) if asked and part.target is not None else [part]
    return replace(row, components=tuple(found))


def _demanded(
    target: Target, baseline: Baseline | None, owner: Component | None = None
) -> Iterator[Component]:
    """Yield a component for each demand of a target, with that demand's words."""
    id, name = (owner.id, owner.name) if owner else ("", "")
    for number, one in enumerate(target.rule.demands, 1):
        asked = replace(target, text=one.text, rule=one.rule)
        yield Component(f"{id}#{number}", f"{name}{one.text}", baseline=baseline, target=asked)


def owner_of(component: Component) -> str | None:
    """Return the id by which the data know a component: a demand's is that of its component, None where that is the whole row."""
    return component.id.partition("#")[0] or None


def judged_components(row: Indicator) -> Mapping[str, Component]:
    """Return every component or demand that a result may be about, by its id."""
    apart = replace(row, optional_components=False)
    versions = (row, with_demands(row), with_demands(apart))
    return {part.id: part for version in versions for part in version.components}


def open_rule(row: Indicator, component: Component | None = None) -> Rule | None:
    """Return the rule within a row's target (of one of its years, or one of several demands) that needs a number from
    elsewhere; None without one.
    """
    if component is None:
        target = row.target
    else:
        target = next((part.target for part in row.components if part.id == component.id), None)
    if target is None:
        return None
    return next((rule for asked in target.rules for rule in open_rules(asked)), None)


def open_rules(rule: Rule) -> tuple[Rule, ...]:
    """Return the rules within a rule that need a number from elsewhere: itself, or some of its demands."""
    return tuple(one for one in (rule, *(demand.rule for demand in rule.demands)) if one.is_external)


def due_of(target: Target | None, plan: Plan) -> int:
    """Return the year that a target is due in: the plan's last, unless its words name one."""
    return (target.due if target else None) or plan.period.end


def in_unit(baseline: Baseline | None, indicator: Indicator) -> Interval | None:
    """Return a baseline's values in the indicator's unit; None where it has none."""
    return converted(baseline.reading, indicator.measure, indicator.per) if baseline is not None else None


def measured(baseline: Baseline, indicator: Indicator) -> Baseline:
    """Return the baseline with its values converted to the indicator's unit, as reported values are."""
    reading = baseline.reading
    if reading.on_ladder or reading.unit in (None, indicator.measure):
        return baseline
    return replace(
        baseline, reading=replace(reading, values=in_unit(baseline, indicator), unit=indicator.measure)
    )
