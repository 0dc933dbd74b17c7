"""基期是初步数。

基期注明初步数，或带的“*”在表注里说是初步数（规格的 marks），最终数可能不同：进度会变，目标本身的高低也会变。
带“*”“①”而规格没有写明意思的，也列出来：是初步数、别的年份的数，还是口径不同，不知道。

怎么办：最终数确定以后，用 revisions 写明是哪份文件、改成多少；记号的意思照表注写进 marks。

例：国民体质合格以上人数比例，基期 92.7*。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.evaluation.part import parts

CODE = "HP114"
LEVEL = FindingLevel.NOTE


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row whose baseline is provisional and not revised, or has a mark that nothing explains."""
    for row in subject.plan.indicators:
        for part in parts(row.in_force(subject.plan.period.end)):
            reading = part.baseline.reading if part.baseline else None
            if part.baseline is None or reading is None:
                continue
            if reading.provisional:
                message = tr(
                    "基期 {baseline} 是初步数；最终数确定以后用 revisions 写明", baseline=part.baseline.text
                )
                yield hit(part, message)
            elif reading.marks:
                message = tr(
                    "基期 {baseline} 带有记号，没有写明意思；请照表注写进规格的 marks",
                    baseline=part.baseline.text,
                )
                yield hit(part, message)
