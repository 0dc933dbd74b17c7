"""Tables whose headings stand elsewhere: in the line above, or above the table that they continue on another page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from healthplan_cli.draft.tables.cells import half
from healthplan_cli.draft.tables.heads import heads_in
from healthplan_cli.draft.tables.text.lines import head_of
from healthplan_cli.sources.documents.blocks import Block, GridCell, TableBlock

_NEAR = 4  # blocks between two pieces of a table: pages' feet and heads, 续表
_SHORT = 60  # characters of such a block


@dataclass(frozen=True, slots=True)
class Before:
    """The indicator table before: the number of its last block, and its headings."""

    last: int
    words: tuple[str, ...]


def with_head(grid: TableBlock, blocks: Sequence[Block], first: int, before: Before | None) -> TableBlock:
    """Return a grid with headings: its own, else those in the line above, else those of the table that it continues."""
    if heads_in(grid, grid.covering()):
        return grid
    words = _in_line(blocks, first, grid.columns)
    if (
        words is None
        and before is not None
        and len(before.words) == grid.columns
        and _is_near(blocks, before.last, first)
    ):
        words = before.words
    if words is None:
        return grid
    heads = [GridCell(text, 0, column, place=grid.place) for column, text in enumerate(words)]
    below = [replace(cell, row=cell.row + 1) for cell in grid.cells]
    return replace(grid, cells=(*heads, *below), rows=grid.rows + 1)


def _in_line(blocks: Sequence[Block], first: int, columns: int) -> tuple[str, ...] | None:
    """Return the words of the line above a grid where they are headings of its columns; else None."""
    over = blocks[first - 1] if first else None
    if over is None or isinstance(over, TableBlock):
        return None
    words = over.text.split()
    return tuple(words) if len(words) == columns > 2 and head_of(words) is not None else None


def _is_near(blocks: Sequence[Block], last: int, first: int) -> bool:
    """Return whether at most a few short lines stand between two parts of a table."""
    between = blocks[last + 1 : first]
    return len(between) <= _NEAR and all(
        not isinstance(block, TableBlock) and len(half(block.text)) <= _SHORT for block in between
    )
