"""What is more than one target's words, and the structures that are proposed for what isn't understood."""

from __future__ import annotations

import pytest

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.commands.pasted import pasted
from healthplan_cli.language.proposals import proposal
from healthplan_cli.language.target import parse_target, understood


@pytest.mark.parametrize(
    "text",
    [
        "维持在较高水平",
        "国际收支保持基本平衡",
        "更加健全",
        "形成良好氛围",
        "建成若干中心",
        "建设一批医院",
        "视财力逐步提高",
        "力争更好结果",
        "第8位左右",
        "2025—2030",
        "达到或接近世界中等发达国家水平",
        "分别提高到30%、18%、20%及以上和45%、25%、30%及以上",
        "从9.5年提高到11.2年，其中受过高等教育的比例达到20%",
        "提高到2.5%以上，力争科技进步贡献率达到60%",
        "不低于全国平均水平2个百分点以上",
        "达到50%或进入前列",
        "未建成",
        "尚未通过复审",
    ],
)
def test_slogans_and_riddles_stay_refused(text: str) -> None:
    """「哪一条都对不上的写法是错误」"""
    with pytest.raises(NotUnderstood):
        parse_target(text)


def test_a_long_sentence_is_no_target() -> None:
    assert not understood("全面建成体系" + "香" * 200)


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("建设香蕉", '{op: milestone, state: "建设香蕉"}'),
        ("≥90%香蕉", '{op: ge, value: 90, unit: "%"}'),
        ("排到第8位左右", "{op: rank, value: 8}"),
        ("大致与全省同步", '{op: reference, relation: sync, to: "大致与全省同步"}'),
        ("90%的乡镇香蕉", '{op: share, value: 90, unit: "%"}'),
        ("下降香蕉5%", '{op: change, by: 5, unit: "%", direction: down}'),
        ("视财力提高", "{op: trend, direction: up}"),
        ("见附件", '{op: external, text: "见附件"}'),
        ("视情况而定香蕉", '{op: unread, text: "视情况而定香蕉"}'),
        ("1 5", "{op: ge, value: …}"),
        ("从9.5年提高到11.2年，其中香蕉", '{op: ge, value: 11.2, unit: "年"}'),
        ("维持2005年香蕉水平80%", '{op: ge, value: 80, unit: "%"}'),
        ("每年每村放映12场公益电影", '{op: ge, value: 12, unit: "场", every_year: true}'),
        ("快充桩不低于30%香蕉", '{op: ge, value: 30, unit: "%"}'),
        ("位居全省前20%", '{op: ge, value: 20, unit: "%"}'),
        (
            "不低于当地低保标准的1.3倍",
            '{op: reference, relation: ge, to: "当地低保标准", margin: {value: 30, unit: "%"}}',
        ),
        (
            "达到城市低保标准的80%以上",
            '{op: reference, relation: ge, to: "城市低保标准", margin: {value: -20, unit: "%"}}',
        ),
        (
            "不高于全国平均水平的90%",
            '{op: reference, relation: le, to: "全国平均水平", margin: {value: 10, unit: "%"}}',
        ),
        ("更加健全", "{op: trend, direction: up}"),
        ("不超过10-20公里香蕉", "{op: le, value: …}"),
        (
            "巩固香蕉消除状态、地方性氟中毒、燃煤型氟中毒、大骨节病、克山病消除",
            '{op: milestone, state: "巩固香蕉消除状态、地方性氟中毒、燃煤型氟中毒、大骨节病、克山病消除"}',
        ),
    ],
)
def test_the_structure_that_fits(text: str, structure: str) -> None:
    assert proposal(text) == structure


@pytest.mark.parametrize(
    ("text", "yaml"),
    [
        ("≥60%", 'target: {op: "ge", value: 60, unit: "%", text: "≥60%"}'),
        ("建成并投入使用", 'target: {op: "milestone", state: "建成并投入使用", text: "建成并投入使用"}'),
        ("三级甲等", 'target: {op: "grade", text: "三级甲等", grade: "三级甲等"}'),
        ("国家下达", 'target: {op: "external", text: "国家下达"}'),
        ("不低于1:1.2", 'target: "不低于1:1.2"'),
        ("降低5%左右", 'target: "降低5%左右"'),
        (
            "到2023年达到60%",
            'target: {op: "reach", value: 60, unit: "%", text: "到2023年达到60%", due: 2023}',
        ),
        (
            "到2022年降到10%，到2030年降到8%",
            'target: {2022: {op: "reach", value: 10, unit: "%", direction: "down"}, 2030: {op: "reach", value: 8, unit: "%", direction: "down"}}',
        ),
    ],
)
def test_a_reading_to_paste(text: str, yaml: str) -> None:
    """「`--format yaml` 把读法写成结构」"""
    assert pasted(parse_target(text)) == yaml
