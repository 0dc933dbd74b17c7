"""目标与自己的基期相同。

目标写成一个要达到的数，基期却已经是这个数：五年里什么也不用变。写着“保持”“稳定”的不算，无所谓高低的（better: neither）也不算。已经到顶的（100%）没有再高的余地，
只作提示。

怎么办：确是要保持的，写明“保持”；否则核对两个数有没有抄成一样的，或者把目标定得比基期好。

例：人均预期寿命 78.2 → 78.2；老年人健康管理率 70 → ≥70；接种率 ≥95% → ≥95。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import Goal, against, at_the_end, each_once, goal_of, hit, start_of
from healthplan_cli.checks.lint.words import KEEPING
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Better, Interval

CODE = "HP102"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row whose target equals its baseline."""
    yield from each_once(subject, _check)


def _check(subject: Subject, part: IndicatorPart) -> Hit | None:
    start, goal, target = start_of(part), goal_of(part.target, part, subject.plan), part.target
    if part.indicator.better is Better.NEITHER or start is None or goal is None:
        return None
    if target is None or KEEPING.search(target.text):
        return None
    if against(part, subject.plan):
        return None
    if _nominal(start, goal) != goal.value or (goal.strict and start.value is not None):
        return None
    text = target.text
    if at_the_end(part, goal.value, goal.upward):
        found = hit(part, tr("目标 {target} 与基期相同，已经到头，只能保持；可以写明“保持”", target=text))
        return replace(found, level=FindingLevel.NOTE)
    return hit(
        part,
        tr("目标 {target} 与基期相同，不要求任何进步；是保持的写明“保持”，否则核对这两个数", target=text),
    )


def _nominal(start: Interval, goal: Goal) -> Fraction | None:
    """Return the number in the baseline's words: 95 of ≥95, 80 of 80左右; None where the baseline has no end on the side that counts."""
    if start.low is not None and start.high is not None:
        return (start.low + start.high) / 2
    return start.low if goal.upward else start.high
