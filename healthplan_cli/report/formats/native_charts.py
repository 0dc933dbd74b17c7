"""Charts in the office programs' own form: openpyxl charts over a sheet with their numbers, which can be edited.

A workbook adds `native_chart` to one of its sheets; a Word document embeds what `embedded` returns. Numbers are also
cached in the chart, so that it shows before anything is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openpyxl.xml.constants import REL_NS
from openpyxl.xml.functions import Element, SubElement, tostring

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.ooxml import workbook_bytes
from healthplan_cli.report.document import Chart, ChartKind
from healthplan_cli.report.formats.chartkinds import bars, groups, lines, parts, row_height, spans, spreads
from healthplan_cli.report.formats.chartlooks import filled, title_of
from healthplan_cli.report.formats.chartnumbers import ChartNumbers

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HIGHEST = 210  # millimetres that a chart may be high, so that a page has room for it
_TITLE = Fraction(7, 10)  # centimetres that a title takes
RELATION = "rId1"  # of the embedded workbook
_DRAWN = {
    ChartKind.PARTS: parts,
    ChartKind.BARS: bars,
    ChartKind.GROUPS: groups,
    ChartKind.LINES: lines,
    ChartKind.SPANS: spans,
    ChartKind.SPREADS: spreads,
}


@record(frozen=True, slots=True)
class Embedded:
    """A chart for a Word document: its XML, the workbook of its numbers, its size in millimetres, its description."""

    xml: bytes
    workbook: bytes
    width: int
    height: int
    described: str


def pieces(chart: Chart) -> tuple[Chart, ...]:
    """Return a chart divided by categories into charts that fit a page each; line charts aren't divided."""
    count = len(chart.categories)
    most = HIGHEST // row_height(chart)
    if chart.kind is ChartKind.LINES or count <= most:
        return (chart,)
    runs = -(-count // most)
    size = -(-count // runs)
    return tuple(_piece(chart, slice(at, at + size)) for at in range(0, count, size))


def _piece(chart: Chart, run: slice) -> Chart:
    cut = (
        replace(one, numbers=one.numbers[run], tones=one.tones[run], formulas=one.formulas[run])
        for one in chart.series
    )
    return replace(chart, categories=chart.categories[run], series=tuple(cut))


def embedded(chart: Chart, across: int = 150, titled: bool = False) -> Embedded:
    """Return a chart for a Word document, `across` millimetres wide; `titled`: with its title, where no caption has it."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = tr("数据")
    made = native_chart(chart, sheet, titled=titled)
    tree = made._write()
    data = SubElement(tree, "externalData")
    data.set(f"{{{REL_NS}}}id", RELATION)
    SubElement(data, "autoUpdate").set("val", "0")
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    high = int(made.height * 10)
    return Embedded(head + tostring(tree), workbook_bytes(book), across, high, described(chart))


def described(chart: Chart) -> str:
    """Return a chart in words, for readers who don't see it."""
    told = (
        tr("{name} {numbers}", name=category, numbers=tr("，").join(_said(chart, at)))
        for at, category in enumerate(chart.categories)
    )
    return tr("{title}：{told}", title=chart.title, told=tr("；").join(told))


def _said(chart: Chart, at: int) -> Iterator[str]:
    unit = chart.unit if chart.unit == "%" else ""
    for one in chart.series:
        number = one.numbers[at]
        if number is not None:
            yield f"{one.name} {decimal_text(number, 2)}{unit}"


def native_chart(chart: Chart, sheet: Worksheet, top: int = 1, titled: bool = True) -> Any:
    """Write the numbers of a chart on a sheet from the row `top` on, and return an openpyxl chart over them, not yet added to a sheet."""
    numbers = ChartNumbers(chart, sheet, top)
    numbers.write()
    made = _DRAWN[chart.kind](chart, numbers)
    if titled and chart.title:
        made.title, made.height = title_of(chart.title), made.height + _TITLE
    made.roundedCorners, made.display_blanks = False, "gap"
    made.graphical_properties = filled("FFFFFF")
    _completed(made)
    return made


def _completed(made: Any) -> None:
    """Make a chart write what openpyxl doesn't: that no title is derived from a series, a number format of labels,
    error bars in the schema's order.
    """
    write = made._write

    def written() -> Any:
        tree = write()
        chart = tree.find("chart")
        title = chart.find("title")
        chart.insert(
            0 if title is None else 1, Element("autoTitleDeleted", val="1" if title is None else "0")
        )
        for shown in tree.iter("numFmt"):
            shown.set("sourceLinked", "0")
        for reach in tree.iter("errBars"):
            for end in reach.findall("minus"):  # openpyxl has it before `plus`, the schema behind
                reach.remove(end)
                reach.insert(list(reach).index(reach.find("plus")) + 1, end)
        return tree

    made._write = written
