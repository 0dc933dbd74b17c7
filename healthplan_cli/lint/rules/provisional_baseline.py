"""基期是初步数。

基期带“*”或注明初步数，最终数可能不同：进度会变，目标本身的高低也会变。

怎么办：最终数确定以后，用 revisions 写明是哪份文件、改成多少。

例：国民体质合格以上人数比例，基期 92.7*。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.evaluate.part import parts
from healthplan_cli.lint.finding import Hit, Level, Subject
from healthplan_cli.lint.rows import hit
from healthplan_cli.speech import tr

CODE = "HP114"
LEVEL = Level.NOTE


def check(subject: Subject) -> Iterator[Hit]:
    """Every row whose baseline may still change, and hasn't been revised."""
    for row in subject.plan.indicators:
        for part in parts(row.in_force(subject.plan.period.end)):
            if part.baseline is not None and part.baseline.reading.provisional:
                message = tr(
                    "基期 {baseline} 是初步数；最终数确定以后用 revisions 写明", baseline=part.baseline.text
                )
                yield hit(part, message)
