"""Exact numbers as text and back: Fractions written and read as decimals, never through a float."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_DIGITS

_WIDE = Context(prec=20)
_DECIMAL = Pattern(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)$", re.ASCII)


def exact(text: str, digits: int = MAX_DIGITS) -> Fraction:
    """Return a decimal number's text as an exact Fraction.

    Raise ValueError for any other text, an exponent and more than `digits` characters included.
    """
    if len(text) > digits or not _DECIMAL.match(text):
        raise ValueError(text[:digits])
    return Fraction(text)


def whole(text: str) -> int:
    """Return a year or a count as an int. Raise ValueError for more than nine characters (loops over years must end) or no number."""
    if len(text) > 9:
        raise ValueError(text[:9])
    return int(text)


def decimal_text(number: Fraction, places: int | None = None) -> str:
    """Return a number in decimal digits: rounded half up to `places` where given; else all its digits, or 20 of an endless one."""
    if places is not None:
        scale = 10**places
        scaled = abs(number) * scale
        whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
        return decimal_text(Fraction(-whole if number < 0 else whole, scale))
    digits = decimal_places(number)
    if digits is not None:
        text = f"{abs(number.numerator) * 10**digits // number.denominator:0{digits + 1}d}"
        sign = "-" if number < 0 else ""
        return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else sign + text
    return format(_WIDE.divide(Decimal(number.numerator), Decimal(number.denominator)), "f")


def decimal_places(number: Fraction) -> int | None:
    """Return how many decimals a number has (1/8: 3); None where they never end (1/3)."""
    if not _ends(number.denominator):
        return None
    digits = 0
    while 10**digits % number.denominator:
        digits += 1
    return digits


def _ends(denominator: int) -> bool:
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def percent_text(share: Fraction, limits: Sequence[Fraction] = ()) -> str:
    """Return a share as a percentage with one decimal: 0.45 → 45%, 1/3 → 33.3%.

    It gets more decimals, up to eight, where rounding would carry it to one of `limits` or past it: 0.8999 below a limit
    of 0.9 is 89.99%.
    """
    ends = [(share > limit) - (share < limit) for limit in limits]
    for places in range(1, 9):
        text = decimal_text(share * 100, places)
        shown = Fraction(text) / 100
        if all((shown > limit) - (shown < limit) == end for limit, end in zip(limits, ends, strict=True)):
            break
    return f"{text}%"
