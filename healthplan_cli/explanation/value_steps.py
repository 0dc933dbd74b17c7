"""The results of a row as steps over its value: at which numbers they change, and how each number follows from
baseline and target, so that a spreadsheet can work it out again. Pure.
Nothing is judged anew: `assess` is asked at every number that could matter, with the baseline and the target as they
are and a little moved; a number that doesn't follow from these in one of a few plain forms is a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.assessed import with_assessment
from healthplan_cli.evaluation.judge import Case, goal
from healthplan_cli.evaluation.progress import Pace
from healthplan_cli.evaluation.progress.numbers import without_gap
from healthplan_cli.explanation.candidates import CandidateMark, candidates
from healthplan_cli.explanation.derived_numbers import Derived, NotSteps, derived_form
from healthplan_cli.explanation.thresholds import between, standing_at
from healthplan_cli.kinds.case import UnitMismatch, amount, ends_of
from healthplan_cli.model import Interval, Quantity, Result, Rule

Said = Callable[
    [Result], object
]  # what of a result must be the same on both sides of a number that isn't a step
_STEP = Fraction(1, 64)


@record(frozen=True, slots=True)
class ValueStep:
    """The result of every value from the step before up to `up_to` (included where `closed`); None: of all above."""

    result: Result
    up_to: Derived | None
    closed: bool = False


@record(frozen=True, slots=True)
class ValueSteps:
    """All results of a row by its value. `start` and `goal` are where progress is 0 and 1; `low` and `high` the ends
    of the values without a gap.
    `by_baseline`: the forms also hold for another baseline, as long as all numbers keep their order; `by_target`: for
    another target.
    """

    steps: tuple[ValueStep, ...]
    baseline: Fraction | None
    target: Fraction | None
    start: Derived | None
    goal: Derived | None
    low: Derived | None
    high: Derived | None
    by_baseline: bool
    by_target: bool

    @property
    def numbers(self) -> tuple[Derived, ...]:
        """The numbers of the steps, of progress and of the gap, without duplicates."""
        ends = [step.up_to for step in self.steps]
        return tuple(
            dict.fromkeys(
                one for one in (*ends, self.start, self.goal, self.low, self.high) if one is not None
            )
        )

    def of(self, value: Fraction) -> Result:
        """Return the result of the step in which a value lies (a sample of that step: its own numbers are not the value's)."""
        for step in self.steps:
            end = step.up_to
            if end is None or value < end.number or (step.closed and value == end.number):
                return step.result
        raise AssertionError  # the last step has no end


@record(frozen=True, slots=True)
class _Question:
    """A rule, its case and its pace, to be judged at any value; `blank` is the result before it is judged."""

    rule: Rule
    case: Case
    pace: Pace
    blank: Result
    said: Said

    def moved(self, baseline: Fraction, target: Fraction) -> _Question | None:
        """Return the question with baseline and target moved by these amounts; None where one of them isn't a number that can move."""
        case, rule = self.case, self.rule
        if baseline:
            if case.baseline is None or case.baseline.value is None or self.pace.start is not None:
                return None
            case = replace(case, baseline=Interval.point(case.baseline.value + baseline))
        if target:
            quantity = rule.quantity if rule.is_number and len(rule.quantities) == 1 else None
            if quantity is None or getattr(type(rule), "__match_args__", ()).count("quantity") != 1:
                return None
            rule = rule.but(quantity=Quantity(quantity.value + target, quantity.unit))
        return replace(self, rule=rule, case=case)

    def at(self, value: Fraction) -> Result:
        """Return the result that a value would get."""
        return with_assessment(self.blank, standing_at(value, self.rule, self.case, self.pace))

    def asked(self) -> dict[Fraction, tuple[Result, CandidateMark | None, bool]]:
        """Return the results at every mark and between any two, in ascending order, each with the mark that ends it
        and whether it is at the mark itself.
        """
        marks = sorted(set(self._marks()), key=lambda mark: (mark.low, mark.high))
        found = {}
        for low, high in pairwise((None, *marks, None)):
            middle = between(low, high)
            found[middle] = self.at(middle), high, False
            if high is not None and high.exact:
                found[high.low] = self.at(high.low), high, True
        return found

    def _marks(self) -> Iterator[CandidateMark]:
        yield from candidates(self.rule, self.case, self.pace)
        ends = [*ends_of(self.case.baseline)]
        enough = without_gap(self.rule, self.case, self.rule.whole(self.case))
        yield from (CandidateMark(end, end) for end in (*ends, *ends_of(enough)))

    @property
    def number(self) -> Fraction | None:
        """The one number in the target's words, in the row's unit; None without one."""
        if not self.rule.is_number or len(self.rule.quantities) != 1:
            return None
        try:
            return amount(self.rule.quantities[0], self.case.measure, self.case.per)
        except UnitMismatch:
            return None

    @property
    def end(self) -> Fraction | None:
        """The number that the target ends at; None without one."""
        found = goal(self.rule, self.case)
        start = self.case.baseline.value if self.case.baseline is not None else None
        return None if found is None else found(Fraction(0) if start is None else start)


@record(frozen=True, slots=True)
class _FoundStep:
    """A step as found, with the mark at its end."""

    result: Result
    mark: CandidateMark | None
    closed: bool


@record(frozen=True, slots=True)
class _Answer:
    """The results of a question: the steps, where progress is 0 and 1, the ends of the values without a gap."""

    baseline: Fraction | None
    target: Fraction | None
    steps: tuple[_FoundStep, ...]
    start: Fraction | None
    goal: Fraction | None
    low: Fraction | None
    high: Fraction | None


def value_steps(rule: Rule, case: Case, pace: Pace, blank: Result, said: Said) -> ValueSteps:
    """Return the results of a row as steps over its value in the case's year. Raise NotSteps where progress or gap
    isn't linear in the value.
    """
    question = _Question(rule, case, pace, blank, said)
    first = _answer(question)
    way, still = _unit(first), Fraction(0)
    by_baseline, by_target = (_moved(question, first, *move) for move in ((way, still), (still, -way)))
    both = _moved(question, first, way / 3, way / 5) if by_baseline and by_target else None
    if by_target and by_baseline and not both:
        by_target = None  # the baseline is the one that is corrected more often
    answers = [one for one in (first, by_baseline, by_target, both) if one is not None]
    try:
        return _derived(answers, by_baseline is not None, by_target is not None)
    except NotSteps:
        return _derived([first], False, False)


def _unit(first: _Answer) -> Fraction:
    """Return by how much baseline and target are moved: so little that they don't pass each other."""
    if first.baseline is None or first.goal is None or first.goal == first.baseline:
        return _STEP * (first.goal or first.baseline or 1)
    return _STEP * (first.goal - first.baseline)


def _moved(question: _Question, first: _Answer, baseline: Fraction, target: Fraction) -> _Answer | None:
    """Return the answer with the inputs moved; None where its steps are no longer the same ones."""
    moved = question.moved(baseline, target)
    try:
        found = _answer(moved) if moved is not None else None
    except NotSteps:
        return None
    return found if found is not None and _alike(question.said, first, found) else None


def _alike(said: Said, one: _Answer, other: _Answer) -> bool:
    ends = [
        (answer.start is None, answer.goal is None, answer.low is None, answer.high is None)
        for answer in (one, other)
    ]
    return [(said(step.result), step.closed) for step in one.steps] == [
        (said(step.result), step.closed) for step in other.steps
    ] and ends[0] == ends[1]


def _answer(question: _Question) -> _Answer:
    """Return the answer to a question. Raise NotSteps where progress or gap isn't linear in the value."""
    asked = question.asked()
    steps: list[_FoundStep] = []
    for result, mark, closed in asked.values():
        if steps and question.said(steps[-1].result) == question.said(result):
            steps.pop()
        steps.append(_FoundStep(result, mark, closed))
    results = {value: result for value, (result, *_) in asked.items()}
    start, end = _progress_ends(results)
    low, high = _gap_ends(results)
    base = question.case.baseline.value if question.case.baseline is not None else None
    return _Answer(
        base, question.number, tuple(steps), start, question.end if end is None else end, low, high
    )


def _progress_ends(results: dict[Fraction, Result]) -> tuple[Fraction | None, Fraction | None]:
    """Return the values at which progress is 0 and 1; None where there is no progress. Raise NotSteps where it isn't linear."""
    points = [(value, one.progress) for value, one in results.items() if one.progress is not None]
    if not points:
        return None, None
    (first, at_first), (last, at_last) = points[0], points[-1]
    if first == last or at_first == at_last:
        raise NotSteps
    slope = (at_last - at_first) / (last - first)
    start = first - at_first / slope
    if any(progress != (value - start) * slope for value, progress in points):
        raise NotSteps
    return start, start + 1 / slope


def _gap_ends(results: dict[Fraction, Result]) -> tuple[Fraction | None, Fraction | None]:
    """Return the ends of the values without a gap; None where there is no gap. Raise NotSteps where the gap isn't the distance to them."""
    points = [(value, one.gap) for value, one in results.items() if one.gap is not None]
    if len(points) < 2:
        return None, None
    rises, falls = (
        (later[1] - one[1]) == sign * (later[0] - one[0])
        for sign, one, later in ((1, points[0], points[1]), (-1, points[-2], points[-1]))
    )
    low = points[0][0] - points[0][1] if rises else None
    high = points[-1][0] + points[-1][1] if falls else None
    if any(gap != _gap(value, low, high) for value, gap in points):
        raise NotSteps
    return low, high


def _gap(value: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction | None:
    distances = [value - low] if low is not None else []
    return min([*distances, *([high - value] if high is not None else [])], default=None)


# ── how the numbers follow ──


def _derived(answers: Sequence[_Answer], by_baseline: bool, by_target: bool) -> ValueSteps:
    """Return the steps with the forms of their numbers. Raise NotSteps where a number that moves has no form."""
    first, *_ = answers
    steps = []
    for at, step in enumerate(first.steps):
        marks = [answer.steps[at].mark for answer in answers]
        if step.mark is None:
            steps.append(ValueStep(step.result, None))
            continue
        numbers = [mark.middle for mark in marks if mark is not None]
        steps.append(ValueStep(step.result, derived_form(numbers, answers), step.closed))
    start, goal, low, high = (
        None
        if getattr(first, name) is None
        else derived_form([getattr(one, name) for one in answers], answers, name)
        for name in ("start", "goal", "low", "high")
    )
    return ValueSteps(
        tuple(steps), first.baseline, first.target, start, goal, low, high, by_baseline, by_target
    )
