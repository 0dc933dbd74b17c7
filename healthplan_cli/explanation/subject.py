"""The subject of a proof: one judged row or component, with everything that its verdict was reached from."""

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
    """The row or component whose verdict is explained."""

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
    def allotted(self) -> str:
        """Where a region's own target is from (`--targets`), file and line; empty where the target is the plan's."""
        return (self.printed.target.source if self.printed.target else None) or ""

    @property
    def pace(self) -> Pace:
        """The pace that it is judged by; where nothing was compared, the one that the conventions and the plan give."""
        given = Pace(self.report.conventions.band, self.indicator.geometric, self.indicator.annual_targets)
        return self.trace.pace or given

    @property
    def terms(self) -> ProofTerms:
        """The unit and the words in which its values are written."""
        case, rule = self.trace.case, self.trace.rule
        if case is not None and case.cumulative and rule.by is not None:
            return ProofTerms(rule.by.unit)
        readings = [item.reading for item in (self.result.baseline, self.result.actual) if item]
        return terms_of(rule, self.result.unit, tuple(readings))

    @property
    def possible(self) -> Interval:
        """The values that are possible by the indicator's limits, in its unit."""
        limits = self.indicator.limits
        known = limits.unit and self.indicator.measure and limits.unit != self.indicator.measure
        scale = units.factor(limits.unit or "", self.indicator.measure or "") if known else Fraction(1)
        return Interval(limits.low, limits.high).scaled(scale) if scale else Interval()


def assumed_case(subject: ExplainedResult) -> Case | None:
    """Return the case that would have been judged, had the year judged had a value; None where other years' values would count too."""
    rule, target = subject.trace.rule, subject.result.target
    course = rule.is_course and (rule.looks_back or not rule.is_trend)
    if course or rule.parts or rule.is_external or rule.is_unread or rule.asks_nothing or rule.since:
        return None
    return None if target is None or target.cumulative else subject.trace.without_value


def class_words(result: Result) -> str:
    """Return the class of the result as reports name it, waivers left aside."""
    return badge_of(replace(result, waiver=None)).words


def status_words(standing: Assessment) -> str:
    """Return the word for the status that an assessment would give, 提前达标 included."""
    early = standing.status is Status.MET and standing.early and not standing.kept
    return tr("提前达标") if early else STATUS_WORDS[standing.status]
