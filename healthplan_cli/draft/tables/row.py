"""A row of an indicator table as it is put together, and what stands under a head."""

from __future__ import annotations

from dataclasses import dataclass, field

from healthplan_cli.draft.tables.heads import Head
from healthplan_cli.sources.documents.blocks import Place


@dataclass(slots=True)
class CellText:
    """The words of a cell (its lines parted by newlines), the raised marks in it, and its place."""

    words: str
    marks: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)
    shared: bool = False
    """Whether a cell of several rows: its words are the other rows' too."""
    unsure: bool = False
    """Whether those of another cell fit the row as well."""


@dataclass(slots=True)
class TableRow:
    """A row as it is put together: its cells by their column, the titles of its groups, the rows that are its parts."""

    cells: dict[int, CellText]
    place: Place
    groups: tuple[str, ...] = ()
    parts: list[TableRow] = field(default_factory=list)
    definition: list[str] = field(default_factory=list)
    group_nature: str | None = None
    among: bool = False
    """Whether 其中 stands beside its name, and not in it."""

    def words(self, column: int | None) -> str:
        """Return the words in a column, with their lines; nothing for a column that isn't there."""
        text = self.cells.get(column) if column is not None else None
        return text.words if text else ""


@dataclass(slots=True)
class RowSection:
    """What stands under a head: its rows, the notes and the statement of a unit among them."""

    head: Head
    rows: list[TableRow] = field(default_factory=list)
    ruled: bool = True
    words: tuple[str, ...] = ()
    """The words over the columns of its grid."""
    notes: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
