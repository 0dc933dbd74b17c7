"""已经到头，还要再好。

基期已经是 0（或 100%），目标却要继续下降（或提高）：不可能做到，到期只能是没有完成。多半是套话，与表里的数对不上。

怎么办：改成“保持”，或者与表里的目标写一致。

例：孕产妇死亡率基期为 0，正文写“稳中有降”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.groups import is_in_table
from healthplan_cli.checks.lint.rows import at_the_end, each_once, hit, start_of
from healthplan_cli.evaluation.judge import way
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Direction

CODE = "HP111"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row that must still rise (or fall) although its baseline is at the limit."""
    yield from each_once(subject, _check)


def _check(subject: Subject, part: IndicatorPart) -> Hit | None:
    rule = part.target.rule if part.target else None
    start = start_of(part)
    if rule is None or not (rule.is_trend or rule.by) or start is None or start.value is None:
        return None
    if rule.by is not None and (not rule.by.value or rule.is_capped):
        return None  # 零增长, 增速控制在…以内 ask for nothing more
    direction = way(rule.direction, part.indicator.better)
    if direction is None or not at_the_end(part, start.value, direction is Direction.UP):
        return None
    assert part.target is not None
    assert part.baseline is not None
    baseline, target = part.baseline.text, part.target.text
    if is_in_table(part.indicator):
        message = tr(
            "基期 {baseline} 已经到头，不可能再“{target}”；改成“保持”", baseline=baseline, target=target
        )
    else:
        message = tr(
            "基期 {baseline} 已经到头，不可能再“{target}”；改成“保持”，或与表里的目标写一致",
            baseline=baseline,
            target=target,
        )
    return hit(part, message)
