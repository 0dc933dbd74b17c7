"""The indicator of each row of a table, in order: a row without a name may belong to the indicator above."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_UNKNOWN
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.names import name_key, named_among
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Indicator
from healthplan_cli.sources.actuals.finding import Finder, Unplaced
from healthplan_cli.sources.actuals.footnotes import is_footnote, is_summary
from healthplan_cli.sources.actuals.grid import Cell, SheetRow, text_of
from healthplan_cli.sources.actuals.heading_words import IDENTIFIERS, LEFT_OUT
from healthplan_cli.sources.actuals.headings import is_identifier
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced

_Key = tuple[Cell | None, ...]


class Placer:
    """Finds the indicators of a table's rows, each name once; rows that can't be found are added to `problems`.

    `ended`: the rest of the sheet doesn't belong to this table.
    """

    def __init__(
        self, index: Index, layout: SheetLayout, names: Mapping[str, str], problems: list[Problem]
    ) -> None:
        self.layout, self.problems = layout, problems
        self.finder = Finder(index, names)
        self.components = self.finder.components
        self.ended = False
        self.own_numbers: Location | None = None  # the first number that is the sheet's own
        self._by_number: list[tuple[Location, str]] = []
        self._places: dict[_Key, IndicatorPart | None] = {}
        self._repeats: dict[_Key, tuple[int, int]] = {}
        self._previous: SheetRow | None = None
        self._previous_key: _Key = ()
        self._keyed: SheetRow | None = None  # the row whose key is kept, until the next
        self._kept: _Key = ()
        self._chained = False  # the row above is one of the parts that 其中 begins
        self._opened = False  # the row above says 其中： and no more
        self._above: Indicator | LeftOut | None = None

    def place(self, row: SheetRow) -> IndicatorPart | None:
        """Return the indicator or component of a row's values; None for a row that isn't read, or that is reported as a problem."""
        key = self._key(row)
        if key in self._places:
            if key in self._repeats:
                first, times = self._repeats[key]
                self._repeats[key] = first, times + 1
            return self._places[key]
        leans = self.components.depends_on_row_above(key)
        place = None
        try:
            if not self._aside(row, key):
                place = self.finder.place(key, self._lent(row, key) if leans else None)
                self._note_number(row, key)
        except LeftOut:
            pass
        except Misplaced as error:
            self.problems.append(Problem(self._where(row, error), str(error)))
            if not leans:
                self._repeats[key] = len(self.problems) - 1, 0
            self._give_up(row)
        if not leans:
            self._places[key] = place
        return place

    def part(self, row: SheetRow) -> IndicatorPart | None:
        """Return the component that a row without values names (其中：居民 with 暂无); None for other rows."""
        key = self._key(row)
        if not self.components.names_part(key) or self.is_footnote(row):
            return None
        try:
            leaning = self._lent(row, key) if self.components.depends_on_row_above(key) else None
            return self.finder.quietly(key, leaning)
        except (Misplaced, LeftOut):
            return None

    def depends_on_row_above(self, row: SheetRow) -> bool:
        """Return whether a row names no indicator, and so belongs to that of the row above."""
        return self.components.depends_on_row_above(self._key(row))

    def marks(self, row: SheetRow) -> tuple[str, ...]:
        """Return the footnote marks on the cells that name a row."""
        names = (row.filled.get(at) for at in self.layout.naming[2:] if at is not None)
        return tuple(mark for name in names for mark in self.components.unmarked(name)[1])

    def named(self, row: SheetRow) -> Indicator | str | None:
        """Return the indicator that a row without a value names; None for no indicator, `LEFT_OUT` for one that isn't read."""
        try:
            return self.finder.quietly(self._key(row), None).indicator
        except LeftOut:
            return LEFT_OUT
        except Misplaced:
            return None  # nobody asked for it

    def move_on(self, row: SheetRow, place: IndicatorPart | None) -> None:
        """Remember a row and its place, because the next row may belong to the same indicator."""
        if place is not None:
            self._above = place.indicator
        elif not self.components.depends_on_row_above(self._key(row)):
            self._above = None  # looked up when the next row needs it
        else:
            with suppress(LeftOut):
                self._above = self._indicator_of_row_above(row)
        key = self._key(row)
        among = self.components.among(key)
        self._chained = among is not None or (self._chained and self.components.depends_on_row_above(key))
        self._opened = among == "" and place is None
        self._previous, self._previous_key = row, key
        self._keyed = None

    def _note_number(self, row: SheetRow, key: _Key) -> None:
        """Remember where the sheet's numbers first proved not to be the plan's, and each number that alone identified a row."""
        at = self.layout.naming[1]
        if at is None:
            return
        if self.finder.own_numbers and self.own_numbers is None:
            self.own_numbers = self.layout.grid.locate(row.number, at)
        if self.finder.by_number:
            self._by_number.append((self.layout.grid.locate(row.number, at), text_of(key[1])))

    def finish(self) -> None:
        """Complete the problems: for each repeated one the number of times; and, where the sheet has its own numbering, a
        refusal of rows found by a number alone.
        """
        own = self.own_numbers
        for where, number in self._by_number if own else ():
            words = tr(
                "这一行只有序号“{number}”，而这张表的序号是自己编的（{own_numbers} 与那一行的指标对不上）：请写明指标名称或代码",
                number=number,
                own_numbers=own or where,
            )
            self.problems.append(Problem(where, words))
        for first, times in self._repeats.values():
            if times:
                problem = self.problems[first]
                self.problems[first] = replace(
                    problem,
                    message=tr("{message}（另有 {times} 行同样）", message=problem.message, times=times),
                )

    def is_footnote(self, row: SheetRow) -> bool:
        """Return whether a row begins with 注：, 填表人： or the like in place of an indicator."""
        at, first = next(iter(row.cells.items()))
        naming = self.layout.naming[: len(IDENTIFIERS)]
        aside = at in naming or not any(column in row.cells for column in naming)
        return aside and is_footnote(plain(text_of(first)[:20]))

    def is_part(self, row: SheetRow, at: int) -> bool:
        """Return whether a cell without a heading is a component's name beside its indicator's name."""
        if at != self.layout.naming[-1]:
            return False
        texts = (text_of(row.filled.get(self.layout.naming[2] or 0)), text_of(row.cells[at]))
        return (
            named_among(texts[0]) == ""
            or named_among(texts[1]) is not None
            or self.components.is_part(texts[1])
        )

    def _key(self, row: SheetRow) -> _Key:
        """Return the naming cells of a row without footnote marks.

        A further component below 其中：门诊 gets 其中： before its name too.
        """
        if row is not self._keyed:
            self._keyed, self._kept = row, self._named_by(row)
        return self._kept

    def _named_by(self, row: SheetRow) -> _Key:
        filled = row.filled
        code, number, *names = (filled.get(at) if at is not None else None for at in self.layout.naming)
        key: _Key = (code, number, *(self.components.unmarked(name)[0] for name in names))
        follows = self._previous is not None and row.number == self._previous.number + 1
        if follows and (self._opened or self._chained) and isinstance(key[2], str):
            opened = self._opened and name_key(key[2]) not in self.finder.names
            if opened or self.components.goes_on(key[2]):
                return (*key[:2], key[2] if self.components.among(key) else f"其中：{key[2]}", *key[3:])
        return key

    def _where(self, row: SheetRow, error: Misplaced) -> Location:
        """Return the place for a row that can't be found: the cell at fault, else its name, number or code."""
        named = [at for at in reversed(self.layout.naming[: len(IDENTIFIERS)]) if at in row.filled]
        faulty = self.layout.naming[error.cell] if isinstance(error, Unplaced) else None
        at = faulty or next(iter(named), None) or next(iter(row.cells))
        return self.layout.grid.locate(row.number, at)

    def _give_up(self, row: SheetRow) -> None:
        if self.finder.unknown > MAX_UNKNOWN:
            self.ended = True
            words = tr(
                "不认识的指标超过 {most_unknown} 个，以下没有读：这张表是“{title}”的吗？",
                most_unknown=MAX_UNKNOWN,
                title=self.finder.index.plan.title,
            )
            at = next(iter(row.cells))
            self.problems.append(Problem(self.layout.grid.locate(row.number, at), words))

    def _lent(self, row: SheetRow, key: _Key) -> Indicator | None:
        """Return the indicator of the row above for a row that names only a component or a year; None for an empty one."""
        own_year = self.layout.year_at is not None and self.layout.year_at in row.cells
        if not any(key) and not own_year:
            return None
        return self._indicator_of_row_above(row)

    def _indicator_of_row_above(self, row: SheetRow) -> Indicator | None:
        """Return the indicator of the row directly above; None where there is none. Raise LeftOut where that row isn't
        read.

        A row above that has no values wasn't looked up when it was passed, and is looked up now.
        """
        if self._previous is None or row.number != self._previous.number + 1:
            return None
        if self._above is None:
            try:
                self._above = self.finder.place(self._previous_key, None).indicator
            except Misplaced:
                return None
            except LeftOut as left_out:
                self._above = left_out
        if isinstance(self._above, LeftOut):
            raise self._above
        return self._above

    def _is_row(self, key: _Key) -> bool:
        """Return whether a name that looks like a total's or a column number's (甲) is an indicator of the plan."""
        number, name = text_of(key[1]), text_of(key[2])
        if not name or is_summary(plain(number)):
            return False
        with suppress(Misplaced, LeftOut):
            return self.finder.index.find(name).component is None
        return False

    def _aside(self, row: SheetRow, key: _Key) -> bool:
        """Return whether a row is no part of the table's data: a footnote, a total, the header repeated. Raise Misplaced
        for another header.
        """
        words = [text_of(cell) for cell in key[: len(IDENTIFIERS)] if cell]
        if self.is_footnote(row) or (
            any(is_summary(plain(text)) for text in words) and not self._is_row(key)
        ):
            return True
        if not any(map(is_identifier, words)):
            return False
        header = self.layout.last_row
        if any(row.cells.get(values.at) != header.filled.get(values.at) for values in self.layout.values):
            self.ended = True
            raise Misplaced(tr("这里又有一个表头，各列和上面的不同：请把两个表分到两个文件或两张工作表"))
        return True
