"""Values in a long table with the plan's own ids: region, indicator, component, year, text, unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Actual, Actuals, Indicator, Interval, Observation, Plan, Reading
from healthplan_cli.panel.engine import Engine
from healthplan_cli.panel.statements import PLAIN
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.lookup import Index

COLUMNS = ("region", "indicator", "component", "year", "text", "unit")
_AT_ONCE = 200  # regions whose values are fetched together


class LongTable:
    """The values of all regions in an engine's table or a Parquet file; `plan_of` returns the plan by which a region's are read."""

    has_targets = False

    def __init__(self, engine: Engine, table: str, plan_of: Callable[[str], Plan]) -> None:
        self.engine, self.table, self.plan_of = engine, table, plan_of
        engine.open(table)
        engine.create(
            "panel_seen", "SELECT DISTINCT region, year FROM panel_values"
        )  # read once: it may be a large file
        found = engine.rows("SELECT DISTINCT region FROM panel_seen ORDER BY region")
        self.regions: tuple[str, ...] = tuple(region for (region,) in found)
        years = engine.rows("SELECT DISTINCT year FROM panel_seen WHERE year IS NOT NULL")
        self._years = tuple(year for (year,) in years)
        self._place = {region: at for at, region in enumerate(self.regions)}
        self._fetched: dict[str, list[tuple[Any, ...]]] = {}

    def years_known(self) -> Collection[int]:
        """Return the years that there are values of."""
        return self._years

    def actuals(self, region: str, indicators: Collection[str] | None = None) -> Actuals:
        """Return the values of some rows of a region, read as `evaluate` reads them. Raise InvalidInput for an unreadable value."""
        if region not in self._fetched:
            self._fetch(self._place[region])
        plan = self.plan_of(region)
        gatherer = Gatherer(Index(plan))
        for _, indicator, component, year, text, unit in self._fetched[region]:
            if indicators is None or indicator in indicators:
                row = plan.find(indicator)
                part = next((part for part in row.components if part.id == component), None)
                where = Location(f"{region} {indicator} {year}")
                place = IndicatorPart(row, part)
                if text:
                    gatherer.value(text, unit or None, Context(place, year), where)
                else:
                    gatherer.mention(place)
        return Actuals(gatherer.finish(), parted=frozenset(gatherer.parted))

    def _fetch(self, first: int) -> None:
        """Fetch the values of a region and of the regions next to it."""
        names = self.regions[first : first + _AT_ONCE]
        quoted = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
        query = f"SELECT {', '.join(COLUMNS)} FROM panel_values WHERE region IN ({quoted})"
        self._fetched = {name: [] for name in names}
        for row in self.engine.rows(query):
            self._fetched[row[0]].append(row)


def plain_rows(
    region: str, rows: Collection[Indicator], actuals: Actuals
) -> Iterator[tuple[str, str, str | None, int | None, str, str | None]]:
    """Yield the values of a region as rows of a long table; what isn't just a number has a text there that isn't one either."""
    units = {row.id: (None, row.measure) for row in rows}
    named = {(value.indicator, value.component) for value in actuals.values}
    for value in actuals.values:
        text = value.reading.text
        known = units.get(value.indicator, ())
        text = text if value.reading.unit in known and _is_plain(value) else f"~{text}"
        yield region, value.indicator, value.component, value.year, text, None
    for row in rows:
        if row.id in actuals.parted:
            for part in row.components:
                if (row.id, part.id) not in named:
                    yield region, row.id, part.id, None, "", None


def _is_plain(value: Actual) -> bool:
    """Return whether a value has nothing but its number: no mark, other unit, range or other statement."""
    reading, number = value.reading, value.reading.values.value if value.reading.values else None
    if number is None or not re.fullmatch(PLAIN, reading.text) or Fraction(reading.text) != number:
        return False
    bare = Reading(reading.text, Interval.point(number), reading.unit)
    quiet = replace(value, source=None, note=None, location=Location(""), responsible=None)
    same = Actual(value.indicator, value.component, value.year, bare, location=Location(""))
    return quiet == same and value.observation is Observation.ACTUAL
