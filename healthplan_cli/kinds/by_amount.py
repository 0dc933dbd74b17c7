"""The common base of changes by an amount: 每年降低0.5个百分点, 较2020年下降10%."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import amounts, way
from healthplan_cli.kinds.base import OTHER_WAY, Rule
from healthplan_cli.kinds.case import Case
from healthplan_cli.kinds.said import bounded, quantity_text
from healthplan_cli.values import Better, Bound, Direction, Quantity

if TYPE_CHECKING:
    from typing import Self


class ByAmount(Rule):
    """A change by an amount; `since` is the year it counts from (None: the baseline's), `direction` None is the better
    way.

    `high` is the upper end of a range (4—4.5%), with `by` as the lower one; `two_sided` (保持在4—4.5%): both ends bind.
    """

    __slots__ = ()
    by: Quantity
    bound: Bound
    direction: Direction | None
    high: Quantity | None
    two_sided: bool
    is_change = True
    needs_baseline = True

    def ends(self, case: Case) -> tuple[Self, ...]:
        """Return the rule as changes by one amount each: a range gives its nearer end, or both where both bind (contract section 4)."""
        if self.high is None:
            return (self,)
        least = self.but(bound=Bound.AT_LEAST, high=None)
        most = self.but(by=self.high, bound=Bound.AT_MOST, high=None)
        if self.two_sided or case.better not in (Better.HIGHER, Better.LOWER):
            return (least, most)
        return (least,) if way(self.direction, case.better) is way(Direction.BETTER, case.better) else (most,)

    def fields_of_ends(self) -> dict[str, Any]:
        """Return the public fields of a range's ends; none where there is a single amount."""
        ends: dict[str, Any] = {} if self.high is None else {"low": self.by.value, "high": self.high.value}
        return {**ends, "two_sided": True} if self.two_sided else ends

    def amount_words(self, verb: str, tolerance: Fraction) -> str:
        """Return the amount in words after a verb: 提高至少 2 个百分点, 提高 2 到 3 个百分点."""
        if self.high is None:
            return bounded(self.by, verb, self.bound, tolerance)
        low, high = quantity_text(self.by), quantity_text(self.high)
        words = tr("{way} {low} 到 {high}", way=verb, low=low, high=high)
        return words + tr("，两头都算") if self.two_sided else words

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        amounts(self.by, Case(0, 0, 0, Better.HIGHER, measure, {}, per=per))

    def points(self, way: Direction) -> bool:
        return self.direction is way and self.by.value != 0 and not self.is_capped

    def turned(self) -> Rule | None:
        return self.but(direction=OTHER_WAY[self.direction]) if self.direction in OTHER_WAY else None

    def of_rank(self, unit: str | None) -> Rule:
        by = replace(self.by, unit=unit) if unit else self.by
        high = replace(self.high, unit=unit) if unit and self.high else self.high
        return self.but(
            by=by, high=high, direction=self.direction and OTHER_WAY.get(self.direction, self.direction)
        )

    def least(self, tolerance: Fraction, better: Better | None) -> Rule:
        if self.bound is not Bound.ABOUT:
            return self
        return self.but(by=Quantity(self.by.value * (1 - tolerance), self.by.unit), bound=Bound.AT_LEAST)
