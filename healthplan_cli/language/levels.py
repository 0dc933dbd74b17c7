"""The rows for levels: a number to be reached, with its verb, its sign or its two ends."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern, lexicon
from healthplan_cli.language import words
from healthplan_cli.language.measure import Measure, take_measure, take_quantity
from healthplan_cli.language.shield import ANOTHER, NAMING
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import (
    Approx,
    Compare,
    Direction,
    EveryYear,
    Number,
    Quantity,
    Range,
    Reach,
    Relation,
    Rule,
)
from healthplan_cli.values import MIRRORED

WHOLE = Quantity(Fraction(100), "%")


def relation(cursor: Cursor) -> Rule | None:
    """Read a relation to a number: ≤14.5, 不低于70%, 控制在10%以内, 达到60%及以上. None for other words."""
    found = _level(cursor)
    if found is None:
        return None
    verb, measure = found
    if measure.relation is not None:
        wrong = {"raise": (Relation.LE, Relation.LT), "lower": (Relation.GE, Relation.GT)}.get(verb, ())
        return None if measure.relation in wrong else Compare(measure.relation, measure.low)
    if verb == "control" and not measure.about and measure.high is None:
        return Compare(Relation.LE, measure.low)
    return None


def reach(cursor: Cursor) -> Rule | None:
    """Read a number without a relation: 78.2, 达到30%, 降至25%, 建成5所. None for other words."""
    found = _level(cursor)
    if found is None or found[0] == "control":
        return None
    measure = found[1]
    if measure.relation or measure.about or measure.high:
        return None
    if measure.low == WHOLE and found[0] == "bare":
        return Compare(Relation.EQ, WHOLE)  # the contract's row: 全覆盖 全部 100%
    if not measure.low.value and found[0] == "neutral" and cursor.text[: cursor.pos].endswith("为0"):
        return Compare(Relation.EQ, measure.low)
    return Reach(measure.low, _TOWARDS.get(found[0]))


# 提高到, 下降到: what a verb says of the way a number is come to
_TOWARDS = {"raise": Direction.UP, "lower": Direction.DOWN}


def approx(cursor: Cursor) -> Rule | None:
    """Read an approximate number: 27%左右, 约80岁. None for other words."""
    found = _level(cursor)
    return Approx(found[1].low, _TOWARDS.get(found[0])) if found and found[1].about else None


def between(cursor: Cursor) -> Rule | None:
    """Read a range, 5—10家; both ends bind in 控制在80%—90%, 保持在80%—90%, 80%—90%之间. None for other words."""
    found = _level(cursor)
    if found is None or found[1].high is None:
        return None
    verb, measure = found
    if measure.low.unit is None and 1990 < measure.low.value < found[1].high.value < 2100:
        return None  # 2025—2030: years, or numbers
    two_sided = measure.between or verb in ("control", "hold")
    return Range(measure.low, found[1].high, two_sided, towards=_TOWARDS.get(verb))


def both_ends(cursor: Cursor) -> Rule | None:
    """Read a lower and an upper limit: ≥80且≤90, 不低于80%、不高于90%, 80%以上90%以下. None for other words."""
    first = _one_end(cursor)
    if first is None:
        return None
    end = cursor.pos
    if cursor.text[end : end + 1] == ":":
        return None  # 不低于1:1.3以下 is a ratio that contradicts itself
    cursor.take(words.JOINED)
    second = _one_end(cursor)
    return None if second is None else _two_sided(cursor, first, second, end)


def _one_end(cursor: Cursor) -> tuple[Relation, Quantity] | None:
    """Return the relation and the number of one limit; None where none stands here."""
    rule = relation(cursor)
    return (rule.relation, rule.quantity) if isinstance(rule, Compare) else None


_SIGNS = (
    (lexicon("≤ <="), Relation.LE),
    (lexicon("<"), Relation.LT),
    (lexicon("≥ >="), Relation.GE),
    (lexicon(">"), Relation.GT),
)
_WHAT = Pattern(rf"(?!\d)[{NAMING}A-Za-z()0-9]{{0,20}}?(?=[<>≤≥])")


def chained(cursor: Cursor) -> Rule | None:
    """Read a range in signs: 20≤指数<25, 60±2. None for other words."""
    first = take_quantity(cursor)
    if first is None or first[1]:
        return None
    end = cursor.pos
    if cursor.take(words.SLACK):
        slack = take_quantity(cursor)
        if slack is None or slack[1] or slack[0].value <= 0 or first[0].unit not in (None, slack[0].unit):
            return None
        middle, unit = first[0].value, slack[0].unit
        low, high = (Quantity(value, unit) for value in (middle - slack[0].value, middle + slack[0].value))
        return Range(low, high, True)
    before = cursor.take_one(_SIGNS)
    what = _WHAT.match(cursor.text, cursor.pos) if before else None
    if before is None or what is None:
        return None
    cursor.advance(what.end())
    after, second = cursor.take_one(_SIGNS), take_quantity(cursor)
    if after is None or second is None or second[1]:
        return None
    return _two_sided(cursor, (MIRRORED[before], first[0]), (after, second[0]), end)


def _two_sided(
    cursor: Cursor, first: tuple[Relation, Quantity], second: tuple[Relation, Quantity], end: int
) -> Range | None:
    """Return the range between two limits, in either order; `end` is the index behind the first, for the error. None without a range."""
    lower, upper = (
        [one for one in (first, second) if one[0] in signs]
        for signs in ((Relation.GE, Relation.GT), (Relation.LE, Relation.LT))
    )
    if len(lower) != 1 or len(upper) != 1:
        return None
    (above, low), (below, high) = lower[0], upper[0]
    unit = low.unit or high.unit
    if low.unit not in (None, unit) or high.unit not in (None, unit):
        return None
    if low.value >= high.value:
        cursor.hint = end, tr("下限不小于上限，没有一个数能满足")
        return None
    low, high = Quantity(low.value, unit), Quantity(high.value, unit)
    return Range(low, high, True, above is Relation.GT, below is Relation.LT)


def every_year(cursor: Cursor) -> Rule | None:
    """Read a level for each year: 每年培训3000人次以上, 每年不少于2次. None for other words."""
    if not cursor.take(words.EVERY):
        return None
    cursor.skip(words.MODALITY)
    cursor.take(words.LEFT_OUT)  # what is done, left out
    for row in (both_ends, chained, relation, reach, approx, between):
        if any(map(cursor.peek, (words.RAISE, words.LOWER))):
            return None  # 每年提高到90%: a course and a level in one
        start = cursor.pos
        rule = row(cursor)
        if isinstance(rule, Number):
            return EveryYear(rule)
        cursor.pos = start
    return None


# 培训医务人员3000人次: what is counted may stand between the verb and the number
_TIMES = "每[年月季周天日个]|逐年|年均|年度"  # how often is no part of what is counted
_OBJECT = Pattern(
    rf"(?:(?!{_TIMES}|提高|提升|降低|下降|增长|减少|超过|不[低高少超]|[低高大小少多]于|控制|达到|较|比)[{NAMING}A-Z()、…]){{1,24}}?(?=至少|不少于|不低于|约|≥|\d)"
)
# and so may it after the number: 开展1次应急演练
_OBJECT_AFTER = Pattern(
    rf"(?:(?!{_TIMES}|{ANOTHER}|[一二两三四五六七八九十]年|提高|提升|降低|下降|增长|减少|超过|不[低高少超]|较|比|以[上下内]|左右)[{NAMING}A-Z()、…]){{2,16}}$"
)
_NOT_COUNTED = (
    None,
    "%",
    "分钟",
    "小时",
    "天",
    "年",
    "个月",
    "岁",
)  # a 12分钟急救圈 is not twelve of anything

_TOGETHER = Pattern("共(?=培训|培养|新增|新建|引进|招)")


def _level(cursor: Cursor) -> tuple[str, Measure] | None:
    """Read [verb] measure and return the verb's kind (`bare`, `control`, `raise` …), on which a bare number's meaning
    depends, and the measure.
    """
    while cursor.take(words.MODALITY) or cursor.take(words.FILLER):
        pass
    if not cursor.take(words.IN_ALL) and _TOGETHER.match(cursor.text, cursor.pos):
        cursor.advance(cursor.pos + 1)
    start = cursor.pos
    manner = cursor.take(words.MANNER)
    gradually = manner in ("逐步", "稳步", "进一步") and cursor.peek(words.NEUTRAL)
    if (
        manner
        and not gradually
        and not any(cursor.peek(verb) for verb in (words.RAISE, words.LOWER, words.CONTROL))
    ):
        cursor.pos = start
    least = cursor.take(words.LEAST) if not cursor.peek(words.AT_LEAST) or _counted(cursor) else None
    kind = (
        None
        if not least and cursor.peek(words.AT_LEAST)
        else cursor.take_one(
            (
                (words.CONTROL, "control"),
                (words.RAISE, "raise"),
                (words.LOWER, "lower"),
                (words.HOLD, "hold"),
                (words.NEUTRAL, "neutral"),
                (words.COUNT, "count"),
            )
        )
    )
    if kind:
        cursor.skip(words.FILLER)
    measure = take_measure(cursor)
    thing = _OBJECT.match(cursor.text, cursor.pos) if measure is None and kind == "count" else None
    if thing is not None and not thing.group().endswith("率"):
        cursor.advance(thing.end())
        measure = take_measure(cursor)
    after = (
        _OBJECT_AFTER.match(cursor.text, cursor.pos)
        if measure is not None and thing is None and kind == "count" and measure.low.unit not in _NOT_COUNTED
        else None
    )
    if after is not None:
        cursor.advance(after.end())
    if measure is None or (measure.low.unit == "年" and 1900 < measure.low.value < 2100):
        return None
    if least:
        if measure.relation or measure.about or measure.high:
            return None
        measure = Measure(measure.low, None, Relation.GE)
    return str(kind or "bare"), measure


def _counted(cursor: Cursor) -> bool:
    """Return whether 至少 stands here before a verb (至少建成1支, 至少提高到90%) and not before the number."""
    start = cursor.pos
    found = bool(cursor.take(words.LEAST)) and any(map(cursor.peek, (words.COUNT, words.RAISE, words.HOLD)))
    cursor.pos = start
    return found
