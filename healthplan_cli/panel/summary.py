"""The verdicts on many regions, counted: each region's gate, the rows that most regions miss, the distribution of
values. Pure.
Counts are of whole rows; a row judged by components counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.badges import Badge, badge_for
from healthplan_cli.evaluation.gate import Gate, GateOutcome, Policy
from healthplan_cli.model import Note, Status
from healthplan_cli.views.records import Record

LATE = (Status.MISSED, Status.BEHIND)
WORST_FIRST = (ExitCode.BUG, ExitCode.INVALID, ExitCode.FAIL, ExitCode.INCOMPLETE, ExitCode.PASS)
_NOTES = {note.value: note for note in Note}


@record(frozen=True, slots=True)
class HeatCell:
    """A region's verdict on a row: its class, the value judged, whether it counts for the gate."""

    badge: Badge
    value: float | None
    gated: bool


@record(slots=True)
class RegionYear:
    """A region in a year: its gate, and its verdicts by row."""

    region: str
    year: int
    gate: Gate
    cells: dict[str, HeatCell] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[Status]:
        """How many rows have each status."""
        return Counter(cell.badge.status for cell in self.cells.values())

    @property
    def late(self) -> list[str]:
        """The ids of the rows that are missed or behind, those that count for the gate first."""
        found = [id for id, cell in self.cells.items() if cell.badge.status in LATE]
        return sorted(
            found, key=lambda id: (not self.cells[id].gated, LATE.index(self.cells[id].badge.status))
        )

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """What regions are sorted by, worst last: rows the gate fails for, rows it can't judge, then all that are late or unknown."""
        counts = self.counts
        late = sum(counts[status] for status in LATE)
        failed, unknown = len(self.gate.failed), len(self.gate.unknown)
        return failed, unknown, late, counts[Status.MISSED], counts[Status.UNKNOWN]


@record(frozen=True, slots=True)
class Spread:
    """The distribution of some regions' values: lowest, quartiles, highest."""

    count: int
    points: tuple[Fraction, ...]


@record(slots=True)
class RowYear:
    """A row, or a component of one, over all regions in a year."""

    id: str
    component: str | None
    year: int
    unit: str | None
    counts: Counter[Status] = field(default_factory=Counter)
    values: list[float] = field(default_factory=list)
    targets: Counter[str] = field(default_factory=Counter)

    @property
    def late(self) -> int:
        """How many regions miss the row or are behind."""
        return sum(self.counts[status] for status in LATE)

    @property
    def spread(self) -> Spread | None:
        """The distribution of the values; None without any. Quartiles are interpolated between values (the ends are quartiles 0 and 4)."""
        if not self.values:
            return None
        values = sorted(map(exact_of, self.values))
        last = len(values) - 1
        points = []
        for quarter in range(5):
            low, rest = divmod(last * quarter, 4)
            step = values[min(low + 1, last)] - values[low]
            points.append(values[low] + step * Fraction(rest, 4))
        return Spread(len(values), tuple(points))


@record(slots=True)
class PanelYear:
    """All verdicts of a year, regions and rows in their order; `notes` has the (region, row) of each note."""

    year: int
    regions: dict[str, RegionYear] = field(default_factory=dict)
    rows: dict[tuple[str, str | None], RowYear] = field(default_factory=dict)
    notes: dict[Note, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[Status]:
        """How many rows of all regions have each status."""
        return sum((item.counts for item in self.regions.values()), Counter())

    @property
    def outcomes(self) -> Counter[GateOutcome]:
        """How many regions' gates have each outcome."""
        return Counter(item.gate.outcome for item in self.regions.values())

    @property
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

    @property
    def exit_code(self) -> ExitCode:
        """The worst exit code of all gates in any year."""
        codes = {item.gate.exit_code for year in self.years for item in year.regions.values()}
        return next((code for code in WORST_FIRST if code in codes), ExitCode.INCOMPLETE)


def summed_up(
    records: Iterable[Record], policies: Mapping[str, Policy], years: Sequence[int]
) -> PanelSummary:
    """Return the summary of many regions' records; `policies` has the gate's policy for each plan, by the plan's id."""
    found = {year: PanelYear(year) for year in sorted(years)}
    gates: dict[tuple[int, str], tuple[Policy, list[str], list[str], list[str]]] = {}
    for record_ in records:
        year = found[record_["year"]]
        region, id = record_["region"] or "", record_["indicator"]
        status = Status(record_["status"])
        key = id, record_["component"]
        row = year.rows.get(key)
        if row is None:
            row = year.rows[key] = RowYear(id, record_["component"], year.year, record_["unit"])
        row.counts[status] += 1
        if record_["value"] is not None:
            row.values.append(record_["value"])
        if record_["target"]:
            row.targets[record_["target"]] += 1
        for note in _noted(record_["noted"]):
            year.notes.setdefault(note, []).append((region, id))
        if record_["component"] is not None:
            continue
        policy, gated, failed, unknown = gates.setdefault(
            (year.year, region), (policies[record_["plan"]], [], [], [])
        )
        if record_["gated"]:
            gated.append(id)
            if status in LATE:
                failed.append(id)
            elif status is Status.UNKNOWN:
                unknown.append(id)
        if region not in year.regions:
            year.regions[region] = RegionYear(region, year.year, Gate(policy, (), (), ()))
        cell = HeatCell(_badge(record_["status"], record_["noted"]), record_["value"], record_["gated"])
        year.regions[region].cells[id] = cell
    for (number, region), (policy, gated, failed, unknown) in gates.items():
        found[number].regions[region].gate = Gate(policy, tuple(gated), tuple(failed), tuple(unknown))
    return PanelSummary(tuple(found.values()))


@lru_cache(maxsize=4096)
def _badge(status: str, noted: str) -> Badge:
    return badge_for(Status(status), _noted(noted))


@lru_cache(maxsize=4096)
def _noted(codes: str) -> tuple[Note, ...]:
    return tuple(_NOTES[code] for code in codes.split(";") if code)


@lru_cache(maxsize=65536)
def exact_of(value: float) -> Fraction:
    """Return the exact number that a double is printed as: the shortest decimal that reads back as the same."""
    return Fraction(Decimal(repr(value)))
