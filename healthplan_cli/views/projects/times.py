"""Dates of projects: which days a written date covers, and which share of a project's printed years has passed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record


@record(frozen=True, slots=True)
class Moment:
    """A day, a month or a year as written, with the first and the last day that it may mean."""

    text: str
    first: date
    last: date


def year_end(year: int) -> date:
    """Return 31 December: a report of a whole year is as of that day."""
    return date(year, 12, 31)


def passed(start: int, end: int, day: date) -> Fraction:
    """Return the share of the years `start` to `end` that has passed when a day ends (序时进度).

    Every year counts the same, leap or not, and a day is its fraction of the year.
    """
    if day.year < start:
        return Fraction(0)
    if day.year > end:
        return Fraction(1)
    opening = date(day.year, 1, 1).toordinal()
    of_year = Fraction(day.toordinal() - opening + 1, year_end(day.year).toordinal() - opening + 1)
    return (day.year - start + of_year) / (end - start + 1)
