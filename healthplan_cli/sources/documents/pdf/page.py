"""What is printed on a page of a PDF: characters and rules, each with its place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import record

_STRAIGHT = 1.0  # points by which a rule may be off the straight
_THIN = 3.0  # points: a filled area this thin is a rule

Point = tuple[float, float]


@record(frozen=True, slots=True)
class Char:
    """A character: from where to where it goes, in points from the page's left; the height of the line that it stands on, from
    above; its size.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def middle(self) -> Point:
        """The point in its middle."""
        return (self.x0 + self.x1) / 2, self.base - self.size * 0.38


@record(frozen=True, slots=True)
class RulingLine:
    """A straight line, across (`at` is its height) or down (`at` is how far right), from `start` to `end`."""

    across: bool
    at: float
    start: float
    end: float


@record(frozen=True, slots=True)
class Page:
    """A page, turned so that its text is upright; `pictured` is how much of it pictures cover, from 0 to 1."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[RulingLine, ...]
    pictured: float = 0.0


def strokes(points: Sequence[Point]) -> list[RulingLine]:
    """Return the rules among the straight lines from point to point."""
    found = []
    for (xa, ya), (xb, yb) in itertools.pairwise(points):
        if abs(ya - yb) <= _STRAIGHT < abs(xa - xb):
            found.append(RulingLine(True, (ya + yb) / 2, min(xa, xb), max(xa, xb)))
        elif abs(xa - xb) <= _STRAIGHT < abs(ya - yb):
            found.append(RulingLine(False, (xa + xb) / 2, min(ya, yb), max(ya, yb)))
    return found


def bars(points: Sequence[Point]) -> list[RulingLine]:
    """Return the rule that a thin filled area is, if it is one."""
    across, down = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(across), max(across), min(down), max(down)
    if y1 - y0 <= _THIN and x1 - x0 > y1 - y0:
        return [RulingLine(True, (y0 + y1) / 2, x0, x1)]
    if x1 - x0 <= _THIN and y1 - y0 > x1 - x0:
        return [RulingLine(False, (x0 + x1) / 2, y0, y1)]
    return []
