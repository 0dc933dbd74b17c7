"""Numbers in the sentences of a report: in the row's unit, in as many digits as people need, rounded to the side on which they hold."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.language.figures import bound, figure, reported, target_words
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Actual, Interval, Note, Result
from healthplan_cli.units import factor, is_point
from healthplan_cli.units.amounts import with_unit


def facts(result: Result) -> str:
    """Write what was reached and what was wanted, as a sentence about a value begins."""
    return tr(
        "实际 {value_text}，目标 {words}",
        value_text=value_text(result),
        words=target_words(result.target, result.unit),
    )


def value_text(result: Result, bare: bool = False) -> str:
    """Write the value in the row's unit, with its marks; of years added up, their sum.

    `bare`: without the unit, for a table that has it.
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
    """Return the unit of a row's amounts: its own; of changes (〔18〕) that of the change asked for, where the row's is no amount."""
    if result.actual is None or not result.actual.reading.cumulative:
        return result.unit
    rule = result.target.rule if result.target else None
    if rule is not None and rule.is_total:
        return result.unit
    asked = rule.by.unit if rule is not None and rule.by is not None else None
    converted = asked and result.unit and factor(asked, result.unit)  # 〔990〕 of 1千张 are 张
    return result.unit if converted else asked


def _mark(result: Result) -> str:
    """Return * for a provisional value, or the mark that was typed and that nothing explains."""
    if result.actual is None:
        return ""
    return "".join(result.actual.reading.marks) or ("*" if result.actual.provisional else "")


def held_against(result: Result) -> list[Fraction | None]:
    """Return the numbers that a value is held against, in its unit: the target's limit, the baseline, the number expected by now."""
    exact = result.value.value if result.value else None
    limits = [] if exact is None or result.gap is None else [exact - result.gap, exact + result.gap]
    return [*limits, baseline_number(result), result.expected]


def baseline_number(result: Result) -> Fraction | None:
    """Return the baseline in the row's unit, where it is one number; that of a row with components as it is printed."""
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
    """Write a number with its unit; `up` rounds a limit to the side on which it holds."""
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
