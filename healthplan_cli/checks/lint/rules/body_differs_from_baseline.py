"""正文里的基期数与表里的不一样。

正文写了这项指标基期那一年的数，与表里的对不上：两个数，总有一个抄错或者口径不同，而进度是从表里的基期算起的。换算成同一个单位、
修约到同样的位数再比；正文的数在表的范围以内（表 >85，正文 98.24%）不算；别的年份的数不比。数字相同只有单位不同的，见 HP204。

怎么办：回到统计报表核对；两处口径不同的，在正文里写明。

例：居民健康素养水平，表的基期 23.01，正文“2020年达到23.10%”。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.asked import differs_in_unit_size, reading_unit
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit, start_of
from healthplan_cli.evaluation.part import IndicatorPart, parts
from healthplan_cli.model import Indicator, Interval, Mention

CODE = "HP202"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each value of the baseline year in the body text that contradicts the table's."""
    for row in subject.plan.indicators:
        for mention in row.mentions:
            known = [part for part in parts(row) if _is_of_baseline_year(part, mention)]
            if known and all(_contradicts(part, mention) for part in known):
                yield _hit(known[0], mention)


def _is_of_baseline_year(part: IndicatorPart, mention: Mention) -> bool:
    return part.baseline is not None and part.baseline.year == mention.year and start_of(part) is not None


def _contradicts(part: IndicatorPart, mention: Mention) -> bool:
    """Return whether a mention's value can't be the baseline, even when rounded to fewer places."""
    row, baseline = part.indicator, part.baseline
    assert baseline is not None
    start, told = start_of(part), in_measure(mention, row)
    if start is None or told is None:
        return False
    own = reading_unit(baseline.reading, row)
    if differs_in_unit_size(
        mention.reading.values, reading_unit(mention.reading, row), baseline.reading.values, own
    ):
        return False
    return told.apart(start) and not _is_rounded_from(start, told)


def in_measure(mention: Mention, row: Indicator) -> Interval | None:
    """Return the values of a mention in the row's unit; None where it has none, or they can't be converted."""
    values, unit = mention.reading.values, mention.reading.unit
    if values is None or unit is None or row.measure is None:
        return values
    factor = units.factor(unit, row.measure, row.per)
    return values.scaled(factor) if factor is not None else None


def _is_rounded_from(one: Interval, other: Interval) -> bool:
    """Return whether the value with fewer decimals is the other one rounded."""
    if one.value is None or other.value is None:
        return False
    fewer, more = sorted((one.value, other.value), key=_places)
    return decimal_text(more, _places(fewer)) == decimal_text(fewer, _places(fewer))


def _places(number: Fraction) -> int:
    return len(decimal_text(number).partition(".")[2])


def _hit(part: IndicatorPart, mention: Mention) -> Hit:
    assert part.baseline is not None
    message = tr(
        "正文（{place}）写 {year} 年为 {text}，表的基期是 {baseline}；回到统计报表核对，进度按表的算",
        place=mention.source or tr("正文"),
        year=mention.year,
        text=mention.text,
        baseline=part.baseline.text,
    )
    words = tr(
        "表：{baseline}；{place}：{text}",
        baseline=part.baseline.text,
        place=mention.source or tr("正文"),
        text=mention.text,
    )
    return hit(part, message, words)
