"""Rows divided that hold two indicators, or a line for each component; which of these it is follows from the lines of their value cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    half,
    is_dash,
    is_name,
    is_number,
    is_serial,
    is_value,
    joined,
    lines_in,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole
from healthplan_cli.draft.tables.heads import Head
from healthplan_cli.draft.tables.row import CellText, TableRow
from healthplan_cli.language.names import named_among

_NEXT = Pattern(r"([)）])[,，、;；]")
_STARTS_PART = Pattern(r"其中|\(?\d{1,2}[).、]|[①-⑳⑴-⒇]|[-—·•○#]")


def split_row(row: TableRow, head: Head, name: int) -> Iterator[TableRow]:
    """Yield the rows that one row holds: one for each indicator if its cells have several; else the row itself, whose
    lines may become components.
    """
    values = [column for column in head.at(*VALUES) if column in row.cells]
    lines = {column: _value_lines(row.words(column)) for column in values}
    counts = {len(found) for found in lines.values() if found is not None}
    if len(counts) != 1 or row.parts:
        yield row
        return
    count = counts.pop()
    lines.update((column, _phrases(row.words(column), count)) for column in values if lines[column] is None)
    if any(lines[column] is None and is_number(row.words(column)) for column in values):
        yield row  # a number for one of them, and nothing says which
        return
    names = _among_names(row.words(name), count) or _names(row.words(name), count)
    if names is None:
        yield row
        return
    if len(names) == count + 1:  # the whole has no value of its own
        parent = TableRow(
            {column: text for column, text in row.cells.items() if column not in values},
            row.place,
            row.groups,
            [_one(row, head, name, words, at, count, lines) for at, words in enumerate(names[1:])],
            list(row.definition),
            row.group_nature,
            row.among,
        )
        parent.cells[name] = replace(row.cells[name], words=names[0])
        yield parent
        return
    among = next((at for at, words in enumerate(names) if at and _is_part(words)), count)
    if all(is_name(words) for words in names) and among == count:
        for at, words in enumerate(names):
            yield _one(row, head, name, words, at, count, lines)
        return
    if among == 1:
        parent = _one(row, head, name, names[0], 0, count, lines)
        others = [_one(row, head, name, words, at, count, lines) for at, words in enumerate(names) if at]
        own = any(not is_dash(parent.words(column)) for column in values if parent.words(column))
        if own:
            yield parent
            yield from others
            return
        parent.parts = others
        yield parent
        return
    yield row


def _is_part(words: str) -> bool:
    return named_among(joined(words)) is not None or _STARTS_PART.match(half(words)) is not None


def _among_names(text: str, count: int) -> list[str] | None:
    """Return the names of a whole and its components (其中：甲 / 乙), one more than `count` where the whole has no value.

    None where no line begins with 其中, or the lines aren't as many.
    """
    lines = lines_in(text)
    begin = next((at for at, line in enumerate(lines) if at and named_among(joined(line)) is not None), None)
    if begin is None:
        return None
    whole, parts = "".join(lines[:begin]), lines[begin:]
    put = _put_together(parts)
    wrapped = any(is_name(one) and one not in parts for one in put)
    ways = [put, parts] if wrapped else [parts, put]
    return next(([whole, *way] for way in ways if len(way) in (count - 1, count)), None)


def _value_lines(text: str) -> list[str] | None:
    """Return a value cell's lines where each is a number or a dash; None where they are one phrase."""
    lines = lines_in(text)
    return lines if len(lines) > 1 and all(is_number(line) or is_dash(line) for line in lines) else None


def _phrases(text: str, count: int) -> list[str] | None:
    """Return a value cell's lines where they are `count` values; None where they are one value broken over lines."""
    lines = lines_in(text)
    return lines if len(lines) == count and all(is_value(line) for line in lines) else None


def _names(text: str, count: int) -> list[str] | None:
    """Return the `count` names in a cell, each with its lines joined; None where they can't be told."""
    lines = lines_in(text)
    listed = _listed(joined(text))
    if len(listed) == count:
        return listed
    if len(lines) < count:
        return None
    found = _put_together(lines)
    if len(found) == count:
        return found
    if len(found) == count + 1 and all(_is_part(line) for line in found[1:]):
        return None
    return lines if len(lines) == count else None


def _put_together(lines: list[str]) -> list[str]:
    """Return names, each joined from the line it begins in and those that continue it."""
    found: list[str] = []
    for line in lines:
        if (found and not _is_part(line) and not is_name(found[-1])) or (
            found and half(line).startswith("(")
        ):
            found[-1] += line
        else:
            found.append(line)
    return found


def _listed(text: str) -> list[str]:
    """Return the names in an enumeration, each with its unit in brackets (甲的比例（%），乙的比例（%）); empty for other words."""
    found = _NEXT.sub("\\1\n", text).split("\n")
    return found if all(half(name).endswith(")") and is_name(name) for name in found) else []


def _one(
    row: TableRow, head: Head, name: int, words: str, at: int, count: int, lines: dict[int, list[str] | None]
) -> TableRow:
    """Return the row of the name at an index: its line of each cell that has a line for each name, other cells unchanged."""
    cells: dict[int, CellText] = {}
    for column, text in row.cells.items():
        own = lines.get(column)
        if own is None and head.columns[column].role in (HeadRole.UNIT, HeadRole.NATURE, HeadRole.NO):
            found = lines_in(text.words)
            own = found if len(found) == count else None
        if column == name:
            cells[column] = CellText(words, text.marks if at == 0 else (), text.place)
        elif own is not None and len(own) == count:
            cells[column] = CellText(own[at], text.marks if at == count - 1 else (), text.place)
        elif at == 0 or head.columns[column].role not in (HeadRole.NO,) or not is_serial(text.words):
            cells[column] = text
    return TableRow(
        cells, row.place, row.groups, [], list(row.definition) if at == 0 else [], row.group_nature, row.among
    )
