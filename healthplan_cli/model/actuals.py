"""Reported values, as the data files give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import kept, record
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.model.target import Target
from healthplan_cli.values import Observation, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@record(frozen=True, slots=True)
class Actual:
    """One reported value of an indicator or of one of its components, in the indicator's `measure`.

    `year`: None for a value without a year in a file without one; it counts for the year judged. `others`: the values
    that lower-ranked sources give for the same year, where they differ (contract section 9). `observation`: an actual
    value of the whole year, a part-year value, or a forecast; `told_by`: the words that say so (上半年, 预计), None for
    an actual one. `claimed`: the file's own words about attainment (已完成); `responsible`: the body that the file names
    for the row. `done`: the dates on which a milestone was reached (2023-11); `evidence`: the document that proves it.
    """

    indicator: str
    component: str | None
    year: int | None
    reading: Reading
    source: str | None = None
    note: str | None = None
    location: Location = NOWHERE
    others: tuple[Actual, ...] = ()
    observation: Observation = Observation.ACTUAL
    told_by: str | None = None
    claimed: str | None = None
    responsible: str | None = None
    done: tuple[str, ...] = ()
    evidence: str | None = None

    @property
    def provisional(self) -> bool:
        return self.reading.provisional


@record(frozen=True, slots=True)
class SetTarget:
    """A target that the user supplies where the plan leaves the number to another document; `location`: its place in the user's file."""

    indicator: str
    component: str | None
    target: Target
    location: Location = NOWHERE


@record(frozen=True, slots=True)
class Suspect:
    """A column (or a year's rows) of a sheet that seems to hold the plan's targets or baselines; `year` None: no year is given."""

    year: int | None
    location: Location
    message: str


@record(frozen=True, slots=True)
class Actuals:
    """All values and supplied targets of the data files; `sources`: the files' ranking of their sources, best first.

    `parted`: the indicators of which the files mention a component, even one without a value (contract section 4).
    """

    values: tuple[Actual, ...]
    targets: tuple[SetTarget, ...] = ()
    year: int | None = None
    illustrative: bool = False
    sources: tuple[str, ...] = ()
    parted: frozenset[str] = frozenset()
    suspects: tuple[Suspect, ...] = ()

    def of(self, indicator: str) -> Sequence[Actual]:
        """Return the values of an indicator and of its components, in the files' order."""
        return self._by_indicator.get(indicator, ())

    @kept
    def _by_indicator(self) -> Mapping[str, Sequence[Actual]]:
        found: dict[str, list[Actual]] = {}
        for value in self.values:
            found.setdefault(value.indicator, []).append(value)
        return found
