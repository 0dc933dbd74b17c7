"""Merged cells: what one says is said in each row and each column that it covers, for a reader of the table sees it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.checks.verify import Passage

_LONGEST = 200  # characters of a cell that is said again; more is a page's own layout, or its text
_WIDEST = 50  # rows or columns that a cell is said in, whatever it claims to cover
_MOST = 20_000  # passages that are said again in a document, lest a few cells claim to cover everything
_GROUPS = ("thead", "tbody", "tfoot")

Said = tuple[Passage, ...]


class Again:
    """Puts what merged cells say among a document's passages once more, within limits."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self._left = _MOST

    def cell(self, first: int) -> Said:
        """Return what may be said again of a cell that begins with this passage: all, or nothing where that is too much."""
        said = tuple(self.passages[first:])
        return said if sum(len(passage.text) for passage in said) <= _LONGEST else ()

    def say(self, said: Said, times: int = 1) -> None:
        """Say it so many times more."""
        for _ in range(min(times, _WIDEST)):
            if len(said) > self._left:
                return
            self._left -= len(said)
            self.passages += said


@record(slots=True)
class _Table:
    """A table while it is read: its open cell, and the cells of rows above that reach into this one."""

    column: int = 0
    in_row: bool = False
    cell: tuple[int, int, int] | None = None  # its first passage, the rows and the columns it covers
    nested: bool = False  # whether the open cell has a table in it
    above: dict[int, tuple[int, int, Said]] = field(default_factory=dict)


class Tables:
    """The tables of a web page, told of every tag. End tags may be missing, as HTML allows; a passage must be complete
    before the tag that ends it is told."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self.again = Again(passages)
        self.open: list[_Table] = []

    def start(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        """Take in a tag that opens."""
        if tag == "table":
            if self.open:
                self.open[-1].nested = True
            self.open.append(_Table())
            return
        if not self.open or tag not in ("tr", "td", "th", *_GROUPS):
            return
        table = self.open[-1]
        if tag in ("td", "th"):
            self._end_cell(table)
            while table.column in table.above:
                self._from_above(table, table.column)
            given = dict(attributes)
            rows, columns = (_number(given.get(name)) for name in ("rowspan", "colspan"))
            table.cell, table.nested, table.in_row = (len(self.passages), rows, columns), False, True
        else:
            self._end_row(table)
            table.in_row = tag == "tr"
            if tag in _GROUPS:
                table.above.clear()

    def end(self, tag: str) -> None:
        """Take in a tag that closes."""
        if not self.open:
            return
        if tag in ("td", "th"):
            self._end_cell(self.open[-1])
        elif tag in ("tr", "table", *_GROUPS):
            self._end_row(self.open[-1])
        if tag == "table":
            self.open.pop()

    def _end_cell(self, table: _Table) -> None:
        if table.cell is None:
            return
        first, rows, columns = table.cell
        said = () if table.nested else self.again.cell(first)
        self.again.say(said, columns - 1)
        if rows > 1:
            table.above[table.column] = rows - 1, columns, said
        table.column += columns
        table.cell = None

    def _from_above(self, table: _Table, column: int) -> None:
        """Say in this row too what a cell of a row above says in it."""
        rows, columns, said = table.above.pop(column)
        self.again.say(said, columns)
        if rows > 1:
            table.above[column] = rows - 1, columns, said
        table.column = column + columns

    def _end_row(self, table: _Table) -> None:
        self._end_cell(table)
        for column in sorted(table.above) if table.in_row else ():
            if column >= table.column:
                self._from_above(table, column)
        table.column, table.in_row = 0, False


def _number(text: str | None) -> int:
    """Return how many rows or columns an attribute says; to the end of the table for 0."""
    words = (text or "").strip()
    if not words.isascii() or not words.isdecimal():
        return 1
    return min(int(words[:6]), _WIDEST) or _WIDEST


class Columns:
    """The vertically merged cells of a Word table, by the column of its grid in which they stand."""

    def __init__(self, again: Again) -> None:
        self.again = again
        self._above: Mapping[int, Said] = {}
        self._own: dict[int, Said] = {}
        self._left: Said = ()
        self.column = 0

    def start_row(self, before: int = 0) -> None:
        """Begin another row, with so many columns left out at its beginning."""
        self._above, self._own, self._left, self.column = self._own, {}, (), min(before, _WIDEST)

    def cell(self, first: int, width: int, down: str | None, across: str | None) -> None:
        """A cell that has just been read, from this passage on; how wide it is, and whether it begins a merged one
        (restart) or goes on with that above (`down`) or beside it (`across`)."""
        width = max(1, min(width, _WIDEST))
        if down == "continue":
            said = self._above.get(self.column, ())
            self.again.say(said, width)
        elif across == "continue":
            said = self._left
            self.again.say(said, width)
        else:
            said = self.again.cell(first)
            self.again.say(said, width - 1)
        if down is not None:
            self._own[self.column] = said
        self._left = said
        self.column += width
