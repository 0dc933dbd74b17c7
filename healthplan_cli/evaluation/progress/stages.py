"""Targets for several years: where progress to the next one begins, and whether an earlier one still holds (contract section 5). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import Case, goal, judge
from healthplan_cli.model import Outcome, Rule


def already(rule: Rule, case: Case) -> bool:
    """Return whether the baseline itself meets the target, so that the level is to be kept and progress has no meaning."""
    if case.baseline is None or case.cumulative:
        return False
    then = replace(case, series={case.data_year: case.baseline})
    return judge(rule, then).outcome is Outcome.MET


def path_start(
    before: Sequence[tuple[int, Rule]], next_rule: Rule, case: Case
) -> tuple[int, Fraction] | None:
    """Return the year and number of the latest earlier target that progress can be counted from; None where it is
    counted from the baseline.
    A target can't that has no number, that the baseline already meets, or that has two ends with no baseline to
    choose the nearer. A total begins at 0, so an earlier total is a start only for another total.
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
    """Return whether the value is outside an earlier level; of a level with two ends only the one that the next
    target doesn't lead past counts.
    """
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
