"""A column of values in a sheet, with the columns beside it that say more of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.language.claims import is_claim
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.sources.actuals.grid import Cell, text_of
from healthplan_cli.sources.actuals.periods import NOTHING_SAID, PeriodScope


@record(frozen=True, slots=True)
class Values:
    """A column of values (or a pair of counts), with the columns beside it that say more of them.

    `bare`: the heading is a year alone, which could as well head targets. `scope`: which period its heading names, and
    whether actual values or a forecast. `vague`: words may stand in it too (完成情况: 已完成). `marks`: the
    footnote marks on its heading. `running`: whether its amounts are totals since the plan began (累计) or of their year (当年).
    """

    at: int
    year: int | None
    unit: str | None = None
    provisional: bool = False
    bare: bool = False
    population_at: int | None = None
    population_unit: str | None = None
    unit_at: int | None = None
    provisional_at: int | None = None
    source_at: tuple[int, ...] = ()
    note_at: tuple[int, ...] = ()
    claim_at: tuple[int, ...] = ()
    scope: PeriodScope = NOTHING_SAID
    vague: bool = False
    marks: tuple[str, ...] = ()
    running: bool | None = None
    day_at: tuple[int, ...] = ()
    evidence_at: tuple[int, ...] = ()

    def holds_words(self, cells: Mapping[int, Cell]) -> bool:
        """Return whether a column that may hold words has any: 完成情况 of a milestone."""
        cell = cells.get(self.at)
        return self.vague and cell is not None and cell not in NO_VALUE

    def holds_value(self, cells: Mapping[int, Cell]) -> bool:
        """Return whether a row has a value in this column; —, 暂无 and their like are none."""
        cell = cells.get(self.at)
        if self.population_at is not None and cell is None:
            cell = cells.get(self.population_at)
        if cell is None or cell in NO_VALUE:
            return False
        return not self.vague or not is_claim(text_of(cell))


def with_months(values: Sequence[Values]) -> tuple[Values, ...]:
    """Return the columns with 12月 as a month, and not the end of the year, where other months of that year stand beside it."""
    monthly = {item.year for item in values if 0 < item.scope.month < 12}
    return tuple(
        replace(item, scope=replace(item.scope, part="12月", whole=False))
        if item.scope.month == 12 and item.year in monthly
        else item
        for item in values
    )
