"""The projects of a plan as a paper: a summary page, the text, the tables as annexes, the working papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Chart, Heading, Paragraph, Part, Row, Series, Table
from healthplan_cli.report.documents.handing_in import (
    handed_in,
    paper_head,
    parts_chart,
    progress_chart,
    sections,
)
from healthplan_cli.report.documents.project_tables import bases, project_table, sums
from healthplan_cli.report.fitted import footnoted, without_columns, without_idle
from healthplan_cli.report.words.numbering import numbered
from healthplan_cli.report.words.projects import (
    STATE_TONES,
    STATE_WORDS,
    done_text,
    due_of_year,
    lack_words,
    late_groups,
    money_text,
    named,
    pace_words,
    share_text,
    state_words,
    summary,
    until,
    warning,
)
from healthplan_cli.report.words.titles import cited, projects_title, short_name
from healthplan_cli.views.projects import ProjectsReport, ProjectState, ProjectStatus

_KEPT = ("no", "name", "status")
_LATE = (ProjectState.OVERDUE, ProjectState.LATE_START, ProjectState.BEHIND)


def project_paper(report: ProjectsReport) -> Iterator[Part]:
    """Yield the summary page, the text and the annexes; the lines for handing in only where there is progress to report."""
    given, name = report.given is not None, short_name(report.plan.title)
    table = footnoted(project_table(report))
    at = [column.key for column in table.columns].index("id")
    table = without_idle(without_columns(table, [at]), _KEPT)
    annexes: list[tuple[str, Sequence[Table]]] = [
        (tr("{name}重大项目进展情况表", name=name) if given else tr("{name}重大项目表", name=name), (table,)),
        (tr("{name}重大项目投资合计", name=name), tuple(sums(report))),
    ]
    subtitle = tr("（截至 {day}）", day=until(report))
    opening = tuple(paper_head(projects_title(report), subtitle, bool(warning(report))))
    short = (*opening, *_in_short(report)) if given else ()
    text = (*(() if given else opening), *_text(report))
    yield from handed_in(short, tr("进展情况"), text, annexes)
    yield Part(tr("核验底稿"), (Heading(tr("核验底稿")), bases(report)), wide=True)


# ── the page for leaders ──


def _in_short(report: ProjectsReport) -> Iterator[Block]:
    yield Heading(tr("摘要"))
    title = cited(report.plan.title)
    name = tr("{title}（以下简称{name}）", title=title, name=short_name(report.plan.title))
    yield Paragraph(
        tr(
            "{name}列出重大项目 {count} 项。截至 {day}，{money}",
            name=name,
            count=report.total.count,
            day=until(report),
            money=money_text(report.total),
        )
    )
    states = [(state, len(report.of(state))) for state in STATE_WORDS if report.of(state)]
    columns = tuple(Column(state.value, STATE_WORDS[state], 12, numeric=True) for state, _ in states)
    cells = tuple(Cell(str(count)) for _, count in states)
    yield Table(columns, (Row(cells),), tr("重大项目进展情况（项）"))
    counts = [(STATE_WORDS[state], count, STATE_TONES.get(state)) for state, count in states]
    yield parts_chart(tr("重大项目进展情况"), tr("全部项目"), counts)
    late = [row for state in _LATE for row in report.of(state)]
    if late:
        yield _late_table(report, late, tr("需要关注的项目"))
    else:
        yield Paragraph(tr("没有滞后、逾期和应开工未开工的项目。"))


def _late_table(report: ProjectsReport, rows: Sequence[ProjectStatus], title: str) -> Table:
    """Return a table of projects, a line each: state, years, progress and progress expected."""
    columns = (
        Column("name", tr("项目"), 44, Align.LEFT),
        Column("status", tr("状态"), 16),
        Column("years", tr("年限"), 13),
        Column("done", tr("完成"), 9, numeric=True),
        Column("expected", tr("序时进度"), 10, numeric=True),
    )

    def row(item: ProjectStatus) -> Row:
        tone = STATE_TONES.get(item.state) if item.state else None
        cells = (
            Cell(named(item)),
            Cell(state_words(item), None, tone, strong=True),
            Cell(item.project.years or "—"),
            Cell(done_text(item, report.band)),
            Cell(share_text(item.expected)),
        )
        return Row(cells, unit="%")

    return Table(columns, tuple(map(row, rows)), title)


# ── the text ──


def _text(report: ProjectsReport) -> Iterator[Block]:
    found: list[tuple[str, Sequence[Block]]] = [
        (tr("总体情况"), [*map(Paragraph, summary(report)), *_progress(report)]),
        (tr("{year} 年应开工、应完工的项目", year=report.year), list(_due(report))),
    ]
    if report.given is not None:
        late: list[Block] = [_late_table(report, rows, head) for head, rows in late_groups(report)]
        found.append((tr("未按时推进的项目"), late))
        found.append((tr("数据说明"), numbered(_data_notes(report))))
    yield from sections(found)


def _progress(report: ProjectsReport) -> Iterator[Chart]:
    """Yield a chart of the progress of each project beside the time elapsed, in per cent."""
    rows = [
        (named(row), share * 100, row.expected * 100)
        for row in report.rows
        if (share := row.share if row.share is not None else row.spent_share) is not None
        and row.expected is not None
    ]
    done = Series(tr("完成"), tuple(row[1] for row in rows))
    return progress_chart([row[0] for row in rows], done, [row[2] for row in rows])


def _due(report: ProjectsReport) -> Iterator[Paragraph]:
    given = report.given is not None
    for head, rows in due_of_year(report):
        names = tr("、").join(
            tr("{name}（{words}）", name=named(row), words=state_words(row)) if given else named(row)
            for row in rows
        )
        lead = tr("{head} {count} 项：", head=head, count=len(rows))
        yield Paragraph(tr("{names}。", names=names) if names else tr("没有。"), lead)


def _data_notes(report: ProjectsReport) -> Iterator[str]:
    yield tr("{words}。", words=pace_words(report))
    groups: dict[str, list[str]] = {}
    for row in report.rows:
        if row.lack:
            groups.setdefault(lack_words(row), []).append(row.project.no)
    for why, numbers in groups.items():
        yield tr(
            "{why}的 {count} 项：第 {numbers} 项。",
            why=why,
            count=len(numbers),
            numbers=tr("、").join(numbers),
        )
