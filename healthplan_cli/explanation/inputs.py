"""The numbers that were used, each with its source: the baseline, the value of the year judged, other years that count."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.messages import STATUS_WORDS, done_words
from healthplan_cli.evaluation.part import in_unit
from healthplan_cli.explanation.step import ProofStep
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.terms import ProofTerms, digits
from healthplan_cli.explanation.words import place
from healthplan_cli.kinds.amounts import base_of
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import (
    Actual,
    ConfidenceInterval,
    Interval,
    IntervalMethod,
    Note,
    Rate,
    Reading,
    Status,
)
from healthplan_cli.units.amounts import ends_text


def baseline_step(subject: ExplainedResult) -> ProofStep:
    """Return the step of the baseline: its value, and where it is from."""
    baseline = subject.result.baseline
    values = in_unit(baseline, subject.indicator)
    if baseline is None or values is None:
        printed = subject.printed.baseline
        none = printed is not None and printed.reading.values is None
        return ProofStep(
            "baseline",
            tr("基期"),
            (tr("规划没有写（“{text}”）", text=printed.text),) if printed and none else (),
        )
    origin = tr("规划所印")
    if Note.BASELINE_FROM_DATA in subject.result.noted:
        found = subject.known.get(baseline.year)
        origin = tr(
            "取自数据文件{sourced}{words}",
            sourced=_sourced(baseline.source),
            words=place(found.location) if found else "",
        )
    elif subject.allotted:
        origin = tr("分解下达的（{place}）", place=baseline.source or subject.allotted)
    elif not baseline.printed:
        origin = tr("取自规划正文{sourced}，不在指标表里", sourced=_sourced(baseline.source))
    mark = tr("，初步数") if baseline.reading.provisional else ""
    lines = [
        tr(
            "{year} 年 {shown}，{origin}{mark}",
            year=baseline.year,
            shown=_shown(baseline.reading, values, subject),
            origin=origin,
            mark=mark,
        )
    ]
    other = subject.known.get(baseline.year)
    if Note.BASELINE_DIFFERS in subject.result.noted and other is not None:
        lines.append(
            tr(
                "数据文件里 {year} 年是 {text}{place}，不同，按规划的算",
                year=baseline.year,
                text=other.reading.text,
                place=place(other.location),
            )
        )
    return ProofStep("baseline", tr("基期"), tuple(lines))


def actual_step(subject: ExplainedResult) -> ProofStep:
    """Return the step of the value judged, with its arithmetic and source, and of the other years' values that the rule looks at."""
    return ProofStep("actual", tr("实际"), tuple(_actual(subject)))


def _actual(subject: ExplainedResult) -> Iterator[str]:
    yield from _before(subject)
    actual = subject.result.actual
    if actual is None or actual.reading.values is None:
        return
    reading, values = actual.reading, actual.reading.values
    old = ""
    if actual.year == subject.result.due and subject.year > subject.result.due:
        old = tr("，目标年的值")
    elif actual.year != subject.year:
        old = tr("，沿用（没有 {year} 年的值）", year=subject.year)
    mark = tr("，初步数") if actual.provisional else ""
    mark += tr("，是“{told}”的，不作判定", told=actual.told_by) if actual.told_by else ""
    yield tr(
        "{year} 年 {shown}{old}{mark}{origin}",
        year=actual.year or subject.year,
        shown=_shown(reading, values, subject),
        old=old,
        mark=mark,
        origin=_origin(actual),
    )
    if actual.claimed:
        yield tr("报表自己的说法：{claimed}", claimed=actual.claimed)
    if actual.done:
        yield done_words(actual)
    if actual.evidence:
        yield tr("佐证：{evidence}", evidence=actual.evidence)
    if actual.note:
        yield tr("数据的说明：{note}", note=actual.note)
    if subject.result.confidence_interval is not None and reading.rate is not None:
        yield _chance(subject, subject.result.confidence_interval, reading.rate)
    for other in actual.others:
        if other.told_by:
            told = tr("，是“{told}”的，不作判定", told=other.told_by)
            text = other.reading.text
            yield tr("另有 {text}{told}{place}", text=text, told=told, place=place(other.location))
            continue
        words = other.source or tr("另一个来源")
        yield tr(
            "{words}说的是 {text}{place}，次序在后，不用",
            words=words,
            text=other.reading.text,
            place=place(other.location),
        )


def _sourced(source: str | None) -> str:
    return tr("：{source}", source=source) if source else ""


def _origin(actual: Actual) -> str:
    return f"{_sourced(actual.source) or tr('：没有注明出处')}{place(actual.location)}"


def _shown(reading: Reading, values: Interval, subject: ExplainedResult) -> str:
    """Write a value as it was reported, and its number in the indicator's unit where that isn't evident."""
    terms, rate = subject.terms, reading.rate
    if rate is not None and values.value is not None:
        whole = rate.each * rate.population
        times = f" × {digits(whole)}" if whole != 1 else ""
        made = terms.value(values.value)
        return f"{digits(rate.count)} ÷ {digits(rate.population)}{times} = {made}"
    text = _plain(reading.text)
    if reading.cumulative:
        return tr("“{text}”（累计数）", text=reading.text)
    shown = terms.span(values, unit=True)
    plain = text in (squeeze(shown), terms.span(values)) or _number(text, values)
    return shown if plain else tr("“{text}” = {shown}", text=reading.text, shown=shown)


def _plain(text: str) -> str:
    """Return reported words without white space and marks, with ≥ and ≤ as a proof writes them."""
    return squeeze(text).rstrip("*").replace("≧", "≥").replace("≦", "≤")


def _number(text: str, values: Interval) -> bool:
    """Return whether a text of digits equals the number (78.50 is 78.5)."""
    return text.replace(".", "", 1).isdecimal() and Fraction(text) == values.value


def _chance(subject: ExplainedResult, chance: ConfidenceInterval, rate: Rate) -> str:
    """Write how much of a rate may be chance (it changes no verdict): the interval, and the targets that lie in it."""
    method = tr("泊松") if chance.method is IntervalMethod.POISSON else "Clopper–Pearson "
    ends = ends_text(chance.low, chance.high, subject.result.unit)
    across = "".join(
        tr("，区间跨过目标 {bare}", bare=subject.terms.bare(limit)) for limit in _straddled(subject, chance)
    )
    said = tr(
        "95% 区间 {ends}（{method}精确法）只供参考，不参与判断{across}",
        ends=ends,
        method=method,
        across=across,
    )
    return tr(
        "{digits} 例本身有偶然性：{said}；{one_event}",
        digits=digits(rate.count),
        said=said,
        one_event=_one_event(subject.result.status, chance),
    )


def _straddled(subject: ExplainedResult, chance: ConfidenceInterval) -> Iterator[Fraction]:
    """Yield the limits of a level that lie inside the interval."""
    case, rule = subject.trace.case, subject.trace.rule
    level = rule.level
    limits = level.accepted(case) if case is not None and level.is_number else None
    if limits is None:
        return
    yield from (
        end for end in (limits.low, limits.high) if end is not None and chance.low < end < chance.high
    )


def _one_event(status: Status, chance: ConfidenceInterval) -> str:
    ways = ((tr("少"), chance.fewer), (tr("多"), chance.more))
    changed = [
        tr("{word} 1 例即“{status_words}”", word=word, status_words=STATUS_WORDS[other])
        for word, other in ways
        if other is not None
    ]
    return tr("，").join(changed) or tr("多一例少一例都是“{status_words}”", status_words=STATUS_WORDS[status])


# ── other years ──


def _before(subject: ExplainedResult) -> Iterator[str]:
    """Yield the values of other years and rows that were compared, in the order of their years."""
    case, rule = subject.trace.case, subject.trace.rule
    if case is None:
        return
    if rule.is_tied:
        yield from _reference(subject, case)
    if rule.row is not None:
        yield from _compared(subject, case, rule.row)
    if rule.is_of_year_before and case.data_year - 1 in case.series:
        yield _year(subject, case.data_year - 1, case.series[case.data_year - 1])
    first = min(case.history, default=None) if rule.looks_before else None
    if first is not None:
        yield _year(subject, first, case.history[first])
    years = [year for year in sorted(case.series) if year < case.data_year]
    if not rule.looks_back:
        start, base = base_of(rule.since, case)
        years = [year for year in sorted(case.series) if year >= case.due and year != case.data_year]
        if base is not None and start != case.baseline_year:
            yield _year(subject, start, base)
    sources = {_origin(subject.known[year]) for year in years if year in subject.known}
    if years and len(sources) < 2:
        listed = tr("、").join(
            tr("{year} 年 {span}", year=year, span=subject.terms.span(case.series[year])) for year in years
        )
        yield f"{listed}{''.join(sources)}"
    else:
        yield from (_year(subject, year, case.series[year]) for year in years)


def _reference(subject: ExplainedResult, case: Case) -> Iterator[str]:
    """Yield the two values of the indicator that 同比例 refers to."""
    result = next((one for one in subject.report.rows if one.id == subject.indicator.relative_to), None)
    base, value = case.reference
    if result is None or base is None or value is None:
        return
    terms, actual = ProofTerms(result.unit), result.actual
    origin = _origin(actual) if actual and actual.year == case.data_year else ""
    values = tr(
        "{year} 年 {span}，{data_year} 年 {span2}",
        year=case.baseline_year,
        span=terms.span(base, True),
        data_year=case.data_year,
        span2=terms.span(value, True),
    )
    yield tr(
        "参照第 {no} 项“{name}”：{values}{origin}",
        no=result.no,
        name=result.name,
        values=values,
        origin=origin,
    )


def _compared(subject: ExplainedResult, case: Case, id: str) -> Iterator[str]:
    """Yield the value of the other row with which the target is compared."""
    result, value = next((one for one in subject.report.rows if one.id == id), None), case.reference[1]
    if result is None or value is None:
        return
    actual = result.actual
    yield tr(
        "所比的第 {no} 项“{name}”：{year} 年 {span}{origin}",
        no=result.no,
        name=result.name,
        year=case.data_year,
        span=subject.terms.span(value, True),
        origin=_origin(actual) if actual and actual.year == case.data_year else "",
    )


def _year(subject: ExplainedResult, year: int, values: Interval) -> str:
    found = subject.known.get(year)
    return tr(
        "{year} 年 {span}{words}",
        year=year,
        span=subject.terms.span(values, unit=True),
        words=_origin(found) if found else "",
    )
