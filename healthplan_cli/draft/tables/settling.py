"""The roles of columns confirmed by their cells, and whether they make an indicator table at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

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
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn
from healthplan_cli.draft.tables.heads import AIMS, Covering, Head
from healthplan_cli.draft.tables.years import PlanYears, settle_years
from healthplan_cli.sources.documents.blocks import GridCell

_STRONG_NAME = "指标"
_PROJECTS = ("投资", "建设", "地点", "项目名称", "规模及内容", "工期", "起止")
_LONGEST = 60  # characters of a table's names, as a mean
_MOST = 60  # percent of a column's cells


def settle(covering: Covering, head: Head, rows: range, period: PlanYears) -> list[Head]:
    """Return the headings with the roles of columns confirmed by the cells below.

    Two where two tables stand side by side; none where it is no indicator table.
    """
    found = []
    for part in _side_by_side(head):
        columns = _by_cells(part, lambda number: _texts(covering, rows, number))
        columns = _second_names(columns, covering, rows)
        if not any(column.role is HeadRole.NAME for column in columns):
            columns = _category_as_name(columns, covering, rows)
        settled = settle_years(columns, period)
        if settled is not None:
            whole = Head(head.first, head.last, tuple(settled))
            if _holds(whole, covering, rows):
                found.append(whole)
    return found


def _side_by_side(head: Head) -> Iterator[list[TableColumn]]:
    """Yield the columns of each of the tables side by side, with the others' columns as OTHER."""
    names = [
        number
        for number in head.at(HeadRole.NAME)
        if number == 0 or head.columns[number].words != head.columns[number - 1].words
    ]
    aims = [number for number, column in enumerate(head.columns) if column.role in AIMS]
    if len(names) < 2 or not all(
        any(a < aim < (b or 10**6) for aim in aims) for a, b in zip(names, [*names[1:], None], strict=True)
    ):
        yield list(head.columns)
        return
    roles = [column.role for column in head.columns]
    start = next(number for number, role in enumerate(roles) if role is not HeadRole.OTHER)
    opening = roles[start]
    starts = [
        number
        for number, role in enumerate(roles)
        if role is opening
        and (number == start or head.columns[number].words == head.columns[start].words)
        and roles[number - 1 : number] != [opening]
    ]
    for begin, end in zip(starts, [*starts[1:], len(roles)], strict=True):
        yield [
            column if begin <= number < end else TableColumn(HeadRole.OTHER, column.words, beside=True)
            for number, column in enumerate(head.columns)
        ]


def _texts(covering: Covering, rows: range, number: int) -> list[str]:
    """Return the words of a column's cells without duplicates, and without rows of a single cell."""
    cells: list[GridCell] = []
    for row in rows:
        cell = covering.get((row, number))
        if (
            cell is not None
            and cell.colspan < 4
            and not is_empty(cell.text)
            and (not cells or cells[-1] is not cell)
        ):
            cells.append(cell)
    return [cell.text for cell in cells]


def _share(texts: list[str], told: Callable[[str], object]) -> int:
    """Return for how many per cent of the texts `told` returns something."""
    return 100 * sum(bool(told(text)) for text in texts) // len(texts) if texts else 0


def _by_cells(columns: list[TableColumn], texts: Callable[[int], list[str]]) -> list[TableColumn]:
    """Return the columns; those with no known heading, or a vague one, take their role from their cells."""
    found = []
    for number, column in enumerate(columns):
        cells = texts(number)
        role = column.role
        vague = role in (
            HeadRole.OTHER,
            HeadRole.CATEGORY,
            HeadRole.NATURE,
            HeadRole.NAME,
            HeadRole.PART,
            HeadRole.NOTE,
        ) and (role is not HeadRole.OTHER or not column.words)
        if vague and len(cells) > 1:
            if _share(cells, nature_of) >= _MOST:
                role = HeadRole.NATURE
            elif _share(cells, is_unit) >= _MOST and role is not HeadRole.NOTE:
                role = HeadRole.UNIT
            elif (
                role is not HeadRole.NOTE and _share(cells, is_serial) >= _MOST and 2 * number < len(columns)
            ):
                role = HeadRole.NO
        found.append(replace(column, role=role))
    natures = [number for number, column in enumerate(found) if column.role is HeadRole.NATURE]
    for number in natures if len(natures) > 1 else ():  # 指标类型 beside 属性
        if _share(texts(number), nature_of) < _MOST:
            found[number] = replace(found[number], role=HeadRole.CATEGORY)
    return found


def _second_names(columns: list[TableColumn], covering: Covering, rows: range) -> list[TableColumn]:
    """Return the columns with only one NAME: of two beside each other, one is the category or the components."""
    names = [number for number, column in enumerate(columns) if column.role is HeadRole.NAME]
    graded = [number for number in names if half(columns[number].words)[:1] in tuple("一二三")]
    if len(graded) > 1 or (graded and any(half(column.words).startswith("一级") for column in columns)):
        for number in graded[:-1]:
            columns[number] = replace(columns[number], role=HeadRole.CATEGORY)
        return columns
    while len(names) > 1:
        first, second = names[0], names[1]
        one, two = _filled(covering, rows, first), _filled(covering, rows, second)
        same = sum(_is_whole(covering, row, first, second) for row in rows)
        if same > 0 or 2 * two < one:
            columns[second] = replace(columns[second], role=HeadRole.PART)
            names.remove(second)
        else:
            columns[first] = replace(columns[first], role=HeadRole.CATEGORY)
            names.remove(first)
    return columns


def _is_whole(covering: Covering, row: int, first: int, second: int) -> bool:
    """Return whether a row's name is merged over both columns without being a group's title over more of them."""
    cell = covering.get((row, first))
    return (
        cell is not None
        and cell is covering.get((row, second))
        and cell is not covering.get((row, second + 1))
        and not is_empty(cell.text)
    )


def _filled(covering: Covering, rows: range, number: int) -> int:
    return len(
        {
            id(cell)
            for row in rows
            if (cell := covering.get((row, number))) is not None and not is_empty(cell.text)
        }
    )


def _category_as_name(columns: list[TableColumn], covering: Covering, rows: range) -> list[TableColumn]:
    """Return the columns; where none is headed as the name, the last column of words before the values is the name."""
    first = next((number for number, column in enumerate(columns) if column.role in VALUES), len(columns))
    for number in reversed(range(first)):
        texts = _texts(covering, rows, number)
        if (
            columns[number].role in (HeadRole.CATEGORY, HeadRole.OTHER, HeadRole.PART)
            and _share(texts, is_chinese) >= _MOST
        ):
            columns[number] = replace(columns[number], role=HeadRole.NAME)
            break
    return columns


def _holds(head: Head, covering: Covering, rows: range) -> bool:
    """Return whether the cells under the headings are an indicator table's: short names, and values that look like values."""
    words = [half(column.words) for column in head.columns]
    name = head.at(HeadRole.NAME)
    aims = head.at(HeadRole.TARGET, HeadRole.AVERAGE, HeadRole.TOTAL, HeadRole.BOTH)
    if not name or not aims or sum(any(word in said for word in _PROJECTS) for said in words) >= 2:
        return False
    names = _texts(covering, rows, name[0])
    values = [text for number in aims for text in _texts(covering, rows, number)]
    if not names or not values or sum(len(half(text)) for text in names) > _LONGEST * len(names):
        return False
    strong = _STRONG_NAME in head.columns[name[0]].words or bool(head.at(HeadRole.NATURE))
    told = _share(values, is_value)
    numbers = _share(values, lambda text: is_number(text) or is_dash(text))
    return told >= (50 if strong else 70) and (strong or numbers >= 40)
