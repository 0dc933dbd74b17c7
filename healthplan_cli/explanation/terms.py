"""Numbers as a proof writes them: all digits where they end, else some digits and “…”, never rounded."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.milestone import STATE_WORDS
from healthplan_cli.model import Interval, Reading, Rule
from healthplan_cli.units.amounts import with_unit

_LONGEST = 12  # decimals written out: 1.05 to the power of 5 has ten


def digits(number: Fraction, places: int = 4) -> str:
    """Write a number's digits; cut off, with “…”, where they don't end."""
    text = decimal_text(number)
    if Fraction(text) == number and len(text.partition(".")[2]) <= _LONGEST:
        return text
    while number and abs(number) * 10**places < 100:
        places += 1  # 0.000123… and not 0.0001…
    whole = abs(number.numerator) * 10**places // number.denominator
    shown = decimal_text(Fraction(whole, 10**places))
    head, _, tail = shown.partition(".")
    return f"{'-' if number < 0 else ''}{head}.{tail:0<{places}}…"


def apart(*numbers: Fraction, places: int = 4) -> int:
    """Return how many decimals, at least `places`, make different numbers differ in print."""
    while any(_prints_alike(one, other, places) for one, other in pairwise(sorted(set(numbers)))):
        places += 1
    return places


def _prints_alike(one: Fraction, other: Fraction, places: int) -> bool:
    """Return whether two numbers look the same with `places` decimals; numbers printed with all their digits never do."""
    cut = "…" in digits(one, places) + digits(other, places)
    return cut and one * 10**places // 1 == other * 10**places // 1


def percent(share: Fraction) -> str:
    """Return a share as a percentage: 80%, 45.45…%."""
    return f"{digits(share * 100, 2)}%"


def divided(share: Fraction) -> str:
    """Return a share as a percentage, after its fraction where the percentage has no end: 5/11 = 45.45…%."""
    text = percent(share)
    return f"{share} = {text}" if "…" in text else text


def bracketed(number: Fraction) -> str:
    """Write a number for an equation: a negative one in brackets."""
    return f"({digits(number)})" if number < 0 else digits(number)


@record(frozen=True, slots=True)
class ProofTerms:
    """How a proof writes values: with their unit; grades and ratios in the document's or the data's words.

    `sign` stands after every number, also inside a comparison; `places` is the decimals of a number whose digits
    don't end.
    """

    unit: str | None
    words: tuple[tuple[Fraction, str], ...] = ()
    ratio: bool = False
    sign: str = ""
    places: int = 4

    def telling(self, *numbers: Fraction | None) -> ProofTerms:
        """Return the terms with enough decimals to tell these numbers apart."""
        known = [number for number in numbers if number is not None]
        return replace(self, places=apart(*known, places=self.places))

    def bare(self, number: Fraction) -> str:
        """Write a value without its unit, as in a comparison."""
        named = dict(self.words).get(number)
        text = digits(number, self.places) + self.sign
        return named or (f"1:{text}" if self.ratio else text)

    def value(self, number: Fraction) -> str:
        """Write a value with its unit."""
        return self.bare(number) if self.words or self.ratio else with_unit(self.bare(number), self.unit)

    def difference(self, number: Fraction) -> str:
        """Write a difference of two values, of percentages in 百分点; empty for grades and ratios."""
        if self.words or self.ratio:
            return ""
        return with_unit(digits(number), tr("百分点") if self.unit == "%" else self.unit)

    def span(self, values: Interval, unit: bool = False) -> str:
        """Write a set of values: 23.2, >85, 81.34—84.66."""
        write = self.value if unit else self.bare
        if values.low is not None and values.high is not None:
            low, high = write(values.low), write(values.high)
            return low if values.value is not None else f"{self.bare(values.low)}—{high}"
        if values.low is not None:
            return f"{'>' if values.low_open else '≥'}{write(values.low)}"
        if values.high is not None:
            return f"{'<' if values.high_open else '≤'}{write(values.high)}"
        return tr("任何值")


def terms_of(rule: Rule, unit: str | None, readings: tuple[Reading, ...]) -> ProofTerms:
    """Return the terms for a rule's values, with the words that the document and the data use for grades."""
    named = [(r.values.value, r.text) for r in readings if r.values and r.values.value is not None]
    known = tuple((number, text) for number, text in named if number is not None)
    if rule.is_state:
        return ProofTerms(unit, (*known, *STATE_WORDS))
    if rule.rank is not None:
        return ProofTerms(unit, (*known, (rule.rank, rule.words)))
    if rule.on_ladder:
        return ProofTerms(unit, known, True)
    return ProofTerms(unit)
