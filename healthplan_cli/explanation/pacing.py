"""Before the due year: progress against time elapsed, as equations (docs/semantics.md, section 5).

The comparisons written are those that `evaluation.progress` decided by, from its `PaceCheck`.
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.progress import counted
from healthplan_cli.evaluation.progress.pace_check import LadderCheck, PaceCheck, Unmeasured
from healthplan_cli.evaluation.progress.rungs import has_come
from healthplan_cli.explanation.candidates import powered
from healthplan_cli.explanation.comparing import comparisons, line_of
from healthplan_cli.explanation.step import ProofStep
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.terms import ProofTerms, apart, bracketed, digits, divided, percent
from healthplan_cli.kinds.said import SIGNS
from healthplan_cli.model import Relation

_PERCENT = ProofTerms(None, sign="%", places=2)
_UNMEASURED = {
    Unmeasured.KEPT: tr("基期已经满足目标，是要保持的，不算进度"),
    Unmeasured.HELD: tr("前面年份的目标已经要求到这里，是要保持的，不算进度"),
    Unmeasured.BEYOND: tr("已经越过另一端，完成进度没有意义"),
    Unmeasured.NO_BASELINE: tr("缺少基期数据，完成进度无从计算"),
    Unmeasured.NO_NUMBER: tr("目标没有一个数，完成进度无从计算"),
}


def pace_step(subject: ExplainedResult) -> ProofStep:
    """Return the step of the pace for a value that doesn't meet its target yet; without lines where it wasn't compared with one."""
    standing = subject.trace.standing
    check = standing.pace_check if standing is not None else None
    lines = () if check is None else tuple(_lines(check, subject.terms))
    return ProofStep("pace", tr("进度"), lines)


def _lines(check: PaceCheck, terms: ProofTerms) -> Iterator[str]:
    if check.unmeasured is not None:
        yield _UNMEASURED[check.unmeasured]
    if check.yearly:
        yield from _yearly(check, terms)
    if check.start is not None:
        year, number = check.start
        yield tr("从 {year} 年到期的目标 {number} 起算", year=year, number=terms.value(number))
    if check.ladders:
        yield _elapsed(check.case, check.ladders[0])
    for ladder in check.ladders:
        yield from _rungs(ladder)


def _yearly(check: PaceCheck, terms: ProofTerms) -> Iterator[str]:
    """Yield the comparison with the yearly target of the value's year and, where that is met, with the next one."""
    now, *later = check.yearly
    for line in comparisons(now.target.rule, check.case, terms):
        yield tr("{year} 年的年度目标“{text}”：{line}", year=now.year, text=now.target.text, line=line)
    for one in later:
        for line in comparisons(one.target.rule, check.case, terms):
            yield tr(
                "下一个年度目标（{later} 年）“{text}”：{line}",
                later=one.year,
                text=one.target.text,
                line=line,
            )


def _elapsed(case: Case, check: LadderCheck) -> str:
    """Write the share of time elapsed as an equation, and the band δ."""
    start, ladder = case.baseline_year, check.ladder
    line = f"E = ({counted(case)} − {start}) ÷ ({case.due} − {start}) = {percent(ladder.elapsed)}"
    return tr("{line}，δ = {digits} 个百分点", line=line, digits=digits(ladder.band * 100))


def _rungs(check: LadderCheck) -> Iterator[str]:
    """Yield the progress P as an equation, then its comparisons with the edges of the band."""
    start, value, goal = check.baseline.value, check.value.value, check.goal
    if check.ladder.geometric:
        yield from _geometric(check)
        return
    made = check.made
    if made is None:
        yield _without_share(check)
        return
    if start is not None and value is not None and goal is not None:
        parts = f"({bracketed(value)} − {bracketed(start)}) ÷ ({bracketed(goal)} − {bracketed(start)})"
        assert made.value is not None
        yield f"P = {parts} = {divided(made.value)}"
    for line in check.ladder.comparisons(made):
        yield line_of(line, _PERCENT, "" if made.value is not None else "P")


def _without_share(check: LadderCheck) -> str:
    """Write why progress isn't one number, and whether the status is known all the same."""
    if check.baseline.value is not None:
        return tr("基期正好在界限上，而界限本身不算：还在原处，就是没有进展")
    if len(check.rungs) == 1:
        return tr("基期是一个范围，P 没有一个数；无论是其中哪个数，都在同一档")
    return tr("基期是一个范围，目标可能就在里面，P 没有意义")


def _geometric(check: LadderCheck) -> Iterator[str]:
    """Yield the value compared with baseline × (target ÷ baseline) ^ (E ± δ), for a constant rate."""
    start, value, goal, ladder = check.baseline.value, check.value.value, check.goal, check.ladder
    if start is None or value is None or goal is None:
        yield (
            tr("固定增长率，有的数是一个范围；无论是其中哪个数，都在同一档")
            if len(check.rungs) == 1
            else tr("固定增长率，有的数是一个范围，不在同一档")
        )
        return
    if goal == start:
        yield _without_share(check)
        return
    if start <= 0 or value < 0 or goal <= 0:
        yield tr("固定增长率要有确切的正数，这里没有，完成进度无从计算")
        return
    upward = goal > start
    sign = SIGNS[Relation.GE if upward else Relation.LE]
    reached = has_come(value, start, goal, geometric=True)
    for plus, share in (("+", ladder.elapsed + ladder.band), ("−", ladder.elapsed - ladder.band)):
        mark = powered(start, goal / start, share)
        power = f"{digits(start)} × ({digits(goal)} ÷ {digits(start)})^(E {plus} δ)"
        places = apart(value, mark.middle)
        text = digits(mark.middle, places)
        yield tr(
            "固定增长率，{power} = {text}：{digits} {sign} {text2}？{words}",
            power=power,
            text=text,
            digits=digits(value, places),
            sign=sign,
            text2=text,
            words=tr("是") if reached(share) else tr("否"),
        )
        if reached(share):
            return
