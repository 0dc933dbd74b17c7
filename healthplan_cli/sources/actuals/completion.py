"""Columns of completion tables that hold either values or words: 完成情况 has values if it holds numbers, else claims."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.language.claims import split_off
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.sources.actuals.footnotes import is_footnote
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of
from healthplan_cli.sources.actuals.header import Header, SheetColumn
from healthplan_cli.sources.actuals.heading_words import ColumnRole
from healthplan_cli.sources.actuals.periods import split_value

_LOOKED_AT = 200  # rows that tell whether a column holds words
VAGUE = 1  # the rank of 完成情况, 进展情况, 结果: values or words


def settled(header: Header, grid: Grid, stated: bool = False) -> Header:
    """Return the header with each vague column (完成情况) made a column of claims, or left as one of values.

    It has claims where it holds words, or where another column has actual values (完成值). `stated`: the plan has
    milestones, whose values are words.
    """
    vague = [column for column in header.columns if _is_vague(column)]
    if not vague:
        return header
    rows = grid.rows[header.body : header.body + _LOOKED_AT]
    named = any(column.heading and _is_actual(column) and column not in vague for column in header.columns)
    stated = stated and not any(_is_value_column(column) for column in header.columns if column not in vague)
    words = [column for column in vague if named or not (stated or _holds_numbers(column, rows))]
    return replace(header, columns=tuple(_claim(item) if item in words else item for item in header.columns))


def _is_vague(column: SheetColumn) -> bool:
    heading = column.heading
    return heading is not None and heading.role is ColumnRole.VALUE and heading.rank == VAGUE


def _is_value_column(column: SheetColumn) -> bool:
    return column.heading is not None and column.heading.role in (ColumnRole.VALUE, ColumnRole.COUNT)


def _is_actual(column: SheetColumn) -> bool:
    heading = column.heading
    return bool(
        heading and heading.role is ColumnRole.VALUE and heading.scope.done and not heading.scope.part
    )


def _claim(column: SheetColumn) -> SheetColumn:
    assert column.heading is not None
    return replace(column, heading=replace(column.heading, role=ColumnRole.CLAIM, rank=0))


def _holds_numbers(column: SheetColumn, rows: Sequence[SheetRow]) -> bool:
    """Return whether any cell of a column in these rows is a value; True for an empty column."""
    texts = [text_of(row.cells[column.at]) for row in rows if column.at in row.cells and not _is_aside(row)]
    return not texts or any(map(_is_value, texts))


def _is_aside(row: SheetRow) -> bool:
    return is_footnote(plain(text_of(next(iter(row.cells.values())))[:20]))


def _is_value(text: str) -> bool:
    try:
        reading = parse_reported(split_off(split_value(plain(text))[0])[0])
    except NotUnderstood:
        return text[:1].isdecimal()
    return reading.values is not None or bool(reading.parts)
