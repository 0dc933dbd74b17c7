"""Progress, time elapsed, band → Status: the ladder before the due year (contract section 5). Pure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction

from healthplan_cli.judge import (
    Case,
    accepted,
    beyond_far_end,
    goal,
    goals,
    is_course,
    judge,
    totals,
    unknown,
)
from healthplan_cli.judge.totals import Way, is_capped, may_be_level, total_of
from healthplan_cli.model import (
    Approx,
    Change,
    Compare,
    Direction,
    Interval,
    Outcome,
    Range,
    Reach,
    Reason,
    Rule,
    Status,
    Target,
    Total,
    Verdict,
    opposed,
)
from healthplan_cli.record import record, replace
from healthplan_cli.speech import tr

_ORDER = {Status.BEHIND: 0, Status.ON_TRACK: 1, Status.AHEAD: 2}


@record(frozen=True, slots=True)
class Standing:
    """Where an indicator stands: its status and the numbers that it rests on. `total`: of a target over all years."""

    status: Status
    verdict: Verdict
    progress: Fraction | None = None
    expected: Fraction | None = None
    gap: Fraction | None = None
    regressed: bool = False
    kept: bool = False
    early: bool = False
    total: Way | None = None


@record(frozen=True, slots=True)
class Pace:
    """How the years between are measured: the band δ, a constant rate, or the spec's own yearly targets."""

    band: Fraction
    geometric: bool = False
    annual: tuple[tuple[int, Target], ...] = ()


def stand(rule: Rule, case: Case, pace: Pace) -> Standing:
    """The status of a rule in the year of the case."""
    if isinstance(rule, Total):
        return _agreed([_so_far(rule, way, pace) for way in totals(rule, case)], case)
    if isinstance(rule, Change) and not may_be_level(rule, case):
        new_ones = total_of(rule, case.better)
        ways = [_so_far(new_ones, way, pace) for way in totals(new_ones, case)]
        said = case.data_year in case.yearly or case.data_year in case.running
        return _agreed(ways if said else [stand(replace(rule, new_ones=False), case, pace), *ways], case)
    verdict = judge(rule, case)
    if is_course(rule) and case.data_year < case.due <= case.year and verdict.outcome is Outcome.MET:
        verdict = unknown(Reason.NO_DATA, str(case.due))  # a course isn't known to have held to its end
    elapsed = Fraction(case.year - case.baseline_year, case.due - case.baseline_year)
    end = None if is_course(rule) else goal(rule, case)
    kept = not is_course(rule) and case.year not in dict(pace.annual) and already(rule, case, end)
    through = beyond_far_end(rule, case)
    progress, due_by_now = (
        (None, None) if kept or through else _numbers(end, case, pace, min(elapsed, Fraction(1)))
    )
    status, verdict = _status(rule, case, pace, verdict, elapsed, kept)
    regressed = progress is not None and progress < 0
    return Standing(
        status,
        verdict,
        progress,
        due_by_now,
        _gap(rule, case),
        regressed and status in (Status.BEHIND, Status.MISSED),
        kept,
        status is Status.MET and case.year < case.due,
    )


def _so_far(rule: Total, way: Way, pace: Pace) -> Standing:
    """Where a total stands, its values taken one way."""
    standing, verdict = stand(rule.rule, way.case, replace(pace, geometric=False)), judge(rule.rule, way.case)
    if way.case.year < way.case.due and is_capped(rule, way.case) and verdict.outcome is not Outcome.UNKNOWN:
        held = verdict.outcome is Outcome.MET
        status = Status.ON_TRACK if held else Status.BEHIND
        standing = Standing(status, verdict, gap=standing.gap)
    if way.missing and standing.verdict.reason is Reason.CENSORED:
        standing = Standing(Status.UNKNOWN, unknown(Reason.NO_DATA, tr("、").join(map(str, way.missing))))
    return replace(standing, kept=False, total=way)


def _agreed(found: list[Standing], case: Case) -> Standing:
    """The one status that every way to take the values gives, with the numbers that they share."""
    if not found:
        return Standing(Status.UNKNOWN, unknown(Reason.NO_DATA, str(case.due)))
    first, *others = found
    if any(other.status is not first.status for other in others):
        return Standing(Status.UNKNOWN, unknown(Reason.NEEDS_REVIEW, "which_total"))
    if not others:
        return first
    return Standing(
        first.status, replace(first.verdict, needed=None), regressed=first.regressed, early=first.early
    )


def _status(
    rule: Rule,
    case: Case,
    pace: Pace,
    verdict: Verdict,
    elapsed: Fraction,
    kept: bool,
) -> tuple[Status, Verdict]:
    course = is_course(rule)
    if (
        case.year >= case.due
        or verdict.outcome is Outcome.UNKNOWN
        or (verdict.outcome is Outcome.MET and not course)
    ):
        return _FINAL[verdict.outcome], verdict
    if course:
        return (Status.ON_TRACK if verdict.outcome is Outcome.MET else Status.BEHIND), verdict
    annual = _annual(case, pace)
    if annual is not None:
        return annual, verdict
    if kept:
        return Status.BEHIND, verdict
    if beyond_far_end(rule, case):
        return Status.BEHIND, replace(verdict, noted=(*verdict.noted, "beyond_range"))
    status, found = _on_the_way(case, pace, goals(rule, case), elapsed)
    return status, found if status is Status.UNKNOWN else verdict


_FINAL = {Outcome.MET: Status.MET, Outcome.MISSED: Status.MISSED, Outcome.UNKNOWN: Status.UNKNOWN}


def _annual(case: Case, pace: Pace) -> Status | None:
    """The yearly target of the spec for this year, where it has one: met is on track, with the next one ahead."""
    targets = dict(pace.annual)
    if case.year not in targets:
        return None
    verdict = judge(targets[case.year].rule, case)
    if verdict.outcome is Outcome.UNKNOWN:
        return Status.UNKNOWN
    if verdict.outcome is Outcome.MISSED:
        return Status.BEHIND
    later = [year for year in sorted(targets) if year > case.year]
    ahead = bool(later) and judge(targets[later[0]].rule, case).outcome is Outcome.MET
    return Status.AHEAD if ahead else Status.ON_TRACK


def _on_the_way(
    case: Case, pace: Pace, ends: tuple[Callable[[Fraction], Fraction], ...], elapsed: Fraction
) -> tuple[Status, Verdict]:
    """The final target doesn't hold yet: progress against time elapsed, for every value the numbers may have."""
    if case.baseline is None:
        return Status.UNKNOWN, unknown(Reason.NO_BASELINE, str(case.baseline_year))
    if not ends:
        return Status.UNKNOWN, unknown(Reason.NEEDS_REVIEW, "no_number")
    each = [_rungs(case, pace, end, elapsed) for end in ends]
    if any(len(rungs) != 1 for rungs in each):
        return Status.UNKNOWN, unknown(Reason.CENSORED)
    found = set().union(*each)
    if len(found) > 1:
        return Status.UNKNOWN, unknown(Reason.NEEDS_REVIEW, "relative_or_points")
    return found.pop(), Verdict(Outcome.MISSED)


def _rungs(case: Case, pace: Pace, end: Callable[[Fraction], Fraction], elapsed: Fraction) -> set[Status]:
    """Every rung the values may stand on; empty where the numbers allow none to be named."""
    assert case.baseline is not None
    shares = _shares(case.value, case.baseline, end)
    if shares is None:
        return set()
    if pace.geometric:
        return _geometric(case, end, elapsed, pace.band) or set()
    return {_rung(share, elapsed, pace.band) for share in shares}


def already(rule: Rule, case: Case, end: Callable[[Fraction], Fraction] | None) -> bool:
    """Whether the baseline is the target, or better: a target to be kept, on which progress has no meaning."""
    if case.baseline is None:
        return False
    start = case.baseline.value
    if start is not None and end is not None and end(start) == start:
        return True
    then = replace(case, series={case.data_year: case.baseline}, cumulative=False)
    return judge(rule, then).outcome is Outcome.MET


def _shares(
    value: Interval, baseline: Interval, end: Callable[[Fraction], Fraction]
) -> tuple[Fraction | float, Fraction | float] | None:
    """The least and the greatest progress over all the values; None where the baseline may be the target itself."""
    if baseline.low is None or baseline.high is None:
        return None
    found: list[Fraction | float] = []
    for start in {baseline.low, baseline.high}:
        way = end(start) - start
        if way == 0:
            return None
        for number, infinite in ((value.low, float("-inf")), (value.high, float("inf"))):
            found.append((infinite if way > 0 else -infinite) if number is None else (number - start) / way)
    ends = [end(start) - start for start in (baseline.low, baseline.high)]
    return None if (ends[0] > 0) != (ends[1] > 0) else (min(found), max(found))


def _rung(share: Fraction | float, elapsed: Fraction, band: Fraction) -> Status:
    if share >= elapsed + band:
        return Status.AHEAD
    return Status.ON_TRACK if share >= elapsed - band else Status.BEHIND


def _geometric(
    case: Case, end: Callable[[Fraction], Fraction], elapsed: Fraction, band: Fraction
) -> set[Status] | None:
    """At a constant rate: value/baseline against (target/baseline)^(elapsed ± δ), compared exactly."""
    baseline, value = (None if values is None else values.value for values in (case.baseline, case.value))
    if baseline is None or value is None or baseline <= 0 or value < 0 or end(baseline) <= 0:
        return None
    made, whole = value / baseline, end(baseline) / baseline

    def reached(share: Fraction) -> bool:
        left, right = made**share.denominator, whole**share.numerator
        return left >= right if whole > 1 else left <= right

    if reached(elapsed + band):
        return {Status.AHEAD}
    return {Status.ON_TRACK if reached(elapsed - band) else Status.BEHIND}


def _numbers(
    end: Callable[[Fraction], Fraction] | None, case: Case, pace: Pace, elapsed: Fraction
) -> tuple[Fraction | None, Fraction | None]:
    """Progress (never rounded or capped) and the number the pace expects by now."""
    baseline = case.baseline.value if case.baseline is not None else None
    if end is None or baseline is None or end(baseline) == baseline:
        return None, None
    target = end(baseline)
    value = case.value.value
    progress = None if value is None else (value - baseline) / (target - baseline)
    annual = dict(pace.annual).get(case.year)
    if annual is not None and (number := goal(annual.rule, case)) is not None:
        return progress, number(baseline)
    return progress, expected(baseline, target, elapsed, pace.geometric)


def expected(baseline: Fraction, target: Fraction, elapsed: Fraction, geometric: bool) -> Fraction:
    """The number the pace asks for when a share of the time is gone: on a straight line, or at a constant rate."""
    if geometric and baseline > 0 and target > 0:
        return _constant_rate(baseline, target, elapsed)
    return baseline + elapsed * (target - baseline)


def _constant_rate(baseline: Fraction, target: Fraction, elapsed: Fraction) -> Fraction:
    """baseline × (target/baseline)^elapsed to 12 digits: for print only, the status compares exactly."""
    wide = Context(prec=28)
    start, rate, power = (
        wide.divide(Decimal(n.numerator), Decimal(n.denominator))
        for n in (baseline, target / baseline, elapsed)
    )
    return Fraction(Context(prec=12).plus(wide.multiply(start, wide.power(rate, power))))


def _gap(rule: Rule, case: Case) -> Fraction | None:
    """The distance to the target: 0 or positive when met, negative when not; None where it has no one number."""
    value = case.value.value
    limits = None if opposed(rule, case.better) else _limits(rule, case)
    if value is None or limits is None:
        return None
    distances = [value - limits.low] if limits.low is not None else []
    if limits.high is not None:
        distances.append(limits.high - value)
    return min(distances, default=None)


def _limits(rule: Rule, case: Case) -> Interval | None:
    if isinstance(rule, Compare | Reach | Approx | Range):
        return accepted(rule, case)
    end = None if is_course(rule) else goal(rule, case)
    if end is None or case.baseline is None or case.baseline.value is None:
        return None
    baseline = case.baseline.value
    target = end(baseline)
    if isinstance(rule, Change) and not rule.by.value:
        return Interval(low=target) if rule.direction is Direction.UP else Interval(high=target)
    return Interval(low=target) if target >= baseline else Interval(high=target)
