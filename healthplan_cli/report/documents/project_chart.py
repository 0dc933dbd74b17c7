"""A plan's major projects as a bar chart: a row for each with its years, its progress and the progress expected."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.cell import Align, Bar, Cell, Column
from healthplan_cli.report.document import Block, Folded, Paragraph, Role, Row, Table
from healthplan_cli.report.words.projects import (
    PLAIN_STATE_SIGNS,
    STATE_SIGNS,
    STATE_TONES,
    amount_text,
    done_text,
    remarks,
    share_text,
    state_words,
)
from healthplan_cli.report.words.sparkline import BAR, PLAIN_BAR
from healthplan_cli.views.projects import ProjectsReport, ProjectStatus, passed, spread

_SEVERAL = 4  # columns that a year's bar takes on a wide screen


def project_chart(report: ProjectsReport, signs: bool) -> Table:
    """Return a row for each project, with a bar for its years, filled by its progress and marked at the report's day."""
    years, told = spread(report.rows), report.given is not None
    now = passed(years[0], years[-1], report.day) if years else None
    columns = [Column("no", tr("序号"), 6, Align.RIGHT), Column("name", tr("项目"), 40, Align.LEFT, least=18)]
    columns.append(Column("responsible", tr("责任单位"), 22, Align.LEFT, drop=2, least=12, most=26))
    if years:
        ticks = tuple(map(str, years))
        size = len(years)
        columns.append(
            Column(
                "years",
                tr("横道图"),
                24,
                Align.LEFT,
                least=size * 2,
                most=size * _SEVERAL,
                rigid=True,
                ticks=ticks,
            )
        )
    columns.append(
        Column("investment", tr("总投资（万元）"), 11, numeric=True, short=tr("万元"), drop=1 if told else 0)
    )
    if told:
        columns += [
            Column("done", tr("完成"), 10, numeric=True),
            Column("expected", tr("序时进度"), 10, numeric=True, short=tr("序时")),
            Column("status", tr("状态"), 16, Align.LEFT, least=14, most=14),
        ]
    else:
        columns.append(Column("period", tr("年限"), 12, Align.LEFT))
    rows = tuple(_row(row, report, years, now) for row in report.rows)
    return Table(tuple(columns), rows, notes=(_legend(told, signs),) if years else ())


def _row(row: ProjectStatus, report: ProjectsReport, years: range, now: Fraction | None) -> Row:
    project, state = row.project, row.state
    tone = STATE_TONES.get(state) if state else None
    cells = [Cell(project.no), Cell(project.name), Cell(project.responsible or "")]
    if years:
        cells.append(Cell(project.years or "", bar=_bar(row, years, now)))
    cells.append(Cell(amount_text(project.investment)))
    if report.given is None:
        cells.append(Cell(project.years or ""))
    else:
        sign, plain = (STATE_SIGNS[state], PLAIN_STATE_SIGNS[state]) if state else ("", "")
        cells += [Cell(done_text(row, report.band)), Cell(share_text(row.expected))]
        cells.append(Cell(state_words(row), None, tone, sign=sign, plain=plain))
    words = tuple(remarks(row, report))
    details: list[Block] = [Paragraph(tr("；").join(words), role=Role.REMARK)] if words else []
    told = (project.kind, tr("建设性质")), (project.place, tr("建设地址")), (project.content, tr("建设内容"))
    if said := tuple(Paragraph(f"{head}{tr('：')}{text}") for text, head in told if text):
        details.append(Folded(tr("建设内容"), said))
    return Row(tuple(cells), details=tuple(details))


def _bar(row: ProjectStatus, years: range, now: Fraction | None) -> Bar:
    """Return the bar of a project's years among all years; empty where it has none."""
    project, size = row.project, Fraction(len(years))
    if project.start is None or project.end is None:
        return Bar(Fraction(0), now, start=Fraction(0), end=Fraction(0))
    start, end = (project.start - years[0]) / size, (project.end - years[0] + 1) / size
    tone = STATE_TONES.get(row.state) if row.state else None
    return Bar(row.filled, now, start=start, end=end, tone=tone)


def _legend(told: bool, signs: bool) -> str:
    done, planned = BAR if signs else PLAIN_BAR
    words = tr("横道：{planned} 规划的年限", planned=planned)
    if told:
        words = tr(
            "横道：{done} 已完成的部分（按形象进度，没有的按投资），{planned} 规划的年限",
            done=done,
            planned=planned,
        )
    return tr("{words}，{nothing} 年限以外，{now} 看到的那一天", words=words, nothing=".", now="|")
