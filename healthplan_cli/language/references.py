"""The rows for comparison with another number, and for ranks: 高于全国平均水平1个百分点, 与经济增长同步, 进入前10名."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.language.shield import NAMING
from healthplan_cli.language.tokens import Cursor, chinese_number
from healthplan_cli.model import Quantity, Rank, Reference, Relation, Rule

_WORD = f"[{NAMING}A-Za-z]"
_AREA = (
    "(?:全国|国家|全省|省级|全市|市级|全区|全县|全州|自治区|省内|市内|国内|世界|国际|全球|西部地区|西部|中部地区|中部|东部地区|东部|沿海地区|沿海|"
    "同类地区|同类城市|同类县区|同类|周边地区|周边|同期|当地|当年|城镇|农村|川渝|区域|成渝|地区|行业|发达地区|中西部地区|中西部|OECD)"
)
_MEAN = rf"{_AREA}{{1,3}}(?:同期|同类地区|同类)?的?(?:平均水平|平均值|平均增速|平均增幅|平均数|平均|均值|总体水平|整体水平|水平|增速|增长水平)"
_GROWTH = "(?:增长速度|增长幅度|增长率|增长水平|增速|增幅|涨幅|增长|提高幅度|提高|发展水平|发展速度|发展)"
# growth of whatever it is, which no direction word may be part of
_OTHER = rf"(?:(?!提高|提升|降低|下降|增长|增加(?!值)|减少|不低于|现有|目前|历史|更|较|年均|[与和同比]){_WORD}){{2,16}}?的?{_GROWTH}"
_BEFORE = "(?:上一?年度?|去年)(?:同期)?(?:实际)?(?:水平|数)?|十[二三四五]五(?:时期|期间|规划期)的?(?:实际|平均水平|年均水平|平均|水平|实际增速)+"
_COUNTRIES = "(?:世界)?(?:中等)?(?:发达|高收入|中高收入|中等收入|OECD)国家(?:的)?(?:平均)?水平"
_TO = rf"(?P<to>{_MEAN}|{_COUNTRIES}|{_BEFORE}|{_OTHER})"
_SIDES = (
    ("不低于 不少于 达到或高于 高于或等于 高于等于 不小于 不慢于", Relation.GE, False),
    (
        "达到或超过 达到并超过 达到或略高于 达到或优于 达到 提高到 提升到 提高至 不差于 赶上 基本达到",
        Relation.GE,
        True,
    ),
    ("明显高于 略高于 高于 超过 高出 超出 快于 大于 明显快于 略快于", Relation.GT, False),
    ("优于 好于 赶超 明显优于 跑赢", Relation.GT, True),
    ("低于 小于 慢于 明显低于 略低于", Relation.LT, False),
    ("不高于 不超过 不大于 不快于", Relation.LE, False),
    ("下降到 降低到 降到 降至 下降至 控制在", Relation.LE, False),
)
_RELATIONS = {word: (relation, turns) for group, relation, turns in _SIDES for word in group.split()}
_SIGN = "|".join(sorted(_RELATIONS, key=len, reverse=True))
_COMPARED = Pattern(
    rf"(?:保持|继续|总体|要|应|均|都|年均|增速|增幅|增长速度|增长|(?P<near>基本))*(?P<sign>{_SIGN}){_TO}(?P<within>以下|以内|之内|以上)?"
)
_WITHIN = Pattern(
    rf"(?:力争|继续|均|都)*(?:保持在|稳定在|控制在|居于?|处于|位居|位于|在)(?P<to>{_MEAN})(?P<within>以上|之上|以下|以内|之下)$"
)
_IN_STEP = Pattern(
    rf"(?:保持|实现|力争|要|年均增长|年均增速|增长|增速)*(?:与|和|同)(?P<to>(?:(?!更|日益|不断|逐步|不|差距){_WORD}){{2,20}}?)(?:相)?(?:保持|实现)?(?P<near>基本|大体|大致)?(?:保持|实现)?(?:同步|持平|相?适应|相?匹配|相?协调|一致)(?:增长|提高|提升|发展)?$"
)


_BY_SO_MUCH = Pattern(
    rf"(?:比|较)(?P<to>{_MEAN}|{_AREA}{{1,2}}|{_COUNTRIES}|{_BEFORE}|{_OTHER})(?:约)?(?P<side>高|低|快|慢)(?:出|于)?(?=\d)"
)
_BETTER_THAN = Pattern(
    rf"(?:年均|增长|总体|继续|要|均)*(?P<sign>优于|好于|高于|快于|超过|低于|不低于)(?P<to>{_AREA}{{1,2}}|城镇居民|农村居民|城乡居民|GDP|经济)(?=$|[。,;]|\d[\d.]*个百分点)"
)


def reference(cursor: Cursor) -> Rule | None:
    """Read a comparison with another number: 高于GDP增速, 与经济增长基本同步, 低于全国平均水平2个百分点以上, 不低于上年.

    None for other words.
    """
    match = _IN_STEP.match(cursor.text, cursor.pos)
    if match is not None:
        cursor.advance(match.end())
        return Reference(printed(cursor, *match.span("to")), near=bool(match["near"]))
    if found := _by_so_much(cursor) or _within(cursor):
        return found
    match = _BETTER_THAN.match(cursor.text, cursor.pos) or _COMPARED.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    relation, turns = _RELATIONS[match["sign"]]
    bounded, upper = match.groupdict().get("within"), relation is Relation.LE
    if bounded and (bounded == "以上") is upper:
        return None
    margin = _margin(cursor)
    if not cursor.done and margin is None and not cursor.peek(words.ENDS):
        return None
    if margin is not None and (turns or bounded or upper or relation is Relation.GE):
        return None  # 达到平均水平2个百分点以上 says nothing
    near = bool(match.groupdict().get("near"))
    return Reference(printed(cursor, *match.span("to")), relation, margin, near=near, turns=turns)


def _within(cursor: Cursor) -> Rule | None:
    """Read 保持在全国平均水平以上 as a `Reference` with relation ≥ to 全国平均水平 (以下: ≤); None for other words."""
    match = _WITHIN.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    relation = Relation.GE if match["within"] in ("以上", "之上") else Relation.LE
    return Reference(printed(cursor, *match.span("to")), relation)


def _by_so_much(cursor: Cursor) -> Rule | None:
    """Read a comparison with a margin: 较全国平均水平高2个百分点; of 1—2个百分点 the lower end counts. None for other words."""
    match = _BY_SO_MUCH.match(cursor.text, cursor.pos)
    if match is None:
        return None
    start = cursor.pos
    cursor.advance(match.end())
    margin = _margin(cursor)
    if margin is None:
        cursor.pos = start
        return None
    side = Relation.GE if match["side"] in "高快" else Relation.LE
    return Reference(printed(cursor, *match.span("to")), side, margin)


def printed(cursor: Cursor, start: int, end: int) -> str:
    """Return a part of the text as printed, with a quotation mark that stands before it."""
    origin, original = cursor.normal.origin, cursor.normal.original
    first = origin[start]
    if first and original[first - 1] == "“" and "”" in original[first : origin[end - 1] + 1]:
        first -= 1
    return squeeze(original[first : origin[end - 1] + 1])


_MORE = Pattern("(?:以上|及以上)?")


def _margin(cursor: Cursor) -> Quantity | None:
    """Read the margin of a comparison: 2个百分点以上. None, without moving, where none stands here."""
    start = cursor.pos
    number = cursor.take_number()
    further = cursor.take_number() if number is not None and cursor.take(words.DASH) else None
    unit = cursor.take_unit() if number is not None else None
    if number is None or unit is None or unit == "倍" or (further is not None and further <= number):
        cursor.pos = start
        return None
    more = _MORE.match(cursor.text, cursor.pos)
    assert more is not None
    cursor.advance(more.end())
    return Quantity(number, unit)


# ── places ──

_VERB = "(?:进入|保持在?|稳居|稳定在|稳定保持在|巩固在|位居|位列|居于|居|跃居|跃升|跻身|挺进|迈入|挤进|排名|排位|位次|排在|名列|列|处于|进位|前移|提升|提高|上升|晋升|达到|综合|到|至|在|总体|均|都|要|应|继续|力争)"
_WHERE = rf"(?:{_AREA}|各省区市|各县|同行业|川东北|西部省份|省会城市|副省级城市|地级市|城市|县区|区县|省区市|省份|设区市|中|的)"
_PLACE = Pattern(
    rf"(?:{_VERB}{{1,3}}{_WORD}{{0,14}}?|{_WHERE}{{0,4}}){_VERB}{{0,2}}(?P<kind>前|第)(?P<number>\d{{1,4}}|[一二三四五六七八九十]{{1,3}})(?P<unit>名次|位次|名|位|强)?"
    r"(?P<within>以内|之内|以上|及以上|左右|上下|行列|分之|%|水平)?"
)


_STRONGEST = Pattern(
    rf"(?:{_VERB}){{1,2}}{_WHERE}{{0,3}}{_WORD}{{0,8}}?(?<![\d.])(?P<number>\d{{1,4}}|[一二三五]?百|[一二三五]?十)强(?:行列|之列|榜单?|名单|企业|[县市区镇])?$"
)


def rank(cursor: Cursor) -> Rule | None:
    """Read a rank to be reached: 进入前10名, 稳居全国前三, 第8位以内. None for other words."""
    strongest = _STRONGEST.match(cursor.text, cursor.pos)
    if strongest is not None:  # 进入全国城市50强
        spelled = strongest["number"]
        cursor.advance(strongest.end())
        return Rank(
            Quantity(Fraction(spelled) if spelled.isascii() else chinese_number(spelled) or Fraction(0))
        )
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
