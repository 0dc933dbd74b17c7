"""What lint finds in the five plans and in small ones: each rule on a row that is wrong, and on one that nearly is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lint_command import CLEAN, DOWN, FOUND, UP, findings, shipped
from support import ROOT, plan_of

from healthplan_cli.checks.lint import (
    FindingLevel,
    all_rules,
)
from healthplan_cli.model import Plan
from healthplan_cli.sources.plans.catalog import load_plan


def of_first_family() -> list[str]:
    return [code for code in all_rules() if code.startswith("HP1")]


class TestShippedPlans:
    """All that is true, and nothing else."""

    @pytest.mark.parametrize("plan", shipped(), ids=lambda plan: plan.id)
    def test_exactly_these(self, plan: Plan) -> None:
        found: dict[str, list[str]] = {}
        for item in findings(plan, *of_first_family(), others=shipped()):
            found.setdefault(item.code, []).append(item.id)
        assert found == {code: ids.split() for code, ids in FOUND[plan.id].items()}

    @pytest.mark.parametrize("plan", shipped(), ids=lambda plan: plan.id)
    def test_each_has_its_line_and_its_words(self, plan: Plan) -> None:
        """The line is the row's (or a component's), and every number that the words cite stands in the spec."""
        path = ROOT / plan.path
        lines = path.read_text(encoding="utf-8").splitlines()
        printed = re.sub(r"\s", "", "".join(lines))
        for item in findings(plan, others=shipped()):
            assert item.location.file == plan.path
            if item.id and item.code.startswith("HP1"):
                rows = [line for line in lines[: item.location.line] if re.match(r"  - id: ", line)]
                assert rows[-1] == f"  - id: {item.id}"
            numbers = re.findall(r"\d+\.\d+", item.words)
            assert [number for number in numbers if number not in printed] == []

    def test_words_of_the_issues_examples(self) -> None:
        by_row = {
            (item.code, plan.id, item.id): item
            for plan in shipped()
            for item in findings(plan, others=shipped())
        }
        assert by_row["HP101", "dachuan", "smoking_rate"].words == "21.7 → <23.3"
        assert by_row["HP101", "dachuan", "immunization_coverage"].words == "98.93 → 90"
        assert by_row["HP102", "dachuan", "life_expectancy"].words == "78.2 → 78.2"
        assert by_row["HP101", "chongqing", "chinese_medicine_decoction_use"].message.startswith(
            "住院：目标 ≥60 宽于"
        )
        assert (
            "15.5 倍，别的规划最多 4.4 倍" in by_row["HP105", "dachuan", "childcare_places_per_1000"].message
        )
        assert "（四川省达州市达川区，0.202）的 2.3 倍" in by_row["HP105", "anju", "nurses_per_1000"].message
        assert "最多容许 1 例" in by_row["HP110", "panzhihua", "maternal_mortality"].message
        assert "第 9 项" in by_row["HP108", "chongqing", "geriatric_department_share"].message

    def test_at_the_end_is_only_a_note(self) -> None:
        levels = {item.id: item.level for item in findings(load_plan("panzhihua", whole=True), "HP102")}
        assert levels == {
            "immunization_coverage": FindingLevel.WARNING,
            "surface_water_quality": FindingLevel.NOTE,
            "national_sanitary_county_share": FindingLevel.NOTE,
        }

    def test_a_binding_change_from_nowhere_is_a_warning(self) -> None:
        heavy = {
            plan.id: [item.id for item in findings(plan, "HP107") if item.level is FindingLevel.WARNING]
            for plan in shipped()
        }
        assert heavy == {
            "anju": ["adolescent_new_myopia_rate"],
            "chongqing": [],
            "dachuan": ["child_myopia_rate"],
            "healthy_china_2030": [],
            "healthy_china_action": ["child_myopia_rate"],
            "panzhihua": [],
            "zhenan": ["child_myopia_rate"],
        }


def test_a_clean_plan_is_quiet() -> None:
    """Every rule, those about the body text and about projects too; with what the region has, and other plans to compare."""
    commitments = [
        {
            "id": "c1",
            "subject": "居民健康素养水平",
            "target": "达到30%以上",
            "section": "二",
            "indicator": "literacy",
        },
        {"id": "c2", "subject": "三级医院", "target": "5个", "section": "三", "better": "higher"},
    ]
    projects = [{"id": "p1", "name": "区医院", "years": "2021-2023", "investment": 100}]
    region = {"name": "某市", "births": "2万人", "population": "300万人"}
    plan = plan_of(CLEAN, commitments=commitments, projects=projects, region=region)
    assert [(item.code, item.id, item.message) for item in findings(plan, others=shipped())] == []


ROWS: dict[str, list[tuple[dict[str, Any], bool]]] = {
    "HP101": [
        ({**UP, "baseline": 80, "target": "≥70"}, True),
        ({**UP, "baseline": "≥80", "target": "≥70"}, True),
        ({**UP, "baseline": ">70", "target": "≥70"}, False),
        ({**UP, "baseline": 69.9, "target": "≥70"}, False),
        ({**UP, "baseline": "≤80", "target": "≥70"}, False),  # may be anything below
        ({**UP, "baseline": 80.5, "target": "80左右"}, False),
        ({**UP, "baseline": 81.7, "target": "80左右"}, True),
        ({**DOWN, "baseline": 21.7, "target": "<23.3"}, True),
        ({**DOWN, "baseline": 23.4, "target": "<23.3"}, False),
        ({**DOWN, "baseline": "8‰", "target": "≤1"}, True),  # 0.8 %
        ({**DOWN, "baseline": "18‰", "target": "≤1"}, False),
        ({"target": "二级甲等", "baseline": "三级乙等"}, True),
        ({"target": "三级乙等", "baseline": "二级甲等"}, False),
        ({**UP, "baseline": "职工≧90城乡居民≧60", "target": "职工≧80城乡居民≧70", "components": [{"id": "a", "name": "职工"}, {"id": "b", "name": "城乡居民"}]}, True),
        ({**UP, "baseline": 80, "target": "持续提升"}, False),
        ({**UP, "baseline": "—", "target": "≥70"}, False),
        ({**UP, "baseline": "〔80〕", "target": "≥70"}, False),  # the total of five years
    ],
    "HP102": [
        ({**UP, "baseline": 70, "target": "≥70"}, True),
        ({**UP, "baseline": "70%", "target": "70"}, True),
        ({**UP, "baseline": "≥95%", "target": "≥95"}, True),
        ({**UP, "baseline": ">85", "target": ">85"}, True),
        ({**UP, "baseline": "80左右", "target": "80左右"}, True),
        ({**UP, "baseline": 70, "target": ">70"}, False),
        ({**UP, "baseline": 70, "target": "保持在70以上"}, False),
        ({**UP, "baseline": "80左右", "target": "稳定在80左右"}, False),
        ({**UP, "baseline": 70, "target": "保持稳定"}, False),
        ({**UP, "baseline": 70, "target": "≥70.1"}, False),
        ({"target": "二级甲等", "baseline": "二级甲等"}, True),
        ({"unit": None, "better": "neither", "baseline": 5, "target": "5—6"}, False),
        ({"unit": None, "better": "higher", "baseline": 5, "target": "5—6"}, True),
    ],
    "HP103": [
        ({**UP, "target": "≥40", "annual_targets": {"2023": "≥37", "2025": "≥38"}}, True),
        ({**UP, "target": "≥40", "annual_targets": {"2023": "≥37", "2025": "≥42"}}, True),
        ({**UP, "target": "≥40", "annual_targets": {"2023": "≥37", "2025": "达到40"}}, False),
        ({**UP, "target": "≥40", "annual_targets": {"2025": "400‰以上"}}, False),
        ({**UP, "target": "≥40", "annual_targets": {"2023": "≥41", "2025": "≥40"}}, True),
        ({**UP, "target": "≥40", "annual_targets": {"2025": "≥38"}, "due": 2026}, False),
        ({**UP, "target": "≥40", "annual_targets": {"2025": "≥38"}, "revisions": [
            {"from": 2023, "document": "某文", "target": "≥38", "annual_targets": {"2025": "≥38"}}]}, False),
        ({**UP, "target": "≥60", "annual_targets": {"2023": "≥62"}}, True),
        ({**UP, "target": "≥60", "annual_targets": {"2023": "≥58", "2024": "≥57"}}, True),
        ({**UP, "target": "≥60", "annual_targets": {"2023": "≥60"}}, False),
        ({**DOWN, "target": "≤60", "annual_targets": {"2023": "≤62", "2024": "≤61"}}, False),
        ({**DOWN, "target": "≤60", "annual_targets": {"2023": "≤59"}}, True),
        ({**UP, "target": "≥60", "annual_targets": {"2022": "≥50"}, "revisions": [
            {"from": 2024, "document": "某文", "target": "≥55", "annual_targets": {"2024": "≥52"}}]}, False),
        ({**UP, "target": "≥60", "annual_targets": {"2022": "≥50"}, "revisions": [
            {"from": 2024, "document": "某文", "target": "≥45", "annual_targets": {}}]}, True),
    ],
    "HP104": [
        ({**UP, "baseline": 60, "target": "累计提高50个百分点"}, True),
        ({**UP, "baseline": 60, "target": "累计提高40个百分点"}, False),
        ({**UP, "baseline": 98, "target": "每年提高0.5个百分点"}, True),
        ({**UP, "baseline": 60, "target": "翻一番"}, True),
        ({**UP, "baseline": 99, "target": "增速控制在10%以内"}, False),
        ({**DOWN, "baseline": 2, "target": "每年降低0.5个百分点"}, True),
        ({**UP, "id": "health_literacy", "limits": {"min": 0, "max": 150}, "target": "≥110"}, True),
        ({**UP, "name": "病床使用率", "limits": {"min": 0, "max": 150}, "target": "≥105"}, False),
        ({"better": "higher", "unit": "亿元", "baseline": 60, "target": "翻两番"}, False),
    ],
    "HP106": [
        ({**DOWN, "baseline": 40, "target": "每年降低0.5%"}, True),
        ({**DOWN, "baseline": 40, "target": "较2020年下降10%"}, True),
        ({**DOWN, "baseline": 40, "target": "〔18〕"}, True),
        ({"name": "林下经济", "better": "higher", "unit": "万亩", "baseline": 150, "target": "〔120〕"}, True),
        ({"name": "林下经济", "better": "higher", "unit": "万亩", "baseline": "〔150〕", "target": "〔120〕"}, False),
        ({"name": "新增造林", "better": "higher", "unit": "万亩", "baseline": 150, "target": "〔120〕"}, False),
        ({**DOWN, "baseline": 40, "target": "每年降低0.5个百分点"}, False),
        ({"better": "higher", "unit": "亿元", "baseline": 40, "target": "每年增长8%"}, False),
        ({**DOWN, "baseline": 40, "target": "下降到10%"}, False),
    ],
    "HP107": [
        ({**UP, "target": "≥70"}, True),
        ({**UP, "baseline": "—", "target": "持续提升", "nature": "预期性"}, True),
        ({**UP, "baseline": {"text": "60%", "source": "一"}, "target": "≥70"}, False),
        ({**UP, "target": "国家下达"}, False),
        ({**UP, "target": "—"}, False),
        ({**UP, "target": "每年不少于70%"}, False),
    ],
    "HP109": [
        ({**UP, "target": "国家下达"}, True),
        ({**DOWN, "target": "明显下降"}, True),
        ({**DOWN, "target": "明显下降", "at_least": "0.5个百分点"}, False),
        ({**DOWN, "target": "逐年下降"}, False),
        ({**UP, "target": "—"}, True),
        ({**UP, "target": "国家下达", "nature": "预期性"}, False),
    ],
    "HP111": [
        ({**DOWN, "baseline": 0, "target": "持续下降"}, True),
        ({**UP, "baseline": 100, "target": "逐年提高"}, True),
        ({**UP, "baseline": 100, "target": "保持稳定"}, False),
        ({**DOWN, "baseline": 0.1, "target": "持续下降"}, False),
        ({**DOWN, "baseline": 100, "target": "持续下降"}, False),
        ({"unit": "‰", "better": "higher", "baseline": 1000, "target": "逐年提高"}, True),
    ],
    "HP113": [
        ({**UP, "target": "力争达到70"}, True),
        ({**UP, "target": "确保达到70"}, False),
        ({**UP, "target": "力争达到70", "nature": "预期性"}, False),
    ],
    "HP114": [
        ({**UP, "baseline": "92.7*", "target": "≥93"}, True),
        ({**UP, "baseline": "92.7", "target": "≥93"}, False),
        ({**UP, "baseline": "92.7*", "target": "≥93", "revisions": [{"from": 2022, "document": "某文", "baseline": 92.6}]}, False),
    ],
    "HP122": [
        ({**UP, "target": {"op": "unread", "text": "58"}}, True),
        ({**UP, "target": {"op": "unread"}}, True),
        ({**UP, "target": {"2022": "58", "2025": {"op": "unread", "text": "60"}}}, True),
        ({**UP, "target": {"op": "external", "text": "58"}}, False),
        ({**UP, "target": "58"}, False),
    ],
    "HP121": [
        ({"unit": None, "target": {"op": "milestone", "state": "建成"}}, True),
        ({"unit": None, "target": {"op": "milestone", "state": "建成"}, "evidence": "竣工验收批复"}, False),
        ({"unit": None, "target": {"op": "milestone", "state": "建成"}, "note": "以命名文件为准"}, False),
        ({"unit": None, "target": {"op": "milestone", "state": "建成"}, "nature": "预期性"}, False),
        ({"target": "三级甲等"}, False),
    ],
    "HP117": [
        ({**DOWN, "target": "≥27%"}, True),
        ({**DOWN, "target": "≤27%"}, False),
        ({**UP, "target": "不高于27%"}, True),
        ({**UP, "target": "每年降低0.5个百分点"}, True),
        ({**UP, "target": "逐年下降"}, True),
        ({**DOWN, "target": "逐年下降"}, False),
        ({**DOWN, "target": "增速控制在10%以内"}, False),
        ({"unit": "张", "better": "neither", "target": "≤27"}, False),
        ({**DOWN, "target": "达到27"}, False),
        ({**UP, "baseline": 50, "target": "减少到2020年的0.9倍"}, True),
        ({**UP, "baseline": 50, "target": "达到2020年的1.2倍"}, False),
        ({**DOWN, "baseline": 50, "target": "达到2020年的0.9倍"}, False),
        ({**DOWN, "baseline": 50, "target": "翻一番"}, True),
    ],
    "HP116": [
        ({**UP, "name": "早孕建册率和产后访视率", "target": "≥90"}, True),
        ({**UP, "name": "早孕建册率、产后访视率", "target": "提高5个百分点"}, True),
        ({**UP, "name": "早孕建册率及产后访视率", "target": "均达到90%"}, False),
        ({**UP, "name": "早孕建册率和产后访视率", "target": "持续提升"}, False),
        ({**UP, "name": "急救及时率", "target": "≥90"}, False),
        ({**UP, "name": "服务效率和满意率", "target": "≥90"}, False),
        ({**UP, "name": "高血压、糖尿病患者规范管理率", "target": "≥65"}, True),
        ({**UP, "name": "高血压和糖尿病患者规范管理率", "target": "≥65"}, True),
        ({**UP, "name": "高血压患者规范管理率", "target": "≥65"}, False),
        ({**UP, "name": "二级及以上医院患者满意率", "target": "≥65"}, False),
        ({**UP, "name": "公立医院和民营医院患者满意率", "target": "≥65"}, False),
        ({**UP, "name": "高血压（含继发性、妊娠期）患者管理率", "target": "≥65"}, False),
        ({**UP, "name": "高血压、糖尿病患者规范管理率", "target": "职工65，居民60",
          "components": [{"id": "a", "name": "职工"}, {"id": "b", "name": "居民"}]}, False),
    ],
    "HP115": [
        ({**UP, "target": "—", "nature": "预期性"}, True),
        ({**UP, "target": "", "nature": "预期性"}, True),
        ({**UP, "target": "—", "nature": "倡导性"}, False),
        ({**UP, "target": "—"}, False),  # HP109
        ({**UP, "target": "≥70", "nature": "预期性"}, False),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "row", "wrong"),
    [(code, row, wrong) for code, cases in ROWS.items() for row, wrong in cases],
    ids=lambda value: str(value.get("target")) if isinstance(value, dict) else str(value),
)
def test_a_row(code: str, row: dict[str, Any], wrong: bool) -> None:
    found = findings(plan_of([row]), code)
    assert [item.code for item in found] == [code] * wrong
    assert all(item.level is all_rules()[code].LEVEL and item.words and item.message for item in found)


def test_words_not_understood_are_not_a_number_that_stands_elsewhere() -> None:
    found = findings(plan_of([{**UP, "target": {"op": "unread", "text": "58"}}]))
    assert [one.code for one in found if one.code in ("HP109", "HP115", "HP122")] == ["HP122"]
    [elsewhere] = findings(
        plan_of([{**UP, "target": {"op": "external", "text": "按市级分解任务执行"}}]), "HP109"
    )
    assert "数在别的文件里" in elsewhere.message
