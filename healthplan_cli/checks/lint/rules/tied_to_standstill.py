"""“同比例提高”跟着一项不提高的指标。

“同比例”是说增长的倍数不低于所参照的指标；那一项的目标等于或宽于基期，跟着它就等于不要求提高，与“提高”的字面相反。

怎么办：先把所参照指标的目标核对清楚，或者给这一项单独写数。

例：健康预期寿命“同比例提高”，而人均预期寿命 78.2 → 78.2。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import cells, ends_of, hit, start_of
from healthplan_cli.evaluation.part import parts
from healthplan_cli.model import Better, Plan

CODE = "HP112"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row tied (同比例) to one that needn't improve."""
    for row in subject.plan.indicators:
        for part in parts(row):
            rule = part.target.rule if part.target else None
            other = _still(subject.plan, row.relative_to) if rule is not None and rule.is_tied else None
            if other is not None:
                name, words = other
                message = tr(
                    "“{target}”所参照的“{name}”目标不高于基期，同比例就是不提高；先核对那一项，或单独写数",
                    target=part.target.text if part.target else "",
                    name=name,
                )
                said = tr("；").join((cells(part), f"{name} {words}"))
                yield hit(part, message, said)


def _still(plan: Plan, id: str | None) -> tuple[str, str] | None:
    """Return the name and the words of the row with that id, where its target is no better than its baseline; else None."""
    row = next((row for row in plan.indicators if row.id == id), None)
    if row is None or row.better is not Better.HIGHER:
        return None
    [part, *_] = parts(row)
    start, ends = start_of(part), ends_of(part.target, part, plan)
    if start is None or start.low is None or not ends or max(ends) > start.low:
        return None
    return row.name, cells(part)
