"""A column of values with the columns that belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.language.claims import is_claim
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.sources.actuals.grid import Cell, text_of
from healthplan_cli.sources.actuals.periods import NOTHING_SAID, PeriodScope


@record(frozen=True, slots=True)
class Values:
    """A column of values, or of numerators with their denominators, with the columns that belong to it (numbers from 1).

    `bare`: its heading is a year alone, and may be one of targets. `scope`: the period and kind in its heading. `vague`:
    it may hold words (完成情况: 已完成). `marks`: footnote marks on its heading. `running`: its amounts are cumulative
    (累计), or of the year (False: 当年).
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
        """Return whether the column may hold words and has some in this row: 完成情况 of a milestone."""
        cell = cells.get(self.at)
        return self.vague and cell is not None and cell not in NO_VALUE

    def holds_value(self, cells: Mapping[int, Cell]) -> bool:
        """Return whether a row has a value in this column; words of missing data (—, 暂无) aren't values."""
        cell = cells.get(self.at)
        if self.population_at is not None and cell is None:
            cell = cells.get(self.population_at)
        if cell is None or cell in NO_VALUE:
            return False
        return not self.vague or not is_claim(text_of(cell))


def with_months(values: Sequence[Values]) -> tuple[Values, ...]:
    """Return the columns with 12月 taken as a month, and not the end of the year, where the year has columns of other months."""
    monthly = {item.year for item in values if 0 < item.scope.month < 12}
    return tuple(
        replace(item, scope=replace(item.scope, part="12月", whole=False))
        if item.scope.month == 12 and item.year in monthly
        else item
        for item in values
    )
