"""States to be reached, read last and narrowly: 建成并投入使用, 通过复审, 消除疟疾, 保持国家卫生城市.

A closed set of verbs of state with an object, and no number that could be asked for; what is only praise stays refused.
"""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.frame import Frame
from healthplan_cli.language.pieces import NEGATED, Read, Reading, opened
from healthplan_cli.language.shield import plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Milestone

_LONGEST = 80
_HOW = r"(?:全面|基本|初步|总体|普遍|率先|如期|提前|继续|持续|巩固|总体上|已|均|按期|有效|全部)*"
_DONE_WORD = (
    r"(?:建立健全|建立|建成|建好|构建|搭建|组建|完成|实现|通过|创成|创建成为|创建成|创建|成功创建|获评|获得|评为|命名为|消除|扫除|根除|消灭|形成|具备|成为|"
    r"出台|印发|编制|设立|启动|启用|投用|控制)"
)
_BEGINS = Pattern(rf"(?:对|将)?{_HOW}{_DONE_WORD}(?P<what>.*)$")
_REACHES = Pattern(
    rf"{_HOW}(?:达到|达|符合|进入|迈入|跨入|跻身)(?P<what>.{{1,30}}?)(?:标准|要求|规范|条件|状态|阶段|行列|方阵|梯队|前列|峰值)(?P<rest>.*)$"
)
_ENDS = Pattern(
    r"(?P<what>.{2,60}?)(?:全面|基本|初步|总体|已|均|顺利|按期|有效|全部){0,2}"
    r"(?:建成|建立|形成|完成|投入使用|投入运营|投入运行|建成投用|投用|启用|竣工|验收|落地|全面落实|与国际接轨|达标|消除|健全|完善"
    r"|得到(?:有效|基本|全面|总体|切实|初步){0,2}(?:控制|遏制|解决|落实|消除|保障|治理|遏止))(?:并投入使用|并投用)?$"
)
_KEPT = Pattern(
    r"(?P<what>.{0,40}?)(?:继续|持续|始终|长期|巩固){0,2}(?:保持|维持|控制|巩固)(?:在)?(?:基本|全国|全省|全市|世界|国际|持续){0,2}"
    r"(?:(?:国家|省级|市级|全国|区域|省)[^,;。]{2,20}|低流行水平|低流行状态|消除(?:状态|成果|.{0,14}危害状态|.{0,10}危害)?|零(?:感染|报告|病例)状态|无脊灰状态|[^,;。]{2,16}(?:称号|荣誉|资质|达标状态|认证)|第一方阵|第一梯队|前列|领先(?:地位|水平)?)$"
)
_STATES = Pattern(
    r"(?:达到|优于|达到或优于|不低于|保持)[ⅠⅡⅢⅣⅤ]+类(?:水质|水体)?(?:标准)?$|(?:总体|基本|全面|初步|有效|已)*(?:实现|建成|建立|完成|达标|消除|形成|通过|投入使用|投用|控制|得到(?:有效|基本|全面)?(?:控制|消除|解决|落实)|有效控制|通过复审|通过验收|通过评审|挂牌)$"
)
_AHEAD = Pattern(
    r"(?:进入|位居|居|处于|位列|保持|稳居|达到|跻身|走在|继续)*(?:在)?(?:全国|全省|全市|世界|国际|西部|国内|省内|市内|同类地区|同类城市|行业)(?:的)?(?:第一方阵|第一梯队|前列|先进行列|先进水平|领先水平|上游水平|上游|前茅|中上游)$"
)
_FRONT = Pattern("(?:进入|保持|稳居)?(?:在)?第一(?:方阵|梯队)$")
_PEAK = Pattern(
    r"(?:到|在)?(?:20\d\d年(?:左右|前后|前)?)?(?:实现|达到)?(?:碳)?(?:达到峰值|达峰|碳达峰)(?:并争取尽早达峰)?$"
)
_PEAK_ABOUT = Pattern(
    r"(?:到|在)?20\d\d年(?:左右|前后)"
)  # no year that one could be held to: the words keep it
_NAME_DIGITS = Pattern(
    r"\d+(?:\.\d+)?(?:分钟|小时|公里)[^\d,;。]{0,16}?(?:圈|网)|国家[一二三四]级(?=标准)|[\d.]+级(?:左右|以上|以下)?(?=.{0,20}地震)|PM[\d.]+"
)
_NUMBERED = Pattern(
    r"[一二两三四五六七八九十百千]+(?:余|多)?(?:个|所|家|名|支|批|项|座|处|台|套|张|人|次|件|条|种|类|门|期|例|户|万|亿|成)|半数|一半|过半|大部分|多数|若干|多个|数十|几"
)
# praise and direction: nobody could say when it is done
_PRAISE = Pattern(
    r"更加|更高|更好|更多|明显|显著|进一步|大幅|不断|逐步|有所|较[高大好快强]|提高|提升|增强|加强|改善|优化|推进|扩大|促进|相关|良好|氛围|格局|局面|突破|进展|成效|高质量|"
    r"合理|稳定|平稳|平衡(?!$)|增长|下降|降低|减少|香蕉|苹果|尽可能|有条件|或接近|或者|力度|水平(?!$|保障|标准)|所有|每[个所家]|能力$|目标$|各项|等$|同步|跨越|态势|势头|转型|持续发展|大发展|可持续"
)
_SPECIFIC = Pattern("自然平衡$|低流行|先进水平$|领先水平$|上游水平$|综合抗御")
_ABLE = Pattern("^(?:基本)?(?:具备|形成).{2,60}能力$")
_AFTERWARDS = Pattern("(?:,)?并(?:持续|长期|继续)?(?:保持|巩固)$|并争取尽早达峰$")


def milestone(cursor: Cursor, read: Read) -> Reading | None:
    """The state that the words ask for; None where a number, or only praise, is in them."""
    if _PEAK_ABOUT.match(cursor.text):
        return Milestone(plain(cursor.text)), Frame()
    rest, frame = opened(cursor)
    text = rest.text.rstrip("。;.")
    kept_after = _AFTERWARDS.search(text)
    body = text[: kept_after.start()] if kept_after else text
    if not 2 <= len(body) <= _LONGEST or not is_state(body):
        return None
    kept = bool(kept_after and "达峰" not in kept_after.group()) or _is_kept(body)
    start = min((place for word in _STATE_WORDS if (place := body.find(word)) >= 0), default=0)
    basic = "基本" in body[: start + 1] or any(f"基本{word}" in body for word in _STATE_WORDS)
    return Milestone(plain(text), kept, basic), replace(frame, cumulative=False)


_STATE_WORDS = [
    "建成",
    "建立",
    "完成",
    "实现",
    "通过",
    "创成",
    "消除",
    "扫除",
    "形成",
    "具备",
    "遏制",
    "控制",
    "解决",
    "落实",
    "达标",
    "投入使用",
    "达到",
    "保障",
    "健全",
]
_IS_KEPT = Pattern("保持|维持|稳居|继续控制|持续控制|(?:持续|继续|巩固)(?:基本)?(?:消除|实现|达到)")


def _is_kept(text: str) -> bool:
    return _IS_KEPT.search(text) is not None


def is_state(text: str) -> bool:
    """Whether words say a state that is reached or not."""
    bare = _NAME_DIGITS.sub("", text)
    if _PEAK.match(text):
        return True
    if any(map(str.isdecimal, bare)) or _NUMBERED.search(bare) or NEGATED.search(bare) or "%" in bare:
        return False
    if any(sign in bare for sign in "≥≤<>=〔〕?!"):
        return False
    if _STATES.match(bare) or _FRONT.match(bare) or _AHEAD.match(bare):
        return True
    praised = _PRAISE.search(_SPECIFIC.sub("", _ABLE.sub("", bare)))
    if praised is not None:
        return False
    match = _BEGINS.match(bare)
    if match is not None:
        return len(match["what"]) >= 2
    return any(pattern.match(bare) for pattern in (_KEPT, _REACHES, _ENDS))
