"""The traits of a kind of target: what its words name, which values it needs, how these count."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.fast_dataclass import replace as replaced
from healthplan_cli.kinds.case import CAPPED
from healthplan_cli.values import Bound, Direction, Quantity, Relation

if TYPE_CHECKING:
    from typing import Self


class Traits:
    """The traits of a rule, with defaults; callers ask for these and never for the class."""

    __slots__ = ()

    op = ""  # in the public fields (docs/formats.md)
    # ── traits; `is_number`: its words name a number to be reached, `is_level`: or a grade or ratio ──
    is_number = False
    is_level = False
    is_change = False  # from an earlier value, by an amount or a factor
    is_yearly_change = False  # 每年, 年均: by an amount each year
    is_total = False  # a level of all years together
    is_trend = False  # a direction without a number
    is_stable = False
    is_tied = False  # to another indicator (同比例)
    is_comparison = False  # a relation as written
    is_grade_or_ratio = False
    is_state = False  # done or not done: values are on the scale of states
    is_place = False  # a rank: values are places in an order
    is_reportable = False  # 〔18〕: a value may be the change itself
    is_plain = False  # a bare number: which side of it is good isn't in the words
    asks_nothing = False
    is_unread = False  # its words are not understood, or not which side of them is good
    needs_baseline = False  # to be judged, or to see how far it has come
    average = False  # of the years, not each of them
    counts_all = False  # a share of which all are counted: there is no chance in it
    new_ones = False  # 新增: what is reported may be the new ones
    bound: Bound | None = None
    by: Quantity | None = None  # the amount of a change
    direction: Direction | None = None
    towards: Direction | None = None  # the way that the verb of a level points
    rate: Direction | None = None  # the way of a total whose years compound
    relation: Relation | None = None
    since: int | None = None
    rank: Fraction | None = None  # of a grade
    words: str = ""  # of a grade or ratio
    reference: str | None = None  # where an external number is set
    degree: str | None = None  # how much, in words without a number
    to: str = ""  # what the other number is of, where it is compared with one
    row: str | None = None  # the id of the indicator that the other number is of
    demands: tuple[Any, ...] = ()  # each with its words and its rule, where there are several at once
    turns = False  # whether the words of a relation name no side
    parts: tuple[Any, ...] = ()  # of a list of components

    @property
    def is_course(self) -> bool:
        """Whether the rule is about a change over years, not about one year's value; it is never met before its due year
        (contract section 5).
        """
        return False

    @property
    def is_external(self) -> bool:
        """Whether the number has yet to come from another document."""
        return False

    @property
    def is_of_year_before(self) -> bool:
        """Whether the value is compared with the indicator's own value of the year before."""
        return False

    @property
    def quantity(self) -> Quantity | None:
        """The number of a level, of a range the lower end; None for other rules."""
        return None

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """All numbers of a level."""
        return ()

    @property
    def unit(self) -> str | None:
        """The unit in the words of a level; None where there is none."""
        return None if self.quantity is None else self.quantity.unit

    @property
    def is_about(self) -> bool:
        """Whether the tolerance of 左右 applies to the level, or to the baseline (保持稳定)."""
        return False

    @property
    def is_every_year(self) -> bool:
        """Whether the rule asks for a level in each year."""
        return False

    @property
    def on_ladder(self) -> bool:
        """Whether values are grades, states or ratios, whose differences mean nothing."""
        return False

    @property
    def is_counted(self) -> bool:
        """Whether values are amounts in the row's unit, and not states, grades, ratios or ranks."""
        return not (self.on_ladder or self.is_place or self.asks_nothing)

    @property
    def scale(self) -> str:
        """The scale of grades (`grade:…`), `milestone` or `ratio`; empty for numbers."""
        return ""

    @property
    def looks_back(self) -> bool:
        """Whether the verdict depends on every year up to now."""
        return False

    @property
    def looks_before(self) -> bool:
        """Whether the verdict depends on values from before the baseline."""
        return False

    @property
    def looks_elsewhere(self) -> str | None:
        """The words for data that the verdict needs besides the value judged and the baseline (各年合起来看); None
        without such data.

        None also for a rule that judges each year by itself (`looks_at_each_year`).
        """
        return None

    @property
    def looks_at_each_year(self) -> bool:
        """Whether every year up to now is compared, by itself, with the same numbers."""
        return False

    @property
    def is_capped(self) -> bool:
        """Whether the rule is a change that must not exceed an amount."""
        return self.bound in CAPPED

    def but(self, **fields: Any) -> Self:
        """Return the same rule with some of its fields changed."""
        rule: Any = self
        changed: Self = replaced(rule, **fields)
        return changed
