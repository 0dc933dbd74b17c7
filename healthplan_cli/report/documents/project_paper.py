"""The projects of a plan as a paper: a page for leaders, the text, the tables as annexes, the working papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import (
    Block,
    Chart,
    ChartKind,
    Heading,
    Paragraph,
    Part,
    Role,
    Row,
    Series,
    Table,
)
from healthplan_cli.report.documents.handing_in import annex_mark, enclosed, signed
from healthplan_cli.report.documents.project_tables import bases, project_table, sums
from healthplan_cli.report.fitted import footnoted, without_idle
from healthplan_cli.report.words.numbering import numbered, numbered_heading
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
    """Yield the page for leaders, the text, the annexes; what is handed in only where there is progress to report."""
    given, name = report.given is not None, short_name(report.plan.title)
    table = without_idle(_without(footnoted(project_table(report)), "id"), _KEPT)
    annexes: list[tuple[str, Sequence[Table]]] = [
        (tr("{name}重大项目进展情况表", name=name) if given else tr("{name}重大项目表", name=name), (table,)),
        (tr("{name}重大项目投资合计", name=name), tuple(sums(report))),
    ]
    if given:
        yield Part(tr("摘要"), (*_head(report), *_in_short(report)), dense=True)
    titles = [title for title, _ in annexes]
    opening = () if given else tuple(_head(report))
    ending = (*enclosed(titles), *(signed() if given else ()))
    yield Part(tr("进展情况"), (*opening, *_text(report), *ending))
    for number, (title, tables) in enumerate(annexes, 1):
        mark = annex_mark(number, len(annexes))
        yield Part(mark, (Heading(title, annex=mark), *tables), wide=True)
    yield Part(tr("核验底稿"), (Heading(tr("核验底稿")), bases(report)), wide=True)


def _without(table: Table, key: str) -> Table:
    """Return the table without a column."""
    at = [column.key for column in table.columns].index(key)
    return replace(
        table,
        columns=(*table.columns[:at], *table.columns[at + 1 :]),
        rows=tuple(replace(row, cells=(*row.cells[:at], *row.cells[at + 1 :])) for row in table.rows),
    )


def _head(report: ProjectsReport) -> Iterator[Block]:
    yield Heading(projects_title(report), 1)
    yield Paragraph(tr("（截至 {day}）", day=until(report)), role=Role.SUBTITLE)
    if warning(report):
        yield Paragraph(tr("数据为示例数据，不是真实数值，不得引用。"), role=Role.WARNING)


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
    series = tuple(
        Series(STATE_WORDS[state], (Fraction(count),), STATE_TONES.get(state)) for state, count in states
    )
    yield Chart(ChartKind.PARTS, tr("重大项目进展情况"), (tr("全部项目"),), series, tr("项"))
    late = [row for state in _LATE for row in report.of(state)]
    if late:
        yield _late_table(report, late, tr("需要关注的项目"))
    else:
        yield Paragraph(tr("没有滞后、逾期和应开工未开工的项目。"))


def _late_table(report: ProjectsReport, rows: Sequence[ProjectStatus], title: str) -> Table:
    """Return some projects, each on one line: its state, its years, how far it is and should be."""
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
    sections: list[tuple[str, list[Block]]] = [
        (tr("总体情况"), [*map(Paragraph, summary(report)), *_progress(report)]),
        (tr("{year} 年应开工、应完工的项目", year=report.year), list(_due(report))),
    ]
    if report.given is not None:
        late: list[Block] = [_late_table(report, rows, head) for head, rows in late_groups(report)]
        sections.append((tr("未按时推进的项目"), late))
        sections.append((tr("数据说明"), [*numbered(_data_notes(report))]))
    for order, (title, blocks) in enumerate(section for section in sections if section[1]):
        yield numbered_heading(order, title)
        yield from blocks


def _progress(report: ProjectsReport) -> Iterator[Chart]:
    """Yield how far each project is against the time elapsed, in per cent."""
    rows = [
        (named(row), share * 100, row.expected * 100)
        for row in report.rows
        if (share := row.share if row.share is not None else row.spent_share) is not None
        and row.expected is not None
    ]
    if len(rows) > 1:
        series = (
            Series(tr("完成"), tuple(row[1] for row in rows)),
            Series(tr("序时进度"), tuple(row[2] for row in rows)),
        )
        yield Chart(ChartKind.BARS, tr("完成进度与序时进度"), tuple(row[0] for row in rows), series, "%")


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
