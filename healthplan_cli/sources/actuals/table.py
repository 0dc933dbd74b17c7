"""A grid of cells read as Actuals (docs/formats.md), in long or wide form.

A row holds one value (with columns 年份, 数值), or an indicator with a column for each year. Columns known to hold other
things (目标, 责任单位) and footnotes are skipped; any other data that isn't understood is a problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.errors import Problem, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_NAME
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.marks import legends_in
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.model import Actuals, Indicator, Plan
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of, uncollected
from healthplan_cli.sources.actuals.header import Header, find_header, heading_names, no_header
from healthplan_cli.sources.actuals.headingrows import Heads
from healthplan_cli.sources.actuals.headings import is_identifier
from healthplan_cli.sources.actuals.lookup import Index, Misplaced
from healthplan_cli.sources.actuals.readings import may_be_milestone
from healthplan_cli.sources.actuals.regions import Regions
from healthplan_cli.sources.actuals.sheet_values import SheetValues
from healthplan_cli.sources.actuals.spans import one_of_two
from healthplan_cli.sources.actuals.suspects import suspects
from healthplan_cli.sources.actuals.timing import with_footnotes
from healthplan_cli.sources.actuals.unread_columns import UnknownColumns, unreadable_cells
from healthplan_cli.sources.actuals.unsigned_values import UnsignedValues
from healthplan_cli.sources.actuals.value_columns import Values

_HEADING_CELLS = 2  # 二、 | 上半年


class _TableReader(SheetValues):
    """Reads the rows of one table in order."""

    __slots__ = ("below", "notices", "regions", "unknown", "unsigned")

    def __init__(
        self,
        index: Index,
        grid: Grid,
        header: Header,
        names: Mapping[str, str],
        notices: list[Problem] | None,
        sources: Sequence[str],
    ) -> None:
        super().__init__(index, grid, header, names, sources)
        self.notices = self.problems if notices is None else notices
        self.regions = Regions(self.layout, index)
        self.unknown = UnknownColumns(self.layout, self.placer)
        self.below: list[str] = []
        self.unsigned = UnsignedValues(self.layout, self.times)

    def read(self) -> Actuals:
        """Return the values of all rows. Raise InvalidInput for all problems of the table."""
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
        """Read a row; return its indicator or component if it has values, else None."""
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
                when = self.time_of(row, values)
                if when is not None:
                    count = len(self.values)
                    self.read_value(row, place, values, *when)
                    self.unsigned.note(values, when[0], self.values[count:])
            if any(values.running is not None for values in given):
                self._keep_one(since, place)
        return place

    def _given(self, row: SheetRow) -> list[Values]:
        """Return the columns in which a row has values; for a milestone words in 完成情况 are a value."""
        given = [values for values in self.layout.values if values.holds_value(row.cells)]
        if not self.layout.stated or not any(values.holds_words(row.cells) for values in self.layout.values):
            return given
        named = self.placer.named(row)
        if not isinstance(named, Indicator) or not may_be_milestone(IndicatorPart(named)):
            return given
        return [item for item in self.layout.values if item in given or item.holds_words(row.cells)]

    def _keep_one(self, since: int, place: IndicatorPart) -> None:
        """Keep the value to judge, where a row has one year's values under 当年 and 累计; `since` is the index of the row's first value."""
        found = self.values[since:]
        del self.values[since:]
        for key in dict.fromkeys((value.component, value.year) for value in found):
            own = [value for value in found if (value.component, value.year) == key]
            try:
                self.values += one_of_two(own, place)
            except Misplaced as error:
                self.fail(own[-1].location, str(error))

    def _enter(self, row: SheetRow, valued: bool) -> None:
        """Take over the time, kind and region of a section heading or a new category, which hold for the rows below."""
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
        """Return whether a row repeats the header."""
        return is_identifier(text_of(next(iter(row.cells.values()))))


def read_grid(
    grid: Grid,
    plan: Plan,
    names: Mapping[str, str] | None = None,
    notices: list[Problem] | None = None,
    index: Index | None = None,
    sources: Sequence[str] = (),
) -> Actuals:
    """Return the values of a sheet for a plan; `index` is its index with the other plans of the run. Raise InvalidInput
    for all problems.

    `names`: the renamings of `--map` (to an indicator's id, a column's usual name, or `-`). Notices such as hidden rows
    are added to `notices`; without that list they are problems.
    """
    words = heading_names(names)
    header = find_header(grid, words)
    if header is None:
        raise refusal(grid.whole, no_header(grid, words))
    with uncollected():
        return _TableReader(index or Index(plan), grid, header, names or {}, notices, sources).read()
