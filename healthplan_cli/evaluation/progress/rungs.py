"""Progress against time elapsed → the statuses that the numbers allow, called rungs: behind < on track < ahead
(docs/semantics.md, section 5). Pure.
Progress is monotonic in the value and in the baseline, so a range has its least and greatest progress at its ends,
and the two rungs there are all. An open end is approached, not reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.kinds.comparisons import Comparison, Operand
from healthplan_cli.kinds.comparisons import number as given
from healthplan_cli.model import Interval, Outcome, Status

Goal = Callable[[Fraction], Fraction]
_UPWARDS = (Status.BEHIND, Status.ON_TRACK, Status.AHEAD)


class NotPositive(Exception):
    """Raised where a constant rate would begin or end at a number that isn't positive."""


class Overshot(Exception):
    """Raised for a value beyond the far end of a target with two ends."""


@record(frozen=True, slots=True)
class RungLadder:
    """The limits between the rungs: progress E − δ begins on track, E + δ ahead; `geometric`: at a constant rate."""

    elapsed: Fraction
    band: Fraction
    geometric: bool = False

    def rung(self, reached: Callable[[Fraction], bool]) -> Status:
        """Return the highest rung reached; `reached` answers for a share of the way, E + δ or E − δ."""
        if reached(self.elapsed + self.band):
            return Status.AHEAD
        return Status.ON_TRACK if reached(self.elapsed - self.band) else Status.BEHIND

    def comparisons(self, made: Interval) -> Iterator[Comparison]:
        """Yield the comparisons of progress, in per cent, with E + δ and then E − δ, ending at the one that all of it
        reaches.
        E + δ is left out where no progress reaches even E − δ.
        """
        elapsed, band, reached = self.elapsed * 100, self.band * 100, Operand(made.scaled(Fraction(100)))
        far_below = made.high is not None and made.high < self.elapsed - self.band
        upper, lower = given(elapsed).plus(given(band)), given(elapsed).minus(given(band))
        for edge in (lower,) if far_below else (upper, lower):
            line = Comparison(reached, Interval(low=edge.values.value), edge, is_ratio=True)
            yield line
            if line.verdict.outcome is Outcome.MET:
                return


def rungs(value: Interval, baseline: Interval, end: Goal, ladder: RungLadder) -> frozenset[Status]:
    """Return the lowest and the highest rung of a value that doesn't meet the target.

    Empty where the ranges leave every rung open. Raise NotPositive and Overshot.
    """
    start = baseline.value
    if start is not None and end(start) == start:
        return frozenset((Status.BEHIND,))  # >25 from 25: no way to go, and not a step made
    if ladder.geometric and not _positive(baseline, end):
        if start is not None:
            raise NotPositive
        return frozenset()
    starts, others = _starts(value, baseline, end, ladder)
    found = [pair for one, is_open in starts for pair in _at_start(value, one, is_open, end(one), ladder)]
    found += [(status, status) for status in others]
    if not starts:
        return frozenset()
    lowest = min((low for low, _ in found), key=_UPWARDS.index)
    highest = max((high for _, high in found), key=_UPWARDS.index)
    return frozenset((lowest, highest))


def _positive(baseline: Interval, end: Goal) -> bool:
    ends = (baseline.low, baseline.high)
    return all(start is not None and start > 0 and end(start) > 0 for start in ends)


def _starts(
    value: Interval, baseline: Interval, end: Goal, ladder: RungLadder
) -> tuple[list[tuple[Fraction, bool]], list[Status]]:
    """Return the ends of the baseline that fall short of the target, each with whether it is open; and the rungs of
    the rest of the baseline.
    From a baseline that meets the target, or all but meets it, the value is behind: it should have been kept. No ends
    where the rest can't be said.
    """
    ends = [(baseline.low, baseline.low_open), (baseline.high, baseline.high_open)]
    known = [(start, is_open) for start, is_open in ends if start is not None]
    if not known:
        return [], []
    ways = {(end(start) > start) - (end(start) < start) for start, _ in known}  # up 1, down -1, none 0
    goal = end(known[0][0])
    fixed = goal == end(known[0][0] + 1)
    if len(ways) > 1 and not fixed:
        return [], []
    if baseline.value is None and ladder.geometric and not fixed:
        return [], []
    if len(known) == 2 and ways in ({1}, {-1}):
        return known, []
    if not fixed:
        return (known, [Status.BEHIND]) if ladder.elapsed > ladder.band else ([], [])
    upward = value.high is not None and value.high <= goal
    if upward is (value.low is not None and value.low >= goal):
        return [], []
    short = [(start, is_open) for start, is_open in known if (start < goal if upward else start > goal)]
    far, near = (baseline.low, baseline.high) if upward else (baseline.high, baseline.low)
    rest = [] if near in [start for start, _ in short] else [Status.BEHIND]
    if far is None:
        rest.append(ladder.rung(lambda share: share < 1))  # from endlessly far off, all but there
    return short, rest


def _at_start(
    value: Interval, start: Fraction, is_open: bool, goal: Fraction, ladder: RungLadder
) -> list[tuple[Status, Status]]:
    """Return two rungs for each end of the value, with progress counted from `start`: the rung of the end itself, and
    the highest one of numbers next to it (another one only where the end is open).
    Raise Overshot for a value beyond the target.
    """
    upward = goal > start
    found = []
    for number, number_open, far in (
        (value.low, value.low_open, not upward),
        (value.high, value.high_open, upward),
    ):
        if number is None:
            status = Status.AHEAD if far else Status.BEHIND
            found.append((status, status))
            continue
        if number > goal if upward else number < goal:
            raise Overshot
        approached = number_open or (is_open and number != goal)
        found.append(
            (
                ladder.rung(has_come(number, start, goal, ladder.geometric)),
                ladder.rung(has_come(number, start, goal, ladder.geometric, passed=approached)),
            )
        )
    return found


def progress_made(value: Interval, baseline: Interval, end: Goal) -> Interval | None:
    """Return P, every progress (share of the way from baseline to target) that the values may have.

    None where an end of the baseline isn't known or is the target itself.
    """
    if baseline.low is None or baseline.high is None:
        return None
    found: list[Interval] = []
    for start in {baseline.low, baseline.high}:
        whole = end(start) - start
        if whole == 0:
            return None
        way = value.minus(Interval.point(start))
        turned = way if whole > 0 else Interval.point(Fraction(0)).minus(way)
        found.append(turned.scaled(1 / abs(whole)))
    lows, highs = ([getattr(one, side) for one in found] for side in ("low", "high"))
    return Interval(None if None in lows else min(lows), None if None in highs else max(highs))


def has_come(
    number: Fraction, start: Fraction, goal: Fraction, geometric: bool, passed: bool = False
) -> Callable[[Fraction], bool]:
    """Return a function that tells whether a number has come a share of the way from start to goal, or has `passed`
    that point.
    For a constant rate it compares whole powers, without roots.
    """
    upward = goal > start

    def reached(share: Fraction) -> bool:
        if geometric:
            if number <= 0:
                return not upward
            made, asked = (number / start) ** share.denominator, (goal / start) ** share.numerator
        else:
            made, asked = number - start, share * (goal - start)
        if made == asked:
            return not passed
        return (made > asked) is upward

    return reached
