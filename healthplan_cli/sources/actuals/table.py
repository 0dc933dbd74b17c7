"""A grid of cells → Actuals (docs/formats.md): long or wide, whatever file it came in. Pure.

A row is one value (年份, 数值) or an indicator with a column for each year; both at once are read too. What is not read is
known not to be (目标, 责任单位, footnotes, totals); anything else that holds data and isn't understood is a problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.errors import Problem, refusal
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_NAME
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.marks import legends_in
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.model import Actual, Actuals, Indicator, Plan
from healthplan_cli.sources.actuals.adjacent_columns import Beside, Neighbours, value_text
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of, uncollected
from healthplan_cli.sources.actuals.header import Header, find_header, heading_names, no_header, said_above
from healthplan_cli.sources.actuals.headingrows import HeadingRows, Heads
from healthplan_cli.sources.actuals.headings import is_identifier
from healthplan_cli.sources.actuals.layout import SheetLayout, Values
from healthplan_cli.sources.actuals.lookup import Index, Misplaced, Unreadable
from healthplan_cli.sources.actuals.periods import PeriodScope
from healthplan_cli.sources.actuals.placing import Placer
from healthplan_cli.sources.actuals.readings import has_milestones, is_milestone
from healthplan_cli.sources.actuals.regions import Regions
from healthplan_cli.sources.actuals.rowunits import RowUnits
from healthplan_cli.sources.actuals.sheetlegend import sheet_legend
from healthplan_cli.sources.actuals.spans import one_of_two
from healthplan_cli.sources.actuals.suspects import suspects
from healthplan_cli.sources.actuals.timing import Times, both, scope_of_name, with_footnotes
from healthplan_cli.sources.actuals.unread_columns import UnknownColumns, unreadable_cells
from healthplan_cli.sources.actuals.unsigned_values import UnsignedValues, check_is_measured
from healthplan_cli.sources.actuals.value_cells import HiddenCells, MergedCells

_HEADING_CELLS = 2  # 二、 | 上半年

# the values that came of some words, the problems, and why they can't be read at all
_Known = tuple[Sequence[Actual], Sequence[str], str | None]


class _TableReader(Gatherer):
    """Walks the rows of one table."""

    __slots__ = (
        "below", "column", "grid", "heads", "hidden", "kept", "layout", "merged", "neighbours", "notices", "placer", "regions",
        "said", "times", "units", "unknown", "unreadable", "unsigned",
    )  # fmt: skip

    def __init__(
        self,
        index: Index,
        grid: Grid,
        header: Header,
        names: Mapping[str, str],
        notices: list[Problem] | None,
        sources: Sequence[str],
    ) -> None:
        super().__init__(index, sources)
        self.grid, self.said = grid, said_above(grid, header)
        self.notices = self.problems if notices is None else notices
        self.layout = SheetLayout(
            grid, header, index.plan.period, self.problems, stated=has_milestones(index.plan)
        )
        self.placer = Placer(index, self.layout, names, self.problems)
        self.neighbours = Neighbours(self.layout, self.said)
        self.heads = HeadingRows(self.layout, self.placer)
        self.units = RowUnits(self.layout, index, self.placer, self.heads)
        self.regions = Regions(self.layout, index)
        self.times = Times(self.layout, self.said)
        self.legend = sheet_legend(self.layout, self.units.silent)
        self.merged = MergedCells(self.layout)
        self.hidden = HiddenCells(self.layout)
        self.unknown = UnknownColumns(self.layout, self.placer)
        self.column = 0  # of the value that is being read
        self.unreadable: dict[int, list[Problem]] = {}
        self.kept: dict[tuple[object, ...], _Known] = {}
        self.below: list[str] = []
        self.unsigned = UnsignedValues(self.layout, self.times)

    # ── the table ──

    def read(self) -> Actuals:
        """Return the values of all rows. InvalidInput carries every problem."""
        self._check_plan()
        for row in self.layout.body:
            self.placer.move_on(row, self._row(row))
            if self.placer.ended:
                break
        self.placer.finish()
        self.problems += unreadable_cells(self.unreadable, self.layout)
        self.notices += self.hidden.notices()
        other = self.regions.other_title(self.said.titles) if not self.said.plan else None
        if other is not None:
            words = tr("表题写的是“{other}”：请核对是不是本规划那个地区的数", other=other)
            self.notices.append(Problem(self.grid.locate(self.grid.rows[0].number, 1), words))
        self.problems += self.regions.problem()
        self.notices += self.regions.notice()
        if self.placer.own_numbers is not None:
            words = tr("序号是这张表自己编的，没有用来认指标")
            self.notices.append(Problem(self.placer.own_numbers, words))
        self.values = with_footnotes(self.values, self.below, self.index.plan)
        found = suspects(self.unsigned.groups(), self.index.plan)
        return Actuals(self.finish(), year=self.times.year, suspects=found, parted=frozenset(self.parted))

    def _check_plan(self) -> None:
        said, plans = self.said.plan, self.index.plans
        if said and not self.index.is_called(said):
            words = tr("这张表是规划“{said}”的数据，要核验的是“{plans}”", said=said, plans=plans)
            self.fail(self.grid.locate(*self.said.plan_at), words)

    def _row(self, row: SheetRow) -> IndicatorPart | None:
        """Read a row; its place, where it has values."""
        cells = row.cells
        if row.number in self.units.only_said:
            return None
        given = self._given(row)
        self._enter(row, bool(given))
        if not self.regions.is_own(row, bool(given) and not self._is_header(row)):
            return None
        if not cells.keys() <= self.layout.known:
            self.problems += self.unknown.problems(row)
        self.units.enter(row, bool(given))
        place = self.placer.place(row) if given else None
        if not given and (part := self.placer.part(row)):
            self.mention(part)
        if not given and self.placer.is_footnote(row):
            lines = (item for cell in row.cells.values() for item in plain(text_of(cell)).split(";"))
            self.below += [item for item in lines if not legends_in(item)]
        if place is not None:
            since = len(self.values)
            for values in given:
                when = self._time(row, values)
                if when is not None:
                    count = len(self.values)
                    self._value(row, place, values, *when)
                    self.unsigned.note(values, when[0], self.values[count:])
            if any(values.running is not None for values in given):
                self._keep_one(since, place)
        return place

    def _given(self, row: SheetRow) -> list[Values]:
        """The columns in which a row has values; the words of 完成情况 are one of a milestone."""
        given = [values for values in self.layout.values if values.holds_value(row.cells)]
        if not self.layout.stated or not any(values.holds_words(row.cells) for values in self.layout.values):
            return given
        named = self.placer.named(row)
        if not isinstance(named, Indicator) or not is_milestone(IndicatorPart(named)):
            return given
        return [item for item in self.layout.values if item in given or item.holds_words(row.cells)]

    def _keep_one(self, since: int, place: IndicatorPart) -> None:
        """Keep, of the values that a row has for one year under 当年 and under 累计, what is judged by."""
        found = self.values[since:]
        del self.values[since:]
        for key in dict.fromkeys((value.component, value.year) for value in found):
            own = [value for value in found if (value.component, value.year) == key]
            try:
                self.values += one_of_two(own, place)
            except Misplaced as error:
                self.fail(own[-1].location, str(error))

    def _enter(self, row: SheetRow, valued: bool) -> None:
        """Take what a row that heads others, or a new category, says of the time, the kind and the region of the rows below."""
        groups = self.units.group_texts(row)
        if groups:
            self.times.enter_group(plain(groups[-1]))
        cells = [text_of(cell) for cell in row.cells.values() if cell not in NO_VALUE]
        if valued or not 1 <= len(cells) <= _HEADING_CELLS or self.placer.is_footnote(row):
            return
        words = plain("".join(cells))
        if len(words) > MAX_NAME or self._is_header(row):
            return
        if self.heads.of(row) is not Heads.NO:
            self.times.enter(words)
            self.regions.enter(words)

    @staticmethod
    def _is_header(row: SheetRow) -> bool:
        """Return whether a row is the header once more."""
        return is_identifier(text_of(next(iter(row.cells.values()))))

    # ── one value ──

    def _time(self, row: SheetRow, values: Values) -> tuple[int | None, PeriodScope] | None:
        """Return the year of a value (None where nothing says one), and what its heading and its row say of its period; None
        where the row's time can't be read.
        """
        try:
            return self.times.of(row, values)
        except Beside as error:
            self.fail(self.grid.locate(row.number, error.at), str(error))
            return None

    def _value(
        self, row: SheetRow, place: IndicatorPart, values: Values, year: int | None, near: PeriodScope
    ) -> None:
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
            again = not context.marks and not is_milestone(place)
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
        """Return everything that the row, the heading and the sheet say of a value."""
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
            day=day if is_milestone(place) else None,
            evidence=evidence,
        )

    def _understood(
        self, row: SheetRow, values: Values, unit: str | None, context: Context, where: Location
    ) -> _Known:
        """Read a value; what came of it, for when the same words come again: long sheets repeat themselves."""
        text = value_text(row.cells[values.at])
        check_is_measured(text, context.place, values, self.index.plan)
        count, problems, unread = len(self.values), len(self.problems), len(self._unread_here())
        self.value(text, unit, context, where, self.units.of_bare(row, context.place, values))
        message = next((found.message for found in self._unread_here()[unread:]), None)
        return self.values[count:], [problem.message for problem in self.problems[problems:]], message

    def _again(self, known: _Known, context: Context, where: Location) -> None:
        """Use what came of the same words before, here."""
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
        """Keep a cell that can't be read, so that its column is named once for all such cells."""
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


def read_grid(
    grid: Grid,
    plan: Plan,
    names: Mapping[str, str] | None = None,
    notices: list[Problem] | None = None,
    index: Index | None = None,
    sources: Sequence[str] = (),
) -> Actuals:
    """Return the values of a sheet, for a plan (by its `index`, where it has company). InvalidInput carries every problem.

    `names` says what the sheet's own words are (`--map`): an indicator's id, a column's usual name, `-` for neither.
    `notices` gets what was read but should be looked at (hidden rows); without a list these are problems.
    """
    words = heading_names(names)
    header = find_header(grid, words)
    if header is None:
        raise refusal(grid.whole, no_header(grid, words))
    with uncollected():
        return _TableReader(index or Index(plan), grid, header, names or {}, notices, sources).read()
