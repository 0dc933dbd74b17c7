"""两项不相干的指标，基期一模一样。

至少三位有效数字的数，两项指标恰好相同的机会很小，多半有一处是抄错了行。单位相同才比；同一行的分项、0、100 和整十整百的数不算。
两项各指出一次，因为看不出错的是哪一项。

怎么办：回到统计报表核对这两个数。

例：经常参加体育锻炼人数比例和设老年医学科的比例，基期都印 47.65。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import cells, hit, start_of
from healthplan_cli.evaluation.part import IndicatorPart, parts

CODE = "HP108"
LEVEL = FindingLevel.WARNING
_DIGITS = 3


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row of the table that has exactly the baseline of another."""
    found: dict[tuple[Fraction, str | None], list[IndicatorPart]] = {}
    for part in (part for row in subject.plan.indicators for part in parts(row)):
        start = start_of(part)
        if start is not None and start.value is not None and _has_telling_digits(start.value):
            found.setdefault((start.value, part.indicator.measure), []).append(part)
    for same in found.values():
        for part in same:
            others = [other for other in same if other.indicator is not part.indicator]
            if others:
                yield _hit(part, others[0])


def _has_telling_digits(value: Fraction) -> bool:
    """Return whether a number has so many digits that two equal ones are hardly a coincidence."""
    return len(decimal_text(value).replace(".", "").strip("0")) >= _DIGITS


def _hit(part: IndicatorPart, other: IndicatorPart) -> Hit:
    assert part.baseline is not None
    row = other.indicator
    message = tr(
        "基期 {baseline} 与第 {no} 项“{name}”的一模一样，两项并不相干，疑有一处抄错；回到统计报表核对",
        baseline=part.baseline.text,
        no=row.no,
        name=row.name,
    )
    return hit(part, message, tr("；").join((cells(part), f"{row.name} {cells(other)}")))
