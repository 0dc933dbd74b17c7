"""目标里写的起点与基期一栏不一样。

“从35%提高到50%”“由目前的12.3克降至10克”写了从哪里起，而基期一栏是另一个数：两个数必有一个不是那一年的，或者口径不同。
核验用基期一栏的，起点只照抄。起点写了别的年份的、没有基期的不比；只是起点少写了几位小数的（35.2 写成 35）不算。

怎么办：回到统计报表核对，改成一致；口径不同的写明。

例：目标“从35%提高到50%”，基期 38。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import each_once, hit, start_of
from healthplan_cli.evaluation.judge import UnitMismatch, amount
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.kinds.said import quantity_text

CODE = "HP119"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row whose words start from another number (从35%提高) than its baseline."""
    yield from each_once(subject, _differs)


def _differs(subject: Subject, part: IndicatorPart) -> Hit | None:
    target, baseline, start = part.target, part.baseline, start_of(part)
    if target is None or baseline is None or start is None or target.from_value is None:
        return None
    if target.from_year not in (None, baseline.year) or target.due_before:
        return None  # of several years the later begin at the earlier target, or at what was reached then
    row, said = part.indicator, target.from_value
    try:
        number = amount(said, row.measure, row.per)
    except UnitMismatch:
        return None
    places = len(decimal_text(said.value).partition(".")[2])
    slack = Fraction(1, 2 * 10**places) * (number / said.value if said.value else 1)
    below = start.low is not None and start.low > number + slack
    above = start.high is not None and start.high < number - slack
    if not below and not above:
        return None
    message = tr(
        "目标写的起点是 {said}，而基期一栏是 {baseline}；核对是哪个数，改成一致",
        said=quantity_text(said),
        baseline=baseline.text,
    )
    return hit(part, message)
