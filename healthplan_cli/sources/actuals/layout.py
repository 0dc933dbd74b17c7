"""The columns of a table by their use: names of the indicator, values, and what belongs to a value (unit, year, note, source)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Period
from healthplan_cli.sources.actuals.column_advice import left_out
from healthplan_cli.sources.actuals.completion import VAGUE, settled
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of
from healthplan_cli.sources.actuals.header import Header, SheetColumn
from healthplan_cli.sources.actuals.heading_words import IDENTIFIERS, ColumnRole, width_of_region
from healthplan_cli.sources.actuals.spans import mistaken
from healthplan_cli.sources.actuals.value_columns import Values, with_months

_PLANNED = ("目标", "计划", "任务")
_DONE = (
    "完成", "实际", "实现", "监测", "评估", "评价", "核验", "进展", "情况", "统计", "数据", "数值", "现状", "结果",
)  # fmt: skip


@record(slots=True)
class SheetLayout:
    """The columns of a table by their use, as numbers from 1, and the problems of its header.

    `naming`: code, number, name, component, and the second of two columns under one 指标. `region_at`: the columns of
    regions, the widest first (市州, 区县). `stated`: the plan has milestones, whose values stand as words in 完成情况.
    """

    grid: Grid
    header: Header
    period: Period
    problems: list[Problem] = field(default_factory=list)
    naming: tuple[int | None, ...] = ()
    year_at: int | None = None
    period_at: int | None = None
    region_at: tuple[int, ...] = ()
    kind_at: tuple[int, ...] = ()
    responsible_at: tuple[int, ...] = ()
    values: tuple[Values, ...] = ()
    stated: bool = False
    known: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.header = settled(self.header, self.grid, self.stated)
        self.known = frozenset(column.at for column in self.header.columns if column.heading)
        second = self._second_name()
        self.naming = (*(self._one(role) for role in (*IDENTIFIERS, ColumnRole.COMPONENT)), second)
        self.year_at, self.period_at = self._one(ColumnRole.YEAR), self._one(ColumnRole.PERIOD)
        self.region_at = self._regions()
        self.kind_at = tuple(column.at for column in self.header.of(ColumnRole.KIND))
        self.responsible_at = tuple(column.at for column in self.header.of(ColumnRole.RESPONSIBLE))
        self.values = with_months((*self._values(), *self._rates()))
        self._check_values()
        self._check_title()

    def _check_values(self) -> None:
        """Report a table whose only column of values holds words (完成情况: 已完成), so that there is nothing to judge."""
        claims = [
            column
            for column in self.header.columns
            if column.heading and column.heading.role is ColumnRole.CLAIM
        ]
        if not self.values and claims:
            words = tr(
                "“{words}”一列写的是文字，表里没有数值的列：要有“数值”“完成值”或各年的列（2023年）",
                words=claims[0].words,
            )
            self._fail(claims[0], words)

    def _check_title(self) -> None:
        """Report columns headed by a year alone under a title about targets (年度目标分解表), which may hold targets."""
        if not self.values or any(not values.bare for values in self.values):
            return
        for row in self.grid.rows[: self.header.first]:
            for at, cell in row.cells.items():
                text = plain(text_of(cell))
                if any(word in text for word in _PLANNED) and not any(word in text for word in _DONE):
                    words = tr(
                        "表题“{text_of}”说的是目标，而各年的列没有写明：是实际值的，列名请写“2024年实际”",
                        text_of=text_of(cell),
                    )
                    self.problems.append(Problem(self.grid.locate(row.number, at), words))

    @property
    def last_row(self) -> SheetRow:
        """The header's last row."""
        return self.grid.rows[self.header.body - 1]

    @property
    def body(self) -> Sequence[SheetRow]:
        """The rows below the header."""
        return self.grid.rows[self.header.body :]

    def is_headed(self, at: int) -> bool:
        """Return whether there are any words over a column."""
        return any(column.at == at and column.words for column in self.header.columns)

    def place_of(self, column: SheetColumn) -> Location:
        """Return the place of a column's heading, in the last row of the header."""
        return self.grid.locate(self.last_row.number, column.at)

    def _fail(self, column: SheetColumn, message: str) -> None:
        self.problems.append(Problem(self.place_of(column), message))

    def _all(self, role: ColumnRole, year: int | None = None) -> list[SheetColumn]:
        """Return the columns with a role for a year; where there is none, those without a year."""
        columns = self.header.of(role)
        if (
            role is ColumnRole.VALUE
        ):  # 上半年 beside 全年, 完成 beside 预计, are not two columns for one thing
            columns = [
                item
                for item in columns
                if item.heading and not item.heading.scope.words and item.heading.span is None
            ]
        own = [column for column in columns if column.heading and column.heading.year == year]
        return own or [column for column in columns if column.heading and column.heading.year is None]

    def _second_name(self) -> int | None:
        """Return the number of the second name column: the right one under a merged 指标, or an unheaded one beside it.

        None without one.
        """
        columns = self._all(ColumnRole.NAME)
        if len(columns) == 1:
            beside = columns[0].at + 1
            return None if any(column.at == beside for column in self.header.columns) else beside
        if len(columns) != 2 or columns[0].words != columns[1].words or columns[0].at + 1 != columns[1].at:
            return None
        kept = tuple(column for column in self.header.columns if column is not columns[1])
        self.header = replace(self.header, columns=kept)
        return columns[1].at

    def _one(self, role: ColumnRole, year: int | None = None) -> int | None:
        found = self._all(role, year)
        for other in found[1:]:
            self._fail(
                other,
                tr(
                    "“{words}”和“{words2}”都像是{value}列，不知道该读哪一列{left_out}",
                    words=found[0].words,
                    words2=other.words,
                    value=role.value,
                    left_out=left_out(other.words),
                ),
            )
        return found[0].at if found else None

    def _regions(self) -> tuple[int, ...]:
        """Return the columns of regions, the widest first; two of the same width are a problem."""
        columns = sorted(self.header.of(ColumnRole.REGION), key=lambda column: width_of_region(column.words))
        widths = {width_of_region(column.words) for column in columns}
        if len(widths) < len(columns):
            only = self._one(ColumnRole.REGION)
            return (only,) if only is not None else ()
        return tuple(column.at for column in columns)

    def _values(self) -> list[Values]:
        columns = self.header.of(ColumnRole.VALUE)
        self._one(ColumnRole.VALUE)
        marked = [
            (item.heading.year, item)
            for item in columns
            if item.heading and item.heading.marked and not item.heading.scope.words
        ]
        self._check_spans(columns)
        undated = [item for year, item in marked if year is None]
        latest = undated[0] if undated else max(marked, key=lambda pair: pair[0] or 0)[1] if marked else None
        return [self._beside(column, latest) for column in columns]

    def _check_spans(self, columns: Sequence[SheetColumn]) -> None:
        """Report a column of totals (2021—2023年累计) whose years don't begin with the plan's period, or that has no year
        while other columns have one.
        """
        headings = [(column, column.heading) for column in columns if column.heading]
        dated = any(heading.year is not None for _, heading in headings)
        for column, heading in headings:
            wrong = mistaken(heading.span, heading.year, self.period)
            if not wrong and heading.span and heading.year is None and dated:
                wrong = tr("没有写是哪一年的，而别的列写了：请写上年份，如“2023年累计”“2023年当年”")
            if wrong:
                self._fail(
                    column,
                    tr(
                        "“{words}”：{wrong}{left_out}",
                        words=column.words,
                        wrong=wrong,
                        left_out=left_out(column.words),
                    ),
                )

    def _rates(self) -> list[Values]:
        found = []
        for column in self.header.of(ColumnRole.COUNT):
            population = self._one(ColumnRole.POPULATION, column.heading.year if column.heading else None)
            if population is None:
                self._fail(column, tr("有分子列，没有分母列"))
            else:
                headings = (item.heading for item in self.header.columns if item.at == population)
                unit = next((heading.unit for heading in headings if heading), None)
                values = self._beside(column, None)
                found.append(replace(values, population_at=population, population_unit=unit))
        return found

    def _beside(self, column: SheetColumn, marked: SheetColumn | None) -> Values:
        """Return a column of values with the columns that belong to it (unit, source, note, claim …).

        `marked` is the latest column that says it has actual values. A heading of a year alone has actual values up to
        that year; a later one may have targets, and is reported.
        """
        heading = column.heading
        assert heading is not None
        year, plan = heading.year, self.period
        told = heading.marked or heading.scope.words is not None or heading.span is not None
        bare = year is not None and not told and heading.role is ColumnRole.VALUE
        signed = marked.heading.year if marked and marked.heading else None
        later = year is not None and (signed is None or signed < year)
        if bare and year and marked and later and year != plan.baseline and not heading.provisional:
            advice = tr("请写成“{year}年目标”或“{year2}年实际”", year=year, year2=year)
            self._fail(
                column,
                tr(
                    "“{words}”没有写明是目标还是实际值，而“{words2}”写明了：{advice}",
                    words=column.words,
                    words2=marked.words,
                    advice=advice,
                ),
            )
        return Values(
            column.at,
            year,
            heading.unit,
            heading.provisional,
            bare,
            None,
            None,
            self._one(ColumnRole.UNIT, year),
            self._one(ColumnRole.PROVISIONAL, year),
            tuple(item.at for item in self._all(ColumnRole.SOURCE, year)),
            tuple(item.at for item in self._all(ColumnRole.NOTE, year)),
            tuple(item.at for item in self._all(ColumnRole.CLAIM, year)),
            heading.scope,
            heading.rank == VAGUE,
            heading.marks,
            heading.span.running if heading.span else None,
            tuple(item.at for item in self._all(ColumnRole.DAY, year)),
            tuple(item.at for item in self._all(ColumnRole.EVIDENCE, year)),
        )
