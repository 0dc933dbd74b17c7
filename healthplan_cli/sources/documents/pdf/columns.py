"""Words set in columns without rules → a table: its columns from the gaps between them, its rows from where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.blocks import GridCell, Place
from healthplan_cli.sources.documents.pdf.lines import Line, Run
from healthplan_cli.sources.documents.pdf.rowmatch import assigned, blocks_of, covering
from healthplan_cli.sources.documents.pdf.tables import Piece

_GAP = 0.9  # of the size: what parts two cells of a line
_LEAST = 3  # lines of as many cells that make a table
_PROSE = 0.62  # of the width of the text: a longer run is a sentence
_FEW = 0.6  # of the rows: a first column with fewer blocks has merged cells
_PITCH = 3.5  # of the size: lines further apart are no table's
_SERIAL = Pattern(r"[（(]?\d{1,3}[)）.、]?$")
_NATURE = Pattern(r"(?:约束|预期|倡导|指导)性?$")
_VALUE = Pattern(r"[≥≤<>＜＞~～约±+\-－—]?\s*\d[\d.,，]*")


def tables_in(lines: Sequence[Line], width: tuple[float, float]) -> Iterator[tuple[int, int]]:
    """Yield the first line and the line after the last of each stretch of lines that is set in columns.

    Args:
        lines: The lines of a page outside of ruled tables, from above to below.
        width: From where to where the page's text goes.
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
        last = _with_tail(parts, last, end)
        if rows >= _LEAST:
            first = at
            while first > 0 and _is_head(lines, parts, first - 1, longest):
                first -= 1
            yield first, last
        at = max(last, at + 1)


def _aligned(runs: Sequence[Run], above: Sequence[Sequence[Run]]) -> bool:
    """Return whether two cells of a line stand below those of a line above: at their left, their middle or their right."""
    return any(
        sum(any(_stands_below(run, other) for other in others) for run in runs) >= 2 for others in above[-4:]
    )


def _stands_below(run: Run, other: Run) -> bool:
    near = 0.4 * run.size
    centre = abs(run.x0 + run.x1 - other.x0 - other.x1) / 2
    return min(abs(run.x0 - other.x0), abs(run.x1 - other.x1), centre) < near


def _is_prose(runs: Sequence[Run], longest: float) -> bool:
    return any(run.x1 - run.x0 > longest for run in runs)


def _goes_on(lines: Sequence[Line], parts: Sequence[list[Run]], at: int, longest: float) -> bool:
    """Return whether a line may belong to the table that has begun above it."""
    near = lines[at].base - lines[at - 1].base <= _PITCH * lines[at].size
    return near and not _is_prose(parts[at], longest)


def _with_tail(parts: Sequence[list[Run]], last: int, end: int) -> int:
    """Return the end of a table with the line below it that holds the rest of one cell: in a column, not at its left edge."""
    if last < end and parts[last]:
        left = min(run.x0 for run in parts[last - 1])
        run = parts[last][0]
        if (
            len(parts[last]) == 1
            and run.x0 > left + run.size
            and run.base - parts[last - 1][0].base < 2 * run.size
        ):
            return last + 1
    return last


def _is_head(lines: Sequence[Line], parts: Sequence[list[Run]], at: int, longest: float) -> bool:
    """Return whether the line above a table is a part of its head: two cells or more, near to it."""
    near = lines[at + 1].base - lines[at].base <= _PITCH * lines[at].size
    return near and len(parts[at]) >= 2 and not _is_prose(parts[at], longest)


def column_piece(lines: Sequence[Line], page: int) -> Piece | None:
    """Return the table that lines in columns make; None where they make none."""
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
    return Piece(page, _cells(single, wide, page), tuple(xs), ends, ruled=False)


def _fits(run: Run, column: tuple[float, float]) -> bool:
    return run.x0 >= column[0] - 1 and run.x1 <= column[1] + run.size / 2


def _columns(parts: Sequence[list[Run]]) -> list[tuple[float, float]]:
    """Return from where to where each column goes: as the fullest lines have it, others put in where they have room."""
    most = max((len(runs) for runs in parts), default=0)
    found: list[tuple[float, float]] = []
    for least in (max(2, most * 3 // 4), 1):
        for run in (run for runs in parts if len(runs) >= least for run in runs):
            over = [column for column in found if run.x0 < column[1] - 1 and run.x1 > column[0] + 1]
            if least == 1 and len(over) > 1:
                continue
            x0, x1 = min([run.x0, *(a for a, _ in over)]), max([run.x1, *(b for _, b in over)])
            found = sorted([*(column for column in found if column not in over), (x0, x1)])
    return found


def _cells(columns: list[list[Run]], wide: list[tuple[int, int, Run]], page: int) -> list[GridCell]:
    key = _key(columns)
    anchors, body = _anchors(columns[key])
    anchors = anchors[:body] + _with_others(anchors[body:], columns, key)
    flat = [run for number, runs in enumerate(columns) if number != key for run in runs]
    top = sum(assigned(column, anchors, False)[0] for column in columns)
    centred = sum(assigned(column, anchors, True)[0] for column in columns)
    middle = centred <= top or not flat
    split = bool(wide) and body > 0 and all(run.middle < anchors[body] for _, _, run in wide)
    found: list[GridCell] = []
    for number, column in enumerate(columns):
        under = split and any(first <= number <= last for first, last, _ in wide)
        _, rows = assigned(column, anchors, middle)
        merged = _merged(column, rows, anchors, body, middle) if number == 0 and number != key else None
        for row in range(len(anchors)):
            runs = [run for run, own in zip(column, rows, strict=True) if own == row]
            if merged is not None and row >= body:
                break
            tall = 2 if split and row == 0 and not under else 1
            at = row + (1 if split and (row > 0 or under) else 0)
            found.append(_cell(runs, at, number, tall, 1, page))
        for runs, first, end in merged or ():
            found.append(_cell(runs, first + split, number, end - first, 1, page))
    for first, last, run in wide:
        row = 0 if split else min(range(len(anchors)), key=lambda row: abs(anchors[row] - run.middle))
        found.append(_cell([run], row, first, 1, last - first + 1, page))
    return found


def _merged(
    column: list[Run], rows: list[int], anchors: list[float], body: int, middle: bool
) -> list[tuple[list[Run], int, int]] | None:
    """Return the blocks of a first column whose cells are merged, with the rows that each covers; None where they aren't."""
    below = [run for run, row in zip(column, rows, strict=True) if row >= body]
    blocks = blocks_of(below)
    if not blocks or len(blocks) > _FEW * (len(anchors) - body):
        return None
    spans = covering(blocks, anchors[body:], middle)
    return [(block, first + body, end + body) for block, (first, end) in zip(blocks, spans, strict=True)]


def _cell(runs: Sequence[Run], row: int, column: int, tall: int, across: int, page: int) -> GridCell:
    text = "\n".join(run.text for run in runs if run.text)
    marks = tuple(mark for run in runs for mark in run.marks)
    place = Place(page=page, row=row + 1, column=column + 1)
    return GridCell(text, row, column, tall, across, place, marks)


def _key(columns: Sequence[Sequence[Run]]) -> int:
    """Return the column that tells the rows apart: serial numbers, else natures, else most values, else most lines."""
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
    """Return the rows' heights with those of rows that the key column has no word for: two values beside each other."""
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
    """Return the heights of the rows, and how many of them are the head's (0 or 1)."""
    body = [run for run in column if _VALUE.match(run.text) or _NATURE.match(run.text)]
    if not body:
        return [block[0].middle for block in blocks_of(column)], 1
    first = next(index for index, run in enumerate(column) if run is body[0])
    head = column[:first]
    if not head:
        return [run.middle for run in column], 0
    own = (head[0].middle + head[-1].middle) / 2
    return [own, *(run.middle for run in column[first:])], 1
