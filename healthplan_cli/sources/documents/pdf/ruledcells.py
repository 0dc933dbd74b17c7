"""Characters of a ruled table put into its cells; rows without ruling lines are found by the words' positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from healthplan_cli.sources.documents.blocks import GridCell, Place
from healthplan_cli.sources.documents.pdf.lines import Run, lines_of
from healthplan_cli.sources.documents.pdf.page import Char
from healthplan_cli.sources.documents.pdf.rows import rows_of
from healthplan_cli.sources.documents.pdf.ruling import Ruled, Span
from healthplan_cli.sources.documents.pdf.tables import Piece

_FEW = 4  # rows that are ruled where only the head and the frame are


def ruled_piece(table: Ruled, chars: Sequence[Char], page: int) -> Piece:
    """Return a ruled table as a piece: its cells with the characters that stand in them."""
    boxes: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        boxes.setdefault(table.at(*char.middle), []).append(char)
    runs = {span: _runs(span, boxes) for span in table.cells}
    cells: list[GridCell] = []
    shift = 0
    for row in range(len(table.ys) - 1):
        own = [span for span in table.cells if span[0] == row]
        split = _unruled(own, runs, len(table.xs) - 1, page) if len(table.ys) <= _FEW + 1 else []
        cells += [replace(cell, row=cell.row + row + shift) for cell in split]
        if not split:
            cells += [_cell(span, runs[span], row + shift, page) for span in own]
        shift += max((cell.row for cell in split), default=0)
    return Piece(page, cells, table.xs, (table.ys[0], table.ys[-1]))


def _runs(span: Span, boxes: dict[tuple[int, int], list[Char]]) -> list[Run]:
    row, column, tall, wide = span
    inside = [
        c for i in range(row, row + tall) for j in range(column, column + wide) for c in boxes.get((i, j), ())
    ]
    return [run for line in lines_of(inside) if (run := line.whole()) is not None]


def _cell(span: Span, runs: Sequence[Run], row: int, page: int) -> GridCell:
    text = "\n".join(run.text for run in runs if run.text)
    marks = tuple(mark for run in runs for mark in run.marks)
    place = Place(page=page, row=row + 1, column=span[1] + 1)
    return GridCell(text, row, span[1], span[2], span[3], place, marks)


def _unruled(spans: Sequence[Span], runs: dict[Span, list[Run]], columns: int, page: int) -> list[GridCell]:
    """Return the cells of a ruled row that contains several rows without lines between them; empty for a single row.

    Most columns must have equally many lines at the same heights.
    """
    if len(spans) != columns or columns < 3 or any(span[2:] != (1, 1) for span in spans):
        return []
    lines = [runs[span] for span in spans]
    most = max(map(len, lines))
    level = [column for column in lines if len(column) == most]
    if most < 3 or len(level) < max(3, columns // 2):
        return []
    if any(
        abs(run.base - other.base) > 0.4 * run.size
        for column in level
        for run, other in zip(column, level[0], strict=True)
    ):
        return []
    return rows_of(lines, page)
