"""A plan, a component and the files of a run, as every JSON output names them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from healthplan_cli.model import Component, InputFile, Plan


def plan_head(plan: Plan) -> dict[str, Any]:
    """Return which plan, by its content, and its years."""
    period = plan.period
    return {
        "id": plan.id,
        "title": plan.title,
        "sha256": plan.sha256,
        "period": {"baseline": period.baseline, "start": period.start, "end": period.end},
    }


def component_head(component: Component | None) -> dict[str, str] | None:
    """Return which component a row is; None for a whole indicator."""
    return {"id": component.id, "name": component.name} if component else None


def file_list(inputs: Iterable[InputFile]) -> list[dict[str, str]]:
    """Return the data files as the user named them, by their content."""
    return [{"path": file.path, "sha256": file.sha256} for file in inputs]
