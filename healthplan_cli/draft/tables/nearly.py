"""Tables that are nearly indicator tables, with the column that they lack; reported where no indicator table was found."""

from __future__ import annotations

from collections.abc import Iterable

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.spec import place_words, words
from healthplan_cli.draft.tables.cells import is_empty, is_number
from healthplan_cli.draft.tables.columns import HeadRole, TableColumn
from healthplan_cli.draft.tables.heads import AIMS, Covering, column_over
from healthplan_cli.sources.documents.blocks import TableBlock

_FIRST, _DEEPEST = 6, 4  # rows in which a head begins, rows of a head
_FEWEST = 2  # rows under it
_NAMES = frozenset([HeadRole.NAME, HeadRole.CATEGORY])


def nearly_tables(grids: Iterable[tuple[int, int, TableBlock]]) -> list[str]:
    """Return a line for each grid that would be an indicator table with one more column: its place, the columns
    recognised and not, the one missing.
    """
    return [line for _, _, grid in grids if (line := _line(grid)) is not None]


def _line(grid: TableBlock) -> str | None:
    covering = grid.covering()
    best: tuple[int, tuple[int, int], list[TableColumn | None]] | None = None
    for first in range(min(_FIRST, grid.rows - _FEWEST)):
        for last in range(first, min(first + _DEEPEST, grid.rows - _FEWEST)):
            columns = [column_over(covering, first, last, number) for number in range(grid.columns)]
            known = {column.role for column in columns if column} - {HeadRole.OTHER}
            named, aimed = bool(known & _NAMES), bool(known & AIMS)
            if len(known) >= 2 and named is not aimed and (best is None or len(known) > best[0]):
                best = len(known), (first, last), columns
    return _said(grid, covering, best[1], best[2]) if best else None


def _said(
    grid: TableBlock, covering: Covering, rows: tuple[int, int], columns: list[TableColumn | None]
) -> str:
    known = [words(column.words) for column in columns if column and column.role is not HeadRole.OTHER]
    unknown = dict.fromkeys(
        words(cell.text)[:20]
        for number, column in enumerate(columns)
        if column is None and (cell := covering.get((rows[1], number))) is not None
        if not is_empty(cell.text) and not is_number(cell.text)
    )
    named = any(column and column.role in _NAMES for column in columns)
    missing = (
        tr("没有认出目标的一列（表头写作 目标、目标值、2030年 一类）")
        if named
        else tr("没有认出名称的一列（表头写作 指标、指标名称、主要指标 一类）")
    )
    return tr(
        "有一张表像是指标表，没有读（{place}）：认出的列有 {known}；{missing}{unknown}",
        place=place_words(grid.place) or tr("第 {row} 行", row=rows[0] + 1),
        known=_quoted(dict.fromkeys(known)),
        missing=missing,
        unknown=tr("，没有认出的有 {columns}", columns=_quoted(unknown)) if unknown else "",
    )


def _quoted(texts: Iterable[str]) -> str:
    return tr("、").join(tr("“{words}”", words=text) for text in texts)
