"""Words in known columns arranged in rows, by the column that has a word for each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.blocks import GridCell, Place
from healthplan_cli.sources.documents.pdf.lines import Run
from healthplan_cli.sources.documents.pdf.rowmatch import Anchor, assigned, blocks_of, covering

_SERIAL = Pattern(r"[（(]?\d{1,3}[)）.、]?$")
_NATURE = Pattern(r"(?:约束|预期|倡导|指导)性?$")
_VALUE = Pattern(r"[≥≤<>＜＞~～约±+\-－—]?\s*\d[\d.,，]*")


def rows_of(
    columns: Sequence[Sequence[Run]],
    page: int,
    wide: Sequence[tuple[int, int, Run]] = (),
    open_ends: tuple[bool, bool] = (False, False),
) -> list[GridCell]:
    """Return the cells of a table with known columns, with rows found by the words' positions.

    Args:
        columns: The words of each column, from top to bottom.
        page: The page's number.
        wide: Words over several columns, as (first column, last column, words).
        open_ends: Whether the table may continue from the page before, and onto the next.
    """
    key = _key(columns)
    known, body = _anchors(columns[key])
    split = bool(wide) and body > 0 and all(run.middle < known[body] for _, _, run in wide)
    rest: list[Anchor] = [None] if open_ends[0] and not split else []
    anchors: list[Anchor] = [*known[:body], *rest, *_with_others(known[body:], columns, key)]
    middle = _is_centred(columns, anchors)
    placed = [assigned(column, anchors, middle)[1] for column in columns]
    merged = _merged(columns, placed, anchors, body, open_ends) if key else None
    if merged is not None:
        placed[0] = [row for row in placed[0] if row < body]
    if rest and not any(body in rows for rows in placed):  # the page begins with no rest of a row
        placed = [[row - (row > body) for row in rows] for rows in placed]
        merged = merged and [_Block(each.runs, each.first - 1, each.end - 1, each.unsure) for each in merged]
        del anchors[body]
    found = list(_single(columns, placed, merged, _Head(split, wide), page, len(anchors), body))
    for first, last, run in wide:
        heights = [(abs(at - run.middle), row) for row, at in enumerate(anchors) if at is not None]
        found.append(_cell([run], 0 if split else min(heights)[1], first, 1, last - first + 1, page))
    return found


@record(frozen=True, slots=True)
class _Head:
    """The head of a table; `split`: it has two rows, the upper with words over several columns (`wide`)."""

    split: bool
    wide: Sequence[tuple[int, int, Run]]

    def is_under(self, column: int) -> bool:
        """Return whether a column stands under words over several columns."""
        return self.split and any(first <= column <= last for first, last, _ in self.wide)


def _single(
    columns: Sequence[Sequence[Run]],
    placed: Sequence[Sequence[int]],
    merged: Sequence[_Block] | None,
    head: _Head,
    page: int,
    count: int,
    body: int,
) -> Iterator[GridCell]:
    """Yield the cells that stand in one column each."""
    for number, (column, rows) in enumerate(zip(columns, placed, strict=True)):
        own = merged if number == 0 else None
        under = head.is_under(number)
        for row in range(count if own is None else body):
            runs = [run for run, at in zip(column, rows, strict=False) if at == row]
            tall = 2 if head.split and row == 0 and not under else 1
            yield _cell(runs, row + (head.split and (row > 0 or under)), number, tall, 1, page)
        for block in own or ():
            tall = block.end - block.first
            cell = _cell(block.runs, block.first + head.split, number, tall, 1, page)
            yield replace(cell, unsure=True) if block.unsure else cell


def _is_centred(columns: Sequence[Sequence[Run]], anchors: Sequence[Anchor]) -> bool:
    """Return whether cells are centred vertically in their rows rather than aligned at the top."""
    top, centred = (
        sum(assigned(column, anchors, middle)[0] for column in columns) for middle in (False, True)
    )
    return centred <= top


_NEAR = 0.35  # of the size, a block: a merged column may as well stand so, if that costs no more


@record(frozen=True, slots=True)
class _Block:
    """Words of a merged column, with the first row they cover and the row after the last; `unsure`: these rows may be wrong."""

    runs: Sequence[Run]
    first: int
    end: int
    unsure: bool = False


def _merged(
    columns: Sequence[Sequence[Run]],
    placed: Sequence[Sequence[int]],
    anchors: Sequence[Anchor],
    body: int,
    open_ends: tuple[bool, bool],
) -> list[_Block] | None:
    """Return the words of a first column with merged cells and the rows that each covers; None for a column without
    merged cells.

    A column without them has a word for every row; and where the next columns have as few words, nothing tells merging.
    """
    heights = [
        _extent(columns, placed, row, at) for row, at in enumerate(anchors) if row >= body and at is not None
    ]
    blocks = blocks_of([run for run, row in zip(columns[0], placed[0], strict=True) if row >= body])
    beside = max(len(set(rows)) for rows in placed[1:3])
    if not blocks or len(blocks) >= len(heights) or beside < 0.75 * (body + len(heights)):
        return None
    start = len(anchors) - len(heights)
    ways = [covering(blocks, heights, middle, open_ends) for middle in (True, False)]
    best, other = sorted(ways, key=lambda way: way[0])
    near = other[0] - best[0] <= _NEAR * blocks[0][0].size * len(blocks)
    return [
        _Block(block, span[0] + start, span[1] + start, near and span != second)
        for block, span, second in zip(blocks, best[1], other[1], strict=True)
    ]


def _extent(
    columns: Sequence[Sequence[Run]], placed: Sequence[Sequence[int]], row: int, anchor: float
) -> tuple[float, float]:
    """Return the heights of the first and last line of a row, without its first column."""
    own = [
        run.middle
        for column, rows in zip(columns[1:], placed[1:], strict=True)
        for run, at in zip(column, rows, strict=True)
        if at == row
    ]
    return min([anchor, *own]), max([anchor, *own])


def _cell(runs: Sequence[Run], row: int, column: int, tall: int, across: int, page: int) -> GridCell:
    text = "\n".join(run.text for run in runs if run.text)
    marks = tuple(mark for run in runs for mark in run.marks)
    place = Place(page=page, row=row + 1, column=column + 1)
    return GridCell(text, row, column, tall, across, place, marks)


def _key(columns: Sequence[Sequence[Run]]) -> int:
    """Return the column that tells the rows apart: serial numbers, else natures, else the one with most values or lines."""
    for pattern, share in ((_SERIAL, 0.7), (_NATURE, 0.7)):
        for number, column in enumerate(columns):
            fitting = [run for run in column if pattern.match(run.text)]
            if (
                len(fitting) >= 2
                and len(fitting) >= share * (len(column) - 2)
                and (pattern is _NATURE or _rising(fitting))
            ):
                return number
    counts = [sum(_VALUE.match(run.text) is not None for run in column) for column in columns]
    best = max(range(len(columns)), key=lambda number: (counts[number], len(columns[number])))
    return best


def _with_others(anchors: list[float], columns: Sequence[Sequence[Run]], key: int) -> list[float]:
    """Return the rows' heights with those of further rows that have two values side by side but no word in the key column."""
    values = sorted(
        (run for number, column in enumerate(columns) if number != key for run in column if _is_value(run)),
        key=lambda run: run.middle,
    )
    found = list(anchors)
    for a, b in pairwise(values):
        if b.middle - a.middle > 0.3 * a.size or not anchors or a.middle < anchors[0]:
            continue
        if all(abs(a.middle - anchor) > 0.95 * a.size for anchor in found):
            found.append(a.middle)
    return sorted(found)


def _is_value(run: Run) -> bool:
    match = _VALUE.match(run.text)
    return (match is not None and len(run.text) - match.end() <= 4) or _NATURE.match(run.text) is not None


def _rising(runs: Sequence[Run]) -> bool:
    numbers = [int("".join(char for char in run.text if char.isdecimal())) for run in runs]
    return all(b == a + 1 or b == 1 for a, b in pairwise(numbers))


def _anchors(column: Sequence[Run]) -> tuple[list[float], int]:
    """Return the heights of the rows, and how many of them belong to the head (0 or 1)."""
    body = [run for run in column if _VALUE.match(run.text) or _NATURE.match(run.text)]
    if not body:
        return [block[0].middle for block in blocks_of(column)], 1
    first = next(index for index, run in enumerate(column) if run is body[0])
    head = column[:first]
    if not head:
        return [run.middle for run in column], 0
    own = (head[0].middle + head[-1].middle) / 2
    return [own, *(run.middle for run in column[first:])], 1
