"""A run judged again, as a Document: which verdicts are the same, which differ and why, which files have changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES, MET, MISSED, UNKNOWN
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    Terms,
)
from healthplan_cli.report.words.recheck import (
    FILE_STATES,
    PROGRAM_STATES,
    ROLES,
    STEP_WORDS,
    causes,
    conclusion,
    fields_text,
    versions,
)
from healthplan_cli.views.rechecked import (
    CheckedFile,
    CheckedPlan,
    CheckedVerdict,
    FileState,
    Rechecked,
    VerdictSaid,
)
from healthplan_cli.views.run import FoundBy

_BADGES = {badge.code: badge for badge in BADGES}
_DECIDING = ("reading", "comparison", "pace", "verdict")
_TONES = {FileState.SAME: MET, FileState.CHANGED: MISSED, FileState.ABSENT: UNKNOWN}


def recheck_document(found: Rechecked, look: Look, medium: Medium) -> Document:
    """Return the document of a run that was judged again."""
    title = tr("重新核验：{path}", path=found.path)
    part = Part(tr("重新核验"), tuple(_blocks(found, medium, title)), wide=medium is Medium.BOOK)
    return Document("-".join(plan.id for plan in found.plans), title, (part,))


def _blocks(found: Rechecked, medium: Medium, title: str) -> Iterator[Block]:
    if medium is Medium.DATA:
        yield _verdicts(found.plans)
        return
    yield Heading(title, 1)
    yield Paragraph(conclusion(found), role=Role.PASSING if found.same else Role.FAILING)
    yield from (Paragraph(text) for text in causes(found))
    yield Paragraph(versions(found), role=Role.REMARK)
    if not found.same:
        yield Heading(tr("与报告不同的"))
        yield from _differing(found)
    yield Heading(tr("读过的文件"))
    yield _files(found)
    yield Heading(tr("各项结论"))
    yield _verdicts(found.plans)


def _differing(found: Rechecked) -> Iterator[Block]:
    """Yield for each verdict that differs the fields, the lines of its proofs before and now, and the sections of docs/semantics.md."""
    for plan in found.plans:
        for item in plan.differing:
            pairs: list[tuple[str, tuple[str, ...]]] = [(tr("不同在"), (fields_text(item.differing),))]
            pairs.append(
                (
                    tr("结论"),
                    (
                        tr("报告里：{words}", words=_words(item.before)),
                        tr("现在：{words}", words=_words(item.now)),
                    ),
                )
            )
            if item.sections:
                pairs.append(
                    (tr("现在依据"), (tr("目标的含义{sections}", sections=tr("；").join(item.sections)),))
                )
            pairs += _reasons(item)
            yield Terms(_name(item, plan, found), tuple(pairs))
        if plan.gate_differs:
            before, now = plan.gate
            words = tr(
                "门禁：报告里是 {before}，现在是 {now}；或纳入的、没有通过的指标不同", before=before, now=now
            )
            yield Paragraph(words)


def _reasons(item: CheckedVerdict) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the steps of the proofs that differ, before and now; where the report has no proofs, the deciding steps of now."""
    told = item.before is not None and bool(item.before.steps)
    for kind, before, now in item.proof:
        if told:
            yield STEP_WORDS[kind], (*_told(tr("报告里："), before), *_told(tr("现在："), now))
        elif kind in _DECIDING:
            yield STEP_WORDS[kind], now


def _told(whose: str, lines: Sequence[str]) -> Iterator[str]:
    yield from (f"{whose}{line}" for line in lines or (tr("（没有）"),))


def _name(item: CheckedVerdict, plan: CheckedPlan, found: Rechecked) -> str:
    name = f"{item.no}. {item.name}" if item.no else item.name
    return f"{plan.id}　{name}" if len(found.plans) > 1 else name


def _words(said: VerdictSaid | None) -> str:
    if said is None:
        return tr("没有这一项")
    badge = _BADGES.get(said.code)
    words = badge.words if badge else said.code
    return tr("{words}（{reason}）", words=words, reason=said.reason) if said.reason else words


def _verdicts(plans: Sequence[CheckedPlan]) -> Table:
    """Return a row for each verdict."""
    columns = (
        *([Column("plan", tr("规划"), 12, merged=True)] if len(plans) > 1 else []),
        Column("no", tr("序号"), 6),
        Column("name", tr("指标"), 34, Align.LEFT, most=60),
        Column("before", tr("报告里"), 16, Align.LEFT, least=10),
        Column("now", tr("现在"), 16, Align.LEFT, least=10),
        Column("same", tr("结果"), 8),
        Column("sections", tr("依据（目标的含义）"), 20, Align.LEFT, drop=1),
    )
    rows = []
    for plan in plans:
        head = (Cell(plan.id),) if len(plans) > 1 else ()
        for item in plan.verdicts:
            answer = Cell(tr("不同"), tone=MISSED, strong=True) if item.differing else Cell(tr("相同"))
            told = (_said(item.before), _said(item.now), answer, Cell(_short(item.sections)))
            cells = (*head, Cell("" if item.component else item.no), Cell(item.name), *told)
            rows.append(Row(cells, group=plan.id if head else "", part=bool(item.component)))
    return Table(columns, tuple(rows))


def _short(sections: Sequence[str]) -> str:
    """Return the sections' numbers, without their titles."""
    return tr("；").join(section.partition(tr("："))[0] for section in sections)


def _said(said: VerdictSaid | None) -> Cell:
    badge = _BADGES.get(said.code) if said else None
    if badge is None:
        return Cell(_words(said))
    return Cell(badge.words, tone=badge.tone, sign=badge.sign, plain=badge.plain)


def _files(found: Rechecked) -> Table:
    """Return a row for each file that the run read, and for each report in the archive."""
    columns = (
        Column("role", tr("用途"), 12),
        Column("path", tr("文件"), 30, Align.LEFT, most=60),
        Column("state", tr("现在"), 26, Align.LEFT, least=16),
        Column("sha256", "SHA-256", 66, Align.LEFT, below=True),
    )
    rows = [_file_row(item, found.archive) for item in found.files]
    rows += [
        Row((Cell(tr("报告")), Cell(name), Cell(tr("在存档里")), Cell(digest)))
        for name, digest in found.papers
    ]
    return Table(columns, tuple(rows))


def _file_row(item: CheckedFile, archived: bool) -> Row:
    words = (PROGRAM_STATES if item.file.found is FoundBy.PROGRAM else FILE_STATES)[item.state]
    absent = item.state is FileState.ABSENT
    tone = None if absent and archived else _TONES[item.state]
    cells = Cell(ROLES[item.file.role]), Cell(item.file.path), Cell(words, tone=tone), Cell(item.file.sha256)
    return Row(cells)
