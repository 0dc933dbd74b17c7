"""How a sheet's cells look by what they say, whoever changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from healthplan_cli.report.document import Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BAR = "9DC3E6"


def words_heat(sheet: Worksheet, table: Table, first: int, last: int) -> None:
    """Colour the cells between two rows by the words that they say or may come to say, in the columns that have such words."""
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
    """Draw bars behind shares: none at 0, all of the cell from 1 on."""
    from openpyxl.formatting.rule import DataBarRule

    bars: Any = DataBarRule("num", 0, "num", 1, color=_BAR, showValue=True, minLength=0, maxLength=100)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(area, bars)
