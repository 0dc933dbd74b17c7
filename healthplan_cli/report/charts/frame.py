"""The common parts of charts: the title, the legend under it, the description for readers who don't see it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.charts.scale import number_text
from healthplan_cli.report.charts.shapes import (
    INK,
    SOFT,
    Caption,
    Dot,
    Paint,
    Plate,
    Shape,
    Stroke,
    extent_of,
    lines_of,
)
from healthplan_cli.report.document import Chart

WIDTH, MARGIN = 960, 24
TITLE, SMALL = 18, 12  # sizes of letters
_LEADING, _KEY = 24, 22


@record(frozen=True, slots=True)
class Key:
    """An entry of a legend: the sign of its series (plate, dot, ring, diamond, line, dashes, tick), its paint and name."""

    look: str
    paint: Paint
    name: str


@record(frozen=True, slots=True)
class HeadRoom:
    """The shapes above a plot, and the y from which the plot may begin."""

    shapes: tuple[Shape, ...]
    bottom: int


def head_of(title: str, unit: str, keys: Sequence[Key], width: int = WIDTH) -> HeadRoom:
    """Return the title over the whole width, with the unit and the legend on lines below."""
    shapes: list[Shape] = []
    y = MARGIN + TITLE - 4
    for line in lines_of(title, TITLE, width - 2 * MARGIN, 2):
        shapes.append(Caption(MARGIN, y, line, TITLE, INK, bold=True))
        y += _LEADING
    x = Fraction(MARGIN)
    entries = [*keys, *([Key("", SOFT, tr("单位：{unit}", unit=unit))] if unit else [])]
    for key in entries:
        size = (26 if key.look else 0) + extent_of(key.name, SMALL) + 18
        if x > MARGIN and x + size - 18 > width - MARGIN:
            x, y = Fraction(MARGIN), y + _KEY
        shapes += _key(key, x, y)
        x += size
    return HeadRoom(tuple(shapes), y + 12 if entries else y - 12)


def _key(key: Key, x: Fraction, y: int) -> Iterator[Shape]:
    middle, right = y - 4, x
    if key.look:
        yield sign_of(key.look, key.paint, x + 9, middle)
        right += 26
    yield Caption(right, y, key.name, SMALL, SOFT)


def sign_of(look: str, paint: Paint, x: Fraction, y: Fraction | int) -> Shape:
    """Return the sign of a series, centred at a place."""
    match look:
        case "ring":
            return Dot(x, y, 5, paint, hollow=True)
        case "dot":
            return Dot(x, y, 5, paint)
        case "diamond":
            return Dot(x, y, 7, paint, diamond=True)
        case "line":
            return Stroke(((x - 9, y), (x + 9, y)), paint, 3)
        case "dashes":
            return Stroke(((x - 9, y), (x + 9, y)), paint, 2, "5 3")
        case "tick":
            return Plate(x - 1, y - 7, 3, 14, paint)
        case _:
            return Plate(x - 8, y - 6, 16, 12, paint)


def told(chart: Chart) -> str:
    """Return the numbers of a chart in words, for readers who don't see it."""
    rows = (
        tr("{category} {numbers}", category=category, numbers=tr("、").join(_numbers(chart, at)))
        for at, category in enumerate(chart.categories)
    )
    return tr("；").join(rows)


def _numbers(chart: Chart, at: int) -> Iterator[str]:
    for series in chart.series:
        number = series.numbers[at]
        if number is not None:
            yield f"{series.name} {number_text(number)}{chart.unit}".strip()
