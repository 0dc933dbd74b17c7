"""Tables found from the ruling lines of a page: the positions and spans of their cells. Open sides are closed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.sources.documents.pdf.page import RulingLine

_TOUCH = 3.0  # points: rules that near meet, and are one where they run beside each other
_OPEN = 6.0  # points: by so much rules must go on for a side to be open there
_MOST = 4_000  # rules of a page; more draw no table
_LEAST = 4.0  # points: a narrower row or column is none

Span = tuple[int, int, int, int]  # of a cell: its row and column, how many rows and columns


@record(frozen=True, slots=True)
class Ruled:
    """A ruled table: the heights between its rows, the positions between its columns, its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Span, ...]

    @property
    def area(self) -> float:
        """The area that the table covers, in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    @property
    def is_frame(self) -> bool:
        """Whether no two cells stand side by side, as in a box or a page's frame."""
        return all(across == len(self.xs) - 1 for _, _, _, across in self.cells)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and column in which a point of the table lies."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return row, min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)


def ruled_tables(rules: Sequence[RulingLine]) -> list[Ruled]:
    """Return the tables and frames that ruling lines make, the smallest first."""
    if len(rules) > _MOST:
        return []
    across, down = (
        _merged(rule for rule in rules if rule.across),
        _merged(rule for rule in rules if not rule.across),
    )
    found = [_table(*group) for group in _groups(across, down)]
    return sorted((table for table in found if table is not None), key=lambda table: table.area)


def _merged(rules: Iterable[RulingLine]) -> list[RulingLine]:
    """Return the lines with those joined that overlap or touch in one direction."""
    lanes: list[list[RulingLine]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if not lanes or rule.at - lanes[-1][0].at > _TOUCH:
            lanes.append([])
        lanes[-1].append(rule)
    found = []
    for lane in lanes:
        at = sum(rule.at for rule in lane) / len(lane)
        start = end = None
        for rule in sorted(lane, key=lambda rule: rule.start):
            if end is not None and start is not None and rule.start - end > _TOUCH:
                found.append(RulingLine(rule.across, at, start, end))
                start = end = None
            start = rule.start if start is None else start
            end = rule.end if end is None else max(end, rule.end)
        if start is not None and end is not None:
            found.append(RulingLine(lane[0].across, at, start, end))
    return [rule for rule in found if rule.end - rule.start >= _LEAST]


def _groups(
    across: Sequence[RulingLine], down: Sequence[RulingLine]
) -> list[tuple[list[RulingLine], list[RulingLine]]]:
    """Return the horizontal and vertical lines of each group that is connected by crossings."""
    rules = [*across, *down]
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for a, rule in enumerate(across):
        for b, other in enumerate(down, len(across)):
            if _meet(rule, other):
                parent[root(a)] = root(b)
    groups: dict[int, tuple[list[RulingLine], list[RulingLine]]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), ([], []))[index >= len(across)].append(rule)
    return list(groups.values())


def _meet(across: RulingLine, down: RulingLine) -> bool:
    return (
        across.start - _TOUCH <= down.at <= across.end + _TOUCH
        and down.start - _TOUCH <= across.at <= down.end + _TOUCH
    )


def _table(across: Sequence[RulingLine], down: Sequence[RulingLine]) -> Ruled | None:
    if not across or not down:
        return None
    xs = _edges(down, across)
    ys = _edges(across, down)
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Ruled(xs, ys, tuple(_cells(xs, ys, across, down)))


def _edges(rules: Sequence[RulingLine], crossing: Sequence[RulingLine]) -> tuple[float, ...]:
    """Return the positions between rows or columns, closing a side where crossing lines go beyond the last line."""
    places = [rule.at for rule in rules]
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if first < min(places) - _OPEN:
        places.append(first)
    if last > max(places) + _OPEN:
        places.append(last)
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _LEAST:
            found.append(place)
    return tuple(found)


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[RulingLine], down: Sequence[RulingLine]
) -> Iterable[Span]:
    """Yield the cells: each grows to the right and then down until a line stops it."""
    rows, columns = len(ys) - 1, len(xs) - 1
    right = [
        [column == columns - 1 or _parts(down, xs[column + 1], ys, row) for column in range(columns)]
        for row in range(rows)
    ]
    below = [
        [row == rows - 1 or _parts(across, ys[row + 1], xs, column) for column in range(columns)]
        for row in range(rows)
    ]
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while not right[row][column + wide - 1] and (row, column + wide) not in taken:
                wide += 1
            tall = 1
            while not any(below[row + tall - 1][column : column + wide]) and all(
                right[row + tall][at] == (at == column + wide - 1) for at in range(column, column + wide)
            ):
                tall += 1
            taken.update((row + i, column + j) for i in range(tall) for j in range(wide))
            yield row, column, tall, wide


def _parts(rules: Sequence[RulingLine], at: float, others: Sequence[float], index: int) -> bool:
    """Return whether a line runs along this side of a box."""
    middle = (others[index] + others[index + 1]) / 2
    return any(abs(rule.at - at) <= _LEAST and rule.start <= middle <= rule.end for rule in rules)
