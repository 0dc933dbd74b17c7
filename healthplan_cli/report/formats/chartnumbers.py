"""The numbers of a chart on a sheet, and an openpyxl chart's references to them, which keep them too."""

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
from healthplan_cli.report.formats.chartlooks import GREY, number_format, stroke
from healthplan_cli.report.sheetnumbers import DIGITS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class ChartNumbers:
    """The numbers of a chart on a sheet: a column of the categories, one for each series; and what the spans reach."""

    def __init__(self, chart: Chart, sheet: Worksheet, top: int) -> None:
        self.chart, self.sheet, self.top = chart, sheet, top
        self.last = top + len(chart.categories)

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
        if chart.kind is ChartKind.SPANS:
            self._write_reach()

    def _write_reach(self) -> None:
        """Write how far the others lie above and below the first number: formulas, so that the spans follow an edit."""
        count = len(self.chart.series)
        end = get_column_letter(count + 1)
        for column, words in enumerate((tr("向右"), tr("向左")), count + 2):
            text_cell(self.sheet, self.top, column, words)
        for row in range(self.top + 1, self.last + 1):
            self.sheet.cell(row, count + 2).value = f"=MAX(B{row}:{end}{row})-B{row}"
            self.sheet.cell(row, count + 3).value = f"=B{row}-MIN(B{row}:{end}{row})"

    def _place(self, column: int, first: int, last: int) -> str:
        letter = get_column_letter(column)
        end = f":${letter}${last}" if last != first else ""
        return f"{quote_sheetname(self.sheet.title)}!${letter}${first}{end}"

    def values(
        self, column: int, numbers: Sequence[Fraction | None], places: str = "General"
    ) -> NumDataSource:
        """Return a column of numbers with its cache."""
        points = [
            NumVal(idx=at, v=digits_of(number)) for at, number in enumerate(numbers) if number is not None
        ]
        cache = NumData(formatCode=places, ptCount=len(numbers), pt=points)
        return NumDataSource(numRef=NumRef(f=self._place(column, self.top + 1, self.last), numCache=cache))

    def places(self, order: int | None = None) -> str:
        """Return the format of the numbers, of one series or of all."""
        return number_format(
            self.chart.series if order is None else (self.chart.series[order],), self.chart.unit
        )

    def drawn(self, order: int, index: int | None = None) -> Drawn:
        """Return a series as an openpyxl one, its `index` in the chart where that isn't its order; with no look yet."""
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

    def reach(self) -> ErrorBars:
        """Return the line from the first number of each category to its others."""
        first, *others = (one.numbers for one in self.chart.series)
        above: list[Fraction | None] = []
        below: list[Fraction | None] = []
        for at, start in enumerate(first):
            ends = [found[at] for found in others]
            known = [end for end in ends if end is not None]
            above.append(None if start is None else max([start, *known]) - start)
            below.append(None if start is None else start - min([start, *known]))
        count = len(self.chart.series)
        made: Any = ErrorBars
        found: ErrorBars = made(
            errBarType="both", errValType="cust", noEndCap=True, plus=self.values(count + 2, above),
            minus=self.values(count + 3, below), spPr=stroke(GREY, 2),
        )  # fmt: skip
        return found


def digits_of(number: Fraction) -> str:
    """Return a number in as many digits as a sheet has."""
    return decimal_text(number, DIGITS - 3) if number.denominator != 1 else str(number)


def _strings(texts: Sequence[str]) -> StrData:
    return StrData(ptCount=len(texts), pt=[StrVal(idx=at, v=text) for at, text in enumerate(texts)])
