"""What a target can mean: one frozen class for each row of the wording table (contract section 4)."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.model.values import Better, Bound, Direction, Quantity, Relation
from healthplan_cli.record import record


@record(frozen=True, slots=True)
class Compare:
    """≤14.5, 不低于70%, 全覆盖: the relation as written."""

    relation: Relation
    quantity: Quantity


@record(frozen=True, slots=True)
class Reach:
    """A bare number, 达到, 降至: at least as good as the number in the better direction (section 3).

    `towards`: the way its verb points (提高到, 下降到), where it has one.
    """

    quantity: Quantity
    towards: Direction | None = None


@record(frozen=True, slots=True)
class Approx:
    """27%左右: within the tolerance of the number, or on its better side. `towards` as in Reach."""

    quantity: Quantity
    towards: Direction | None = None


@record(frozen=True, slots=True)
class Range:
    """5—10家: at least the nearer end; past the far end is met and noted.

    `two_sided` (控制在80%—90%之间, ≥80且<90): both ends count, whichever way is better; an open end isn't in the range.
    `towards` as in Reach.
    """

    low: Quantity
    high: Quantity
    two_sided: bool = False
    low_open: bool = False
    high_open: bool = False
    towards: Direction | None = None


@record(frozen=True, slots=True)
class AnnualChange:
    """每年降低0.5个百分点 (every step), 年均增长5% (the average over the period)."""

    by: Quantity
    direction: Direction
    average: bool
    bound: Bound = Bound.EXACT
    since: int | None = None


@record(frozen=True, slots=True)
class Change:
    """较2020年下降10%, 累计提高…, 〔18〕: change from a year; `since` None is the baseline.

    `new_ones` (新增5000个): what is reported may be the new ones, and not how many there are.
    """

    by: Quantity
    direction: Direction | None
    bound: Bound = Bound.EXACT
    since: int | None = None
    new_ones: bool = False


@record(frozen=True, slots=True)
class Multiple:
    """翻一番: a multiple of the baseline (or of the year `since`). `bound` is that of the value: 增长不超过1.5倍 is at most 2.5 times."""

    factor: Fraction
    bound: Bound = Bound.EXACT
    since: int | None = None


@record(frozen=True, slots=True)
class Proportional:
    """同比例提高: growth ratio not below that of the indicator it is tied to."""


@record(frozen=True, slots=True)
class Trend:
    """持续提升 (every year), 降低 (any change is enough), 明显下降 (`degree`: how much is enough is not in the text)."""

    direction: Direction
    every_year: bool
    degree: str | None = None
    since: int | None = None


@record(frozen=True, slots=True)
class Slowing:
    """上升趋势减缓 (slower than before), 得到遏制 (`halted`: not rising at all)."""

    halted: bool
    direction: Direction = Direction.UP


@record(frozen=True, slots=True)
class Stable:
    """保持稳定: not worse than the baseline, with the tolerance of 左右."""


@record(frozen=True, slots=True)
class External:
    """国家下达, 优于全市平均水平: the number is set elsewhere; `reference` says where, in the words."""

    reference: str


@record(frozen=True, slots=True)
class Grade:
    """三级甲等: a rung of a named ladder; at or above it is met."""

    words: str
    ladder: str
    rank: Fraction


@record(frozen=True, slots=True)
class Ratio:
    """1:1.3 (医护比), 1辆/3万人: the ratio of two parts, at least as good."""

    words: str
    left: Quantity
    right: Quantity
    relation: Relation | None = None


@record(frozen=True, slots=True)
class NoTarget:
    """—: the plan sets no target here."""


@record(frozen=True, slots=True)
class EveryYear:
    """每年不少于3000人次: a level that each year of the plan must hold; `mean`: that the mean of its years must.

    A mean is asked of an indicator that is itself a change: 年均增长5% of a rate of growth.
    """

    rule: Compare | Reach | Approx | Range
    mean: bool = False


@record(frozen=True, slots=True)
class Total:
    """五年培训1000人, 累计新建12家: a level that the whole of the plan's years must come to.

    `rate`: which way an indicator goes that is itself a change in per cent (〔16〕 of 单位GDP能耗降低); its years compound.
    """

    rule: Compare | Reach | Approx | Range
    rate: Direction | None = None


@record(frozen=True, slots=True)
class Part:
    """One named component's rule inside an `Each`; `name` None where the words only give an order (分别)."""

    name: str | None
    rule: Rule
    text: str


@record(frozen=True, slots=True)
class Each:
    """城镇80左右，居民70: one rule for each component."""

    parts: tuple[Part, ...]


Rule = (
    Compare
    | Reach
    | Approx
    | Range
    | AnnualChange
    | Change
    | Multiple
    | Proportional
    | Trend
    | Slowing
    | Stable
    | External
    | Grade
    | Ratio
    | NoTarget
    | EveryYear
    | Total
    | Each
)


def level_of(rule: Rule) -> Rule:
    """The rule itself; of a level that each year must hold, or all years together, the level."""
    return rule.rule if isinstance(rule, EveryYear | Total) else rule


def opposed(rule: Rule, better: Better | None) -> bool:
    """Whether the words point the way that isn't the better one: 提高2个百分点 where lower is better (contract section 3).

    What is capped or kept as it is (增长不超过10%, 零增长) points no way.
    """
    if better not in (Better.HIGHER, Better.LOWER):
        return False
    worse = Direction.DOWN if better is Better.HIGHER else Direction.UP
    match level_of(rule):
        case AnnualChange(by, direction, bound=bound) | Change(by, direction, bound):
            return direction is worse and by.value != 0 and bound not in (Bound.AT_MOST, Bound.LESS_THAN)
        case Multiple(factor, bound):
            if factor == 1 or bound in (Bound.AT_MOST, Bound.LESS_THAN):
                return False
            if factor < 1:  # 达到2020年的80%以上 is a floor
                return worse is Direction.DOWN and bound not in (Bound.AT_LEAST, Bound.MORE_THAN)
            return worse is Direction.UP
        case Trend(direction):
            return direction is worse
        case Reach(towards=towards) | Approx(towards=towards):
            return towards is worse
        case Range(towards=towards, two_sided=two_sided):
            return towards is worse and not two_sided
    return False


def is_least(rule: Multiple, better: Better | None) -> bool:
    """Whether so many times as much is the least that will do: as the words bound it, else away from the baseline (once: the better way)."""
    if rule.bound in (Bound.AT_LEAST, Bound.MORE_THAN, Bound.AT_MOST, Bound.LESS_THAN):
        return rule.bound in (Bound.AT_LEAST, Bound.MORE_THAN)
    return rule.factor > 1 or (rule.factor == 1 and better is not Better.LOWER)


@record(frozen=True, slots=True)
class Target:
    """A target in the document's words and as understood; `due` None is the plan's end.

    `rank`: of a row that counts ranks, whose directions are those of its numbers (提升 makes them smaller).
    """

    text: str
    rule: Rule
    modality: str | None = None
    due: int | None = None
    remark: str | None = None
    cumulative: bool = False
    source: str | None = None
    subject: str | None = None
    rank: bool = False
