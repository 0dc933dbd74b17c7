"""What 每年降低0.5个百分点 and 较2020年下降10% share: an amount, a direction, a bound."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.kinds.amounts import amounts
from healthplan_cli.kinds.base import OTHER_WAY, Rule
from healthplan_cli.kinds.case import Case
from healthplan_cli.values import Better, Bound, Direction, Quantity


class ByAmount(Rule):
    """A change by an amount, `since` a year or the baseline; `direction` None is the better way."""

    __slots__ = ()
    by: Quantity
    bound: Bound
    is_change = True
    needs_baseline = True

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        amounts(self.by, Case(0, 0, 0, Better.HIGHER, measure, {}, per=per))

    def points(self, way: Direction) -> bool:
        return self.direction is way and self.by.value != 0 and not self.is_capped

    def turned(self) -> Rule | None:
        return self.but(direction=OTHER_WAY[self.direction]) if self.direction in OTHER_WAY else None

    def of_rank(self, unit: str | None) -> Rule:
        by = replace(self.by, unit=unit) if unit else self.by
        return self.but(by=by, direction=self.direction and OTHER_WAY.get(self.direction, self.direction))

    def least(self, tolerance: Fraction, better: Better | None) -> Rule:
        if self.bound is not Bound.ABOUT:
            return self
        return self.but(by=Quantity(self.by.value * (1 - tolerance), self.by.unit), bound=Bound.AT_LEAST)
