"""The categories of an aligned table, whose cells are merged over rows: which rows each applies to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from healthplan_cli.base.text_width import width
from healthplan_cli.draft.tables.text.bands import Band
from healthplan_cli.draft.tables.text.lines import Laid, TextCell

_NEVER = 10_000.0  # more than any way costs
_LINES = 8  # of a category, at most
_LONG, _USUAL = 0.3, 6  # what each character costs by which a category is longer than most are
_FULL = 4  # characters of a line that may be a category by itself
_HAD_ROOM = 2.0
_TWO = 0.6  # what it costs that both of two lines are as long as a category
_APART = 2.0  # what each line costs by which two lines of one are further apart than the nearest are
_WHOLE = 0.3  # what it costs that there is one category more
_HOW = 0.5  # what it may cost more, for each page, that all stand at the first of their rows and not in the middle, or so
_ABOVE = 0.2  # what it costs that a row at the head of a page has the category of the page before
_NONE = 3.0  # what it costs that a row of the first page has none
NEAR_PRINTED, NEAR_TEXT = 0.25, 0.6  # ways that cost no more than this above the best are as likely

_MOST = 1_000_000  # ways that are compared: some 60 categories of 120 rows; a page with more has none read
_COMPARED = 200_000  # ways up to which the second best is looked for; of more, all are in doubt

Label = tuple[Laid, TextCell]
_State = tuple[int, int]  # how many lines are given to how many rows


def label(rows: Sequence[Band], labels: Sequence[Label], column: int, step: float, printed: bool) -> None:
    """Put each category into the first of its rows, page by page; the other rows have the one above.

    A category is marked unsure where another fits as well. `step`: the greatest distance between lines of one
    category; `printed`: heights are those of a page, not lines of a text.
    """
    pages = pages_of(rows, labels, column)
    near = NEAR_PRINTED if printed else NEAR_TEXT
    ways = [[RowsWays(page, middle, step) for page in pages] for middle in (True, False)]
    best, other = sorted(ways, key=lambda found: sum(way.cost for way in found))
    alike = sum(way.cost for way in other) - sum(way.cost for way in best) <= near + _HOW * len(pages)
    before: TextCell | None = None
    for page, way, second in zip(pages, best, other, strict=True):
        said = [way.likely(near)]
        if alike:
            said.append(second.likely(near))
        for row, (cells, first) in enumerate(way.cells()):
            unsure = len({text for found in said for text in found[row]}) > 1
            own = before and replace(before, unsure=unsure)  # of the page before
            if cells:
                own = TextCell("\n".join(cell.text for cell in cells), cells[0].place, unsure)
            if own is not None and (first or own != before):
                page.rows[row].cells.setdefault(column, own)
            before = own


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page's part of a table: its number, its rows, the heights of each one's first and last line, its categories.

    `above`: its first rows may belong to the category of the page before; `below`: its last category may go on on the
    next.
    """

    number: int
    rows: Sequence[Band]
    ends: Sequence[tuple[float, float]]
    labels: Sequence[Label]
    above: bool
    below: bool

    def off(self, labels: slice, first: int, end: int, middle: bool) -> float:
        """Return how far the lines of some categories are from the middle of some rows (`middle`), or from the first
        of them.
        It is the lesser of both where a centred cell may be part of one that extends over pages.
        """
        own = self.labels[labels]
        top, bottom = own[0][0].height, own[-1][0].height
        by_middle = abs((top + bottom) / 2 - (self.ends[first][0] + self.ends[end - 1][1]) / 2)
        by_first = abs(top - self.ends[first][0])
        if not middle:
            return by_first
        return min(by_middle, by_first) if self.below and end == len(self.rows) else by_middle


def pages_of(rows: Sequence[Band], labels: Sequence[Label], column: int) -> list[LabelledPage]:
    """Return each page's part of a table, for pages with words in the column."""
    numbers = sorted({line.page for line, _ in labels})
    return [page for number in numbers if (page := _page(rows, labels, number, column)) is not None]


def _page(rows: Sequence[Band], labels: Sequence[Label], number: int, column: int) -> LabelledPage | None:
    """Return a page's part of a table; None where it has no rows. Lines with words only in the column belong to no row."""
    here = [row for row in rows if any(line.page == number for line in row.lines)]
    if not here:
        return None
    heights = [_heights(row, number, column) for row in here]
    return LabelledPage(
        number,
        here,
        [(own[0], own[-1]) for own in heights],
        [each for each in labels if each[0].page == number],
        any(row.lines[0].page < number for row in rows),
        any(row.lines[-1].page > number for row in rows),
    )


def _heights(row: Band, page: int, column: int) -> list[float]:
    lines = [line for line in row.lines if line.page == page]
    own = [line.height for line in lines if line.cells.keys() - {column}]
    return own or [line.height for line in lines]


class RowsWays:
    """The ways to assign a page's rows to its categories, which stand in the `middle` of their rows or at the first.

    `cost` is that of the best. Without `step`, each line is a category of its own.
    """

    def __init__(self, page: LabelledPage, middle: bool, step: float | None = None) -> None:
        self.page, self.middle = page, middle
        self.count, self.total = len(page.labels), len(page.rows)
        self.size = self.count * self.total * self.total
        widest = max(width(cell.text) for _, cell in page.labels)
        self.joins = [0.0, *(_join(a, b, widest, step) for a, b in pairwise(page.labels))]
        self.best: dict[_State, float] = {}
        self.came: dict[_State, _State] = {}
        if self.size <= _MOST:
            self._go()
        self.cost = self.best.get((self.count, self.total), _NEVER)

    def _go(self) -> None:
        """Find the least cost of each state: so many lines assigned to so many rows."""
        none = _ABOVE if self.page.above else _NONE
        self.best = {(0, row): none * row for row in range(self.total + 1)}
        for state in product(range(self.count), range(self.total)):
            known = self.best.get(state)
            if known is None:
                continue
            for after, own in self._steps(state):
                if known + own < self.best.get(after, _NEVER):
                    self.best[after], self.came[after] = known + own, state

    def _steps(self, state: _State) -> Iterator[tuple[_State, float]]:
        """Yield the states that one more category leads to, and their costs."""
        lines, row = state
        cost, size = _WHOLE, 0
        for until in range(lines + 1, min(self.count, lines + _LINES) + 1):
            cost += self.joins[until - 1] if until - 1 > lines else 0
            size += len(self.page.labels[until - 1][1].text)
            long = _LONG * max(0, size - _USUAL)
            for end in range(row + 1, self.total + 1):
                yield (until, end), cost + long + self.page.off(slice(lines, until), row, end, self.middle)

    def is_whole(self, near: float) -> bool:
        """Return whether every row has one category and each category stands where it should, within `near`."""
        rows = self.cells()
        firsts = [row for row, (_, first) in enumerate(rows) if first]
        if not all(cells for cells, _ in rows) or len(firsts) != self.count:
            return False
        return all(
            self.page.off(slice(at, at + 1), first, end, self.middle) <= near
            for at, (first, end) in enumerate(pairwise([*firsts, self.total]))
        )

    def is_between(self, near: float) -> bool:
        """Return whether a category stands in the middle of no single row, so that it must belong to several."""
        return any(
            all(self.page.off(slice(at, at + 1), row, row + 1, True) > near for row in range(self.total))
            for at in range(self.count)
        )

    def cells(self) -> list[tuple[list[TextCell], bool]]:
        """Return for each row the lines of its category (none without one), and whether it is the first of its rows."""
        found: list[tuple[list[TextCell], bool]] = [([], False)] * self.total
        state = self.count, self.total
        while state in self.came:
            before = self.came[state]
            cells = [cell for _, cell in self.page.labels[before[0] : state[0]]]
            found[before[1] : state[1]] = [(cells, row == before[1]) for row in range(before[1], state[1])]
            state = before
        return found

    def likely(self, near: float) -> list[set[str]]:
        """Return for each row the categories that it has in any way costing at most `near` more than the best."""
        found: list[set[str]] = [{"\n".join(cell.text for cell in cells)} for cells, _ in self.cells()]
        if self.size > _COMPARED:
            return [{*texts, ""} for texts in found]
        rest: dict[_State, float] = {(self.count, self.total): 0.0}
        for state in sorted(self.best, reverse=True):
            for after, own in self._steps(state) if state[0] < self.count else ():
                if after not in rest:
                    continue
                if own + rest[after] < rest.get(state, _NEVER):
                    rest[state] = own + rest[after]
                if self.best[state] + own + rest[after] <= self.cost + near:
                    text = "\n".join(cell.text for _, cell in self.page.labels[state[0] : after[0]])
                    for row in range(state[1], after[1]):
                        found[row].add(text)
        return found


def _join(above: Label, below: Label, widest: int, step: float | None) -> float:
    """Return the cost of two lines being one category: high where they are far apart, or the first had room."""
    if step is None or below[0].height - above[0].height > step:
        return 50.0
    if min(len(above[1].text), len(below[1].text)) >= _FULL:  # each is as long as a category
        return _TWO
    room = width(above[1].text) + 2 <= widest
    return (_HAD_ROOM if room else -0.2) + _APART * max(below[0].height - above[0].height - step / 1.65, 0)
