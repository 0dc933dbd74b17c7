"""Runs of a column assigned to rows, given the heights (anchors) of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.pdf.lines import Run

_LINES = 12  # of a cell, at most
_APART = 1.9  # of the size: lines of one cell stand no further apart
_FAR = 1_000.0  # what it costs to put into one cell what stands further apart
_BREAK = 0.8  # of the size: what it costs to break a line that had room, or none where it had none
_REST = 0.5  # of the size: what it costs that a page begins with the rest of a row
_BARE = 0.3  # of the size: what it costs that a merged column has no words for a row
_WHOLE = Pattern(r"[（(][^（()）]{0,8}[)）]|[A-Za-z\d.%]+|.")  # what is not broken over lines

_ALONE = Pattern(
    r"[≥≤<>＜＞~～约±+\-－—]{0,4}\s{0,9}[\d.,，]{0,30}\s{0,9}[%％‰]?$|(?:约束|预期|倡导|指导)性$"
)  # a number or a nature

Anchor = float | None
"""The height of a row; None for the rest of a row that the page before has begun."""


def assigned(column: Sequence[Run], anchors: Sequence[Anchor], middle: bool) -> tuple[float, list[int]]:
    """Return the cost in points of the best assignment of a column's runs to rows, and the row of each run.

    Each row gets some consecutive runs, or none. Their middle (`middle`), or their first line, should be at the row's
    anchor; a line that had room for more words should end its cell, and a full line shouldn't. The best assignment
    violates these rules least.
    """
    count, rows = len(column), len(anchors)
    wide = max((run.x1 - run.x0 for run in column), default=0.0)
    joins = [0.0, *(_join(a, b, wide) for a, b in pairwise(column))]
    best = [[float("inf")] * (rows + 1) for _ in range(count + 1)]
    took = [[0] * (rows + 1) for _ in range(count + 1)]
    best[0] = [0.0] * (rows + 1)
    for row in range(1, rows + 1):
        for end in range(1, count + 1):
            best[end][row] = best[end][row - 1]
            for size in range(1, min(end, _LINES) + 1):
                before = best[end - size][row - 1]
                if before == float("inf"):
                    continue
                cost = (
                    before
                    + _off(column[end - size : end], anchors, row - 1, middle)
                    + sum(joins[end - size + 1 : end])
                )
                if cost < best[end][row]:
                    best[end][row], took[end][row] = cost, size
    found: list[int] = []
    end = count
    for row in range(rows, 0, -1):
        found += [row - 1] * took[end][row]
        end -= took[end][row]
    return best[count][rows], found[::-1]


def _join(run: Run, below: Run, wide: float) -> float:
    """Return the cost of two lines in one cell: positive where the second line's first word had room on the first, else negative."""
    if _ALONE.match(below.text):
        return 0.0
    first = _WHOLE.match(below.text)
    share = len(first[0]) / len(below.text) if first and below.text else 1.0
    had_room = run.x1 - run.x0 + share * (below.x1 - below.x0) < wide + 0.2 * run.size
    return _BREAK * run.size * (1 if had_room else -1)


def _off(block: Sequence[Run], anchors: Sequence[Anchor], row: int, middle: bool) -> float:
    """Return how far a cell's lines are from their row's anchor, in points; a prohibitive cost where one is at another row's anchor."""
    near = 0.3 * block[0].size
    above = next((at for at in anchors[row - 1 :: -1] if at is not None), None) if row else None
    below = next((at for at in anchors[row + 1 :] if at is not None), None)
    own = anchors[row]
    if (above is not None and block[0].middle < above + near) or (
        below is not None and block[-1].middle > below - near
    ):
        return _FAR
    gaps = sum(_FAR for a, b in pairwise(block) if b.base - a.base > _APART * max(a.size, b.size))
    if own is None:
        return _REST * block[0].size + gaps
    place = (block[0].middle + block[-1].middle) / 2 if middle else block[0].middle
    return abs(place - own) + gaps


def covering(
    blocks: Sequence[Sequence[Run]],
    rows: Sequence[tuple[float, float]],
    middle: bool,
    open_ends: tuple[bool, bool],
) -> tuple[float, list[tuple[int, int]]]:
    """Return the cost in points of the best placement of a merged column's cells, and each cell's first row and the row
    after its last.

    A cell's middle should be in the middle of its rows, or its first line beside that of its first row. Where the table
    continues from or onto another page, the first or last rows may belong to cells whose words are there.

    Args:
        blocks: The words of the column's cells.
        rows: The heights of each row's first and last line.
        middle: Whether words stand in the middle of their cells.
        open_ends: Whether the table may continue from the page before, and onto the next.
    """
    total, count = len(rows), len(blocks)
    bare = _BARE * blocks[0][0].size
    best = [[float("inf")] * (total + 1) for _ in range(count + 1)]
    start = [[0] * (total + 1) for _ in range(count + 1)]
    best[0] = [(bare if open_ends[0] else _FAR) * first for first in range(total + 1)]
    for number, block in enumerate(blocks, 1):
        place = (block[0].middle + block[-1].middle) / 2 if middle else block[0].middle
        for end in range(number, total + 1):
            for first in range(number - 1, end):
                own = (rows[first][0] + rows[end - 1][1]) / 2 if middle else rows[first][0]
                cost = best[number - 1][first] + abs(own - place)
                if cost < best[number][end]:
                    best[number][end], start[number][end] = cost, first
    after = bare if open_ends[1] else _FAR
    whole = [best[count][end] + after * (total - end) for end in range(total + 1)]
    end = min(range(count, total + 1), key=lambda end: whole[end])
    cost = whole[end]
    spans = []
    for number in range(count, 0, -1):
        first = start[number][end]
        spans.append((first, end))
        end = first
    return cost, spans[::-1]


def blocks_of(column: Sequence[Run]) -> list[list[Run]]:
    """Return the runs of a column in groups of closely spaced lines."""
    found: list[list[Run]] = []
    for run in column:
        if not found or run.base - found[-1][-1].base > _APART * max(run.size, found[-1][-1].size):
            found.append([])
        found[-1].append(run)
    return found
