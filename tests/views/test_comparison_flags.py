"""What is marked in a comparison, its commitments and its laws."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from comparisoncases import codes, line_of, shipped, two
from support import plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.language.names import place
from healthplan_cli.model import Plan, Relation
from healthplan_cli.report.words.comparison import shown
from healthplan_cli.sources.plans.catalog import catalogue, load_plan
from healthplan_cli.views.comparison import compare
from healthplan_cli.views.comparison.naming import sense, stem


class TestFlags:
    """What hardly compares is said."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("人均预期寿命", "人均期望寿命"),
            ("全市儿童青少年总体近视率", "全区儿童青少年总体近视率"),
            ("二级以上综合性医院设置老年医学科的比例", "二级及以上综合性医院设老年医学科比例"),
            ("个人卫生支出占卫生总费用的比重", "个人卫生支出占卫生总费用比例"),
            ("地表水达到或好于Ⅲ类水体比例", "地表水达到或好于III类水体比例"),
            (
                "以乡（镇、街道）为单位适龄儿童免疫规划疫苗接种率",
                "以乡镇（街道）为单位适龄儿童免疫规划疫苗接种率",
            ),
            ("千人口3岁以下婴幼儿托位数", "每千人口拥有3岁以下婴幼儿托位数"),
        ],
    )
    def test_names_that_are_one(self, one: str, other: str) -> None:
        assert sense(one) == sense(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("高血压规范管理率", "高血压患者基层规范管理服务率"),
            ("适龄儿童免疫规划疫苗接种率", "以乡镇（街道）为单位适龄儿童免疫规划疫苗接种率"),
            ("城市空气质量优良天数比率", "地级及以上城市空气质量优良天数比率"),
            ("每千人口注册护士数", "每千常住人口注册护士数"),
            ("严重精神障碍管理率", "严重精神障碍规范管理率"),
            ("经常参加体育锻炼人数", "经常参加体育锻炼人数比例"),
        ],
    )
    def test_names_that_differ(self, one: str, other: str) -> None:
        assert sense(one) != sense(other)
        line = line_of({"target": "≥1", "name": one}, {"target": "≥2", "name": other})
        assert codes(line) == ["name"]
        assert f"“{one}”" in line.flags[0].message
        assert f"“{other}”" in line.flags[0].message

    def test_names_that_are_nearly_one(self) -> None:
        assert stem("严重精神障碍患者规范管理率") == stem("严重精神障碍管理率")
        assert stem("三级综合医院平均住院日") == stem("二级医院平均住院日")
        assert stem("婴儿死亡率") != stem("孕产妇死亡率")

    @pytest.mark.parametrize(
        ("names", "code"),
        [(("甲率", "甲率"), "same_name"), (("规范甲率", "甲率"), "near_name"), (("甲率", "乙率"), None)],
    )
    def test_different_indicators(self, names: tuple[str, str], code: str | None) -> None:
        rows = [
            {"id": f"row{order}", "name": name, "unit": "%", "target": "≥1"}
            for order, name in enumerate(names)
        ]
        matrix = compare([plan_of([rows[0]], id="a"), plan_of([rows[1]], id="b")], {})
        assert [flag.code for flag in matrix.flags] == ([code] if code else [])
        assert all(("row0" in flag.message) == (code == "same_name") for flag in matrix.flags)
        assert compare([plan_of(rows, id="a"), plan_of(rows[1:], id="b")], {}).flags == ()

    def test_an_alias(self) -> None:
        row = {"id": "x", "name": "甲率", "aliases": ["乙率"], "unit": "%", "target": "≥1"}
        matrix = compare(
            [plan_of([row], id="a"), plan_of([{**row, "id": "y", "name": "乙率", "aliases": []}], id="b")], {}
        )
        assert [flag.indicators for flag in matrix.flags] == [("x", "y")]

    def test_a_component(self) -> None:
        """One plan prints 孕产妇系统管理率, another one row for it and for the children's."""
        found = [flag.indicators for flag in shipped("anju", "panzhihua").flags]
        assert ("maternal_and_child_management_rate", "maternal_management_rate") in found

    def test_directions(self) -> None:
        line = line_of({"target": "≥1", "better": "higher"}, {"target": "≤2", "better": "lower"})
        assert codes(line) == ["better"]
        assert line.strictest == ()

    def test_natures(self) -> None:
        line = line_of({"target": "≥1", "nature": "约束性"}, {"target": "≥2", "nature": "预期性"})
        assert [flag.message for flag in line.flags] == ["性质不同：p1为约束性；p2为预期性"]

    def test_components(self) -> None:
        parts = [{"id": "x", "name": "门诊", "target": "≥1"}, {"id": "y", "name": "住院", "target": "≥2"}]
        rows: list[dict[str, Any]] = [{"components": parts}, {"target": "≥3"}]
        plans = [
            plan_of([{"id": "row", "name": "甲", "unit": "%", "better": "higher", **row}], id=f"p{order}")
            for order, row in enumerate(rows, 1)
        ]
        lines = compare(plans, {}).lines
        assert [line.component and line.component.id for line in lines] == ["x", "y", None]
        assert codes(lines[0]) == ["components"]
        assert [line.missing for line in lines] == [(), (), ()]
        assert shown(lines[0], "p2").main == "（不分项）"

    def test_a_slip_of_the_unit(self) -> None:
        [line] = [line for line in shipped().lines if line.id == "chronic_disease_premature_mortality"]
        [flag] = [flag for flag in line.flags if flag.code == "magnitude"]
        assert flag.plans == ("chongqing", "dachuan")
        assert "重庆市的单位是 ‰，若是 % 之误，13.66 就与其他规划相近" in flag.message
        assert line.strictest == ()

    def test_the_nation_beside_a_city(self) -> None:
        """Of several years' targets the last is compared, in its own year."""
        lines = {
            line.id: line for line in shipped("healthy_china_2030", "healthy_china_action", "chongqing").lines
        }
        due = {plan: cell.due for plan, cell in lines["infant_mortality"].cells.items()}
        assert due == {"healthy_china_2030": 2030, "healthy_china_action": 2030, "chongqing": 2025}
        assert lines["infant_mortality"].strictest == ("chongqing",)

    def test_a_slip_of_the_unit_between_two(self) -> None:
        """13.66‰ beside 10.69%: less than ten times, but nearer as 13.66%."""
        [line] = [
            line
            for line in shipped("chongqing", "panzhihua").lines
            if line.id == "chronic_disease_premature_mortality"
        ]
        assert codes(line) == ["magnitude"]
        assert "基期相差 7.8 倍" in line.flags[0].message
        assert line.strictest == ()

    @pytest.mark.parametrize(("base", "flagged"), [("11", False), ("10", True), ("0", False)])
    def test_from_ten_times_on(self, base: str, flagged: bool) -> None:
        line = line_of({"target": "≥1", "baseline": "100"}, {"target": "≥1", "baseline": base})
        assert ("magnitude" in codes(line)) is flagged

    def test_targets_ten_times_apart_where_there_are_no_baselines(self) -> None:
        line = line_of({"target": "≥90"}, {"target": "≥90", "unit": "‰"})
        assert codes(line) == ["magnitude"]
        assert "目标相差 10 倍" in line.flags[0].message

    def test_totals_are_as_large_as_the_region(self) -> None:
        line = line_of({"target": "≥9", "unit": "亿元"}, {"target": "≥2700", "unit": "亿元"})
        assert (codes(line), line.strictest) == (["total"], ())
        mean = line_of(
            {"target": "≥9", "unit": "万元", "name": "人均经费"},
            {"target": "≥8", "unit": "万元", "name": "人均经费"},
        )
        assert (codes(mean), mean.strictest) == ([], ("p1",))

    def test_due_years(self) -> None:
        """One flag for all the lines that it is about."""
        rows = [
            {"id": f"row{order}", "name": f"甲{order}", "unit": "%", "better": "higher"} for order in range(3)
        ]
        targets = {"p1": ["≥9", "≥9", "≥9"], "p2": ["≥8", "≥8", "≥8"]}
        due: dict[str, list[int]] = {"p1": [2023, 2024, 2025], "p2": [2025, 2025, 2025]}
        matrix = compare(
            [
                plan_of([{**row, "target": target, "due": year} for row, target, year in zip(rows, targets[id], due[id], strict=True)], id=id)
                for id in targets
            ],
            {},
        )  # fmt: skip
        [flag] = matrix.all_flags
        assert (flag.code, flag.indicators, flag.plans) == ("due", ("row0", "row1"), ("p1", "p2"))
        assert flag.message.startswith("目标年不同（p1 2023、2024 年；p2 2025 年）：")
        assert [line.strictest for line in matrix.lines] == [("p1",), ("p1",), ("p1",)]
        assert [shown(line, "p1").asides for line in matrix.lines] == [("2023 年",), ("2024 年",), ()]

    def test_a_revision(self) -> None:
        document = {"document": "中期调整", "from": 2023, "target": "≥70"}
        line = line_of({"target": "≥60", "revisions": [document]}, {"target": "≥65"})
        assert codes(line) == ["revised"]
        assert line.strictest == ("p1",)


class TestCommitments:
    """「--with commitments」 takes in what a table lacks."""

    def test_only_where_the_table_has_none(self) -> None:
        lines = {line.id: line for line in two().lines}
        found = {
            id: plan for id, line in lines.items() for plan, cell in line.cells.items() if cell.commitment
        }
        assert found == {"hospital_infection_rate": "north"}
        assert lines["health_literacy"].cells["north"].bound == (Relation.GT, Fraction(25))
        assert "正文" in shown(lines["hospital_infection_rate"], "north").asides


class TestLaws:
    """What holds whatever the plans are."""

    @pytest.mark.parametrize("names", list(permutations(["chongqing", "panzhihua", "zhenan"])), ids=" ".join)
    def test_the_order_of_the_plans_changes_only_the_columns(self, names: tuple[str, ...]) -> None:
        first, other = shipped("chongqing", "panzhihua", "zhenan"), shipped(*names)
        assert [plan.id for plan in other.plans] == list(names)
        assert other.lines == first.lines
        assert other.flags == first.flags
        assert (other.shared, other.alone) == (first.shared, first.alone)

    def test_a_plan_beside_itself_is_equal_everywhere(self) -> None:
        plan = load_plan("panzhihua")
        twin = load_plan("panzhihua")
        renamed: Plan = replace(twin, id="twin")
        lines = compare([plan, renamed], catalogue()).lines
        assert len(lines) > 20
        assert [line.id for line in lines if line.marked] == []
        assert {code for line in lines for code in codes(line)} <= {"total"}

    def test_nobody_beats_the_strictest(self) -> None:
        checked = 0
        for line in shipped().lines:
            ends = {plan: cell.bound for plan, cell in line.cells.items() if cell.bound}
            for best in (*line.strictest, *line.possible):  # all are due in 2025
                for _, value in filter(None, ends.values()):
                    _, top = ends[best] or (None, Fraction(0))
                    assert top >= value if line.better and line.better.value == "higher" else top <= value
                    checked += 1
        assert checked > 50

    def test_all_has_every_row_of_every_plan(self) -> None:
        plans = [load_plan(name) for name in ("anju", "zhenan")]
        ids = {line.id for line in compare(plans, catalogue(), every=True).lines}
        assert ids == {row.id for plan in plans for row in plan.indicators}
        shared = {line.id for line in compare(plans, catalogue()).lines}
        assert shared == {row.id for row in plans[0].indicators} & {row.id for row in plans[1].indicators}

    def test_the_order_is_the_catalogues(self) -> None:
        ids = [line.id for line in shipped().lines]
        order = list(catalogue())
        assert ids == sorted(ids, key=order.index)

    @pytest.mark.parametrize(
        ("region", "label"),
        [
            ("四川省达州市达川区", "达川区"),
            ("四川省攀枝花市", "攀枝花市"),
            ("重庆市", "重庆市"),
            ("湖北省荆州市沙市区", "沙市区"),
            ("", None),
        ],
    )
    def test_labels(self, region: str, label: str | None) -> None:
        assert place(region) == label

    def test_plans_of_one_place_are_called_by_their_ids(self) -> None:
        head: dict[str, Any] = {"region": {"name": "甲省乙市"}}
        row = {"id": "row", "name": "甲", "unit": "%", "better": "higher", "target": "1"}
        matrix = compare([plan_of([row], id="a", **head), plan_of([row], id="b", **head)], {})
        assert dict(matrix.labels) == {"a": "a", "b": "b"}
