"""Every comparison that the verdict was reached by, as equations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from healthplan_cli.judge import Case, accepted, has_two_ends, judge
from healthplan_cli.judge.changes import known_points
from healthplan_cli.model import (
    AnnualChange,
    Approx,
    Better,
    Change,
    Compare,
    Each,
    EveryYear,
    External,
    Grade,
    Interval,
    Multiple,
    NoTarget,
    Proportional,
    Range,
    Ratio,
    Reach,
    Relation,
    Rule,
    Slowing,
    Stable,
    Trend,
)
from healthplan_cli.proof.changing import annual_lines, change_lines, multiple_lines, proportional_lines
from healthplan_cli.proof.coursing import slowing_lines, trend_lines
from healthplan_cli.proof.holding import answer, held
from healthplan_cli.proof.matter import Matter
from healthplan_cli.proof.step import Step
from healthplan_cli.proof.terms import Terms, percent
from healthplan_cli.record import replace
from healthplan_cli.speech import tr


def comparison_step(matter: Matter) -> Step:
    """The target held against the value; nothing where no comparison was made."""
    case, rule = matter.trace.case, matter.trace.rule
    lines = () if case is None else tuple(comparisons(rule, case, matter.terms))
    return Step("comparison", tr("比较"), lines)


def comparisons(rule: Rule, case: Case, terms: Terms) -> Iterator[str]:
    """The comparisons of a rule, one a line."""
    match rule:
        case Compare() | Reach() | Approx() | Range() | Grade() | Ratio():
            yield from _set_out(rule, case, terms)
            yield _level(rule, case, case.value, terms)
        case EveryYear(level):
            yield from _set_out(level, case, terms)
            yield from _every_year(level, case, terms)
        case AnnualChange():
            yield from annual_lines(rule, case, terms)
        case Change():
            yield from change_lines(rule, case, terms)
        case Multiple():
            yield from multiple_lines(rule, case, terms)
        case Proportional():
            yield from proportional_lines(case, terms)
        case Trend():
            yield from trend_lines(rule, case, terms)
        case Slowing():
            yield from slowing_lines(rule, case, terms)
        case Stable():
            yield from _stable(case, terms)
        case External() | NoTarget() | Each():
            return
        case _:
            assert_never(rule)


def _level(
    rule: Compare | Reach | Approx | Range | Grade | Ratio, case: Case, values: Interval, terms: Terms
) -> str:
    return held(values, accepted(rule, case), terms)


def _set_out(
    rule: Compare | Reach | Approx | Range | Grade | Ratio, case: Case, terms: Terms
) -> Iterator[str]:
    """What is accepted, where the words alone don't say it."""
    limits = accepted(rule, case)
    if isinstance(rule, Approx):
        number = accepted(Compare(Relation.EQ, rule.quantity), case).low
        assert number is not None
        slack = abs(number) * case.tolerance
        ends = terms.span(Interval(number - slack, number + slack))
        better = (
            "" if case.better is Better.NEITHER else tr("，好于它的也算，即 {span}", span=terms.span(limits))
        )
        yield tr(
            "{bare} 的上下 {percent} 是 {ends}{better}",
            bare=terms.bare(number),
            percent=percent(case.tolerance),
            ends=ends,
            better=better,
        )
    elif has_two_ends(rule, case):
        yield tr("两头都算，即 {span}", span=terms.span(limits))
    elif isinstance(rule, Range):
        yield tr("到较近的一端就够，即 {span}", span=terms.span(limits))


def _every_year(level: Compare | Reach | Approx | Range, case: Case, terms: Terms) -> Iterator[str]:
    for year in range(case.start, case.last + 1):
        values = case.series.get(year)
        yield tr(
            "{year} 年：{words}",
            year=year,
            words=_level(level, case, values, terms) if values else tr("没有数据，说不清"),
        )


def _stable(case: Case, terms: Terms) -> Iterator[str]:
    if case.baseline is None:
        return
    needed = judge(Stable(), case).needed
    ends = terms.span(case.baseline)
    if case.baseline.low is None or case.baseline.high is None:
        yield tr("仍须在 {ends} 这一段里，或更好", ends=ends)
    else:
        limit = tr("，即 {span}", span=terms.span(needed)) if needed else ""
        yield tr("允许比 {ends} 差 {percent}{limit}", ends=ends, percent=percent(case.tolerance), limit=limit)
    for year, values in known_points(None, case)[1:]:
        if needed is not None:
            yield tr("{year} 年：{held}", year=year, held=held(values, needed, terms))
        else:
            verdict = judge(Stable(), replace(case, series={year: values}, data_year=year))
            yield tr(
                "{year} 年：{span} 不比基期差？{answer}",
                year=year,
                span=terms.span(values),
                answer=answer(verdict, values),
            )
