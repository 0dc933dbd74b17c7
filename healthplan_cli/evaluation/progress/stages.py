"""Targets of several years: where the way to the next one begins, and whether an earlier one still holds (contract section 5). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import Case, goal, judge
from healthplan_cli.model import Outcome, Rule


def already(rule: Rule, case: Case) -> bool:
    """Return whether the baseline itself meets the target, which is then to be kept, and progress has no meaning."""
    if case.baseline is None or case.cumulative:
        return False
    then = replace(case, series={case.data_year: case.baseline})
    return judge(rule, then).outcome is Outcome.MET


def path_start(
    before: Sequence[tuple[int, Rule]], next_rule: Rule, case: Case
) -> tuple[int, Fraction] | None:
    """Return the year and the number of the last earlier target that the way leads through; None where it begins at the baseline.

    One without a number, or that the baseline meets already, is no place to start from; nor is one with two ends, of which the
    baseline decides which is the nearer, where there is none. Totals begin at nothing, not at the baseline: only the earlier
    one lies on the way to the next.
    """
    baseline = case.baseline.value if case.baseline is not None else None
    for year, rule in reversed(before):
        end = None if rule.is_course else goal(rule, case)
        if rule.is_total:
            if end is not None and next_rule.is_total:
                return year, end(Fraction(0))
            continue
        known = baseline is not None or (rule.is_number and not rule.has_two_ends(case))
        if end is None or not known or already(rule, case):
            continue
        return year, end(Fraction(0) if baseline is None else baseline)
    return None


def lost_since(before: Sequence[tuple[int, Rule]], rule: Rule, case: Case) -> bool:
    """Return whether a level that was due in an earlier year, and was met then, no longer holds."""
    return any(
        earlier.is_level
        and year in case.series
        and judge(earlier, replace(case, data_year=year)).outcome is Outcome.MET
        and _is_left(earlier, rule, case)
        for year, earlier in before
    )


def _is_left(earlier: Rule, rule: Rule, case: Case) -> bool:
    """Return whether the value is outside an earlier level; the end of two that the way to the next target passes doesn't count."""
    held, end = earlier.accepted(case), goal(rule, case)
    if held is None or held.low is None or held.high is None or end is None:
        return judge(earlier, case).outcome is Outcome.MISSED
    low, high = held.low, held.high
    number = end(low)
    if number > high:
        held = replace(held, high=None, high_open=False)
    elif number < low:
        held = replace(held, low=None, low_open=False)
    return case.value.apart(held)
