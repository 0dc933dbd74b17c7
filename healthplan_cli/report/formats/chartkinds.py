"""The kinds of charts as openpyxl ones: parts of a whole, bars with marks, bars in groups, lines, spans, spreads.

What office programs have no chart for, marks on lying bars and spans between dots, is drawn by the error bars of bars that aren't
seen; the bars themselves give the legend its colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import SeriesLabel

from healthplan_cli.base.exact_format import decimal_places
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.text_width import width
from healthplan_cli.report.charts.scale import power_within
from healthplan_cli.report.charts.shapes import BAND, INK, LINK, SOFT
from healthplan_cli.report.document import Chart, ChartKind, Series
from healthplan_cli.report.formats.chartlooks import (
    DARK,
    GREY,
    PALE,
    color_of,
    dot,
    filled,
    hexed,
    label,
    labels,
    legend_below,
    pale,
    places_of,
    stroke,
    text_look,
    tick,
    unseen,
)
from healthplan_cli.report.formats.chartnumbers import ChartNumbers, digits_of

_FEW = 24  # numbers that lines have labels for
_MANY = 4  # decimals of numbers that aren't printed with all of theirs
_TICKS = 8  # steps of a scale that are all named
_ROW, _HIGH_ROW, _BAR = 6, 9, 4  # millimetres
_LONG_NAME = 40  # columns of a row's name that a chart has on one line
_ENDS = (SOFT, INK, LINK)  # where spans begin, where they are, where they go to
_DASHES = ("solid", "sysDash", "dash", "sysDot")
_SYMBOLS: tuple[Literal["circle", "square", "triangle", "diamond"], ...] = (
    "circle",
    "square",
    "triangle",
    "diamond",
)


def row_height(chart: Chart) -> int:
    """Return the height of a chart's row in millimetres: more where many names need two lines."""
    if chart.kind is ChartKind.GROUPS:
        return len(chart.series) * _BAR + 3
    if chart.kind is ChartKind.SPREADS:
        return _HIGH_ROW
    long = sum(width(name) > _LONG_NAME for name in chart.categories)
    return _HIGH_ROW if 4 * long > len(chart.categories) else _ROW


def _lying(chart: Chart, grouping: Any) -> Any:
    """Return a chart of horizontal bars, the first category on top, without an axis of numbers (they are in the bars)."""
    made: Any = BarChart(barDir="bar", grouping=grouping, overlap=100)
    made.gapWidth = 60
    made.x_axis.scaling.orientation = "maxMin"
    made.x_axis.delete, made.y_axis.delete = False, True
    made.x_axis.txPr = text_look(9, turned=0 if row_height(chart) > _ROW else None)  # 0: on several lines
    made.x_axis.graphicalProperties = stroke(PALE, 1)
    made.x_axis.majorTickMark, made.x_axis.tickLblPos = "none", "low"
    made.x_axis.tickLblSkip = 1  # every row is named
    made.y_axis.majorGridlines, made.y_axis.axPos = None, "b"
    made.legend = None
    made.width, made.height = (
        Fraction(15),
        Fraction(len(chart.categories) * row_height(chart), 10) + Fraction(8, 5),
    )
    return made


def parts(chart: Chart, numbers: ChartNumbers) -> Any:
    """Return a chart of one bar for each category divided into parts, with numbers in the bars and statuses in the legend."""
    made: Any = _lying(chart, "stacked")
    places = f"{numbers.places()};;;"  # no label where there is nothing
    for order, one in enumerate(chart.series):
        drawn = numbers.drawn(order)
        drawn.spPr, drawn.dLbls = (
            filled(color_of(one, order), "FFFFFF"),
            labels(places, color="FFFFFF", position="ctr"),
        )
        if one.tone in (other.tone for other in chart.series[:order]) and one.tone is not None:
            drawn.spPr, drawn.dLbls = (
                pale(one.tone),
                labels(places, position="ctr"),
            )  # told apart from the one before
        made.ser.append(drawn)
    made.gapWidth, made.legend = 40, legend_below()
    made.x_axis.delete = len(chart.categories) == 1
    sums = [
        sum(filter(None, found), Fraction(0))
        for found in zip(*(one.numbers for one in chart.series), strict=True)
    ]
    made.y_axis.scaling.min, made.y_axis.scaling.max = (
        0,
        digits_of(max(sums, default=Fraction(1)) or Fraction(1)),
    )
    made.height = Fraction(max(len(chart.categories) * row_height(chart), _HIGH_ROW), 10) + 2
    return made


def bars(chart: Chart, numbers: ChartNumbers) -> Any:
    """Return a chart of bars for the first series, with marks across them for the others' numbers."""
    made = _lying(chart, "clustered")
    low, high = _scale(chart)
    made.y_axis.scaling.min, made.y_axis.scaling.max = digits_of(low), digits_of(high)
    for order, one in enumerate(chart.series):
        drawn = numbers.drawn(order)
        if order:
            color = color_of(one, order) if one.tone else DARK
            drawn.spPr, drawn.errBars, drawn.dPt = filled(color), tick(high - low, color), _hidden(one)
        else:
            drawn.spPr = pale(one.tone)
            drawn.dPt, drawn.dLbls = list(_toned(one)), _bar_labels(one, numbers.places(0), (high - low) / 7)
        made.ser.append(drawn)
    made.legend = legend_below() if len(chart.series) > 1 else None
    return made


def _hidden(one: Series) -> list[DataPoint]:
    """Return a series' bars as invisible ones, so that only the legend shows its colour."""
    return [DataPoint(idx=at, spPr=unseen()) for at in range(len(one.numbers))]


def _toned(one: Series) -> Iterator[DataPoint]:
    """Yield the bars with a tone of their own."""
    for at, tone in enumerate(one.tones):
        if tone is not None and one.numbers[at] is not None:
            yield DataPoint(idx=at, invertIfNegative=False, spPr=pale(tone))


def _bar_labels(one: Series, places: str, room: Fraction) -> DataLabelList:
    """Return the numbers at bars: inside at the beginning, where no mark covers them, or beside bars shorter than `room`."""
    made = labels(places, position="inBase")
    short = [at for at, number in enumerate(one.numbers) if number is not None and number < room]
    made.dLbl = [label(at, places, position="outEnd") for at in short]
    return made


def _scale(chart: Chart) -> tuple[Fraction, Fraction]:
    """Return the ends of the scale: those of the bars, but with marks at most twice the greatest mark to the right,
    and once to the left.
    Only the bar is cut off, never the number beside it.
    """
    bars = [number for number in chart.series[0].numbers if number is not None]
    marks = [number for one in chart.series[1:] for number in one.numbers if number is not None]
    low, high = min([Fraction(0), *bars, *marks]), max([Fraction(0), *bars, *marks])
    furthest = max(map(abs, marks), default=Fraction(0))
    if furthest:
        low, high = max(low, -furthest), min(high, 2 * furthest)
    if low == high:
        high = low + 1
    room = (high - low) / 6  # for the labels
    return low - (room if low < 0 else 0), high + room


def lines(chart: Chart, numbers: ChartNumbers) -> Any:
    """Return a chart of lines with points, which differ in colour, dashes and signs."""
    made: Any = LineChart()
    made.x_axis.delete = made.y_axis.delete = False
    made.x_axis.txPr, made.y_axis.txPr = text_look(9), text_look(9, GREY)
    made.x_axis.graphicalProperties, made.y_axis.graphicalProperties = stroke(PALE, 1), unseen()
    made.x_axis.majorTickMark = made.y_axis.majorTickMark = "none"
    made.x_axis.tickLblPos = "low"
    made.y_axis.majorGridlines.spPr = stroke("EDEDED", 1)
    places = made.y_axis.number_format = numbers.places()
    every = sum(number is not None for one in chart.series for number in one.numbers) <= _FEW
    for order, one in enumerate(chart.series):
        drawn: Any = numbers.drawn(order)
        color, known = (
            color_of(one, order),
            [at for at, number in enumerate(one.numbers) if number is not None],
        )
        drawn.spPr = stroke(color, 2, dash=_DASHES[order % 4])
        drawn.marker = Marker(symbol=_SYMBOLS[order % 4], size=6, spPr=filled(color))
        drawn.smooth = False
        if every and known:
            drawn.dLbls = labels(places, 8, color, "b" if order % 2 else "t")
        made.ser.append(drawn)
    made.legend = legend_below() if len(chart.series) > 1 else None
    made.width, made.height = Fraction(15), Fraction(8)
    return made


def groups(chart: Chart, numbers: ChartNumbers) -> Any:
    """Return bars beside each other, one of each series for a category, their numbers behind them."""
    made = _lying(chart, "clustered")
    made.overlap, made.gapWidth, made.legend = 0, 45, legend_below()
    found = [number for one in chart.series for number in one.numbers if number is not None] or [Fraction(1)]
    low, high = min([Fraction(0), *found]), max([Fraction(0), *found])
    room = (high - low or Fraction(1)) / 8  # for the labels
    made.y_axis.scaling.min = digits_of(low - (room if low < 0 else 0))
    made.y_axis.scaling.max = digits_of(high + room)
    short = all((decimal_places(number) or _MANY) < _MANY for number in found if number.denominator > 1)
    places = f'General"{"%" * (chart.unit == "%")}"' if short else numbers.places()  # each as it is printed
    for order, one in enumerate(chart.series):
        drawn = numbers.drawn(order)
        drawn.spPr, drawn.dLbls = filled(color_of(one, order)), labels(places, position="outEnd")
        made.ser.append(drawn)
    return made


def spans(chart: Chart, numbers: ChartNumbers) -> Any:
    """Return a chart of dots joined by lines: invisible bars with error bars for both."""
    made, span = _between(chart, numbers)
    joined = numbers.drawn(0)
    joined.tx = SeriesLabel(v=" ")  # not told in the legend
    joined.spPr, joined.errBars = unseen(), numbers.reach(0, stroke(GREY, 2))
    made.ser.append(joined)
    for order, one in enumerate(chart.series):
        drawn = numbers.drawn(order, order + 1)
        color = color_of(one, order) if one.tone else hexed(_ENDS[min(order, 2)])
        drawn.spPr, drawn.dPt, drawn.errBars = filled(color), _hidden(one), dot(span, color)
        made.ser.append(drawn)
    made.legend = legend_below()
    return made


def spreads(chart: Chart, numbers: ChartNumbers) -> Any:
    """Return for each category a line from its lowest number to its highest, a box between the quartiles, a tick at the median,
    dots for the marks.
    """
    made, span = _between(chart, numbers)
    told = ((tr("最小到最大"), GREY, 2), (tr("中间一半"), hexed(BAND), 9))
    for order, (start, _, _) in enumerate(numbers.reaches):
        words, color, points = told[order]
        drawn = numbers.drawn(start, order)
        drawn.tx, drawn.spPr = SeriesLabel(v=words), filled(color)
        drawn.dPt = _hidden(chart.series[start])
        drawn.errBars = numbers.reach(order, stroke(color, points, cap="flat"))
        made.ser.append(drawn)
    for order, one in enumerate(chart.series):
        if order == 2 or order > 4:  # the others are the ends of the line and of the box
            drawn = numbers.drawn(order, len(made.ser))
            color = DARK if order == 2 else hexed(LINK)
            drawn.spPr, drawn.dPt = filled(color), _hidden(one)
            drawn.errBars = tick(span, color) if order == 2 else dot(span, color)
            made.ser.append(drawn)
    made.legend = legend_below()
    return made


def _between(chart: Chart, numbers: ChartNumbers) -> tuple[Any, Fraction]:
    """Return a chart without bars whose axis has only the part where numbers are, and how long that is."""
    made = _lying(chart, "clustered")
    found = [number for one in chart.series for number in one.numbers if number is not None] or [Fraction(0)]
    low, high, step = _round(min(found), max(found))
    made.y_axis.scaling.min, made.y_axis.scaling.max = digits_of(low), digits_of(high)
    made.y_axis.delete, made.y_axis.txPr = False, text_look(9, GREY)
    made.y_axis.graphicalProperties, made.y_axis.crosses = unseen(), "max"
    step *= 2 if (high - low) / step > _TICKS else 1
    made.y_axis.number_format, made.y_axis.majorUnit = places_of((low, step), chart.unit, 9), digits_of(step)
    return made, high - low


def _round(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """Return the ends of a scale with room beside the numbers, at whole steps of 1, 2 or 5 of a decimal place, and that step; none
    below zero where no number is.
    """
    span = high - low or abs(high) or Fraction(1)
    unit = power_within(span)
    step = next(
        unit * part for part in (Fraction(1, 5), Fraction(1, 2), 1) if span / (unit * part) <= 8 or part == 1
    )
    room = span / 25
    below = (low - room) // step * step
    return max(below, Fraction(0)) if low >= 0 else below, -(-(high + room) // step) * step, step
