"""A plan: its table, the commitments of its body text, its major projects."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from healthplan_cli.base.fast_dataclass import kept, record, replace
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.model.project import Project, ProjectsTotal
from healthplan_cli.model.target import Target
from healthplan_cli.values import TOLERANCE, Better, Nature, Quantity, Reading, RowField

if TYPE_CHECKING:
    from collections.abc import Mapping


@record(frozen=True, slots=True)
class Baseline:
    """A baseline as printed. `printed` is False where it comes from the body text or the data, not from the table."""

    text: str
    reading: Reading
    year: int
    source: str | None = None
    printed: bool = True


@record(frozen=True, slots=True)
class Limits:
    """The lowest and highest value that an indicator may have, in `unit`; None: no limit."""

    low: Fraction | None = None
    high: Fraction | None = None
    unit: str | None = None


NO_LIMITS = Limits()
PLAN_FORMAT = "hpcheck.plan/1"


@record(frozen=True, slots=True)
class Mention:
    """The value of an indicator in a year as the plan's body text mentions it."""

    text: str
    reading: Reading
    year: int
    source: str | None = None
    location: Location = NOWHERE


@record(frozen=True, slots=True)
class Component:
    """One of the rates that an indicator consists of (职工, 居民), with its own baseline and target where they are printed."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    baseline: Baseline | None = None
    target: Target | None = None
    location: Location = NOWHERE
    name_en: str | None = None


@record(frozen=True, slots=True)
class Entry:
    """An indicator's entry in the catalogue: what is the same in all plans that have the indicator."""

    id: str
    name: str = ""
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    better: Better | None = None
    limits: Limits = NO_LIMITS
    per: int | None = None
    relative_to: str | None = None
    components: tuple[Component, ...] = ()
    definition: str | None = None
    formula: str | None = None


@record(frozen=True, slots=True)
class Indicator:
    """One row of a plan's table, joined with its catalogue entry; or a commitment of the plan's body text.

    `unit` is as printed; `measure` is the canonical unit that values are judged in (None: a plain number). A commitment
    has its subject as `name`, its section as `source`; `restates`: the id of the row (or earlier commitment) that says
    the same; `see`: the id of a row, commitment or project that is related to it, but of another quantity. `adds_up`:
    whether a target for the whole period is compared with the sum of the years (`sum` in a spec; None: not said).
    `mentions`: values of the indicator in the body text. `not_in_document`: fields whose words the document lacks, each
    with the reason; `lint`: codes of lint rules whose finding is intended, each with the reason. `evidence`: the document
    that will prove a milestone.
    """

    id: str
    no: str
    name: str
    category: str | None
    unit: str | None
    measure: str | None
    nature: Nature
    better: Better | None
    baseline: Baseline | None
    target: Target | None
    components: tuple[Component, ...] = ()
    optional_components: bool = False
    aliases: tuple[str, ...] = ()
    name_en: str | None = None
    limits: Limits = NO_LIMITS
    per: int | None = None
    tolerance: Fraction | None = None
    geometric: bool = False
    annual_targets: tuple[tuple[int, Target], ...] = ()
    relative_to: str | None = None
    at_least: Quantity | None = None
    by_total: bool = False
    adds_up: bool | None = None
    responsible: str | None = None
    source: str | None = None
    note: str | None = None
    definition: str | None = None
    formula: str | None = None
    location: Location = NOWHERE
    revisions: tuple[Revision, ...] = ()
    mentions: tuple[Mention, ...] = ()
    restates: str | None = None
    see: str | None = None
    not_in_document: tuple[tuple[str, str], ...] = ()
    lint: tuple[tuple[str, str], ...] = ()
    evidence: str | None = None

    @property
    def tolerance_of_about(self) -> Fraction:
        """The tolerance for 左右: the row's own, else the usual 2 % (contract section 4)."""
        return TOLERANCE if self.tolerance is None else self.tolerance

    def revision_in(self, year: int) -> Revision | None:
        """Return the revision in force in a year, the last with a `year` up to this one; None before the first."""
        found = [revision for revision in self.revisions if revision.year <= year]
        return found[-1] if found else None

    @property
    def versions(self) -> tuple[Indicator, ...]:
        """The row as printed, followed by the row as each revision leaves it."""
        return self, *(revision.indicator for revision in self.revisions)

    def version_in(self, year: int) -> Indicator:
        """Return the row as revised by a year; the row itself before the first revision."""
        revision = self.revision_in(year)
        return revision.indicator if revision else self

    def due_in(self, year: int) -> Indicator:
        """Return the row with its next target due in or after `year`, where its words give targets for several years.

        Where that target is a state and an earlier one a number, the unit and limits of the number are left out, and its
        baseline too.
        """
        if not any(target is not None and target.years for target in self.targets):
            return self
        parts = tuple(_due_in(part, year, self.better) for part in self.components)
        row = replace(_due_in(self, year, self.better), components=parts)
        counted = any(rule.is_counted for target in self.targets if target for rule in target.rules)
        rules = [target.rule for target in row.targets if target is not None]
        if not counted or any(rule.is_counted for rule in rules):
            return row
        unit = next((rule.unit for rule in rules if rule.unit), None)
        return replace(row, unit=unit, measure=unit, limits=NO_LIMITS)

    @property
    def targets(self) -> tuple[Target | None, ...]:
        """The targets that are judged: those of the components, or the row's own where it has no components."""
        return tuple(part.target for part in self.components) or (self.target,)

    def in_force(self, year: int) -> Indicator:
        """Return the row as it holds in a year: revised by then, with the next target due."""
        return self.version_in(year).due_in(year)


_Row = TypeVar("_Row", Indicator, Component)


def _due_in(row: _Row, year: int, better: Better | None) -> _Row:
    """Return a row or a component with its next target due, without its baseline where that is of another kind than the target."""
    target = row.target.next_due(year, better) if row.target is not None else None
    base = row.baseline
    kept = base is None or target is None or not target.years or target.takes(base.reading)
    return replace(row, target=target, baseline=base if kept else None)


@record(frozen=True, slots=True)
class Revision:
    """A row as a later document has revised it (规划中期调整, a new 口径), in force from `year` on (contract section 8).

    `indicator` is the row after the revision; `changed` names the fields that differ from the row before; `date` is the
    document's; `earlier` has the revisions before this one, oldest first.
    """

    year: int
    document: str
    indicator: Indicator
    changed: tuple[RowField, ...] = ()
    date: str | None = None
    note: str | None = None
    location: Location = NOWHERE
    earlier: tuple[Revision, ...] = ()

    @property
    def standing(self) -> tuple[tuple[Revision, tuple[RowField, ...]], ...]:
        """This revision and those before it, oldest first, each with the fields that it was the last to change."""
        found: list[tuple[Revision, tuple[RowField, ...]]] = []
        seen: set[RowField] = set()
        for revision in (self, *reversed(self.earlier)):
            fields = tuple(field for field in revision.changed if field not in seen)
            found += [(revision, fields)] if fields else []
            seen.update(fields)
        return tuple(reversed(found))


@record(frozen=True, slots=True)
class Period:
    """The years of a plan: baseline year, first and last year."""

    baseline: int
    start: int
    end: int

    @property
    def middle(self) -> int:
        """The year of the mid-term review: 2023 of 2021–2025."""
        return self.start + (self.end - self.start) // 2

    def elapsed(self, year: int) -> Fraction:
        """Return the share of the time from the baseline year to the last year that has passed by a year; 1 after the last year."""
        return Fraction(min(year, self.end) - self.baseline, self.end - self.baseline)


@record(frozen=True, slots=True)
class Plan:
    """A plan: its indicator table in printed order, the commitments of its body text, its major projects.

    `population` and `births` (in `births_years` years together) are the region's, where the spec gives them; `marks` are
    the table's footnote marks, each with its legend.
    """

    id: str
    title: str
    period: Period
    indicators: tuple[Indicator, ...]
    region: tuple[tuple[str, str], ...] = ()
    population: Baseline | None = None
    births: Baseline | None = None
    births_years: int = 1
    issued: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
    path: str = ""
    commitments: tuple[Indicator, ...] = ()
    projects: tuple[Project, ...] = ()
    projects_total: ProjectsTotal | None = None
    not_in_document: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> tuple[Indicator, ...]:
        """All rows that are judged: the table's indicators, then the commitments."""
        return self.indicators + self.commitments

    @property
    def region_name(self) -> str:
        """The name of the plan's region; empty where the spec gives none."""
        return dict(self.region).get("name", "")

    def find(self, id: str) -> Indicator:
        """Return the indicator or commitment with an id. Raise KeyError where there is none."""
        return self._by_id[id]

    @kept
    def _by_id(self) -> Mapping[str, Indicator]:
        return {indicator.id: indicator for indicator in reversed(self.rows)}  # of two the first
