"""The assessment of an indicator in a year, and the pace that it is measured by before the due year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.judge import Case, goals
from healthplan_cli.evaluation.progress.pace_check import PaceCheck, Unmeasured
from healthplan_cli.kinds.base import Goal
from healthplan_cli.kinds.level import fixed
from healthplan_cli.kinds.whole_change import WholeChange
from healthplan_cli.model import Interval, Note, Rule, Status, Target, Verdict

if TYPE_CHECKING:
    from healthplan_cli.kinds.total import Way


@record(frozen=True, slots=True)
class Assessment:
    """An indicator's status in a year, and the numbers that it rests on.

    `case` is what was compared: after the due year, the value that decides may be another year's. `whole`: what
    changes asked of each year come to; `total`: how the values of a target over all years were taken. `pace_check`:
    the comparison with the pace, made while the value doesn't meet the target.
    """

    status: Status
    verdict: Verdict
    case: Case
    elapsed: Fraction
    progress: Fraction | None = None
    expected: Fraction | None = None
    gap: Fraction | None = None
    regressed: bool = False
    kept: bool = False
    early: bool = False
    noted: tuple[Note, ...] = ()
    whole: WholeChange | None = None
    total: Way | None = None
    pace_check: PaceCheck | None = None

    @property
    def was_held(self) -> bool:
        """Whether an earlier year's target already asked for as much, and the value has since fallen behind it."""
        return self.pace_check is not None and self.pace_check.unmeasured is Unmeasured.HELD


@record(frozen=True, slots=True)
class Pace:
    """How progress before the due year is measured: the band δ, a straight line or a constant rate (`geometric`), or
    the yearly targets `annual`.
    `start`: the year and number of an earlier target, where progress is counted from that and not from the
    baseline.
    """

    band: Fraction
    geometric: bool = False
    annual: tuple[tuple[int, Target], ...] = ()
    start: tuple[int, Fraction] | None = None

    def way(self, rule: Rule, case: Case) -> tuple[Case, tuple[Goal, ...]]:
        """Return the case with the start from which progress is counted, and for each reading the number that the target ends at."""
        ends = goals(rule, case)
        baseline = case.baseline.value if case.baseline is not None else None
        if self.start is None or not ends or (baseline is None and not rule.is_number):
            return case, ends
        year, number = self.start
        whence = number if baseline is None or rule.has_two_ends(case) else baseline
        reached = tuple(end(whence) for end in ends)
        begun = replace(case, baseline=Interval.point(number), baseline_year=year)
        return begun, tuple(fixed(one) for one in reached)
