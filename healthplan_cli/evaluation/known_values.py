"""The data's values of each row by year, up to the year judged: those that count, and those that are only shown."""

from __future__ import annotations

from collections.abc import Mapping

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Actual, Actuals, Indicator, Observation

Values = Mapping[int, Actual]  # by year, each with its year


def has_value(known: Values, year: int) -> bool:
    """Return whether a year has a value."""
    return year in known and known[year].reading.values is not None


class KnownValues:
    """The reported values up to a year; the first reported for a year counts. A commitment that restates a row has that row's too."""

    def __init__(self, actuals: Actuals, last: int) -> None:
        self._last = last
        self._actual: dict[tuple[str, str | None], dict[int, Actual]] = {}
        self._shown: dict[tuple[str, str | None], dict[int, Actual]] = {}  # a part of a year, a forecast
        for item in actuals.values:
            year = item.year if item.year is not None else last
            if year <= last:
                kind = self._actual if item.observation is Observation.ACTUAL else self._shown
                place = kind.setdefault((item.indicator, item.component), {})
                place.setdefault(year, replace(item, year=year))
        named = {item.indicator for item in actuals.values if item.component is not None}
        self._by_component = actuals.parted | named

    def are_by_component(self, indicator: Indicator) -> bool:
        """Return whether the data report a row by its components."""
        return not self._by_component.isdisjoint((indicator.id, indicator.restates))

    def of(self, indicator: Indicator, component: str | None = None) -> Values:
        """Return the actual values of a row or of a component by year."""
        own = self._actual.get((indicator.id, component), {})
        if indicator.restates is None:
            return own
        return {**self._actual.get((indicator.restates, component), {}), **own}

    def only_shown(self, part: IndicatorPart) -> Actual | None:
        """Return what was reported for the last year and isn't an actual value (a forecast, part of a year); None without such."""
        owners = (part.component.id if part.component else None, None)
        ids = (part.indicator.id, part.indicator.restates or part.indicator.id)
        found = (self._shown.get((id, owner), {}).get(self._last) for owner in owners for id in ids)
        return next(filter(None, found), None)
