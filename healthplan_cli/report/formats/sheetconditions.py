"""Conditional formats of a sheet, by which cells look as their contents say, also after an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from healthplan_cli.report.document import Table
from healthplan_cli.report.sheetnumbers import SheetNumber

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BAR = "9DC3E6"
_OWN_FORMATS = 164  # the number of a book's first format that isn't built in


def words_heat(sheet: Worksheet, table: Table, first: int, last: int) -> None:
    """Colour the cells between two rows by their words, in the columns that have such words."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    letters = [
        get_column_letter(number)
        for number in range(1, len(table.columns) + 1)
        if any(row.cells[number - 1].tone for row in table.rows)
    ]
    area = " ".join(f"{letter}{first}:{letter}{last}" for letter in letters)
    if not area:
        return
    cells = (cell for row in table.rows for cell in row.cells)
    said = {cell.text: cell.tone for cell in cells if cell.tone and cell.text}
    for text, tone in {**said, **dict(table.tones)}.items():
        words = text.replace('"', '""')
        fill = PatternFill("solid", bgColor=tone.fill)
        rule: Any = CellIsRule("equal", [f'"{words}"'], fill=fill, font=Font(color=tone.letters))  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(area, rule)


def share_bars(sheet: Worksheet, area: str) -> None:
    """Draw bars behind shares: empty at 0, full from 1 on."""
    from openpyxl.formatting.rule import DataBarRule

    bars: Any = DataBarRule("num", 0, "num", 1, color=_BAR, showValue=True, minLength=0, maxLength=100)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(area, bars)


def as_printed(sheet: Worksheet, place: str, number: SheetNumber) -> None:
    """Show a number as it was printed (55.0, 8.9*, ≤10) while it is what it was; of another one keep the relation alone."""
    if number.is_plain:
        return
    _shown(sheet, place, f"{place}={number.digits}", number.format)
    if number.is_bound:
        _shown(sheet, place, f'LEFT(CELL("format",{place}),1)<>"P"', f"{number.relation}General")


def _shown(sheet: Worksheet, place: str, condition: str, shown: str) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.styles.numbers import NumberFormat

    book: Any = sheet.parent
    known = book._number_formats  # a format has one number in a book, wherever it is used
    style: Any = DifferentialStyle(numFmt=NumberFormat(_OWN_FORMATS + known.add(shown), shown))
    sheet.conditional_formatting.add(
        place, Rule(type="expression", dxf=style, stopIfTrue=True, formula=[condition])
    )
