"""Two rows that a pdf-to-text tool has printed column by column, because a cell stood between them: both names, both units, both values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from healthplan_cli.draft.tables.cells import half
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn
from healthplan_cli.draft.tables.text.lines import Laid, Placed, TextCell

_STEPS = 3  # pairs of lines at least
_BETWEEN = (HeadRole.CATEGORY, HeadRole.RESPONSIBLE, HeadRole.NO)
"""Columns of which one of two lines may lack a cell: it stood between them, or two numbers are printed over each other."""


def straightened(lines: Sequence[Laid], columns: Sequence[TableColumn]) -> list[Laid]:
    """Return a table's lines, with two rows that are printed column by column put together."""
    found: list[Laid] = []
    at = 0
    while at < len(lines):
        end = _end(lines, at, columns)
        if end == at:
            found.append(lines[at])
            at += 1
            continue
        found += _rows(lines[at:end], columns)
        at = end
    return found


def _told(line: Laid, columns: Sequence[TableColumn]) -> frozenset[int]:
    return frozenset(at for at in line.cells if at >= 0 and columns[at].role not in _BETWEEN)


def _end(lines: Sequence[Laid], at: int, columns: Sequence[TableColumn]) -> int:
    """Return the index after two rows printed column by column that begin with a line; the line's index where they don't."""
    last, end = -1, at
    seen: set[int] = set()
    while end + 1 < len(lines):
        one, other = lines[end], lines[end + 1]
        own = _told(one, columns)
        if one.whole or other.whole or one.page != other.page or not own or own != _told(other, columns):
            break
        if min(own) <= last:
            break
        last, end = max(own), end + 2
        seen |= own
    roles = {columns[column].role for column in seen}
    whole = all(column.role not in VALUES or number in seen for number, column in enumerate(columns))
    enough = end - at >= 2 * _STEPS and HeadRole.NAME in roles and bool(roles & VALUES) and whole
    return end if enough else at


def _rows(lines: Sequence[Laid], columns: Sequence[TableColumn]) -> list[Laid]:
    """Return the two rows, at the middle height of their lines."""
    found = []
    for own in (lines[::2], lines[1::2]):
        cells: Placed = {}
        for line in own:
            cells.update(line.cells)
        height = sum(line.height for line in own) / len(own)
        found.append(replace(own[0], cells=cells, height=height))
    for number, column in enumerate(columns):
        if column.role is HeadRole.NO:
            _number(found, number)
    return found


def _number(rows: Sequence[Laid], column: int) -> None:
    """Divide two serial numbers that are printed as one (54 for 4 and 5) in one of two rows, where they are consecutive."""
    have = [row for row in rows if column in row.cells]
    if len(have) != 1:
        return
    cell = have[0].cells[column]
    plain = half(cell.text)
    for at in range(1, len(plain)) if plain.isdecimal() else ():
        low, high = sorted((plain[:at], plain[at:]), key=int)
        if int(high) == int(low) + 1 and not low.startswith("0"):
            rows[0].cells[column] = TextCell(low, cell.place)
            rows[1].cells[column] = TextCell(high, cell.place)
            return
