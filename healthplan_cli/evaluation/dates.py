"""A milestone's values by year, with the dates on which it was completed (docs/semantics.md, section 4, 做成的日期).

Pure.
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.known_values import Values
from healthplan_cli.language.dates import year_of_day
from healthplan_cli.model import Actual, Interval, Rule

_NOT_YET = Interval.point(Fraction(0))


def by_day(known: Values, rule: Rule, last: int) -> Values:
    """Return a milestone's values by year, up to `last`, with what their completion dates say of other years.

    Completed after the end of the value's year, it was not done in that year, but is from the date's year on.
    Completed before, it was done in the date's year too and, unless the target is to be kept, in the years between. A
    value that a year has itself stays.
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
    """Return the value of a year at whose end the milestone was not yet done, with the date in its words."""
    text = item.reading.text
    shown = text if item.done == item.reading.done else tr("{text}（{day}）", text=text, day=item.done[0])
    return replace(item, reading=replace(item.reading, text=shown, values=_NOT_YET))
