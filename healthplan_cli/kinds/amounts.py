"""How much a change must be, and what it is held against: shared by the kinds that are changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.case import (
    CAPPED,
    ZERO,
    Case,
    UnitMismatch,
    amount,
    ends_of,
    gaps,
    needs_review,
    unknown,
)
from healthplan_cli.kinds.comparisons import Comparison, Operand, compared, lacking, number, share
from healthplan_cli.kinds.said import marks_of
from healthplan_cli.values import (
    MIRRORED,
    RELATIVE_FROM,
    Better,
    Bound,
    Direction,
    Interval,
    Outcome,
    Quantity,
    Reason,
    Relation,
)
from healthplan_cli.verdict import Note, Question, Verdict


@record(frozen=True, slots=True)
class Amount:
    """How much a change must be: an absolute amount in the indicator's unit, or a part of the earlier value."""

    absolute: Fraction | None = None
    relative: Fraction | None = None


def amounts(by: Quantity, case: Case, bracketed: bool = False) -> tuple[Amount, ...]:
    """Return the amount by each way the words can be meant: 降低0.5% of a percentage is relative, or points (contract section 2)."""
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
    if by.unit is None and bracketed and may_be_percent(by, case):
        return Amount(absolute=by.value), Amount(relative=by.value / 100)
    return (Amount(absolute=amount(by, case.measure, case.per)),)


def may_be_percent(by: Quantity, case: Case) -> bool:
    """Return whether the number of 〔18〕 may be per cent: 120 of a row in 万亩 are no 120 %."""
    unit = units.parse(case.measure) if case.measure else None
    return by.value <= 100 or unit is None or bool(unit.per) or unit.dimension == units.SHARE


def in_points(by: Quantity, case: Case) -> Amount | None:
    """Return the amount in percentage points, had the words meant points by their %; None where they can't."""
    return Amount(absolute=by.value) if by.unit == "%" == case.measure and by.value else None


def points_passed_over(by: Quantity, case: Case) -> Amount | None:
    """Return the change in points that wasn't taken, because the words say % and 5 or more of it; None where there is none."""
    return in_points(by, case) if by.value >= RELATIVE_FROM else None


def no_share_of(*bases: Interval) -> Verdict | None:
    """Return why no share of these numbers can be taken (not positive, or ranges that may not be); None where it can."""
    if any(base.high is not None and base.high <= 0 for base in bases):
        return needs_review(Question.NOT_POSITIVE)
    if any(base.low is None or base.low <= 0 for base in bases):
        return unknown(Reason.CENSORED)
    return None


def agreed(verdicts: Sequence[Verdict], by: Quantity) -> Verdict:
    """Return the verdict that every reading of the words gives; where they differ, one that asks for a review."""
    if len({verdict.outcome for verdict in verdicts}) == 1:
        return verdicts[0]
    return readings_differ(by)


def readings_differ(by: Quantity) -> Verdict:
    """Return the verdict for words that can be meant in two ways with different ends: unknown, for review."""
    return needs_review(Question.RELATIVE_OR_POINTS if by.unit == "%" else Question.NO_UNIT)


@record(frozen=True, slots=True)
class Stretch:
    """The time between two known years with the values of both; `steps`: how many yearly changes must have been made in it."""

    since: int
    until: int
    before: Interval
    after: Interval
    steps: int = 1


def compare_change(
    stretch: Stretch, need: Amount, direction: Direction, bound: Bound, case: Case
) -> Comparison:
    """Return whether a stretch makes its steps of the need, as `bound` says; of zero and less there is no share."""
    upward, before, after = direction is Direction.UP, Operand(stretch.before), Operand(stretch.after)
    relation = RELATIONS.get(bound, Relation.GE)
    if need.relative:
        if (senseless := no_share_of(stretch.before)) is not None:
            words = tr("{span} 到 {span2}：基数不是正数，或者不一定是，百分比没有意义")
            return lacking(senseless, words, span=stretch.before, span2=stretch.after)
        rate = need.relative * least(bound, case)
        limit = number(1 + rate if upward else 1 - rate).power(stretch.steps)
        return compared(after.over(before), relation if upward else MIRRORED[relation], limit, is_ratio=True)
    each = number(need.absolute or ZERO)
    limit = each if stretch.steps == 1 else number(stretch.steps).times(each)
    if bound is Bound.ABOUT and case.tolerance:
        limit = limit.times(number(1).minus(share(case.tolerance)))
    return compared(after.minus(before) if upward else before.minus(after), relation, limit)


def said_way(need: Amount, by: Quantity) -> str:
    """Return how an amount that can be meant in two ways is meant here, as words before a comparison."""
    if need.relative is not None:
        return tr("按比例，")
    return tr("按百分点，") if by.unit == "%" else tr("按数量，")


def every_reading(
    by: Quantity,
    stretches: Sequence[Stretch],
    direction: Direction,
    bound: Bound,
    case: Case,
    bracketed: bool = False,
) -> Iterator[Comparison]:
    """Yield every way the words can be meant, each with all its stretches; at the end the reading in points that isn't taken."""
    needs = amounts(by, case, bracketed)
    for need in needs:
        for one in stretches:
            line = compare_change(one, need, direction, bound, case)
            words = tr("{named}{since}→{until}：{line}")
            named = said_way(need, by) if len(needs) > 1 else ""
            yield line.put(words, named=named, since=one.since, until=one.until)
    if (passed_over := points_passed_over(by, case)) is not None:
        for one in stretches:
            line = replace(compare_change(one, passed_over, direction, bound, case), is_aside=True)
            yield line.put(tr("没有按百分点算；那样须 {line}"))


def least(bound: Bound, case: Case) -> Fraction:
    """Return the least amount that is accepted: 左右 takes its tolerance off."""
    return 1 - case.tolerance if bound is Bound.ABOUT else Fraction(1)


RELATIONS = {
    Bound.AT_LEAST: Relation.GE,
    Bound.MORE_THAN: Relation.GT,
    Bound.AT_MOST: Relation.LE,
    Bound.LESS_THAN: Relation.LT,
}


def base_of(since: int | None, case: Case) -> tuple[int, Interval | None]:
    """Return the year that a change counts from, and the value of that year (None where it isn't known)."""
    start = case.baseline_year if since is None else since
    return start, _known(case).get(start)


def _known(case: Case) -> dict[int, Interval]:
    """Return every known value by its year: before the baseline, of the baseline, after it."""
    own = {} if case.baseline is None else {case.baseline_year: case.baseline}
    return {**case.history, **case.series, **own}


def known_points(since: int | None, case: Case) -> list[tuple[int, Interval]]:
    """Return what a course goes through as (year, value): its start, then each known year up to the due one."""
    start, base = base_of(since, case)
    points = [(year, value) for year, value in sorted(_known(case).items()) if start < year <= case.last]
    return points if base is None else [(start, base), *points]


def unseen(points: Sequence[tuple[int, Interval]], since: int | None, case: Case) -> tuple[int, ...]:
    """Return the years of a course without a value: from its start on, or from the plan's start where its own isn't known."""
    start, base = base_of(since, case)
    return gaps((year for year, _ in points), case.start if base is None else start + 1, case.last)


def without_start(verdict: Verdict, start: int, case: Case) -> Verdict:
    """Return the verdict that the steps between known years allow for a course whose first step isn't known."""
    if verdict.outcome is Outcome.MET and case.year >= case.due:
        verdict = replace(unknown(Reason.NO_BASELINE, start), years_missing=verdict.years_missing)
    return replace(verdict, noted=(*verdict.noted, Note.WITHOUT_BASELINE))


def stepped(start: Fraction, need: Amount, direction: Direction, steps: int) -> Fraction:
    """Return the level that a value reaches by making the same change a number of times."""
    sign = 1 if direction is Direction.UP else -1
    if need.relative is not None:
        return start * (1 + sign * need.relative) ** steps
    return start + sign * (need.absolute or ZERO) * steps


def way(direction: Direction | None, better: Better | None) -> Direction | None:
    """Return the direction of a change: 改善 and unnamed directions go the better way; None where that isn't known."""
    if direction in (Direction.UP, Direction.DOWN):
        return direction
    return {Better.HIGHER: Direction.UP, Better.LOWER: Direction.DOWN}.get(better) if better else None


def asked(
    direction: Direction, bound: Bound, start: Fraction, need: Amount, steps: int, case: Case
) -> Interval:
    """Return the values (a half line) that make a number of steps of a change from a start."""
    slack = least(bound, case)
    each = Amount(
        None if need.absolute is None else need.absolute * slack,
        None if need.relative is None else need.relative * slack,
    )
    end = stepped(start, each, direction, steps)
    strict = bound in (Bound.MORE_THAN, Bound.LESS_THAN)
    if (direction is Direction.UP) is not (bound in CAPPED):
        return Interval(low=end, low_open=strict)
    return Interval(high=end, high_open=strict)


def moved(
    values: Interval,
    steps: int,
    by: Quantity,
    direction: Direction,
    bound: Bound,
    case: Case,
    bracketed: bool = False,
) -> Iterator[Fraction]:
    """Return the level that a value reaches by changing once by the amount."""
    sign = 1 if direction is Direction.UP else -1
    slack = least(bound, case)
    for need in amounts(by, case, bracketed):
        for end in ends_of(values):
            if need.relative is not None:
                yield end * (1 + sign * need.relative * slack) ** steps
            elif need.absolute is not None:
                yield end + sign * need.absolute * slack * steps


def earlier_points(since: int | None, case: Case) -> list[tuple[int, Interval]]:
    """Return every value that the one of the year judged may be held against, by its year."""
    return [(year, values) for year, values in known_points(since, case) if year < case.data_year]


def senseless(case: Case) -> bool:
    """Return whether no share of the baseline can be taken: it isn't known to be positive."""
    return case.baseline is not None and no_share_of(case.baseline) is not None


def fields_of(by: Quantity, direction: Direction | None, bound: Bound, since: int | None) -> dict[str, Any]:
    """Return the public fields of a change by an amount (docs/formats.md)."""
    way_ = direction.value if direction else None
    return {
        "by": by.value,
        "unit": by.unit,
        "direction": way_,
        "from": since or "baseline",
        **marks_of(bound),
    }
