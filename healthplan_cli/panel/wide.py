"""A sheet with a column for each indicator and a row for each region (and year) → a sheet of each region with the
columns 指标, 数值, 单位, 年份.
Every cell keeps its place in the file. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.panel.mentions import RegionMention
from healthplan_cli.panel.tables import RegionRows, Repeated, SplitSheet, Totals, aside
from healthplan_cli.panel.telling import RegionTeller
from healthplan_cli.panel.widehead import Knows, WideHead, find_head
from healthplan_cli.sources.actuals.grid import Cell, Grid, SheetRow, text_of

_HEADS: Mapping[int, Cell] = {1: "指标", 2: "数值", 3: "单位", 4: "年份", 5: "分组"}
_NAME, _VALUE, _UNIT, _YEAR, _PART = _HEADS


def split_wide(
    grid: Grid, words: Mapping[str, str], own: str, is_indicator: Knows, is_part: Knows, by: str = ""
) -> SplitSheet | None:
    """Return the regions of a table with a column for each indicator. None for another sheet."""
    head = find_head(grid, words, is_indicator, is_part, by)
    if head is None:
        return None
    teller = RegionTeller(grid, head.regions, head.heads, own, grid.rows[head.body :])
    totals = Totals(grid)
    mentions: dict[tuple[str, ...], RegionMention] = {}
    rows: dict[tuple[str, ...], list[SheetRow]] = {}
    notes: list[SheetRow] = []
    again = Repeated(grid)
    for row in grid.rows[head.body :]:
        if aside(row):
            notes.append(row)
            continue
        if _heads_again(row, head):
            continue
        region = teller.of(row)
        if isinstance(region, str):
            totals.add(region, row, head.regions)
        elif region is not None:
            mentions.setdefault(region.key, region)
            rows.setdefault(region.key, []).append(row)
            again.add(region, text_of(row.filled.get(head.year_at or 0)), row)
        elif row.cells.keys() - head.regions.all:
            totals.strays.append(row)
    found = [RegionRows(mention, _turned(grid, head, rows[key], notes)) for key, mention in mentions.items()]
    unknown = tuple(_unknown(grid, head))
    return SplitSheet(tuple(found), (*totals.said(), *again.said()), (*totals.problems(), *unknown))


def _heads_again(row: SheetRow, head: WideHead) -> bool:
    """Return whether a row repeats the headings (as printed on every page)."""
    return all(text_of(row.cells.get(item.at)) in head.heads.get(item.at, ()) for item in head.columns)


def _heads_used(head: WideHead) -> dict[int, Cell]:
    """Return the headings of the columns that a region's rows need."""
    used = {_NAME, _VALUE}
    used |= {_UNIT} if any(column.unit for column in head.columns) else set()
    used |= {_PART} if any(column.part for column in head.columns) else set()
    used |= {_YEAR} if head.year_at or any(column.year for column in head.columns) else set()
    return {at: cell for at, cell in _HEADS.items() if at in used}


def _turned(grid: Grid, head: WideHead, rows: Sequence[SheetRow], notes: Sequence[SheetRow]) -> Grid:
    """Return a region's rows as a sheet with one indicator below the other."""
    places: dict[int, tuple[int, Mapping[int, tuple[int, int]]]] = {}
    top = list(grid.rows[: head.first])
    number = grid.rows[head.body - 1].number
    heads = _heads_used(head)
    beside = {at: len(_HEADS) + 1 + number for number, at in enumerate(head.of_rows)}
    heads |= {to: head.heads[at][-1] for at, to in beside.items()}
    turned = [SheetRow(number, heads, heads)]
    for row in rows:
        for column in head.columns:
            if column.at not in row.filled:
                continue
            number += 1
            year = column.year or (row.filled.get(head.year_at, "") if head.year_at else "")
            cells: dict[int, Cell] = {
                _NAME: column.name,
                _VALUE: row.filled[column.at],
                _UNIT: column.unit,
                _YEAR: year,
                _PART: column.part,
            }
            cells |= {to: row.filled.get(at, "") for at, to in beside.items()}
            cells = {at: cell for at, cell in cells.items() if cell}
            head_place = (column.named_at, column.at)
            places[number] = (
                row.number,
                {
                    _NAME: head_place,
                    _VALUE: (row.number, column.at),
                    _UNIT: head_place,
                    _YEAR: (row.number, head.year_at or column.at),
                    _PART: head_place,
                    **{to: (row.number, at) for at, to in beside.items()},
                },
            )
            turned.append(SheetRow(number, cells, cells))
    below = []
    for note in notes:
        number += 1
        places[number] = (note.number, {at: (note.number, at) for at in note.cells})
        below.append(SheetRow(number, note.cells, note.filled))

    def locate(line: int, column: int) -> Location:
        if line not in places:
            return grid.locate(line, column)
        own, cells = places[line]
        return grid.locate(*cells.get(column, (own, column)))

    return replace(
        grid,
        rows=[*top, *turned, *below],
        locate=locate,
        merged={},
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
    )


def _unknown(grid: Grid, head: WideHead) -> list[Problem]:
    """Return problems for columns with data whose heading names nothing known."""
    read = {item.at for item in head.columns} | head.known
    body = grid.rows[head.body :]
    found = []
    for at in sorted({at for row in body if not aside(row) for at in row.cells} - read):
        parts = [part for part in head.heads.get(at, ()) if part]
        row = next(row for row in body if at in row.cells and not aside(row))
        if not parts:
            words = tr("“{text}”所在的列没有列名", text=text_of(row.cells[at]))
            found.append(Problem(grid.locate(row.number, at), words))
            continue
        words = tr(
            '“{name}”一列有数据，规划里没有这项指标：请写规划里的名称或代码，不用读的在 --map 里写明：{name}: "-"',
            name=parts[-1],
        )
        found.append(Problem(grid.locate(grid.rows[head.body - 1].number, at), words))
    return found
