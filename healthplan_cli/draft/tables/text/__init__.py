"""Tables in running text → grids: cells separated by tabs or bars, one cell per line, columns aligned by spaces, or 名：值."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from healthplan_cli.draft.tables.text.inline import inline_table
from healthplan_cli.draft.tables.text.lines import TextLine, TextTable, lines_of, printed_lines
from healthplan_cli.draft.tables.text.spaced import spaced_table
from healthplan_cli.draft.tables.text.stacked import stacked_table
from healthplan_cli.draft.tables.text.tabbed import loose_table, tabbed_table
from healthplan_cli.draft.tables.text.torn import torn_tables
from healthplan_cli.sources.documents.blocks import DocumentBlocks, TableBlock

_Form = Callable[[list[TextLine], int], TextTable | None]
_FORMS: tuple[_Form, ...] = (
    tabbed_table,
    spaced_table,
    loose_table,
    stacked_table,
    inline_table,
)


def text_grids(document: DocumentBlocks) -> Iterator[tuple[int, int, TableBlock]]:
    """Yield (first block, last block, grid) of each table in a document's running text."""
    printed = [found for lines in printed_lines(document.blocks) for found in _tables(lines, (spaced_table,))]
    taken = {block for first, last, _ in printed for block in range(first, last + 1)}
    yield from printed
    for lines in lines_of(document):
        yield from _tables([line for line in lines if line.block not in taken], _FORMS)


def torn_grids(document: DocumentBlocks, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last block of each table among the blocks not `taken` whose cells are scattered so that it can't be read."""
    for lines in lines_of(document):
        free = [line for line in lines if line.block not in taken]
        yield from ((table.first.block, table.last.block) for table in torn_tables(free))


def _tables(lines: list[TextLine], forms: tuple[_Form, ...]) -> Iterator[tuple[int, int, TableBlock]]:
    at = 0
    while at < len(lines):
        table = next((found for form in forms if (found := form(lines, at)) is not None), None)
        if table is None:
            at += 1
            continue
        yield lines[at].block, lines[table.end - 1].block, table.grid
        at = max(table.end, at + 1)
