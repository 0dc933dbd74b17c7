"""A relation to a number as written: ≤14.5, 不低于70%, 全覆盖."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.case import Case, amount
from healthplan_cli.kinds.level import Number, spelled
from healthplan_cli.kinds.said import SIGNS, quantity_text, related
from healthplan_cli.values import Better, Interval, Quantity, Relation


@record(frozen=True, slots=True)
class Compare(Number):
    """A relation to a number, as written."""

    relation: Relation
    quantity: Quantity

    is_comparison = True
    section = tr("第 4 节：照写的关系")

    def accepted(self, case: Case) -> Interval:
        """Return the values that stand in the relation to the number."""
        return Interval.related(self.relation, amount(self.quantity, case.measure, case.per))

    def fields(self) -> dict[str, Any]:
        return {"op": self.relation.value, "value": self.quantity.value, "unit": self.quantity.unit}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return related(self.relation, quantity_text(self.quantity))

    def short(self, better: Better | None) -> str:
        return SIGNS[self.relation] + spelled(self.quantity)

    def side(self, case: Case) -> str:
        return self.relation.value
