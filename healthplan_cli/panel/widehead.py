"""The headings of a table with a column for each indicator: the indicator, year, unit and component of each column.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.language.normalise import plain
from healthplan_cli.panel.tables import aside
from healthplan_cli.panel.telling import RegionColumns, heads_regions, region_columns
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of
from healthplan_cli.sources.actuals.header import from_the_left
from healthplan_cli.sources.actuals.heading_words import ColumnRole
from healthplan_cli.sources.actuals.headings import read_heading, year_in
from healthplan_cli.sources.actuals.unit_statements import says_only_units, unit_said

_SEARCHED, _DEEPEST = 60, 3
Knows = Callable[[str], bool]
# What a row says of all its values.
_OF_A_ROW = (ColumnRole.NOTE, ColumnRole.SOURCE, ColumnRole.PROVISIONAL, ColumnRole.PERIOD, ColumnRole.KIND)


@record(frozen=True, slots=True)
class WideColumn:
    """A column of values: its indicator, unit, year and component, and where the indicator's name stands."""

    at: int
    name: str
    named_at: int
    unit: str = ""
    year: str = ""
    part: str = ""


@record(slots=True)
class WideHead:
    """The headings of a wide table: which rows they are, and what its columns have."""

    first: int
    body: int
    regions: RegionColumns
    columns: list[WideColumn] = field(default_factory=list)
    year_at: int | None = None
    heads: Mapping[int, Sequence[str]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    of_rows: tuple[int, ...] = ()


def find_head(
    grid: Grid, words: Mapping[str, str], is_indicator: Knows, is_part: Knows, by: str
) -> WideHead | None:
    """Return the first one to three rows that name indicators above columns and a column of regions; None without such rows."""
    rows = grid.rows[: _SEARCHED + _DEEPEST]
    for first in range(min(len(rows), _SEARCHED)):
        best: WideHead | None = None
        for depth in range(1, _DEEPEST + 1):
            block = rows[first : first + depth]
            if len(block) < depth or (depth > 1 and block[-1].number != block[-2].number + 1):
                break
            found = _read(grid, block, first + depth, words, is_indicator, is_part, by)
            if found is not None and (best is None or _belongs(block[-1], found, best, words)):
                best = found
        if best is not None:
            return replace(best, first=first)
    return None


def _belongs(last: SheetRow, deeper: WideHead, above: WideHead, words: Mapping[str, str]) -> bool:
    """Return whether the last row of deeper headings belongs to them: it names years, units, components or more
    indicators, and no region (a value may read as a year or a unit).
    """
    said = [
        (text_of(last.cells[at]), above.heads.get(at, ())) for at in above.regions.all if at in last.cells
    ]
    if not all(
        text in heads or heads_regions(text) or read_heading([text], words) is not None
        for text, heads in said
    ):
        return False
    old = {item.at: item for item in above.columns}
    told = any(item.at in old and item != old[item.at] for item in deeper.columns)
    return told or len(deeper.columns) > len(above.columns)


def _read(
    grid: Grid,
    block: Sequence[SheetRow],
    body: int,
    words: Mapping[str, str],
    is_indicator: Knows,
    is_part: Knows,
    by: str,
) -> WideHead | None:
    heads = _parts(grid, block)
    columns = [
        found
        for at, parts in heads.items()
        if (found := _column(at, parts, block, words, is_indicator, is_part)) is not None
    ]
    if not columns:
        return None
    rest = {at: parts for at, parts in heads.items() if at not in {item.at for item in columns}}
    regions = region_columns(rest, [row for row in grid.rows[body:] if not aside(row)], by)
    if not regions or not _begins(block[0], regions, columns):
        return None
    known, year_at, of_rows = set(regions.all), None, []
    for at, parts in rest.items():
        heading = read_heading(parts, words)
        if heading is not None and heading.role is ColumnRole.YEAR:
            year_at = at
        if heading is not None and heading.role is not ColumnRole.VALUE:
            known.add(at)
        if heading is not None and heading.role in _OF_A_ROW:
            of_rows.append(at)
    return WideHead(0, body, regions, columns, year_at, heads, known, tuple(of_rows))


def _begins(row: SheetRow, regions: RegionColumns, columns: Sequence[WideColumn]) -> bool:
    """Return whether headings can begin with a row: it heads the regions or names an indicator, and isn't part of a title."""
    texts = [text_of(cell) for cell in row.cells.values()]
    if any(":" in plain(text) or says_only_units(text) for text in texts):
        return False
    names = {item.name for item in columns}
    over = (text_of(row.cells[at]) for at in regions.all if at in row.cells)
    return any(map(heads_regions, over)) or any(text in names for text in texts)


def _parts(grid: Grid, block: Sequence[SheetRow]) -> dict[int, list[str]]:
    """Return the words above each column, from the top; a heading that isn't merged extends to the right as far as
    the row below has cells (人均预期寿命 above 2022年 and 2023年 in a CSV).
    """
    found: dict[int, list[str]] = {}
    for at in sorted({at for row in block for at in row.filled}):
        parts = []
        for row in block:
            text = text_of(row.filled.get(at))
            if not text and row is not block[-1]:
                text = from_the_left(grid, block, row, at)
            if text and text not in parts:
                parts.append(text)
        found[at] = parts or [""]
    return found


def _column(
    at: int,
    parts: Sequence[str],
    block: Sequence[SheetRow],
    words: Mapping[str, str],
    is_indicator: Knows,
    is_part: Knows,
) -> WideColumn | None:
    """Return the indicator, unit, year and component of a column by its headings; None where they name no indicator,
    or one not to be read.
    """
    named = [part for part in parts if is_indicator(words.get(plain(part), part))]
    if not named:
        return None
    name = named[-1]
    unit = year = component = ""
    for part in parts:
        if part == name:
            continue
        if year_in(part) is not None:
            year = part
        elif unit_said(part):
            unit = part
        elif is_part(part):
            component = part
        elif parts.index(part) > parts.index(name) and read_heading([part], words) is None:
            return None  # words below the indicator that nobody knows: perhaps not its value
        elif (heading := read_heading([part], words)) is not None and heading.role is ColumnRole.IGNORED:
            return None  # 目标
    row = next(row for row in reversed(block) if name in (text_of(row.filled.get(at)), _nearest(row, at)))
    return WideColumn(at, name, row.number, unit, year, component)


def _nearest(row: SheetRow, at: int) -> str:
    left = max((column for column in row.filled if column <= at), default=None)
    return text_of(row.filled[left]) if left is not None else ""
