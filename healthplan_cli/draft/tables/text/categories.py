"""The categories of a laid out table, whose cells are merged over rows: which rows each of them is for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from healthplan_cli.base.text_width import width
from healthplan_cli.draft.tables.text.bands import Band, Laid
from healthplan_cli.draft.tables.text.lines import TextCell

_LINES = 8  # of a category, at most
_LONG, _USUAL = 0.3, 4  # what each character costs by which a category is longer than most are
_HAD_ROOM = 2.0
_APART = 2.0  # what each line costs by which two lines of one are further apart than the nearest are
_WHOLE = 0.3  # what it costs that there is one category more
_ABOVE = 0.2  # what it costs that a row at the head of a page has the category of the page before
_NONE = 3.0  # what it costs that a row of the first page has none

Label = tuple[Laid, TextCell]


def label(rows: Sequence[Band], labels: Sequence[Label], column: int, step: float) -> None:
    """Put the categories into the first of the rows that they are for, page by page; others have the one above.

    `step` is how far lines of one category are apart at most.
    """
    pages = []
    for page in sorted({line.page for line, _ in labels}):
        own = [each for each in labels if each[0].page == page]
        here = [row for row in rows if any(line.page == page for line in row.lines)]
        if here and own:
            pages.append(
                (here, [_ends(row, page) for row in here], own, any(row.lines[0].page < page for row in rows))
            )
    ways = [[_spans(*page[1:], middle, step) for page in pages] for middle in (True, False)]
    best = min(ways, key=lambda found: sum(cost for cost, _ in found))
    for (here, *_), (_, found) in zip(pages, best, strict=True):
        for first, cells in found:
            text = "\n".join(cell.text for cell in cells)
            here[first].cells.setdefault(column, TextCell(text, cells[0].place))


def _ends(row: Band, page: int) -> tuple[float, float]:
    """Return the heights of the first and the last line that a row has on a page."""
    heights = [line.height for line in row.lines if line.page == page]
    return heights[0], heights[-1]


def _spans(
    ends: Sequence[tuple[float, float]], labels: Sequence[Label], goes_on: bool, middle: bool, step: float
) -> tuple[float, list[tuple[int, list[TextCell]]]]:
    """Return what the best way to give rows to categories costs, and the first row and the lines of each."""
    count, total = len(labels), len(ends)
    widest = max(width(cell.text) for _, cell in labels)
    near = min((b.height - a.height for (a, _), (b, _) in pairwise(labels)), default=1.0)
    joins = [0.0, *(_join(a, b, widest, step, min(near, step / 1.5)) for a, b in pairwise(labels))]
    best = {(0, row): (_ABOVE if goes_on else _NONE) * row for row in range(total + 1)}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for lines in range(count):
        for row in range(total):
            if (known := best.get((lines, row))) is None:
                continue
            cost = known + _WHOLE
            for until in range(lines + 1, min(count, lines + _LINES) + 1):
                cost += joins[until - 1] if until - 1 > lines else 0
                long = _LONG * max(0, sum(len(cell.text) for _, cell in labels[lines:until]) - _USUAL)
                place = _place(labels[lines:until], middle)
                for end in range(row + 1, total + 1):
                    want = (ends[row][0] + ends[end - 1][1]) / 2 if middle else ends[row][0]
                    own = cost + long + abs(place - want)
                    if own < best.get((until, end), float("inf")):
                        best[until, end] = own
                        came[until, end] = lines, row
    state = (count, total)
    if state not in best:
        return float("inf"), []
    cost, found = best[state], []
    while state in came:
        before = came[state]
        found.append((before[1], [cell for _, cell in labels[before[0] : state[0]]]))
        state = before
    return cost, found[::-1]


def _place(labels: Sequence[Label], middle: bool) -> float:
    return (labels[0][0].height + labels[-1][0].height) / 2 if middle else labels[0][0].height


def _join(above: Label, below: Label, widest: int, step: float, near: float) -> float:
    """Return what it costs that two lines are of one category: much where they are apart, or the first had room."""
    if below[0].height - above[0].height > step:
        return 50.0
    if min(len(above[1].text), len(below[1].text)) >= _USUAL:  # each is as long as a category
        return _HAD_ROOM
    room = width(above[1].text) + 2 <= widest
    return (_HAD_ROOM if room else -0.2) + _APART * max(below[0].height - above[0].height - near, 0)
