"""What a row or a component is judged by, selected from the plan and the data: target, baseline, values (contract section 5)."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.dates import by_day
from healthplan_cli.evaluation.judge import Case, converted, judge
from healthplan_cli.evaluation.known_values import KnownValues, Values, has_value
from healthplan_cli.evaluation.part import IndicatorPart, due_of, in_unit, measured, owner_of
from healthplan_cli.kinds.said import quantity_text
from healthplan_cli.model import (
    Actual,
    Actuals,
    Baseline,
    Conventions,
    Indicator,
    Interval,
    NoTarget,
    Outcome,
    Plan,
    Rule,
    Target,
)


@record(frozen=True, slots=True)
class Inputs:
    """What a row or a component is judged by.

    `known`: its values by year; `actual`: the one that decides, else one that is only shown.
    """

    part: IndicatorPart
    known: Values
    target: Target | None
    due: int
    baseline: Baseline | None
    actual: Actual | None
    responsible: str | None
    target_supplied: bool
    baseline_from_data: bool

    @property
    def indicator(self) -> Indicator:
        """The indicator of the row."""
        return self.part.indicator

    @property
    def rule(self) -> Rule:
        """What the target asks for."""
        return self.target.rule if self.target else NoTarget()


class InputSelector:
    """Selects from a plan and its data what each row or component is judged by."""

    def __init__(self, plan: Plan, actuals: Actuals, conventions: Conventions) -> None:
        self.plan, self.conventions, self.year = plan, conventions, conventions.year
        self.values = KnownValues(actuals, self.year)
        self._supplied = {(item.indicator, item.component): item.target for item in actuals.targets}

    def select(self, part: IndicatorPart, known: Values) -> Inputs:
        """Return the inputs of a row or a component, given its known values."""
        target = self._target(part)
        known = _taken(known, target)
        known = by_day(known, target.rule, self.year) if target is not None else known
        due = (target.due if target else None) or due_of(part.target, self.plan)
        baseline, from_data = self._baseline(part, known)
        course = target is not None and target.rule.is_course
        since = stage_before(target) or self.start_of(baseline)
        actual = self._current(known, since, due, course) or self.values.only_shown(part)
        inputs = Inputs(
            part=part,
            known=known,
            target=target,
            due=due,
            baseline=baseline,
            actual=actual,
            responsible=(actual.responsible if actual else None) or part.indicator.responsible,
            target_supplied=target is not part.target,
            baseline_from_data=from_data,
        )
        return self._with_missed_year(inputs) if actual is None and inputs.rule.is_every_year else inputs

    def _target(self, part: IndicatorPart) -> Target | None:
        """Return the target in force: the printed one; where that leaves the number to another document, the one supplied."""
        if part.target is None or not part.target.rule.is_external:
            return part.target
        own = self._found(part)
        if own is None or not part.target.rule.to:
            return own or part.target
        year = min(self.year, part.target.due or self.plan.period.end)
        if own.due not in (None, year) or own.rule.quantity is None:
            return part.target
        rule, number = part.target.rule, own.rule.quantity
        measure = number if number.unit is not None else replace(number, unit=part.indicator.measure)
        words = tr(
            "{words}（{to}：{number}）", words=part.target.text, to=rule.to, number=quantity_text(measure)
        )
        return replace(part.target, text=words, rule=rule.supplied(number), source=own.source)

    def _found(self, part: IndicatorPart) -> Target | None:
        """Return the target supplied for a row or component; None without one.

        Without one of its own, a commitment takes that of the row it restates, and a demand that of its row or
        component.
        """
        component = part.component.id if part.component else None
        about = part.indicator.restates or part.indicator.id
        owners = (component, owner_of(part.component)) if part.component else (None,)
        places = ((id, owner) for owner in owners for id in (part.indicator.id, about))
        return next((self._supplied[place] for place in places if place in self._supplied), None)

    def _baseline(self, part: IndicatorPart, known: Values) -> tuple[Baseline | None, bool]:
        """Return the baseline and whether it is from the data: the spec's, or where that has no number the data's value of its year."""
        baseline = part.baseline
        if baseline is not None and baseline.reading.values is not None:
            return (measured(baseline, part.indicator) if baseline.year < self.year else None), False
        year = self.start_of(baseline)
        if year < self.year and has_value(known, year):
            actual = known[year]
            return Baseline(actual.reading.text, actual.reading, year, actual.source, printed=False), True
        return baseline, False

    def start_of(self, baseline: Baseline | None) -> int:
        """Return the year of a baseline; the plan's baseline year where there is none."""
        return baseline.year if baseline else self.plan.period.baseline

    def _current(self, known: Values, first: int, due: int, course: bool) -> Actual | None:
        """Return the value of the year judged, else of up to `carry` years before, else of the due year; None without
        one.
        Older values count only if they are later than `first`, the year from which the target is counted. A course is
        judged by no value after its due year.
        """
        last = min(self.year, due) if course else self.year
        for year in (*range(last, self.year - self.conventions.carry - 1, -1), due):
            if first < year <= last and has_value(known, year):
                return known[year]
        return None

    def _with_missed_year(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the latest known value as `actual`, where a level asked of every year was missed in a known year."""
        first, last = self.plan.period.start, min(self.year, inputs.due)
        years = [year for year in inputs.known if first <= year <= last and has_value(inputs.known, year)]
        if not years:
            return inputs
        latest = replace(inputs, actual=inputs.known[max(years)])
        missed = judge(inputs.rule, self.case(latest)).outcome is Outcome.MISSED
        return latest if missed else inputs

    # ── what the rule may look at ──

    def case(self, inputs: Inputs) -> Case:
        """Return everything that the rule may look at, in the indicator's unit; `inputs.actual` must not be None."""
        indicator, rule, actual, known = inputs.indicator, inputs.rule, inputs.actual, inputs.known
        assert actual is not None
        bare = self.case_without_value(inputs)
        every = rule.is_every_year  # of each year of the plan, also those before a later baseline
        values = {
            year: item.reading.values for year, item in known.items() if item.reading.values is not None
        }
        data_year = actual.year or self.year
        stage = stage_before(inputs.target)  # a year whose target the course goes on from
        if stage is not None and stage < data_year:
            bare = replace(bare, baseline=values.get(stage), baseline_year=stage, start=stage + 1)
        start = bare.baseline_year
        cumulative = actual.reading.cumulative and rule.is_reportable
        return replace(
            bare,
            data_year=data_year,
            series={
                year: value for year, value in values.items() if (every or start < year) and year <= data_year
            },
            baseline=Interval.point(Fraction(0)) if cumulative else bare.baseline,
            history={year: value for year, value in values.items() if year < start},
            reference=self._reference(rule, indicator, start, data_year),
            cumulative=cumulative,
            running=frozenset(year for year, item in known.items() if item.reading.cumulative),
            yearly=frozenset(year for year, item in known.items() if _is_of_its_year(item, indicator)),
        )

    def case_without_value(self, inputs: Inputs) -> Case:
        """Return the case for a value of the year judged that is still to be put in, in the indicator's unit; without
        other years' values.
        """
        indicator = inputs.indicator
        return Case(
            year=self.year,
            data_year=self.year,
            due=inputs.due,
            better=indicator.better,
            measure=indicator.measure,
            series={},
            baseline=in_unit(inputs.baseline, indicator),
            baseline_year=self.start_of(inputs.baseline),
            start=self.plan.period.start,
            per=indicator.per,
            tolerance=indicator.tolerance_of_about,
        )

    def _reference(
        self, rule: Rule, indicator: Indicator, start: int, year: int
    ) -> tuple[Interval | None, Interval | None]:
        """Return the reference indicator's values in the baseline's year and in `year`.

        For 同比例 that is the indicator that the row is tied to, at the baseline of that year, whatever was revised
        since; for a target compared with another row, only that row's value of `year`. None where not known.
        """
        if rule.row is not None:
            return None, self._of_row(rule.row, indicator, year)
        if not rule.is_tied or indicator.relative_to is None:
            return None, None
        other = self.plan.find(indicator.relative_to)
        known = {when: actual.reading.values for when, actual in self.values.of(other).items()}
        versions = [other, *(item.indicator for item in other.revisions if item.year <= self.year)]
        printed = [
            values
            for row in versions
            if row.baseline is not None and row.baseline.year == start
            if (values := in_unit(row.baseline, row)) is not None
        ]
        return (printed[-1] if printed else known.get(start)), known.get(year)

    def _of_row(self, id: str, indicator: Indicator, year: int) -> Interval | None:
        """Return another row's value of a year, in the unit of this indicator; None where that isn't possible."""
        other = self.plan.find(id)
        actual = self.values.of(other).get(year)
        return (
            None
            if actual is None or actual.reading.on_ladder or actual.reading.place
            else converted(
                replace(actual.reading, unit=actual.reading.unit or other.measure),
                indicator.measure,
                indicator.per,
            )
        )


def _taken(known: Values, target: Target | None) -> Values:
    """Return the values of the kind that a target for several years asks for; every value for any other target."""
    if target is None or not (target.years or target.rule.is_state):
        return known
    return {
        year: item
        for year, item in known.items()
        if item.reading.values is None or target.takes(item.reading)
    }


def stage_before(target: Target | None) -> int | None:
    """Return the year of the earlier target from which a target about every year (持续提高, 保持) is counted.

    None where there is no earlier target, where the target isn't about every year, or where its words say from which
    year.
    """
    if target is None or not target.due_before:
        return None
    rule = target.rule
    follows = (rule.looks_back or rule.is_yearly_change) and rule.since is None
    return target.due_before[-1][0] if follows else None


def _is_of_its_year(actual: Actual, indicator: Indicator) -> bool:
    """Return whether a value is its year's own amount (not a running total), by the data, else by the spec."""
    return actual.reading.yearly or (bool(indicator.adds_up) and not actual.reading.cumulative)
