"""The total by the due year of a change that is asked of each year."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.kinds.amounts import Amount, asked, stepped
from healthplan_cli.kinds.case import Case
from healthplan_cli.values import Bound, Direction, Interval


@record(frozen=True, slots=True)
class WholeChange:
    """The total change from an exact start by yearly changes: shown beside the steps, judged where the spec says `judge_by: total`."""

    direction: Direction
    bound: Bound
    start: Fraction
    since: int
    need: Amount

    def at(self, year: int) -> Fraction:
        """Return the value of a year if exactly the change asked for is made each year."""
        return stepped(self.start, self.need, self.direction, year - self.since)

    def asked_when_due(self, case: Case) -> Interval:
        """Return the values (a half line) that the due year asks for."""
        return asked(self.direction, self.bound, self.start, self.need, case.due - self.since, case)

    def distance(self, value: Fraction, case: Case) -> Fraction:
        """Return how far a value exceeds what the due year asks for, in the indicator's unit; negative where it falls short."""
        limits = self.asked_when_due(case)
        end = limits.high if limits.low is None else limits.low
        assert end is not None, "a half line has an end"
        return end - value if limits.low is None else value - end
