"""Blocks as passages, in which a plan's words are looked up: paragraphs and cells."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import DocumentText, Passage
from healthplan_cli.language.marks import is_note_word
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.sources.documents.blocks import (
    DocumentBlocks,
    Footnote,
    GridCell,
    HeadingBlock,
    ParagraphBlock,
    Place,
    TableBlock,
)
from healthplan_cli.sources.documents.textlines import TextLines

_SENTENCE = frozenset("。；：！？.;:!?")
_BROKEN = 40  # characters: a shorter paragraph without a full stop is a heading
_LONGEST = (
    200  # characters of a cell that is said wherever it reaches; more is a page's own layout, or its text
)
_MOST = 20_000  # cells that are said again in a document, lest a few claim to cover everything


def text_of_blocks(document: DocumentBlocks) -> DocumentText:
    """Return a document's passages in order; a merged cell appears in each row and column that it covers."""
    return DocumentText(
        document.file, document.form, document.sha256, tuple(_Conversion(document).passages())
    )


class _Conversion:
    """Makes the passages of a document, and counts its paragraphs (or rows) and tables."""

    def __init__(self, document: DocumentBlocks) -> None:
        self.document = document
        self._lines = TextLines(document.file, document.lines)
        self._paragraph = self._table = 0
        self._again = _MOST

    def passages(self) -> Iterator[Passage]:
        """Yield the passages in order; a sentence broken by a page end is one paragraph."""
        goes_on = False
        for block in self.document.blocks:
            if isinstance(block, TableBlock):
                self._table += 1
                yield from self._rows(block)
                goes_on = False
            elif block.text.strip():
                self._paragraph += not goes_on
                yield self._note(block) if isinstance(block, Footnote) else self._running(block)
                goes_on = _is_broken(block.text)

    def _running(self, block: HeadingBlock | ParagraphBlock) -> Passage:
        """Return a paragraph or heading, with the place of each of its lines."""
        boxed = isinstance(block, ParagraphBlock) and block.boxed
        places = [(start, self._place(place)) for start, place in block.places]
        return self._passage(block.text, block.place, boxed, tuple(places))

    def _note(self, block: Footnote) -> Passage:
        if block.place == Place():
            place = Location(self.document.file, cell=tr("脚注 {number}", number=block.mark))
            return Passage(block.text, place, self._paragraph)
        between = "：" if is_note_word(block.mark) else " "
        return self._passage(f"{block.mark}{between}{block.text}", block.place)

    def _rows(self, grid: TableBlock) -> Iterator[Passage]:
        """Yield a table's cells row by row; a merged one in each row and column that it covers, unless its text is long."""
        covering = grid.covering()
        for row in range(grid.rows):
            self._paragraph += 1
            for column in range(grid.columns):
                cell = covering.get((row, column))
                if cell is None:
                    continue
                long = len(cell.text) > _LONGEST
                if (cell.row, cell.column) != (row, column):
                    self._again -= 1
                    if long or self._again < 0:
                        continue
                yield from self._long(cell) if long else self._cell(cell)

    def _cell(self, cell: GridCell) -> Iterator[Passage]:
        text = _said(cell)
        if text:
            yield self._passage(text, cell.place, table=self._table)

    def _long(self, cell: GridCell) -> Iterator[Passage]:
        goes_on = False
        for line in _said(cell).split("\n"):
            self._paragraph += not goes_on
            yield self._passage(line, cell.place, table=self._table)
            goes_on = _is_broken(line)
        self._paragraph += 1

    def _passage(
        self,
        text: str,
        place: Place,
        boxed: bool = False,
        lines: tuple[tuple[int, Location], ...] = (),
        table: int = 0,
    ) -> Passage:
        if self.document.lines and place.line is not None:
            lines = tuple(self._lines.places(text, place.line))
        first = lines[0][1] if lines else self._place(place, boxed)
        return Passage(text, first, self._paragraph, table, lines[1:])

    def _place(self, place: Place, boxed: bool = False) -> Location:
        return _location(self.document.file, place, boxed)


def _said(cell: GridCell) -> str:
    """Return a cell's text with its marks behind it, so that a raised 1 doesn't become a digit of the number before it."""
    return " ".join(filter(None, (cell.text, "".join(cell.marks))))


def _is_broken(text: str) -> bool:
    """Return whether a paragraph ends within a sentence, as the last one of a page may."""
    return len(squeeze(text)) >= _BROKEN and "\t" not in text and text.rstrip()[-1] not in _SENTENCE


def _location(file: str, place: Place, boxed: bool) -> Location:
    """Return a place as reports name it."""
    if place.sheet is not None:
        return Location(file, cell=_sheet_cell(place.sheet, place))
    if place.page is not None:
        return Location(file, cell=_on_page(place.page, place))
    if place.line is not None:
        return Location(file, place.line)
    if place.table is not None:
        return Location(file, cell=tr("表 {table} 第 {row} 行第 {column} 格", **_in_table(place)))
    words = tr("第 {number} 段", number=place.paragraph or 1)
    return Location(file, cell=tr("{place}的文本框", place=words) if boxed else words)


def _on_page(page: int, place: Place) -> str:
    if place.table is not None:
        return tr("第 {page} 页表 {table} 第 {row} 行第 {column} 格", page=page, **_in_table(place))
    if place.line is not None:
        return tr("第 {page} 页第 {line} 行", page=page, line=place.line)
    return tr("第 {page} 页", page=page)


def _in_table(place: Place) -> dict[str, int]:
    return {"table": place.table or 1, "row": place.row or 1, "column": place.column or 1}


def _sheet_cell(sheet: str, place: Place) -> str:
    if place.row is None:
        return sheet
    from openpyxl.utils import get_column_letter

    return f"{sheet}!{get_column_letter(place.column or 1)}{place.row}"
