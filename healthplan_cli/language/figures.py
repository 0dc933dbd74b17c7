"""Numbers rounded for readers, in the row's unit, so that rounding never carries one onto or over a number it is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Reading, Target
from healthplan_cli.units.amounts import with_unit

_WRITTEN = 4  # decimals that are always written out
_USUAL = 2
_SMALL, _THREE_DIGITS = Fraction(1, 10), 100
_NUMBER = Pattern(r"\d(?:[\d,\uFF0C]*\d)?(?:[.\uFF0E]\d+)?")  # with commas and points of full width too
_NO_WORDS = "—–-~～≥≤<>=≧≦＜＞0123456789."
_PLAIN = {ord(","): None, 0xFF0C: None, 0xFF0E: "."}


def figure(number: Fraction, beside: Iterable[Fraction | None] = ()) -> str:
    """Return a number in digits for a reader; `beside` are the numbers that it is compared with.

    Up to four decimals are shown as they are. Longer numbers are rounded to two decimals, or as many as `beside` has;
    below 0.1 to three significant digits; and to more where rounding would reach or pass a number of `beside`.
    """
    return decimal_text(number, _needed(number, beside))


def _needed(number: Fraction, beside: Iterable[Fraction | None] = ()) -> int:
    """Return the number of decimals with which `figure` writes a number."""
    own = _places(number)
    if own is not None:
        return own
    others = [other for other in beside if other is not None and other != number]
    theirs = [places for other in others if (places := _places(other)) is not None and places <= _WRITTEN]
    places = max(_USUAL, *theirs, 0)
    while abs(number) < _SMALL and abs(number) * 10**places < _THREE_DIGITS:
        places += 1
    while any(_misleads(number, other, places) for other in others):
        places += 1
    return places


def _places(number: Fraction) -> int | None:
    """Return how many decimals a number has; None for more than four or endless ones."""
    return next((places for places in range(_WRITTEN + 1) if 10**places % number.denominator == 0), None)


def _misleads(number: Fraction, other: Fraction, places: int) -> bool:
    """Return whether a number rounded to `places` equals `other`, or lies on the other side of it."""
    rounded = Fraction(decimal_text(number, places))
    return rounded == other or (rounded > other) != (number > other)


def bound(number: Fraction, up: bool) -> str:
    """Return a limit in digits, rounded up where values must not be below it (`up`), else down."""
    text, step = figure(number), Fraction(1, 10 ** _needed(number))
    rounded = Fraction(text)
    if up and rounded < number:
        return decimal_text(rounded + step)
    return decimal_text(rounded - step) if not up and rounded > number else text


def reported(reading: Reading, unit: str | None = None, beside: Iterable[Fraction | None] = ()) -> str:
    """Return a reported value in its numbers' unit: 2.9, >85, 83左右, 70—75; with `unit` for use in a sentence: 2.9‰.

    Grades, ratios and cells of several components are returned as reported; a missing value is a dash.
    """
    values, beside = reading.values, tuple(beside)
    if values is None or reading.on_ladder or reading.parts:
        return squeeze(reading.text) if values is not None or reading.parts else "—"
    low, high = values.low, values.high

    def written(number: Fraction) -> str:
        return _typed(reading.text, number) or figure(number, beside)

    if low is not None and low == high:
        text = with_unit(written(low), unit)
    elif low is not None and high is not None:
        middle = (low + high) / 2
        about = len(_NUMBER.findall(reading.text)) == 1 and not _typed(reading.text, high)  # 前10 is 1—10
        text = (
            tr("{amount}左右", amount=with_unit(written(middle), unit))
            if about
            else f"{written(low)}—{with_unit(written(high), unit)}"
        )
    elif low is not None:
        text = f"{'>' if values.low_open else '≥'}{with_unit(written(low), unit)}"
    elif high is not None:
        text = f"{'<' if values.high_open else '≤'}{with_unit(written(high), unit)}"
    else:
        text = squeeze(reading.text)
    return f"〔{text}〕" if reading.cumulative else text


def _typed(text: str, number: Fraction) -> str | None:
    """Return the digits in which a number was typed (82.0); None where it was converted or typed with more than four decimals."""
    for match in _NUMBER.finditer(text):
        digits = _half_width(match[0])
        if len(digits.partition(".")[2]) <= _WRITTEN and Fraction(digits) == abs(number):
            return f"-{digits}" if number < 0 else digits
    return None


def _half_width(digits: str) -> str:
    """Return digits as ASCII, without thousands separators."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in digits.translate(_PLAIN))


# ── printed words ──


def target_words(target: Target | None, unit: str | None) -> str:
    """Return a target's printed words for a sentence; a level without a unit gets the row's after its number. A dash for no target."""
    if target is None:
        return "—"
    level = target.rule.level
    last = level.quantities[-1:]
    if not last or last[0].unit:
        return target.text
    return _with_units(target.text, {last[0].value}, unit)


def with_unit_of_row(target: Target, unit: str | None) -> Target:
    """Return the target with the row's unit where its level has none, for a sentence about it."""

    return replace(target, rule=target.rule.with_unit(unit))


def printed_words(text: str, reading: Reading, unit: str | None) -> str:
    """Return a baseline's printed words for a sentence, with the row's unit where they have none: >85%, 80%左右."""
    values = reading.values
    if values is None or reading.unit is not None or reading.parts:
        return text
    low, high = values.low, values.high
    found = {end for end in (low, high) if end is not None}
    if low is not None and high is not None and len(_NUMBER.findall(text)) == 1:
        found = {(low + high) / 2}
    return _with_units(text, found, unit)


def _with_units(text: str, numbers: set[Fraction], unit: str | None) -> str:
    """Return a text with the unit after the last of the given numbers; unchanged where it has none of them in digits.

    A word unit follows a number that stands alone after a blank (≥4.5 个), one within words directly (控制在8天以内).
    """
    sizes = {abs(number) for number in numbers}
    found = [match for match in _NUMBER.finditer(text) if Fraction(_half_width(match[0])) in sizes]
    if not found or not unit:
        return text
    start, end = found[-1].span()
    within = text[:start].rstrip(_NO_WORDS) != ""
    return f"{text[:end] + unit if within else with_unit(text[:end], unit)}{text[end:]}"
