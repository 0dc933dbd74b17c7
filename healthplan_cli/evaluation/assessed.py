"""An assessment put into its result: the status, its numbers, and the notes beside them."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.notes import holding
from healthplan_cli.evaluation.progress import Assessment
from healthplan_cli.evaluation.rounding import within_rounding
from healthplan_cli.model import Note, Result


def with_assessment(result: Result, assessment: Assessment) -> Result:
    """Return the result with the status of its assessment and the numbers that the status rests on."""
    verdict = assessment.verdict
    summed = assessment.total is not None and len(assessment.total.added) > 1
    assessed = replace(
        result,
        status=assessment.status,
        reason=verdict.reason,
        regressed=assessment.regressed,
        gap=assessment.gap,
        progress=assessment.progress,
        elapsed=assessment.elapsed if result.elapsed is not None else None,
        expected=assessment.expected,
        years_missing=verdict.years_missing,
        total=assessment.total.case.value if assessment.total is not None and summed else None,
    )
    notes = {
        Note.EARLY: assessment.early,
        Note.KEPT: assessment.kept,
        Note.SUMMED: summed,
        **dict.fromkeys((*verdict.noted, *assessment.noted), True),
        Note.YEARS_MISSING: bool(verdict.years_missing),
        Note.WITHIN_ROUNDING: within_rounding(assessed),
    }
    return replace(assessed, noted=(*result.noted, *holding(notes)))
