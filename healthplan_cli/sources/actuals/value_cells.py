"""Checks of the cells that hold values: hidden ones are read and reported, merged ones refused if they cover several values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.sources.actuals.grid import SheetRow
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.lookup import Misplaced
from healthplan_cli.sources.actuals.unread_columns import runs
from healthplan_cli.sources.actuals.value_columns import Values


class HiddenCells:
    """The hidden rows and columns of a table in which values were read."""

    def __init__(self, layout: SheetLayout) -> None:
        self.layout, self.grid = layout, layout.grid
        self.rows: list[int] = []
        self.columns: list[int] = []

    def note(self, row: SheetRow, values: Values) -> None:
        """Remember the row and column of a value if they are hidden."""
        if row.number in self.grid.hidden_rows and row.number not in self.rows[-1:]:
            self.rows.append(row.number)
        if values.at in self.grid.hidden_columns and values.at not in self.columns:
            self.columns.append(values.at)

    def notices(self) -> Iterator[Problem]:
        """Yield notices on hidden rows and columns with values, and on what was left unread."""
        yield from self.grid.noticed
        if self.rows:
            where = self.grid.locate(self.rows[0], min(self.layout.known))
            yield _notice(where, tr("隐藏的行（第 {runs} 行）", runs=runs(self.rows)))
        if self.columns:
            where = self.grid.locate(self.layout.last_row.number, self.columns[0])
            shown = tr("、").join(map(self.grid.column_name, sorted(self.columns)))
            yield _notice(where, tr("隐藏的列（{shown}）", shown=shown))


def _notice(where: Location, what: str) -> Problem:
    return Problem(where, tr("{what}里有数值，也读入了：该用的请取消隐藏，不该用的请删去", what=what))


class MergedCells:
    """The merged areas of a table over its rows and columns of values."""

    def __init__(self, layout: SheetLayout) -> None:
        self.layout = layout
        self.numbers = [row.number for row in layout.grid.rows] if layout.grid.merged else []

    def check(self, row: SheetRow, values: Values) -> None:
        """Raise Misplaced for a merged value that also covers another row's name or another column of values."""
        area = self.layout.grid.merged.get((row.number, values.at))
        if area is None:
            return
        bottom, right = area
        start, end = bisect_right(self.numbers, row.number), bisect_right(self.numbers, bottom)
        naming = [at for at in (*self.layout.naming, self.layout.year_at) if at is not None]
        items = any(at in below.cells for below in self.layout.grid.rows[start:end] for at in naming)
        if items or any(values.at < other.at <= right for other in self.layout.values):
            raise Misplaced(
                tr("这个数所在的合并单元格跨了几项（或几年），不知道是哪一项的：请拆开，各填各的")
            )
