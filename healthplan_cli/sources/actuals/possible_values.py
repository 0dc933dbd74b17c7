"""Checks of values against their indicator's limits, and numbers in units of counted things."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Interval, Limits, Reading
from healthplan_cli.sources.actuals.lookup import Misplaced

_MEASURED = (
    "%", "‰", "‱", "岁", "元", "美元", "天", "小时", "分钟", "秒", "年", "个月", "百分点", "千分点", "℃", "分", "倍",
)  # fmt: skip


def counted_in(unit: str | None) -> Fraction | None:
    """Return the number of things that a unit of counting stands for: 10,000 for 万人, 1 for no unit. None for a unit that doesn't count."""
    if unit is None:
        return Fraction(1)
    parsed = units.parse(unit)
    counted = parsed is not None and not parsed.per and parsed.base not in _MEASURED
    return parsed.factor if parsed and counted else None


def _limit_scale(unit: str, limit_unit: str, per: int | None) -> Fraction:
    if units.is_share(unit) and units.is_share(limit_unit):
        return units.whole(limit_unit) / units.whole(unit)
    return units.factor(unit, limit_unit, per) or Fraction(1)


def check_limits(reading: Reading, place: IndicatorPart) -> None:
    """Raise Misplaced for a value outside its indicator's limits."""
    rule = place.rule
    totalled = reading.cumulative and rule is not None and (rule.is_reportable or rule.is_total)
    if reading.on_ladder or totalled:
        return
    values, limits = reading.values, place.indicator.limits
    assert values is not None
    possible = Interval(limits.low, limits.high)
    if reading.unit and limits.unit and reading.unit != limits.unit:
        values = values.scaled(_limit_scale(reading.unit, limits.unit, place.indicator.per))
    if values.apart(possible) or (values.value is not None and not values.within(possible)):
        advice = tr("；确实可以超出的，请在规格中写 limits")
        raise Misplaced(
            tr(
                "{name}：“{text}”不可能，应{within}{advice}",
                name=place.indicator.name,
                text=reading.text,
                within=_within(limits),
                advice=advice,
            )
        )


def _within(limits: Limits) -> str:
    low, high = (None if end is None else decimal_text(end) for end in (limits.low, limits.high))
    unit = limits.unit or ""
    if high is None:
        return tr("不小于 {low}{unit}", low=low or "0", unit=unit)
    return (
        tr("在 {low} 到 {high}{unit} 之间", low=low, high=high, unit=unit)
        if low is not None
        else tr("不大于 {high}{unit}", high=high, unit=unit)
    )
