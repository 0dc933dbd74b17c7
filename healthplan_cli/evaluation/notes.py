"""Notes on the values that went into a result (docs/semantics.md, 注记)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from healthplan_cli.evaluation.inputs import Inputs
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.part import in_unit
from healthplan_cli.evaluation.progress import counted
from healthplan_cli.language.claims import differs
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import (
    Actual,
    Conventions,
    Indicator,
    Interval,
    Nature,
    Note,
    Observation,
    Quantity,
    Result,
    Rule,
    Status,
)

_NEAR = Fraction(3, 2)  # what a value may have changed by itself; a power of ten more is most likely a slip
# How many times more or less a value is that is out by a power of ten, from and to.
_SLIPS = [(10**power / _NEAR, 10**power * _NEAR) for power in range(1, 13)]


def maybe_percent(result: Result) -> bool:
    """Return whether a percentage was most likely given as a share, as spreadsheets hold it: 0.61 where the baseline or target is 41.2."""
    if result.actual is None or result.unit != "%":
        return False
    reading = result.actual.reading
    number = reading.values.value if reading.values else None
    usual = _usual(result)
    bare = not any(sign in reading.text for sign in "%％/")
    return bare and number is not None and usual is not None and 0 < number <= 1 and usual > 20 * number


def _usual(result: Result) -> Fraction | None:
    """Return the usual magnitude of the indicator: a number of the baseline, else of the target; None without either."""
    usual = _end(result.baseline.reading.values if result.baseline else None)
    if usual is not None:
        return usual
    rule = result.target.rule if result.target else None
    quantity = getattr(rule, "quantity", None)
    return quantity.value if isinstance(quantity, Quantity) and quantity.unit in (None, "%") else None


def _end(values: Interval | None) -> Fraction | None:
    """Return the number that a set consists of, else its lower (or only) end."""
    if values is None:
        return None
    return values.low if values.low is not None else values.high


def order_of_magnitude(result: Result, start: Interval | None) -> bool:
    """Return whether a value is a power of ten away from the baseline: 42 beside 4.1, most likely a wrong unit or
    decimal point.
    Only levels are looked at, not totals of changes or grades.
    """
    reading = result.actual.reading if result.actual else None
    before, number = _end(start), _end(result.value)
    if reading is None or reading.cumulative or reading.yearly or (reading.unit or "").startswith("grade:"):
        return False
    if before is None or number is None or before * number <= 0:
        return False
    times = max(number / before, before / number)
    return any(low <= times <= high for low, high in _SLIPS)


def turning_points(result: Result, start: Interval | None) -> Iterator[Fraction]:
    """Yield every value at which `maybe_percent` or `order_of_magnitude` can change, for a result with its baseline and target."""
    yield Fraction(0)
    usual, before = _usual(result) if result.unit == "%" else None, _end(start)
    if usual is not None:
        yield from (Fraction(1), usual / 20)
    if before is not None:
        ends = [end for slip in _SLIPS for end in slip]
        yield from (before * times for end in ends for times in (end, 1 / end))


def increment(result: Result) -> bool:
    """Return whether a value is written like a growth (+3.2), not a level."""
    return result.actual is not None and squeeze(result.actual.reading.text).startswith(("+", "＋"))


def claim_differs(actual: Actual, status: Status) -> bool:
    """Return whether the status that the data file itself claims contradicts the verdict: 已完成 beside 滞后."""
    return actual.claimed is not None and differs(actual.claimed, status)


def notes_of_inputs(inputs: Inputs, result: Result, conventions: Conventions) -> tuple[Note, ...]:
    """Return the notes about the values that a result was reached from."""
    actual, baseline, from_data = result.actual, result.baseline, inputs.baseline_from_data
    judged = actual is not None and actual.observation is Observation.ACTUAL
    aside = {item.observation for item in (actual, *actual.others)} if actual and not judged else frozenset()
    start = in_unit(baseline, inputs.indicator)
    return holding(
        {
            Note.BASELINE_FROM_DATA: from_data,
            Note.BASELINE_FROM_TEXT: bool(baseline and not baseline.printed and not from_data),
            Note.PROVISIONAL_BASELINE: bool(baseline and baseline.reading.provisional),
            Note.TARGET_SUPPLIED: inputs.target_supplied,
            Note.MARKED: any(item is not None and item.reading.marks for item in (actual, baseline)),
            Note.PROVISIONAL: bool(actual and actual.provisional),
            Note.SOURCES_DIFFER: bool(actual and judged and actual.others),
            Note.PART_YEAR: Observation.PART_YEAR in aside,
            Note.FORECAST: Observation.FORECAST in aside,
            Note.CARRIED: bool(actual and _is_carried(actual, result.due, conventions)),
            Note.MODAL_COMMITMENT: bool(
                result.nature is Nature.BINDING
                and result.target
                and result.target.modality in ("力争", "争取")
            ),
            Note.BASELINE_DIFFERS: _baseline_differs(inputs),
            Note.MAYBE_PERCENT: maybe_percent(result),
            Note.ORDER_OF_MAGNITUDE: not inputs.indicator.adds_up and order_of_magnitude(result, start),
            Note.INCREMENT: increment(result),
        }
    )


def _is_carried(actual: Actual, due: int, conventions: Conventions) -> bool:
    """Return whether an older year's value stands in for that of the year judged."""
    year = conventions.year
    return actual.year not in (year, due) and year - (actual.year or year) <= conventions.carry


def _baseline_differs(inputs: Inputs) -> bool:
    """Return whether the data give another baseline than the plan (whose own is used)."""
    if inputs.baseline is None or inputs.baseline_from_data:
        return False
    other = inputs.known.get(inputs.baseline.year)
    own = in_unit(inputs.baseline, inputs.indicator)
    if other is None or other.reading.values is None or own is None:
        return False
    return not agrees(other.reading.values, own)


def agrees(values: Interval, baseline: Interval) -> bool:
    """Return whether the data's values of the baseline year lie within the plan's baseline."""
    return values.within(baseline)


def notes_of_ruling(indicator: Indicator, rule: Rule, case: Case) -> tuple[Note, ...]:
    """Return the notes about what was judged by and isn't in the plan's words: a change taken in total, yearly
    targets from another file.
    """
    yearly = dict(indicator.annual_targets).get(counted(case)) if case.year < case.due else None
    given = yearly is not None and yearly.source is not None and not rule.is_course
    by_total = indicator.by_total and rule.is_yearly_change
    return holding({Note.BY_TOTAL: by_total, Note.ANNUAL_TARGETS_GIVEN: given})


def holding(notes: Mapping[Note, bool]) -> tuple[Note, ...]:
    """Return the notes whose condition is true."""
    return tuple(note for note, holds in notes.items() if holds)
