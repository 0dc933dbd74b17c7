"""Days and years of projects: what a date covers, and how much of a project's printed years has passed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record


@record(frozen=True, slots=True)
class Moment:
    """A day, a month or a year as written: the first and the last day that it may be."""

    text: str
    first: date
    last: date


def year_end(year: int) -> date:
    """Return 31 December, the day for which a report of a whole year tells how projects stand."""
    return date(year, 12, 31)


def passed(start: int, end: int, day: date) -> Fraction:
    """Return the share of the years `start` to `end` that is over when a day ends (序时进度).

    Every year counts the same, leap or not; a day is its part of its year. So investment is spread too.
    """
    if day.year < start:
        return Fraction(0)
    if day.year > end:
        return Fraction(1)
    opening = date(day.year, 1, 1).toordinal()
    of_year = Fraction(day.toordinal() - opening + 1, year_end(day.year).toordinal() - opening + 1)
    return (day.year - start + of_year) / (end - start + 1)
