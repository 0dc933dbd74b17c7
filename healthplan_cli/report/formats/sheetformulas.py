"""Formulas of cells as a spreadsheet writes them; written last, when all cells of the document have their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from healthplan_cli.base.exact_format import decimal_places
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.report.formula import Applied, CellRef, Formula, Infix, SheetValue, WholeColumn
from healthplan_cli.report.sheetnumbers import sheet_digits

if TYPE_CHECKING:
    from fractions import Fraction

    from openpyxl.worksheet.worksheet import Worksheet

_WEAKEST_FIRST = (("=", "<>", "<", "<=", ">", ">="), ("+", "-"), ("*", "/"))


@record(frozen=True, slots=True)
class _Waiting:
    """A cell whose formula is written later: its place, the columns of its table, the value shown until it is computed."""

    sheet: Worksheet
    row: int
    column: int
    formula: Formula
    columns: dict[str, str]
    shown: str
    is_number: bool


class FormulaBook:
    """The rows of one document that formulas refer to, and the cells whose formulas are still to be written."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Worksheet, int, dict[str, str]]] = {}
        self._waiting: list[_Waiting] = []

    def knows(self, anchor: str, sheet: Worksheet, row: int, columns: dict[str, str]) -> None:
        """Note the place of an anchor's row and the letters of its columns; only the first time."""
        if anchor:
            self._rows.setdefault(anchor, (sheet, row, columns))

    def later(
        self, cell: Any, formula: Formula, columns: dict[str, str], shown: str, is_number: bool
    ) -> None:
        """Note a cell whose formula is to be written later; `shown` is its text or number until it is computed."""
        at = _Waiting(cell.parent, cell.row, cell.column, formula, columns, shown, is_number)
        self._waiting.append(at)

    def write(self, results: dict[str, dict[str, tuple[str, bool]]]) -> None:
        """Write the formulas; add to `results`, by sheet and cell, what each cell shows and whether that is a number."""
        for at in self._waiting:
            cell = at.sheet.cell(at.row, at.column)
            cell.value = f"={self._text(at.formula, at)}"
            cell.data_type = "f"
            results.setdefault(at.sheet.title, {})[cell.coordinate] = at.shown, at.is_number

    def _text(self, formula: Formula, at: _Waiting, weaker: int = 0) -> str:
        match formula:
            case SheetValue(value):
                return _quoted(value) if isinstance(value, str) else _digits(value)
            case CellRef():
                return self._cell(formula, at)
            case WholeColumn(column):
                return self._column(column)
            case Applied(name, parts):
                return f"{name}({','.join(self._text(part, at) for part in parts)})"
            case Infix(sign, left, right):
                level = next(number for number, signs in enumerate(_WEAKEST_FIRST, 1) if sign in signs)
                text = f"{self._text(left, at, level)}{sign}{self._text(right, at, level + 1)}"
                return f"({text})" if level < weaker else text

    def _cell(self, cell: CellRef, at: _Waiting) -> str:
        if not cell.anchor:
            return f"{at.columns[cell.column]}{at.row}"
        sheet, row, columns = self._rows[cell.anchor]
        place = f"${columns[cell.column]}${row}"  # stays, when rows are sorted
        return place if sheet is at.sheet else f"{_named(sheet)}!{place}"

    def _column(self, column: str) -> str:
        rows = list(self._rows.values())
        sheet, letter = rows[0][0], rows[0][2][column]
        numbers = [row for _, row, _ in rows]
        return f"{_named(sheet)}!${letter}${min(numbers)}:${letter}${max(numbers)}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _named(sheet: Worksheet) -> str:
    return "'" + sheet.title.replace("'", "''") + "'"


def _digits(number: Fraction) -> str:
    """Return a number with a spreadsheet's digits; one whose digits don't end as a quotient."""
    if decimal_places(number) is None:
        return f"({number.numerator}/{number.denominator})"
    return sheet_digits(number)
