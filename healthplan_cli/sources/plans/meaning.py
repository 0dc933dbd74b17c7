"""The meaning of a target's words for the row in which they stand (contract sections 3 and 4).

The same words ask for different things of different rows: 每年增长不超过10% is a level of each year for a growth rate,
提升2位 is a smaller number for a rank, 5000个 is a total for what is added each year. Used for a spec's targets and
supplied ones.
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.kinds.change import as_level
from healthplan_cli.model import (
    Approx,
    Better,
    Bound,
    Change,
    Compare,
    Direction,
    EveryYear,
    Indicator,
    Interval,
    Number,
    Reach,
    Relation,
    Rule,
    Target,
    Total,
)
from healthplan_cli.sources.plans.counted_names import (
    CAPACITY_NAME,
    COUNTED_WORDS,
    IN_ALL,
    NEW_ONES,
    NEW_WORDS,
    REDUCTION_NAME,
    STANDING_NAME,
    counts_what_is_done,
)
from healthplan_cli.values import MIRRORED

_BRACKETS = r"(?:[（(][^（）()]*[）)])*$"
# An indicator that is itself a change; one that only ends in a verb (单位GDP能耗降低) must be a percentage besides.
_GROWTH = Pattern(
    r"(?:增长率|增长速度|增长幅度|增速|增幅|涨幅|递增率|提高幅度|提升幅度|上升幅度|增长|增加|提高|提升|上升)"
    + _BRACKETS
)
_FALL = Pattern(
    r"(?:下降率|降低率|降幅|减幅|下降幅度|降低幅度|减少幅度|递减率|减排率|下降|降低|减少)" + _BRACKETS
)
_RATE_NOUN = Pattern(r"(?:率|速|速度|幅|幅度)" + _BRACKETS)
_MEAN = Pattern("年均|平均")
# A rank: a smaller number is better, and 提升 makes it smaller.
_RANK_NAME = Pattern("位次|排名|名次|排位")
_RANK_WORDS = Pattern("前移|后移|前进|进位|位次|名次|排名")
_RANK_UNITS = ("名次", "位次")
_PERSONS_OR_RANKS = ("位", "名")


def is_rank(row: Indicator, target: Target | None) -> bool:
    """Return whether the row's values are ranks, by its name, its unit, or the words of its target."""
    words = target.text if target else ""
    written = target.rule.by.unit if target and target.rule.by else None
    if row.measure not in (None, "个", *_RANK_UNITS, *_PERSONS_OR_RANKS):
        return False
    if row.measure in _RANK_UNITS or (row.measure is None and written in _RANK_UNITS):
        return True
    if _RANK_NAME.search(row.name) or _RANK_WORDS.search(words):
        return True
    return row.measure in _PERSONS_OR_RANKS and row.better is Better.LOWER


def as_meant(target: Target, row: Indicator) -> Target:
    """Return the target with the rule that its words mean for this row."""
    target = replace(target, rule=_aimed(target.rule, row))
    rule = target.rule
    if rule.demands or target.years:
        return _each_as_meant(target, row)
    if is_rank(row, target):
        return target if target.rank else replace(target, rule=rule.of_rank(row.measure), rank=True)
    meant = _of_new_ones(rule, row) or _of_a_rate(target, row) or _in_all(target, row)
    meant = _of_a_fall(meant or rule, row)
    return target if meant is rule else replace(target, rule=meant)


def _each_as_meant(target: Target, row: Indicator) -> Target:
    """Return the target with the meaning of each single rule for the row, in a target of several demands or several years."""
    if target.years:
        own = dict(target.own)
        asked = [replace(own.get(year, target), rule=rule, years=(), own=()) for year, rule in target.years]
        meant = [as_meant(one, row) for one in asked]
        years = tuple((year, one.rule) for (year, _), one in zip(target.years, meant, strict=True))
        return replace(target, rule=years[-1][1], years=years, rank=any(one.rank for one in meant))
    meant = [as_meant(replace(target, text=one.text, rule=one.rule), row) for one in target.rule.demands]
    demands = (replace(one, rule=its.rule) for one, its in zip(target.rule.demands, meant, strict=True))
    return replace(target, rule=target.rule.but(demands=tuple(demands)), rank=any(one.rank for one in meant))


_WAYS = {Better.HIGHER: Direction.UP, Better.LOWER: Direction.DOWN}


def _aimed(rule: Rule, row: Indicator) -> Rule:
    """Return a rule whose words name no direction (年均6%左右, 优于全国平均水平) with the row's; unchanged where the row has none."""
    if rule.turns:
        turned = MIRRORED[rule.relation] if row.better is Better.LOWER and rule.relation else rule.relation
        return rule.but(relation=turned, turns=False)
    if not rule.is_yearly_change or rule.direction is not Direction.BETTER:
        return rule
    way = change_of_name(row) or (_WAYS.get(row.better) if row.better else None)
    return rule.but(direction=way) if way else rule


def _of_a_fall(rule: Rule, row: Indicator) -> Rule:
    """Return the rule with direction up where the name says decrease (能耗降低) and the row says that lower is better.

    One of the two must be a mistake: the contradiction makes the verdict need review (contract section 4). Other rules
    are unchanged.
    """
    taken_away = change_of_name(row) is Direction.DOWN or (rule.is_total and REDUCTION_NAME.search(row.name))
    return rule.of_fall() if row.better is Better.LOWER and taken_away else rule


def _of_new_ones(rule: Rule, row: Indicator) -> Rule | None:
    """Return 每年新增200名 as a level of each year, for a name that counts increments (新增注册护士); None for other rules."""
    if not rule.is_yearly_change or rule.by is None or rule.average or "新增" not in row.name:
        return None
    if rule.direction is not Direction.UP or units.is_share(rule.by.unit) or units.is_point(rule.by.unit):
        return None
    return EveryYear(Compare(Relation.GT if rule.bound is Bound.MORE_THAN else Relation.GE, rule.by))


def change_of_name(row: Indicator) -> Direction | None:
    """Return the direction of an indicator that is itself a percentage change (增长率, 下降率), by its name; None for others."""
    if not units.is_share(row.measure):
        return None
    if _GROWTH.search(row.name):
        return Direction.UP
    return Direction.DOWN if _FALL.search(row.name) else None


def _of_a_rate(target: Target, row: Indicator) -> Rule | None:
    """Return the rule by which a percentage-change indicator's value is compared with 每年增长不超过10%, 年均增长5% or 〔16〕; else None."""
    rule, way = target.rule, change_of_name(row)
    if way is None or rule.by is None or rule.bound is None or not rule.by.value:
        return None
    by = rule.by
    if rule.direction is None and units.is_point(by.unit):
        by = replace(by, unit="%")  # 〔16个百分点〕
    if rule.direction not in (None, way) or units.is_point(by.unit):
        return None  # 每年降低1个百分点 of a rate of growth: its own change
    level = as_level(by, rule.bound, row.better)
    if rule.is_reportable:
        return _change_of_a_rate(rule, level, target, row, way)
    if not rule.average:
        return EveryYear(level)
    return level if _MEAN.search(row.name) else EveryYear(level, mean=True)


def _change_of_a_rate(
    rule: Rule, level: Compare | Reach | Approx, target: Target, row: Indicator, way: Direction
) -> Rule:
    """Return the rule for a change asked of an indicator that is itself a percentage change.

    累计降低16% and 〔16〕 are a total of the years; other changes are the level of the rate, a cap (增幅控制在10%以内) in
    each year.
    """
    in_all = rule.direction is None or target.cumulative or rule.since or IN_ALL.search(target.text)
    if in_all or not _RATE_NOUN.search(row.name):
        return Total(level, way)
    return EveryYear(level) if rule.is_capped else level


def _in_all(target: Target, row: Indicator) -> Rule | None:
    """Return the total that the years must reach together (5000 for 新增托位数, 五年培训1000人, 新建12家); None for other rules."""
    rule = target.rule
    if row.adds_up is False or (IN_ALL.search(row.name) and not row.adds_up):
        return None
    if rule.is_reportable:
        return _new_in_all(rule, target, row)
    if not isinstance(rule, Number) or not can_add_up(rule, row):
        return None
    said = row.adds_up or target.cumulative or _is_bracketed(row)
    named = counts_what_is_done(row.name)
    by_words = COUNTED_WORDS.match(target.text) is not None
    more = (named is not False or by_words) and _wants_more(rule, row)
    if not said and not more:
        return None
    if (
        _baseline(row)
        and NEW_WORDS.match(target.text)
        and named is not True
        and not row.adds_up
        and _wants_more(rule, row)
    ):
        return _as_change(rule)
    return Total(rule, may_be_level=not (said or named or by_words))


def _baseline(row: Indicator) -> Fraction | None:
    return (row.baseline.reading.values or Interval()).low if row.baseline else None


def _is_bracketed(row: Indicator) -> bool:
    """Return whether the baseline is printed as the total of an earlier period, 〔150〕."""
    return row.baseline is not None and row.baseline.reading.cumulative


def _as_change(rule: Number) -> Change:
    """Return 新建12家 as a change: 12 more than before, or, as the values will show, a total."""
    bound = Bound.MORE_THAN if rule.relation is Relation.GT else Bound.AT_LEAST
    return Change(rule.quantity, Direction.UP, Bound.ABOUT if rule.is_about else bound, new_ones=True)


def _new_in_all(rule: Rule, target: Target, row: Indicator) -> Rule | None:
    """Return 累计新增5000个 as a total where the row counts increments, or as a change that may be one; None for other rules."""
    assert rule.by is not None
    assert rule.bound is not None
    if rule.since is not None or not can_add_up(rule, row):
        return None
    if rule.direction is None:
        return _bracketed_in_all(rule, row)
    if rule.direction is not Direction.UP:
        return None
    if row.adds_up or counts_what_is_done(row.name):
        return Total(as_level(rule.by, rule.bound, row.better))
    if NEW_ONES.search(target.text) and not rule.opposed(row.better):
        return rule.but(new_ones=True)
    return None


def _bracketed_in_all(rule: Rule, row: Indicator) -> Rule | None:
    """Return 〔120〕 as a total, or as a change that may be one; None where it is only a change.

    A total: the row counts what is done in a year, or its baseline is a total or missing. A change: the name is one of a
    level, or lower is better and the number is no cap.
    """
    assert rule.by is not None
    assert rule.bound is not None
    total = Total(as_level(rule.by, rule.bound, row.better))
    less = row.better is Better.LOWER and not rule.is_capped
    if row.adds_up or counts_what_is_done(row.name) or (_is_bracketed(row) and not less):
        return total
    if row.measure is None or STANDING_NAME.search(row.name):
        return None
    if _is_bracketed(row) or (_baseline(row) is not None and not less):
        return rule.but(new_ones=True)
    return None if less else total


def can_add_up(rule: Rule, row: Indicator) -> bool:
    """Return whether the quantities add up over the years: counts and amounts, not shares, ages or averages."""
    quantity = rule.quantity or rule.by
    for unit in (quantity.unit if quantity else None, row.measure):
        parsed = units.parse(unit) if unit else None
        if parsed is None:
            continue
        if parsed.per and not _is_new_capacity(parsed, row):
            return False
        if parsed.dimension in (units.SHARE, units.POINT, "age"):
            return False
    return True


def _is_new_capacity(unit: units.Unit, row: Indicator) -> bool:
    """Return whether a unit per day is that of a capacity whose increments add up (新增污水处理能力 6.5万吨/日)."""
    in_time = len(unit.per) == 1 and unit.per[0][1] in _TIMES
    return in_time and CAPACITY_NAME.search(row.name) is not None


_TIMES = ("秒", "分钟", "小时", "天", "年")


def _wants_more(rule: Rule, row: Indicator) -> bool:
    """Return whether more is always better, so that the number may be a total; else it is more likely a level of each year."""
    if rule.is_comparison:
        return rule.relation in (Relation.GE, Relation.GT)
    return row.better is Better.HIGHER
