"""The tables of a report of projects as rows of texts: csv, markdown, xlsx and the page draw the same ones."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.projects import Group, ProjectsReport, Standing
from healthplan_cli.record import record
from healthplan_cli.reporters.projectwords import (
    AS_PRINTED,
    SPREAD,
    amount_text,
    remarks,
    share_text,
    state_words,
)
from healthplan_cli.speech import tr


@record(frozen=True, slots=True)
class Table:
    """A title, heads, rows of texts; `widths` in digits, `numbers` are the columns whose texts are numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: frozenset[int]
    note: str = ""


def tables(report: ProjectsReport) -> tuple[Table, ...]:
    """The projects, then the sums by unit, by kind and by year."""
    units = _groups(report, tr("按责任单位（投资：万元）"), tr("责任单位"), report.by_unit, AS_PRINTED)
    kinds = _groups(report, tr("按建设性质（投资：万元）"), tr("建设性质"), report.by_kind)
    return projects_table(report), units, kinds, years_table(report)


def projects_table(report: ProjectsReport) -> Table:
    """A row for each project; what only a progress sheet says only where there is one."""
    columns = [
        (tr("序号"), 6, True), (tr("项目"), 40, False), (tr("责任单位"), 22, False), (tr("建设性质"), 9, False),
        (tr("建设地址"), 20, False), (tr("年限"), 12, False), (tr("总投资（万元）"), 11, True), (tr("序时进度"), 10, True),
    ]  # fmt: skip
    if report.given is not None:
        columns += [
            (tr("开工"), 11, False), (tr("形象进度"), 10, True), (tr("完成投资（万元）"), 11, True), (tr("投资完成率"), 10, True),
            (tr("竣工"), 11, False), (tr("状态"), 16, False),
        ]  # fmt: skip
    columns += [(tr("说明"), 34, False), (tr("代码"), 24, False)]
    rows = tuple(_cells(row, report) for row in report.rows)
    return Table(
        tr("项目"),
        tuple(head for head, _, _ in columns),
        rows,
        tuple(width for _, width, _ in columns),
        frozenset(at for at, (_, _, number) in enumerate(columns) if number),
    )


def _cells(row: Standing, report: ProjectsReport) -> tuple[str, ...]:
    project = row.project
    words = [*remarks(row, report), *([row.note] if row.note else [])]
    told: tuple[str, ...] = ()
    if report.given is not None:
        told = (
            row.start.text if row.start else _yes(row.started),
            _blank(share_text(row.share), row.share),
            _blank(amount_text(row.spent), row.spent),
            _blank(share_text(row.spent_share), row.spent_share),
            row.finish.text if row.finish else _yes(row.finished),
            state_words(row),
        )
    return (
        project.no,
        project.name,
        project.responsible or "",
        project.kind or "",
        project.place or "",
        project.years or "",
        _blank(amount_text(project.investment), project.investment),
        _blank(share_text(row.expected), row.expected),
        *told,
        tr("；").join(words),
        project.id,
    )


def _blank(text: str, number: Fraction | None) -> str:
    return "" if number is None else text


def _yes(happened: bool | None) -> str:
    return "" if happened is None else tr("是") if happened else tr("否")


def _groups(
    report: ProjectsReport, title: str, head: str, groups: tuple[Group, ...], note: str = ""
) -> Table:
    """Count and investment; with a progress sheet what should be spent, what is, and over how many projects."""
    heads = [head, tr("个数"), tr("总投资"), tr("应完成")]
    if report.given is not None:
        heads += [tr("已完成"), tr("缺数项数")]
    rows = []
    for group in groups:
        total = group.money
        row = [
            group.name or tr("（没有印）"),
            str(total.count),
            amount_text(total.investment),
            amount_text(total.expected),
        ]
        if report.given is not None:
            row += [amount_text(total.spent) if total.known else "", str(total.lacking)]
        rows.append(tuple(row))
    widths = (36, *(14 for _ in heads[1:]))
    return Table(title, tuple(heads), tuple(rows), widths, frozenset(range(1, len(heads))), note)


def years_table(report: ProjectsReport) -> Table:
    """What is to be started, finished and invested in each year."""
    heads = (tr("年份"), tr("应开工"), tr("应完工"), tr("投资"))
    rows = tuple(
        (str(item.year), str(item.starts), str(item.finishes), amount_text(item.investment))
        for item in report.by_year
    )
    return Table(tr("按年（投资：万元）"), heads, rows, (36, 14, 14, 14), frozenset(range(1, 4)), SPREAD)
