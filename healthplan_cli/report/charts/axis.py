"""The numbers of a picture's axis: round ones, few. Pure."""

from __future__ import annotations

from fractions import Fraction

_MOST = 4
_STEPS = (1, 2, 5)


def round_numbers(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """Return the two to four round numbers between two, both included; the number itself where they are one.

    The step is 1, 2 or 5 times a power of ten, the smallest of which there are so few; where fewer than two lie between, the two
    numbers themselves.
    """
    if low == high:
        return (low,)
    power = Fraction(1)
    while power > high - low:
        power /= 10
    while power * 10 <= high - low:
        power *= 10
    for step in (power / 10 * step for power in (power, power * 10) for step in _STEPS):
        first, last = -(-low // step), high // step
        if last - first < _MOST:
            found = tuple(step * count for count in range(first, last + 1))
            return found if len(found) > 1 else (low, high)
    return (low, high)
