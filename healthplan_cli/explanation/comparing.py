"""The comparisons that a verdict was decided by, written as equations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case, as_worded
from healthplan_cli.explanation.step import ProofStep
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.terms import ProofTerms, digits, percent
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, RemarkValue
from healthplan_cli.kinds.said import SIGNS
from healthplan_cli.model import Interval, Outcome, Relation, Rule

_SUMS, _PRODUCTS = ("+", "−"), ("×", "÷")
_ANSWERS = {Outcome.MET: tr("是"), Outcome.MISSED: tr("否"), Outcome.UNKNOWN: tr("说不清，有的是，有的不是")}


def comparison_step(subject: ExplainedResult) -> ProofStep:
    """Return the step that compares the value with the target; without lines where nothing was compared."""
    case, rule = subject.trace.case, subject.trace.rule
    lines = () if case is None else tuple(comparisons(rule, case, subject.terms))
    return ProofStep("comparison", tr("比较"), lines)


def comparisons(rule: Rule, case: Case, terms: ProofTerms) -> Iterator[str]:
    """Yield the comparisons of a rule, a line each; for words that contradict the better direction, those of both readings."""
    if not rule.opposed(case.better):
        for one in rule.comparisons(case):
            yield from _written(one, terms)
        return
    for said, reading, way in (
        (tr("照字面"), rule, as_worded(case)),
        (tr("照好的方向"), rule.turned(), case),
    ):
        for one in reading.comparisons(way) if reading is not None else ():
            for line in _written(one, terms):
                yield tr("{said}：{line}", said=said, line=line)


def _written(one: Comparison | Remark, terms: ProofTerms) -> Iterator[str]:
    """Yield the lines of a comparison, or the line of a remark."""
    if isinstance(one, Comparison):
        yield from lines(one, terms)
    else:
        yield _filled(one, terms)


def lines(comparison: Comparison, terms: ProofTerms) -> Iterator[str]:
    """Yield the calculation of each named operand of a comparison, then the comparison itself."""
    if comparison.is_ratio:
        terms = replace(terms, unit=None)
    operands = [side for side in (comparison.right, comparison.left) if side is not None]
    named = [operand for side in operands for operand in _named(side)]
    if named:
        terms = terms.telling(*(end for one in named for end in (one.values.low, one.values.high)))
    for operand in named:
        assert operand.name is not None
        name, values = _filled(operand.name, terms), terms.span(operand.values)
        yield tr(
            "{name}：{equation} = {values}", name=name, equation=_worked_out(operand, terms), values=values
        )
    line = "" if comparison.lacking else line_of(comparison, terms)
    yield line if comparison.under is None else _filled(comparison.under, terms, line)


def line_of(comparison: Comparison, terms: ProofTerms, left: str = "") -> str:
    """Write `left = value ≥ right = limit？是`, and for 否 by how much; `left` is the calculation of the left side."""
    values, accepted = comparison.left.values, comparison.accepted
    if accepted == Interval():
        return tr("{span}，任何值都可以", span=terms.span(values))
    fine = terms.telling(accepted.low, accepted.high, values.low, values.high)
    number, limit = values.value, accepted.high if accepted.low is None else accepted.low
    assert limit is not None
    sides = [left or _calculation(comparison.left, terms), _calculation(comparison.right, terms)]
    shown = [f"{sides[0]} = {fine.span(values)}" if sides[0] else fine.span(values)]
    shown.append(f"{sides[1]} = {fine.bare(limit)}" if sides[1] else fine.bare(limit))
    relation = _relation(accepted)
    if relation is None:
        asked = tr("{span} 在 {span2} 之内", span=shown[0], span2=fine.span(accepted))
    else:
        every = "" if number is not None else tr("，每个值都")
        asked = f"{shown[0]}{every} {SIGNS[relation]} {shown[1]}"
    if comparison.is_aside:
        return asked
    outcome = comparison.verdict.outcome
    answer = tr("否，一个也不是") if number is None and outcome is Outcome.MISSED else _ANSWERS[outcome]
    line = tr("{asked}？{answer}", asked=asked, answer=answer)
    if number is None or relation is None:
        return line
    if number == limit and outcome is Outcome.MET:
        return line if relation is Relation.EQ else tr("{line}，正好", line=line)
    if number == limit:
        return tr("{line}，正好在界限上，而界限本身不算", line=line)
    told = outcome is not Outcome.MET and not comparison.is_ratio
    difference = fine.difference(abs(limit - number)) if told else ""
    return tr("{line}，差 {difference}", line=line, difference=difference) if difference else line


def _relation(accepted: Interval) -> Relation | None:
    """Return the relation of the accepted numbers to their one end; None where they have two."""
    if accepted.value is not None:
        return Relation.EQ
    if accepted.low is not None:
        return None if accepted.high is not None else Relation.GT if accepted.low_open else Relation.GE
    return Relation.LT if accepted.high_open else Relation.LE


# ── calculations ──


def _named(operand: Operand) -> Iterator[Operand]:
    """Yield the operands with a name, from right to left, inner ones before outer ones."""
    for part in reversed(operand.parts):
        yield from _named(part)
    if operand.name is not None:
        yield operand


def _calculation(operand: Operand | None, terms: ProofTerms) -> str:
    """Write the calculation of an operand; empty where it is a plain number, or has a name (and is worked out under it)."""
    plain = operand is None or operand.name is not None or not operand.parts
    return "" if plain or operand is None else _worked_out(operand, terms)


def _worked_out(operand: Operand, terms: ProofTerms) -> str:
    """Write an operand's parts joined by its sign."""
    parts = [_part(part, operand.sign, terms) for part in operand.parts]
    if operand.sign == "^":
        return f"({parts[0]})^{parts[1]}"
    return (f" {operand.sign} " if operand.sign in (*_SUMS, *_PRODUCTS) else operand.sign).join(parts)


def _part(operand: Operand, sign: str, terms: ProofTerms) -> str:
    """Write an operand as part of a calculation: negative numbers, sets of numbers, and sums inside a product in brackets."""
    if equation := _calculation(operand, terms):
        return f"({equation})" if operand.sign in _SUMS and sign in _PRODUCTS else equation
    number = operand.values.value
    if number is None:
        return f"({terms.span(operand.values)})"
    if operand.sign == "%":
        return percent(number)
    text = f"{digits(number, terms.places)}{terms.sign}"
    return f"({text})" if number < 0 else text


def _filled(remark: Remark, terms: ProofTerms, line: str = "") -> str:
    """Write a remark with its values filled in."""
    values = {name: _value(value, terms, line) for name, value in remark.values}
    return remark.words.format(**{"line": line, **values})


def _value(value: RemarkValue, terms: ProofTerms, line: str) -> Any:
    if isinstance(value, Remark):
        return _filled(value, terms, line)
    if isinstance(value, Operand):
        return _worked_out(value, terms)
    if isinstance(value, Interval):
        return terms.span(value)
    return value if isinstance(value, str | int) else digits(value)
