"""A plan's major projects against time as a Document: a bar for each, what is due, what is late, the sums."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.document import (
    Block,
    Document,
    Folded,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Role,
)
from healthplan_cli.report.documents.project_chart import project_chart
from healthplan_cli.report.documents.project_paper import project_paper
from healthplan_cli.report.documents.project_tables import bases, project_table, sums
from healthplan_cli.report.words.lists import some_of
from healthplan_cli.report.words.projects import (
    lack_words,
    listings,
    named,
    subtitle,
    summary,
    warning,
)
from healthplan_cli.report.words.titles import projects_title
from healthplan_cli.views.projects import ProjectsReport


def projects(report: ProjectsReport, look: Look, medium: Medium) -> Document:
    """Return the document of the projects of a plan."""
    if medium in (Medium.SCREEN, Medium.PAGE):
        parts = _screen(report, look.signs or medium is Medium.PAGE, medium is Medium.PAGE)
    else:
        parts = {Medium.DATA: _data, Medium.BOOK: _book, Medium.PAPER: project_paper}[medium](report)
    return Document(report.plan.id, projects_title(report), tuple(parts))


def _data(report: ProjectsReport) -> Iterator[Part]:
    """Yield one part: the table of projects."""
    yield Part(tr("项目"), (project_table(report),))


def _book(report: ProjectsReport) -> Iterator[Part]:
    """Yield the sheets: the projects, the sums, what is due."""
    warned = warning(report)
    told = (Paragraph(line, role=Role.WARNING if line == warned else Role.REMARK) for line in _told(report))
    apart = Paragraph("", role=Role.REMARK)
    yield Part(tr("项目"), (Heading(projects_title(report)), *told, apart, project_table(report)), wide=True)
    yield Part(tr("合计"), tuple(sums(report)))
    yield Part(tr("到期和没有按时的"), tuple(_listings(report)))


def _told(report: ProjectsReport) -> Iterator[str]:
    yield from filter(None, (subtitle(report), warning(report), *summary(report)))


def _screen(report: ProjectsReport, signs: bool, sourced: bool) -> Iterator[Part]:
    """Yield the projects with their bars, then what is due; `sourced`: also the file that the progress is from."""
    blocks: list[Block] = [
        *_head(report),
        Items(tuple(map(Item, summary(report)))),
        project_chart(report, signs),
    ]
    blocks += [*_listings(report), *_unknown(report), *sums(report)]
    if sourced and report.given is not None and report.given.input is not None:
        blocks.append(Folded(tr("核验底稿：依据"), (bases(report),)))
    yield Part(tr("项目"), tuple(blocks), wide=True)


def _head(report: ProjectsReport) -> Iterator[Block]:
    yield Heading(projects_title(report), 1)
    yield Paragraph(subtitle(report))
    if warning(report):
        yield Paragraph(warning(report), role=Role.WARNING)


def _listings(report: ProjectsReport) -> Iterator[Block]:
    """Yield what is due and what is late, a project per line."""
    for head, names in listings(report):
        yield Heading(head)
        yield Items(tuple(map(Item, names or (tr("没有"),))))


def _unknown(report: ProjectsReport) -> Iterator[Block]:
    """Yield the projects whose state is unknown, by reason."""
    groups: dict[str, list[str]] = {}
    for row in report.rows:
        if row.lack:
            groups.setdefault(lack_words(row), []).append(named(row))
    if groups:
        yield Heading(tr("无法判定：{count} 项", count=sum(map(len, groups.values()))))
        said = [
            tr("{reason}：{names}", reason=reason, names=some_of(names)) for reason, names in groups.items()
        ]
        yield Items(tuple(map(Item, said)))
