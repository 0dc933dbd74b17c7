"""The years of a plan as line charts in a workbook: each row's values with its target, from the numbers of its table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.names import shown_name
from healthplan_cli.report.document import Chart, ChartKind, Heading, Part, Series, Table
from healthplan_cli.report.documents.glance import shown_rows
from healthplan_cli.report.formula import CellRef, Formula, applied
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.trend import TrendRow as Trend
from healthplan_cli.views.trend import Trends

_FEW = 2  # with fewer numbers there is no line


def anchored(table: Table, view: Trends) -> Table:
    """Return the table of a plan's years with an anchor at each row, for formulas to refer to."""
    rows = zip(table.rows, shown_rows(view), strict=True)
    return replace(table, rows=tuple(replace(row, anchor=_anchor(trend)) for row, trend in rows))


def line_charts(view: Trends) -> Part | None:
    """Return a chart for each row with numbers of several years; None where there is none."""
    charts = tuple(_charts(view))
    return Part(tr("走势图"), (Heading(tr("各项指标的走势")), *charts)) if charts else None


def _anchor(row: Trend) -> str:
    part = row.part.component
    return row.part.indicator.id + (f"/{part.id}" if part else "")


def _charts(view: Trends) -> Iterator[Chart]:
    """Yield the charts; a year's number refers to the table's cell where that is a number."""
    years = tuple(view.years)
    for row in shown_rows(view):
        if row.split or len(row.points) < _FEW:
            continue
        numbers = tuple(row.points.get(year) for year in years)
        formulas = tuple(
            _linked(number, CellRef(str(year), _anchor(row)))
            for number, year in zip(numbers, years, strict=True)
        )
        series = [Series(tr("实际值"), numbers, formulas=formulas)]
        goal = row.need.goal if row.need else None
        if goal is not None:
            between = (None,) * (len(years) - 2)
            series.append(Series(tr("目标"), (goal, *between, goal)))
        indicator, unit = row.part.indicator, row.part.indicator.measure or row.part.indicator.unit or ""
        name = shown_name(indicator) + (f"·{shown_name(row.part.component)}" if row.part.component else "")
        title = (
            tr("{no}. {name}（{unit}）", no=indicator.no, name=name, unit=unit_words(unit))
            if unit
            else tr("{no}. {name}", no=indicator.no, name=name)
        )
        yield Chart(ChartKind.LINES, title, tuple(map(str, years)), tuple(series), unit_words(unit))


def _linked(number: Fraction | None, cell: CellRef) -> Formula | None:
    return None if number is None else applied("IF", applied("ISNUMBER", cell), cell, applied("NA"))
