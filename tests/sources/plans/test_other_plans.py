"""Targets of other plans as a spec says them: relative to another number, several at once, of several years, a share."""

from __future__ import annotations

from typing import Any

import pytest
from support import actuals_of, plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.language.describe import target_fields
from healthplan_cli.model import Plan
from healthplan_cli.sources.actuals.external_targets import parse_setting
from healthplan_cli.sources.actuals.lookup import Index, Misplaced
from healthplan_cli.views.annual_targets import year_path

ROW = {"id": "it", "unit": "%", "better": "higher", "baseline": "20"}
MEAN = {"op": "reference", "to": "全国平均水平", "relation": "ge"}


def plan(target: Any, *others: dict[str, Any], **more: Any) -> Plan:
    return plan_of([{**ROW, "target": target, **more}, *others])


def problem(target: Any, *others: dict[str, Any], **more: Any) -> str:
    with pytest.raises(InvalidInput) as caught:
        plan(target, *others, **more)
    return str(caught.value)


class TestStructures:
    """docs/formats.md, 目标写成结构."""

    def test_fields(self) -> None:
        """「`to` 与什么比、`relation`（`ge` `gt` `le` `lt` `sync`）」"""
        target = plan({**MEAN, "margin": {"value": 1, "unit": "个百分点"}}).indicators[0].target
        assert target is not None
        fields = target_fields(target)
        assert (fields["op"], fields["to"], fields["relation"]) == ("reference", "全国平均水平", "ge")
        assert (fields["margin"]["value"], fields["margin"]["unit"]) == (1, "百分点")

    @pytest.mark.parametrize(
        ("target", "words"),
        [
            ({"op": "reference"}, "需要 to"),
            ({**MEAN, "relation": "eq"}, "ge gt le lt sync"),
            ({**MEAN, "margin": {"value": 1, "unit": "岁"}}, "不相容"),
            ({"op": "all", "parts": ["≥60", "—"]}, "应是一个要求"),
            ({"op": "all", "parts": ["≥60", "≥岁"]}, "parts 里的“≥岁”"),
            ({"op": "all", "parts": ["≥60", "≥60岁"]}, "不相容"),
            ({"op": "share", "value": 60}, "需要 of"),
            ({"2025": "≥28", "2022": "≥22"}, "从早到晚"),
            ({"2022": "≥22（2023年）", "2025": "≥28"}, "2022 年的目标"),
            ({"2022": "≥22", "2025": "≥28岁"}, "不相容"),
        ],
    )
    def test_refused(self, target: Any, words: str) -> None:
        assert words in problem(target)

    def test_due_beside_years(self) -> None:
        """「最后一个是规划的，不能另写 `due`」"""
        assert "不能另写 due" in problem({"2022": "≥22", "2025": "≥28"}, due="2024")

    def test_reference_must_be_a_row(self) -> None:
        assert "reference 应是本规划另一项指标的 id" in problem(MEAN, reference="gdp")
        assert "reference 应是本规划另一项指标的 id" in problem(MEAN, reference="it")

    def test_reference_needs_something_to_compare(self) -> None:
        other = {"id": "gdp", "unit": "%", "better": "higher", "target": "≥5"}
        assert "reference 只用于" in problem("≥60", other, reference="gdp")

    def test_the_units_of_both_rows(self) -> None:
        other = {"id": "gdp", "unit": "岁", "better": "higher", "target": "≥5"}
        assert "与所比的 gdp 的单位“岁”不相容" in problem(MEAN, other, reference="gdp")

    def test_in_step_needs_a_better_way(self) -> None:
        """「没有好的方向的只能是基本同步，两头都算」"""
        assert "better" in problem({"op": "reference", "to": "经济增长"}, better="neither")


class TestSupplied:
    """「补的是核验那一年（到期以后是目标年）的一个确切的数」"""

    @pytest.mark.parametrize("words", ["≥5", "5左右", "5—6", "国家下达", "5岁"])
    def test_only_a_plain_number(self, words: str) -> None:
        with pytest.raises(Misplaced):
            parse_setting(f"it={words}", Index(plan(MEAN)))

    def test_of_a_row_nothing_is_supplied(self) -> None:
        other = {"id": "gdp", "unit": "%", "better": "higher", "target": "≥5"}
        with pytest.raises(Misplaced):
            parse_setting("it=5", Index(plan(MEAN, other, reference="gdp")))

    def test_in_a_file(self) -> None:
        found = actuals_of(plan(MEAN), {"it": {"2023": "50"}}, targets={"it": "49.5"})
        assert [item.target.text for item in found.targets] == ["49.5"]


class TestPath:
    """「年度目标分解的、规划对照比的，是其中写了数的那一样」"""

    def test_of_several_years(self) -> None:
        """「进度从前一个目标的数和年份起算」"""
        [row] = year_path(plan({"2022": "≥22", "2025": "≥28"})).rows
        assert [(step.year, step.value and int(step.value)) for step in row.steps] == [
            (2021, 21),
            (2022, 22),
            (2023, 24),
            (2024, 26),
            (2025, 28),
        ]

    def test_of_several_demands(self) -> None:
        [row] = year_path(plan({"op": "all", "parts": ["持续提高", "≥30"]})).rows
        assert [step.value for step in row.steps] == [22, 24, 26, 28, 30]

    def test_of_another_number(self) -> None:
        [row] = year_path(plan(MEAN)).rows
        assert row.steps == ()
        assert row.reason is not None
        assert "事先没有各年的数" in row.reason
