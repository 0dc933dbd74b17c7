"""A scale for numbers on an axis, with ticks at round numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record

_STEPS = (1, 2, 5, 10)
_MOST = 4  # round numbers of a picture


@record(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high`, drawn from `start` to `end`."""

    low: Fraction
    high: Fraction
    start: Fraction
    end: Fraction
    step: Fraction

    def at(self, number: Fraction) -> Fraction:
        """Return the coordinate of a number."""
        return self.start + (number - self.low) / (self.high - self.low) * (self.end - self.start)

    @property
    def ticks(self) -> tuple[Fraction, ...]:
        """The round numbers of its ticks, both ends included."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + order * self.step for order in range(count + 1))


def axis_for(numbers: Iterable[Fraction], start: int | Fraction, end: int | Fraction) -> Axis:
    """Return an axis with about five ticks that every number stands on; of a single number one around it."""
    known = list(numbers)
    low, high = min(known), max(known)
    if low == high:
        around = Fraction(abs(low) or 1) / 10
        low, high = low - around, high + around
    step = _round_step((high - low) / 5)
    first, last = low // step, -(-high // step)
    return Axis(first * step, last * step, Fraction(start), Fraction(end), step)


def _round_step(width: Fraction) -> Fraction:
    """Return the smallest of …0.1, 0.2, 0.5, 1, 2, 5… that is at least a width."""
    power = power_within(width)
    return next(step * power for step in _STEPS if step * power >= width)


def round_numbers(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """Return two to four round numbers between two numbers, both included; the number itself where they are equal.

    The step is 1, 2 or 5 times a power of ten, the smallest that gives so few; where fewer than two lie between, the
    two numbers themselves.
    """
    if low == high:
        return (low,)
    power = power_within(high - low)
    for step in (power / 10 * step for power in (power, power * 10) for step in _STEPS[:3]):
        first, last = -(-low // step), high // step
        if last - first < _MOST:
            found = tuple(step * count for count in range(first, last + 1))
            return found if len(found) > 1 else (low, high)
    return (low, high)


def power_within(span: Fraction) -> Fraction:
    """Return the largest power of ten that isn't above a span."""
    power = Fraction(1)
    while power > span:
        power /= 10
    while power * 10 <= span:
        power *= 10
    return power


def number_text(number: Fraction, places: int = 2) -> str:
    """Return a number as charts print it: with at most two decimals, small ones with as many as they need."""
    while number and abs(number) < Fraction(1, 10**places) and places < 6:
        places += 1
    return decimal_text(number, places)
