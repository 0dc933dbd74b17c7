"""A progress sheet to fill in (`hpcheck projects PLAN --init FILE`), as CSV or XLSX, which is read back as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.ooxml import csv_text, frame, text_cell, workbook_bytes
from healthplan_cli.model import Plan, Project
from healthplan_cli.sources.actuals.grid import letters
from healthplan_cli.sources.actuals.sheetpage import row_height, set_up_to_fill

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# The headings, with the width of their columns in digits: Chinese in every language, for they are read back.
HEADS = {
    "序号": 6,
    "项目名称": 40,
    "责任单位": 24,
    "建设年限": 12,
    "总投资（万元）": 14,
    "年份": 8,
    "开工时间": 13,
    "累计完成投资（万元）": 14,
    "形象进度（%）": 12,
    "竣工时间": 13,
    "备注": 20,
    "代码": 22,
}
_TO_FILL = range(7, 12)  # their columns
_HEADER = 4
_FONT, _GREY, _BLUE, _YELLOW = "DengXian", "808080", "DDEBF7", "FFFBE6"


def cells(project: Project, year: int | None) -> list[str]:
    """Return a project's row: the plan's details, and empty cells to fill in."""
    investment = project.investment
    return [
        project.no,
        project.name,
        project.responsible or "",
        project.years or "",
        decimal_text(investment) if investment is not None else "",
        str(year) if year else "",
        *[""] * len(_TO_FILL),
        project.id,
    ]


def progress_csv(plan: Plan, year: int | None) -> bytes:
    """Return the CSV to fill in as bytes."""
    return csv_text([HEADS, *(cells(project, year) for project in plan.projects)]).encode()


def progress_xlsx(plan: Plan, year: int | None) -> bytes:
    """Return the XLSX to fill in as bytes, always the same for the same plan; cells to fill in are yellow."""
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = tr("项目进度")
    text_cell(sheet, 1, 1, tr("{title}：重大项目进度", title=plan.title)).font = Font(
        name=_FONT, size=15, bold=True
    )
    for row, words in enumerate(_hints(), 2):
        text_cell(sheet, row, 1, words).font = Font(name=_FONT, color=_GREY)
    _write_row(sheet, _HEADER, list(HEADS), head=True)
    for row, project in enumerate(plan.projects, _HEADER + 1):
        _write_row(sheet, row, cells(project, year))
    _set_up(sheet)
    return workbook_bytes(book)


def _hints() -> tuple[str, str]:
    return (
        tr(
            "只填黄色的格子；没有数的留空，不要用 0 代替。时间写到日、月或年都行（2023-05-31、2023-05、2023），也可写 是、否。"
        ),
        tr("累计完成投资是开工以来的累计数。一个项目几年的数可写成几行，各写各的年份。"),
    )


def _write_row(sheet: Worksheet, row: int, texts: list[str], head: bool = False) -> None:
    from openpyxl.styles import Font

    for column, (text, size) in enumerate(zip(texts, HEADS.values(), strict=True), 1):
        cell = text_cell(sheet, row, column, text)
        cell.font = Font(name=_FONT, bold=head)
        filled = column in _TO_FILL or column == _TO_FILL[0] - 1
        fill = _BLUE if head else _YELLOW if filled else ""
        frame(cell, "A6A6A6" if head else "D9D9D9", "center" if head or size < 16 else "left", fill)
        if not head:
            cell.number_format = "@" if column in (_TO_FILL[0], _TO_FILL[3]) else "General"
    heights = [row_height(text, size) for text, size in zip(texts, HEADS.values(), strict=True)]
    sheet.row_dimensions[row].height = max(heights[:-1])


def _set_up(sheet: Worksheet) -> None:
    for column, size in enumerate(HEADS.values(), 1):
        sheet.column_dimensions[letters(column)].width = size
    sheet.freeze_panes = f"C{_HEADER + 1}"
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    set_up_to_fill(sheet, "landscape")
