"""The parts of a comparison: flags, and a line of cells for each indicator."""

from __future__ import annotations

from collections.abc import Mapping

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import Better, Component
from healthplan_cli.views.comparison.cell import PlanTarget


@record(frozen=True, slots=True)
class Flag:
    """A warning: its code, its words, and the plans and indicators (ids) that it is about."""

    code: str
    message: str
    plans: tuple[str, ...]
    indicators: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class ComparedIndicator:
    """An indicator, or a component of one, in every plan that has it.

    `cells` are by the plan's id. `missing`: the plans without the indicator; `no_target`: those that set it none.
    `year`: the due year that the line is about, where a plan has targets for several years; else None. `strictest`,
    `possible` and `equal` are as in Ranking, empty where a flag forbids ranking.
    """

    id: str
    component: Component | None
    name: str
    unit: str | None
    better: Better | None
    cells: Mapping[str, PlanTarget]
    strictest: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    no_target: tuple[str, ...] = ()
    equal: bool = False
    flags: tuple[Flag, ...] = ()
    year: int | None = None

    @property
    def years_differ(self) -> bool:
        """Whether its targets are due in different years."""
        return len({cell.due for cell in self.cells.values() if not cell.without_target}) > 1

    @property
    def marked(self) -> tuple[str, ...]:
        """The plans to be marked as the strictest; none where all ask for the same."""
        return () if self.equal else self.strictest
