"""60%以上的县达到控制标准: the share of those that meet an inner target."""

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
class Share(Number):
    """The share of `of` that is asked for; `inner`: the words of what each of them must meet, where they are said."""

    quantity: Quantity
    of: str
    inner: str | None = None
    relation: Relation = Relation.GE

    op = "share"
    counts_all = True
    section = tr("第 4 节：做到的比例")

    def accepted(self, case: Case) -> Interval:
        """The shares that stand in the relation."""
        return Interval.related(self.relation, amount(self.quantity, case.measure, case.per))

    def fields(self) -> dict[str, Any]:
        inner = {} if self.inner is None else {"inner": self.inner}
        return {
            "op": self.op,
            "relation": self.relation.value,
            "value": self.quantity.value,
            "unit": self.quantity.unit,
            "of": self.of,
            **inner,
        }

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        share = related(self.relation, quantity_text(self.quantity))
        if self.inner is None:
            return tr("做到的{of}所占的比例{share}", of=self.of, share=share)
        return tr("做到“{inner}”的{of}所占的比例{share}", inner=self.inner, of=self.of, share=share)

    def short(self, better: Better | None) -> str:
        return SIGNS[self.relation] + spelled(self.quantity)

    def side(self, case: Case) -> str:
        return self.relation.value
