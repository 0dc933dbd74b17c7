"""What a change asked of each year comes to over the whole time: shown beside its steps, and judged where a spec says so."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.kinds.amounts import Amount, asked, stepped
from healthplan_cli.kinds.case import Case
from healthplan_cli.record import record
from healthplan_cli.values import Bound, Direction


@record(frozen=True, slots=True)
class WholeChange:
    """A change from an exact start, of one amount each year."""

    direction: Direction
    bound: Bound
    start: Fraction
    since: int
    need: Amount

    def at(self, year: int) -> Fraction:
        """Where the value is in a year if each year just makes the change."""
        return stepped(self.start, self.need, self.direction, year - self.since)

    def distance(self, value: Fraction, case: Case) -> Fraction:
        """How far a value is beyond what the due year asks; negative where it falls short."""
        limits = asked(self.direction, self.bound, self.start, self.need, case.due - self.since, case)
        if limits.low is not None:
            return value - limits.low
        assert limits.high is not None, "a half line has an end"
        return limits.high - value
