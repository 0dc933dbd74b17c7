"""The values that are held against a plan, as data files say them."""

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
    """One reported value of an indicator (or one of its components), in its measure.

    `year` None: a bare value in a file without a year; it belongs to the year that is judged.
    `others`: what lower-ranked sources say of the same year, where that is something else.
    `observation`: whether it is the year's actual value, and `told_by` the words that say it isn't (上半年, 预计).
    `claimed`: what the file itself says of it (已完成); `responsible`: who the file says is responsible for the row.
    `done`: the days on which a milestone was done (2023-11), `evidence` the paper that shows it.
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
    """A number for an external target, with where it comes from."""

    indicator: str
    component: str | None
    target: Target
    location: Location = NOWHERE


@record(frozen=True, slots=True)
class Suspect:
    """A column (or a year's rows) of a sheet that seems to hold the plan's own targets or baselines; None: no year said."""

    year: int | None
    location: Location
    message: str


@record(frozen=True, slots=True)
class Actuals:
    """Everything the actuals files say; `sources` is the order in which they rank their sources, best first.

    `parted` has the indicators of which they name a component, be it that it has no value (contract section 4).
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
