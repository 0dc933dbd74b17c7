"""`hpcheck path`: the yearly targets that follow from a plan, and every form in which they are handed out."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import pytest
import yaml
from annualcases import DOWN, PLANS, UP, revised, status_of, texts
from forms import text_of
from support import actuals_of, judged, plan_of

from healthplan_cli.model import Status
from healthplan_cli.report import Look
from healthplan_cli.report.words.annual_targets import basis_words, revision_words
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.views.annual_targets import Basis, PathRow, year_path


def rows_of(*rows: dict[str, Any], geometric: bool | None = None) -> tuple[PathRow, ...]:
    return year_path(plan_of(list(rows)), geometric=geometric).rows


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
    ({"unit": "家", "better": "lower", "baseline": "50", "target": "〔18〕"}, "“〔18〕”没有写单位，可以指数量，也可以指百分比：请写明单位"),
    ({"unit": "家", "better": "higher", "baseline": "50", "target": "〔18〕"}, "“〔18〕”可以是各年合计的数，也可以是比基期的变化，说不清是哪一种：合计的请在规格里写 sum: true，变化的写 sum: false"),
    ({"unit": "家", "better": "higher", "baseline": "0", "target": "较2020年增长10%"}, "“较2020年增长10%”：基期不是正数，百分比没有意义"),
    ({"unit": "家", "better": "higher", "baseline": "0", "target": "每年增长10%"}, "“每年增长10%”：基期不是正数，百分比没有意义"),
    ({"unit": "家", "better": "higher", "baseline": "9", "target": "较2019年增长10%"}, "“较2019年增长10%”从 2019 年算起，缺少那一年的数"),
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
        assert basis_words(row) == "2022—2024 年 规划写明的年度目标，2025 年 照规划原文"
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
            "2021 年 按直线推算，2022 年 规划写明的年度目标，2023 年 按直线推算，2024—2025 年 到期后保持"
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
