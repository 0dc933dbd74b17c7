"""Charts of lines over the years, each line with its name at its end. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.report.charts.frame import MARGIN, SMALL, WIDTH, Key, head_of, told
from healthplan_cli.report.charts.scale import Axis, axis_for, number_text
from healthplan_cli.report.charts.shapes import (
    RULE,
    SOFT,
    Caption,
    Dot,
    Figure,
    Shape,
    Stroke,
    extent_of,
    letters,
    lines_of,
)
from healthplan_cli.report.document import Chart, Series

_PLOT, _LINE, _NAMES = 300, 17, 200


def lines_figure(chart: Chart) -> Figure:
    """Return the figure of a line for each series; a missing number is a gap in its line."""
    keys = [
        Key("line", letters(series.tone, order), series.name) for order, series in enumerate(chart.series)
    ]
    head = head_of(chart.title, chart.unit, keys)
    known = [number for series in chart.series for number in series.numbers if number is not None]
    if not known:
        return Figure(chart.title, told(chart), WIDTH, head.bottom + 12, head.shapes)
    top = head.bottom + 18
    axis = axis_for(known, top + _PLOT, top)
    ticks = max(extent_of(number_text(tick, 4), SMALL) for tick in axis.ticks)
    left, right = MARGIN + ticks + 10, Fraction(WIDTH - MARGIN - _NAMES)
    places = _places(len(chart.categories), left + 14, right - 14)
    shapes: list[Shape] = [*head.shapes]
    for tick in axis.ticks:
        shapes.append(Stroke(((left, axis.at(tick)), (right, axis.at(tick))), RULE))
        shapes.append(Caption(left - 8, axis.at(tick) + 4, number_text(tick, 4), SMALL, SOFT, "end"))
    shapes += _years(chart, places, top + _PLOT + 22)
    for order, series in enumerate(chart.series):
        shapes += _line(series, order, places, axis)
    shapes += _names(chart, axis, right + 4, top)
    return Figure(chart.title, told(chart), WIDTH, top + _PLOT + 42, tuple(shapes))


def _places(count: int, left: Fraction, right: Fraction) -> list[Fraction]:
    if count == 1:
        return [(left + right) / 2]
    return [left + Fraction(at, count - 1) * (right - left) for at in range(count)]


def _years(chart: Chart, places: Sequence[Fraction], y: int) -> Iterator[Shape]:
    """Yield the categories below the plot: the last one, and as many others as fit."""
    free = None
    for place, text in reversed(list(zip(places, chart.categories, strict=True))):
        half = extent_of(text, SMALL) / 2
        if free is None or place + half + 6 < free:
            yield Caption(place, y, text, SMALL, SOFT, "middle")
            free = place - half


def _line(series: Series, order: int, places: Sequence[Fraction], axis: Axis) -> Iterator[Shape]:
    paint = letters(series.tone, order)
    run: list[tuple[Fraction, Fraction]] = []
    for place, number in zip(places, series.numbers, strict=True):
        if number is not None:
            run.append((place, axis.at(number)))
            continue
        yield from [Stroke(tuple(run), paint, 2)] if len(run) > 1 else []
        run = []
    yield from [Stroke(tuple(run), paint, 2)] if len(run) > 1 else []
    for place, number in zip(places, series.numbers, strict=True):
        if number is not None:
            yield Dot(place, axis.at(number), 4, paint)


def _names(chart: Chart, axis: Axis, left: Fraction, top: int) -> Iterator[Shape]:
    """Yield each series' name and last number at the height of its line's end, moved so that none overlap."""
    ends = []
    for order, series in enumerate(chart.series):
        last = [number for number in series.numbers if number is not None][-1:]
        ends += [(axis.at(last[0]) + 4, order, last[0])] if last else []
    ends.sort()
    for y, (_, order, number) in zip(
        _apart([place for place, _, _ in ends], top + _PLOT + 4), ends, strict=True
    ):
        series = chart.series[order]
        value = number_text(number) + (chart.unit if chart.unit in ("%", "‰") else "")
        [name] = lines_of(series.name, SMALL, _NAMES - 14 - extent_of(value, SMALL), 1)
        yield Caption(left, y, f"{name} {value}", SMALL, letters(series.tone, order), bold=True)


def _apart(places: Sequence[Fraction], lowest: int) -> list[Fraction]:
    """Return heights in ascending order moved at least a line apart, none below the lowest allowed."""
    found: list[Fraction] = []
    for place in places:
        found.append(max(place, found[-1] + _LINE) if found else place)
    limit = Fraction(lowest)
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], limit)
        limit = found[at] - _LINE
    return found
