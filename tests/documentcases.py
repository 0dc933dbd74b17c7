"""A small plan and its document in several forms, for those who read documents and those who look words up."""

from __future__ import annotations

from typing import Any

from support import plan_of

from healthplan_cli.checks.verify import (
    MatchStatus,
    Verification,
)
from healthplan_cli.model import Plan

ROWS: list[dict[str, Any]] = [
    {"name": "人均预期寿命", "unit": "岁", "baseline": "78.2", "target": "79.5", "better": "higher"},
    {"name": "5岁以下儿童死亡率", "unit": "‰", "baseline": "4.69", "target": "≤5.0"},
    {"name": "婴儿死亡率", "unit": "‰", "baseline": {"text": "3.06‰", "source": "一"}, "target": "≤4.8"},
    {"name": "每千人口拥有3岁以下婴幼儿托位数", "unit": "个", "baseline": "1.03", "target": "≥4.5"},
    {"name": "二级以上综合性医院设置老年医学科的比例", "unit": "%", "baseline": "47.65", "target": "≥60"},
    {"name": "疫苗接种率", "unit": "%", "baseline": "90", "target": "≥90", "nature": "预期性"},
    {
        "name": "住院费用支付比例",
        "unit": "%",
        "better": "higher",
        "components": [
            {"id": "employee", "name": "职工", "baseline": "83左右", "target": "85"},
            {"id": "resident", "name": "居民", "baseline": "65左右", "target": "70"},
        ],
    },
]


COMMITMENTS: list[dict[str, Any]] = [
    {"id": "caries", "subject": "12岁儿童龋齿率", "target": "控制在25%以内"},
    {"id": "myopia", "subject": "6岁儿童…近视率", "target": "控制在3%左右", "better": "lower"},
    {"id": "stroke", "subject": "卒中中心", "target": "达到80%以上"},
    {"id": "trauma", "subject": "创伤中心", "target": "达到80%以上"},
    {"id": "grade", "subject": "区人民医院", "target": "三级甲等", "due": "2023"},
    {"id": "strong", "subject": "建强…卫生院", "target": "60%", "better": "higher"},
    {"id": "clinics", "subject": "建强…卫生室", "target": "60%", "better": "higher"},
    {
        "id": "training",
        "subject": "培训全科医生",
        "target": "每年不少于30人次",
        "responsible": "区卫生健康局",
    },
]


PROJECTS: list[dict[str, Any]] = [
    {"id": "hospital", "name": "区人民医院二期", "place": "汉兴街700号", "kind": "新建", "years": "2022-2024",
     "content": "新建业务用房4.95万平方米…地下8000平方米", "investment": "30000"},
    {"id": "clinic", "name": "卫生院改造", "place": "石桥镇", "kind": "改建", "years": "2023",
     "content": "改造用房1200平方米", "investment": "450"},
]  # fmt: skip


TABLE = [
    ("健康水平", "1", "人均预期寿命（岁）", "78.2", "79.5", "约束性"),
    ("", "2", "5 岁以下儿童死亡率（‰）", "4.69", "≤5.0", "约束性"),
    ("", "3", "婴儿死亡率（‰）", "", "≤4.8", "约束性"),
    ("健康服务", "4", "每千人口拥有3岁以下婴幼儿托位数（个）", "1.03", "≥ 4.5", "约束性"),
    ("", "5", "二级以上综合性医院设置老年医学科的比例（%）", "47.65", "≥60", "约束性"),
    ("", "6", "疫苗接种率（%）", "90", "≥90", "预期性"),
    ("", "7", "住院费用支付比例（%）", "职工", "83左右", "85", "约束性"),
    ("", "", "住院费用支付比例（%）", "居民", "65左右", "70", ""),
]


BODY = [
    "测试规划",
    "一、基础。到2020年，婴儿死亡率从2015年的5.3‰下降到3.06‰，疫苗接种率保持在90%以上。",
    "加强口腔和视力保护，12岁儿童龋齿率控制在25%以内，6岁儿童和小学生近视率控制在3%左右，中学生除外。",
    "推进五大中心建设，到2025年，卒中中心覆盖率达到80%以上，急诊质量合格；创伤中心覆盖率达到80%以上。",
    "到2023年，区人民医院达到“三级甲等”。建强60%卫生院、60%卫生室，夯实网底。",
    "加强人才培养，培训全科医生每年不少于30人次（责任单位：区卫生健康局）。",
    "附件 项目表",
]


ANNEX = [
    ("1", "区人民医院二期", "汉兴街700号", "新建", "新建业务用房4.95万平方米，其中地上4.15万平方米，地下8000平方米；含门诊。",
     "2022-2024", "30000"),
    ("2", "卫生院改造", "石桥镇", "改建", "改造用房1200平方米", "2023", "450"),
]  # fmt: skip


def plan(**head: Any) -> Plan:
    """The plan of these rows; each commitment in section 三."""
    commitments = [{"section": "三", **commitment} for commitment in COMMITMENTS]
    return plan_of(ROWS, **{"commitments": commitments, "projects": PROJECTS, **head})


def tabbed() -> str:
    """A row a line, tabs between its cells."""
    table = ["\t".join(cells) for cells in TABLE]
    return "\n".join([*BODY[:1], *table, "", *BODY[1:], *("\t".join(cells) for cells in ANNEX)])


def bad(found: Verification) -> list[tuple[str, str, str]]:
    return [
        (item.id, item.field, item.status.value)
        for item in found.items
        if item.status is not MatchStatus.FOUND
    ]
