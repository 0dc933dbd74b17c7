"""The exact 95 % interval of a rate from a count of events, which shows how much of it is chance (docs/semantics.md,
section 10). Pure; no library.
Garwood's interval for a Poisson count (rates per 万, 10万, 千人口); Clopper and Pearson's for a share of a counted
population (%, ‰). The verdict is that of the value itself and never rests on the interval.
At each end, a count as extreme as this one has a probability of 2.5 %. That probability is the one of exactly this
count times a sum of ratios; its logarithm is concave in ln o (o: the odds, or a Poisson count's mean), so Newton's
method converges from any start.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import ConfidenceInterval, IntervalMethod, Rate

MOST = (
    10**9
)  # events: beyond it an end differs from the rate by less than one may care for, and the sums grow long
_WIDEST = 10**15  # of a population
_DIGITS = Context(prec=50)  # of logarithms, whose whole part may have twenty
_TAIL = Decimal("0.025")
_TAU = Decimal("6.283185307179586476925286766559005768394338798750211")
# Stirling's series, from the Bernoulli numbers: enough of it for 25 digits from _FACTORIAL on.
_STIRLING = ((1, 12), (-1, 360), (1, 1260), (-1, 1680), (1, 1188), (-691, 360360), (1, 156))
_FACTORIAL = 64
_CLOSE = Decimal("1e-14")
# Fifteen digits are sure where an end is a round number; then six, rounded outwards: an exact interval never loses a part of itself.
_SURE = Context(prec=15)
_DOWN, _UP = (Context(prec=6, rounding=way) for way in (ROUND_FLOOR, ROUND_CEILING))


def exact_interval(rate: Rate, unit: str | None) -> ConfidenceInterval | None:
    """Return the 95 % interval of a rate in its unit, to 6 digits.

    None for a count that is negative or no whole number, and where numbers are too great (MOST, _WIDEST).
    """
    if rate.count.denominator != 1 or rate.count < 0 or rate.population > _WIDEST:
        return None
    share = unit in ("%", "‰") and rate.population.denominator == 1 and rate.count <= rate.population
    events = _Events(int(rate.count), int(rate.population) if share else None)
    if events.fewest > MOST:
        return None
    scale = rate.each * (rate.population if share else 1)
    method = IntervalMethod.CLOPPER_PEARSON if share else IntervalMethod.POISSON
    with localcontext(_DIGITS):
        low, high = events.low() * scale, events.high() * scale
    return ConfidenceInterval(_rounded(low, _DOWN), _rounded(high, _UP), method)


@record(frozen=True, slots=True)
class _Events:
    """A count of events; `among` is how many could have had one (None: the count is Poisson's)."""

    count: int
    among: int | None

    @property
    def fewest(self) -> int:
        """The smaller of the numbers with the event and without it."""
        return self.count if self.among is None else min(self.count, self.among - self.count)

    def low(self) -> Fraction:
        """Return the share (or Poisson mean) at which this count or more has a chance of 2.5 %."""
        if not self.count:
            return Fraction(0)
        others = 1 if self.among is None else self.among - self.count + 1
        return self._solved(Decimal(self.count) / others, self._more, self._slope_of_more)

    def high(self) -> Fraction:
        """Return the share (or Poisson mean) at which this count or fewer has a chance of 2.5 %."""
        if self.count == self.among:
            return Fraction(1)
        others = 1 if self.among is None else self.among - self.count
        return self._solved(Decimal(self.count + 1) / others, self._fewer, self._slope_of_fewer)

    def _solved(
        self, odds: Decimal, ratios: Callable[[float], float], slope: Callable[[float], float]
    ) -> Fraction:
        """Return the share (or mean) at the end of the interval, by Newton's method in ln o (o: the odds, or the
        mean).
        `ratios` is the sum of ratios at given odds; `slope` times that sum is d o / d ln(chance).
        """
        step = Decimal(1)
        while abs(step) > _CLOSE:
            near = ratios(float(odds))
            too_much = self._log_chance(odds) + (Decimal(near) / _TAIL).ln()
            step = too_much * Decimal(near) / Decimal(slope(float(odds)))
            odds *= step.exp()
        found = Fraction(odds)
        return found if self.among is None else found / (1 + found)

    def _log_chance(self, odds: Decimal) -> Decimal:
        """Return the logarithm of the chance of exactly this count."""
        count, among = self.count, self.among
        if among is None:
            return count * odds.ln() - odds - _log_factorial(count)
        ways = _log_factorial(among) - _log_factorial(count) - _log_factorial(among - count)
        return ways + count * odds.ln() - among * (1 + odds).ln()

    def _fewer(self, odds: float) -> float:
        """Return the chance of this count or fewer, divided by the chance of exactly this count."""
        total = term = 1.0
        for left in range(self.count, 0, -1):
            others = 1 if self.among is None else self.among - left + 1
            term *= left / (others * odds)
            total += term
            if term < total * 1e-17:
                break
        return total

    def _more(self, odds: float) -> float:
        """Return the chance of this count or more, divided by the chance of exactly this count."""
        total, term, count = 1.0, 1.0, self.count
        while term > total * 1e-17:
            others = 1 if self.among is None else self.among - count
            count += 1
            term *= others * odds / count
            total += term
        return total

    def _slope_of_fewer(self, odds: float) -> float:
        return odds if self.among is None else (self.among - self.count) * odds / (1 + odds)

    def _slope_of_more(self, odds: float) -> float:
        return -float(self.count) if self.among is None else -self.count / (1 + odds)


def _log_factorial(number: int) -> Decimal:
    if number < _FACTORIAL:
        return Decimal(math.factorial(number)).ln()
    whole = Decimal(number)
    small = sum(
        (Decimal(up) / (down * whole ** (2 * power + 1)) for power, (up, down) in enumerate(_STIRLING)),
        Decimal(0),
    )
    return (whole + Decimal("0.5")) * whole.ln() - whole + _TAU.ln() / 2 + small


def _rounded(value: Fraction, digits: Context) -> Fraction:
    sure = _SURE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(digits.plus(sure))
