"""Statements on units that hold beyond one row: above a table, in its header, in rows without a value (contract section 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthplan_cli import units
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.sources.actuals.footnotes import is_footnote
from healthplan_cli.sources.actuals.grid import Cell, SheetRow, text_of
from healthplan_cli.sources.actuals.heading_words import ColumnRole
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.row_names import unit_of_name
from healthplan_cli.sources.actuals.unit_statements import (
    Statement,
    UnitScope,
    of_column,
    says_only_units,
    statements,
)

# a unit in brackets behind these is that of all rows
_NAMED_SO = (ColumnRole.NAME, ColumnRole.COMPONENT, ColumnRole.UNIT)


def of_heading(text: str) -> list[Statement]:
    """Return the statements on units in a section's or category's heading: 产业（单位：万元）, 产业（万元）."""
    unit = unit_of_name(text)
    return statements(text) or ([Statement(text, (units.canonical(plain(unit)) or unit,))] if unit else [])


class SaidUnits:
    """The statements on units in a table: `whole` for all rows, `sections` for those below a row number.

    `rows`: numbers of rows that hold nothing else. `silent`: rows without a value, each with whether it stands below all
    values.
    """

    def __init__(self, layout: SheetLayout) -> None:
        self.layout = layout
        ats = (at for item in layout.values for at in (item.at, item.population_at))
        self.values = {at for at in ats if at is not None}
        self.whole: list[Statement] = [*self._above(), *self._in_header()]
        self.sections: dict[int, list[Statement]] = {}
        self.rows: set[int] = set()
        self.silent: list[
            tuple[SheetRow, bool]
        ] = []  # the rows without a value, and whether no value is below them
        self._below()

    def _above(self) -> Iterator[Statement]:
        for row in self.layout.grid.rows[: self.layout.header.first]:
            for text in joined_pairs(row.cells):
                yield from statements(text, above=True)

    def _in_header(self) -> Iterator[Statement]:
        """Yield the statements in the header: of one column of values, or of the whole table (behind 指标, or in a cell of its own)."""
        header = self.layout.header
        for row in self.layout.grid.rows[header.first : header.body]:
            for at, cell in row.cells.items():
                found = statements(text_of(cell))
                yield from of_column(found) if at in self.values else found
        for column in header.columns:
            heading = column.heading
            unit = unit_of_name(column.words) if heading and heading.role in _NAMED_SO else None
            if unit and not statements(column.words):
                yield Statement(column.words, (units.canonical(unit) or unit,))
        for values in self.layout.values:
            unit = units.canonical(values.unit or "")
            if unit and values.population_at is None:
                words = next(column.words for column in header.columns if column.at == values.at)
                yield Statement(words, (unit,), UnitScope.COLUMN)

    def _below(self) -> None:
        """Collect the statements in rows without a value: one in a footnote holds for the whole table, another for the rows below it."""
        silent: list[SheetRow] = []
        last = 0
        for row in self.layout.body:
            if self._has_value(row):
                last = row.number
                continue
            silent.append(row)
            if not last:
                self._alone(row)
        self.silent = [(row, row.number > last) for row in silent]
        for row, below in self.silent:
            if row.number not in self.rows:
                self._silent(row, below)

    def _has_value(self, row: SheetRow) -> bool:
        cells = [row.cells[at] for at in self.values if at in row.cells]
        told = any("单" in text_of(cell) for cell in cells)  # 单位：万元 at the right, in a column of values
        if not told or not all(says_only_units(text_of(cell)) for cell in row.cells.values()):
            return any(cell not in NO_VALUE for cell in cells)
        self.rows.add(row.number)
        self.whole += self._of(row)
        return False

    def _alone(self, row: SheetRow) -> None:
        """Collect the unit of a row above all values that states a unit and nothing else."""
        if row.number not in self.rows and all(says_only_units(text_of(cell)) for cell in row.cells.values()):
            self.rows.add(row.number)
            self.whole += self._of(row)

    def _silent(self, row: SheetRow, below: bool) -> None:
        found = self._of(row)
        if below or is_footnote(plain(text_of(next(iter(row.cells.values())))[:20])):
            self.whole += found
            return
        found = found or of_heading(text_of(row.cells.get(self.layout.naming[2] or 0)))
        if found:
            self.sections[row.number] = found

    def _of(self, row: SheetRow) -> list[Statement]:
        aside = {at for item in self.layout.values for at in (item.unit_at, *item.note_at, *item.source_at)}
        only = len(row.cells) == 1 or row.number in self.rows
        texts = (text_of(cell) for at, cell in row.cells.items() if only or at not in aside)
        return [said for text in texts for said in statements(text)]


def joined_pairs(cells: Mapping[int, Cell]) -> Iterator[str]:
    """Yield each cell's text; behind one that ends with a colon or 单位, the text of the next cell is added (单位： | 万元)."""
    for at, cell in cells.items():
        text = text_of(cell)
        if text.endswith((":", "：")) or text.endswith("单位"):
            text += " " + text_of(cells.get(at + 1))
        yield text
