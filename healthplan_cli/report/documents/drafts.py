"""A draft as a Document: the doubts, then the document's words beside the spec's, with their readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.result import DraftResult
from healthplan_cli.draft.spec import COMMITMENT, PROJECT, ROW, SpecItem, place_words
from healthplan_cli.draft.writing import flow
from healthplan_cli.evaluation.badges import BEHIND
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column, Spill
from healthplan_cli.report.document import (
    Block,
    Document,
    Facet,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
)
from healthplan_cli.report.documents.draftwords import (
    KIND_WORDS,
    changed,
    doubt_lines,
    field_word,
    readings,
    summary,
)

_SIGN = ("?", "?")
# What of an item stands under its reading, as the spec has it; the rest is on the left, as the document has it.
_WRITTEN = ("id", "better", "due", "limits", "indicator", "components")
_LINKED = (ROW, COMMITMENT, PROJECT)
_FEW = 3  # items with just the same doubts, which have a point each
_FACET = Facet("doubt", tr("待核"), (("doubt", tr("有待核的")), ("clear", tr("没有待核的"))))


def draft_document(result: DraftResult, look: Look, medium: Medium) -> Document:
    """Return the document of a draft."""
    title = tr("{title}：草稿", title=result.plan.title)
    if medium in (Medium.BOOK, Medium.DATA):
        blocks: list[Block] = (
            [] if medium is Medium.DATA else [Heading(title), Paragraph(summary(result), role=Role.REMARK)]
        )
        blocks.append(_flat(result))
    else:
        blocks = [
            Heading(title, 1),
            Paragraph(tr("{document}：{summary}", document=result.document, summary=summary(result))),
        ]
        blocks += [*_changes(result), *_doubts(result, medium), *_tables(result, medium)]
    return Document(result.plan.id, title, (Part(tr("草稿"), tuple(blocks), wide=True),))


def _changes(result: DraftResult) -> Iterator[Block]:
    if result.changes is not None:
        yield Heading(tr("与上一版相比"))
        yield (
            Items(tuple(Item(changed(one)) for one in result.changes))
            if result.changes
            else Paragraph(tr("没有改动"))
        )


def _doubts(result: DraftResult, medium: Medium) -> Iterator[Block]:
    """Yield every doubt by its item; doubts that many items share are together at the end."""
    points = [Item(remark, *_SIGN, BEHIND) for remark in result.spec.remarks]
    alike: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for index, item in enumerate((result.spec.head, *result.spec.items)):
        if lines := tuple(doubt_lines(item)):
            where = place_words(item.place)
            head = tr("{name}（{where}）", name=_label(item), where=where) if where else _label(item)
            alike.setdefault(lines, []).append((head, _anchor(index) if item.kind in _LINKED else ""))
    for lines, found in sorted(alike.items(), key=lambda pair: len(pair[1]) > _FEW):
        if len(found) > _FEW:
            points.append(_of_many(lines, found, medium))
        else:
            points += [_of_one(lines, head, anchor, medium) for head, anchor in found]
    if points:
        yield Heading(tr("待核的地方"))
        yield Items(tuple(points))


def _of_one(lines: tuple[str, ...], head: str, anchor: str, medium: Medium) -> Item:
    if medium is Medium.PAGE and anchor:
        said = tr("{count} 处", count=len(lines))
        return Item(said, *_SIGN, BEHIND, below=lines, links=((head, anchor),))
    return Item(head, *_SIGN, BEHIND, below=lines)


def _of_many(lines: tuple[str, ...], found: list[tuple[str, str]], medium: Medium) -> Item:
    said = tr("同样的 {count} 项", count=len(found))
    if medium is Medium.PAGE:
        return Item(said, *_SIGN, BEHIND, below=lines, links=tuple(found))
    return Item(said, *_SIGN, BEHIND, below=(*lines, tr("、").join(head for head, _ in found)))


def _label(item: SpecItem) -> str:
    number = str(item.fields.get("no") or "")
    if item.kind == ROW:
        return f"{number} {item.name}".strip()
    return (
        tr("{kind}：{name}", kind=KIND_WORDS[item.kind], name=item.name)
        if item.name
        else KIND_WORDS[item.kind]
    )


def _anchor(index: int) -> str:
    return f"i{index}"


def _tables(result: DraftResult, medium: Medium) -> Iterator[Block]:
    for kind, title, fields in (
        (ROW, tr("指标表：左边是原文，右边是规格"), ("no", "name", "unit", "baseline", "target", "nature")),
        (COMMITMENT, tr("正文承诺：左边是原文，右边是规格"), ("section", "subject", "target", "sentence")),
        (PROJECT, tr("重大项目"), ("no", "name", "place", "content", "years", "investment")),
    ):
        rows = tuple(
            _row(result, item, fields, index, medium)
            for index, item in enumerate((result.spec.head, *result.spec.items))
            if item.kind == kind
        )
        if rows:
            first = kind == ROW
            yield Table(_columns(fields, medium), rows, title, filtered=first, facets=(_FACET,))


_WIDTHS = {"no": 5, "name": 22, "subject": 18, "sentence": 40, "content": 30, "section": 14, "target": 16}


def _columns(fields: Sequence[str], medium: Medium) -> tuple[Column, ...]:
    """Return the columns of the document's words, then those of the spec's."""
    own = [
        Column(
            field,
            field_word(field),
            _WIDTHS.get(field, 10),
            Align.CENTER if field == "no" else Align.LEFT,
            drop=0 if field in ("no", "name", "subject", "target") else 1,
            spill=Spill.BELOW if field in ("sentence", "content") else Spill.NOWHERE,
            least=6 if field in ("name", "subject", "target") else 4,
            rigid=medium is Medium.PAGE and field in ("no", "unit", "nature"),
        )
        for field in fields
    ]
    more = (
        Column("reading", tr("规格读作"), 40, Align.LEFT, least=16, most=60),
        Column("doubts", tr("待核"), 34, Align.LEFT),
    )
    return (*own, *more[:1]) if medium.on_screen else (*own, *more)  # a screen has the doubts above


def _row(result: DraftResult, item: SpecItem, fields: Sequence[str], index: int, medium: Medium) -> Row:
    lines = doubt_lines(item)
    cells = [_printed(item, field) for field in fields]
    said = list(readings(result.plan, item))
    written = [f"{field}: {flow(item.fields[field])}" for field in _WRITTEN if field in item.fields]
    lower = (*said[1:], *(() if medium.on_screen else written))
    cells.append(Cell(said[0] if said else "", below=lower))
    if not medium.on_screen:
        cells.append(Cell(lines[0] if lines else "", tone=BEHIND if lines else None, below=tuple(lines[1:])))
    where = str(item.fields.get("source") or place_words(item.place))
    return Row(
        tuple(cells),
        group=str(item.fields.get("category") or "") if item.kind == ROW else "",
        anchor=_anchor(index),
        tags=("doubt" if lines else "clear",),
        search=" ".join((_label(item), item.id, where, str(item.fields.get("responsible") or ""))),
    )


def _printed(item: SpecItem, field: str) -> Cell:
    """Return the cell of the document's words for a field, with those of components below; in the tone of a doubt where there is one."""
    texts = [one.shown for one in item.printed if one.field == field]
    if field == "name":
        texts += [one.shown for one in item.printed if one.field == "components"]
        texts += [tr("（{where}）", where=where)] if (where := place_words(item.place)) else []
    tone = BEHIND if item.doubts_of(field) else None
    return Cell(texts[0] if texts else "", tone=tone, below=tuple(texts[1:]))


def _flat(result: DraftResult) -> Table:
    """Return a row for each field: what is printed, what the spec has, how it is read, what is in doubt."""
    columns = (
        Column("part", tr("部分"), 8),
        Column("no", tr("序号"), 7, numeric=True),
        Column("of", tr("名称"), 26, Align.LEFT),
        Column("field", tr("项"), 10),
        Column("printed", tr("原文"), 30, Align.LEFT),
        Column("written", tr("规格"), 34, Align.LEFT),
        Column("reading", tr("读作"), 40, Align.LEFT),
        Column("doubt", tr("待核"), 44, Align.LEFT),
        Column("place", tr("原文位置"), 24, Align.LEFT),
    )
    rows = [
        Row(tuple(map(Cell, texts)))
        for item in (result.spec.head, *result.spec.items)
        for texts in _fields(result, item)
    ]
    return Table(columns, tuple(rows))


def _fields(result: DraftResult, item: SpecItem) -> Iterator[tuple[str, ...]]:
    names = dict.fromkeys((*item.fields, *(doubt.field for doubt in item.doubts)))
    said: Any = tr("；").join(readings(result.plan, item))
    for name in names:
        if name == "format":
            continue
        printed = tr("；").join(one.shown for one in item.printed if one.field == name)
        yield (
            KIND_WORDS[item.kind],
            str(item.fields.get("no") or ""),
            item.name,
            field_word(name),
            printed,
            flow(item.fields[name]) if name in item.fields else "",
            said if name == "target" else "",
            tr("；").join(item.doubts_of(name)),
            place_words(item.place),
        )
