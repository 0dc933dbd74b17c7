"""What the tests of lint share: the plans that ship, and the command."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from healthplan_cli.checks.lint import (
    Finding,
    Subject,
    all_rules,
    lint,
)
from healthplan_cli.model import Plan
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
        "HP101": "infant_mortality under5_mortality hiv_prevalence",
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
