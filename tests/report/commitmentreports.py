"""Reports with commitments."""

from __future__ import annotations

from forms import render
from support import CASES

from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import GateScope, Policy, decide_gate
from healthplan_cli.model import Conventions, InputFile, Mode, Waiver
from healthplan_cli.report import Look
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.sources.waivers import waive
from healthplan_cli.views.reviewed_plan import Reviewed

FOLDER = CASES / "commitments"
LOOK, ALL = Look(), Look(all=True)
BOTH = Policy(GateScope.BINDING, commitments=True)


def small(asked: bool = True, policy: Policy = BOTH, waiver: Waiver | None = None) -> Reviewed:
    """The small plan judged, with its commitments or without."""
    plan = build_plan(parse((FOLDER / "plan.yaml").read_bytes(), "plan.yaml"), "plan.yaml", {}, "0" * 64)
    data = read_actuals(parse((FOLDER / "actuals.yaml").read_bytes(), "actuals.yaml"), "actuals.yaml", plan)
    files = (InputFile("actuals.yaml", "1" * 64),)
    report, traces = evaluate_traced(plan, data, Conventions(2025, mode=Mode.FINAL), files, asked)
    report = waive(report, [waiver])[0] if waiver else report
    return Reviewed(report, decide_gate(report, policy), data, traces)


def text(form: str, item: Reviewed, look: Look = LOOK) -> str:
    return render(form, [item], look).decode("utf-8-sig").replace("\r\n", "\n")
