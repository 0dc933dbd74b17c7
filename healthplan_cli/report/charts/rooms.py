"""The places of labels in a chart: boxes, lines and dots, and the nearest place that overlaps none of them. Pure.

All coordinates are whole tenths of a pixel, so that overlapping is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.fast_dataclass import record

_NARROW = frozenset("0123456789.,-/()*:; '!")
_DIGIT, _WIDE, _ABOVE, _BELOW = 78, 128, 108, 32  # of letters of 12.5 px, in any of the page's fonts
RADIUS = 65  # of a dot with its edge
_GAP, _AIR = 25, 15  # between a label and its dot, and any line
_FAR = 60  # a label farther from its dot than this is led to by a line
_REACH = 900  # of a leader line


@record(frozen=True, slots=True)
class Box:
    """A rectangle, its edges included."""

    left: int
    right: int
    top: int
    bottom: int

    def grown(self, by: int) -> Box:
        """Return the box enlarged by so much on each side."""
        return Box(self.left - by, self.right + by, self.top - by, self.bottom + by)

    def meets(self, other: Box) -> bool:
        """Return whether two boxes overlap."""
        beside = self.left >= other.right or other.left >= self.right
        return not (beside or self.top >= other.bottom or other.top >= self.bottom)

    def nearest(self, x: int, y: int) -> tuple[int, int]:
        """Return the point of the box that is nearest to a place."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@record(frozen=True, slots=True)
class Segment:
    """A straight line from one place to another."""

    x1: int
    y1: int
    x2: int
    y2: int

    def meets(self, box: Box) -> bool:
        """Return whether the line enters a box: their extents overlap, and the corners aren't all on one side of it."""
        if max(self.x1, self.x2) < box.left or min(self.x1, self.x2) > box.right:
            return False
        if max(self.y1, self.y2) < box.top or min(self.y1, self.y2) > box.bottom:
            return False
        sides = [self.side(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        return min(sides) <= 0 <= max(sides)

    def crosses(self, other: Segment) -> bool:
        """Return whether two lines cross or touch."""
        if not self.meets(_extent(other)):
            return False
        mine = self.side(other.x1, other.y1), self.side(other.x2, other.y2)
        its = other.side(self.x1, self.y1), other.side(self.x2, self.y2)
        return min(mine) <= 0 <= max(mine) and min(its) <= 0 <= max(its)

    def side(self, x: int, y: int) -> int:
        """Return a number whose sign tells on which side of the line a place is; 0 on it."""
        return (self.x2 - self.x1) * (y - self.y1) - (self.y2 - self.y1) * (x - self.x1)


def _extent(line: Segment) -> Box:
    across, down = sorted((line.x1, line.x2)), sorted((line.y1, line.y2))
    return Box(across[0], across[1], down[0], down[1])


@record(frozen=True, slots=True)
class Room:
    """The place of a label, and the line that connects it where it isn't at its dot."""

    box: Box
    leader: Segment | None = None

    @property
    def middle(self) -> int:
        """The x of its text's centre."""
        return (self.box.left + self.box.right) // 2

    @property
    def foot(self) -> int:
        """The y of its text's baseline."""
        return self.box.bottom - _BELOW


def extent(text: str) -> int:
    """Return the greatest width that a text may have when drawn."""
    return sum(_DIGIT if char in _NARROW else _WIDE for char in text)


class Rooms:
    """The places of a chart still free for labels, within a frame and besides its lines, areas and dots.

    `lines` may be crossed by a leader line, `walls` (and labels, dots) may not. An area is the corners of a convex
    outline.
    """

    def __init__(
        self,
        frame: Box,
        dots: Sequence[tuple[int, int]],
        walls: Sequence[Segment],
        lines: Sequence[Segment] = (),
        areas: Sequence[Sequence[tuple[int, int]]] = (),
        boxes: Sequence[Box] = (),
    ) -> None:
        self.frame = frame
        self.dots = [Box(x - RADIUS, x + RADIUS, y - RADIUS, y + RADIUS) for x, y in dots]
        self.walls, self.lines, self.areas = list(walls), list(lines), areas
        self.boxes = list(boxes)

    def find(self, x: int, y: int, text: str, under: bool = False) -> Room | None:
        """Take the best free place for the label of a dot (`under`: preferably below it); None where none is near."""
        for box in _places(x, y, extent(text), under):
            if not self._free(box):
                continue
            room = self._led(x, y, box)
            if room is not None:
                self.boxes.append(box)
                self.walls += [room.leader] if room.leader else []
                return room
        return None

    def _free(self, box: Box) -> bool:
        frame, air = self.frame, box.grown(_AIR)
        if (
            box.left < frame.left
            or box.right > frame.right
            or box.top < frame.top
            or box.bottom > frame.bottom
        ):
            return False
        if any(box.meets(other) for other in (*self.dots, *self.boxes)):
            return False
        if any(line.meets(air) for line in (*self.walls, *self.lines)):
            return False
        return not any(_inside(area, box.left, box.top) for area in self.areas)

    def _led(self, x: int, y: int, box: Box) -> Room | None:
        """Return a free box with its leader line, where it needs one; None where that line would cross something."""
        end = box.nearest(x, y)
        across, down = end[0] - x, end[1] - y
        far = max(abs(across), abs(down))
        if far <= RADIUS + _FAR:
            return Room(box)
        start = x + across * RADIUS // far, y + down * RADIUS // far
        leader = Segment(*start, *end)
        own = Box(x - RADIUS, x + RADIUS, y - RADIUS, y + RADIUS)
        blocked = any(leader.meets(other) for other in (*self.dots, *self.boxes) if other != own)
        blocked = blocked or any(leader.crosses(wall) for wall in self.walls)
        return None if blocked else Room(box, leader)


def _places(x: int, y: int, size: int, under: bool) -> Iterator[Box]:
    """Yield places around a dot, best first: near it, centred on it, above it (below it where `under`)."""
    tall, half = _ABOVE + _BELOW, size // 2
    near = RADIUS + _GAP
    found = []
    for down in range(-_REACH, _REACH + 1, 30):
        top = y + down - tall // 2
        lift = max(abs(down) - tall // 2 - near, 0)
        beside = abs(down) < tall // 2 + near
        for across in sorted(
            {0, half // 2, half - 60, half, half + near, half + near + 120, half + near + 300}
        ):
            if beside and across < half + near:
                continue
            for middle in {x - across, x + across}:
                away = max(across - half - near, 0)
                cost = 3 * lift + 3 * away + across // 2 + (40 if (down > 0) != under and down else 0)
                cost += 160 if max(lift, away) > _FAR else 0
                found.append((cost, down, middle, top))
    found.sort()
    for _, _, middle, top in found:
        yield Box(middle - half, middle + half, top, top + tall)


def _inside(outline: Sequence[tuple[int, int]], x: int, y: int) -> bool:
    """Return whether a place is within a convex outline."""
    ends = zip(outline, (*outline[1:], outline[0]), strict=True)
    sides = [Segment(*one, *other).side(x, y) for one, other in ends]
    return min(sides) >= 0 or max(sides) <= 0
