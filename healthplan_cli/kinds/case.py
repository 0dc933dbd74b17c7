"""The data that a rule is judged on, and the three verdicts (contract section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.values import TOLERANCE, Better, Bound, Interval, Outcome, Quantity, Reading, Reason
from healthplan_cli.verdict import Question, Shortfall, Verdict

ZERO = Fraction(0)

CAPPED = (Bound.AT_MOST, Bound.LESS_THAN)  # a change that is to stay small: nothing is approached

MET = Verdict(Outcome.MET)
MISSED = Verdict(Outcome.MISSED)


def unknown(reason: Reason, *years: int) -> Verdict:
    """Return the verdict "unknown" with its reason and the years whose values are missing or undecided."""
    return Verdict(Outcome.UNKNOWN, reason, years=years)


def needs_review(question: Question, degree: str | None = None) -> Verdict:
    """Return the verdict that a person must decide `question`; `degree`: the document's word of degree (明显), if that is in question."""
    return Verdict(Outcome.UNKNOWN, Reason.NEEDS_REVIEW, question=question, degree=degree)


class UnitMismatch(Exception):
    """A target's unit can't be converted to the indicator's."""


@record(frozen=True, slots=True)
class Case:
    """The data that a rule is judged on; every number is in `measure`.

    `year` is the year judged; `data_year` the year of the value used: `year`, unless an older value is carried or the due
    year's decides. `series`: values after the baseline year, up to the year judged; `history`: those before the baseline
    year. `reference`: the values of the indicator referred to (同比例), in the baseline year and in `data_year`.
    `cumulative`: the value was reported as 〔18〕, a total of the period. `running`, `yearly`: years whose values are
    said to be running totals, or amounts of that year alone; for other years neither is said.
    """

    year: int
    data_year: int
    due: int
    better: Better | None
    measure: str | None
    series: Mapping[int, Interval]
    baseline: Interval | None = None
    baseline_year: int = 2020
    start: int = 2021
    per: int | None = None
    tolerance: Fraction = TOLERANCE
    history: Mapping[int, Interval] = field(default_factory=dict)
    reference: tuple[Interval | None, Interval | None] = (None, None)
    cumulative: bool = False
    running: frozenset[int] = frozenset()
    yearly: frozenset[int] = frozenset()

    @property
    def value(self) -> Interval:
        return self.series[self.data_year]

    @property
    def last(self) -> int:
        """The last year that a course is judged by: `data_year`, at most the due year."""
        return min(self.data_year, self.due)


def decide(values: Interval, accepted: Interval) -> Verdict:
    """Return met if all of the values are accepted, missed if none is, unknown (censored) if only some are."""
    if values.within(accepted):
        return MET
    if values.apart(accepted):
        return MISSED
    return unknown(Reason.CENSORED)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of several demands that must all be met: the first missed one, else the first unknown one, else met."""
    found = list(verdicts)
    for outcome in (Outcome.MISSED, Outcome.UNKNOWN):
        for verdict in found:
            if verdict.outcome is outcome:
                return verdict
    return MET


def every_of(verdicts: Iterable[tuple[int, Interval, Verdict]]) -> Verdict:
    """Return the verdict of (year, value, verdict) that must all be met, naming the years that fell short or are undecided."""
    found = list(verdicts)
    verdict = replace(every(one for _, _, one in found), needed=None)
    if verdict.outcome is Outcome.MISSED:
        missed = [entry for entry in found if entry[2].outcome is Outcome.MISSED]
        return replace(
            verdict, short=tuple(Shortfall(year, value, one.needed) for year, value, one in missed)
        )
    if verdict.reason is Reason.CENSORED:
        return replace(verdict, years=tuple(year for year, _, one in found if one.reason))
    return verdict


def listed(years: Iterable[int]) -> str:
    """Return years as a list in words: 2022、2023."""
    return tr("、").join(map(str, years))


def gaps(known: Iterable[int], first: int, last: int) -> tuple[int, ...]:
    """Return the years from `first` to `last` that aren't in `known`."""
    have = set(known)
    return tuple(year for year in range(first, last + 1) if year not in have)


def converted(reading: Reading, measure: str | None, per: int | None = None) -> Interval | None:
    """Return a reported value in the indicator's unit; unconverted where the unit doesn't fit (an error that the loader reports)."""
    values = reading.values
    if values is None or reading.unit is None or measure is None or reading.unit == measure:
        return values
    factor = units.factor(reading.unit, measure, per)
    return values if factor is None else values.scaled(factor)


def amount(quantity: Quantity, measure: str | None, per: int | None = None) -> Fraction:
    """Return a quantity's number in the indicator's unit. Raise UnitMismatch where it can't be converted."""
    if quantity.unit is None or quantity.unit == measure:
        return quantity.value
    factor = units.factor(quantity.unit, measure, per) if measure else None
    if factor is None:
        raise UnitMismatch(quantity.unit)
    return quantity.value * factor


def ends_of(values: Interval | None) -> list[Fraction]:
    """Return the ends of a set of values, without those that are unbounded."""
    return [] if values is None else [end for end in (values.low, values.high) if end is not None]
