"""The cells and pages of the workbooks that an office hands in: text that stays text, frames, numbers, A4."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from healthplan_cli.reporters.sheetnumbers import SheetNumber
from healthplan_cli.speech import tr
from healthplan_cli.widths import width, wrap
from healthplan_cli.workbooks import text_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT, GREY = tr("等线"), "595959"
_BLUE, _LINE = "DDEBF7", "A6A6A6"
_HIGHEST = 409  # points that a row may have
_A4 = 9


def write_text(sheet: Worksheet, row: int, column: int, text: str, **font: Any) -> Any:
    """A cell of text that stays text: =100 is no formula."""
    from openpyxl.styles import Alignment, Font

    cell = text_cell(sheet, row, column, text or None)
    if text:
        cell.number_format = "@"
    cell.font = Font(name=FONT, **{"size": 10, **font})
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def frame(cell: Any, left: bool, fill: str = "") -> None:
    """A cell of a table: lines around it, its text where the column has it."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    line = Side(style="thin", color=_LINE)
    cell.border = Border(top=line, bottom=line, left=line, right=line)
    cell.alignment = Alignment("left" if left else "center", "center", wrap_text=True)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)


def lines_of(text: str, columns: int) -> int:
    """The lines that a text takes in a column so many digits wide."""
    return len(wrap(text, columns - 1)) if width(text) > columns - 1 else 1


def set_height(sheet: Worksheet, row: int, points: int) -> None:
    """A row's height in points, as far as a row may have it."""
    sheet.row_dimensions[row].height = min(points, _HIGHEST)


def spread(sheet: Worksheet, row: int, columns: int, text: str, **font: Any) -> Any:
    """A line over the whole width of a sheet."""
    cell = write_text(sheet, row, 1, text, **font)
    if columns > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    return cell


def write_heads(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    """A table's header row."""
    for number, head in enumerate(heads, 1):
        frame(write_text(sheet, row, number, head, bold=True), False, _BLUE)


def make_number(cell: Any, number: SheetNumber | None) -> None:
    """Makes a cell a number, where it is one; the digits themselves are written, never a float's."""
    if number:
        cell.value, cell.data_type, cell.number_format = number.digits, "n", number.format


def set_up_page(sheet: Worksheet, orientation: Literal["landscape", "portrait"], area: str) -> None:
    """A4, as wide as the paper, as long as it takes, numbered; the margins are in inches."""
    from openpyxl.worksheet.page import PageMargins

    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.print_area = area
    side, top, bottom = Decimal("0.5"), Decimal("0.6"), Decimal("0.7")
    sheet.page_margins = PageMargins(side, side, top, bottom, side, Decimal("0.3"))
    footer: Any = sheet.oddFooter
    footer.center.text = tr("第 &P 页，共 &N 页")
