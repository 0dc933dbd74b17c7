"""Numbers with their units, as a Chinese text sets them, and an English one."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import language
from healthplan_cli.units.words import COUNTS, unit_words

_SIGNS = "%‰‱/℃"
_SMALL = Fraction(1, 10)


def with_unit(number: str, unit: str | None) -> str:
    """Return a number with its unit: a sign close behind it (27%, 14.5/10万), a word apart (3.22 人, 0.5 个百分点); in English its
    English word (79.3 years, 14.5 per 100,000), none for what is merely
    counted (4.5 个); a large one beside the number (24 × 10,000 yuan).
    """
    if not unit:
        return number
    if language() != "zh" and unit not in _SIGNS:
        words = "" if unit in COUNTS else unit_words(unit)
        return f"{number} {'× ' * words[:1].isdigit()}{words}".rstrip()
    if unit[0] in _SIGNS:
        return number + unit
    return as_written(f"{number} ", unit)


def as_written(number: str, unit: str | None) -> str:
    """Return a number with its unit as a plan writes them, in every language, without a blank: 27%, 5家, 0.5个百分点."""
    return f"{number}{'个' if unit in ('百分点', '千分点') else ''}{unit or ''}"


def followed(amount: str, words: str) -> str:
    """Return an amount with the words after it: no blank after a unit word (5 家之间), one after a sign or a bare number (70% 之间)."""
    return f"{amount}{'' if ' ' in amount and language() == 'zh' else ' '}{words}"


def ends_text(low: Fraction, high: Fraction, unit: str | None) -> str:
    """Return a confidence interval's ends, rounded: 0.32—71.43/10万. Two decimals; two significant digits below 0.1."""
    return with_unit(f"{_end(low)}—{_end(high)}", unit)


def _end(number: Fraction) -> str:
    places = 2
    while 0 < abs(number) * 10**places < _SMALL * 100:
        places += 1
    return decimal_text(number, places)
