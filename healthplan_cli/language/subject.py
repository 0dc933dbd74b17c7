"""The indicator's name before its target, and the number that the target starts from: 床位数 从4.5张 增加到6张."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.frame import Frame, Way
from healthplan_cli.language.measure import take_measure
from healthplan_cli.language.shield import NAMING
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Direction, Quantity, Rule

# ── the name ──

_LONGEST = 40
_NO_SUBJECT = Pattern(
    r"^使|^将|^所有|^每个|^一半|^半数|^过半|^大部分|^大?多数|提高|提升|增加|增长|增至|递增|递减|降低|下降|减少|缩短|扩大|高于|低于|超过|优于|好于|快于|慢于|赶超|赶上|跑赢|同步|不[低高少超]|达到|达$|平均水平|发达|基期|基准|上年|去年|"
    r"同比|环比|^等比|同期|年内|每年|年均(?!浓度)|逐年|平均每|累计|新增|建成|建设|完成(?!率)|实现|控制(?!率)|保持|稳定|力争|确保|其中|期间|[与较从到至]|居(?![民家住])|^比|分别|^约(?!束)|国家(?!卫生|级|基本|免疫|医学|区域)|全国|全省|全市"
)
_SUBJECT = Pattern(rf"(?:\d+(?:[-~—]\d+)?岁(?:及)?(?:以[上下])?|每[百千万]|[{NAMING}A-Za-z()、《》])+$")


COMPARED = Pattern(
    r"比(?:(?:19|20)\d\d年?|上|去年|前|基[期准数线年]|十|同期)"
)  # 比2020年下降: no ratio's name


def take_subject(cursor: Cursor, frame: Frame) -> Iterator[Way]:
    """Yield the whole text, then the text behind each name that may begin it (婴儿死亡率控制在4.8‰以下), the longest first."""
    start = cursor.pos
    yield cursor.rest(start), frame
    for end in range(min(len(cursor.text), start + _LONGEST) - 1, start + 1, -1):
        if is_indicator(cursor.text[start:end]) and not COMPARED.match(cursor.text, end - 1):
            yield cursor.rest(end), replace(frame, subject=cursor.text[start:end])


def is_indicator(text: str) -> bool:
    """Return whether words are an indicator's name: they end with a noun of one, and hold no word of a target."""
    if not any(text.endswith(noun) for noun in words.NOUNS.words) or not _SUBJECT.match(text):
        return False
    return not _NO_SUBJECT.search(re.sub(r"《.*?》|岁(?:及)?以[上下]", "", text))


# ── where it starts ──

_FROM = Pattern(
    r"[从由自](?:(?P<year>(?:19|20)\d\d)年(?:年底|年末|底|末)?|[目当]前|现[在状有行]|原[来有]|基期|规划期初|十[一二三四五]五(?:期?末|期间|时期))?(?:的|为|人均|平均|全国|全省|全市|不到){0,2}"
)
_BY_YEAR = Pattern(r"[^\d,;]{2,8}?(?P<by>(?P<year>20\d\d)年(?:年底|年末|底|末)?的?)(?=\d)")
_WAYS = (
    (words.RAISE, Direction.UP),
    (words.UP, Direction.UP),
    (words.LOWER, Direction.DOWN),
    (words.DOWN, Direction.DOWN),
    (words.NEUTRAL, Direction.BETTER),
    (words.CONTROL, Direction.BETTER),
)


def take_start(cursor: Cursor, frame: Frame) -> Iterator[Way]:
    """Yield the text unchanged, and, of 从35%提高到50% or 由目前的12.3克降至10克, the text behind the start, which is
    kept in the frame.

    A start without an exact number (由不足30%) is kept as a remark. A year behind the verb (提高到2025年的50%) is the due
    year.
    """
    begin = cursor.pos
    yield cursor.rest(begin), frame
    match = _FROM.match(cursor.text, begin) if cursor.text[begin : begin + 1] in ("从", "由", "自") else None
    if match is None:
        return
    cursor.advance(match.end())
    measure = take_measure(cursor)
    end = cursor.pos
    way = None if measure is None else _way(cursor)
    if measure is None or way is None:
        return
    if measure.relation or measure.about or measure.high:
        said = replace(frame, remarks=(cursor.text[begin:end], *frame.remarks))
    else:
        year = int(match["year"]) if match["year"] else None
        said = replace(frame, start=measure.low, start_year=year)
    by = _BY_YEAR.match(cursor.text, end)
    if by is None:
        yield cursor.rest(end), replace(said, way=way)
    elif frame.due in (None, int(by["year"])):
        rest = cursor.without(by.start("by"), by.end("by")).rest(end)
        yield rest, replace(said, way=way, due=int(by["year"]))


def _way(cursor: Cursor) -> Direction | None:
    """Return the direction of the verb behind a start (提高到, 降至), BETTER for a neutral verb; None where no verb follows."""
    cursor.take(words.PAUSE)
    if cursor.text.startswith("分别", cursor.pos):
        cursor.advance(cursor.pos + 2)
    for passed in (words.MODALITY, words.EACH_YEAR, words.AVERAGE, words.MANNER):
        cursor.skip(passed)
    return cursor.take_one(_WAYS)


def goes_from(frame: Frame, rule: Rule) -> bool:
    """Return whether the rule's number lies in the stated direction from the start (从35%提高到50%); True without a start."""
    if frame.way is None:
        return True
    if rule.is_change or rule.is_yearly_change or rule.is_trend:
        return _is_change_of(frame.start, rule.by)
    if not rule.is_number or rule.quantity is None or rule.is_every_year:
        return False
    if frame.start is None:
        return True
    here, there = frame.start.unit or rule.unit, rule.unit or frame.start.unit
    factor = 1 if here == there else units.factor(here, there) if here and there else None
    if factor is None:
        return False
    start = frame.start.value * factor
    if frame.way is Direction.BETTER:
        return start != rule.quantity.value
    return start < rule.quantity.value if frame.way is Direction.UP else start > rule.quantity.value


def _is_change_of(start: Quantity | None, by: Quantity | None) -> bool:
    """Return whether a start may change by an amount: 35% by 5% or 5个百分点, 300户 by 1万户, but not 35% by 500个."""
    if start is None or by is None or start.unit is None or by.unit in (None, "%", start.unit):
        return True
    if units.is_point(by.unit):
        return units.is_share(start.unit)
    return units.factor(by.unit, start.unit) is not None
