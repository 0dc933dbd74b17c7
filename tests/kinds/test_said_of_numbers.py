"""What the kinds of numbers, changes and courses say of themselves, word by word: fields, sentence, why no year has a number of its own.

Section 4 of docs/semantics.md has what the sentences mean, docs/formats.md the fields (test_said.py: the other kinds).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from healthplan_cli.kinds.base import Rule
from healthplan_cli.model import (
    Approx,
    Better,
    Bound,
    Change,
    Compare,
    ComponentRule,
    Direction,
    Each,
    EveryYear,
    External,
    Grade,
    Multiple,
    NoTarget,
    Proportional,
    Quantity,
    Range,
    Ratio,
    Reach,
    Relation,
    Slowing,
    Stable,
    Total,
    Trend,
)

UP, DOWN, NEITHER = Better.HIGHER, Better.LOWER, Better.NEITHER
TWO = Fraction(2, 100)
SIXTY, SEVENTY = Quantity(Fraction(60), "%"), Quantity(Fraction(70), "%")
POINT, TENTH = Quantity(Fraction(1), "百分点"), Quantity(Fraction(10), "%")
REACH, RANGE = Reach(SIXTY), Range(SIXTY, SEVENTY)
RISE, FALL = Change(POINT, Direction.UP), Change(TENTH, Direction.DOWN)
TWICE, HALF = Multiple(Fraction(2)), Multiple(Fraction(1, 2))
SIXTY_WRITTEN = {"value": 60, "unit": "%"}
LOW_HIGH = {"op": "range", "low": 60, "high": 70, "unit": "%"}
PLAIN = {"at_least": False, "approx": False, "at_most": False}
RISEN = {"op": "change", "by": 1, "unit": "百分点", "direction": "up", "from": "baseline"}
TWOFOLD = {"op": "multiple", "value": 2, "unit": None}
NURSES = Ratio("1:1.3", Quantity(Fraction(1)), Quantity(Fraction(13, 10)))
BEDS = Ratio("2.2:1", Quantity(Fraction(11, 5)), Quantity(Fraction(1)))
CARS = Ratio("1辆/3万人", Quantity(Fraction(1), "辆"), Quantity(Fraction(3), "万人"))
NURSES_WRITTEN = {
    "op": "ratio", "value": "1:1.3", "left": 1, "left_unit": None, "right": Fraction(13, 10), "right_unit": None,
}  # fmt: skip
TOWNS = Each(
    (ComponentRule("城镇", REACH, "60%"), ComponentRule(None, Compare(Relation.LT, SEVENTY), "<70%"))
)

FIELDS: list[tuple[Rule, dict[str, Any]]] = [
    *((Compare(relation, SIXTY), {"op": relation.value, **SIXTY_WRITTEN}) for relation in Relation),
    (REACH, {"op": "reach", **SIXTY_WRITTEN}),
    (Approx(SIXTY), {"op": "approx", **SIXTY_WRITTEN}),
    (EveryYear(REACH), {"op": "reach", **SIXTY_WRITTEN, "every_year": True}),
    (EveryYear(REACH, mean=True), {"op": "reach", **SIXTY_WRITTEN, "mean": True}),
    (Total(REACH), {"op": "reach", **SIXTY_WRITTEN, "total": True}),
    (RANGE, LOW_HIGH),
    (RANGE.but(two_sided=True), {**LOW_HIGH, "two_sided": True}),
    (RANGE.but(low_open=True), {**LOW_HIGH, "low_open": True}),
    (RANGE.but(high_open=True), {**LOW_HIGH, "high_open": True}),
    (RISE, {**RISEN, **PLAIN}),
    (RISE.but(direction=None, since=2018), {**RISEN, "direction": None, "from": 2018, **PLAIN}),
    (RISE.but(bound=Bound.AT_LEAST), {**RISEN, **PLAIN, "at_least": True}),
    (RISE.but(bound=Bound.MORE_THAN), {**RISEN, **PLAIN, "at_least": True}),
    (RISE.but(bound=Bound.ABOUT), {**RISEN, **PLAIN, "approx": True}),
    (RISE.but(bound=Bound.AT_MOST), {**RISEN, **PLAIN, "at_most": True}),
    (RISE.but(bound=Bound.LESS_THAN), {**RISEN, **PLAIN, "at_most": True}),
    (TWICE, {**TWOFOLD, "from": "baseline", **PLAIN}),
    (TWICE.but(since=2018, bound=Bound.ABOUT), {**TWOFOLD, "from": 2018, **PLAIN, "approx": True}),
    (Proportional(), {"op": "proportional"}),
    (Stable(), {"op": "stable"}),
    (NoTarget(), {"op": "none"}),
    (
        Trend(Direction.UP, True),
        {"op": "trend", "direction": "up", "every_year": True, "degree": None, "from": "baseline"},
    ),
    (
        Trend(Direction.BETTER, False, "明显", 2018),
        {"op": "trend", "direction": "better", "every_year": False, "degree": "明显", "from": 2018},
    ),
    (Slowing(False), {"op": "slowing", "direction": "up", "halted": False}),
    (Slowing(True, Direction.DOWN), {"op": "slowing", "direction": "down", "halted": True}),
    (External("国家下达"), {"op": "external", "reference": "国家下达"}),
    (
        Grade("三级甲等", "grade:hospital", Fraction(33)),
        {"op": "grade", "value": "三级甲等", "ladder": "hospital"},
    ),
    (NURSES, {**NURSES_WRITTEN, "relation": None}),
    (NURSES.but(about=True), {**NURSES_WRITTEN, "relation": "approx"}),
    (NURSES.but(relation=Relation.GE), {**NURSES_WRITTEN, "relation": "ge"}),
    (
        CARS,
        {
            "op": "ratio", "value": "1辆/3万人", "left": 1, "left_unit": "辆", "right": 3, "right_unit": "万人",
            "relation": None,
        },
    ),
    (
        TOWNS,
        {
            "op": "each",
            "parts": [
                {"name": "城镇", "op": "reach", **SIXTY_WRITTEN},
                {"name": None, "op": "lt", "value": 70, "unit": "%"},
            ],
        },
    ),
]  # fmt: skip

MORE = "（按比例；指标本身是百分数的也按比例，不按百分点）"
BOTH_WAYS = "（按比例；指标本身是百分数时也可能指百分点，两种都算，结论不同的须人工认定）"
NEARER = "至少达到较近的一端，越过较远的一端也算达标并注明"
TWO_ENDS = "两头都算，超出哪一头都没有达到"

SENTENCES: list[tuple[Rule, Better | None, str]] = [
    (Compare(Relation.GE, SIXTY), None, "不低于 60%（含）"),
    (Compare(Relation.GT, SIXTY), None, "高于 60%（不含）"),
    (Compare(Relation.LE, SIXTY), None, "不高于 60%（含）"),
    (Compare(Relation.LT, SIXTY), None, "低于 60%（不含）"),
    (Compare(Relation.EQ, SIXTY), None, "等于 60%"),
    (REACH, UP, "不低于 60%（只有一个数，越高越好）"),
    (REACH, DOWN, "不高于 60%（只有一个数，越低越好）"),
    (REACH, None, "达到 60%：朝好的方向至少到这个数"),
    (REACH, NEITHER, "达到 60%：朝好的方向至少到这个数"),
    (Approx(SIXTY), NEITHER, "约为 60%：上下 2%，即 58.8 到 61.2 之间"),
    (Approx(SIXTY), UP, "约为 60%：上下 2%，即 58.8 到 61.2 之间，或好于这个区间"),
    (Approx(Quantity(Fraction(-60))), NEITHER, "约为 -60：上下 2%，即 -61.2 到 -58.8 之间"),
    (RANGE, UP, f"在 60% 到 70% 之间：{NEARER}"),
    (RANGE, NEITHER, f"在 60% 到 70% 之间：{TWO_ENDS}"),
    (RANGE.but(two_sided=True), UP, f"在 60% 到 70% 之间：{TWO_ENDS}"),
    (RANGE.but(two_sided=True, high_open=True), UP, f"在 60% 到 70% 之间，不含 70%：{TWO_ENDS}"),
    (RANGE.but(low_open=True, high_open=True), NEITHER, f"在 60% 到 70% 之间，不含 60%、70%：{TWO_ENDS}"),
    (EveryYear(REACH), UP, "规划期内每一年都要做到：不低于 60%（只有一个数，越高越好）"),
    (EveryYear(REACH, mean=True), UP, "规划期内各年的平均要做到：不低于 60%（只有一个数，越高越好）"),
    (Total(REACH), UP, "规划期内各年合计要做到：不低于 60%（只有一个数，越高越好）"),
    (RISE, UP, "比基期至少提高 1 个百分点"),
    (RISE.but(bound=Bound.AT_LEAST, since=2018), UP, "比 2018 年至少提高 1 个百分点"),
    (RISE.but(bound=Bound.MORE_THAN), UP, "比基期提高超过 1 个百分点"),
    (RISE.but(bound=Bound.AT_MOST), UP, "比基期提高不超过 1 个百分点"),
    (RISE.but(bound=Bound.LESS_THAN), UP, "比基期提高少于 1 个百分点"),
    (RISE.but(bound=Bound.ABOUT), UP, "比基期提高约 1 个百分点（可以少该数的 2%，即至少 0.98 个百分点）"),
    (RISE.but(direction=None), UP, "比基期朝好的方向累计至少变化 1 个百分点"),
    (RISE.but(direction=Direction.BETTER), UP, "比基期至少改善 1 个百分点"),
    (FALL, DOWN, f"比基期至少降低 10%{MORE}"),
    (FALL.but(by=Quantity(Fraction(5), "%")), DOWN, f"比基期至少降低 5%{MORE}"),
    (FALL.but(by=Quantity(Fraction(49, 10), "%")), DOWN, f"比基期至少降低 4.9%{BOTH_WAYS}"),
    (FALL.but(by=Quantity(Fraction(0))), DOWN, "不比基期高"),
    (RISE.but(by=Quantity(Fraction(0)), since=2020), UP, "不比 2020 年低"),
    (TWICE, UP, "不低于基期的 2 倍"),
    (TWICE.but(bound=Bound.MORE_THAN, since=2018), UP, "高于 2018 年的 2 倍"),
    (TWICE.but(bound=Bound.AT_MOST), UP, "不高于基期的 2 倍"),
    (TWICE.but(bound=Bound.LESS_THAN), UP, "低于基期的 2 倍"),
    (HALF, DOWN, "不高于基期的 0.5 倍"),
    (HALF.but(bound=Bound.AT_LEAST), DOWN, "不低于基期的 0.5 倍"),
    (Multiple(Fraction(1)), UP, "不低于基期的 1 倍"),
    (Multiple(Fraction(1)), DOWN, "不高于基期的 1 倍"),
    (TWICE.but(bound=Bound.ABOUT), UP, "约为基期的 2 倍，即不低于 1.96 倍（放宽该数的 2%）"),
    (HALF.but(bound=Bound.ABOUT), DOWN, "约为基期的 0.5 倍，即不高于 0.51 倍（放宽该数的 2%）"),
    (Proportional(), UP, "增长比例不低于所参照指标同期的增长比例"),
    (Stable(), UP, "不劣于基期（允许差 2%；基期是“≥80”一类时仍须在该范围内）"),
    (NoTarget(), None, "没有设定目标：不算未达标，也不算达标"),
    (Trend(Direction.UP, True), UP, "逐年提高：没有一年比上一年低，期末比基期提高"),
    (Trend(Direction.DOWN, True), DOWN, "逐年降低：没有一年比上一年高，期末比基期降低"),
    (
        Trend(Direction.BETTER, True, "显著"),
        UP,
        "逐年改善：没有一年比上一年差，期末比基期改善；“显著”须达多少原文未写明，需人工认定",
    ),
    (Trend(Direction.DOWN, False), DOWN, "比基期降低，多少不限"),
    (
        Trend(Direction.DOWN, False, "明显"),
        DOWN,
        "比基期降低；明显须达多少原文未写明，方向相反即未达标，方向正确仍需人工认定",
    ),
    (Slowing(False), DOWN, "规划期内的年均变化小于规划期以前的年均变化；需要基期以前的数据"),
    (Slowing(True), DOWN, "规划期内年均变化不再上升（不大于 0）"),
    (
        External("国家下达"),
        UP,
        "数值由其他文件确定（国家下达），取得后才能判断",
    ),
    (Grade("三级甲等", "grade:hospital", Fraction(33)), UP, "等级达到“三级甲等”或更高"),
    (NURSES, UP, "两部分之比至少与 1:1.3 一样好：后一部分 ÷ 前一部分越高越好"),
    (NURSES, DOWN, "两部分之比至少与 1:1.3 一样好：后一部分 ÷ 前一部分越低越好"),
    (NURSES, None, "两部分之比至少与 1:1.3 一样好"),
    (BEDS, UP, "两部分之比至少与 2.2:1 一样好：前一部分 ÷ 后一部分越高越好"),
    (BEDS, DOWN, "两部分之比至少与 2.2:1 一样好：前一部分 ÷ 后一部分越低越好"),
    (CARS, UP, "两部分之比至少与 1辆/3万人 一样好：这个比越高越好"),
    (NURSES.but(about=True), UP, "两部分之比约为 1:1.3：可以差 2%；后一部分 ÷ 前一部分越高越好，好出多少都算"),
    (NURSES.but(about=True), NEITHER, "两部分之比约为 1:1.3：可以差 2%"),
    (NURSES.but(relation=Relation.LE), UP, "两部分之比不高于 1:1.3（含）"),
    (TOWNS, UP, "城镇不低于 60%（只有一个数，越高越好）；第 2 项低于 70%（不含）"),
]  # fmt: skip

NO_YEARS: list[tuple[Rule, tuple[str, str | None] | None]] = [
    (NoTarget(), ("规划没有给这项指标设定目标", None)),
    (External("国家下达"), ("目标由其他文件确定（原话）", "下达以后把数写进规格的 target 再分解")),
    (TOWNS, ("“原话”是几个分项的目标，要按分项分解", None)),
    (Proportional(), ("“原话”要看另一项实际提高多少，事先没有各年的数", None)),
    (Slowing(False), ("“原话”是与规划期以前的变化相比，没有各年的数", None)),
    (Trend(Direction.UP, True), ("“原话”只说方向，没有写每年变化多少", "每年按上一年的实际值核对")),
    (Trend(Direction.UP, False, "明显"), ("“原话”没有写明幅度", "可在规格里写 at_least（至少变化多少）")),
    (Grade("三级甲等", "grade:hospital", Fraction(33)), ("目标是等级，不分到各年", None)),
    (NURSES, ("目标是两部分之比，不分到各年", None)),
    (CARS, None),
    (REACH, None),
]

SHORT: list[tuple[Rule, Better | None, str | None]] = [
    (Compare(Relation.LT, SIXTY), None, "<60%"),
    (REACH, UP, "≥60%"),
    (REACH, DOWN, "≤60%"),
    (REACH, NEITHER, "60%"),
    (REACH, None, "60%"),
    (Approx(Quantity(Fraction(5), "家")), None, "5家左右"),
    (RANGE, UP, "60—70%"),
    (RANGE.but(two_sided=True), UP, "60—70%之间"),
    (RANGE.but(low_open=True), UP, ">60%且≤70%"),
    (RANGE.but(high_open=True), UP, "≥60%且<70%"),
    (RISE, UP, None),
]


@pytest.mark.parametrize(("rule", "fields"), FIELDS)
def test_fields(rule: Rule, fields: dict[str, Any]) -> None:
    assert rule.fields() == fields


@pytest.mark.parametrize(("rule", "better", "said"), SENTENCES)
def test_sentence(rule: Rule, better: Better | None, said: str) -> None:
    assert rule.sentence(TWO, better) == said


@pytest.mark.parametrize(("rule", "why"), NO_YEARS)
def test_no_number_of_a_year(rule: Rule, why: tuple[str, str | None] | None) -> None:
    assert rule.no_yearly_number("原话", "另一项") == why


@pytest.mark.parametrize(("rule", "better", "short"), SHORT)
def test_short(rule: Rule, better: Better | None, short: str | None) -> None:
    assert rule.short(better) == short
