"""目标的方向与指标的好坏相反。

越低越好的指标写“不低于”，越高越好的写“不高于”：照字面核验，越差越达标。写着往坏的方向变（越低越好的“提高到30%”“提高2个百分点”，减少到基期的
0.9 倍）：有两种读法，判不了。多半是写反了。方向按指标目录，规格里写了 better 的按规格；封顶的增速（“增速控制在10%以内”）、名次的提升（数字变小）不算。

怎么办：核对原文是“以上”还是“以下”、“提高”还是“降低”；方向本来就是这样的，在规格里写明 better。

例：吸烟率 ≥27%；床位数“每年减少2%”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.asked import rule_of
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import each_once, hit
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Better, Relation

CODE = "HP117"
LEVEL = FindingLevel.WARNING
_UP, _DOWN = (Relation.GE, Relation.GT), (Relation.LE, Relation.LT)


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row that is asked to get worse."""
    yield from each_once(subject, _check)


def _check(subject: Subject, part: IndicatorPart) -> Hit | None:
    target = part.target
    if target is None or not asks_to_get_worse(part):
        return None
    if part.indicator.better is Better.HIGHER:
        message = tr("越高越好的指标，目标却写“{target}”；核对有没有写反", target=target.text)
    else:
        message = tr("越低越好的指标，目标却写“{target}”；核对有没有写反", target=target.text)
    return hit(part, message)


def asks_to_get_worse(part: IndicatorPart) -> bool:
    """Return whether the words ask for less of what is good, or more of what is bad."""
    better, rule = part.indicator.better, rule_of(part.target)
    if rule is None or not rule.is_comparison:
        return rule is not None and rule.opposed(better)
    worse = {Better.HIGHER: _DOWN, Better.LOWER: _UP}.get(better, ()) if better else ()
    return rule.relation in worse and bool(rule.quantity and rule.quantity.value)
