"""The answer of a check: the outcome, the reason where it is unknown, the notes beside it."""

from __future__ import annotations

from enum import Enum

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.values import Interval, Outcome, Reason


class Note(Enum):
    """What a reader should know beside a status, without changing it: the codes of `noted` (docs/semantics.md, 注记)."""

    EARLY = "early"
    KEPT = "kept"
    BEYOND_RANGE = "beyond_range"
    PROVISIONAL = "provisional"
    PROVISIONAL_BASELINE = "provisional_baseline"
    CARRIED = "carried"
    BASELINE_FROM_DATA = "baseline_from_data"
    BASELINE_FROM_TEXT = "baseline_from_text"
    MAYBE_PERCENT = "maybe_percent"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"
    INCREMENT = "increment"
    WITHOUT_BASELINE = "without_baseline"
    BASELINE_DIFFERS = "baseline_differs"
    TARGET_SUPPLIED = "target_supplied"
    ONE_VALUE_FOR_ALL = "one_value_for_all"
    MODAL_COMMITMENT = "modal_commitment"
    REVISED = "revised"
    SOURCES_DIFFER = "sources_differ"
    ONE_EVENT = "one_event"
    WORSE_THAN_BASELINE = "worse_than_baseline"
    YEARS_MISSING = "years_missing"
    WITHIN_ROUNDING = "within_rounding"
    LATE = "late"
    LOST_LATER = "lost_later"
    LOST_SINCE = "lost_since"
    BY_TOTAL = "by_total"
    ANNUAL_TARGETS_GIVEN = "annual_targets_given"
    SUMMED = "summed"
    RELATIVE_READING = "relative_reading"
    PART_YEAR = "part_year"
    FORECAST = "forecast"
    CLAIM_DIFFERS = "claim_differs"
    MARKED = "marked"


class Question(Enum):
    """What a person has to decide where a verdict needs review."""

    RELATIVE_OR_POINTS = "relative_or_points"
    NO_UNIT = "no_unit"
    WHICH_TOTAL = "which_total"
    TOTAL_OR_CHANGE = "total_or_change"
    TWO_UNITS = "two_units"
    OPPOSED = "opposed"
    NOT_POSITIVE = "not_positive"
    NO_NUMBER = "no_number"
    GEOMETRIC = "geometric"
    OVERSHOT = "overshot"
    DEGREE = "degree"
    UNREAD = "unread"


@record(frozen=True, slots=True)
class Shortfall:
    """A year that missed a target asked of every year: its value, and the values that would have met it (None where
    these are no single set).
    """

    year: int
    value: Interval
    needed: Interval | None = None


@record(frozen=True, slots=True)
class Verdict:
    """The answer of a check. `reason` says why an outcome is unknown; `years` are those without a value, or with one
    that leaves the answer open.
    `question` says what a person must decide; `degree` is the document's word (明显) whose amount is in question.
    `needed`: the values that would have met the target. `short`: the years that fell short of what every year is
    asked; `years_missing`: years that should have been looked at and have no value.
    `otherwise`: the values that the other reading of the words, which was not taken, would have asked for.
    """

    outcome: Outcome
    reason: Reason | None = None
    noted: tuple[Note, ...] = ()
    years: tuple[int, ...] = ()
    question: Question | None = None
    degree: str | None = None
    needed: Interval | None = None
    short: tuple[Shortfall, ...] = ()
    years_missing: tuple[int, ...] = ()
    otherwise: Interval | None = None
