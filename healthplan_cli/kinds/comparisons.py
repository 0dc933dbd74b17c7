"""Comparisons of exact numbers, each with the calculation behind it: they decide a verdict, and a proof writes them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.kinds.case import ZERO, decide
from healthplan_cli.values import Interval, Relation
from healthplan_cli.verdict import Verdict


@record(frozen=True, slots=True)
class Remark:
    """A sentence with places for values that a proof fills in: numbers in the row's unit, operands as calculations.

    A remark around a comparison has the comparison in the place `{line}`.
    """

    words: str
    values: tuple[tuple[str, RemarkValue], ...] = ()


def remark(words: str, **values: RemarkValue) -> Remark:
    """Return the remark with these words, and these values for its places."""
    return Remark(words, tuple(values.items()))


@record(frozen=True, slots=True)
class Operand:
    """A set of numbers with its calculation: the sign (−, ÷, ×, +, ^) between `parts`; no parts for a given number.

    The sign `%` marks a share that is written as a percentage. An operand with a `name` is calculated on a line of its
    own.
    """

    values: Interval
    sign: str = ""
    parts: tuple[Operand, ...] = ()
    name: Remark | None = None

    def minus(self, other: Operand) -> Operand:
        """Return the difference of both operands."""
        return Operand(self.values.minus(other.values), "−", (self, other))

    def plus(self, other: Operand) -> Operand:
        """Return the sum of both operands."""
        return Operand(self.values.plus(other.values), "+", (self, other))

    def over(self, other: Operand) -> Operand:
        """Return the quotient by another operand, which must be positive."""
        return Operand(self.values.over(other.values), "÷", (self, other))

    def times(self, other: Operand) -> Operand:
        """Return the product with another operand; this one must be a single number."""
        assert self.values.value is not None, "a factor is a number"
        return Operand(other.values.scaled(self.values.value), "×", (self, other))

    def power(self, exponent: int) -> Operand:
        """Return the operand, which must be a single number, to a power; the operand itself for 1."""
        assert self.values.value is not None, "a base is a number"
        power = Interval.point(self.values.value**exponent)
        return self if exponent == 1 else Operand(power, "^", (self, number(exponent)))

    def named(self, words: str, **values: RemarkValue) -> Operand:
        """Return the operand with a name, a remark of these words and values."""
        return replace(self, name=remark(words, **values))


RemarkValue = str | int | Fraction | Interval | Operand | Remark


def number(value: Fraction | int) -> Operand:
    """Return the operand of a given number."""
    return Operand(Interval.point(Fraction(value)))


def share(value: Fraction) -> Operand:
    """Return the operand of a given share, which is written as a percentage."""
    return Operand(Interval.point(value), "%")


def sum_of(values: Sequence[Interval]) -> Operand:
    """Return the operand that adds up the values."""
    whole = Interval.point(ZERO)
    for each in values:
        whole = whole.plus(each)
    return Operand(whole, "+", tuple(map(Operand, values)))


@record(frozen=True, slots=True)
class Comparison:
    """A comparison of `left` with the values accepted; `right` is the operand of their limit, where there is one.

    `under` has the words around the comparison. `lacking` is the verdict where nothing can be compared. `is_ratio`: both
    sides are numbers without a unit, whose difference means nothing. `is_aside`: it informs and decides nothing.
    """

    left: Operand
    accepted: Interval
    right: Operand | None = None
    under: Remark | None = None
    lacking: Verdict | None = None
    is_ratio: bool = False
    is_aside: bool = False

    @property
    def verdict(self) -> Verdict:
        """Met, missed or unknown, as all, none or some of the numbers of `left` are accepted; `lacking` where it is set."""
        return self.lacking or decide(self.left.values, self.accepted)

    def put(self, words: str, **values: RemarkValue) -> Comparison:
        """Return the comparison with words around it; `{line}` is the place for the comparison."""
        inner = {} if self.under is None else {"line": self.under}
        return replace(self, under=remark(words, **values, **inner))


def compared(left: Operand, relation: Relation, right: Operand, is_ratio: bool = False) -> Comparison:
    """Return the comparison of two operands. Where the right one isn't a single number, their difference is compared with 0."""
    limit = right.values.value
    if limit is None:
        return Comparison(left.minus(right), Interval.related(relation, ZERO), None, is_ratio=is_ratio)
    return Comparison(left, Interval.related(relation, limit), right, is_ratio=is_ratio)


def lacking(verdict: Verdict, words: str, **values: RemarkValue) -> Comparison:
    """Return a comparison that can't be made, with `verdict` and the words for why."""
    return Comparison(Operand(Interval()), Interval(), None, remark(words, **values), verdict)


def put_all(found: Iterator[Comparison | Remark], words: str) -> Iterator[Comparison | Remark]:
    """Yield the comparisons and remarks, each put into `words` at `{line}`."""
    for one in found:
        yield one.put(words) if isinstance(one, Comparison) else remark(words, line=one)
