"""目标还没有写成能判断的。

规格里的目标是 op: unread：原话印在那里，草稿没有读懂，或者看不出哪边算好。核验时这一项总是无法判定，门禁也因此通不过。

怎么办：看不出哪边算好的，写 better: higher、lower 或 neither，再把 target 写成原话；看不懂的，用 hpcheck explain 试着改写，
或写成结构；数在别的文件里的，写成 op: external。

例：煤炭消费比重，目标 {op: unread, text: "58"}：58 是上限还是下限，没有写。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import each_once, hit
from healthplan_cli.evaluation.part import IndicatorPart

CODE = "HP122"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row and commitment with a target, of whatever year, that isn't read (op: unread)."""
    yield from each_once(subject, _hit)


def _hit(_: Subject, part: IndicatorPart) -> Hit | None:
    target = part.target
    if target is None or not any(rule.is_unread for rule in target.rules):
        return None
    return hit(
        part,
        tr("目标还没有读懂，或看不出哪边算好，总是无法判定；看不出哪边算好的写 better，看不懂的写成结构"),
    )
