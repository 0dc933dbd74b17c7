"""Exact rates from a numerator and a denominator: two cells, or 1/5210 in one."""

from __future__ import annotations

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.normalise import normalise
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.model import Interval, Rate, Reading
from healthplan_cli.sources.actuals.lookup import Misplaced
from healthplan_cli.sources.actuals.possible_values import check_limits, counted_in


def read_fraction(count: str, population: str, unit: str | None, place: IndicatorPart) -> Reading:
    """Return the rate in a cell such as 1/5210. Raise Misplaced where the indicator is no rate or `unit` doesn't fit."""
    indicator, text = place.indicator, f"{count}/{population}"
    if indicator.per is None and not units.is_share(indicator.measure):
        measure = tr("单位是“{measure}”", measure=indicator.measure) if indicator.measure else tr("没有单位")
        raise Misplaced(
            tr(
                "{name}：“{text}”像是“分子/分母”，而这项指标{measure}，不是率",
                name=indicator.name,
                text=text,
                measure=measure,
            )
        )
    named = unit and units.canonical(normalise(unit).text)
    if (
        named
        and named != indicator.measure
        and not units.factor(named, indicator.measure or "", indicator.per)
    ):
        raise Misplaced(
            tr(
                "{name}：“{text}”是由分子、分母算的率，与单位“{unit}”不相容",
                name=indicator.name,
                text=text,
                unit=named,
            )
        )
    return read_rate(count, population, place)


def quoted_problem(error: NotUnderstood) -> str:
    """Return an error's message, with the words that aren't understood where the message doesn't quote them."""
    text = error.text if len(error.text) <= 40 else f"{error.text[:40]}…"
    return (
        error.message
        if any(sign in error.message for sign in '“"')
        else tr("“{text}”{message}", text=text, message=error.message)
    )


def read_rate(
    count: str, population: str, place: IndicatorPart, beside: tuple[str | None, str | None] = (None, None)
) -> Reading:
    """Return the exact rate of a numerator and a denominator; `beside` has the units that stand beside both. Raise Misplaced."""
    numbers, shown = [], []
    marks: tuple[str, ...] = ()
    provisional = False
    for key, text, unit in (("count", count, beside[0]), ("population", population, beside[1])):
        try:
            reading = parse_reported(text)
        except NotUnderstood as error:
            raise Misplaced(tr("{key}：{quoted}", key=key, quoted=quoted_problem(error))) from None
        factor = counted_in(reading.unit or unit)
        if reading.values is None or reading.values.value is None or factor is None:
            words = tr("{key}“{text}”应为一个数，可带 人、万人、个 一类的单位", key=key, text=text)
            raise Misplaced(words)
        numbers.append(reading.values.value * factor)
        marks += reading.marks
        provisional = provisional or reading.provisional
        shown.append(f"{text}{unit}" if unit and factor != 1 and reading.unit is None else text)
    if numbers[0] < 0 or numbers[1] <= 0:
        raise Misplaced(tr("count 不能为负，population 必须大于 0"))
    indicator = place.indicator
    if indicator.per:
        each = indicator.per / numbers[1]
    elif units.is_share(indicator.measure):
        each = units.whole(indicator.measure or "%") / numbers[1]
    else:
        raise Misplaced(
            tr(
                "{name} 的单位是“{value}”，不是率，不能用 count 和 population 给出（每千人口…一类的请在规格中写 per: 1000）",
                name=indicator.name,
                value=indicator.measure or tr("无"),
            )
        )
    value = Interval.point(numbers[0] * each)
    rate = Rate(numbers[0], numbers[1], each)
    reading = Reading("/".join(shown), value, indicator.measure, provisional, rate=rate, marks=marks)
    check_limits(reading, place)
    return reading
