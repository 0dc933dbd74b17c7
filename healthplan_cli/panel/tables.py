"""A sheet of several regions → the rows of each as a sheet of its own, for the readers of data
(`sources.actuals.table`). Pure.
Three shapes: long (a column of regions beside the indicators); a column for each indicator and a row for each region
(`wide`); a column for each region and a row for each indicator. A sheet of one region has none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.normalise import plain
from healthplan_cli.panel.mentions import (
    RegionMention,
    code_beside,
    code_in,
    is_division,
    is_total,
    name_of,
)
from healthplan_cli.panel.telling import RegionColumns, RegionTeller, heads_of, region_columns
from healthplan_cli.sources.actuals.footnotes import is_footnote
from healthplan_cli.sources.actuals.grid import Cell, Grid, SheetRow, text_of
from healthplan_cli.sources.actuals.header import find_header
from healthplan_cli.sources.actuals.heading_words import IDENTIFIERS

_VALUE = "数值"
_SEARCHED = 60


@record(frozen=True, slots=True)
class RegionRows:
    """One region's rows of a sheet, as a sheet of its own."""

    mention: RegionMention
    grid: Grid


@record(frozen=True, slots=True)
class SplitSheet:
    """A sheet of several regions: each region's rows, and notices and problems about what belongs to no region."""

    regions: tuple[RegionRows, ...]
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def aside(row: SheetRow) -> bool:
    """Return whether a row is a note below the table: it begins with 注： or 填表人：, or consists of one long text."""
    first = next(iter(row.cells.values()))
    return is_footnote(plain(text_of(first)[:20])) or (len(row.cells) == 1 and len(text_of(first)) > 30)


def without(row: SheetRow, columns: Iterable[int]) -> SheetRow:
    """Return a row without the cells of some columns."""
    left = frozenset(columns)
    cells = {at: cell for at, cell in row.cells.items() if at not in left}
    if row.filled is row.cells:
        return SheetRow(row.number, cells, cells)
    return SheetRow(row.number, cells, {at: cell for at, cell in row.filled.items() if at not in left})


def split_long(
    grid: Grid, words: Mapping[str, str], own: str, is_indicator: Callable[[str], bool], by: str = ""
) -> SplitSheet | None:
    """Return the regions of a long table: headings as in one region's, and a column of regions. None for another sheet."""
    header = find_header(grid, words)
    if header is None:
        return None
    heads = heads_of(grid.rows[header.first : header.body])
    body = [row for row in grid.rows[header.body :] if not aside(row)]
    columns = region_columns(heads, body, by)
    if not columns:
        return None
    top = [without(row, columns.all) for row in grid.rows[: header.body]]
    left = replace(grid, rows=[*top, *(without(row, columns.all) for row in body[:_SEARCHED])])
    header_left = find_header(left, words)
    if header_left is None:  # the column of codes was the one that named the indicators
        return None
    naming = [item.at for role in IDENTIFIERS for item in header_left.of(role)]
    if not any(
        is_indicator(text_of(row.filled.get(at))) for row in left.rows[header.body :] for at in naming
    ):
        return None
    teller = RegionTeller(grid, columns, heads, own, body)
    rows: dict[tuple[str, ...], list[SheetRow]] = {}
    mentions: dict[tuple[str, ...], RegionMention] = {}
    notes: list[SheetRow] = []
    notices, again = Totals(grid), Repeated(grid)
    for row in grid.rows[header.body :]:
        if aside(row):
            notes.append(row)
            continue
        region = teller.of(row)
        rest = without(row, columns.all)
        if isinstance(region, str):
            notices.add(region, row, columns)
        elif region is not None:
            mentions.setdefault(region.key, region)
            rows.setdefault(region.key, []).extend([rest] if rest.cells else [])
            if len(rest.cells) > 1:
                again.add(region, tuple(map(text_of, rest.cells.values())), row)
        elif rest.cells:
            notices.strays.append(row)
    found = [
        RegionRows(mention, replace(grid, rows=[*top, *rows[key], *notes]))
        for key, mention in mentions.items()
    ]
    return SplitSheet(tuple(found), (*notices.said(), *again.said()), tuple(notices.problems()))


class Repeated:
    """The rows in which a region comes again for the same year or indicator, to be reported; the readers of data decide between them."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._first: dict[tuple[object, ...], int] = {}
        self._again: dict[str, list[tuple[int, int]]] = {}

    def add(self, region: RegionMention, of: object, row: SheetRow) -> None:
        """Record a row of a region; `of` is what makes two of its rows the same (a year, an indicator)."""
        first = self._first.setdefault((region.key, of), row.number)
        if first != row.number:
            self._again.setdefault(region.name or region.code, []).append((first, row.number))

    def said(self) -> Iterable[Problem]:
        """Yield a notice for each region that comes twice."""
        for name, places in self._again.items():
            first, again = places[0]
            words = tr(
                "“{name}”出现了不止一次（前面在第 {row} 行）：相同的数算一次，不同的是错误",
                name=name,
                row=first,
            )
            yield Problem(self.grid.locate(again, next(iter(self._row(again)))), words)

    def _row(self, number: int) -> Mapping[int, Cell]:
        return next(row.cells for row in self.grid.rows if row.number == number)


class Totals:
    """The rows that are sums over regions, and those before the first region, to be reported."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.strays: list[SheetRow] = []
        self._rows: dict[str, list[tuple[int, int]]] = {}

    def add(self, name: str, row: SheetRow, columns: RegionColumns) -> None:
        """Record a row that is a sum."""
        at = next((at for at in (*columns.names, *columns.codes) if at in row.filled), next(iter(row.cells)))
        self._rows.setdefault(name, []).append((row.number, at))

    def said(self) -> Iterable[Problem]:
        """Yield a notice for each name left out because it is a sum."""
        for name, places in self._rows.items():
            words = tr("“{name}”是汇总，不是一个地区：这样的 {count} 行没有读", name=name, count=len(places))
            yield Problem(self.grid.locate(*places[0]), words)

    def problems(self) -> Iterable[Problem]:
        """Yield a problem for rows that have values but no region."""
        for row in self.strays[:1]:
            words = tr("这一行有数值，没有写是哪个地区（这样的有 {count} 行）", count=len(self.strays))
            yield Problem(self.grid.locate(row.number, next(iter(row.cells))), words)


def split_by_columns(grid: Grid, own: str, is_indicator: Callable[[str], bool]) -> SplitSheet | None:
    """Return the regions of a table with a column for each region and a row for each indicator. None for another sheet."""
    for at, row in enumerate(grid.rows[:_SEARCHED]):
        regions = {
            column: text_of(cell)
            for column, cell in row.filled.items()
            if is_division(text_of(cell)) and not is_total(name_of(text_of(cell)), own)
        }
        below = grid.rows[at + 1 : at + 400]
        if len({(name_of(text), code_beside(text)) for text in regions.values()}) < 2:
            continue
        named = next(
            (
                column
                for column in sorted({c for item in below for c in item.cells})
                if column not in regions
                and any(is_indicator(text_of(item.cells.get(column))) for item in below)
            ),
            None,
        )
        if named is None:
            continue
        return _by_columns(grid, at, regions, named, own)
    return None


def _by_columns(grid: Grid, at: int, regions: Mapping[int, str], named: int, own: str) -> SplitSheet:
    row = grid.rows[at]
    totals = {
        column
        for column, cell in row.filled.items()
        if is_total(name_of(text_of(cell)), own) and column > named
    }
    groups: dict[tuple[str, str], list[int]] = {}
    for column, text in sorted(regions.items()):
        groups.setdefault((name_of(text), code_beside(text)), []).append(column)
    found = []
    for (name, code), columns in groups.items():
        mine: dict[int, Cell] = dict.fromkeys(columns, _VALUE)
        head = {**{c: cell for c, cell in row.filled.items() if c not in regions and c not in totals}, **mine}
        head[named] = "指标"
        others = {column for column in regions if column not in columns} | totals
        rows = [
            SheetRow(row.number, head, head) if item is row else without(item, others) for item in grid.rows
        ]
        mention = RegionMention(
            name if not code_in(name) else "", (), code or code_in(name), grid.locate(row.number, columns[0])
        )
        found.append(RegionRows(mention, replace(grid, rows=[item for item in rows if item.cells])))
    said = [
        Problem(
            grid.locate(row.number, column),
            tr("“{name}”是汇总，不是一个地区：这一列没有读", name=text_of(row.filled[column])),
        )
        for column in sorted(totals)
    ]
    return SplitSheet(tuple(found), tuple(said))
