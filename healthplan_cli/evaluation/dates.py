"""A milestone's values by year, given the days on which it was done (contract section 4, 做成的日期). Pure."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.known_values import Values
from healthplan_cli.language.dates import year_of_day
from healthplan_cli.model import Actual, Interval, Rule

_NOT_YET = Interval.point(Fraction(0))


def by_day(known: Values, rule: Rule, last: int) -> Values:
    """Return a milestone's values with what their days say of other years, up to the `last` one.

    What was done after the end of its value's year wasn't done in that year, but is from the day's year on. What was
    done before it was done in the day's year too and, unless it is to be kept, in the years between. What a year's own
    value says stays.
    """
    if not rule.is_state or not any(item.done for item in known.values()):
        return known
    found = dict(known)
    for year, item in sorted(known.items()):
        days = sorted(map(year_of_day, item.done))
        if not days or not _is_done(item):
            continue
        if days[0] > year:
            found[year] = _not_yet(item)
        others = days if rule.is_every_year or days[0] > year else range(days[0], year)
        for other in others:
            if other <= last:
                found.setdefault(other, replace(item, year=other))
    return found


def _is_done(item: Actual) -> bool:
    values = item.reading.values
    return values is not None and values.low == 1


def _not_yet(item: Actual) -> Actual:
    """Return the value of a year at whose end it wasn't done, with the day in its words."""
    text = item.reading.text
    shown = text if item.done == item.reading.done else tr("{text}（{day}）", text=text, day=item.done[0])
    return replace(item, reading=replace(item.reading, text=shown, values=_NOT_YET))
