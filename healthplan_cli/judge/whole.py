"""What a change asked of each year comes to over the whole time: shown beside its steps, and judged where a spec says so."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.judge.case import Case
from healthplan_cli.judge.changes import Amount, amounts, asked, base_of, stepped
from healthplan_cli.model import AnnualChange, Bound, opposed
from healthplan_cli.record import record


@record(frozen=True, slots=True)
class WholeChange:
    """A change from an exact start, of one amount each year."""

    rule: AnnualChange
    start: Fraction
    since: int
    need: Amount

    def at(self, year: int) -> Fraction:
        """Where the value is in a year if each year just makes the change."""
        return stepped(self.start, self.need, self.rule.direction, year - self.since)

    def distance(self, value: Fraction, case: Case) -> Fraction:
        """How far a value is beyond what the due year asks; negative where it falls short."""
        limits = asked(self.rule, self.start, self.need, case.due - self.since, case)
        if limits.low is not None:
            return value - limits.low
        assert limits.high is not None, "a half line has an end"
        return limits.high - value


def approached(rule: AnnualChange, case: Case) -> bool:
    """Whether a change of each year counts from the baseline and is to be made, not a cap."""
    since, _ = base_of(rule.since, case)
    capped = rule.bound in (Bound.AT_MOST, Bound.LESS_THAN)
    return since == case.baseline_year and since < case.due and not capped


def whole_change(rule: AnnualChange, case: Case) -> WholeChange | None:
    """What a change that counts from the baseline comes to by the due year; None where that isn't one number, or the change is a cap."""
    since, base = base_of(rule.since, case)
    needs = amounts(rule.by, case)
    start = base.value if base is not None else None
    if start is None or len(needs) != 1 or not approached(rule, case) or opposed(rule, case.better):
        return None
    if needs[0].relative is not None and start <= 0:
        return None
    return WholeChange(rule, start, since, needs[0])
