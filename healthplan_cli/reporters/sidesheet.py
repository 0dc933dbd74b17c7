"""A comparison as a workbook: the matrix in numbers, the flags, and a row for each plan and indicator (A4, landscape)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from healthplan_cli.numbers import decimal_text
from healthplan_cli.record import replace
from healthplan_cli.reporters.sheetnumbers import DIGITS, SheetNumber, printed_number
from healthplan_cli.reporters.sheetparts import (
    frame,
    lines_of,
    make_number,
    set_height,
    set_up_page,
    spread,
    write_heads,
    write_text,
)
from healthplan_cli.reporters.sidedata import heads, long_rows
from healthplan_cli.reporters.sidewords import (
    Shown,
    flag_numbers,
    legend,
    level_text,
    line_name,
    numbered,
    shown,
    title,
)
from healthplan_cli.side import Cell, Line, Matrix
from healthplan_cli.speech import tr
from healthplan_cli.workbooks import workbook_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NAME, _PLAN, _SIDE, _FLAGS = 34, 17, 15, 8  # widths of the columns, in digits
_BEST_FILL, _BEST, _GREY = "C6E7CE", "0B5A1E", "595959"
_LONG_NUMBERS = (tr("序号"), tr("基期"), tr("目标年"), tr("目标"))
_LONG_WIDTHS = (28, 26, 9, 8, 11, 9, 6, 26, 8, 9, 12, 10, 18, 8, 6, 10, 7, 26, 8)


def side_xlsx(matrix: Matrix) -> bytes:
    """The workbook's bytes, the same for the same plans."""
    import openpyxl

    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    book.properties.creator = "hpcheck"
    _write_matrix(book.create_sheet(tr("对照表")), matrix)
    flags = [
        (str(number), flag.message, _names(matrix, flag.indicators)) for number, flag in numbered(matrix)
    ]
    _write_list(
        book.create_sheet(tr("提示")),
        tr("提示"),
        (tr("编号"), tr("内容"), tr("指标")),
        flags,
        (8, 90, 40),
        (tr("编号"),),
    )
    rows = list(long_rows(matrix))
    _write_list(book.create_sheet(tr("明细")), tr("明细"), heads(), rows, _LONG_WIDTHS, _LONG_NUMBERS)
    return workbook_bytes(book)


def _names(matrix: Matrix, ids: Sequence[str]) -> str:
    """The names of indicators; the id of one that has no line."""
    names = {line.id: line.name for line in matrix.lines}
    return tr("、").join(names.get(id, id) for id in ids)


# ── the matrix ──


def _write_matrix(sheet: Worksheet, matrix: Matrix) -> None:
    from openpyxl.utils import get_column_letter

    plans = [plan.id for plan in matrix.plans]
    labels = [matrix.labels[plan] for plan in plans]
    columns = (tr("指标"), *labels, tr("最严"), tr("没有这一项"), tr("提示"))
    widths = (_NAME, *([_PLAN] * len(plans)), _SIDE, _SIDE, _FLAGS)
    spread(sheet, 1, len(columns), title(matrix), size=16, bold=True)
    sheet.row_dimensions[1].height = 30
    texts = legend(matrix, tr("加粗、带底色的"), tr("只是字带颜色的"))
    header = len(texts) + 2
    for row, text in enumerate(texts, 2):
        spread(sheet, row, len(columns), text, color=_GREY)
        set_height(sheet, row, 14 * lines_of(text, sum(widths)) + 4)
    write_heads(sheet, header, columns)
    sheet.row_dimensions[header].height = 24
    for row, (line, numbers) in enumerate(zip(matrix.lines, flag_numbers(matrix), strict=True), header + 1):
        _write_line(sheet, row, line, matrix, ",".join(map(str, numbers)), widths)
    for number, size in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = size
    sheet.freeze_panes = f"B{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    last = header + len(matrix.lines)
    set_up_page(sheet, "landscape", f"A1:{get_column_letter(len(columns))}{last}")


def _write_line(
    sheet: Worksheet, row: int, line: Line, matrix: Matrix, numbers: str, widths: Sequence[int]
) -> None:
    """A line: numbers where there are some, the document's words elsewhere; who is the strictest, who has none."""
    plans = [plan.id for plan in matrix.plans]
    found = [shown(line, plan) for plan in plans]

    def named(ids: Sequence[str]) -> str:
        return tr("、").join(matrix.labels[plan] for plan in plans if plan in ids)

    best = tr("相同") if line.equal else named(line.strictest)
    if line.possible:
        best = tr("可能：{names}", names=named(line.possible))
    texts = [line_name(line), *map(_text, found), best, named((*line.missing, *line.no_target)), numbers]
    for column, text in enumerate(texts, 1):
        plan = plans[column - 2] if 2 <= column < len(plans) + 2 else ""
        marked = plan in line.marked
        green = {"bold": marked, "color": _BEST} if marked or plan in line.possible else {}
        cell = write_text(sheet, row, column, text, **green)
        number = _number(line.cells[plan]) if plan in line.cells else None
        make_number(cell, number)
        frame(cell, column == 1, _BEST_FILL if marked else "")
    set_height(sheet, row, max(14 * max(map(lines_of, texts, widths)) + 6, 22))


def _text(found: Shown) -> str:
    return "\n".join((found.main, *found.asides))


def _number(cell: Cell) -> SheetNumber | None:
    """The bound as a number that is shown with its sign; a derived one says so. All its digits, where a sheet has as many."""
    found = printed_number(level_text(cell), "")
    if found is None or cell.bound is None:
        return None
    exact = decimal_text(cell.bound[1])
    fits = len(exact.lstrip("-0.").replace(".", "")) <= DIGITS
    mark = tr("（推算）") if cell.derived else ""
    shown_so = found.format + (f'"{mark}"' if mark else "")
    return replace(found, digits=exact if fits else found.digits, format=shown_so)


# ── lists ──


def _write_list(
    sheet: Worksheet,
    name: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    numeric: Sequence[str],
) -> None:
    """A title, a header that stays in view, the rows; what is a number in a `numeric` column, is one."""
    from openpyxl.utils import get_column_letter

    spread(sheet, 1, len(columns), name, size=14, bold=True)
    sheet.row_dimensions[1].height = 26
    write_heads(sheet, 2, columns)
    for row, texts in enumerate(rows, 3):
        for number, (head, text) in enumerate(zip(columns, texts, strict=True), 1):
            cell = write_text(sheet, row, number, text, size=9)
            make_number(cell, printed_number(text, "") if head in numeric else None)
            frame(cell, left=widths[number - 1] > 12)
        set_height(sheet, row, 13 * max(map(lines_of, texts, widths)) + 5)
    for number, size in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = size
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    set_up_page(sheet, "landscape", f"A1:{get_column_letter(len(columns))}{len(rows) + 2}")
