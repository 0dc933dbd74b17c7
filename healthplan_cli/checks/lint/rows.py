"""What rules need of a row: its parts, the number that each asks for, and how that compares with the baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import Hit, Subject
from healthplan_cli.checks.lint.words import FALLING, RISING
from healthplan_cli.evaluation.judge import Case, UnitMismatch, goals
from healthplan_cli.evaluation.part import IndicatorPart, due_of, due_parts, in_unit
from healthplan_cli.model import TOLERANCE, Better, Direction, Interval, Nature, Plan, Target


def each_once(subject: Subject, check: Callable[[Subject, IndicatorPart], Hit | None]) -> Iterator[Hit]:
    """Yield the hits of a check on the rows of the table, then on commitments, without those that repeat the row's hit."""
    found: set[str] = set()
    for row in subject.plan.rows:
        if row.restates in found:
            continue
        of_part: dict[str, Hit] = {}  # one for all the years of a part
        for part in due_parts(row):
            if part.id not in of_part and (found_here := check(subject, part)) is not None:
                of_part[part.id] = found_here
        hits = list(of_part.values())
        found |= {row.restates or row.id} if hits else set()
        yield from hits


def hit(part: IndicatorPart, message: str, words: str | None = None) -> Hit:
    """Return a hit about a part of a row, at its place, with baseline → target as its words unless `words` are given."""
    named = tr("{name}：", name=part.name) if part.component else ""
    said = cells(part) if words is None else words
    return Hit(f"{named}{message}", said, part.indicator, part.location)


def cells(part: IndicatorPart) -> str:
    """Write baseline → target in the document's words, with the place of a baseline from outside the table."""
    baseline, target = part.baseline, part.target
    said = baseline.text if baseline else "—"
    if baseline and baseline.source:
        said = tr("{words}（{source}）", words=said, source=baseline.source)
    return f"{said} → {target.text if target else '—'}"


@record(frozen=True, slots=True)
class Goal:
    """The number that a level asks for; `upward`: higher values are better.

    `slack` is the tolerance of 左右; `strict`: the number itself isn't accepted.
    """

    value: Fraction
    upward: bool
    slack: Fraction = Fraction(0)
    strict: bool = False

    def beaten_by(self, values: Interval) -> bool:
        """Return whether every one of the values is better than the goal."""
        if self.upward:
            return values.low is not None and values.low > self.value + self.slack
        return values.high is not None and values.high < self.value - self.slack

    def looser_than(self, other: Goal) -> bool:
        """Return whether this goal asks for less than the other, in the same direction."""
        if self.upward != other.upward:
            return False
        return self.value < other.value if self.upward else self.value > other.value


def case_of(part: IndicatorPart, plan: Plan, baseline: Interval | None = None) -> Case:
    """Return the case of a part without data, in which the baseline is also the last known value."""
    row, due = part.indicator, due_of(part.target, plan)
    known = baseline or Interval()
    year = part.baseline.year if part.baseline else plan.period.baseline
    return Case(
        due, due, due, row.better, row.measure, {due: known}, baseline, year, plan.period.start, row.per,
        TOLERANCE if row.tolerance is None else row.tolerance,
    )  # fmt: skip


def goal_of(target: Target | None, part: IndicatorPart, plan: Plan) -> Goal | None:
    """Return the number that a level asks for; None for another target, and for one with two ends where neither side is better."""
    rule = target.rule.level if target else None
    if rule is None:
        return None
    case = case_of(part, plan)
    try:
        ends = rule.accepted(replace(case, tolerance=Fraction(0)))
    except UnitMismatch:
        return None
    if ends is None:
        return None
    if ends.value is None and ends.low is not None and ends.high is not None:
        return None
    upward = case.better is Better.HIGHER if ends.value is not None else ends.low is not None
    if ends.value is not None and case.better in (None, Better.NEITHER):
        return None
    value, strict = (ends.low, ends.low_open) if upward else (ends.high, ends.high_open)
    assert value is not None
    slack = abs(value) * case.tolerance if rule.is_about else Fraction(0)
    return Goal(value, upward, slack, strict)


def start_of(part: IndicatorPart) -> Interval | None:
    """Return the baseline's values in the row's unit.

    None for a total of several years (〔14〕, 累计新建12家), and for a commitment in another unit than the row whose
    baseline it shares (13.66‰, 13.5%), since either may be the slip.
    """
    row = part.indicator
    if part.baseline is not None and part.baseline.reading.cumulative:
        return None
    if part.target is not None and part.target.rule.is_total:
        return None
    if row.restates is not None and row.unit is not None and row.unit != row.measure:
        return None
    return in_unit(part.baseline, row)


def ends_of(target: Target | None, part: IndicatorPart, plan: Plan) -> tuple[Fraction, ...]:
    """Return the numbers that a target ends at, one for each reading of its words; a change starts from the baseline."""
    start = start_of(part)
    if target is None:
        return ()
    case = case_of(part, plan, start)
    rule = target.rule.level
    value = start.value if start is not None else None
    if value is None and (rule.is_change or rule.has_two_ends(case)):
        return ()
    try:
        if rule.is_yearly_change:
            return tuple(rule.chained(value or Fraction(0), case))
        return tuple(end(value or Fraction(0)) for end in goals(rule, case))
    except UnitMismatch:
        return ()


def against(part: IndicatorPart, plan: Plan) -> Direction | None:
    """Return the direction of a commitment's verb (提高到, 下降到) where its number doesn't lie that way from the baseline; else None."""
    target, start, goal = part.target, start_of(part), goal_of(part.target, part, plan)
    if target is None or start is None or goal is None or part.indicator.nature is not Nature.COMMITMENT:
        return None
    if RISING.search(target.text):
        past = start.low is not None and start.low >= goal.value
        way_ = Direction.UP
    elif FALLING.search(target.text):
        past = start.high is not None and start.high <= goal.value
        way_ = Direction.DOWN
    else:
        return None
    return way_ if past and not (goal.strict and start.value == goal.value) else None


def at_the_end(part: IndicatorPart, value: Fraction, upward: bool) -> bool:
    """Return whether a value is the best that the row's limits allow: 100 % going up, 0 going down."""
    limits, measure = part.indicator.limits, part.indicator.measure
    end = limits.high if upward else limits.low
    if end is None:
        return False
    if end and limits.unit != measure:
        if not (limits.unit and measure and units.is_share(limits.unit) and units.is_share(measure)):
            return False
        end = end * units.whole(measure) / units.whole(limits.unit)
    return value == end
