"""Numbers in the sentences of a report: in the row's unit, with few digits, limits rounded to the side on which they still hold."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.language.figures import bound, figure, reported, target_words
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Actual, Interval, Note, Result
from healthplan_cli.units import factor, is_point
from healthplan_cli.units.amounts import with_unit


def facts(result: Result) -> str:
    """Write the value and the target, as a sentence begins: 实际 …，目标 …."""
    return tr(
        "实际 {value_text}，目标 {words}",
        value_text=value_text(result),
        words=target_words(result.target, result.unit),
    )


def value_text(result: Result, bare: bool = False) -> str:
    """Write the value in the row's unit, with its marks; for a target over several years, their sum.

    `bare`: without the unit, for a table that has a column of units.
    """
    if result.actual is None:
        return "—"
    reading, told = result.actual.reading, result.actual.told_by
    if result.total is not None:
        whole = ends_words(result.total, None if bare else result.unit)
        own = reported(reading, unit_of(result))
        return whole if bare else tr("{whole}（各年合计，当年 {text}）", whole=whole, text=own)
    text = reported(reading, None if bare else unit_of(result), held_against(result))
    plus = "+" if Note.INCREMENT in result.noted and text[:1].isdecimal() else ""
    text = f"{plus}{text}{_mark(result)}"
    return text if told is None or told in plain(text) else tr("{text}（{told}）", text=text, told=told)


def done_words(actual: Actual) -> str:
    """Write the days on which a milestone was done."""
    return tr("做成的日期：{days}", days=tr("、").join(actual.done))


def unit_of(result: Result) -> str | None:
    """Return the unit that a row's values are written in: its own; for reported changes (〔18〕) that of the change
    asked for, where it can't be converted to the row's.
    """
    if result.actual is None or not result.actual.reading.cumulative:
        return result.unit
    rule = result.target.rule if result.target else None
    if rule is not None and rule.is_total:
        return result.unit
    asked = rule.by.unit if rule is not None and rule.by is not None else None
    converted = asked and result.unit and factor(asked, result.unit)  # 〔990〕 of 1千张 are 张
    return result.unit if converted else asked


def _mark(result: Result) -> str:
    """Return the mark written after a value: * for a provisional one, or the typed mark that no legend explains."""
    if result.actual is None:
        return ""
    return "".join(result.actual.reading.marks) or ("*" if result.actual.provisional else "")


def held_against(result: Result) -> list[Fraction | None]:
    """Return the numbers that a value is compared with, in its unit: the target's limits, the baseline, the number expected by now."""
    exact = result.value.value if result.value else None
    limits = [] if exact is None or result.gap is None else [exact - result.gap, exact + result.gap]
    return [*limits, baseline_number(result), result.expected]


def baseline_number(result: Result) -> Fraction | None:
    """Return the baseline in the row's unit; None where it isn't one number."""
    reading = result.baseline.reading if result.baseline else None
    if reading is None or reading.values is None or reading.values.value is None:
        return None
    if reading.unit is None or result.unit is None or reading.unit == result.unit or reading.on_ladder:
        return reading.values.value
    times = factor(reading.unit, result.unit)
    return None if times is None else reading.values.value * times


def difference_unit(unit: str | None) -> str:
    """Return the word for the unit of a difference: percentages differ by 百分点."""
    if unit == "%" or is_point(unit):
        return tr(" 个百分点")
    return with_unit("", unit)


def amount_text(number: Fraction, unit: str | None, up: bool | None = None) -> str:
    """Write a number with its unit; a limit is rounded up or down by `up`, to the side on which it still holds."""
    return with_unit(figure(number) if up is None else bound(number, up), unit)


def ends_words(values: Interval | None, unit: str | None) -> str:
    """Write a set of values: 不低于 90%, 81.34—84.66%."""
    if values is None:
        return ""
    if values.low is not None and values.high is not None:
        low, high = figure(values.low), amount_text(values.high, unit)
        return high if values.value is not None else f"{low}—{high}"
    if values.low is not None:
        words = tr("高于") if values.low_open else tr("不低于")
        return f"{words} {amount_text(values.low, unit, up=True)}"
    if values.high is not None:
        words = tr("低于") if values.high_open else tr("不高于")
        return f"{words} {amount_text(values.high, unit, up=False)}"
    return ""
