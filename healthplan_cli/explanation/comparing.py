"""Every comparison that the verdict was reached by, as equations."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case, amount, as_worded, judge
from healthplan_cli.explanation.changing import annual_lines, change_lines, multiple_lines, proportional_lines
from healthplan_cli.explanation.coursing import slowing_lines, trend_lines
from healthplan_cli.explanation.holding import answer, held
from healthplan_cli.explanation.matter import Matter
from healthplan_cli.explanation.step import ProofStep
from healthplan_cli.explanation.terms import ProofTerms, percent
from healthplan_cli.kinds.amounts import known_points
from healthplan_cli.kinds.change import as_level
from healthplan_cli.kinds.every_year import mean_so_far, mean_years
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
    Level,
    Multiple,
    NoTarget,
    Proportional,
    Range,
    Ratio,
    Reach,
    Rule,
    Slowing,
    Stable,
    Total,
    Trend,
)


def comparison_step(matter: Matter) -> ProofStep:
    """The target held against the value; nothing where no comparison was made."""
    case, rule = matter.trace.case, matter.trace.rule
    lines = () if case is None else tuple(comparisons(rule, case, matter.terms))
    return ProofStep("comparison", tr("比较"), lines)


def comparisons(rule: Rule, case: Case, terms: ProofTerms) -> Iterator[str]:
    """The comparisons of a rule, one a line; both readings of words that point the wrong way."""
    if rule.opposed(case.better):
        for said, one, way in (
            (tr("照字面"), rule, as_worded(case)),
            (tr("照好的方向"), rule.turned(), case),
        ):
            for line in comparisons(one, way, terms) if one is not None else ():
                yield tr("{said}：{line}", said=said, line=line)
        return
    yield from _LINES[type(rule)](rule, case, terms)


def _plain(rule: Level, case: Case, terms: ProofTerms) -> Iterator[str]:
    yield from _set_out(rule, case, terms)
    yield _level(rule, case, case.value, terms)


def _each_year(rule: EveryYear, case: Case, terms: ProofTerms) -> Iterator[str]:
    yield from _set_out(rule.rule, case, terms)
    yield from (_mean if rule.mean else _every_year)(rule.rule, case, terms)


def _level(rule: Level, case: Case, values: Interval, terms: ProofTerms) -> str:
    return held(values, rule.accepted(case), terms)


def _set_out(rule: Level, case: Case, terms: ProofTerms) -> Iterator[str]:
    """What is accepted, where the words alone don't say it."""
    limits = rule.accepted(case)
    if rule.is_about and rule.quantity is not None:
        number = amount(rule.quantity, case.measure, case.per)
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
    elif rule.has_two_ends(case):
        yield tr("两头都算，即 {span}", span=terms.span(limits))
    elif len(rule.quantities) > 1:
        yield tr("到较近的一端就够，即 {span}", span=terms.span(limits))


def _every_year(level: Level, case: Case, terms: ProofTerms) -> Iterator[str]:
    for year in range(case.start, case.last + 1):
        values = case.series.get(year)
        yield tr(
            "{year} 年：{words}",
            year=year,
            words=_level(level, case, values, terms) if values else tr("没有数据，说不清"),
        )


def _mean(level: Level, case: Case, terms: ProofTerms) -> Iterator[str]:
    """The mean of the years so far."""
    years = mean_years(case)
    missing = [year for year in years if year not in case.series]
    if missing:
        yield tr("没有 {years} 年的数据，平均无从算起", years=tr("、").join(map(str, missing)))
        return
    mean = mean_so_far(case)
    parts = " + ".join(terms.span(case.series[year]) for year in years)
    yield tr("平均：({parts}) ÷ {count} = {mean}", parts=parts, count=len(years), mean=terms.span(mean))
    yield _level(level, case, mean, terms)


def _total(rule: Total, case: Case, terms: ProofTerms) -> Iterator[str]:
    """The total so far, each way that the values may be taken."""
    ways = rule.ways(case)
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


def _change(rule: Change, case: Case, terms: ProofTerms) -> Iterator[str]:
    """A change; of new ones that may not be how many there are, each way to take them."""
    if not rule.counts_new_ones(case):
        yield from change_lines(rule, case, terms)
        return
    if case.data_year not in case.yearly | case.running:
        for line in change_lines(rule, case, terms):
            yield tr("{said}：{line}", said=tr("与基期比"), line=line)
    yield from _total(Total(as_level(rule.by, rule.bound, case.better)), case, terms)


def _stable(rule: Stable, case: Case, terms: ProofTerms) -> Iterator[str]:
    if case.baseline is None:
        return
    needed = judge(rule, case).needed
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
            verdict = judge(rule, replace(case, series={year: values}, data_year=year))
            yield tr(
                "{year} 年：{span} 不比基期差？{answer}",
                year=year,
                span=terms.span(values),
                answer=answer(verdict, values),
            )


def _nothing(rule: Rule, case: Case, terms: ProofTerms) -> Iterator[str]:
    """There is nothing to compare, or its parts are."""
    return iter(())


_LINES: dict[type[Rule], Callable[..., Iterator[str]]] = {
    **dict.fromkeys((Compare, Reach, Approx, Range, Grade, Ratio), _plain),
    **dict.fromkeys((External, NoTarget, Each), _nothing),
    EveryYear: _each_year,
    Total: _total,
    AnnualChange: annual_lines,
    Change: _change,
    Multiple: multiple_lines,
    Proportional: proportional_lines,
    Trend: trend_lines,
    Slowing: slowing_lines,
    Stable: _stable,
}
