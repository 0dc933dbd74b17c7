"""A document with the tables of its running text as grids in the place of their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from healthplan_cli.draft.tables.text import text_grids
from healthplan_cli.sources.documents.blocks import Block, DocumentBlocks, TableBlock

_MOST = 3_000  # blocks: a document with more is no plan, and laying it out would take long


def with_text_grids(document: DocumentBlocks) -> DocumentBlocks:
    """Return the document with its text tables as grids; words of their lines that are in no cell follow them."""
    if len(document.blocks) > _MOST:
        return document
    return replace(document, blocks=tuple(_blocks(document)))


def _blocks(document: DocumentBlocks) -> Iterator[Block]:
    at = 0
    for first, last, grid in text_grids(document):
        yield from document.blocks[at:first]
        yield grid
        said = {word for cell in grid.cells for word in cell.text.split()}
        yield from (
            block
            for block in document.blocks[max(first, at) : last + 1]
            if not isinstance(block, TableBlock) and not said.issuperset(block.text.split())
        )
        at = max(at, last + 1)
    yield from document.blocks[at:]
