"""The rows about another number, and about a place: 高于全国平均水平1个百分点, 与经济增长同步, 进入前10名."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.language.tokens import Cursor, chinese_number
from healthplan_cli.model import Quantity, Rank, Reference, Relation, Rule

_AREA = (
    "(?:全国|国家|全省|省级|全市|市级|全区|全县|全州|自治区|省内|市内|国内|世界|国际|西部地区|西部|中部地区|中部|东部地区|东部|"
    "同类地区|同类城市|同类县区|同类|周边地区|周边|同期|当地|城镇|川渝|区域|成渝|地区|行业)"
)
_MEAN = rf"{_AREA}{{1,2}}(?:同期|同类地区|同类)?的?(?:平均水平|平均值|平均增速|平均增幅|平均数|平均|均值|总体水平|整体水平|水平|增速|增长水平)"
_BASIS = (
    "GDP|国内生产总值|地区生产总值|生产总值|国民经济|经济社会|经济|财政收入|财政支出|当年经常性财政支出|经常性财政支出|一般公共预算支出|一般公共预算收入|"
    "居民人均可支配收入|人均可支配收入|城乡居民收入|居民收入|农民收入|城镇居民收入|城镇居民|劳动生产率|人口|社会平均工资"
)
_OTHER = rf"(?:当年|同期)?(?:{_AREA})?(?:{_BASIS})(?:平均)?(?:的)?(?:增长速度|增长幅度|增长率|增长水平|增速|增幅|增长|发展水平|发展)"
_BEFORE = "(?:上一?年度?|去年)(?:同期)?(?:实际)?(?:水平|数)?|十[二三四五]五(?:时期|期间|规划期)的?(?:实际|平均水平|年均水平|平均|水平|实际增速)+"
_COUNTRIES = "(?:中等)?(?:发达|高收入|中高收入)国家(?:的)?(?:平均)?水平"
_OF_STEP = rf"(?:{_MEAN}|{_OTHER}|{_BEFORE}|{_COUNTRIES})"
_TO = rf"(?P<to>{_MEAN}|{_OTHER}|{_BEFORE}|{_COUNTRIES})"
_SIDES = (
    ("不低于 不少于 达到或高于 高于或等于 高于等于 不小于", Relation.GE, False),
    ("达到或超过 达到并超过 达到或略高于 达到或优于 达到 提高到 提升到 提高至 不差于", Relation.GE, True),
    ("明显高于 略高于 高于 超过 高出 快于 大于", Relation.GT, False),
    ("优于 好于", Relation.GT, True),
    ("低于 小于 慢于 明显低于 略低于", Relation.LT, False),
    ("不高于 不超过 不大于 不快于", Relation.LE, False),
    ("下降到 降低到 降到 降至 下降至 控制在", Relation.LE, False),
)
_RELATIONS = {word: (relation, turns) for group, relation, turns in _SIDES for word in group.split()}
_SIGN = "|".join(sorted(_RELATIONS, key=len, reverse=True))
_COMPARED = Pattern(
    rf"(?:保持|继续|总体|要|应|均|年均|增速|增幅|增长速度|增长)*(?P<sign>{_SIGN}){_TO}(?P<within>以下|以内|之内|以上)?"
)
_IN_STEP = Pattern(
    rf"(?:保持|实现|力争|要)*(?:与|和|同)(?P<to>{_OF_STEP}|全国|全省|全市)(?:保持)?(?P<near>基本|大体|大致)?(?:保持)?(?:同步|持平|相适应|一致)(?:增长|提高)?"
)


_BY_SO_MUCH = Pattern(rf"(?:比|较){_TO}(?P<side>高|低)(?:出)?(?=\d)")
_BETTER_THAN = Pattern("(?:优于|好于)(?P<to>同类地区|同类城市|同类县区|周边地区|西部地区|中部地区|东部地区)$")
_FASTER = Pattern(r"快于(?P<to>城镇居民|城镇|农村|农村居民|全国|全省|全市|GDP|经济)(?:增长|增速)?$")


def reference(cursor: Cursor) -> Rule | None:
    """高于GDP增速, 与经济增长基本同步, 低于全国平均水平2个百分点以上, 不低于上年."""
    match = _IN_STEP.match(cursor.text, cursor.pos)
    if match is not None:
        cursor.advance(match.end())
        return Reference(printed(cursor, *match.span("to")), near=bool(match["near"]))
    if found := _faster_or_by(cursor):
        return found
    match = _COMPARED.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    relation, turns = _RELATIONS[match["sign"]]
    bounded, upper = match["within"], relation is Relation.LE
    if bounded and (bounded == "以上") is upper:
        return None
    margin = _margin(cursor)
    if not cursor.done and margin is None and not cursor.peek(words.ENDS):
        return None
    if margin is not None and (turns or bounded or upper or relation is Relation.GE):
        return None  # 达到平均水平2个百分点以上 says nothing
    return Reference(printed(cursor, *match.span("to")), relation, margin, turns=turns)


def _faster_or_by(cursor: Cursor) -> Rule | None:
    """快于城镇居民, 较全国平均水平高2个百分点."""
    if match := _FASTER.match(cursor.text, cursor.pos):
        cursor.advance(match.end())
        return Reference(match["to"], Relation.GT)
    if match := _BETTER_THAN.match(cursor.text, cursor.pos):
        cursor.advance(match.end())
        return Reference(match["to"], Relation.GT, turns=True)
    match = _BY_SO_MUCH.match(cursor.text, cursor.pos)
    if match is None:
        return None
    start = cursor.pos
    cursor.advance(match.end())
    margin = _margin(cursor)
    if margin is None:
        cursor.pos = start
        return None
    side = Relation.GE if match["side"] == "高" else Relation.LE
    return Reference(printed(cursor, *match.span("to")), side, margin)


def printed(cursor: Cursor, start: int, end: int) -> str:
    """The words as printed, with the quotation mark before them."""
    origin, original = cursor.normal.origin, cursor.normal.original
    first = origin[start]
    if first and original[first - 1] == "“" and "”" in original[first : origin[end - 1] + 1]:
        first -= 1
    return squeeze(original[first : origin[end - 1] + 1])


_MORE = Pattern("(?:以上|及以上)?")


def _margin(cursor: Cursor) -> Quantity | None:
    """By how much: 2个百分点以上."""
    start = cursor.pos
    number = cursor.take_number()
    unit = cursor.take_unit() if number is not None else None
    if number is None or unit is None or not (units.is_point(unit) or unit == "%"):
        cursor.pos = start
        return None
    more = _MORE.match(cursor.text, cursor.pos)
    assert more is not None
    cursor.advance(more.end())
    return Quantity(number, unit)


# ── places ──

_WHERE = rf"(?:{_AREA}|各省区市|各县|同类城市|同行业|川东北|全球|西部省份)"
_PLACE = Pattern(
    rf"(?:要|应|均|都|继续)*(?P<hold>稳居|保持在|保持|稳定在|稳定保持在|巩固在)?(?:进入|位居|位列|居于|居|跻身|挺进|排名|排位|排在|名列|列|处于)?(?:到)?{_WHERE}{{0,2}}(?:排名|排位|位次|综合排名)?"
    r"(?:进入|保持|稳居|居|位居|前移到|提升到|提升至|前移至|上升到|上升至|达到)?(?:在)?(?P<kind>前|第)(?P<number>\d{1,4}|[一二三四五六七八九十]{1,3})(?P<unit>名次|位次|名|位)?"
    r"(?P<within>以内|之内|以上|及以上|左右|上下|行列|分之|%)?"
)


def rank(cursor: Cursor) -> Rule | None:
    """进入前10名, 稳居全国前三, 第8位以内: a place or a better one."""
    match = _PLACE.match(cursor.text, cursor.pos)
    if match is None or match["within"] in ("左右", "上下", "分之", "%"):
        return None
    spelled = match["number"]
    number = Fraction(spelled) if spelled.isascii() else chinese_number(spelled)
    ends = match.end() == len(cursor.text)
    if not number or (match["kind"] == "第" and match["unit"] is None and not ends):
        return None
    cursor.advance(match.end())
    return Rank(Quantity(number))
