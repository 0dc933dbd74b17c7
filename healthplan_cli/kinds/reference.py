"""高于全国平均水平1个百分点, 与经济增长同步: the other number is supplied, or another row's."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.said import quantity_text
from healthplan_cli.values import Better, Quantity, Relation

_SIDES = {
    Relation.GE: tr("不低于"),
    Relation.GT: tr("高于"),
    Relation.LE: tr("不高于"),
    Relation.LT: tr("低于"),
    Relation.EQ: tr("等于"),
}


@record(frozen=True, slots=True)
class Reference(Rule):
    """A relation to another number; `to`: the words for it; `margin`: by how much (negative: it may be that much worse).

    `relation` None: 同步, in step with it; `near`: 基本同步, with the tolerance of 左右. `turns`: the words name no side
    (达到, 优于), the relation is that of an indicator where higher is better.
    """

    to: str
    relation: Relation | None = None
    margin: Quantity | None = None
    near: bool = False
    turns: bool = False

    op = "reference"
    is_external = True
    section = tr("第 4 节：与别的数比")
    without_number = tr("要与别的数比")

    def fields(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "op": self.op,
            "to": self.to,
            "relation": self.relation.value if self.relation else "sync",
        }
        if self.margin is not None:
            out["margin"] = {"value": self.margin.value, "unit": self.margin.unit}
        return out | ({"near": True} if self.near else {})

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        if self.relation is None:
            near = tr("大致") if self.near else ""
            return tr("与“{to}”{near}同步：那个数要另外给", to=self.to, near=near)
        side = _SIDES[self.relation]
        by = "" if self.margin is None else tr("至少 {margin}", margin=quantity_text(self.margin))
        turned = tr("，朝好的方向看") if self.turns else ""
        return tr("{side}“{to}”{by}{turned}：那个数要另外给", side=side, to=self.to, by=by, turned=turned)
