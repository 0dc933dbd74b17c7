"""Codes for what a reader should know about the values that went into a result (docs/semantics.md, 注记)."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.model import Nature, Observation, Quantity, Result
from healthplan_cli.wording.claims import differs

_RATES = ("%", "‰", "/万", "/10万")


def maybe_percent(result: Result) -> bool:
    """0.61 where the baseline, or else the target, is 41.2: a spreadsheet's way of holding 61 %, most likely."""
    if result.actual is None or result.unit != "%":
        return False
    reading = result.actual.reading
    number = reading.values.value if reading.values else None
    usual = _usual(result)
    bare = not any(sign in reading.text for sign in "%％/")
    return bare and number is not None and usual is not None and 0 < number <= 1 and usual > 20 * number


def _usual(result: Result) -> Fraction | None:
    """About what a value of the indicator is: the baseline, or an end of it, or the number of the target."""
    values = result.baseline.reading.values if result.baseline else None
    if values is not None and (values.low is not None or values.high is not None):
        return values.low if values.low is not None else values.high
    rule = result.target.rule if result.target else None
    quantity = getattr(rule, "quantity", None)
    return quantity.value if isinstance(quantity, Quantity) and quantity.unit in (None, "%") else None


def maybe_unit(result: Result) -> bool:
    """132‰ where the baseline is 13.66‰: a rate reported in another unit, most likely."""
    baseline = result.baseline.reading.values if result.baseline else None
    start, number = (values.value if values else None for values in (baseline, result.value))
    if result.unit not in _RATES or not start or not number:
        return False
    times = max(number / start, start / number)
    return any(power * Fraction(4, 5) <= times <= power * Fraction(5, 4) for power in (10, 100, 1000))


def claim_differs(result: Result) -> bool:
    """已完成 beside 滞后: whether what the file says of its value contradicts the verdict."""
    claimed = result.actual.claimed if result.actual else None
    return claimed is not None and differs(claimed, result.status)


def noted(result: Result, from_data: bool, given: bool, year: int) -> tuple[str, ...]:
    """Codes for what a reader should know about the values that went in."""
    kind = result.actual.observation if result.actual else Observation.ACTUAL
    notes = {
        "baseline_from_data": from_data,
        "baseline_from_text": bool(result.baseline and not result.baseline.printed and not from_data),
        "provisional_baseline": bool(result.baseline and result.baseline.reading.provisional),
        "target_supplied": given,
        "marked": any(item is not None and item.reading.marks for item in (result.actual, result.baseline)),
        "provisional": bool(result.actual and result.actual.provisional),
        "sources_differ": bool(result.actual and result.actual.others),
        "part_year": kind is Observation.PART_YEAR,
        "forecast": kind is Observation.FORECAST,
        "carried": bool(result.actual and result.actual.year != year),
        "modal_commitment": bool(
            result.nature is Nature.BINDING and result.target and result.target.modality in ("力争", "争取")
        ),
    }
    return tuple(code for code, holds in notes.items() if holds)
