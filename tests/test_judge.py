"""From a target's words and values to a status: cases/judge/*.yaml, through the whole pipeline but the files."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from support import actuals_of, judged, plan_of, read_cases, same, walk

from healthplan_cli.model import Result

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in walk("judge")
    for case in read_cases(path)["cases"]
]
# What a case doesn't mention is nothing.
ALWAYS: dict[str, Any] = {"reason": None, "regressed": "false", "noted": []}


def found(result: Result) -> dict[str, Any]:
    """A result as the names of the cases."""
    return {
        "status": result.status.value,
        "reason": result.reason.value if result.reason else None,
        "regressed": result.regressed,
        "noted": list(result.noted),
        "value": result.actual.reading.values.value
        if result.actual and result.actual.reading.values
        else None,
        "gap": result.gap,
        "progress": result.progress,
        "elapsed": result.elapsed,
        "expected": result.expected,
        "years_missing": list(result.years_missing),
        "message": result.message,
        "id": result.id,
        "name": result.name,
        "unit": result.unit,
        "baseline": result.baseline.text if result.baseline else None,
        "due": result.due,
        "fewer": result.chance.fewer.value if result.chance and result.chance.fewer else None,
        "more": result.chance.more.value if result.chance and result.chance.more else None,
        "components": {part.id: found(part) for part in result.components},
    }


def run(case: dict[str, Any]) -> dict[str, Any]:
    """The first indicator's result, and the year it was judged in."""
    plan = plan_of([{"id": "it", "name": "这项指标", **case["indicator"]}, *case.get("others", [])])
    year = case.get("file_year")
    head = {"year": year} if year else {}
    if "targets" in case:
        head["targets"] = {"it": case["targets"]}
    actuals = actuals_of(plan, {"it": case["actuals"], **case.get("other_actuals", {})}, **head)
    report = judged(
        plan,
        actuals,
        int(case["year"]) if "year" in case else None,
        Fraction(case.get("band", "0.05")),
        int(case.get("carry", "0")),
    )
    return {"year": report.conventions.year, **found(report.results[0])}


def expected(case: dict[str, Any]) -> dict[str, Any]:
    wanted = {**ALWAYS, **case["expect"]}
    if "components" in wanted:
        wanted["components"] = {name: {**ALWAYS, **part} for name, part in wanted["components"].items()}
    return wanted


class TestEveryCase:
    """The files' own `contract:` quotes what each of them checks."""

    @pytest.mark.parametrize("case", CASES)
    def test_status(self, case: dict[str, Any]) -> None:
        wanted, got = expected(case), run(case)
        assert {key: got[key] for key in wanted} == got_as_expected(wanted, got)

    def test_every_file_quotes_the_contract(self) -> None:
        assert all(read_cases(path)["contract"].strip() for path in walk("judge"))

    def test_no_case_is_written_twice(self) -> None:
        names = [str(param.id) for param in CASES]
        assert len(names) == len(set(names))


def got_as_expected(wanted: dict[str, Any], got: dict[str, Any]) -> dict[str, Any]:
    """The expected values, in the program's types where they are the same: a difference then reads plainly."""
    return dict(_pairs(wanted, got))


def _pairs(wanted: dict[str, Any], got: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in wanted.items():
        yield key, got[key] if same(value, got[key]) else value
