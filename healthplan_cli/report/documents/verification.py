"""The words of a plan that its document lacks, as a Document: their number, then the words by part of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import MatchStatus, Verification
from healthplan_cli.checks.verify import QuotedWord as Quoted
from healthplan_cli.evaluation.badges import MET, MISSED, UNKNOWN, Tone
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
)
from healthplan_cli.report.words.verification import KINDS, field_words, summary

_SECTIONS: tuple[tuple[MatchStatus, Tone | None, str], ...] = (
    (MatchStatus.MISSING, MISSED, tr("原文里没有，或原文在那里是别的字：")),
    (MatchStatus.APART, UNKNOWN, tr("原文里有，但不在一处（--strict 时算没有找到）：")),
    (MatchStatus.EXCUSED, None, tr("例外，规格里写明了原因：")),
    (MatchStatus.UNCHECKED, None, tr("规格里没有引用原文的字，没有查：")),
    (MatchStatus.FOUND, MET, tr("找到的：")),
)
_SIGNS = {MISSED: ("✗", "x"), UNKNOWN: ("?", "?"), MET: ("✓", "+"), None: ("-", "-")}
_STATUS = {
    MatchStatus.MISSING: tr("没有"),
    MatchStatus.APART: tr("不在一处"),
    MatchStatus.EXCUSED: tr("例外"),
    MatchStatus.UNCHECKED: tr("没有查"),
    MatchStatus.FOUND: tr("找到"),
}


def verification(found: Verification, look: Look, medium: Medium) -> Document:
    """Return the document of a verification; with the words that were found where `look.all` asks for them."""
    title = tr("{plan}：与原文核对", plan=found.plan)
    if medium in (Medium.BOOK, Medium.DATA):
        blocks: list[Block] = (
            [] if medium is Medium.DATA else [Heading(title), Paragraph(summary(found), role=Role.REMARK)]
        )
        blocks.append(_table(found.items))
    else:
        blocks = [Heading(title, 1), Paragraph(summary(found)), *_sections(found, look)]
    return Document(found.plan, title, (Part(tr("与原文核对"), tuple(blocks), wide=medium is Medium.BOOK),))


def _sections(found: Verification, look: Look) -> Iterator[Block]:
    for status, tone, head in _SECTIONS:
        items = found.of(status)
        if items and (look.all or status is not MatchStatus.FOUND):
            yield from _section(head, tone, items)
    needed = {
        (item.kind, item.id, item.field) for item in found.of(MatchStatus.EXCUSED)
    }  # by another year's cell
    needless = [
        item
        for item in found.of(MatchStatus.FOUND)
        if item.reason and (item.kind, item.id, item.field) not in needed
    ]
    if needless:
        yield from _section(tr("规格里写作例外，其实找得到，not_in_document 可以删去："), UNKNOWN, needless)


def _section(head: str, tone: Tone | None, items: Sequence[Quoted]) -> Iterator[Block]:
    """Yield a heading and a list: a point for each part of the plan, its quoted words below it."""
    yield Heading(head)
    sign, plain = _SIGNS[tone]
    points = []
    for _, members in groupby(items, key=lambda item: (item.kind, item.id)):
        words = list(members)
        title = KINDS[words[0].kind].format(no=words[0].no, name=words[0].name)
        place = tr("{title}（{place}）", title=title, place=words[0].location)
        points.append(Item(place, sign, plain, tone, tuple(line for item in words for line in _lines(item))))
    yield Items(tuple(points))


def _lines(item: Quoted) -> Iterator[str]:
    yield _placed(field_words(item.field) + tr("：") + item.words, item.place)
    if item.near is not None:
        yield _placed(tr("原文作：{words}", words=item.near.words), item.near.place)
    if item.reason is not None:
        yield tr("说明：{reason}", reason=item.reason)


def _placed(text: str, place: Location | None) -> str:
    return text if place is None else f"{text}  {place}"


def _table(items: Sequence[Quoted]) -> Table:
    """Return a row for each word."""
    columns = (
        Column("of", tr("部分"), 28, Align.LEFT),
        Column("spec", tr("规格"), 24, Align.LEFT),
        Column("field", tr("项"), 12),
        Column("words", tr("词句"), 40, Align.LEFT),
        Column("status", tr("结果"), 9),
        Column("place", tr("原文位置"), 24, Align.LEFT),
        Column("near", tr("原文作"), 30, Align.LEFT),
        Column("reason", tr("说明"), 24, Align.LEFT),
    )
    rows = (
        (
            KINDS[item.kind].format(no=item.no, name=item.name),
            str(item.location),
            field_words(item.field),
            item.words,
            _STATUS[item.status],
            "" if item.place is None else str(item.place),
            item.near.words if item.near else "",
            item.reason or "",
        )
        for item in items
    )
    return Table(columns, tuple(Row(tuple(map(Cell, texts))) for texts in rows))
