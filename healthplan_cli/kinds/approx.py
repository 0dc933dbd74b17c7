"""About a number, 27%左右: within the tolerance of the number, or on its better side."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.case import Case, amount
from healthplan_cli.kinds.comparisons import Remark, remark
from healthplan_cli.kinds.level import Aimed, good_side, spelled
from healthplan_cli.kinds.said import percent, quantity_text
from healthplan_cli.values import Better, Direction, Interval, Quantity


@record(frozen=True, slots=True)
class Approx(Aimed):
    """About a number; `towards` as in Reach."""

    quantity: Quantity
    towards: Direction | None = None

    op = "approx"
    is_about = True
    section = tr("第 4 节：左右")

    def accepted(self, case: Case) -> Interval:
        """Return the values within the tolerance of the number, and all better ones."""
        return good_side(amount(self.quantity, case.measure, case.per), case.tolerance, case.better)

    def set_out(self, case: Case) -> Iterator[Remark]:
        number = amount(self.quantity, case.measure, case.per)
        better = remark(tr("，好于它的也算，即 {span}"), span=self.accepted(case))
        yield remark(
            tr("{bare} 的上下 {percent} 是 {ends}{better}"),
            bare=Interval.point(number),
            percent=percent(case.tolerance),
            ends=good_side(number, case.tolerance, None),
            better="" if case.better is Better.NEITHER else better,
        )

    def lacks_direction(self, better: Better | None) -> bool:
        return better is None

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        side = "" if better is Better.NEITHER else tr("，或好于这个区间")
        return tr(
            "约为 {quantity_text}：{tolerated}{side}",
            quantity_text=quantity_text(self.quantity),
            tolerated=self._tolerated(tolerance),
            side=side,
        )

    def _tolerated(self, tolerance: Fraction) -> str:
        value = self.quantity.value
        slack = abs(value) * tolerance
        low, high = (decimal_text(end) for end in (value - slack, value + slack))
        return tr("上下 {percent}，即 {low} 到 {high} 之间", percent=percent(tolerance), low=low, high=high)

    def short(self, better: Better | None) -> str:
        return f"{spelled(self.quantity)}左右"

    def side(self, case: Case) -> str:
        return "approx"
