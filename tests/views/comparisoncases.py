"""Plans to be held beside each other."""

from __future__ import annotations

from typing import Any

from support import CASES, load_spec, plan_of

from healthplan_cli.sources.plans.catalog import catalogue, load_plan
from healthplan_cli.views.comparison import ComparedIndicator, Matrix, compare

FOLDER = CASES / "compare"
NAMES = ("north", "south")
FIVE_YEARS = ("anju", "chongqing", "dachuan", "panzhihua", "zhenan")


def two() -> Matrix:
    """The two plans of the cases, with what their body text adds."""
    return compare([load_spec(FOLDER / f"{name}.yaml") for name in NAMES], catalogue(), commitments=True)


def shipped(*names: str) -> Matrix:
    return compare([load_plan(name) for name in names or FIVE_YEARS], catalogue())


def line_of(*rows: dict[str, Any], **head: Any) -> ComparedIndicator:
    """The one line of plans that have one row each, named p1, p2 … in this order."""
    base = {"id": "row", "name": "指标", "unit": "%", "better": "higher"}
    plans = [plan_of([{**base, **row}], id=f"p{order}", **head) for order, row in enumerate(rows, 1)]
    [line] = compare(plans, {}).lines
    return line


def codes(line: ComparedIndicator) -> list[str]:
    return [flag.code for flag in line.flags]
