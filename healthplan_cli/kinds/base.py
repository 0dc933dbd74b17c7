"""What every kind of target answers (contract section 4). A kind is a frozen record in a module of its own, and overrides what it knows.

Whoever holds a rule asks its traits and methods, never which kind it is. Numbers are in the unit of the case, exact; every
method that converts a unit raises UnitMismatch where the words' own doesn't fit.
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
    """What a target asks for."""

    __slots__ = ()

    @property
    def level(self) -> Rule:
        """The level that each year must hold, or all years together; of any other kind, the rule itself."""
        return self

    # ── judging ──
    def verdict(self, case: Case) -> Verdict:
        """Return the answer for the year of the case, by the words as they stand."""
        raise AssertionError  # its parts or ways are judged, or nothing is

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        """Yield what the verdict is decided from, for a proof; nothing where its parts are judged, or nothing is."""
        yield from ()

    def accepted(self, case: Case) -> Interval | None:
        """Return the values at which a level is met, which needs no baseline; None for what is no level."""
        return None

    def has_two_ends(self, case: Case) -> bool:
        """Return whether the rule is a range of which both ends count, so that the baseline decides which end the way leads to."""
        return False

    def beyond_far_end(self, case: Case) -> bool:
        """Return whether a value has passed a level with two ends at the far end, seen from the baseline."""
        return False

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """Return the number that the target ends at as a function of the baseline, one for each reading; empty without a number."""
        return ()

    def whole(self, case: Case) -> WholeChange | None:
        """Return what a change asked of each year comes to by the due year; None where that isn't one number."""
        return None

    def is_approached(self, case: Case) -> bool:
        """Return whether a change of each year counts from the baseline and is to be made, not a cap."""
        return False

    @property
    def may_be_total(self) -> bool:
        """Whether the words leave open if a change is meant, or what the years come to together: 〔120〕."""
        return self.new_ones and self.direction is None

    def counts_new_ones(self, case: Case) -> bool:
        """Return whether reported values of a change (新增5000个) are what is new, not how many there are."""
        return False

    def as_total(self, better: Better | None) -> Any:
        """Return the rule as a `Total` of the plan's years, where it is one or may be one, else None."""
        return None

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        """Return every value at which the verdict can turn; some more do no harm."""
        return ()

    def lacks_direction(self, better: Better | None) -> bool:
        """Return whether judging needs the better direction and it isn't said (contract section 3)."""
        return False

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        """Raise UnitMismatch where a quantity of the rule can't be put in the indicator's unit."""

    def points(self, way: Direction) -> bool:
        """Return whether the words point a way; a cap and 保持 point none."""
        return False

    def opposed(self, better: Better | None) -> bool:
        """Return whether the words point the worse way: 提高2个百分点 where lower is better (contract section 3)."""
        if better not in (Better.HIGHER, Better.LOWER):
            return False
        return self.level.points(Direction.DOWN if better is Better.HIGHER else Direction.UP)

    def turned(self) -> Rule | None:
        """Return the rule with its words turned the better way; None where that can't be said plainly."""
        return None

    def of_rank(self, unit: str | None) -> Rule:
        """Return the rule for ranks, which count in `unit`: 提升2位 asks for a smaller number."""
        return self

    def of_fall(self) -> Rule:
        """Return the rule for an indicator that reports a fall as such: a plain number is the better the larger it is."""
        return self

    def chained(self, start: Fraction, case: Case) -> Iterable[Fraction]:
        """Return where a change made every year ends from the baseline, for each reading; empty for a cap."""
        return ()

    def is_upward(self, better: Better | None) -> bool:
        """Return whether a change asks for at least so much, not at most."""
        return way(self.direction, better) is Direction.UP

    def enough(self, baseline: Fraction, end: Fraction, case: Case) -> Interval:
        """Return the values that have come as far from the baseline as `end`, or further; 左右 allows its tolerance."""
        return Interval(low=end) if end >= baseline else Interval(high=end)

    def better_of(self, case: Case) -> Better | None:
        """Return which way is better for the values as they are reported: of ranks a smaller number, of grades a higher one."""
        return case.better

    def as_number(self) -> Rule:
        """Return a ratio whose parts have units (1辆/3万人) as the level that it is."""
        return self

    def least(self, tolerance: Fraction, better: Better | None) -> Rule:
        """Return the rule with the 左右 of a change replaced by the least change that is accepted."""
        return self

    # ── words and fields ──
    def fields(self) -> dict[str, Any]:
        """Return the public fields (docs/formats.md): `op` and what goes with it."""
        return {"op": self.op}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        """Return the rule in words, without a full stop; `tolerance` is that of 左右, `better` makes a bare number plain."""
        raise NotImplementedError  # every kind has its own

    @property
    def section(self) -> str:
        """Its place in the contract (docs/semantics.md)."""
        raise NotImplementedError  # every kind has its own

    def short(self, better: Better | None) -> str | None:
        """Return a level in short, which reads back as the same: ≥60, 80左右, 5—10. None for what is no number."""
        return None

    def side(self, case: Case) -> str:
        """Return on which side of a level's number a value should be: `ge`, `approx`, `range`, …"""
        return "range"

    @property
    def without_number(self) -> str | None:
        """Why the words have no number that another plan's could be compared with; None where they have."""
        return None

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None] | None:
        """Return why the words give no number for each year, and what would help; None where they do.

        `other` is the name of the indicator that the rule is tied to.
        """
        return None

    def supplied(self, quantity: Quantity) -> Rule:
        """Return the rule with the number that it compares with."""
        return self

    def of_row(self, id: str) -> Rule:
        """Return the rule, comparing with the number of an indicator of the plan."""
        return self

    def with_unit(self, unit: str | None) -> Rule:
        """Return the level with a unit, where its words have none."""
        return self
