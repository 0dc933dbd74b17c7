"""A table of projects that a text has as one cell per line → a grid: its headings give the columns, serial numbers begin the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.sources.documents.blocks import (
    DocumentBlocks,
    GridCell,
    ParagraphBlock,
    Place,
    TableBlock,
)

_SERIAL = Pattern("^(?:序号|编号)$")
_NAME = Pattern("^(?:重[点大])?(?:建设)?(?:项目|工程)(?:名称)?$")
_GOES_ON = Pattern("^[(（][^)）]*[)）]$")
_SUM = Pattern("^(?:总计|合计|共计|小计)")
_GROUP = Pattern("^(?:[（(]?[一二三四五六七八九十]+[)）、.])")
_MOST_COLUMNS = 15
_LONGEST_HEAD = 14


@dataclass(frozen=True, slots=True)
class Listed:
    """The grid of a table given as lines, and the blocks that it was made of."""

    grid: TableBlock
    blocks: frozenset[int]


def listed_tables(document: DocumentBlocks, used: frozenset[int]) -> Iterator[Listed]:
    """Yield the tables of projects that are given as one cell per line."""
    cells = [
        (index, squeeze(block.text), block.place)
        if isinstance(block, ParagraphBlock) and index not in used
        else None
        for index, block in enumerate(document.blocks)
    ]
    start = 0
    while start < len(cells):
        head = _head(cells, start)
        if head is None:
            start += 1
            continue
        rows, end = _rows(cells, start, head)
        if len(rows) > 1:
            yield Listed(_grid(rows, len(head)), frozenset(range(start, end)))
        start = max(end, start + 1)


_Cell = tuple[int, str, Place]


def _head(cells: list[_Cell | None], start: int) -> list[str] | None:
    """Return the headings that begin here (序号, 项目名称 …, up to the first serial number); None without any."""
    heads: list[str] = []
    for cell in cells[start : start + _MOST_COLUMNS + 4]:
        if cell is None or (len(cell[1]) > _LONGEST_HEAD and not heads):
            return None
        words = cell[1]
        if words == "1" or (heads and _GROUP.match(words)):
            break
        if heads and _GOES_ON.match(words):
            heads[-1] += words
        elif len(words) > _LONGEST_HEAD:
            return None
        else:
            heads.append(words)
    if len(heads) < 4 or not _SERIAL.match(heads[0]) or not _NAME.match(heads[1]):
        return None
    return heads


def _rows(cells: list[_Cell | None], start: int, head: list[str]) -> tuple[list[list[_Cell]], int]:
    """Return the table's rows, headings first, and the index after it; a row begins with the next number, or is a total or a title."""
    rows: list[list[_Cell]] = [[]]
    place, number, width = start, 0, len(head)
    while place < len(cells) and (cell := cells[place]) is not None:
        words = cell[1]
        if words == head[0] and place > start:
            place = _behind_head(cells, place, head)
            continue
        if place >= start + width and words == str(number + 1) and len(rows[-1]) != 1:
            number += 1
            rows.append([])
        elif _SUM.match(words) or (_GROUP.match(words) and len(rows[-1]) >= width - 1):
            rows.append([])
        elif len(rows[-1]) >= width and rows[-1][0][1] != words:
            break
        if _GOES_ON.match(words) and len(rows) == 1 and rows[-1]:
            last = rows[-1][-1]
            rows[-1][-1] = last[0], last[1] + words, last[2]
        else:
            rows[-1].append(cell)
        place += 1
    return rows, place


def _behind_head(cells: list[_Cell | None], place: int, head: list[str]) -> int:
    """Return the index after headings that are repeated on the next page."""
    said, wanted = "", "".join(head)
    while place < len(cells) and (cell := cells[place]) is not None and wanted.startswith(said + cell[1]):
        said += cell[1]
        place += 1
    return place


def _grid(rows: list[list[_Cell]], width: int) -> TableBlock:
    """Return rows as a grid.

    Of a row that lacks cells only the first two are kept, since the columns of the others are unknown.
    """
    found = []
    for row, cells in enumerate(rows):
        whole = len(cells) >= width - 1 or bool(cells and _SUM.match(cells[0][1]))
        for column, (_, words, place) in enumerate(cells[:width] if whole else cells[:2]):
            found.append(GridCell(words, row, column, place=place))
    return TableBlock(tuple(found), len(rows), width, rows[0][0][2] if rows[0] else Place(), ruled=False)
