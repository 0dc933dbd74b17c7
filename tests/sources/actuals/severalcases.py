"""Data in several files, as the tests of them write it."""

from __future__ import annotations

from typing import Any

from support import Answer

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
