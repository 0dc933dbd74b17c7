"""Paths as small as a word, for a cell; and several paths side by side, each with its words outside of its lines.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import Tone
from healthplan_cli.report.charts.drawing import Path, Point
from healthplan_cli.report.charts.frame import MARGIN, Key, head_of
from healthplan_cli.report.charts.shapes import (
    INK,
    LINK,
    RULE,
    SOFT,
    ZONE,
    Area,
    Caption,
    Dot,
    Figure,
    Paint,
    Place,
    Shape,
    Stroke,
    extent_of,
    letters,
    lines_of,
    shifted,
)
from healthplan_cli.report.document import Picture, Pictures

SPARK = (96, 22)  # the size of one in a cell
_WIDE, _HIGH, _COLUMNS = 222, 136, 5  # of a small multiple, and how many stand beside each other
_PLOT, _TOP = 54, 56


def spark_figure(path: Path, tone: Tone | None) -> Figure:
    """Return the figure of a path as a line in a cell."""
    return Figure(path.title, said_of(path), *SPARK, tuple(path_shapes(path, tone, *SPARK)))


def said_of(path: Path) -> str:
    """Return the points of a path in words."""
    return tr("；").join(point.said for point in sorted(path.points, key=lambda point: point.year))


def path_shapes(path: Path, tone: Tone | None, width: int, height: int) -> Iterator[Shape]:
    """Yield the shapes of a path in a frame: the band, what the years ask for, the values, the baseline, the target."""
    plane = _Frame(path, width, height)
    paint = letters(tone) if tone else INK
    if len(path.zone) > 1:
        there = [plane.place(year, low) for year, low, _ in path.zone]
        back = [plane.place(year, high) for year, _, high in reversed(path.zone)]
        yield Area((*there, *back), ZONE)
    if len(path.asked) > 1:
        yield Stroke(tuple(plane.place(*step) for step in sorted(path.asked)), LINK, 1, "3 2")
    made = sorted(
        (point.year, point.exact)
        for point in path.points
        if point.kind != "target" and point.exact is not None
    )
    if len(made) > 1:
        yield Stroke(tuple(plane.place(*step) for step in made), paint, 2)
    last = max((point.year for point in path.points if point.kind == "value"), default=None)
    for point in path.points:
        yield from _point(plane, point, paint, point.year == last)


def _point(plane: _Frame, point: Point, paint: Paint, latest: bool) -> Iterator[Shape]:
    x, y = plane.place(point.year, point.ends[0])
    own = SOFT if point.kind == "baseline" else LINK if point.kind == "target" else paint
    if len(point.ends) > 1:
        yield Stroke(((x, y), (x, plane.place(point.year, point.ends[-1])[1])), own, 3)
    elif point.about is not None:
        low, high = (plane.place(point.year, end)[1] for end in point.about)
        yield Stroke(((x, low), (x, high)), own)
        yield Dot(x, y, 3, own, hollow=True, said=point.said)
    elif point.kind == "target":
        yield Dot(x, y, 4, LINK, diamond=True, said=point.said)
    elif point.kind == "baseline":
        yield Dot(x, y, Fraction(5, 2), SOFT, hollow=True, said=point.said)
    else:
        open_end = point.values.value is None
        yield Dot(x, y, 3 if latest else 2, paint, hollow=open_end, said=point.said)


class _Frame:
    """The coordinates of years and numbers in a small frame."""

    def __init__(self, path: Path, width: int, height: int) -> None:
        numbers = [end for point in path.points for end in point.reach]
        numbers += [number for _, number in path.asked]
        numbers += [end for _, *ends in path.zone for end in ends]
        self.low, self.span = min(numbers), max(numbers) - min(numbers)
        self.years, self.width, self.height = path.years, width, height

    def place(self, year: int, number: Fraction) -> tuple[Fraction, Fraction]:
        gone = Fraction(year - self.years[0], len(self.years) - 1) if len(self.years) > 1 else Fraction(1, 2)
        share = (number - self.low) / self.span if self.span else Fraction(1, 2)
        return 5 + gone * (self.width - 10), self.height - 5 - share * (self.height - 10)


# ── beside each other ──


def multiples_figure(block: Pictures) -> Figure:
    """Return the figure of a block's paths in rows, each with a scale of its own."""
    keys = [
        Key("ring", SOFT, tr("基期")),
        Key("dot", INK, tr("实际值")),
        Key("diamond", LINK, tr("目标")),
        Key("dashes", LINK, tr("到目标的路径")),
        Key("plate", ZONE, tr("符合预期的范围")),
    ]
    drawn = [picture for picture in block.pictures if picture.path is not None]
    columns = min(_COLUMNS, max(len(drawn), 1))
    width = max(2 * MARGIN + columns * (_WIDE + 14) - 14, 560)
    head = head_of(block.title, "", keys, width)
    shapes: list[Shape] = list(head.shapes)
    for at, picture in enumerate(drawn):
        right, down = MARGIN + at % columns * (_WIDE + 14), head.bottom + 8 + at // columns * (_HIGH + 10)
        shapes += [shifted(shape, right, down) for shape in _multiple(picture)]
    lines = -(-len(drawn) // columns)
    told = tr("；").join(
        tr("{title}（{said}）", title=item.path.title, said=item.said) if item.said else item.path.title
        for item in drawn
        if item.path is not None
    )
    return Figure(block.title, told, width, head.bottom + 8 + lines * (_HIGH + 10) + 6, tuple(shapes))


def _multiple(picture: Picture) -> Iterator[Shape]:
    """Yield the shapes of one path, with its name and status above, its baseline and target below."""
    path = picture.path
    assert path is not None
    for order, text in enumerate(reversed(lines_of(path.title, 12, _WIDE, 2))):
        yield Caption(0, 27 - 15 * order, text, 12, INK, bold=True)
    values = sorted((point for point in path.points if point.kind == "value"), key=lambda point: point.year)
    paint = letters(picture.tone) if picture.tone else INK
    latest = tr("{year} 年 {text}", year=values[-1].year, text=values[-1].text) if values else tr("没有数")
    [said] = lines_of(f"{latest}　{picture.said}".strip("　"), 12, _WIDE, 1)
    yield Caption(0, 45, said, 12, paint, bold=True)
    yield from (shifted(shape, 0, _TOP) for shape in path_shapes(path, picture.tone, _WIDE, _PLOT))
    yield Stroke(((0, _TOP + _PLOT + 2), (_WIDE, _TOP + _PLOT + 2)), RULE)
    yield from _ends(path, _TOP + _PLOT + 16)


def _ends(path: Path, y: int) -> Iterator[Shape]:
    """Yield the texts below a path: its baseline at the left, its target at the right, each with its year."""
    room: Place = _WIDE
    for kind, x, anchor in (("target", _WIDE, "end"), ("baseline", 0, "start")):
        points: Sequence[Point] = [point for point in path.points if point.kind == kind]
        if points:
            [text] = lines_of(f"{points[0].year} {points[0].text}", 11, room, 1)
            yield Caption(x, y, text, 11, LINK if kind == "target" else SOFT, anchor)
            room = _WIDE - extent_of(text, 11) - 10
