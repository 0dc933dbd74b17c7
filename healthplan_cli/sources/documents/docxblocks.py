"""Word documents read as headings, paragraphs, tables, boxes and footnotes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from healthplan_cli.base.limits import MAX_FILLED_COLUMNS
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    Footnote,
    GridCell,
    ParagraphBlock,
    Place,
    TableBlock,
)
from healthplan_cli.sources.documents.docxnumbers import Numbers
from healthplan_cli.sources.documents.docxpackage import check_package, nothing_in
from healthplan_cli.sources.documents.docxwords import Styles, W, boxes_of, pieces_of
from healthplan_cli.sources.documents.grids import grid_of, unframed
from healthplan_cli.sources.documents.numbering import text_block
from healthplan_cli.sources.documents.raised import leading_mark, said
from healthplan_cli.sources.documents.refusing import damaged
from healthplan_cli.sources.documents.settling import settled

_NOT_READ = frozenset(
    (f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)
_WITHIN = (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo")
_NOTES = ("footnotes", "endnotes")
_ENDS = frozenset("。；：！？.;:!?")


def read_docx_blocks(content: bytes, file: str, sha256: str) -> DocumentBlocks:
    """Return a Word document's blocks, its footnotes last. Raise InvalidInput for a damaged file or one without text."""
    check_package(content, file)
    from docx import Document as open_docx

    try:
        document = open_docx(io.BytesIO(content))
        parts = {str(part.partname): part.blob for part in document.part.package.iter_parts()}
        walk = _BodyWalk(Numbers(document), Styles(document))
        found = walk.blocks(document.element.body)
        for name in _NOTES:
            found += [
                note for part in parts if part.endswith(f"/{name}.xml") for note in walk.notes(parts[part])
            ]
    except Exception as error:  # of lxml, zipfile and python-docx: whatever a garbled package makes them say
        raise damaged(file, "docx") from error
    if not found:
        raise nothing_in(file)
    return DocumentBlocks(file, "docx", sha256, settled(found))


class _BodyWalk:
    """Reads the blocks below XML nodes, and counts paragraphs and tables for their places."""

    def __init__(self, numbers: Numbers, styles: Styles) -> None:
        self.numbers = numbers
        self.styles = styles
        self.references: dict[str, str] = {}
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, node: Any, boxed: bool = False, place: Place | None = None) -> list[Block]:
        """Return the paragraphs and tables below a node; `place` is that of the cell or box around them."""
        found: list[Block] = []
        for child in node:
            if child.tag == f"{W}p":
                found += self._paragraph(child, boxed, place)
            elif child.tag == f"{W}tbl":
                found += self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _NOT_READ:
                found += self.blocks(child, boxed, place)
        return found

    def notes(self, blob: bytes) -> Iterator[Footnote]:
        """Yield the footnotes or endnotes in their member of the package, which python-docx doesn't read."""
        from docx.oxml import parse_xml

        for number, note in enumerate(parse_xml(blob), 1):
            if note.get(f"{W}type") in (None, "normal"):
                texts = [said(pieces_of(node, self))[0].strip() for node in note.iter(f"{W}p")]
                text = "\n".join(text for text in texts if text)
                if text:
                    mark = self.references.get(str(note.get(f"{W}id")), str(number))
                    yield Footnote(mark, text, Place())

    def reference(self, note: Any) -> str:
        """Return the mark of a note's reference, numbered in the order of the text."""
        kept = self.references
        return kept.setdefault(str(note.get(f"{W}id")), str(len(kept) + 1))

    def _paragraph(self, node: Any, boxed: bool, place: Place | None) -> Iterator[Block]:
        if place is None:
            self._paragraphs += 1
        here = place or Place(paragraph=self._paragraphs)
        mark = leading_mark(list(pieces_of(node, self)))
        for line in _parted(self._text(node)[0]):
            if boxed:
                yield ParagraphBlock(line, here, boxed=True)
            elif mark:
                yield Footnote(mark, line.strip(), here)
            else:
                yield text_block(line, here, self.styles.level(node))
        for box in boxes_of(node):
            yield from self.blocks(box, boxed=True, place=here)

    def _text(self, node: Any) -> tuple[str, tuple[str, ...]]:
        text, marks = said(pieces_of(node, self))
        number = self.numbers.of(node) if text.strip() or not marks else ""
        return number + text, marks

    def _table(self, node: Any) -> list[Block]:
        """Return a table as a grid, followed by the tables in its cells; for a mere layout table the blocks in its cells."""
        self._tables += 1
        table = self._tables
        cells: list[GridCell] = []
        inner: list[Block] = []
        parts: list[Block] = []
        nested = rows = 0
        for number, row in enumerate(_rows(node)):
            rows += 1
            column = _width(row.find(f"{W}trPr/{W}gridBefore")) or 0
            for cell in _below(row, "tc"):
                place = Place(table=table, row=number + 1, column=column + 1)
                width = self._span(cell)
                if column + width > MAX_FILLED_COLUMNS:
                    break
                if not _goes_on(cell, cells, number, column, width):
                    own, below = self._cell(cell, place, number, column, width)
                    grids = [block for block in below if isinstance(block, TableBlock)]
                    nested += bool(grids)
                    inner += grids
                    parts += below
                    cells.append(own)
                column += width
        filled = sum(bool(cell.text) for cell in cells)
        if nested and not (rows >= 3 and filled >= 6 * nested):
            return [_loose(block) for block in parts]
        grid = grid_of(cells, Place(table=table))
        return [*([] if grid is None else unframed(grid)), *inner]

    def _cell(
        self, cell: Any, place: Place, row: int, column: int, width: int
    ) -> tuple[GridCell, list[Block]]:
        """Return a cell with its lines and marks, and the blocks in it, tables included."""
        if _has_blocks(cell):
            below = self.blocks(cell, boxed=True, place=place)
            text = "\n".join(block.text for block in below if isinstance(block, ParagraphBlock))
            return GridCell(text, row, column, 1, width, place), below
        lines: list[str] = []
        marks: list[str] = []
        for node in cell.iter(f"{W}p"):
            text, found = self._text(node)
            lines += [words for line in text.split("\n") if (words := " ".join(line.split()))]
            marks += found
        parts: list[Block] = [ParagraphBlock(line, place, boxed=True) for line in lines]
        return GridCell("\n".join(lines), row, column, 1, width, place, tuple(marks)), parts

    def _span(self, cell: Any) -> int:
        return max(1, min(_width(cell.find(f"{W}tcPr/{W}gridSpan")) or 1, MAX_FILLED_COLUMNS))


def _goes_on(cell: Any, cells: list[GridCell], row: int, column: int, width: int) -> bool:
    """Join a cell that is merged with the cell above or to the left to that cell, and return whether it was."""
    down, across = (cell.find(f"{W}tcPr/{W}{name}") for name in ("vMerge", "hMerge"))
    if down is not None and str(down.get(f"{W}val") or "continue") != "restart":
        for at in range(len(cells) - 1, -1, -1):
            above = cells[at]
            if above.column == column and above.row + above.rowspan == row and above.colspan == width:
                cells[at] = replace(above, rowspan=above.rowspan + 1)
                return True
            if above.row + above.rowspan < row - 200:
                break
    if across is not None and str(across.get(f"{W}val") or "continue") != "restart" and cells:
        left = cells[-1]
        if left.row == row and left.column + left.colspan == column:
            cells[-1] = replace(left, colspan=left.colspan + width)
            return True
    return False


def _loose(block: Block) -> Block:
    """Return a block from a layout table as one of running text."""
    return text_block(block.text, block.place) if isinstance(block, ParagraphBlock) else block


def _parted(text: str) -> Iterator[str]:
    """Yield the parts of a paragraph between line breaks after a sentence; breaks within a sentence don't part it."""
    held = ""
    for line in text.split("\n"):
        held += line
        if held.strip() and held.rstrip()[-1] in _ENDS:
            yield held
            held = ""
    if held.strip():
        yield held


def _has_blocks(cell: Any) -> bool:
    """Return whether a cell contains a table or a text box."""
    return next(cell.iter(f"{W}tbl", f"{W}txbxContent"), None) is not None


def _rows(node: Any) -> Iterator[Any]:
    """Yield a table's rows, without those deleted by a revision."""
    return (row for row in _below(node, "tr") if row.find(f"{W}trPr/{W}del") is None)


def _below(node: Any, name: str) -> Iterator[Any]:
    """Yield the rows (`tr`) of a table or the cells (`tc`) of a row, also in content controls, but not those of nested tables."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WITHIN:
            yield from _below(child, name)


def _width(node: Any) -> int | None:
    """Return the number of columns in a property that says how many a cell covers or a row skips; None without one."""
    value = None if node is None else str(node.get(f"{W}val"))
    return int(value[:6]) if value is not None and value.isascii() and value.isdecimal() else None
