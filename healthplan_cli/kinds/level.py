"""What kinds share that name the values to be reached: a number, a grade, a ratio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import OTHER_WAY, Goal, Rule
from healthplan_cli.kinds.case import Case, amount, decide, ends_of, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, lacking
from healthplan_cli.kinds.said import quantity_text
from healthplan_cli.values import Better, Direction, Interval, Quantity, Reason
from healthplan_cli.verdict import Verdict


class Level(Rule):
    """A rule that names the values to be reached: a number, a grade, a ratio."""

    __slots__ = ()
    is_level = True
    needs_baseline = True

    def accepted(self, case: Case) -> Interval:
        raise NotImplementedError  # every kind of level has its own

    def comparison(self, value: Interval, case: Case) -> Comparison:
        """Return a value held against the level."""
        return Comparison(Operand(value), self.accepted(case))

    def comparisons_by_year(self, case: Case) -> Iterator[Comparison]:
        """Yield the comparison of every year so far, from the plan's first one; a year without data can't be told."""
        for year in range(case.start, case.last + 1):
            value = case.series.get(year)
            if value is None:
                yield lacking(unknown(Reason.NO_DATA, year), tr("{year} 年：没有数据，说不清"), year=year)
            else:
                yield self.comparison(value, case).put(tr("{year} 年：{line}"), year=year)

    def held(self, value: Interval, case: Case) -> Verdict:
        """Return whether a value reaches the level, by its comparison."""
        return decide(value, self.accepted(case))

    def verdict(self, case: Case) -> Verdict:
        return self.held(case.value, case)

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        yield from self.set_out(case)
        yield self.comparison(case.value, case)

    def set_out(self, case: Case) -> Iterator[Remark]:
        """Yield what is accepted, where the words alone don't say it."""
        yield from ()

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        return ends_of(self.accepted(case))

    def beyond_far_end(self, case: Case) -> bool:
        """Return whether a value has passed a level with two ends at the far end, seen from the baseline.

        From a baseline within the level the far end is the better one, or either where neither is better; without a
        baseline it can't be told.
        """
        if case.baseline is None:
            return False
        ends = self.accepted(case)
        if ends.low is None or ends.high is None:
            return False
        below, above = (
            Interval(high=ends.low, high_open=not ends.low_open),
            Interval(low=ends.high, low_open=not ends.high_open),
        )
        start = case.baseline
        if start.within(ends):
            far = {Better.HIGHER: (above,), Better.LOWER: (below,)}.get(
                case.better or Better.NEITHER, (below, above)
            )
            return any(case.value.within(side) for side in far)
        return any(
            start.within(one) and case.value.within(other) for one, other in ((below, above), (above, below))
        )


class Number(Level):
    """A level of one number; of a range its nearer end."""

    __slots__ = ()
    is_number = True

    @property
    def quantity(self) -> Quantity:
        raise NotImplementedError  # every kind of level has its own

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers of a level."""
        return (self.quantity,)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        return (fixed(amount(self.quantity, case.measure, case.per)),)

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        for quantity in self.quantities:
            amount(quantity, measure, per)

    def counted_in(self, unit: str) -> Number:
        """Return the level with the same number counted in another unit."""
        return self.but(quantity=Quantity(self.quantity.value, unit))

    def with_unit(self, unit: str | None) -> Number:
        return self.but(quantity=united(self.quantity, unit))

    def of_fall(self) -> Number:
        return self

    def fields(self) -> dict[str, Any]:
        return {"op": self.op, "value": self.quantity.value, "unit": self.quantity.unit}


class Aimed(Number):
    """A number whose verb may point a way (提高到, 下降到): which side of it is good is the indicator's."""

    __slots__ = ()

    def points(self, way: Direction) -> bool:
        return self.towards is way

    def turned(self) -> Rule | None:
        return self.but(towards=None)

    def of_rank(self, unit: str | None) -> Rule:
        return self.but(towards=OTHER_WAY[self.towards]) if self.towards else self

    def of_fall(self) -> Number:
        return self if self.towards else self.but(towards=Direction.UP)


class OfYears(Rule):
    """A level that every year of the plan must hold, or all of them together."""

    __slots__ = ()
    rule: Number

    @property
    def level(self) -> Number:
        return self.rule

    def lacks_direction(self, better: Better | None) -> bool:
        return self.rule.lacks_direction(better)

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        self.rule.check_units(measure, per)

    def of_fall(self) -> Rule:
        return self.but(rule=self.rule.of_fall())


def fixed(number: Fraction) -> Goal:
    """Return a goal that is the same number whatever the baseline."""
    return lambda baseline: number


def good_side(value: Fraction, tolerance: Fraction, better: Better | None) -> Interval:
    """Return the values at least as good as a number, less a tolerance; those around it where neither way is better."""
    slack = abs(value) * tolerance
    if better is Better.HIGHER:
        return Interval(low=value - slack)
    if better is Better.LOWER:
        return Interval(high=value + slack)
    return Interval(value - slack, value + slack)


def side_of(asked: Interval) -> str:
    """Return on which side of a number the values asked for are."""
    return "ge" if asked.high is None else "le" if asked.low is None else "eq"


def spelled(quantity: Quantity) -> str:
    """Write a number and its unit as they are typed: 5家."""
    return quantity_text(quantity).replace(" ", "")


def united(quantity: Quantity, unit: str | None) -> Quantity:
    """Return a quantity with a unit where it has none."""
    return quantity if quantity.unit is not None else Quantity(quantity.value, unit)
