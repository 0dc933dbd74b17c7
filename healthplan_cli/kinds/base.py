"""The interface of all kinds of targets (contract section 4): each is a frozen record in a module of its own that
overrides this.

Callers use a rule's traits and methods and never ask for its class. Numbers are exact and in the unit of the case; a
method that converts a unit raises UnitMismatch where the unit of the words doesn't fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from healthplan_cli.kinds.amounts import way
from healthplan_cli.kinds.case import Case
from healthplan_cli.kinds.comparisons import Comparison, Remark
from healthplan_cli.kinds.traits import Traits
from healthplan_cli.kinds.whole_change import WholeChange
from healthplan_cli.values import Better, Direction, Interval, Quantity
from healthplan_cli.verdict import Verdict

if TYPE_CHECKING:
    pass

Goal = Callable[[Fraction], Fraction]
OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


class Rule(Traits):
    """A target as judged: subclasses are the kinds; the methods' defaults are those of a kind to which they don't apply."""

    __slots__ = ()

    @property
    def level(self) -> Rule:
        """The level in a rule that asks for it in every year or on the sum of the years; for other kinds the rule itself."""
        return self

    # ── judging ──
    def verdict(self, case: Case) -> Verdict:
        """Return the verdict on the value of the case's data year."""
        raise AssertionError  # its parts or ways are judged, or nothing is

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        """Yield the comparisons that decide the verdict, for a proof; none for kinds whose parts are judged, and for no target."""
        yield from ()

    def accepted(self, case: Case) -> Interval | None:
        """Return the values that meet a level, which needs no baseline; None for a rule that is no level."""
        return None

    def has_two_ends(self, case: Case) -> bool:
        """Return whether the rule is a range with both ends binding, so that progress leads to the end nearer to the baseline."""
        return False

    def beyond_far_end(self, case: Case) -> bool:
        """Return whether the value has left a range with both ends binding on the side away from the baseline (contract section 5)."""
        return False

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """Return functions from the baseline to the number that the target asks for, one for each interpretation; none without a number."""
        return ()

    def whole(self, case: Case) -> WholeChange | None:
        """Return the sum by the due year of a change asked of each year; None where it isn't one number."""
        return None

    def is_approached(self, case: Case) -> bool:
        """Return whether a yearly change counts from the baseline and is a demand, not a cap."""
        return False

    @property
    def may_be_total(self) -> bool:
        """Whether the words may mean either a change or the sum of the years: 〔120〕."""
        return self.new_ones and self.direction is None

    def counts_new_ones(self, case: Case) -> bool:
        """Return whether the values reported for a change (新增5000个) may be increments, and not levels."""
        return False

    def as_total(self, better: Better | None) -> Any:
        """Return the `Total` over the plan's years that the rule is or may be; None for other rules."""
        return None

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        """Return all values at which the verdict may change; values where it doesn't may be among them."""
        return ()

    def lacks_direction(self, better: Better | None) -> bool:
        """Return whether the rule can't be judged because `better` isn't known or names no direction (contract section 3)."""
        return False

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        """Raise UnitMismatch where a quantity of the rule can't be converted to the indicator's unit."""

    def points(self, way: Direction) -> bool:
        """Return whether the words name this direction; a cap and 保持 name none."""
        return False

    def opposed(self, better: Better | None) -> bool:
        """Return whether the words name the worse direction: 提高2个百分点 where lower is better (contract section 3)."""
        if better not in (Better.HIGHER, Better.LOWER):
            return False
        return self.level.points(Direction.DOWN if better is Better.HIGHER else Direction.UP)

    def turned(self) -> Rule | None:
        """Return the rule with the opposite direction; 提高到80% loses its direction. None for a rule that can't be turned."""
        return None

    def of_rank(self, unit: str | None) -> Rule:
        """Return the rule for an indicator that is a rank in `unit`, where 提升2位 asks for a smaller number."""
        return self

    def of_fall(self) -> Rule:
        """Return the rule for an indicator that reports a decrease as a positive number (能耗降低): without a direction
        of its own, higher is better.
        """
        return self

    def chained(self, start: Fraction, case: Case) -> Iterable[Fraction]:
        """Return the levels by the due year of a change made each year from `start`, one for each interpretation; none for a cap."""
        return ()

    def is_upward(self, better: Better | None) -> bool:
        """Return whether the change asks for at least its amount (or factor) rather than at most."""
        return way(self.direction, better) is Direction.UP

    def enough(self, baseline: Fraction, end: Fraction, case: Case) -> Interval:
        """Return the values as far from the baseline as `end` or further; 左右 in the words allows its tolerance."""
        return Interval(low=end) if end >= baseline else Interval(high=end)

    def better_of(self, case: Case) -> Better | None:
        """Return which direction is better for reported values of this kind: lower for ranks, higher for grades."""
        return case.better

    def as_number(self) -> Rule:
        """Return a ratio whose parts have units (1辆/3万人) as the level of that number; other rules unchanged."""
        return self

    def least(self, tolerance: Fraction, better: Better | None) -> Rule:
        """Return a change by about (左右) an amount as a change by at least the amount less the tolerance; other rules unchanged."""
        return self

    # ── words and fields ──
    def fields(self) -> dict[str, Any]:
        """Return the public fields: `op` and what belongs to it (docs/formats.md)."""
        return {"op": self.op}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        """Return the rule as a clause without a full stop. `tolerance` is that of 左右; `better` makes a bare number ≥ or ≤."""
        raise NotImplementedError  # every kind has its own

    @property
    def section(self) -> str:
        """The name of the contract's section that the rule follows."""
        raise NotImplementedError  # every kind has its own

    def short(self, better: Better | None) -> str | None:
        """Return a level in a short form that can be read back (≥60, 80左右, 5—10); None for rules without a number."""
        return None

    def side(self, case: Case) -> str:
        """Return on which side of the level's number values are accepted: `ge`, `le`, `approx`, `range` …"""
        return "range"

    @property
    def without_number(self) -> str | None:
        """Why the rule has no number to compare with another plan's; None where it has one."""
        return None

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None] | None:
        """Return why this rule has no target for each single year, and advice or None; None for a rule that has one.

        `words` are the target's; `other` is the name of the indicator that the rule refers to.
        """
        return None

    def supplied(self, quantity: Quantity) -> Rule:
        """Return the rule with a supplied number for its reference (`Reference`); other rules unchanged."""
        return self

    def of_row(self, id: str) -> Rule:
        """Return the rule with another indicator of the plan as its reference; other rules unchanged."""
        return self

    def with_unit(self, unit: str | None) -> Rule:
        """Return the level in this unit where its words have none; other rules unchanged."""
        return self
