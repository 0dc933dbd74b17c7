"""A number alone, or with 达到, 降至: at least as good as the number, in the better direction (contract section 3)."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.case import ZERO, Case, amount
from healthplan_cli.kinds.level import Aimed, good_side, side_of, spelled
from healthplan_cli.kinds.said import quantity_text
from healthplan_cli.values import Better, Direction, Interval, Quantity


@record(frozen=True, slots=True)
class Reach(Aimed):
    """A number to be reached; `towards` is the direction that its verb names (提高到, 下降到), None where it names none."""

    quantity: Quantity
    towards: Direction | None = None

    op = "reach"
    is_plain = True
    section = tr("第 3 节")

    def accepted(self, case: Case) -> Interval:
        """Return the number and all better ones."""
        return good_side(amount(self.quantity, case.measure, case.per), ZERO, case.better)

    def lacks_direction(self, better: Better | None) -> bool:
        return better in (None, Better.NEITHER)

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        plain = {
            Better.HIGHER: tr("不低于 {}（只有一个数，越高越好）"),
            Better.LOWER: tr("不高于 {}（只有一个数，越低越好）"),
        }.get(better or Better.NEITHER, tr("达到 {}：朝好的方向至少到这个数"))
        return plain.format(quantity_text(self.quantity))

    def short(self, better: Better | None) -> str:
        signs = {Better.HIGHER: "≥", Better.LOWER: "≤"}
        return (signs.get(better, "") if better else "") + spelled(self.quantity)

    def side(self, case: Case) -> str:
        return side_of(self.accepted(case))
