"""Words that point the way that isn't the better one (吸烟率 提高2个百分点): two readings, and no verdict (contract section 3)."""

from __future__ import annotations

from healthplan_cli.judge.case import Case
from healthplan_cli.judge.goals import goal
from healthplan_cli.judge.levels import LEVELS, accepted
from healthplan_cli.model import (
    AnnualChange,
    Approx,
    Better,
    Change,
    Direction,
    Interval,
    Range,
    Reach,
    Rule,
    Trend,
    level_of,
)
from healthplan_cli.record import replace

_OTHER = {Better.HIGHER: Better.LOWER, Better.LOWER: Better.HIGHER}
_OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def as_worded(case: Case) -> Case:
    """The case in which the words' own way is the better one."""
    return replace(case, better=_OTHER.get(case.better) if case.better else None)


def turned(rule: Rule) -> Rule | None:
    """The rule as it would be, had the words been written the better way; None where that is no plain thing to say."""
    match rule:
        case AnnualChange(direction=direction) | Change(direction=direction) | Trend(direction=direction):
            return replace(rule, direction=_OTHER_WAY[direction]) if direction in _OTHER_WAY else None
        case Reach() | Approx() | Range():
            return replace(rule, towards=None)
    return None


def asked(rule: Rule | None, case: Case) -> Interval | None:
    """The values that one reading asks for in the due year, where they follow from the words and the baseline."""
    if rule is None:
        return None
    level = level_of(rule)
    if isinstance(level, LEVELS):
        return accepted(level, case)
    end, start = goal(rule, case), case.baseline.value if case.baseline is not None else None
    if end is None or start is None:
        return None
    number = end(start)
    return Interval(low=number) if number >= start else Interval(high=number)
