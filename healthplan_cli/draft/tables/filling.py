"""Cells printed once for several rows that the document keeps as one row's: which of the rows around they apply to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from healthplan_cli.draft.tables.columns import HeadRole
from healthplan_cli.draft.tables.heads import Head
from healthplan_cli.draft.tables.row import CellText, TableRow

_SIDES: tuple[Callable[[int], int], ...] = (lambda size: (size - 1) // 2, lambda size: size // 2)
"""In which of its rows a label stands that is in their middle: of an even number the upper, or the lower."""


def fill_down(rows: Sequence[TableRow], head: Head, text: bool) -> None:
    """Give rows with an empty category cell the category above within their group.

    In a `text` whose first row has none, a category is printed in the middle of its rows instead. The responsible
    body of a text is filled too, always with a doubt.
    """
    for column in head.at(HeadRole.CATEGORY):
        if text and rows and column == head.at(HeadRole.CATEGORY)[0] and column not in rows[0].cells:
            _fill_around(rows, column)
    last: dict[int, CellText] = {}
    groups: tuple[str, ...] = ()
    for row in rows:
        if row.groups != groups:
            last, groups = {}, row.groups
        for column in head.at(HeadRole.CATEGORY):
            if column in row.cells:
                last = {known: cell for known, cell in last.items() if known < column} | {
                    column: row.cells[column]
                }
            elif column in last:
                row.cells[column] = last[column]
    if text:
        for column in head.at(HeadRole.RESPONSIBLE):
            _fill_below(rows, column)


def _fill_below(rows: Sequence[TableRow], column: int) -> None:
    if rows and column not in rows[0].cells:
        _fill_around(rows, column)
    above: CellText | None = None
    for row in rows:
        if column in row.cells:
            above = row.cells[column]
        elif above is not None:
            row.cells[column] = replace(above, unsure=True)


def _fill_around(rows: Sequence[TableRow], column: int) -> None:
    """Give each row the category printed in the middle of its rows; marked as uncertain where there are several ways."""
    labels = [at for at, row in enumerate(rows) if column in row.cells]
    if not labels or any(row.groups or row.cells.get(column, _NONE).shared for row in rows):
        return
    sides = _SIDES if len(labels) <= _MOST else ()
    ways = [way for side in sides for way in _middles(tuple(labels), len(rows), side)]
    for at, row in enumerate(rows):
        if at in labels:
            continue
        likely = {way[at] for way in ways}
        own = min(likely) if likely else max((each for each in labels if each < at), default=labels[0])
        row.cells[column] = replace(rows[own].cells[column], unsure=len(likely) != 1)


_NONE = CellText("")
_MOST, _WAYS = 60, 64  # labels of which the rows are told, ways that are compared


def _middles(labels: tuple[int, ...], total: int, side: Callable[[int], int]) -> Sequence[tuple[int, ...]]:
    """Return the ways to divide the rows so that each label stands in the middle of its own: for each row, its label."""

    @cache
    def ways(which: int, start: int) -> tuple[tuple[int, ...], ...]:
        if which == len(labels):
            return ((),) if start == total else ()
        return tuple(_ways(which, start))[:_WAYS]

    def _ways(which: int, start: int) -> Iterator[tuple[int, ...]]:
        label = labels[which]
        for size in range(1, total - start + 1):
            if start + side(size) == label:
                yield from ((label,) * size + rest for rest in ways(which + 1, start + size))

    return ways(0, 0)
