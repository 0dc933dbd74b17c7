"""Yearly targets as a sheet that an office can hand out (XLSX, landscape A4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.lexicon import Pattern
from healthplan_cli.numbers import decimal_text
from healthplan_cli.record import record
from healthplan_cli.reporters.pathdata import cells, heads, year_head
from healthplan_cli.reporters.pathwords import DERIVED, ROUNDED, about_targets, baseline_text, unit_text
from healthplan_cli.speech import tr
from healthplan_cli.widths import width
from healthplan_cli.workbooks import text_cell, workbook_bytes
from healthplan_cli.yearpath import PathRow, YearPath

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = tr("年度目标")
_HEADER = 4  # its row; above it the title, what the numbers are, an empty row
_WIDTHS = {
    tr("序号"): 6,
    tr("指标"): 36,
    tr("分项"): 12,
    tr("单位"): 8,
    tr("性质"): 8,
    tr("基期"): 10,
    tr("规划目标"): 18,
    tr("说明"): 34,
}
_YEAR_WIDTH = 11
_LEFT = (tr("指标"), tr("分项"), tr("说明"))
_FONT, _GREY, _BLUE = tr("等线"), "808080", "DDEBF7"
_A4 = 9
_DIGITS = 15  # as many as a spreadsheet's numbers have
_BOUND = Pattern(
    r"(?P<sign>[≤≥<>≦≧＜＞]?)(?P<number>-?[0-9]+(?:\.(?P<decimals>[0-9]+))?)(?P<unit>[^0-9\"]*)$"
)


@record(frozen=True, slots=True)
class _Number:
    """A number for a cell in decimal digits, and how it is shown."""

    digits: str
    format: str


def path_xlsx(path: YearPath) -> bytes:
    """The workbook's bytes, the same for the same plan.

    A bound is a number that is shown with its sign and unit (≤23.76), so that the sheet can be computed with; words stay
    text.
    """
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    columns = heads(path)[:-1]  # the code is for machines
    rows = [cells(row, path)[:-1] for row in path.rows]
    empty = {
        head
        for index, head in enumerate(columns)
        if head == tr("分项") and not any(row[index] for row in rows)
    }
    kept = [index for index, head in enumerate(columns) if head not in empty]
    columns = tuple(columns[index] for index in kept)
    _write_top(sheet, path, columns)
    for number, (row, texts) in enumerate(zip(path.rows, rows, strict=True), _HEADER + 1):
        _write_row(sheet, number, columns, [texts[index] for index in kept], _numbers(row, path))
    _set_up(sheet, columns, _HEADER + len(rows))
    return workbook_bytes(book)


def _write_top(sheet: Worksheet, path: YearPath, columns: Sequence[str]) -> None:
    """The title, what the numbers are, and the header."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    rounded = (
        tr("{rounded}。", rounded=ROUNDED)
        if any(step.rounded for row in path.rows for step in row.steps)
        else ""
    )
    text_cell(sheet, 1, 1, tr("{title}：年度目标", title=path.plan.title)).font = Font(
        name=_FONT, size=15, bold=True
    )
    text_cell(
        sheet,
        2,
        1,
        tr(
            "{derived}；{about_targets}。{rounded}",
            derived=DERIVED,
            about_targets=about_targets(path, tr("规划目标")),
            rounded=rounded,
        ),
    ).font = Font(name=_FONT, color=_GREY)
    line = Side(style="thin", color="A6A6A6")
    for column, head in enumerate(columns, 1):
        cell = text_cell(sheet, _HEADER, column, head)
        cell.font = Font(name=_FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor=_BLUE)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(top=line, bottom=line, left=line, right=line)


def _numbers(row: PathRow, path: YearPath) -> dict[str, _Number]:
    """The cells of a row that are numbers, by their heads: the baseline, and each year's bound."""
    baseline = row.part.baseline
    values = baseline.reading.values if baseline else None
    found = {tr("基期"): _number(baseline_text(row), values.value if values else None, row)}
    for year in path.years:
        step = row.step(year)
        found[year_head(year)] = _number(step.text, step.value, row) if step else None
    return {head: number for head, number in found.items() if number is not None}


def _number(text: str, value: Fraction | None, row: PathRow) -> _Number | None:
    """The number that a text like ≤23.76 or ≥90% is, and the format that shows it so; None for any other words.

    The exact value where a spreadsheet can hold it (15 digits), else the rounded one of the text.
    """
    match = _BOUND.match(text)
    if (
        match is None
        or value is None
        or match["unit"] not in ("", unit_text(row), row.part.indicator.measure)
    ):
        return None
    places = len(match["decimals"] or "")
    if Fraction(match["number"]) != Fraction(decimal_text(value, places)):
        return None  # in another unit than the indicator's
    exact = decimal_text(value)
    fits = Fraction(exact) == value and len(exact.lstrip("-0.").replace(".", "")) <= _DIGITS
    quoted = ['"' + match[name] + '"' if match[name] else "" for name in ("sign", "unit")]
    return _Number(
        exact if fits else match["number"], f"{quoted[0]}0{'.' * bool(places)}{'0' * places}{quoted[1]}"
    )


def _write_row(
    sheet: Worksheet,
    number: int,
    columns: Sequence[str],
    texts: Sequence[str],
    numbers: Mapping[str, _Number],
) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    thin = Side(style="thin", color="D9D9D9")
    for column, (head, text) in enumerate(zip(columns, texts, strict=True), 1):
        known = numbers.get(head)
        cell = text_cell(sheet, number, column, known.digits if known else text)
        if known:
            cell.data_type = "n"  # the digits themselves are written, never a float's
        cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
        cell.font = Font(name=_FONT)
        cell.number_format = known.format if known else "@"
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
        sheet.oddFooter.center.text = tr("第 &P 页，共 &N 页")
