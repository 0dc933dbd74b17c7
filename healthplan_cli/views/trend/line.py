"""A straight line through a row's values, and its value in the due year: shown, never used for a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.judge import Case, judge
from healthplan_cli.model import Compare, Indicator, Interval, Outcome, Quantity, Relation, Rule
from healthplan_cli.sources.plans.fits import possible
from healthplan_cli.views.trend.needs import Lacking, NeedLack

_MEETS = {Outcome.MET: True, Outcome.MISSED: False, Outcome.UNKNOWN: None}


@record(frozen=True, slots=True)
class TrendLine:
    """The least-squares line over `years`: its slope per year and its value in the due year, neither rounded nor
    capped.
    `meets`: whether that value would meet the target (None: unknown). `possible`: whether the indicator can have that
    value.
    """

    years: tuple[int, ...]
    slope: Fraction
    due: int
    value: Fraction
    meets: bool | None
    possible: bool


def line_to(points: Mapping[int, Fraction], rule: Rule, case: Case, indicator: Indicator) -> TrendLine:
    """Return the line from a case's points to its due year. Raise Lacking, with the reason, where there is none."""
    if case.data_year >= case.due:
        raise Lacking(NeedLack.DUE)
    if rule.on_ladder:
        raise Lacking(NeedLack.GRADE)
    if rule.is_total or (rule.may_be_total and not case.cumulative):
        raise Lacking(NeedLack.CUMULATIVE)
    if len(points) < 2:
        raise Lacking(NeedLack.FEW_POINTS)
    slope, middle, level = least_squares(points)

    def at(year: int) -> Fraction:
        return level + slope * (year - middle)

    years = range(case.data_year + 1, case.due) if rule.is_every_year else ()
    supposed = {year: Interval.point(at(year)) for year in (*years, case.due)}
    ended = replace(
        case,
        year=case.due,
        data_year=case.due,
        series={**case.series, **supposed},
        reference=(case.reference[0], None),
    )
    end = at(case.due)
    exactly = Compare(Relation.EQ, Quantity(end, indicator.measure))
    return TrendLine(
        tuple(points),
        slope,
        case.due,
        end,
        _MEETS[judge(rule, ended).outcome],
        case.cumulative or possible(exactly, indicator),
    )


def least_squares(points: Mapping[int, Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """Return the slope of the least-squares line, and a point on it: the mean of the years, the mean of the values."""
    count = len(points)
    middle = Fraction(sum(points), count)
    level = sum(points.values(), Fraction(0)) / count
    spread = sum(((year - middle) ** 2 for year in points), Fraction(0))
    slope = sum(((year - middle) * (value - level) for year, value in points.items()), Fraction(0)) / spread
    return slope, middle, level
