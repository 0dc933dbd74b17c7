"""(Plan, actuals, conventions) → Report: components, judge, progress. Pure: no file, clock or environment."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.counting import tallied
from healthplan_cli.evaluation.events import all_counted, chance_of, with_neighbours
from healthplan_cli.evaluation.judge import Case, judge
from healthplan_cli.evaluation.messages import message
from healthplan_cli.evaluation.notes import claim_differs, increment, maybe_percent, order_of_magnitude
from healthplan_cli.evaluation.notes import noted as noted_codes
from healthplan_cli.evaluation.part import IndicatorPart, due_of, in_unit, measured
from healthplan_cli.evaluation.progress import Assessment, Pace, stand
from healthplan_cli.evaluation.standings import notes_of_ruling, with_standing
from healthplan_cli.kinds.amounts import WholeChange
from healthplan_cli.kinds.case import gaps
from healthplan_cli.language.names import shown_category, shown_name
from healthplan_cli.model import (
    TOLERANCE,
    Actual,
    Actuals,
    Baseline,
    Conventions,
    Indicator,
    InputFile,
    Interval,
    NoTarget,
    Observation,
    Outcome,
    Plan,
    Reason,
    Report,
    Result,
    Rule,
    Status,
    Target,
    Verdict,
)

# An indicator with components takes the first of these that any of them has (contract, end of section 4).
WORST_FIRST = tuple(Status)


def evaluate(
    plan: Plan, actuals: Actuals, conventions: Conventions, inputs: tuple[InputFile, ...] = ()
) -> Report:
    """The whole report, before anything is printed."""
    return evaluate_traced(plan, actuals, conventions, inputs)[0]


def evaluate_traced(
    plan: Plan,
    actuals: Actuals,
    conventions: Conventions,
    inputs: tuple[InputFile, ...] = (),
    with_commitments: bool = False,
) -> tuple[Report, Mapping[tuple[str, str | None], Trace]]:
    """The report, and by indicator and component what each verdict was reached from (for a proof)."""
    judged = _Evaluation(plan, actuals, conventions)
    results = tuple(judged.indicator(indicator) for indicator in plan.indicators)
    commitments = tuple(judged.indicator(item) for item in plan.commitments) if with_commitments else None
    report = Report(
        plan=plan,
        conventions=conventions,
        results=results,
        inputs=inputs,
        illustrative=actuals.illustrative,
        commitments=commitments,
    )
    return tallied(report), judged.traces


@record(frozen=True, slots=True)
class Trace:
    """What a verdict was reached from: the rule, what it looked at, the pace, and where that stands.

    Without a case nothing was compared: the message of the result says what is missing.
    """

    rule: Rule
    case: Case | None = None
    pace: Pace | None = None
    standing: Assessment | None = None


class _Evaluation:
    def __init__(self, plan: Plan, actuals: Actuals, conventions: Conventions) -> None:
        self.plan = plan
        self.conventions = conventions
        self.year = conventions.year
        self.values: dict[tuple[str, str | None], dict[int, Actual]] = {}
        self.shown: dict[
            tuple[str, str | None], dict[int, Actual]
        ] = {}  # a part of a year, a forecast: never judged
        for actual in actuals.values:
            year = actual.year if actual.year is not None else self.year
            if year <= self.year:
                kind = self.values if actual.observation is Observation.ACTUAL else self.shown
                place = kind.setdefault((actual.indicator, actual.component), {})
                place.setdefault(year, replace(actual, year=year))
        named = {actual.indicator for actual in actuals.values if actual.component is not None}
        self.parted = actuals.parted | named
        self.targets = {(item.indicator, item.component): item.target for item in actuals.targets}
        self.traces: dict[tuple[str, str | None], Trace] = {}

    # ── one indicator ──

    def _as_now(self, item: Indicator) -> Indicator:
        """A commitment with the baselines in force of the row that it is about, where those are its baselines."""
        row = self.plan.find(item.restates) if item.restates else item
        now = row.in_force(self.year)
        if now is row or item is row:
            return item
        were, are = ({part.id: part.baseline for part in version.components} for version in (row, now))
        parts = tuple(
            replace(part, baseline=are[part.id])
            if part.id in were and part.baseline == were[part.id]
            else part
            for part in item.components
        )
        baseline = now.baseline if item.baseline == row.baseline else item.baseline
        return replace(item, baseline=baseline, components=parts)

    def indicator(self, printed: Indicator) -> Result:
        printed = self._as_now(printed)
        revision = printed.revision_in(self.year)
        result = self._row(revision.indicator if revision else printed)
        if revision is None:
            return result
        return replace(result, revision=revision, noted=(*result.noted, "revised"))

    def _row(self, indicator: Indicator) -> Result:
        whole = self._known(indicator, None)
        parted = not self.parted.isdisjoint((indicator.id, indicator.restates))
        if not indicator.components or (indicator.optional_components and not parted):
            return self._judge(IndicatorPart(indicator), whole)
        found = []
        for component in indicator.components:
            known = self._known(indicator, component.id) if parted else whole
            result = self._judge(IndicatorPart(indicator, component), known)
            if parted and self.year in whole and result.reason is Reason.NO_DATA:
                words = tr(
                    "{message}（数据分开报了分项，整项的“{text}”不代替它）",
                    message=result.message,
                    text=whole[self.year].reading.text,
                )
                result = replace(result, message=words)
            if result.actual is not None and result.actual.component is None:
                result = replace(result, noted=(*result.noted, "one_value_for_all"))
            found.append(result)
        return self._joined(indicator, tuple(found))

    def _known(self, indicator: Indicator, component: str | None) -> Mapping[int, Actual]:
        """The values of a row; a commitment about a row has that row's where it has none of its own."""
        own = self.values.get((indicator.id, component), {})
        if indicator.restates is None:
            return own
        return {**self.values.get((indicator.restates, component), {}), **own}

    def _joined(self, indicator: Indicator, parts: tuple[Result, ...]) -> Result:
        status = next(status for status in WORST_FIRST if any(part.status is status for part in parts))
        deciding = [part for part in parts if part.status is status]
        whole = parts[0].actual if len({id(part.actual) for part in parts}) == 1 else None
        return Result(
            id=indicator.id,
            no=indicator.no,
            name=shown_name(indicator),
            category=shown_category(indicator.category),
            nature=indicator.nature,
            unit=indicator.measure,
            baseline=indicator.baseline,
            target=indicator.target,
            due=max(part.due for part in parts),
            actual=whole,
            value=None,
            status=status,
            reason=deciding[0].reason,
            regressed=any(part.regressed for part in deciding),
            noted=tuple(dict.fromkeys(code for part in deciding for code in part.noted)),
            elapsed=max(parts, key=lambda part: part.due).elapsed,
            message=_joined_message(parts, deciding),
            components=parts,
            location=indicator.location,
            years_missing=tuple(sorted({year for part in deciding for year in part.years_missing})),
            responsible=next(filter(None, (part.responsible for part in parts)), None),
        )

    def _judge(self, part: IndicatorPart, known: Mapping[int, Actual]) -> Result:
        result, given, from_data = self._opened(part, known)
        rule = result.target.rule if result.target else NoTarget()
        result = self._with_bad_year(part, rule, result, known)
        reason, detail = self._unjudged(part, rule, result, known)
        if reason is not None:
            result = self._noted(part, replace(result, reason=reason), known, from_data, given)
            if reason is Reason.NO_DATA and (missing := self._unseen(rule, result, known)):
                result = replace(result, years_missing=missing, noted=(*result.noted, "years_missing"))
            verdict = Verdict(Outcome.UNKNOWN, detail=detail)
            return self._kept(part, Trace(rule), self._with_message(result, verdict))
        case = self._case(part, rule, result, known)
        pace = Pace(self.conventions.band, part.indicator.geometric, part.indicator.annual_targets)
        standing = stand(rule, case, pace)
        case = standing.case
        spoken = known[case.data_year]
        counted = all_counted(part.indicator, result.target)
        chance = None if counted else chance_of(spoken, part.indicator.measure)
        later = known[self.year] if case.data_year < self.year and _has_value(known, self.year) else None
        result = replace(result, actual=spoken, value=spoken.reading.values, chance=chance, later=later)
        result = with_standing(self._noted(part, result, known, from_data, given), standing)
        result = replace(result, noted=(*result.noted, *notes_of_ruling(part.indicator, rule, case)))
        if result.chance is not None:
            result = with_neighbours(result, result.chance, rule, case, pace)
        if claim_differs(spoken, result.status):
            result = replace(result, noted=(*result.noted, "claim_differs"))
        result = self._with_message(result, standing.verdict, standing.whole)
        return self._kept(part, Trace(rule, case, pace, standing), result)

    def _with_bad_year(
        self, part: IndicatorPart, rule: Rule, result: Result, known: Mapping[int, Actual]
    ) -> Result:
        """A level asked of each year that a known one didn't hold is missed, though the year judged has no value."""
        last = min(self.year, result.due)
        years = [year for year in known if self.plan.period.start <= year <= last and _has_value(known, year)]
        if result.actual is not None or not rule.is_every_year or not years:
            return result
        latest = replace(result, actual=known[max(years)])
        missed = judge(rule, self._case(part, rule, latest, known)).outcome is Outcome.MISSED
        return latest if missed else result

    def _noted(
        self, part: IndicatorPart, result: Result, known: Mapping[int, Actual], from_data: bool, given: bool
    ) -> Result:
        """The result with codes for what a reader should know of the values that went in."""
        noted = noted_codes(result, from_data, given, self.year)
        if (
            result.actual is not None
            and self.year - (result.actual.year or self.year) > self.conventions.carry
        ):
            noted = tuple(code for code in noted if code != "carried")
        if result.baseline is not None and not from_data and self._differs(part, result.baseline, known):
            noted = (*noted, "baseline_differs")
        if maybe_percent(result):
            noted = (*noted, "maybe_percent")
        start = in_unit(result.baseline, part.indicator)
        if not part.indicator.adds_up and order_of_magnitude(result, start):
            noted = (*noted, "order_of_magnitude")
        if increment(result):
            noted = (*noted, "increment")
        return replace(result, noted=noted)

    def _unjudged(
        self, part: IndicatorPart, rule: Rule, result: Result, known: Mapping[int, Actual]
    ) -> tuple[Reason | None, str | None]:
        """Why nothing can be compared, and the detail of its message; None where it can."""
        reason = _unjudged(rule, result.actual)
        if reason is Reason.NO_DATA:
            latest = max((year for year in known if year > self.plan.period.baseline), default=None)
            return reason, str(latest) if latest else None
        if reason is not None:
            return reason, None
        if self._in_two_units(part.indicator, rule):
            return Reason.NEEDS_REVIEW, "two_units"
        return None, None

    def _unseen(self, rule: Rule, result: Result, known: Mapping[int, Actual]) -> tuple[int, ...]:
        """The years without a value of a course that is followed step by step, where some of it is known."""
        if not rule.looks_back and not rule.is_trend:
            return ()
        first, last = self.plan.period.start, min(self.year, result.due)
        have = [year for year in known if first <= year <= last and _has_value(known, year)]
        return gaps(have, first, last) if have else ()

    def _kept(self, part: IndicatorPart, trace: Trace, result: Result) -> Result:
        self.traces[part.indicator.id, part.component.id if part.component else None] = trace
        return result

    def _with_message(self, result: Result, verdict: Verdict, whole: WholeChange | None = None) -> Result:
        return replace(result, message=message(result, self.year, self.conventions.band, verdict, whole))

    def _opened(self, part: IndicatorPart, known: Mapping[int, Actual]) -> tuple[Result, bool, bool]:
        """A result before it is judged; whether its target was supplied, its baseline taken from the data."""
        indicator = part.indicator
        target = self._target(part)
        due = (target.due if target else None) or due_of(part.target, self.plan)
        baseline, from_data = self._baseline(part, known)
        course = target is not None and target.rule.is_course
        actual = self._current(known, baseline, due, course) or self._only_shown(part)
        judged = actual is not None and actual.observation is Observation.ACTUAL
        result = Result(
            id=part.id,
            no=indicator.no,
            name=part.name,
            category=shown_category(indicator.category),
            nature=indicator.nature,
            unit=indicator.measure,
            baseline=baseline,
            target=target,
            due=due,
            actual=actual,
            value=actual.reading.values if actual and judged else None,
            status=Status.UNKNOWN,
            elapsed=_elapsed(self.year, due, baseline.year if baseline else self.plan.period.baseline),
            location=part.location,
            chance=None
            if all_counted(indicator, target) or not judged
            else chance_of(actual, indicator.measure),
            responsible=(actual.responsible if actual else None) or indicator.responsible,
        )
        return result, target is not part.target, from_data

    def _target(self, part: IndicatorPart) -> Target | None:
        """The target in force; a number supplied for one that is set elsewhere, and for no other."""
        if part.target is None or not part.target.rule.is_external:
            return part.target
        component = part.component.id if part.component else None
        about = part.indicator.restates or part.indicator.id
        own = self.targets.get((part.indicator.id, component))
        return own or self.targets.get((about, component), part.target)

    def _in_two_units(self, item: Indicator, rule: Rule) -> bool:
        """Whether a commitment has its row's very figure in another unit (13.5% beside ≤13.5‰): one of them is a slip."""
        row = self.plan.find(item.restates) if item.restates else item
        mine, its = getattr(rule, "quantity", None), getattr(row.target and row.target.rule, "quantity", None)
        if item is row or mine is None or its is None or mine.value != its.value:
            return False
        one, other = mine.unit or item.unit, its.unit or row.measure
        if one is None or other is None:
            return False
        return units.factor(one, other, row.per) not in (None, 1)

    # ── what goes in ──

    def _baseline(self, part: IndicatorPart, known: Mapping[int, Actual]) -> tuple[Baseline | None, bool]:
        """The spec's baseline; where it has no number, the data's value for its year."""
        baseline = part.baseline
        if baseline is not None and baseline.reading.values is not None:
            return (measured(baseline, part.indicator) if baseline.year < self.year else None), False
        year = baseline.year if baseline else self.plan.period.baseline
        if year < self.year and _has_value(known, year):
            actual = known[year]
            return Baseline(actual.reading.text, actual.reading, year, actual.source, printed=False), True
        return baseline, False

    def _differs(self, part: IndicatorPart, baseline: Baseline, known: Mapping[int, Actual]) -> bool:
        """Whether the data says something else about the baseline year than the plan, whose word counts."""
        other = known.get(baseline.year)
        own = in_unit(baseline, part.indicator)
        if other is None or other.reading.values is None or own is None:
            return False
        return not other.reading.values.within(own)

    def _current(
        self, known: Mapping[int, Actual], baseline: Baseline | None, due: int, course: bool
    ) -> Actual | None:
        """The value of the year judged, or (where asked) one that is at most `carry` years older; else the due year's.

        A course is followed to its due year and no further.
        """
        first = baseline.year if baseline else self.plan.period.baseline
        last = min(self.year, due) if course else self.year
        for year in (*range(last, self.year - self.conventions.carry - 1, -1), due):
            if first < year <= last and _has_value(known, year):
                return known[year]
        return None

    def _only_shown(self, part: IndicatorPart) -> Actual | None:
        """What was reported of the year judged that is no actual value of it, where it has none."""
        owners = (part.component.id if part.component else None, None)
        ids = (part.indicator.id, part.indicator.restates or part.indicator.id)
        found = (self.shown.get((id, owner), {}).get(self.year) for owner in owners for id in ids)
        return next(filter(None, found), None)

    def _case(self, part: IndicatorPart, rule: Rule, result: Result, known: Mapping[int, Actual]) -> Case:
        indicator = part.indicator
        assert result.actual is not None
        baseline = result.baseline
        year = baseline.year if baseline else self.plan.period.baseline
        every = rule.is_every_year  # of each year of the plan, also those before a later baseline
        values = {
            when: actual.reading.values for when, actual in known.items() if actual.reading.values is not None
        }
        data_year = result.actual.year or self.year
        cumulative = result.actual.reading.cumulative and rule.is_reportable
        return Case(
            year=self.year,
            data_year=data_year,
            due=result.due,
            better=indicator.better,
            measure=indicator.measure,
            series={
                when: value for when, value in values.items() if (every or year < when) and when <= data_year
            },
            baseline=Interval.point(Fraction(0)) if cumulative else in_unit(baseline, indicator),
            baseline_year=year,
            start=self.plan.period.start,
            per=indicator.per,
            tolerance=TOLERANCE if indicator.tolerance is None else indicator.tolerance,
            history={when: value for when, value in values.items() if when < year},
            reference=self._reference(rule, indicator, year, data_year),
            cumulative=cumulative,
            running=frozenset(when for when, actual in known.items() if actual.reading.cumulative),
            yearly=frozenset(when for when, actual in known.items() if _of_its_year(actual, indicator)),
        )

    def _reference(
        self, rule: Rule, indicator: Indicator, start: int, year: int
    ) -> tuple[Interval | None, Interval | None]:
        """What the indicator that 同比例 refers to was in the same two years, whatever baseline it has now."""
        if not rule.is_tied or indicator.relative_to is None:
            return None, None
        other = self.plan.find(indicator.relative_to)
        known = {when: actual.reading.values for when, actual in self._known(other, None).items()}
        versions = [other, *(item.indicator for item in other.revisions if item.year <= self.year)]
        printed = [
            values
            for row in versions
            if row.baseline is not None and row.baseline.year == start
            if (values := in_unit(row.baseline, row)) is not None
        ]
        return (printed[-1] if printed else known.get(start)), known.get(year)


def _of_its_year(actual: Actual, indicator: Indicator) -> bool:
    """Whether a value is said to be that year's own amount: in the data, or by the spec for all that say nothing."""
    return actual.reading.yearly or (bool(indicator.adds_up) and not actual.reading.cumulative)


def _joined_message(parts: tuple[Result, ...], deciding: list[Result]) -> str:
    """What all the parts have in common is said once."""
    messages = {part.message for part in parts}
    if len(deciding) == len(parts) and len(messages) == 1:
        return messages.pop()
    return tr("；").join(tr("{name}：{message}", name=part.name, message=part.message) for part in deciding)


def _has_value(known: Mapping[int, Actual], year: int) -> bool:
    return year in known and known[year].reading.values is not None


def _elapsed(year: int, due: int, start: int) -> Fraction | None:
    return Fraction(year - start, due - start) if due > start else None


def _unjudged(rule: Rule, actual: Actual | None) -> Reason | None:
    if rule.asks_nothing:
        return Reason.NO_TARGET
    if rule.is_external:
        return Reason.EXTERNAL_TARGET
    if rule.parts:
        return Reason.NEEDS_REVIEW
    return Reason.NO_DATA if actual is None or actual.observation is not Observation.ACTUAL else None


__all__ = ["WORST_FIRST", "Trace", "evaluate", "evaluate_traced", "tallied"]
