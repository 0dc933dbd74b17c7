"""The rows under a table's headings: their cells by column, their categories, and lines that continue them. Words
aren't interpreted here.
"""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.draft.tables.belonging import SHARED, SUB_NUMBER, Belonging
from healthplan_cli.draft.tables.cells import (
    closes,
    half,
    is_chinese,
    is_empty,
    is_name,
    is_number,
    is_open,
    is_serial,
    joined,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole
from healthplan_cli.draft.tables.filling import fill_down
from healthplan_cli.draft.tables.heads import Covering, Head
from healthplan_cli.draft.tables.row import CellText, RowSection, TableRow
from healthplan_cli.draft.tables.titles import (
    DEFINITION,
    LEVELS,
    NOTE,
    UNIT_LINE,
    UNNUMBERED,
    explains_marks,
    level_of,
    nature_stated,
    without_number,
)
from healthplan_cli.language.names import named_among
from healthplan_cli.sources.documents.blocks import GridCell, TableBlock

_AMONG = "其中"
_LONG = 40  # characters of a line over the whole table that is no title


def read_rows(
    grid: TableBlock, covering: Covering, head: Head, rows: range, skipped: frozenset[int]
) -> RowSection:
    """Return the rows of a grid under its headings; `skipped` are the rows that repeat the headings."""
    section = RowSection(head, ruled=grid.ruled)
    reader = _Reader(grid, covering, section)
    taken = [number for number in rows if number not in skipped]
    for at, number in enumerate(taken):
        reader.take(number, taken[at + 1 : at + 3])
    text = any(cell.place.line is not None and cell.place.table is None for cell in grid.cells)
    fill_down(section.rows, head, text)
    reader.first_parts()
    return section


class _Reader:
    """Reads the rows of a grid from the top, keeping the current groups and the row that the next one may continue."""

    def __init__(self, grid: TableBlock, covering: Covering, section: RowSection) -> None:
        self.grid, self.covering, self.section = grid, covering, section
        self.head = section.head
        self.groups: list[tuple[int, str]] = []
        self.seen: set[GridCell] = set()
        self.mine = [
            number for number, column in enumerate(self.head.columns) if column.role is not HeadRole.OTHER
        ]
        self.name = self.head.at(HeadRole.NAME)[0]
        self.no = next(iter(self.head.at(HeadRole.NO)), None)
        self.values = self.head.at(*VALUES)
        self.belonging = Belonging(self.head, grid.ruled)
        self.titled = False
        """Whether the first row under the head is a title: the rows stand in groups."""

    def take(self, number: int, below: Sequence[int]) -> None:
        """Read one row of the grid, with those `below` it: a line over the whole table, a continuation of the row before, or a row."""
        own = self._cells(number)
        said = [cell for cell in own if self._is_read(cell)]
        new = [cell for cell in own if cell not in self.seen]
        self.seen.update(own)
        if not new:
            return
        labels = [cell for cell in new if self._is_label(cell)]
        if labels:
            self.groups = [(level, text) for level, text in self.groups if level < UNNUMBERED]
        rest = [cell for cell in new if cell not in labels and cell in said]
        wide = len(rest) == 1 and self._is_wide(rest[0])
        if (wide or len(said) == 1) and self._line((rest or new)[0], below):
            return
        row = self._row(number)
        if row is not None:
            self._name_among(number, row)
            self._place(row)

    def _cells(self, number: int) -> list[GridCell]:
        """Return the cells of a row that have words, without duplicates; of two tables side by side only this one's."""
        cells = dict.fromkeys(
            cell
            for column in range(self.grid.columns)
            if (cell := self.covering.get((number, column))) is not None
        )
        others = {
            at
            for at, column in enumerate(self.head.columns)
            if column.role is HeadRole.OTHER and column.beside
        }
        return [
            cell
            for cell in cells
            if not is_empty(cell.text) and not set(range(cell.column, cell.column + cell.colspan)) <= others
        ]

    def _is_read(self, cell: GridCell) -> bool:
        """Return whether a cell is at least partly in a column with a known role (a weight beside a group's title isn't)."""
        return any(
            self.head.columns[at].role is not HeadRole.OTHER
            for at in range(cell.column, cell.column + cell.colspan)
        )

    def _is_label(self, cell: GridCell) -> bool:
        """Return whether a cell is in a column of categories."""
        return self.head.columns[cell.column].role is HeadRole.CATEGORY and cell.column != self.name

    def _is_wide(self, cell: GridCell) -> bool:
        """Return whether a cell extends from the name over all values."""
        end = cell.column + cell.colspan
        return cell.colspan > 2 and cell.column <= self.name and all(value < end for value in self.values)

    def _row(self, number: int) -> TableRow | None:
        found: dict[int, CellText] = {}
        for column in self.mine:
            cell = self.covering.get((number, column))
            role = self.head.columns[column].role
            if cell is None or is_empty(cell.text):
                continue
            if any(
                before in found and not (role in VALUES and self.head.columns[before].role in VALUES)
                for before in range(cell.column, column)
            ):
                continue
            if cell.row < number and role not in SHARED and not (role in VALUES and self._starts(number)):
                continue
            found[column] = CellText(cell.text, cell.marks, cell.place, cell.rowspan > 1, cell.unsure)
        if not found:
            return None
        first = min(
            (text.place for text in found.values()),
            key=lambda place: (place.page or 0, place.line or 0, place.row or 0),
        )
        return TableRow(
            found,
            found[self.name].place if self.name in found else first,
            tuple(text for _, text in self.groups),
        )

    def _name_among(self, number: int, row: TableRow) -> None:
        """Name a row by its component where the name's column has only 其中, perhaps over several rows."""
        name = self.covering.get((number, self.name))
        part = next((column for column in self.head.at(HeadRole.PART) if column in row.cells), None)
        if part is not None and name is not None and half(name.text).strip(":") == _AMONG:
            row.cells[self.name] = row.cells.pop(part)
            row.among = True

    def _starts(self, number: int) -> bool:
        """Return whether a row has a name of its own, so that a value merged over it and the row before belongs to it too."""
        cell = self.covering.get((number, self.name))
        return (
            cell is not None
            and cell.row == number
            and not is_empty(cell.text)
            and named_among(joined(cell.text)) is None
        )

    # ── lines over the whole table ──

    def _line(self, cell: GridCell, below: Sequence[int]) -> bool:
        """Read a row of a single cell as a title, a note or the like; return False where it is an ordinary row of few words."""
        words, plain = joined(cell.text), half(cell.text)
        wide = cell.colspan > 2 or cell.colspan >= self.grid.columns > 1
        rows = self.section.rows
        defined = any(row.definition for row in rows)
        if UNIT_LINE.match(plain):
            self.section.units.append(words)
        elif rows and (below or defined) and DEFINITION.match(plain) and not explains_marks(plain):
            rows[-1].definition.append(words)
        elif NOTE.match(plain) or DEFINITION.match(plain) or (wide and len(plain) > _LONG):
            self.section.notes.append(cell.text)
        elif wide or self._is_group(cell, plain) or self._is_title(cell, plain, below):
            self.titled = self.titled or not rows
            self._group(words)
        else:
            return False
        return True

    def _is_group(self, cell: GridCell, plain: str) -> bool:
        """Return whether the only cell of a row, over one column, begins a group of rows."""
        if cell.rowspan > 1 or is_number(plain) or (nature_of(plain) and len(plain) <= 3):
            return False
        if self.head.columns[cell.column].role is HeadRole.CATEGORY and cell.column != self.name:
            return True
        rows = self.section.rows
        if rows and (is_open(joined(rows[-1].words(self.name))) or closes(plain)):
            return False
        if any(level.match(plain) for level in LEVELS):
            return True
        if self.no is not None and cell.column == self.no:
            return is_chinese(plain) and not is_serial(plain)
        return plain.partition("(")[0].endswith(("指标", "类", "方面", "领域")) or (
            not self.grid.ruled
            and self._closed()
            and len(plain) <= 10
            and not is_name(plain)
            and named_among(plain) is None
            and SUB_NUMBER.match(plain) is None
            and self.no is not None
        )

    def _is_title(self, cell: GridCell, plain: str, below: Sequence[int]) -> bool:
        """Return whether the only cell of a row in a ruled table is a title without a number: the row before is
        complete, and the next one has values and isn't a component.
        """
        if not self.grid.ruled or cell.rowspan > 1 or cell.column > self.name:
            return False
        if not is_chinese(plain) or closes(plain) or self._is_part(plain) or plain[0].isdecimal():
            return False
        rows = self.section.rows
        if rows:
            before = rows[-1].parts[-1] if rows[-1].parts else rows[-1]
            name = joined(before.words(self.name))
            whole = (is_name(name) or self.titled) and not is_open(name)
            if not whole or not any(column in before.cells for column in self.values):
                return False
        if is_name(plain) and (plain.endswith(")") or (rows and not self.titled)):
            return False  # with a unit, or in a table that isn't in groups: an indicator without values
        return next((self._has_own(number) for number in below if not self._is_bare(number)), False)

    def _is_bare(self, number: int) -> bool:
        return len(self._cells(number)) == 1

    def _has_own(self, number: int) -> bool:
        """Return whether a row has a name and a value of its own, and isn't a component."""
        name = self.covering.get((number, self.name))
        if name is None or name.row != number or is_empty(name.text) or self._is_part(half(name.text)):
            return False
        cells = [self.covering.get((number, column)) for column in self.values]
        return any(cell is not None and cell is not name and not is_empty(cell.text) for cell in cells)

    def _is_part(self, plain: str) -> bool:
        return named_among(plain) is not None or SUB_NUMBER.match(plain) is not None

    def _closed(self) -> bool:
        rows = self.section.rows
        return not rows or is_name(rows[-1].words(self.name))

    def _group(self, words: str) -> None:
        level = level_of(words)
        self.groups = [(known, text) for known, text in self.groups if known < level] + [
            (level, without_number(words))
        ]

    # ── rows ──

    def _place(self, row: TableRow) -> None:
        rows = self.section.rows
        before = rows[-1] if rows else None
        row.group_nature = next(
            (nature for _, text in reversed(self.groups) if (nature := nature_stated(text))), None
        )
        if before is not None and self.belonging.goes_on(before, row):
            unnamed = bool(before.parts) and self.name not in row.cells
            self.belonging.join(before.parts[-1] if unnamed else before, row)
        elif before is not None and self.belonging.is_part(before, row):
            before.parts.append(row)
        else:
            rows.append(row)

    def first_parts(self) -> None:
        """Make a component of the component name and values that stand in the row's own line."""
        for column in self.head.at(HeadRole.PART):
            for row in self.section.rows:
                if column in row.cells:
                    own = {at: row.cells.pop(at) for at in (column, *self.values) if at in row.cells}
                    row.parts.insert(0, TableRow(own, own[column].place))
