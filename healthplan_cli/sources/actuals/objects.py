"""Python values as the texts of cells: exactly the digits written, and no cell for missing data."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any

from healthplan_cli.base.exact_format import decimal_places, decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.sources.actuals.grid import Cell, Odd, stripped

_LONGEST = 400  # digits of a number; a double has no more


def cell_of(value: object) -> Cell | None:
    """Return a Python value as a cell; None for missing data (None, NaN, NA, NaT).

    Numbers of numpy and pandas are read like Python's. A value that is no number or text (true, infinity, a date, a list)
    is an Odd cell with the reason.
    """
    if _is_nothing(value):
        return None
    if isinstance(value, str):
        return stripped(value) or None
    if type(value).__name__ in ("bool", "bool_"):
        word = "TRUE" if value else "FALSE"
        return Odd(word, tr("{word} 是真假值，不是数值", word=word))
    if isinstance(value, date) or type(value).__name__ == "datetime64":
        words = str(value)[:10]
        return Odd(words, tr("“{moment}”是日期或时间，不是数值", moment=words))
    number = number_of(value)
    if number is not None:
        return number
    words = str(value)[:40]
    return Odd(
        words, tr("“{value}”（{kind}）不是一个数值，也不是文字", value=words, kind=type(value).__name__)
    )


def number_of(value: object) -> str | None:
    """Return a number's digits, the shortest that read back as the same number; None for other values and endless fractions."""
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Rational):
        exact = Fraction(value)
        return None if decimal_places(exact) is None else decimal_text(exact)
    if not isinstance(value, Real | Decimal) and type(value).__name__ not in ("float16", "float32"):
        return None
    try:
        number = Decimal(str(value))  # numpy's own text of a float32 is its shortest too
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return None
    text = format(number, "f")
    whole, _, places = text.partition(".")
    return whole if not places.strip("0") and not isinstance(value, Decimal) else text


def short(value: Any, code: str) -> str | None:
    """Return the shortest digits of a 32 or 16 bit float handed out as a double: 78.30000305 is 78.3. None for missing
    data.

    `code` is struct's format character, `f` or `e`.
    """
    if _is_nothing(value):
        return None
    wanted = struct.pack(code, value)
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    return format(Decimal(next(text for text in texts if _packed(text, code) == wanted)), "f")


def _packed(text: str, code: str) -> bytes:
    try:
        return struct.pack(code, Decimal(text))
    except OverflowError:  # rounded up beyond the largest
        return b""


def _is_nothing(value: object) -> bool:
    """Return whether a value is missing data: None, NaN, pandas' NA and NaT."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if type(value).__name__ == "datetime64":
        return str(value) == "NaT"
    return isinstance(value, Real | Decimal) and bool(value != value)
