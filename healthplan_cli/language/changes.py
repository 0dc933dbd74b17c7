"""The rows for changes: by an amount in each year, by an amount from some year on, by a factor."""

from __future__ import annotations

import re
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.lexicon import Lexicon, Pattern
from healthplan_cli.language import words
from healthplan_cli.language.measure import Measure, take_measure
from healthplan_cli.language.since import PLAN_ENDS, PREVIOUS, take_since
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import (
    AnnualChange,
    Bound,
    Change,
    Direction,
    Multiple,
    Quantity,
    Relation,
    Rule,
)

_BOUNDS = {
    Relation.GE: Bound.AT_LEAST,
    Relation.GT: Bound.MORE_THAN,
    Relation.LE: Bound.AT_MOST,
    Relation.LT: Bound.LESS_THAN,
}
_BEHIND = ((words.OR_MORE, Bound.AT_LEAST), (words.CHANGE_ABOUT, Bound.ABOUT))  # 下降10%以上
_BEHIND_HALF = ((words.OR_MORE, Bound.EXACT), (words.CHANGE_ABOUT, Bound.ABOUT))  # 减半以上: a half or less
_CUMULATIVE = Pattern(
    r"(?:十[三四五六]五(?:期间|时期)|规划期内|规划期间|五年来?|5年|期间)?(?:内)?(?:累计|总计|合计|共计|总共|一共|共(?=新增)|五年累计|5年累计)|(?:五年|5年)(?:内|间)?(?=[降下减提增上])"
)
_TURNS = Pattern(r"翻(?P<n>[一两二三四])番")
_TURNED = {"一": Fraction(2), "两": Fraction(4), "二": Fraction(4), "三": Fraction(8), "四": Fraction(16)}
_CUM_OPEN = Pattern(r"〔(?P<number>[<>≥≤]?-?\d+(?:\.\d+)?)(?P<unit>[^〔〕\d]*?)(?P<behind>左右|以上)?〕")


def take_direction(cursor: Cursor) -> tuple[Direction, bool] | None:
    """Return a change's direction, and whether a noun names it (增速, 降幅); None, without moving, for other words and for 提高到."""
    start = cursor.pos
    found = cursor.take_one(
        (
            (words.GROWTH, (Direction.UP, True)),
            (words.FALL, (Direction.DOWN, True)),
            (words.UP, (Direction.UP, False)),
            (words.DOWN, (Direction.DOWN, False)),
        )
    )
    if found is None:
        return None
    towards = cursor.peek(words.TOWARDS) and not cursor.peek(words.AT_ALL)
    if towards and not found[1]:
        cursor.pos = start  # 提高到: a level, not a change
        return None
    if not found[1] and cursor.take(words.EXTENT) is not None:
        return found[0], True
    return found[0], found[1]


def to_bound(measure: Measure, capped: bool = False) -> Bound:
    """Return the bound of a change's amount: at least, at most or about, by its words (以上, 以内, 左右); `capped`: after 控制在."""
    if measure.about:
        return Bound.ABOUT
    if measure.high is not None:
        return Bound.AT_LEAST
    if measure.relation in _BOUNDS:
        return _BOUNDS[measure.relation]
    return Bound.AT_MOST if capped else Bound.EXACT


@record(frozen=True, slots=True)
class _Size:
    """A change's direction, amount and bound; `high` is the upper end of 4—4.5%, `two_sided` (保持在4—4.5%): both ends bind."""

    direction: Direction
    by: Quantity
    bound: Bound
    high: Quantity | None = None
    two_sided: bool = False


def _take_amount(cursor: Cursor) -> _Size | None:
    """Read a direction with an amount: 降低0.5个百分点以上, 增速控制在10%以内, 增速保持在4%～4.5%. None for other words."""
    least = cursor.take(words.CHANGE_AT_LEAST)
    found = take_direction(cursor)
    if found is None:
        return None
    direction, noun = found
    cursor.skip(words.MODALITY)  # 年均增速要保持在6.5%以上
    capped = bool(cursor.take(words.CONTROL))
    held = False
    if not capped and noun:
        held = not cursor.take(words.NEUTRAL) and bool(cursor.take(words.HOLD))
    elif not capped:
        cursor.take(words.CHANGE_REACHES)
    measure = take_measure(cursor)
    if (
        measure is None
        or measure.low.value < 0
        or (capped and measure.relation in (Relation.GE, Relation.GT))
    ):
        return None
    if measure.relation is Relation.EQ or measure.low.unit == "倍":
        return None
    bound = to_bound(measure, capped)
    if measure.high is not None:
        both = held or capped or measure.between
        return None if least else _Size(direction, measure.low, Bound.AT_LEAST, measure.high, both)
    if not least:
        return _Size(direction, measure.low, bound)
    return _Size(direction, measure.low, Bound.AT_LEAST) if bound in (Bound.EXACT, Bound.AT_LEAST) else None


def annual_change(cursor: Cursor) -> Rule | None:
    """Read a yearly change: 每年降低0.5个百分点 (in every year), 年均增长5%左右 (on average), 较上年增长8%. None for other words."""
    cursor.skip(words.MODALITY)
    since = take_since(cursor)
    previous = since == PREVIOUS
    total = _CUMULATIVE.match(cursor.text, cursor.pos) is not None
    cursor.skip(words.AGAIN)
    average = bool(cursor.take(words.AVERAGE)) or _takes_mean_rate(cursor)
    yearly = average or bool(cursor.take(words.EACH_YEAR)) or previous
    if not yearly and (
        cursor.take(words.SAME_TIME_BEFORE)
        or (since is None and not total and cursor.peek(words.YEARLY_RATE))
    ):
        yearly = True  # 增速, 涨幅: a rate of growth is a yearly one
    if not yearly:
        return None
    cursor.skip(words.MODALITY)
    cursor.skip(words.AGAIN)
    size = _take_amount(cursor)
    if size is None:
        return None
    return AnnualChange(
        size.by, size.direction, average, size.bound, since or None, size.high, size.two_sided
    )


def _takes_mean_rate(cursor: Cursor) -> bool:
    """Move past 平均 where a word for a growth rate follows (平均增速), and return whether that was so."""
    match = _MEAN.match(cursor.text, cursor.pos)
    if match is None or words.YEARLY_RATE.end(cursor.text, match.end()) is None:
        return False
    cursor.advance(match.end())
    return True


_MEAN = Pattern("平均")


def change(cursor: Cursor) -> Rule | None:
    """Read a change from one year: 较2015年下降30%, 累计提高6个百分点, 〔18〕, 零增长. None for other words."""
    cursor.skip(words.MODALITY)
    started = cursor.pos
    period = _CUMULATIVE.match(cursor.text, cursor.pos)
    if period:
        cursor.advance(period.end())
    bracket = _CUM_OPEN.match(cursor.text, cursor.pos)
    if bracket:
        return _bracketed(cursor, bracket)
    since = take_since(cursor)
    if since:
        cursor.take(words.LEFT_OUT)  # 比2020年…下降8%: the 分别 of several, left out
    if since == PREVIOUS:
        return None
    cursor.skip(words.AGAIN)
    if period is None and (late := _CUMULATIVE.match(cursor.text, cursor.pos)):
        cursor.advance(late.end())
    cursor.skip(words.MODALITY)
    cursor.skip(words.AGAIN)
    mean = _MEAN.match(cursor.text, cursor.pos)
    if mean is not None and not cursor.peek(words.AVERAGE):
        if words.YEARLY_RATE.end(cursor.text, mean.end()) is not None:
            return None  # 平均增速: of the years
        cursor.advance(mean.end())  # 平均压缩50%
    kept = _kept_level(cursor)
    if kept is not None and since is not None:
        return replace(kept, since=since) if kept.since is None else None
    if kept is not None:
        return kept
    size = _take_amount(cursor)
    if size is None or (_is_growth_rate(cursor, started) and since is None and period is None):
        return None
    return Change(size.by, size.direction, size.bound, since, False, size.high, size.two_sided)


def _bracketed(cursor: Cursor, bracket: re.Match[str]) -> Rule | None:
    """Read 〔18〕, a change over five years without a direction: the indicator's better direction gives it."""
    from healthplan_cli import units

    number, unit = bracket["number"], bracket["unit"]
    sign = {"<": Bound.LESS_THAN, ">": Bound.MORE_THAN, "≥": Bound.AT_LEAST, "≤": Bound.AT_MOST}.get(
        number[0]
    )
    value = Fraction(number[1:] if sign else number)
    if value < 0 or (unit and units.canonical(unit) is None):
        return None
    cursor.advance(bracket.end())
    written = units.canonical(unit) if unit else cursor.take_unit()
    within = {"左右": Bound.ABOUT, "以上": Bound.AT_LEAST}.get(bracket["behind"])  # 〔20左右〕
    bound = within or cursor.take_one(_BEHIND)
    if sign and bound:
        return None
    return Change(Quantity(value, written), None, sign or bound or Bound.EXACT)


def _is_growth_rate(cursor: Cursor, start: int) -> bool:
    return words.YEARLY_RATE.end(cursor.text, start) is not None


_KEPT = Pattern(
    r"(?P<relation>不低于|不少于|不高于|不超过|控制在|恢复到|恢复至|回到|达到或超过|达到)(?:(?P<since>.{0,3}?(?:19|20)\d\d年?(?:年底|年末|底|末)?|基期|上年|现有|目前|当前|十[二三四五]五末)(?:的|实际|同期|年)*水平|现状(?:水平|值)?|目前值)(?P<within>以内|以下)?"
)


def _kept_level(cursor: Cursor) -> Change | None:
    """Read 零增长, 不高于2020年水平 as a change of zero in the worse direction; None for other words."""
    zero = Quantity(Fraction(0), "%")
    if cursor.take(words.NO_GROWTH):
        return Change(zero, Direction.DOWN)
    if cursor.take(words.NO_FALL):
        return Change(zero, Direction.UP)
    match = _KEPT.match(cursor.text, cursor.pos)
    since_words = match["since"] or "" if match else ""
    if match is None or "上年" in since_words:
        return None
    cursor.advance(match.end())
    down = match["relation"] in ("不高于", "不超过", "控制在")
    year = re.search(r"\d{4}", since_words)
    plan = re.search(r"十([二三四五])五", since_words)
    since = int(year.group()) if year else PLAN_ENDS[plan.group(1)] if plan else None
    return Change(zero, Direction.DOWN if down else Direction.UP, Bound.EXACT, since)


def multiple(cursor: Cursor) -> Rule | None:
    """Read a multiple of an earlier value: 翻一番, 比2010年翻两番, 增长1.5倍, 达到2020年的2倍, 减半. None for other words."""
    cursor.skip(words.MODALITY)
    since = take_since(cursor)
    if since == PREVIOUS:
        return None
    cursor.skip(words.AGAIN)
    least = cursor.take(words.CHANGE_AT_LEAST)
    factor, behind = None, _BEHIND
    if match := _TURNS.match(cursor.text, cursor.pos):
        cursor.advance(match.end())
        factor = _TURNED[match["n"]]
    elif cursor.take(words.DOUBLED):
        factor = Fraction(2)
    elif cursor.take(words.HALVED):
        factor, behind = Fraction(1, 2), _BEHIND_HALF
    if factor is not None:
        bound = cursor.take_one(behind) or (Bound.AT_LEAST if least else Bound.EXACT)
        return None if least and bound is Bound.ABOUT else Multiple(factor, bound, since)
    return None if least else _times(cursor, since)


def _times(cursor: Cursor, year: int | None) -> Rule | None:
    found = take_direction(cursor)
    late, against = None, None
    if found is not None:
        if found[0] is not Direction.UP:
            return None
        added = 1
    else:
        added = 0
        against = cursor.take_one(_UNTIL)
        if against is None:
            return None
        late = _OF_YEAR.match(cursor.text, cursor.pos)
        if late:
            cursor.advance(late.end())
            year = int(late["year"]) if late["year"] else year
    measure = take_measure(cursor)
    if measure is None or measure.high is not None or to_bound(measure) in (against or ()):
        return None
    if measure.low.unit == "%" and not added and late:  # 下降到2020年的80%
        return Multiple(measure.low.value / 100, to_bound(measure), year)
    if measure.low.unit != "倍":
        return None
    return Multiple(measure.low.value + added, to_bound(measure), year)


_UNTIL: tuple[
    tuple[Lexicon, tuple[Bound, ...]], ...
] = (  # the verbs, and what goes against each: 下降到2020年的80%以上
    (words.RAISE, (Bound.AT_MOST, Bound.LESS_THAN)),
    (words.NEUTRAL, ()),
    (words.LOWER, (Bound.AT_LEAST, Bound.MORE_THAN)),
)
_OF_YEAR = Pattern(r"(?:(?P<year>(?:19|20)\d\d)年?(?:底|末)?|基期|原来|目前|现在)的?")
