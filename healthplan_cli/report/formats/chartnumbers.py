"""The numbers of a chart on a sheet, and an openpyxl chart's references to them with cached values."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.series import Series as Drawn
from openpyxl.chart.series import SeriesLabel
from openpyxl.utils import get_column_letter, quote_sheetname

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.ooxml import text_cell
from healthplan_cli.base.text_width import width
from healthplan_cli.report.document import Chart, ChartKind
from healthplan_cli.report.formats.chartlooks import number_format
from healthplan_cli.report.sheetnumbers import DIGITS

if TYPE_CHECKING:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.worksheet.worksheet import Worksheet


# What is drawn from a series' number over others': the order of that series, the others from a first to a last.
_REACHES = {ChartKind.SPANS: ((0, 0, None),), ChartKind.SPREADS: ((2, 0, 5), (2, 1, 4))}


class ChartNumbers:
    """The numbers of a chart on a sheet: a column of the categories, one for each series; and how far its lines reach."""

    def __init__(self, chart: Chart, sheet: Worksheet, top: int) -> None:
        self.chart, self.sheet, self.top = chart, sheet, top
        self.last = top + len(chart.categories)
        count = len(chart.series)
        found = _REACHES.get(chart.kind, ())
        self.reaches = [
            (start, first, min(last or count, count)) for start, first, last in found if start < count
        ]

    def write(self) -> None:
        chart, sheet = self.chart, self.sheet
        text_cell(sheet, self.top, 1, chart.unit)
        for row, words in enumerate(chart.categories, self.top + 1):
            text_cell(sheet, row, 1, words)
        for column, one in enumerate(chart.series, 2):
            text_cell(sheet, self.top, column, one.name)
            for row, number in enumerate(one.numbers, self.top + 1):
                if number is not None:
                    cell: Any = sheet.cell(row, column)
                    cell.value, cell.data_type, cell.number_format = (
                        digits_of(number),
                        "n",
                        self.places(column - 2),
                    )
        sheet.column_dimensions["A"].width = min(max(map(width, chart.categories), default=8) + 2, 48)
        for order, (start, first, last) in enumerate(self.reaches):
            self._write_reach(order, start + 2, first + 2, last + 1)

    def _write_reach(self, order: int, start: int, first: int, last: int) -> None:
        """Write how far numbers lie above and below one of them: formulas, so that what is drawn follows an edit."""
        right = len(self.chart.series) + 2 + 2 * order
        for column, words in enumerate((tr("向右"), tr("向左")), right):
            text_cell(self.sheet, self.top, column, words)
        begin, low, high = (get_column_letter(column) for column in (start, first, last))
        for row in range(self.top + 1, self.last + 1):
            area = f"{low}{row}:{high}{row}"
            self.sheet.cell(row, right).value = f"=MAX({area})-{begin}{row}"
            self.sheet.cell(row, right + 1).value = f"={begin}{row}-MIN({area})"

    def _place(self, column: int, first: int, last: int) -> str:
        letter = get_column_letter(column)
        end = f":${letter}${last}" if last != first else ""
        return f"{quote_sheetname(self.sheet.title)}!${letter}${first}{end}"

    def values(
        self, column: int, numbers: Sequence[Fraction | None], places: str = "General"
    ) -> NumDataSource:
        """Return a reference to a column of numbers, with cached values."""
        points = [
            NumVal(idx=at, v=digits_of(number)) for at, number in enumerate(numbers) if number is not None
        ]
        cache = NumData(formatCode=places, ptCount=len(numbers), pt=points)
        return NumDataSource(numRef=NumRef(f=self._place(column, self.top + 1, self.last), numCache=cache))

    def places(self, order: int | None = None) -> str:
        """Return the number format of one series, or of all."""
        return number_format(
            self.chart.series if order is None else (self.chart.series[order],), self.chart.unit
        )

    def drawn(self, order: int, index: int | None = None) -> Drawn:
        """Return a series as an openpyxl one, without looks; `index` is its place in the chart where that isn't `order`."""
        one = self.chart.series[order]
        at = order if index is None else index
        name = StrRef(f=self._place(order + 2, self.top, self.top), strCache=_strings((one.name,)))
        categories = StrRef(
            f=self._place(1, self.top + 1, self.last), strCache=_strings(self.chart.categories)
        )
        made = Drawn(idx=at, order=at, tx=SeriesLabel(strRef=name))
        made.cat, made.val = (
            AxDataSource(strRef=categories),
            self.values(order + 2, one.numbers, self.places(order)),
        )
        made.invertIfNegative, made.marker = False, None
        return made

    def reach(self, order: int, look: GraphicalProperties) -> ErrorBars:
        """Return a line from a number of each category over others, the first of `reaches` or a later one."""
        at, first, last = self.reaches[order]
        others = [one.numbers for one in self.chart.series[first:last]]
        above: list[Fraction | None] = []
        below: list[Fraction | None] = []
        for place, start in enumerate(self.chart.series[at].numbers):
            known = [found[place] for found in others]
            ends = [end for end in known if end is not None]
            above.append(None if start is None else max([start, *ends]) - start)
            below.append(None if start is None else start - min([start, *ends]))
        column = len(self.chart.series) + 2 + 2 * order
        made: Any = ErrorBars
        found: ErrorBars = made(
            errBarType="both", errValType="cust", noEndCap=True, plus=self.values(column, above),
            minus=self.values(column + 1, below), spPr=look,
        )  # fmt: skip
        return found


def digits_of(number: Fraction) -> str:
    """Return a number with as many digits as a sheet keeps."""
    return decimal_text(number, DIGITS - 3) if number.denominator != 1 else str(number)


def _strings(texts: Sequence[str]) -> StrData:
    return StrData(ptCount=len(texts), pt=[StrVal(idx=at, v=text) for at, text in enumerate(texts)])
