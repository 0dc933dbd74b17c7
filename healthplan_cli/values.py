"""Enumerations of the field's terms, and sets of numbers."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import assert_never

from healthplan_cli.base.fast_dataclass import record

# 左右: within ±2 % of the number itself, unless a spec says otherwise (contract section 4).
TOLERANCE = Fraction(2, 100)
# 降低10% of a percentage is read as the words say; below this, % is often a slip for 个百分点 (contract section 2).
RELATIVE_FROM = Fraction(5)


class Better(Enum):
    """Whether higher or lower values are better, or neither (docs/semantics.md, section 3)."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


WORSE = {Better.HIGHER: Better.LOWER, Better.LOWER: Better.HIGHER}


class Nature(Enum):
    """A row's nature: binding (约束性), expected (预期性) or advocated (倡导性); or that it is a commitment of the body text,
    which has no such nature.
    """

    BINDING = "约束性"
    EXPECTED = "预期性"
    ADVOCATED = "倡导性"
    COMMITMENT = "正文承诺"


class Status(Enum):
    """An indicator's status in the year judged (docs/semantics.md, section 5), from worst to best: a row takes its components' worst."""

    MISSED = "missed"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    ON_TRACK = "on_track"
    AHEAD = "ahead"
    MET = "met"


class Outcome(Enum):
    """The three answers of a check (docs/semantics.md, section 1)."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Reason(Enum):
    """Why an answer is unknown (docs/semantics.md, section 7)."""

    NO_DATA = "no_data"
    NO_BASELINE = "no_baseline"
    NO_HISTORY = "no_history"
    EXTERNAL_TARGET = "external_target"
    NO_TARGET = "no_target"
    CENSORED = "censored"
    NEEDS_REVIEW = "needs_review"
    NO_REFERENCE = "no_reference"
    IN_PROGRESS = "in_progress"


class RowField(Enum):
    """The fields of a row that a revision of the plan, or a later report, may give differently."""

    BASELINE = "baseline"
    TARGET = "target"
    ANNUAL_TARGETS = "annual_targets"
    COMPONENTS = "components"
    DUE = "due"
    AT_LEAST = "at_least"
    TOLERANCE = "tolerance"
    PACE = "pace"
    ACTUAL = "actual"


class Observation(Enum):
    """The kind of a reported value: only an actual one of the whole year is judged (docs/semantics.md, section 5)."""

    ACTUAL = "actual"
    PART_YEAR = "part_year"
    FORECAST = "forecast"


class Direction(Enum):
    """The direction that a change is worded with; BETTER is that of 改善 and similar words, which name neither up nor down."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"


class Relation(Enum):
    """A comparison as a target words it: ≥, >, ≤, <, =."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    EQ = "eq"


# What stands on the other side of a comparison: 5 ≥ x is x ≤ 5.
MIRRORED = {
    Relation.GE: Relation.LE,
    Relation.GT: Relation.LT,
    Relation.LE: Relation.GE,
    Relation.LT: Relation.GT,
    Relation.EQ: Relation.EQ,
}


class Bound(Enum):
    """How the amount of a change is bounded: as written, at least, more than, about, at most, less than."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


@record(frozen=True, slots=True)
class Interval:
    """A set of numbers between two ends; an end None is unbounded, an open end doesn't belong to the set."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        return cls(value, value)

    @classmethod
    def related(cls, relation: Relation, number: Fraction) -> Interval:
        """Return the numbers that stand in a relation to a number: GE and 70 give every number from 70 up."""
        match relation:
            case Relation.GE:
                return cls(low=number)
            case Relation.GT:
                return cls(low=number, low_open=True)
            case Relation.LE:
                return cls(high=number)
            case Relation.LT:
                return cls(high=number, high_open=True)
            case Relation.EQ:
                return cls.point(number)
        assert_never(relation)

    @property
    def value(self) -> Fraction | None:
        """The number, when the set is one number."""
        return self.low if self.low is not None and self.low == self.high else None

    def within(self, other: Interval) -> bool:
        """Return whether every number of this set is in the other."""
        low_ok = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        high_ok = other.high is None or (
            self.high is not None
            and (
                self.high < other.high
                or (self.high == other.high and (self.high_open or not other.high_open))
            )
        )
        return low_ok and high_ok

    def apart(self, other: Interval) -> bool:
        """Return whether no number of this set is in the other."""
        return self.below(other) or other.below(self)

    def below(self, other: Interval) -> bool:
        """Return whether every number of this set is less than every one of the other."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def scaled(self, factor: Fraction) -> Interval:
        """Return the set of every number times a factor; a negative factor exchanges the ends."""
        if factor < 0:
            return Interval.point(Fraction(0)).minus(self).scaled(-factor)
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def minus(self, other: Interval) -> Interval:
        """Return the set of all differences between a number of this set and one of the other."""
        return Interval(
            None if self.low is None or other.high is None else self.low - other.high,
            None if self.high is None or other.low is None else self.high - other.low,
            self.low_open or other.high_open,
            self.high_open or other.low_open,
        )

    def plus(self, other: Interval) -> Interval:
        """Return the set of all sums of a number of this set and one of the other."""
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def over(self, other: Interval) -> Interval:
        """Return the set of all quotients of a number of this set and one of the other, which must be positive."""
        least, least_open = self._over(self.low, self.low_open, other, far=True)
        most, most_open = self._over(self.high, self.high_open, other, far=False)
        return Interval(least, most, least_open, most_open)

    @staticmethod
    def _over(
        number: Fraction | None, is_open: bool, other: Interval, far: bool
    ) -> tuple[Fraction | None, bool]:
        """Return one end of a quotient of sets and whether it is open: `number`, an end of this set, divided by an
        end of the other.
        `far`: divide a positive number by the other set's greatest number (a negative one by its least), else the
        other way round. Where the other set has no greatest number, the quotient tends to 0.
        """
        if number is None:
            return None, False
        far = far is not (number < 0)
        end, end_open = (other.high, other.high_open) if far else (other.low, other.low_open)
        if end is None and far:
            return Fraction(0), is_open or number != 0
        return (number / end if end else None), is_open or end_open


@record(frozen=True, slots=True)
class Quantity:
    """A number and its unit word in canonical spelling (None: none written)."""

    value: Fraction
    unit: str | None = None


@record(frozen=True, slots=True)
class Rate:
    """A rate reported as a count of events and a population; `each` is what one event adds per head, in the indicator's unit."""

    count: Fraction
    population: Fraction
    each: Fraction = Fraction(1)


@record(frozen=True, slots=True)
class Reading:
    """A reported value as a set of values (docs/semantics.md, section 1); `values` is None where there is no value.

    `unit` is the unit word written with it; a grade has `grade:…`, a ratio `ratio`.
    `cumulative`: a running total of the plan's years so far (〔14.2〕, 累计); `yearly`: the amount of that year alone
    (当年). Where neither is said, it may be either.
    `marks` are the footnote marks on it (*, ①) that no legend explains.
    `done`: the dates on which a milestone was completed (2023-11), in ascending order. `place`: it is a rank
    (第8名).
    """

    text: str
    values: Interval | None = None
    unit: str | None = None
    provisional: bool = False
    cumulative: bool = False
    yearly: bool = False
    rate: Rate | None = None
    parts: tuple[tuple[str | None, Reading], ...] = ()
    marks: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    place: bool = False

    @property
    def on_ladder(self) -> bool:
        """Whether the value is a grade, a milestone's state or a ratio, not an amount in a unit that can be converted or limited."""
        return self.unit is not None and (
            self.unit in ("ratio", "milestone") or self.unit.startswith("grade:")
        )
