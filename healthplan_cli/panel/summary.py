"""The verdicts on many regions, counted: each region's gate, the rows that most regions miss, the distribution of
values. Pure.
Counts are of whole rows; a row judged by components counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import kept, record
from healthplan_cli.evaluation.gate import Gate, GateOutcome, Policy
from healthplan_cli.model import Note, Status
from healthplan_cli.panel.row_verdicts import LATE, RowKey, RowVerdict, Spread

WORST_FIRST = (ExitCode.BUG, ExitCode.INVALID, ExitCode.FAIL, ExitCode.INCOMPLETE, ExitCode.PASS)


class Summable(Protocol):
    """Verdicts that can be summed up without a record for each."""

    def by_region(self) -> Iterator[tuple[str, int, Sequence[RowVerdict]]]:
        """Yield each region and year with its verdicts in the order of the plan, region by region. Equal verdicts are
        one object.
        """

    def values_in(self, year: int) -> Mapping[str, Mapping[str, float]]:
        """Return the values of whole rows in a year, by region and row."""

    def spreads_in(self, year: int) -> Mapping[RowKey, Spread]:
        """Return the distribution of the values of each row and component in a year, of those that have any."""


@record(slots=True)
class RegionYear:
    """A region in a year: its gate, and its verdicts by row."""

    region: str
    year: int
    policy: Policy
    verdicts: Sequence[RowVerdict]

    @property
    def rows(self) -> list[RowVerdict]:
        """The verdicts on whole rows."""
        return [one for one in self.verdicts if one.component is None]

    @kept
    def gate(self) -> Gate:
        """The gate's answer."""
        gated = [one for one in self.rows if one.gated]
        return Gate(
            self.policy,
            tuple(one.id for one in gated),
            tuple(one.id for one in gated if one.is_late),
            tuple(one.id for one in gated if one.is_unknown),
        )

    @property
    def counts(self) -> Counter[Status]:
        """How many rows have each status."""
        return Counter(one.status for one in self.rows)

    @property
    def late(self) -> list[RowVerdict]:
        """The verdicts on rows that are missed or behind, those that count for the gate first."""
        found = [one for one in self.rows if one.is_late]
        return sorted(found, key=lambda one: (not one.gated, LATE.index(one.status)))

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """What regions are sorted by, worst last: rows the gate fails for, rows it can't judge, then all that are late or unknown."""
        rows = self.rows
        late = [one for one in rows if one.is_late]
        missed = sum(one.status is Status.MISSED for one in late)
        unknown = sum(one.is_unknown for one in rows)
        return len(self.gate.failed), len(self.gate.unknown), len(late), missed, unknown


@record(slots=True)
class RowYear:
    """A row, or a component of one, over all regions in a year; `spread` is None where no region has a value."""

    id: str
    component: str | None
    unit: str | None
    spread: Spread | None = None
    counts: Counter[Status] = field(default_factory=Counter)
    targets: Counter[str] = field(default_factory=Counter)

    @property
    def late(self) -> int:
        """How many regions miss the row or are behind."""
        return sum(self.counts[status] for status in LATE)


@record(slots=True)
class PanelYear:
    """All verdicts of a year, regions in their order. What a report may not need is computed when it is asked for."""

    year: int
    source: Summable
    regions: dict[str, RegionYear] = field(default_factory=dict)

    @kept
    def tally(self) -> Counter[RowVerdict]:
        """How often each verdict occurs, in the order in which they are met."""
        found: Counter[RowVerdict] = Counter()
        for item in self.regions.values():
            found.update(item.verdicts)
        return found

    @kept
    def rows(self) -> dict[RowKey, RowYear]:
        """The rows and components over all regions, in the order in which regions have them."""
        found: dict[RowKey, RowYear] = {}
        spreads = self.source.spreads_in(self.year)
        for one, count in self.tally.items():
            if one.key not in found:
                found[one.key] = RowYear(*one.key, one.unit, spreads.get(one.key))
            found[one.key].counts[one.status] += count
            if one.target:
                found[one.key].targets[one.target] += count
        return found

    @kept
    def values(self) -> Mapping[str, Mapping[str, float]]:
        """The values of whole rows, by region and row."""
        return self.source.values_in(self.year)

    @kept
    def notes(self) -> dict[Note, list[tuple[str, str]]]:
        """The places, (region, row), of each note."""
        noted = {one for one in self.tally if one.notes}
        found: dict[Note, list[tuple[str, str]]] = {}
        for item in self.regions.values():
            for one in item.verdicts if not noted.isdisjoint(item.verdicts) else ():
                for note in one.notes:
                    found.setdefault(note, []).append((item.region, one.id))
        return found

    @property
    def counts(self) -> Counter[Status]:
        """How many rows of all regions have each status."""
        found: Counter[Status] = Counter()
        for one, count in self.tally.items():
            if one.component is None:
                found[one.status] += count
        return found

    @property
    def outcomes(self) -> Counter[GateOutcome]:
        """How many regions' gates have each outcome."""
        return Counter(item.gate.outcome for item in self.regions.values())

    @kept
    def worst(self) -> list[RegionYear]:
        """The regions, worst first."""
        return sorted(self.regions.values(), key=lambda item: item.rank, reverse=True)

    @property
    def most_missed(self) -> list[RowYear]:
        """The rows that regions miss or are behind on, those with most such regions first."""
        found = [row for row in self.rows.values() if row.component is None and row.late]
        return sorted(found, key=lambda row: row.late, reverse=True)


@record(slots=True)
class PanelSummary:
    """The years of a panel, the earliest first."""

    years: tuple[PanelYear, ...]

    @property
    def last(self) -> PanelYear:
        """The latest year, which reports are about."""
        return self.years[-1]

    @kept
    def exit_code(self) -> ExitCode:
        """The worst exit code of all gates in any year."""
        codes = {item.gate.exit_code for year in self.years for item in year.regions.values()}
        return next((code for code in WORST_FIRST if code in codes), ExitCode.INCOMPLETE)


def summed_up(source: Summable, policies: Mapping[str, Policy], years: Sequence[int]) -> PanelSummary:
    """Return the summary of many regions' verdicts; `policies` has the gate's policy for each plan, by the plan's id."""
    found = {year: PanelYear(year, source) for year in sorted(years)}
    for region, year, verdicts in source.by_region():
        found[year].regions[region] = RegionYear(region, year, policies[verdicts[0].plan], verdicts)
    return PanelSummary(tuple(found.values()))
