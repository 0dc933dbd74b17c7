"""Data in several files, as the tests of them write it."""

from __future__ import annotations

from typing import Any

import pytest
from support import Answer, Desk

LITERACY = "居民健康素养水平"
YAML = "plan: chongqing\nyear: 2024\nactuals: {health_literacy: 34.3}\n"
CSV = f"指标,年份,数值\n{LITERACY},2024,34.3\n"
ADVICE = "；哪个为准，请用 --sources 或数据文件的 sources 写明来源（或文件名）的先后"


def differ(one: str, other: str) -> str:
    return f"{LITERACY} 2024 年有两个不同的值：{one}和{other}"


def result(answer: Answer, id: str) -> Any:
    """A row of a JSON report."""
    assert answer.code != 2, answer.err
    return next(row for row in answer.json["results"] if row["id"] == id)


# Two plans that share most of their indicators and differ in all that plans differ in.
HEAD = "format: hpcheck.plan/1\nid: {0}\ntitle: {0}的规划\nperiod: {{baseline: 2020, start: 2021, end: 2025}}\nindicators:\n"
NORTH = (
    HEAD.format("north")
    + """- {id: deaths, no: 1, name: 死亡率, unit: ‰, better: lower, baseline: "50", target: ≤40, nature: 约束性}
- id: herbs
  no: 2
  name: 饮片使用率
  unit: "%"
  better: higher
  nature: 预期性
  components:
  - {id: outpatient, name: 门诊, baseline: "30", target: ≥60}
  - {id: inpatient, name: 住院, baseline: "60", target: ≥80}
- {id: beds, no: 3, name: 床位, unit: 张, better: higher, baseline: "6", target: ≥7, nature: 约束性}
- {id: water, no: 4, name: 水质, unit: "%", better: higher, baseline: "90", target: 国家下达, nature: 预期性}
"""
)
SOUTH = (
    HEAD.format("south")
    + """- {id: herbs, no: 1, name: 中药饮片使用比例, unit: "%", better: higher, baseline: "40", target: ≥70, nature: 预期性}
- {id: deaths, no: 2, name: 死亡率, unit: "%", better: lower, baseline: "5", target: ≤4, nature: 预期性}
- {id: nurses, no: 3, name: 护士, unit: 人, better: higher, baseline: "3", target: ≥4, nature: 约束性}
- {id: water, no: 5, name: 水质, unit: "%", better: higher, baseline: "90", target: ≥95, nature: 预期性}
"""
)
GOOD = "year: 2025\nactuals: {deaths: 3.9%, beds: 7, nurses: 4}\n"
BOTH = ("-p", "north.yaml", "-p", "south.yaml")


def values(answer: Answer) -> dict[str, dict[str, Any]]:
    """The actual value of each indicator that has one, by plan; of components too."""
    assert answer.code != 2, answer.err
    return {
        report["plan"]["id"]: {
            (f"{row['id']}.{part['id']}" if part is not row else row["id"]): part["actual"]["value"]
            for row in report["results"]
            for part in (row, *row["components"])
            if part["actual"]
        }
        for report in answer.json
    }


@pytest.fixture
def plans(desk: Desk) -> Desk:
    desk.put({"north.yaml": NORTH, "south.yaml": SOUTH})
    return desk
