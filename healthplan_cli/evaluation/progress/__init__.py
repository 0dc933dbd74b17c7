"""Progress, time elapsed, band → Status: behind, on track or ahead before the due year, the verdict from then on
(docs/semantics.md, section 5). Pure.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import Case, goals, judge, needs_review, unknown
from healthplan_cli.evaluation.progress.assessment import Assessment, Pace
from healthplan_cli.evaluation.progress.due import counted, settled, when_due
from healthplan_cli.evaluation.progress.numbers import (
    expected,
    gap_of,
    progress_of,
    share_of,
    total_progress,
    worse,
)
from healthplan_cli.evaluation.progress.pace_check import LadderCheck, PaceCheck, Unmeasured, YearlyCheck
from healthplan_cli.evaluation.progress.rungs import NotPositive, Overshot, RungLadder, rungs
from healthplan_cli.evaluation.progress.stages import already, lost_since, path_start
from healthplan_cli.kinds.amounts import readings_differ
from healthplan_cli.kinds.whole_change import WholeChange
from healthplan_cli.model import (
    Direction,
    Interval,
    Note,
    Outcome,
    Question,
    Reason,
    Rule,
    Status,
    Verdict,
)

if TYPE_CHECKING:
    from healthplan_cli.kinds.total import Total, Way


def assess(rule: Rule, case: Case, pace: Pace) -> Assessment:
    """Return the assessment of an indicator in the year of the case, by its rule and the pace before the due year."""
    if rule.is_total or rule.counts_new_ones(case):
        total = rule.as_total(case.better)
        ways = [_so_far(total, way, case, pace) for way in total.ways(case)]
        said = case.data_year in case.yearly or case.data_year in case.running
        if said or (rule.is_total and not total.may_be_level):
            return _agreed(ways, case)
        if rule.is_total:
            return _agreed([assess(total.rule, case, pace), *ways], case)
        question = Question.TOTAL_OR_CHANGE if rule.direction is None else Question.WHICH_TOTAL
        return _agreed([assess(rule.but(new_ones=False), case, pace), *ways], case, question)
    case, noted = settled(rule, case)
    verdict, now = when_due(rule, case, judge(rule, case)), counted(case)
    kept = not rule.is_course and now not in dict(pace.annual) and already(rule, case)
    status, verdict, check = _status(rule, case, pace, verdict, kept)
    whole, begun = rule.whole(case), pace.way(rule, case)[0]
    beyond, short = rule.beyond_far_end(begun), status in (Status.BEHIND, Status.MISSED)
    progress, due_by_now = (None, None) if kept or beyond else _numbers(rule, case, pace, whole)
    if status is Status.MET and worse(rule, case):
        noted = (*noted, Note.WORSE_THAN_BASELINE)
    if short and beyond:
        noted = (*noted, Note.BEYOND_RANGE)
    return Assessment(
        status,
        verdict,
        case,
        share_of(case, case.year) if case.year >= case.due else share_of(begun, now),
        progress,
        due_by_now,
        gap_of(rule, case, whole),
        short and _gone_back(rule, case),
        kept,
        status is Status.MET and case.year < case.due,
        noted,
        whole,
        pace_check=check,
    )


def _so_far(rule: Total, way: Way, case: Case, pace: Pace) -> Assessment:
    """Return the assessment of a total whose values are taken in one `way` (docs/semantics.md, section 4, 合计的数)."""
    assessment = assess(rule.rule, way.case, replace(pace, geometric=False))
    verdict = judge(rule.rule, way.case)
    if way.case.year < way.case.due and rule.may_pass(way.case) and verdict.outcome is not Outcome.UNKNOWN:
        status = Status.ON_TRACK if verdict.outcome is Outcome.MET else Status.BEHIND
        assessment = Assessment(status, verdict, way.case, assessment.elapsed, gap=assessment.gap)
    if way.case.data_year < way.case.due <= way.case.year and rule.may_pass(way.case):
        lacking = unknown(
            Reason.NO_DATA, case.due
        )  # what an older total keeps below, the years since may pass
        assessment = replace(assessment, status=Status.UNKNOWN, verdict=lacking)
    if way.missing and assessment.verdict.reason is Reason.CENSORED:
        lacking = unknown(Reason.NO_DATA, *way.missing)
        check = assessment.pace_check
        assessment = Assessment(Status.UNKNOWN, lacking, case, assessment.elapsed, pace_check=check)
    assessment = replace(assessment, verdict=replace(assessment.verdict, years_missing=way.missing))
    spoken = replace(case, data_year=way.case.data_year)
    noted = tuple(
        note for note in assessment.noted if note is not Note.WORSE_THAN_BASELINE
    )  # totals begin at nothing
    return replace(assessment, case=spoken, kept=False, noted=noted, total=way)


def _agreed(found: list[Assessment], case: Case, question: Question = Question.WHICH_TOTAL) -> Assessment:
    """Return the assessment that every way of taking the values gives, with the numbers that they share; unknown where they differ."""
    elapsed = share_of(case, case.year if case.year >= case.due else counted(case))
    if not found:
        return Assessment(Status.UNKNOWN, unknown(Reason.NO_DATA, case.due), case, elapsed)
    first, *others = found
    if any(other.status is not first.status for other in others):
        return Assessment(Status.UNKNOWN, needs_review(question), case, elapsed)
    if not others:
        return first
    return Assessment(
        first.status,
        first.verdict,
        first.case,
        elapsed,
        regressed=first.regressed,
        early=first.early,
    )


def _numbers(
    rule: Rule, case: Case, pace: Pace, whole: WholeChange | None
) -> tuple[Fraction | None, Fraction | None]:
    """Return the progress, and the number expected by now from the pace or the year's own target; None for what has no number."""
    if whole is not None:
        return total_progress(whole, case, counted(case))
    if rule.is_course:
        return None, None
    annual = dict(pace.annual).get(counted(case))
    begun, ends = pace.way(rule, case)
    end = ends[0] if len(ends) == 1 else None
    return progress_of(end, begun, counted(case), pace.geometric, annual.rule if annual else None)


def _status(
    rule: Rule, case: Case, pace: Pace, verdict: Verdict, kept: bool
) -> tuple[Status, Verdict, PaceCheck | None]:
    """Return the status, its verdict and, before the due year, the check against the pace of a value that doesn't meet the target yet."""
    if case.year >= case.due or verdict.outcome is Outcome.UNKNOWN:
        return _FINAL[verdict.outcome], verdict, None
    if rule.is_course or _capped_total(rule, case):
        return (Status.ON_TRACK if verdict.outcome is Outcome.MET else Status.BEHIND), verdict, None
    if verdict.outcome is Outcome.MET:
        return Status.MET, verdict, None
    yearly = _yearly(case, pace)
    if yearly:
        return *_by_yearly_targets(yearly), PaceCheck(case, yearly)
    if kept or rule.beyond_far_end(pace.way(rule, case)[0]):
        why = Unmeasured.KEPT if kept else Unmeasured.BEYOND
        return Status.BEHIND, verdict, PaceCheck(case, unmeasured=why)
    status, found, check = _on_the_way(rule, case, pace)
    if rule.is_state:
        return Status.BEHIND, verdict, check  # of what isn't done there is no part
    return status, found if status is Status.UNKNOWN else verdict, check


def _capped_total(rule: Rule, case: Case) -> bool:
    """Return whether a running total has only an upper limit, which it may still exceed before it is due."""
    return case.cumulative and rule.is_capped


_FINAL = {Outcome.MET: Status.MET, Outcome.MISSED: Status.MISSED, Outcome.UNKNOWN: Status.UNKNOWN}


def _yearly(case: Case, pace: Pace) -> tuple[YearlyCheck, ...]:
    """Return the value checked against the yearly target of its year and, where that is met, against the next one;
    empty without yearly targets.
    """
    targets, now = dict(pace.annual), counted(case)
    if now not in targets:
        return ()
    found = [YearlyCheck(now, targets[now], judge(targets[now].rule, case))]
    later = min((year for year in targets if year > now), default=None)
    if later is not None and found[0].verdict.outcome is Outcome.MET:
        found.append(YearlyCheck(later, targets[later], judge(targets[later].rule, case)))
    return tuple(found)


def _by_yearly_targets(checks: tuple[YearlyCheck, ...]) -> tuple[Status, Verdict]:
    """Return the status by yearly targets: on track if the year's own is met, ahead if the next year's is met too."""
    last = checks[-1].verdict
    if last.outcome is Outcome.UNKNOWN:
        return Status.UNKNOWN, last
    if len(checks) == 1:
        return (Status.ON_TRACK if last.outcome is Outcome.MET else Status.BEHIND), last
    return (Status.AHEAD if last.outcome is Outcome.MET else Status.ON_TRACK), checks[0].verdict


def _on_the_way(rule: Rule, case: Case, pace: Pace) -> tuple[Status, Verdict, PaceCheck]:
    """Return status, verdict and check from progress against time elapsed, for every value that the numbers may have.

    It is asked only while the value doesn't meet the final target.
    """
    begun, ends = pace.way(rule, case)
    if begun.baseline is None:
        lacking = unknown(Reason.NO_BASELINE, begun.baseline_year)
        return Status.UNKNOWN, lacking, PaceCheck(begun, unmeasured=Unmeasured.NO_BASELINE)
    if not ends:
        check = PaceCheck(begun, unmeasured=Unmeasured.NO_NUMBER)
        return Status.UNKNOWN, needs_review(Question.NO_NUMBER), check
    if begun is not case and already(rule, begun):
        held = PaceCheck(begun, unmeasured=Unmeasured.HELD, start=pace.start)
        return Status.BEHIND, Verdict(Outcome.MISSED), held
    ladder = RungLadder(share_of(begun, counted(begun)), pace.band, pace.geometric)
    ladders = tuple(LadderCheck(end, ladder, begun.value, begun.baseline) for end in ends)
    check = PaceCheck(begun, ladders=ladders, start=None if begun is case else pace.start)
    try:
        each = [rungs(begun.value, begun.baseline, end, ladder) for end in ends]
    except NotPositive:
        return Status.UNKNOWN, needs_review(Question.GEOMETRIC), check
    except Overshot:
        return Status.UNKNOWN, needs_review(Question.OVERSHOT), check
    ladders = tuple(replace(one, rungs=found) for one, found in zip(ladders, each, strict=True))
    check = replace(check, ladders=ladders)
    if any(len(found) != 1 for found in each):
        return Status.UNKNOWN, unknown(Reason.CENSORED), check
    found = frozenset().union(*each)
    if len(found) > 1:
        assert rule.by is not None  # no other words have two numbers
        return Status.UNKNOWN, readings_differ(rule.by), check
    return next(iter(found)), Verdict(Outcome.MISSED), check


def _gone_back(rule: Rule, case: Case) -> bool:
    """Return whether progress is below 0 for every value that the numbers and the words allow."""
    baseline = case.baseline
    if baseline is None:
        return False
    if rule.is_yearly_change:
        upward = {rule.direction is Direction.UP} if rule.is_approached(case) else set()
    else:
        starts = [start for start in (baseline.low, baseline.high) if start is not None]
        short = [one for one in starts if not already(rule, replace(case, baseline=Interval.point(one)))]
        upward = {end(start) > start for end in goals(rule, case) for start in short if end(start) != start}
    lost = case.value.below(baseline) if True in upward else baseline.below(case.value)
    return len(upward) == 1 and lost


__all__ = [
    "Assessment",
    "Pace",
    "already",
    "assess",
    "counted",
    "expected",
    "lost_since",
    "path_start",
    "share_of",
]
