"""The yearly numbers of one version of a row, by the kind of its target: a line, a change each year, a level kept.

Raise Unfounded where no numbers follow from the words: its message says why, and what would help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case, goals, judge
from healthplan_cli.evaluation.part import IndicatorPart, due_of, in_unit
from healthplan_cli.evaluation.progress import already, expected
from healthplan_cli.kinds.amounts import amounts, stepped, way
from healthplan_cli.language.figures import figure
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import (
    Bound,
    Compare,
    Direction,
    Interval,
    NoTarget,
    Plan,
    Quantity,
    Relation,
    Rule,
    Target,
)
from healthplan_cli.sources.plans.fits import possible
from healthplan_cli.units.amounts import with_unit
from healthplan_cli.views.annual_targets.reasons import (
    Unfounded,
    Why,
    limited,
    not_positive,
    unclear,
    without_baseline,
    without_number,
)
from healthplan_cli.views.annual_targets.step import Basis, YearStep
from healthplan_cli.views.annual_targets.words import computed, level_text, own_words

_STRICT = (Bound.MORE_THAN, Bound.LESS_THAN)
_MOST_PLACES = 6  # of a baseline or a target; one converted into another unit may have no end


def drawn(plan: Plan, part: IndicatorPart, geometric: bool | None = None) -> Iterable[YearStep]:
    """Return the steps from the plan's first year to the due year, or to the plan's end if that is later.

    Raise Unfounded where no numbers follow from the words.
    """
    target = part.target or Target("—", NoTarget())
    reason = without_number(plan, part, target)
    if reason is not None:
        raise Unfounded(reason)
    due = due_of(target, plan)
    if target.rule.is_every_year:
        level = target.rule.level
        step = _level(part, due, level, level_text(level, part), Basis.EVERY_YEAR)
        steps = [replace(step, year=year) for year in range(plan.period.start, due + 1)]
        return [*steps, *_after(plan, steps)]
    try:
        steps = _from_baseline(plan, part, target, geometric)
    except Unfounded as error:
        named = _due_alone(part, target, due)
        raise Unfounded(error.why, [*error.steps, *named, *_after(plan, named)]) from None
    return [*steps, *_after(plan, steps)]


def _from_baseline(plan: Plan, part: IndicatorPart, target: Target, geometric: bool | None) -> list[YearStep]:
    drawing = _Drawing(part, target, plan.period.start, due_of(target, plan))
    if target.rule.is_yearly_change:
        return drawing.changing(target.rule)
    return drawing.stable() if target.rule.is_stable else drawing.levels(geometric)


def _due_alone(part: IndicatorPart, target: Target, due: int) -> list[YearStep]:
    """Return the step of the due year alone, in the document's words; empty where the target is no level."""
    if not target.rule.is_level:
        return []
    return [_level(part, due, target.rule, own_words(target, part), Basis.TARGET)]


def _after(plan: Plan, steps: list[YearStep]) -> Iterable[YearStep]:
    """Yield the steps, then for each later year to the plan's end a step that keeps the target."""
    if not steps:
        return
    last = steps[-1]
    for year in range(last.year + 1, plan.period.end + 1):
        yield replace(last, year=year, basis=Basis.KEPT)


def level_drawn(part: IndicatorPart, year: int, target: Target) -> YearStep:
    """Return the step of a year that has its own yearly target, in that target's words."""
    plain = None if _reads_back(target) else level_text(target.rule, part)
    return replace(_level(part, year, target.rule, target.text, Basis.ANNUAL_TARGETS), plain=plain)


def _level(part: IndicatorPart, year: int, rule: Rule, text: str, basis: Basis) -> YearStep:
    """Return the step of a year that asks for a level, with the number it ends at and the relation in which a value should stand to it."""
    case = probe(part, 0)
    ends = () if rule.has_two_ends(case) else goals(rule, case)
    value = ends[0](Fraction(0)) if len(ends) == 1 else None
    return YearStep(year, value, text, basis, relation=None if value is None else rule.side(case))


def _reads_back(target: Target) -> bool:
    try:
        return parse_target(target.text).rule == target.rule
    except NotUnderstood:
        return False


def probe(part: IndicatorPart, year: int, start: Interval | None = None, base: int = 0) -> Case:
    """Return a case whose value in a year is the baseline itself (`start`, of the year `base`)."""
    indicator = part.indicator
    return Case(
        year=year,
        data_year=year,
        due=year,
        better=indicator.better,
        measure=indicator.measure,
        series={year: start} if start is not None else {},
        baseline=start,
        baseline_year=base,
        per=indicator.per,
        tolerance=indicator.tolerance_of_about,
    )


class _Drawing:
    """The computation of yearly numbers for a target that has a baseline."""

    def __init__(self, part: IndicatorPart, target: Target, first: int, due: int) -> None:
        baseline = part.baseline
        start = in_unit(baseline, part.indicator)
        if baseline is None or start is None or baseline.year >= due:
            raise Unfounded(without_baseline(part, target, due))
        self.part, self.target, self.due = part, target, due
        self.case = probe(part, due, start, baseline.year)
        self.years = range(max(first, baseline.year + 1), due + 1)
        self.start = start.value
        earlier = baseline.year in dict(target.due_before)
        self.kept = Basis.HELD if earlier else Basis.KEPT  # what the number is kept from

    def levels(self, geometric: bool | None) -> list[YearStep]:
        """Return the steps towards a level due later; or of keeping it, where the baseline already satisfies it."""
        rule = self.target.rule
        verdict = judge(rule, self.case)
        ends = goals(rule, self.case)
        if already(rule, self.case):
            return [self._kept(year, ends) for year in self.years]
        if verdict.reason is not None or len(ends) != 1 or self.start is None:
            raise Unfounded(unclear(self.part, self.target, verdict, len(ends)))
        if ends[0](self.start) == self.start:  # >25 from 25: there is no way to go
            return [replace(self._kept(year, ends), basis=Basis.LINEAR) for year in self.years]
        return self._line(ends[0], self.part.indicator.geometric if geometric is None else geometric)

    def _line(self, end: Callable[[Fraction], Fraction], geometric: bool) -> list[YearStep]:
        assert self.start is not None
        goal = end(self.start)
        if geometric and (self.start <= 0 or goal <= 0):
            raise Unfounded(Why(tr("固定增长率要求基期和目标都大于 0"), tr("请改用直线（linear）")))
        basis = Basis.GEOMETRIC if geometric else Basis.LINEAR
        span = self.due - self.case.baseline_year
        steps = []
        for year in self.years:
            value = expected(
                self.start,
                goal,
                Fraction(year - self.case.baseline_year, span),
                geometric and year < self.due,
            )
            steps.append(self._before_far_end(self._step(year, value, self._towards(goal, year), basis)))
        return [*steps[:-1], self._inown_words(steps[-1])]

    def _before_far_end(self, step: YearStep) -> YearStep:
        """Return a step towards a range with its far end as a limit, which holds in every year."""
        rule, near = self.target.rule, parse_target(step.text).rule
        if not rule.has_two_ends(self.case) or not near.is_comparison:
            return step
        if near.relation is Relation.GE:
            between = rule.but(low=near.quantity, low_open=False, two_sided=True)
        else:
            between = rule.but(high=near.quantity, high_open=False, two_sided=True)
        return replace(step, text=level_text(between, self.part))

    def _kept(self, year: int, ends: tuple[Callable[[Fraction], Fraction], ...]) -> YearStep:
        rule, start = self.target.rule, self.start
        single = len(ends) == 1 and not rule.has_two_ends(self.case)
        value = ends[0](start or Fraction(0)) if single else None
        if rule.is_change:
            if value is None or start is None:
                return YearStep(year, None, self.target.text, self.kept)
            return self._step(year, value, self._towards(value, year), self.kept)
        written = year == self.due or rule.is_comparison
        text = own_words(self.target, self.part) if written else level_text(rule, self.part)
        return _level(self.part, year, rule, text, self.kept)

    def changing(self, rule: Rule) -> list[YearStep]:
        """Return the steps of a change asked of each year (每年, 年均): each year's number is the one before with exactly that change."""
        assert rule.by is not None
        assert rule.bound is not None
        needs = amounts(rule.by, self.case)
        since = rule.since not in (None, self.case.baseline_year)
        direction = way(rule.direction, self.part.indicator.better)
        if since or len(needs) != 1 or self.start is None or direction is None:
            raise Unfounded(unclear(self.part, self.target, None, len(needs)))
        [need] = needs
        if need.relative is not None and self.start <= 0:
            raise Unfounded(not_positive(self.target))
        relation = _bounded(direction, rule.bound)
        basis = Basis.AVERAGE if rule.average else Basis.ANNUAL_CHANGE
        steps: list[YearStep] = []
        for year in self.years:
            value = stepped(self.start, need, direction, year - self.case.baseline_year)
            level = Compare(relation, Quantity(value, self.part.indicator.measure))
            if not possible(level, self.part.indicator):
                raise Unfounded(
                    limited(self.target, year, with_unit(figure(value), self.part.indicator.measure)), steps
                )
            steps.append(self._step(year, value, relation, basis))
        return steps

    def stable(self) -> list[YearStep]:
        """Return the steps of 保持稳定: the same lower (or upper) limit each year."""
        needed = judge(self.target.rule, self.case).needed
        if needed is None and self.start is not None:  # neither way is better
            text = f"{decimal_text(self.start)}左右"
            return [YearStep(year, self.start, text, Basis.STABLE, relation="approx") for year in self.years]
        if needed is None:
            raise Unfounded(unclear(self.part, self.target, None, 1))
        low, high = needed.low, needed.high
        if low is not None:
            value, relation = low, Relation.GT if needed.low_open else Relation.GE
        else:
            assert high is not None
            value, relation = high, Relation.LT if needed.high_open else Relation.LE
        return [self._step(year, value, relation, Basis.STABLE) for year in self.years]

    def _step(self, year: int, value: Fraction, relation: Relation, basis: Basis) -> YearStep:
        ends = [self.start, *(end(Fraction(0)) for end in goals(self.target.rule, self.case)[:1])]
        places = max((_places(end) for end in ends if end is not None), default=0) + 2
        return computed(self.part, year, value, relation, basis, places)

    def _towards(self, goal: Fraction, year: int) -> Relation:
        """Return the relation (≥ or ≤) in which a value should stand to a number on the way to the goal; in the due
        year a strict one where the words say 超过.
        """
        assert self.start is not None
        rule = self.target.rule
        if rule.is_change and rule.by is None:
            rising = rule.is_upward(self.case.better)
        elif goal != self.start:
            rising = goal > self.start
        else:
            rising = rule.by is None or way(rule.direction, self.case.better) is not Direction.DOWN
        if year == self.due and rule.is_change and rule.bound in _STRICT:
            return Relation.GT if rising else Relation.LT
        return Relation.GE if rising else Relation.LE

    def _inown_words(self, step: YearStep) -> YearStep:
        """Return the step of the due year in the document's words, where they name a level."""
        if not self.target.rule.is_level:
            return step
        return _level(self.part, step.year, self.target.rule, own_words(self.target, self.part), step.basis)


def _bounded(direction: Direction, bound: Bound) -> Relation:
    """Return the relation that a change asks of a year's number; 不超过 and 少于 turn its direction round."""
    capped, strict = bound in (Bound.AT_MOST, Bound.LESS_THAN), bound in _STRICT
    if (direction is Direction.UP) != capped:
        return Relation.GT if strict else Relation.GE
    return Relation.LT if strict else Relation.LE


def _places(number: Fraction) -> int:
    return min(len(decimal_text(number).partition(".")[2]), _MOST_PLACES)
