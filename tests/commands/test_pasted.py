"""What `explain --format yaml` prints, pasted into a spec, reads as the words did."""

from __future__ import annotations

import pytest
import yaml
from support import plan_of

from healthplan_cli.commands.pasted import pasted
from healthplan_cli.language.target import parse_target

WORDS = [
    "≥60",
    "从35%提高到50%",
    "下降到35%",
    "有所下降",
    "逐年下降",
    "明显下降",
    "60±2",
    "控制在80%—90%",
    "进入前10名",
    "建成并投入使用",
    "基本建成",
    "保持国家卫生城市",
    "60%以上的县达到控制标准",
    "所有试点县患病率在2%以下",
    "高于全国平均水平1个百分点",
    "与经济增长基本同步",
    "不低于上年",
    "达到60%及以上并持续提高",
    "40%左右，年均提高2个百分点左右",
    "年均提高2个百分点左右",
    "每年降低0.5个百分点",
    "翻一番",
    "保持稳定",
    "62%（2022年）、65%（2025年）",
    "40%左右（2022年）、45%左右（2025年）",
    "累计提高3个百分点",
    "〔3个百分点〕",
    "1.9∶1左右",
    "三级甲等",
]


@pytest.mark.parametrize("words", WORDS)
def test_pasted_back_it_reads_the_same(words: str) -> None:
    """What is printed is pasted into a spec: a structure where one says as much, else the words."""
    graded = parse_target(words).rule.on_ladder or parse_target(words).rule.is_place
    row = {"unit": None if graded else "%", "better": "higher", "baseline": "—"}
    said = yaml.safe_load(pasted(parse_target(words)))["target"]
    said = {str(year): one for year, one in said.items()} if isinstance(said, dict) else said
    again, own = (plan_of([{**row, "target": target}]).indicators[0].target for target in (said, words))
    assert again is not None
    assert own is not None
    assert [rule.fields() for rule in again.rules] == [rule.fields() for rule in own.rules]
    assert [rule.opposed(None) for rule in again.rules] == [rule.opposed(None) for rule in own.rules]
    assert [getattr(rule, "towards", None) for rule in again.rules] == [
        getattr(rule, "towards", None) for rule in own.rules
    ]
