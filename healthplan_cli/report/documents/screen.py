"""The evaluation of a plan on a screen: what needs attention, the table with bars and footnotes, the counts, the gate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import STATUS_BADGES, badge_of, counts_text
from healthplan_cli.evaluation.messages import told, value_text
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Note, Reason, Report, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column, Spill
from healthplan_cli.report.document import Block, Heading, Item, Items, Paragraph, Part, Role, Row, Table
from healthplan_cli.report.documents.rows import (
    WAIVED,
    badge_item,
    cells,
    conventions,
    due_words,
    meanings,
    terms,
)
from healthplan_cli.report.words.cells import target_text
from healthplan_cli.report.words.commitments import folded_words, has_value, listed, section, tally_words
from healthplan_cli.report.words.counts import note_counts_text, rates_text
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.report.words.glosses import plan_words
from healthplan_cli.report.words.lists import some_of
from healthplan_cli.report.words.notes import (
    label,
    remarks,
    reviewed_words,
    waiver_text,
)
from healthplan_cli.views.reviewed_plan import Reviewed

_IN_PRINT = (Note.PROVISIONAL, Note.PROVISIONAL_BASELINE)  # the number itself has its *
_LATE = (Status.MISSED, Status.BEHIND)


def screen(reviewed: Reviewed, look: Look) -> Part:
    """Return the report of one plan for a terminal."""
    return Part(reviewed.report.plan.id, tuple(_blocks(reviewed, look)))


def _blocks(reviewed: Reviewed, look: Look) -> Iterator[Block]:
    report = reviewed.report
    results = [result for result in report.results if not look.only or result.status in look.only]
    yield Heading(report.plan.title, 1)
    yield Paragraph(conventions(report))
    if report.illustrative:
        yield Paragraph(tr("注意：数据文件标明为示例数据，不是真实数值。"), role=Role.WARNING)
    if items := tuple(_attention(report.results)):
        yield Items(items)
    yield _table(report, results)
    yield from (Paragraph(line, role=Role.REMARK) for line in dict.fromkeys(_remarks(report, results)))
    if report.commitments is not None:
        yield from _commitments(report, look)
    yield from map(Paragraph, _tallies(report))
    yield Paragraph(gate_line(reviewed.gate), role=Role.CONCLUSION)


def proofs(reviewed: Reviewed) -> Part:
    """Return what was reviewed, the proofs asked for, and the gate's line."""
    report = reviewed.report
    blocks: list[Block] = [Heading(report.plan.title, 1), Paragraph(reviewed_words(report))]
    blocks += map(terms, reviewed.proofs())
    blocks.append(Paragraph(gate_line(reviewed.gate), role=Role.CONCLUSION))
    return Part(reviewed.report.plan.id, tuple(blocks))


# ── what needs attention ──


def _attention(results: Sequence[Result]) -> Iterator[Item]:
    """Yield the missed and behind rows, the unknown ones by what they lack, the waived ones."""
    held = [result for result in results if result.waiver is None]
    late = [result for result in held if result.status in _LATE]
    late.sort(key=lambda result: (result.nature is not Nature.BINDING, _LATE.index(result.status)))
    yield from (badge_item(badge_of(result), _said(result)) for result in late)
    groups: dict[str, list[Result]] = {}
    for result in held:
        if result.status is Status.UNKNOWN:
            groups.setdefault(told(result), []).append(result)
    for message, members in groups.items():
        yield badge_item(STATUS_BADGES[Status.UNKNOWN], _together(message, members))
    yield from (badge_item(badge_of(result), waiver_text(result)) for result in results if result.waiver)


def _said(result: Result) -> str:
    return tr("{label}：{message}", label=label(result), message=told(result))


def _together(message: str, members: list[Result]) -> str:
    """Return a message with the rows that it applies to, or with their number where there are many."""
    members = sorted(members, key=lambda result: result.nature is not Nature.BINDING)
    names = some_of([label(member) for member in members])
    if len(members) > 2:
        return f"{tr('{count} 项', count=len(members))}{message}——{names}"
    return tr("{names}：{message}", names=names, message=message)


# ── the table ──


def _table(report: Report, results: Sequence[Result]) -> Table:
    said = meanings(results)
    columns = (
        Column("no", tr("序号"), align=Align.RIGHT),
        Column("name", tr("指标"), align=Align.LEFT, least=18),
        Column("unit", tr("单位"), align=Align.LEFT, drop=2, most=8, spill=Spill.NAME),
        Column("nature", tr("性质"), align=Align.LEFT, drop=1, most=12),
        Column("baseline", tr("基期"), numeric=True, most=12),
        Column("target", tr("目标"), numeric=True, most=16),
        Column("actual", tr("实际"), numeric=True, most=12),
        Column("progress", tr("进度"), align=Align.LEFT, drop=3, least=8, most=16, rigid=True),
        Column("status", tr("状态"), align=Align.LEFT, least=10, most=16),
    )
    rows = (
        Row(tuple(cells(report, part, result, said)), result.category or "", part is not result)
        for result in results
        for part in (result, *result.components)
    )
    return Table(columns, tuple(rows))


def _remarks(report: Report, results: Sequence[Result]) -> Iterator[str]:
    """Yield the remarks below the table: the meaning of a printed *, what is waived, notes on single rows."""
    parts = [part for result in results for part in (result.components or (result,))]
    said = meanings(results)
    if any(note in part.noted for part in parts for note in _IN_PRINT):
        yield f"* {said[Note.PROVISIONAL]}"
    if any(result.waiver is not None for result in results):
        yield tr("{waived} 已豁免：状态照实，另行计数，不算达标，不挡门禁", waived=WAIVED)
    yield from remarks(results)
    yield from plan_words(report, results)


# ── commitments ──


def _commitments(report: Report, look: Look) -> Iterator[Block]:
    """Yield the section of commitments: a line for each that is missed, behind or unknown, then the table."""
    rows = listed(report, look)
    yield Heading(tr("正文承诺"))
    told = [
        result
        for result in rows
        if result.status in (*_LATE, Status.UNKNOWN) and has_value(result) and result.waiver is None
    ]
    if told:
        yield Items(tuple(badge_item(badge_of(item), _said(item) + due_words(report, item)) for item in told))
    if rows:
        yield _promised(report, rows)
    lines = [*dict.fromkeys(remarks(rows)), *filter(None, [folded_words(report, look)])]
    yield from (Paragraph(line, role=Role.REMARK) for line in lines)


def _promised(report: Report, rows: Sequence[Result]) -> Table:
    columns = (
        Column("no", tr("编号"), align=Align.RIGHT),
        Column("name", tr("承诺"), align=Align.LEFT),
        Column("source", tr("出处"), align=Align.LEFT, drop=1, most=16),
        Column("target", tr("目标"), align=Align.LEFT, most=24),
        Column("actual", tr("实际"), numeric=True, most=12),
        Column("status", tr("状态"), align=Align.LEFT, least=10, most=16),
    )
    said = meanings(rows)
    found = []
    for result in rows:
        for part in (result, *result.components):
            no, name, _, _, _, target, actual, _, status = cells(report, part, result, said)
            split = bool(part.components)
            words = (
                ""
                if split or not part.target
                else target_text(part, with_unit=True) + due_words(report, part)
            )
            value = Cell("" if split else value_text(part), marks=actual.marks)
            place = Cell(section(report, result) if part is result else "")
            row = no, name, place, Cell(words, marks=target.marks), value, status
            found.append(Row(row, part=part is not result))
    return Table(columns, tuple(found))


# ── the counts ──


def _tallies(report: Report) -> Iterator[str]:
    for nature, counts in report.by_nature:
        its = [result for result in report.results if result.nature is nature]
        none = sum(result.reason is Reason.NO_TARGET for result in its)
        aside = tr("（其中规划没有给目标 {none}）", none=none) if none else ""
        yield tr(
            "{value} {total} 项：{counts}{aside}",
            value=NATURE_WORDS[nature],
            total=counts.total,
            counts=counts_text(its),
            aside=aside,
        )
    yield rates_text(report)
    if said := note_counts_text(report.results):
        yield said
    if report.commitments is not None:
        yield tally_words(report)
    if report.changes is not None:
        from healthplan_cli.report.words.changes import change_lines

        yield from change_lines(report.changes)
