"""Trends as data: JSON, `hpcheck.trend/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.evaluation.messages import value_text
from healthplan_cli.model import Result
from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.programs.planhead import component_head, file_list, plan_head
from healthplan_cli.views.trend import TrendLine, TrendRow, Trends, Year

FORMAT = "hpcheck.trend/1"


def render(views: Sequence[Trends], look: Look) -> str:
    """Return one report as an object, several as a list in the order of the plans; with a line feed at the end."""
    data = [trend_data(view) for view in views]
    return dumps(data[0] if len(data) == 1 else data, indent=2) + "\n"


def trend_data(view: Trends) -> dict[str, Any]:
    """Return the trends as plain data with exact numbers; an indicator comes before its components."""
    return {
        "format": FORMAT,
        "plan": plan_head(view.plan),
        "inputs": file_list(view.inputs),
        "year": view.conventions.year,
        "band": view.conventions.band,
        "carry": view.conventions.carry,
        "illustrative": view.illustrative,
        "rows": [_row(row) for row in view.rows],
    }


def _row(row: TrendRow) -> dict[str, Any]:
    indicator, component, target = row.part.indicator, row.part.component, row.latest.target
    change, need = row.change, row.need
    return {
        "id": indicator.id,
        "no": indicator.no,
        "name": indicator.name,
        "component": component_head(component),
        "category": indicator.category,
        "unit": indicator.measure,
        "nature": indicator.nature.value,
        "baseline": _baseline(row),
        "target": target.text if target else None,
        "due": row.latest.due,
        "goal": need.goal if need else None,
        "revisions": [
            {"from": item.year, "document": item.document, "changed": [field.value for field in item.changed]}
            for item in row.revisions
        ],
        "years": [_year(item) for item in row.years],
        "stable": row.course.stable,
        "turns": [{"year": turn.year, "better": turn.better} for turn in row.course.turns],
        "change_per_year": change.per_year if change else None,
        "change_since": change.since if change else None,
        "change_until": change.until if change else None,
        "needed_per_year": need.per_year if need else None,
        "needed_reason": need.reason.value if need and need.reason else None,
        "line": _line(row.line, row.left_out) if row.line else None,
        "line_reason": row.without_line.value if row.without_line else None,
    }


def _baseline(row: TrendRow) -> dict[str, Any] | None:
    baseline = row.latest.baseline
    if baseline is None:
        return None
    value = row.start.value if row.start else None
    return {"text": baseline.text, "value": value, "year": baseline.year, "printed": baseline.printed}


def _year(item: Year) -> dict[str, Any]:
    result, actual = item.result, item.actual
    out: dict[str, Any] = {
        "year": item.year,
        "text": _typed(item.own) if item.own and actual else None,
        "shown": value_text(item.own) if item.own and actual else None,
        "value": item.value,
        "status": item.status.value,
        "class": badge_of(result).code if result else None,
        "noted": [note.value for note in result.noted] if result else [],
        "reason": result.reason.value if result and result.reason else None,
    }
    if actual is not None and actual.reading.values is not None and item.value is None:
        out |= {"low": actual.reading.values.low, "high": actual.reading.values.high}
    if result is not None and not result.components and result.actual is not None and actual is None:
        out["carried_from"] = result.actual.year
    if result is not None and result.revision is not None:
        out["revision"] = result.revision.document
    return out


def _typed(result: Result) -> str:
    """Return a value as it was typed; for a rate from a count, the rate before it."""
    assert result.actual is not None
    text = result.actual.reading.text
    return (
        text
        if result.actual.reading.rate is None
        else tr("{value}（{text}）", value=value_text(result), text=text)
    )


def _line(line: TrendLine, left_out: tuple[int, ...]) -> dict[str, Any]:
    return {
        "method": "least_squares",
        "points": list(line.years),
        "left_out": list(left_out),
        "slope": line.slope,
        "due": line.due,
        "value": line.value,
        "meets": line.meets,
        "possible": line.possible,
    }
