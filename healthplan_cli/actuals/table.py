"""A grid of cells → Actuals (docs/formats.md): long or wide, whatever file it came in. Pure.

A row is one value (年份, 数值) or an indicator with a column for each year; both at once are read too. What is not read is
known not to be (目标, 责任单位, footnotes, totals); anything else that holds data and isn't understood is a problem.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from healthplan_cli import units
from healthplan_cli.actuals.asides import is_footnote, is_summary
from healthplan_cli.actuals.finding import Finder, LeftOut, unit_of_name
from healthplan_cli.actuals.gather import Context, Gatherer
from healthplan_cli.actuals.grid import Cell, Grid, Odd, Row, text_of
from healthplan_cli.actuals.header import Header, find_header, nearly, said_above
from healthplan_cli.actuals.headings import IDENTIFIERS, is_identifier, plain, year_in
from healthplan_cli.actuals.layout import Layout, Values
from healthplan_cli.actuals.places import Index, Misplaced, Place
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.model import Actual, Actuals, Indicator, Location, Plan
from healthplan_cli.wording.normalise import squeeze
from healthplan_cli.wording.reported import NO_VALUE

_NO_UNIT = frozenset(("", "—", "——", "-", "--", "/", "无", "无单位", "n/a"))
_YES = frozenset(["是", "true", "yes", "y", "1", "√", "✓", "初步", "初步数", "预计", "快报", "快报数"])
_NO = frozenset(
    (
        "",
        *[
            "否",
            "false",
            "no",
            "n",
            "0",
            "×",
            "终值",
            "最终",
            "最终数",
            "正式",
            "年报",
            "年报数",
            "核定",
            "—",
            "——",
            "-",
        ],
    )
)
_ERRORS = frozenset(
    ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"]
)

_Key = tuple[Cell | None, ...]


class _Reader(Gatherer):
    """Walks the rows of one table."""

    __slots__ = (
        "above", "finder", "grid", "header", "hidden_columns", "hidden_rows", "kept", "layout", "notices", "numbers",
        "places", "previous", "repeats", "said", "strange", "units",
    )  # fmt: skip

    def __init__(
        self,
        index: Index,
        grid: Grid,
        header: Header,
        names: Mapping[str, str],
        notices: list[Problem] | None,
    ) -> None:
        super().__init__(index)
        self.grid, self.header = grid, header
        self.notices = self.problems if notices is None else notices
        self.said = said_above(grid, header)
        self.layout = Layout(grid, header, index.plan.period, self.problems)
        self.finder = Finder(index, names)
        self.numbers = [row.number for row in grid.rows] if grid.merged else []
        self.strange: set[int] = set()
        self.places: dict[_Key, Place | None] = {}
        self.repeats: dict[_Key, tuple[int, int]] = {}
        self.kept: dict[tuple[object, ...], tuple[Sequence[Actual], Sequence[str]]] = {}
        self.units: dict[tuple[object, ...], str | None] = {}
        self.previous: Row | None = None
        self.above: Indicator | None = None
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []

    # ── the table ──

    def read(self) -> Actuals:
        self._check_plan()
        for row in self.grid.rows[self.header.body :]:
            self.above = self._row(row)
            self.previous = row
        for first, times in self.repeats.values():
            if times:
                problem = self.problems[first]
                self.problems[first] = replace(problem, message=f"{problem.message}（另有 {times} 行同样）")
        self._tell_hidden()
        return Actuals(self.finish(), year=self.said.year)

    def _check_plan(self) -> None:
        plan, said = self.index.plan, self.said.plan
        if said and plain(said) not in (plain(plan.id), plain(plan.title)):
            where = self.grid.locate(*self.said.plan_at)
            self.fail(where, f"这张表是规划“{said}”的数据，要核验的是“{plan.id}”")

    def _row(self, row: Row) -> Indicator | None:
        """Reads a row; the indicator that the row below may be about too, where that is known already."""
        cells = row.cells
        given = [values for values in self.layout.values if _has(cells, values)]
        if not cells.keys() <= self.layout.known:
            self._unknown_columns(row)
        if not given:
            return self._above(row) if self.finder.leans(self._key(row)) else None
        place = self._place(row)
        if place is None:
            return None
        for values in given:
            year = values.year if values.year is not None else self._year(row)
            if year is not None:
                self._value(row, place, values, year or None)
        return place.indicator

    def _key(self, row: Row) -> _Key:
        filled = row.filled
        return tuple(filled.get(at) if at is not None else None for at in self.layout.naming)

    def _unknown_columns(self, row: Row) -> None:
        """Data in columns that nobody knows: said once for each column."""
        if len(row.cells) == 1 or self._is_footnote(row):
            return
        strange = sorted(row.cells.keys() - self.layout.known - self.strange)
        self.strange.update(strange)
        self.problems += self.layout.unknown(strange)
        headed = {column.at for column in self.header.columns if column.words}
        for at in strange:
            if at not in headed:
                words = f"“{text_of(row.cells[at])}”所在的列没有列名；若是数里的千分位逗号把一格变成了两格，请给那个数加引号"
                self.fail(self.grid.locate(row.number, at), words)

    # ── which indicator ──

    def _place(self, row: Row) -> Place | None:
        """The place of a row's values; None for a row that isn't read, or whose problem is said."""
        key = self._key(row)
        if key in self.places:
            if key in self.repeats:
                first, times = self.repeats[key]
                self.repeats[key] = first, times + 1
            return self.places[key]
        leans = self.finder.leans(key)
        place = None
        try:
            if not self._aside(row, key):
                place = self.finder.place(key, self._lent(row, key) if leans else None)
        except LeftOut:
            pass
        except Misplaced as error:
            self.fail(self._naming_place(row), str(error))
            if not leans:
                self.repeats[key] = len(self.problems) - 1, 0
        if not leans:
            self.places[key] = place
        return place

    def _naming_place(self, row: Row) -> Location:
        """What to point at when a row can't be placed: its name, number or code, else its first cell."""
        named = [at for at in reversed(self.layout.naming[: len(IDENTIFIERS)]) if at is not None]
        return self.grid.locate(
            row.number, next((at for at in named if at in row.filled), next(iter(row.cells)))
        )

    def _lent(self, row: Row, key: _Key) -> Indicator | None:
        """The indicator of the row above, for a row that says which component or which year of it, and no more."""
        own_year = self.layout.year_at is not None and self.layout.year_at in row.cells
        return self._above(row) if any(key) or own_year else None

    def _above(self, row: Row) -> Indicator | None:
        """The indicator of the row right above; looked up now if that row had no values to look it up for."""
        previous = self.previous
        if previous is None or row.number != previous.number + 1:
            return None
        if self.above is None:
            try:
                self.above = self.finder.place(self._key(previous), None).indicator
            except Misplaced:
                return None
        return self.above

    def _is_footnote(self, row: Row) -> bool:
        at, first = next(iter(row.cells.items()))
        naming = self.layout.naming[: len(IDENTIFIERS)]
        aside = at in naming or not any(column in row.cells for column in naming)
        return aside and is_footnote(plain(text_of(first)[:20]))

    def _aside(self, row: Row, key: _Key) -> bool:
        """Whether a row stands in the table without being of it: a footnote, a total, the header once more."""
        if self._is_footnote(row):
            return True
        words = [text_of(cell) for cell in key[: len(IDENTIFIERS)] if cell]
        if any(is_summary(plain(text)) for text in words):
            return True
        if not any(map(is_identifier, words)):
            return False
        header = self.grid.rows[self.header.body - 1]
        if any(row.cells.get(values.at) != header.filled.get(values.at) for values in self.layout.values):
            raise Misplaced("这里又有一个表头，各列和上面的不同：请把两个表分到两个文件或两张工作表")
        return True

    # ── one value ──

    def _year(self, row: Row) -> int | None:
        """The year of a row's value: 0 where nothing says one, None where the row's can't be read."""
        at = self.layout.year_at
        if at is None:
            return self.said.year or 0
        cell = row.filled.get(at)
        year = year_in(text_of(cell))
        if year is None:
            wrong = f"年份“{text_of(cell)}”不对，应为四位年份，如 2024" if cell else "有数值，缺少年份"
            self.fail(self.grid.locate(row.number, at), wrong)
        return year

    def _value(self, row: Row, place: Place, values: Values, year: int | None) -> None:
        where = self.grid.locate(row.number, values.at)
        self._note_hidden(row, values)
        try:
            self._check_spread(row, values)
            context = Context(
                place,
                year,
                _words(row, values.source_at) or self.said.source,
                _words(row, values.note_at),
                values.provisional or _flag(row, values.provisional_at),
            )
            if values.population_at is not None:
                self._count(row, values, context, where)
                return
            text, unit = _text(row.cells[values.at]), self._unit(row, values)
            if values.unlabelled and _is_target(text, place):
                raise Misplaced(
                    f"“{text}”和规划的目标一字不差：这一列若是目标，列名请写“{year}年目标”；若是实际值，写“{year}年实际”"
                )
        except Misplaced as error:
            self.fail(where, str(error))
            return
        self._put(text, unit, context, where)

    def _put(self, text: str, unit: str | None, context: Context, where: Location) -> None:
        """Gatherer.value; the same words for the same place are understood once, for long sheets repeat themselves."""
        place = context.place
        part = place.component.id if place.component else None
        key = (place.indicator.id, part, text, unit, context.provisional)
        known = self.kept.get(key)
        if known is None:
            values, problems = len(self.values), len(self.problems)
            self.value(text, unit, context, where)
            messages = [problem.message for problem in self.problems[problems:]]
            self.kept[key] = self.values[values:], messages
            return
        year, source, note = context.year, context.source, context.note
        for value in known[0]:
            again = Actual(value.indicator, value.component, year, value.reading, source, note, where)
            self.values.append(again)
        for message in known[1]:
            self.fail(where, message)

    def _count(self, row: Row, values: Values, context: Context, where: Location) -> None:
        assert values.population_at is not None
        count, population = (_text(row.cells.get(at, "")) for at in (values.at, values.population_at))
        if not count or not population:
            raise Misplaced("分子和分母要一起填，都是数")
        others = (item for item in self.layout.values if item.population_at is None)
        if any(item.year == values.year and _has(row.cells, item) for item in others):
            raise Misplaced("数值与分子、分母只能填一种")
        self.rate(count, population, context, where)

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
            raise Misplaced("这个数所在的合并单元格跨了几项（或几年），不知道是哪一项的：请拆开，各填各的")

    def _unit(self, row: Row, values: Values) -> str | None:
        """The unit of the row, of its name's brackets, of its column, else of the whole table. They must agree."""
        name_at = self.layout.naming[2]
        cell = row.filled.get(values.unit_at) if values.unit_at is not None else None
        name = row.filled.get(name_at) if name_at is not None else None
        key = (cell, name, values.unit)
        if key not in self.units:
            own = None if plain(_text(cell or "")) in _NO_UNIT else squeeze(text_of(cell))
            given = [unit for unit in (own, unit_of_name(text_of(name)), values.unit) if unit]
            if len({units.canonical(plain(unit)) for unit in given} - {None}) > 1:
                raise Misplaced(f"单位写了两种：{'、'.join(dict.fromkeys(given))}")
            self.units[key] = given[0] if given else self.said.unit
        return self.units[key]

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
            self._tell(where, f"隐藏的行（第 {_runs(self.hidden_rows)} 行）")
        if self.hidden_columns:
            where = self.grid.locate(self.grid.rows[self.header.body - 1].number, self.hidden_columns[0])
            shown = "、".join(map(self.grid.column_name, sorted(self.hidden_columns)))
            self._tell(where, f"隐藏的列（{shown}）")

    def _tell(self, where: Location, what: str) -> None:
        words = f"{what}里有数值，也读入了：该用的请取消隐藏，不该用的请删去"
        self.notices.append(Problem(where, words))


def _has(cells: Mapping[int, Cell], values: Values) -> bool:
    """Whether a row has a value in a column; —, 暂无 and their like are none."""
    cell = cells.get(values.at)
    if values.population_at is not None and cell is None:
        cell = cells.get(values.population_at)
    return cell is not None and cell not in NO_VALUE


def _text(cell: Cell) -> str:
    """What a cell says. Raises Misplaced for one that says nothing to judge by."""
    if isinstance(cell, Odd):
        raise Misplaced(cell.message)
    if cell[:1] == "#" and cell.upper() in _ERRORS:
        raise Misplaced(f"电子表格的错误值 {cell}，不是数值")
    return cell


def _words(row: Row, columns: Sequence[int]) -> str | None:
    """The words of a source or a note; a formula that was never calculated has none to give."""
    found = [row.filled[at] for at in columns if at in row.filled]
    for cell in found:
        if isinstance(cell, Odd) and not cell.text:
            raise Misplaced(f"来源或备注的{cell.message}")
    return "；".join(dict.fromkeys(map(text_of, found))) or None


def _flag(row: Row, at: int | None) -> bool:
    words = plain(text_of(row.filled.get(at))) if at is not None else ""
    if words not in _YES and words not in _NO:
        raise Misplaced(f"“初步”一列写的是“{words}”，应写是或否（初步数、终值也可以）")
    return words in _YES


def _is_target(text: str, place: Place) -> bool:
    """Whether a value is the plan's own target in words (≥25, 力争每年降低0.5个百分点), which no measured value is."""
    target = place.component.target if place.component else place.indicator.target
    return target is not None and plain(target.text) == plain(text) and not plain(text)[:1].isdecimal()


def _runs(numbers: Sequence[int]) -> str:
    """3, 5, 6, 7 → 3、5–7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(low) if low == high else f"{low}–{high}" for low, high in runs)


def read_grid(
    grid: Grid, plan: Plan, names: Mapping[str, str] | None = None, notices: list[Problem] | None = None
) -> Actuals:
    """The values of a sheet, for a plan. InvalidInput carries every problem.

    `names` says what the sheet's own words are (`--map`): an indicator's id, a column's usual name, `-` for neither.
    `notices` gets what was read but should be looked at (hidden rows); without a list these are problems.
    """
    words = heading_names(names)
    header = find_header(grid, words)
    if header is None:
        raise InvalidInput([Problem(grid.whole, no_header(grid, words))])
    return _Reader(Index(plan), grid, header, names or {}, notices).read()


def heading_names(names: Mapping[str, str] | None) -> dict[str, str]:
    """What `--map` says, by words as headings are compared."""
    return {plain(name): value for name, value in (names or {}).items()}


def no_header(grid: Grid, words: Mapping[str, str]) -> str:
    """Why a sheet has no table."""
    if not grid.rows:
        return "是空的，没有内容"
    row = nearly(grid, words)
    seen = f"第 {row} 行像表头，但缺列；" if row else ""
    return (
        f"没有找到表头：{seen}要有一行写着“指标”（或“序号”“代码”），以及“数值”或各年的列（2021年、2022年…）"
    )


def plan_named(grid: Grid, names: Mapping[str, str] | None = None) -> str | None:
    """The plan that a sheet says it is for, in a line above the table (规划：chongqing)."""
    header = find_header(grid, heading_names(names))
    return said_above(grid, header).plan if header else None
