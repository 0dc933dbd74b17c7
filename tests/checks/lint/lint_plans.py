"""Small plans that the tests of lint look at, and what was found in them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from healthplan_cli.checks.lint import Finding, Subject, lint
from healthplan_cli.model import Plan
from healthplan_cli.sources.plans.catalog import catalogue, load_plan
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse

NAMES = (
    "anju",
    "chongqing",
    "dachuan",
    "healthy_china_2030",
    "healthy_china_action",
    "panzhihua",
    "zhenan",
)
Row = dict[str, Any]
Found = list[tuple[str, str]]


def plan(rows: list[Row], **head: Any) -> Plan:
    """A plan of these rows, joined with the catalogue; rows in % that are expected where nothing else is said."""
    spec = {
        "format": "hpcheck.plan/1",
        "id": "small",
        "title": "小规划",
        "period": {"baseline": 2020, "start": 2021, "end": 2025},
        **head,
        "indicators": [
            {"name": f"指标{at}", "unit": "%", "nature": "预期性", **row} for at, row in enumerate(rows)
        ],
    }
    return build_plan(
        parse(json.dumps(spec, ensure_ascii=False).encode(), "small.yaml"), "small.yaml", catalogue(), ""
    )


def look(
    small: Plan, code: str, above: Plan | None = None, others: tuple[Plan, ...] = ()
) -> tuple[Finding, ...]:
    return lint(Subject(small, catalogue(), above, others), [code])


def ids(found: tuple[Finding, ...]) -> Found:
    return [(finding.id, finding.level.value) for finding in found]


@cache
def shipped(name: str) -> Plan:
    return load_plan(name, whole=True)


def others(name: str) -> tuple[Plan, ...]:
    return tuple(shipped(other) for other in NAMES if other != name)


def restating(target: Any, row: Row | None = None, **commitment: Any) -> Plan:
    """A row of health literacy, ≥30, and one commitment about the same."""
    first = {"id": "health_literacy", "target": "≥30", "name": "居民健康素养水平", **(row or {})}
    item = {
        "id": "said",
        "subject": "居民健康素养",
        "section": "三、（一）",
        "indicator": first["id"],
        "target": target,
        **commitment,
    }
    return plan([first], commitments=[item])


CLEAN_ROWS: list[Row] = [
    {"id": "life_expectancy", "no": 1, "name": "人均预期寿命", "unit": "岁", "baseline": "78.2", "target": "79",
     "mentions": [{"text": "78.20岁"}]},
    {"id": "maternal_mortality", "no": 2, "name": "孕产妇死亡率", "unit": "/10万", "baseline": "9.5", "target": "≤9",
     "mentions": [{"text": "9.5/10万"}, {"text": "12.1/10万", "year": 2015}]},
    {"id": "beds_per_1000", "no": 3, "name": "每千人口床位数", "unit": None, "target": "7.5张"},
    {"id": "child_myopia_rate", "no": 4, "name": "儿童青少年总体近视率", "target": "每年降低0.5个百分点"},
    {"id": "inpatient_reimbursement_rate", "no": 5, "name": "住院费用支付比例", "target": "职工85，城乡居民70"},
]  # fmt: skip


def project(id: str, **cells: Any) -> Row:
    return {"id": id, "name": f"{id}医院项目", "investment": 100, "years": "2022-2023", **cells}
