"""约束性指标写“力争”。

约束性是必须完成的，“力争”“争取”“原则上”是尽力而为：到期没有完成，可以说本来就只是力争。程序照约束性核验，语气另行注明。

怎么办：是约束性的，去掉这几个字；本来只是期望的，改为预期性。

例：儿童青少年总体近视率，约束性，目标“力争每年降低0.5个百分点”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.checks.lint.words import HEDGES
from healthplan_cli.evaluation.part import parts
from healthplan_cli.model import Nature

CODE = "HP113"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each binding row with tentative words (力争)."""
    for row in subject.plan.indicators:
        for part in parts(row) if row.nature is Nature.BINDING else ():
            modality = part.target.modality if part.target else None
            if part.target is not None and modality in HEDGES.words:
                message = tr(
                    "约束性指标而写“{modality}”，必须还是尽力，两说；去掉它，或改为预期性", modality=modality
                )
                yield hit(part, message, part.target.text)
