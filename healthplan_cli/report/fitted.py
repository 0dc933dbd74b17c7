"""A table made narrower for paper: columns that are empty or always the same are removed, remarks become footnotes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.cell import Align, Mark
from healthplan_cli.report.document import Row, Table

_Item = TypeVar("_Item")
# What tells of what kind a row is: said once where it is the same everywhere. Numbers stay, though they be the same.
_KINDS = ("category", "unit", "nature", "elapsed", "responsible", "kind", "place")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_NOTHING = ("", "—")


def footnoted(table: Table) -> Table:
    """Return the table with its column of remarks as footnotes at the names; the same words have the same mark."""
    keys = [column.key for column in table.columns]
    if "remarks" not in keys:
        return table
    source, place = keys.index("remarks"), keys.index("name")
    texts = dict.fromkeys(row.cells[source].text for row in table.rows if row.cells[source].text)
    marks = {text: _mark(number, text) for number, text in enumerate(texts, 1)}

    def noted(row: Row) -> Row:
        cells = list(row.cells)
        mark = marks.get(cells[source].text)
        if mark is not None:
            cells[place] = replace(cells[place], marks=(*cells[place].marks, mark))
        return replace(row, cells=tuple(cells))

    return without_columns(replace(table, rows=tuple(map(noted, table.rows))), [source])


def without_columns(table: Table, places: Collection[int]) -> Table:
    """Return the table without some columns, which are given by their places."""
    return replace(
        table,
        columns=_left(table.columns, places),
        rows=tuple(replace(row, cells=_left(row.cells, places)) for row in table.rows),
    )


def _mark(number: int, text: str) -> Mark:
    sign = _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"［{number}］"
    return Mark(sign, f"[{number}]", text)


def without_idle(table: Table, keep: Collection[str]) -> Table:
    """Return the table without columns that are empty, or that have the same text in every row, which then goes below
    the table. Those to `keep` stay.
    A row with components and a component may leave the text to each other.
    """
    return _without(table, lambda at: table.columns[at].key in keep)


def for_width(table: Table) -> Table:
    """Return a table that is too wide for its page without such columns; what names and judges its rows stays."""
    named = next((at for at, column in enumerate(table.columns) if column.align is Align.LEFT), 0)

    def kept(at: int) -> bool:
        toned = any(row.cells[at].tone is not None or row.cells[at].bar is not None for row in table.rows)
        return at <= named or toned

    return _without(table, kept)


def _without(table: Table, kept: Callable[[int], bool]) -> Table:
    if len(table.rows) < 2:
        return table
    idle = {
        at: text
        for at, column in enumerate(table.columns)
        if not kept(at) and (text := _same(table, at)) is not None and (not text or column.key in _KINDS)
    }
    if not idle:
        return table
    said = tuple(
        tr("各项的{head}均为 {text}。", head=table.columns[at].head, text=text)
        for at, text in idle.items()
        if text not in _NOTHING
    )
    return replace(without_columns(table, idle), notes=(*said, *table.notes))


def _same(table: Table, at: int) -> str | None:
    """Return the only text of a column, empty where it has none; None where rows differ, or cells have more than text."""
    if any(
        cell.marks or cell.below or cell.links or cell.sign for cell in (row.cells[at] for row in table.rows)
    ):
        return None
    following = (*table.rows[1:], None)
    alone = {
        row.cells[at].text
        for row, after in zip(table.rows, following, strict=True)
        if not row.part and (after is None or not after.part)
    }
    texts = {row.cells[at].text for row in table.rows} - {""}
    if len(texts) > 1 or (texts and "" in alone):
        return None
    return next(iter(texts), "")


def _left(items: tuple[_Item, ...], idle: Collection[int]) -> tuple[_Item, ...]:
    return tuple(item for at, item in enumerate(items) if at not in idle)
