"""The pictures of a report on many regions: how the values of the rows lie that most of them miss, how each region's rows stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import STATUS_BADGES
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.names import shown_name
from healthplan_cli.model import Indicator
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.panel.summary import PanelYear, RegionYear, RowYear
from healthplan_cli.report.document import Chart, ChartKind, Series
from healthplan_cli.report.documents.panelwords import FEW, SHOWN, part_name
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.comparison.cell import cell_of

_LEAST = 4  # regions with a value, of which quartiles say something


def panel_charts(report: PanelReport, year: PanelYear) -> Iterator[Chart]:
    """Yield the pictures of a year: how the values of the rows lie that are missed most, then the worst regions' rows by status."""
    rows = {row.id: row for row in report.rows}
    for missed in year.most_missed[:FEW]:
        found = [item for (id, _), item in year.rows.items() if id == missed.id and _known(item) >= _LEAST]
        if found:
            yield _spread(report, rows[missed.id], found)
    if len(year.regions) > 1:
        yield _statuses(year)


def _statuses(year: PanelYear) -> Chart:
    """Return how many rows of each of the worst regions have each status."""
    worst: Sequence[RegionYear] = year.worst[:SHOWN]
    series = tuple(
        Series(badge.words, numbers, badge.tone)
        for status, badge in STATUS_BADGES.items()
        if any(numbers := tuple(Fraction(item.counts[status]) for item in worst))
    )
    title = tr("各地区的判断")
    if len(worst) < len(year.regions):
        title = tr("各地区的判断（需要关注的 {count} 个地区）", count=len(worst))
    return Chart(ChartKind.PARTS, title, tuple(item.region for item in worst), series, tr("项"))


def _spread(report: PanelReport, row: Indicator, items: Sequence[RowYear]) -> Chart:
    """Return how the values of a row lie, or of its components, on a scale of its own."""
    words = tr("最小"), tr("下四分位"), tr("中位"), tr("上四分位"), tr("最大")
    points = [item.spread.points if item.spread else () for item in items]
    series = [Series(name, tuple(each[at] for each in points)) for at, name in enumerate(words)]
    goals = tuple(_goal(report, row, item) for item in items)
    if any(goal is not None for goal in goals):
        series.append(Series(tr("目标"), goals))
    unit = unit_words(items[0].unit)
    name = tr("{name}（{unit}）", name=shown_name(row), unit=unit) if unit else shown_name(row)
    title = tr("{name}：各地区的数值", name=name)
    return Chart(ChartKind.SPREADS, title, tuple(_named(row, item) for item in items), tuple(series), unit)


def _named(row: Indicator, item: RowYear) -> str:
    count = tr("{count} 个地区", count=_known(item))
    if item.component is None:
        return count
    return tr("{name}（{count}）", name=part_name(row, item.component), count=count)


def _known(item: RowYear) -> int:
    """Return how many regions have a value."""
    return item.spread.count if item.spread else 0


def _goal(report: PanelReport, row: Indicator, item: RowYear) -> Fraction | None:
    """Return the number that all regions have to reach; None where they have targets of their own, or it isn't one number."""
    component = next((part for part in row.components if part.id == item.component), None)
    part = IndicatorPart(row, component)
    if (item.component is not None and component is None) or part.target is None:
        return None
    if list(item.targets) != [part.target.text]:
        return None
    found = cell_of(report.plan, part, item.unit)
    return None if found.derived or found.bound is None else found.bound[1]
