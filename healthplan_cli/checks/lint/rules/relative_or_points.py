"""分不清是百分之几，还是几个百分点。

指标本身是百分比，目标写“降低0.5%”：可以指 40% 降到 39.8%，也可以指降到 39.5%。只写〔18〕而没有单位的，也有两种算法。
两种算法结论不同时，谁也判不了；5% 和更多的按相对变化核验，是不是这个意思也要有人看过。

〔120〕写在单位不是百分数的一行里，还可以是规划期各年合计的数：名称和基期都看不出来的，两种读法都在。

怎么办：写成“0.5个百分点”，或者写出到期要达到的数；〔18〕写明单位；〔120〕是各年合计的写 `sum: true`，是比基期的变化的写 `sum: false`。

例：近视率“每年降低0.5%”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import case_of, each_once, hit
from healthplan_cli.evaluation.judge import UnitMismatch
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.kinds.amounts import amounts, points_passed_over

CODE = "HP106"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each change whose amount has two readings."""
    yield from each_once(subject, _check)


def _check(subject: Subject, part: IndicatorPart) -> Hit | None:
    rule = part.target.rule if part.target else None
    if rule is None or rule.by is None:
        return None
    assert part.target is not None
    text = part.target.text
    bracketed = rule.direction is None
    if bracketed and rule.new_ones:
        words = tr(
            "“{target}”是规划期各年合计的数，还是比基期变化了多少，两种都说得通；合计的写 sum: true，变化的写 sum: false",
            target=text,
        )
        return hit(part, words)
    case = case_of(part, subject.plan)
    try:
        readings = amounts(rule.by, case, bracketed)
    except UnitMismatch:
        return None
    if len(readings) < 2 and points_passed_over(rule.by, case) is None:
        return None
    return hit(
        part,
        tr("“{target}”是百分之几的相对变化，还是绝对数（几个百分点），两种都说得通；写明单位", target=text),
    )
