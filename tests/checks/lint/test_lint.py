"""What lint finds in the five plans and in small ones: each rule on a row that is wrong, and on one that nearly is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from forms import text_of
from machines import annotated, check_github, check_sarif
from support import ROOT, plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.text_width import width
from healthplan_cli.checks.lint import (
    Finding,
    FindingLevel,
    Linted,
    Linting,
    Subject,
    all_rules,
    documentation,
    lint,
    title,
)
from healthplan_cli.cli import run
from healthplan_cli.model import Plan
from healthplan_cli.report import Look
from healthplan_cli.sources.plans.catalog import catalogue, load_plan

NAMES = (
    "anju",
    "chongqing",
    "dachuan",
    "healthy_china_2030",
    "healthy_china_action",
    "panzhihua",
    "zhenan",
)
# Read beside the documents, row by row.
FOUND = {
    "anju": {
        "HP101": "infant_mortality under5_mortality hypertension_management_rate electronic_health_record_rate",
        "HP102": "immunization_coverage",
        "HP105": "nurses_per_1000",
        "HP107": "class_ab_infectious_disease_incidence notifiable_disease_reporting_rate"
        " adolescent_new_myopia_rate cardiovascular_mortality cancer_5year_survival diabetes_management_rate"
        " severe_mental_disorder_standard_management_rate cancer_screening_early_diagnosis_rate smoking_rate"
        " health_literacy mental_health_literacy basic_health_knowledge_awareness maternal_management_rate"
        " elderly_health_management_rate primary_care_first_visit_rate secondary_average_length_of_stay"
        " hospital_infection_rate local_inpatient_rate public_health_doctors_per_10000"
        " general_practitioners_per_10000 general_practice_nurses_per_10000 community_health_centers"
        " bachelor_health_technician_share chinese_medicine_visit_share basic_public_health_funding_per_capita"
        " government_health_expenditure_share out_of_pocket_share",
        "HP109": "adolescent_new_myopia_rate",
        "HP110": "maternal_mortality",
        "HP118": "hypertension_management_rate_text",
    },
    "chongqing": {
        "HP101": "maternal_mortality infant_mortality under5_mortality chinese_medicine_decoction_use"
        " air_quality_good_days",
        "HP107": "healthy_life_expectancy health_service_industry",
        "HP108": "regular_exercise_share geriatric_department_share",
        "HP109": "surface_water_quality",
        "HP114": "physical_fitness_pass_share",
    },
    "dachuan": {
        "HP101": "maternal_mortality infant_mortality under5_mortality smoking_rate immunization_coverage"
        " severe_mental_disorder_management_rate diabetes_management_rate"
        " severe_mental_disorder_standard_management_rate",
        "HP102": "life_expectancy elderly_health_management_rate maternal_and_child_management_rate"
        " geriatric_department_share",
        "HP105": "childcare_places_per_1000",
        "HP107": "healthy_life_expectancy child_myopia_rate smart_hospital_count health_service_industry",
        "HP109": "surface_water_quality",
        "HP110": "maternal_mortality",
        "HP112": "healthy_life_expectancy",
        "HP113": "child_myopia_rate",
        "HP116": "maternal_and_child_management_rate",
    },
    "healthy_china_2030": {
        "HP106": "chronic_disease_premature_mortality cancer_5year_survival",
        "HP107": "health_service_industry",
    },
    "healthy_china_action": {
        "HP101": "hiv_prevalence",
        "HP103": "hiv_prevalence",
        "HP105": "copd_awareness_rate",
        "HP106": "nutrition_knowledge_awareness depression_treatment_rate",
        "HP107": "preventive_treatment_department_share nutrition_knowledge_awareness food_kinds_per_day"
        " adult_body_mass_index nutrition_instructors_per_10000 greenway_length_per_10000"
        " drinking_water_quality newborn_hearing_screening_rate child_myopia_rate"
        " physical_education_course_rate student_exercise_at_school_per_day school_health_staff_share"
        " school_mental_health_staff_share early_pneumoconiosis_share occupational_hazard_awareness"
        " occupational_health_service_coverage elderly_health_awareness geriatric_department_share"
        " rehabilitation_department_share health_checkup_rate stroke_thrombolysis"
        " chinese_medicine_non_drug_therapy_share first_aid_certificate_share"
        " under5_hepatitis_b_antigen_prevalence tuberculosis_incidence echinococcosis_control_county_share",
        "HP113": "child_myopia_rate",
    },
    "panzhihua": {
        "HP101": "maternal_mortality infant_mortality under5_mortality air_quality_good_days",
        "HP102": "immunization_coverage surface_water_quality national_sanitary_county_share",
        "HP107": "healthy_life_expectancy pharmacists_per_1000 childcare_places_per_1000 smart_hospital_share",
        "HP110": "maternal_mortality",
        "HP111": "maternal_mortality_trend",
        "HP113": "child_myopia_rate",
        "HP115": "health_service_industry",
        "HP116": "maternal_and_child_management_rate",
    },
    "zhenan": {
        "HP101": "life_expectancy infant_mortality under5_mortality elderly_health_management_rate"
        " maternal_management_rate under3_health_management_rate",
        "HP102": "immunization_coverage child_0_6_health_management_rate",
        "HP107": "healthy_life_expectancy maternal_mortality out_of_pocket_share hiv_prevalence"
        " severe_mental_disorder_management_rate chronic_disease_premature_mortality"
        " workplace_hazard_monitoring_pass_rate prenatal_screening_rate child_myopia_rate"
        " childcare_places_per_1000 tertiary_average_length_of_stay hospital_infection_rate beds_per_1000"
        " doctors_per_1000 nurses_per_1000 general_practitioners_per_10000 pharmacists_per_1000"
        " national_sanitary_city_share health_literacy smoking_rate",
        "HP110": "maternal_mortality",
        "HP112": "healthy_life_expectancy",
        "HP113": "child_myopia_rate",
    },
}


@cache
def shipped() -> tuple[Plan, ...]:
    return tuple(load_plan(name, whole=True) for name in NAMES)


def findings(plan: Plan, *codes: str, others: Sequence[Plan] = ()) -> tuple[Finding, ...]:
    return lint(Subject(plan, catalogue(), None, tuple(others)), codes or list(all_rules()))


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


# ── small plans ──

UP: dict[str, Any] = {"unit": "%", "better": "higher"}
DOWN: dict[str, Any] = {"unit": "%", "better": "lower"}
RARE: dict[str, Any] = {"unit": "/10万", "better": "lower", "name": "孕产妇死亡率", "baseline": 20}
CLEAN: list[dict[str, Any]] = [
    {**UP, "id": "literacy", "name": "居民健康素养水平", "baseline": 23.4, "target": "≥30", "annual_targets": {"2023": "≥26"}},
    {**DOWN, "id": "smoking", "name": "15岁以上人群吸烟率", "baseline": 24.2, "target": "≤22"},
    {**DOWN, "id": "myopia", "name": "儿童青少年总体近视率", "baseline": 51.3, "target": "每年降低0.5个百分点"},
    {**UP, "id": "vaccinated", "name": "疫苗接种率", "baseline": 98.1, "target": "保持稳定"},
    {"id": "beds", "name": "每千人口床位数", "unit": "张", "better": "higher", "baseline": 6.2, "target": 7.5},
    {**RARE, "id": "maternal", "target": "≤18"},
]  # fmt: skip


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


class TestTables:
    """Rules that look at more than a row."""

    def test_same_baseline(self) -> None:
        same = [
            {**UP, "baseline": value, "target": "≥99"} for value in (47.65, 47.65, 47, 47, 100, 100, 50.0, 50)
        ]
        assert [item.id for item in findings(plan_of(same), "HP108")] == ["row1", "row2"]
        other_unit = [
            {**UP, "baseline": 47.65, "target": "≥99"},
            {**UP, "unit": "张", "baseline": 47.65, "target": "≥99"},
        ]
        assert findings(plan_of(other_unit), "HP108") == ()
        parts = [{"id": "a", "name": "甲", "baseline": 47.65}, {"id": "b", "name": "乙", "baseline": 47.65}]
        assert findings(plan_of([{**UP, "target": "≥99", "components": parts}]), "HP108") == ()

    @pytest.mark.parametrize(
        ("target", "nature", "level", "words"),
        [
            ("每年降低0.5个百分点", "约束性", "warning", "头一年的变化看不出"),
            ("每年降低0.5个百分点", "预期性", "note", "头一年的变化看不出"),
            ("年均降低0.5个百分点", "约束性", "warning", "到期也难判断"),
            ("明显下降", "约束性", "warning", "到期也难判断"),
            ("保持稳定", "倡导性", "note", "到期也难判断"),
            ("≤20", "约束性", "note", "到目标年以前看不出进展"),
        ],
    )
    def test_no_baseline(self, target: str, nature: str, level: str, words: str) -> None:
        [found] = findings(plan_of([{**DOWN, "target": target, "nature": nature}]), "HP107")
        assert found.level.value == level
        assert words in found.message

    @pytest.mark.parametrize(
        ("row", "said", "code"),
        [
            ({**UP, "baseline": "92.68"}, "提高至70%", "HP118"),
            ({**UP, "baseline": "70"}, "稳步提升到70%以上", "HP118"),  # no higher than it is
            ({**UP, "baseline": "69.9"}, "提高至70%", None),
            ({**UP, "baseline": ">70"}, "提高至70%", "HP118"),
            ({**UP, "baseline": "≤80"}, "提高至70%", None),  # may be anything below
            ({**UP, "baseline": "—"}, "提高至70%", None),
            ({**UP, "baseline": "92.68"}, "达到70%", "HP101"),
            ({**UP, "baseline": "92.68"}, "提高1个百分点", None),
            ({**UP, "baseline": "92.68"}, "逐步提高", None),
            ({**DOWN, "baseline": "9.5"}, "下降到10%以下", "HP118"),
            ({**DOWN, "baseline": "10"}, "降低至10%", "HP118"),
            ({**DOWN, "baseline": "10.1"}, "减少到10%", None),
            ({**DOWN, "baseline": "9.5"}, "控制在10%以内", "HP101"),
            ({**UP, "baseline": "50"}, "下降到60%", "HP118"),
            ({**DOWN, "baseline": "9.5"}, "提高到9%", "HP118"),
        ],
    )
    def test_a_verb_against_its_number(self, row: dict[str, Any], said: str, code: str | None) -> None:
        """Once: where HP118 says it, HP101 and HP102 don't."""
        item = {"id": "c1", "subject": "率", "section": "一", "indicator": "row1", "target": said}
        plan = plan_of([{**row, "target": "国家下达"}], commitments=[item])
        found = findings(plan, "HP101", "HP102", "HP118")
        assert [(one.id, one.code) for one in found] == [("c1", code)] * (code is not None)

    def test_a_verb_against_a_baseline_of_its_own(self) -> None:
        item = {"id": "c1", "subject": "率", "section": "一", "unit": "%", "better": "higher"}
        for baseline, count in (("80%", 1), ("60%", 0)):
            said = {**item, "target": "提高到70%", "baseline": {"text": baseline, "source": "一"}}
            found = findings(plan_of(CLEAN, commitments=[said]), "HP101", "HP118")
            assert [one.code for one in found] == ["HP118"] * count

    def test_a_verb_in_the_table_is_another_rule(self) -> None:
        found = findings(plan_of([{**UP, "baseline": 80, "target": "提高到70"}]), "HP101", "HP118")
        assert [one.code for one in found] == ["HP101"]

    def test_words_of_a_target_are_quoted(self) -> None:
        for target, said in (("保持在70以上", "目标“保持在70以上”宽于"), ("≥70", "目标 ≥70 宽于")):
            [found] = findings(plan_of([{**UP, "baseline": 80, "target": target}]), "HP101")
            assert found.message.startswith(said)

    @pytest.mark.parametrize(
        ("region", "unit", "count"),
        [
            ({"level": "county"}, "/10万", 1),
            ({"level": "city"}, "/10万", 0),
            ({"level": "county", "births": "3万人"}, "/10万", 0),
            ({"level": "county"}, "‰", 0),
            ({}, "/10万", 0),
        ],
    )
    def test_a_county_of_unknown_births(self, region: dict[str, Any], unit: str, count: int) -> None:
        plan = plan_of([{**RARE, "unit": unit, "target": "≤14.5"}], region={"name": "某县", **region})
        found = findings(plan, "HP110")
        assert [(one.id, one.level) for one in found] == [("row1", FindingLevel.NOTE)] * count
        assert all("births" in one.message for one in found)
        other = {**RARE, "unit": unit, "name": "某病死亡率", "target": "≤14.5"}
        assert findings(plan_of([other], region={"name": "某县", **region}), "HP110") == ()

    def test_tied_to_a_standstill(self) -> None:
        tied = {"unit": "岁", "better": "higher", "target": "同比例提高", "relative_to": "row1"}
        for target, wrong in (("78.2", True), ("≥77", True), ("78.3", False)):
            first = {"unit": "岁", "better": "higher", "baseline": 78.2, "target": target}
            found = findings(plan_of([first, tied]), "HP112")
            assert [item.id for item in found] == ["row2"] * wrong, target

    def test_two_rates_in_a_row(self) -> None:
        row = {
            "id": "maternal_and_child_management_rate",
            "name": "孕产妇系统管理率和3岁以下儿童系统管理率",
            "unit": "%",
        }
        for target, wrong in (("≥95", True), ("均达到95以上", False)):
            spec = {
                "format": "hpcheck.plan/1",
                "id": "t",
                "title": "t",
                "period": {"baseline": 2020, "start": 2021, "end": 2025},
            }
            plan = _with_catalogue(
                {**spec, "indicators": [{**row, "nature": "预期性", "baseline": 94, "target": target}]}
            )
            assert [item.code for item in findings(plan, "HP116")] == ["HP116"] * wrong

    def test_later_year_of_a_commitment(self) -> None:
        first = {"id": "c1", "subject": "区医院", "target": "三级甲等", "section": "一", "due": 2022}
        for target, wrong in (("三级乙等", True), ("三级甲等", False)):
            later = {"id": "c2", "subject": "区医院", "target": target, "section": "二", "indicator": "c1"}
            found = findings(plan_of(CLEAN, commitments=[first, later]), "HP103")
            assert [item.id for item in found] == ["c2"] * wrong

    @pytest.mark.parametrize(
        ("row", "said", "due", "found"),
        [
            ({**UP, "target": "≥95"}, "达到92%以上", 2027, "c1"),
            ({**UP, "target": "≥95"}, "达到95%以上", 2027, None),
            ({**UP, "target": "≥95"}, "达到92%以上", 2025, None),  # HP201's
            ({**UP, "target": "≥95"}, "达到92%以上", 2023, None),
            ({**DOWN, "target": "≤27"}, "降到25%", 2023, "row1"),
            ({**DOWN, "target": "≤27"}, "降到28%", 2023, None),
            ({**DOWN, "target": "≤27", "annual_targets": {"2022": "≤26"}}, "降到26.5%", 2023, "c1"),
            ({**UP, "target": "持续提升"}, "达到92%以上", 2027, None),
        ],
    )
    def test_a_row_and_a_commitment_of_another_year(
        self, row: dict[str, Any], said: str, due: int, found: str | None
    ) -> None:
        item = {"id": "c1", "subject": "率", "section": "一", "indicator": "row1", "target": said, "due": due}
        hits = findings(plan_of([row], commitments=[item]), "HP103")
        assert found in [one.id for one in hits] if found else hits == ()

    def test_each_number_of_a_year_against_each_of_the_year_before(self) -> None:
        """The table's 95 and the body's 97 by 2025: 96 by 2027 is looser than the latter; said twice, it is one finding."""
        about = {"subject": "率", "section": "一", "indicator": "row1"}
        items = [
            {**about, "id": "c1", "target": "达到97%"},
            {**about, "id": "c2", "target": "达到96%", "due": 2027},
            {**about, "id": "c3", "target": "96%以上", "due": 2027},
        ]
        hits = findings(plan_of([{**UP, "target": "≥95"}], commitments=items), "HP103")
        assert [one.words for one in hits] == ["2025 年 达到97%，2027 年 达到96%"]

    def test_a_yearly_target_that_is_not_the_target(self) -> None:
        row = {**UP, "target": "≥40", "annual_targets": {"2023": "≥37", "2025": "≥38"}}
        [found] = findings(plan_of([row]), "HP103")
        assert found.words == "目标 ≥40；annual_targets 2025 年 ≥38"

    @pytest.mark.parametrize(
        ("row", "codes"),
        [
            ({**DOWN, "baseline": 22.6, "target": "≥20%"}, ["HP117"]),
            ({**UP, "baseline": 22.6, "target": "≤30%"}, ["HP117"]),
            ({**DOWN, "baseline": 20, "target": "≤22%"}, ["HP101"]),
            ({"unit": None, "better": "neither", "baseline": 7, "target": "5—6"}, []),
        ],
    )
    def test_the_wrong_way_is_said_once(self, row: dict[str, Any], codes: list[str]) -> None:
        assert [one.code for one in findings(plan_of([row]), "HP101", "HP117")] == codes

    @pytest.mark.parametrize(("body", "ends"), [(False, "；改成“保持”"), (True, "或与表里的目标写一致")])
    def test_no_room_in_the_table_and_in_the_body(self, body: bool, ends: str) -> None:
        row = {**UP, "baseline": 100, "target": "国家下达" if body else "逐年提高"}
        said = {"id": "c1", "subject": "率", "section": "一", "indicator": "row1", "target": "逐年提高"}
        [found] = findings(plan_of([row], commitments=[said] if body else []), "HP111")
        assert found.message.endswith(ends)

    def test_a_commitment_does_not_repeat_its_row(self) -> None:
        about = {"subject": "率", "section": "一", "indicator": "row1"}
        row = {**UP, "baseline": 80, "target": "≥70"}
        again = [{**about, "id": "c1", "target": "达到72%"}]
        assert [item.id for item in findings(plan_of([row], commitments=again), "HP101")] == ["row1"]
        row = {**row, "target": "≥85"}
        assert [item.id for item in findings(plan_of([row], commitments=again), "HP101")] == ["c1"]

    def test_a_commitment_in_another_unit_has_no_baseline(self) -> None:
        """13.66‰ in the table, 13.5% in the body: which one is meant isn't known."""
        row = {**DOWN, "unit": "‰", "baseline": 13.66, "target": "≤13.5"}
        said = {"id": "c1", "subject": "率", "section": "一", "indicator": "row1", "target": "下降到13.5%"}
        assert [item.id for item in findings(plan_of([row], commitments=[said]), "HP118")] == ["c1"]
        assert findings(plan_of([row], commitments=[{**said, "unit": "%"}]), "HP118") == ()

    @pytest.mark.parametrize(
        ("region", "target", "unit", "wrong"),
        [
            ({"births": "不足1万人"}, "≤14.5", "/10万", True),
            ({"births": "不足1万人"}, "<30", "/10万", True),
            ({"births": "1万人"}, "≤30", "/10万", False),
            ({"births": "2万人"}, "≤14.5", "/10万", True),
            ({"births": "3万人"}, "≤14.5", "/10万", False),
            ({"births": 6700}, "≤4", "‰", False),
            ({"births": 600}, "≤4", "‰", True),
            ({"births": {"text": "27808人", "years": 5}}, "≤14.5", "/10万", True),
            ({"births": {"text": "164.65万人", "years": 5}}, "≤10", "/10万", False),
            ({"population": "10万人"}, "≤2", "/10万", False),  # another denominator
            ({}, "≤14.5", "/10万", False),
        ],
    )
    def test_one_event(self, region: dict[str, Any], target: str, unit: str, wrong: bool) -> None:
        plan = plan_of([{**RARE, "unit": unit, "target": target}], region={"name": "某县", **region})
        assert [item.code for item in findings(plan, "HP110")] == ["HP110"] * wrong

    def test_one_event_among_everyone(self) -> None:
        row = {**RARE, "name": "某病死亡率", "target": "≤2"}
        for population, wrong in (("10万人", True), ("20万人", False)):
            plan = plan_of([row], region={"name": "某县", "population": population})
            assert [item.code for item in findings(plan, "HP110")] == ["HP110"] * wrong

    def test_pace(self) -> None:
        def of(id: str, baseline: object, target: str, unit: str = "人") -> Plan:
            return plan_of(
                [{"id": "nurses", "unit": unit, "better": "higher", "baseline": baseline, "target": target}],
                id=id,
            )

        slow, slower = of("a", 2, "3"), of("b", 2, "2.5")
        quick, hardly, low = of("own", 1, "3.1"), of("own", 1, "3"), of("own", 0.2, "2")
        assert [item.code for item in findings(quick, "HP105", others=(slow, slower, quick))] == ["HP105"]
        assert findings(hardly, "HP105", others=(slow, slower)) == ()  # no more than twice
        assert findings(quick, "HP105", others=(slow,)) == ()  # one other plan is too few
        assert (
            findings(of("own", 20, "23"), "HP105", others=(slow, slower)) == ()
        )  # fast, and little all the same
        assert [item.code for item in findings(low, "HP105")] == ["HP105"]  # tenfold, whatever the others
        assert findings(low, "HP105", others=(of("a", 0.2, "3"),)) == ()
        assert findings(of("own", 3, "0.3"), "HP105") == ()  # the wrong way: HP101's

    @pytest.mark.parametrize(
        ("unit", "words"), [("%", "变 7.2个百分点，"), ("‰", "变 7.2个千分点，"), ("人", "变 7.2人，")]
    )
    def test_a_pace_is_in_points(self, unit: str, words: str) -> None:
        def of(id: str, target: str) -> Plan:
            row = {"id": "own", "unit": unit, "better": "higher", "baseline": 12, "target": target}
            return plan_of([row], id=id)

        [found] = findings(of("own", "48"), "HP105", others=(of("a", "13"), of("b", "14")))
        assert words in found.message


def _with_catalogue(spec: dict[str, Any]) -> Plan:
    from healthplan_cli.sources.plans.spec import build_plan
    from healthplan_cli.sources.strict_yaml import parse

    return build_plan(parse(json.dumps(spec).encode(), "t.yaml"), "t.yaml", catalogue(), "")


# ── the command ──


def hpcheck(*arguments: str, cwd: Path = ROOT) -> tuple[int, str, str]:
    command = [sys.executable, "-X", "utf8", "-m", "healthplan_cli", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["lint", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


class TestCommand:
    def test_text(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = called(capsys, "chongqing", "--select", "hp108,HP114")
        assert (code, err) == (1, "")
        lines = out.splitlines()
        assert lines[0] == "重庆市卫生健康发展“十四五”规划"
        assert re.fullmatch(
            r"specs/chongqing\.yaml:\d+: HP114 note: \[7 城乡居民达到.*\] 基期 92\.7\* 是初步数；.*", lines[1]
        )
        assert lines[2] == "    原文：92.7* → ≥93.5"
        assert lines[-1] == "1 份规划：错误 0，警告 2，提示 1"
        assert len(lines) == 9

    def test_exit_codes(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert called(capsys, "chongqing")[0] == 1
        assert called(capsys, "chongqing", "--select", "HP107")[0] == 0
        assert called(capsys, "chongqing", "--select", "HP107", "--level", "note")[0] == 1
        assert called(capsys, "chongqing", "--select", "HP101", "--level", "error")[0] == 0
        assert called(capsys, "chongqing", "--select", "HP101", "--level", "warning")[0] == 1

    def test_the_level_hides_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        outs = {called(capsys, "chongqing", "--level", level)[1] for level in ("error", "warning", "note")}
        assert len(outs) == 1

    def test_select_and_ignore(self, capsys: pytest.CaptureFixture[str]) -> None:
        def codes(*arguments: str) -> set[str]:
            out = called(capsys, "chongqing", "--format", "json", *arguments)[1]
            return {item["code"] for item in json.loads(out)["findings"]}

        assert codes("--select", "HP1") == set(FOUND["chongqing"])
        assert codes("--select", "HP1", "--ignore", "HP107") == set(FOUND["chongqing"]) - {"HP107"}
        assert codes("--select", "HP1", "--ignore", "HP10") == {"HP114"}
        assert codes("--select", "HP107", "--select", "hp108") == {"HP107", "HP108"}
        assert codes("--ignore", "HP") == set()

    def test_unknown_codes(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = called(capsys, "chongqing", "--select", "HP9", "--ignore", "X,HP101")
        assert (code, out) == (2, "")
        assert [line.partition("；")[0] for line in err.splitlines()] == [
            "--select: 没有规则 HP9",
            "--ignore: 没有规则 X",
        ]
        assert "HP101、HP102" in err

    def test_a_goal_over_the_whole_is_a_finding_among_others(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        """`validate` refuses it; here it must not hide the rest."""
        rows = [
            {"id": "a", "name": "访视率", "unit": "%", "better": "higher", "baseline": "95", "target": "≥105", "nature": "预期性"},
            {"id": "b", "name": "漏诊率", "unit": "%", "better": "lower", "baseline": "20", "target": "≤23", "nature": "预期性"},
        ]  # fmt: skip
        head = {"format": "hpcheck.plan/1", "id": "own", "title": "某县规划"}
        period = {"baseline": 2020, "start": 2021, "end": 2025}
        path = tmp_path / "own.yaml"
        path.write_text(json.dumps({**head, "period": period, "indicators": rows}), encoding="utf-8")
        code, out, _ = called(capsys, str(path), "--format", "json")
        assert code == 1
        assert {(item["code"], item["id"]) for item in json.loads(out)["findings"]} == {
            ("HP104", "a"),
            ("HP101", "b"),
        }

    @pytest.mark.parametrize("nothing", ["", ",", " ， "])
    def test_an_empty_choice_is_no_clean_plan(self, capsys: pytest.CaptureFixture[str], nothing: str) -> None:
        code, out, err = called(capsys, "chongqing", "--select", nothing)
        assert (code, out, err) == (2, "", "--select: 没有写规则；不写 --select 就是全部\n")

    def test_several_plans(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = called(capsys, *NAMES, "--format", "json")
        data = json.loads(out)
        assert code == 1
        assert data["plans"] == list(NAMES)
        assert {item["plan"] for item in data["findings"]} == set(NAMES)
        assert called(capsys, "anju", "anju", "--select", "HP109")[1].count("HP109") == 1

    def test_invalid_specs_all_at_once(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / f"{name}.yaml").write_text("format: hpcheck.plan/1\n", encoding="utf-8")
        code, out, err = called(capsys, str(tmp_path / "a.yaml"), "chongqing", str(tmp_path / "b.yaml"))
        assert (code, out) == (2, "")
        assert "a.yaml" in err
        assert "b.yaml" in err
        assert called(capsys, "chongqin")[0] == 2

    def test_the_plan_of_the_settings(self, tmp_path: Path) -> None:
        (tmp_path / "hpcheck.toml").write_text('plan = "panzhihua"\nformat = "json"\n', encoding="utf-8")
        code, out, _ = hpcheck("lint", "--select", "HP115", cwd=tmp_path)
        assert code == 1
        assert out.startswith("攀枝花市")
        assert hpcheck("lint", "anju", "--select", "HP109", cwd=tmp_path)[1].startswith("遂宁市")
        (tmp_path / "hpcheck.toml").unlink()
        code, out, err = hpcheck("lint", cwd=tmp_path)
        assert (code, out) == (2, "")
        assert "没有说明是哪个规划" in err

    def test_a_spec_of_ones_own(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        path = tmp_path / "own.yaml"
        head = "format: hpcheck.plan/1\nid: own\ntitle: 自己的\nperiod: {baseline: 2020, start: 2021, end: 2025}\nindicators:\n"
        row = '  - {id: smoking_rate, name: 吸烟率, unit: "%", nature: 预期性, baseline: "20", target: "≤BAD"}\n'
        path.write_text(head + row.replace("BAD", "18"), encoding="utf-8")
        assert called(capsys, str(path)) == (
            0,
            "自己的\n没有发现问题\n1 份规划：错误 0，警告 0，提示 0\n",
            "",
        )
        path.write_text(head + row.replace("BAD", "21"), encoding="utf-8")
        code, out, _ = called(capsys, str(path))
        assert code == 1
        assert f"{path}:6: HP101 warning: [1 吸烟率] 目标 ≤21 宽于基期 20" in out

    def test_explain(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = called(capsys, "--explain", "hp101")
        assert code == 0
        assert out.startswith("HP101 warning\n\n目标比自己的基期还宽。\n")
        assert "怎么办：" in out
        code, out, _ = called(capsys, "--explain", "all")
        lines = [line for line in out.splitlines() if not line.startswith(" ")]
        assert [line.split()[0] for line in lines] == list(all_rules())
        assert called(capsys, "--explain", "HP1")[0] == 2


class TestForms:
    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        data = json.loads(called(capsys, "dachuan", "--format", "json")[1])
        assert list(data) == ["format", "tool", "plans", "findings", "explained", "summary"]
        assert data["format"] == "hpcheck.lint/1"
        keys = ["code", "level", "plan", "id", "no", "name", "file", "line", "message", "words"]
        assert all(list(item) == keys for item in data["findings"])
        levels = [item["level"] for item in data["findings"]]
        counted = {level: levels.count(level) for level in ("error", "warning", "note")}
        assert data["summary"] == {**counted, "explained": 0}
        assert data["explained"] == []
        smoking = next(
            item for item in data["findings"] if item["id"] == "smoking_rate" and item["code"] == "HP101"
        )
        lines = (ROOT / smoking["file"]).read_text(encoding="utf-8").splitlines()
        assert lines[smoking["line"] - 1] == "  - id: smoking_rate"
        assert (smoking["no"], smoking["words"]) == ("10", "21.7 → <23.3")

    @pytest.mark.parametrize(("count", "folded"), [(5, False), (6, True)])
    def test_many_of_one_message_are_a_line(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, count: int, folded: bool
    ) -> None:
        """In the text; JSON, SARIF and annotations have each row."""
        rows = [
            {"id": f"r{at}", "name": f"率{at}", "nature": "预期性", **UP, "target": "≥70"}
            for at in range(count)
        ]
        rows.append({**rows[0], "id": "other", "name": "别的", "target": "提高"})
        spec = {**json.loads(plan_json("x")), "indicators": rows}
        path = tmp_path / "own.yaml"
        path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
        lines = called(capsys, str(path), "--select", "HP107")[1].splitlines()
        told = [line for line in lines if "HP107 note: " in line]
        assert len(told) == (2 if folded else count + 1)
        assert ("：第 1、2、3、4、5、6 项，共 6 项" in told[0]) is folded
        assert sum("原文：" in line for line in lines) == (1 if folded else count + 1)
        assert lines[-1] == f"1 份规划：错误 0，警告 0，提示 {count + 1}"
        data = json.loads(called(capsys, str(path), "--select", "HP107", "--format", "json")[1])
        assert [item["id"] for item in data["findings"]] == [row["id"] for row in rows]

    def test_a_finding_of_a_whole_plan_has_a_line(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        above, own = (tmp_path / f"{name}.yaml" for name in ("above", "own"))
        spec = json.loads(plan_json("率"))
        row = {"id": "smoking_rate", "name": "吸烟率", "unit": "%", "nature": "约束性", "target": "≤22"}
        above.write_text(json.dumps({**spec, "id": "above", "indicators": [row]}), encoding="utf-8")
        own.write_text(json.dumps(spec), encoding="utf-8")
        asked = (str(own), "--under", str(above), "--select", "HP401")
        assert f"{own}:1: HP401 note: 上级规划的约束性指标“吸烟率”" in called(capsys, *asked)[1]
        [item] = json.loads(called(capsys, *asked, "--format", "json")[1])["findings"]
        assert (item["line"], item["id"]) == (1, None)
        assert f"file={own},line=1" in called(capsys, *asked, "--format", "github")[1]
        sarif = json.loads(called(capsys, *asked, "--format", "sarif")[1])
        place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert place["region"] == {"startLine": 1}

    def test_sarif(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = called(capsys, *NAMES, "--format", "sarif")[1]
        check_sarif(out)
        runs = json.loads(out)["runs"]
        assert len(runs) == len(NAMES)
        rules = runs[0]["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == list(all_rules())
        assert rules[0]["shortDescription"]["text"] == "目标比自己的基期还宽"
        assert rules[0]["defaultConfiguration"]["level"] == "warning"
        assert "怎么办" in rules[0]["help"]["text"]
        found = json.loads(called(capsys, *NAMES, "--format", "json")[1])["findings"]
        assert [result["ruleId"] for run_ in runs for result in run_["results"]] == [
            item["code"] for item in found
        ]

    def test_github(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = called(capsys, "panzhihua", "--format", "github")[1]
        check_github(out)
        kinds = {"warning": "warning", "notice": "note", "error": "error"}
        found = json.loads(called(capsys, "panzhihua", "--format", "json")[1])["findings"]
        said = [(kinds[kind], properties["line"]) for kind, properties, _ in annotated(out)]
        assert sorted(said) == sorted((item["level"], str(item["line"])) for item in found)
        assert "::notice file=specs/panzhihua.yaml,line=" in out

    def test_hostile_words_stay_on_their_line(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = tmp_path / "own.yaml"
        path.write_text(plan_json("a::error::x,y%0A|<b>"), encoding="utf-8")
        out = called(capsys, str(path), "--format", "github")[1]
        check_github(out)
        assert [properties["title"] for _, properties, _ in annotated(out)] == [
            "HP101 1 a::error::x,y%0A|<b>"
        ]
        check_sarif(called(capsys, str(path), "--format", "sarif")[1])

    @pytest.mark.parametrize("size", [80, 120])
    def test_fits_the_terminal(self, size: int) -> None:
        found = [Linted(plan, findings(plan, others=shipped())) for plan in shipped()]
        lines = text_of(
            "linting", "terminal", Linting(tuple(found), ExitCode.PASS), Look(size, False)
        ).splitlines()
        assert [line for line in lines if width(line) > size] == []
        colored = text_of("linting", "terminal", Linting(tuple(found), ExitCode.PASS), Look(size, True))
        assert re.sub("\x1b\\[[\\d;]*m", "", colored).splitlines() == lines
        assert "\x1b[31mHP201 warning:\x1b[0m" in colored


def plan_json(name: str) -> str:
    """A spec with one row that is wrong."""
    row = {"id": "a", "name": name, "nature": "预期性", **UP, "baseline": 80, "target": "≥70"}
    period = {"baseline": 2020, "start": 2021, "end": 2025}
    spec = {"format": "hpcheck.plan/1", "id": "own", "title": "规划", "period": period, "indicators": [row]}
    return json.dumps(spec)


class TestRules:
    def test_each_is_documented(self) -> None:
        """What it finds, why that matters, what to do, an example."""
        for code, rule in all_rules().items():
            text = documentation(rule)
            assert re.fullmatch(r"HP\d{3}", code)
            assert isinstance(rule.LEVEL, FindingLevel)
            assert title(rule) == text.splitlines()[0].removesuffix("。")
            assert len(text.split("\n\n")) >= 3, code
            assert "怎么办：" in text, code
            assert "例：" in text, code

    def test_each_has_a_case(self) -> None:
        """A rule that no test names may find nothing at all."""
        tried = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
        lacking = {code for code in all_rules() if f'"{code}"' not in tried}
        assert lacking == set(), (
            "HP1: ROWS or a test of its own in test_lint.py; others: CODES of test_lint_rules.py"
        )

    def test_every_file_is_a_rule(self) -> None:
        folder = ROOT / "healthplan_cli" / "checks" / "lint" / "rules"
        names = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        named = {rule.__name__.rpartition(".")[2] for rule in all_rules().values()}
        assert named == names, "RULES of checks/lint/__init__.py names every module of rules/"
        assert len(all_rules()) == len(names)

    def test_the_region_is_read(self) -> None:
        plan = plan_of(CLEAN, region={"name": "某县", "births": {"text": "不足1万人", "source": "表1后"}})
        assert dict(plan.region) == {"name": "某县"}
        assert plan.births is not None
        assert plan.births.source == "表1后"
        assert plan.population is None

    def test_a_region_of_no_people_is_refused(self) -> None:
        for births in ("80岁", "—", "许多"):
            with pytest.raises(InvalidInput) as caught:
                plan_of(CLEAN, region={"name": "某县", "births": births})
            assert "人数" in str(caught.value)
