"""A Draft → the items of a spec: the document's words in the fields of docs/formats.md, each doubt at its field.

Pure.
"""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.assemble.commitments import commitment_items
from healthplan_cli.draft.assemble.head import head_item, period_of
from healthplan_cli.draft.assemble.once import said_once
from healthplan_cli.draft.assemble.projects import project_items
from healthplan_cli.draft.assemble.rows import RowMaker
from healthplan_cli.draft.ids import Taken
from healthplan_cli.draft.model import Draft
from healthplan_cli.draft.spec import SpecDraft


def assemble(draft: Draft, id: str, file: str) -> SpecDraft:
    """Return the spec of a draft, with this id; `file` is the document's name, for a document without a title."""
    period = period_of(draft)
    taken = Taken()
    maker = RowMaker(period, taken, draft.recognised)
    rows, shared = said_once(
        [(row, maker.items(row, _mentions(draft, index))) for index, row in enumerate(draft.rows)]
    )
    ids = [items[0].id for items in rows]
    promised = commitment_items(draft, ids, period, taken)
    projects = project_items(draft)
    items = (*(item for found in rows for item in found), *promised, *projects)
    none = (
        ()
        if draft.rows or draft.nearly
        else (tr("没有找到指标表：只有正文里的承诺；表若是图片，另存为 PDF，加 --ocr 再读"),)
    )
    return SpecDraft(head_item(draft, id, file, period), items, (*draft.remarks, *none, *shared))


def _mentions(draft: Draft, index: int) -> tuple[tuple[str, int | None, str], ...]:
    return tuple((one.text, one.year, one.section) for one in draft.mentions if one.row == index)
