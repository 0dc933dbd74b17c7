"""Bars side by side, one of each series for a category: names at the left, each number behind its bar. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.report.charts.frame import MARGIN, SMALL, WIDTH, Key, head_of, told
from healthplan_cli.report.charts.scale import Axis, axis_for, number_text
from healthplan_cli.report.charts.shapes import (
    INK,
    RAISED,
    SOFT,
    Caption,
    Figure,
    Plate,
    Shape,
    Stroke,
    extent_of,
    letters,
    lines_of,
)
from healthplan_cli.report.document import Chart

_BAR, _AIR, _LINE = 13, 12, 15
_ROOM = 320  # the widest that names may be


def groups_figure(chart: Chart) -> Figure:
    """Return bars from zero on one axis, in the order of the series within each category."""
    keys = [
        Key("plate", letters(series.tone, order), series.name) for order, series in enumerate(chart.series)
    ]
    head = head_of(chart.title, chart.unit, keys)
    known = [number for series in chart.series for number in series.numbers if number is not None]
    widest = max((extent_of(name, SMALL) for name in chart.categories), default=Fraction(0))
    left = MARGIN + int(min(widest, Fraction(_ROOM))) + 16
    shapes: list[Shape] = list(head.shapes)
    y = head.bottom + 12
    if known:
        behind = max(extent_of(number_text(number), SMALL) for number in known) + 12
        axis = axis_for([*known, Fraction(0)], left, WIDTH - MARGIN - behind)
        for at, name in enumerate(chart.categories):
            names = lines_of(name, SMALL, left - MARGIN - 14, 3)
            high = max(len(chart.series) * (_BAR + 1), len(names) * _LINE) + _AIR
            shapes += [Plate(MARGIN - 8, y, WIDTH - 2 * MARGIN + 16, high, RAISED)] * (at % 2)
            first = y + Fraction(high, 2) + 4 - Fraction(_LINE * (len(names) - 1), 2)
            shapes += [
                Caption(MARGIN, first + _LINE * order, text, SMALL, INK) for order, text in enumerate(names)
            ]
            shapes += _bars(chart, at, axis, y + Fraction(high - len(chart.series) * (_BAR + 1), 2))
            y += high
        zero = axis.at(Fraction(0))
        shapes.append(Stroke(((zero, head.bottom + 12), (zero, y)), SOFT))
    return Figure(chart.title, told(chart), WIDTH, y + 14, tuple(shapes))


def _bars(chart: Chart, at: int, axis: Axis, y: Fraction) -> Iterator[Shape]:
    zero = axis.at(Fraction(0))
    for order, series in enumerate(chart.series):
        number = series.numbers[at]
        top = y + order * (_BAR + 1)
        if number is None:
            yield Caption(zero + 6, top + 11, "—", SMALL, SOFT)
            continue
        x = axis.at(number)
        yield Plate(min(zero, x), top, max(abs(x - zero), Fraction(1)), _BAR, letters(series.tone, order))
        yield Caption(max(zero, x) + 6, top + 11, number_text(number), SMALL, INK)
