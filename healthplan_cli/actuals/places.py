"""Where a value belongs: an indicator found by id, printed name, number or alias; a value put in its unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from healthplan_cli import units
from healthplan_cli.errors import NotUnderstood
from healthplan_cli.model import (
    Change,
    Component,
    Grade,
    Indicator,
    Interval,
    Limits,
    Plan,
    Rate,
    Ratio,
    Reading,
)
from healthplan_cli.names import name_key, nearest
from healthplan_cli.numbers import decimal_text
from healthplan_cli.record import record
from healthplan_cli.spec import component_keys
from healthplan_cli.wording.normalise import normalise
from healthplan_cli.wording.reported import parse_reported

_PROPOSALS = 50  # after so many unknown names the file is another one: no more proposals
_TELLING = 6  # a component's name alone finds it only where it is this long: 孕产妇系统管理率, not 门诊


class Misplaced(Exception):
    """A key or a value that doesn't fit its place; the message says what would be right."""


@record(frozen=True, slots=True)
class Place:
    """An indicator, or one of its components."""

    indicator: Indicator
    component: Component | None = None


class Index:
    """A plan's indicators by everything they are called. Matching is normalised and exact."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._misses = 0
        self._ids = {indicator.id: Place(indicator) for indicator in plan.indicators}

    @cached_property
    def _ranks(self) -> tuple[dict[str, list[Place]], ...]:
        """Names to places: ids, printed names, numbers, aliases, and last the long names of components."""
        ranks: tuple[dict[str, list[Place]], ...] = ({}, {}, {}, {}, {})
        for indicator in self.plan.indicators:
            whole = Place(indicator)
            named = ([indicator.id], [indicator.name], [indicator.no], indicator.aliases)
            for names, rank in zip(named, ranks, strict=False):
                for key in map(name_key, names):
                    _add(rank, key, whole)
            for component in indicator.components:
                for key in component_keys(component):
                    if len(key) >= _TELLING:
                        _add(ranks[4], key, Place(indicator, component))
        return ranks

    def find(self, name: str) -> Place:
        """The place of a name: id first, then printed name, number, alias. Raises Misplaced with what is near."""
        if name in self._ids:
            return self._ids[name]
        try:
            key = name_key(name)
        except NotUnderstood:
            key = name.strip().lower()
        for names in self._ranks:
            places = names.get(key, [])
            if len(places) == 1:
                return places[0]
            if places:
                choices = "、".join(place.indicator.id for place in places)
                raise Misplaced(f"“{name}”对应不止一项指标：{choices}；请写 id")
        self._misses += 1
        known = [key for names in self._ranks for key in names] if self._misses <= _PROPOSALS else []
        near = nearest(name, known)
        shown = dict.fromkeys(self._shown(key) for key in near)
        hint = (
            f"，是不是 {'、'.join(shown)}？" if shown else f"；可用 hpcheck show {self.plan.id} 查看全部指标"
        )
        raise Misplaced(f"本规划没有指标“{name}”{hint}")

    def _shown(self, key: str) -> str:
        place = next(names[key][0] for names in self._ranks if key in names)
        return f"{place.indicator.name}（{place.indicator.id}）"

    def component(self, indicator: Indicator, name: str) -> Component | None:
        key = name_key(name)
        return next(
            (component for component in indicator.components if key in component_keys(component)), None
        )


def _add(rank: dict[str, list[Place]], key: str, place: Place) -> None:
    places = rank.setdefault(key, [])
    if place not in places:
        places.append(place)


def read_value(text: str, unit: str | None, place: Place) -> Reading:
    """A reported value in the indicator's measure. Raises Misplaced for what can't be one."""
    try:
        reading = parse_reported(text)
    except NotUnderstood as error:
        raise Misplaced(f"{place.indicator.name}：{_quoted(error)}") from None
    if unit is not None:
        reading = _with_unit(reading, unit)
    return _in_measure(reading, place)


def _quoted(error: NotUnderstood) -> str:
    text = error.text if len(error.text) <= 40 else f"{error.text[:40]}…"
    return error.message if "“" in error.message else f"“{text}”{error.message}"


def _with_unit(reading: Reading, unit: str) -> Reading:
    named = units.canonical(normalise(unit).text)
    if named is None:
        raise Misplaced(f"不认识的单位“{unit}”")
    if reading.unit not in (None, named):
        raise Misplaced(f"数值“{reading.text}”自带单位“{reading.unit}”，与 unit“{unit}”不一致")
    return replace(reading, unit=named)


def _in_measure(reading: Reading, place: Place) -> Reading:
    indicator = place.indicator
    if reading.parts:
        if not indicator.components:
            raise Misplaced(f"“{reading.text}”里有几个数，而 {indicator.name} 只有一项")
        return replace(reading, parts=tuple((name, _in_measure(part, place)) for name, part in reading.parts))
    if reading.values is None:
        return reading
    _check_total(reading, place)
    reading = replace(
        reading, values=reading.values.scaled(_factor(reading, place)), unit=_unit(reading, place)
    )
    _check_limits(reading, place)
    return reading


def _check_total(reading: Reading, place: Place) -> None:
    """〔14.2〕 is a five-year total: only a change or a 累计 target can be held against it."""
    target = place.component.target if place.component else place.indicator.target
    if (
        reading.cumulative
        and target is not None
        and not (target.cumulative or isinstance(target.rule, Change))
    ):
        raise Misplaced(f"{place.indicator.name}：“{reading.text}”是累计数，而目标“{target.text}”不是累计的")


def _rule_of(place: Place) -> object:
    target = place.component.target if place.component else place.indicator.target
    return target.rule if target else None


def _unit(reading: Reading, place: Place) -> str | None:
    return reading.unit if reading.on_ladder else place.indicator.measure


def _factor(reading: Reading, place: Place) -> Fraction:
    indicator, rule, unit = place.indicator, _rule_of(place), reading.unit
    if isinstance(rule, Grade):
        if unit != rule.ladder and not _plain_levels(rule, reading):
            raise Misplaced(
                f"{indicator.name} 的目标是等级“{rule.words}”，数值“{reading.text}”不是同一类等级"
            )
        return Fraction(1)
    if isinstance(rule, Ratio) and not rule.left.unit and not rule.right.unit:
        if unit != "ratio":
            raise Misplaced(f"{indicator.name} 的目标是比例“{rule.words}”，数值应写成 1:1.2 的样子")
        return Fraction(1)
    if unit is None or unit == indicator.measure:
        return Fraction(1)
    factor = units.factor(unit, indicator.measure, indicator.per) if indicator.measure else None
    if factor is None:
        wanted = f"指标的单位“{indicator.measure}”" if indicator.measure else "这项没有单位的指标"
        shown = "比例" if unit == "ratio" else "等级" if unit.startswith("grade:") else f"单位“{unit}”"
        raise Misplaced(f"{indicator.name}：“{reading.text}”的{shown}与{wanted}不相容")
    return factor


def _plain_levels(rule: Grade, reading: Reading) -> bool:
    """三级 and 3级 are one ladder where neither names 甲, 乙 or 丙."""
    both = {rule.ladder, reading.unit} == {"grade:hospital", "grade:step"}
    return both and not any(sign in rule.words + reading.text for sign in "特甲乙丙")


def _limit_scale(unit: str, limit_unit: str, per: int | None) -> Fraction:
    if units.is_share(unit) and units.is_share(limit_unit):
        return units.whole(limit_unit) / units.whole(unit)
    return units.factor(unit, limit_unit, per) or Fraction(1)


def _check_limits(reading: Reading, place: Place) -> None:
    if reading.on_ladder or (reading.cumulative and isinstance(_rule_of(place), Change)):
        return
    values, limits = reading.values, place.indicator.limits
    assert values is not None
    possible = Interval(limits.low, limits.high)
    if reading.unit and limits.unit and reading.unit != limits.unit:
        values = values.scaled(_limit_scale(reading.unit, limits.unit, place.indicator.per))
    if values.apart(possible) or (values.value is not None and not values.within(possible)):
        advice = "；确实可以超出的，请在规格中写 limits"
        raise Misplaced(f"{place.indicator.name}：“{reading.text}”不可能，应{_within(limits)}{advice}")


def _within(limits: Limits) -> str:
    low, high = (None if end is None else decimal_text(end) for end in (limits.low, limits.high))
    unit = limits.unit or ""
    if high is None:
        return f"不小于 {low}{unit}"
    return f"在 {low} 到 {high}{unit} 之间" if low is not None else f"不大于 {high}{unit}"


def read_rate(count: str, population: str, place: Place) -> Reading:
    """A rate from its count and its population, exactly. Raises Misplaced."""
    numbers = []
    for key, text in (("count", count), ("population", population)):
        try:
            reading = parse_reported(text)
        except NotUnderstood as error:
            raise Misplaced(f"{key}：{_quoted(error)}") from None
        if reading.values is None or reading.values.value is None or reading.unit is not None:
            raise Misplaced(f"{key}“{text}”应为一个不带单位的数")
        numbers.append(reading.values.value)
    if numbers[0] < 0 or numbers[1] <= 0:
        raise Misplaced("count 不能为负，population 必须大于 0")
    share = numbers[0] / numbers[1]
    indicator = place.indicator
    if indicator.per:
        value = share * indicator.per
    elif units.is_share(indicator.measure):
        value = share * units.whole(indicator.measure or "%")
    else:
        raise Misplaced(
            f"{indicator.name} 的单位是“{indicator.measure or '无'}”，不是率，不能用 count 和 population 给出（每千人口…一类的请在规格中写 per: 1000）"
        )
    reading = Reading(f"{count}/{population}", Interval.point(value), indicator.measure, rate=Rate(*numbers))
    _check_limits(reading, place)
    return reading
