"""The years of a plan on one page: baseline, each year with its verdict, target, a small line; and the charts of the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import Badge, badge_of
from healthplan_cli.language.names import shown_category, shown_name
from healthplan_cli.model import Reason, Result
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.charts.drawing import Path
from healthplan_cli.report.charts.paths import part_of, path_of
from healthplan_cli.report.document import Chart, ChartKind, Picture, Pictures, Row, Series, Table
from healthplan_cli.report.words.titles import cited
from healthplan_cli.report.words.trends import goal_words
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.trend import TrendRow as Trend
from healthplan_cli.views.trend import Trends

MANY = 9  # years that stand beside each other on an upright page
_FEW = 3  # rows that a chart of one unit has at least


def glance_title(view: Trends) -> str:
    """Return the title of the page of a plan's years."""
    count = len(glance_years(view)) - 1
    words = tr("一页看五年") if count == 5 else tr("一页看 {count} 年", count=count)
    return tr("{title}{words}", title=cited(view.plan.title), words=words)


def glance_years(view: Trends) -> list[int]:
    """Return the years of the page, the baseline's first; of a long plan only up to the last year with data."""
    years = list(view.years)
    return years if len(years) <= MANY else [year for year in years if year <= view.conventions.year]


def glance_table(view: Trends, cell: Callable[[Trend, int], Cell], line: Callable[[Trend], str]) -> Table:
    """Return a row for each indicator and component with data: `cell` gives the cell of a year, `line` the line in text."""
    start, *others = glance_years(view)
    columns = (
        Column("category", tr("类别"), 10, merged=True),
        Column("no", tr("序号"), 5, Align.RIGHT),
        Column("name", tr("指标（单位）"), 35, Align.LEFT),
        Column("baseline", tr("{year} 年基期", year=start), 10, numeric=True),
        *(Column(str(year), str(year), 10, numeric=True) for year in others),
        Column("target", tr("{year} 年目标", year=view.plan.period.end), 13, Align.LEFT),
        Column("spark", tr("走势"), 17, Align.LEFT),
    )
    rows = tuple(_row(row, view, [cell(row, year) for year in others], line(row)) for row in shown_rows(view))
    return Table(columns, rows, drawn=True)


def shown_rows(view: Trends) -> list[Trend]:
    """Return the rows that have data."""
    return [row for row in view.rows if row.has_data]


def _row(row: Trend, view: Trends, years: Sequence[Cell], line: str) -> Row:
    indicator, component = row.part.indicator, row.part.component
    start = view.years[0]
    baseline = row.latest.baseline
    text = "" if baseline is None or row.split else baseline.text
    other = (
        (tr("（{year} 年）", year=baseline.year),)
        if baseline and baseline.year != start and str(baseline.year) not in text
        else ()
    )
    name = f"· {shown_name(component)}" if component else shown_name(indicator)
    category = shown_category(indicator.category) or ""
    unit = "" if component else indicator.measure or indicator.unit or ""
    badge, path = latest_badge(row), path_of_row(row, view)
    cells = (
        Cell(category),
        Cell("" if component else indicator.no),
        Cell(tr("{name}（{unit}）", name=name, unit=unit_words(unit)) if unit else name),
        Cell(text, below=other if text else ()),
        *years,
        Cell(goal_words(row, view.plan.period.end)),
        Cell(line, None, badge.tone if badge and path else None, spark=path),
    )
    return Row(cells, category, component is not None, unit)


def latest_badge(row: Trend) -> Badge | None:
    """Return the class of a row in the last year in which it could be judged; None without one."""
    judged = [item.result for item in row.years if item.result is not None and is_judged(item.result)]
    return badge_of(judged[-1]) if judged else None


def is_judged(result: Result) -> bool:
    """Return whether a year's result is more than a missing target or missing data."""
    return result.reason not in (Reason.NO_TARGET, Reason.NO_DATA)


def path_of_row(row: Trend, view: Trends) -> Path | None:
    """Return the path of a row; None where no line can be drawn: for a single number, for components, for amounts that add up."""
    if row.trace is None:
        return None
    component = row.part.component.id if row.part.component else None
    found = path_of(view, row.latest, row.trace, part_of(row.part.indicator, row.latest, component))
    return found if found is not None and any(point.kind == "value" for point in found.points) else None


# ── charts ──


def pictures(view: Trends) -> Pictures | None:
    """Return the paths of the rows side by side; None without any."""
    found = []
    for row in shown_rows(view):
        path, badge = path_of_row(row, view), latest_badge(row)
        if path is not None:
            said = f"{badge.sign} {badge.words}" if badge else ""
            found.append(Picture(path, badge.tone if badge else None, said))
    return Pictures(tr("各项指标的走势"), tuple(found)) if found else None


def spans(view: Trends) -> Iterator[Chart]:
    """Yield a chart for each unit that several rows have: baseline, latest value and target."""
    by_unit: dict[str, list[tuple[Trend, Fraction, int, Fraction, Fraction]]] = defaultdict(list)
    for row in shown_rows(view):
        ends = _ends(row)
        if ends is not None:
            by_unit[row.part.indicator.measure or row.part.indicator.unit or ""].append((row, *ends))
    for unit, found in by_unit.items():
        if len(found) < _FEW:
            continue
        names, tones = [], []
        for row, _, year, _, _ in found:
            badge = latest_badge(row)
            tones.append(badge.tone if badge else None)
            names.append(_named(row, badge, year, view.conventions.year))
        yield Chart(
            ChartKind.SPANS,
            tr("从基期到目标走到哪里（{unit}）", unit=unit_words(unit))
            if unit
            else tr("从基期到目标走到哪里"),
            tuple(names),
            (
                Series(tr("基期"), tuple(item[1] for item in found)),
                Series(tr("最近的实际值"), tuple(item[3] for item in found), None, tuple(tones)),
                Series(tr("目标"), tuple(item[4] for item in found)),
            ),
            unit,
        )


def _named(row: Trend, badge: Badge | None, year: int, last: int) -> str:
    component, name = row.part.component, shown_name(row.part.indicator)
    words = f"{name}·{shown_name(component)}" if component else name
    words = tr("{name}（{year} 年）", name=words, year=year) if year != last else words
    return f"{badge.sign} {words}" if badge else words


def _ends(row: Trend) -> tuple[Fraction, int, Fraction, Fraction] | None:
    """Return the baseline, the latest value's year and number, and the target; None where one of them isn't a single number."""
    goal = row.need.goal if row.need else None
    start = row.start.value if row.start else None
    if goal is None or start is None or row.split or not row.measurable:
        return None
    year = max(row.points, default=0)
    if not year or year == row.start_year:
        return None
    return start, year, row.points[year], goal
