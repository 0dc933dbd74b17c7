"""(Rule, values) → Verdict: one function for each rule class (contract sections 1, 3 and 4). Pure.

A target holds for a set of values when it holds for all of them (met), for none (missed), else unknown (censored).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from healthplan_cli import units
from healthplan_cli.model import (
    AnnualChange,
    Approx,
    Better,
    Bound,
    Change,
    Compare,
    Direction,
    Each,
    EveryYear,
    External,
    Grade,
    Interval,
    Multiple,
    NoTarget,
    Outcome,
    Proportional,
    Quantity,
    Range,
    Ratio,
    Reach,
    Reason,
    Relation,
    Rule,
    Slowing,
    Stable,
    Trend,
    Verdict,
)

ABOUT = Fraction(2, 100)
_ZERO = Fraction(0)
_UPWARD = Interval(low=_ZERO)
_ABOVE = Interval(low=_ZERO, low_open=True)
_DOWNWARD = Interval(high=_ZERO)

MET = Verdict(Outcome.MET)
MISSED = Verdict(Outcome.MISSED)


def unknown(reason: Reason, detail: str | None = None) -> Verdict:
    return Verdict(Outcome.UNKNOWN, reason, detail=detail)


class UnitMismatch(Exception):
    """A target's unit doesn't fit the indicator's."""


@dataclass(frozen=True, slots=True)
class Case:
    """All a rule may look at, every number in `measure`.

    `series` holds the years after the baseline year up to `year` (which must be there), `history` those before it.
    `reference` is baseline and value of the indicator that 同比例 refers to. `cumulative`: the value was reported
    as a five-year total, 〔18〕.
    """

    year: int
    due: int
    better: Better | None
    measure: str | None
    series: Mapping[int, Interval]
    baseline: Interval | None = None
    baseline_year: int = 2020
    start: int = 2021
    per: int | None = None
    tolerance: Fraction = ABOUT
    history: Mapping[int, Interval] = field(default_factory=dict)
    reference: tuple[Interval | None, Interval | None] = (None, None)
    cumulative: bool = False

    @property
    def value(self) -> Interval:
        return self.series[self.year]


def decide(values: Interval, accepted: Interval) -> Verdict:
    """Whether all, none or some of the values are accepted."""
    if values.within(accepted):
        return MET
    if values.apart(accepted):
        return MISSED
    return unknown(Reason.CENSORED)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """All must be met; one missed is missed."""
    found = list(verdicts)
    for outcome in (Outcome.MISSED, Outcome.UNKNOWN):
        for verdict in found:
            if verdict.outcome is outcome:
                return verdict
    return MET


def judge(rule: Rule, case: Case) -> Verdict:
    """The rule's answer for the year of the case."""
    match rule:
        case Compare() | Reach() | Approx() | Range() | Grade() | Ratio():
            return _level(rule, case, case.value)
        case EveryYear(level):
            return _every_year(level, case)
        case AnnualChange():
            return _annual_change(rule, case)
        case Change():
            return _change(rule, case)
        case Multiple():
            return _multiple(rule, case)
        case Proportional():
            return _proportional(case)
        case Trend():
            return _trend(rule, case)
        case Slowing():
            return _slowing(rule, case)
        case Stable():
            return _stable(case)
        case External():
            return unknown(Reason.EXTERNAL_TARGET, rule.reference)
        case NoTarget():
            return unknown(Reason.NO_TARGET)
        case Each():
            raise AssertionError("an Each is judged component by component")
    assert_never(rule)


# ── levels ──


def amount(quantity: Quantity, measure: str | None, per: int | None = None) -> Fraction:
    """A quantity's number in the indicator's unit. Raises UnitMismatch."""
    if quantity.unit is None or quantity.unit == measure:
        return quantity.value
    if quantity.unit == "%" and measure is None:
        raise UnitMismatch(quantity.unit)
    factor = units.factor(quantity.unit, measure, per) if measure else None
    if factor is None:
        raise UnitMismatch(quantity.unit)
    return quantity.value * factor


def quotient(ratio: Ratio) -> tuple[Fraction, bool]:
    """A ratio as right part over left part, and whether the plan's own number is the other way round (2.2:1)."""
    return ratio.right.value / ratio.left.value, ratio.right.value == 1 and ratio.left.value != 1


def accepted(rule: Compare | Reach | Approx | Range | Grade | Ratio, case: Case) -> Interval:
    """The values at which a level is met; needs no baseline."""
    match rule:
        case Compare(relation, quantity):
            return _related(relation, amount(quantity, case.measure, case.per))
        case Reach(quantity):
            return _good_side(amount(quantity, case.measure, case.per), _ZERO, case.better)
        case Approx(quantity):
            return _good_side(amount(quantity, case.measure, case.per), case.tolerance, case.better)
        case Range(low, high):
            if case.better is Better.LOWER:
                return Interval(high=amount(high, case.measure, case.per))
            return Interval(low=amount(low, case.measure, case.per))
        case Grade():
            return Interval(low=rule.rank)
        case Ratio():
            return _ratio(rule, case)
    assert_never(rule)


def _ratio(rule: Ratio, case: Case) -> Interval:
    if rule.left.unit or rule.right.unit:
        per = f"{rule.left.unit or '个'}/{units.number_text(rule.right.value)}{rule.right.unit or ''}"
        return _good_side(amount(Quantity(rule.left.value, per), case.measure, case.per), _ZERO, case.better)
    value, flipped = quotient(rule)
    better = case.better
    if rule.relation is not None:
        better = Better.HIGHER if rule.relation in (Relation.GE, Relation.GT) else Better.LOWER
    if flipped and better is not Better.NEITHER:
        better = Better.LOWER if better is Better.HIGHER else Better.HIGHER
    return _good_side(value, _ZERO, better)


def _related(relation: Relation, value: Fraction) -> Interval:
    match relation:
        case Relation.GE:
            return Interval(low=value)
        case Relation.GT:
            return Interval(low=value, low_open=True)
        case Relation.LE:
            return Interval(high=value)
        case Relation.LT:
            return Interval(high=value, high_open=True)
        case Relation.EQ:
            return Interval.point(value)
    assert_never(relation)


def _good_side(value: Fraction, tolerance: Fraction, better: Better | None) -> Interval:
    slack = abs(value) * tolerance
    if better is Better.HIGHER:
        return Interval(low=value - slack)
    if better is Better.LOWER:
        return Interval(high=value + slack)
    return Interval(value - slack, value + slack)


def _level(rule: Compare | Reach | Approx | Range | Grade | Ratio, case: Case, value: Interval) -> Verdict:
    verdict = decide(value, accepted(rule, case))
    if isinstance(rule, Range) and verdict.outcome is Outcome.MET:
        low, high = (amount(end, case.measure, case.per) for end in (rule.low, rule.high))
        if not value.within(Interval(low, high)):
            return Verdict(Outcome.MET, noted=("beyond_range",))
    return verdict


def _every_year(level: Compare | Reach | Approx | Range, case: Case) -> Verdict:
    known = [_level(level, case, value) for year, value in sorted(case.series.items()) if year <= case.due]
    missing = [year for year in range(case.start, min(case.year, case.due) + 1) if year not in case.series]
    verdict = every(known)
    if missing and verdict.outcome is Outcome.MET:
        return unknown(Reason.NO_DATA, "、".join(map(str, missing)))
    return verdict


# ── change ──


@dataclass(frozen=True, slots=True)
class _Amount:
    """How much a change must be: an absolute amount in the indicator's unit, or a part of the earlier value."""

    absolute: Fraction | None = None
    relative: Fraction | None = None


def _amounts(by: Quantity, case: Case, bracketed: bool = False) -> tuple[_Amount, ...]:
    """Every way the words can be meant: 降低0.5% of a percentage is relative, or points (contract section 2)."""
    share = units.is_share(case.measure)
    if units.is_point(by.unit):
        factor = units.factor("%", case.measure or "", case.per)
        if factor is None or not share:
            raise UnitMismatch(by.unit)
        scale = units.factor(by.unit or "", "百分点") or Fraction(1)
        return (_Amount(absolute=by.value * scale * factor),)
    if by.unit == "%":
        relative = _Amount(relative=by.value / 100)
        if share and by.value:
            points = units.factor("%", case.measure or "") or Fraction(1)
            return relative, _Amount(absolute=by.value * points)
        return (relative,)
    if by.unit is None and bracketed:
        return _Amount(absolute=by.value), _Amount(relative=by.value / 100)
    return (_Amount(absolute=amount(by, case.measure, case.per)),)


def _agreed(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict where every reading of the words gives it, else a matter for review."""
    if len({verdict.outcome for verdict in verdicts}) == 1:
        return verdicts[0]
    return unknown(Reason.NEEDS_REVIEW, "相对变化还是百分点")


def _compare_change(
    earlier: Interval,
    later: Interval,
    steps: int,
    need: _Amount,
    direction: Direction,
    bound: Bound,
    case: Case,
) -> Verdict:
    """Whether the change from earlier to later is as large as `steps` times the need, as `bound` says."""
    upward = direction is Direction.UP
    if need.relative is not None:
        if earlier.low is None or earlier.low <= 0 or (later.low is not None and later.low < 0):
            return unknown(Reason.NEEDS_REVIEW, "基数不是正数，百分比没有意义")
        if later.low is None:
            later = Interval(_ZERO, later.high, later.low_open, later.high_open)
        rate = need.relative * (1 - case.tolerance if bound is Bound.ABOUT else 1)
        wanted = (1 + rate if upward else 1 - rate) ** steps
        made = later.over(earlier)
        limit = Interval.point(wanted)
        change = made.minus(limit) if upward else limit.minus(made)
        return decide(change, _sign(bound))
    assert need.absolute is not None
    wanted = need.absolute * steps * (1 - case.tolerance if bound is Bound.ABOUT else 1)
    made = later.minus(earlier) if upward else earlier.minus(later)
    return decide(made.minus(Interval.point(wanted)), _sign(bound))


def _sign(bound: Bound) -> Interval:
    match bound:
        case Bound.MORE_THAN:
            return _ABOVE
        case Bound.AT_MOST:
            return _DOWNWARD
        case Bound.LESS_THAN:
            return Interval(high=_ZERO, high_open=True)
        case _:
            return _UPWARD


def base_of(since: int | None, case: Case) -> tuple[int, Interval | None]:
    """The year a change counts from and its value."""
    if since is None or since == case.baseline_year:
        return case.baseline_year, case.baseline
    return since, case.series.get(since) or case.history.get(since)


def _annual_change(rule: AnnualChange, case: Case) -> Verdict:
    year, base = base_of(rule.since, case)
    last = min(case.year, case.due)
    points = [(when, value) for when, value in sorted(case.series.items()) if year < when <= last]
    if base is not None:
        points.insert(0, (year, base))
    if rule.average:
        if base is None:
            return unknown(Reason.NO_BASELINE, str(year))
        points = [points[0], points[-1]]
    if len(points) < 2:
        return unknown(Reason.NO_BASELINE, str(year))
    steps = list(pairwise(points))
    verdicts = [
        every(
            _compare_change(before, after, then - earlier, need, rule.direction, rule.bound, case)
            for (earlier, before), (then, after) in steps
        )
        for need in _amounts(rule.by, case)
    ]
    return _agreed(verdicts)


def way(direction: Direction | None, better: Better | None) -> Direction | None:
    """改善 and unnamed directions go the better way; None when that isn't known."""
    if direction in (Direction.UP, Direction.DOWN):
        return direction
    return {Better.HIGHER: Direction.UP, Better.LOWER: Direction.DOWN}.get(better) if better else None


def _change(rule: Change, case: Case) -> Verdict:
    if case.cumulative:
        limit = Interval.point(amount(rule.by, case.measure, case.per))
        return decide(case.value.minus(limit), _sign(rule.bound))
    direction = way(rule.direction, case.better)
    if direction is None:
        return unknown(Reason.NEEDS_REVIEW, "没有写明变化方向")
    year, base = base_of(rule.since, case)
    if base is None:
        return unknown(Reason.NO_BASELINE, str(year))
    needs = _amounts(rule.by, case, rule.direction is None)
    return _agreed(
        [_compare_change(base, case.value, 1, need, direction, rule.bound, case) for need in needs]
    )


def _multiple(rule: Multiple, case: Case) -> Verdict:
    year, base = base_of(rule.since, case)
    if base is None:
        return unknown(Reason.NO_BASELINE, str(year))
    upward = rule.factor >= 1
    slack = case.tolerance if rule.bound is Bound.ABOUT else _ZERO
    wanted = base.scaled(rule.factor * (1 - slack if upward else 1 + slack))
    return decide(case.value.minus(wanted), _UPWARD if upward else _DOWNWARD)


def _proportional(case: Case) -> Verdict:
    reference_base, reference_value = case.reference
    if case.baseline is None:
        return unknown(Reason.NO_BASELINE, str(case.baseline_year))
    if reference_base is None or reference_value is None:
        return unknown(Reason.NO_REFERENCE)
    if any(base.low is None or base.low <= 0 for base in (case.baseline, reference_base)):
        return unknown(Reason.CENSORED)
    growth = case.value.over(case.baseline)
    return decide(growth.minus(reference_value.over(reference_base)), _UPWARD)


# ── courses ──


def _trend(rule: Trend, case: Case) -> Verdict:
    direction = way(rule.direction, case.better)
    if direction is None:
        return unknown(Reason.NEEDS_REVIEW, "没有写明变化方向")
    ended = case.year >= case.due
    if rule.every_year:
        steps = every(_moved(before, after, direction, _UPWARD) for before, after in _steps(case))
        if steps.outcome is not Outcome.MET or not ended:
            alone = case.baseline is None and len(case.series) < 2
            return unknown(Reason.NO_BASELINE, str(case.baseline_year)) if alone else steps
    if case.baseline is None:
        return unknown(Reason.NO_BASELINE, str(case.baseline_year))
    end = _moved(case.baseline, case.value, direction, _ABOVE)
    if rule.degree is not None and end.outcome is Outcome.MET:
        return unknown(Reason.NEEDS_REVIEW, rule.degree)
    return end


def _moved(before: Interval, after: Interval, direction: Direction, accepted: Interval) -> Verdict:
    difference = after.minus(before) if direction is Direction.UP else before.minus(after)
    return decide(difference, accepted)


def _steps(case: Case) -> list[tuple[Interval, Interval]]:
    values = [value for year, value in sorted(case.series.items()) if year <= case.due]
    if case.baseline is not None:
        values.insert(0, case.baseline)
    return list(pairwise(values))


def _slowing(rule: Slowing, case: Case) -> Verdict:
    before = {year: value for year, value in case.history.items() if year < case.baseline_year}
    if not before and not rule.halted:
        return unknown(Reason.NO_HISTORY, str(case.baseline_year))
    if case.baseline is None:
        return unknown(Reason.NO_BASELINE, str(case.baseline_year))
    years = Fraction(1, case.year - case.baseline_year)
    now = case.value.minus(case.baseline).scaled(years)
    if rule.halted:
        return decide(now, _DOWNWARD)
    first = min(before)
    then = case.baseline.minus(before[first]).scaled(Fraction(1, case.baseline_year - first))
    return decide(then.minus(now), _ABOVE)


def _stable(case: Case) -> Verdict:
    if case.baseline is None:
        return unknown(Reason.NO_BASELINE, str(case.baseline_year))
    return every(_not_worse(value, case.baseline, case) for value in case.series.values())


def _not_worse(value: Interval, baseline: Interval, case: Case) -> Verdict:
    if baseline.low is None or baseline.high is None:
        return decide(value, baseline)  # ≧80 as a baseline: still on that half line
    checks = []
    if case.better is not Better.LOWER:
        checks.append(decide(value.minus(baseline.scaled(1 - case.tolerance)), _UPWARD))
    if case.better is not Better.HIGHER:
        checks.append(decide(value.minus(baseline.scaled(1 + case.tolerance)), _DOWNWARD))
    return every(checks)


# ── what pace needs ──

COURSES = (AnnualChange, Proportional, Slowing, Stable, EveryYear)


def is_course(rule: Rule) -> bool:
    """Whether the target is about a course and not a point: never met before its due year (contract section 5)."""
    return isinstance(rule, COURSES) or (isinstance(rule, Trend) and rule.every_year)


def goal(rule: Rule, case: Case) -> Callable[[Fraction], Fraction] | None:
    """The number the target ends at, as a function of the baseline; None for a target without a number."""
    match rule:
        case Compare(_, quantity) | Reach(quantity) | Approx(quantity):
            number = amount(quantity, case.measure, case.per)
            return lambda baseline: number
        case Range(low, high):
            near = amount(high if case.better is Better.LOWER else low, case.measure, case.per)
            return lambda baseline: near
        case Ratio():
            ends = accepted(rule, case)
            end = ends.low if ends.low is not None else ends.high
            assert end is not None
            return lambda baseline: end
        case Multiple(factor, _, since) if since in (None, case.baseline_year):
            return lambda baseline: baseline * factor
        case Change(by, direction, bound, since) if (
            since in (None, case.baseline_year) and not case.cumulative
        ):
            if bound in (Bound.AT_MOST, Bound.LESS_THAN):
                return None  # a cap is kept, not approached
            return _changed(_amounts(by, case, direction is None), way(direction, case.better))
        case _:
            return None


def _changed(
    needs: tuple[_Amount, ...], direction: Direction | None
) -> Callable[[Fraction], Fraction] | None:
    if len(needs) != 1 or direction is None:
        return None
    sign = 1 if direction is Direction.UP else -1
    need = needs[0]
    if need.relative is not None:
        factor = 1 + sign * need.relative
        return lambda baseline: baseline * factor
    assert need.absolute is not None
    step = sign * need.absolute
    return lambda baseline: baseline + step


def check_units(rule: Rule, measure: str | None, per: int | None = None) -> None:
    """Raises UnitMismatch when a rule's quantities can't be put in the indicator's unit."""
    probe = Case(0, 0, Better.HIGHER, measure, {}, per=per)
    match rule:
        case EveryYear(level):
            check_units(level, measure, per)
        case Range(low, high):
            amount(low, measure, per)
            amount(high, measure, per)
        case Compare() | Reach() | Approx() | Ratio():
            accepted(rule, probe)
        case AnnualChange(by) | Change(by):
            _amounts(by, probe)
        case Each(parts):
            for part in parts:
                check_units(part.rule, measure, per)
        case _:
            return
