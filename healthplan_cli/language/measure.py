"""The phrase all levels are made of: [relation] number[—number] unit [以上|以下|左右].

以上, 以下, 以内 include the number; 超过, 不满 exclude it (Civil Code art. 1259).
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Lexicon, Pattern, lexicon
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Quantity, Relation

AT_LEAST = lexicon(
    "≥ >= 不低于 不得低于 不应低于 不能低于 不少于 不得少于 不应少于 不小于 不短于 不亚于 至少 至少达到 最少 最低 最低达到",
    "大于等于 大于或等于 高于等于 高于或等于 达到或超过 达到并超过 达到或高于 达到或大于 不低于或等于 满",
)
_AT_MOST = lexicon(
    "≤ <= 不高于 不得高于 不应高于 不超过 不得超过 不应超过 不能超过 不大于 不多于 不长于 不超出 不突破",
    "至多 最多 最高 最高不超过 小于等于 小于或等于 低于等于 低于或等于 少于等于 少于或等于",
)
_MORE = lexicon("> 高于 超过 大于 多于 长于 超出 突破 超 逾")
_LESS = lexicon("< 低于 少于 小于 短于 不足 不到 不满 未满")
_EQUAL = lexicon("= 等于")
_ABOUT = lexicon("≈ 约 约为 大约 大约为 大概")
_NEARLY = lexicon("近 将近 接近 接近于")  # below it, by an unknown little: not 左右
_PREFIXES: tuple[tuple[Lexicon, Relation | None], ...] = (
    (AT_LEAST, Relation.GE),
    (_AT_MOST, Relation.LE),
    (_MORE, Relation.GT),
    (_LESS, Relation.LT),
    (_EQUAL, Relation.EQ),
)

_NOT_BELOW = lexicon("以上 及以上 或以上 及其以上 以上(含) (含)以上 含以上 及以上(含) 以上(含本数)")
_NOT_ABOVE = lexicon(
    "以下 及以下 或以下 及其以下 以下(含) (含)以下 以内 之内 及以内 以内(含) 内 之下 范围内 范围以内"
)
_AROUND = lexicon("左右 上下 前后")
_BETWEEN = lexicon("之间 区间 区间内 范围 范围内 之间范围 这一区间")
_INCLUDING = lexicon("(含) (含本数)")
_ODD = lexicon("余 多")
_LARGE_ODD = Pattern(r"(?P<size>[十百千万亿]{1,2})[余多](?P<base>[\u4e00-\u9fff]{1,3}?(?=$|[,;、以]))")
_DASH = lexicon("~ — —— - 至 到 ~~")
_BETWEEN_LEAD = lexicon("介于 在")
_AND = lexicon("和 与")
_ANDS = frozenset("和与")
_OVER_HALF = lexicon("过半 过半数 超半数 超过半数 超过一半 超一半 过一半 半数以上 一半以上")


@record(frozen=True, slots=True)
class Measure:
    """A level as written; `high` stands with a range, `between` where its words say that both ends count.

    `nearly` (近90): below the number, the relation, and near it.
    """

    low: Quantity
    high: Quantity | None = None
    relation: Relation | None = None
    about: bool = False
    between: bool = False
    nearly: bool = False


def take_quantity(cursor: Cursor) -> tuple[Quantity, bool] | None:
    """A number with its unit, and whether 余/多 (a little more) stood with it."""
    start = cursor.pos
    share = cursor.take_share()
    if share is not None:
        return share, False
    number = cursor.take_number()
    if number is None:
        return None
    spelled = not cursor.text[cursor.pos - 1].isascii()
    large = _LARGE_ODD.match(cursor.text, cursor.pos)
    if large is not None:  # 2万余亩
        unit = units.canonical(large["size"] + large["base"])
        if unit is not None:
            cursor.advance(large.end())
            return Quantity(number, unit), True
    more = bool(cursor.take(_ODD))
    unit = cursor.take_unit()
    if unit is None and spelled and not more and not _ends_here(cursor):
        cursor.pos = start  # 一体化 is no number
        return None
    return Quantity(number, unit), more


def _ends_here(cursor: Cursor) -> bool:
    return cursor.done or any(map(cursor.peek, (_NOT_BELOW, _NOT_ABOVE, _AROUND, _DASH)))


def take_measure(cursor: Cursor) -> Measure | None:
    """A whole measure phrase; None (and no move) where there is none or its signs contradict each other."""
    start = cursor.pos
    measure = _measure(cursor)
    if measure is None:
        cursor.pos = start
    return measure


def _measure(cursor: Cursor) -> Measure | None:
    half = cursor.take(_OVER_HALF)
    if half:
        relation = Relation.GE if half.endswith("以上") else Relation.GT
        return Measure(Quantity(Fraction(50), "%"), relation=relation)
    between = cursor.take(_BETWEEN_LEAD) == "介于"
    about = bool(cursor.take(_ABOUT))
    prefix = cursor.take_one(_PREFIXES)
    about = bool(cursor.take(_ABOUT)) or about
    nearly = bool(cursor.take(_NEARLY))
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
        between = bool(cursor.take(_BETWEEN)) or between
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
    if not cursor.take(_DASH) and not cursor.take(_AND):
        return None
    found = take_quantity(cursor)
    if found is None or found[1] or (cursor.text[start] in _ANDS and not cursor.peek(_BETWEEN)):
        cursor.pos = start
        return None
    high = found[0]
    return Quantity(high.value, low.unit) if high.unit is None else high


def _take_suffix(cursor: Cursor) -> tuple[Relation | None, bool]:
    cursor.take(_INCLUDING)
    if cursor.take(_NOT_BELOW):
        return Relation.GE, False
    if cursor.take(_NOT_ABOVE):
        return Relation.LE, False
    return None, bool(cursor.take(_AROUND))
