"""Reported values parsed, converted to their indicator's unit and checked against its limits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_WORDS
from healthplan_cli.evaluation.part import IndicatorPart, parts
from healthplan_cli.language.dates import year_of_day
from healthplan_cli.language.normalise import normalise, squeeze
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.model import Plan, Reading, Rule
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced, Unreadable
from healthplan_cli.sources.actuals.possible_values import check_limits
from healthplan_cli.sources.actuals.rates import quoted_problem, read_fraction
from healthplan_cli.sources.actuals.said_done import number_meant, whole_as_worded

_FRACTION = Pattern(r"(?P<count>\d[\d,]*)/(?P<population>\d[\d,]*)$")


def read_value(
    text: str,
    unit: str | None,
    place: IndicatorPart,
    index: Index,
    of_bare: Callable[[], str | None] | None = None,
) -> Reading:
    """Return a reported value in the indicator's unit. `unit` stands beside it; `of_bare` gives the unit of a number
    without any.

    Raise Misplaced for text that can't be this indicator's value, LeftOut for components of another plan of the run.
    """
    if place.rule is not None and place.rule.is_place:
        return _read_rank(text, place)
    try:
        reading = parse_reported(text)
    except NotUnderstood as error:
        if place.target is not None and place.target.rank:
            return _read_rank(text, place)
        pair = None if len(text) > MAX_WORDS else _FRACTION.match(normalise(squeeze(text)).text)
        if pair is not None:
            return read_fraction(pair["count"], pair["population"], unit, place)
        rule = place.rule
        if rule is not None and rule.rank is not None:
            words = tr(
                "{name}：“{text}”读不懂：目标是等级，应写等级，如 {grade}",
                name=place.indicator.name,
                text=error.text[:40],
                grade=rule.words,
            )
            raise Unreadable(words) from None
        if (whole := whole_as_worded(text, place)) is not None:
            return _in_measure(whole, place)
        words = tr("{name}：{quoted}", name=place.indicator.name, quoted=quoted_problem(error))
        raise Unreadable(words + number_meant(text, place)) from None
    if reading.parts and all(index.is_elsewhere(place.indicator, name or "") for name, _ in reading.parts):
        raise LeftOut
    if unit is not None:
        reading = _with_unit(reading, unit, place)
    elif of_bare is not None and _is_bare(reading):
        told = of_bare()
        reading = reading if told is None else _with_told(reading, told, place)
    _check_bare(reading, place, index)
    return _in_measure(reading, place)


def _read_rank(text: str, place: IndicatorPart) -> Reading:
    """Return a reported rank, whatever its unit word. Raise Unreadable for other text."""
    from healthplan_cli.language.places import read_place

    try:
        reading = read_place(text)
    except NotUnderstood as error:
        words = tr("{name}：{quoted}", name=place.indicator.name, quoted=quoted_problem(error))
        raise Unreadable(words) from None
    return replace(reading, unit=place.indicator.measure)


def is_milestone(place: IndicatorPart) -> bool:
    """Return whether the target now due is a milestone, so that reported values are states."""
    return place.rule is not None and place.rule.is_state


def may_be_milestone(place: IndicatorPart) -> bool:
    """Return whether the target of any year is a milestone."""
    return place.target is not None and any(rule.is_state for rule in place.target.rules)


def has_milestones(plan: Plan) -> bool:
    """Return whether any target of a plan, in any year, is a milestone."""
    return any(may_be_milestone(part) for row in (*plan.indicators, *plan.commitments) for part in parts(row))


def read_milestone(text: str, place: IndicatorPart) -> tuple[Reading, bool]:
    """Return a milestone's reported value, and whether it is only a plan. Raise Unreadable for other text."""
    from healthplan_cli.language.states_reported import State, read_state

    try:
        reading, state = read_state(text, str(place.rule.fields()["state"]) if place.rule else "")
    except NotUnderstood as error:
        words = tr("{name}：{quoted}", name=place.indicator.name, quoted=quoted_problem(error))
        raise Unreadable(words) from None
    return reading, state is State.PLANNED


def check_day(reading: Reading, day: str | None, place: IndicatorPart, year: int | None, due: int) -> None:
    """Raise Misplaced for a completion date after the value's year, which makes it a plan or another year's value.

    From the due year on, a date in a column of its own (`day`) is accepted: it says that the milestone was late.
    """
    said = day or (reading.done[-1] if reading.done else None)
    if said is None or year is None or year_of_day(said) <= year or (day is not None and year >= due):
        return
    words = tr(
        "{name}：“{text}”报的是 {year} 年的，而做成的日期是 {day}：还没有做成的写“在建”，做成了的写在做成的那一年",
        name=place.indicator.name,
        text=reading.text,
        year=year,
        day=said,
    )
    raise Misplaced(words)


def _is_bare(reading: Reading) -> bool:
    """Return whether the number, or one of several in a cell, has no unit."""
    if reading.parts:
        return any(_is_bare(part) for _, part in reading.parts)
    return reading.values is not None and reading.unit is None


def _with_told(reading: Reading, unit: str, place: IndicatorPart) -> Reading:
    """Return a reading whose numbers without a unit have this unit, which is stated elsewhere."""
    if reading.parts:
        return replace(
            reading, parts=tuple((name, _with_told(part, unit, place)) for name, part in reading.parts)
        )
    return _in_unit(reading, unit, place) if _is_bare(reading) else reading


def _check_bare(reading: Reading, place: IndicatorPart, index: Index) -> None:
    """Raise Misplaced for a number without a unit, where the plans of the run use different units for the indicator."""
    for _, part in reading.parts:
        _check_bare(part, place, index)
    if reading.unit is None and reading.values is not None:
        index.check_bare(place.indicator)


def _with_unit(reading: Reading, unit: str, place: IndicatorPart) -> Reading:
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


def _in_unit(reading: Reading, unit: str, place: IndicatorPart) -> Reading:
    """Return a number with the unit stated beside it, which is added to its text if it isn't the indicator's."""
    text, measure = reading.text, place.indicator.measure
    if (
        reading.values is not None
        and measure not in (None, unit)
        and units.factor(unit, measure, place.indicator.per)
    ):
        text = f"{text}{unit}" if text[-1:].isdecimal() else tr("{text}（{unit}）", text=text, unit=unit)
    return replace(reading, text=text, unit=unit)


def _in_measure(reading: Reading, place: IndicatorPart) -> Reading:
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
    check_limits(reading, place)
    return reading


def spanning(reading: Reading, cumulative: bool | None, place: IndicatorPart) -> Reading:
    """Return a value stated to be cumulative, or of its year alone (`cumulative` False). Raise Misplaced where that is impossible."""
    if cumulative is None or reading.values is None:
        return reading
    if reading.cumulative and not cumulative:
        raise Misplaced(tr("“{text}”是累计数的写法，而 cumulative 写的是 false", text=reading.text))
    reading = replace(reading, cumulative=cumulative, yearly=not cumulative)
    _check_total(reading, place)
    return reading


def _check_total(reading: Reading, place: IndicatorPart) -> None:
    """Raise Misplaced for a total (〔14.2〕) where the target is neither a change nor a cumulative amount."""
    target = place.target
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


def _of_so_many(unit: str) -> str:
    """Return the advice for a share of which only a count is given (17个); empty for other units."""
    parsed = units.parse(unit)
    counted = parsed is not None and parsed.dimension in ("item", "person", "household", "bed")
    return tr("：写占的百分比，或写成 17/18（做到的数/总数）") if counted else ""


def _unit(reading: Reading, place: IndicatorPart) -> str | None:
    return reading.unit if reading.on_ladder else place.indicator.measure


def _factor(reading: Reading, place: IndicatorPart) -> Fraction:
    indicator, rule, unit = place.indicator, place.rule, reading.unit
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
    """Return whether 三级 and 3级 mean the same grade here: neither the target nor the value has 甲, 乙, 丙 or 特."""
    both = {rule.scale, reading.unit} == {"grade:hospital", "grade:step"}
    return both and not any(sign in rule.words + reading.text for sign in "特甲乙丙")
