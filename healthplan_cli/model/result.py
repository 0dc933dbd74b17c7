"""What came out: verdicts, results, tallies, the report."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import kept, record
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.model.actuals import Actual
from healthplan_cli.model.plan import Baseline, Plan, Revision
from healthplan_cli.model.target import Target
from healthplan_cli.values import Interval, Nature, Reason, Status
from healthplan_cli.verdict import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from healthplan_cli.model.changes import Changes  # loaded only with --against


class Mode(Enum):
    """The three reviews of a plan: every year's monitoring, the mid-term one, the final one."""

    ANNUAL = "annual"
    MIDTERM = "midterm"
    FINAL = "final"


@record(frozen=True, slots=True)
class Conventions:
    """What the user may choose: the year judged, the band δ, how many years old data may be, which review it is."""

    year: int
    band: Fraction = Fraction(1, 20)
    carry: int = 0
    mode: Mode = Mode.ANNUAL


class IntervalMethod(Enum):
    """How an exact confidence interval is calculated: of a Poisson count, or of a share (binomial) of a counted population."""

    POISSON = "poisson"
    CLOPPER_PEARSON = "clopper_pearson"


@record(frozen=True, slots=True)
class ConfidenceInterval:
    """How much of a rate may be chance: the exact 95 % interval of its count, in the indicator's unit.

    `fewer` and `more` are the statuses that one event fewer or more would give, where they differ; None where they don't.
    """

    low: Fraction
    high: Fraction
    method: IntervalMethod
    fewer: Status | None = None
    more: Status | None = None


@record(frozen=True, slots=True)
class Waiver:
    """Leave, given by a document until a day (ISO date), for an indicator to be missed: it isn't held against the gate."""

    indicator: str
    reason: str
    document: str
    by: str
    expires: str
    location: Location = NOWHERE


@record(frozen=True, slots=True)
class Result:
    """One indicator (or component) judged. Numbers are in `unit`; None where they have no meaning.

    `actual` is the value that decides; `later` that of the year judged, where the due year's decides.
    `total`: the years' own amounts added up, where that is what was held against the target. `message` is for anybody, `advice`
    (what to supply) for who has the data and the spec in hand.
    """

    id: str
    no: str
    name: str
    category: str | None
    nature: Nature
    unit: str | None
    baseline: Baseline | None
    target: Target | None
    due: int
    actual: Actual | None
    value: Interval | None
    status: Status
    reason: Reason | None = None
    regressed: bool = False
    noted: tuple[Note, ...] = ()
    gap: Fraction | None = None
    progress: Fraction | None = None
    elapsed: Fraction | None = None
    expected: Fraction | None = None
    message: str = ""
    advice: str = ""
    components: tuple[Result, ...] = ()
    location: Location = NOWHERE
    revision: Revision | None = None
    confidence_interval: ConfidenceInterval | None = None
    waiver: Waiver | None = None
    years_missing: tuple[int, ...] = ()
    responsible: str | None = None
    later: Actual | None = None
    total: Interval | None = None


@record(frozen=True, slots=True)
class Tally:
    """Counts by status; the two rates of attainment (contract section 5).

    Waived rows are counted apart, by their true status: part of the total, of those judged, never of those met.
    """

    counts: tuple[tuple[Status, int], ...]
    waived_counts: tuple[tuple[Status, int], ...] = ()

    def of(self, status: Status) -> int:
        return dict(self.counts).get(status, 0)

    @property
    def waived(self) -> int:
        return sum(count for _, count in self.waived_counts)

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts) + self.waived

    @property
    def judged(self) -> int:
        return self.total - self.of(Status.UNKNOWN) - dict(self.waived_counts).get(Status.UNKNOWN, 0)

    @property
    def rate_all(self) -> Fraction | None:
        return Fraction(self.of(Status.MET), self.total) if self.total else None

    @property
    def rate_judged(self) -> Fraction | None:
        return Fraction(self.of(Status.MET), self.judged) if self.judged else None


@record(frozen=True, slots=True)
class InputFile:
    """A file that went into a report, as the user named it."""

    path: str
    sha256: str


@record(frozen=True, slots=True)
class Report:
    """A plan judged in one year: complete before anything is printed. `commitments` is None where they weren't asked for."""

    plan: Plan
    conventions: Conventions
    results: tuple[Result, ...]
    inputs: tuple[InputFile, ...] = ()
    illustrative: bool = False
    tally: Tally = field(default_factory=lambda: Tally(()))
    by_nature: tuple[tuple[Nature, Tally], ...] = ()
    changes: Changes | None = None
    commitments: tuple[Result, ...] | None = None
    commitments_tally: Tally = field(default_factory=lambda: Tally(()))

    @property
    def rows(self) -> tuple[Result, ...]:
        """All that was judged: the table's indicators, then the commitments."""
        return self.results + (self.commitments or ())

    def find(self, id: str) -> Result:
        """Return the result of an indicator or a commitment. Raise KeyError when there is none."""
        return self._by_id[id]

    @kept
    def _by_id(self) -> Mapping[str, Result]:
        return {result.id: result for result in reversed(self.rows)}  # of two the first
