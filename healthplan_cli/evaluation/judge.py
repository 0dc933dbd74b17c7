"""(Rule, values) → Verdict, and the numbers that a rule ends at (docs/semantics.md, sections 1, 3 and 4). Pure; each kind of
rule answers itself.
A target holds for a set of values when it holds for all of them (met), for none (missed), else it is unknown
(censored). Words whose direction is not the better one (吸烟率 提高2个百分点) have two readings and no verdict (section 3).
"""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.kinds.amounts import least, way
from healthplan_cli.kinds.base import Goal, Rule
from healthplan_cli.kinds.case import (
    Case,
    UnitMismatch,
    amount,
    converted,
    decide,
    gaps,
    listed,
    needs_review,
    unknown,
)
from healthplan_cli.values import WORSE, Interval
from healthplan_cli.verdict import Question, Verdict


def judge(rule: Rule, case: Case) -> Verdict:
    """Return the rule's verdict for the year of the case."""
    if rule.opposed(case.better):
        verdict = needs_review(Question.OPPOSED)
        needed, otherwise = _asked(rule, as_worded(case)), _asked(rule.turned(), case)
        return replace(verdict, needed=needed, otherwise=otherwise)
    return rule.verdict(case)


def as_worded(case: Case) -> Case:
    """Return the case with the opposite direction as the better one, which is the one that contradictory words name."""
    return replace(case, better=WORSE.get(case.better) if case.better else None)


def _asked(rule: Rule | None, case: Case) -> Interval | None:
    """Return the values that one reading of the words asks for in the due year; None where words and baseline don't give them."""
    if rule is None:
        return None
    accepted = rule.level.accepted(case)
    if accepted is not None:
        return accepted
    end, start = goal(rule, case), case.baseline.value if case.baseline is not None else None
    if end is None or start is None:
        return None
    number = end(start)
    return Interval(low=number) if number >= start else Interval(high=number)


def goal(rule: Rule, case: Case) -> Goal | None:
    """Return the one number that the target ends at, as a function of the baseline; None where there are none or several."""
    found = goals(rule, case)
    return found[0] if len(found) == 1 else None


def goals(rule: Rule, case: Case) -> tuple[Goal, ...]:
    """Return the numbers that the target ends at as functions of the baseline, one for each reading.

    Empty where the target has no number, where its words contradict the better direction, and for a percentage of a
    number that isn't positive.
    """
    return () if rule.opposed(case.better) else rule.goals(case)


__all__ = [
    "Case",
    "UnitMismatch",
    "amount",
    "as_worded",
    "converted",
    "decide",
    "gaps",
    "goal",
    "goals",
    "judge",
    "least",
    "listed",
    "needs_review",
    "unknown",
    "way",
]
