"""A report of projects as data: JSON (`hpcheck.projects/1`), CSV for spreadsheets, Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from healthplan_cli.projects import Group, Moment, ProjectsReport, Standing, State
from healthplan_cli.reporters.jsontext import dumps
from healthplan_cli.reporters.markdown import begun, escaped
from healthplan_cli.reporters.planhead import file_list, plan_head
from healthplan_cli.reporters.projectstable import Table, projects_table, tables
from healthplan_cli.reporters.projectwords import listings, subtitle, summary, warning
from healthplan_cli.speech import tr
from healthplan_cli.workbooks import csv_text

FORMAT = "hpcheck.projects/1"


# ── JSON ──


def projects_json(report: ProjectsReport) -> str:
    """Exact numbers; a line feed at the end."""
    given = report.given
    data = {
        "format": FORMAT,
        "plan": plan_head(report.plan),
        "inputs": file_list([given.input] if given and given.input else []),
        "year": report.year,
        "as_of": report.day.isoformat(),
        "band": report.band,
        "illustrative": bool(given and given.illustrative),
        "projects": [_project(row) for row in report.rows],
        "summary": _summary(report),
        "by_unit": [_group(group, "responsible") for group in report.by_unit],
        "by_kind": [_group(group, "kind") for group in report.by_kind],
        "by_year": [
            {"year": item.year, "investment": item.investment, "start": item.starts, "finish": item.finishes}
            for item in report.by_year
        ],
        "due": {"start": _ids(report.due_start), "finish": _ids(report.due_finish)},
        "late_start": _ids(report.not_started),
        "started_late": _ids(report.started_late),
        "over_budget": _ids(report.over_budget),
        "beyond_period": _ids(report.beyond_period),
    }
    return dumps(data, indent=2) + "\n"


def _ids(rows: Iterable[Standing]) -> list[str]:
    return [row.project.id for row in rows]


def _project(row: Standing) -> dict[str, Any]:
    project = row.project
    return {
        "id": project.id,
        "no": project.no,
        "name": project.name,
        "group": project.group,
        "place": project.place,
        "kind": project.kind,
        "content": project.content,
        "years": project.years,
        "start": project.start,
        "end": project.end,
        "investment": project.investment,
        "responsible": project.responsible,
        "source": project.source,
        "expected": row.expected,
        "expected_investment": row.expected_money,
        "status": row.state.value if row.state else None,
        "timing": row.timing.value if row.timing else None,
        "reason": row.lack.value if row.lack else None,
        "started": row.started,
        "start_date": _date(row.start),
        "progress": row.share,
        "spent": row.spent,
        "spent_share": row.spent_share,
        "over_budget": row.beyond,
        "finished": row.finished,
        "finish_date": _date(row.finish),
        "data_year": row.latest,
        "note": row.note,
    }


def _date(moment: Moment | None) -> str | None:
    return moment.text if moment else None


def _summary(report: ProjectsReport) -> dict[str, Any]:
    total, printed = report.total, report.plan.projects_total
    states = {state.value: len(report.of(state)) for state in State} if report.given else None
    return {
        "count": total.count,
        "investment": total.investment,
        "printed": {"count": printed.count, "investment": printed.investment} if printed else None,
        "expected": total.expected,
        "spent": total.spent if total.known else None,
        "compared": {
            "count": total.known,
            "investment": total.known_investment,
            "expected": total.known_expected,
            "expected_share": total.expected_share,
            "spent_share": total.spent_share,
        },
        "lacking": total.lacking,
        "by_status": states,
    }


def _group(group: Group, key: str) -> dict[str, Any]:
    total = group.money
    return {
        key: group.name,
        "count": total.count,
        "investment": total.investment,
        "expected": total.expected,
        "spent": total.spent if total.known else None,
        "lacking": total.lacking,
        "ids": _ids(group.rows),
    }


# ── CSV and Markdown ──


def projects_csv(report: ProjectsReport) -> bytes:
    """The projects alone, UTF-8 with a mark, so that Excel and WPS know it; no formula runs."""
    table = projects_table(report)
    return csv_text([table.heads, *table.rows]).encode()


def projects_markdown(report: ProjectsReport) -> str:
    """Summary, what is due and late, the tables. No word of a file is taken for markup."""
    return "\n".join(_markdown(report)) + "\n"


def _markdown(report: ProjectsReport) -> Iterator[str]:
    yield from (
        f"# {escaped(tr('{title}：重大项目', title=report.plan.title))}",
        "",
        begun(subtitle(report)),
        "",
    )
    if warning(report):
        yield from (f"> **{escaped(warning(report))}**", "")
    yield from (f"- {begun(line)}" for line in summary(report))
    for head, names in listings(report):
        yield from ("", f"## {escaped(head)}", "", *(f"- {begun(name)}" for name in names or (tr("没有"),)))
    for table in tables(report):
        yield from ("", f"## {escaped(table.title)}", "", *_rows(table))
        if table.note:
            yield from ("", begun(table.note))


def _rows(table: Table) -> Iterator[str]:
    yield _row(table.heads)
    yield f"|{'|'.join(' ---: ' if at in table.numbers else ' --- ' for at in range(len(table.heads)))}|"
    yield from map(_row, table.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
