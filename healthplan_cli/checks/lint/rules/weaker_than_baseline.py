"""目标比自己的基期还宽。

基期已经好过目标：到期时哪怕退步了，也照样算达标，核验就失去意义。死亡率一类受偶然影响大的指标，留余地可能是有意的；
有时是抄错了行、写反了方向，或者照搬了上级的数。只看写明了数的目标；“左右”的余地不算在内。正文写“提高到”“下降到”的，见 HP118；
方向写反的（吸烟率“不低于”），见 HP117。

怎么办：先核对基期和目标有没有抄错、写反；有意留余地的，在文件里说明理由，否则把目标定到不差于基期。

例：吸烟率 21.7 → <23.3；疫苗接种率 98.93 → 90。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import against, each_once, goal_of, hit, start_of
from healthplan_cli.checks.lint.rules.wrong_way import asks_to_get_worse
from healthplan_cli.checks.lint.words import CHINESE
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Better

CODE = "HP101"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row whose baseline is better than its target."""
    yield from each_once(subject, _check)


def _check(subject: Subject, part: IndicatorPart) -> Hit | None:
    start, goal = start_of(part), goal_of(part.target, part, subject.plan)
    if part.indicator.better is Better.NEITHER or asks_to_get_worse(part):
        return None
    if start is None or goal is None or not goal.beaten_by(start) or against(part, subject.plan):
        return None
    assert part.baseline is not None
    assert part.target is not None
    text, baseline = part.target.text, part.baseline.text
    if CHINESE.match(text):
        message = tr(
            "目标“{target}”宽于基期 {baseline}，退步了也算达标；核对有没有抄错、写反，有意留余地的说明理由",
            target=text,
            baseline=baseline,
        )
    else:
        message = tr(
            "目标 {target} 宽于基期 {baseline}，退步了也算达标；核对有没有抄错、写反，有意留余地的说明理由",
            target=text,
            baseline=baseline,
        )
    return hit(part, message)
