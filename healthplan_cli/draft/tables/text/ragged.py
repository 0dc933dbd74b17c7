"""A grid from tabs or bars whose rows have more or fewer cells than its head: each row's cells put under the heads they fit."""

from __future__ import annotations

from healthplan_cli.draft.tables.cells import is_empty
from healthplan_cli.draft.tables.columns import HeadRole
from healthplan_cli.draft.tables.text.lines import TextCell, grid_of, head_of
from healthplan_cli.draft.tables.text.tabbed import placed_row
from healthplan_cli.sources.documents.blocks import Place, TableBlock


def straightened(grid: TableBlock) -> TableBlock:
    """Return a grid of a text, some rows of which have more or fewer cells, laid out anew under its head; any other as it is."""
    if any(cell.rowspan > 1 or cell.colspan > 1 or cell.place.line is None for cell in grid.cells):
        return grid
    if grid.ruled and len({cell.row: 0 for cell in grid.cells}) * grid.columns == len(grid.cells):
        return grid
    rows: list[list[TextCell]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        row = rows[cell.row]
        row.extend(TextCell("", cell.place) for _ in range(cell.column - len(row)))
        row.append(TextCell(cell.text, cell.place))
    sizes = [len(row) for row in rows]
    for number, row in enumerate(rows):
        while row and is_empty(row[-1].text):
            row.pop()
        columns = head_of([cell.text for cell in row]) if len(row) > 2 else None
        if columns is None:
            continue
        name = next(at for at, column in enumerate(columns) if column.role is HeadRole.NAME)
        below = range(number + 1, grid.rows)
        if all(sizes[at] == sizes[number] for at in below):
            return grid
        placed = [placed_row(rows[at], columns) for at in below if rows[at]]
        return grid_of(row, placed, name, row[0].place if row else Place(), True)
    return grid
