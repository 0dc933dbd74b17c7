"""The numbers at which a status can turn, from the rule, what it is held against, and the pace. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import assert_never

from healthplan_cli.judge import Case, accepted, goals, least, totals, way
from healthplan_cli.judge.changes import amounts, base_of, known_points, total
from healthplan_cli.judge.totals import level_like, total_of
from healthplan_cli.model import (
    AnnualChange,
    Approx,
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
    Proportional,
    Quantity,
    Range,
    Ratio,
    Reach,
    Rule,
    Slowing,
    Stable,
    Total,
    Trend,
)
from healthplan_cli.progress import Pace, counted, share_of
from healthplan_cli.record import record, replace

_FINE = 10**12


@record(frozen=True, slots=True)
class Mark:
    """A number; an irrational one by its two neighbours with twelve decimals."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether it is the number itself."""
        return self.low == self.high

    @property
    def middle(self) -> Fraction:
        """The number, or one between its neighbours: its digits go on past the twelve, so it is printed cut off."""
        return (self.low + self.high) / 2


def candidates(rule: Rule, case: Case, pace: Pace) -> Iterator[Mark]:
    """Every number at which the status can turn, and perhaps some more."""
    yield Mark(Fraction(0), Fraction(0))
    for one in _meant(rule, case):
        yield from (Mark(number, number) for number in _of_rule(one, case))
        if case.year < case.due:
            yield from _of_pace(one, case, pace)
    if isinstance(rule, Change) and rule.new_ones and case.baseline is not None:
        yield from (Mark(number, number) for number in _ends(level_like(case.baseline)))


def _meant(rule: Rule, case: Case) -> tuple[Rule, ...]:
    """The rule, and what it is where new ones are counted: 新增5000个 may be a total."""
    return (rule, total_of(rule, case.better)) if isinstance(rule, Change) and rule.new_ones else (rule,)


def _ends(values: Interval | None) -> list[Fraction]:
    if values is None:
        return []
    return [end for end in (values.low, values.high) if end is not None]


def _of_rule(rule: Rule, case: Case) -> Iterable[Fraction]:
    match rule:
        case Compare() | Reach() | Approx() | Range() | Grade() | Ratio():
            return _ends(accepted(rule, case))
        case EveryYear(level, mean):
            return _of_mean(_ends(accepted(level, case)), case) if mean else _ends(accepted(level, case))
        case Total(level):
            return [own for end in _ends(accepted(level, case)) for own in _owns(end, rule, case)]
        case AnnualChange():
            return _steps(rule, case)
        case Change():
            return _change(rule, case)
        case Multiple(factor, _, since):
            factors = [factor * (1 + slack) for slack in (0, case.tolerance, -case.tolerance)]
            return [end * scale for end in _ends(base_of(since, case)[1]) for scale in factors]
        case Proportional():
            return _proportional(case)
        case Trend():
            return [end for _, values in _known(case, rule.since) for end in _ends(values)]
        case Slowing():
            return _slowing(case)
        case Stable():
            factors = [1 + slack for slack in (Fraction(0), case.tolerance, -case.tolerance)]
            return [end * scale for end in _ends(case.baseline) for scale in factors]
        case External() | NoTarget() | Each():
            return []
    assert_never(rule)


def _of_mean(ends: list[Fraction], case: Case) -> Iterator[Fraction]:
    """What the year must have for the mean of all to be so much."""
    years = range(case.start, min(case.data_year, case.due) + 1)
    others = [case.series[year] for year in years if year in case.series and year != case.data_year]
    for low in {sum((_ends(values)[0] for values in others if _ends(values)), Fraction(0))}:
        yield from (end * len(years) - low for end in ends)


def _owns(total: Fraction, rule: Total, case: Case) -> set[Fraction]:
    """What the year must have for the whole to be so much, each way that the values may be taken."""
    nothing = replace(case, series={**case.series, case.data_year: Interval.point(Fraction(0))})
    sign = 1 if rule.rate is Direction.UP else -1
    found = {total}
    for one in totals(rule, nothing):
        for rest in _ends(one.case.value) if one.added else ():
            factor = Fraction(1) if rule.rate is None else 1 + sign * rest / 100
            found |= {(total - rest) / factor} if factor else set()
    return found


def _known(case: Case, since: int | None) -> list[tuple[int, Interval]]:
    """Every value that one of the year judged may be held against, by its year."""
    return [(year, values) for year, values in known_points(since, case) if year < case.data_year]


def _steps(rule: AnnualChange, case: Case) -> Iterator[Fraction]:
    for year, values in _known(case, rule.since):
        steps = case.data_year - year
        if steps > 0:
            yield from _moved(values, steps, rule.by, rule.direction, rule.bound, case)


def _change(rule: Change, case: Case) -> Iterable[Fraction]:
    if case.cumulative:
        return [total(rule.by, case) * least(rule.bound, case)]
    _, base = base_of(rule.since, case)
    direction = way(rule.direction, case.better)
    if base is None or direction is None:
        return []
    return _moved(base, 1, rule.by, direction, rule.bound, case, rule.direction is None)


def _moved(
    values: Interval,
    steps: int,
    by: Quantity,
    direction: Direction,
    bound: Bound,
    case: Case,
    bracketed: bool = False,
) -> Iterator[Fraction]:
    """Where a value lands that has changed by as much as asked."""
    sign = 1 if direction is Direction.UP else -1
    slack = least(bound, case)
    for need in amounts(by, case, bracketed):
        for end in _ends(values):
            if need.relative is not None:
                yield end * (1 + sign * need.relative * slack) ** steps
            elif need.absolute is not None:
                yield end + sign * need.absolute * slack * steps


def _proportional(case: Case) -> Iterator[Fraction]:
    base, value = case.reference
    for start in _ends(case.baseline):
        for below in _ends(base):
            yield from (start * above / below for above in _ends(value) if below)


def _slowing(case: Case) -> Iterator[Fraction]:
    before = {year: values for year, values in case.history.items() if year < case.baseline_year}
    yield from _ends(case.baseline)
    for year in sorted(before)[:1]:
        ratio = Fraction(case.data_year - case.baseline_year, case.baseline_year - year)
        # start − first, and the start that is added, may be two ends of one range
        starts, firsts = _ends(case.baseline), _ends(before[year])
        yield from (
            start + ratio * (other - first) for start in starts for other in starts for first in firsts
        )


# ── the pace ──


def _of_pace(rule: Rule, case: Case, pace: Pace) -> Iterator[Mark]:
    for _, target in pace.annual:
        yield from (Mark(number, number) for number in _of_rule(target.rule, case))
    elapsed = share_of(case, counted(case))
    if isinstance(rule, Total):
        for one in totals(rule, case):
            for mark in _of_pace(rule.rule, one.case, replace(pace, geometric=False)):
                yield from (Mark(own, own) for own in _owns(mark.low, rule, case))
        return
    for end in goals(rule, case):
        for start in _ends(case.baseline):
            goal = end(start)
            yield Mark(goal, goal)
            for share in (elapsed - pace.band, elapsed + pace.band):
                if not pace.geometric:
                    number = start + share * (goal - start)
                    yield Mark(number, number)
                elif start > 0 and goal > 0:
                    yield powered(start, goal / start, share)


def powered(start: Fraction, whole: Fraction, share: Fraction) -> Mark:
    """start × whole ^ share, both positive: exact where it is rational."""
    degree = share.denominator
    power = start**degree * whole**share.numerator
    parts = [(number, _root(number, degree)) for number in (power.numerator, power.denominator)]
    if all(root**degree == number for number, root in parts):
        number = Fraction(parts[0][1], parts[1][1])
        return Mark(number, number)
    below = _root(power.numerator * _FINE**degree // power.denominator, degree)
    return Mark(Fraction(below, _FINE), Fraction(below + 1, _FINE))


def _root(number: int, degree: int) -> int:
    """The greatest whole number whose power isn't above a number."""
    low, high = 0, 1 << number.bit_length() // degree + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low
