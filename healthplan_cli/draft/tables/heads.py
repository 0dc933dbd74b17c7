"""The headings of indicator tables in a grid: which rows they take, and the role of each column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from healthplan_cli.draft.tables.cells import (
    half,
    is_empty,
    is_number,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn, column_of
from healthplan_cli.language.marks import split_marks
from healthplan_cli.sources.documents.blocks import GridCell, TableBlock

_DEEPEST = 4  # rows of a head
AIMS = frozenset([HeadRole.TARGET, HeadRole.YEAR, HeadRole.AVERAGE, HeadRole.TOTAL, HeadRole.BOTH])
NEUTRAL = ("指标值", "指标数值", "数值", "规划指标")
"""Heads over years that don't say whether these are targets."""


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table in a grid: their first and last row, and a column for each of the grid's."""

    first: int
    last: int
    columns: tuple[TableColumn, ...]

    def at(self, *roles: HeadRole) -> list[int]:
        """Return the columns of these roles, from left to right."""
        return [number for number, column in enumerate(self.columns) if column.role in roles]


Covering = dict[tuple[int, int], GridCell]


def heads_in(grid: TableBlock, covering: Covering) -> list[Head]:
    """Return every row or block of headings in a grid, from the top, repetitions too; the roles of columns are only a first guess."""
    found, row = [], 0
    while row < grid.rows:
        head = _head_at(grid, covering, row)
        if head is not None:
            found.append(head)
            row = head.last
        row += 1
    return found


def _head_at(grid: TableBlock, covering: Covering, row: int) -> Head | None:
    """Return the headings that begin at a row: of the possible depths the one with most columns recognised. None without any."""
    best: tuple[int, Head] | None = None
    for last in range(row, min(row + _DEEPEST, grid.rows)):
        cells = {
            covering[place]
            for r in (last,)
            for place in [(r, c) for c in range(grid.columns)]
            if place in covering
        }
        if _is_data(cells) or (last > row and _is_title(cells, covering, row)):
            break
        columns = [column_over(covering, row, last, number) for number in range(grid.columns)]
        known = sum(column is not None and column.role is not HeadRole.OTHER for column in columns)
        unknown = sum(column is None for column in columns)
        if not _is_head([column for column in columns if column]):
            continue
        score = 2 * known - 3 * unknown
        settled = tuple(column or TableColumn(HeadRole.OTHER) for column in columns)
        if known >= 2 and unknown <= known and (best is None or score >= best[0]):
            best = score, Head(row, last, settled)
    return best[1] if best else None


def _is_data(cells: set[GridCell]) -> bool:
    """Return whether a row has what headings never have: a nature in its own cell beside a number, or two numbers that aren't years."""
    texts = [cell.text for cell in cells if not is_empty(cell.text)]
    numbers = [text for text in texts if is_number(text) and column_of(text) is None]
    natures = [
        text
        for text in texts
        if (nature_of(text) and column_of(text) is None) or (nature_of(text) and numbers)
    ]
    return len(numbers) >= 2 or bool(natures and numbers)


def _is_title(cells: set[GridCell], covering: Covering, first: int) -> bool:
    """Return whether a row is the title of a group (结果性指标) and no part of the headings: its only cell is below 指标,
    which is a heading by itself.
    """
    said = [cell for cell in cells if not is_empty(cell.text)]
    if len(said) != 1:
        return False
    over = covering.get((first, said[0].column))
    column = column_of(over.text) if over is not None and over.row + over.rowspan <= said[0].row else None
    return column is not None and column.role in (HeadRole.NAME, HeadRole.CATEGORY)


def _is_head(columns: list[TableColumn]) -> bool:
    roles = {column.role for column in columns}
    if not roles & {HeadRole.NAME, HeadRole.CATEGORY} or not roles & AIMS:
        return False
    return len(roles) > 1


def column_over(covering: Covering, first: int, last: int, number: int) -> TableColumn | None:
    """Return the column that the headings above it describe; None where they say nothing known."""
    over: list[GridCell] = []
    for row in range(first, last + 1):
        cell = covering.get((row, number))
        if cell is not None and cell not in over and not is_empty(cell.text):
            over.append(cell)
    if not over:
        return TableColumn(HeadRole.OTHER)
    if any(cell.row + cell.rowspan - 1 > last for cell in over):
        return None
    found = _said(over)
    return replace(found, marks=tuple(mark for cell in over for mark in _marks(cell))) if found else None


def _marks(cell: GridCell) -> tuple[str, ...]:
    return (*cell.marks, *split_marks(half(cell.text))[1])


def _said(over: list[GridCell]) -> TableColumn | None:
    """Return the column that headings above each other describe; None where they say nothing known."""
    whole = column_of("".join(cell.text for cell in over))
    low = column_of(over[-1].text)
    if len(over) == 1 or (whole is not None and over[0].colspan == 1):
        return whole
    high = column_of("".join(cell.text for cell in over[:-1]))
    if whole is None and high is None and over[0].colspan == 1:
        return None
    if low is None:
        return whole or (high if over[0].colspan > 1 and len(half(over[-1].text)) < 12 else None)
    return _under(high, low, whole)


def _under(high: TableColumn | None, low: TableColumn, whole: TableColumn | None) -> TableColumn:
    """Return a column by its own heading (`low`) and a heading above it and others (`high`): 目标 above 2025年, 2025年 above 目标."""
    if high is None:
        return low
    if (
        low.role is HeadRole.YEAR
        and high.role in VALUES - {HeadRole.YEAR}
        and half(high.words) not in NEUTRAL
    ):
        return replace(low, role=high.role, unit=low.unit or high.unit)
    if low.role in VALUES:
        return replace(low, year=low.year or high.year, unit=low.unit or high.unit)
    return low if low.role is not HeadRole.NAME or whole is None else whole


def same_head(one: Head, other: Head) -> bool:
    """Return whether two rows of headings have the same words, so that the second is a repetition."""
    return Counter(half(column.words) for column in one.columns) == Counter(
        half(column.words) for column in other.columns
    )
