"""Yearly targets as a sheet that an office can hand out (XLSX, landscape A4)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from healthplan_cli.reporters.pathdata import cells, heads
from healthplan_cli.reporters.pathwords import DERIVED, ROUNDED
from healthplan_cli.timeless import timeless
from healthplan_cli.widths import width
from healthplan_cli.yearpath import YearPath

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "年度目标"
_HEADER = 4  # its row; above it the title, what the numbers are, an empty row
_WIDTHS = {"序号": 6, "指标": 36, "分项": 12, "单位": 8, "性质": 8, "基期": 10, "规划目标": 18, "说明": 34}
_YEAR_WIDTH = 11
_LEFT = ("指标", "分项", "说明")
_FONT, _GREY, _BLUE = "等线", "808080", "DDEBF7"
_A4 = 9


def path_xlsx(path: YearPath) -> bytes:
    """The workbook's bytes, the same for the same plan. Every number is text, with its sign: ≤23.76."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    columns = heads(path)[:-1]  # the code is for machines
    rows = [cells(row, path)[:-1] for row in path.rows]
    empty = {
        head for index, head in enumerate(columns) if head == "分项" and not any(row[index] for row in rows)
    }
    kept = [index for index, head in enumerate(columns) if head not in empty]
    columns = tuple(columns[index] for index in kept)
    _write_top(sheet, path, columns)
    for number, row in enumerate(rows, _HEADER + 1):
        _write_row(sheet, number, columns, [row[index] for index in kept])
    _set_up(sheet, columns, _HEADER + len(rows))
    stream = io.BytesIO()
    book.save(stream)
    return timeless(stream.getvalue())


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """A cell of text that stays text: =100 is no formula."""
    cell = sheet.cell(row, column)
    cell.value = text
    if text:
        cell.data_type = "s"
    return cell


def _write_top(sheet: Worksheet, path: YearPath, columns: Sequence[str]) -> None:
    """The title, what the numbers are, and the header."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    rounded = f"{ROUNDED}。" if any(step.rounded for row in path.rows for step in row.steps) else ""
    _write(sheet, 1, 1, f"{path.plan.title}：年度目标").font = Font(name=_FONT, size=15, bold=True)
    _write(sheet, 2, 1, f"{DERIVED}；“规划目标”一栏是规划原文。{rounded}").font = Font(
        name=_FONT, color=_GREY
    )
    line = Side(style="thin", color="A6A6A6")
    for column, head in enumerate(columns, 1):
        cell = _write(sheet, _HEADER, column, head)
        cell.font = Font(name=_FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor=_BLUE)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(top=line, bottom=line, left=line, right=line)


def _write_row(sheet: Worksheet, number: int, columns: Sequence[str], texts: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    thin = Side(style="thin", color="D9D9D9")
    for column, (head, text) in enumerate(zip(columns, texts, strict=True), 1):
        cell = _write(sheet, number, column, text)
        cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
        cell.font = Font(name=_FONT)
        cell.number_format = "@"
        cell.alignment = Alignment(None if head in _LEFT else "center", "center", wrap_text=True)
    lines = max(_lines(head, text) for head, text in zip(columns, texts, strict=True))
    sheet.row_dimensions[number].height = 16 * lines + 4


def _lines(head: str, text: str) -> int:
    return -(-width(text) // (_WIDTHS.get(head, _YEAR_WIDTH) - 1)) or 1


def _set_up(sheet: Worksheet, columns: Sequence[str], last: int) -> None:
    """Widths, what stays in view, and how it is printed."""
    from openpyxl.utils import get_column_letter

    for column, head in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(head, _YEAR_WIDTH)
    sheet.row_dimensions[_HEADER].height = 22
    sheet.freeze_panes = f"C{_HEADER + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{last}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
