"""The headings of a table whose cells are separated by tabs, bars or lines: one row, or two with upper cells over
several columns.
A text has no merged cells: they are told by empty cells beside them or, without these, by the only way of placing the
lower row's words under the upper's that is as wide as the rows below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from healthplan_cli.draft.tables.cells import half, is_empty, is_number
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn, column_of
from healthplan_cli.draft.tables.heads import NEUTRAL, column_over
from healthplan_cli.draft.tables.text.lines import is_table_head
from healthplan_cli.draft.tables.years import PlanYears, settle_years
from healthplan_cli.sources.documents.blocks import GridCell, Place, TableBlock

_WORDS = frozenset([HeadRole.NAME, HeadRole.CATEGORY, HeadRole.PART])
_LOOK = 6  # rows of a grid among which its head is
_MOST = 12  # words of a lower row
Layout = tuple[tuple[str, tuple[str, ...]], ...]
"""The upper words from left to right, each with what stands under it: nothing where it is a column's whole head."""


@dataclass(frozen=True, slots=True)
class PartedHead:
    """Headings as cells of a grid, the number of their rows, and the columns."""

    cells: tuple[GridCell, ...]
    depth: int
    columns: tuple[TableColumn, ...]


def head_of_two(
    upper: Sequence[str], lower: Sequence[str], widths: Sequence[int], place: Place
) -> PartedHead | None:
    """Return the headings of two rows; None where it isn't clear which words are below which.

    `upper` and `lower` are the cells of the rows, `widths` the numbers of cells that rows below have, likeliest
    first, `place` where they stand.
    """
    ways = [way for way in _layouts(upper, lower) if _agrees(way, upper) and _agrees_below(way, lower)]
    bare = {id(way): sum(not subs and _wants(top) for top, subs in way) for way in ways}
    ways = [way for way in ways if bare[id(way)] == min(bare.values())]
    heads = [head for way in ways if (head := _headed(way, place)) is not None]
    for width in widths or [0]:
        found = [head for head in heads if not width or len(head.columns) == width]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def head_of_one(cells: Sequence[str], place: Place, below: Sequence[Sequence[str]]) -> PartedHead | None:
    """Return the headings of one row, 指标 over two columns where the rows below have words in both; None where they are none."""
    spans: list[int] = []
    for number, text in enumerate(cells):
        before = column_of(cells[number - spans[-1]]) if spans and is_empty(text) else None
        if before is not None and before.role in _WORDS and any(_has(row, number) for row in below):
            spans[-1] += 1
        else:
            spans.append(1)
    starts = [sum(spans[:at]) for at in range(len(spans))]
    way = tuple(
        (cells[start], ("",) * span if span > 1 else ()) for start, span in zip(starts, spans, strict=True)
    )
    return _headed(way, place)


def is_lower(cells: Sequence[str]) -> bool:
    """Return whether a row has only words of headings, as the second row of headings has."""
    said = [cell for cell in cells if not is_empty(cell)]
    return 0 < len(said) <= _MOST and all(
        (column := column_of(cell)) is not None and (column.year is not None or not is_number(cell))
        for cell in said
    )


def has_lower_head(grid: TableBlock) -> bool:
    """Return whether a grid of a text has one row of headings below another without telling which is below which."""
    rows = [[cell.text for cell in grid.cells if cell.row == row] for row in range(min(grid.rows, _LOOK))]
    return any(is_lower(below) and any(map(column_of, row)) for row, below in pairwise(rows))


def _has(row: Sequence[str], number: int) -> bool:
    return number < len(row) and not is_empty(row[number]) and not is_number(row[number])


def _layouts(upper: Sequence[str], lower: Sequence[str]) -> Iterator[Layout]:
    """Yield the ways in which the lower row's words can be placed under the upper's."""
    tops = [text for text in upper if not is_empty(text)]
    subs = [text for text in lower if not is_empty(text)]

    def ways(at: int, used: int) -> Iterator[Layout]:
        if at == len(tops):
            if used == len(subs):
                yield ()
            return
        for rest in ways(at + 1, used):
            yield ((tops[at], ()), *rest)
        for end in range(used + 1, len(subs) + 1):
            if not _stands_over(tops[at], subs[used:end]):
                break
            for rest in ways(at + 1, end):
                yield ((tops[at], tuple(subs[used:end])), *rest)

    if len(subs) <= _MOST and len(tops) <= _MOST:
        yield from ways(0, 0)


def _stands_over(top: str, subs: Sequence[str]) -> bool:
    """Return whether a heading can stand above others: words above years, a year above words, 指标 above 类别 and 名称."""
    high, low = column_of(top), [column_of(sub) for sub in subs]
    years = [column.year for column in low if column is not None and column.year is not None]
    if half(top) in NEUTRAL:
        return all(column is not None and column.role in VALUES for column in low)
    if high is None:
        return len(top.strip()) > 1 and all(low)
    if high.role in _WORDS:
        return len(subs) > 1 and all(column is not None and column.role in _WORDS for column in low)
    if high.role not in VALUES or (high.year is not None and years):
        return False
    if high.role is HeadRole.BASELINE and len(years) > 1:
        return False
    return all(column is not None and column.role in VALUES for column in low)


def _wants(top: str) -> bool:
    """Return whether a heading of values has no year of its own, so that one is expected below it."""
    column = column_of(top)
    return column is not None and column.role in (HeadRole.TARGET, HeadRole.BASELINE) and column.year is None


def _agrees(way: Layout, upper: Sequence[str]) -> bool:
    """Return whether a way keeps the upper words in their columns, where empty cells beside them show their widths."""
    if not any(map(is_empty, upper[: _end(upper)])):
        return True
    at = 0
    for top, subs in way:
        if at >= len(upper) or upper[at] != top:
            return False
        at += max(1, len(subs))
    return at >= _end(upper)


def _agrees_below(way: Layout, lower: Sequence[str]) -> bool:
    """Return whether a way keeps the lower words in their columns, where empty cells before or between them show these."""
    if not any(map(is_empty, lower[: _end(lower)])):
        return True
    at = 0
    for _, subs in way:
        for sub in subs:
            if at >= len(lower) or lower[at] != sub:
                return False
            at += 1
        at += not subs
    return True


def _end(cells: Sequence[str]) -> int:
    """Return the number of cells up to the last that isn't empty."""
    return max((number + 1 for number, cell in enumerate(cells) if not is_empty(cell)), default=0)


def _headed(way: Layout, place: Place) -> PartedHead | None:
    """Return a way as headings; None where they aren't those of an indicator table."""
    depth = 2 if any(subs for _, subs in way) else 1
    cells: list[GridCell] = []
    at = 0
    for top, subs in way:
        wide = max(1, len(subs))
        said = any(not is_empty(sub) for sub in subs)
        cells.append(GridCell(top, 0, at, 1 if said else depth, wide, place))
        cells.extend(GridCell(sub, 1, at + number, place=place) for number, sub in enumerate(subs) if said)
        at += wide
    covering = TableBlock(tuple(cells), depth, at, place).covering()
    columns = [column_over(covering, 0, depth - 1, number) for number in range(at)]
    if not is_table_head(columns):
        return None
    names = [
        number for number, column in enumerate(columns) if column is not None and column.role is HeadRole.NAME
    ]
    whole = [column or TableColumn(HeadRole.OTHER, cells[0].text) for column in columns]
    if len(names) == 2 and names[0] + 1 == names[1]:
        whole[names[0]] = TableColumn(HeadRole.CATEGORY, whole[names[0]].words)
    return PartedHead(tuple(cells), depth, tuple(settle_years(whole, PlanYears()) or whole))
