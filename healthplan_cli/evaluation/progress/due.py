"""Which year's value speaks, and what it can say, once the due year has come (contract section 5). Pure."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import Case, judge, unknown
from healthplan_cli.model import Note, Outcome, Reason, Rule, Verdict


def counted(case: Case) -> int:
    """Return the year that a value is held against: its own before the due year (published late isn't late), else the due one."""
    return case.data_year if case.year < case.due else case.due


def settled(rule: Rule, case: Case) -> tuple[Case, tuple[Note, ...]]:
    """Return the case with the year whose value decides, and notes about the years after the due one.

    A course is looked at up to its due year. A level that was met in its due year is met, whatever came later; one that
    wasn't may have been reached since, and isn't known where the later value is a range that leaves it open.
    """
    if case.due not in case.series:
        return case, ()
    then = replace(case, data_year=case.due)
    if rule.is_course:
        return then, ()
    since = replace(case, data_year=max(case.series))
    was, has = judge(rule, then).outcome, judge(rule, since).outcome
    if was is Outcome.MET:
        return then, (Note.LOST_LATER,) if has is Outcome.MISSED else ()
    if has is Outcome.MET:
        return since, (Note.LATE,) if was is Outcome.MISSED else ()
    return (since if has is Outcome.UNKNOWN and was is Outcome.MISSED else then), ()


def when_due(rule: Rule, case: Case, verdict: Verdict) -> Verdict:
    """Return the verdict once the due year has come, when that year's own value may be missing.

    A course isn't known to have held to its end without it, but a year known to be bad is a miss for a level asked of each
    year. A level that an older value meets is met; one that it doesn't yet may be by now.
    """
    unseen = tuple(range(case.data_year + 1, min(case.year, case.due) + 1))
    if rule.is_every_year and verdict.outcome is Outcome.MISSED:
        return replace(verdict, years_missing=(*verdict.years_missing, *unseen))
    if case.year < case.due or case.due in case.series or verdict.outcome is Outcome.UNKNOWN:
        return verdict
    if case.data_year > case.due:
        return replace(verdict, years_missing=(case.due,))
    if not rule.is_course:
        return verdict if verdict.outcome is Outcome.MET else unknown(Reason.NO_DATA, case.due)
    lacking = unknown(Reason.NO_DATA, case.due)
    return replace(lacking, years_missing=(*verdict.years_missing, *unseen))
