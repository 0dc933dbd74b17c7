"""Web pages read as headings, paragraphs and tables, each with its line in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from healthplan_cli.base.lexicon import Pattern, lexicon
from healthplan_cli.base.radicals import ordinary
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    Footnote,
    GridCell,
    HeadingBlock,
    ParagraphBlock,
    Place,
    TableBlock,
)
from healthplan_cli.sources.documents.grids import grid_of, spread, unframed
from healthplan_cli.sources.documents.htmlpage import ends_in_table, nothing_in, page_of
from healthplan_cli.sources.documents.numbering import text_block
from healthplan_cli.sources.documents.raised import Piece, leading_mark, said
from healthplan_cli.sources.documents.settling import settled

_BLOCKS = lexicon(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
).words
_UNSEEN = lexicon("script style template noscript iframe select title").words
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SECTIONS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")
_HIDDEN = Pattern(r"display\s*:\s*none")
_DELETED = ("del", "s", "strike")


def read_html_blocks(content: bytes, file: str, sha256: str) -> DocumentBlocks:
    """Return the visible blocks of a web page. Raise InvalidInput for one without text."""
    root = page_of(content, file)
    walk = _Walk()
    found = [] if root is None else walk.blocks(root)
    if not found:
        raise nothing_in(file)
    return DocumentBlocks(file, "html", sha256, settled(found), cut_off=ends_in_table(content, file))


class _Walk:
    """Reads the blocks of a tree, and counts lines and tables for their places."""

    def __init__(self) -> None:
        self._line = 1
        self._tables = 0

    def blocks(self, root: Any) -> list[Block]:
        """Return the blocks below an element."""
        return _Blocks(self, within=False).read(root)

    def cell(self, element: Any) -> tuple[list[Block], list[str]]:
        """Return the blocks in a cell, none of which is a heading, and the raised marks in it."""
        inside = _Blocks(self, within=True)
        self.reach(element.sourceline)
        return inside.read(element), inside.marks

    def reach(self, line: int | None) -> None:
        """Advance the current line to an element's line, never back; None leaves it."""
        self._line = max(self._line, line or 0)

    def take(self, text: str) -> int:
        """Advance the current line past a text of the page, and return the line in which its words begin."""
        begins = self._line + text[: len(text) - len(text.lstrip())].count("\n")
        self._line += text.count("\n")
        return begins

    def loose(self, text: str) -> Block:
        """Return a text outside any cell of a table as a block."""
        return text_block(ordinary(" ".join(text.split())), Place(line=self.take(text)))

    def table(self, element: Any) -> list[Block]:
        """Return a table as a grid, followed by the tables in its cells; for a mere layout table the blocks in its cells."""
        self._tables += 1
        place = Place(line=element.sourceline, table=self._tables)
        found: list[Block] = []
        rows: list[list[GridCell]] = []
        reach: list[int] = []
        parts: list[Block] = []
        inner: list[Block] = []
        nested = 0
        for section in _sections(element):
            first = len(rows)
            for item in section:
                if not isinstance(item, list):  # a caption, or what a page has put between the rows
                    found += self.blocks(item) if not isinstance(item, str) else [self.loose(item)]
                    continue
                cells = []
                for cell in item:
                    below, marks = self.cell(cell)
                    grids = [block for block in below if isinstance(block, TableBlock)]
                    nested += bool(grids)
                    parts += below
                    inner += grids
                    here = Place(line=_line(below) or cell.sourceline, table=place.table, row=len(rows) + 1)
                    cells.append(_cell(cell, below, marks, here))
                rows.append(cells)
            reach += [len(rows)] * (len(rows) - first)
        laid = [
            replace(cell, place=replace(cell.place, column=cell.column + 1)) for cell in spread(rows, reach)
        ]
        filled = sum(bool(cell.text) for cell in laid)
        if nested and not (len(rows) >= 3 and filled >= 6 * nested):
            return [*found, *(_loose(block) for block in parts)]
        grid = grid_of(laid, place)
        return [*found, *([] if grid is None else unframed(grid)), *inner]


class _Blocks:
    """Collects the blocks of one element: running text and tables; `within`: it is a cell."""

    def __init__(self, walk: _Walk, within: bool) -> None:
        self.walk = walk
        self.within = within
        self.found: list[Block] = []
        self.marks: list[str] = []
        self._pieces: list[Piece] = []
        self._start = 0
        self._level: int | None = None

    def read(self, root: Any) -> list[Block]:
        """Return the visible blocks below an element, in order."""
        self._take(root.text, False)
        for child in root:
            self._element(child, False)
        self._end()
        return self.found

    def _element(self, element: Any, raised: bool) -> None:
        tag = element.tag
        self.walk.reach(element.sourceline)
        if not isinstance(tag, str):  # a comment
            self.walk.take(element.text or "")
        elif tag == "table":
            self._end()
            self.found += self.walk.table(element)
        elif not _is_seen(element):
            self.walk.take("".join(element.itertext()))
        else:
            self._inside(element, tag, raised or tag == "sup")
        self._take(element.tail, raised)

    def _inside(self, element: Any, tag: str, raised: bool) -> None:
        """Read a visible element; a block element ends the paragraph before it and its own."""
        if tag in _BLOCKS:
            self._end()
        level, self._level = self._level, _HEADINGS.get(tag, self._level)
        self._take(element.text, raised)
        for child in element:
            self._element(child, raised)
        if tag in _BLOCKS:
            self._end()
        self._level = level

    def _take(self, text: str | None, raised: bool) -> None:
        if text:
            line = self.walk.take(text)
            if text.strip() and not self._start:
                self._start = line
            self._pieces.append((text, raised))

    def _end(self) -> None:
        """Make a block of the text read since the last one."""
        words, marks = said(self._pieces)
        text, place = " ".join(words.split()), Place(line=self._start or None)
        mark = leading_mark(self._pieces)
        self._pieces, self._start = [], 0
        self.marks += marks
        if text and self.within:
            self.found.append(ParagraphBlock(text, place))
        elif text and mark:
            self.found.append(Footnote(mark, text, place))
        elif text:
            self.found.append(text_block(text, place, self._level))


def _cell(element: Any, below: list[Block], marks: list[str], place: Place) -> GridCell:
    """Return a cell with its lines and spans; its row and column aren't known yet."""
    text = "\n".join(block.text for block in below if isinstance(block, (ParagraphBlock, HeadingBlock)))
    rowspan, colspan = _number(element.get("rowspan")), _number(element.get("colspan"))
    return GridCell(text, 0, 0, rowspan, colspan, place, tuple(marks))


def _loose(block: Block) -> Block:
    """Return a block from a layout table as one of running text."""
    return (
        text_block(block.text, block.place)
        if isinstance(block, ParagraphBlock) and not block.boxed
        else block
    )


def _line(blocks: list[Block]) -> int | None:
    return next(
        (block.place.line for block in blocks if isinstance(block, (ParagraphBlock, HeadingBlock))), None
    )


def _sections(table: Any) -> Iterator[list[Any]]:
    """Yield the content of each section of a table: a list of its rows (lists of cells), and of captions, other elements
    and texts.

    A cell ends with the section it begins in; cells outside rows make a row of their own.
    """
    loose: list[Any] = _words(table.text)
    row: list[Any] | None = None  # of cells that stand in none
    for child in table:
        if child.tag in (*_SECTIONS, "form"):
            if loose:
                yield loose
            loose = []
            yield from _sections(child)
        elif child.tag == "tr" and _is_seen(child):
            loose += [words for node in child for words in _words(node.tail)] + _words(child.text)
            loose.append([cell for cell in child if cell.tag in _CELLS and _is_seen(cell)])
        elif child.tag in _CELLS:
            if row is None:
                loose.append(row := [])
            row.append(child)
        elif child.tag not in ("tr", "col", "colgroup") and _is_seen(child):
            loose.append(child)
        row = row if child.tag in _CELLS else None
        loose += _words(child.tail)
    if loose:
        yield loose


def _words(text: str | None) -> list[str]:
    return [text] if text and text.strip() else []


def _is_seen(element: Any) -> bool:
    """Return whether an element is visible: no comment, no script, not hidden, not struck out."""
    tag = element.tag
    hidden = tag in _UNSEEN or tag in _DELETED or _HIDDEN.search(str(element.get("style") or ""))
    return isinstance(tag, str) and not hidden


def _number(text: str | None) -> int:
    """Return the number of rows or columns in a span attribute; a very large one for 0, which means to the section's end."""
    words = (text or "").strip()
    if not words.isascii() or not words.isdecimal():
        return 1
    return int(words[:6]) or 1_000_000
