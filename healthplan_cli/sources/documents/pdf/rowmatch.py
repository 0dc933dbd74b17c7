"""Runs of a column → rows: which lines make up a row's cell, told from where the rows' anchors stand."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from healthplan_cli.sources.documents.pdf.lines import Run

_LINES = 12  # of a cell, at most
_APART = 1.9  # of the size: lines of one cell stand no further apart
_FAR = 1_000.0  # what it costs to put into one cell what stands further apart


def assigned(column: Sequence[Run], anchors: Sequence[float], middle: bool) -> tuple[float, list[int]]:
    """Return for each run of a column the row that it belongs to, and how far off the rows' anchors that is in all.

    Each row has some runs that follow each other, or none; the middle of them (or else the first) stands where the row's anchor
    does, as nearly as can be for all rows together.
    """
    count, rows = len(column), len(anchors)
    best = [[float("inf")] * (rows + 1) for _ in range(count + 1)]
    took = [[0] * (rows + 1) for _ in range(count + 1)]
    best[0] = [0.0] * (rows + 1)
    for row in range(1, rows + 1):
        for end in range(1, count + 1):
            best[end][row] = best[end][row - 1]
            took[end][row] = 0
            for size in range(1, min(end, _LINES) + 1):
                before = best[end - size][row - 1]
                if before == float("inf"):
                    continue
                cost = before + _off(column[end - size : end], anchors, row - 1, middle)
                if cost < best[end][row]:
                    best[end][row], took[end][row] = cost, size
    found: list[int] = []
    end = count
    for row in range(rows, 0, -1):
        found += [row - 1] * took[end][row]
        end -= took[end][row]
    return best[count][rows], found[::-1]


def _off(block: Sequence[Run], anchors: Sequence[float], row: int, middle: bool) -> float:
    """Return how far a cell's lines are off their row's anchor; much too far where one of them stands at another row's."""
    near = 0.3 * block[0].size
    if row and block[0].middle < anchors[row - 1] + near:
        return _FAR
    if row + 1 < len(anchors) and block[-1].middle > anchors[row + 1] - near:
        return _FAR
    place = (block[0].middle + block[-1].middle) / 2 if middle else block[0].middle
    gaps = sum(_FAR for a, b in itertools.pairwise(block) if b.base - a.base > _APART * max(a.size, b.size))
    return abs(place - anchors[row]) + gaps


def covering(
    blocks: Sequence[Sequence[Run]], anchors: Sequence[float], middle: bool
) -> list[tuple[int, int]]:
    """Return for each block of a merged column the first row and the row after the last that it covers: its middle stands
    in theirs, or it begins with the first of them.
    """
    rows, count = len(anchors), len(blocks)
    if not count:
        return []
    best = [[float("inf")] * (rows + 1) for _ in range(count + 1)]
    start = [[0] * (rows + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for number, block in enumerate(blocks, 1):
        top, bottom = block[0].middle, block[-1].middle
        for end in range(number, rows + 1):
            for first in range(number - 1, end):
                before = best[number - 1][first]
                if before == float("inf"):
                    continue
                if middle:
                    off = abs((anchors[first] + anchors[end - 1]) / 2 - (top + bottom) / 2)
                else:
                    off = abs(anchors[first] - top)
                if before + off < best[number][end]:
                    best[number][end], start[number][end] = before + off, first
    spans = []
    end = rows
    for number in range(count, 0, -1):
        first = start[number][end]
        spans.append((first, end))
        end = first
    return spans[::-1]


def blocks_of(column: Sequence[Run]) -> list[list[Run]]:
    """Return the runs of a column in groups of lines that follow each other closely."""
    found: list[list[Run]] = []
    for run in column:
        if not found or run.base - found[-1][-1].base > _APART * max(run.size, found[-1][-1].size):
            found.append([])
        found[-1].append(run)
    return found
