"""Proofs: they say what was judged, every 是 and 否 in them is true, and every value they announce turns the status."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from proofcases import agrees, check, every_proof, lines, proof_text
from support import actuals_of, plan_of_case, read_cases, walk

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.location import Location
from healthplan_cli.base.text_width import width
from healthplan_cli.evaluation.review import year_judged
from healthplan_cli.explanation.terms import digits
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.model import (
    Actual,
    Actuals,
    Component,
    Conventions,
    Indicator,
    NoTarget,
    Plan,
    Reading,
    Status,
)
from healthplan_cli.sources.plans.catalog import load_plan, plan_files

# ── made-up values for the plans that ship ──


def invented(plan: Plan, random: Random) -> Actuals:
    """Values for 2015 and from 2019 to the end of the plan, on and around the baselines and the targets, some of them ranges."""
    values = []
    for indicator in plan.indicators:
        parts: list[str | None] = [part.id for part in indicator.components] or [None]
        for part in [None] if indicator.optional_components and random.random() < 0.5 else parts:
            for year in (2015, *range(2019, plan.period.end + 1)):
                if random.random() < 0.85:
                    reading = invented_reading(indicator, random)
                    place = Location("made-up.yaml", year)
                    values.append(Actual(indicator.id, part, year, reading, "编的", location=place))
    return Actuals(tuple(values))


def invented_reading(indicator: Indicator, random: Random) -> Reading:
    holders: list[Indicator | Component] = [indicator, *indicator.components]
    texts = [holder.target.text for holder in holders if holder.target]
    texts += [holder.baseline.text for holder in holders if holder.baseline]
    known = [Fraction(match) for text in texts for match in re.findall(r"\d+(?:\.\d+)?", text)] or [
        Fraction(50)
    ]
    middle = random.choice(known)
    value = middle if random.random() < 0.2 else middle * Fraction(random.randrange(90, 111), 100)
    high = indicator.limits.high
    value = min(value, high) if high is not None and indicator.limits.unit == indicator.measure else value
    sign = random.choice(["", "", "", "", "", ">", "≤", "约"])
    reading = parse_reported(f"{sign}{digits(value)}" if "…" not in digits(value) else "50")
    return replace(reading, unit=indicator.measure)


class TestEveryShippedRow:
    """「结论」 agrees with the verdict, and every comparison printed is true."""

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_in_every_year(self, name: str) -> None:
        plan, random = load_plan(name), Random(name)
        compared, statuses = 0, set()
        for year in range(plan.period.end - 4, plan.period.end + 1):
            for carry in (0, 1):
                found = list(every_proof(plan, invented(plan, random), Conventions(year, carry=carry)))
                compared += sum(check(result, proof) for result, proof in found)
                statuses |= {proof.status for _, proof in found}
                text = proof_text(tuple(proof for _, proof in found), 80)
                assert all(width(line) <= 80 for line in text.splitlines())
        assert compared > 100
        assert statuses == set(Status)

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_without_a_value(self, name: str) -> None:
        plan = load_plan(name)
        found = [proof for _, proof in every_proof(plan, Actuals(()), Conventions(2023))]
        assert {proof.status for proof in found} == {Status.UNKNOWN}
        without = [
            proof.id for proof in found if proof.steps[0].kind == "words" and not lines(proof, "missing")
        ]
        assert without == [
            row.id for row in plan.indicators if row.target and isinstance(row.target.rule, NoTarget)
        ]


def judge_cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in walk("judge")
        for case in read_cases(path)["cases"]
    ]


class TestEveryJudgedCase:
    """「每次核验的回答是 **达标**、**未达标**、**无法判定** 三者之一」: the proof gives the same one, for every kind of rule."""

    @pytest.mark.parametrize("case", judge_cases())
    def test_proof(self, case: dict[str, Any]) -> None:
        plan = plan_of_case(case)
        head = {"targets": {"it": case["targets"]}} if "targets" in case else {}
        head |= {"year": case["file_year"]} if "file_year" in case else {}
        actuals = actuals_of(plan, {"it": case["actuals"], **case.get("other_actuals", {})}, **head)
        year = year_judged(int(case["year"]) if "year" in case else None, actuals, plan)
        conventions = Conventions(year, Fraction(case.get("band", "0.05")), int(case.get("carry", "0")))
        found = list(every_proof(plan, actuals, conventions))
        for result, proof in found:
            check(result, proof)
            agrees(plan, actuals, conventions, result, proof)
        assert "None" not in proof_text(tuple(proof for _, proof in found), 80)
