"""The tables of a plan's projects: every project, the sums, the input files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Row, Table
from healthplan_cli.report.documents.working_papers import labelled
from healthplan_cli.report.words.projects import (
    AS_PRINTED,
    SPREAD,
    STATE_TONES,
    amount_text,
    remarks,
    share_text,
    state_words,
)
from healthplan_cli.views.projects import Group, ProjectsReport, ProjectStatus


def bases(report: ProjectsReport) -> Table:
    """Return the input files with their digests, for checking the report."""
    given = report.given.input if report.given is not None else None
    pairs = [
        (tr("规划"), tr("{title}（SHA-256 {sha256}）", title=report.plan.title, sha256=report.plan.sha256))
    ]
    pairs += (
        [(tr("进度表"), tr("{title}（SHA-256 {sha256}）", title=given.path, sha256=given.sha256))]
        if given is not None
        else []
    )
    return labelled(tr("依据"), tuple(pairs))


# ── the projects ──


def project_table(report: ProjectsReport) -> Table:
    """Return a row for each project, with the columns of a progress sheet only where there is one."""
    columns = [
        _number("no", tr("序号"), 6), _words("name", tr("项目"), 40), _words("responsible", tr("责任单位"), 22),
        _words("kind", tr("建设性质"), 9), _words("place", tr("建设地址"), 20), _words("years", tr("年限"), 12),
        _number("investment", tr("总投资（万元）"), 13), _number("expected", tr("序时进度"), 10),
    ]  # fmt: skip
    if report.given is not None:
        columns += [
            _words("start", tr("开工"), 11), _number("share", tr("形象进度"), 10), _number("spent", tr("完成投资（万元）"), 14),
            _number("spent_share", tr("投资完成率"), 10), _words("finish", tr("竣工"), 11), _words("status", tr("状态"), 16),
        ]  # fmt: skip
    columns += [_words("remarks", tr("说明"), 34), _words("id", tr("代码"), 34)]
    keys = [column.key for column in columns]
    return Table(tuple(columns), tuple(_row(row, report, keys) for row in report.rows))


def _row(row: ProjectStatus, report: ProjectsReport, keys: Sequence[str]) -> Row:
    """Return the texts of a project, its state in its colour."""
    tone = STATE_TONES.get(row.state) if row.state else None
    texts = zip(keys, _texts(row, report), strict=True)
    cells = (
        Cell(text, None, tone, strong=True) if key == "status" and tone else Cell(text) for key, text in texts
    )
    return Row(tuple(cells), unit="%")


def _number(key: str, head: str, width: int) -> Column:
    return Column(key, head, width, Align.RIGHT, numeric=True)


def _words(key: str, head: str, width: int) -> Column:
    return Column(key, head, width, Align.LEFT)


def _texts(row: ProjectStatus, report: ProjectsReport) -> tuple[str, ...]:
    project = row.project
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
        tr("；").join(remarks(row, report, dated=False)),
        project.id,
    )


def _blank(text: str, number: Fraction | None) -> str:
    return "" if number is None else text


def _yes(happened: bool | None) -> str:
    return "" if happened is None else tr("是") if happened else tr("否")


# ── the sums ──


def sums(report: ProjectsReport) -> Iterator[Table]:
    """Yield the tables of sums: by responsible unit, by kind of building, by year; money in 万元."""
    yield _groups(report, tr("按责任单位（投资：万元）"), tr("责任单位"), report.by_unit, AS_PRINTED)
    yield _groups(report, tr("按建设性质（投资：万元）"), tr("建设性质"), report.by_kind)
    heads = (tr("年份"), tr("应开工"), tr("应完工"), tr("投资"))
    rows = [
        (str(item.year), str(item.starts), str(item.finishes), amount_text(item.investment))
        for item in report.by_year
    ]
    yield _summed(tr("按年（投资：万元）"), heads, rows, SPREAD)


def _groups(
    report: ProjectsReport, title: str, head: str, groups: tuple[Group, ...], note: str = ""
) -> Table:
    """Return a table of groups of projects: number, investment, the amount that should be spent by now.

    With a progress sheet, also the amount spent, and how many projects don't report it.
    """
    heads = [head, tr("个数"), tr("总投资"), tr("应完成")]
    if report.given is not None:
        heads += [tr("已完成"), tr("缺数项数")]
    rows = []
    for group in groups:
        total = group.money
        row = [
            group.name or tr("（未注明）"),
            str(total.count),
            amount_text(total.investment),
            amount_text(total.expected),
        ]
        if report.given is not None:
            row += [amount_text(total.spent) if total.known else "", str(total.lacking)]
        rows.append(tuple(row))
    return _summed(title, heads, rows, note)


def _summed(title: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]], note: str) -> Table:
    first, *others = heads
    columns = (_words("0", first, 36), *(_number(str(at), head, 14) for at, head in enumerate(others, 1)))
    return Table(
        columns, tuple(Row(tuple(map(Cell, texts))) for texts in rows), title, (note,) if note else ()
    )
