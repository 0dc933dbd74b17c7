"""A report of projects as JSON (`hpcheck.projects/1`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.programs.planhead import file_list, plan_head
from healthplan_cli.views.projects import Group, Moment, ProjectsReport, ProjectState, ProjectStatus

FORMAT = "hpcheck.projects/1"


def projects_json(results: Sequence[ProjectsReport], look: Look) -> str:
    """Return a report of projects as JSON: exact numbers, money in 万元, a line feed at the end."""
    [report] = results
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


def _ids(rows: Iterable[ProjectStatus]) -> list[str]:
    return [row.project.id for row in rows]


def _project(row: ProjectStatus) -> dict[str, Any]:
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
    states = {state.value: len(report.of(state)) for state in ProjectState} if report.given else None
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
