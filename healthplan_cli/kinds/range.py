"""Ranges: 5—10家 is met from the nearer end on; of 80%—90%之间 both ends bind."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Goal
from healthplan_cli.kinds.case import Case, amount, decide
from healthplan_cli.kinds.comparisons import Remark, remark
from healthplan_cli.kinds.level import Aimed, spelled, united
from healthplan_cli.kinds.said import quantity_text
from healthplan_cli.units.amounts import followed
from healthplan_cli.values import Better, Direction, Interval, Outcome, Quantity
from healthplan_cli.verdict import Note, Verdict


@record(frozen=True, slots=True)
class Range(Aimed):
    """A range between two numbers.

    `two_sided` (控制在80%—90%之间, ≥80且<90): both ends bind, whichever way is better; an open end is outside the range.
    `towards` as in Reach.
    """

    low: Quantity
    high: Quantity
    two_sided: bool = False
    low_open: bool = False
    high_open: bool = False
    towards: Direction | None = None

    op = "range"
    section = tr("第 4 节：区间")

    @property
    def quantity(self) -> Quantity:
        return self.low

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return self.low, self.high

    def has_two_ends(self, case: Case) -> bool:
        return self.two_sided or case.better is Better.NEITHER

    def _ends(self, case: Case) -> tuple[Fraction, Fraction]:
        return amount(self.low, case.measure, case.per), amount(self.high, case.measure, case.per)

    def accepted(self, case: Case) -> Interval:
        """Return the values from the nearer end on, in the better direction; where both ends bind, those between them."""
        low, high = self._ends(case)
        if self.has_two_ends(case):
            return Interval(low, high, self.low_open, self.high_open)
        return Interval(high=high) if case.better is Better.LOWER else Interval(low=low)

    def held(self, value: Interval, case: Case) -> Verdict:
        """Return the verdict on a value; past the far end it is met, with the note `beyond_range`."""
        verdict = decide(value, self.accepted(case))
        if verdict.outcome is Outcome.MET and not value.within(Interval(*self._ends(case))):
            return Verdict(Outcome.MET, noted=(Note.BEYOND_RANGE,))
        return verdict

    def set_out(self, case: Case) -> Iterator[Remark]:
        both = self.has_two_ends(case)
        words = tr("两头都算，即 {span}") if both else tr("到较近的一端就够，即 {span}")
        yield remark(words, span=self.accepted(case))

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """Return the function from the baseline to the nearer end of the accepted values; a baseline among them is kept."""
        ends = self.accepted(case)
        low, high = ends.low, ends.high
        if low is not None and high is not None:
            return (lambda baseline: min(max(baseline, low), high),)
        return (lambda baseline: next(end for end in (low, high) if end is not None),)

    def lacks_direction(self, better: Better | None) -> bool:
        return better is None and not self.two_sided

    def points(self, way: Direction) -> bool:
        return self.towards is way and not self.two_sided

    def counted_in(self, unit: str) -> Range:
        """Return the range with the same numbers in another unit, without conversion."""
        return self.but(low=Quantity(self.low.value, unit), high=Quantity(self.high.value, unit))

    def with_unit(self, unit: str | None) -> Range:
        return self.but(low=united(self.low, unit), high=united(self.high, unit))

    def fields(self) -> dict[str, Any]:
        said = {"two_sided": self.two_sided, "low_open": self.low_open, "high_open": self.high_open}
        ends = {name: True for name, holds in said.items() if holds}
        return {"op": self.op, "low": self.low.value, "high": self.high.value, "unit": self.low.unit, **ends}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        near = followed(quantity_text(self.low), tr("到"))
        far = followed(quantity_text(self.high), tr("之间"))
        if not self.two_sided and better is not Better.NEITHER:
            return tr("在 {near} {far}：至少达到较近的一端，越过较远的一端也算达标并注明", near=near, far=far)
        ends = (self.low, self.low_open), (self.high, self.high_open)
        excluded = [quantity_text(end) for end, is_open in ends if is_open]
        without = tr("，不含 {ends}", ends=tr("、").join(excluded)) if excluded else ""
        return tr(
            "在 {near} {far}{without}：两头都算，超出哪一头都没有达到", near=near, far=far, without=without
        )

    def short(self, better: Better | None) -> str:
        if self.low_open or self.high_open:
            ends = (">" if self.low_open else "≥", "<" if self.high_open else "≤")
            return f"{ends[0]}{spelled(self.low)}且{ends[1]}{spelled(self.high)}"
        return f"{decimal_text(self.low.value)}—{spelled(self.high)}{'之间' if self.two_sided else ''}"
