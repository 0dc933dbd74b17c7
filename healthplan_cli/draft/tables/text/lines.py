"""The lines of running text, and grids made from rows of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from healthplan_cli.draft.tables.columns import HeadRole, TableColumn, column_of
from healthplan_cli.draft.tables.heads import AIMS
from healthplan_cli.draft.tables.years import PlanYears, settle_years
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    Footnote,
    GridCell,
    HeadingBlock,
    ParagraphBlock,
    Place,
    PlacedLine,
    TableBlock,
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: its block's index, its words, whether an empty line precedes it, its place.

    `printed`: the position of its words on the page, where the file has it (pdf).
    """

    block: int
    text: str
    gap: bool
    place: Place
    printed: PlacedLine | None = None


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table read from lines: its grid, and the number of the line after it."""

    grid: TableBlock
    end: int


@dataclass(frozen=True, slots=True)
class TextCell:
    """The words of a cell, from one line or several; `unsure` where other words fit its row as well."""

    text: str
    place: Place
    unsure: bool = False


def lines_of(document: DocumentBlocks) -> Iterator[list[TextLine]]:
    """Yield the runs of lines between grids; an empty line only sets the next one's `gap`.

    Grids of a text are lines too, since only tabs or bars draw them.
    """
    run: list[TextLine] = []
    gap, before = True, None
    for number, block in enumerate(document.blocks):
        if isinstance(block, TableBlock):
            if document.lines and block.place.line is not None:
                run.extend(_as_lines(number, block, document.lines))
                gap, before = False, run[-1].place.line
                continue
            if run:
                yield run
            run, gap = [], True
            continue
        if isinstance(block, Footnote):
            continue
        assert isinstance(block, HeadingBlock | ParagraphBlock)
        line = block.place.line
        first = block.places[0][1] if block.places else block.place
        gap = gap or (line is not None and before is not None and line > before + 1)
        for offset, text in enumerate(block.text.split("\n") or [""]):
            if not text:
                gap = True
                continue
            run.append(
                TextLine(
                    number,
                    text,
                    gap,
                    first if line is None else Place(block.place.page, line + offset, block.place.sheet),
                )
            )
            gap = False
        before = line + block.text.count("\n") if line is not None else None
    if run:
        yield run


def _as_lines(number: int, grid: TableBlock, lines: Sequence[str]) -> Iterator[TextLine]:
    """Yield the lines of a text from which a grid was read."""
    places = {cell.place.line: cell.place for cell in grid.cells if cell.place.line is not None}
    gap = True
    for line in range(min(places), max(places) + 1):
        text = lines[line - 1].rstrip(" \u3000")
        if text.strip():
            place = places.get(line, Place(line=line))
            yield TextLine(number, text, gap, replace(place, row=None, column=None, table=None))
        gap = not text.strip()


def printed_lines(blocks: Sequence[Block]) -> Iterator[list[TextLine]]:
    """Yield the runs of printed lines between ruled tables."""
    run: list[TextLine] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Footnote):
            continue
        if isinstance(block, TableBlock) and not block.lines:
            yield run
            run = []
        for line in block.lines:
            words = "  ".join(word.text for word in line.words)
            run.append(TextLine(number, words, False, Place(page=line.page), line))
    yield run


def head_of(cells: Sequence[str]) -> list[TableColumn] | None:
    """Return the columns that cells head; None where they aren't headings of an indicator table."""
    found = [column_of(cell) or (TableColumn(HeadRole.OTHER) if not cell.strip() else None) for cell in cells]
    if not is_table_head(found):
        return None
    whole = [column or TableColumn(HeadRole.OTHER, cell) for column, cell in zip(found, cells, strict=True)]
    return settle_years(whole, PlanYears()) or whole


def is_table_head(columns: Sequence[TableColumn | None]) -> bool:
    """Return whether columns (None: no heading) are those of an indicator table: a name, a target, and most of them known."""
    known = [column for column in columns if column is not None]
    roles = {column.role for column in known}
    named = sum(column.role is not HeadRole.OTHER for column in known)
    return (
        HeadRole.NAME in roles
        and bool(roles & AIMS)
        and (named > 2 or len(columns) <= 2)
        and len(known) >= len(columns) - len(columns) // 4
    )


Placed = dict[int, TextCell]


@dataclass(frozen=True, slots=True)
class Laid:
    """A line with its words by column; `whole`: it is over the whole table. `height` is in lines, on its `page`."""

    number: int
    gap: bool
    cells: Placed
    whole: bool = False
    height: float = 0.0
    page: int = 0


PART = -1  # where a cell stands that is a part's name, between the name and what is behind it
WHOLE = -2  # where one stands that is a line over the whole table


def grid_of(
    heads: Sequence[TextCell], rows: Sequence[Placed], name: int, place: Place, ruled: bool
) -> TableBlock:
    """Return the grid of a table with one row of headings."""
    cells = [GridCell(head.text, 0, column, place=head.place) for column, head in enumerate(heads)]
    return grid_under(cells, rows, name, place, ruled)


def grid_under(
    head: Sequence[GridCell], rows: Sequence[Placed], name: int, place: Place, ruled: bool
) -> TableBlock:
    """Return the grid of a table from its headings' cells and its rows by column, with a column for components where there are any."""
    parted = any(PART in row for row in rows)
    depth = max(cell.row + cell.rowspan for cell in head)
    width = max(cell.column + cell.colspan for cell in head)

    def at(column: int) -> int:
        return column + 1 if parted and column > name else column

    cells = [
        replace(
            cell,
            column=at(cell.column),
            colspan=cell.colspan + (parted and cell.column <= name < cell.column + cell.colspan),
        )
        for cell in head
    ]
    for number, row in enumerate(rows, depth):
        for column, cell in row.items():
            if column == WHOLE:
                cells.append(GridCell(cell.text, number, 0, 1, width + parted, cell.place))
            elif column == PART:
                cells.append(GridCell(cell.text, number, name + 1, 1, 1, cell.place))
            else:
                wide = 2 if parted and column == name and PART not in row else 1
                cells.append(GridCell(cell.text, number, at(column), 1, wide, cell.place, unsure=cell.unsure))
    return TableBlock(tuple(cells), len(rows) + depth, width + parted, place, ruled)
