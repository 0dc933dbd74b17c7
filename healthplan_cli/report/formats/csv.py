"""Documents as CSV: UTF-8 with a byte order mark, which Excel and WPS need; texts can't run as formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.ooxml import csv_text
from healthplan_cli.report.document import Block, Document, Heading, Items, Paragraph, Table, Terms, plain


def render(documents: Sequence[Document]) -> bytes:
    """Return the tables one below the other, separated by empty lines; each under its title where there are several documents."""
    return csv_text(_lines(documents)).encode()


def _lines(documents: Sequence[Document]) -> Iterator[Sequence[str]]:
    blocks = [block for document in documents for part in document.parts for block in part.blocks]
    for order, block in enumerate(blocks):
        if order:
            yield []
        yield from _block(block, len(documents) > 1)


def _block(block: Block, titled: bool) -> Iterator[Sequence[str]]:
    match block:
        case Table():
            yield from [[block.title]] if titled else []
            yield block.heads
            yield from ([cell.text for cell in row.cells] for row in block.rows)
        case Heading():
            yield [block.said]
        case Paragraph(text, lead):
            yield [lead + text]
        case Items(items):
            yield from ([item.said, *item.below] for item in items)
        case Terms(title, pairs):
            yield [title]
            yield from ([label, *lines] for label, lines in pairs)
        case _:
            for other in plain(block):
                yield from _block(other, titled)
