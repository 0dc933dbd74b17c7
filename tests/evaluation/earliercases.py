"""Reports as they were, and as they are now."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from support import actuals_of, judged, plan_of, report_json

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.earlier_report.comparison import compare
from healthplan_cli.evaluation.earlier_report.selection import select_report
from healthplan_cli.evaluation.gate import GateScope, Policy, decide_gate
from healthplan_cli.model import Actuals, Report, Status
from healthplan_cli.model.changes import Changes
from healthplan_cli.sources.strict_yaml import parse

NEW = Policy(GateScope.NEW)
ABSENT = "absent"


def as_text(report: Report) -> str:
    return report_json(report, decide_gate(report, Policy()))


def changes(report: Report, data: Actuals, earlier: str) -> Changes:
    root = parse(earlier.encode(), "last.json")
    return compare(report, data, select_report(root, "last.json", report.plan.id), "last.json", "0" * 64)


def small(statuses: Iterable[str]) -> tuple[Report, Actuals]:
    """A report with a row of each status, by its order; what it is judged on doesn't matter here."""
    names = list(statuses)
    plan = plan_of([{"id": f"row{at}", "better": "higher", "target": "≥60"} for at in range(len(names))])
    data = actuals_of(plan, {indicator.id: 50 for indicator in plan.indicators})
    report = judged(plan, data, 2023)
    results = tuple(
        replace(result, status=Status(name)) for result, name in zip(report.results, names, strict=True)
    )
    return replace(report, results=results), data


def without(text: str, *ids: str) -> str:
    """An earlier report without some of its rows."""
    data = json.loads(text, parse_float=Decimal)
    data["results"] = [row for row in data["results"] if row["id"] not in ids]
    return json.dumps(data, default=str)


def moved(before: str, after: str) -> tuple[Report, Changes]:
    old, _ = small([after if before == ABSENT else before, "met"])
    text = as_text(old)
    report, data = small([after, "met"])
    found = changes(report, data, without(text, "row0") if before == ABSENT else text)
    return replace(report, changes=found), found


ROW: dict[str, Any] = {
    "id": "it",
    "name": "这项指标",
    "unit": "%",
    "better": "higher",
    "baseline": "50",
    "target": "≥60",
}


def reported(row: dict[str, Any], actual: Any, year: int = 2023, **head: Any) -> tuple[Report, Actuals]:
    plan = plan_of([row])
    data = actuals_of(plan, {"it": actual}, year=year, **head)
    return judged(plan, data), data
