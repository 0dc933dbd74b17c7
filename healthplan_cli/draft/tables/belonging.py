"""Which rows of a grid are rows of the table, further lines of the row before, or components (其中) of it."""

from __future__ import annotations

from dataclasses import replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    closes,
    half,
    is_dash,
    is_empty,
    is_name,
    is_number,
    is_open,
    joined,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole
from healthplan_cli.draft.tables.heads import Head
from healthplan_cli.draft.tables.row import TableRow
from healthplan_cli.language.names import named_among

SHARED = frozenset(
    [
        HeadRole.CATEGORY,
        HeadRole.NATURE,
        HeadRole.RESPONSIBLE,
        HeadRole.UNIT,
        HeadRole.NOTE,
        HeadRole.DEFINITION,
        HeadRole.TICK,
    ]
)
"""Columns whose cells hold for all the rows that they cover."""
_NO_DOT = Pattern(r"\d{1,3}[.、](?!\d)")
SUB_NUMBER = Pattern(r"\(\d{1,2}\)|[①-⑳⑴-⒇]|\d{1,2}\)|[-—·•○]|\d{1,2}[.-]\d{1,2}(?!\d)")


class Belonging:
    """Tells to which row of the table each row of the grid belongs; `ruled`: the grid's rows are those of the print."""

    def __init__(self, head: Head, ruled: bool) -> None:
        self.head, self.ruled = head, ruled
        self.name = head.at(HeadRole.NAME)[0]
        self.no = next(iter(head.at(HeadRole.NO)), None)
        self.part = next(iter(head.at(HeadRole.PART)), None)
        self.nature = next(iter(head.at(HeadRole.NATURE)), None)
        self.values = head.at(*VALUES)

    def goes_on(self, before: TableRow, row: TableRow) -> bool:
        """Return whether a row is a further line of the row before: nothing in it begins a row, and joining wouldn't merge two numbers."""
        if self.no is not None and self.no in row.cells:
            return False
        if (
            self.nature is not None
            and self.nature in row.cells
            and row.cells[self.nature].words
            and not row.cells[self.nature].shared
            and before.words(self.nature)
            and nature_of(row.words(self.nature))
        ):
            return False
        if self.part in row.cells or row.among or named_among(joined(row.words(self.name))) is not None:
            return False
        own = {
            column
            for column in row.cells
            if self.head.columns[column].role not in SHARED or not row.cells[column].shared
        }
        if not own:
            return True
        values = [column for column in self.values if column in row.cells]
        if any(is_number(row.words(column)) or (is_dash(row.words(column))) for column in values):
            return False
        name, ahead = row.words(self.name), joined(before.words(self.name))
        if not name:
            return bool(before.cells)
        if closes(name) or is_open(ahead):
            return True
        return (
            not is_name(ahead)
            and not values
            and (self.no is not None or not self.ruled)
            and SUB_NUMBER.match(half(name)) is None
        )

    def join(self, before: TableRow, row: TableRow) -> None:
        """Add a row's cells to the row before as further lines."""
        for column, text in row.cells.items():
            known = before.cells.get(column)
            if known is None:
                before.cells[column] = text
            elif text.words != known.words or not text.shared:
                before.cells[column] = replace(
                    known, words=f"{known.words}\n{text.words}", marks=known.marks + text.marks
                )

    def is_part(self, before: TableRow, row: TableRow) -> bool:
        """Return whether a row is a component of the row before: it has only a component's name, or says 其中 below a row without values."""
        if self.no is not None and self.no in row.cells and not is_empty(row.words(self.no)):
            return False
        name = joined(row.words(self.name))
        if self.part is not None and self.part in row.cells:
            return not name or name == joined(before.words(self.name))
        if self.part is not None and self.part in before.cells and name and not is_name(name):
            return self.no is not None
        if not name:
            return any(column in row.cells for column in self.values) and self.ruled
        if any(not is_dash(before.words(column)) for column in self.values if before.words(column)):
            return False
        if not any(column in row.cells for column in self.values):
            return False
        among = (
            row.among
            or named_among(name) is not None
            or SUB_NUMBER.match(half(name)) is not None
            or (bool(before.parts) and self._lacks_number(before, row))
        )
        return among and self._same_nature(before, row)

    def _lacks_number(self, before: TableRow, row: TableRow) -> bool:
        """Return whether rows have numbers, in a column or before their names, and this one doesn't."""
        numbered = [_NO_DOT.match(half(one.words(self.name))) is not None for one in (before, row)]
        return self.no is not None or numbered == [True, False]

    def _same_nature(self, before: TableRow, row: TableRow) -> bool:
        one, other = before.words(self.nature), row.words(self.nature)
        return not one or not other or half(one) == half(other) or is_dash(one)
