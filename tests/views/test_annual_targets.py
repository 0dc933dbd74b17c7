"""`hpcheck path`: the yearly targets that follow from a plan, and every form in which they are handed out."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import openpyxl
import pytest
import yaml
from forms import content_of, text_of
from support import CASES, actuals_of, check_expected, judged, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.ooxml import as_meant, defused
from healthplan_cli.base.text_width import width
from healthplan_cli.cli import run
from healthplan_cli.model import Plan, Revision, RowField, Status
from healthplan_cli.report import Look
from healthplan_cli.report.words.annual_targets import basis_words, revision_words
from healthplan_cli.sources.plans.catalog import catalogue, load_plan, plan_files, shipped_folder
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.views.annual_targets import Basis, PathRow, year_path

PLANS = list(plan_files())
FIVE_YEARS = [name for name in PLANS if not name.startswith("healthy_china")]
UP = {"unit": "%", "better": "higher"}
DOWN = {"unit": "%", "better": "lower"}


def rows_of(*rows: dict[str, Any], geometric: bool | None = None) -> tuple[PathRow, ...]:
    return year_path(plan_of(list(rows)), geometric=geometric).rows


def texts(row: PathRow) -> list[str]:
    return [step.text for step in row.steps]


def values(row: PathRow) -> list[Fraction | None]:
    return [step.value for step in row.steps]


MEANINGS: list[tuple[str, dict[str, Any], str, list[Basis]]] = [
    ("a line up", {**UP, "baseline": "50", "target": "≥60"}, "≥52 ≥54 ≥56 ≥58 ≥60", [Basis.LINEAR]),
    ("a line down", {**DOWN, "baseline": "24.2", "target": "≤22"}, "≤23.76 ≤23.32 ≤22.88 ≤22.44 ≤22", [Basis.LINEAR]),
    ("the due year in its own words", {**DOWN, "baseline": "29", "target": "<27"}, "≤28.6 ≤28.2 ≤27.8 ≤27.4 <27", [Basis.LINEAR]),
    ("a bare number", {**UP, "baseline": "50", "target": "60"}, "≥52 ≥54 ≥56 ≥58 60", [Basis.LINEAR]),
    ("long words in short", {**UP, "baseline": "50", "target": "力争达到60%以上"}, "≥52% ≥54% ≥56% ≥58% ≥60%", [Basis.LINEAR]),
    ("about", {**DOWN, "baseline": "32", "target": "27左右"}, "≤31 ≤30 ≤29 ≤28 27左右", [Basis.LINEAR]),
    ("a range from its nearer end", {"unit": "家", "better": "higher", "baseline": "0", "target": "5—10家"}, "≥1家 ≥2家 ≥3家 ≥4家 5—10家", [Basis.LINEAR]),
    ("a change of a percentage, relative from 5 % on", {**DOWN, "baseline": "50", "target": "较2020年下降10%"}, "≤49 ≤48 ≤47 ≤46 ≤45", [Basis.LINEAR]),
    ("a change", {"unit": "张", "better": "lower", "baseline": "100", "target": "较2020年下降10%"}, "≤98 ≤96 ≤94 ≤92 ≤90", [Basis.LINEAR]),
    ("a multiple", {"unit": "家", "better": "higher", "baseline": "10", "target": "翻一番"}, "≥12 ≥14 ≥16 ≥18 ≥20", [Basis.LINEAR]),
    ("more than a multiple", {"unit": "家", "better": "higher", "baseline": "10", "target": "增长超过1倍"}, "≥12 ≥14 ≥16 ≥18 >20", [Basis.LINEAR]),
    ("more than an amount", {"unit": "家", "better": "higher", "baseline": "10", "target": "增加超过5家"}, "≥11 ≥12 ≥13 ≥14 >15", [Basis.LINEAR]),
    ("less by more than an amount", {"unit": "家", "better": "lower", "baseline": "10", "target": "减少超过5家"}, "≤9 ≤8 ≤7 ≤6 <5", [Basis.LINEAR]),
    ("a multiple downwards", {"unit": "家", "better": "lower", "baseline": "10", "target": "下降到2020年的50%以下"}, "≤9 ≤8 ≤7 ≤6 ≤5", [Basis.LINEAR]),
    ("once the baseline", {"unit": "家", "better": "lower", "baseline": "10", "target": {"op": "multiple", "value": "1", "text": "持平"}}, "≤10 ≤10 ≤10 ≤10 ≤10", [Basis.KEPT]),
    ("at_least", {**DOWN, "baseline": "50", "target": "明显下降", "at_least": "5个百分点"}, "≤49 ≤48 ≤47 ≤46 ≤45", [Basis.LINEAR]),
    ("a baseline of an earlier year", {**UP, "baseline": {"text": "50", "year": 2019}, "target": "≥62"}, "≥54 ≥56 ≥58 ≥60 ≥62", [Basis.LINEAR]),
    ("a baseline within the plan", {**UP, "baseline": {"text": "50", "year": 2022}, "target": "≥62"}, "≥54 ≥58 ≥62", [Basis.LINEAR]),
    ("a baseline in another unit", {"unit": "‰", "better": "lower", "baseline": "0.5%", "target": "≤4"}, "≤4.8 ≤4.6 ≤4.4 ≤4.2 ≤4", [Basis.LINEAR]),
    ("due earlier, then kept", {**UP, "baseline": "50", "target": "≥59", "due": 2023}, "≥53 ≥56 ≥59 ≥59 ≥59", [Basis.LINEAR, Basis.KEPT]),
    ("due after the plan", {**UP, "baseline": "50", "target": "≥57", "due": 2027}, "≥51 ≥52 ≥53 ≥54 ≥55 ≥56 ≥57", [Basis.LINEAR]),
    ("no end in decimals", {**UP, "baseline": "50", "target": "≥60", "due": 2026}, "≥51.67 ≥53.33 ≥55 ≥56.67 ≥58.33 ≥60", [Basis.LINEAR]),
    ("two digits more than printed", {**UP, "baseline": "50.1", "target": "≥60", "due": 2027}, "≥51.514 ≥52.929 ≥54.343 ≥55.757 ≥57.171 ≥58.586 ≥60", [Basis.LINEAR]),
    ("a constant rate", {"unit": "家", "better": "higher", "baseline": "100", "target": "≥161.051", "pace": "geometric"}, "≥110 ≥121 ≥133.1 ≥146.41 ≥161.051", [Basis.GEOMETRIC]),
    ("the spec's own", {**UP, "baseline": "50", "target": "≥60", "annual_targets": {2021: "≥51", 2022: "达到53%", 2023: "55", 2024: "57左右"}}, "≥51 达到53% 55 57左右 ≥60", [Basis.ANNUAL_TARGETS, Basis.LINEAR]),
    ("the spec's own for some years", {**UP, "baseline": "50", "target": "≥60", "annual_targets": {2022: "≥53"}}, "≥52 ≥53 ≥56 ≥58 ≥60", [Basis.LINEAR, Basis.ANNUAL_TARGETS]),
    ("the due year is the target's", {**UP, "baseline": "50", "target": "≥60", "annual_targets": {2025: "≥59"}}, "≥52 ≥54 ≥56 ≥58 ≥60", [Basis.LINEAR]),
    ("each year points", {**DOWN, "baseline": "43.14", "target": "力争每年降低0.5个百分点"}, "≤42.64 ≤42.14 ≤41.64 ≤41.14 ≤40.64", [Basis.ANNUAL_CHANGE]),
    ("each year a share, compounded", {"unit": "张", "better": "higher", "baseline": "100", "target": "每年增长10%"}, "≥110 ≥121 ≥133.1 ≥146.41 ≥161.05", [Basis.ANNUAL_CHANGE]),
    ("on average", {"unit": "张", "better": "higher", "baseline": "100", "target": "年均增长10%以上", "due": 2023}, "≥110 ≥121 ≥133.1 ≥133.1 ≥133.1", [Basis.AVERAGE, Basis.KEPT]),
    ("a cap on growth", {"unit": "元", "better": "lower", "baseline": "100", "target": "年均增长不超过10%", "due": 2022}, "≤110 ≤121 ≤121 ≤121 ≤121", [Basis.AVERAGE, Basis.KEPT]),
    ("a level each year", {"unit": "人次", "better": "higher", "target": "每年培训3000人次以上"}, "≥3000人次 " * 5, [Basis.EVERY_YEAR]),
    ("kept", {**DOWN, "baseline": "4.69", "target": "≤5.0"}, "≤5.0 " * 5, [Basis.KEPT]),
    ("kept, a bare number", {**UP, "baseline": "98.93", "target": "90"}, "≥90 ≥90 ≥90 ≥90 90", [Basis.KEPT]),
    ("kept, a half line", {**UP, "baseline": ">85", "target": ">85"}, ">85 " * 5, [Basis.KEPT]),
    ("stable", {**UP, "baseline": "80", "target": "保持稳定"}, "≥78.4 " * 5, [Basis.STABLE]),
    ("stable, lower is better", {**DOWN, "baseline": "50", "target": "保持稳定", "tolerance": 0.1}, "≤55 " * 5, [Basis.STABLE]),
    ("stable, a half line", {**UP, "baseline": "≧80", "target": "保持稳定"}, "≥80 " * 5, [Basis.STABLE]),
    ("negative numbers", {"unit": "万人", "better": "higher", "baseline": "-5", "target": "5", "limits": {"min": -9}}, "≥-3 ≥-1 ≥1 ≥3 5", [Basis.LINEAR]),
]  # fmt: skip

REASONS: list[tuple[dict[str, Any], str]] = [
    ({**DOWN, "target": "每年降低0.5个百分点"}, "规划没有基期值，每年的变化没有起点：请在规格的 baseline 里补上"),
    ({**UP, "baseline": "50", "target": "—"}, "规划没有给这项指标设定目标"),
    ({**UP, "baseline": "50", "target": "国家下达"}, "目标由其他文件确定（国家下达）：下达以后把数写进规格的 target 再分解"),
    ({**UP, "baseline": "50", "target": "持续提升"}, "“持续提升”只说方向，没有写每年变化多少：每年按上一年的实际值核对"),
    ({**UP, "baseline": "50", "target": "明显提高"}, "“明显提高”没有写明幅度：可在规格里写 at_least（至少变化多少）"),
    ({**DOWN, "baseline": "50", "target": "上升趋势减缓"}, "“上升趋势减缓”是与规划期以前的变化相比，没有各年的数"),
    ({"unit": None, "better": "higher", "baseline": "二级甲等", "target": "三级甲等"}, "目标是等级，不分到各年"),
    ({"unit": None, "better": "higher", "baseline": "1:1.2", "target": "1:1.3"}, "目标是两部分之比，不分到各年"),
    ({**DOWN, "baseline": "50", "target": "较2020年下降1%"}, "“较2020年下降1%”的 % 可以指相对变化，也可以指百分点：请在规格里写明 {op: change, by: …, unit: 百分点, direction: …}"),
    ({**DOWN, "baseline": "50", "target": "每年降低0.5%"}, "“每年降低0.5%”的 % 可以指相对变化，也可以指百分点：请在规格里写明 {op: change, by: …, unit: 百分点, direction: …}"),
    ({"unit": "家", "better": "higher", "baseline": "50", "target": "〔18〕"}, "“〔18〕”没有写单位，可以指数量，也可以指百分比：请写明单位"),
    ({"unit": "家", "better": "higher", "baseline": "0", "target": "较2020年增长10%"}, "“较2020年增长10%”：基期不是正数，百分比没有意义"),
    ({"unit": "家", "better": "higher", "baseline": "0", "target": "每年增长10%"}, "“每年增长10%”：基期不是正数，百分比没有意义"),
    ({"unit": "家", "better": "higher", "baseline": "9", "target": "较2019年增长10%"}, "“较2019年增长10%”从 2019 年算起，规格里没有那一年的数"),
]  # fmt: skip


DUE_ALONE: list[tuple[dict[str, Any], list[str], str]] = [
    ({**UP, "target": "≥60"}, ["2025 ≥60"], "规划没有基期值：请在规格的 baseline 里补上"),
    ({**UP, "target": "力争达到60%以上"}, ["2025 ≥60%"], "规划没有基期值：请在规格的 baseline 里补上"),
    ({**UP, "target": "60", "due": 2023}, ["2023 60", "2024 60", "2025 60"], "规划没有基期值：请在规格的 baseline 里补上"),
    ({"unit": "家", "better": "higher", "target": "5—10家"}, ["2025 5—10家"], "规划没有基期值：请在规格的 baseline 里补上"),
    ({**UP, "baseline": {"text": "50", "year": 2024}, "target": "27左右", "due": 2023}, ["2023 27左右", "2024 27左右", "2025 27左右"], "基期是 2024 年，不早于目标年 2023 年，没有可以分解的年份"),
    ({**UP, "baseline": "83左右", "target": "85"}, ["2025 85"], "基期“83左右”不是一个确切的数，各年的数没有确定的起点：请在规格里给出确切的基期"),
    ({**UP, "baseline": ">85", "target": "≥90"}, ["2025 ≥90"], "基期“>85”不是一个确切的数，各年的数没有确定的起点：请在规格里给出确切的基期"),
]  # fmt: skip


class TestMeaning:
    """「年度分解：由基期和目标推算各年的目标，供下达、填表或写进规格。」"""

    @pytest.mark.parametrize(
        ("row", "words", "bases"), [case[1:] for case in MEANINGS], ids=[case[0] for case in MEANINGS]
    )
    def test_each_year(self, row: dict[str, Any], words: str, bases: list[Basis]) -> None:
        [found] = rows_of(row)
        assert texts(found) == words.split()
        assert list(found.bases) == bases
        assert found.reason is None

    @pytest.mark.parametrize(("row", "reason"), REASONS, ids=[reason for _, reason in REASONS])
    def test_nothing_follows(self, row: dict[str, Any], reason: str) -> None:
        [found] = rows_of(row)
        assert (found.steps, found.reason) == ((), reason)

    @pytest.mark.parametrize(("row", "years", "reason"), DUE_ALONE, ids=[str(case[1]) for case in DUE_ALONE])
    def test_without_a_start_the_due_year_has_the_documents_words(
        self, row: dict[str, Any], years: list[str], reason: str
    ) -> None:
        """「推不出来的，说明原因」: of the years before; the target itself is known."""
        [found] = rows_of(row)
        assert [f"{step.year} {step.text}" for step in found.steps] == years
        assert found.bases[0] is Basis.TARGET
        assert basis_words(found) == (
            "2023 年 照规划原文，2024—2025 年 到期后保持" if row.get("due") else "只有目标年有数，照规划原文"
        )
        assert found.reason == reason

    def test_numbers_are_exact(self) -> None:
        [row] = rows_of({**UP, "baseline": "50", "target": "≥60", "due": 2026})
        assert values(row) == [Fraction(50) + Fraction(10 * k, 6) for k in range(1, 7)]
        assert [step.rounded for step in row.steps] == [True, True, False, True, True, False]

    def test_half_up(self) -> None:
        [row] = rows_of({**UP, "baseline": "50", "target": "50.01", "due": 2024})
        assert texts(row)[:3] == ["≥50.0025", "≥50.005", "≥50.0075"]
        [row] = rows_of({**UP, "baseline": "50", "target": "51", "due": 2028})
        assert texts(row)[0] == "≥50.13"  # 50.125

    def test_a_change_that_would_leave_what_is_possible(self) -> None:
        [row] = rows_of({**UP, "baseline": "90", "target": "每年提高4个百分点"})
        assert texts(row) == ["≥94", "≥98"]
        assert row.reason == (
            "“每年提高4个百分点”推到 2023 年是 102%，超出了这项指标可能的范围：请核对基期和目标"
        )

    def test_annual_targets_where_nothing_else_follows(self) -> None:
        [row] = rows_of({**UP, "target": "≥60", "annual_targets": {2022: "≥53", 2024: "≥58"}})
        assert [(step.year, step.text) for step in row.steps] == [(2022, "≥53"), (2024, "≥58"), (2025, "≥60")]
        assert basis_words(row) == "2022—2024 年 规格写明的年度目标，2025 年 照规划原文"
        assert row.reason == "规划没有基期值：请在规格的 baseline 里补上"

    def test_the_tied_indicator_is_named(self) -> None:
        tied = {**UP, "baseline": "50", "target": "同比例提高", "relative_to": "row1"}
        rows = rows_of({**UP, "baseline": "70", "target": "≥77"}, tied)
        assert rows[1].reason == "“同比例提高”要看指标1实际提高多少，事先没有各年的数"

    def test_a_constant_rate_from_nothing(self) -> None:
        """「推不出来的，说明原因」: the pace of the command is as impossible as that of a spec would be."""
        [found] = rows_of({"unit": "家", "better": "higher", "baseline": "0", "target": "10"}, geometric=True)
        assert [f"{step.year} {step.text}" for step in found.steps] == ["2025 10"]
        assert found.reason == "固定增长率要求基期和目标都大于 0：请改用直线（linear）"

    @pytest.mark.parametrize(
        ("row", "texts_", "relations"),
        [
            ({"unit": "家", "better": "higher", "baseline": "25", "target": ">25"}, [">25"], ["gt"]),
            ({"unit": "家", "better": "lower", "baseline": "25", "target": "<25"}, ["<25"], ["lt"]),
        ],
    )
    def test_from_a_limit_that_does_not_count(
        self, row: dict[str, Any], texts_: list[str], relations: list[str]
    ) -> None:
        """「基期正好在不含的界限上（25，目标 `>25`）不算满足」: each year asks for the target itself."""
        [found] = rows_of(row)
        assert texts(found) == texts_ * 5
        assert [step.relation for step in found.steps] == relations * 5
        assert found.bases == (Basis.LINEAR,)

    @pytest.mark.parametrize(
        ("row", "relations"),
        [
            ({**UP, "baseline": "50", "target": "≥60"}, ["ge"] * 5),
            ({**DOWN, "baseline": "50", "target": "<40"}, ["le", "le", "le", "le", "lt"]),
            ({**DOWN, "baseline": "50", "target": "40左右"}, ["le", "le", "le", "le", "approx"]),
            ({"unit": "家", "better": "higher", "baseline": "0", "target": "5—10家"}, ["ge", "ge", "ge", "ge", "range"]),
            ({**DOWN, "baseline": "50", "target": "每年降低不少于0.5个百分点"}, ["le"] * 5),
            ({"unit": "家", "better": "lower", "baseline": "50", "target": "每年增长不超过5家"}, ["le"] * 5),
            ({**UP, "target": "每年不低于60"}, ["ge"] * 5),
            ({**UP, "baseline": "80", "target": "保持稳定"}, ["ge"] * 5),
            ({**UP, "baseline": "<80", "target": "保持稳定"}, []),
            ({"unit": "%", "better": "neither", "baseline": "80", "target": "保持稳定"}, ["approx"] * 5),
            ({**UP, "baseline": "98", "target": "90"}, ["ge"] * 5),
            ({**UP, "baseline": "50", "target": "≥60", "annual_targets": {2022: "=54", 2023: "56"}}, ["ge", "eq", "ge", "ge", "ge"]),
            ({"unit": "家", "better": "higher", "baseline": "10", "target": "翻一番", "due": 2022}, ["ge"] * 5),
        ],
    )  # fmt: skip
    def test_each_number_has_its_relation(self, row: dict[str, Any], relations: list[str]) -> None:
        """「`relation` 说那一年的值应在 `value` 的哪一边」."""
        [found] = rows_of(row)
        assert [step.relation for step in found.steps] == relations

    def test_pace_of_the_command_overrides_the_spec(self) -> None:
        row = {"unit": "家", "better": "higher", "baseline": "100", "target": "≥144", "due": 2022}
        [rate] = rows_of(row, geometric=True)
        [line] = rows_of({**row, "pace": "geometric"}, geometric=False)
        assert (texts(rate)[:2], texts(line)[:2]) == (["≥120", "≥144"], ["≥122", "≥144"])
        [named] = rows_of({**row, "annual_targets": {2021: "≥130"}}, geometric=True)
        assert texts(named)[:2] == ["≥130", "≥144"]

    def test_what_it_rests_on(self) -> None:
        [row] = rows_of(
            {**UP, "baseline": "50", "target": "≥59", "due": 2023, "annual_targets": {2022: "≥57"}}
        )
        assert basis_words(row) == (
            "2021 年 按直线推算，2022 年 规格写明的年度目标，2023 年 按直线推算，2024—2025 年 到期后保持"
        )


class TestComponents:
    """「目录里列了分项、规划没有列的，数据可以分开报，也可以不分」: only components of the plan's own are rows."""

    def test_one_row_each(self) -> None:
        [rows] = [
            year_path(
                load_plan("chongqing"), [load_plan("chongqing").find("chinese_medicine_decoction_use")]
            ).rows
        ]
        assert [(row.part.name, texts(row)) for row in rows] == [
            ("门诊", ["≥36.392", "≥42.294", "≥48.196", "≥54.098", "≥60"]),
            ("住院", ["≥60"] * 5),
        ]

    def test_the_catalogues_are_not(self) -> None:
        plan = load_plan("panzhihua")
        [row] = year_path(plan, [plan.find("maternal_and_child_management_rate")]).rows
        assert row.part.component is None
        assert texts(row) == ["≥94.2", "≥94.4", "≥94.6", "≥94.8", "≥95"]


def revised(row: dict[str, Any], year: int, **cells: Any) -> Plan:
    """A plan whose only row a document changes from a year on."""
    plan = plan_of([row])
    [indicator], [later] = plan.indicators, plan_of([{**row, **cells}]).indicators
    change = Revision(year, "中期调整通知", later, tuple(map(RowField, cells)))
    return replace(plan, indicators=(replace(indicator, revisions=(change,)),))


class TestRevisions:
    """Each year's number is that of the version in force in it."""

    row: ClassVar[dict[str, Any]] = {**UP, "baseline": "50", "target": "≥60"}

    def test_from_its_year_on(self) -> None:
        [row] = year_path(revised(self.row, 2023, target="≥70")).rows
        assert texts(row) == ["≥52", "≥54", "≥62", "≥66", "≥70"]
        assert [revision_words(revision) for revision in row.revisions] == [
            "2023 年起按中期调整通知（调整目标）"
        ]

    def test_to_a_target_without_a_number(self) -> None:
        [row] = year_path(revised(self.row, 2024, target="持续提升")).rows
        assert [step.year for step in row.steps] == [2021, 2022, 2023]
        assert row.reason is not None
        assert row.reason.startswith("“持续提升”")

    def test_the_status_agrees(self) -> None:
        plan = revised(self.row, 2023, target="≥70")
        [row] = year_path(plan).rows
        for year, status in ((2022, "on_track"), (2023, "on_track"), (2025, "met")):
            step = row.step(year)
            assert step is not None
            [result] = judged(plan, actuals_of(plan, {"row1": {str(year): exact(step.value)}}), year).results
            assert result.status.value == status

    def test_are_told(self) -> None:
        path = year_path(revised(self.row, 2023, target="≥70"))
        assert "1 指标1：2023 年起按中期调整通知（调整目标）" in text_of(
            "annual_targets", "terminal", path, Look(80)
        )
        assert "2023 年起按中期调整通知（调整目标）" in text_of("annual_targets", "csv", path)
        assert json.loads(text_of("annual_targets", "json", path))["rows"][0]["revisions"] == [
            {"year": 2023, "document": "中期调整通知", "changed": ["target"]}
        ]

    def test_with_annual_targets_of_its_own_is_not_to_be_pasted(self) -> None:
        path = year_path(revised(self.row, 2023, annual_targets={2024: "≥59"}))
        assert texts(path.rows[0]) == ["≥52", "≥54", "≥56", "≥59", "≥60"]
        assert yaml.safe_load(text_of("annual_targets", "yaml", path)) == {}


def exact(number: Fraction | None) -> str:
    assert number is not None
    return str(Decimal(number.numerator) / Decimal(number.denominator))


class TestAgreesWithTheVerdicts:
    """「没有列出的年份仍按直线」: whoever makes each year's number is on track, and in the due year has met it."""

    @pytest.mark.parametrize("name", PLANS)
    def test_shipped(self, name: str) -> None:
        plan = load_plan(name)
        checked = 0
        for row in year_path(plan).rows:
            made: dict[str, str] = {}
            for step in row.steps if all(step.value is not None for step in row.steps) else ():
                made[str(step.year)] = exact(step.value) if step.text[0] not in "<>＜＞" else step.text
                status = status_of(plan, row, made, step.year)
                wanted = (Status.MET,) if step.year == row.due else (Status.ON_TRACK, Status.MET)
                assert status in wanted, (row.part.name, step)
                checked += 1
        assert checked > 30


def status_of(plan: Plan, row: PathRow, made: dict[str, str], year: int) -> Status:
    indicator, component = row.part.indicator, row.part.component
    reported: Any = {component.name: made} if component else made
    report = judged(plan, actuals_of(plan, {indicator.id: reported}), year)
    [result] = [result for result in report.results if result.id == indicator.id]
    return next(
        (part.status for part in result.components if component and part.id == component.id), result.status
    )


class TestYaml:
    """「年度目标 `{2022: "53", 2024: "59"}`，代替直线」: each line goes into a spec as it stands."""

    @pytest.mark.parametrize("name", FIVE_YEARS)
    def test_pasted_into_the_shipped_specs(self, name: str) -> None:
        plan = load_plan(name)
        path = year_path(plan)
        pasted = pasted_plan(name, text_of("annual_targets", "yaml", path))
        changed = [item for item in pasted.indicators if item.annual_targets]
        lines = {
            row.part.id: row for row in path.rows if Basis.LINEAR in row.bases and not row.part.component
        }
        assert [item.id for item in changed] == list(lines)
        for item in changed:
            row = lines[item.id]
            assert [year for year, _ in item.annual_targets] == list(range(2021, 2025))
            for year, target in item.annual_targets:
                number = "".join(char for char in target.text if char not in "≥≤%")
                assert status_of(pasted, row, {str(year): number}, year) is Status.ON_TRACK
                worse = Decimal(number) * Decimal("1.001" if "≤" in target.text else "0.999")
                assert status_of(pasted, row, {str(year): str(worse)}, year) is Status.BEHIND

    @pytest.mark.parametrize("name", PLANS)
    def test_pasted_it_says_the_same(self, name: str) -> None:
        path = year_path(load_plan(name))
        again = year_path(pasted_plan(name, text_of("annual_targets", "yaml", path)))
        assert list(map(texts, again.rows)) == list(map(texts, path.rows))
        assert yaml.safe_load(text_of("annual_targets", "yaml", again)) == yaml.safe_load(
            text_of("annual_targets", "yaml", path)
        )

    def test_the_whole(self) -> None:
        found = text_of(
            "annual_targets",
            "yaml",
            year_path(
                plan_of(
                    [
                        {**DOWN, "baseline": "24.2", "target": "≤22"},
                        {**DOWN, "baseline": "4.69", "target": "≤\n5.0"},
                        {**DOWN, "baseline": "43.14", "target": "每年降低0.5个百分点"},
                        {**UP, "target": "95"},
                        {"id": "null", **UP, "baseline": "50", "target": "60", "due": 2023},
                    ]
                )
            ),
        )
        check_expected(CASES / "path" / "whole.yaml", found)
        assert yaml.safe_load(found) == {
            "row1": {"annual_targets": {2021: "≤23.76", 2022: "≤23.32", 2023: "≤22.88", 2024: "≤22.44"}},
            "null": {"annual_targets": {2021: "≥53.33", 2022: "≥56.67"}},
        }

    def test_a_target_in_structured_form_reads_back(self) -> None:
        annual = {
            2022: {"op": "ge", "value": 53, "text": "过半"},
            2024: {"op": "ge", "value": 58, "unit": "%"},
        }
        path = year_path(plan_of([{**UP, "baseline": "50", "target": "≥60", "annual_targets": annual}]))
        assert texts(path.rows[0])[1] == "过半"
        assert yaml.safe_load(text_of("annual_targets", "yaml", path))["row1"]["annual_targets"] == {
            2021: "≥52",
            2022: "≥53",
            2023: "≥56",
            2024: "不低于 58%（含）",
        }

    def test_no_row_at_all(self) -> None:
        assert (
            yaml.safe_load(text_of("annual_targets", "yaml", year_path(plan_of([{**UP, "target": "95"}]))))
            == {}
        )


def pasted_plan(name: str, text: str) -> Plan:
    """The shipped spec with each `annual_targets` line put, as it stands, under its row."""
    lines = text.splitlines()
    under = {
        lines[at - 1].removesuffix(":"): line
        for at, line in enumerate(lines)
        if line.startswith("    annual_targets:")
    }
    spec = (shipped_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    out = []
    for line in spec.splitlines():
        out.append(line)
        if line.startswith("  - id: "):
            out += (
                [under.pop(line.removeprefix("  - id: "))] if line.removeprefix("  - id: ") in under else []
            )
    assert under == {}
    return build_plan(parse("\n".join(out).encode(), "plan.yaml"), "plan.yaml", catalogue(), "")


class TestTerminal:
    """A table as wide as the terminal; below it what the numbers rest on, and the rows that have none."""

    @pytest.mark.parametrize("columns", [80, 120])
    @pytest.mark.parametrize("name", ["chongqing", "panzhihua"])
    def test_the_page(self, name: str, columns: int) -> None:
        check_expected(
            CASES / "path" / f"{name}-{columns}.txt",
            text_of("annual_targets", "terminal", year_path(load_plan(name)), Look(columns)),
        )

    @pytest.mark.parametrize("columns", [60, 80, 100, 120, 240])
    @pytest.mark.parametrize("name", PLANS)
    def test_no_line_is_wider(self, name: str, columns: int) -> None:
        page = text_of("annual_targets", "terminal", year_path(load_plan(name)), Look(columns))
        assert [line for line in page.splitlines() if width(line) > columns] == []

    @pytest.mark.parametrize("columns", [60, 80])
    def test_years_that_do_not_fit_come_below(self, columns: int) -> None:
        row = {**UP, "baseline": "50.123456", "target": "≥60", "due": 2032}
        page = text_of("annual_targets", "terminal", year_path(plan_of([row])), Look(columns))
        heads = [line.split() for line in page.splitlines() if line.startswith("序号")]
        assert [year for head in heads for year in head if year.isdecimal()] == [
            str(year) for year in range(2021, 2033)
        ]
        assert [line for line in page.splitlines() if width(line) > columns] == []
        assert "推算的数四舍五入到比基期和目标多两位" in page

    def test_every_row_is_there_once(self) -> None:
        plan = load_plan("anju")
        page = "".join(text_of("annual_targets", "terminal", year_path(plan), Look(240)).split())
        assert [item.name for item in plan.indicators if page.count(f"{item.no}{item.name}") != 1] == []

    def test_nothing_to_print(self) -> None:
        page = text_of(
            "annual_targets", "terminal", year_path(plan_of([{**UP, "target": "持续提升"}])), Look(80)
        )
        assert page.splitlines()[2:] == [
            "",
            "没有年度数的 1 项：",
            "- “持续提升”只说方向，没有写每年变化多少：每年按上一年的实际值核对——1 指标1",
        ]


class TestCsv:
    """A sheet that Excel and WPS open as it is."""

    def test_the_whole(self) -> None:
        plan = plan_of([{**UP, "baseline": "50", "target": "=100"}, {**UP, "target": "≥60"}])
        text = text_of("annual_targets", "csv", year_path(plan))
        assert text.startswith("\ufeff序号,")
        assert text.endswith("\r\n")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        assert rows == [
            ["序号", "指标", "分项", "单位", "性质", "基期", *(f"{year}年目标" for year in range(2021, 2026)), "规划目标", "说明", "代码"],
            ["1", "指标1", "", "%", "约束性", "50", "≥60", "≥70", "≥80", "≥90", "'=100", "'=100", "按直线推算", "row1"],
            ["2", "指标2", "", "%", "约束性", "", "", "", "", "", "≥60", "≥60", "只有目标年有数，照规划原文；规划没有基期值", "row2"],
        ]  # fmt: skip

    @pytest.mark.parametrize("text", ["=1+1", " =1+1", "+1-1", "-cmd", "@sum", "\t=1", "＝1", "-2+3"])
    def test_what_would_run(self, text: str) -> None:
        assert defused(text) == f"'{text}"
        assert as_meant(defused(text)) == text.strip()

    @pytest.mark.parametrize("text", ["≥60", "-5", "-5%", "+3.5", "—", "——", "", "80左右", "1:1.3", "-"])
    def test_what_would_not(self, text: str) -> None:
        assert defused(text) == text
        assert as_meant(text) == text

    @pytest.mark.parametrize("text", ["'=1", "''=1", "'-5", "' @x", "'x", "''"])
    def test_an_apostrophe_that_was_there(self, text: str) -> None:
        assert as_meant(defused(text)) == text

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_is_not_taken_for_actual_values(
        self, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = str(tmp_path / f"targets.{suffix}")
        assert run(["path", "chongqing", "-o", path]) == 0
        assert run(["evaluate", path, "-p", "chongqing"]) == 2
        assert "没有找到表头" in capsys.readouterr().err


class TestXlsx:
    """A sheet to hand out."""

    def sheet(self, plan: Plan) -> Any:
        return openpyxl.load_workbook(
            io.BytesIO(content_of("annual_targets", "xlsx", year_path(plan)))
        ).active

    def test_the_same_bytes(self) -> None:
        path = year_path(load_plan("chongqing"))
        assert content_of("annual_targets", "xlsx", path) == content_of("annual_targets", "xlsx", path)

    def test_every_row_in_its_place(self) -> None:
        sheet = self.sheet(load_plan("chongqing"))
        assert sheet["A1"].value == "重庆市卫生健康发展“十四五”规划：年度目标"
        rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert rows[0] == ["序号", "指标", "分项", "单位", "性质", "基期", *(f"{year}年目标" for year in range(2021, 2026)), "规划目标", "说明"]  # fmt: skip
        assert rows[10] == ["10", "15岁以上人群吸烟率", "", "%", "预期性", 24.2, 23.76, 23.32, 22.88, 22.44, 22, "≤22", "按直线推算"]  # fmt: skip
        assert len(rows) == 1 + 23 + 2

    def test_no_column_of_components_where_there_are_none(self) -> None:
        assert [cell.value for cell in self.sheet(load_plan("anju"))[4]][:3] == ["序号", "指标", "单位"]

    def test_text_stays_text(self) -> None:
        sheet = self.sheet(plan_of([{**UP, "baseline": "50", "target": "=100"}]))
        kinds = [(cell.value, cell.data_type) for cell in sheet[5]][5:]
        assert kinds[:4] == [(60, "n"), (70, "n"), (80, "n"), (90, "n")]
        assert kinds[4:6] == [("=100", "s")] * 2

    @pytest.mark.parametrize(
        ("row", "year", "value", "shown"),
        [
            ({**DOWN, "baseline": "24.2", "target": "≤22"}, 2021, "23.76", '"≤"0.00'),
            ({**DOWN, "baseline": "4.69", "target": "≤5.0"}, 2021, "5.0", '"≤"0.0'),
            ({**DOWN, "baseline": "29", "target": "＜27"}, 2025, "27", '"＜"0'),
            ({**UP, "baseline": "50", "target": "60"}, 2025, "60", "0"),
            ({**UP, "baseline": "50", "target": "≥60%"}, 2021, "52", '"≥"0"%"'),
            ({**UP, "baseline": "50", "target": "≥60", "due": 2026}, 2021, "51.67", '"≥"0.00'),
            ({**UP, "baseline": "50", "target": "51", "due": 2028}, 2021, "50.125", '"≥"0.00'),
            ({"unit": "‰", "better": "lower", "baseline": "9", "target": "≤0.5%"}, 2025, "≤0.5%", "@"),
            ({**DOWN, "baseline": "32", "target": "27左右"}, 2025, "27左右", "@"),
            ({**UP, "baseline": "50", "target": "持续提升"}, 2025, "None", "General"),
        ],
    )
    def test_a_bound_is_a_number_that_is_shown_with_its_sign(
        self, row: dict[str, Any], year: int, value: str, shown: str
    ) -> None:
        """「XLSX 里“≤23.76”这样的界限是数」: the digits in the file are the exact ones."""
        sheet = self.sheet(plan_of([row]))
        [column] = [cell.column for cell in sheet[4] if cell.value == f"{year}年目标"]
        cell = sheet.cell(5, column)
        assert str(
            Decimal(str(cell.value)) if cell.data_type == "n" and cell.value is not None else cell.value
        ) in (value, value.removesuffix(".0"))
        assert cell.number_format == shown

    def test_a_baseline_is_a_number_too(self) -> None:
        sheet = self.sheet(load_plan("anju"))
        assert [(sheet.cell(5, 5).value, sheet.cell(5, 5).number_format)] == [(80.17, '0.00"岁"')]

    def test_a_revised_target_says_by_which_document(self) -> None:
        path = year_path(revised({**UP, "baseline": "50", "target": "≥60"}, 2023, target="≥70"))
        sheet = openpyxl.load_workbook(io.BytesIO(content_of("annual_targets", "xlsx", path))).active
        assert sheet is not None
        assert [cell.value for cell in sheet[5]][-2] == "≥70（按中期调整通知调整）"
        assert "“规划目标”一栏是规划原文，调整过的按调整后的原文。" in str(sheet["A2"].value)

    def test_how_it_is_printed(self) -> None:
        sheet = self.sheet(load_plan("chongqing"))
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("C5", "$4:$4")


class TestJson:
    """`hpcheck.path/1`"""

    def test_a_row(self) -> None:
        plan = plan_of(
            [{**DOWN, "baseline": {"text": "24.2", "source": "正文"}, "target": "≤22", "due": 2022}]
        )
        found = json.loads(text_of("annual_targets", "json", year_path(plan)), parse_float=Decimal)
        assert found == {
            "format": "hpcheck.path/1",
            "plan": {
                "id": "test",
                "title": "测试规划",
                "sha256": "",
                "period": {"baseline": 2020, "start": 2021, "end": 2025},
            },
            "rows": [
                {
                    "id": "row1",
                    "no": "1",
                    "name": "指标1",
                    "component": None,
                    "unit": "%",
                    "nature": "约束性",
                    "baseline": {"text": "24.2", "value": Decimal("24.2"), "year": 2020, "source": "正文", "printed": False},
                    "target": {"text": "≤22", "due": 2022},
                    "basis": ["linear", "kept"],
                    "reason": None,
                    "revisions": [],
                    "years": [
                        {"year": 2021, "value": Decimal("23.1"), "relation": "le", "text": "≤23.1", "basis": "linear"},
                        {"year": 2022, "value": 22, "relation": "le", "text": "≤22", "basis": "linear"},
                        {"year": 2023, "value": 22, "relation": "le", "text": "≤22", "basis": "kept"},
                        {"year": 2024, "value": 22, "relation": "le", "text": "≤22", "basis": "kept"},
                        {"year": 2025, "value": 22, "relation": "le", "text": "≤22", "basis": "kept"},
                    ],
                }
            ],
        }  # fmt: skip


class TestCommand:
    """「规格里的 annual_targets 优先；推不出来的，说明原因。」"""

    @pytest.mark.parametrize("form", ["terminal", "csv", "yaml", "json"])
    def test_forms(self, form: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "chongqing", "--format", form]) == 0
        assert "23.76" in capsys.readouterr().out

    @pytest.mark.parametrize("suffix", ["csv", "xlsx", "yaml", "yml", "json"])
    def test_a_file_is_what_its_name_says_and_never_overwritten(
        self, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / f"a.{suffix}"
        assert run(["path", "chongqing", "-o", str(path)]) == 0
        content = path.read_bytes()
        begins = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "yaml": b"# ", "yml": b"# ", "json": b"{\n"}
        assert content.startswith(begins[suffix])
        assert run(["path", "anju", "-o", str(path)]) == 2
        assert "--force" in capsys.readouterr().err
        assert path.read_bytes() == content
        assert run(["path", "anju", "-o", str(path), "--force"]) == 0
        assert path.read_bytes() != content

    def test_rows_that_are_named_in_the_order_of_the_plan(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "chongqing", "child_myopia_rate", "吸烟率", "10", "--format", "json"]) == 0
        assert [row["no"] for row in json.loads(capsys.readouterr().out)["rows"]] == ["10", "14"]

    def test_pace(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "chongqing", "10", "--pace", "geometric", "--format", "json"]) == 0
        [row] = json.loads(capsys.readouterr().out)["rows"]
        assert row["basis"] == ["geometric"]
        assert [step["text"] for step in row["years"]] == ["≤23.743", "≤23.295", "≤22.855", "≤22.423", "≤22"]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["chongqing", "香蕉", "苹果"], ["香蕉", "苹果"]),
            (["chongqing", "-o", "a.doc"], ["a.doc", "形式:文件"]),
            (["chongqing", "-o", "a.csv", "--format", "json"], ["不一致"]),
            (["chongqing", "-o", "no/such/folder/a.csv"], ["无法写入"]),
            (["nowhere"], ["没有这个规划"]),
        ],
    )
    def test_what_is_wrong(
        self,
        arguments: list[str],
        words: list[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run(["path", *arguments]) == 2
        done = capsys.readouterr()
        assert done.out == ""
        assert [word for word in words if word not in done.err] == []
        assert list(tmp_path.iterdir()) == []
