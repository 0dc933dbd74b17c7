"""Numbers in the sentences of a report: few digits, with their unit, and rounded to the side on which they hold."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.model import Interval, Result
from healthplan_cli.numbers import decimal_text
from healthplan_cli.speech import tr
from healthplan_cli.wording.amounts import with_unit
from healthplan_cli.wording.normalise import plain


def value_text(result: Result, bare: bool = False) -> str:
    """The reported value in its own words; a rate from count and population as its number (`bare`: no more)."""
    if result.actual is None:
        return "—"
    reading, told = result.actual.reading, result.actual.told_by
    if told is not None:
        return (
            reading.text
            if told in plain(reading.text)
            else tr("{text}（{told}）", text=reading.text, told=told)
        )
    if reading.rate is not None and reading.values is not None and reading.values.value is not None:
        if bare:
            return decimal_text(reading.values.value, 2)
        return tr(
            "{decimal_text}{value}（{text}）",
            decimal_text=decimal_text(reading.values.value, 2),
            value=result.unit or "",
            text=reading.text,
        )
    return reading.text


def difference_unit(unit: str | None) -> str:
    """How the unit of a difference is said after its number: percentages differ by 百分点."""
    if unit == "%":
        return tr(" 个百分点")
    if unit and unit[0] in "/‰":
        return unit
    return f" {unit}" if unit else ""


def number_text(value: Fraction, up: bool | None = None) -> str:
    """All digits where they are few, else four decimals; `up` rounds a limit to the side on which it holds."""
    exact, rounded = decimal_text(value), decimal_text(value, 4)
    if len(exact) <= 8 or not value or Fraction(rounded) == 0:
        return exact
    step = Fraction(1, 10**4)
    if up and Fraction(rounded) < value:
        return decimal_text(Fraction(rounded) + step)
    return decimal_text(Fraction(rounded) - step) if up is False and Fraction(rounded) > value else rounded


def amount_text(number: Fraction, unit: str | None, up: bool | None = None) -> str:
    return with_unit(number_text(number, up), unit)


def ends_words(values: Interval | None, unit: str | None) -> str:
    """A set of values in words: 不低于 90%, 81.34—84.66%."""
    if values is None:
        return ""
    if values.low is not None and values.high is not None:
        low, high = number_text(values.low), amount_text(values.high, unit)
        return high if values.value is not None else f"{low}—{high}"
    if values.low is not None:
        words = tr("高于") if values.low_open else tr("不低于")
        return f"{words} {amount_text(values.low, unit, up=True)}"
    if values.high is not None:
        words = tr("低于") if values.high_open else tr("不高于")
        return f"{words} {amount_text(values.high, unit, up=False)}"
    return ""
