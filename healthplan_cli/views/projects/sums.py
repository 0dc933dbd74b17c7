"""Sums over projects: by unit, by kind, by year; money against time; what is due. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import Project
from healthplan_cli.views.projects.standing import ProjectState, ProjectStatus

ZERO = Fraction(0)


@record(frozen=True, slots=True)
class Money:
    """Sums over some projects, in 万元.

    `investment` and `expected` are over all that print them. Spent is set against time over the projects that say what
    they spent only (`known` of them, with their own `known_…` sums); `lacking` don't.
    """

    count: int
    investment: Fraction
    expected: Fraction
    known: int
    known_investment: Fraction
    known_expected: Fraction
    spent: Fraction

    @property
    def lacking(self) -> int:
        """How many projects tell no spending, or have no investment to hold it against."""
        return self.count - self.known

    @property
    def spent_share(self) -> Fraction | None:
        """The money spent, as a share of the investment of the same projects."""
        return self.spent / self.known_investment if self.known_investment else None

    @property
    def expected_share(self) -> Fraction | None:
        """The money that should be spent by the day, as a share of the investment of the same projects."""
        return self.known_expected / self.known_investment if self.known_investment else None


def money(rows: Sequence[ProjectStatus]) -> Money:
    """Return the sums over projects."""
    known = [row for row in rows if row.spent is not None and row.expected_money is not None]
    return Money(
        len(rows),
        sum((row.project.investment or ZERO for row in rows), ZERO),
        sum((row.expected_money or ZERO for row in rows), ZERO),
        len(known),
        sum((row.project.investment or ZERO for row in known), ZERO),
        sum((row.expected_money or ZERO for row in known), ZERO),
        sum((row.spent or ZERO for row in known), ZERO),
    )


@record(frozen=True, slots=True)
class Group:
    """The projects of one unit (or kind); `name` None where none is printed."""

    name: str | None
    rows: tuple[ProjectStatus, ...]

    @property
    def money(self) -> Money:
        """The sums over the group's projects, in 万元."""
        return money(self.rows)

    def of(self, *states: ProjectState) -> int:
        """Return how many of the group's projects are in one of these states."""
        return sum(row.state in states for row in self.rows)


def grouped(rows: Sequence[ProjectStatus], key: Callable[[Project], str | None]) -> tuple[Group, ...]:
    """Return the projects by what they have in common, the largest investment first, the unnamed last."""
    found: dict[str | None, list[ProjectStatus]] = {}
    for row in rows:
        found.setdefault(key(row.project), []).append(row)
    groups = [Group(name, tuple(members)) for name, members in found.items()]
    return tuple(sorted(groups, key=lambda group: (group.name is None, -group.money.investment)))


@record(frozen=True, slots=True)
class YearSum:
    """A year: what of the investment falls into it, and how many projects are to start and to be finished in it."""

    year: int
    investment: Fraction
    starts: int
    finishes: int


def by_year(rows: Sequence[ProjectStatus]) -> tuple[YearSum, ...]:
    """Return every year from the first to the last; each project's investment spread evenly over its years."""
    spans = [
        (project.start, project.end, project.investment or ZERO)
        for project in (row.project for row in rows)
        if project.start is not None and project.end is not None
    ]
    if not spans:
        return ()
    years = range(min(start for start, _, _ in spans), max(end for _, end, _ in spans) + 1)
    return tuple(
        YearSum(
            year,
            sum((whole / (end - start + 1) for start, end, whole in spans if start <= year <= end), ZERO),
            sum(start == year for start, _, _ in spans),
            sum(end == year for _, end, _ in spans),
        )
        for year in years
    )
