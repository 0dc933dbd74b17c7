"""Trends and slowing as equations."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case, judge, way
from healthplan_cli.explanation.changing import against
from healthplan_cli.explanation.holding import compared
from healthplan_cli.explanation.terms import ProofTerms
from healthplan_cli.kinds.amounts import base_of, known_points
from healthplan_cli.model import Direction, Interval, Outcome, Relation, Slowing, Trend


def trend_lines(rule: Trend, case: Case, terms: ProofTerms) -> Iterator[str]:
    """No year worse than the one before; at the end better than at the start."""
    direction = way(rule.direction, case.better)
    start, base = base_of(rule.since, case)
    if direction is None:
        return
    upward = direction is Direction.UP
    if rule.every_year:
        for (one, before), (two, after) in pairwise(known_points(rule.since, case)):
            relation = Relation.GE if upward else Relation.LE
            yield tr(
                "{one}→{two}：{against}", one=one, two=two, against=against(after, before, relation, terms)
            )
    if base is not None and (not rule.every_year or case.year >= case.due):
        line = against(case.value, base, Relation.GT if upward else Relation.LT, terms)
        yield (
            tr(
                "{start}→{data_year}，期末须比基期好：{line}",
                start=start,
                data_year=case.data_year,
                line=line,
            )
            if rule.every_year
            else tr("方向：{line}", line=line)
        )
    if rule.degree is not None and judge(rule, case).outcome is Outcome.UNKNOWN:
        yield tr("“{degree}”须达多少，原文没有写", degree=rule.degree)


def slowing_lines(rule: Slowing, case: Case, terms: ProofTerms) -> Iterator[str]:
    """The mean yearly change since the baseline, against none or against that before it."""
    if case.baseline is None:
        return
    now, words = _mean(case.baseline, case.value, case.data_year - case.baseline_year, terms)
    if rule.halted:
        years = tr(
            "{baseline_year}→{data_year} 年均", baseline_year=case.baseline_year, data_year=case.data_year
        )
        yield tr(
            "{years}：{compared}",
            years=years,
            compared=compared(now, Relation.LE, Fraction(0), terms, left=words),
        )
        return
    before = {year: values for year, values in case.history.items() if year < case.baseline_year}
    if not before:
        return
    first = min(before)
    then, earlier = _mean(before[first], case.baseline, case.baseline_year - first, terms)
    terms = terms.telling(now.low, now.high, then.low, then.high)
    yield tr(
        "以前，{first}→{baseline_year} 年均：{earlier} = {span}",
        first=first,
        baseline_year=case.baseline_year,
        earlier=earlier,
        span=terms.span(then),
    )
    yield tr(
        "现在，{baseline_year}→{data_year} 年均：{words} = {span}",
        baseline_year=case.baseline_year,
        data_year=case.data_year,
        words=words,
        span=terms.span(now),
    )
    yield against(now, then, Relation.LT, terms)


def _mean(before: Interval, after: Interval, years: int, terms: ProofTerms) -> tuple[Interval, str]:
    """The mean yearly change, and how it is worked out."""
    made = after.minus(before).scaled(Fraction(1, years))
    ends = [
        terms.span(values) if values.value is not None else f"({terms.span(values)})"
        for values in (after, before)
    ]
    return made, f"({' − '.join(ends)}) ÷ {years}"
