"""进入前10名: a place in an order, of which a smaller number is better."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.case import Case, amount
from healthplan_cli.kinds.level import Number
from healthplan_cli.kinds.said import quantity_text
from healthplan_cli.values import Better, Interval, Quantity


@record(frozen=True, slots=True)
class Rank(Number):
    """A place or a better one."""

    quantity: Quantity

    op = "rank"
    section = tr("第 4 节：名次")

    def accepted(self, case: Case) -> Interval:
        """This place and those before it."""
        return Interval(high=amount(self.quantity, case.measure, case.per))

    def better_of(self, case: Case) -> Better:
        return Better.LOWER

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr("名次在前 {place} 名以内（含）：数字小的在前", place=quantity_text(self.quantity))
