"""Charts of a document in a workbook, over numbers on a separate last sheet."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from healthplan_cli.report.document import Chart, ChartKind
from healthplan_cli.report.formats.sheetformulas import FormulaBook
from healthplan_cli.report.sheetnumbers import sheet_digits

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DIGIT = Fraction(1, 5)  # centimetres of a column's width
_ROW = Fraction(529, 1000)  # of a row's height
_PAGE = 48  # rows of a printed page


class ChartSheets:
    """The charts of one document; `made` makes the sheet of their numbers when the first chart is drawn."""

    def __init__(self, made: Callable[[], Worksheet], formulas: FormulaBook) -> None:
        self._made, self._formulas = made, formulas
        self._numbers: Worksheet | None = None
        self._top = 1

    def draw(self, chart: Chart, sheet: Worksheet, row: int, across: int) -> int:
        """Draw a chart below a row of a sheet, `across` digits wide; return the last row that it covers."""
        from healthplan_cli.report.formats.native_charts import native_chart, pieces

        if self._numbers is None:
            self._numbers = _one_page_wide(self._made())
        for piece in pieces(chart):
            made = native_chart(piece, self._numbers, self._top)
            made.width = across * _DIGIT
            if chart.kind is ChartKind.LINES:
                made.display_blanks = "span"  # a year without a number doesn't end a line
                made.height = Fraction(6)
            row = self._place(made, sheet, row)
            self._link(piece, self._numbers)
            self._top += len(piece.categories) + 2
        return row

    def _place(self, made: Any, sheet: Worksheet, row: int) -> int:
        """Put a chart below a row, or on the next page where it doesn't fit; return the last row that it covers."""
        from openpyxl.worksheet.pagebreak import Break

        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = (
            15,
            True,
        )  # the same in every program
        rows: int = ceil(made.height / _ROW) + 1
        begun = max((one.id for one in sheet.row_breaks.brk), default=0)
        if row - begun + rows > _PAGE and row > begun:
            sheet.row_breaks.append(Break(id=row))
        sheet.add_chart(made, f"A{row + 1}")
        return row + rows

    def _link(self, chart: Chart, sheet: Worksheet) -> None:
        """Write the formulas of the chart's numbers."""
        for column, series in enumerate(chart.series, 2):
            for at, formula in enumerate(series.formulas):
                if formula is not None:
                    number = series.numbers[at]
                    shown = "" if number is None else sheet_digits(number)
                    cell = sheet.cell(self._top + 1 + at, column)
                    self._formulas.later(cell, formula, {}, shown, number is not None)


def _one_page_wide(sheet: Worksheet) -> Worksheet:
    """Return a sheet of numbers set up to be printed as wide as its paper."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    return sheet
