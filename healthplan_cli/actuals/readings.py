"""A reported value, put in its indicator's measure and held against what is possible."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.actuals.places import Index, LeftOut, Misplaced, Place, Unreadable
from healthplan_cli.errors import NotUnderstood
from healthplan_cli.lexicon import Pattern
from healthplan_cli.limits import MAX_WORDS
from healthplan_cli.model import Interval, Limits, Rate, Reading, Rule
from healthplan_cli.numbers import decimal_text
from healthplan_cli.record import replace
from healthplan_cli.speech import tr
from healthplan_cli.wording.normalise import normalise, squeeze
from healthplan_cli.wording.reported import parse_reported

_MEASURED = (
    "%",
    "‰",
    "‱",
    "岁",
    "元",
    "美元",
    "天",
    "小时",
    "分钟",
    "秒",
    "年",
    "个月",
    "百分点",
    "千分点",
    "℃",
    "分",
    "倍",
)
_FRACTION = Pattern(r"(?P<count>\d[\d,]*)/(?P<population>\d[\d,]*)$")


def read_value(
    text: str,
    unit: str | None,
    place: Place,
    index: Index,
    of_bare: Callable[[], str | None] | None = None,
) -> Reading:
    """A reported value in the indicator's measure. `unit` stands beside it; `of_bare` gives the unit of a number without any.

    Raises Misplaced for what can't be a value; LeftOut for one whose components only another plan of the run has.
    """
    try:
        reading = parse_reported(text)
    except NotUnderstood as error:
        pair = None if len(text) > MAX_WORDS else _FRACTION.match(normalise(squeeze(text)).text)
        if pair is not None:
            return _fraction(pair["count"], pair["population"], unit, place)
        rule = _rule_of(place)
        if rule is not None and rule.rank is not None:
            words = tr(
                "{name}：“{text}”读不懂：目标是等级，应写等级，如 {grade}",
                name=place.indicator.name,
                text=error.text[:40],
                grade=rule.words,
            )
            raise Unreadable(words) from None
        raise Unreadable(tr("{name}：{quoted}", name=place.indicator.name, quoted=_quoted(error))) from None
    if reading.parts and all(index.is_elsewhere(place.indicator, name or "") for name, _ in reading.parts):
        raise LeftOut
    if unit is not None:
        reading = _with_unit(reading, unit, place)
    elif of_bare is not None and _is_bare(reading):
        told = of_bare()
        reading = reading if told is None else _with_told(reading, told, place)
    _check_bare(reading, place, index)
    return _in_measure(reading, place)


def _is_bare(reading: Reading) -> bool:
    """Whether a number, or one of several in a cell, has no unit."""
    if reading.parts:
        return any(_is_bare(part) for _, part in reading.parts)
    return reading.values is not None and reading.unit is None


def _with_told(reading: Reading, unit: str, place: Place) -> Reading:
    """The bare numbers of a reading in a unit."""
    if reading.parts:
        return replace(
            reading, parts=tuple((name, _with_told(part, unit, place)) for name, part in reading.parts)
        )
    return _in_unit(reading, unit, place) if _is_bare(reading) else reading


def _fraction(count: str, population: str, unit: str | None, place: Place) -> Reading:
    """1/5210 in one cell: a rate with its count and its population. Raises Misplaced where the indicator is none."""
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


def _check_bare(reading: Reading, place: Place, index: Index) -> None:
    """Raises Misplaced for a number without a unit, where the plans of the run have different ones for it."""
    for _, part in reading.parts:
        _check_bare(part, place, index)
    if reading.unit is None and reading.values is not None:
        index.check_bare(place.indicator)


def _quoted(error: NotUnderstood) -> str:
    text = error.text if len(error.text) <= 40 else f"{error.text[:40]}…"
    return (
        error.message
        if any(sign in error.message for sign in '“"')
        else tr("“{text}”{message}", text=text, message=error.message)
    )


def _with_unit(reading: Reading, unit: str, place: Place) -> Reading:
    named = units.canonical(normalise(unit).text)
    if named is None:
        raise Misplaced(tr("不认识的单位“{unit}”", unit=unit))
    if reading.parts:
        parts = ((name, _with_unit(part, unit, place)) for name, part in reading.parts)
        return replace(reading, parts=tuple(parts))
    if reading.unit is None:
        return _in_unit(reading, named, place)
    if reading.unit != named:
        raise Misplaced(
            tr(
                "数值“{text}”自带单位“{unit}”，与 unit“{unit2}”不一致",
                text=reading.text,
                unit=reading.unit,
                unit2=unit,
            )
        )
    return reading


def _in_unit(reading: Reading, unit: str, place: Place) -> Reading:
    """A number with the unit that stands beside it; where that isn't the indicator's own, its text says so."""
    text, measure = reading.text, place.indicator.measure
    if (
        reading.values is not None
        and measure not in (None, unit)
        and units.factor(unit, measure, place.indicator.per)
    ):
        text = f"{text}{unit}" if text[-1:].isdecimal() else tr("{text}（{unit}）", text=text, unit=unit)
    return replace(reading, text=text, unit=unit)


def _in_measure(reading: Reading, place: Place) -> Reading:
    indicator = place.indicator
    if reading.parts:
        if not indicator.components:
            raise Misplaced(
                tr("“{text}”里有几个数，而 {name} 只有一项", text=reading.text, name=indicator.name)
            )
        return replace(reading, parts=tuple((name, _in_measure(part, place)) for name, part in reading.parts))
    if reading.values is None:
        return reading
    _check_total(reading, place)
    reading = replace(
        reading, values=reading.values.scaled(_factor(reading, place)), unit=_unit(reading, place)
    )
    _check_limits(reading, place)
    return reading


def spanning(reading: Reading, cumulative: bool | None, place: Place) -> Reading:
    """A value that is said to be a running total, or of its year alone. Raises Misplaced where that can't be."""
    if cumulative is None or reading.values is None:
        return reading
    if reading.cumulative and not cumulative:
        raise Misplaced(tr("“{text}”是累计数的写法，而 cumulative 写的是 false", text=reading.text))
    reading = replace(reading, cumulative=cumulative, yearly=not cumulative)
    _check_total(reading, place)
    return reading


def _check_total(reading: Reading, place: Place) -> None:
    """〔14.2〕 is a five-year total: only a change or a 累计 target can be held against it."""
    target = place.component.target if place.component else place.indicator.target
    if (
        reading.cumulative
        and target is not None
        and not (target.cumulative or target.rule.is_reportable or target.rule.is_total)
    ):
        raise Misplaced(
            tr(
                "{name}：“{text}”是累计数，而目标“{text2}”不是累计的",
                name=place.indicator.name,
                text=reading.text,
                text2=target.text,
            )
        )


def _rule_of(place: Place) -> Rule | None:
    target = place.component.target if place.component else place.indicator.target
    return target.rule if target else None


def _of_so_many(unit: str) -> str:
    """What to write for a share of which only the count is given: 17个."""
    parsed = units.parse(unit)
    counted = parsed is not None and parsed.dimension in ("item", "person", "household", "bed")
    return tr("：写占的百分比，或写成 17/18（做到的数/总数）") if counted else ""


def _unit(reading: Reading, place: Place) -> str | None:
    return reading.unit if reading.on_ladder else place.indicator.measure


def _factor(reading: Reading, place: Place) -> Fraction:
    indicator, rule, unit = place.indicator, _rule_of(place), reading.unit
    if rule is not None and rule.rank is not None:
        if unit != rule.scale and not _plain_levels(rule, reading):
            raise Misplaced(
                tr(
                    "{name} 的目标是等级“{words}”，数值“{text}”不是同一类等级",
                    name=indicator.name,
                    words=rule.words,
                    text=reading.text,
                )
            )
        return Fraction(1)
    if rule is not None and rule.on_ladder:
        if unit != "ratio":
            raise Misplaced(
                tr(
                    "{name} 的目标是比例“{words}”，数值应写成 1:1.2 的样子",
                    name=indicator.name,
                    words=rule.words,
                )
            )
        return Fraction(1)
    if unit is None or unit == indicator.measure:
        return Fraction(1)
    factor = units.factor(unit, indicator.measure, indicator.per) if indicator.measure else None
    if factor is None:
        wanted = (
            tr("指标的单位“{measure}”", measure=indicator.measure)
            if indicator.measure
            else tr("这项没有单位的指标")
        )
        shown = (
            tr("比例")
            if unit == "ratio"
            else tr("等级")
            if unit.startswith("grade:")
            else tr("单位“{unit}”", unit=unit)
        )
        raise Misplaced(
            tr(
                "{name}：“{text}”的{shown}与{wanted}不相容{advice}",
                name=indicator.name,
                text=reading.text,
                shown=shown,
                wanted=wanted,
                advice=_of_so_many(unit) if indicator.measure == "%" else "",
            )
        )
    return factor


def _plain_levels(rule: Rule, reading: Reading) -> bool:
    """三级 and 3级 are one ladder where neither names 甲, 乙 or 丙."""
    both = {rule.scale, reading.unit} == {"grade:hospital", "grade:step"}
    return both and not any(sign in rule.words + reading.text for sign in "特甲乙丙")


def _counted_in(unit: str | None) -> Fraction | None:
    """How many there are in one of a unit of counts: 10,000 in 万人; None for a unit that counts nothing."""
    if unit is None:
        return Fraction(1)
    parsed = units.parse(unit)
    counted = parsed is not None and not parsed.per and parsed.base not in _MEASURED
    return parsed.factor if parsed and counted else None


def _limit_scale(unit: str, limit_unit: str, per: int | None) -> Fraction:
    if units.is_share(unit) and units.is_share(limit_unit):
        return units.whole(limit_unit) / units.whole(unit)
    return units.factor(unit, limit_unit, per) or Fraction(1)


def _check_limits(reading: Reading, place: Place) -> None:
    rule = _rule_of(place)
    if reading.on_ladder or (
        reading.cumulative and rule is not None and (rule.is_reportable or rule.is_total)
    ):
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


def read_rate(
    count: str, population: str, place: Place, beside: tuple[str | None, str | None] = (None, None)
) -> Reading:
    """A rate from its count and its population, exactly; `beside` has the units that stand beside them. Raises Misplaced."""
    numbers, shown = [], []
    marks: tuple[str, ...] = ()
    provisional = False
    for key, text, unit in (("count", count, beside[0]), ("population", population, beside[1])):
        try:
            reading = parse_reported(text)
        except NotUnderstood as error:
            raise Misplaced(tr("{key}：{quoted}", key=key, quoted=_quoted(error))) from None
        factor = _counted_in(reading.unit or unit)
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
    _check_limits(reading, place)
    return reading
