"""(Plan, actuals, conventions) → Report: for each row its version in force, its components, inputs, verdict, notes,
message.
Pure: no file, clock or environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.assessed import with_assessment
from healthplan_cli.evaluation.components import join_components, with_deciding
from healthplan_cli.evaluation.counting import tallied
from healthplan_cli.evaluation.events import interval_of, with_neighbours
from healthplan_cli.evaluation.inputs import Inputs, InputSelector
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.known_values import Values, has_value
from healthplan_cli.evaluation.messages import message
from healthplan_cli.evaluation.messages.lacking import lacking
from healthplan_cli.evaluation.notes import claim_differs, notes_of_inputs, notes_of_ruling
from healthplan_cli.evaluation.part import IndicatorPart, owner_of, with_demands
from healthplan_cli.evaluation.progress import Assessment, Pace, assess, lost_since, path_start
from healthplan_cli.evaluation.unjudged import reason_unjudged, unseen_years
from healthplan_cli.language.names import shown_category
from healthplan_cli.model import (
    Actual,
    Actuals,
    Conventions,
    Indicator,
    InputFile,
    Note,
    Observation,
    Outcome,
    Plan,
    Question,
    Reason,
    Report,
    Result,
    Rule,
    Status,
    Verdict,
)


def evaluate(
    plan: Plan, actuals: Actuals, conventions: Conventions, inputs: tuple[InputFile, ...] = ()
) -> Report:
    """Return the report of a plan judged by its actual values."""
    return evaluate_traced(plan, actuals, conventions, inputs)[0]


def evaluate_traced(
    plan: Plan,
    actuals: Actuals,
    conventions: Conventions,
    inputs: tuple[InputFile, ...] = (),
    with_commitments: bool = False,
) -> tuple[Report, Mapping[tuple[str, str | None], Trace]]:
    """Return the report, and what each verdict was reached from, by (indicator, component or None)."""
    evaluation = _Evaluation(plan, actuals, conventions)
    results = tuple(evaluation.row(indicator) for indicator in plan.indicators)
    commitments = tuple(evaluation.row(item) for item in plan.commitments) if with_commitments else None
    report = Report(
        plan=plan,
        conventions=conventions,
        results=results,
        inputs=inputs,
        illustrative=actuals.illustrative,
        commitments=commitments,
    )
    return tallied(report), evaluation.traces


@record(frozen=True, slots=True)
class Trace:
    """What a verdict was reached from, for its proof: the rule, the case it looked at, the pace, the assessment.

    `case` is None where nothing was compared (the result's message says what is missing); `without_value` is then the
    case as it would have been, without the missing value of the year judged. `known`: the reported values by year.
    """

    rule: Rule
    case: Case | None = None
    pace: Pace | None = None
    standing: Assessment | None = None
    known: Values = field(default_factory=dict)
    without_value: Case | None = None


class _Evaluation:
    """A plan judged by its data: each row in its version in force, by its components where it has them."""

    def __init__(self, plan: Plan, actuals: Actuals, conventions: Conventions) -> None:
        self.plan, self.conventions, self.year = plan, conventions, conventions.year
        self.selector = InputSelector(plan, actuals, conventions)
        self.values = self.selector.values
        self.traces: dict[tuple[str, str | None], Trace] = {}

    def row(self, printed: Indicator) -> Result:
        """Return the result of a row of the table, or of a commitment, as revised up to the year judged."""
        printed = self._with_baselines_in_force(printed)
        revision = printed.revision_in(self.year)
        if revision is None:
            return self._in_force(printed)
        result = self._in_force(revision.indicator)
        return replace(result, revision=revision, noted=(*result.noted, Note.REVISED))

    def _with_baselines_in_force(self, item: Indicator) -> Indicator:
        """Return a commitment with the current baselines of the row that it restates, where its own came from that row."""
        row = self.plan.find(item.restates) if item.restates else item
        now = row.version_in(self.year)
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

    def _in_force(self, indicator: Indicator) -> Result:
        """Return the result of a row as a whole, or joined from its components where it has them."""
        indicator = indicator.due_in(self.year)
        whole, by_component = self.values.of(indicator), self.values.are_by_component(indicator)
        apart = bool(indicator.components) and (by_component or not indicator.optional_components)
        row = with_demands(replace(indicator, optional_components=False) if apart else indicator)
        if not apart and row is indicator:
            return self._part(IndicatorPart(indicator), whole)
        by_component = by_component and apart
        parts = []
        for component in row.components:
            known = self.values.of(indicator, owner_of(component)) if by_component else whole
            result = self._part(IndicatorPart(indicator, component), known)
            if by_component and self.year in whole and result.reason is Reason.NO_DATA:
                words = tr(
                    "{message}（数据分开报了分项，整项的“{text}”不代替它）",
                    message=result.message,
                    text=whole[self.year].reading.text,
                )
                result = replace(result, message=words)
            if apart and result.actual is not None and result.actual.component is None:
                result = replace(result, noted=(*result.noted, Note.ONE_VALUE_FOR_ALL))
            parts.append(result)
        joined = join_components(indicator, tuple(parts))
        return joined if apart else with_deciding(joined)

    def _part(self, part: IndicatorPart, known: Values) -> Result:
        """Return the result of a row or a component, given its known values."""
        inputs = self.selector.select(part, known)
        reason, question = reason_unjudged(inputs, self.plan)
        if reason is not None:
            return self._unjudged(inputs, reason, question)
        return self._judged(inputs)

    def _unjudged(self, inputs: Inputs, reason: Reason, question: Question | None) -> Result:
        """Return an unknown result with its reason, and a message saying what is missing."""
        result = self._blank(inputs, inputs.actual)
        noted = notes_of_inputs(inputs, result, self.conventions)
        missing = unseen_years(inputs, self.plan.period.start, self.year) if reason is Reason.NO_DATA else ()
        noted = (*noted, Note.YEARS_MISSING) if missing else noted
        result = replace(result, reason=reason, noted=noted, years_missing=missing)
        latest = max((year for year in inputs.known if year > self.plan.period.baseline), default=None)
        verdict = Verdict(Outcome.UNKNOWN, question=question)
        component = inputs.part.component
        owner = owner_of(component) if component else None
        setting = inputs.indicator.id + (f".{owner}" if owner else "")
        words, advice = lacking(result, reason, self.year, verdict, latest, setting)
        bare = self.selector.case_without_value(inputs) if reason is Reason.NO_DATA else None
        trace = Trace(inputs.rule, known=inputs.known, without_value=bare)
        return self._traced(inputs, trace, replace(result, message=words, advice=advice))

    def _judged(self, inputs: Inputs) -> Result:
        """Return the result of comparing the value with the target and, before the due year, with the pace."""
        rule, indicator, known = inputs.rule, inputs.indicator, inputs.known
        case = self.selector.case(inputs)
        before = inputs.target.due_before if inputs.target else ()
        start = path_start(before, rule, case)
        pace = Pace(self.conventions.band, indicator.geometric, indicator.annual_targets, start)
        assessment = assess(rule, case, pace)
        case = assessment.case
        deciding = known[case.data_year]
        result = self._blank(inputs, deciding)
        if case.data_year < self.year and has_value(known, self.year):
            result = replace(result, later=known[self.year])
        result = replace(result, noted=notes_of_inputs(inputs, result, self.conventions))
        result = with_assessment(result, assessment)
        lost = (Note.LOST_SINCE,) if lost_since(before, rule, case) else ()
        result = replace(result, noted=(*result.noted, *notes_of_ruling(indicator, rule, case), *lost))
        if result.confidence_interval is not None:
            result = with_neighbours(result, result.confidence_interval, rule, case, pace)
        if claim_differs(deciding, result.status):
            result = replace(result, noted=(*result.noted, Note.CLAIM_DIFFERS))
        band, held = self.conventions.band, assessment.was_held
        words, advice = message(result, self.year, band, assessment.verdict, assessment.whole, held)
        trace = Trace(rule, case, pace, assessment, known)
        return self._traced(inputs, trace, replace(result, message=words, advice=advice))

    def _blank(self, inputs: Inputs, actual: Actual | None) -> Result:
        """Return a result that has its inputs and no status yet."""
        part, indicator = inputs.part, inputs.indicator
        judged = actual is not None and actual.observation is Observation.ACTUAL
        start = self.selector.start_of(inputs.baseline)
        return Result(
            id=part.id,
            no=indicator.no,
            name=part.name,
            category=shown_category(indicator.category),
            nature=indicator.nature,
            unit=indicator.measure,
            baseline=inputs.baseline,
            target=inputs.target,
            due=inputs.due,
            actual=actual,
            value=actual.reading.values if actual and judged else None,
            status=Status.UNKNOWN,
            elapsed=Fraction(self.year - start, inputs.due - start) if inputs.due > start else None,
            location=part.location,
            confidence_interval=interval_of(actual, indicator, inputs.target) if judged else None,
            responsible=inputs.responsible,
        )

    def _traced(self, inputs: Inputs, trace: Trace, result: Result) -> Result:
        component = inputs.part.component
        self.traces[inputs.indicator.id, component.id if component else None] = trace
        return result


__all__ = ["Trace", "evaluate", "evaluate_traced"]
