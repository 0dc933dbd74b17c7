"""A comparison as JSON (`hpcheck.compare/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.programs.planhead import component_head, plan_head
from healthplan_cli.views.comparison import ComparedIndicator, Flag, Matrix, PlanTarget

FORMAT = "hpcheck.compare/1"


# ── JSON ──


def render(found: Sequence[Matrix], look: Look) -> str:
    """Return the comparison as JSON, with exact numbers and a line feed at the end."""
    [matrix] = found
    data = {
        "format": FORMAT,
        "plans": [{**plan_head(plan), "label": matrix.labels[plan.id]} for plan in matrix.plans],
        "indicators": [_line(line, matrix) for line in matrix.lines],
        "flags": [{**_flag(flag), "indicators": list(flag.indicators)} for flag in matrix.flags],
        "counts": {"shared": matrix.shared, "alone": dict(matrix.alone)},
    }
    return dumps(data, indent=2) + "\n"


def _line(line: ComparedIndicator, matrix: Matrix) -> dict[str, Any]:
    component = line.component
    return {
        "id": line.id,
        "name": line.name,
        "component": component_head(component),
        "unit": line.unit,
        "year": line.year,
        "better": line.better.value if line.better else None,
        "cells": {
            plan: _cell(line.cells[plan]) for plan in (plan.id for plan in matrix.plans) if plan in line.cells
        },
        "strictest": list(line.strictest),
        "possibly_strictest": list(line.possible),
        "missing": list(line.missing),
        "no_target": list(line.no_target),
        "flags": [_flag(flag) for flag in line.flags],
    }


def _cell(cell: PlanTarget) -> dict[str, Any]:
    row, baseline, start = cell.part.indicator, cell.part.baseline, cell.baseline
    relation, value = cell.bound or (None, None)
    ends = cell.accepted
    return {
        "no": row.no,
        "name": row.name,
        "unit": row.unit,
        "nature": row.nature.value,
        "source": "commitment" if cell.commitment else "table",
        "target": None if cell.part.target is None else cell.part.target.text,
        "relation": relation.value if relation else None,
        "value": value,
        "range": [ends.low, ends.high] if ends and value is None else None,
        "due": cell.due,
        "derived": cell.derived,
        "reason": cell.reason,
        "baseline": baseline.text if baseline else None,
        "baseline_value": start.value if start else None,
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {"code": flag.code, "message": flag.message, "plans": list(flag.plans)}
