"""说要提高，数却没有比基期高；说要下降，数却没有比基期低。

正文写“提高到”“下降到”一个数，而基期已经到了或者过了这个数：照数做就是倒退，照“提高”做就不止这个数，两样不能都对。
多半是照搬了上级的数，或者没有对过自己的基期。基期取规格里这一条的，或者它说的那一项（indicator）的；没有基期的不比。
“达到”“不低于”没有说从哪一头来，只看 HP101、HP102；指标表里的也看那两条。

怎么办：用本地的基期核对这个数，定得比基期好，或者把“提高到”改成“保持在……以上”。

例：高血压规范管理率 2020 年 92.68%，正文“提高至70%”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import against, hit
from healthplan_cli.evaluation.part import parts
from healthplan_cli.model import Direction

CODE = "HP118"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each commitment whose verb (提高到) and number contradict each other."""
    for item in subject.plan.commitments:
        for part in parts(item):
            way = against(part, subject.plan)
            if way is None or part.target is None or part.baseline is None:
                continue
            target, baseline = part.target.text, part.baseline.text
            if way is Direction.UP:
                message = tr(
                    "“{target}”，而基期 {baseline} 已经不低于这个数，不是提高；核对这个数和基期",
                    target=target,
                    baseline=baseline,
                )
            else:
                message = tr(
                    "“{target}”，而基期 {baseline} 已经不高于这个数，不是下降；核对这个数和基期",
                    target=target,
                    baseline=baseline,
                )
            yield hit(part, message)
