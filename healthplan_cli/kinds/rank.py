"""Ranks in an order, of which a smaller number is better: 进入前10名."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Goal
from healthplan_cli.kinds.case import Case, UnitMismatch
from healthplan_cli.kinds.level import Number, fixed
from healthplan_cli.values import Better, Interval, Quantity

RANK_UNITS = ("名次", "位次", "名", "位", "个", None)


@record(frozen=True, slots=True)
class Rank(Number):
    """A rank to be reached or bettered."""

    quantity: Quantity

    op = "rank"
    is_place = True
    section = tr("第 4 节：名次")
    looks_elsewhere = tr("值是名次，不是数")

    @property
    def unit(self) -> str:
        """The unit word of the rank: 名, 位, 名次 …"""
        return self.quantity.unit or "名"

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return (Quantity(self.quantity.value, self.unit),)

    def fields(self) -> dict[str, Any]:
        return {"op": self.op, "value": self.quantity.value, "unit": self.unit}

    def accepted(self, case: Case) -> Interval:
        """Return this rank and all better ones, whatever their unit word."""
        return Interval(high=self.quantity.value)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        return (fixed(self.quantity.value),)

    def better_of(self, case: Case) -> Better:
        return Better.LOWER

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        for unit in (self.quantity.unit, measure):
            if unit not in RANK_UNITS:
                raise UnitMismatch(self.quantity.unit or tr("名次"))

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr("名次在前 {place}（含第 {place} 名）", place=decimal_text(self.quantity.value))

    def short(self, better: Better | None) -> str:
        return tr("前{place}名", place=decimal_text(self.quantity.value))

    def side(self, case: Case) -> str:
        return "le"
