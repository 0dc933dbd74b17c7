"""The header of a sheet's table: where it is, what each column is for, and what the rows above it say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.column_heading import ColumnHeading
from healthplan_cli.sources.actuals.footnotes import is_footnote
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of
from healthplan_cli.sources.actuals.heading_words import IDENTIFIERS, ColumnRole
from healthplan_cli.sources.actuals.headings import is_identifier, is_label, read_heading
from healthplan_cli.sources.actuals.periods import dated
from healthplan_cli.sources.actuals.titles import year_of_titles, years_of_name
from healthplan_cli.sources.actuals.unit_statements import says_only_units

_SEARCHED = 60  # rows that are looked through for a header; titles and explanations seldom take ten
_DEEPEST = 3
_SAID = {
    **dict.fromkeys(["规划", "规划代码", "规划id", "plan"], "plan"),
    **dict.fromkeys(
        [
            "年份", "年度", "数据年份", "统计年度", "报告年度", "报告期", "统计期", "统计期间", "统计时间", "数据期间", "数据时间", "所属期", "时期",
            "期间", "数据截止日期", "数据截止时间", "统计截止日期", "统计截止时间", "统计时点", "数据时点", "year",
        ],
        "year",
    ),
    **dict.fromkeys(["来源", "数据来源", "资料来源", "source"], "source"),
}  # fmt: skip


@record(frozen=True, slots=True)
class SheetColumn:
    """A column of the table: its number, the words over it, and their meaning (None: unknown)."""

    at: int
    words: str
    heading: ColumnHeading | None


@record(frozen=True, slots=True)
class Header:
    """A table's columns, with the indices in the sheet's rows of the header's first row and the first row below it."""

    columns: tuple[SheetColumn, ...]
    first: int
    body: int

    def of(self, role: ColumnRole) -> list[SheetColumn]:
        """Return the columns with a role; of those whose heading names no time, only the ones with the lowest rank."""
        found = [column for column in self.columns if column.heading and column.heading.role is role]
        timeless = [column.heading.rank for column in found if column.heading and _is_plain(column.heading)]
        best = min(timeless, default=0)
        return [c for c in found if c.heading and (not _is_plain(c.heading) or c.heading.rank == best)]


def _is_plain(heading: ColumnHeading) -> bool:
    """Return whether a heading names neither a year, a period nor a forecast (实际值); only one such column is used."""
    told = heading.scope.part or heading.scope.plan or heading.span is not None
    return heading.year is None and not told


@record(frozen=True, slots=True)
class Said:
    """Statements above a table about all of it: 规划：chongqing, 年份：2024, 来源：….

    `title_year`: the one year in other titles (2023年安居区指标) or in the sheet's name, for values without any other
    year. `titles`: the texts above the table without the `asides` (说明：…, 填报日期：…).
    """

    plan: str | None = None
    year: int | None = None
    source: str | None = None
    plan_at: tuple[int, int] = (0, 0)
    title_year: int | None = None
    titles: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()


def find_header(grid: Grid, names: Mapping[str, str]) -> Header | None:
    """Return the first header: up to three rows with a column for indicators and one for values. None where the sheet has none."""
    rows = grid.rows[: _SEARCHED + _DEEPEST]
    for first in range(min(len(rows), _SEARCHED)):
        found = None
        for depth in range(1, _DEEPEST + 1):
            block = rows[first : first + depth]
            if len(block) < depth or not _stands(block):
                break
            columns = _columns(grid, block, names)
            if _usable(columns):
                found = Header(columns, first, first + depth)
        if found is not None:
            return found
    return None


def _stands(block: Sequence[SheetRow]) -> bool:
    """Return whether rows may form one header: directly below each other, the lowest one consisting of heading words."""
    *above, last = block
    if not above:
        return True
    adjacent = last.number == above[-1].number + 1
    return (
        adjacent
        and _may_begin_header(above[0])
        and all(is_label(text_of(cell)) for cell in last.cells.values())
    )


def _may_begin_header(row: SheetRow) -> bool:
    """Return whether a row may be the first of a header of several rows, and isn't a title."""
    words = [text_of(cell) for cell in row.cells.values()]
    if any(map(is_identifier, words)):
        return True
    heads = [text for text in words if not says_only_units(text)]
    return len(heads) > 1 and all(map(is_label, heads))


def _columns(grid: Grid, block: Sequence[SheetRow], names: Mapping[str, str]) -> tuple[SheetColumn, ...]:
    found = []
    for at in sorted({at for row in block for at in row.filled}):
        parts = list(dict.fromkeys(filter(None, (_over(grid, block, row, at) for row in block))))
        found.append(SheetColumn(at, "／".join(parts), read_heading(parts, names)))
    return _paired(found)


def _paired(columns: Sequence[SheetColumn]) -> tuple[SheetColumn, ...]:
    """Return the columns, those of a lone numerator (死亡数 without 活产数) or denominator without their heading."""
    roles = {column.heading.role for column in columns if column.heading}
    if {ColumnRole.COUNT, ColumnRole.POPULATION} <= roles:
        return tuple(columns)
    return tuple(
        replace(item, heading=None) if item.heading and item.heading.paired else item for item in columns
    )


def _over(grid: Grid, block: Sequence[SheetRow], row: SheetRow, at: int) -> str:
    """Return the text of a header's row over a column; a group's name (实际值 over 2021 … 2025) holds up to the next one."""
    if at in row.filled or row is block[-1]:
        return text_of(row.filled.get(at))
    return from_the_left(grid, block, row, at)


def from_the_left(grid: Grid, block: Sequence[SheetRow], row: SheetRow, at: int) -> str:
    """Return the words to the left of a blank cell, in a header's row that isn't its last, where they count for its column too."""
    below = block[block.index(row) + 1]
    left = max((column for column in row.filled if column < at), default=None)
    if left is None or at not in below.filled or left not in below.cells:
        return ""
    merged = left not in row.cells or (row.number, left) in grid.merged  # the area says how far its words go
    return "" if merged else text_of(row.filled[left])


def _usable(columns: Sequence[SheetColumn]) -> bool:
    roles = {column.heading.role for column in columns if column.heading}
    named = not roles.isdisjoint(IDENTIFIERS)
    return named and (ColumnRole.VALUE in roles or {ColumnRole.COUNT, ColumnRole.POPULATION} <= roles)


def nearly(grid: Grid, names: Mapping[str, str]) -> int | None:
    """Return the number of the first row with at least two known headings, to name in a message as a likely header; None without one."""
    for row in grid.rows[:_SEARCHED]:
        columns = _columns(grid, [row], names)
        if sum(column.heading is not None for column in columns) > 1:
            return row.number
    return None


def has_aims(grid: Grid, number: int, names: Mapping[str, str]) -> bool:
    """Return whether the row numbered `number` has a heading of targets or plans (目标值)."""
    row = next(row for row in grid.rows if row.number == number)
    headings = (column.heading for column in _columns(grid, [row], names))
    return any(heading is not None and heading.scope.plan for heading in headings)


def said_above(grid: Grid, header: Header) -> Said:
    """Return the statements above a table about all of it, each in one cell or in two neighbouring ones."""
    found: dict[str, str] = {}
    plan_at = (0, 0)
    for row in grid.rows[: header.first]:
        for at, cell in row.cells.items():
            for text in _said_in(text_of(cell)):
                key = _SAID.get(plain(text.partition(":")[0]))
                value = text.partition(":")[2].strip() or text_of(row.cells.get(at + 1))
                if key and value and key not in found:
                    found[key] = value
                    plan_at = (row.number, at) if key == "plan" else plan_at
    said = dated(plain(found.get("year", "")))
    words = [plain(text_of(cell)) for row in grid.rows[: header.first] for cell in row.cells.values()]
    titles = tuple(text for text in words if not is_footnote(text[:20]))
    asides = tuple(text for text in words if is_footnote(text[:20]))
    return Said(
        found.get("plan"),
        said[0] if said else None,
        found.get("source"),
        plan_at,
        year_of_titles(titles) or _year_of_sheet(grid),
        titles,
        asides,
    )


def _said_in(text: str) -> list[str]:
    """Return the single statements of a cell: 年份：2023 单位：% has two."""
    pieces: list[str] = []
    for word in text.replace("：", ":").split():
        if not pieces or ":" in word[1:-1]:
            pieces.append(word)
        else:
            pieces[-1] += f" {word}"
    return pieces


def sheet_name(grid: Grid) -> str:
    """Return the name of the sheet in a workbook, normalised; empty for a CSV."""
    return plain(grid.whole.cell or "")


def _year_of_sheet(grid: Grid) -> int | None:
    years = years_of_name(sheet_name(grid))
    return years[0] if len(years) == 1 else None


def heading_names(names: Mapping[str, str] | None) -> dict[str, str]:
    """Return the renamings of `--map` with their keys in the form in which headings are compared."""
    return {plain(name): value for name, value in (names or {}).items()}


def no_header(grid: Grid, words: Mapping[str, str]) -> str:
    """Return the reason why a sheet has no table, for a message."""
    if not grid.rows:
        return tr("是空的，没有内容")
    row = nearly(grid, words)
    seen = tr("第 {row} 行像表头，但缺列；", row=row) if row else ""
    if row and has_aims(grid, row, words):
        seen += tr("目标、计划的列不是实际值；")
    return tr(
        "没有找到表头：{seen}要有一行写着“指标”（或“序号”“代码”），以及“数值”或各年的列（2021年、2022年…）",
        seen=seen,
    )


def plan_named(grid: Grid, names: Mapping[str, str] | None = None) -> tuple[str, Location] | None:
    """Return the plan named above a sheet's table (规划：chongqing) and the place of that; None where none is named."""
    header = find_header(grid, heading_names(names))
    said = said_above(grid, header) if header else None
    return (said.plan, grid.locate(*said.plan_at)) if said and said.plan else None
