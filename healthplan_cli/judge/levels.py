"""Levels: a number to reach, keep above or below, a range, a grade, a ratio."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from healthplan_cli.judge.case import (
    ZERO,
    Case,
    amount,
    decide,
    every_of,
    gaps,
    listed,
    unknown,
)
from healthplan_cli.model import (
    Approx,
    Better,
    Compare,
    Grade,
    Interval,
    Outcome,
    Quantity,
    Range,
    Ratio,
    Reach,
    Reason,
    Relation,
    Rule,
    Verdict,
)
from healthplan_cli.numbers import decimal_text
from healthplan_cli.record import replace


def quotient(ratio: Ratio) -> tuple[Fraction, bool]:
    """A ratio as right part over left part, and whether the plan's own number is the other way round (2.2:1)."""
    return ratio.right.value / ratio.left.value, ratio.right.value == 1 and ratio.left.value != 1


LEVELS = Compare | Reach | Approx | Range | Grade | Ratio  # targets that name what is to be reached


def accepted(rule: Compare | Reach | Approx | Range | Grade | Ratio, case: Case) -> Interval:
    """The values at which a level is met; needs no baseline."""
    match rule:
        case Compare(relation, quantity):
            return Interval.related(relation, amount(quantity, case.measure, case.per))
        case Reach(quantity):
            return _good_side(amount(quantity, case.measure, case.per), ZERO, case.better)
        case Approx(quantity):
            return _good_side(amount(quantity, case.measure, case.per), case.tolerance, case.better)
        case Range():
            return _range(rule, case)
        case Grade():
            return Interval(low=rule.rank)
        case Ratio():
            return _ratio(rule, case)
    assert_never(rule)


def _range(rule: Range, case: Case) -> Interval:
    """From the nearer end on; between the ends where both count, as they do where neither way is better."""
    low, high = (amount(end, case.measure, case.per) for end in (rule.low, rule.high))
    if rule.two_sided or case.better is Better.NEITHER:
        return Interval(low, high, rule.low_open, rule.high_open)
    return Interval(high=high) if case.better is Better.LOWER else Interval(low=low)


def has_two_ends(rule: Rule, case: Case) -> bool:
    """Whether it is a range of which both ends count: where it ends is then seen from the baseline."""
    return isinstance(rule, Range) and (rule.two_sided or case.better is Better.NEITHER)


def beyond_far_end(rule: Rule, case: Case) -> bool:
    """Whether a value is out of a level with two ends at the far one, seen from the baseline.

    From within the level the far end is the better one, either where neither is better; without a baseline there is no telling.
    """
    if case.baseline is None or not isinstance(rule, LEVELS):
        return False
    ends = accepted(rule, case)
    if ends.low is None or ends.high is None:
        return False
    below, above = (
        Interval(high=ends.low, high_open=not ends.low_open),
        Interval(low=ends.high, low_open=not ends.high_open),
    )
    start = case.baseline
    if start.within(ends):
        far = {Better.HIGHER: (above,), Better.LOWER: (below,)}.get(
            case.better or Better.NEITHER, (below, above)
        )
        return any(case.value.within(side) for side in far)
    return any(
        start.within(one) and case.value.within(other) for one, other in ((below, above), (above, below))
    )


_MIRRORED = {
    Relation.GE: Relation.LE,
    Relation.GT: Relation.LT,
    Relation.LE: Relation.GE,
    Relation.LT: Relation.GT,
    Relation.EQ: Relation.EQ,
}
_OTHER = {Better.HIGHER: Better.LOWER, Better.LOWER: Better.HIGHER}


def _ratio(rule: Ratio, case: Case) -> Interval:
    """By the relation as written, else at least as good; the quotient of 2.2:1 is the other way round."""
    if rule.left.unit or rule.right.unit:
        per = f"{rule.left.unit or '个'}/{decimal_text(rule.right.value)}{rule.right.unit or ''}"
        value, flipped = amount(Quantity(rule.left.value, per), case.measure, case.per), False
    else:
        value, flipped = quotient(rule)
    if rule.relation is not None:
        return Interval.related(_MIRRORED[rule.relation] if flipped else rule.relation, value)
    better = _OTHER.get(case.better) if flipped and case.better else case.better
    return _good_side(value, ZERO, better)


def _good_side(value: Fraction, tolerance: Fraction, better: Better | None) -> Interval:
    slack = abs(value) * tolerance
    if better is Better.HIGHER:
        return Interval(low=value - slack)
    if better is Better.LOWER:
        return Interval(high=value + slack)
    return Interval(value - slack, value + slack)


def level_verdict(
    rule: Compare | Reach | Approx | Range | Grade | Ratio, case: Case, value: Interval
) -> Verdict:
    """Whether a value reaches a level; past the far end of a range is met and noted."""
    verdict = decide(value, accepted(rule, case))
    if isinstance(rule, Range) and verdict.outcome is Outcome.MET:
        low, high = (amount(end, case.measure, case.per) for end in (rule.low, rule.high))
        if not value.within(Interval(low, high)):
            return Verdict(Outcome.MET, noted=("beyond_range",))
    return verdict


def mean_of(level: Compare | Reach | Approx | Range, case: Case) -> Verdict:
    """A level that the mean of the plan's years so far must hold; each of them must be known."""
    years = range(case.start, min(case.data_year, case.due) + 1)
    missing = [year for year in years if year not in case.series]
    if missing:
        return replace(unknown(Reason.NO_DATA, listed(missing)), years_missing=tuple(missing))
    whole = Interval.point(ZERO)
    for year in years:
        whole = whole.plus(case.series[year])
    return level_verdict(level, case, whole.scaled(Fraction(1, len(years))))


def every_year(level: Compare | Reach | Approx | Range, case: Case) -> Verdict:
    """A level that every year of the plan so far must hold; a year without data leaves it open, unless one is bad."""
    years = [(year, value) for year, value in sorted(case.series.items()) if case.start <= year <= case.last]
    needed, missing = accepted(level, case), gaps((year for year, _ in years), case.start, case.last)
    verdict = every_of(
        (year, value, replace(level_verdict(level, case, value), needed=needed)) for year, value in years
    )
    if missing and verdict.outcome is not Outcome.MISSED:
        verdict = unknown(Reason.NO_DATA, listed(missing))
    return replace(verdict, years_missing=missing)
