"""`hpcheck compare`: plans side by side, who is the strictest, what hardly compares; every form of it."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from comparisoncases import FOLDER, NAMES, codes, line_of, shipped, two
from forms import text_of
from support import Desk, check_expected, load_spec

from healthplan_cli.base.text_width import width
from healthplan_cli.model import Relation
from healthplan_cli.report import Look
from healthplan_cli.report.words.comparison import shown
from healthplan_cli.sources.plans.catalog import catalogue
from healthplan_cli.views.comparison import compare


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
