"""Words in columns → rows: which of them make up a row, told from the column that has a word for each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.blocks import GridCell, Place
from healthplan_cli.sources.documents.pdf.lines import Run
from healthplan_cli.sources.documents.pdf.rowmatch import assigned, blocks_of, covering

_SERIAL = Pattern(r"[（(]?\d{1,3}[)）.、]?$")
_NATURE = Pattern(r"(?:约束|预期|倡导|指导)性?$")
_VALUE = Pattern(r"[≥≤<>＜＞~～约±+\-－—]?\s*\d[\d.,，]*")


def rows_of(
    columns: Sequence[Sequence[Run]], page: int, wide: Sequence[tuple[int, int, Run]] = ()
) -> list[GridCell]:
    """Return the cells of a table whose columns are known, its rows told by where the words stand.

    Args:
        columns: The words of each column, from above to below.
        page: The page's number.
        wide: Words over several columns: the first, the last, and what they are.
    """
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
        merged = _merged(columns, rows, anchors, body, middle) if number == 0 and number != key else None
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
    columns: Sequence[Sequence[Run]], rows: list[int], anchors: list[float], body: int, middle: bool
) -> list[tuple[Sequence[Run], int, int]] | None:
    """Return the blocks of a first column whose cells are merged, with the rows that each covers; None where they aren't:
    where every row has words of its own there, or the next columns have as few.
    """
    below = [run for run, row in zip(columns[0], rows, strict=True) if row >= body]
    blocks, count = blocks_of(below), len(anchors) - body
    beside = max(len(set(assigned(column, anchors, middle)[1])) for column in columns[1:3])
    if not blocks or len(blocks) >= count or beside < 0.75 * len(anchors):
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
