"""Commitments of the body text: how they are read from a spec, judged beside the table, counted and gated apart."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from commitmentcases import ROW, promise
from support import actuals_of, plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Gate, GateScope, Policy, decide_gate
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import (
    Actuals,
    Conventions,
    Grade,
    Indicator,
    Nature,
    Plan,
    Reason,
    Report,
    Status,
)
from healthplan_cli.report import Look
from healthplan_cli.report.words.commitments import folded, folded_words, listed, tally_words


def plan_with(*commitments: dict[str, Any], rows: list[dict[str, Any]] | None = None) -> Plan:
    return plan_of([ROW] if rows is None else rows, commitments=list(commitments))


def only(plan: Plan) -> Indicator:
    [item] = plan.commitments
    return item


def reported(plan: Plan, data: Actuals, year: int = 2025) -> Report:
    return evaluate_traced(plan, data, Conventions(year), with_commitments=True)[0]


def statuses(report: Report) -> dict[str, str]:
    return {result.id: result.status.value for result in report.commitments or ()}


class TestSpec:
    """「一条一条写在 `commitments` 里」"""

    def test_a_commitment_is_a_row_of_its_own(self) -> None:
        item = only(plan_with(promise(due=2022, responsible="市卫生健康委", modality="力争")))
        assert (item.id, item.no, item.name, item.source) == ("teeth", "C1", "teeth之率", "三、（二）")
        assert item.nature is Nature.COMMITMENT
        assert item.target is not None
        assert (item.target.due, item.target.modality, item.measure) == (2022, "力争", "%")
        assert item.responsible == "市卫生健康委"

    def test_one_about_a_row_has_its_unit_direction_and_baseline(self) -> None:
        """「用它的数、单位、方向、基期」"""
        item = only(plan_with(promise(target="降到3.2", indicator="rate")))
        assert item.restates == "rate"
        assert item.measure == "‰"
        assert item.better is not None
        assert item.better.value == "lower"
        assert item.baseline is not None
        assert item.baseline.text == "4"

    def test_one_about_an_earlier_one_is_about_its_row(self) -> None:
        plan = plan_with(promise(indicator="rate"), promise("again", subject="teeth之率", indicator="teeth"))
        assert [item.restates for item in plan.commitments] == ["rate", "rate"]

    @pytest.mark.parametrize(
        ("target", "unit"),
        [
            ("达到6名", "名"),
            ("每年培训医务人员3000人次以上", "人次"),
            ("1辆/3万人", "辆/3万人"),
            ("每10万人口拥有6名", "名/10万人"),
            ("5—10家", "家"),
            ("每个建制乡镇办好1所", "%"),
        ],
    )
    def test_its_unit_is_its_words(self, target: str, unit: str) -> None:
        assert only(plan_with(promise(target=target, better="higher"))).measure == unit

    def test_components_of_the_row_without_their_targets(self) -> None:
        parts = [
            {"id": "out", "name": "门诊", "baseline": "30", "target": "≥60"},
            {"id": "in", "name": "住院", "baseline": "63", "target": "≥70"},
        ]
        row = {"id": "rate", "unit": "%", "better": "higher", "components": parts}
        item = only(plan_with(promise(target="达到50%以上", indicator="rate"), rows=[row]))
        assert [(part.name, part.target and part.target.text) for part in item.components] == [
            ("门诊", "达到50%以上"),
            ("住院", "达到50%以上"),
        ]

    @pytest.mark.parametrize(
        ("commitments", "problem"),
        [
            ([promise(), promise()], "id“teeth”重复（第一次在第 1 行）"),
            ([promise("rate")], "id“rate”重复"),
            ([promise(), promise("other", subject="teeth之率")], "请写 indicator: teeth，或把 subject 写全"),
            (
                [promise(target="同比例提高", better="higher", relative_to="no")],
                "relative_to 指向的指标“no”不在本规划里",
            ),
            ([promise(indicator="nowhere")], "表里、前面的承诺里和指标目录里都没有“nowhere”"),
            ([promise(target="名列前茅吗")], "目标“名列前茅吗”"),
            ([promise(target="建成5所")], "这种写法看不出往哪边算好"),
            ([promise(due=2019)], "目标年份 2019 不晚于基期 2020 年"),
            ([promise(section="")], "section"),
            ([promise(nature="约束性")], "nature"),
        ],
    )
    def test_what_is_wrong_is_said(self, commitments: list[dict[str, Any]], problem: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            plan_with(*commitments)
        assert problem in str(caught.value.problems[0])

    def test_structured_with_its_words(self) -> None:
        words = {"text": "配齐", "op": "eq", "value": "100", "unit": "%"}
        item = only(plan_with(promise(target=words)))
        assert item.target is not None
        assert item.target.text == "配齐"

    def test_a_grade_and_every_year_in_structured_form(self) -> None:
        """「水平（前两行）加 `every_year: true`，就是每年都要到。」"""
        grade = {"text": "争创三乙", "op": "grade", "grade": "三级乙等"}
        yearly = {"text": "年年办两次", "op": "ge", "value": 2, "unit": "次", "every_year": True}
        first, second = plan_with(promise(target=grade), promise("b", target=yearly)).commitments
        assert first.target is not None
        assert isinstance(first.target.rule, Grade)
        assert second.target is not None
        assert second.target.rule == parse_target("每年不少于2次").rule
        with pytest.raises(InvalidInput, match="op: grade 需要 grade"):
            plan_with(promise(target={"op": "grade", "grade": "很好"}))
        with pytest.raises(InvalidInput, match="every_year 只用于一个水平"):
            plan_with(promise(target={"op": "stable", "every_year": True}))

    def test_what_the_body_says_of_a_row(self) -> None:
        plan = plan_of(
            [{**ROW, "mentions": [{"text": "4.1%", "source": "一"}, {"text": "5‰", "year": 2019}]}]
        )
        assert [(item.text, item.year, item.source) for item in plan.indicators[0].mentions] == [
            ("4.1%", 2020, "一"),
            ("5‰", 2019, None),
        ]


class TestJudged:
    """「`--with commitments` 时像指标一样核验：同一种语言、同样的算法、同样的理由」"""

    def test_by_its_own_value_or_that_of_the_row(self) -> None:
        plan = plan_with(
            promise(),
            promise("same", target="保持在3‰以下", indicator="rate"),
            promise("other", target="保持在2‰以下", indicator="rate"),
            promise("none"),
        )
        report = reported(plan, actuals_of(plan, {"teeth之率": "29%", "婴儿死亡率": "2.5", "other": "1"}))
        assert statuses(report) == {"teeth": "met", "same": "met", "other": "met", "none": "unknown"}
        assert [result.status for result in report.results] == [Status.MET]

    def test_not_part_of_the_rates_of_attainment(self) -> None:
        """「**单列一节，单独计数**，不进指标的达标率。」"""
        plan = plan_with(promise(), promise("none"))
        report = reported(plan, actuals_of(plan, {"teeth": "29%", "rate": "9"}))
        assert (report.tally.total, report.tally.of(Status.MET)) == (1, 0)
        assert report.commitments_tally.total == 2
        assert tally_words(report) == "正文承诺 2 条：达标 1，无法判定 1"

    def test_an_earlier_due_year_is_over(self) -> None:
        plan = plan_with(promise(target="三级甲等", due=2022))
        report = reported(plan, actuals_of(plan, {"teeth": {"2023": "三级乙等"}}), 2023)
        assert statuses(report) == {"teeth": "missed"}

    def test_what_to_write_is_said(self) -> None:
        plan = plan_with(
            promise(target="三级乙等"),
            promise("b", target="每个乡镇卫生院建成1个中医馆"),
            promise("c", target="全覆盖"),
        )
        for id, value, advice in (
            ("teeth", "已创建", "目标是等级，应写等级，如 三级乙等"),
            ("b", "17个", "写占的百分比，或写成 17/18（做到的数/总数）"),
        ):
            with pytest.raises(InvalidInput, match=advice):
                actuals_of(plan, {id: value})
        report = reported(
            plan, actuals_of(plan, {"teeth": "三级乙等综合医院（已批复）", "b": "18/18", "c": "17/18"})
        )
        assert statuses(report) == {"teeth": "met", "b": "met", "c": "missed"}
        assert [result.confidence_interval for result in report.commitments or ()] == [
            None
        ] * 3  # all are counted: no chance in it

    def test_the_baseline_in_force_of_the_row(self) -> None:
        """「用它的数、单位、方向、基期」, as a revision has changed them."""
        revised = {"from": 2023, "document": "某发1号", "baseline": "50", "target": "≥70"}
        row = {
            "id": "lit",
            "unit": "%",
            "better": "higher",
            "baseline": "40",
            "target": "≥60",
            "revisions": [revised],
        }
        plan = plan_with(promise(target="达到58%以上", indicator="lit"), rows=[row])
        [result] = reported(plan, actuals_of(plan, {"lit": {"2024": 55}}), 2024).commitments or ()
        assert (result.progress, result.status) == (Fraction(5, 8), Status.BEHIND)

    def test_new_ones_of_each_year(self) -> None:
        """「名称里说的就是新增数的（新增注册护士），每年新增200名是每一年都要新增 200 名」"""
        plan = plan_with(
            promise(subject="新增注册护士", target="每年新增200名"),
            promise("b", target="每年新增200名", unit="名"),
        )
        flows = {str(year): 200 + year % 5 for year in range(2021, 2026)}
        report = reported(plan, actuals_of(plan, {"teeth": flows, "b": flows}))
        assert statuses(report) == {"teeth": "met", "b": "missed"}

    def test_the_same_figure_in_two_units_is_nobodys_verdict(self) -> None:
        """「**数字相同而单位不同**（表 ≤13.5‰，正文 13.5%），必有一处印错，承诺算无法判定」"""
        row = {"id": "rate", "unit": "‰", "better": "lower", "baseline": "13.66", "target": "≤13.5"}
        plan = plan_with(promise(target="下降到13.5%", indicator="rate"), rows=[row])
        report = reported(plan, actuals_of(plan, {"rate": 13.2}))
        [result] = report.commitments or ()
        assert (result.status, result.reason) == (Status.UNKNOWN, Reason.NEEDS_REVIEW)
        assert "单位不同，必有一个印错" in result.message
        assert report.results[0].status is Status.MET

    def test_a_target_set_elsewhere_is_set_once(self) -> None:
        row = {"id": "water", "unit": "%", "better": "higher", "target": "国家下达"}
        plan = plan_with(promise(target="完成国家目标", indicator="water"), rows=[row])
        data = actuals_of(plan, {"water": 98}, targets={"water": "≥97%"})
        assert statuses(reported(plan, data)) == {"teeth": "met"}

    def test_every_year(self) -> None:
        plan = plan_with(promise(target="每年培训医务人员3000人次以上"))
        years = {str(year): "3100人次" for year in range(2021, 2026)}
        assert statuses(reported(plan, actuals_of(plan, {"teeth": years}))) == {"teeth": "met"}
        years["2023"] = "2900人次"
        assert statuses(reported(plan, actuals_of(plan, {"teeth": years}))) == {"teeth": "missed"}

    def test_what_everyone_must_have_is_a_share(self) -> None:
        """「报的是做到的占多少，都做到（100%）才是达标」"""
        plan = plan_with(promise(target="每个建制乡镇办好1所"))
        assert statuses(reported(plan, actuals_of(plan, {"teeth": "100%"}))) == {"teeth": "met"}
        assert statuses(reported(plan, actuals_of(plan, {"teeth": "96%"}))) == {"teeth": "missed"}

    def test_folded_to_their_number_unless_all_are_asked_for(self) -> None:
        """「**没有数据的折成一行**，只说有几条，`--all` 逐条列出。」"""
        plan = plan_with(promise(), promise("none"), promise("more"))
        report = reported(plan, actuals_of(plan, {"teeth": "29%"}))
        assert [result.id for result in listed(report, Look())] == ["teeth"]
        assert folded(report, Look()) == 2
        assert folded_words(report, Look()) == "另有 2 条承诺没有数据，无法判定（--all 逐条列出）"
        assert len(listed(report, Look(all=True))) == 3
        assert folded_words(report, Look(all=True)) == ""
        assert [result.id for result in listed(report, Look(all=True, only=(Status.MET,)))] == ["teeth"]


class TestGate:
    """「缺省不挡门禁；要挡的写 `--gate binding,commitments`，或点名」"""

    def gate(self, policy: Policy) -> Gate:
        plan = plan_with(promise(), promise("none"))
        return decide_gate(reported(plan, actuals_of(plan, {"teeth": "31%", "rate": "3"})), policy)

    @pytest.mark.parametrize(
        ("policy", "code", "failed", "unknown"),
        [
            (Policy(), 0, (), ()),
            (Policy(GateScope.ALL), 0, (), ()),
            (Policy(GateScope.BINDING, commitments=True), 1, ("teeth",), ("none",)),
            (Policy(GateScope.COMMITMENTS, commitments=True), 1, ("teeth",), ("none",)),
            (Policy(GateScope.IDS, ("none",)), 3, (), ("none",)),
            (Policy(GateScope.NONE), 0, (), ()),
        ],
    )
    def test_policies(
        self, policy: Policy, code: int, failed: tuple[str, ...], unknown: tuple[str, ...]
    ) -> None:
        gate = self.gate(policy)
        assert (int(gate.exit_code), gate.failed, gate.unknown) == (code, failed, unknown)
