"""The last steps of a proof: the verdict and its reason, what is missing, and what would have changed it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import listed
from healthplan_cli.evaluation.messages import told
from healthplan_cli.evaluation.progress import Assessment, counted
from healthplan_cli.explanation.candidates import CandidateMark
from healthplan_cli.explanation.step import ProofStep
from healthplan_cli.explanation.subject import ExplainedResult, assumed_case, class_words, status_words
from healthplan_cli.explanation.terms import ProofTerms
from healthplan_cli.explanation.thresholds import Region, regions
from healthplan_cli.model import Better, Note, Reason, Status
from healthplan_cli.units.amounts import followed

_MISSING = {
    Reason.NO_DATA: tr("缺实际值"),
    Reason.NO_BASELINE: tr("没有起算那一年的数"),
    Reason.NO_HISTORY: tr("没有基期以前的数"),
    Reason.EXTERNAL_TARGET: tr("目标值在别的文件里，还没有补上"),
    Reason.NO_TARGET: tr("规划没有给目标，既不算达标也不算未达标"),
    Reason.CENSORED: tr("给的数（或基期）是一个范围，两种可能都有"),
    Reason.NEEDS_REVIEW: tr("程度或算法原文没有写明，或目标还没有读懂，要人来认定"),
    Reason.IN_PROGRESS: tr("报的是正在做，或者只做了一部分，做成没有说不清"),
    Reason.NO_REFERENCE: tr("所参照的指标没有数"),
}


def verdict_step(subject: ExplainedResult) -> ProofStep:
    """Return the step of the verdict: its class and why it is this one."""
    worse = tr("，而且较基期倒退（P < 0）") if subject.result.regressed else ""
    return ProofStep(
        "verdict",
        tr("结论"),
        (
            tr(
                "{words}：{why}{worse}",
                words=class_words(subject.result),
                why=_why(subject, subject.trace.standing),
                worse=worse,
            ),
        ),
    )


def _why(subject: ExplainedResult, standing: Assessment | None) -> str:
    result, rule = subject.result, subject.trace.rule
    if standing is None or result.status is Status.UNKNOWN:
        assert result.reason is not None
        return tr("{missing}（{value}）", missing=_MISSING[result.reason], value=result.reason.value)
    due, year, case = result.due, subject.year, subject.trace.case
    if rule.is_course and year < due:
        done = result.status is Status.ON_TRACK
        return (
            tr("到目前为止做到了，但目标年以前不算达标")
            if done
            else tr("看走势的目标，{failed}没有做到", failed=_failed(standing))
        )
    if Note.LATE in result.noted and case is not None:
        return tr("目标年 {due} 没有做到，{year} 年做到了", due=due, year=case.data_year)
    if Note.LOST_LATER in result.noted:
        return tr("到了目标年 {due}，目标做到了，以后没有保持住", due=due)
    if result.status is Status.MET:
        kept = tr("基期已满足目标，要求保持，保持住了") if standing.kept else ""
        return kept or (
            tr("不到目标年 {due}，最终目标已经做到", due=due)
            if year < due
            else tr("到了目标年 {due}，目标做到了", due=due)
        )
    if result.status is Status.MISSED:
        return tr("到了目标年 {due}，{failed}没有做到", due=due, failed=_failed(standing, tr("目标")))
    if rule.is_trend:
        return tr("没有朝写明的方向变化")
    if case is not None and counted(case) in dict(subject.pace.annual):
        return tr("最终目标还没做到，按年度目标算")
    if standing.kept:
        return tr("基期已满足目标，要求保持，现在没有保持住")
    if standing.was_held:
        return tr("前面年份的目标已经要求到这里，现在没有保持住")
    if Note.BEYOND_RANGE in standing.noted:
        return tr("最终目标还没做到，而且已经越过另一端，进度没有意义")
    return {
        Status.AHEAD: tr("最终目标还没做到，进度 P 达到或超过 E + δ"),
        Status.ON_TRACK: tr("最终目标还没做到，进度 P 不低于 E − δ，不到 E + δ"),
        Status.BEHIND: tr("最终目标还没做到，进度 P 低于 E − δ"),
    }[result.status]


def _failed(standing: Assessment, otherwise: str = tr("到目前为止")) -> str:
    """Write the years that fell short; `otherwise` where the target isn't asked of each year."""
    years = listed(one.year for one in standing.verdict.short)
    return tr("{detail} 年", detail=years) if years else otherwise


# ── what would change it ──


def missing_step(subject: ExplainedResult) -> ProofStep:
    """Return the step of what to supply for an unknown verdict; without lines where the plan sets no target."""
    result = subject.result
    unknown = result.status is Status.UNKNOWN and result.reason is not Reason.NO_TARGET
    return ProofStep("missing", tr("所缺"), (told(result),) if unknown else ())


def change_step(subject: ExplainedResult) -> ProofStep:
    """Return the step of the values at which the status would be another."""
    return ProofStep("would_change", tr("改变"), tuple(_changes(subject)))


def _changes(subject: ExplainedResult) -> Iterator[str]:
    found = turning_points(subject)
    if len(found) == 1 and subject.trace.case is not None:
        yield _fixed(subject)
    if len(found) < 2:
        return
    year = subject.trace.case.data_year if subject.trace.case else subject.year
    value = subject.result.value.value if subject.result.value else None
    here = next((at for at, region in enumerate(found) if value is not None and region.has(value)), None)
    if here is None or value is None:
        upward = subject.indicator.better is not Better.LOWER
        yield tr(
            "{year} 年的值{names}",
            year=year,
            names=tr("；").join(_ladder(found, _telling(subject, found), upward)),
        )
        return
    yield from _neighbouring_statuses(subject, found, here, value, year)
    yield from _staying(subject, found, here)


def turning_points(subject: ExplainedResult) -> tuple[Region, ...]:
    """Return the possible values of the year judged, divided by the status that they would give; empty where that can't be said."""
    case = subject.trace.case or (assumed_case(subject) if subject.result.reason is Reason.NO_DATA else None)
    return regions(subject.trace.rule, case, subject.pace, subject.possible) if case else ()


def _fixed(subject: ExplainedResult) -> str:
    standing, case = subject.trace.standing, subject.trace.case
    assert standing is not None
    assert case is not None
    failed = listed(one.year for one in standing.verdict.short if one.year != case.data_year)
    why = tr("：没有做到的是 {failed} 年", failed=failed) if failed else ""
    return tr(
        "{data_year} 年的值无论多少，都是“{status_words}”{why}",
        data_year=case.data_year,
        status_words=status_words(standing),
        why=why,
    )


def _telling(
    subject: ExplainedResult, found: tuple[Region, ...], value: Fraction | None = None
) -> ProofTerms:
    """Return the proof's terms with enough decimals to tell the value and every turning point apart."""
    edges = [edge.middle for region in found for edge in (region.low, region.high) if edge is not None]
    return subject.terms.telling(value, *edges)


def _neighbouring_statuses(
    subject: ExplainedResult, found: tuple[Region, ...], here: int, value: Fraction, year: int
) -> Iterator[str]:
    """Yield the next statuses below and above the value, with the change needed to reach each."""
    terms = _telling(subject, found, value)
    lower = [(region, region.high, region.high_open) for region in reversed(found[:here])]
    higher = [(region, region.low, region.low_open) for region in found[here + 1 :]]
    for moves, above in ((lower, False), (higher, True)):
        events = [_events(subject, edge, above, is_open) for _, edge, is_open in moves]
        parts = [
            _beyond(edge, is_open, above, terms, region) + _distance(edge, value, is_open, count, terms)
            for (region, edge, is_open), count in zip(moves, _once(events), strict=True)
        ]
        if parts:
            yield tr("{year} 年的值{names}", year=year, names=tr("；").join(parts))


def _staying(subject: ExplainedResult, found: tuple[Region, ...], here: int) -> Iterator[str]:
    """Yield where the status stays the same although a reader may expect a change: for values further out, or between two values."""
    own = found[here]
    words, terms = (
        tr("仍是“{status_words}”", status_words=status_words(own.standing)),
        _telling(subject, found),
    )
    if own.low is not None and own.high is not None:
        if own.status is Status.UNKNOWN:
            ends = _beyond(own.low, own.low_open, True, terms), _beyond(own.high, own.high_open, False, terms)
            yield tr("其间（{names}）{words}", names=tr("、").join(ends), words=words)
        return
    course = own.status is Status.ON_TRACK and subject.trace.rule.is_course
    if own.status not in (Status.MET, Status.MISSED, Status.BEHIND) and not course:
        yield tr("{words}也{words2}", words=tr("再低") if own.low is None else tr("再高"), words2=words)


def _ladder(found: tuple[Region, ...], terms: ProofTerms, upward: bool) -> Iterator[str]:
    """Yield every status from the worse end to the better: 低于 80 即…；不低于 80 即…；不低于 90 即…."""
    first, *others = found if upward else tuple(reversed(found))
    edge, is_open = (first.high, first.high_open) if upward else (first.low, first.low_open)
    yield _beyond(edge, is_open, not upward, terms, first)
    for region in others:
        edge, is_open = (region.low, region.low_open) if upward else (region.high, region.high_open)
        yield _beyond(edge, is_open, upward, terms, region)


def _beyond(
    edge: CandidateMark | None, is_open: bool, above: bool, terms: ProofTerms, region: Region | None = None
) -> str:
    """Write the values on one side of an edge, and the status they give."""
    assert edge is not None
    words, amount = (
        (tr("不低于"), tr("高于")) if above else (tr("不高于"), tr("低于")),
        terms.value(edge.middle),
    )
    said = (
        followed(amount, tr("即“{status_words}”", status_words=status_words(region.standing)))
        if region
        else amount
    )
    return f"{words[is_open]} {said}"


def _distance(
    edge: CandidateMark | None, value: Fraction, is_open: bool, events: str, terms: ProofTerms
) -> str:
    """Write how far the value is from an edge, and for a rate the number of events there."""
    assert edge is not None
    far = abs(edge.middle - value)
    difference = terms.difference(far) if far else ""
    # 以上 would include the number itself (Civil Code art. 1259)
    more = f"{tr('再降') if edge.low < value else tr('再升')}{tr('超过') if is_open else ''}"
    parts = [*([f"{more} {difference}"] if difference else []), *([events] if events else [])]
    return tr("（{names}）", names=tr("，").join(parts)) if parts else ""


def _events(subject: ExplainedResult, edge: CandidateMark | None, above: bool, is_open: bool) -> str:
    """Write the whole number of events, in the same population, nearest to an edge on its far side; empty for no rate."""
    rate = subject.result.actual.reading.rate if subject.result.actual else None
    if rate is None or edge is None or rate.count.denominator != 1:
        return ""
    events = edge.low / rate.each
    below, over = events // 1, -(-events // 1)
    if above:
        return tr("即不少于 {words} 例", words=below + 1 if is_open else over)
    most = over - 1 if is_open else below
    return tr("即不多于 {most} 例", most=most) if most else tr("即须为 0 例")


def _once(events: list[str]) -> list[str]:
    """Return the counts of events; of equal counts only the last is kept and the others are emptied, since the
    further edge is reached too.
    """
    return ["" if count in events[at + 1 :] else count for at, count in enumerate(events)]
