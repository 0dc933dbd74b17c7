"""Find the heads of indicator tables in a grid, and settle what each column is for: by its words, its neighbours and its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from healthplan_cli.draft.tables.cells import (
    half,
    is_chinese,
    is_dash,
    is_empty,
    is_number,
    is_serial,
    is_unit,
    is_value,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, Column, Role, column_of
from healthplan_cli.draft.tables.years import Period, settle_years
from healthplan_cli.language.marks import split_marks
from healthplan_cli.sources.documents.blocks import Grid, GridCell

_DEEPEST = 4  # rows of a head
_AIMS = frozenset([Role.TARGET, Role.YEAR, Role.AVERAGE, Role.TOTAL, Role.BOTH])
_NEUTRAL = ("指标值", "指标数值", "数值", "规划指标")
_STRONG_NAME = "指标"
_PROJECTS = ("投资", "建设", "地点", "项目名称", "规模及内容", "工期", "起止")
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Head:
    """A head in a grid: its first and last row, and a column for each column of the grid."""

    first: int
    last: int
    columns: tuple[Column, ...]

    def at(self, *roles: Role) -> list[int]:
        """Return the columns of these roles, from left to right."""
        return [number for number, column in enumerate(self.columns) if column.role in roles]


Covering = dict[tuple[int, int], GridCell]


def heads_in(grid: Grid, covering: Covering) -> list[Head]:
    """Return the heads of a grid from the top down, unsettled; a head that is said again is there again."""
    found, row = [], 0
    while row < grid.rows:
        head = _head_at(grid, covering, row)
        if head is not None:
            found.append(head)
            row = head.last
        row += 1
    return found


def _head_at(grid: Grid, covering: Covering, row: int) -> Head | None:
    """Return the head that begins at a row: of the depths that could be one, the one with the most columns known."""
    best: tuple[int, Head] | None = None
    for last in range(row, min(row + _DEEPEST, grid.rows)):
        cells = {covering[place] for r in (last,) for place in [(r, c) for c in range(grid.columns)] if place in covering}
        if _is_data(cells):
            break
        columns = [_column(covering, row, last, number) for number in range(grid.columns)]
        known = sum(column is not None and column.role is not Role.OTHER for column in columns)
        unknown = sum(column is None for column in columns)
        if not _is_head([column for column in columns if column]):
            continue
        score = 2 * known - 3 * unknown
        settled = tuple(column or Column(Role.OTHER) for column in columns)
        if known >= 2 and unknown <= known and (best is None or score > best[0]):
            best = score, Head(row, last, settled)
    return best[1] if best else None


def _is_data(cells: set[GridCell]) -> bool:
    """Return whether a row has what no head has: a nature as a cell of its own beside a number, or two numbers that are no years."""
    texts = [cell.text for cell in cells if not is_empty(cell.text)]
    numbers = [text for text in texts if is_number(text) and column_of(text) is None]
    natures = [text for text in texts if nature_of(text) and column_of(text) is None or nature_of(text) and numbers]
    return len(numbers) >= 2 or bool(natures and numbers)


def _is_head(columns: list[Column]) -> bool:
    roles = {column.role for column in columns}
    if not roles & {Role.NAME, Role.CATEGORY} or not roles & _AIMS:
        return False
    return len(roles) > 1


def _column(covering: Covering, first: int, last: int, number: int) -> Column | None:
    """Return what the cells over a column say that it is for; None where they say nothing that is known."""
    over: list[GridCell] = []
    for row in range(first, last + 1):
        cell = covering.get((row, number))
        if cell is not None and cell not in over and not is_empty(cell.text):
            over.append(cell)
    if not over:
        return Column(Role.OTHER)
    if any(cell.row + cell.rowspan - 1 > last for cell in over):
        return None
    found = _said(over)
    return replace(found, marks=tuple(mark for cell in over for mark in _marks(cell))) if found else None


def _marks(cell: GridCell) -> tuple[str, ...]:
    return (*cell.marks, *split_marks(half(cell.text))[1])


def _said(over: list[GridCell]) -> Column | None:
    """Return what heads over each other say."""
    whole = column_of("".join(cell.text for cell in over))
    low = column_of(over[-1].text)
    if len(over) == 1 or (whole is not None and over[0].colspan == 1):
        return whole
    high = column_of("".join(cell.text for cell in over[:-1]))
    if whole is None and high is None and over[0].colspan == 1:
        return None
    if low is None:
        return whole or (high if over[0].colspan > 1 and len(half(over[-1].text)) < 12 else None)
    return _under(high, low, whole)


def _under(high: Column | None, low: Column, whole: Column | None) -> Column:
    """Return a column by its own head and the one over it and others: 目标 over 2025年, 2025年 over 目标."""
    if high is None:
        return low
    if low.role is Role.YEAR and high.role in VALUES - {Role.YEAR} and half(high.words) not in _NEUTRAL:
        return replace(low, role=high.role, unit=low.unit or high.unit)
    if low.role in VALUES:
        return replace(low, year=low.year or high.year, unit=low.unit or high.unit)
    return low if low.role is not Role.NAME or whole is None else whole


# ── what the cells say ──


def settle(grid: Grid, covering: Covering, head: Head, rows: range, period: Period) -> list[Head]:
    """Return the head, its columns settled by the cells under it; two where two tables stand side by side; none where it is
    no table of indicators.
    """
    found = []
    for part in _side_by_side(head):
        columns = _by_cells(part, lambda number: _texts(covering, rows, number))
        columns = _second_names(columns, covering, rows)
        if not any(column.role is Role.NAME for column in columns):
            columns = _category_as_name(columns, covering, rows)
        settled = settle_years(columns, period)
        if settled is not None:
            whole = Head(head.first, head.last, tuple(settled))
            if _holds(whole, covering, rows):
                found.append(whole)
    return found


def _side_by_side(head: Head) -> Iterator[list[Column]]:
    """Yield the columns of each of the tables beside each other, the others' columns OTHER."""
    names = [number for number in head.at(Role.NAME) if number == 0 or head.columns[number].words != head.columns[number - 1].words]
    aims = [number for number, column in enumerate(head.columns) if column.role in _AIMS]
    if len(names) < 2 or not all(any(a < aim < (b or 10**6) for aim in aims) for a, b in zip(names, [*names[1:], None], strict=True)):
        yield list(head.columns)
        return
    roles = [column.role for column in head.columns]
    start = next(number for number, role in enumerate(roles) if role is not Role.OTHER)
    opening = roles[start]
    starts = [number for number, role in enumerate(roles) if role is opening and (number == start or head.columns[number].words == head.columns[start].words) and roles[number - 1 : number] != [opening]]
    for begin, end in zip(starts, [*starts[1:], len(roles)], strict=True):
        yield [column if begin <= number < end else Column(Role.OTHER, column.words) for number, column in enumerate(head.columns)]


def _texts(covering: Covering, rows: range, number: int) -> list[str]:
    """Return the words of a column's cells, each once, without those of rows that are one cell."""
    cells: list[GridCell] = []
    for row in rows:
        cell = covering.get((row, number))
        if cell is not None and cell.colspan < 4 and not is_empty(cell.text) and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return [cell.text for cell in cells]


def _share(texts: list[str], told: Callable[[str], object]) -> float:
    return sum(bool(told(text)) for text in texts) / len(texts) if texts else 0.0


def _by_cells(columns: list[Column], texts: Callable[[int], list[str]]) -> list[Column]:
    """Return the columns, those without a known word or with a vague one by what stands in them."""
    found = []
    for number, column in enumerate(columns):
        cells = texts(number)
        role = column.role
        vague = role in (Role.OTHER, Role.CATEGORY, Role.NATURE, Role.NAME, Role.PART, Role.NOTE) and (role is not Role.OTHER or not column.words)
        if vague and len(cells) > 1:
            if _share(cells, nature_of) >= _MOST:
                role = Role.NATURE
            elif _share(cells, is_unit) >= _MOST and role is not Role.NOTE:
                role = Role.UNIT
            elif role is not Role.NOTE and _share(cells, is_serial) >= _MOST and number < len(columns) / 2:
                role = Role.NO
        found.append(replace(column, role=role))
    return found


def _second_names(columns: list[Column], covering: Covering, rows: range) -> list[Column]:
    """Return the columns with one NAME: of two beside each other one is the category, or the parts."""
    names = [number for number, column in enumerate(columns) if column.role is Role.NAME]
    graded = [number for number in names if half(columns[number].words)[:1] in tuple("一二三")]
    if len(graded) > 1 or (graded and any(half(column.words).startswith("一级") for column in columns)):
        for number in graded[:-1]:
            columns[number] = replace(columns[number], role=Role.CATEGORY)
        return columns
    while len(names) > 1:
        first, second = names[0], names[1]
        one, two = _filled(covering, rows, first), _filled(covering, rows, second)
        same = sum(_is_whole(covering, row, first, second) for row in rows)
        if same > 0 or two < 0.5 * one:
            columns[second] = replace(columns[second], role=Role.PART)
            names.remove(second)
        else:
            columns[first] = replace(columns[first], role=Role.CATEGORY)
            names.remove(first)
    return columns


def _is_whole(covering: Covering, row: int, first: int, second: int) -> bool:
    """Whether a row's name takes both columns, and isn't a group's title over more of them."""
    cell = covering.get((row, first))
    return cell is not None and cell is covering.get((row, second)) and cell is not covering.get((row, second + 1)) and not is_empty(cell.text)


def _filled(covering: Covering, rows: range, number: int) -> int:
    return len({id(cell) for row in rows if (cell := covering.get((row, number))) is not None and not is_empty(cell.text)})


def _category_as_name(columns: list[Column], covering: Covering, rows: range) -> list[Column]:
    """Return the columns, where none is headed as the name's, with the last column of words before the values as that."""
    first = next((number for number, column in enumerate(columns) if column.role in VALUES), len(columns))
    for number in reversed(range(first)):
        texts = _texts(covering, rows, number)
        if columns[number].role in (Role.CATEGORY, Role.OTHER, Role.PART) and _share(texts, is_chinese) >= _MOST:
            columns[number] = replace(columns[number], role=Role.NAME)
            break
    return columns


def _holds(head: Head, covering: Covering, rows: range) -> bool:
    """Return whether what is under a head is a table of indicators: names that are short, values that are values."""
    words = [half(column.words) for column in head.columns]
    name = head.at(Role.NAME)
    aims = head.at(Role.TARGET, Role.AVERAGE, Role.TOTAL, Role.BOTH)
    if not name or not aims or sum(any(word in said for word in _PROJECTS) for said in words) >= 2:
        return False
    names = _texts(covering, rows, name[0])
    values = [text for number in aims for text in _texts(covering, rows, number)]
    if not names or not values or sum(len(half(text)) for text in names) / len(names) > 60:
        return False
    strong = _STRONG_NAME in head.columns[name[0]].words or bool(head.at(Role.NATURE))
    told = _share(values, is_value)
    numbers = _share(values, lambda text: is_number(text) or is_dash(text))
    return told >= (0.5 if strong else 0.7) and (strong or numbers >= 0.4)


def same_head(one: Head, other: Head) -> bool:
    """Return whether two heads say the same: the second is a repetition."""
    return Counter(half(column.words) for column in one.columns) == Counter(half(column.words) for column in other.columns)
