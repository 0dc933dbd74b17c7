"""A plan with projects, and sheets of their progress."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from support import ROOT, plan_of

from healthplan_cli.model import Plan
from healthplan_cli.sources.actuals.projectcells import happened
from healthplan_cli.views.projects import (
    Moment,
)

EXAMPLE = ROOT / "examples" / "dachuan-projects"
F = Fraction


def project(id: str = "a", **keys: Any) -> dict[str, Any]:
    """A project of 2022—2024 of 300 万元."""
    told = {"years": "2022-2024", "investment": "300", "responsible": "某医院", **keys}
    return {"id": id, "name": f"项目{id}"} | {key: value for key, value in told.items() if value is not None}


def plan_with(*projects: dict[str, Any], **head: Any) -> Plan:
    return plan_of([{"target": "≥5", "better": "higher"}], projects=list(projects), **head)


PLAN = plan_with(project())


def moment(text: str) -> Moment:
    """2023, 2023-05 or 2023-05-31."""
    found = happened(text)[1]
    assert found is not None
    return found
