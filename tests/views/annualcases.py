"""Yearly targets of small plans."""

from __future__ import annotations

from typing import Any

from support import actuals_of, judged, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.model import Plan, Revision, RowField, Status
from healthplan_cli.sources.plans.catalog import plan_files
from healthplan_cli.views.annual_targets import PathRow

PLANS = list(plan_files())
FIVE_YEARS = [name for name in PLANS if not name.startswith("healthy_china")]
UP = {"unit": "%", "better": "higher"}
DOWN = {"unit": "%", "better": "lower"}


def texts(row: PathRow) -> list[str]:
    return [step.text for step in row.steps]


def revised(row: dict[str, Any], year: int, **cells: Any) -> Plan:
    """A plan whose only row a document changes from a year on."""
    plan = plan_of([row])
    [indicator], [later] = plan.indicators, plan_of([{**row, **cells}]).indicators
    change = Revision(year, "中期调整通知", later, tuple(map(RowField, cells)))
    return replace(plan, indicators=(replace(indicator, revisions=(change,)),))


def status_of(plan: Plan, row: PathRow, made: dict[str, str], year: int) -> Status:
    indicator, component = row.part.indicator, row.part.component
    reported: Any = {component.name: made} if component else made
    alone = replace(
        plan, indicators=(plan.find(indicator.id),)
    )  # in a whole plan each row would be judged each time
    [result] = judged(alone, actuals_of(alone, {indicator.id: reported}), year).results
    return next(
        (part.status for part in result.components if component and part.id == component.id), result.status
    )
