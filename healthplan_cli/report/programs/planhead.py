"""A plan, a component and the files of a run, as all JSON reports name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from healthplan_cli.model import Component, InputFile, Plan


def plan_head(plan: Plan) -> dict[str, Any]:
    """Return a plan's id, title, digest and years."""
    period = plan.period
    return {
        "id": plan.id,
        "title": plan.title,
        "sha256": plan.sha256,
        "period": {"baseline": period.baseline, "start": period.start, "end": period.end},
    }


def component_head(component: Component | None) -> dict[str, str] | None:
    """Return a row's component; None for a whole indicator."""
    return {"id": component.id, "name": component.name} if component else None


def file_list(inputs: Iterable[InputFile]) -> list[dict[str, str]]:
    """Return the data files, by the user's names, with their digests."""
    return [{"path": file.path, "sha256": file.sha256} for file in inputs]
