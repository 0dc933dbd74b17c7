"""Charts of a row for each category: bars with marks on them, spans between dots, spreads. Names at the left, numbers at the right.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.charts.frame import MARGIN, SMALL, WIDTH, HeadRoom, Key, head_of, sign_of, told
from healthplan_cli.report.charts.scale import Axis, axis_for, number_text
from healthplan_cli.report.charts.shapes import (
    BAND,
    EDGE,
    INK,
    LINK,
    RAISED,
    RULE,
    SOFT,
    TRACK,
    Caption,
    Figure,
    Paint,
    Plate,
    Shape,
    Stroke,
    extent_of,
    letters,
    lines_of,
)
from healthplan_cli.report.document import Chart, ChartKind, Series

_ROOM = 320  # the widest that names may be
_LOOKS = {
    ChartKind.BARS: ("plate", "tick", "diamond", "ring"),
    ChartKind.SPANS: ("ring", "dot", "diamond"),
    ChartKind.SPREADS: ("", "", "tick", "", "", "diamond"),
}


def bars_figure(chart: Chart) -> Figure:
    """Return the figure of bars from zero for the first series, with the other series as marks across them."""
    return _Rows(chart).figure()


def spans_figure(chart: Chart) -> Figure:
    """Return the figure of a line in each row from its first to its last number, with a dot for each: baseline, actual, target."""
    return _Rows(chart).figure()


def spreads_figure(chart: Chart) -> Figure:
    """Return a line for each row from its lowest number to its highest, a box between the quartiles, a tick at the median, and the
    marks.
    """
    return _Rows(chart).figure()


class _Rows:
    """The rows of a chart on one axis, between names and columns of numbers."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.spans = chart.kind is ChartKind.SPANS
        self.spread = chart.kind is ChartKind.SPREADS
        self.known = [number for series in chart.series for number in series.numbers if number is not None]
        self.keys = [
            Key(self.look(order), self.paint(order, None), series.name)
            for order, series in enumerate(chart.series)
            if self.look(order)
        ]
        if self.spread:
            self.keys[:0] = [Key("line", EDGE, tr("最小到最大")), Key("plate", BAND, tr("中间一半"))]
        widest = max((extent_of(name, SMALL) for name in chart.categories), default=Fraction(0))
        self.left = MARGIN + int(min(widest, Fraction(_ROOM))) + 16
        self.columns = [self.column(series) for series in chart.series]
        self.right = WIDTH - MARGIN - sum(self.columns) - 12
        numbers = self.known if self.spans or self.spread else [*self.known, Fraction(0)]
        self.axis: Axis | None = axis_for(numbers, self.left, self.right) if self.known else None

    def look(self, order: int) -> str:
        looks = _LOOKS[self.chart.kind]
        return looks[min(order, len(looks) - 1)]

    def paint(self, order: int, at: int | None) -> Paint:
        """Return the paint of a series, or of its number in one row (`at`)."""
        series = self.chart.series[order]
        if series.tones and at is None:
            return INK
        tone = series.tones[at] if at is not None and series.tones else series.tone
        if tone is None and self.look(order) in ("ring", "diamond", "tick"):
            return {"ring": SOFT, "diamond": LINK, "tick": INK}[self.look(order)]
        return letters(tone, order)

    def column(self, series: Series) -> int:
        texts = [number_text(number) for number in series.numbers if number is not None]
        name = lines_of(series.name, SMALL, 92, 2)
        widest = max((extent_of(text, SMALL) for text in (*texts, *name)), default=Fraction(0))
        return int(widest) + 14

    def figure(self) -> Figure:
        chart = self.chart
        head: HeadRoom = head_of(chart.title, chart.unit, self.keys)
        shapes: list[Shape] = list(head.shapes)
        top = head.bottom + 26
        shapes += self.heads(top)
        y = top + 12
        rows = [lines_of(name, SMALL, self.left - MARGIN - 14, 2) for name in chart.categories]
        high = 38 if any(len(lines) > 1 for lines in rows) else 28
        bottom = y + high * len(rows)
        stripes: list[Shape] = []
        drawn: list[Shape] = []
        for at, lines in enumerate(rows):
            if at % 2:
                stripes.append(Plate(MARGIN - 8, y + high * at, WIDTH - 2 * MARGIN + 16, high, RAISED))
            drawn += self.row(at, lines, y + high * at, high)
        shapes += [*stripes, *self.grid(y, bottom), *drawn]
        return Figure(chart.title, told(chart), WIDTH, bottom + (34 if self.axis else 14), tuple(shapes))

    def heads(self, bottom: int) -> Iterator[Shape]:
        """Yield the names of the series above their numbers."""
        right = Fraction(self.right + 12)
        for series, size in zip(self.chart.series, self.columns, strict=True):
            right += size
            lines = lines_of(series.name, SMALL, 92, 2)
            for order, text in enumerate(reversed(lines)):
                yield Caption(right, bottom - 14 * order, text, SMALL, SOFT, "end")

    def grid(self, top: int, bottom: int) -> Iterator[Shape]:
        if self.axis is None:
            return
        for tick in self.axis.ticks:
            x = self.axis.at(tick)
            zero = tick == 0 and not self.spans and not self.spread
            yield Stroke(((x, top), (x, bottom)), SOFT if zero else RULE)
            yield Caption(x, bottom + 18, number_text(tick, 4), SMALL, SOFT, "middle")

    def row(self, at: int, lines: Sequence[str], y: int, high: int) -> Iterator[Shape]:
        middle = Fraction(y) + Fraction(high, 2)
        first = middle + 4 - Fraction(15 * (len(lines) - 1), 2)
        for order, text in enumerate(lines):
            yield Caption(MARGIN, first + 15 * order, text, SMALL)
        right = Fraction(self.right + 12)
        for number, size, order in zip(self.numbers(at), self.columns, range(99), strict=False):
            right += size
            text = "—" if number is None else number_text(number)
            tone = (
                self.paint(order, at)
                if order == {ChartKind.BARS: 0, ChartKind.SPANS: 1}.get(self.chart.kind)
                else INK
            )
            yield Caption(right, middle + 4, text, SMALL, INK if number is None else tone, "end")
        if self.axis is not None:
            drawn = self.span if self.spans else self.box if self.spread else self.bar
            yield from drawn(at, middle)

    def numbers(self, at: int) -> list[Fraction | None]:
        return [series.numbers[at] for series in self.chart.series]

    def bar(self, at: int, middle: Fraction) -> Iterator[Shape]:
        assert self.axis is not None
        zero = self.axis.at(Fraction(0))
        number, *marks = self.numbers(at)
        if number is not None:
            x = self.axis.at(number)
            yield Plate(min(zero, x), middle - 7, max(abs(x - zero), Fraction(1)), 14, self.paint(0, at))
        for order, mark in enumerate(marks, 1):
            if mark is not None:
                x = self.axis.at(mark)
                look = self.look(order)
                yield (
                    Plate(x - 1, middle - 10, 3, 20, self.paint(order, at))
                    if look == "tick"
                    else sign_of(look, self.paint(order, at), x, middle)
                )

    def span(self, at: int, middle: Fraction) -> Iterator[Shape]:
        assert self.axis is not None
        places = [None if number is None else self.axis.at(number) for number in self.numbers(at)]
        there = [place for place in places if place is not None]
        if len(there) > 1:
            yield Stroke(((min(there), middle), (max(there), middle)), TRACK, 6)
        if len(places) > 1 and places[0] is not None and places[1] is not None and places[0] != places[1]:
            yield Stroke(((places[0], middle), (places[1], middle)), self.paint(1, at), 3)
        for order in sorted(
            range(len(places)), key=lambda order: order == 1
        ):  # the actual one above the others
            place = places[order]
            if place is not None:
                yield sign_of(self.look(order), self.paint(order, at), place, middle)

    def box(self, at: int, middle: Fraction) -> Iterator[Shape]:
        assert self.axis is not None
        places = [None if number is None else self.axis.at(number) for number in self.numbers(at)]
        five, marks = places[:5], places[5:]
        ends = [place for place in (*five[:1], *five[4:]) if place is not None]
        if len(ends) == 2:
            yield Stroke(((ends[0], middle), (ends[1], middle)), EDGE, 2)
            yield from (Stroke(((end, middle - 5), (end, middle + 5)), EDGE, 2) for end in ends)
        box = [place for place in five[1:4:2] if place is not None]
        if len(box) == 2:
            yield Plate(box[0], middle - 7, max(box[1] - box[0], Fraction(1)), 14, BAND)
        median = five[2] if len(five) > 2 else None
        if median is not None:
            yield Plate(median - 1, middle - 9, 3, 18, INK)
        for order, mark in enumerate(marks, 5):
            if mark is not None:
                yield sign_of(self.look(order), self.paint(order, at), mark, middle)
