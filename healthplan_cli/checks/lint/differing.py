"""How two statements of one target differ: in what they ask for, or only in wording."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.asked import (
    Contrast,
    asked,
    contrast,
    differs_in_unit_size,
    is_comparable,
    quantity_of,
    rule_of,
    target_unit,
)
from healthplan_cli.checks.lint.finding import FindingLevel
from healthplan_cli.checks.lint.groups import is_in_table
from healthplan_cli.checks.lint.rows import start_of
from healthplan_cli.checks.lint.words import ELSEWHERE
from healthplan_cli.evaluation.judge import way
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Direction, Interval, Plan, Rule


@record(frozen=True, slots=True)
class Difference:
    """How the second statement of a target differs from the first; `number` is the level that its change ends at."""

    what: str
    level: FindingLevel | None = None
    number: Interval | None = None


def difference(first: IndicatorPart, second: IndicatorPart, plan: Plan) -> Difference | None:
    """Return how the second of two targets differs in what it asks for; None where it doesn't.

    Equal figures with different units are another rule's business (HP204).
    """
    before, after = rule_of(first.target), rule_of(second.target)
    if before is None or after is None or _has_same_figures(first, second):
        return None
    wanted, told = asked(first, plan), asked(second, plan)
    if wanted is not None and told is not None and is_comparable(before, after):
        if _is_more_exact(before, after):
            return Difference(tr("一处写得更细"), FindingLevel.NOTE)
        return _by_number(first, second, plan, contrast(wanted, told, first.indicator))
    if before.is_yearly_change and after.is_yearly_change:
        return _by_pace(first, before, after)
    return _by_kind(first, second, plan)


def _has_same_figures(first: IndicatorPart, second: IndicatorPart) -> bool:
    one, other = (quantity_of(rule_of(part.target)) for part in (first, second))
    if one is None or other is None:
        return False
    return differs_in_unit_size(one.value, target_unit(first), other.value, target_unit(second))


def _is_more_exact(before: Rule, after: Rule) -> bool:
    """Return whether two grades are the same, one of them without its class: 二级, 二级甲等."""
    if before.rank is None or after.rank is None or before.rank == after.rank:
        return False
    return after.words.startswith(before.words) or before.words.startswith(after.words)


def _by_number(first: IndicatorPart, second: IndicatorPart, plan: Plan, found: Contrast) -> Difference | None:
    told = asked(second, plan)
    if found is Contrast.SAME:
        return None
    if found is Contrast.EDGE:
        return Difference(tr("只差含不含这个数"), FindingLevel.NOTE)
    if asked(first, plan, exactly=True) == asked(second, plan, exactly=True):
        return Difference(tr("只差“左右”的余地"), FindingLevel.NOTE)
    words = {
        Contrast.STRICTER: _stricter_words(first, True),
        Contrast.LOOSER: _stricter_words(first, False),
        Contrast.OTHER: tr("两处不能同时算数"),
    }
    return Difference(words[found], None, told)


def _stricter_words(first: IndicatorPart, stricter: bool) -> str:
    """Write which of the two asks for more: the body text or the table, else the earlier or the later statement."""
    if is_in_table(first.indicator):
        return tr("正文更严") if stricter else tr("正文更松")
    return tr("后者更严") if stricter else tr("后者更松")


def _by_pace(first: IndicatorPart, before: Rule, after: Rule) -> Difference | None:
    """Return how two yearly changes differ in amount or direction; None where they don't.

    每年降低0.5 and 每年降低0.5以上 are the same, for a change may always be larger (docs/semantics.md, section 4).
    """
    if (before.by, before.direction) == (after.by, after.direction) and before.is_capped == after.is_capped:
        if before.average == after.average:
            return None
        return Difference(tr("一处是每年，一处是年均"), FindingLevel.NOTE)
    assert before.by is not None
    assert after.by is not None
    if before.direction is not after.direction or before.by.unit != after.by.unit:
        return Difference(tr("两处不能同时算数"))
    return Difference(_stricter_words(first, after.by.value > before.by.value))


def _by_kind(first: IndicatorPart, second: IndicatorPart, plan: Plan) -> Difference | None:
    """Return how two targets differ of which at least one has no number; None where they don't."""
    before, after = rule_of(first.target), rule_of(second.target)
    if before is None or after is None or after.asks_nothing or (before.is_external and after.is_external):
        return None
    if before.is_unread or after.is_unread:
        return None  # what it asks isn't known yet
    if before.asks_nothing:
        return Difference(tr("一处没有目标"), FindingLevel.NOTE)
    if after.reference is not None and not ELSEWHERE.search(after.reference):
        return None  # 保持在较高水平: no number, here or elsewhere
    if before.is_external or after.is_external:
        return Difference(tr("一处没有写出数，是不是同一个数看不出"), FindingLevel.NOTE)
    if before.is_trend and after.is_trend:
        return _by_way(first, second)
    if before.is_trend or after.is_trend:
        return _against_trend(first, second, plan)
    if before == after:
        return None
    return Difference(tr("说法不同，算法也就不同"), FindingLevel.NOTE)


def _by_way(first: IndicatorPart, second: IndicatorPart) -> Difference | None:
    """Return how two directions of change differ; None where they don't (提高, 逐步提高) or one is unknown."""
    one, other = _way(first), _way(second)
    return None if one is other or one is None or other is None else Difference(tr("两处不能同时算数"))


def _against_trend(first: IndicatorPart, second: IndicatorPart, plan: Plan) -> Difference | None:
    """Return how a direction of change contradicts a number: the number still allows values on the other side of the
    baseline.
    None where it doesn't: a body text that names only the direction adds nothing to the number.
    """
    rule = rule_of(first.target)
    trend, level = (first, second) if rule is not None and rule.is_trend else (second, first)
    room = asked(level, plan)
    if room is not None and _leaves_room(trend, room):
        return Difference(tr("一处要求比基期变好，一处容许变差"))
    if not is_in_table(trend.indicator) and _way(trend) in _ways(level, room):
        return None
    if room is None:
        return Difference(tr("说法不同，算法也就不同"), FindingLevel.NOTE)
    return Difference(tr("一处只写了方向，没有写数"), FindingLevel.NOTE)


def _leaves_room(trend: IndicatorPart, room: Interval) -> bool:
    """Return whether the number accepts some values that are worse than the baseline."""
    start, upward = start_of(trend), _way(trend) is Direction.UP
    if start is None or start.value is None or _way(trend) is None:
        return False
    end = room.low if upward else room.high
    return end is None or (end < start.value if upward else end > start.value)


def _way(part: IndicatorPart) -> Direction | None:
    """Return the direction in the words of a change; None where unknown."""
    rule = rule_of(part.target)
    assert rule is not None
    return way(rule.direction, part.indicator.better)


def _ways(part: IndicatorPart, room: Interval | None) -> tuple[Direction, ...]:
    """Return the direction of a target with a number: its change's, that of its open end, else the better one; empty where unknown."""
    rule = rule_of(part.target)
    if rule is not None and rule.by is not None:
        found = _way(part)
        return (found,) if found else ()
    if room is None or (room.low is None) == (room.high is None):
        found = way(Direction.BETTER, part.indicator.better) if room is not None else None
        return (found,) if found else ()
    return (Direction.UP,) if room.high is None else (Direction.DOWN,)
