"""要与别的数比，而没有说那个数从哪里来。

“高于全国平均水平”“与经济增长同步”要有另一个数才能核验。那个数是本规划的一项指标的，核验时自己去取；不是的，每年都要有人补，
规格里又没有说明到哪里去找，多半就没有人补。约束性指标看 HP109；上年的数不用补。

怎么办：是本规划的一项指标的写 reference: 指标 id；不是的在 note 里写明用哪份统计公报的数，核验时用 --set 或数据文件的 targets 补上。

例：卫生支出增速，预期性，目标“高于GDP增速”，没有 reference，也没有 note。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.evaluation.part import due_parts, open_rules
from healthplan_cli.model import Nature

CODE = "HP120"
LEVEL = FindingLevel.NOTE


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row whose target is compared with a number that the spec doesn't say where to find."""
    for row in subject.plan.indicators:
        if row.nature is Nature.BINDING or row.note:
            continue
        for part in due_parts(row):
            rule = next(iter(open_rules(part.rule)), None) if part.rule else None
            if rule is not None and rule.to:
                message = tr(
                    "要与“{to}”比，没有说那个数从哪里来；是本规划的一项的写 reference，不是的在 note 里写明出处",
                    to=rule.to,
                )
                yield hit(part, message)
