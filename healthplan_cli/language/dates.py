"""Days, months and years in words and cells: 2023年11月, 2023-11-05, 2023.11, 2022年底."""

from __future__ import annotations

import re

from healthplan_cli.base.lexicon import Pattern

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = (
    rf"{_YEAR}(?:年(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>\d{{1,2}})[日号])?)?|[-./](?P<month2>1[0-2]|0?[1-9])(?:[-./](?P<day2>\d{{1,2}}))?月?)"
    r"(?P<end>底|末|年底|年末|初|中|份|上半年|下半年|[上中下]旬)*"
)
_FIRST = Pattern(rf"(?:已于|已经于|于|在|至|截至)?{_DAY}", re.ASCII)
_WHOLE = Pattern(rf"{_DAY}(?:00:00(?::00)?|t00:00(?::00)?)?$", re.ASCII)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BARE_YEAR = Pattern(r"(?:19|20)\d\d$", re.ASCII)


def day_of(text: str) -> str | None:
    """Return a text that is a date as 2023, 2023-11 or 2023-11-05, as precise as it is; None for any other text."""
    plain = "".join(text.split()).lower()
    if _BARE_YEAR.match(plain):
        return plain
    match = _WHOLE.match(plain)
    return _written(match) if match is not None else None


def date_in(text: str) -> tuple[str | None, str]:
    """Return the date that a text begins with and the text after it; None and the whole text where there is none."""
    match = _FIRST.match(text)
    written = _written(match) if match is not None else None
    if match is None or written is None:
        return None, text
    return written, text[match.end() :]


def year_of_day(day: str) -> int:
    """Return the year of a date as written by `day_of`."""
    return int(day[:4])


def _written(match: re.Match[str]) -> str | None:
    """Return the matched date as 2023, 2023-11 or 2023-11-05; None for a day that doesn't exist."""
    year, month, day = match["year"], match["month"] or match["month2"], match["day"] or match["day2"]
    if month is None:
        return year
    if day is None:
        return f"{year}-{int(month):02}"
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    last = 29 if int(month) == 2 and leap else _LENGTHS[int(month) - 1]
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(day) <= last else None
