"""Cells arranged in a grid: spans resolved, empty rows and columns removed, frames around text dissolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from healthplan_cli.base.limits import MAX_FILLED_COLUMNS
from healthplan_cli.sources.documents.blocks import Block, GridCell, ParagraphBlock, Place, TableBlock
from healthplan_cli.sources.documents.numbering import text_block

_WIDEST = 100  # columns that a cell covers, whatever it claims
_BOX = 5_000  # characters of a box; more is the frame of a page
_AREA = 400_000  # places of a grid


def spread(rows: Sequence[Sequence[GridCell]], reach: Sequence[int] | None = None) -> list[GridCell]:
    """Return the cells of rows with their columns: each takes the first free one, as in an HTML table.

    Args:
        rows: The cells of each row, whose `column` isn't known yet.
        reach: For each row, the row before which its cells must end; the number of rows where it isn't given.
    """
    taken: set[tuple[int, int]] = set()
    cells = []
    for number, row in enumerate(rows):
        last = reach[number] if reach is not None else len(rows)
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            rowspan = max(1, min(cell.rowspan, last - number))
            colspan = max(1, min(cell.colspan, _WIDEST, MAX_FILLED_COLUMNS - column))
            if len(taken) + rowspan * colspan > _AREA:
                rowspan = colspan = 1
            free = 1
            while free < colspan and (number, column + free) not in taken:
                free += 1
            taken.update(
                (number + down, column + across) for down in range(rowspan) for across in range(free)
            )
            cells.append(replace(cell, row=number, column=column, rowspan=rowspan, colspan=free))
            column += free
    return cells


def grid_of(cells: Iterable[GridCell], place: Place, ruled: bool = True) -> TableBlock | None:
    """Return a table of cells, without rows and columns in which no cell with text begins; None where there is no text."""
    given = list(cells)
    filled = [cell for cell in given if cell.text.strip() or cell.marks]
    if not filled:
        return None
    rows = {row: number for number, row in enumerate(sorted({cell.row for cell in filled}))}
    columns = {column: number for number, column in enumerate(sorted({cell.column for cell in filled}))}
    found = []
    for cell in given:
        down = [rows[row] for row in range(cell.row, cell.row + cell.rowspan) if row in rows]
        across = [
            columns[column] for column in range(cell.column, cell.column + cell.colspan) if column in columns
        ]
        if down and across:
            found.append(replace(cell, row=down[0], column=across[0], rowspan=len(down), colspan=len(across)))
    return TableBlock(tuple(_apart(found)), len(rows), len(columns), place, ruled)


def _apart(cells: Sequence[GridCell]) -> Iterable[GridCell]:
    """Yield the cells sorted by row and column, without overlaps: a cell that overlaps one before it is cut or dropped."""
    taken: set[tuple[int, int]] = set()
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column, not cell.text)):
        places = [
            (row, column)
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        if not taken.isdisjoint(places):
            if (cell.row, cell.column) in taken:
                continue
            cell, places = replace(cell, rowspan=1, colspan=1), places[:1]
        taken.update(places)
        yield cell


def is_frame(grid: TableBlock) -> bool:
    """Return whether a grid is only a frame around text: no row has two cells."""
    return grid.columns == 1 or all(cell.colspan == grid.columns for cell in grid.cells if cell.text)


def unframed(grid: TableBlock) -> list[Block]:
    """Return the text of a frame as paragraphs, boxed unless it fills a page; another grid as it is, in a list."""
    if not is_frame(grid):
        return [grid]
    boxed = sum(len(cell.text) for cell in grid.cells) <= _BOX
    return [
        ParagraphBlock(line, cell.place, boxed=True) if boxed else text_block(line, cell.place)
        for cell in grid.cells
        for line in cell.text.split("\n")
        if line.strip()
    ]
