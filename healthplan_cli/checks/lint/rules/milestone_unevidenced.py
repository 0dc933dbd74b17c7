"""约束性的“做成没有”，没有写用什么证明。

目标是建成、通过复审、创成一类的事，约束性，规格里却没有写凭什么算做成：谁验收、谁命名、哪份文件。到期时各报各的“已建成”，没有东西可查，
门禁也只能照单全收。

怎么办：在规格里写 evidence（如 evidence: 市卫生健康委的竣工验收批复），要求报数时附上文号（数据里的 evidence，表里的“佐证材料”列）；
凭什么认定已经在 note 里写明的不算。

例：县疾控中心迁建，约束性，目标“建成并投入使用”，没有 evidence，也没有 note。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.evaluation.part import due_parts
from healthplan_cli.model import Nature

CODE = "HP121"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each binding milestone whose spec doesn't say what will prove it."""
    for row in subject.plan.indicators:
        if row.nature is not Nature.BINDING or row.evidence or row.note:
            continue
        for part in due_parts(row):
            if part.target is not None and part.target.rule.is_state:
                words = tr(
                    "约束性指标“{target}”没有写用什么证明做成了：写出 evidence（谁验收、哪份文件）",
                    target=part.target.text,
                )
                yield hit(part, words)
