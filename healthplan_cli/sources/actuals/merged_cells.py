"""Refuse a merged value whose area covers several rows or years."""

from __future__ import annotations

from bisect import bisect_right

from healthplan_cli.base.i18n import tr
from healthplan_cli.sources.actuals.grid import SheetRow
from healthplan_cli.sources.actuals.layout import SheetLayout, Values
from healthplan_cli.sources.actuals.lookup import Misplaced


class MergedCells:
    """The merged areas of a table, over its rows and columns of values."""

    def __init__(self, layout: SheetLayout) -> None:
        self.layout = layout
        self.numbers = [row.number for row in layout.grid.rows] if layout.grid.merged else []

    def check(self, row: SheetRow, values: Values) -> None:
        """Raise Misplaced for a merged value that covers another item's row, or another year's column: it belongs to nobody."""
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
