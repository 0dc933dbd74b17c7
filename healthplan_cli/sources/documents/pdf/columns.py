"""Tables without ruling lines: columns found by the gaps between words, rows by their positions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from healthplan_cli.sources.documents.pdf.lines import PageLine, Run
from healthplan_cli.sources.documents.pdf.rows import rows_of
from healthplan_cli.sources.documents.pdf.tables import Piece

_GAP = 0.9  # of the size: what parts two cells of a line
_LEAST = 3  # lines of as many cells that make a table
_PROSE = 0.62  # of the width of the text: a longer run is a sentence
_HALF = 1.15  # of the size: lines that are nearer are no lines of one text
_CLOSE = 1.9  # of the size: lines of one cell stand no further apart
_TOP = 6  # lines of the rest of a row at the head of a page
_PITCH = 3.5  # of the size: lines further apart are no table's


def tables_in(lines: Sequence[PageLine], width: tuple[float, float]) -> Iterator[tuple[int, int]]:
    """Yield each stretch of lines set in columns, as the index of its first line and the index after its last.

    Args:
        lines: The lines of a page outside of ruled tables, from top to bottom.
        width: The left and right end of the page's text, in points.
    """
    parts = [line.runs(_GAP) for line in lines]
    longest = (width[1] - width[0]) * _PROSE
    at = 0
    while at < len(lines):
        if len(parts[at]) < 3 or _is_prose(parts[at], longest):
            at += 1
            continue
        end, rows = at + 1, 1
        last = end
        while end < len(lines) and _goes_on(lines, parts, end, longest):
            rows += len(parts[end]) >= 3 and _aligned(parts[end], parts[at:end])
            end += 1
            last = end if len(parts[end - 1]) >= 2 else last
        if rows >= _LEAST:
            first = at
            while first > 0 and _is_head(lines, parts, first - 1, longest):
                first -= 1
            columns = _columns(parts[first:last])
            while last < len(lines) and _is_rest(parts[last], parts[last - 1], columns):
                last += 1
            top = first
            while top > 0 and _is_rest(parts[top - 1], parts[top], columns):
                top -= 1
            yield (top if top == 0 and first < _TOP else first), last
        at = max(last, at + 1)


def _is_rest(runs: Sequence[Run], beside: Sequence[Run], columns: Sequence[tuple[float, float]]) -> bool:
    """Return whether a line next to a table is the rest of cells broken by the page: close to it, and within its columns."""
    if not runs or abs(runs[0].base - beside[0].base) > _CLOSE * runs[0].size:
        return False
    return all(any(run.x0 >= x0 - 2 and run.x1 <= x1 + 2 for x0, x1 in columns) for run in runs)


def _aligned(runs: Sequence[Run], above: Sequence[Sequence[Run]]) -> bool:
    """Return whether at least two cells of a line are aligned (left, centre or right) with cells of a recent line above."""
    return any(
        sum(any(_stands_below(run, other) for other in others) for run in runs) >= 2
        for others in [runs for runs in above if len(runs) >= 3][-4:]
    )


def _stands_below(run: Run, other: Run) -> bool:
    near = 0.4 * run.size
    middle = abs(run.x0 + run.x1 - other.x0 - other.x1) / 2
    return min(abs(run.x0 - other.x0), abs(run.x1 - other.x1), middle) < near


def _is_prose(runs: Sequence[Run], longest: float) -> bool:
    return any(run.x1 - run.x0 > longest for run in runs)


def _goes_on(lines: Sequence[PageLine], parts: Sequence[list[Run]], at: int, longest: float) -> bool:
    """Return whether a line may continue the table that has begun above it."""
    near = lines[at].base - lines[at - 1].base <= _PITCH * lines[at].size
    return near and not _is_prose(parts[at], longest)


def _is_head(lines: Sequence[PageLine], parts: Sequence[list[Run]], at: int, longest: float) -> bool:
    """Return whether the line above a table belongs to its head: close to it, and with two cells or more."""
    apart = (lines[at + 1].base - lines[at].base) / lines[at].size
    least = 2 if apart > _HALF else 1  # half a line above: what stands over two columns
    return apart <= _PITCH and len(parts[at]) >= least and not _is_prose(parts[at], longest)


def column_piece(lines: Sequence[PageLine], page: int, open_ends: tuple[bool, bool]) -> Piece | None:
    """Return the table that lines in columns make; None where they make none.

    Args:
        lines: The lines.
        page: The page's number.
        open_ends: Whether the table may continue from the page before, and onto the next.
    """
    parts = [line.runs(_GAP) for line in lines]
    columns = _columns(parts)
    held = [sum(run.x0 < x1 and run.x1 > x0 for runs in parts for run in runs) for x0, x1 in columns]
    if sum(count >= _LEAST for count in held) < _LEAST:
        return None
    single: list[list[Run]] = [[] for _ in columns]
    wide: list[tuple[int, int, Run]] = []
    for run in (run for runs in parts for run in runs):
        over = [number for number, (x0, x1) in enumerate(columns) if run.x0 < x1 - 1 and run.x1 > x0 + 1]
        if len(over) > 1 and not _fits(run, columns[over[0]]):
            wide.append((over[0], over[-1], run))
        elif over:
            single[over[0]].append(run)
    xs = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    first, last = parts[0][0], parts[-1][0]
    ends = first.base - first.size, last.base
    printed = tuple(line.placed(page) for line in lines)
    return Piece(page, rows_of(single, page, wide, open_ends), tuple(xs), ends, tuple(columns), printed)


def _fits(run: Run, column: tuple[float, float]) -> bool:
    return run.x0 >= column[0] - 1 and run.x1 <= column[1] + run.size / 2


def _columns(parts: Sequence[list[Run]]) -> list[tuple[float, float]]:
    """Return the left and right end of each column, from left to right.

    The lines with the most cells determine the columns; other lines add one only where there is none yet.
    """
    most = max((len(runs) for runs in parts), default=0)
    found: list[tuple[float, float]] = []
    for least in (max(2, most * 3 // 4), 1):
        runs = [run for runs in parts if len(runs) >= least for run in runs]
        for run in sorted(runs, key=lambda run: run.x1 - run.x0):
            over = [column for column in found if run.x0 < column[1] - 1 and run.x1 > column[0] + 1]
            if least == 1 and len(over) > 1:
                continue
            x0, x1 = min([run.x0, *(a for a, _ in over)]), max([run.x1, *(b for _, b in over)])
            found = sorted([*(column for column in found if column not in over), (x0, x1)])
    return found
