"""What a proof is about: one judged row or component, with everything that its verdict was reached from."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.evaluation.evaluate import Trace
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.known_values import Values
from healthplan_cli.evaluation.messages import STATUS_WORDS
from healthplan_cli.evaluation.progress import Assessment, Pace
from healthplan_cli.explanation.terms import ProofTerms, terms_of
from healthplan_cli.model import (
    Component,
    Indicator,
    Interval,
    Report,
    Result,
    Status,
)


@record(frozen=True, slots=True)
class ExplainedResult:
    """One thing judged: the row, or one component of it."""

    report: Report
    indicator: Indicator
    component: Component | None
    result: Result
    trace: Trace

    @property
    def known(self) -> Values:
        """The reported values by year."""
        return self.trace.known

    @property
    def year(self) -> int:
        """The year judged."""
        return self.report.conventions.year

    @property
    def printed(self) -> Indicator | Component:
        """The row, or the component of it, as the plan prints it."""
        row, own = self.report.plan.find(self.indicator.id), self.component
        return next((part for part in row.components if own and part.id == own.id), row)

    @property
    def pace(self) -> Pace:
        """How the years between are measured, also where nothing was compared."""
        given = Pace(self.report.conventions.band, self.indicator.geometric, self.indicator.annual_targets)
        return self.trace.pace or given

    @property
    def terms(self) -> ProofTerms:
        """How its values are written."""
        case, rule = self.trace.case, self.trace.rule
        if case is not None and case.cumulative and rule.by is not None:
            return ProofTerms(rule.by.unit)
        readings = [item.reading for item in (self.result.baseline, self.result.actual) if item]
        return terms_of(rule, self.result.unit, tuple(readings))

    @property
    def possible(self) -> Interval:
        """What a value may be, in the indicator's unit."""
        limits = self.indicator.limits
        known = limits.unit and self.indicator.measure and limits.unit != self.indicator.measure
        scale = units.factor(limits.unit or "", self.indicator.measure or "") if known else Fraction(1)
        return Interval(limits.low, limits.high).scaled(scale) if scale else Interval()


def assumed_case(subject: ExplainedResult) -> Case | None:
    """Return what would have been looked at, had the year judged had a value; None where other years' would count too."""
    rule, target = subject.trace.rule, subject.result.target
    course = rule.is_course and (rule.looks_back or not rule.is_trend)
    if course or rule.parts or rule.is_external or rule.is_unread or rule.asks_nothing or rule.since:
        return None
    return None if target is None or target.cumulative else subject.trace.without_value


def class_words(result: Result) -> str:
    """Return the class of what was judged, as the report names it; a waiver is no part of how it was reached."""
    return badge_of(replace(result, waiver=None)).words


def status_words(standing: Assessment) -> str:
    """Return the status that a value would give, as the report names it."""
    early = standing.status is Status.MET and standing.early and not standing.kept
    return tr("提前达标") if early else STATUS_WORDS[standing.status]
