"""Rates reported as a count: how much of them is chance, and the status with one event more or fewer (docs/semantics.md, section 10)."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.progress import Pace, assess
from healthplan_cli.model import (
    Actual,
    ConfidenceInterval,
    Indicator,
    Interval,
    Nature,
    Note,
    Relation,
    Result,
    Rule,
    Status,
    Target,
)


def interval_of(
    actual: Actual | None, indicator: Indicator, target: Target | None
) -> ConfidenceInterval | None:
    """Return the interval of a value reported as a count and a population.

    None for other values, and where everything there is was counted, so that nothing is left to chance.
    """
    if actual is None or actual.reading.rate is None or _are_all_counted(indicator, target):
        return None
    from healthplan_cli.evaluation.confidence_interval import exact_interval

    return exact_interval(actual.reading.rate, indicator.measure)


def _are_all_counted(indicator: Indicator, target: Target | None) -> bool:
    """Return whether everything there is was counted (每个乡镇卫生院建成1个, 60%以上的县), so that chance plays no part."""
    rule = target.rule if target else None
    if rule is not None and rule.counts_all:
        return True
    promised = indicator.nature is Nature.COMMITMENT
    return promised and rule is not None and rule.is_comparison and rule.relation is Relation.EQ


def with_neighbours(
    result: Result, interval: ConfidenceInterval, rule: Rule, case: Case, pace: Pace
) -> Result:
    """Return the result with the status that one event fewer or more would have given, where it is another; its own status stays."""
    assert result.actual is not None
    rate = result.actual.reading.rate
    assert rate is not None

    def given(events: Fraction) -> Status | None:
        value = Interval.point(events * rate.each)
        other = assess(rule, replace(case, series={**case.series, case.data_year: value}), pace).status
        return other if other is not result.status else None

    fewer = given(rate.count - 1) if rate.count else None
    more = given(rate.count + 1) if rate.count != rate.population else None
    noted = (*result.noted, Note.ONE_EVENT) if fewer or more else result.noted
    return replace(result, confidence_interval=replace(interval, fewer=fewer, more=more), noted=noted)
