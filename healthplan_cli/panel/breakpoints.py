"""Where the record of a row can change: at which values of the year judged, and by which values of other years.

The numbers come from the kinds of rules and from the notes; one too many does no harm. That none is missing is
checked while judging (`pieces`), by `--verify-sample`, and for every kind by tests/panel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.evaluate import Trace
from healthplan_cli.evaluation.inputs import stage_before
from healthplan_cli.evaluation.notes import agrees, turning_points
from healthplan_cli.evaluation.part import IndicatorPart, in_unit
from healthplan_cli.evaluation.progress.numbers import without_gap
from healthplan_cli.evaluation.rounding import digits_of
from healthplan_cli.explanation.candidates import CandidateMark, candidates
from healthplan_cli.kinds.case import Case, UnitMismatch, amount, ends_of
from healthplan_cli.model import Indicator, Interval, Period, Result, Rule
from healthplan_cli.panel.asking import SCALE, Answer, Asker, UnreadableNumber, owner_of_id
from healthplan_cli.panel.why import ExactReason, NotStepped

_LARGEST = 10**18  # what twelve digits and six decimals come to


@record(frozen=True, slots=True)
class OtherYear:
    """Another year whose value affects the record: `cuts` divide its values, and `classes` number (from 1) what each
    division means.
    Without classes, any value in that year is more than can be judged by pieces.
    """

    year: int
    cuts: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()


@record(frozen=True, slots=True)
class Tied:
    """Another row whose value of the same year affects the record: this row's value times `under` is compared with
    that one's times `times`.
    """

    row: str
    times: int
    under: int


@record(frozen=True, slots=True)
class Dependence:
    """What the records of a place (a row's or a component's values) depend on: `cuts`, where the pieces of the year's
    value begin (in millionths), and other years or another row.
    """

    cuts: tuple[int, ...]
    others: tuple[OtherYear, ...] = ()
    tied: Tied | None = None


def dependence(asker: Asker, row: Indicator, owner: str | None, year: int, targets: bool) -> Dependence:
    """Return what the records of a row, or of the components that have the values of `owner`, depend on.

    `targets`: the data may supply targets that are set elsewhere. Raise NotStepped where the records depend on more
    than that.
    """
    if any(IndicatorPart(row, part).is_mixed for part in (None, *row.components)):
        raise NotStepped(ExactReason.MIXED)
    answer = _first_answer(asker, row, owner, year)
    parts = [
        _Part(part, trace, row.in_force(year), year, asker.plan.period)
        for part in parts_of(answer.result, owner)
        if (trace := answer.traces.get((row.id, None if part is answer.result else part.id))) is not None
    ]
    for part in parts:
        rule = part.trace.rule
        if rule.looks_elsewhere and (targets or not rule.is_external):
            raise NotStepped(ExactReason.KIND, rule.looks_elsewhere)
    return Dependence(
        tuple(sorted(_cuts(mark for part in parts for mark in part.marks()))),
        _joined(other for part in parts for other in part.other_years()),
        _tied([part for part in parts if part.trace.rule.is_tied]),
    )


def _tied(parts: Sequence[_Part]) -> Tied | None:
    """Return the row that this row's target is compared with; None without one. Raise NotStepped where the comparison
    isn't one number times the other's.
    """
    if not parts:
        return None
    rule, case, row = parts[0].trace.rule, parts[0].trace.case, parts[0].row
    if len(parts) > 1 or case is None or case.reference[0] is None or row.relative_to is None:
        raise NotStepped(ExactReason.KIND)
    numbers = [Fraction(number) for number in (1, 2, 3)]
    found = [
        set(rule.turning_points(replace(case, reference=(case.reference[0], Interval.point(number)))))
        for number in numbers
    ]
    if not any(found):  # whatever the other's value is: only whether it is known can count
        return Tied(row.relative_to, 1, 1)
    slope = next(iter(found[0]), Fraction(0))
    if slope <= 0 or any(points != {slope * number} for points, number in zip(found, numbers, strict=True)):
        raise NotStepped(ExactReason.KIND)
    return Tied(row.relative_to, slope.numerator, slope.denominator)


def parts_of(result: Result, owner: str | None) -> tuple[Result, ...]:
    """Return the results that follow from the values of `owner`: of its components, or (None) of the row and its components."""
    if owner is None:
        return (result, *result.components)
    return tuple(part for part in result.components if owner_of_id(part.id) == owner)


def _first_answer(asker: Asker, row: Indicator, owner: str | None, year: int) -> Answer:
    """Return the answer for some number that the row can have. Raise NotStepped where none is found."""
    now = row.in_force(year)
    numbers: list[Fraction] = []
    judged = (IndicatorPart(now), *(IndicatorPart(now, part) for part in now.components))
    for part in judged:
        if part.baseline is not None:
            numbers += ends_of(in_unit(part.baseline, now))
        if part.target is not None:
            numbers += [quantity.value for quantity in part.target.rule.quantities]
    for number in (*numbers, Fraction(1), Fraction(0)):
        try:
            return asker.ask(row, year, {owner: {year: floor(number * SCALE)}})
        except UnreadableNumber:
            continue
    raise NotStepped(ExactReason.UNREADABLE)


def _cuts(marks: Iterable[CandidateMark]) -> set[int]:
    """Return the whole numbers at which pieces begin: each mark that is a whole number, and the first number beyond each mark."""
    found: set[int] = set()
    for mark in marks:
        beyond = floor(mark.low * SCALE) + 1
        found |= {beyond, ceil(mark.low * SCALE)} if mark.exact else {beyond}
    return {cut for cut in found if abs(cut) <= _LARGEST}


def _joined(found: Iterable[OtherYear]) -> tuple[OtherYear, ...]:
    """Return each year once; for one that occurs several times, with the cuts of all of them."""
    by_year: dict[int, list[OtherYear]] = {}
    for other in found:
        if other not in by_year.setdefault(other.year, []):
            by_year[other.year].append(other)
    joined = []
    for year, others in sorted(by_year.items()):
        if len(others) == 1:
            joined.append(others[0])
        elif not all(other.classes for other in others):
            joined.append(OtherYear(year))
        else:
            joined.append(_in_pieces(year, sorted({cut for other in others for cut in other.cuts})))
    return tuple(joined)


def _in_pieces(year: int, cuts: Sequence[int]) -> OtherYear:
    """Return a year of which each division is a class of its own."""
    return OtherYear(year, tuple(cuts), tuple(range(1, len(cuts) + 2)))


@record(frozen=True, slots=True)
class _Part:
    """A row or a component, as judged in the first answer."""

    result: Result
    trace: Trace
    row: Indicator
    year: int
    period: Period

    @property
    def _case(self) -> Case | None:
        return self.trace.case or self.trace.without_value

    @property
    def _baseline(self) -> Interval | None:
        return in_unit(self.result.baseline, self.row)

    def marks(self) -> Iterator[CandidateMark]:
        """Yield every value of the year judged at which the record can change."""
        rule, case, pace = self.trace.rule, self.trace.case, self.trace.pace
        yield from map(_mark, turning_points(self.result, self._baseline))
        yield from map(_mark, ends_of(self._baseline))
        if case is None or pace is None:
            return
        yield from candidates(rule, case, pace)
        yield from map(_mark, self._of_words(rule, case))
        yield from map(_mark, ends_of(case.baseline))
        for _, earlier in self._due_before():
            yield from map(_mark, (*earlier.turning_points(case), *self._of_words(earlier, case)))
        if pace.start is not None:
            yield _mark(pace.start[1])
        enough = without_gap(rule, case, rule.whole(case)) or Interval()
        for digit in (Fraction(0), *digits_of(self.result)):
            if enough.low is not None:
                yield _mark(enough.low - digit)
            if enough.high is not None:
                yield _mark(enough.high + digit)

    def other_years(self) -> Iterator[OtherYear]:
        """Yield the other years whose values affect the record. Raise NotStepped where they do so in more than one way."""
        yield from self._of_baseline()
        rule, case, target = self.trace.rule, self._case, self.result.target
        if target is not None and stage_before(target) is not None:
            raise NotStepped(ExactReason.STAGE)
        yield from (OtherYear(year) for year in range(self.result.due, self.year))
        if rule.is_trend:
            yield from (OtherYear(year, (), (1,)) for year in range(self.period.start, self.year))
        if case is None:
            return
        for year, earlier in self._due_before():
            points = (*earlier.turning_points(case), *self._of_words(earlier, case))
            yield _in_pieces(year, sorted(_cuts(map(_mark, points))))
        if rule.looks_at_each_year:
            cuts = sorted(_cuts(map(_mark, rule.turning_points(case))))
            first = min(case.start, case.baseline_year + 1)
            yield from (_in_pieces(year, cuts) for year in range(first, self.year))

    def _of_baseline(self) -> Iterator[OtherYear]:
        """Yield the baseline's year: whether its value in the data agrees with the plan's."""
        baseline, own = self.result.baseline, self._baseline
        year = self.period.baseline if baseline is None else baseline.year
        if year >= self.year:
            return
        if own is None:
            yield OtherYear(year)
            return
        cuts = sorted(_cuts(map(_mark, ends_of(own))))
        firsts = [cuts[0] - 1, *cuts] if cuts else [0]
        classes = [1 if agrees(Interval.point(Fraction(first, SCALE)), own) else 2 for first in firsts]
        yield OtherYear(year, tuple(cuts), tuple(classes))

    def _due_before(self) -> tuple[tuple[int, Rule], ...]:
        target = self.result.target
        return () if target is None else tuple(pair for pair in target.due_before if pair[0] < self.year)

    def _of_words(self, rule: Rule, case: Case) -> Iterator[Fraction]:
        """Yield the numbers of the target's words in the row's unit: a range's far end changes only a note."""
        for quantity in rule.level.quantities:
            try:
                yield amount(quantity, case.measure, case.per)
            except UnitMismatch:
                continue


def _mark(number: Fraction) -> CandidateMark:
    return CandidateMark(number, number)
