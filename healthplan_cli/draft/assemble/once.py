"""Doubts that several rows share, written once for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.model import Doubt, DraftRow
from healthplan_cli.draft.spec import SpecItem, words

Made = tuple[DraftRow, Sequence[SpecItem]]
"""A row of a table, and what it became in the spec."""


def said_once(made: Sequence[Made]) -> tuple[list[list[SpecItem]], tuple[str, ...]]:
    """Return the items of each row without the doubts that many rows share, and a line for each of these doubts.

    The line gives the doubt, the number of rows and, where only some tables have it, these tables.
    """
    rows: dict[Doubt, list[DraftRow]] = {}
    for row, items in made:
        for item in items:
            for doubt in item.doubts:
                if doubt.shared:
                    rows.setdefault(doubt, []).append(row)
    own = [
        [replace(item, doubts=tuple(doubt for doubt in item.doubts if not doubt.shared)) for item in items]
        for _, items in made
    ]
    return own, tuple(_line(doubt, those, made) for doubt, those in rows.items())


def _line(doubt: Doubt, those: Sequence[DraftRow], made: Sequence[Made]) -> str:
    tables = dict.fromkeys(words(row.table) for row in those)
    others = {words(row.table) for row, _ in made} - set(tables)
    said = tr("{words}（{count} 行）", words=doubt.words, count=len(those))
    where = tr("、").join(filter(None, tables)) if others else ""
    return tr("{field}：{words}", field=where, words=said) if where else said
