"""Changes: per year, from a year, multiples, in proportion to another indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from healthplan_cli import units
from healthplan_cli.judge.case import (
    ABOVE,
    DOWNWARD,
    UPWARD,
    ZERO,
    Case,
    UnitMismatch,
    amount,
    decide,
    every_of,
    gaps,
    listed,
    unknown,
)
from healthplan_cli.model import (
    RELATIVE_FROM,
    AnnualChange,
    Better,
    Bound,
    Change,
    Direction,
    Interval,
    Multiple,
    Outcome,
    Quantity,
    Reason,
    Verdict,
    is_least,
)
from healthplan_cli.record import record, replace


@record(frozen=True, slots=True)
class Amount:
    """How much a change must be: an absolute amount in the indicator's unit, or a part of the earlier value."""

    absolute: Fraction | None = None
    relative: Fraction | None = None


def amounts(by: Quantity, case: Case, bracketed: bool = False) -> tuple[Amount, ...]:
    """Every way the words can be meant: 降低0.5% of a percentage is relative, or points (contract section 2)."""
    if by.unit and units.is_point(by.unit):
        factor = units.points(by.unit, case.measure, case.per) if case.measure else None
        if factor is None:
            raise UnitMismatch(by.unit)
        return (Amount(absolute=by.value * factor),)
    if by.unit == "%":
        relative = Amount(relative=by.value / 100)
        points = in_points(by, case)
        if points is not None and by.value < RELATIVE_FROM:
            return relative, points
        return (relative,)
    if by.unit is None and bracketed:
        return Amount(absolute=by.value), Amount(relative=by.value / 100)
    return (Amount(absolute=amount(by, case.measure, case.per)),)


def in_points(by: Quantity, case: Case) -> Amount | None:
    """What the words would ask for if their % meant points; None where it can't."""
    return Amount(absolute=by.value) if by.unit == "%" == case.measure and by.value else None


def points_passed_over(by: Quantity, case: Case) -> Amount | None:
    """The reading in points that a verdict doesn't rest on, because the words say % and 5 or more of it."""
    return in_points(by, case) if by.value >= RELATIVE_FROM else None


def no_share_of(*bases: Interval) -> Verdict | None:
    """Why no share of these numbers can be taken: they aren't positive, or are ranges that may not be; None where it can."""
    if any(base.high is not None and base.high <= 0 for base in bases):
        return unknown(Reason.NEEDS_REVIEW, "not_positive")
    if any(base.low is None or base.low <= 0 for base in bases):
        return unknown(Reason.CENSORED)
    return None


def _agreed(verdicts: Sequence[Verdict], by: Quantity) -> Verdict:
    """One verdict where every reading of the words gives it, else a matter for review."""
    if len({verdict.outcome for verdict in verdicts}) == 1:
        return verdicts[0]
    return readings_differ(by)


def readings_differ(by: Quantity) -> Verdict:
    """The answer where the words can be meant in two ways that come to different ends."""
    return unknown(Reason.NEEDS_REVIEW, "relative_or_points" if by.unit == "%" else "no_unit")


def _compare_change(
    earlier: Interval,
    later: Interval,
    steps: int,
    need: Amount,
    direction: Direction,
    bound: Bound,
    case: Case,
) -> Verdict:
    """Whether the change from earlier to later is as large as `steps` times the need, as `bound` says."""
    upward = direction is Direction.UP
    if need.relative == 0:
        need = Amount(absolute=ZERO)
    if need.relative is not None:
        if (senseless := no_share_of(earlier)) is not None:
            return senseless
        rate = need.relative * least(bound, case)
        limit = earlier.scaled((1 + rate if upward else 1 - rate) ** steps)
        return decide(later.minus(limit) if upward else limit.minus(later), _sign(bound))
    assert need.absolute is not None
    wanted = need.absolute * steps * least(bound, case)
    made = later.minus(earlier) if upward else earlier.minus(later)
    return decide(made.minus(Interval.point(wanted)), _sign(bound))


def least(bound: Bound, case: Case) -> Fraction:
    """The part of an amount that is enough of it: 左右 leaves its tolerance."""
    return 1 - case.tolerance if bound is Bound.ABOUT else Fraction(1)


def _sign(bound: Bound) -> Interval:
    match bound:
        case Bound.MORE_THAN:
            return ABOVE
        case Bound.AT_MOST:
            return DOWNWARD
        case Bound.LESS_THAN:
            return Interval(high=ZERO, high_open=True)
        case _:
            return UPWARD


def base_of(since: int | None, case: Case) -> tuple[int, Interval | None]:
    """The year a change counts from and its value."""
    start = case.baseline_year if since is None else since
    return start, _known(case).get(start)


def _known(case: Case) -> dict[int, Interval]:
    """Every value that is known, by its year: those before the baseline, the baseline, and those after it."""
    own = {} if case.baseline is None else {case.baseline_year: case.baseline}
    return {**case.history, **case.series, **own}


def known_points(since: int | None, case: Case) -> list[tuple[int, Interval]]:
    """What a course goes through: the value that it starts from, then each known year up to the due one."""
    start, base = base_of(since, case)
    points = [(year, value) for year, value in sorted(_known(case).items()) if start < year <= case.last]
    return points if base is None else [(start, base), *points]


def unseen(points: Sequence[tuple[int, Interval]], since: int | None, case: Case) -> tuple[int, ...]:
    """The years of a course without a value: from its start on, or from the plan's where that isn't known."""
    start, base = base_of(since, case)
    return gaps((year for year, _ in points), case.start if base is None else start + 1, case.last)


def annual_change(rule: AnnualChange, case: Case) -> Verdict:
    """每年: every known step makes it, a gap of k years k steps; 年均: the whole stretch does.

    Without a baseline the steps between known years can only show that it wasn't made; never, when due, that it was.
    """
    start, base = base_of(rule.since, case)
    points = known_points(rule.since, case)
    if base is not None and len(points) < 2:
        return unknown(Reason.NO_DATA, str(start + 1))
    if len(points) < 2 or (rule.average and base is None):
        return unknown(Reason.NO_BASELINE, str(start))
    missing = () if rule.average else unseen(points, rule.since, case)
    if rule.average:
        points = [points[0], points[-1]]
    needs = amounts(rule.by, case)
    verdicts = [every_of(_each_step(rule, points, need, case, len(needs) == 1)) for need in needs]
    verdict = replace(_agreed(verdicts, rule.by), years_missing=missing)
    verdict = _read_relatively(verdict, rule, points[-2:], case)
    if rule.average:  # one stretch and no step of its own
        verdict = replace(verdict, short=(), needed=verdict.short[0].needed if verdict.short else None)
    return verdict if base is not None else without_start(verdict, start, case)


def _read_relatively(
    verdict: Verdict, rule: AnnualChange, step: Sequence[tuple[int, Interval]], case: Case
) -> Verdict:
    """The verdict, with what the last step had to come to where the words' % meant points (contract section 2)."""
    passed_over = points_passed_over(rule.by, case)
    if passed_over is None or verdict.outcome is Outcome.UNKNOWN:
        return verdict
    (earlier, before), (then, _) = step
    otherwise = None
    if before.value is not None and rule.bound in (Bound.EXACT, Bound.AT_LEAST):
        otherwise = asked(rule, before.value, passed_over, then - earlier, case)
    return replace(verdict, noted=(*verdict.noted, "relative_reading"), otherwise=otherwise)


def without_start(verdict: Verdict, start: int, case: Case) -> Verdict:
    """What the steps between known years can say of a course whose first step isn't known."""
    if verdict.outcome is Outcome.MET and case.year >= case.due:
        verdict = replace(unknown(Reason.NO_BASELINE, str(start)), years_missing=verdict.years_missing)
    return replace(verdict, noted=(*verdict.noted, "without_baseline"))


def _each_step(
    rule: AnnualChange, points: Sequence[tuple[int, Interval]], need: Amount, case: Case, told: bool
) -> Iterator[tuple[int, Interval, Verdict]]:
    """Each step's verdict by the year it ends in; `told`: with what it had to come to."""
    for (earlier, before), (then, after) in pairwise(points):
        steps = then - earlier
        verdict = _compare_change(before, after, steps, need, rule.direction, rule.bound, case)
        needed = asked(rule, before.value, need, steps, case) if told and before.value is not None else None
        yield then, after, replace(verdict, needed=needed)


def stepped(start: Fraction, need: Amount, direction: Direction, steps: int) -> Fraction:
    """Where a value lands that makes a change so many times."""
    sign = 1 if direction is Direction.UP else -1
    if need.relative is not None:
        return start * (1 + sign * need.relative) ** steps
    return start + sign * (need.absolute or ZERO) * steps


def asked(rule: AnnualChange, start: Fraction, need: Amount, steps: int, case: Case) -> Interval:
    """The values that make so many steps of a change from a start: one half line."""
    slack = least(rule.bound, case)
    each = Amount(
        None if need.absolute is None else need.absolute * slack,
        None if need.relative is None else need.relative * slack,
    )
    end = stepped(start, each, rule.direction, steps)
    capped = rule.bound in (Bound.AT_MOST, Bound.LESS_THAN)
    strict = rule.bound in (Bound.MORE_THAN, Bound.LESS_THAN)
    if (rule.direction is Direction.UP) is not capped:
        return Interval(low=end, low_open=strict)
    return Interval(high=end, high_open=strict)


def way(direction: Direction | None, better: Better | None) -> Direction | None:
    """改善 and unnamed directions go the better way; None when that isn't known."""
    if direction in (Direction.UP, Direction.DOWN):
        return direction
    return {Better.HIGHER: Direction.UP, Better.LOWER: Direction.DOWN}.get(better) if better else None


def total(by: Quantity, case: Case) -> Fraction:
    """The amount that a five-year total, reported as 〔14.2〕, is held against: in its own words' unit."""
    try:
        return amount(by, case.measure, case.per)
    except UnitMismatch:
        return by.value


def change_verdict(rule: Change, case: Case) -> Verdict:
    """The change from the baseline, or from the year the words name."""
    if case.cumulative:
        limit = Interval.point(total(rule.by, case) * least(rule.bound, case))
        return decide(case.value.minus(limit), _sign(rule.bound))
    direction = way(rule.direction, case.better)
    assert direction is not None, "words that leave it open are refused where they are read"
    year, base = base_of(rule.since, case)
    if base is None:
        return unknown(Reason.NO_BASELINE, str(year))
    needs = amounts(rule.by, case, rule.direction is None)
    verdict = _agreed(
        [_compare_change(base, case.value, 1, need, direction, rule.bound, case) for need in needs], rule.by
    )
    passed_over = points_passed_over(rule.by, case)
    if passed_over is None or verdict.outcome is Outcome.UNKNOWN:
        return verdict
    otherwise = None
    if base.value is not None and rule.bound in (Bound.EXACT, Bound.AT_LEAST):
        end = stepped(base.value, passed_over, direction, 1)
        otherwise = Interval(low=end) if direction is Direction.UP else Interval(high=end)
    return replace(verdict, noted=("relative_reading",), otherwise=otherwise)


def multiple(rule: Multiple, case: Case) -> Verdict:
    """The value against a multiple of the earlier one, which must be positive."""
    year, base = base_of(rule.since, case)
    if base is None:
        return unknown(Reason.NO_BASELINE, str(year))
    if (senseless := no_share_of(base)) is not None:
        return senseless
    upward, enough = is_least(rule, case.better), least(rule.bound, case)
    wanted = base.scaled(rule.factor * (enough if upward else 2 - enough))
    strict = rule.bound in (Bound.MORE_THAN, Bound.LESS_THAN)
    sign = _sign(rule.bound) if strict else UPWARD if upward else DOWNWARD
    return decide(case.value.minus(wanted), sign)


def proportional(case: Case) -> Verdict:
    """同比例: this growth ratio against that of the indicator it is tied to, between the same two years."""
    reference_base, reference_value = case.reference
    if case.baseline is None:
        return unknown(Reason.NO_BASELINE, str(case.baseline_year))
    if reference_base is None or reference_value is None:
        both = ((case.baseline_year, reference_base), (case.data_year, reference_value))
        return unknown(Reason.NO_REFERENCE, listed(year for year, value in both if value is None))
    if (senseless := no_share_of(case.baseline, reference_base)) is not None:
        return senseless
    growth, reference = case.value.over(case.baseline), reference_value.over(reference_base)
    verdict = decide(growth.minus(reference), UPWARD)
    start, ratio = case.baseline.value, reference.value
    needed = Interval(low=start * ratio) if start is not None and ratio is not None else None
    return replace(verdict, needed=needed)
