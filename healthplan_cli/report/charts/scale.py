"""Numbers as places on an axis, with ticks at round numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record

_STEPS = (1, 2, 5, 10)


@record(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high`, drawn from `start` to `end`."""

    low: Fraction
    high: Fraction
    start: Fraction
    end: Fraction
    step: Fraction

    def at(self, number: Fraction) -> Fraction:
        """Return the place of a number."""
        return self.start + (number - self.low) / (self.high - self.low) * (self.end - self.start)

    @property
    def ticks(self) -> tuple[Fraction, ...]:
        """The round numbers on it, its ends among them."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + order * self.step for order in range(count + 1))


def axis_for(numbers: Iterable[Fraction], start: int | Fraction, end: int | Fraction, about: int = 5) -> Axis:
    """Return an axis with about so many ticks that every number stands on; of a single number one around it."""
    known = list(numbers)
    low, high = min(known), max(known)
    if low == high:
        around = Fraction(abs(low) or 1) / 10
        low, high = low - around, high + around
    step = _round_step((high - low) / about)
    first, last = low // step, -(-high // step)
    return Axis(first * step, last * step, Fraction(start), Fraction(end), step)


def _round_step(width: Fraction) -> Fraction:
    """Return the smallest of …0.1, 0.2, 0.5, 1, 2, 5… that isn't below a width."""
    power = Fraction(1)
    while power * 10 <= width:
        power *= 10
    while power > width:
        power /= 10
    return next(step * power for step in _STEPS if step * power >= width)


def number_text(number: Fraction, places: int = 2) -> str:
    """Return a number as charts print it: with two decimals at most, the small ones with as many as they need."""
    while number and abs(number) < Fraction(1, 10**places) and places < 6:
        places += 1
    return decimal_text(number, places)
