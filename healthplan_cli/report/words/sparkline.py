"""Small charts and bars for a terminal, in signs that its encoding has."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

BLOCKS = "▁▂▃▄▅▆▇█"
PLAIN_BLOCKS = "12345678"
BAR, PLAIN_BAR = ("▰", "▱"), ("#", "-")  # what is done, what is left


def chart(values: Sequence[Fraction | None], level: Fraction | None, signs: bool = True) -> str:
    """Return a column for each value, scaled between the lowest and highest of all, and a dot for None; then the
    target's level after a bar.
    """
    known = [value for value in (*values, level) if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    blocks = BLOCKS if signs else PLAIN_BLOCKS

    def column(value: Fraction | None) -> str:
        if value is None:
            return "."
        share = (value - low) / (high - low) if high > low else Fraction(1, 2)
        return blocks[(share.numerator * 14 + share.denominator) // (share.denominator * 2)]

    goal = "" if level is None else f"|{column(level)}"
    return "".join(map(column, values)) + goal
