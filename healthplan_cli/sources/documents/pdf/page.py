"""The printed content of a PDF page: characters and ruling lines with their positions in points."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import record

_STRAIGHT = 1.0  # points by which a rule may be off the straight
_THIN = 3.0  # points: a filled area this thin is a rule

Point = tuple[float, float]


@record(frozen=True, slots=True)
class Char:
    """A character: its left and right end, its baseline's distance from the page's top, and its font size, in points."""

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def middle(self) -> Point:
        """The middle of the character, as (x, y)."""
        return (self.x0 + self.x1) / 2, self.base - self.size * 0.38


@record(frozen=True, slots=True)
class RulingLine:
    """A straight line from `start` to `end`: horizontal (`across`) at height `at`, or vertical at distance `at` from the left."""

    across: bool
    at: float
    start: float
    end: float


@record(frozen=True, slots=True)
class Page:
    """A page turned so that its text is upright; `pictured` is the share of it that pictures cover, from 0 to 1."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[RulingLine, ...]
    pictured: float = 0.0


def strokes(points: Sequence[Point]) -> list[RulingLine]:
    """Return the horizontal and vertical lines among those from point to point."""
    found = []
    for (xa, ya), (xb, yb) in itertools.pairwise(points):
        if abs(ya - yb) <= _STRAIGHT < abs(xa - xb):
            found.append(RulingLine(True, (ya + yb) / 2, min(xa, xb), max(xa, xb)))
        elif abs(xa - xb) <= _STRAIGHT < abs(ya - yb):
            found.append(RulingLine(False, (xa + xb) / 2, min(ya, yb), max(ya, yb)))
    return found


def bars(points: Sequence[Point]) -> list[RulingLine]:
    """Return a thin filled area as the ruling line that it is, in a list; empty for another area."""
    across, down = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(across), max(across), min(down), max(down)
    if y1 - y0 <= _THIN and x1 - x0 > y1 - y0:
        return [RulingLine(True, (y0 + y1) / 2, x0, x1)]
    if x1 - x0 <= _THIN and y1 - y0 > x1 - x0:
        return [RulingLine(False, (x0 + x1) / 2, y0, y1)]
    return []
