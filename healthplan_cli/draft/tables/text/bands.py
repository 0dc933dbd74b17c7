"""The lines of an aligned table → its rows, each made of consecutive lines: the division with the least cost.

A row has one serial number, one nature, one value under each heading and a complete name; the lines of its cells are
centred at one height, or begin at one; a cell's line with room for what follows ends the cell. Each exception costs
something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.text_width import width
from healthplan_cli.draft.tables.cells import (
    half,
    is_dash,
    is_name,
    is_number,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn
from healthplan_cli.draft.tables.text.bandcells import CELL_COSTS, NUMBERED, any_words, is_own
from healthplan_cli.draft.tables.text.grouptitles import TITLE, titles_in
from healthplan_cli.draft.tables.text.lines import PART, WHOLE, Laid, Placed, TextCell
from healthplan_cli.language.names import named_among

_TELLING = (HeadRole.NO, HeadRole.NATURE)
_TOKEN = Pattern(
    r"[(（][^（()）]{0,8}[)）]|[A-Za-z\d.%/-]+|.[，、。；：）)》”]*"
)  # what is not broken over lines
_NEVER = 1_000_000.0  # more than any way costs
_LINES = 24  # of a row, at most
_NONE = 10
_OUTSIDE = 3  # what it costs that a line below is none of the table's
_OFF, _OFF_TEXT = (
    1.5,
    0.8,
)  # what each line costs by which a cell is off its row's height; less in a text, which has none
_PRINTED = 2.0  # lines of one cell of a printed page are no further apart
_HAD_ROOM, _HAD_MUCH = (
    3,
    5,
)  # what it costs that a cell's line is broken where it had room, or was less than half full


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a table: its cells by column, and the lines that it is made of."""

    cells: Placed
    lines: tuple[Laid, ...]


def rows_in(laid: Sequence[Laid], columns: Sequence[TableColumn], step: float) -> list[Band]:
    """Return the rows of a table's lines, and the lines over the whole table, from top to bottom.

    `columns` are the roles of the columns; `step` is the greatest distance between lines of one cell, in lines.
    """
    titles = titles_in(laid, columns)
    judge = min(
        (_Judge(laid, columns, centred, step, titles) for centred in (True, False)),
        key=lambda judge: sum(_parted(run, judge)[0] for run in _runs(laid) if not isinstance(run, Laid)),
    )
    found: list[Band] = []
    for run in _runs(laid):
        if isinstance(run, Laid):
            found.append(Band(run.cells, (run,)))
            continue
        for lines in _parted(run, judge)[1]:
            if judge.is_title(lines):
                found.append(Band({WHOLE: next(iter(lines[0].cells.values()))}, tuple(lines)))
            else:
                found.append(Band(_cells(lines), tuple(lines)))
    while found and WHOLE in found[-1].cells:
        found.pop()
    return found


def _runs(lines: Sequence[Laid]) -> list[Laid | list[Laid]]:
    """Return the lines over the whole table, and the runs of lines between them, in their order."""
    found: list[Laid | list[Laid]] = []
    run: list[Laid] = []
    for line in lines:
        if line.whole:
            found += [run, line] if run else [line]
            run = []
        elif line.cells:
            run.append(line)
    return [*found, run] if run else found


def _cells(lines: Sequence[Laid]) -> Placed:
    """Return the cells of a row's lines."""
    found: Placed = {}
    for line in lines:
        for number, cell in line.cells.items():
            known = found.get(number)
            found[number] = TextCell(f"{known.text}\n{cell.text}", known.place) if known else cell
    return found


def _parted(lines: Sequence[Laid], judge: _Judge) -> tuple[float, list[Sequence[Laid]]]:
    """Return the cost of the best division of lines into rows, and the rows of that division."""
    best = [0.0] + [_NEVER] * len(lines)
    start = [0] * (len(lines) + 1)
    for end in range(1, len(lines) + 1):
        for first in range(end - 1, max(-1, end - _LINES - 1), -1):
            own = judge.cost(lines[first:end])
            if own is None:
                break
            if best[first] + own < best[end]:
                best[end], start[end] = best[first] + own, first
    outside = [0.0]
    for line in reversed(lines):
        outside.insert(0, outside[0] + judge.lost(line))
    end = min(range(len(lines) + 1), key=lambda end: best[end] + outside[end])
    total = best[end] + outside[end]
    rows: list[Sequence[Laid]] = []
    while end:
        rows.append(lines[start[end] : end])
        end = start[end]
    return total, rows[::-1]


class _Judge:
    """The cost of taking lines of one table for a row; `centred`: cells are centred within their row."""

    def __init__(
        self,
        laid: Sequence[Laid],
        columns: Sequence[TableColumn],
        centred: bool,
        step: float,
        titles: frozenset[int],
    ) -> None:
        self.step, self.titles = step, titles
        self.off = _OFF if step < _PRINTED else _OFF_TEXT
        self.roles = {number: column.role for number, column in enumerate(columns)}
        self.roles[PART] = HeadRole.PART
        self.centred = centred
        inner = [line for line in laid if not line.whole]
        self.widest: dict[int, int] = {}
        self.gaps = sum(line.gap for line in inner)
        tops: dict[int, int] = {}
        for line in inner:
            for number, cell in line.cells.items():
                self.widest[number] = max(self.widest.get(number, 0), width(cell.text))
                tops[number] = tops.get(number, 0) + is_own(self.roles[number], cell.text)
        self._serial = [number for number, role in self.roles.items() if role is HeadRole.NO]
        self.often = {number for number, count in tops.items() if count > 1}
        self.name = next(number for number, role in self.roles.items() if role is HeadRole.NAME)
        names = [line.cells[self.name].text for line in inner if self.name in line.cells]
        self.parents = {
            above.number
            for above, below in pairwise(inner)
            if self.name in above.cells
            and self.name in below.cells
            and is_name(above.cells[self.name].text)
            and named_among(below.cells[self.name].text) is not None
        }
        self.numbered = sum(NUMBERED.match(half(text)) is not None for text in names) > 2

    def lost(self, line: Laid) -> float:
        """Return the cost of leaving a line out of the table: high where it has what only rows have."""
        own = any(
            number in self.often and self.roles[number] in _TELLING and is_own(self.roles[number], cell.text)
            for number, cell in line.cells.items()
        )
        values = sum(
            self.roles[number] in VALUES and (is_number(cell.text) or is_dash(cell.text))
            for number, cell in line.cells.items()
        )
        return 12 if own or (values and len(line.cells) > 2) or values > 1 else _OUTSIDE

    def is_title(self, lines: Sequence[Laid]) -> bool:
        """Return whether lines are a single one that is a group's title."""
        return len(lines) == 1 and lines[0].number in self.titles

    def cost(self, lines: Sequence[Laid]) -> float | None:
        """Return the cost of taking lines for one row, or a line for a group's title; None where no row can begin with them."""
        if self.is_title(lines):
            return TITLE
        columns: dict[int, list[tuple[float, str]]] = {}
        for line in lines:
            for number, cell in line.cells.items():
                columns.setdefault(number, []).append((line.height, cell.text))
        total = 0.0
        for number, pieces in columns.items():
            texts = [text for _, text in pieces]
            own = CELL_COSTS.get(self.roles[number], any_words)(texts)
            if own is None:
                return None
            total += own + self._broken(number, texts)
        alone = lines[-1].number in self.parents and set(columns) <= {self.name, *self._serial}
        total += 0 if alone else self._missing(columns)
        if lines[0].page == lines[-1].page:
            total += self._set(columns, lines)
        else:
            total += 4
        return total + self._gaps(lines)

    def _missing(self, columns: dict[int, list[tuple[float, str]]]) -> float:
        """Return the cost of a row lacking a cell that other rows have."""
        total = 0.0
        values = [number for number in columns if self.roles[number] in VALUES]
        parted = PART in columns
        if self.name not in columns:
            total += 2 if parted else _NONE
        elif self.numbered and not NUMBERED.match(half(columns[self.name][0][1])):
            total += _NONE
        if not values:
            total += _NONE
        for number, role in self.roles.items():
            if number in columns or number not in self.often:
                continue
            total += {HeadRole.NO: 12, HeadRole.NATURE: 6, HeadRole.UNIT: 2}.get(
                role, 2 if role in VALUES else 0
            )
        return total

    def _broken(self, number: int, texts: Sequence[str]) -> float:
        """Return the cost of lines being one cell's: each line that had room for the beginning of the next costs."""
        total = 0.0
        for above, below in pairwise(texts):
            token = _TOKEN.match(below)
            needed = width(above) + width(token[0] if token else below)
            room = self.widest[number] - needed
            total += -0.5 if room <= 0 else _HAD_ROOM if room < needed else _HAD_MUCH
        return total

    def _set(self, columns: dict[int, list[tuple[float, str]]], lines: Sequence[Laid]) -> float:
        """Return the cost of a row's cells not being centred at one height (`centred`), or not beginning at one."""
        top, bottom = lines[0].height, lines[-1].height
        total = 0.0
        for pieces in columns.values():
            heights = [height for height, _ in pieces]
            place = (heights[0] + heights[-1]) / 2 - (top + bottom) / 2 if self.centred else heights[0] - top
            total += min(self.off * max(abs(place) - 0.3, 0), 6)
            total += 6 * sum(b - a > self.step for a, b in pairwise(heights))
        return total

    def _gaps(self, lines: Sequence[Laid]) -> float:
        """Return the cost of empty lines within a row, and of a missing empty line before it where other rows have one."""
        inside = 4.0 * sum(line.gap for line in lines[1:])
        return inside + (2 if self.gaps > 3 and not lines[0].gap else 0)
