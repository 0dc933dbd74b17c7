"""A row of an indicator table while it is put together, and the rows under one heading."""

from __future__ import annotations

from dataclasses import dataclass, field

from healthplan_cli.draft.tables.heads import Head
from healthplan_cli.sources.documents.blocks import Place


@dataclass(slots=True)
class CellText:
    """The words of a cell (its lines separated by newlines), the raised marks in it, and its place.

    `shared`: it is merged over several rows; `unsure`: another row's cell may be meant.
    """

    words: str
    marks: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)
    shared: bool = False
    """Whether a cell of several rows: its words are the other rows' too."""
    unsure: bool = False
    """Whether those of another cell fit the row as well."""


@dataclass(slots=True)
class TableRow:
    """A row while it is put together: its cells by column, the titles of its groups, the rows that are its components."""

    cells: dict[int, CellText]
    place: Place
    groups: tuple[str, ...] = ()
    parts: list[TableRow] = field(default_factory=list)
    definition: list[str] = field(default_factory=list)
    group_nature: str | None = None
    among: bool = False
    """Whether 其中 stands beside its name, and not in it."""

    def words(self, column: int | None) -> str:
        """Return the words in a column, with their lines; empty for a column without a cell."""
        text = self.cells.get(column) if column is not None else None
        return text.words if text else ""


@dataclass(slots=True)
class RowSection:
    """The rows under one heading, with the notes and statements of units among them."""

    head: Head
    rows: list[TableRow] = field(default_factory=list)
    ruled: bool = True
    words: tuple[str, ...] = ()
    """The words over the columns of its grid."""
    notes: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
