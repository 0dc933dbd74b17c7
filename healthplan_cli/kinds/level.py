"""Base classes of the kinds that name values to be reached: a number, a grade, a ratio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import OTHER_WAY, Goal, Rule
from healthplan_cli.kinds.case import Case, amount, decide, ends_of, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, lacking
from healthplan_cli.units.amounts import as_written
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
        """Return the comparison of a value with the level."""
        return Comparison(Operand(value), self.accepted(case))

    def comparisons_by_year(self, case: Case) -> Iterator[Comparison]:
        """Yield the comparison of each year from the plan's first up to now; years without data get an unknown one."""
        for year in range(case.start, case.last + 1):
            value = case.series.get(year)
            if value is None:
                yield lacking(unknown(Reason.NO_DATA, year), tr("{year} 年：没有数据，说不清"), year=year)
            else:
                yield self.comparison(value, case).put(tr("{year} 年：{line}"), year=year)

    def held(self, value: Interval, case: Case) -> Verdict:
        """Return the verdict on a value: whether it reaches the level."""
        return decide(value, self.accepted(case))

    def verdict(self, case: Case) -> Verdict:
        return self.held(case.value, case)

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        yield from self.set_out(case)
        yield self.comparison(case.value, case)

    def set_out(self, case: Case) -> Iterator[Remark]:
        """Yield remarks that state the accepted values, where the words alone don't."""
        yield from ()

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        return ends_of(self.accepted(case))

    def beyond_far_end(self, case: Case) -> bool:
        """Return whether the value is outside a range with two binding ends, on the side away from the baseline.

        For a baseline within the range: on the better side, or on either where no direction is better. False without a
        baseline.
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
    """A level of one number; of a range, `quantity` is the lower end."""

    __slots__ = ()
    is_number = True

    @property
    def quantity(self) -> Quantity:
        raise NotImplementedError  # every kind of level has its own

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """All numbers of the level."""
        return (self.quantity,)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        return (fixed(amount(self.quantity, case.measure, case.per)),)

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        for quantity in self.quantities:
            amount(quantity, measure, per)

    def counted_in(self, unit: str) -> Number:
        """Return the level with the same number in another unit, without conversion."""
        return self.but(quantity=Quantity(self.quantity.value, unit))

    def with_unit(self, unit: str | None) -> Number:
        return self.but(quantity=united(self.quantity, unit))

    def of_fall(self) -> Number:
        return self

    def fields(self) -> dict[str, Any]:
        return {"op": self.op, "value": self.quantity.value, "unit": self.quantity.unit}


class Aimed(Number):
    """A number whose verb may name a direction (提高到, 下降到); which side of it is good depends on the indicator."""

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
    """A level that each year of the plan must reach, or the years together."""

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
    """Return a goal (a function of the baseline) that is always this number."""
    return lambda baseline: number


def good_side(value: Fraction, tolerance: Fraction, better: Better | None) -> Interval:
    """Return the values at least as good as a number less its tolerance; those within the tolerance where no direction is better."""
    slack = abs(value) * tolerance
    if better is Better.HIGHER:
        return Interval(low=value - slack)
    if better is Better.LOWER:
        return Interval(high=value + slack)
    return Interval(value - slack, value + slack)


def side_of(asked: Interval) -> str:
    """Return the side on which the accepted values lie: `ge` (no upper end), `le` (no lower end) or `eq`."""
    return "ge" if asked.high is None else "le" if asked.low is None else "eq"


def spelled(quantity: Quantity) -> str:
    """Return a number and its unit as words of a target, which read back in every language: 5家."""
    return as_written(decimal_text(quantity.value), quantity.unit)


def united(quantity: Quantity, unit: str | None) -> Quantity:
    """Return a quantity, with this unit if it has none."""
    return quantity if quantity.unit is not None else Quantity(quantity.value, unit)
