"""Where an indicator stands, put into its result: the numbers, and notes of what a status doesn't show by itself."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.progress import Assessment, counted
from healthplan_cli.evaluation.rounding import within_rounding
from healthplan_cli.model import Indicator, Note, Result, Rule


def with_standing(result: Result, standing: Assessment) -> Result:
    """The result with its status and what that rests on."""
    verdict = standing.verdict
    summed = standing.total is not None and len(standing.total.added) > 1
    stood = replace(
        result,
        status=standing.status,
        reason=verdict.reason,
        regressed=standing.regressed,
        gap=standing.gap,
        progress=standing.progress,
        elapsed=standing.elapsed if result.elapsed is not None else None,
        expected=standing.expected,
        years_missing=verdict.years_missing,
        total=standing.total.case.value if standing.total is not None and summed else None,
    )
    notes = {
        Note.EARLY: standing.early,
        Note.KEPT: standing.kept,
        Note.SUMMED: summed,
        **dict.fromkeys((*verdict.noted, *standing.noted), True),
        Note.YEARS_MISSING: bool(verdict.years_missing),
        Note.WITHIN_ROUNDING: within_rounding(stood),
    }
    return replace(stood, noted=(*result.noted, *(note for note, holds in notes.items() if holds)))


def notes_of_ruling(indicator: Indicator, rule: Rule, case: Case) -> tuple[Note, ...]:
    """Notes of what was judged by that the plan's own words don't say: a total, yearly targets of another file."""
    yearly = dict(indicator.annual_targets).get(counted(case)) if case.year < case.due else None
    given = yearly is not None and yearly.source is not None and not rule.is_course
    by_total = indicator.by_total and rule.is_yearly_change
    return (*((Note.BY_TOTAL,) if by_total else ()), *((Note.ANNUAL_TARGETS_GIVEN,) if given else ()))
