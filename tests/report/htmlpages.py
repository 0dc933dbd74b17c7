"""Pages for leaders of plans made up for a test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from support import actuals_of, plan_of

from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import Conventions, InputFile
from healthplan_cli.report import Look
from healthplan_cli.report.forms import rendered
from healthplan_cli.views.reviewed_plan import Reviewed

NASTY = "<script>alert(1)</script><img/src=x/onerror=alert(2)>\"'&{{7*7}}"


def reviewed_of(rows: list[dict[str, Any]], actuals: Any, year: int = 2023, **head: Any) -> Reviewed:
    """A plan and its data, judged."""
    plan = plan_of(rows, **head)
    data = actuals_of(plan, actuals, year=year)
    conventions = Conventions(year)
    report, traces = evaluate_traced(plan, data, conventions, (InputFile(f"{NASTY}.yaml", "1" * 64),))
    return Reviewed(report, decide_gate(report, Policy()), data, traces)


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    return rendered("evaluation", "html", reviewed, look).decode()
