"""What a rule may look at, and the three answers (contract section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.model import TOLERANCE, Better, Interval, Outcome, Quantity, Reason, Verdict
from healthplan_cli.record import record, replace
from healthplan_cli.speech import tr

ZERO = Fraction(0)
UPWARD = Interval(low=ZERO)
ABOVE = Interval(low=ZERO, low_open=True)
DOWNWARD = Interval(high=ZERO)

MET = Verdict(Outcome.MET)
MISSED = Verdict(Outcome.MISSED)


def unknown(reason: Reason, detail: str | None = None) -> Verdict:
    """The answer that an answer can't be given, and why."""
    return Verdict(Outcome.UNKNOWN, reason, detail=detail)


class UnitMismatch(Exception):
    """A target's unit doesn't fit the indicator's."""


@record(frozen=True, slots=True)
class Case:
    """All a rule may look at, every number in `measure`.

    `series` holds the years after the baseline year up to `data_year`, whose value is the one judged: the same as `year`
    unless older data was carried. `history` holds the years before the baseline.
    `reference` is baseline and value of the indicator that 同比例 refers to. `cumulative`: the value was reported
    as a five-year total, 〔18〕. `running` and `yearly` have the years whose values are said to be running totals, or of
    that year alone; of the others it isn't said.
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


def decide(values: Interval, accepted: Interval) -> Verdict:
    """Whether all, none or some of the values are accepted."""
    if values.within(accepted):
        return MET
    if values.apart(accepted):
        return MISSED
    return unknown(Reason.CENSORED)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """All must be met; one missed is missed."""
    found = list(verdicts)
    for outcome in (Outcome.MISSED, Outcome.UNKNOWN):
        for verdict in found:
            if verdict.outcome is outcome:
                return verdict
    return MET


def every_of(verdicts: Iterable[tuple[int, Verdict]]) -> Verdict:
    """The same over years; those missed are named."""
    found = list(verdicts)
    missed = [str(year) for year, verdict in found if verdict.outcome is Outcome.MISSED]
    verdict = every(verdict for _, verdict in found)
    return replace(verdict, detail=tr("、").join(missed)) if missed else verdict


def amount(quantity: Quantity, measure: str | None, per: int | None = None) -> Fraction:
    """A quantity's number in the indicator's unit. Raises UnitMismatch."""
    if quantity.unit is None or quantity.unit == measure:
        return quantity.value
    if quantity.unit == "%" and measure is None:
        raise UnitMismatch(quantity.unit)
    factor = units.factor(quantity.unit, measure, per) if measure else None
    if factor is None:
        raise UnitMismatch(quantity.unit)
    return quantity.value * factor
