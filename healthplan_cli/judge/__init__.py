"""(Rule, values) → Verdict: one function for each rule class (contract sections 1, 3 and 4). Pure.

A target holds for a set of values when it holds for all of them (met), for none (missed), else unknown (censored).
"""

from __future__ import annotations

from typing import assert_never

from healthplan_cli.judge.case import Case, UnitMismatch, amount, converted, decide, listed, unknown
from healthplan_cli.judge.changes import annual_change, change_verdict, least, multiple, proportional, way
from healthplan_cli.judge.courses import is_course, slowing, stable, trend
from healthplan_cli.judge.goals import check_units, goal, goals, lacks_direction
from healthplan_cli.judge.levels import (
    accepted,
    beyond_far_end,
    every_year,
    has_two_ends,
    level_verdict,
    mean_of,
)
from healthplan_cli.judge.opposing import as_worded, asked, turned
from healthplan_cli.judge.totals import totals
from healthplan_cli.model import (
    AnnualChange,
    Approx,
    Change,
    Compare,
    Each,
    EveryYear,
    External,
    Grade,
    Multiple,
    NoTarget,
    Proportional,
    Range,
    Ratio,
    Reach,
    Reason,
    Rule,
    Slowing,
    Stable,
    Total,
    Trend,
    Verdict,
    opposed,
)
from healthplan_cli.record import replace


def judge(rule: Rule, case: Case) -> Verdict:
    """The rule's answer for the year of the case."""
    if opposed(rule, case.better):
        both = (asked(rule, as_worded(case)), asked(turned(rule), case))
        return replace(unknown(Reason.NEEDS_REVIEW, "opposed"), needed=both[0], otherwise=both[1])
    match rule:
        case Compare() | Reach() | Approx() | Range() | Grade() | Ratio():
            return level_verdict(rule, case, case.value)
        case EveryYear(level, mean):
            return mean_of(level, case) if mean else every_year(level, case)
        case AnnualChange():
            return annual_change(rule, case)
        case Change():
            return change_verdict(rule, case)
        case Multiple():
            return multiple(rule, case)
        case Proportional():
            return proportional(case)
        case Trend():
            return trend(rule, case)
        case Slowing():
            return slowing(rule, case)
        case Stable():
            return stable(case)
        case Total() | Each() | External() | NoTarget():
            raise AssertionError  # its ways or parts are judged, or nothing is
    assert_never(rule)


__all__ = [
    "Case",
    "UnitMismatch",
    "accepted",
    "amount",
    "beyond_far_end",
    "check_units",
    "converted",
    "decide",
    "goal",
    "goals",
    "has_two_ends",
    "is_course",
    "judge",
    "lacks_direction",
    "least",
    "listed",
    "totals",
    "unknown",
    "way",
]
