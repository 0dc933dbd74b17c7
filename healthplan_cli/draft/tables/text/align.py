"""The column of each cell of a text table, by what the cells look like: the assignment with the least cost.

A row's cells come in the order of the columns, but some are missing, and one may be broken over lines. Each cell has
a cost in each column (a nature under 性质: none; a name under 2025年: high), each column without a cell has one, and
each line that continues a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    half,
    is_empty,
    is_name,
    is_number,
    is_unit,
    nature_of,
)
from healthplan_cli.draft.tables.columns import HeadRole, TableColumn
from healthplan_cli.draft.tables.text.fitting import NEVER, fit, goes_on_cost
from healthplan_cli.draft.tables.text.lines import PART, WHOLE
from healthplan_cli.draft.tables.titles import DEFINITION

_GROUP = Pattern(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+[类部])[^。;]{1,30}$|.{2,12}(?:指标|类)(?:\(.{1,8}\))?$"
)
# What it costs to pass over a column.
_SKIPS = {
    HeadRole.NO: 4, HeadRole.NAME: 14, HeadRole.PART: 0, HeadRole.UNIT: 3, HeadRole.BASELINE: 4, HeadRole.TARGET: 6, HeadRole.AVERAGE: 2, HeadRole.TOTAL: 2, HeadRole.BOTH: 3,
    HeadRole.ACTUAL: 3, HeadRole.NATURE: 4, HeadRole.CATEGORY: 0, HeadRole.RESPONSIBLE: 3, HeadRole.DEFINITION: 1, HeadRole.NOTE: 0, HeadRole.OTHER: 1, HeadRole.TICK: 1,
    HeadRole.YEAR: 5,
}  # fmt: skip
_SHORT = 6


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell to be placed: its words, and whether it begins a row (`first`; None: unknown).

    `whole`: it continues no other cell; `short`: the cost of its line having been broken here.
    """

    text: str
    first: bool | None = None
    whole: bool = False
    short: int = 0
    """What it costs that a name goes on behind it: its line didn't fill the column, so that it needn't have been broken there."""


@dataclass(frozen=True, slots=True)
class Put:
    """The place of a cell: its row, its column (or PART, WHOLE), whether it continues the cell before."""

    row: int
    column: int
    goes_on: bool


Step = tuple[int, int, int]
"""The cost up to a cell, the state of the cell before, how that one was reached."""
_RIGHT, _BEGINS, _GOES_ON = 0, 1, 2


def place_cells(
    cells: Sequence[PlacedCell], columns: Sequence[TableColumn], one_row: bool = False
) -> list[Put]:
    """Return the place of each cell, for cells in the order of rows; `one_row`: they are all of one row."""
    order = _order(columns)
    roles = [HeadRole.PART if column == PART else columns[column].role for column in order]
    skips = [0]
    for role in roles:
        skips.append(skips[-1] + _SKIPS[role])
    states = [*range(len(order)), len(order)]  # the last is a group's title
    group = len(order)
    costs: list[dict[tuple[int, int], Step]] = []
    for number, cell in enumerate(cells):
        here: dict[tuple[int, int], Step] = {}
        for state in states:
            own = _group_cost(cell, one_row) if state == group else fit(roles[state], cell.text)
            for new in (_RIGHT, _BEGINS, _GOES_ON):
                if own >= NEVER and new != _GOES_ON:
                    continue
                best = _best(costs[-1] if costs else None, cells, number, state, new, skips, roles, one_row)
                if best is not None:
                    here[state, new] = (best[0] + (0 if new == _GOES_ON else own), best[1], best[2])
        if not here:
            here[group, _BEGINS] = (
                min(((step[0] + NEVER, *key) for key, step in costs[-1].items()), default=(NEVER, -1, 0))
                if costs
                else (NEVER, -1, 0)
            )
        costs.append(here)
    return _back(costs, order, group, skips, one_row)


def _order(columns: Sequence[TableColumn]) -> list[int]:
    """Return the columns' numbers from left to right, with PART after the name."""
    found: list[int] = []
    for number, column in enumerate(columns):
        found.append(number)
        if (
            column.role is HeadRole.NAME
            and PART not in found
            and not any(other.role is HeadRole.PART for other in columns)
        ):
            found.append(PART)
    return found


def _group_cost(cell: PlacedCell, one_row: bool) -> int:
    text = cell.text
    if one_row or is_number(text) or nature_of(text) or is_unit(text):
        return NEVER
    if DEFINITION.match(half(text)):
        return 0
    if _GROUP.match(half(text)):
        return 2
    size = len(half(text))
    if cell.short >= _SHORT and not is_name(text):
        return 3  # far from as long as what is broken
    return 12 if size <= 4 or (size <= 16 and not is_name(text)) else 30


def _best(
    before: dict[tuple[int, int], Step] | None,
    cells: Sequence[PlacedCell],
    number: int,
    state: int,
    new: int,
    skips: list[int],
    roles: list[HeadRole],
    one_row: bool,
) -> Step | None:
    """Return the cheapest step to a state from the cell before: its cost, the state there, how; None where there is none."""
    group, cell = len(roles), cells[number]
    if before is None:
        return (0 if state == group else skips[state], -1, 0) if new == _BEGINS else None
    best: Step | None = None
    for (past, how), step in before.items():
        cost = _move(past, state, new, skips, roles, group, cells[number - 1].text, cell.text)
        if cost is None or (one_row and new == _BEGINS):
            continue
        cost += (
            cells[number - 1].short
            if new == _GOES_ON and state < group and roles[state] is HeadRole.NAME
            else 0
        )
        cost += _breaks(cell, new) + (6 if one_row and new == _GOES_ON and not is_empty(cell.text) else 0)
        if best is None or step[0] + cost < best[0]:
            best = step[0] + cost, past, how
    return best


def _move(
    past: int,
    state: int,
    new: int,
    skips: list[int],
    roles: list[HeadRole],
    group: int,
    before: str,
    text: str,
) -> int | None:
    if new == _GOES_ON:
        return goes_on_cost(roles[state], before, text) if past == state and state != group else None
    if new == _RIGHT:
        if not past < state < group:
            return None
        parted = roles[past] is HeadRole.NAME and roles[state] is HeadRole.PART and not is_name(before)
        return skips[state] - skips[past + 1] + 4 * parted  # what has parts is a whole name
    rest = 0 if past == group else skips[group] - skips[past + 1]
    return rest + (0 if state == group else skips[state])


def _breaks(cell: PlacedCell, new: int) -> int:
    """Return the cost of beginning a row at a cell that isn't marked as first, or of not beginning one at a cell that is."""
    if cell.whole and new == _GOES_ON:
        return 15
    if cell.first is None:
        return 0
    return 8 if cell.first is not (new == _BEGINS) else 0


def _back(
    costs: list[dict[tuple[int, int], Step]], order: list[int], group: int, skips: list[int], one_row: bool
) -> list[Put]:
    if not costs:
        return []

    def ending(item: tuple[tuple[int, int], Step]) -> int:
        (state, _), step = item
        return step[0] + (0 if state == group else skips[group] - skips[state + 1])

    key = min(costs[-1].items(), key=ending)[0]
    ways: list[tuple[int, int]] = []
    for number in range(len(costs) - 1, -1, -1):
        ways.append(key)
        _, past, how = costs[number][key]
        key = (past, how)
    ways.reverse()
    found, row = [], -1
    for state, new in ways:
        row += new == _BEGINS
        found.append(Put(max(row, 0), WHOLE if state == group else order[state], new == _GOES_ON))
    return found
