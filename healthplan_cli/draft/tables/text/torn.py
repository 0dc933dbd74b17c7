"""Tables whose cells a text has scattered, column by column or in no clear order: recognised, but not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    half,
    is_chinese,
    is_dash,
    is_number,
    is_phrase,
    is_serial,
    is_unit,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn, column_of
from healthplan_cli.draft.tables.text.lines import WHOLE, Placed, TextLine
from healthplan_cli.language.names import named_among

_LONG = 40  # characters of a line that is no cell
_SENTENCE = Pattern(r".*[。；;]$|.*[。；]")
_HEADS = 3  # heads that a table has
_NAMES = {HeadRole.NAME, HeadRole.CATEGORY}
_NATURES = 4  # natures that tell a table without its heads
_CELLS = 6  # numbers and natures that it has
_USUAL = 0.6  # of the rows: a column that so many have a cell of, all have
_BEHIND = 14  # lines behind a table among which its torn off columns begin
_WRONG = 0.15  # of the rows: so many may look odd in a table that isn't torn


def is_torn(rows: Sequence[Placed], columns: Sequence[TableColumn]) -> bool:
    """Return whether the rows made of lines can't be right, so that the table's cells are scattered.

    Too many have no proper name, or a wrong number of values or natures; or a column of values is empty in every row.
    """
    data = [row for row in rows if WHOLE not in row]
    values = [number for number, column in enumerate(columns) if column.role in VALUES]
    if any(all(number not in row for row in data) for number in values):
        return True
    usual = [
        number
        for number, column in enumerate(columns)
        if column.role is HeadRole.NAME
        or (
            column.role in (HeadRole.NO, HeadRole.UNIT, HeadRole.NATURE)
            and sum(number in row for row in data) >= _USUAL * len(data)
        )
    ]
    odd = sum(any(number not in row for number in usual) or _is_odd(row, columns) for row in data)
    return odd > max(1, _WRONG * len(data))


def _is_odd(row: Placed, columns: Sequence[TableColumn]) -> bool:
    """Return whether a row's name doesn't look like a name, or a cell has several values; False for a row with components."""
    if any(named_among(piece) is not None for cell in row.values() for piece in cell.text.split("\n")):
        return False
    for number, cell in row.items():
        role = columns[number].role if number >= 0 else None
        pieces = cell.text.split("\n")
        if role is HeadRole.NAME:
            if any(_is_cell(piece) or (column_of(piece) is not None) for piece in pieces):
                return True
            if not is_chinese(cell.text) or len(half(cell.text)) < 3:
                return True
        elif role in VALUES and role is not None:
            if sum(is_number(piece) or is_dash(piece) for piece in pieces) > 1:
                return True
            if not any(is_number(piece) or is_dash(piece) or is_phrase(piece) for piece in pieces):
                return True
    return False


def _is_cell(text: str) -> bool:
    return is_number(text) or is_dash(text) or is_unit(text) or nature_of(text) is not None


@dataclass(frozen=True, slots=True)
class TornTable:
    """A table with scattered cells: the first and the last of its lines."""

    first: TextLine
    last: TextLine


def has_rest(lines: Sequence[TextLine], end: int) -> bool:
    """Return whether columns of a table stand after it as text: a heading of values or natures alone, with cells below."""
    words = [line.text for line in lines[end : end + _BEHIND] if line.text.strip()]
    heads = [(at, column.role) for at, text in enumerate(words) if (column := _head(text)) is not None]
    if any(role in _NAMES for _, role in heads):
        return False  # another table's
    rest = [at for at, role in heads if role in VALUES or role is HeadRole.NATURE]
    return bool(rest) and sum(map(_is_cell, words[rest[-1] + 1 : rest[-1] + 1 + _HEADS])) >= _HEADS - 1


def torn_tables(lines: Sequence[TextLine]) -> Iterator[TornTable]:
    """Yield the tables with scattered cells among unread lines: many short lines, with a table's headings."""
    run: list[TextLine] = []
    for line in [*lines, None]:
        if line is not None and len(half(line.text)) <= _LONG and not _SENTENCE.match(line.text.strip()):
            run.append(line)
            continue
        table = _table(run)
        if table is not None:
            yield table
        run = []


def _table(run: Sequence[TextLine]) -> TornTable | None:
    """Return the table in a run of short lines, each of one cell or several; None without one."""
    pieces = [(at, piece) for at, line in enumerate(run) for piece in line.text.split()]
    heads = [(at, column.role) for at, piece in pieces if (column := _head(piece)) is not None]
    natures = [at for at, piece in pieces if nature_of(piece)]
    numbers = [at for at, piece in pieces if is_number(piece) and not is_serial(piece)]
    roles = {role for _, role in heads}
    cells = len(natures) + len(numbers)
    headed = len(heads) >= _HEADS and bool(roles & _NAMES) and bool(roles & VALUES) and cells >= _CELLS
    if not headed and (len(natures) < _NATURES or len(numbers) < _CELLS):
        return None
    told = [*(at for at, _ in heads), *natures, *numbers]
    last = max(at for at, piece in pieces if _is_cell(piece) or _head(piece) is not None)
    return TornTable(run[min(told)], run[last])


def _head(text: str) -> TableColumn | None:
    column = column_of(text)
    return column if column is not None and (column.year is not None or not is_number(text)) else None
