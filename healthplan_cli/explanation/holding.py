"""One comparison as one line: the two sides, the sign, whether it holds, by how much it doesn't."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import decide
from healthplan_cli.explanation.terms import ProofTerms
from healthplan_cli.kinds.said import SIGNS
from healthplan_cli.model import Interval, Outcome, Relation, Verdict

ANSWERS = {Outcome.MET: tr("是"), Outcome.MISSED: tr("否"), Outcome.UNKNOWN: tr("说不清，有的是，有的不是")}
_ALL = {
    Outcome.MET: tr("是"),
    Outcome.MISSED: tr("否，一个也不是"),
    Outcome.UNKNOWN: ANSWERS[Outcome.UNKNOWN],
}


def answer(verdict: Verdict, values: Interval) -> str:
    """是, 否 or 说不清, for a number or for a set of them."""
    return (ANSWERS if values.value is not None else _ALL)[verdict.outcome]


def compared(
    values: Interval,
    relation: Relation,
    limit: Fraction,
    terms: ProofTerms,
    left: str = "",
    right: str = "",
    told: bool = True,
) -> str:
    """`left = value ≥ right = limit？是`; `told` False: the difference is no amount, and isn't said."""
    verdict = decide(values, Interval.related(relation, limit))
    number, fine = values.value, terms.telling(limit, values.low, values.high)
    sides = [
        f"{equation} = {side}" if equation else side
        for equation, side in ((left, fine.span(values)), (right, fine.bare(limit)))
    ]
    every = "" if number is not None else tr("，每个值都")
    line = tr(
        "{sides}{every} {signs} {sides2}？{answer}",
        sides=sides[0],
        every=every,
        signs=SIGNS[relation],
        sides2=sides[1],
        answer=answer(verdict, values),
    )
    if number is None or verdict.outcome is Outcome.MET:
        return tr("{line}，正好", line=line) if number == limit and relation is not Relation.EQ else line
    if number == limit:
        return tr("{line}，正好在界限上，而界限本身不算", line=line)
    difference = terms.difference(abs(limit - number)) if told else ""
    return tr("{line}，差 {difference}", line=line, difference=difference) if difference else line


def held(values: Interval, accepted: Interval, terms: ProofTerms) -> str:
    """Values against what is accepted: one comparison, or two ends."""
    low, high = accepted.low, accepted.high
    if low is not None and low == high:
        return compared(values, Relation.EQ, low, terms)
    if low is not None and high is not None:
        fine = terms.telling(low, high, values.low, values.high)
        return tr(
            "{span} 在 {span2} 之内？{answer}",
            span=fine.span(values),
            span2=fine.span(accepted),
            answer=answer(decide(values, accepted), values),
        )
    if low is not None:
        return compared(values, Relation.GT if accepted.low_open else Relation.GE, low, terms)
    assert high is not None
    return compared(values, Relation.LT if accepted.high_open else Relation.LE, high, terms)
