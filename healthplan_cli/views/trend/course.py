"""A row's statuses and values over the years: whether its verdict changed sides, and the mean change per year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.model import Actual, Observation, Result, Status

PASSING = (Status.MET, Status.AHEAD, Status.ON_TRACK)


@record(frozen=True, slots=True)
class Year:
    """The result of a row in one year; None where the plan didn't have the row in that year."""

    year: int
    result: Result | None

    @property
    def status(self) -> Status:
        return self.result.status if self.result else Status.UNKNOWN

    @property
    def actual(self) -> Actual | None:
        """The value reported for exactly this year, not one carried from an older year nor the due year's; None without one."""
        if self.result is None or self.result.components:
            return None
        own = self.result.later or self.result.actual
        return own if own is not None and own.year == self.year else None

    @property
    def own(self) -> Result | None:
        """The result with the year's own value in place of the value that decided it."""
        actual = self.actual
        if self.result is None or actual is None or actual is self.result.actual:
            return self.result
        return replace(self.result, actual=actual, value=actual.reading.values)

    @property
    def value(self) -> Fraction | None:
        """The year's value in the indicator's unit; None unless it is one number, and an actual value of the whole year."""
        judged = self.actual is not None and self.actual.observation is Observation.ACTUAL
        values = self.actual.reading.values if self.actual and judged else None
        return values.value if values else None


@record(frozen=True, slots=True)
class Turn:
    """The year from which the verdict is known to be on the other side; `better`: on the side of met, ahead and on track."""

    year: int
    better: bool


@record(frozen=True, slots=True)
class Course:
    """The years with a known status, and the turns between them; `stable`: no turn (None: fewer than two such years)."""

    known: tuple[tuple[int, Status], ...]
    turns: tuple[Turn, ...]

    @property
    def stable(self) -> bool | None:
        return not self.turns if len(self.known) > 1 else None


@record(frozen=True, slots=True)
class AverageChange:
    """The mean change per year between two years, in the indicator's unit."""

    per_year: Fraction
    since: int
    until: int


def course_of(years: Sequence[Year]) -> Course:
    """Return the years with a known status and the turns between consecutive ones, however far apart."""
    known = tuple((item.year, item.status) for item in years if item.status is not Status.UNKNOWN)
    turns = tuple(
        Turn(year, after in PASSING)
        for (_, before), (year, after) in pairwise(known)
        if (before in PASSING) != (after in PASSING)
    )
    return Course(known, turns)


def change_of(points: Mapping[int, Fraction]) -> AverageChange | None:
    """Return the mean change per year: (last − first) / (years between); None for fewer than two points."""
    if len(points) < 2:
        return None
    first, last = min(points), max(points)
    return AverageChange((points[last] - points[first]) / (last - first), first, last)
