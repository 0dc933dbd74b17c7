"""The year and period of a sheet's value, from its cell, row, heading and section, the titles, and the names of sheet and file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Actual, Observation, Plan
from healthplan_cli.sources.actuals.adjacent_columns import Beside
from healthplan_cli.sources.actuals.grid import SheetRow, text_of
from healthplan_cli.sources.actuals.header import Said, sheet_name
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.periods import (
    NOTHING_SAID,
    PeriodScope,
    dated,
    is_aim,
    mentions,
    named_period,
)
from healthplan_cli.sources.actuals.sections import time_of_group, time_of_section
from healthplan_cli.sources.actuals.titles import scope_of_file, scope_of_note, scope_of_title, year_of_note
from healthplan_cli.sources.actuals.value_columns import Values

_WHOLE = frozenset(["年", "年度", "全年", "年报", "年末", "年底", "annual", "year"])


class Times:
    """The years and periods of one table's values."""

    def __init__(self, layout: SheetLayout, said: Said) -> None:
        self.layout, self.said = layout, said
        self.file, self.sheet = layout.grid.whole.file, sheet_name(layout.grid)
        dated_all = layout.year_at is not None or all(item.year is not None for item in layout.values)
        self.year = said.year or (None if dated_all else said.title_year)
        self._cells: dict[tuple[str, str], tuple[int | None, PeriodScope]] = {}
        self._wider: dict[int | None, PeriodScope] = {}
        self._monthly = self._by_month()
        self._section: tuple[int | None, PeriodScope] = (None, NOTHING_SAID)
        self._group = NOTHING_SAID

    def enter(self, words: str) -> None:
        """Take over the year, period or kind of a section heading (二、2022年；上半年), which hold until the next one."""
        year, scope = time_of_section(words)
        if year is not None or scope != NOTHING_SAID:
            self._section = year, scope

    def enter_group(self, words: str) -> None:
        """Take over the period or kind of a category's cell: 上半年, 目标."""
        self._group = time_of_group(words)

    def of(self, row: SheetRow, values: Values) -> tuple[int | None, PeriodScope]:
        """Return a value's year (None: not given) and its period by row and heading. Raise Beside for a wrong year or period cell."""
        whole = self._section[0] or self.year
        year, scope = (whole if values.year is None else values.year), NOTHING_SAID
        if self._columns:
            own, scope = self._of_row(row, values.year is None)
            self._check_same(own, values)
            year = values.year or own or whole
        return year, both(scope, values.scope)

    def _check_same(self, own: int | None, values: Values) -> None:
        """Raise Beside where a row's own year (数据年份：2022) is none of the years in the headings."""
        years = {item.year for item in self.layout.values}
        if own is None or values.year is None or own in years or self.layout.year_at is None:
            return
        words = tr(
            "这一行写的年份是 {own}，而数值的列写的是 {year} 年：请写明是哪一年的数",
            own=own,
            year=values.year,
        )
        raise Beside(words, self.layout.year_at)

    @property
    def _columns(self) -> tuple[int, ...]:
        return tuple(at for at in (self.layout.year_at, self.layout.period_at) if at is not None)

    def _of_row(self, row: SheetRow, needed: bool) -> tuple[int | None, PeriodScope]:
        year_at, period_at = self.layout.year_at, self.layout.period_at
        words = text_of(row.filled.get(year_at or 0)), text_of(row.filled.get(period_at or 0))
        if words not in self._cells:
            year, scope = (
                self._of_year(words[0], year_at, needed) if year_at is not None else (None, NOTHING_SAID)
            )
            if words[1] and period_at is not None:
                own, period = self._of_period(words[1], period_at)
                year, scope = year or own, both(period, scope)
            if scope.month == 12 and self._monthly:
                scope = PeriodScope("12月", month=12)
            self._cells[words] = year, scope
        return self._cells[words]

    def _of_year(self, text: str, at: int, needed: bool) -> tuple[int | None, PeriodScope]:
        found = dated(plain(text))
        if found is not None and (found[0] or self.year):
            return found
        if not text and not needed:
            return None, NOTHING_SAID
        if text:
            raise Beside(tr("年份“{text_of}”不对，应为四位年份，如 2024", text_of=text), at)
        raise Beside(tr("有数值，缺少年份"), at)

    def _of_period(self, text: str, at: int) -> tuple[int | None, PeriodScope]:
        """Return the year and period of a cell; a bare number is a month or quarter, as its heading says. Raise Beside for other text."""
        key = plain(text)
        if key in _WHOLE:
            return None, PeriodScope(whole=True)
        head = next((column.words for column in self.layout.header.columns if column.at == at), "")
        counted = "季度" if "季" in head or "quarter" in head.lower() else "月"
        found = dated(key + counted if key.isdecimal() and len(key) < 3 else key)
        if found is None:
            words = tr("时段“{text}”不认识：应写成 全年、上半年、1-9月、三季度 的样子", text=text)
            raise Beside(words, at)
        return found

    def _by_month(self) -> bool:
        """Return whether the rows are months, so that 12月 is a month and not the end of the year."""
        for row in self.layout.body if self._columns else ():
            for at in self._columns:
                cell = plain(text_of(row.filled.get(at)))
                found = dated(cell) if cell else None
                if (found and 0 < found[1].month < 12) or (at == self.layout.period_at and cell in _MONTHS):
                    return True
        return False

    def together(self, own: PeriodScope, near: PeriodScope, year: int | None) -> PeriodScope:
        """Return a value's period and kind from its note and source (`own`), its row and heading (`near`), and wider
        statements.

        The nearest counts, but a note can't make a whole year of what a heading calls half a year.
        """
        headed = self._group.over(self._section[1])
        wider = headed.over(self.wider(year))
        if headed.plan and near.done and not own.done and not is_aim(headed.plan):
            near = both(near, PeriodScope(plan=headed.plan))  # 六、健康产业（预计） below 2025年实际
        if own is NOTHING_SAID and near is NOTHING_SAID:
            return wider
        first = PeriodScope(own.part, plan=own.plan) if own is not NOTHING_SAID else own
        return first.over(near).over(own).over(wider)

    def wider(self, year: int | None) -> PeriodScope:
        """Return the period and kind of a year's values by the titles and the names of sheet and file."""
        if year not in self._wider:
            told = NOTHING_SAID
            for title in self.said.titles:
                told = both(told, scope_of_title(title, year))
            for aside in self.said.asides:
                told = both(told, _of_aside(aside, year))
            told = told.over(scope_of_title(self.sheet, year, named=True)) if self.sheet else told
            self._wider[year] = told.over(scope_of_file(self.file, year))
        return self._wider[year]

    def is_unsigned(self, values: Values, year: int | None) -> bool:
        """Return whether neither heading, titles nor names say what a column's values are: actual, forecast or target."""
        return not values.scope.done and not values.scope.words and not self.wider(year).done


_MONTHS = frozenset(map(str, range(1, 12))) | {f"{month:02}" for month in range(1, 12)}


def both(one: PeriodScope, other: PeriodScope) -> PeriodScope:
    """Return two equally near scopes as one: part of a year goes before the whole, a plan before actual values."""
    if other is NOTHING_SAID or one is NOTHING_SAID:
        return one if other is NOTHING_SAID else other
    part, plan = one.part or other.part, one.plan or other.plan
    whole, done = not part and (one.whole or other.whole), not plan and (one.done or other.done)
    return PeriodScope(part, whole, plan, done, one.month or other.month)


def _of_aside(text: str, year: int | None) -> PeriodScope:
    """Return the period in a line above the table: 说明：…, or 填报日期：2023年9月5日, which makes values of 2023 part-year ones."""
    head, colon, rest = text.partition(":")
    said = scope_of_note(rest if colon else text, year)
    days = [item for item in mentions(text) if item.day and item.year == year and not item.whole]
    return (
        PeriodScope(days[0].words) if days and ("日期" in head or "时间" in head) and not said.part else said
    )


@lru_cache(maxsize=4096)
def scope_of_name(name: str, printed: str) -> PeriodScope:
    """Return the period that a row's name has beyond its indicator's printed name: 孕产妇死亡例数（1-6月）."""
    scope = named_period(plain(name))[1] if name != printed else NOTHING_SAID
    own = scope.words is not None and scope.words in plain(printed)
    return NOTHING_SAID if own else scope


def with_footnotes(values: Sequence[Actual], footnotes: Iterable[str], plan: Plan) -> list[Actual]:
    """Return the values with the periods and years that the lines below the table state.

    A line that names an indicator (注：婴儿死亡率为1-9月数据) is about that one's values, another about all.
    """
    found = list(values)
    for text in footnotes:
        for item in text.split(";"):
            named = {row.id: plain(row.name) for row in plan.rows if plain(row.name) in item}
            if named:
                said = item[max(item.rfind(name) + len(name) for name in named.values()) :]
                found = [
                    _of_other_year(value, said) if value.indicator in named else value for value in found
                ]
            told = {
                year: scope_of_note(item.partition(":")[2] or item, year) for year in {v.year for v in found}
            }
            if not any(scope.words for scope in told.values()):
                continue
            found = [_told(value, told[value.year], named) for value in found]
    return found


def _of_other_year(value: Actual, said: str) -> Actual:
    """Return a value with the earlier year that a footnote gives for its indicator (注：吸烟率为2022年数据), else unchanged."""
    year = year_of_note(said, value.year)
    return value if year is None or (value.year or year) <= year else replace(value, year=year)


def _told(value: Actual, scope: PeriodScope, named: Collection[str]) -> Actual:
    if value.observation is not Observation.ACTUAL or (named and value.indicator not in named):
        return value
    return replace(value, observation=scope.observation, told_by=scope.words)
