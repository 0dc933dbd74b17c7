"""Lines of a text's tables that are in no cell: whatever is dropped from a table is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import is_chinese, is_dash, is_number, nature_of
from healthplan_cli.draft.tables.text.layhead import GROUP
from healthplan_cli.draft.tables.text.lines import TextLine, lines_of
from healthplan_cli.sources.documents.blocks import DocumentBlocks, TableBlock

_FIGURE = Pattern(r"\d+(?:\.\d+)?")
_PAGE = Pattern(r"\s*[-—]?\s*\d{1,3}\s*[-—]?\s*$")
_YEAR = Pattern(r"\D{0,8}(?:19|20)\d\d(?:年.*|\D*)$")
_ENDS = Pattern(r".*[。；]|\s*(?:备?注|附注|说明|资料来源|数据来源)\d{0,2}\s*[:：.、(（]")
_VALUES = 2  # in a line that is a row, with or without a nature
_WORDS = 40  # of a line that are said


@dataclass(frozen=True, slots=True)
class LeftLines:
    """Lines of a table that weren't read: the words of the first that has any, their number, their blocks."""

    words: str
    count: int
    blocks: frozenset[int]


def left_lines(document: DocumentBlocks, grids: Iterable[TableBlock]) -> Iterator[LeftLines]:
    """Yield for each table of a text, and the lines right after it, those with numbers that no cell has."""
    if not document.lines:
        return
    tables = list(grids)
    taken = Counter(figure for grid in tables for cell in grid.cells for figure in _FIGURE.findall(cell.text))
    lines = [line for run in lines_of(document) for line in run]
    within = sorted({number for grid in tables for number in _lines(grid, lines)})
    left = [number for number in within if _is_row(lines[number].text) and _is_left(lines[number], taken)]
    if left:
        first = next((number for number in left if is_chinese(lines[number].text)), left[0])
        yield LeftLines(
            " ".join(lines[first].text.split())[:_WORDS],
            len(left),
            frozenset(lines[number].block for number in left),
        )


def _lines(grid: TableBlock, lines: Sequence[TextLine]) -> Iterator[int]:
    """Yield the numbers of a table's lines, and of those after it up to a sentence, a note or a heading."""
    places = [cell.place.line for cell in grid.cells if cell.place.line is not None]
    if not places:
        return
    for number, line in enumerate(lines):
        at = line.place.line
        if at is None or at < min(places):
            continue
        if at > max(places) and (_ENDS.match(line.text) or GROUP.match(line.text.strip())):
            return
        yield number


def _is_row(text: str) -> bool:
    """Return whether a line looks like a row: two values after words, or one and a nature, or only values."""
    pieces = text.split()
    if all(is_number(piece) or is_dash(piece) for piece in pieces):
        return any(not piece.isdecimal() for piece in pieces) and not _PAGE.match(text)
    values = sum(is_number(piece) or is_dash(piece) for piece in pieces)
    figures = sum(_FIGURE.search(piece) is not None for piece in pieces)
    natures = any(nature_of(piece) for piece in pieces)
    return is_chinese(text) and bool(figures) and values + natures >= _VALUES and not _is_head(pieces)


def _is_head(pieces: Sequence[str]) -> bool:
    """Return whether a line is one of headings: all its numbers are years."""
    numbers = [piece for piece in pieces if _FIGURE.search(piece)]
    return all(_YEAR.match(piece) for piece in numbers)


def _is_left(line: TextLine, taken: Counter[str]) -> bool:
    """Return whether a line has a number that isn't among those `taken` into cells; its other numbers are removed from them."""
    figures = Counter(_FIGURE.findall(line.text))
    missing = figures - taken
    taken.subtract(figures - missing)
    return bool(missing)
