"""What a check answers: the outcome, why it is unknown, what there is to note beside it."""

from __future__ import annotations

from enum import Enum

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.values import Interval, Outcome, Reason


class Note(Enum):
    """What a reader should know beside a status, which it doesn't change: the codes of `noted` (docs/semantics.md, 注记)."""

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
    """A year that fell short of what is asked of each: its value, and what it had to come to (None: not one number)."""

    year: int
    value: Interval
    needed: Interval | None = None


@record(frozen=True, slots=True)
class Verdict:
    """What a check answers. `reason` stands with every unknown; `years` are those that it is about: without a value, or
    with one that leaves the answer open.

    `question` says what needs review; where it is how much a `degree` (明显) is, that has the document's word.
    `needed` is what the value had to come to; `short` has the years that fell short where each is looked at,
    `years_missing` those that should have been looked at and have no value.
    `otherwise`: the values that another reading of the words, not taken, would have asked for.
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
