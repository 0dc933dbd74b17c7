"""A grid of cells → Actuals (docs/formats.md): long or wide, whatever file it came in. Pure.

One row is a value (年份, 数值) or an indicator with a column for each year; both at once are read too. What is not read is
known not to be (目标, 责任单位, footnotes, totals); anything else that holds data and isn't understood is a problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from healthplan_cli import units
from healthplan_cli.actuals.finding import Finder, LeftOut, unit_of_name
from healthplan_cli.actuals.gather import Context, Gatherer
from healthplan_cli.actuals.grid import Cell, Grid, Odd, Row, text_of
from healthplan_cli.actuals.header import Column, Header, Said, find_header, nearly, said_above
from healthplan_cli.actuals.headings import IDENTIFIERS, LEFT_OUT, YEAR_TEXT, Role, is_identifier, plain
from healthplan_cli.actuals.places import Index, Misplaced, Place
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.lexicon import Pattern
from healthplan_cli.model import Actual, Actuals, Indicator, Location, Plan
from healthplan_cli.names import nearest
from healthplan_cli.record import record
from healthplan_cli.wording.normalise import squeeze
from healthplan_cli.wording.reported import NO_VALUE

_FOOTNOTE = Pattern(
    r"(?:注|备注|附注|注释|表注|说明|附注说明|资料来源|数据来源|来源|填表人|填报人|制表人|制表|审核人|审核|复核人|复核|审批人|批准人|负责人|"
    r"单位负责人|部门负责人|科室负责人|分管领导|统计负责人|经办人|联系人|联系电话|联系方式|电话|填报单位|填表单位|制表单位|报送单位|"
    r"填表日期|填报日期|制表日期|报出日期|报送日期|打印日期|填表时间|填报时间|日期|盖章|单位盖章|note|notes)\d*(?:[:(.、]|$)"
)
_TOTALS = frozenset("合计 总计 小计 共计 总和 汇总 合计数 平均 平均值 均值 total sum average".split())
_NUMBERING = frozenset("甲乙丙丁")  # the row under a statistical form's header that numbers its columns
_NO_UNIT = frozenset(("", "—", "——", "-", "--", "/", "无", "无单位", "n/a"))
_FLAGS = {
    **dict.fromkeys("是 true yes y 1 √ ✓ × 初步 初步数 预计 快报 快报数".split(), True),
    **dict.fromkeys("否 false no n 0 终值 最终 最终数 正式 年报 年报数 核定 —— — -".split(), False),
} | {"×": False, "": False}  # fmt: skip
_SPREADSHEET_ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")


@record(frozen=True, slots=True)
class _Field:
    """A column of values (or a pair of counts), with the columns beside it that say more of them."""

    at: int
    year: int | None
    unit: str | None = None
    provisional: bool = False
    bare: bool = False
    population_at: int | None = None
    unit_at: int | None = None
    provisional_at: int | None = None
    source_at: tuple[int, ...] = ()
    note_at: tuple[int, ...] = ()


class _Reader(Gatherer):
    """Walks the rows of one table."""

    __slots__ = (
        "before", "carried", "fields", "finder", "grid", "header", "hidden", "identifiers", "known", "kept",
        "notices", "places", "repeats", "said", "strange", "year_at",
    )  # fmt: skip

    def __init__(
        self, index: Index, grid: Grid, header: Header, names: Mapping[str, str], notices: list[Problem] | None
    ) -> None:
        super().__init__(index)
        self.grid, self.header, self.notices = grid, header, notices
        self.finder = Finder(index, names)
        self.said = said_above(grid, header)
        self.known = {column.at for column in header.columns if column.heading}
        self.strange: set[int] = set()
        self.identifiers = tuple(self._only(role) for role in (*IDENTIFIERS, Role.COMPONENT))
        self.year_at = self._only(Role.YEAR)
        self.fields = self._fields()
        self.places: dict[tuple[Cell | None, ...], Place | None] = {}
        self.repeats: dict[tuple[Cell | None, ...], tuple[int, int]] = {}
        self.kept: dict[tuple[object, ...], tuple[tuple[Actual, ...], tuple[str, ...]]] = {}
        self.before: Row | None = None
        self.carried: Indicator | None = None
        self.hidden: dict[str, list[int]] = {"row": [], "column": []}

    # ── the columns ──

    def _only(self, role: Role, year: int | None = None) -> int | None:
        """The one column of a role (for a year: its own, else the one for all years)."""
        found = self._all(role, year)
        if len(found) > 1:
            where = self._place_of(found[1])
            self.fail(where, f"“{found[0].words}”和“{found[1].words}”都像是{role.value}列，不知道该读哪一列")
        return found[0].at if found else None

    def _all(self, role: Role, year: int | None = None) -> list[Column]:
        columns = self.header.of(role)
        own = [column for column in columns if column.heading and column.heading.year == year]
        return own or [column for column in columns if column.heading and column.heading.year is None]

    def _place_of(self, column: Column) -> Location:
        row = self.grid.rows[self.header.body - 1]
        return self.grid.locate(row.number, column.at)

    def _fields(self) -> list[_Field]:
        values = self.header.of(Role.VALUE)
        timeless = [column for column in values if column.heading and column.heading.year is None]
        if len(timeless) > 1:
            self._only(Role.VALUE)
            values = [column for column in values if column not in timeless[1:]]
        marked = any(column.heading.marked for column in values if column.heading)
        fields = [self._field(column, marked) for column in values]
        for column in self.header.of(Role.COUNT):
            year = column.heading.year if column.heading else None
            population = self._only(Role.POPULATION, year)
            if population is None:
                self.fail(self._place_of(column), "有分子列，没有分母列")
                continue
            fields.append(replace(self._field(column, True), population_at=population))
        return fields

    def _field(self, column: Column, marked: bool) -> _Field:
        heading = column.heading
        assert heading is not None
        year = heading.year
        bare = year is not None and not heading.marked
        if bare and marked and year != self.index.plan.period.baseline and not heading.provisional:
            self.fail(
                self._place_of(column),
                f"“{column.words}”没有写明是目标还是实际值，而旁边的列写明了：请写成“{year}年目标”或“{year}年实际”",
            )
        return _Field(
            column.at,
            year,
            heading.unit,
            heading.provisional,
            bare and year == self.index.plan.period.end,
            None,
            self._only(Role.UNIT, year),
            self._only(Role.PROVISIONAL, year),
            tuple(item.at for item in self._all(Role.SOURCE, year)),
            tuple(item.at for item in self._all(Role.NOTE, year)),
        )

    # ── the table ──

    def read(self) -> Actuals:
        self._check_plan(self.said)
        for row in self.grid.rows[self.header.body :]:
            self._row(row)
            self.before = row
        for first, times in self.repeats.values():
            if times:
                problem = self.problems[first]
                self.problems[first] = replace(problem, message=f"{problem.message}（下面还有 {times} 行同样）")
        self._tell_hidden()
        year = int(self.said.year) if self.said.year else None
        return Actuals(self.finish(), year=year)

    def _check_plan(self, said: Said) -> None:
        plan = self.index.plan
        if said.plan and said.rows and plain(said.plan) not in (plain(plan.id), plain(plan.title)):
            where = self.grid.locate(*said.rows["plan"])
            self.fail(where, f"这张表是规划“{said.plan}”的数据，要核验的是“{plan.id}”")

    def _row(self, row: Row) -> None:
        cells = row.cells
        given = [field for field in self.fields if self._has(cells, field)]
        if not cells.keys() <= self.known and len(cells) > 1 and not _is_footnote(row):
            self._unknown_columns(row)
        if not given:
            self.carried = None  # looked up when the next row needs it
            return
        place = self._place(row)
        if place is None:
            return
        year = self._year(row) if any(field.year is None for field in given) else None
        for field in given:
            if field.year is not None or year is not None:
                self._field_value(row, place, field, field.year or year or None)

    def _has(self, cells: Mapping[int, Cell], field: _Field) -> bool:
        """Whether a row has a value in a field; —, 暂无 and their like are none."""
        if field.population_at is not None and field.population_at in cells:
            return True
        cell = cells.get(field.at)
        return cell is not None and cell not in NO_VALUE

    def _unknown_columns(self, row: Row) -> None:
        """Data in a column that nobody knows: said once for each column."""
        words = {column.at: column.words for column in self.header.columns}
        for at in sorted(row.cells.keys() - self.known - self.strange):
            self.strange.add(at)
            if words.get(at):
                row_of = self.grid.rows[self.header.body - 1].number
                self.fail(self.grid.locate(row_of, at), _unknown_column(words[at]))
            else:
                self.fail(
                    self.grid.locate(row.number, at),
                    f"“{text_of(row.cells[at])}”在{self.grid.column_name(at)}，这一列没有列名"
                    "（数里的千分位逗号也会把一格变成两格，要加引号）",
                )

    # ── which indicator ──

    def _place(self, row: Row) -> Place | None:
        """The place of a row's values; None for a row that isn't read, or whose problem is said."""
        filled = row.filled
        key = tuple(filled.get(at) if at is not None else None for at in self.identifiers)
        place = self.places.get(key)
        if place is not None:
            self.carried = place.indicator
            return place
        if key in self.places:
            if key in self.repeats:
                first, times = self.repeats[key]
                self.repeats[key] = first, times + 1
            return None
        if self._aside(row, key):
            return None
        return self._found(row, key)

    def _found(self, row: Row, key: tuple[Cell | None, ...]) -> Place | None:
        alone = not any(key[: len(IDENTIFIERS)])
        try:
            above = self._above(row)
            if alone and not key[-1] and (self.year_at is None or self.year_at not in row.cells):
                above = None  # a value under a value says nothing of whose it is
            place = self.finder.place(key, above)
        except LeftOut:
            self.places[key] = None
            return None
        except Misplaced as error:
            self.fail(self.grid.locate(row.number, self._where(row)), str(error))
            if not alone:
                self.places[key] = None
                self.repeats[key] = len(self.problems) - 1, 0
            return None
        self.carried = place.indicator
        if not alone and self.finder.place(key, None) == place:
            self.places[key] = place
        return place

    def _where(self, row: Row) -> int:
        """The column to point at when a row can't be placed."""
        named = [at for at in reversed(self.identifiers[: len(IDENTIFIERS)]) if at is not None]
        return next((at for at in named if at in row.filled), next(iter(row.cells)))

    def _above(self, row: Row) -> Indicator | None:
        """The indicator of the row right above, looked up now if that row had no values of its own."""
        before = self.before
        if before is None or row.number != before.number + 1:
            return None
        if self.carried is None:
            key = tuple(before.filled.get(at) if at is not None else None for at in self.identifiers)
            try:
                self.carried = self.finder.place(key, None).indicator
            except (LeftOut, Misplaced):
                return None
        return self.carried

    def _aside(self, row: Row, key: tuple[Cell | None, ...]) -> bool:
        """Whether a row stands in the table without being of it: a footnote, a total, the header once more."""
        name = plain(text_of(key[2])) if key[2] else plain(text_of(key[1]))
        if _is_footnote(row) or name in _TOTALS or name in _NUMBERING:
            return True
        if not any(is_identifier(text_of(cell)) for cell in key[: len(IDENTIFIERS)] if cell):
            return False
        header = self.grid.rows[self.header.body - 1]
        if any(row.cells.get(field.at) != header.filled.get(field.at) for field in self.fields):
            where = self.grid.locate(row.number, self._where(row))
            self.fail(where, "这里又有一个表头，各列和上面的不同：请把两个表分到两个文件或两张工作表")
        return True

    # ── one value ──

    def _year(self, row: Row) -> int | None:
        """The year of a row's bare values: 0 where the table has no years, None where it can't be read."""
        if self.year_at is None:
            return 0
        cell = row.filled.get(self.year_at)
        match = YEAR_TEXT.match(plain(text_of(cell)))
        if match is None:
            words = f"年份“{text_of(cell)}”不对，应为四位年份，如 2024" if cell else "缺少年份"
            self.fail(self.grid.locate(row.number, self.year_at), words)
            return None
        return int(match["year"])

    def _field_value(self, row: Row, place: Place, field: _Field, year: int | None) -> None:
        where = self.grid.locate(row.number, field.at)
        if (row.number, field.at) in self.grid.merged and self._spread(row, field):
            self.fail(where, "这个数所在的合并单元格跨了几项（或几年），不知道是哪一项的：请拆开，各填各的")
            return
        self._note_hidden(row, field)
        try:
            context = Context(
                place,
                year,
                self._words(row, field.source_at) or self.said.source,
                self._words(row, field.note_at),
                self._provisional(row, field),
            )
            if field.population_at is not None:
                self._counted(row, field, context, where)
                return
            text, unit = _value_text(row.cells[field.at]), self._unit(row, field)
        except Misplaced as error:
            self.fail(where, str(error))
            return
        self._put(text, unit, context, where, field.bare)

    def _put(self, text: str, unit: str | None, context: Context, where: Location, bare: bool) -> None:
        """Gatherer.value, but the same words for the same place are understood once (50 000 rows repeat themselves)."""
        place = context.place
        part = place.component.id if place.component else None
        key = (place.indicator.id, part, text, unit, context.provisional, bare)
        known = self.kept.get(key)
        if known is None:
            values, problems = len(self.values), len(self.problems)
            if bare and _is_target(text, place):
                self.fail(where, f"“{text}”和规划的目标一字不差：这一列若是目标，列名请写“{context.year}年目标”")
            else:
                self.value(text, unit, context, where)
            messages = tuple(problem.message for problem in self.problems[problems:])
            self.kept[key] = tuple(self.values[values:]), messages
            return
        for value in known[0]:
            self.values.append(
                Actual(
                    value.indicator,
                    value.component,
                    context.year,
                    value.reading,
                    context.source,
                    context.note,
                    where,
                )
            )
        for message in known[1]:
            self.fail(where, message)

    def _counted(self, row: Row, field: _Field, context: Context, where: Location) -> None:
        assert field.population_at is not None
        count, population = (_value_text(row.cells.get(at) or "") for at in (field.at, field.population_at))
        if not count or not population:
            raise Misplaced("分子和分母要一起填，都是数")
        others = (item for item in self.fields if item.population_at is None and item.year == field.year)
        if any(self._has(row.cells, item) for item in others):
            raise Misplaced("数值与分子、分母只能填一种")
        self.rate(count, population, context, where)

    def _spread(self, row: Row, field: _Field) -> bool:
        """Whether a merged value covers another item's row, or another year's column."""
        bottom, right = self.grid.merged[row.number, field.at]
        if any(field.at < other.at <= right for other in self.fields):
            return True
        naming = [at for at in (*self.identifiers, self.year_at) if at is not None]
        start = self.grid.rows.index(row) + 1 if bottom > row.number else 0
        below = self.grid.rows[start : start + bottom - row.number]
        return any(at in other.cells for other in below if other.number <= bottom for at in naming)

    def _unit(self, row: Row, field: _Field) -> str | None:
        """The unit of a row, of its name's brackets, of its column, of the whole table: the nearest that is given."""
        cell = row.filled.get(field.unit_at) if field.unit_at is not None else None
        if isinstance(cell, Odd):
            raise Misplaced(cell.message)
        name_at = self.identifiers[2]
        named = unit_of_name(row.filled.get(name_at)) if name_at is not None else None
        own = None if cell is None or plain(cell) in _NO_UNIT else squeeze(cell)
        given = [unit for unit in (own, named, field.unit) if unit]
        known = {units.canonical(plain(unit)) for unit in given} - {None}
        if len(known) > 1:
            raise Misplaced(f"单位写了两种：{'、'.join(dict.fromkeys(given))}")
        return given[0] if given else self.said.unit

    def _provisional(self, row: Row, field: _Field) -> bool:
        at = field.provisional_at
        words = plain(text_of(row.filled.get(at))) if at is not None else ""
        if words not in _FLAGS:
            raise Misplaced(f"“初步”一列写的是“{words}”，应写是或否（初步数、终值也可以）")
        return field.provisional or _FLAGS[words]

    def _words(self, row: Row, columns: Sequence[int]) -> str | None:
        found = [row.filled[at] for at in columns if at in row.filled]
        for cell in found:
            if isinstance(cell, Odd) and not cell.text:
                raise Misplaced(f"来源或备注：{cell.message}")
        return "；".join(dict.fromkeys(map(text_of, found))) or None

    # ── hidden rows and columns ──

    def _note_hidden(self, row: Row, field: _Field) -> None:
        if row.number in self.grid.hidden_rows and row.number not in self.hidden["row"]:
            self.hidden["row"].append(row.number)
        if field.at in self.grid.hidden_columns and field.at not in self.hidden["column"]:
            self.hidden["column"].append(field.at)

    def _tell_hidden(self) -> None:
        """Hidden rows and columns were read; that is said, or, where nobody listens, a problem."""
        rows, columns = self.hidden["row"], self.hidden["column"]
        first = self.grid.rows[self.header.body - 1].number
        found = []
        if rows:
            where = self.grid.locate(rows[0], min(row for row in self.known))
            found.append((where, f"隐藏的行（{_runs(rows)}）里的值"))
        if columns:
            where = self.grid.locate(first, columns[0])
            shown = "、".join(map(self.grid.column_name, columns))
            found.append((where, f"隐藏的列（{shown}）里的值"))
        for where, words in found:
            if self.notices is None:
                self.fail(where, f"{words}看不见，却会进入核验：请取消隐藏，或者删去")
            else:
                self.notices.append(Problem(where, f"{words}也读入了"))


def _value_text(cell: Cell) -> str:
    """A value as it is shown. Raises Misplaced for a cell that has none."""
    if isinstance(cell, Odd):
        raise Misplaced(cell.message)
    if cell[:1] == "#" and cell.upper() in _SPREADSHEET_ERRORS:
        raise Misplaced(f"电子表格的错误值 {cell}，不是数值")
    return cell


def _is_target(text: str, place: Place) -> bool:
    """Whether a value is the plan's own target in words (≥25, 力争每年降低0.5个百分点), which no measured value is."""
    target = place.component.target if place.component else place.indicator.target
    return target is not None and plain(target.text) == plain(text) and not plain(text)[:1].isdecimal()


def _is_footnote(row: Row) -> bool:
    """Whether a row begins with 注：, 填表人： or their like."""
    first = text_of(next(iter(row.cells.values())))
    return _FOOTNOTE.match(plain(first[:20])) is not None


def _unknown_column(words: str) -> str:
    known = ["指标", "序号", "代码", "年份", "数值", "单位", "分组", "来源", "备注", "初步", "目标", "基期"]
    near = nearest(words, known, 1)
    hint = f"，是不是 {near[0]}？" if near else "；年份列写“2024年”或“2024年实际”"
    return f"不认识的列“{words}”，里面有数据{hint}不用读的列，请用 --map 写明：{words}: \"{LEFT_OUT}\""


def _runs(numbers: Sequence[int]) -> str:
    """3, 5, 6, 7 → 3、5–7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
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
    words = {plain(name): value for name, value in (names or {}).items()}
    header = find_header(grid, words)
    if header is None:
        raise InvalidInput([Problem(grid.whole, no_header(grid, words))])
    return _Reader(Index(plan), grid, header, names or {}, notices).read()


def no_header(grid: Grid, words: Mapping[str, str]) -> str:
    """Why a sheet has no table."""
    if not grid.rows:
        return "是空的，没有内容"
    row = nearly(grid, words)
    seen = f"第 {row} 行像表头，但缺列；" if row else ""
    return f"没有找到表头：{seen}要有一行写着“指标”（或“序号”“代码”），以及“数值”或各年的列（2021年、2022年…）"


def plan_named(grid: Grid, names: Mapping[str, str] | None = None) -> str | None:
    """The plan that a sheet says it is for, in a line above the table (规划：chongqing)."""
    header = find_header(grid, {plain(name): value for name, value in (names or {}).items()})
    return said_above(grid, header).plan if header else None
