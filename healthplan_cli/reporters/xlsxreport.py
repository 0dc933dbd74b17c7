"""An evaluation report as a workbook that an office hands in: findings, the table, the annex (A4, for print as for screen)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from healthplan_cli.reporters import Look
from healthplan_cli.reporters.findings import Findings, findings
from healthplan_cli.reporters.officeannex import CENTRED, WIDTHS, Listing, annex
from healthplan_cli.reporters.officetable import STATUS_COLORS, Column, Line, OfficeTable, office_table
from healthplan_cli.reporters.promises import tally_words
from healthplan_cli.reporters.promisetable import WITHOUT, whole_table
from healthplan_cli.reporters.sheetnumbers import SheetNumber, printed_number, printed_share
from healthplan_cli.reviewed import Reviewed
from healthplan_cli.speech import tr
from healthplan_cli.widths import width, wrap
from healthplan_cli.workbooks import text_cell, timeless

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FONT, _BLUE, _LINE, _GREY, _RED = tr("等线"), "DDEBF7", "A6A6A6", "595959", "8E0010"
_PAGE_WIDTH, _PAGE_COLUMNS = (
    88,
    8,
)  # of the findings' page, in digits; a single column isn't fitted to the paper
_HEADER = 3  # the table's header row; above it the title and the subtitle
_NUMBERS = ("no", "baseline", "target", "due", "actual", "gap")
_LONGEST = 31  # characters of a sheet's name
_HIGHEST = 409  # points that a row may have
_A4 = 9


def render(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """The workbook's bytes; of several plans the sheets one after the other, with the plan's id before their names."""
    import openpyxl

    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    book.properties.creator = "hpcheck"
    for item in reviewed:
        page, prefix = findings(item.report), f"{item.report.plan.id} " if len(reviewed) > 1 else ""

        def sheet(name: str, prefix: str = prefix) -> Worksheet:
            made: Worksheet = book.create_sheet(prefix[: _LONGEST - len(name)] + name)
            return made

        _write_findings(sheet(tr("评估情况")), page)
        told = f"{page.subtitle}　{page.warning}".strip()
        _write_table(sheet(tr("完成情况表")), office_table(item.report, look), told)
        promised = whole_table(item.report, look)
        if promised is not None:
            told = f"{tally_words(item.report)}　{page.warning}".strip()
            _write_promises(sheet(promised.title), promised, told)
        for name, listing in zip((tr("附件1"), tr("附件2")), annex(item), strict=True):
            _write_listing(sheet(name), listing)
    stream = io.BytesIO()
    book.save(stream)
    return timeless(stream.getvalue())


# ── cells ──


def _write(sheet: Worksheet, row: int, column: int, text: str, **font: Any) -> Any:
    """A cell of text that stays text: =100 is no formula."""
    from openpyxl.styles import Alignment, Font

    cell = text_cell(sheet, row, column, text or None)
    if text:
        cell.number_format = "@"
    cell.font = Font(name=_FONT, **{"size": 10, **font})
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _frame(cell: Any, left: bool, fill: str = "") -> None:
    """A cell of a table: lines around it, its text where the column has it."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    line = Side(style="thin", color=_LINE)
    cell.border = Border(top=line, bottom=line, left=line, right=line)
    cell.alignment = Alignment("left" if left else "center", "center", wrap_text=True)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)


def _lines(text: str, columns: int) -> int:
    """The lines that a text takes in a column so many digits wide."""
    return len(wrap(text, columns - 1)) if width(text) > columns - 1 else 1


def _set_height(sheet: Worksheet, row: int, points: int) -> None:
    sheet.row_dimensions[row].height = min(points, _HIGHEST)


def _spread(sheet: Worksheet, row: int, columns: int, text: str, **font: Any) -> Any:
    """A line over the whole width of a sheet."""
    cell = _write(sheet, row, 1, text, **font)
    if columns > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    return cell


# ── sheets ──


def _write_findings(sheet: Worksheet, page: Findings) -> None:
    """A row over the whole width for each heading and paragraph."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    lines: list[tuple[str, dict[str, Any]]] = [
        (page.title, {"size": 18, "bold": True}),
        (page.subtitle, {"size": 13}),
    ]
    centred = len(lines)
    if page.warning:
        lines.append((page.warning, {"size": 12, "bold": True, "color": _RED}))
    for section in page.sections:
        lines.append((section.heading, {"size": 13, "bold": True}))
        lines += [(f"{lead}{text}", {"size": 12}) for lead, text in section.paragraphs]
    for row, (text, font) in enumerate(lines, 1):
        cell = _spread(sheet, row, _PAGE_COLUMNS, text, **font)
        if row <= centred:
            cell.alignment = Alignment("center", "center", wrap_text=True)
        size = font["size"]
        _set_height(sheet, row, _lines(text, _PAGE_WIDTH * 11 // size) * (size + 5) + 6)
    for number in range(1, _PAGE_COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _PAGE_WIDTH // _PAGE_COLUMNS
    _set_up_page(sheet, "portrait", f"A1:{get_column_letter(_PAGE_COLUMNS)}{len(lines)}")


def _write_table(sheet: Worksheet, table: OfficeTable, told: str) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    columns = table.columns
    title = _spread(sheet, 1, len(columns), table.title, size=16, bold=True)
    title.alignment = Alignment("center", "center", wrap_text=True)
    _spread(sheet, 2, len(columns), told, color=_GREY)
    _write_heads(sheet, _HEADER, [column.head for column in columns])
    for row, line in enumerate(table.lines, _HEADER + 1):
        _write_line(sheet, row, table, line)
    _merge_groups(sheet, table)
    last = _HEADER + len(table.lines)
    for note in table.notes:
        last += 1
        _spread(sheet, last, len(columns), note, color=_GREY, size=9)
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[1].height, sheet.row_dimensions[_HEADER].height = 30, 32
    names = next(number for number, column in enumerate(columns, 2) if column.key == "name")
    sheet.freeze_panes = f"{get_column_letter(names)}{_HEADER + 1}"
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    _set_up_page(sheet, "landscape", f"A1:{get_column_letter(len(columns))}{last}")


def _write_promises(sheet: Worksheet, table: OfficeTable, told: str) -> None:
    """All the commitments, to be filtered; those without data are grey."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    _write_table(sheet, table, told)
    last = _HEADER + len(table.lines)
    sheet.auto_filter.ref = f"A{_HEADER}:{get_column_letter(len(table.columns))}{last}"
    for row, line in enumerate(table.lines, _HEADER + 1):
        if line.texts["data"] == WITHOUT:
            for cell in sheet[row]:
                cell.font = Font(name=_FONT, size=10, color=_GREY)


def _write_heads(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    for number, head in enumerate(heads, 1):
        _frame(_write(sheet, row, number, head, bold=True), False, _BLUE)


def _write_line(sheet: Worksheet, row: int, table: OfficeTable, line: Line) -> None:
    fill, letters = STATUS_COLORS[line.result.status]
    cells = list(zip(table.columns, table.cells(line), strict=True))
    for number, (column, text) in enumerate(cells, 1):
        told = column.key == "status"
        cell = _write(sheet, row, number, text, **({"bold": True, "color": letters} if told else {}))
        _write_number(cell, _number(column, text, line))
        _frame(cell, column.left, fill if told else "")
    lines = max(_lines(text, column.width) for column, text in cells if column.key != "category")
    _set_height(sheet, row, max(14 * lines + 6, 22))


def _write_number(cell: Any, number: SheetNumber | None) -> None:
    """Makes a cell a number, where it is one; the digits themselves are written, never a float's."""
    if number:
        cell.value, cell.data_type, cell.number_format = number.digits, "n", number.format


def _number(column: Column, text: str, line: Line) -> SheetNumber | None:
    """The number that a cell's text is; None for words."""
    if column.key in line.shares:
        return printed_share(text, line.shares[column.key])
    return printed_number(text, line.result.unit or "") if column.key in _NUMBERS else None


def _merge_groups(sheet: Worksheet, table: OfficeTable) -> None:
    """One cell for each category."""
    if table.columns[0].key != "category":
        return
    for first, last in table.groups:
        start, end = first + _HEADER + 1, last + _HEADER + 1
        if end > start:
            sheet.merge_cells(start_row=start, start_column=1, end_row=end, end_column=1)
        else:
            lines = _lines(table.lines[first].texts["category"], table.columns[0].width)
            _set_height(sheet, start, max(int(sheet.row_dimensions[start].height or 0), 14 * lines + 6))


def _write_listing(sheet: Worksheet, listing: Listing) -> None:
    """A list of the annex; what is a number, is one."""
    from openpyxl.utils import get_column_letter

    _spread(sheet, 1, len(listing.heads), listing.title, size=14, bold=True)
    sheet.row_dimensions[1].height = 26
    _write_heads(sheet, 2, listing.heads)
    for row, texts in enumerate(listing.rows, 3):
        for number, text in enumerate(texts, 1):
            cell = _write(sheet, row, number, text, size=9)
            _write_number(cell, printed_number(text, "") if number in CENTRED else None)
            _frame(cell, number not in CENTRED)
        _set_height(sheet, row, 13 * max(map(_lines, texts, WIDTHS)) + 5)
    for number, columns in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = columns
    sheet.freeze_panes = "C3"
    sheet.print_title_rows = "2:2"
    _set_up_page(sheet, "landscape", f"A1:{get_column_letter(len(WIDTHS))}{len(listing.rows) + 2}")


def _set_up_page(sheet: Worksheet, orientation: Literal["landscape", "portrait"], area: str) -> None:
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
