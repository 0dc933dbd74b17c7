"""The major projects of a plan against time (docs/semantics.md, section 14): their years, money and what is due.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import InputFile, Plan
from healthplan_cli.views.projects.standing import (
    WRONG,
    Progress,
    ProjectLack,
    ProjectState,
    ProjectStatus,
    Timing,
    planned,
    stand,
)
from healthplan_cli.views.projects.sums import Group, Money, YearSum, by_year, grouped, money
from healthplan_cli.views.projects.times import Moment, passed, year_end

BAND = Fraction(1, 20)


@record(frozen=True, slots=True)
class Given:
    """The rows of a progress sheet; `year` is the latest year that they are of, None where no row says one."""

    rows: tuple[Progress, ...]
    year: int | None = None
    illustrative: bool = False
    input: InputFile | None = None


@record(frozen=True, slots=True)
class ProjectsReport:
    """The projects of a plan on a day; `given` is None without a progress sheet: then they have no states."""

    plan: Plan
    day: date
    band: Fraction
    rows: tuple[ProjectStatus, ...]
    given: Given | None = None

    @property
    def year(self) -> int:
        """The year that is reported: that of the day."""
        return self.day.year

    @property
    def whole_year(self) -> bool:
        """Whether the report is about the whole year, to 31 December."""
        return self.day == year_end(self.year)

    @property
    def total(self) -> Money:
        """The sums over all the projects, money in 万元."""
        return money(self.rows)

    @property
    def by_unit(self) -> tuple[Group, ...]:
        """The projects by responsible unit, as printed."""
        return grouped(self.rows, lambda project: project.responsible)

    @property
    def by_kind(self) -> tuple[Group, ...]:
        """The projects by kind of building (新建, 改扩建), as printed."""
        return grouped(self.rows, lambda project: project.kind)

    @property
    def by_year(self) -> tuple[YearSum, ...]:
        """The sums by year, with investment spread evenly over each project's planned years."""
        return by_year(self.rows)

    @property
    def due_start(self) -> tuple[ProjectStatus, ...]:
        """The projects to be started in the year that is reported."""
        return tuple(row for row in self.rows if row.project.start == self.year)

    @property
    def due_finish(self) -> tuple[ProjectStatus, ...]:
        """The projects to be finished in the year that is reported."""
        return tuple(row for row in self.rows if row.project.end == self.year)

    @property
    def not_started(self) -> tuple[ProjectStatus, ...]:
        """The projects that should have begun and are known not to have, whether or not their last year has passed."""
        return tuple(
            row
            for row in self.rows
            if row.started is False and row.state in (ProjectState.LATE_START, ProjectState.OVERDUE)
        )

    @property
    def started_late(self) -> tuple[ProjectStatus, ...]:
        """The projects started after the first of their printed years."""
        return tuple(row for row in self.rows if row.started_late)

    @property
    def beyond_period(self) -> tuple[ProjectStatus, ...]:
        """The projects to be finished after the plan's last year."""
        end = self.plan.period.end
        return tuple(row for row in self.rows if row.project.end is not None and row.project.end > end)

    @property
    def over_budget(self) -> tuple[ProjectStatus, ...]:
        """The projects on which more was spent than their investment."""
        return tuple(row for row in self.rows if row.beyond is not None)

    def of(self, *states: ProjectState) -> tuple[ProjectStatus, ...]:
        """Return the projects whose state is one of these."""
        return tuple(row for row in self.rows if row.state in states)


def projects_report(plan: Plan, given: Given | None, day: date, band: Fraction = BAND) -> ProjectsReport:
    """Return the report on a plan's projects on a day; without a progress sheet (`given`) as planned."""
    if given is None:
        return ProjectsReport(plan, day, band, tuple(planned(project, day) for project in plan.projects))
    rows: dict[str, list[Progress]] = {}
    for row in given.rows:
        rows.setdefault(row.project, []).append(row)
    standings = tuple(stand(project, rows.get(project.id, ()), day, band) for project in plan.projects)
    return ProjectsReport(plan, day, band, standings, given)


def spread(rows: Sequence[ProjectStatus]) -> range:
    """Return the years of a Gantt chart, from the first in which a project begins to the last in which one ends."""
    starts = [row.project.start for row in rows if row.project.start is not None]
    ends = [row.project.end for row in rows if row.project.end is not None]
    return range(min(starts), max(ends) + 1) if starts and ends else range(0)


__all__ = [
    "BAND",
    "WRONG",
    "Given",
    "Group",
    "Moment",
    "Money",
    "Progress",
    "ProjectLack",
    "ProjectState",
    "ProjectStatus",
    "ProjectsReport",
    "Timing",
    "YearSum",
    "money",
    "passed",
    "projects_report",
    "spread",
    "stand",
    "year_end",
]
