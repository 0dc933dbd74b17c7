"""Ratios of two parts: 1:1.3 (医护比), 1辆/3万人."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Goal, Rule
from healthplan_cli.kinds.case import ZERO, Case, amount, ends_of
from healthplan_cli.kinds.compare import Compare
from healthplan_cli.kinds.level import Level, fixed, good_side, side_of
from healthplan_cli.kinds.reach import Reach
from healthplan_cli.kinds.said import percent, related
from healthplan_cli.values import MIRRORED, WORSE, Better, Interval, Quantity, Relation


@record(frozen=True, slots=True)
class Ratio(Level):
    """A ratio of two parts. Parts with units make a rate (辆/万人), parts without a ratio proper. `about`: 左右."""

    words: str
    left: Quantity
    right: Quantity
    relation: Relation | None = None
    about: bool = False

    op = "ratio"
    is_grade_or_ratio = True
    section = tr("第 4 节：两部分之比")

    @property
    def is_about(self) -> bool:
        """Whether the tolerance of 左右 applies."""
        return self.about

    @property
    def on_ladder(self) -> bool:
        return not self.left.unit and not self.right.unit

    @property
    def scale(self) -> str:
        return "" if self.left.unit else "ratio"

    @property
    def unit(self) -> str | None:
        """The unit of the ratio as a number, where both parts have units: 辆/3万人."""
        return units.canonical(self._per) if self.left.unit and self.right.unit else None

    @property
    def _per(self) -> str:
        return f"{self.left.unit or '个'}/{decimal_text(self.right.value)}{self.right.unit or ''}"

    @property
    def quotient(self) -> tuple[Fraction, bool]:
        """Right part ÷ left part (1:1.3 is 1.3), and whether the plan writes it the other way round (2.2:1)."""
        return self.right.value / self.left.value, self.right.value == 1 and self.left.value != 1

    @property
    def looks_elsewhere(self) -> str | None:
        return tr("值是两部分之比，不是数") if self.on_ladder else None

    def accepted(self, case: Case) -> Interval:
        """Return the values in the written relation to the ratio, or without one those at least as good.

        Values are right ÷ left; for a ratio written the other way round (2.2:1) the relation is mirrored.
        """
        if self.left.unit or self.right.unit:
            value = amount(Quantity(self.left.value, self._per), case.measure, case.per)
            flipped = False
        else:
            value, flipped = self.quotient
        if self.relation is not None:
            return Interval.related(MIRRORED[self.relation] if flipped else self.relation, value)
        better = WORSE.get(case.better) if flipped and case.better else case.better
        return good_side(value, case.tolerance if self.about else ZERO, better)

    def better_of(self, case: Case) -> Better:
        limits = self.accepted(case)
        if limits.high is None:
            return Better.HIGHER
        return Better.LOWER if limits.low is None else Better.NEITHER

    def as_number(self) -> Rule:
        """Return a ratio whose parts have units as the level of that number: 1辆/3万人. Others are unchanged."""
        if not self.left.unit or not self.right.unit:
            return self
        quantity = Quantity(self.left.value, self.unit)
        return Compare(self.relation, quantity) if self.relation else Reach(quantity)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """Return one end of the accepted values, as a goal that doesn't depend on the baseline."""
        return tuple(map(fixed, ends_of(self.accepted(case))[:1]))

    def lacks_direction(self, better: Better | None) -> bool:
        return self.relation is None and better in (None, Better.NEITHER)

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        self.accepted(Case(0, 0, 0, Better.HIGHER, measure, {}, per=per))

    def fields(self) -> dict[str, Any]:
        return {
            "op": self.op,
            "value": self.words,
            "left": self.left.value,
            "left_unit": self.left.unit,
            "right": self.right.value,
            "right_unit": self.right.unit,
            "relation": self.relation.value if self.relation else "approx" if self.about else None,
        }

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        if self.relation:
            return tr("两部分之比{words}", words=related(self.relation, self.words))
        good = self._good(better)
        if self.about:
            said = tr("两部分之比约为 {text}：可以差 {percent}", text=self.words, percent=percent(tolerance))
            return tr("{said}；{good}，好出多少都算", said=said, good=good) if good else said
        said = tr("两部分之比至少与 {text} 一样好", text=self.words)
        return tr("{said}：{good}", said=said, good=good) if good else said

    def _good(self, better: Better | None) -> str:
        """Return the words that say which quotient is better when higher or lower; empty where no direction is better."""
        ways = {Better.HIGHER: tr("{quotient}越高越好"), Better.LOWER: tr("{quotient}越低越好")}
        way = ways.get(better) if better else None
        if way is None:
            return ""
        if self.left.unit or self.right.unit:
            return way.format(quotient=tr("这个比"))
        flipped = self.quotient[1]
        return way.format(quotient=tr("前一部分 ÷ 后一部分") if flipped else tr("后一部分 ÷ 前一部分"))

    def side(self, case: Case) -> str:
        return side_of(self.accepted(case))

    @property
    def without_number(self) -> str | None:
        return tr("是两部分之比") if self.on_ladder else None

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None] | None:
        return (tr("目标是两部分之比，不分到各年"), None) if self.on_ladder else None
