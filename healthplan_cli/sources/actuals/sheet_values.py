"""The cells with values of one sheet, each read with everything that its row, its heading and the sheet say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Actual
from healthplan_cli.sources.actuals.adjacent_columns import Beside, Neighbours, value_text
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.grid import Grid, SheetRow
from healthplan_cli.sources.actuals.header import Header, said_above
from healthplan_cli.sources.actuals.headingrows import HeadingRows
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.lookup import Index, Misplaced, Unreadable
from healthplan_cli.sources.actuals.periods import PeriodScope
from healthplan_cli.sources.actuals.placing import Placer
from healthplan_cli.sources.actuals.readings import has_milestones, is_milestone, may_be_milestone
from healthplan_cli.sources.actuals.rowunits import RowUnits
from healthplan_cli.sources.actuals.sheetlegend import sheet_legend
from healthplan_cli.sources.actuals.timing import Times, both, scope_of_name
from healthplan_cli.sources.actuals.unsigned_values import check_is_measured
from healthplan_cli.sources.actuals.value_cells import HiddenCells, MergedCells
from healthplan_cli.sources.actuals.value_columns import Values

# the values that came of some words, the problems, and why they can't be read at all
_Known = tuple[Sequence[Actual], Sequence[str], str | None]


class SheetValues(Gatherer):
    """Reads the cells with values of one sheet."""

    __slots__ = (
        "column", "grid", "heads", "hidden", "kept", "layout", "merged", "neighbours", "placer", "said", "times", "units",
        "unreadable",
    )  # fmt: skip

    def __init__(
        self, index: Index, grid: Grid, header: Header, names: Mapping[str, str], sources: Sequence[str]
    ) -> None:
        super().__init__(index, sources)
        self.grid, self.said = grid, said_above(grid, header)
        self.layout = SheetLayout(
            grid, header, index.plan.period, self.problems, stated=has_milestones(index.plan)
        )
        self.placer = Placer(index, self.layout, names, self.problems)
        self.neighbours = Neighbours(self.layout, self.said)
        self.heads = HeadingRows(self.layout, self.placer)
        self.units = RowUnits(self.layout, index, self.placer, self.heads)
        self.times = Times(self.layout, self.said)
        self.legend = sheet_legend(self.layout, self.units.silent)
        self.merged = MergedCells(self.layout)
        self.hidden = HiddenCells(self.layout)
        self.column = 0  # of the value that is being read
        self.unreadable: dict[int, list[Problem]] = {}
        self.kept: dict[tuple[object, ...], _Known] = {}

    def time_of(self, row: SheetRow, values: Values) -> tuple[int | None, PeriodScope] | None:
        """Return a value's year (None: not given) and its period by heading and row; None, reported, where the row's time can't be read."""
        try:
            return self.times.of(row, values)
        except Beside as error:
            self.fail(self.grid.locate(row.number, error.at), str(error))
            return None

    def read_value(
        self, row: SheetRow, place: IndicatorPart, values: Values, year: int | None, near: PeriodScope
    ) -> None:
        """Read the value in a row's cell and keep it; a cell that can't be read or doesn't fit is reported as a problem."""
        where = self.grid.locate(row.number, values.at)
        self.hidden.note(row, values)
        self.column = values.at
        try:
            self.merged.check(row, values)
            context = self._context(row, place, values, year, near)
            if values.population_at is not None:
                self._count(row, values, context, where)
                return
            unit = self.units.beside(row, place, values)
            words = row.cells[values.at], unit, *self.units.scope(row, values)
            said = context.provisional, context.scope.words, context.claimed
            again = not context.marks and not may_be_milestone(place) and not place.is_mixed
            key = (place.indicator.id, place.component and place.component.id, values.at, *words, *said)
            known = self.kept.get(key) if again else None
            if known is None:
                marked = self.marked
                found = self._understood(row, values, unit, context, where)
                if again and self.marked == marked:  # what a mark means may depend on the year and the note
                    self.kept[key] = found
                return
        except Unreadable as error:
            self.unread(where, str(error))
            return
        except Misplaced as error:
            at = error.at if isinstance(error, Beside) else values.at
            self.fail(self.grid.locate(row.number, at), str(error))
            return
        self._again(known, context, where)

    def _context(
        self, row: SheetRow, place: IndicatorPart, values: Values, year: int | None, near: PeriodScope
    ) -> Context:
        """Return all that the row, the heading and the sheet say of a value. `near` is the period by heading and row."""
        beside = self.neighbours.said_of(row, values)
        year = self.neighbours.year(row, values, year, beside[1])
        own = self.neighbours.scope(row, values, year, beside)
        named = scope_of_name(self.neighbours.name(row), place.indicator.name)
        scope = self.times.together(own, both(named, near), year)
        claimed = self.neighbours.claimed(row, values) if values.claim_at else None
        responsible = self.neighbours.responsible(row) if self.layout.responsible_at else None
        marks = (*values.marks, *self.placer.marks(row))
        day, evidence = self.neighbours.day_and_evidence(row, values)
        return Context(
            place,
            year,
            *beside,
            False,
            scope,
            claimed,
            responsible,
            headed=values.running,
            marks=marks,
            day=day if is_milestone(place if year is None else place.due_in(year)) else None,
            evidence=evidence,
        )

    def _understood(
        self, row: SheetRow, values: Values, unit: str | None, context: Context, where: Location
    ) -> _Known:
        """Read a value and return the result (values, problems, why unread), to be used again for the same words."""
        text = value_text(row.cells[values.at])
        check_is_measured(text, context.place, values, self.index.plan)
        count, problems, unread = len(self.values), len(self.problems), len(self._unread_here())
        self.value(text, unit, context, where, self.units.of_bare(row, context.place, values))
        message = next((found.message for found in self._unread_here()[unread:]), None)
        return self.values[count:], [problem.message for problem in self.problems[problems:]], message

    def _again(self, known: _Known, context: Context, where: Location) -> None:
        """Keep the result of the same words read before, with this cell's year, source and place."""
        for value in known[0]:
            self.values.append(
                replace(
                    value,
                    year=context.year,
                    source=context.source,
                    note=context.note,
                    location=where,
                    responsible=context.responsible,
                    evidence=context.evidence,
                )
            )
        for message in known[1]:
            self.fail(where, message)
        if known[2] is not None:
            self.unread(where, known[2])

    def _unread_here(self) -> list[Problem]:
        return self.unreadable.setdefault(self.column, [])

    def unread(self, where: Location, message: str) -> None:
        """Note a cell that can't be read; all such cells of a column are later reported as one problem."""
        self._unread_here().append(Problem(where, message))

    def _count(self, row: SheetRow, values: Values, context: Context, where: Location) -> None:
        assert values.population_at is not None
        count, population = (value_text(row.cells.get(at, "")) for at in (values.at, values.population_at))
        if not count or not population:
            raise Misplaced(tr("分子和分母要一起填，都是数"))
        others = (item for item in self.layout.values if item.population_at is None)
        if any(item.year == values.year and item.holds_value(row.cells) for item in others):
            raise Misplaced(tr("数值与分子、分母只能填一种"))
        if not values.unit or not values.population_unit:
            self.units.check_counts(context.place)
        self.rate(count, population, context, where, (values.unit, values.population_unit))
