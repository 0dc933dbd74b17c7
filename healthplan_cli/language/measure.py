"""Measures, the phrase that all levels consist of: [relation] number[—number] unit [以上|以下|左右].

以上, 以下, 以内 include the number; 超过, 不满 exclude it (Civil Code art. 1259).
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Lexicon, Pattern
from healthplan_cli.language import words
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Quantity, Relation

_PREFIXES: tuple[tuple[Lexicon, Relation | None], ...] = (
    (words.AT_LEAST, Relation.GE),
    (words.AT_MOST, Relation.LE),
    (words.MORE, Relation.GT),
    (words.LESS, Relation.LT),
    (words.EQUAL, Relation.EQ),
)

_ANDS = frozenset("和与")
_LARGE_ODD = Pattern(r"(?P<size>[十百千万亿]{1,2})[余多](?P<base>[\u4e00-\u9fff]{1,3}?(?=$|[,;、以]))")


# figures in words that a name has: 一户一档, 三位一体, 二期工程, 四方平台, 百日攻坚
_OF_NAME = Pattern(
    r"一[\u4e00-\u9fff]一[\u4e00-\u9fff]|一部手机|[一二两三四五六七八九十百千]{1,3}(?:位一体|(?:方|期|日|天|月|步|口|层)(?=[\u4e00-\u9fff])(?!以?[上下内]|及以|左右|之内|前后|余|多|工作日))"
)


@record(frozen=True, slots=True)
class Measure:
    """A number with its sign; `high` is the upper end of a range, `between`: its words say that both ends bind.

    `nearly` (近90): below the number and near it; `relation` is then <.
    """

    low: Quantity
    high: Quantity | None = None
    relation: Relation | None = None
    about: bool = False
    between: bool = False
    nearly: bool = False


def take_quantity(cursor: Cursor) -> tuple[Quantity, bool] | None:
    """Return a number with its unit, and whether 余 or 多 (a little more) stood with it; None where no number stands here."""
    start = cursor.pos
    share = cursor.take_share()
    if share is not None:
        return share, False
    number = cursor.take_number()
    if number is None:
        return None
    spelled = not cursor.text[cursor.pos - 1].isascii()
    if spelled and _OF_NAME.match(cursor.text, start):
        cursor.pos = start
        return None
    large = _LARGE_ODD.match(cursor.text, cursor.pos)
    if large is not None:  # 2万余亩
        unit = units.canonical(large["size"] + large["base"])
        if unit is not None:
            cursor.advance(large.end())
            return Quantity(number, unit), True
    more = bool(cursor.take(words.ODD))
    unit = cursor.take_unit()
    sized = unit is not None and cursor.text.startswith(
        "级", cursor.pos
    )  # 千亿元级产业集群: of what size one is
    if sized or (unit is None and spelled and not more and not _ends_here(cursor)):
        cursor.pos = start  # 一体化 is no number
        return None
    return Quantity(number, unit), more


def _ends_here(cursor: Cursor) -> bool:
    return cursor.done or any(map(cursor.peek, (words.NOT_BELOW, words.NOT_ABOVE, words.AROUND, words.DASH)))


def take_measure(cursor: Cursor, nearly: bool = False) -> Measure | None:
    """Return the measure at the cursor; None, without moving, where there is none or its signs contradict each other.

    `nearly`: accept 近90%, which reported values may say and targets may not.
    """
    start = cursor.pos
    measure = _measure(cursor)
    if measure is not None and measure.nearly and not nearly:
        cursor.hint = start, tr("“近”是差一点不到，没有说差多少：目标请写明一个数，如 不低于88%")
        measure = None
    if measure is None:
        cursor.pos = start
    return measure


def _measure(cursor: Cursor) -> Measure | None:
    if cursor.take(words.OVER_HALF):
        return Measure(Quantity(Fraction(50), "%"), relation=Relation.GT)
    between = cursor.take(words.BETWEEN_LEAD) == "介于"
    about = bool(cursor.take(words.ABOUT))
    prefix = cursor.take_one(_PREFIXES)
    about = bool(cursor.take(words.ABOUT)) or about
    cursor.take(words.LEFT_OUT)  # 不低于…80%: the first of several numbers, left out
    nearly = bool(cursor.take(words.NEARLY))
    found = take_quantity(cursor)
    if found is None:
        return None
    low, more = found
    high = _take_high(cursor, low)
    if (
        high is not None
        and high.unit
        and (low.unit is None or high.unit.removeprefix(low.unit) in ("人", "人次", "元"))
    ):
        low = Quantity(low.value, high.unit)  # 5—10万人, 5万—10万人次
    ending = cursor.pos
    if high is not None:
        between = bool(cursor.take(words.BETWEEN)) or between
    suffix, around = _take_suffix(cursor)
    signs = (prefix, suffix, Relation.GT if more else None, Relation.LT if nearly else None)
    relations = {sign for sign in signs if sign}
    about = about or around
    if len(relations) > 1 or (relations and (about or high is not None)):
        cursor.hint = ending, tr("前后的说法互相矛盾，不知道以哪个为准")
        return None
    if high is not None and (about or high.value <= low.value or high.unit != low.unit):
        return None
    return Measure(
        low, high, relations.pop() if relations else None, about, between and high is not None, nearly
    )


def _take_high(cursor: Cursor, low: Quantity) -> Quantity | None:
    start = cursor.pos
    if not cursor.take(words.DASH) and not cursor.take(words.AND):
        return None
    found = take_quantity(cursor)
    if found is None or found[1] or (cursor.text[start] in _ANDS and not cursor.peek(words.BETWEEN)):
        cursor.pos = start
        return None
    high = found[0]
    return Quantity(high.value, low.unit) if high.unit is None else high


def _take_suffix(cursor: Cursor) -> tuple[Relation | None, bool]:
    cursor.take(words.INCLUDING)
    _skip_to_suffix(cursor)
    if cursor.take(words.NOT_BELOW):
        return Relation.GE, False
    if cursor.take(words.NOT_ABOVE):
        return Relation.LE, False
    return None, bool(cursor.take(words.AROUND))


def _skip_to_suffix(cursor: Cursor) -> None:
    """Move past an ellipsis before 以下 and the like (控制在3‰…以下, one of several numbers that share the suffix)."""
    start = cursor.pos
    if cursor.take(words.LEFT_OUT) and not any(
        map(cursor.peek, (words.NOT_BELOW, words.NOT_ABOVE, words.AROUND))
    ):
        cursor.pos = start
