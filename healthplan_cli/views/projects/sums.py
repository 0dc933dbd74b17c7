"""Sums over projects by unit, by kind and by year, and their money against time. Pure."""

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

    `investment` and `expected` are over all that print them. Money spent is compared with time over the `known`
    projects, those that report it, with their own `known_…` sums; the `lacking` don't report it.
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
        """How many projects report no spending, or have no investment to compare it with."""
        return self.count - self.known

    @property
    def spent_share(self) -> Fraction | None:
        """The money spent, as a share of the investment of the same projects; None without any."""
        return self.spent / self.known_investment if self.known_investment else None

    @property
    def expected_share(self) -> Fraction | None:
        """The money that should have been spent by the day, as a share of the investment of the same projects."""
        return self.known_expected / self.known_investment if self.known_investment else None


def money(rows: Sequence[ProjectStatus]) -> Money:
    """Return the sums over some projects."""
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
    """The projects that share a responsible unit or a kind of building; `name` is None where none is printed."""

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
    """Return the projects grouped by a key, the group of the largest investment first, the one without a name last."""
    found: dict[str | None, list[ProjectStatus]] = {}
    for row in rows:
        found.setdefault(key(row.project), []).append(row)
    groups = [Group(name, tuple(members)) for name, members in found.items()]
    return tuple(sorted(groups, key=lambda group: (group.name is None, -group.money.investment)))


@record(frozen=True, slots=True)
class YearSum:
    """A year: the investment that falls into it, and how many projects begin and end in it."""

    year: int
    investment: Fraction
    starts: int
    finishes: int


def by_year(rows: Sequence[ProjectStatus]) -> tuple[YearSum, ...]:
    """Return the sums of every year, from the first to the last; each investment is spread evenly over its project's years."""
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
