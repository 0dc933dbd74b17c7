"""Documents as blocks, written so that a test can say what is right before it asks: a grid as its rows, a text as one line."""

from __future__ import annotations

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.sources.documents import read_blocks
from healthplan_cli.sources.documents.blocks import (
    DocumentBlocks,
    Footnote,
    HeadingBlock,
    ParagraphBlock,
    TableBlock,
)

Rows = list[list[str]]


def blocks(content: bytes, name: str = "plan.txt") -> DocumentBlocks:
    """The blocks of a file."""
    return read_blocks(Source(name, content))


def rows(grid: TableBlock) -> Rows:
    """A grid's rows: `^` where a cell goes on from above, `<` from the left, `|` between lines, marks in braces."""
    found = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                assert found[row][column] == "", "two cells cover the same place"
                found[row][column] = "^" if row > cell.row else "<"
        marks = "".join(f"{{{mark}}}" for mark in cell.marks)
        found[cell.row][cell.column] = cell.text.replace("\n", "|") + marks
    return found


def grids(content: bytes, name: str = "plan.txt") -> list[Rows]:
    """The grids of a file."""
    return [rows(grid) for _, grid in blocks(content, name).grids()]


def texts(document: DocumentBlocks) -> list[str]:
    """What each block says, with what it is: `# ` a heading (as many as its level), `[] ` a box, `^ ` a footnote."""
    found = []
    for block in document.blocks:
        match block:
            case HeadingBlock():
                found.append(f"{'#' * block.level} {block.text}")
            case ParagraphBlock():
                found.append(f"{'[] ' if block.boxed else ''}{block.text}")
            case Footnote():
                found.append(f"^{block.mark} {block.text}")
            case TableBlock():
                found.append(f"= {block.rows}×{block.columns}")
    return found
