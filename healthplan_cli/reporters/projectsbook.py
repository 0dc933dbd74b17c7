"""A report of projects as a workbook (XLSX, landscape A4): the projects, the sums, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from healthplan_cli.projects import ProjectsReport
from healthplan_cli.reporters.projectstable import Table, tables
from healthplan_cli.reporters.projectwords import listings, subtitle, summary, warning
from healthplan_cli.reporters.sheetnumbers import printed_number
from healthplan_cli.speech import tr
from healthplan_cli.widths import width
from healthplan_cli.workbooks import text_cell, workbook_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FONT, _GREY, _BLUE = tr("等线"), "808080", "DDEBF7"
_A4 = 9


def projects_xlsx(report: ProjectsReport) -> bytes:
    """The workbook's bytes, the same for the same report; numbers are numbers, shown as they are printed."""
    import openpyxl

    book = openpyxl.Workbook()
    first, *sums = tables(report)
    sheet = book.active
    assert sheet is not None
    sheet.title = first.title
    start = _head(sheet, report)
    _table(sheet, first, start)
    sheet.freeze_panes = f"C{start + 1}"
    other = book.create_sheet(tr("合计"))
    row = 1
    for table in sums:
        row = _titled(other, table, row)
    _list(book.create_sheet(tr("到期和没有按时的")), report)
    for page in book.worksheets:
        _set_up(page)
    sheet.print_title_rows = f"{start}:{start}"
    return workbook_bytes(book)


def _head(sheet: Worksheet, report: ProjectsReport) -> int:
    """The title and the summary; the row below them."""
    from openpyxl.styles import Font

    title = text_cell(sheet, 1, 1, tr("{title}：重大项目", title=report.plan.title))
    title.font = Font(name=_FONT, size=15, bold=True)
    lines = [subtitle(report), *filter(None, [warning(report)]), *summary(report)]
    for row, line in enumerate(lines, 2):
        text_cell(sheet, row, 1, line).font = Font(name=_FONT, color=_GREY)
    return len(lines) + 3


def _titled(sheet: Worksheet, table: Table, row: int) -> int:
    """A table under its title; the row for the next one."""
    from openpyxl.styles import Font

    text_cell(sheet, row, 1, table.title).font = Font(name=_FONT, size=13, bold=True)
    _table(sheet, table, row + 1)
    end = row + len(table.rows) + 2
    if table.note:
        text_cell(sheet, end, 1, table.note).font = Font(name=_FONT, color=_GREY)
    return end + 2


def _table(sheet: Worksheet, table: Table, row: int) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    for column, (head, size) in enumerate(zip(table.heads, table.widths, strict=True), 1):
        _cell(sheet, row, column, head, bold=True).fill = PatternFill("solid", fgColor=_BLUE)
        sheet.column_dimensions[get_column_letter(column)].width = size
    for number, texts in enumerate(table.rows, row + 1):
        for column, text in enumerate(texts, 1):
            _number(
                _cell(sheet, number, column, text, at_left=column - 1 not in table.numbers),
                text,
                column - 1 in table.numbers,
            )
        lines = max(
            -(-width(text) // (size - 1)) or 1 for text, size in zip(texts, table.widths, strict=True)
        )
        sheet.row_dimensions[number].height = 16 * lines + 4


def _cell(
    sheet: Worksheet, row: int, column: int, text: str, bold: bool = False, at_left: bool = False
) -> Any:
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin", color="A6A6A6" if bold else "D9D9D9")
    cell = text_cell(sheet, row, column, text)
    cell.font = Font(name=_FONT, bold=bold)
    cell.border = Border(top=line, bottom=line, left=line, right=line)
    cell.alignment = Alignment("left" if at_left else "center", "center", wrap_text=True)
    return cell


def _number(cell: Any, text: str, wanted: bool) -> None:
    """A printed number as one, with the digits that are printed."""
    found = printed_number(text, "%") if wanted else None
    if found is not None:
        cell.value = found.digits
        cell.data_type = "n"  # the digits themselves are written, never a float's
        cell.number_format = found.format


def _list(sheet: Worksheet, report: ProjectsReport) -> None:
    """What is due and what is late, a project a line."""
    from openpyxl.styles import Font

    row = 1
    for head, names in listings(report):
        text_cell(sheet, row, 1, head).font = Font(name=_FONT, bold=True)
        shown = names or (tr("没有"),)
        for place, name in enumerate(shown, row + 1):
            text_cell(sheet, place, 1, name).font = Font(name=_FONT)
        row += len(shown) + 2
    sheet.column_dimensions["A"].width = 100


def _set_up(sheet: Worksheet) -> None:
    """As wide as the paper, as long as it takes, numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = tr("第 &P 页，共 &N 页")
