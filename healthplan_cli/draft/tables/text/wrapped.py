"""Rows of tabs or bars that a line break within a cell has divided; they are joined if that gives as many cells as headings."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.text_width import width
from healthplan_cli.draft.tables.cells import half, is_empty, is_number
from healthplan_cli.draft.tables.columns import HeadRole, TableColumn, name_column
from healthplan_cli.draft.tables.text.fitting import NEVER, goes_on_cost
from healthplan_cli.draft.tables.text.lines import TextCell
from healthplan_cli.draft.tables.titles import DEFINITION, LEVELS, NOTE

_MOST = 6  # lines of a row
_OFF = 3  # half-widths by which a line that is broken may be shorter than the others


def unwrapped(rows: Sequence[list[TextCell]], columns: Sequence[TableColumn]) -> list[list[TextCell]]:
    """Return the rows, with those divided by a line break joined; the broken cell's lines are separated by newlines."""
    whole = [row for row in rows if len(row) == len(columns)]
    name = name_column(columns)
    broad = max((width(row[name].text) for row in whole), default=0)
    lone = [row[0].text for row in rows if len(row) == 1 and not _is_line(row[0].text)]
    # titles of groups are shorter than the names below them, lines that are broken are as long as the longest
    broken = bool(lone) and name == 0 and all(width(text) >= broad - _OFF for text in lone[:-1] or lone)
    found: list[list[TextCell]] = []
    at = 0
    while at < len(rows):
        end, row = _torn(rows, at, columns, broken)
        found.append(row)
        at = end
    return found


def _torn(
    rows: Sequence[list[TextCell]], at: int, columns: Sequence[TableColumn], broken: bool
) -> tuple[int, list[TextCell]]:
    """Return the number after a row, and the row that begins at a number, with its rest where it was divided."""
    row = rows[at]
    if len(row) == 1 and (not broken or _is_line(row[0].text)):
        return at + 1, row
    for end in range(at + 1, min(at + _MOST, len(rows))):
        if len(row) >= len(columns) or not _joins(row, rows[end], columns):
            break
        last, first = row[-1], rows[end][0]
        row = [*row[:-1], TextCell(f"{last.text}\n{first.text}", last.place), *rows[end][1:]]
        if len(row) == len(columns):
            return end + 1, row
    return at + 1, rows[at]


def _joins(row: Sequence[TextCell], below: Sequence[TextCell], columns: Sequence[TableColumn]) -> bool:
    """Return whether the first cell of a line can continue the last cell of the line before."""
    last, first = row[-1].text, below[0].text
    if is_empty(last) or is_empty(first) or _is_line(first) or len(row) > len(columns):
        return False
    role = columns[len(row) - 1].role
    if role in (HeadRole.NO, HeadRole.CATEGORY) and len(below) > 1 and is_number(last):
        return False
    return goes_on_cost(role, last.split("\n")[-1], first) < NEVER


def _is_line(text: str) -> bool:
    """Return whether words alone on a line are over the whole table by their wording: a numbered title, a note, a definition."""
    plain = half(text)
    return any(pattern.match(plain) for pattern in (*LEVELS, NOTE, DEFINITION))
