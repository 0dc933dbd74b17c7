"""Whether a row falls short by less than the digits printed in the document: noted, without effect on the verdict
(docs/semantics.md, section 5).
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import normalise
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.model import Result, Status

_NUMBER = Pattern(r"\d+(?:,\d{3})*(?:\.\d+)?")


def within_rounding(result: Result) -> bool:
    """Return whether a row falls short by less than one unit in the last printed digit of the target or the baseline."""
    if result.status not in (Status.MISSED, Status.BEHIND) or result.gap is None or result.gap > 0:
        return False
    if not result.gap and result.target is not None and result.target.rule.is_course:
        return False  # all the steps together make it: it is one of them that falls short
    return any(-result.gap < digit for digit in digits_of(result))


def digits_of(result: Result) -> list[Fraction]:
    """Return the worth of one unit in the last printed place (0.1 of 41.2) of the target and of the baseline, where they have one."""
    return [digit for digit in (_of_target(result), _of_baseline(result)) if digit is not None]


def last_digit(text: str, number: Fraction) -> Fraction | None:
    """Return the worth of one unit in the last place of a number as a text prints it; None where the text doesn't have the number."""
    try:
        plain = normalise(text).text
    except NotUnderstood:
        return None
    for found in _NUMBER.findall(plain):
        if Fraction(found.replace(",", "")) == abs(number):
            return Fraction(1, 10 ** len(found.partition(".")[2]))
    return None


def _of_target(result: Result) -> Fraction | None:
    target = result.target
    if target is None:
        return None
    rule = target.rule.level
    for quantity in rule.quantities if rule.by is None else (rule.by,):
        digit = last_digit(target.text, quantity.value)
        if digit is None:
            continue
        if result.actual is not None and result.actual.reading.cumulative:
            # 〔17.5%〕 is itself what the words ask for, whatever the indicator's unit.
            return _measured(digit, quantity.unit, result.unit) or digit
        if rule.by is not None and quantity.unit == "%":
            start = result.baseline.reading.values if result.baseline else None
            return abs(start.value) * digit / 100 if start is not None and start.value is not None else None
        return _measured(digit, quantity.unit, result.unit)
    return None


def _of_baseline(result: Result) -> Fraction | None:
    """Return the worth of the last printed place of the baseline, whose text may end with its year (90（2019年）); None without one."""
    if result.baseline is None:
        return None
    printed = result.baseline.reading.text
    try:
        reading = parse_reported(printed)
    except NotUnderstood:
        return None
    number = reading.values.value if reading.values else None
    if number is None or reading.on_ladder:
        return None
    digit = last_digit(printed, number)
    return None if digit is None else _measured(digit, reading.unit, result.unit)


def _measured(digit: Fraction, unit: str | None, measure: str | None) -> Fraction | None:
    if unit is None or unit == measure or measure is None:
        return digit
    factor = units.points(unit, measure) if units.is_point(unit) else units.factor(unit, measure)
    return None if factor is None else digit * factor
