"""How a number follows from a baseline and a target: found by moving these a little and seeing how the number moves.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction
from typing import Protocol

from healthplan_cli.base.fast_dataclass import record


class Shape(Enum):
    """How a number follows from the baseline, from the goal or from the target's own number; FIXED: it doesn't depend
    on them.
    ON_THE_WAY: a share of the way from baseline to goal; TIMES_…: a multiple; BEYOND_BASELINE: the baseline plus an
    amount.
    """

    TARGET = "target"
    GOAL = "goal"
    BASELINE = "baseline"
    ON_THE_WAY = "on_the_way"
    TIMES_GOAL = "times_goal"
    TIMES_BASELINE = "times_baseline"
    BEYOND_BASELINE = "beyond_baseline"
    FIXED = "fixed"


@record(frozen=True, slots=True)
class Derived:
    """A number with how it follows: `factor` is the share of the way, the multiple, the amount added, or the number itself."""

    number: Fraction
    shape: Shape
    factor: Fraction


class NotSteps(Exception):
    """Raised where a row's result isn't a step function of its value with limits of these forms."""


class _Asked(Protocol):
    """One set of inputs and what it gave: the baseline, the number of the target's words, the number that the target ends at."""

    @property
    def baseline(self) -> Fraction | None: ...

    @property
    def target(self) -> Fraction | None: ...

    @property
    def goal(self) -> Fraction | None: ...


def derived_form(numbers: Sequence[Fraction], answers: Sequence[_Asked], name: str = "") -> Derived:
    """Return the first form that fits a number in all the answers (`numbers` has its value in each). Raise NotSteps where none fits."""
    asked = list(zip(numbers, answers, strict=True))
    number, is_goal = numbers[0], name == "goal"
    if is_goal and all(one == answer.target for one, answer in asked):
        return Derived(number, Shape.TARGET, Fraction(1))
    if not is_goal and all(one == answer.goal for one, answer in asked):
        return Derived(number, Shape.GOAL, Fraction(1))
    if all(one == answer.baseline for one, answer in asked):
        return Derived(number, Shape.BASELINE, Fraction(1))
    if len(set(numbers)) == 1:
        return Derived(number, Shape.FIXED, number)
    for shape, factor in _FACTORS.items():
        found = {factor(one, answer.baseline, None if is_goal else answer.goal) for one, answer in asked}
        if len(found) == 1 and (only := found.pop()) is not None:
            return Derived(number, shape, only)
    raise NotSteps


def _way(number: Fraction, baseline: Fraction | None, goal: Fraction | None) -> Fraction | None:
    if baseline is None or goal is None or goal == baseline:
        return None
    return (number - baseline) / (goal - baseline)


_FACTORS: dict[Shape, Callable[[Fraction, Fraction | None, Fraction | None], Fraction | None]] = {
    Shape.ON_THE_WAY: _way,
    Shape.TIMES_GOAL: lambda number, _, goal: number / goal if goal else None,
    Shape.TIMES_BASELINE: lambda number, baseline, _: number / baseline if baseline else None,
    Shape.BEYOND_BASELINE: lambda number, baseline, _: None if baseline is None else number - baseline,
}
