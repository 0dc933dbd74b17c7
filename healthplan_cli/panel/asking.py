"""`evaluate` asked about a row whose values are plain numbers: where all records of the quick way come from.

Numbers here are whole, in millionths: 45.2 is 45_200_000.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.location import NOWHERE
from healthplan_cli.evaluation.evaluate import Trace, evaluate_traced
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.evaluation.part import IndicatorPart, owner_of
from healthplan_cli.model import Actual, Actuals, Conventions, Indicator, Plan, Result
from healthplan_cli.panel.exact import rows_of
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.views.records import Record, record_of

DECIMALS = 6
SCALE = 10**DECIMALS
_EXACT = 2**53  # whole numbers up to here are doubles
_LARGEST = 2**61  # what the engines' whole numbers hold, and its double

Series = Mapping[int, int]  # by year


@record(frozen=True, slots=True)
class AnsweredRecord:
    """The record of a row or a component from `evaluate`, and exactly the numbers in it that change with the value."""

    record: Record
    value: Fraction | None
    gap: Fraction | None
    progress: Fraction | None

    @property
    def rest(self) -> Record:
        """The record without the numbers that change with the value."""
        return {**self.record, "value": None, "gap": None, "progress": None}


@record(frozen=True, slots=True)
class Answer:
    """The result of a row, the traces of its verdicts, and the records of the row and each of its components."""

    result: Result
    traces: Mapping[tuple[str, str | None], Trace]
    said: tuple[AnsweredRecord, ...]


class UnreadableNumber(Exception):
    """Raised for a number that the readers of data refuse as a value of the row."""


class Asker:
    """Asks `evaluate` about the rows of a plan."""

    def __init__(self, plan: Plan, conventions: Conventions, policy: Policy) -> None:
        self.plan, self.conventions, self.policy = plan, conventions, policy
        self.index = Index(plan)
        self._cut: dict[str, Plan] = {}
        self._readings: dict[tuple[str, str | None, int, int], tuple[Actual, ...]] = {}

    def ask(
        self,
        row: Indicator,
        year: int,
        values: Mapping[str | None, Series],
        beside: Mapping[str, Series] | None = None,
    ) -> Answer:
        """Return the answer for a row in a year, given its numbers by component (None: the whole row) and year.

        `beside` has numbers of rows that it is compared with. Raise UnreadableNumber where a number can't be a value
        of its row.
        """
        if row.id not in self._cut:
            self._cut[row.id] = rows_of(self.plan, (row.id,))
        plan = self._cut[row.id]
        parted = frozenset({row.id} if any(place is not None for place in values) else ())
        others = (
            value
            for id, series in (beside or {}).items()
            for value in self._read(self.plan.find(id), {None: series})
        )
        actuals = Actuals((*self._read(row, values), *others), parted=parted)
        report, traces = evaluate_traced(plan, actuals, replace(self.conventions, year=year))
        result, gate = report.find(row.id), decide_gate(report, self.policy)
        own = record_of(result, plan.id, year, gated=row.id in gate.gated)
        parts = [_said(part, record_of(part, plan.id, year, row=row.id)) for part in result.components]
        return Answer(result, traces, (_said(result, own), *parts))

    def _read(self, row: Indicator, values: Mapping[str | None, Series]) -> tuple[Actual, ...]:
        """Return the numbers as the readers of data would have read them."""
        return tuple(
            value
            for owner, series in values.items()
            for year, number in series.items()
            for value in self._reading(row, owner, year, number)
        )

    def _reading(self, row: Indicator, owner: str | None, year: int, number: int) -> tuple[Actual, ...]:
        """Return a number as the readers of data would have read it; cached, as many questions share their numbers of other years."""
        at = row.id, owner, year, number
        if at not in self._readings:
            component = next((part for part in row.components if part.id == owner), None)
            gatherer = Gatherer(self.index)
            gatherer.value(decimal_of(number), None, Context(IndicatorPart(row, component), year), NOWHERE)
            try:
                self._readings[at] = gatherer.finish()
            except InvalidInput as error:
                raise UnreadableNumber from error
        return self._readings[at]


def _said(result: Result, own: Record) -> AnsweredRecord:
    value = result.value.value if result.value is not None and own["value"] is not None else None
    return AnsweredRecord(own, value, result.gap, result.progress)


def decimal_of(number: int) -> str:
    """Write a number in millionths as a plain decimal."""
    whole, rest = divmod(abs(number), SCALE)
    digits = f"{rest:0{DECIMALS}}".rstrip("0")
    return ("-" if number < 0 else "") + str(whole) + (f".{digits}" if digits else "")


def owner_of_id(id: str) -> str | None:
    """Return the component's id by which the data know a judged component; None where its values are the whole row's."""
    return id.partition("#")[0] or None


def owners_of(row: Indicator) -> tuple[str, ...]:
    """Return the ids of the components of which the data may have values."""
    return tuple(dict.fromkeys(owner for part in row.components if (owner := owner_of(part)) is not None))


# ── the numbers that move ──


@record(frozen=True, slots=True)
class Line:
    """The linear function (slope × value + start) ÷ under in whole numbers; the value is in millionths."""

    slope: int
    start: int
    under: int

    def at(self, number: int) -> Fraction:
        """Return the function's value at a number."""
        return Fraction(self.slope * number + self.start, self.under)

    def is_exact(self, low: int, high: int) -> bool:
        """Return whether dividing two doubles gives the nearest double for every value between two, with all numbers exact in doubles."""
        ends = (self.slope * low + self.start, self.slope * high + self.start, self.under)
        parts = (self.slope, self.slope * low, self.slope * high, self.start)
        return all(abs(end) <= _EXACT for end in ends) and all(abs(part) <= _LARGEST for part in parts)


def line_through(points: Mapping[int, Fraction]) -> Line:
    """Return the line through the first two points; for a single point a constant."""
    (first, at_first), *others = points.items()
    slope = Fraction(0) if not others else (others[0][1] - at_first) / (others[0][0] - first)
    start = at_first - slope * first
    under = lcm(slope.denominator, start.denominator)
    return Line(int(slope * under), int(start * under), under)
