"""What is said of a row by its value: steps that are asked for, and how their ends follow from baseline and target."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from support import actuals_of, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.explanation.derived_numbers import Shape
from healthplan_cli.explanation.typed_values import TypedValue, typed_values
from healthplan_cli.model import Conventions, Result


def said(result: Result) -> object:
    return badge_of(replace(result, waiver=None)).code, result.progress is not None, result.gap is not None


def of(row: dict[str, Any], values: Any, year: int = 2023, others: Any = ()) -> TypedValue | str:
    plan = plan_of([{"unit": "%", "better": "higher", **row}, *others], check_shape=False)
    data = actuals_of(plan, values)
    report, _ = evaluate_traced(plan, data, Conventions(year))
    return typed_values(report, data, said)["row1", None]


def ladder(found: TypedValue | str) -> list[tuple[str, str, str]]:
    """Each step with the words, the shape and the number of its end, `]` where that belongs to it."""
    assert isinstance(found, TypedValue)
    return [
        (
            badge_of(step.result).words,
            step.up_to.shape.value if step.up_to else "",
            "" if step.up_to is None else f"{float(step.up_to.number):g}" + ("]" if step.closed else ""),
        )
        for step in found.steps.steps
    ]


def test_a_level_before_it_is_due() -> None:
    found = of({"baseline": "40", "target": "≥60"}, {"row1": {2023: 50}})
    assert ladder(found) == [
        ("滞后", "on_the_way", "51"),
        ("符合预期", "on_the_way", "53"),
        ("快于预期", "goal", "60"),
        ("提前达标", "", ""),
    ]
    assert isinstance(found, TypedValue)
    assert (found.steps.by_baseline, found.steps.by_target) == (True, True)


def test_lower_is_better_and_the_limit_itself() -> None:
    """`<` and `≤` differ in the end of one step."""
    assert ladder(of({"baseline": "30", "target": "<20", "better": "lower"}, {}, 2025))[0] == (
        "达标",
        "goal",
        "20",
    )
    assert ladder(of({"baseline": "30", "target": "≤20", "better": "lower"}, {}, 2025))[0] == (
        "达标",
        "goal",
        "20]",
    )


def test_about() -> None:
    """左右: the tolerance stays a share of the number, whatever that is changed to."""
    found = of({"baseline": "40", "target": "60左右"}, {}, 2025)
    assert ladder(found)[0] == ("未达标", "times_goal", "58.8")
    assert isinstance(found, TypedValue)
    assert found.steps.steps[0].up_to is not None
    assert found.steps.steps[0].up_to.factor == Fraction(98, 100)


def test_a_baseline_that_meets_the_target() -> None:
    assert ladder(of({"baseline": "70", "target": "≥60"}, {}, 2023)) == [
        ("滞后", "goal", "60"),
        ("达标但劣于基期", "baseline", "70"),
        ("达标", "", ""),
    ]


def test_a_constant_rate_has_numbers_only() -> None:
    """Its limits are irrational: nothing is said of another baseline."""
    found = of({"baseline": "40", "target": "≥60", "pace": "geometric"}, {})
    assert isinstance(found, TypedValue)
    assert not found.steps.by_baseline
    assert found.steps.steps[0].up_to is not None
    assert found.steps.steps[0].up_to.shape is Shape.FIXED


def test_a_change_from_the_baseline() -> None:
    found = of({"baseline": "40", "target": "提高10个百分点"}, {}, 2025)
    assert isinstance(found, TypedValue)
    assert found.steps.goal is not None
    assert (found.steps.goal.shape, found.steps.goal.factor) == (Shape.BEYOND_BASELINE, Fraction(10))


@pytest.mark.parametrize(
    ("row", "values", "year", "why"),
    [
        ({"target": "—", "baseline": "40"}, {}, 2023, "规划没有给目标"),
        ({"target": "国家下达", "baseline": "40"}, {}, 2023, "目标没有数"),
        ({"target": "建成并投入使用", "unit": None}, {}, 2023, "报的是等级、比值、名次或做成没有，不是数"),
        ({"target": {2022: "≥50", 2023: "≥55"}, "baseline": "40"}, {"row1": {2024: 56}}, 2024, "已过目标年，先看目标年的数"),
        ({"target": "五年培训1000人", "unit": "人", "sum": True}, {"row1": {2021: 100, 2022: 200, 2023: 150}}, 2023, "各年的数加起来看"),
    ],
)  # fmt: skip
def test_what_a_number_does_not_decide_by_itself(row: Any, values: Any, year: int, why: str) -> None:
    assert of(row, values, year) == why


def test_without_a_value() -> None:
    """What is said where the cell is emptied: with older values that are carried another thing than nothing."""
    found = of({"baseline": "40", "target": "≥60"}, {"row1": {2023: 50}})
    assert isinstance(found, TypedValue)
    assert badge_of(found.without).words == "无法判定"
