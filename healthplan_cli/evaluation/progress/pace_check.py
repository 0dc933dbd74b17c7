"""What a value that doesn't meet its target yet is compared with before the due year: it decides the status and is
written in the proof.
Pure (docs/semantics.md, section 5).
"""

from __future__ import annotations

from enum import Enum, auto
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.progress.rungs import RungLadder, progress_made
from healthplan_cli.kinds.base import Goal
from healthplan_cli.kinds.case import Case
from healthplan_cli.model import Interval, Status, Target, Verdict


class Unmeasured(Enum):
    """Why progress isn't measured: the target was to be kept (KEPT), an earlier year's target asked as much (HELD),
    the value is beyond the far end (BEYOND), or a number is lacking.
    """

    KEPT = auto()  # the baseline meets the target, which is to be kept
    HELD = auto()  # an earlier year's target, from which the way begins, asks for as much already
    BEYOND = auto()  # the value is past the far end of a target with two ends
    NO_BASELINE = auto()
    NO_NUMBER = auto()  # the target ends at no number


@record(frozen=True, slots=True)
class YearlyCheck:
    """A year's own target, and the verdict of the value compared with it."""

    year: int
    target: Target
    verdict: Verdict


@record(frozen=True, slots=True)
class LadderCheck:
    """Progress from the baseline to one number that the target ends at, on the ladder of statuses behind < on track <
    ahead.
    `rungs`: the lowest and the highest status that the value may have; empty where that can't be said.
    """

    end: Goal
    ladder: RungLadder
    value: Interval
    baseline: Interval
    rungs: frozenset[Status] = frozenset()

    @property
    def made(self) -> Interval | None:
        """The progress P on a straight line; None where it has no meaning."""
        return progress_made(self.value, self.baseline, self.end)

    @property
    def goal(self) -> Fraction | None:
        """The number that the target ends at; None where the baseline is a range."""
        start = self.baseline.value
        return None if start is None else self.end(start)


@record(frozen=True, slots=True)
class PaceCheck:
    """What decided the status before the due year: yearly targets, else ladders, else the reason why progress isn't
    measured.
    `case` counts from where progress begins; `start` is the year and number of an earlier target that it begins
    at.
    """

    case: Case
    yearly: tuple[YearlyCheck, ...] = ()
    ladders: tuple[LadderCheck, ...] = ()
    unmeasured: Unmeasured | None = None
    start: tuple[int, Fraction] | None = None
