"""No worsening, 保持稳定: not worse than the baseline, with the tolerance of 左右."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import known_points, unseen
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import Case, ends_of, every, every_of, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, compared, remark
from healthplan_cli.kinds.said import percent
from healthplan_cli.values import Better, Interval, Reason, Relation
from healthplan_cli.verdict import Verdict


@record(frozen=True, slots=True)
class Stable(Rule):
    """The indicator must not become worse than the baseline, less the tolerance."""

    op = "stable"
    is_stable = True
    is_course = True
    is_about = True
    looks_back = True
    looks_at_each_year = True
    needs_baseline = True
    section = tr("第 4 节：保持稳定")

    def verdict(self, case: Case) -> Verdict:
        """Judge every year up to now: none may be worse than the baseline, less the tolerance."""
        if case.baseline is None:
            return unknown(Reason.NO_BASELINE, case.baseline_year)
        needed, points = _floor(case.baseline, case), known_points(None, case)
        verdict = every_of(
            (
                year,
                value,
                replace(every(one.verdict for one in _kept(value, case.baseline, case)), needed=needed),
            )
            for year, value in points[1:]
        )
        return replace(verdict, needed=needed, years_missing=unseen(points, None, case))

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        baseline = case.baseline
        if baseline is None:
            return
        if baseline.low is None or baseline.high is None:
            yield remark(tr("仍须在 {ends} 这一段里，或更好"), ends=baseline)
        else:
            needed = _floor(baseline, case)
            limit = "" if needed is None else remark(tr("，即 {span}"), span=needed)
            words = tr("允许比 {ends} 差 {percent}{limit}")
            yield remark(words, ends=baseline, percent=percent(case.tolerance), limit=limit)
        for year, value in known_points(None, case)[1:]:
            for one in _kept(value, baseline, case):
                yield one.put(tr("{year} 年：{line}"), year=year)

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        factors = [1 + slack for slack in (Fraction(0), case.tolerance, -case.tolerance)]
        return [end * scale for end in ends_of(case.baseline) for scale in factors]

    def lacks_direction(self, better: Better | None) -> bool:
        return better is None

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr(
            "不劣于基期（允许差 {percent}；基期是“≥80”一类时仍须在该范围内）", percent=percent(tolerance)
        )


def _floor(baseline: Interval, case: Case) -> Interval | None:
    """Return the values that 保持稳定 accepts, for the message; None where they aren't a half line or are all values."""
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
    """Return an unbounded baseline (<80) with all better values added: 85 is accepted where higher is better."""
    if case.better is Better.HIGHER:
        return Interval(baseline.low, None, baseline.low_open)
    if case.better is Better.LOWER:
        return Interval(None, baseline.high, False, baseline.high_open)
    return baseline


def _kept(value: Interval, baseline: Interval, case: Case) -> Iterator[Comparison]:
    """Yield the comparisons of a year's value with the baseline: ≥ it less the tolerance, unless lower is better, and ≤
    it plus the tolerance, unless higher is better.
    """
    if baseline.low is None or baseline.high is None:
        yield Comparison(Operand(value), _open_to_better(baseline, case))  # ≧80: still on that half line
        return
    low, high = (abs(end) * case.tolerance for end in (baseline.low, baseline.high))
    if case.better is not Better.LOWER:
        floor = Operand(Interval(baseline.low - low, baseline.high - high))
        yield compared(Operand(value), Relation.GE, floor)
    if case.better is not Better.HIGHER:
        roof = Operand(Interval(baseline.low + low, baseline.high + high))
        yield compared(Operand(value), Relation.LE, roof)
