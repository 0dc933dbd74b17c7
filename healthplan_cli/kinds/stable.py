"""保持稳定: not worse than the baseline, with the tolerance of 左右."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import known_points, unseen
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import DOWNWARD, UPWARD, Case, decide, ends_of, every, every_of, unknown
from healthplan_cli.kinds.said import percent
from healthplan_cli.values import Better, Interval, Reason
from healthplan_cli.verdict import Verdict


@record(frozen=True, slots=True)
class Stable(Rule):
    """Not to get worse."""

    op = "stable"
    is_stable = True
    is_course = True
    is_about = True
    looks_back = True
    needs_baseline = True
    section = tr("第 4 节：保持稳定")

    def verdict(self, case: Case) -> Verdict:
        """No year so far is worse than the baseline."""
        if case.baseline is None:
            return unknown(Reason.NO_BASELINE, case.baseline_year)
        needed, points = _floor(case.baseline, case), known_points(None, case)
        verdict = every_of(
            (year, value, replace(_not_worse(value, case.baseline, case), needed=needed))
            for year, value in points[1:]
        )
        return replace(verdict, needed=needed, years_missing=unseen(points, None, case))

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        factors = [1 + slack for slack in (Fraction(0), case.tolerance, -case.tolerance)]
        return [end * scale for end in ends_of(case.baseline) for scale in factors]

    def lacks_direction(self, better: Better | None) -> bool:
        return better is None

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr(
            "不比基期差（允许差 {percent}；基期是“≥80”一类时仍须在该范围内）", percent=percent(tolerance)
        )


def _floor(baseline: Interval, case: Case) -> Interval | None:
    """What 保持稳定 asks for, where it is one half line: for the message."""
    if baseline.low is None or baseline.high is None:
        asked = _open_to_better(baseline, case)
        return None if asked == Interval() else asked  # <80 where higher is better: anything
    if baseline.value is None or case.better not in (Better.HIGHER, Better.LOWER):
        return None
    slack = abs(baseline.value) * case.tolerance
    if case.better is Better.HIGHER:
        return Interval(low=baseline.value - slack)
    return Interval(high=baseline.value + slack)


def _open_to_better(baseline: Interval, case: Case) -> Interval:
    """The half line, and whatever is better than all of it: <80 never forbids 85 where higher is better."""
    if case.better is Better.HIGHER:
        return Interval(baseline.low, None, baseline.low_open)
    if case.better is Better.LOWER:
        return Interval(None, baseline.high, False, baseline.high_open)
    return baseline


def _not_worse(value: Interval, baseline: Interval, case: Case) -> Verdict:
    if baseline.low is None or baseline.high is None:
        return decide(value, _open_to_better(baseline, case))  # ≧80 as a baseline: still on that half line
    low, high = (abs(end) * case.tolerance for end in (baseline.low, baseline.high))
    checks = []
    if case.better is not Better.LOWER:
        floor = Interval(baseline.low - low, baseline.high - high)
        checks.append(decide(value.minus(floor), UPWARD))
    if case.better is not Better.HIGHER:
        roof = Interval(baseline.low + low, baseline.high + high)
        checks.append(decide(value.minus(roof), DOWNWARD))
    return every(checks)
