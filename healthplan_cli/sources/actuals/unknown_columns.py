"""Columns that hold data and that nobody knows: said once for each, with what could be done."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.i18n import tr
from healthplan_cli.sources.actuals.column_advice import advice_for_column
from healthplan_cli.sources.actuals.grid import SheetRow, text_of
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.placing import Placer


class UnknownColumns:
    """The unknown columns of a table that are said already."""

    def __init__(self, layout: SheetLayout, placer: Placer) -> None:
        self.layout, self.placer = layout, placer
        self.said: set[int] = set()

    def problems(self, row: SheetRow) -> Iterator[Problem]:
        """Yield what to say of a row's data in columns that weren't met before."""
        if len(row.cells) == 1 or self.placer.is_footnote(row):
            return
        unknown = sorted(row.cells.keys() - self.layout.known - self.said)
        unknown = [at for at in unknown if not self.placer.is_part(row, at)]
        self.said.update(unknown)
        for column in self.layout.header.columns:
            if column.at in unknown and column.words:
                words = tr(
                    "不认识的列“{words}”，里面有数据{hint}",
                    words=column.words,
                    hint=advice_for_column(column.words),
                )
                yield Problem(self.layout.place_of(column), words)
        for at in unknown:
            if not self.layout.is_headed(at):
                words = tr(
                    "“{text_of}”所在的列没有列名；若是数里的千分位逗号把一格变成了两格，请给那个数加引号",
                    text_of=text_of(row.cells[at]),
                )
                yield Problem(self.layout.grid.locate(row.number, at), words)
