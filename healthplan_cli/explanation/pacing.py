"""Before the due year: progress against time elapsed, as equations (contract section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case, goals, judge
from healthplan_cli.evaluation.progress import Pace, counted, share_of
from healthplan_cli.evaluation.progress.rungs import Overshot, RungLadder, rungs
from healthplan_cli.explanation.candidates import powered
from healthplan_cli.explanation.comparing import comparisons, line_of
from healthplan_cli.explanation.step import ProofStep
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.terms import ProofTerms, apart, bracketed, digits, divided, percent
from healthplan_cli.kinds.comparisons import Comparison, Operand, number
from healthplan_cli.kinds.said import SIGNS
from healthplan_cli.model import Interval, Outcome, Relation, Rule

_PERCENT = ProofTerms(None, sign="%", places=2)


def pace_step(subject: ExplainedResult) -> ProofStep:
    """Return the rung of the ladder; nothing where it wasn't asked for."""
    case, rule = subject.trace.case, subject.trace.rule
    if case is None or case.year >= case.due or rule.is_course:
        return ProofStep("pace", tr("进度"), ())
    if rule.is_total or rule.counts_new_ones(case):
        total = rule.as_total(case.better)
        ways = total.ways(case)
        said = rule.is_total or case.data_year in case.yearly | case.running
        if not said or len(ways) != 1 or total.may_pass(ways[0].case):
            return ProofStep("pace", tr("进度"), ())
        rule, case = total.rule, ways[0].case
    if judge(rule, case).outcome is not Outcome.MISSED:
        return ProofStep("pace", tr("进度"), ())
    return ProofStep("pace", tr("进度"), tuple(_lines(subject, rule, case)))


def _lines(subject: ExplainedResult, rule: Rule, case: Case) -> Iterator[str]:
    pace, standing = subject.pace, subject.trace.standing
    if counted(case) in dict(pace.annual):
        yield from _annual(case, pace, subject.terms)
    elif standing is not None and standing.kept:
        yield tr("基期已经满足目标，是要保持的，不算进度")
    elif rule.beyond_far_end(case):
        yield tr("已经越过另一端，走完多少没有意义")
    elif case.baseline is None:
        yield tr("没有基期值，走完多少无从算起")
    elif not goals(rule, case):
        yield tr("目标没有一个数，走完多少无从算起")
    else:
        yield _elapsed(case, pace)
        for end in goals(rule, case):
            yield from _rungs(case, case.baseline, end, pace, subject.terms)


def _annual(case: Case, pace: Pace, terms: ProofTerms) -> Iterator[str]:
    """Yield the yearly target of this year; where it holds, the next one."""
    targets, now = dict(pace.annual), counted(case)
    for line in comparisons(targets[now].rule, case, terms):
        yield tr("{year} 年的年度目标“{text}”：{line}", year=now, text=targets[now].text, line=line)
    later = [year for year in sorted(targets) if year > now]
    if later and judge(targets[now].rule, case).outcome is Outcome.MET:
        for line in comparisons(targets[later[0]].rule, case, terms):
            yield tr(
                "下一个年度目标（{later} 年）“{text}”：{line}",
                later=later[0],
                text=targets[later[0]].text,
                line=line,
            )


def _elapsed(case: Case, pace: Pace) -> str:
    start, share = case.baseline_year, _share(case)
    line = f"E = ({counted(case)} − {start}) ÷ ({case.due} − {start}) = {percent(share)}"
    return tr("{line}，δ = {digits} 个百分点", line=line, digits=digits(pace.band * 100))


def _share(case: Case) -> Fraction:
    return share_of(case, counted(case))


def _rungs(
    case: Case, baseline: Interval, end: Callable[[Fraction], Fraction], pace: Pace, terms: ProofTerms
) -> Iterator[str]:
    """Yield the progress P as an equation, and the edge of the band that it was held against."""
    start, value = baseline.value, case.value.value
    if pace.geometric:
        yield from _geometric(case, start, value, end, pace)
        return
    made = _made(case.value, baseline, end)
    if made is None:
        yield _without_share(case, baseline, end, pace)
        return
    if start is not None and value is not None:
        goal = bracketed(end(start))
        parts = f"({bracketed(value)} − {bracketed(start)}) ÷ ({goal} − {bracketed(start)})"
        yield f"P = {parts} = {divided((value - start) / (end(start) - start))}"
    left = "" if made.value is not None else "P"
    high, low = _share(case) + pace.band, _share(case) - pace.band
    share, band = number(_share(case) * 100), number(pace.band * 100)
    for edge, right in ((high, share.plus(band)), (low, share.minus(band))):
        if edge == high and made.high is not None and made.high < low:
            continue
        percents = Operand(made.scaled(Fraction(100)))
        line = Comparison(percents, Interval(low=edge * 100), right, is_ratio=True)
        yield line_of(line, _PERCENT, left)
        if made.low is not None and made.low >= edge:
            return


def _without_share(case: Case, baseline: Interval, end: Callable[[Fraction], Fraction], pace: Pace) -> str:
    """Return why progress is no number, or no one stretch of them; all its numbers may stand on one rung for all that."""
    if baseline.value is not None:
        return tr("基期正好在界限上，而界限本身不算：还在原处，就是没有进展")
    ladder = RungLadder(_share(case), pace.band, pace.geometric)
    with suppress(Overshot):
        if len(rungs(case.value, baseline, end, ladder)) == 1:
            return tr("基期是一个范围，P 没有一个数；无论是其中哪个数，都在同一档")
    return tr("基期是一个范围，目标可能就在里面，P 没有意义")


def _made(value: Interval, baseline: Interval, end: Callable[[Fraction], Fraction]) -> Interval | None:
    """Return every progress that the values allow; None where the baseline may be the target itself."""
    if baseline.low is None or baseline.high is None:
        return None
    found: list[Interval] = []
    for start in {baseline.low, baseline.high}:
        whole = end(start) - start
        if whole == 0:
            return None
        way = value.minus(Interval.point(start))
        turned = way if whole > 0 else Interval.point(Fraction(0)).minus(way)
        found.append(turned.scaled(1 / abs(whole)))
    lows, highs = ([getattr(one, side) for one in found] for side in ("low", "high"))
    return Interval(None if None in lows else min(lows), None if None in highs else max(highs))


def _geometric(
    case: Case,
    start: Fraction | None,
    value: Fraction | None,
    end: Callable[[Fraction], Fraction],
    pace: Pace,
) -> Iterator[str]:
    """Yield the value against baseline × (target ÷ baseline) ^ (E ± δ), a constant rate."""
    if start is None or value is None:
        assert case.baseline is not None
        found = rungs(case.value, case.baseline, end, RungLadder(_share(case), pace.band, True))
        yield (
            tr("固定增长率，有的数是一个范围；无论是其中哪个数，都在同一档")
            if len(found) == 1
            else tr("固定增长率，有的数是一个范围，不在同一档")
        )
        return
    if end(start) == start:
        yield _without_share(case, Interval.point(start), end, pace)
        return
    if start <= 0 or value < 0 or end(start) <= 0:
        yield tr("固定增长率要有确切的正数，这里没有，走完多少无从算起")
        return
    whole = end(start) / start
    upward = whole > 1
    sign = SIGNS[Relation.GE if upward else Relation.LE]
    for plus, share in (("+", _share(case) + pace.band), ("−", _share(case) - pace.band)):
        mark = powered(start, whole, share)
        power = f"{digits(start)} × ({digits(end(start))} ÷ {digits(start)})^(E {plus} δ)"
        reached = value >= mark.high if upward else value <= mark.low
        places = apart(value, mark.middle)
        text = digits(mark.middle, places)
        yield tr(
            "固定增长率，{power} = {text}：{digits} {sign} {text2}？{words}",
            power=power,
            text=text,
            digits=digits(value, places),
            sign=sign,
            text2=text,
            words=tr("是") if reached else tr("否"),
        )
        if reached:
            return
