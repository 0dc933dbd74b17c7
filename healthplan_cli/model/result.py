"""The outcome of an evaluation: results, tallies, the report."""

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
    """The three reviews of a plan (contract section 5): yearly monitoring, mid-term review, final review."""

    ANNUAL = "annual"
    MIDTERM = "midterm"
    FINAL = "final"


@record(frozen=True, slots=True)
class Conventions:
    """The user's choices: the year judged, the band δ, how many years old carried values may be, which review it is."""

    year: int
    band: Fraction = Fraction(1, 20)
    carry: int = 0
    mode: Mode = Mode.ANNUAL


class IntervalMethod(Enum):
    """The distribution of an exact confidence interval: Poisson for a count, binomial (Clopper–Pearson) for a share."""

    POISSON = "poisson"
    CLOPPER_PEARSON = "clopper_pearson"


@record(frozen=True, slots=True)
class ConfidenceInterval:
    """The exact 95 % confidence interval of a rate calculated from a count, in the indicator's unit (contract section
    10).

    `fewer` and `more`: the status with one event fewer or more; None where it is the same.
    """

    low: Fraction
    high: Fraction
    method: IntervalMethod
    fewer: Status | None = None
    more: Status | None = None


@record(frozen=True, slots=True)
class Waiver:
    """An authority's permission to miss an indicator until a day (`expires`, ISO date): the gate then passes over it
    (contract section 11).
    """

    indicator: str
    reason: str
    document: str
    by: str
    expires: str
    location: Location = NOWHERE


@record(frozen=True, slots=True)
class Result:
    """The judgement of one indicator or component. Numbers are in `unit`; None where a number has no meaning here.

    `actual`: the value that the status rests on; `later`: the value of the year judged, if `actual` is the due year's.
    `total`: the sum of the years' amounts, where the target was held against the sum. `message` explains the status to
    any reader, `advice` tells the user what to supply.
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
    """Numbers of rows by status, and both rates of attainment (contract section 5).

    Waived rows are counted apart, by their true status: they are part of `total` and of `judged`, never of those met.
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
    """A file that a report was made from, as the user named it, with its digest."""

    path: str
    sha256: str


@record(frozen=True, slots=True)
class Report:
    """A plan judged in one year. `commitments` is None where they weren't asked for."""

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
        """All results: those of the table's indicators, then those of the commitments."""
        return self.results + (self.commitments or ())

    def find(self, id: str) -> Result:
        """Return the result of an indicator or a commitment by its id. Raise KeyError where there is none."""
        return self._by_id[id]

    @kept
    def _by_id(self) -> Mapping[str, Result]:
        return {result.id: result for result in reversed(self.rows)}  # of two the first
