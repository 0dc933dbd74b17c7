"""Values over the years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from support import CASES, actuals_of, plan_of

from healthplan_cli.model import Actuals, Conventions, InputFile, Plan, Status
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.views.trend import TrendRow, trend

FOLDER = CASES / "trend"
YEAR = 2023


def case_data() -> tuple[Plan, Actuals]:
    plan = build_plan(parse((FOLDER / "plan.yaml").read_bytes(), "plan.yaml"), "plan.yaml", {}, "0" * 64)
    root = parse((FOLDER / "actuals.yaml").read_bytes(), "actuals.yaml")
    return plan, read_actuals(root, "actuals.yaml", plan)


PLAN, DATA = case_data()
VIEW = trend(PLAN, DATA, Conventions(YEAR), (InputFile("actuals.yaml", "1" * 64),))


def one(row: Mapping[str, Any], values: Mapping[int, Any], year: int = YEAR, **options: Any) -> TrendRow:
    """The only row of a plan with one indicator."""
    plan = plan_of([{"better": "higher", **row}])
    data = actuals_of(plan, {"row1": {str(when): value for when, value in values.items()}})
    [found] = trend(plan, data, Conventions(year, **options)).rows
    return found


def statuses(row: TrendRow) -> dict[int, Status]:
    return {item.year: item.status for item in row.years}
