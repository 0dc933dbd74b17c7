"""The findings of lint as a Document: a point for each finding at its place, then how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint import Finding, FindingLevel, Linted, Linting
from healthplan_cli.evaluation.badges import BEHIND, MISSED, ON_TRACK
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
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.linting import LEVEL_WORDS, about, summary

_TONES = {FindingLevel.ERROR: MISSED, FindingLevel.WARNING: BEHIND, FindingLevel.NOTE: ON_TRACK}
_FOLDED, _FEW = "HP107", 5  # of a table without baselines it says the same in every row


def linting(result: Linting, look: Look, medium: Medium) -> Document:
    """Return the document of the findings in some plans."""
    found = result.found
    title = tr("规划质检：{names}", names=tr("、").join(item.plan.title for item in found))
    ids = "-".join(item.plan.id for item in found)
    if medium in (Medium.BOOK, Medium.DATA):
        blocks: list[Block] = (
            [] if medium is Medium.DATA else [Heading(title), Paragraph(summary(found), role=Role.REMARK)]
        )
        blocks.append(_table(found))
    else:
        blocks = [] if medium is Medium.SCREEN else [Heading(title, 1)]
        for item in found:
            blocks += [Heading(clean(item.plan.title)), *_findings(item)]
        blocks.append(Paragraph(summary(found), role=Role.CONCLUSION))
    return Document(ids, title, (Part(tr("规划质检"), tuple(blocks), wide=medium is Medium.BOOK),))


def _findings(item: Linted) -> Iterator[Block]:
    if not item.findings:
        yield Paragraph(tr("没有发现问题"))
        return
    folded = _alike(item.findings)
    points = []
    for finding in item.findings:
        same = folded.get(_likeness(finding), [finding])
        if same[0] is finding:
            points.append(_point(finding) if len(same) == 1 else _together(same))
    yield Items(tuple(points))


def _likeness(finding: Finding) -> tuple[str, FindingLevel, str]:
    return finding.code, finding.level, finding.message


def _alike(findings: Sequence[Finding]) -> Mapping[tuple[str, FindingLevel, str], list[Finding]]:
    """Return the findings of one rule that are the same for nearly every row of a table, where there are too many for a line each."""
    found: dict[tuple[str, FindingLevel, str], list[Finding]] = {}
    for finding in findings:
        if finding.code == _FOLDED:
            found.setdefault(_likeness(finding), []).append(finding)
    return {likeness: same for likeness, same in found.items() if len(same) > _FEW}


def _point(finding: Finding) -> Item:
    words = (clean(tr("原文：{words}", words=finding.words)),) if finding.words else ()
    return _said(finding, f"{about(finding)}{finding.message}", words)


def _together(same: Sequence[Finding]) -> Item:
    """Return one point for several equal findings, with the first one's place and the numbers of all."""
    numbers = tr("、").join(finding.no or finding.id for finding in same)
    which = tr("第 {numbers} 项，共 {count} 项", numbers=numbers, count=len(same))
    return _said(same[0], f"{same[0].message}{tr('：')}{which}", ())


def _said(finding: Finding, message: str, below: tuple[str, ...]) -> Item:
    """Return place, code, level and message, in the form that editors and grep know."""
    place, level = finding.location, finding.level.value
    text = clean(f"{place.file}:{place.line}: {finding.code} {level}: {message}")
    return Item(text, tone=_TONES[finding.level], below=below, strong=f"{finding.code} {level}:")


def _table(found: Sequence[Linted]) -> Table:
    """Return a row for each finding; excused ones have their reasons."""
    columns = (
        Column("plan", tr("规划"), 14, Align.LEFT),
        Column("code", tr("规则"), 8),
        Column("level", tr("级别"), 8),
        Column("no", tr("序号"), 7, numeric=True),
        Column("name", tr("指标"), 26, Align.LEFT),
        Column("message", tr("问题"), 60, Align.LEFT),
        Column("words", tr("原文"), 40, Align.LEFT),
        Column("reason", tr("说明"), 24, Align.LEFT),
        Column("place", tr("位置"), 26, Align.LEFT),
    )
    return Table(
        columns, tuple(_row(item, finding) for item in found for finding in (*item.findings, *item.explained))
    )


def _row(item: Linted, finding: Finding) -> Row:
    place = finding.location
    texts = (
        item.plan.id,
        finding.code,
        LEVEL_WORDS[finding.level],
        finding.no,
        finding.name,
        finding.message,
        finding.words,
        finding.reason,
        f"{place.file}:{place.line}" if place.file else "",
    )
    cells = [Cell(clean(text)) for text in texts]
    cells[2] = Cell(texts[2], None, _TONES[finding.level], strong=True)
    return Row(tuple(cells))
