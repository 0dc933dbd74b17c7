"""An evaluation report as a workbook that an office hands in: findings, the table, the annex (A4, for print as for screen)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from healthplan_cli.reporters import Look
from healthplan_cli.reporters.findings import Findings, findings
from healthplan_cli.reporters.officeannex import CENTRED, WIDTHS, Listing, annex
from healthplan_cli.reporters.officetable import Column, Line, OfficeTable, office_table
from healthplan_cli.reporters.promises import tally_words
from healthplan_cli.reporters.promisetable import WITHOUT, whole_table
from healthplan_cli.reporters.sheetnumbers import SheetNumber, printed_number, printed_share
from healthplan_cli.reporters.sheetparts import (
    FONT,
    GREY,
    frame,
    lines_of,
    make_number,
    set_height,
    set_up_page,
    spread,
    write_heads,
    write_text,
)
from healthplan_cli.reviewed import Reviewed
from healthplan_cli.speech import tr
from healthplan_cli.workbooks import workbook_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_RED = "8E0010"
_PAGE_WIDTH, _PAGE_COLUMNS = (
    88,
    8,
)  # of the findings' page, in digits; a single column isn't fitted to the paper
_HEADER = 3  # the table's header row; above it the title and the subtitle
_NUMBERS = ("no", "baseline", "target", "due", "actual", "gap")
_LONGEST = 31  # characters of a sheet's name


def render(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """The workbook's bytes; of several plans the sheets one after the other, with the plan's id before their names."""
    import openpyxl

    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    book.properties.creator = "hpcheck"
    for item in reviewed:
        page, prefix = (
            findings(item.report, item.gate),
            f"{item.report.plan.id} " if len(reviewed) > 1 else "",
        )

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
    return workbook_bytes(book)


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
        cell = spread(sheet, row, _PAGE_COLUMNS, text, **font)
        if row <= centred:
            cell.alignment = Alignment("center", "center", wrap_text=True)
        size = font["size"]
        set_height(sheet, row, lines_of(text, _PAGE_WIDTH * 11 // size) * (size + 5) + 6)
    for number in range(1, _PAGE_COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _PAGE_WIDTH // _PAGE_COLUMNS
    set_up_page(sheet, "portrait", f"A1:{get_column_letter(_PAGE_COLUMNS)}{len(lines)}")


def _write_table(sheet: Worksheet, table: OfficeTable, told: str) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    columns = table.columns
    title = spread(sheet, 1, len(columns), table.title, size=16, bold=True)
    title.alignment = Alignment("center", "center", wrap_text=True)
    spread(sheet, 2, len(columns), told, color=GREY)
    write_heads(sheet, _HEADER, [column.head for column in columns])
    for row, line in enumerate(table.lines, _HEADER + 1):
        _write_line(sheet, row, table, line)
    _merge_groups(sheet, table)
    last = _HEADER + len(table.lines)
    for note in table.notes:
        last += 1
        spread(sheet, last, len(columns), note, color=GREY, size=9)
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[1].height, sheet.row_dimensions[_HEADER].height = 30, 32
    names = next(number for number, column in enumerate(columns, 2) if column.key == "name")
    sheet.freeze_panes = f"{get_column_letter(names)}{_HEADER + 1}"
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    set_up_page(sheet, "landscape", f"A1:{get_column_letter(len(columns))}{last}")


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
                cell.font = Font(name=FONT, size=10, color=GREY)


def _write_line(sheet: Worksheet, row: int, table: OfficeTable, line: Line) -> None:
    tone = line.badge.tone
    cells = list(zip(table.columns, table.cells(line), strict=True))
    for number, (column, text) in enumerate(cells, 1):
        told = column.key == "status"
        cell = write_text(sheet, row, number, text, **({"bold": True, "color": tone.letters} if told else {}))
        make_number(cell, _number(column, text, line))
        frame(cell, column.left, tone.fill if told else "")
    lines = max(lines_of(text, column.width) for column, text in cells if column.key != "category")
    set_height(sheet, row, max(14 * lines + 6, 22))


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
            lines = lines_of(table.lines[first].texts["category"], table.columns[0].width)
            set_height(sheet, start, max(int(sheet.row_dimensions[start].height or 0), 14 * lines + 6))


def _write_listing(sheet: Worksheet, listing: Listing) -> None:
    """A list of the annex; what is a number, is one."""
    from openpyxl.utils import get_column_letter

    spread(sheet, 1, len(listing.heads), listing.title, size=14, bold=True)
    sheet.row_dimensions[1].height = 26
    write_heads(sheet, 2, listing.heads)
    for row, (texts, unit) in enumerate(zip(listing.rows, listing.units, strict=True), 3):
        for number, text in enumerate(texts, 1):
            cell = write_text(sheet, row, number, text, size=9)
            make_number(cell, printed_number(text, unit) if number in CENTRED else None)
            frame(cell, number not in CENTRED)
        set_height(sheet, row, 13 * max(map(lines_of, texts, WIDTHS)) + 5)
    for number, columns in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = columns
    sheet.freeze_panes = "C3"
    sheet.print_title_rows = "2:2"
    set_up_page(sheet, "landscape", f"A1:{get_column_letter(len(WIDTHS))}{len(listing.rows) + 2}")
