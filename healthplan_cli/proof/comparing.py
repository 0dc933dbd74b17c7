"""Every comparison that the verdict was reached by, as equations."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from healthplan_cli.judge import Case, accepted, has_two_ends, judge, totals
from healthplan_cli.judge.changes import known_points
from healthplan_cli.judge.opposing import as_worded, turned
from healthplan_cli.judge.totals import may_be_level, total_of
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
    Total,
    Trend,
    opposed,
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
    """The comparisons of a rule, one a line; both readings of words that point the wrong way."""
    if opposed(rule, case.better):
        for said, one, way in ((tr("照字面"), rule, as_worded(case)), (tr("照好的方向"), turned(rule), case)):
            for line in comparisons(one, way, terms) if one is not None else ():
                yield tr("{said}：{line}", said=said, line=line)
        return
    match rule:
        case Compare() | Reach() | Approx() | Range() | Grade() | Ratio():
            yield from _set_out(rule, case, terms)
            yield _level(rule, case, case.value, terms)
        case EveryYear(level, mean):
            yield from _set_out(level, case, terms)
            yield from (_mean if mean else _every_year)(level, case, terms)
        case Total():
            yield from _total(rule, case, terms)
        case AnnualChange():
            yield from annual_lines(rule, case, terms)
        case Change():
            yield from _change(rule, case, terms)
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


def _mean(level: Compare | Reach | Approx | Range, case: Case, terms: Terms) -> Iterator[str]:
    """The mean of the years so far."""
    years = range(case.start, min(case.data_year, case.due) + 1)
    missing = [year for year in years if year not in case.series]
    if missing:
        yield tr("没有 {years} 年的数据，平均无从算起", years=tr("、").join(map(str, missing)))
        return
    whole = Interval.point(Fraction(0))
    for year in years:
        whole = whole.plus(case.series[year])
    mean = whole.scaled(Fraction(1, len(years)))
    parts = " + ".join(terms.span(case.series[year]) for year in years)
    yield tr("平均：({parts}) ÷ {count} = {mean}", parts=parts, count=len(years), mean=terms.span(mean))
    yield _level(level, case, mean, terms)


def _total(rule: Total, case: Case, terms: Terms) -> Iterator[str]:
    """The total so far, each way that the values may be taken."""
    ways = totals(rule, case)
    for way in ways:
        held_ = _level(rule.rule, way.case, way.case.value, terms)
        if way.added or way.missing:
            sign = " + " if rule.rate is None else tr("、")
            parts = sign.join(terms.span(case.series[year]) for year in way.added)
            lacking = tr("（没有 {years} 年的数据）", years=tr("、").join(map(str, way.missing)))
            lacking = lacking if way.missing else ""
            if rule.rate is None:
                said = tr("各年合计 {parts}{lacking}", parts=parts, lacking=lacking)
            else:
                said = tr("各年的变化 {parts} 连乘{lacking}", parts=parts, lacking=lacking)
        else:
            said = tr("累计数")
        yield tr("{said}：{held}", said=said, held=held_)
    if len(ways) > 1:
        yield tr("数据没有说是当年的数还是累计数，两种都算")


def _change(rule: Change, case: Case, terms: Terms) -> Iterator[str]:
    """A change; of new ones that may not be how many there are, each way to take them."""
    if may_be_level(rule, case):
        yield from change_lines(rule, case, terms)
        return
    if case.data_year not in case.yearly | case.running:
        for line in change_lines(rule, case, terms):
            yield tr("{said}：{line}", said=tr("与基期比"), line=line)
    yield from _total(total_of(rule, case.better), case, terms)


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
