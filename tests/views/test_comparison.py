"""`hpcheck compare`: plans side by side, who is the strictest, what hardly compares; every form of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from html import unescape
from itertools import permutations
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from browser import Elements, Visit
from forms import content_of, text_of
from support import CASES, Desk, check_expected, load_spec, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.text_width import width
from healthplan_cli.cli import run
from healthplan_cli.language.names import place
from healthplan_cli.model import Plan, Relation
from healthplan_cli.report import Look
from healthplan_cli.report.words.comparison import HALF, shown
from healthplan_cli.sources.plans.catalog import catalogue, load_plan
from healthplan_cli.views.comparison import ComparedIndicator, Matrix, compare
from healthplan_cli.views.comparison.naming import sense, stem

FOLDER = CASES / "compare"
NAMES = ("north", "south")
FIVE_YEARS = ("anju", "chongqing", "dachuan", "panzhihua", "zhenan")


def two() -> Matrix:
    """The two plans of the cases, with what their body text adds."""
    return compare([load_spec(FOLDER / f"{name}.yaml") for name in NAMES], catalogue(), commitments=True)


def shipped(*names: str) -> Matrix:
    return compare([load_plan(name) for name in names or FIVE_YEARS], catalogue())


def line_of(*rows: dict[str, Any], **head: Any) -> ComparedIndicator:
    """The one line of plans that have one row each, named p1, p2 … in this order."""
    base = {"id": "row", "name": "指标", "unit": "%", "better": "higher"}
    plans = [plan_of([{**base, **row}], id=f"p{order}", **head) for order, row in enumerate(rows, 1)]
    [line] = compare(plans, {}).lines
    return line


def codes(line: ComparedIndicator) -> list[str]:
    return [flag.code for flag in line.flags]


class TestAsked:
    """What --indicator names is shown, or it is said why not."""

    @pytest.fixture
    def desk(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> Desk:
        """Two plans with the same indicator and the same commitment."""
        desk = Desk(tmp_path, monkeypatch, capsys)
        spec = {
            "format": "hpcheck.plan/1",
            "title": "测试规划",
            "period": {"baseline": 2020, "start": 2021, "end": 2025},
            "indicators": [{"id": "life", "name": "寿命", "unit": "岁", "target": "≥80", "nature": "约束性"}],
            "commitments": [
                {"id": "c1", "subject": "卒中中心", "target": "≥5", "section": "三", "better": "higher"}
            ],
        }
        desk.put({f"{id}.yaml": json.dumps({**spec, "id": id}) for id in ("a", "b")})
        return desk

    def test_nothing(self, desk: Desk) -> None:
        answer = desk.run("compare", "a.yaml", "b.yaml", "--indicator", "")
        assert (answer.code, "没有写指标" in answer.err) == (2, True)

    def test_a_commitment_that_the_catalogue_lacks(self, desk: Desk) -> None:
        answer = desk.run("compare", "a.yaml", "b.yaml", "--indicator", "c1")
        assert (answer.code, "“c1”是正文承诺：对照正文承诺请加 --with commitments" in answer.err) == (2, True)
        both = ("compare", "a.yaml", "b.yaml", "--with", "commitments", "-f", "json")
        answer = desk.run(*both, "--indicator", "c1")
        assert [line["id"] for line in answer.json["indicators"]] == ["c1"]
        assert [line["id"] for line in desk.run(*both).json["indicators"]] == ["life"]


class TestWhole:
    """The whole of every form that is text."""

    @pytest.mark.parametrize("columns", [80, 120])
    def test_terminal(self, columns: int) -> None:
        text = text_of("comparison", "terminal", two(), Look(columns))
        assert max(map(width, text.splitlines())) <= columns
        check_expected(FOLDER / f"two-{columns}.txt", text)

    def test_five_plans_at_120(self) -> None:
        text = text_of("comparison", "terminal", shipped(), Look(120))
        assert max(map(width, text.splitlines())) <= 120
        check_expected(FOLDER / "shipped-120.txt", text)

    @pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv"), ("json", "json")])
    def test_data(self, form: str, ending: str) -> None:
        text = text_of("comparison", form, two()).replace("\r\n", "\n")
        check_expected(FOLDER / f"two.{ending}", re.sub(r'"sha256": "\w*"', '"sha256": ""', text))


RULES: list[tuple[str, list[dict[str, Any]], list[int]]] = [
    ("higher", [{"target": "≥60"}, {"target": "65"}], [2]),
    ("lower", [{"target": "≤20", "better": "lower"}, {"target": "15", "better": "lower"}], [2]),
    ("strict or not", [{"target": ">25"}, {"target": "≥25"}], [1]),
    ("strict or not, lower", [{"target": "≤25", "better": "lower"}, {"target": "<25", "better": "lower"}], [2]),
    ("ties", [{"target": "≥30"}, {"target": "30"}, {"target": "≥25"}], [1, 2]),
    ("all the same", [{"target": "≥30"}, {"target": "30"}], [1, 2]),
    ("about is as loose as it is accepted", [{"target": "50左右"}, {"target": "≥49"}, {"target": "≥49.5"}], [3]),
    ("a range from its nearer end", [{"target": "50—60"}, {"target": "≥51"}], [2]),
    ("a range, lower", [{"target": "50—60", "better": "lower"}, {"target": "≤59", "better": "lower"}], [2]),
    ("exactly", [{"target": "=100"}, {"target": "≥95"}], [1]),
    ("each year's change", [{"target": "每年降低1个百分点", "baseline": "50", "better": "lower"}, {"target": "≤46", "better": "lower"}], [1]),
    ("a change in the unit", [{"target": "较2020年提高10个百分点", "baseline": "50"}, {"target": "≥59"}], [1]),
    ("a multiple", [{"target": "翻一番", "baseline": "20"}, {"target": "≥41"}], [2]),
    ("stable", [{"target": "保持稳定", "baseline": "80"}, {"target": "≥78"}], [1]),
    ("stable on a half line", [{"target": "保持稳定", "baseline": "≧80"}, {"target": "≥81"}], [2]),
    ("every year", [{"target": "每年不少于60%"}, {"target": "≥59"}], [1]),
    ("a range, neither way, from its lower end", [{"target": "40—50", "better": "neither"}, {"target": "≥30", "better": "neither"}], [1]),
    ("neither way, one within the other", [{"target": "50左右", "better": "neither"}, {"target": "=50", "better": "neither"}], [2]),
    ("another unit", [{"target": "≥600", "unit": "‰"}, {"target": "≥59"}], [1]),
    ("external", [{"target": "国家下达"}, {"target": "≥59"}], []),
    ("only a direction", [{"target": "持续提升"}, {"target": "≥59"}, {"target": "≥60"}], []),
    ("no baseline to change from", [{"target": "每年提高1个百分点"}, {"target": "≥59"}], []),
    ("no target", [{"target": "—"}, {"target": "≥59"}], []),
    ("due earlier", [{"target": "≥70", "due": 2023}, {"target": "≥60"}, {"target": "≥50"}], [1]),
    ("as much, earlier", [{"target": "≥60"}, {"target": "≥60", "due": 2023}, {"target": "≥50", "due": 2023}], [2]),
    ("due later and no stricter", [{"target": "≥60", "due": 2030}, {"target": "≥60"}, {"target": "≥50"}], [2]),
    ("a cap where more is better", [{"target": "≤90"}, {"target": "≥59"}, {"target": "≥58"}], []),
    ("a total of several years as a change", [{"target": "累计降低3个百分点", "baseline": "50", "better": "lower"}, {"target": "≤48", "better": "lower"}], [1]),
    ("a total of several years", [{"target": "累计建成60个", "unit": "个"}, {"target": "≥59", "unit": "个"}], []),
]  # fmt: skip


POSSIBLE: list[tuple[str, list[dict[str, Any]], list[int]]] = [
    ("one without a number", [{"target": "持续提升"}, {"target": "≥59"}, {"target": "≥60"}], [3]),
    ("one without a number, the others the same", [{"target": "国家下达"}, {"target": "≥60"}, {"target": "≥60"}], []),
    ("stricter and later", [{"target": "≥70", "due": 2030}, {"target": "≥60"}, {"target": "≥50"}], [1, 2]),
    ("earlier and looser", [{"target": "≥70"}, {"target": "≥65"}, {"target": "≥60", "due": 2023}], [1, 3]),
    ("nobody behind another", [{"target": "≥70", "due": 2030}, {"target": "≥60"}], []),
    ("neither way, later", [
        {"target": "=50", "better": "neither", "due": 2030},
        {"target": "50左右", "better": "neither"},
        {"target": "≥30", "better": "neither"}], [1, 2]),
    ("another unit", [{"target": "≥1", "unit": "万人"}, {"target": "≥1"}, {"target": "≥2"}], [3]),
]  # fmt: skip


class TestStrictest:
    """Who asks for the most, under each kind of rule."""

    @pytest.mark.parametrize(("rows", "best"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES])
    def test_rule(self, rows: list[dict[str, Any]], best: list[int]) -> None:
        assert line_of(*rows).strictest == tuple(f"p{order}" for order in best)

    @pytest.mark.parametrize(
        ("rows", "best"), [rule[1:] for rule in POSSIBLE], ids=[rule[0] for rule in POSSIBLE]
    )
    def test_possibly(self, rows: list[dict[str, Any]], best: list[int]) -> None:
        """「☆」 where nobody is no looser and no later than everybody else."""
        line = line_of(*rows)
        assert line.possible == tuple(f"p{order}" for order in best)
        assert (line.strictest, line.marked, line.equal) == ((), (), False)

    def test_a_total_of_several_years_is_read_as_the_yearly_targets_are(self) -> None:
        row = {"target": "累计降低3个百分点", "better": "lower"}
        assert line_of({**row, "baseline": "50"}, row).cells["p1"].bound == (Relation.LE, Fraction(47))
        assert line_of({**row, "baseline": "50"}, row).cells["p2"].reason == "规划没有基期值"
        total = line_of({"target": "累计建成60个", "unit": "个"}, {"target": "≥59", "unit": "个"}).cells["p1"]
        assert total.reason == "是几年累计的数"

    def test_those_that_are_all_the_same_are_not_marked(self) -> None:
        line = line_of({"target": "≥30"}, {"target": "30"})
        assert (line.equal, line.marked) == (True, ())
        assert not line_of({"target": "≥30"}, {"target": "国家下达"}).equal

    def test_a_change_is_computed_from_the_plans_own_baseline(self) -> None:
        cell = line_of(
            {"target": "每年降低0.5个百分点", "baseline": "43.14", "better": "lower"},
            {"target": "≤49", "better": "lower"},
        ).cells["p1"]
        assert cell.bound == (Relation.LE, Fraction("40.64"))
        assert cell.derived

    @pytest.mark.parametrize(
        ("target", "least"),
        [("年均增长10%左右", Fraction("1.098") ** 5 * 100), ("翻一番左右", Fraction(196))],
    )
    def test_about_a_change_is_what_is_accepted_of_it(self, target: str, least: Fraction) -> None:
        rows = [{"target": target, "baseline": "100", "unit": "张"}, {"target": "≥1", "unit": "张"}]
        bound = line_of(*rows).cells["p1"].bound
        assert bound == (Relation.GE, least)

    @pytest.mark.parametrize(
        "name", ["external", "only a direction", "no baseline to change from", "no target"]
    )
    def test_what_has_no_number_says_why(self, name: str) -> None:
        [rows] = [rows for label, rows, _ in RULES if label == name]
        cell = line_of(*rows).cells["p1"]
        assert cell.bound is None
        assert cell.reason

    def test_who_has_none(self) -> None:
        lines = {
            line.id: line
            for line in compare(
                [load_spec(FOLDER / f"{n}.yaml") for n in NAMES], catalogue(), every=True
            ).lines
        }
        assert lines["hospital_infection_rate"].missing == ("north",)
        assert lines["severe_mental_disorder_management_rate"].missing == ("south",)
        assert lines["health_service_industry"].no_target == ("north",)
        assert lines["life_expectancy"].missing == lines["life_expectancy"].no_target == ()


class TestUnits:
    """One unit for a line, and exact numbers in it."""

    def test_the_catalogues_unit(self) -> None:
        [line] = [line for line in two().lines if line.id == "regular_exercise_population"]
        assert line.unit == "亿人"
        assert {plan: cell.bound and cell.bound[1] for plan, cell in line.cells.items()} == {
            "north": Fraction(35, 10000),
            "south": Fraction("0.00542"),
        }
        baseline = line.cells["north"].baseline
        assert baseline is not None
        assert baseline.value == Fraction("0.00338")

    def test_the_most_frequent_of_an_own_row(self) -> None:
        assert line_of({"target": "≥1", "unit": "‰"}, {"target": "≥1"}, {"target": "≥2"}).unit == "%"

    def test_units_that_do_not_fit(self) -> None:
        line = line_of(
            {"target": "≥1", "unit": "万人"}, {"target": "≥1", "unit": "%"}, {"target": "≥2", "unit": "%"}
        )
        assert "unit" in codes(line)
        assert line.cells["p1"].reason == "单位是 万人，不能换算"
        assert (line.strictest, line.possible) == ((), ("p3",))

    def test_a_unit_that_fits_is_no_flag(self) -> None:
        assert codes(line_of({"target": "≥10", "unit": "‰"}, {"target": "≥1"})) == []

    def test_a_target_in_its_own_words(self) -> None:
        rows = [{"target": "≥30%"}, {"target": "300", "unit": "‰"}, {"target": "30%左右", "unit": "‰"}]
        line = line_of(*rows, {"target": "30"}, {"target": "不低于30%"})
        assert shown(line, "p4").asides == ()
        assert shown(line, "p5").asides == ("不低于30%",)
        assert shown(line, "p1").asides == ()
        assert shown(line, "p2").asides == ("原文 300 ‰",)
        assert shown(line, "p3").asides == ("原文 30%左右",)


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


class TestCommand:
    """The command line."""

    def test_formats_by_the_files_ending(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for ending, begins in {
            "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "md": b"# ", "json": b"{", "txt": "规划".encode(),
        }.items():  # fmt: skip
            path = tmp_path / f"out.{ending}"
            assert run(["compare", "anju", "zhenan", "-o", str(path)]) == 0
            assert path.read_bytes().startswith(begins)
        assert run(["compare", "anju", "zhenan", "-o", str(tmp_path / "out.csv")]) == 2
        assert run(["compare", "anju", "zhenan", "--force", "-o", str(tmp_path / "out.csv")]) == 0
        capsys.readouterr()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["anju"], "至少要两个规划才能对照"),
            (["anju", "anju"], "anju: 这个规划写了两次"),
            (["anju", "nowhere"], "nowhere: 没有这个规划"),
            (["anju", "zhenan", "-o", "x.pdf"], "“x.pdf”不对，应写成 形式:文件"),
            (["anju", "zhenan", "-f", "csv", "-o", "x.html"], "与 --format csv 不一致"),
            (["anju", "zhenan", "--indicator", "没有的"], "几个规划里都没有指标“没有的”"),
        ],
    )
    def test_wrong_input(self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["compare", *arguments]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert said in captured.err

    def test_an_id_twice(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        copy = tmp_path / "copy.yaml"
        copy.write_bytes((FOLDER / "north.yaml").read_bytes())
        assert run(["compare", str(FOLDER / "north.yaml"), str(copy)]) == 2
        assert "id 与" in capsys.readouterr().err

    def test_never_over_a_plan(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        own = tmp_path / "own.json"
        plan = {
            "format": "hpcheck.plan/1",
            "id": "own",
            "title": "甲",
            "period": {"baseline": 2020, "start": 2021, "end": 2025},
        }
        row = {"id": "a", "name": "甲", "nature": "预期性", "better": "higher", "target": "1"}
        own.write_text(json.dumps({**plan, "indicators": [row]}, ensure_ascii=False), encoding="utf-8")
        before = own.read_bytes()
        assert run(["compare", str(own), "anju", "--force", "-o", str(own)]) == 2
        assert own.read_bytes() == before
        assert "不能写在上面" in capsys.readouterr().err

    def test_some_indicators(self, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ["compare", "anju", "chongqing", "-f", "json", "--indicator", "能耗,smoking_rate"]
        assert run(arguments) == 0
        lines = json.loads(capsys.readouterr().out)["indicators"]
        assert [(line["id"], line["missing"]) for line in lines] == [
            ("smoking_rate", []),
            ("energy_cost_per_10000_income", ["anju"]),
        ]

    def test_colour_only_where_it_is_asked_for(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["compare", "anju", "zhenan", "--color", "always"]) == 0
        coloured = capsys.readouterr().out
        assert run(["compare", "anju", "zhenan"]) == 0
        plain = capsys.readouterr().out
        assert "\x1b[1;32m★" in coloured
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == plain.split()

    def test_without_the_sign(self) -> None:
        text = text_of("comparison", "terminal", two(), Look(80, signs=False))
        assert "★" not in text
        assert "* ≥80" in text
        rows = [{"target": "≥60"}, {"target": "≥50"}, {"target": "国家下达"}]
        head = {"id": "row", "name": "甲", "unit": "%", "better": "higher"}
        matrix = compare([plan_of([{**head, **row}], id=f"p{n}") for n, row in enumerate(rows)], {})
        text = text_of("comparison", "terminal", matrix, Look(80, signs=False))
        assert "(*) ≥60" in text
        assert "    ≥50" in text
        assert "☆" not in text
        assert "☆ ≥60" in text_of("comparison", "terminal", matrix, Look(80))

    def test_more_plans_than_fit(self) -> None:
        text = text_of("comparison", "terminal", shipped(), Look(60))
        assert max(map(width, text.splitlines())) <= 60
        heads = [line for line in text.splitlines() if line.startswith("指标")]
        assert len(heads) > 1
        assert " ".join(heads).split() == [
            "指标",
            "安居区",
            "重庆市",
            "指标",
            "达川区",
            "攀枝花市",
            "指标",
            "振安区",
        ]

    def test_nothing_in_common(self) -> None:
        rows = [{"id": f"row{order}", "name": f"甲{order}", "unit": "%", "target": "≥1"} for order in (1, 2)]
        matrix = compare([plan_of([row], id=f"p{order}") for order, row in enumerate(rows)], {})
        assert "没有共有的指标" in text_of("comparison", "terminal", matrix, Look(80))
        for form in ("markdown", "csv", "json", "html"):
            assert text_of("comparison", form, matrix)
        assert content_of("comparison", "xlsx", matrix)


class TestData:
    """What programs and spreadsheets read."""

    def test_csv_has_a_line_for_each_plan(self) -> None:
        matrix = shipped("anju", "chongqing", "zhenan")
        rows = list(csv.DictReader(io.StringIO(text_of("comparison", "csv", matrix).removeprefix("\ufeff"))))
        assert len(rows) == len(matrix.lines) * 3
        none = {(row["代码"], row["规划"]) for row in rows if row["有无"] == "没有"}
        assert none == {(line.id, matrix.labels[plan]) for line in matrix.lines for plan in line.missing}

    def test_json_has_exact_numbers(self) -> None:
        data = json.loads(text_of("comparison", "json", two()), parse_float=Decimal)
        cells = {line["id"]: line["cells"] for line in data["indicators"]}
        assert data["format"] == "hpcheck.compare/1"
        assert cells["out_of_pocket_share"]["north"]["value"] == Decimal("27.54")
        assert cells["regular_exercise_population"]["north"]["value"] == Decimal("0.0035")
        assert cells["chronic_disease_premature_mortality"]["north"]["baseline_value"] == Decimal("1.366")

    def test_no_word_of_a_plan_is_markup_or_formula(self) -> None:
        nasty = "=1+1|<b>“&[x](y)"
        row = {"id": "row", "name": nasty, "unit": "%", "better": "higher", "target": "≥1"}
        matrix = compare([plan_of([row], id="a"), plan_of([{**row, "name": "乙"}], id="b")], {})
        assert "<b>" not in text_of("comparison", "html", matrix)
        assert r"\|\<b\>" in text_of("comparison", "markdown", matrix)
        assert all(
            not cell.startswith("=")
            for line in csv.reader(io.StringIO(text_of("comparison", "csv", matrix)))
            for cell in line
        )
        book = openpyxl.load_workbook(io.BytesIO(content_of("comparison", "xlsx", matrix)))
        assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line} <= {"s", "n"}


@pytest.fixture(scope="module")
def book() -> Any:
    """The workbook of the two plans, read again."""
    return openpyxl.load_workbook(io.BytesIO(content_of("comparison", "xlsx", two())))


class TestWorkbook:
    """Real numbers, shown with their signs; headers in view; a sheet of flags."""

    def test_the_same_plans_give_the_same_bytes(self) -> None:
        assert content_of("comparison", "xlsx", two()) == content_of("comparison", "xlsx", two())

    def test_sheets(self, book: Any) -> None:
        assert book.sheetnames == ["对照表", "提示", "明细"]
        assert [sheet.freeze_panes for sheet in book] == ["B5", "C3", "B3"]
        assert [sheet.print_title_rows for sheet in book] == ["$4:$4", "$2:$2", "$2:$2"]

    def test_the_matrix(self, book: Any) -> None:
        rows = {row[0].value: row for row in book["对照表"].iter_rows(min_row=5)}
        first, second = rows["人均预期寿命（岁）"][1:3]
        assert (first.value, first.number_format) == (79.5, '"≥"0.0')
        assert (second.value, second.font.bold) == (80, True)
        assert rows["儿童青少年总体近视率（%）"][1].number_format == '"≤"0.0"（推算）"'
        assert [cell.value for cell in rows["健康服务业总规模（亿元）"]][-2:] == ["北市", "6"]
        assert rows["人均预期寿命（岁）"][3].value == "南县"

    def test_the_possibly_strictest_is_coloured_and_not_bold(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(content_of("comparison", "xlsx", shipped())))["对照表"]
        assert sheet.freeze_panes == "B6"
        heads = [cell.value for cell in sheet[5]]
        [row] = [row for row in sheet.iter_rows(min_row=5) if row[0].value == "儿童青少年总体近视率（%）"]
        cell = row[heads.index("攀枝花市")]
        assert (cell.font.bold, cell.font.color.rgb[-6:], cell.fill.fill_type) == (False, "1B5BB0", None)
        assert row[heads.index("最严")].value == "可能：攀枝花市"

    def test_the_flags(self, book: Any) -> None:
        sheet = book["提示"]
        flags = two().all_flags
        assert [sheet.cell(row, 2).value for row in range(3, len(flags) + 3)] == [
            flag.message for flag in flags
        ]

    def test_the_long_table(self, book: Any) -> None:
        sheet = book["明细"]
        heads = [cell.value for cell in sheet[2]]
        at = heads.index("目标")
        values = [row[at].value for row in sheet.iter_rows(min_row=3)]
        assert len(values) == len(two().lines) * 2
        assert {type(value) for value in values if value is not None} <= {int, float}
        assert values[:2] == [79.5, 80]


class TestPage:
    """One page that needs nothing else."""

    def test_is_well_formed_and_loads_nothing(self) -> None:
        page = text_of("comparison", "html", shipped())
        elements = Elements(page)
        assert elements.open == []
        ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
        links = [(attributes["href"] or "")[1:] for tag, attributes in elements.found if tag == "a"]
        assert len(ids) == len(set(ids))
        assert len(links) > 20
        assert set(links) <= set(ids)
        assert re.findall(r"url\(|@import|https?://| style=| on\w+=", page) == []
        assert "default-src 'none'; style-src 'sha256-" in unescape(page)

    def test_the_same_plans_give_the_same_page(self) -> None:
        assert text_of("comparison", "html", two()) == text_of("comparison", "html", two())

    def test_every_cell_and_flag_is_there(self) -> None:
        matrix = shipped()
        page = text_of("comparison", "html", matrix)
        assert page.count("<td") == len(matrix.lines) * len(matrix.plans)
        assert page.count('<td class="words strong met"') == sum(len(line.marked) for line in matrix.lines)
        assert (
            page.count(f'aria-hidden="true">{HALF}') == sum(len(line.possible) for line in matrix.lines) > 0
        )
        assert len(re.findall(' id="plan1-flag', page)) == len(matrix.all_flags) > 0


@pytest.fixture
def tab(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """The page of five plans on a telephone; the console must have stayed silent and nothing been fetched."""
    path = tmp_path / "page.html"
    path.write_text(text_of("comparison", "html", shipped()), encoding="utf-8")
    visit = Visit(chromium, path, 360, color_scheme="light")
    yield visit.tab
    assert [text for text in visit.said if not text.startswith("data:,")] == []
    visit.context.close()


class TestBrowser:
    """The page as it is seen."""

    def test_on_a_telephone_only_the_table_scrolls(self, tab: Any) -> None:
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        box = "document.querySelector('.scroll')"
        assert tab.evaluate(f"{box}.scrollWidth > {box}.clientWidth")
        name = tab.locator("tbody th").first
        before = name.bounding_box()["x"]
        tab.evaluate(f"{box}.scrollLeft = 200")
        assert name.bounding_box()["x"] == before

    def test_dark_by_the_system_and_by_the_switch(self, tab: Any) -> None:
        colour = "getComputedStyle(document.querySelector('td.strong')).color"
        light = tab.evaluate(colour)
        tab.emulate_media(color_scheme="dark")
        assert tab.evaluate(colour) != light
        tab.click("#theme")
        assert tab.evaluate(colour) == light

    def test_a_citation_leads_to_its_flag(self, tab: Any) -> None:
        tab.locator("sup a").first.click()
        assert tab.evaluate("document.querySelector(':target').id") == "plan1-flag1"

    def test_in_print_every_row_is_there(self, tab: Any) -> None:
        tab.emulate_media(media="print")
        box = "document.querySelector('.scroll')"
        assert tab.evaluate(f"{box}.scrollHeight - {box}.clientHeight") == 0
        assert not tab.locator("#theme").is_visible()
