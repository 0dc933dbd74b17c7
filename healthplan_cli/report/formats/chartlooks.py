"""The looks of native charts, made of openpyxl's classes: letters, fills, lines, labels, dots and ticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from healthplan_cli.base.exact_format import decimal_places, decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.charts.shapes import SERIES, Paint
from healthplan_cli.report.charts.shapes import letters as tone_paint

if TYPE_CHECKING:
    from healthplan_cli.evaluation.badges import Tone
    from healthplan_cli.report.document import Series

POINT = 12700  # in the units of drawings
DARK, GREY, PALE = "333333", "7F7F7F", "D9D9D9"
LATIN = "Arial"


def color_of(series: Series, order: int) -> str:
    """Return the colour of a series on paper: its tone's, else one that says nothing, as every picture has it."""
    return hexed(tone_paint(series.tone, order))


def hexed(paint: Paint) -> str:
    """Return what a paint is on paper, as office programs write colours."""
    return paint.light.removeprefix("#").upper()


def letters(size: int, color: str = DARK, bold: bool = False) -> CharacterProperties:
    """Return the properties of letters of so many points, Latin and Chinese."""
    made: Any = CharacterProperties
    found: CharacterProperties = made(
        sz=size * 100, b=bold, solidFill=color, latin=Font(typeface=LATIN), ea=Font(typeface=tr("等线"))
    )
    return found


def text_look(size: int, color: str = DARK, turned: int | None = None) -> RichText:
    """Return the properties of an axis's, legend's or label's text; `turned` is in 60,000ths of a degree."""
    look = ParagraphProperties(defRPr=letters(size, color))
    return RichText(
        RichTextProperties(rot=turned), p=[Paragraph(pPr=look, r=[], endParaRPr=letters(size, color))]
    )


def title_of(words: str) -> Title:
    """Return a text as a chart's title."""
    look = letters(11, bold=True)
    run = RegularTextRun(rPr=look, t=words)
    return Title(
        tx=Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])])), overlay=False
    )


def legend_below() -> Legend:
    """Return a legend below the plot."""
    legend = Legend()
    legend.position, legend.overlay, legend.txPr = "b", False, text_look(9)
    return legend


def filled(color: str, line: str | None = None) -> GraphicalProperties:
    """Return a fill of one colour, with an outline of another or without one."""
    look = GraphicalProperties(solidFill=color)
    if line is None:
        look.line.noFill = True
    else:
        look.line.solidFill = line
    return look


def pale(tone: Tone | None) -> GraphicalProperties:
    """Return the fill of a bar on which marks and letters stand: a tone's light fill, outlined in its colour."""
    strong, weak = (tone.letters, tone.fill) if tone is not None else (hexed(SERIES[0]), "DCE6F1")
    look = GraphicalProperties(solidFill=weak)
    look.line.solidFill, look.line.width = strong, POINT
    return look


def unseen() -> GraphicalProperties:
    """Return the properties of an invisible shape."""
    look = GraphicalProperties(noFill=True)
    look.line.noFill = True
    return look


def stroke(color: str, points: Fraction | int, dash: str | None = None, cap: str | None = None) -> Any:
    """Return the properties of a line so many points thick."""
    made: Any = LineProperties
    look = GraphicalProperties()
    look.line = made(solidFill=color, w=int(points * POINT), prstDash=dash, cap=cap)
    return look


def labels(places: str, size: int = 9, color: str = DARK, position: str | None = None) -> DataLabelList:
    """Return labels that show only numbers, in a sheet's number format."""
    found: DataLabelList = _plain(DataLabelList(), places, size, color, position)
    return found


def label(at: int, places: str, size: int = 9, color: str = DARK, position: str | None = None) -> DataLabel:
    """Return the label of one number that differs from the others'."""
    found: DataLabel = _plain(DataLabel(idx=at), places, size, color, position)
    return found


def _plain(made: Any, places: str, size: int, color: str, position: str | None) -> Any:
    made.numFmt, made.txPr, made.position = places, text_look(size, color), position
    made.showVal = True
    made.showLegendKey = made.showCatName = made.showSerName = made.showPercent = made.showBubbleSize = False
    return made


def number_format(series: Sequence[Series], unit: str = "") -> str:
    """Return the format that shows the numbers of series."""
    return places_of([number for one in series for number in one.numbers if number is not None], unit)


def places_of(numbers: Iterable[Fraction], unit: str = "", most: int = 2) -> str:
    """Return the format that shows numbers with as many places as they have, at most so many; one where they don't end."""
    places = max((1 if end is None else min(end, most) for end in map(decimal_places, numbers)), default=0)
    shown = f"0{'.' * bool(places)}{'0' * places}"
    return f'{shown}"{unit}"' if unit == "%" else shown


def tick(span: Fraction, color: str = DARK) -> ErrorBars:
    """Return a mark across a bar at its end: the cap of an error bar of almost no length, on an axis of that `span`."""
    return _end(span, stroke(color, 2), capped=True)


def dot(span: Fraction, color: str) -> ErrorBars:
    """Return a dot at the end of a bar: a line of almost no length with round ends."""
    return _end(span, stroke(color, 8, cap="rnd"), capped=False)


def _end(span: Fraction, look: Any, capped: bool) -> ErrorBars:
    made: Any = ErrorBars
    found: ErrorBars = made(
        errBarType="both", errValType="fixedVal", noEndCap=not capped, val=decimal_text(span / 2000, 12), spPr=look
    )  # fmt: skip
    return found
