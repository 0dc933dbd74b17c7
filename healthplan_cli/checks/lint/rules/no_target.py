"""指标列在表里，却没有目标。

目标印的是“—”或没有印：列了等于没列，核验时既不算达标也不算未达标，却占着总数。约束性的见 HP109；倡导性的说的是提倡怎样做，
没有目标是常事，不提。

怎么办：写出目标；暂时定不下来的，说明由哪份文件定，或者从表里拿掉。

例：健康服务业总规模，基期、目标都印“—”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.evaluation.part import parts
from healthplan_cli.model import Nature

CODE = "HP115"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each expected (预期性) row of the table without a target."""
    for row in subject.plan.indicators:
        for part in parts(row) if row.nature is Nature.EXPECTED else ():
            if part.target is None or part.target.rule.asks_nothing:
                yield hit(part, tr("列在表里而没有目标；写出目标，或说明由哪份文件定"))
