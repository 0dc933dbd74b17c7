"""The values at which a status may change, found from the rule, its inputs and the pace. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.progress import Pace, counted, share_of
from healthplan_cli.kinds.case import ends_of
from healthplan_cli.kinds.change import level_like
from healthplan_cli.model import Rule

_FINE = 10**12


@record(frozen=True, slots=True)
class CandidateMark:
    """A number, exact where `low` equals `high`; an irrational one lies between these, which have twelve decimals."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether the number is known exactly, not only by its two neighbours."""
        return self.low == self.high

    @property
    def middle(self) -> Fraction:
        """The number itself, or for an irrational one a number between its neighbours, printed cut off after twelve decimals."""
        return (self.low + self.high) / 2


def candidates(rule: Rule, case: Case, pace: Pace) -> Iterator[CandidateMark]:
    """Yield every number at which the status can change; some may change nothing."""
    yield CandidateMark(Fraction(0), Fraction(0))
    for one in _meant(rule, case):
        yield from (CandidateMark(number, number) for number in one.turning_points(case))
        if case.year < case.due:
            yield from _of_pace(one, case, pace)
    if rule.new_ones and case.baseline is not None:
        yield from (CandidateMark(number, number) for number in ends_of(level_like(case.baseline)))


def _meant(rule: Rule, case: Case) -> tuple[Rule, ...]:
    """Return the rules that the words may mean: where 新增5000个 may be a total or a level, both."""
    if rule.is_total and rule.as_total(case.better).may_be_level:
        return (rule, rule.level)
    return (rule, rule.as_total(case.better)) if rule.new_ones else (rule,)


# ── the pace ──


def _of_pace(rule: Rule, case: Case, pace: Pace) -> Iterator[CandidateMark]:
    for _, target in pace.annual:
        yield from (CandidateMark(number, number) for number in target.rule.turning_points(case))
    elapsed = share_of(pace.way(rule, case)[0], counted(case))
    if rule.is_total:
        total = rule.as_total(case.better)
        for one in total.ways(case):
            for mark in _of_pace(rule.level, one.case, replace(pace, geometric=False)):
                yield from (CandidateMark(own, own) for own in total.shares(mark.low, case))
        return
    begun, ends = pace.way(rule, case)
    for end in ends:
        for start in ends_of(begun.baseline):
            goal = end(start)
            yield CandidateMark(goal, goal)
            for share in (elapsed - pace.band, elapsed + pace.band):
                if not pace.geometric:
                    number = start + share * (goal - start)
                    yield CandidateMark(number, number)
                elif start > 0 and goal > 0:
                    yield powered(start, goal / start, share)


def powered(start: Fraction, whole: Fraction, share: Fraction) -> CandidateMark:
    """Return start × whole ^ share (both positive): exact where that is rational, else by its two neighbours."""
    degree = share.denominator
    power = start**degree * whole**share.numerator
    parts = [(number, _root(number, degree)) for number in (power.numerator, power.denominator)]
    if all(root**degree == number for number, root in parts):
        number = Fraction(parts[0][1], parts[1][1])
        return CandidateMark(number, number)
    below = _root(power.numerator * _FINE**degree // power.denominator, degree)
    return CandidateMark(Fraction(below, _FINE), Fraction(below + 1, _FINE))


def _root(number: int, degree: int) -> int:
    """Return the greatest whole number whose power `degree` is at most `number`."""
    low, high = 0, 1 << number.bit_length() // degree + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low
