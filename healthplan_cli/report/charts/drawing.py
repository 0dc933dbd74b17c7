"""The geometry of a picture: an indicator's path over the years. Pure; no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.text_width import width
from healthplan_cli.model import Interval

WIDTH, HEIGHT = 380, 196  # about the pixels of a phone, so that letters keep their size there
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 340, 32, 142  # of the points; labels may stand outside
_COLUMN, _LINE = Fraction(33, 5), 15  # what one column and one line of a label take


@record(frozen=True, slots=True)
class Point:
    """A number of a year, which may be a range, with the words beside it; `kind`: baseline, value or target."""

    year: int
    values: Interval
    text: str
    kind: str

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """The numbers that it is between; one of them where the other end is open."""
        return tuple(dict.fromkeys(end for end in (self.values.low, self.values.high) if end is not None))

    @property
    def said(self) -> str:
        """The point in words, for those who don't see it."""
        return tr("{year} 年 {text}", year=self.year, text=self.text)


@record(frozen=True, slots=True)
class Path:
    """What a picture shows: points, the number that each year asks for, the numbers on track in it (low, high)."""

    title: str
    years: range
    points: tuple[Point, ...]
    asked: tuple[tuple[int, Fraction], ...] = ()
    zone: tuple[tuple[int, Fraction, Fraction], ...] = ()


@record(frozen=True, slots=True)
class Label:
    """A text centred on a place, as SVG writes it."""

    x: str
    y: str
    text: str
    kind: str = "year"


@record(frozen=True, slots=True)
class PointMark:
    """A point of the picture; `end` is the y that a range extends to."""

    x: str
    y: str
    kind: str
    said: str
    end: str | None = None


@record(frozen=True, slots=True)
class Drawing:
    """A path as a picture: `line`, `values` and `zone` are points as SVG writes them, empty where there are none."""

    title: str
    described: str
    years: tuple[Label, ...]
    line: str
    values: str
    zone: str
    level: str | None
    marks: tuple[PointMark, ...]
    labels: tuple[Label, ...]


# ── the path ──


def _at(number: Fraction | int) -> str:
    return decimal_text(Fraction(number), 1)


def drawn(path: Path) -> Drawing:
    """Return the picture of a path with at least one number."""
    plane = _Plane(path)
    goal = [point for point in path.points if point.kind == "target"]
    said = tr("；").join(point.said for point in sorted(path.points, key=lambda point: point.year))
    return Drawing(
        path.title,
        said,
        tuple(Label(_at(plane.x(year)), _at(HEIGHT - 12), str(year)) for year in plane.named_years),
        plane.line(path.asked),
        plane.line(
            (point.year, end) for point in path.points if point.kind != "target" for end in _exact(point)
        ),
        plane.zone(path.zone),
        _at(plane.y(goal[0].ends[0])) if goal else None,
        tuple(map(plane.mark, path.points)),
        tuple(plane.labels(_ranked(path.points))),
    )


def _exact(point: Point) -> tuple[Fraction, ...]:
    return point.ends if point.values.value is not None else ()


def _ranked(points: Sequence[Point]) -> list[Point]:
    """Return the target's label first, then the latest value's, the baseline's: the others make room."""
    values = sorted((point for point in points if point.kind == "value"), key=lambda point: -point.year)
    ends = [point for kind in ("baseline", "target") for point in points if point.kind == kind]
    return [*ends[::-1][:1], *values[:1], *ends[::-1][1:], *values[1:]]


def _rising(points: Sequence[Point]) -> bool:
    """Return whether the first line goes up: to the first value reported, else to the target."""
    start, *others = sorted(
        points, key=lambda point: (point.kind != "baseline", point.kind != "value", point.year)
    )
    return bool(others) and others[0].ends[0] > start.ends[0]


class _Plane:
    """Years and numbers as places."""

    def __init__(self, path: Path) -> None:
        numbers = [end for point in path.points for end in point.ends]
        numbers += [number for _, number in path.asked]
        low, high = min(numbers), max(numbers)
        self.low, self.span = low, high - low
        self.years = path.years
        self.rising = _rising(path.points)

    @property
    def named_years(self) -> list[int]:
        """The years whose figures are written below the picture: each, or each second, third …, so that they don't touch."""
        every = len(self.years) // 9 + 1
        return [year for year in self.years if (self.years[-1] - year) % every == 0]

    def x(self, year: int) -> Fraction:
        gone = Fraction(year - self.years[0], len(self.years) - 1) if len(self.years) > 1 else Fraction(1, 2)
        return _LEFT + gone * (_RIGHT - _LEFT)

    def y(self, number: Fraction) -> Fraction:
        share = (number - self.low) / self.span if self.span else Fraction(1, 2)
        return _BOTTOM - share * (_BOTTOM - _TOP)

    def place(self, year: int, number: Fraction) -> str:
        return f"{_at(self.x(year))},{_at(self.y(number))}"

    def line(self, points: Iterable[tuple[int, Fraction]]) -> str:
        """Return the points of a line, by years; none for a single one."""
        places = [self.place(year, number) for year, number in sorted(points)]
        return " ".join(places) if len(places) > 1 else ""

    def zone(self, zone: Sequence[tuple[int, Fraction, Fraction]]) -> str:
        """Return the outline of the band: there along its lower ends, back along its upper ones."""
        if len(zone) < 2:
            return ""
        there = [self.place(year, low) for year, low, _ in zone]
        return " ".join([*there, *(self.place(year, high) for year, _, high in reversed(zone))])

    def mark(self, point: Point) -> PointMark:
        ends = point.ends
        other = _at(self.y(ends[-1])) if len(ends) > 1 else None
        kind = point.kind if point.values.value is not None or other else f"{point.kind} open"
        return PointMark(_at(self.x(point.year)), _at(self.y(ends[0])), kind, point.said, other)

    def labels(self, points: Sequence[Point]) -> Iterator[Label]:
        """Yield each text at the first place near its point where it covers no other and no point."""
        taken = [self._dot(point) for point in points]
        for point in points:
            places = list(self._places(point))
            free = [box for box in places if not any(_meet(box, other) for other in taken)]
            box = (free or places)[0]
            taken.append(box)
            left, right, _, bottom = box
            yield Label(_at((left + right) / 2), _at(bottom - 4), point.text, point.kind)

    def _places(self, point: Point) -> Iterator[_Box]:
        x, y, columns = self.x(point.year), self.y(point.ends[0]), width(point.text)
        under = point.kind == "baseline" and self.rising  # the line leaves it upwards
        for below in (21, -11, 35, -25) if under else (-11, 21, -25, 35):
            if _LINE <= y + below <= HEIGHT - 26:
                yield self._box(x, y + below, columns)
        yield self._box(x, max(y - 11, Fraction(_LINE)), columns)

    def _dot(self, point: Point) -> _Box:
        x, y = self.x(point.year), self.y(point.ends[0])
        return x - 6, x + 6, y - 6, y + 6

    def _box(self, x: Fraction, baseline: Fraction, columns: int) -> _Box:
        half = columns * _COLUMN / 2
        middle = min(max(x, half + 2), WIDTH - half - 2)
        return middle - half, middle + half, baseline - _LINE + 4, baseline + 4


_Box = tuple[Fraction, Fraction, Fraction, Fraction]


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
