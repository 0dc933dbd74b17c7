"""The numbers beside a status: progress, the number expected by now, the gap to the target (docs/semantics.md, section 5).

Pure.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from healthplan_cli.evaluation.judge import Case, goal
from healthplan_cli.kinds.base import Goal
from healthplan_cli.kinds.whole_change import WholeChange
from healthplan_cli.model import Better, Interval, Rule


def share_of(case: Case, year: int) -> Fraction:
    """Return E, the share of the time from the baseline to the due year that has passed in a year (1 at the due year)."""
    if case.due <= case.baseline_year:
        return Fraction(1)
    return Fraction(year - case.baseline_year, case.due - case.baseline_year)


def progress_of(
    end: Goal | None, case: Case, now: int, geometric: bool, annual: Rule | None
) -> tuple[Fraction | None, Fraction | None]:
    """Return progress (never rounded or capped), and the number expected in the year `now` by the pace or that year's own target."""
    baseline = case.baseline.value if case.baseline is not None else None
    asked = _of_year(annual, case)
    if end is None or baseline is None or end(baseline) == baseline:
        return None, asked
    target, value = end(baseline), case.value.value
    if geometric and min(baseline, target) <= 0:
        return None, asked  # there is no constant rate
    progress = None if value is None else (value - baseline) / (target - baseline)
    if asked is None:
        asked = expected(baseline, target, share_of(case, now), geometric)
    return progress, asked


def _of_year(annual: Rule | None, case: Case) -> Fraction | None:
    """Return the number of a year's own target; of a range, the end that is nearer to the baseline."""
    end = goal(annual, case) if annual is not None else None
    baseline = case.baseline.value if case.baseline is not None else None
    if end is None or (baseline is None and annual is not None and annual.has_two_ends(case)):
        return None
    return end(Fraction(0) if baseline is None else baseline)


def total_progress(whole: WholeChange, case: Case, now: int) -> tuple[Fraction | None, Fraction]:
    """Return which share of the total of a change asked of each year is achieved, and the level expected in the year `now`."""
    value, way = case.value.value, whole.at(case.due) - whole.start
    progress = None if value is None or not way else (value - whole.start) / way
    return progress, whole.at(now)


def expected(baseline: Fraction, target: Fraction, elapsed: Fraction, geometric: bool) -> Fraction:
    """Return the level expected when the share `elapsed` of the time has passed: on a straight line, or at a constant
    rate (of positive numbers).
    """
    if geometric:
        return _constant_rate(baseline, target, elapsed)
    return baseline + elapsed * (target - baseline)


def _constant_rate(baseline: Fraction, target: Fraction, elapsed: Fraction) -> Fraction:
    """Return baseline × (target/baseline)^elapsed to 12 digits, for print only: the status is decided by an exact comparison."""
    wide = Context(prec=28)
    start, rate, power = (
        wide.divide(Decimal(n.numerator), Decimal(n.denominator))
        for n in (baseline, target / baseline, elapsed)
    )
    return Fraction(Context(prec=12).plus(wide.multiply(start, wide.power(rate, power))))


def gap_of(rule: Rule, case: Case, whole: WholeChange | None) -> Fraction | None:
    """Return the gap to the target: 0 or positive when met, negative when not; None where it isn't one number.

    Of a change asked of each year it is the gap to the total of all years.
    """
    value = case.value.value
    if whole is not None:
        return None if value is None else whole.distance(value, case)
    limits = without_gap(rule, case, None)
    if value is None or limits is None:
        return None
    distances = [value - limits.low] if limits.low is not None else []
    if limits.high is not None:
        distances.append(limits.high - value)
    return min(distances, default=None)


def without_gap(rule: Rule, case: Case, whole: WholeChange | None) -> Interval | None:
    """Return the values whose gap is 0 or positive; None where the gap isn't one number."""
    if whole is not None:
        return whole.asked_when_due(case)
    return None if rule.opposed(case.better) else _limits(rule, case)


def _limits(rule: Rule, case: Case) -> Interval | None:
    """Return the accepted values where they are a half line or an interval; None where they aren't one set."""
    if rule.is_number or rule.to:
        return rule.accepted(case)
    end = goal(rule, case)
    if end is None or case.baseline is None or case.baseline.value is None:
        return None
    baseline = case.baseline.value
    return rule.enough(baseline, end(baseline), case)


def worse(rule: Rule, case: Case) -> bool:
    """Return whether every possible value is worse than every possible baseline."""
    if case.baseline is None or case.cumulative:
        return False
    better = rule.better_of(case)
    if better not in (Better.HIGHER, Better.LOWER):
        return False
    if better is Better.HIGHER:
        return case.value.below(case.baseline)
    return case.baseline.below(case.value)
