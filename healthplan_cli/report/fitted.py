"""A table made narrower for paper: a column that says nothing or always the same goes, remarks become footnotes."""

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


def footnoted(table: Table, remarks: str = "remarks", at: str = "name") -> Table:
    """Return the table with its column of remarks as footnotes at another column; the same words have the same mark."""
    keys = [column.key for column in table.columns]
    if remarks not in keys:
        return table
    source, place = keys.index(remarks), keys.index(at)
    texts = dict.fromkeys(row.cells[source].text for row in table.rows if row.cells[source].text)
    marks = {text: _mark(number, text) for number, text in enumerate(texts, 1)}

    def noted(row: Row) -> Row:
        cells = list(row.cells)
        mark = marks.get(cells[source].text)
        if mark is not None:
            cells[place] = replace(cells[place], marks=(*cells[place].marks, mark))
        return replace(row, cells=(*cells[:source], *cells[source + 1 :]))

    columns = (*table.columns[:source], *table.columns[source + 1 :])
    return replace(table, columns=columns, rows=tuple(map(noted, table.rows)))


def _mark(number: int, text: str) -> Mark:
    sign = _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"［{number}］"
    return Mark(sign, f"[{number}]", text)


def without_idle(table: Table, keep: Collection[str]) -> Table:
    """Return the table without the columns that are empty, or that say of every row that it is of the same kind: that is said
    below it. Those to `keep` stay. A row and its parts may have nothing where the others have a text: each says what is its own.
    """

    def kept(at: int) -> bool:
        key = table.columns[at].key
        return key in keep or (key not in _KINDS and _only_text(table, at) not in _NOTHING)

    return _without(table, kept)


def for_width(table: Table) -> Table:
    """Return a table that is too wide for its page without idle columns; what heads and judges its rows stays."""
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
        for at in range(len(table.columns))
        if not kept(at) and (text := _only_text(table, at)) is not None
    }
    if not idle:
        return table
    said = tuple(
        tr("各项的{head}均为 {text}。", head=table.columns[at].head, text=text)
        for at, text in idle.items()
        if text not in _NOTHING
    )
    return replace(
        table,
        columns=_left(table.columns, idle),
        rows=tuple(replace(row, cells=_left(row.cells, idle)) for row in table.rows),
        notes=(*said, *table.notes),
    )


def _only_text(table: Table, at: int) -> str | None:
    """Return the one text that all rows have in a column, nothing where it is empty; None where they differ or there is more in it."""
    cells = [row.cells[at] for row in table.rows]
    if any(cell.marks or cell.below or cell.links or cell.sign for cell in cells):
        return None
    after = [*(row.part for row in table.rows[1:]), False]
    split = [row.part or follows for row, follows in zip(table.rows, after, strict=True)]
    texts = {cell.text for cell, may_lack in zip(cells, split, strict=True) if cell.text or not may_lack}
    return texts.pop() if len(texts) == 1 else None if texts else ""


def _left(items: tuple[_Item, ...], idle: Collection[int]) -> tuple[_Item, ...]:
    return tuple(item for at, item in enumerate(items) if at not in idle)
