"""A grid of cells → Actuals (docs/formats.md): long or wide, whatever file it came in. Pure.

A row is one value (年份, 数值) or an indicator with a column for each year; both at once are read too. What is not read is
known not to be (目标, 责任单位, footnotes, totals); anything else that holds data and isn't understood is a problem.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from healthplan_cli.actuals.beside import Beside, Neighbours, value_text
from healthplan_cli.actuals.gather import Context, Gatherer
from healthplan_cli.actuals.grid import Cell, Grid, Row, text_of, uncollected
from healthplan_cli.actuals.header import Header, find_header, has_aims, nearly, said_above
from healthplan_cli.actuals.headingrows import HeadingRows, Heads
from healthplan_cli.actuals.headings import is_identifier, plain
from healthplan_cli.actuals.layout import Layout, Values
from healthplan_cli.actuals.periods import Scope
from healthplan_cli.actuals.places import Index, Misplaced, Place, Unreadable
from healthplan_cli.actuals.placing import Placer
from healthplan_cli.actuals.regions import Regions
from healthplan_cli.actuals.rowunits import RowUnits
from healthplan_cli.actuals.sheetlegend import sheet_legend
from healthplan_cli.actuals.spans import one_of_two
from healthplan_cli.actuals.suspects import Group, suspects
from healthplan_cli.actuals.timing import Times, both, scope_of_name, with_footnotes
from healthplan_cli.actuals.unreadable import runs, unreadable_cells
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.limits import MAX_NAME
from healthplan_cli.model import Actual, Actuals, Location, Observation, Plan
from healthplan_cli.speech import tr
from healthplan_cli.wording.claims import is_claim
from healthplan_cli.wording.marks import legends_in
from healthplan_cli.wording.reported import NO_VALUE

_HEADING_CELLS = 2  # 二、 | 上半年
_TELLING = 1_000  # values of a column that tell whether it holds the plan's own targets

# the values that came of some words, the problems, and why they can't be read at all
_Known = tuple[Sequence[Actual], Sequence[str], str | None]


class _Reader(Gatherer):
    """Walks the rows of one table."""

    __slots__ = (
        "below", "column", "grid", "heads", "hidden_columns", "hidden_rows", "kept", "layout", "neighbours", "notices", "numbers",
        "placer", "regions", "said", "strange", "times", "units", "unreadable", "unsigned",
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
        self.layout = Layout(grid, header, index.plan.period, self.problems)
        self.placer = Placer(index, self.layout, names, self.problems)
        self.neighbours = Neighbours(self.layout, self.said)
        self.heads = HeadingRows(self.layout, self.placer)
        self.units = RowUnits(self.layout, index, self.placer, self.heads)
        self.regions = Regions(self.layout, index)
        self.times = Times(self.layout, self.said)
        self.legend = sheet_legend(self.layout, self.units.silent)
        self.numbers = [row.number for row in grid.rows] if grid.merged else []
        self.strange: set[int] = set()
        self.column = 0  # of the value that is being read
        self.unreadable: dict[int, list[Problem]] = {}
        self.kept: dict[tuple[object, ...], _Known] = {}
        self.below: list[str] = []
        self.unsigned: dict[tuple[int, int | None], list[Actual]] = {}
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []

    # ── the table ──

    def read(self) -> Actuals:
        """The values of all rows. InvalidInput carries every problem."""
        self._check_plan()
        for row in self.layout.body:
            self.placer.move_on(row, self._row(row))
            if self.placer.ended:
                break
        self.placer.finish()
        self.problems += unreadable_cells(self.unreadable, self.layout)
        self._tell_hidden()
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
        found = suspects(self._groups(), self.index.plan)
        return Actuals(self.finish(), year=self.times.year, suspects=found, parted=frozenset(self.parted))

    def _check_plan(self) -> None:
        said = self.said.plan
        if said and not self.index.is_called(said):
            where = self.grid.locate(*self.said.plan_at)
            self.fail(
                where,
                tr("这张表是规划“{said}”的数据，要核验的是“{plans}”", said=said, plans=self.index.plans),
            )

    def _row(self, row: Row) -> Place | None:
        """Reads a row; its place, where it has values."""
        cells = row.cells
        if row.number in self.units.only_said:
            return None
        given = [values for values in self.layout.values if _has(cells, values)]
        self._enter(row, bool(given))
        if not self.regions.is_own(row, bool(given) and not self._is_header(row)):
            return None
        if not cells.keys() <= self.layout.known:
            self._unknown_columns(row)
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
                    self._note_unsigned(values, when[0], count)
            if any(values.running is not None for values in given):
                self._keep_one(since, place)
        return place

    def _keep_one(self, since: int, place: Place) -> None:
        """Of the values that a row has for one year under 当年 and under 累计 keeps what is judged by."""
        found = self.values[since:]
        del self.values[since:]
        for key in dict.fromkeys((value.component, value.year) for value in found):
            own = [value for value in found if (value.component, value.year) == key]
            try:
                self.values += one_of_two(own, place)
            except Misplaced as error:
                self.fail(own[-1].location, str(error))

    def _enter(self, row: Row, valued: bool) -> None:
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
    def _is_header(row: Row) -> bool:
        """Whether a row is the header once more."""
        return is_identifier(text_of(next(iter(row.cells.values()))))

    def _note_unsigned(self, values: Values, year: int | None, since: int) -> None:
        """Keeps the values of a column of which nothing says that they are actual ones; as many as tell what they are."""
        group = self.unsigned.setdefault((values.at, year), [])
        if len(group) < _TELLING and self.times.is_unsigned(values, year):
            group += self.values[since:]

    def _groups(self) -> Iterator[Group]:
        """The values of each column, in a long table of each year in it, of which nothing says that they are actual ones."""
        heads = {column.at: column for column in self.layout.header.columns}
        for (at, year), values in self.unsigned.items():
            heading = heads[at].heading
            own = year if heading is not None and heading.year is None else None
            words = tr("{year} 年的{words}", words=heads[at].words, year=own) if own else heads[at].words
            actual = [value for value in values if value.observation is Observation.ACTUAL]
            yield Group(words, self.layout.place_of(heads[at]), year, actual)

    def _unknown_columns(self, row: Row) -> None:
        """Data in columns that nobody knows: said once for each column."""
        if len(row.cells) == 1 or self.placer.is_footnote(row):
            return
        strange = sorted(row.cells.keys() - self.layout.known - self.strange)
        strange = [at for at in strange if not self.placer.is_part(row, at)]
        self.strange.update(strange)
        self.problems += self.layout.unknown(strange)
        for at in strange:
            if not self.layout.is_headed(at):
                words = tr(
                    "“{text_of}”所在的列没有列名；若是数里的千分位逗号把一格变成了两格，请给那个数加引号",
                    text_of=text_of(row.cells[at]),
                )
                self.fail(self.grid.locate(row.number, at), words)

    # ── one value ──

    def _time(self, row: Row, values: Values) -> tuple[int | None, Scope] | None:
        """The year of a value (None where nothing says one), and what its heading and its row say of its period; None where
        the row's time can't be read."""
        try:
            return self.times.of(row, values)
        except Beside as error:
            self.fail(self.grid.locate(row.number, error.at), str(error))
            return None

    def _value(self, row: Row, place: Place, values: Values, year: int | None, near: Scope) -> None:
        where = self.grid.locate(row.number, values.at)
        self._note_hidden(row, values)
        self.column = values.at
        try:
            self._check_spread(row, values)
            context = self._context(row, place, values, year, near)
            if values.population_at is not None:
                self._count(row, values, context, where)
                return
            unit = self.units.beside(row, place, values)
            key = (
                *(
                    place.indicator.id,
                    place.component and place.component.id,
                    values.at,
                    row.cells[values.at],
                ),
                *(unit, *self.units.scope(row, values)),
                *(context.provisional, context.scope.words, context.claimed),
            )
            known = None if context.marks else self.kept.get(key)
            if known is None:
                marked = self.marked
                found = self._understood(row, values, unit, context, where)
                if self.marked == marked:  # what a mark means may depend on the year and the note
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

    def _context(self, row: Row, place: Place, values: Values, year: int | None, near: Scope) -> Context:
        """Everything that the row, the heading and the sheet say of a value."""
        beside = self.neighbours.said_of(row, values)
        year = self.neighbours.year(row, values, year, beside[1])
        own = self.neighbours.scope(row, values, year, beside)
        named = scope_of_name(self.neighbours.name(row), place.indicator.name)
        scope = self.times.together(own, both(named, near), year)
        claimed = self.neighbours.claimed(row, values) if values.claim_at else None
        responsible = self.neighbours.responsible(row) if self.layout.responsible_at else None
        marks = (*values.marks, *self.placer.marks(row))
        return Context(
            place, year, *beside, False, scope, claimed, responsible, headed=values.running, marks=marks
        )

    def _understood(
        self, row: Row, values: Values, unit: str | None, context: Context, where: Location
    ) -> _Known:
        """Reads a value; what came of it, for when the same words come again: long sheets repeat themselves."""
        text = value_text(row.cells[values.at])
        self._check_meant(text, context.place, values)
        count, problems, unread = len(self.values), len(self.problems), len(self._unread_here())
        self.value(text, unit, context, where, self.units.of_bare(row, context.place, values))
        message = next((found.message for found in self._unread_here()[unread:]), None)
        return self.values[count:], [problem.message for problem in self.problems[problems:]], message

    def _again(self, known: _Known, context: Context, where: Location) -> None:
        """What came of the same words before, here."""
        for value in known[0]:
            again = Actual(
                value.indicator,
                value.component,
                context.year,
                value.reading,
                context.source,
                context.note,
                where,
                (),
                value.observation,
                value.told_by,
                value.claimed,
                context.responsible,
            )
            self.values.append(again)
        for message in known[1]:
            self.fail(where, message)
        if known[2] is not None:
            self.unread(where, known[2])

    def _unread_here(self) -> list[Problem]:
        return self.unreadable.setdefault(self.column, [])

    def unread(self, where: Location, message: str) -> None:
        """Keeps a cell that can't be read: its column is named once for all of them."""
        self._unread_here().append(Problem(where, message))

    def _count(self, row: Row, values: Values, context: Context, where: Location) -> None:
        assert values.population_at is not None
        count, population = (value_text(row.cells.get(at, "")) for at in (values.at, values.population_at))
        if not count or not population:
            raise Misplaced(tr("分子和分母要一起填，都是数"))
        others = (item for item in self.layout.values if item.population_at is None)
        if any(item.year == values.year and _has(row.cells, item) for item in others):
            raise Misplaced(tr("数值与分子、分母只能填一种"))
        if not values.unit or not values.population_unit:
            self.units.check_counts(context.place)
        self.rate(count, population, context, where, (values.unit, values.population_unit))

    def _check_meant(self, text: str, place: Place, values: Values) -> None:
        """Under a bare last year the plan's own target that is a change (力争每年降低0.5个百分点) is no measured value."""
        target = place.component.target if place.component else place.indicator.target
        if not values.bare or values.year != self.index.plan.period.end or target is None:
            return
        changes = target.rule.is_change or target.rule.is_trend
        if changes and plain(target.text) == plain(text) and not plain(text).startswith("〔"):
            advice = tr("这一列若是目标，列名请写“{year}年目标”；若是实际值，请填数值", year=values.year)
            raise Misplaced(tr("“{text}”和规划的目标一字不差：{advice}", text=text, advice=advice))

    def _check_spread(self, row: Row, values: Values) -> None:
        """A merged value that covers another item's row, or another year's column, belongs to nobody."""
        area = self.grid.merged.get((row.number, values.at))
        if area is None:
            return
        bottom, right = area
        start, end = bisect_right(self.numbers, row.number), bisect_right(self.numbers, bottom)
        naming = [at for at in (*self.layout.naming, self.layout.year_at) if at is not None]
        items = any(at in below.cells for below in self.grid.rows[start:end] for at in naming)
        if items or any(values.at < other.at <= right for other in self.layout.values):
            raise Misplaced(
                tr("这个数所在的合并单元格跨了几项（或几年），不知道是哪一项的：请拆开，各填各的")
            )

    # ── hidden rows and columns ──

    def _note_hidden(self, row: Row, values: Values) -> None:
        if row.number in self.grid.hidden_rows and row.number not in self.hidden_rows[-1:]:
            self.hidden_rows.append(row.number)
        if values.at in self.grid.hidden_columns and values.at not in self.hidden_columns:
            self.hidden_columns.append(values.at)

    def _tell_hidden(self) -> None:
        """What is hidden and was read, or wasn't; where nobody listens it is a problem."""
        self.notices += self.grid.noticed
        if self.hidden_rows:
            where = self.grid.locate(self.hidden_rows[0], min(self.layout.known))
            self._tell(where, tr("隐藏的行（第 {runs} 行）", runs=runs(self.hidden_rows)))
        if self.hidden_columns:
            where = self.grid.locate(self.layout.last_row.number, self.hidden_columns[0])
            shown = tr("、").join(map(self.grid.column_name, sorted(self.hidden_columns)))
            self._tell(where, tr("隐藏的列（{shown}）", shown=shown))

    def _tell(self, where: Location, what: str) -> None:
        words = tr("{what}里有数值，也读入了：该用的请取消隐藏，不该用的请删去", what=what)
        self.notices.append(Problem(where, words))


def _has(cells: Mapping[int, Cell], values: Values) -> bool:
    """Whether a row has a value in a column; —, 暂无 and their like are none."""
    cell = cells.get(values.at)
    if values.population_at is not None and cell is None:
        cell = cells.get(values.population_at)
    if cell is None or cell in NO_VALUE:
        return False
    return not values.vague or not is_claim(text_of(cell))


def read_grid(
    grid: Grid,
    plan: Plan,
    names: Mapping[str, str] | None = None,
    notices: list[Problem] | None = None,
    index: Index | None = None,
    sources: Sequence[str] = (),
) -> Actuals:
    """The values of a sheet, for a plan (by its `index`, where it has company). InvalidInput carries every problem.

    `names` says what the sheet's own words are (`--map`): an indicator's id, a column's usual name, `-` for neither.
    `notices` gets what was read but should be looked at (hidden rows); without a list these are problems.
    """
    words = heading_names(names)
    header = find_header(grid, words)
    if header is None:
        raise InvalidInput([Problem(grid.whole, no_header(grid, words))])
    with uncollected():
        return _Reader(index or Index(plan), grid, header, names or {}, notices, sources).read()


def heading_names(names: Mapping[str, str] | None) -> dict[str, str]:
    """What `--map` says, by words as headings are compared."""
    return {plain(name): value for name, value in (names or {}).items()}


def no_header(grid: Grid, words: Mapping[str, str]) -> str:
    """Why a sheet has no table."""
    if not grid.rows:
        return tr("是空的，没有内容")
    row = nearly(grid, words)
    seen = tr("第 {row} 行像表头，但缺列；", row=row) if row else ""
    if row and has_aims(grid, row, words):
        seen += tr("目标、计划的列不是实际值；")
    return tr(
        "没有找到表头：{seen}要有一行写着“指标”（或“序号”“代码”），以及“数值”或各年的列（2021年、2022年…）",
        seen=seen,
    )


def plan_named(grid: Grid, names: Mapping[str, str] | None = None) -> tuple[str, Location] | None:
    """The plan that a sheet says it is for, in a line above the table (规划：chongqing), and where."""
    header = find_header(grid, heading_names(names))
    said = said_above(grid, header) if header else None
    return (said.plan, grid.locate(*said.plan_at)) if said and said.plan else None
