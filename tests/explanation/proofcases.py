"""Proofs of small plans, and their lines."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from support import actuals_of, plan_of

from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.judge import Case, as_worded, judge
from healthplan_cli.explanation import Proof, proofs
from healthplan_cli.explanation.conclusion import turning_points
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.terms import digits
from healthplan_cli.model import (
    Actual,
    Actuals,
    Change,
    Conventions,
    Interval,
    Outcome,
    Plan,
    Reading,
    Result,
    Rule,
    Total,
)
from healthplan_cli.report import Look
from healthplan_cli.report.document import Document, Part
from healthplan_cli.report.documents.rows import terms
from healthplan_cli.report.formats import terminal


def every_proof(plan: Plan, actuals: Actuals, conventions: Conventions) -> Iterator[tuple[Result, Proof]]:
    """Each row's and each component's result with its proof."""
    report, traces = evaluate_traced(plan, actuals, conventions)
    for result in report.results:
        found = proofs(report, traces, result.id)
        yield from zip((*result.components, result), found, strict=True)


def proof_of(row: dict[str, Any], values: Any, year: int = 2023, **head: Any) -> Proof:
    """The proof of one indicator, from the text of its row and of its values."""
    plan = plan_of([{"id": "it", "name": "这项指标", "unit": "%", **row}])
    actuals = actuals_of(plan, {"it": values}, year=year, **head)
    report, traces = evaluate_traced(plan, actuals, Conventions(year))
    return proofs(report, traces, "it")[-1]


def lines(proof: Proof, kind: str) -> list[str]:
    """The lines of a proof's step of a kind; none where it has no such step."""
    return [line for step in proof.steps if step.kind == kind for line in step.lines]


# ── is every 是 and 否 true? ──

_SIGNS = {"≥": operator.ge, "≤": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq}
_QUESTION = re.compile(r"(?:^|[：；，])([^：；，？]+)？(是|否)")
_SETS = ("每个值都", "之内？", "不比基期差？", "没有数据")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(…?)(%?)")


def number(text: str) -> Fraction:
    """An arithmetic expression as printed, worked out anew."""
    translated = text.translate(str.maketrans("−×÷", "-*/"))
    python = _NUMBER.sub(
        lambda match: f"Fraction('{match[1]}')" + ("/100" if match[3] else ""), translated.replace("^", "**")
    )
    value = eval(python, {"Fraction": Fraction})
    assert isinstance(value, Fraction), text
    return value


def check_arithmetic(line: str) -> int:
    """Recomputes a line's questions from what is printed; how many there were. Numbers cut off by … are let off."""
    if "？" not in line or any(words in line for words in _SETS) or "(≥" in line or "(≤" in line:
        return 0
    found = _QUESTION.findall(line)
    assert found, line
    for question, answer in found:
        if re.search("[\u4e00-\u9fff]|:", question.removeprefix("累计 ")):
            continue  # grades and ratios in their own words
        sides = re.split(r" ([≥≤><=]) ", question.removeprefix("累计 "))
        exact = "…" not in question
        signs = sides[1::2]
        asked = len(signs) - 1 - next((at for at, sign in enumerate(reversed(signs)) if sign != "="), 0)
        for at, sign in enumerate(signs):
            left, right = sides[2 * at], sides[2 * at + 2]
            if "E" in left + right:
                continue  # (E + δ): the power of a constant rate has no digits to check
            values = number(left), number(right)
            holds = _SIGNS[sign](*values)
            if at == asked and (exact or abs(values[0] - values[1]) > Fraction(1, 1000)):
                assert holds is (answer == "是"), line
            elif at != asked and exact:
                assert holds, line
    return len(found)


def check(result: Result, proof: Proof) -> int:
    """What holds for every proof; how many comparisons were worked out anew."""
    assert proof.status is result.status
    assert proof.steps
    assert [step.kind for step in proof.steps if not step.lines] == []
    verdicts = lines(proof, "verdict")
    assert len(verdicts) == 1
    assert verdicts[0].startswith(f"{proof.words}：")
    asked = [line for kind in ("comparison", "pace") for line in lines(proof, kind)]
    return sum(map(check_arithmetic, asked))


def proof_text(proofs: tuple[Proof, ...], columns: int, color: bool = False) -> str:
    """Proofs as a terminal shows them."""
    part = Part("", tuple(map(terms, proofs)))
    return terminal.render([Document("", "", (part,))], Look(columns, color))


def readings(rule: Rule, case: Case) -> Iterator[tuple[str, Outcome | None]]:
    """How the lines of each way to understand a target begin, and what that way comes to."""
    if rule.opposed(case.better):
        if isinstance(rule, Total):
            worded = readings(rule, as_worded(case))
            yield from ((f"照字面：{head}", outcome) for head, outcome in worded)
        else:
            yield "照字面：", judge(rule, as_worded(case)).outcome
        other = rule.turned()
        yield "照好的方向：", (judge(other, case).outcome if other is not None else None)
    elif isinstance(rule, Total) or rule.counts_new_ones(case):
        if isinstance(rule, Change) and case.data_year not in case.yearly | case.running:
            yield "与基期比：", judge(rule, case).outcome
        total = rule.as_total(case.better) if isinstance(rule, Change) else rule
        assert isinstance(total, Total)
        for way in total.ways(case):
            added = bool(way.added or way.missing)
            yield ("各年" if added else "累计数"), judge(total.rule, way.case).outcome
    else:
        yield "", judge(rule, case).outcome


def agrees(plan: Plan, actuals: Actuals, conventions: Conventions, result: Result, proof: Proof) -> None:
    """The announced regions put the value where it was judged to be, and the comparisons give the rule's answer."""
    report, traces = evaluate_traced(plan, actuals, conventions)
    trace = traces.get((result.id, None))
    if trace is None or trace.case is None:
        return
    asked = lines(proof, "comparison")
    for said, outcome in readings(trace.rule, trace.case):
        shown = [line for line in asked if line.startswith(said)]
        if not any("按比例" in line for line in shown):  # two readings of which one may fail
            missed = any("？否" in line for line in shown)
            assert missed is (outcome is Outcome.MISSED), asked
    value, indicator = trace.case.value.value, plan.find(result.id)
    if value is None:
        return
    found = turning_points(ExplainedResult(report, indicator, None, result, trace))
    low, high = indicator.limits.low, indicator.limits.high
    if (low is None or value >= low) and (high is None or value <= high):
        assert [region.status for region in found if region.has(value)] == [result.status]


def point(value: Fraction) -> Reading:
    return Reading(digits(value), Interval.point(value))


def valued(year: int, value: Fraction) -> Actual:
    return Actual("it", None, year, point(value))
