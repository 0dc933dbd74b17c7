"""Which year's value decides once the due year has come, and what can be said of it (docs/semantics.md, section 5). Pure."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import Case, judge, unknown
from healthplan_cli.model import Note, Outcome, Reason, Rule, Verdict


def counted(case: Case) -> int:
    """Return the year whose requirement a value is compared with: its own before the due year (late publication
    doesn't count), else the due year.
    """
    return case.data_year if case.year < case.due else case.due


def settled(rule: Rule, case: Case) -> tuple[Case, tuple[Note, ...]]:
    """Return the case with the year whose value decides after the due year, and notes about the years since.

    A course counts up to its due year. A level met in its due year is met, whatever came later. One that wasn't may
    be met by a later value, and is unknown where that is a range that leaves it open.
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
    """Return the verdict once the due year has come, where that year's own value may be missing.

    A course that misses its last years is unknown, unless a known year already missed a level asked of every year. A
    level that an older value meets is met; one that it doesn't meet is unknown.
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
