"""The spellings of a date in documents and web pages."""

from __future__ import annotations

import re

_DATE = re.compile(r"(?P<year>\d{4})[-年](?P<month>\d{1,2})[-月](?P<day>\d{1,2})日?", re.ASCII)
_FIGURES = "〇一二三四五六七八九"
_ZEROS = "〇○零0OＯ"  # that stand for the first of them


def spellings(words: str) -> tuple[str, ...]:
    """Return a date (2021-12-30, 2021年12月30日) in its usual spellings, that of a notice first; other words unchanged."""
    match = _DATE.fullmatch(words)
    if match is None:
        return (words,)
    year, month, day = match["year"], int(match["month"]), int(match["day"])
    months, days = ((f"{number}", f"{number:02}") for number in (month, day))
    found = [f"{year}年{one}月{other}日" for one in months for other in days]
    found += [f"{year}{sign}{one}{sign}{other}" for sign in "-/." for one in months for other in days]
    spelt = "".join(_FIGURES[int(figure)] for figure in year)
    found += [
        f"{spelt.replace(_FIGURES[0], zero)}年{_in_words(month)}月{_in_words(day)}日" for zero in _ZEROS
    ]
    return tuple(dict.fromkeys(found))


def _in_words(number: int) -> str:
    """Write a number below 100 in Chinese numerals: 十二, 二十一."""
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_FIGURES[tens]}十"
    return ten + (_FIGURES[ones] if ones or not tens else "")
