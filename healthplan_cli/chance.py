"""How much of a rate is chance: the exact 95 % interval of a count of events. Pure; scipy does the mathematics, loaded only here.

Garwood's interval for a Poisson count (rates per 万, 10万, 千人口); Clopper and Pearson's for a share of a counted
population (%, ‰). A verdict never rests on it: that stays the one of the value itself.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from healthplan_cli.model import Chance, Rate

POISSON, CLOPPER_PEARSON = "poisson", "clopper_pearson"
MOST = 10**15  # beyond it scipy's doubles no longer tell one event from the next
_TAIL = Fraction(1, 40)  # 2.5 % on either side
# Six digits, rounded outwards: an exact interval never loses a part of itself.
_DOWN, _UP = (Context(prec=6, rounding=way) for way in (ROUND_FLOOR, ROUND_CEILING))


def exact_interval(rate: Rate, unit: str | None) -> Chance | None:
    """The interval of a rate, in its unit, to 6 digits; None for a count that isn't one of whole events, or is beyond MOST."""
    if rate.count.denominator != 1 or rate.count < 0 or max(rate.count, rate.population) > MOST:
        return None
    counted = unit in ("%", "‰") and rate.population.denominator == 1 and rate.count <= rate.population
    low, high = _shares(rate) if counted else _events(rate)
    method = CLOPPER_PEARSON if counted else POISSON
    return Chance(_rounded(low * rate.each, _DOWN), _rounded(high * rate.each, _UP), method)


def _events(rate: Rate) -> tuple[Fraction, Fraction]:
    from scipy.special import gammaincinv

    count, tail = int(rate.count), _TAIL.numerator / _TAIL.denominator
    low = Fraction(float(gammaincinv(count, tail))) if count else Fraction(0)
    return low, Fraction(float(gammaincinv(count + 1, 1 - tail)))


def _shares(rate: Rate) -> tuple[Fraction, Fraction]:
    """Clopper and Pearson's share, as events."""
    from scipy.special import betaincinv

    count, whole, tail = int(rate.count), int(rate.population), _TAIL.numerator / _TAIL.denominator
    low = Fraction(float(betaincinv(count, whole - count + 1, tail))) if count else Fraction(0)
    high = Fraction(float(betaincinv(count + 1, whole - count, 1 - tail))) if count < whole else Fraction(1)
    return low * whole, high * whole


def _rounded(value: Fraction, digits: Context) -> Fraction:
    return Fraction(digits.divide(Decimal(value.numerator), Decimal(value.denominator)))
