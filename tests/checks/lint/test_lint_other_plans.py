"""Rules of lint for the words of other plans; docs/lint.md has each."""

from __future__ import annotations

from typing import Any

import pytest
from support import plan_of

from healthplan_cli.checks.lint import Subject, lint
from healthplan_cli.model import Plan
from healthplan_cli.sources.plans.catalog import catalogue

UP = {"id": "it", "unit": "%", "better": "higher", "nature": "预期性"}


def codes(plan: Plan, code: str) -> list[str]:
    return [found.code for found in lint(Subject(plan, catalogue()), [code])]


@pytest.mark.parametrize(
    ("target", "baseline", "count"),
    [
        ("从35%提高到50%", "38", 1),
        ("从35%提高到50%", "35", 0),
        ("从35%提高到50%", "35.5", 0),  # printed with fewer digits
        ("从35%提高到50%", "35.6", 1),
        ("从35%提高到50%", "34.4", 1),
        ("从35.0%提高到50%", "35.2", 0),
        ("从35%提高到50%", "—", 0),
        ("从35%提高到50%", "≥30", 0),
        ("从2015年的35%提高到50%", "38", 0),
        ("提高到50%", "38", 0),
    ],
)
def test_a_start_that_is_not_the_baseline(target: str, baseline: str, count: int) -> None:
    """「“从35%提高到50%”“由目前的12.3克降至10克”写了从哪里起，而基期一栏是另一个数」"""
    assert codes(plan_of([{**UP, "target": target, "baseline": baseline}]), "HP119") == ["HP119"] * count


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ({}, 1),
        ({"note": "用国家统计公报的数"}, 0),
        ({"nature": "约束性"}, 0),
        ({"reference": "gdp"}, 0),
    ],
)
def test_nothing_to_compare_with(row: dict[str, Any], count: int) -> None:
    """「要有另一个数才能核验」"""
    target = {"op": "reference", "to": "全国平均水平", "relation": "ge"}
    other = {"id": "gdp", "unit": "%", "better": "higher", "target": "≥5"}
    assert codes(plan_of([{**UP, "target": target, **row}, other]), "HP120") == ["HP120"] * count


def test_the_year_before_needs_nothing() -> None:
    target = {"op": "reference", "to": "上年", "relation": "ge"}
    assert codes(plan_of([{**UP, "target": target}]), "HP120") == []


@pytest.mark.parametrize(("later", "count"), [("≥21", 1), ("≥22", 0), ("≥28", 0)])
def test_a_later_year_that_is_looser(later: str, count: int) -> None:
    plan = plan_of([{**UP, "target": {"2022": "≥22", "2025": later}, "baseline": "20"}])
    assert codes(plan, "HP103") == ["HP103"] * count
