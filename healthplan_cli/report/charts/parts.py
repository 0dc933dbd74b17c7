"""Charts of the parts of a whole in one bar, with names and numbers in lines below. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.report.charts.frame import MARGIN, SMALL, WIDTH, head_of, told
from healthplan_cli.report.charts.scale import number_text
from healthplan_cli.report.charts.shapes import (
    INK,
    SHEET,
    SOFT,
    Caption,
    Figure,
    Paint,
    Plate,
    Shape,
    extent_of,
    letters,
    lines_of,
)
from healthplan_cli.report.document import Chart

_HIGH, _LOW, _NAMES, _COLUMN = 34, 24, 190, 228  # a bar alone is high, one of several low


def parts_figure(chart: Chart) -> Figure:
    """Return the figure of a bar for each category, divided by its series; a part's number stands in it where there is room."""
    head = head_of(chart.title, chart.unit, ())
    shapes, y = list(head.shapes), head.bottom + 10
    named = len(chart.categories) > 1
    left, high = MARGIN + (_NAMES if named else 0), _LOW if named else _HIGH
    most = max((sum(_numbers(chart, at)) for at in range(len(chart.categories))), default=Fraction(0))
    for at, category in enumerate(chart.categories):
        if named:
            names = lines_of(category, SMALL, _NAMES - 12, 2)
            shapes += [
                Caption(MARGIN, y + 9 + 14 * order + (7 if len(names) == 1 else 0), text, SMALL)
                for order, text in enumerate(names)
            ]
        shapes += _bar(
            chart, at, Fraction(WIDTH - MARGIN - left) / most if most > 0 else Fraction(0), left, y, high
        )
        y += high + 8
    columns = (WIDTH - 2 * MARGIN) // _COLUMN
    for order, (paint, name, number) in enumerate(_entries(chart, not named)):
        x, line = MARGIN + order % columns * _COLUMN, y + 16 + order // columns * 24
        room = _COLUMN - 34 - extent_of(number, 14)
        [said] = lines_of(name, 13, room, 1)
        shapes += [
            Plate(x, line - 11, 14, 14, paint),
            Caption(x + 22, line, said, 13, SOFT),
            Caption(x + 28 + extent_of(said, 13), line, number, 14, INK, bold=True),
        ]
    lines = -(-len(chart.series) // columns)
    return Figure(chart.title, told(chart), WIDTH, y + 16 + lines * 24, tuple(shapes))


def _entries(chart: Chart, numbered: bool) -> Iterator[tuple[Paint, str, str]]:
    for order, series in enumerate(chart.series):
        number = series.numbers[0] if numbered else None
        yield (
            letters(series.tone, order),
            series.name,
            "" if number is None else number_text(number) + chart.unit,
        )


def _numbers(chart: Chart, at: int) -> list[Fraction]:
    return [series.numbers[at] or Fraction(0) for series in chart.series]


def _bar(chart: Chart, at: int, one: Fraction, left: int, y: int, high: int) -> Iterator[Shape]:
    """Yield the parts of a bar, each as many times as long as `one`."""
    numbers = _numbers(chart, at)
    if sum(numbers) <= 0 or min(numbers) < 0:
        return
    x = Fraction(left)
    for order, (series, number) in enumerate(zip(chart.series, numbers, strict=True)):
        size = number * one
        if not number:
            continue
        yield Plate(x, y, max(size - 2, Fraction(1)), high, letters(series.tone, order))
        text = number_text(number)
        if extent_of(text, 15) + 8 < size:
            yield Caption(x + size / 2 - 1, y + Fraction(high, 2) + 6, text, 15, SHEET, "middle", bold=True)
        x += size
