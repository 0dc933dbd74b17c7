"""The comparisons that a verdict is decided from: exact numbers, each with the calculation that it comes from.

A kind's verdict is decided from comparisons, and its `comparisons` yields the same ones for a proof, which writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.kinds.case import ZERO, decide
from healthplan_cli.values import Interval, Relation
from healthplan_cli.verdict import Verdict


@record(frozen=True, slots=True)
class Remark:
    """Words with places for values, which a proof fills in: sets of numbers in the row's unit, operands as calculations.

    A comparison stands in `{line}`.
    """

    words: str
    values: tuple[tuple[str, RemarkValue], ...] = ()


def remark(words: str, **values: RemarkValue) -> Remark:
    """Return the remark of these words and values."""
    return Remark(words, tuple(values.items()))


@record(frozen=True, slots=True)
class Operand:
    """Numbers, and the calculation that they come from: a sign (−, ÷, ×, +, ^) between `parts`; none for a number that is given.

    `%` is the sign of a share that is written as a percentage. What has a name is worked out before the comparison it stands in.
    """

    values: Interval
    sign: str = ""
    parts: tuple[Operand, ...] = ()
    name: Remark | None = None

    def minus(self, other: Operand) -> Operand:
        """Return the difference."""
        return Operand(self.values.minus(other.values), "−", (self, other))

    def plus(self, other: Operand) -> Operand:
        """Return the sum."""
        return Operand(self.values.plus(other.values), "+", (self, other))

    def over(self, other: Operand) -> Operand:
        """Return the quotient; the other must be positive."""
        return Operand(self.values.over(other.values), "÷", (self, other))

    def times(self, other: Operand) -> Operand:
        """Return this number times the other."""
        assert self.values.value is not None, "a factor is a number"
        return Operand(other.values.scaled(self.values.value), "×", (self, other))

    def power(self, exponent: int) -> Operand:
        """Return the power of a number; the number itself for 1."""
        assert self.values.value is not None, "a base is a number"
        power = Interval.point(self.values.value**exponent)
        return self if exponent == 1 else Operand(power, "^", (self, number(exponent)))

    def named(self, words: str, **values: RemarkValue) -> Operand:
        """Return the operand under a name."""
        return replace(self, name=remark(words, **values))


RemarkValue = str | int | Fraction | Interval | Operand | Remark


def number(value: Fraction | int) -> Operand:
    """Return the operand of a number that is given, not calculated."""
    return Operand(Interval.point(Fraction(value)))


def share(value: Fraction) -> Operand:
    """Return the operand of a share that is given, written as a percentage."""
    return Operand(Interval.point(value), "%")


def sum_of(values: Sequence[Interval]) -> Operand:
    """Return the sum of the values."""
    whole = Interval.point(ZERO)
    for each in values:
        whole = whole.plus(each)
    return Operand(whole, "+", tuple(map(Operand, values)))


@record(frozen=True, slots=True)
class Comparison:
    """Numbers held against those that are accepted; `right` is where the limit of these comes from.

    `under` has what is said around it. Where there is nothing to compare, `lacking` is the answer. `is_ratio`: the sides have no
    unit, and their difference is no amount. `is_aside`: it is shown, and decides nothing.
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
        """Whether all, none or some of the numbers are accepted."""
        return self.lacking or decide(self.left.values, self.accepted)

    def put(self, words: str, **values: RemarkValue) -> Comparison:
        """Return the comparison with words around it."""
        inner = {} if self.under is None else {"line": self.under}
        return replace(self, under=remark(words, **values, **inner))


def compared(left: Operand, relation: Relation, right: Operand, is_ratio: bool = False) -> Comparison:
    """Return the comparison of one side with the other; where the right side has many numbers, that of the difference with 0."""
    limit = right.values.value
    if limit is None:
        return Comparison(left.minus(right), Interval.related(relation, ZERO), None, is_ratio=is_ratio)
    return Comparison(left, Interval.related(relation, limit), right, is_ratio=is_ratio)


def lacking(verdict: Verdict, words: str, **values: RemarkValue) -> Comparison:
    """Return why nothing can be compared, and the answer that this gives."""
    return Comparison(Operand(Interval()), Interval(), None, remark(words, **values), verdict)


def put_all(found: Iterator[Comparison | Remark], words: str) -> Iterator[Comparison | Remark]:
    """Yield the same comparisons and remarks, with words around each."""
    for one in found:
        yield one.put(words) if isinstance(one, Comparison) else remark(words, line=one)
