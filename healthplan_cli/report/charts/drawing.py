"""The geometry of an indicator's path over the years. Pure; no markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.figures import figure
from healthplan_cli.model import Interval
from healthplan_cli.report.charts.rooms import Box, Room, Rooms, Segment, extent
from healthplan_cli.report.charts.scale import round_numbers

WIDTH, HEIGHT = 340, 212  # about the pixels of a phone, so that letters keep their size there
AXIS, YEARS = HEIGHT - 32, HEIGHT - 14  # where the years' axis is, and their figures
_RIGHT, _TOP, _BOTTOM = WIDTH - 40, 30, AXIS - 22  # of the points; labels may stand outside
_SMALL = Fraction(9, 10)  # how much smaller an axis's numbers are than labels
_HATCH = 40  # tenths of a pixel between the strokes of the band


@record(frozen=True, slots=True)
class Point:
    """A number of a year, which may be a range, with its words; `kind`: baseline, value or target.

    `about`: for a number with 左右, the range that counts as it.
    """

    year: int
    values: Interval
    text: str
    kind: str
    about: tuple[Fraction, Fraction] | None = None

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """The ends of its range; one where the other is open."""
        return tuple(dict.fromkeys(end for end in (self.values.low, self.values.high) if end is not None))

    @property
    def exact(self) -> Fraction | None:
        """The number; None for a range, and for a number with 左右."""
        return self.values.value if self.about is None else None

    @property
    def reach(self) -> tuple[Fraction, ...]:
        """All numbers that its mark extends over."""
        return (*self.ends, *(self.about or ()))

    @property
    def said(self) -> str:
        """The point in words, for readers who don't see the chart."""
        return tr("{year} 年 {text}", year=self.year, text=self.text)


@record(frozen=True, slots=True)
class Path:
    """The contents of a path's chart: points, the number that each year asks for, the numbers that are on track (year, low, high)."""

    title: str
    years: range
    points: tuple[Point, ...]
    asked: tuple[tuple[int, Fraction], ...] = ()
    zone: tuple[tuple[int, Fraction, Fraction], ...] = ()


@record(frozen=True, slots=True)
class Label:
    """A text with a position, as SVG writes it; `leader` is the line from its point, `box` its extent in tenths of a pixel."""

    x: str
    y: str
    text: str
    kind: str
    leader: tuple[str, str, str, str] | None = None
    box: Box | None = None


@record(frozen=True, slots=True)
class PointMark:
    """A point of the chart; of a range, `end` is the y of the other end; of a number with 左右, `about` has the two y
    between which a value counts as it.
    """

    x: str
    y: str
    kind: str
    said: str
    end: str | None = None
    about: tuple[str, str] | None = None


@record(frozen=True, slots=True)
class Drawing:
    """A path as a chart: `line`, `values` and `zone` are points as SVG writes them, empty where there are none.

    `hatch` are the strokes within the zone, `ticks` the axis's numbers, `side` the axis's x. `left_out` names the
    points without room for a label.
    """

    title: str
    described: str
    years: tuple[Label, ...]
    ticks: tuple[Label, ...]
    side: str
    line: str
    values: str
    zone: str
    hatch: str
    level: str | None
    marks: tuple[PointMark, ...]
    labels: tuple[Label, ...]
    left_out: tuple[str, ...]


# ── the path ──

_Place = tuple[int, int]


def drawn(path: Path) -> Drawing:
    """Return the chart of a path, which must have at least one number."""
    plane = _Plane(path)
    goal = [point for point in path.points if point.kind == "target"]
    asked, values = plane.line(path.asked), plane.line(_values(path))
    there, back = _edges(plane, path)
    level = plane.y(goal[0].ends[0]) if goal and goal[0].values.value is not None else None
    found = list(_rooms(plane, path, level, (asked, values, there, back)))
    by_year = sorted(path.points, key=lambda point: point.year)
    return Drawing(
        path.title,
        tr("；").join(point.said for point in by_year),
        tuple(_label(plane.x(year), YEARS * 10, str(year), "year") for year in plane.named_years),
        tuple(plane.ticks()),
        _px(plane.side),
        _written(asked),
        _written(values),
        _written([*there, *reversed(back)]),
        _hatch(there, back),
        None if level is None else _px(level),
        tuple(map(plane.mark, path.points)),
        tuple(_label(room.middle, room.foot, point.text, point.kind, room) for point, room in found if room),
        tuple(point.said for point in by_year if (point, None) in found),
    )


def _whole(number: Fraction) -> int:
    """Return the nearest whole number, a half upwards."""
    return (number.numerator * 2 + number.denominator) // (number.denominator * 2)


def _px(tenths: int) -> str:
    whole, tenth = divmod(abs(tenths), 10)
    return f"{'-' * (tenths < 0)}{whole}{f'.{tenth}' if tenth else ''}"


def _written(places: Iterable[_Place]) -> str:
    return " ".join(f"{_px(x)},{_px(y)}" for x, y in places)


def _label(x: int, y: int, text: str, kind: str, room: Room | None = None) -> Label:
    line = room.leader if room else None
    leader = (_px(line.x1), _px(line.y1), _px(line.x2), _px(line.y2)) if line else None
    return Label(_px(x), _px(y), text, kind, leader, room.box if room else None)


def _values(path: Path) -> list[tuple[int, Fraction]]:
    """Return the (year, number) of baseline and values that are exact, for the line through them."""
    made = [point for point in path.points if point.kind != "target"]
    return [(point.year, point.exact) for point in made if point.exact is not None]


def _edges(plane: _Plane, path: Path) -> tuple[list[_Place], list[_Place]]:
    """Return the lower and the upper edge of the band over the years, within the chart."""
    if len(path.zone) < 2:
        return [], []
    lows = plane.line((year, low) for year, low, _ in path.zone)
    highs = plane.line((year, high) for year, _, high in path.zone)
    there, back = ([(x, min(max(y, 100), AXIS * 10 - 20)) for x, y in edge] for edge in (lows, highs))
    return there, back


def _hatch(there: Sequence[_Place], back: Sequence[_Place]) -> str:
    """Return strokes that distinguish the band from a plain area without colour."""
    strokes = []
    for (x1, low1), (x2, low2), (_, high1), (_, high2) in zip(there, there[1:], back, back[1:], strict=False):
        for x in range(-(-x1 // _HATCH) * _HATCH, x2, _HATCH):
            low = low1 + (low2 - low1) * (x - x1) // (x2 - x1)
            high = high1 + (high2 - high1) * (x - x1) // (x2 - x1)
            strokes.append(f"M{_px(x)} {_px(low)}V{_px(high)}")
    return "".join(strokes)


# ── the labels ──


def _rooms(
    plane: _Plane, path: Path, level: int | None, lines_of: Sequence[Sequence[_Place]]
) -> Iterable[tuple[Point, Room | None]]:
    """Yield each point with the place of its label: near its dot, or connected by a line; None where there is no room."""
    asked, values, there, back = lines_of
    spans = [(plane.x(point.year), [plane.y(end) for end in point.reach]) for point in path.points]
    walls = [*_segments(values), *(Segment(x, min(ys), x, max(ys)) for x, ys in spans if len(ys) > 1)]
    lines = [*_segments(asked), *_segments(there), *_segments(back)]
    lines += [Segment(*there[at], *back[at]) for at in (0, -1) if there]
    lines += [Segment(plane.side, level, WIDTH * 10, level)] if level is not None else []
    areas = [
        (one, two, four, three)
        for one, two, three, four in zip(there, there[1:], back, back[1:], strict=False)
    ]
    dots = [(x, y) for x, ys in spans for y in ys]
    frame = Box(plane.side + 20, WIDTH * 10 - 10, 10, AXIS * 10 - 20)
    rooms = Rooms(frame, dots, walls, lines, areas)
    for point in _ranked(path.points):
        x, y = plane.x(point.year), plane.y(point.ends[0])
        yield point, rooms.find(x, y, point.text, point.kind == "baseline" and plane.rising)


def _segments(places: Sequence[_Place]) -> list[Segment]:
    return [Segment(*one, *other) for one, other in pairwise(places)]


def _ranked(points: Sequence[Point]) -> list[Point]:
    """Return the points in the order in which labels are placed: target, latest value, baseline, then the others."""
    values = sorted((point for point in points if point.kind == "value"), key=lambda point: -point.year)
    ends = [point for kind in ("baseline", "target") for point in points if point.kind == kind]
    return [*ends[::-1][:1], *values[:1], *ends[::-1][1:], *values[1:]]


def _rising(points: Sequence[Point]) -> bool:
    """Return whether the path first rises: to the first reported value, else to the target."""
    start, *others = sorted(
        points, key=lambda point: (point.kind != "baseline", point.kind != "value", point.year)
    )
    return bool(others) and others[0].ends[0] > start.ends[0]


class _Plane:
    """The coordinates of years and numbers, in whole tenths of a pixel."""

    def __init__(self, path: Path) -> None:
        numbers = [end for point in path.points for end in point.reach]
        numbers += [number for _, number in path.asked]
        self.low, high = min(numbers), max(numbers)
        self.span = high - self.low
        self.years = path.years
        self.rising = _rising(path.points)
        self.round = round_numbers(self.low, high)
        widest = max(extent(figure(number)) for number in self.round)
        self.side = _whole(widest * _SMALL) + 90
        self.left = self.side + 220

    @property
    def named_years(self) -> list[int]:
        """The years written below the chart: every one, or every second, third …, so that they don't touch."""
        every = len(self.years) // 8 + 1
        return [year for year in self.years if (self.years[-1] - year) % every == 0]

    def x(self, year: int) -> int:
        """Return the x of a year."""
        gone = Fraction(year - self.years[0], len(self.years) - 1) if len(self.years) > 1 else Fraction(1, 2)
        return _whole(self.left + gone * (_RIGHT * 10 - self.left))

    def y(self, number: Fraction) -> int:
        """Return the y of a number."""
        share = (number - self.low) / self.span if self.span else Fraction(1, 2)
        return _whole((_BOTTOM - share * (_BOTTOM - _TOP)) * 10)

    def line(self, points: Iterable[tuple[int, Fraction]]) -> list[_Place]:
        """Return the coordinates of a line in the order of years; empty for a single point."""
        places = [(self.x(year), self.y(number)) for year, number in sorted(points)]
        return places if len(places) > 1 else []

    def ticks(self) -> Iterable[Label]:
        """Yield the labels of the axis's numbers, left of the axis."""
        for number in self.round:
            text = figure(number)
            yield _label(self.side - 60, self.y(number), text, "tick")

    def mark(self, point: Point) -> PointMark:
        """Return the mark of a point."""
        ends = point.ends
        other = _px(self.y(ends[-1])) if len(ends) > 1 else None
        inexact = point.exact is None and point.kind != "target" and not other
        kind = f"{point.kind} open" if inexact else point.kind
        about = (_px(self.y(point.about[0])), _px(self.y(point.about[1]))) if point.about else None
        return PointMark(_px(self.x(point.year)), _px(self.y(ends[0])), kind, point.said, other, about)
