"""The categories of a laid out table, whose cells are merged over rows: which rows each of them is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from healthplan_cli.base.text_width import width
from healthplan_cli.draft.tables.text.bands import Band, Laid
from healthplan_cli.draft.tables.text.lines import TextCell

_NEVER = 10_000.0  # more than any way costs
_LINES = 8  # of a category, at most
_LONG, _USUAL = 0.3, 4  # what each character costs by which a category is longer than most are
_HAD_ROOM = 2.0
_TWO = 0.6  # what it costs that both of two lines are as long as a category
_APART = 2.0  # what each line costs by which two lines of one are further apart than the nearest are
_WHOLE = 0.3  # what it costs that there is one category more
_ABOVE = 0.2  # what it costs that a row at the head of a page has the category of the page before
_NONE = 3.0  # what it costs that a row of the first page has none

_MOST = 1_000_000  # ways that are compared: some 60 categories of 120 rows; a page with more has none read

Label = tuple[Laid, TextCell]


def label(rows: Sequence[Band], labels: Sequence[Label], column: int, step: float) -> None:
    """Put each category into the first of the rows that it is for, page by page; rows without one get the category above.

    `step` is how far lines of one category are apart at most.
    """
    numbers = sorted({line.page for line, _ in labels})
    pages = [page for number in numbers if (page := _page(rows, labels, number)) is not None]
    ways = [[_spans(page, middle, step) for page in pages] for middle in (True, False)]
    best = min(ways, key=lambda found: sum(cost for cost, _ in found))
    for page, (_, found) in zip(pages, best, strict=True):
        for first, cells in found:
            text = "\n".join(cell.text for cell in cells)
            page.rows[first].cells.setdefault(column, TextCell(text, cells[0].place))


@dataclass(frozen=True, slots=True)
class _CategoryPage:
    """What a page has of a table: its rows, the heights of each one's first and last line, its categories; whether the first
    rows may be of the category of the page before (`above`), and the last category go on on the next (`below`).
    """

    rows: Sequence[Band]
    ends: Sequence[tuple[float, float]]
    labels: Sequence[Label]
    above: bool
    below: bool

    def off(self, labels: slice, first: int, end: int, middle: bool) -> float:
        """Return how far the lines of some categories are off the rows from `first` to before `end`: off their middle, or
        off the first of them.

        At the end of a page whose last category goes on, the nearer of both counts.
        """
        own = self.labels[labels]
        top, bottom = own[0][0].height, own[-1][0].height
        by_middle = abs((top + bottom) / 2 - (self.ends[first][0] + self.ends[end - 1][1]) / 2)
        by_first = abs(top - self.ends[first][0])
        if self.below and end == len(self.rows):
            return min(by_middle, by_first)
        return by_middle if middle else by_first


def _page(rows: Sequence[Band], labels: Sequence[Label], number: int) -> _CategoryPage | None:
    """Return what a page has of a table; None where it has no rows."""
    here = [row for row in rows if any(line.page == number for line in row.lines)]
    if not here:
        return None
    heights = [[line.height for line in row.lines if line.page == number] for row in here]
    return _CategoryPage(
        here,
        [(own[0], own[-1]) for own in heights],
        [each for each in labels if each[0].page == number],
        any(row.lines[0].page < number for row in rows),
        any(row.lines[-1].page > number for row in rows),
    )


def _spans(page: _CategoryPage, middle: bool, step: float) -> tuple[float, list[tuple[int, list[TextCell]]]]:
    """Return what the best way to give a page's rows to categories costs, and the first row and the lines of each."""
    count, total = len(page.labels), len(page.rows)
    if count * total * total > _MOST:
        return _NEVER, []
    widest = max(width(cell.text) for _, cell in page.labels)
    joins = [0.0, *(_join(a, b, widest, step) for a, b in pairwise(page.labels))]
    best = {(0, row): (_ABOVE if page.above else _NONE) * row for row in range(total + 1)}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for lines, row in product(range(count), range(total)):
        if (known := best.get((lines, row))) is None:
            continue
        cost, size = known + _WHOLE, 0
        for until in range(lines + 1, min(count, lines + _LINES) + 1):
            cost += joins[until - 1] if until - 1 > lines else 0
            size += len(page.labels[until - 1][1].text)
            long = _LONG * max(0, size - _USUAL)
            for end in range(row + 1, total + 1):
                own = cost + long + page.off(slice(lines, until), row, end, middle)
                if own < best.get((until, end), _NEVER):
                    best[until, end], came[until, end] = own, (lines, row)
    state = (count, total)
    if state not in best:
        return _NEVER, []
    cost, found = best[state], []
    while state in came:
        before = came[state]
        found.append((before[1], [cell for _, cell in page.labels[before[0] : state[0]]]))
        state = before
    return cost, found[::-1]


def _join(above: Label, below: Label, widest: int, step: float) -> float:
    """Return what it costs that two lines are of one category: much where they are apart, or the first had room."""
    if below[0].height - above[0].height > step:
        return 50.0
    if min(len(above[1].text), len(below[1].text)) >= _USUAL:  # each is as long as a category
        return _TWO
    room = width(above[1].text) + 2 <= widest
    return (_HAD_ROOM if room else -0.2) + _APART * max(below[0].height - above[0].height - step / 1.65, 0)
