"""Published verdicts held against the program: cases/official/*.yaml.

「结论要经得起对着原文复核」: where the program says something else, docs/choices.md says why.
"""

from __future__ import annotations

from typing import Any

import pytest
from judging import ALWAYS, found, got_as_expected
from support import ROOT, actuals_of, judged, plan_of, read_cases, walk

from healthplan_cli.sources.plans.catalog import load_plan

CASES = [
    pytest.param(case, id=case["name"]) for path in walk("official") for case in read_cases(path)["cases"]
]
# The statuses that say what the official words say; a target that is met early is ahead as well.
AGREES = {
    "early": {"met"},
    "met": {"met"},
    "ahead": {"ahead", "met"},
    "on_track": {"on_track", "ahead", "met"},
    "behind": {"behind", "missed"},
    "missed": {"missed", "behind"},
}
CHOICES = (ROOT / "docs" / "choices.md").read_text(encoding="utf-8")


def result_of(case: dict[str, Any]) -> dict[str, Any]:
    """What the program says of a case's numbers: of a row of its own, or of one of a plan that ships."""
    year = int(case.get("year") or max(case["actuals"]))
    if "plan" in case:
        shipped = load_plan(case["plan"])
        values = actuals_of(shipped, {case["row"]: case["actuals"]})
        report = judged(shipped, values, year, carry=int(case.get("carry", 0)))
        return found(next(result for result in report.results if result.id == case["row"]))
    period = {key: int(year) for key, year in case["period"].items()}
    row = {"id": "it", "name": "这项指标", **case["indicator"]}
    plan = plan_of([row], period=period)
    report = judged(plan, actuals_of(plan, {"it": case["actuals"]}), year, carry=int(case.get("carry", 0)))
    return found(report.results[0])


@pytest.mark.parametrize("case", CASES)
def test_the_program(case: dict[str, Any]) -> None:
    got, wanted = result_of(case), {**ALWAYS, "noted": None, **case["expect"]}
    if wanted["noted"] is None:
        del wanted["noted"]
    assert {key: got[key] for key in wanted} == got_as_expected(wanted, got)


@pytest.mark.parametrize("case", CASES)
def test_it_agrees_or_says_why(case: dict[str, Any]) -> None:
    agrees = case["expect"]["status"] in AGREES[case["official"]]
    exact = case["official"] == "on_track" and case["expect"]["status"] == "ahead"
    if agrees and not exact:
        assert "why" not in case
    else:
        assert f"**{case['why']}**" in CHOICES
    assert case["source"].strip()
