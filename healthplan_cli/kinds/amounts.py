"""The amounts of changes, and comparisons of values with them; shared by the kinds that are changes."""

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
    """How much a change must be: an absolute amount in the indicator's unit, or a share of the earlier value (0.1 is 10 %)."""

    absolute: Fraction | None = None
    relative: Fraction | None = None


def amounts(by: Quantity, case: Case, bracketed: bool = False) -> tuple[Amount, ...]:
    """Return a change's amount, once for each interpretation of its words (contract section 2): 降低0.5% of a percentage
    may be a share of it or percentage points; so may the bare number of 〔18〕 (`bracketed`). Raise UnitMismatch for a
    unit that doesn't fit.
    """
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
    """Return whether the bare number of 〔18〕 can mean per cent: up to 100, or where the indicator is a share or a rate."""
    unit = units.parse(case.measure) if case.measure else None
    return by.value <= 100 or unit is None or bool(unit.per) or unit.dimension == units.SHARE


def in_points(by: Quantity, case: Case) -> Amount | None:
    """Return a % amount taken as percentage points; None where the amount isn't in %, the indicator isn't, or it is 0."""
    return Amount(absolute=by.value) if by.unit == "%" == case.measure and by.value else None


def points_passed_over(by: Quantity, case: Case) -> Amount | None:
    """Return a % amount of 5 or more taken as percentage points, the interpretation that isn't used (contract section 2); else None."""
    return in_points(by, case) if by.value >= RELATIVE_FROM else None


def no_share_of(*bases: Interval) -> Verdict | None:
    """Return the unknown verdict where a base isn't positive or may not be, so that no percentage of it can be taken; else None."""
    if any(base.high is not None and base.high <= 0 for base in bases):
        return needs_review(Question.NOT_POSITIVE)
    if any(base.low is None or base.low <= 0 for base in bases):
        return unknown(Reason.CENSORED)
    return None


def agreed(verdicts: Sequence[Verdict], by: Quantity) -> Verdict:
    """Return the first of the verdicts, one for each interpretation of the words, if their outcomes agree; else one for review."""
    if len({verdict.outcome for verdict in verdicts}) == 1:
        return verdicts[0]
    return readings_differ(by)


def readings_differ(by: Quantity) -> Verdict:
    """Return the verdict for a change whose two interpretations give different outcomes: unknown, needs review."""
    return needs_review(Question.RELATIVE_OR_POINTS if by.unit == "%" else Question.NO_UNIT)


@record(frozen=True, slots=True)
class Stretch:
    """Two years with known values; `steps` is how many yearly changes are due between them."""

    since: int
    until: int
    before: Interval
    after: Interval
    steps: int = 1


def compare_change(
    stretch: Stretch, need: Amount, direction: Direction, bound: Bound, case: Case
) -> Comparison:
    """Return the comparison of the change over `stretch` with `need` in each of its steps (percentages compound).

    `bound` gives the relation. Where a percentage is asked of a base that isn't known to be positive, nothing can be
    compared, and the comparison's verdict says so (`lacking`).
    """
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
    """Return the words before a comparison that name the interpretation of an ambiguous amount: by ratio, by points, by number."""
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
    """Yield the comparisons of all stretches for each interpretation of the amount (percent or points).

    Where points were considered and rejected, their comparisons follow for information.
    """
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
    """Return the share of the amount that is enough: 1, less the tolerance where the words say 左右."""
    return 1 - case.tolerance if bound is Bound.ABOUT else Fraction(1)


RELATIONS = {
    Bound.AT_LEAST: Relation.GE,
    Bound.MORE_THAN: Relation.GT,
    Bound.AT_MOST: Relation.LE,
    Bound.LESS_THAN: Relation.LT,
}


def base_of(since: int | None, case: Case) -> tuple[int, Interval | None]:
    """Return the year a change is counted from (`since`, else the baseline year) and its value, None where unknown."""
    start = case.baseline_year if since is None else since
    return start, _known(case).get(start)


def _known(case: Case) -> dict[int, Interval]:
    """Return all known values by year, from before the baseline year on."""
    own = {} if case.baseline is None else {case.baseline_year: case.baseline}
    return {**case.history, **case.series, **own}


def known_points(since: int | None, case: Case) -> list[tuple[int, Interval]]:
    """Return the known (year, value) pairs from the start of a course to its last year, in order; the start only if its value is known."""
    start, base = base_of(since, case)
    points = [(year, value) for year, value in sorted(_known(case).items()) if start < year <= case.last]
    return points if base is None else [(start, base), *points]


def unseen(points: Sequence[tuple[int, Interval]], since: int | None, case: Case) -> tuple[int, ...]:
    """Return the years without a value: after the course's start, or from the plan's first year where the start's value is unknown."""
    start, base = base_of(since, case)
    return gaps((year for year, _ in points), case.start if base is None else start + 1, case.last)


def without_start(verdict: Verdict, start: int, case: Case) -> Verdict:
    """Return the verdict by the known steps of a course whose starting value is unknown, with a remark; a due "met" becomes unknown."""
    if verdict.outcome is Outcome.MET and case.year >= case.due:
        verdict = replace(unknown(Reason.NO_BASELINE, start), years_missing=verdict.years_missing)
    return replace(verdict, noted=(*verdict.noted, Note.WITHOUT_BASELINE))


def stepped(start: Fraction, need: Amount, direction: Direction, steps: int) -> Fraction:
    """Return the level that `start` reaches when the same change is made `steps` times; percentages compound."""
    sign = 1 if direction is Direction.UP else -1
    if need.relative is not None:
        return start * (1 + sign * need.relative) ** steps
    return start + sign * (need.absolute or ZERO) * steps


def way(direction: Direction | None, better: Better | None) -> Direction | None:
    """Return the direction of a change, up or down: 改善 and an unnamed direction go the better way; None where that isn't known."""
    if direction in (Direction.UP, Direction.DOWN):
        return direction
    return {Better.HIGHER: Direction.UP, Better.LOWER: Direction.DOWN}.get(better) if better else None


def asked(
    direction: Direction, bound: Bound, start: Fraction, need: Amount, steps: int, case: Case
) -> Interval:
    """Return the values (a half line) that satisfy a change by `need`, made `steps` times from `start`."""
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
    """Yield the level reached from each end of `values` by `steps` changes, for each interpretation of the amount."""
    sign = 1 if direction is Direction.UP else -1
    slack = least(bound, case)
    for need in amounts(by, case, bracketed):
        for end in ends_of(values):
            if need.relative is not None:
                yield end * (1 + sign * need.relative * slack) ** steps
            elif need.absolute is not None:
                yield end + sign * need.absolute * slack * steps


def earlier_points(since: int | None, case: Case) -> list[tuple[int, Interval]]:
    """Return the known (year, value) pairs of the course that lie before the year of the value judged."""
    return [(year, values) for year, values in known_points(since, case) if year < case.data_year]


def senseless(case: Case) -> bool:
    """Return whether the baseline is known but may not be positive, so that no percentage of it can be taken."""
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
