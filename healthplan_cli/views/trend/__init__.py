"""Every year of every indicator: values, statuses, the change so far and still needed, a straight line. Pure.

No new verdict is made: each year's status is what `evaluate` says of that year, and the line decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.evaluate import Trace, evaluate, evaluate_traced
from healthplan_cli.evaluation.part import IndicatorPart, judged_components, open_rule
from healthplan_cli.evaluation.review import mode_of
from healthplan_cli.model import Actuals, Conventions, Indicator, InputFile, Plan, Result
from healthplan_cli.views.trend.course import AverageChange, Course, Turn, Year, change_of, course_of
from healthplan_cli.views.trend.line import TrendLine, line_to
from healthplan_cli.views.trend.needs import Lacking, Need, NeedLack, need_of, unfounded
from healthplan_cli.views.trend.row import TrendRow

_Traces = Mapping[tuple[str, str | None], Trace]


@record(frozen=True, slots=True)
class Trends:
    """A plan's rows over the years, and the conventions used; `conventions.year` is the last year whose data count."""

    plan: Plan
    conventions: Conventions
    rows: tuple[TrendRow, ...]
    inputs: tuple[InputFile, ...] = ()
    illustrative: bool = False

    @property
    def years(self) -> range:
        """The years shown: from the baseline year to the plan's end, or to the last year with data that count if that is later."""
        period = self.plan.period
        return range(period.baseline, max(period.end, self.conventions.year) + 1)


def trend(
    plan: Plan,
    actuals: Actuals,
    conventions: Conventions,
    inputs: tuple[InputFile, ...] = (),
    chosen: Collection[str] | None = None,
) -> Trends:
    """Return the trends of every row of the plan (`chosen`: of the indicators with these ids), an indicator before its components."""
    dated = _dated(actuals, plan, conventions.year)
    start, last = plan.period.baseline, conventions.year
    each: dict[int, tuple[Result, ...]] = {}
    for year in range(start + 1, last + 1):
        of_year = replace(conventions, year=year, mode=mode_of(year, plan.period))
        each[year] = evaluate(plan, dated, of_year).results
    latest, traces = evaluate_traced(plan, dated, replace(conventions, carry=last - start))
    rows: list[TrendRow] = []
    for place, indicator in enumerate(plan.indicators):
        if chosen is None or indicator.id in chosen:
            by_year = {year: results[place] for year, results in each.items()}
            rows += _rows(indicator.in_force(last), latest.results[place], by_year, traces)
    return Trends(plan, conventions, tuple(rows), inputs, actuals.illustrative)


def _dated(actuals: Actuals, plan: Plan, year: int) -> Actuals:
    """Return the data with `year` as the year of each value without one, so that it isn't taken for every year's.

    Likewise for a supplied number that a target is compared with: it is that year's, not the other years'.
    """
    values = tuple(replace(item, year=item.year or year) for item in actuals.values)
    targets = tuple(
        replace(item, target=replace(item.target, due=item.target.due or year))
        if _is_compared(plan.find(item.indicator), item.component)
        else item
        for item in actuals.targets
    )
    return replace(actuals, values=values, targets=targets)


def _is_compared(row: Indicator, component: str | None) -> bool:
    """Return whether a number supplied for a row is one that its target is compared with, not the target itself."""
    own = next((part for part in row.components if part.id == component), None)
    rules = [open_rule(version, own) for version in row.versions]
    return any(rule is not None and rule.to for rule in rules)


def _rows(
    indicator: Indicator, latest: Result, by_year: Mapping[int, Result], traces: _Traces
) -> Iterator[TrendRow]:
    """Yield the trend of an indicator, then of each component that it is judged by."""
    whole = tuple(Year(year, result) for year, result in by_year.items())
    part = IndicatorPart(indicator)
    if not latest.components:
        yield _row(part, latest, whole, traces[indicator.id, None])
        return
    yield TrendRow(part, latest, whole, course_of(whole))
    components = judged_components(indicator)
    for result in latest.components:
        years = tuple(Year(year, _of(whole_result, result.id)) for year, whole_result in by_year.items())
        part = IndicatorPart(indicator, components[result.id])
        yield _row(part, result, years, traces[indicator.id, result.id])


def _of(whole: Result, component: str) -> Result | None:
    """Return a component's result of a year; the indicator's own where it wasn't judged by components in that year."""
    if not whole.components:
        return whole
    return next((part for part in whole.components if part.id == component), None)


def _row(part: IndicatorPart, latest: Result, years: Sequence[Year], trace: Trace) -> TrendRow:
    known = {year: actual for year, actual in trace.known.items() if not years or year <= years[-1].year}
    seen = Trace(trace.rule, trace.case, known=known)  # what its path is drawn from
    row = TrendRow(part, latest, tuple(years), course_of(years), seen)
    line, without = None, None
    try:
        if trace.case is None:
            raise Lacking(unfounded(latest))
        line = line_to(row.points, trace.rule, trace.case, part.indicator)
    except Lacking as error:
        without = error.lack
    return replace(
        row,
        change=change_of(row.points) if row.measurable else None,
        need=need_of(trace.rule, trace.case, latest),
        line=line,
        without_line=without,
    )


__all__ = [
    "AverageChange",
    "Course",
    "Need",
    "NeedLack",
    "TrendLine",
    "TrendRow",
    "Trends",
    "Turn",
    "Year",
    "trend",
]
