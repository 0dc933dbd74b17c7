"""Milestones, states to be reached: 建成并投入使用, 通过复审, 消除疟疾, 保持国家卫生城市. Tried after all other readers.

The words must be a verb from a fixed list and an object; words with an amount, and mere praise (更加完善), are refused.
"""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern, any_of
from healthplan_cli.language import words
from healthplan_cli.language.frame import Frame
from healthplan_cli.language.pieces import NEGATED, Read, Reading, opened
from healthplan_cli.language.shield import plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Milestone

_LONGEST = 80
_HOW = r"(?:全面|基本|初步|总体|普遍|率先|如期|提前|继续|持续|巩固|总体上|已|均|按期|有效|全部|成功|积极|争取|加快|逐步|同步|统一|依法|率先基本|彻底|坚决|切实|严格|深入|大力){0,4}"
_HOW_BEHIND = "全面|基本|初步|总体|已|均|顺利|按期|如期|有效|全部|普遍|正式|率先|成功|彻底|完全|同步"
# who or what does so: 城镇新建建筑全面执行绿色建筑标准
_DOES = Pattern(
    lambda: (
        rf"[^,;。]{{4,40}}?(?:(?:{_HOW_BEHIND}){{1,3}}(?:{any_of(words.MAKES)})|实现|通过|纳入|完成|建立|成为|获得)(?!在|到)(?P<what>[^,;。]{{2,}})$"
    )
)
_BEGINS = Pattern(lambda: rf"(?:对|将|把)?{_HOW}(?:{any_of(words.MAKES)})(?!在|到)(?P<what>[^,;。]*)$")
_REACHES = Pattern(
    rf"(?:[^,;。]{{0,30}}?){_HOW}(?:达到|达|符合|满足|进入|迈入|跨入|跻身|迈上|跃上|跨上|登上|站上)(?P<what>[^,;。]{{0,30}}?)(?:标准|要求|规范|条件|状态|阶段|行列|方阵|梯队|前列|峰值|时代|台阶|门槛|平衡|饱和|均衡|等级|档次|目标)(?P<rest>[^,;。]*)$"
)
_ENDS = Pattern(
    lambda: (
        rf"(?P<what>[^,;。]{{2,60}}?)(?:得到|总体上|{_HOW_BEHIND}){{0,3}}"
        rf"(?:{any_of(words.IS_MADE)}|与[^,;。]{{2,8}}接轨|(?<!得到)(?<!得到..)遏制"
        r"|得到(?:有效|基本|全面|总体|切实|初步|根本|妥善|充分|及时|安全|规范|无害化){0,2}[\u4e00-\u9fff]{2})(?:并投入使用|并投用|并运行|并全面实施)?$"
    )
)
_HOLD = r"(?:继续|持续|始终|长期|巩固|稳定){0,2}(?:保持|维持|控制|巩固)(?:在)?(?:基本|全国|全省|全市|世界|国际|持续){0,2}"
_KEPT = Pattern(
    rf"(?P<what>[^,;。]{{0,40}}?){_HOLD}"
    r"(?:(?:国家|省级|市级|全国|区域|省)[^,;。]{2,20}|低流行水平|低流行状态|消除(?:状态|成果|[^,;。]{0,14}危害状态|[^,;。]{0,10}危害)?|零(?:感染|报告|病例)状态|无脊灰状态|无[^,;。]{2,12}状态|[^,;。]{2,16}(?:称号|荣誉|资质|达标状态|认证|地位|成果)|第一方阵|第一梯队|前列|领先(?:地位|水平)?|(?:基本|完全)?自给(?:自足|有余)?)$"
)
_STATES = Pattern(
    r"(?:达到|优于|达到或优于|不低于|保持)[ⅠⅡⅢⅣⅤI]+类(?:水质|水体)?(?:标准)?$|(?:总体|基本|全面|初步|有效|已|如期|按期)*(?:实现|建成|建立|完成|达标|消除|形成|通过|解决|开展|编制|遵守|发布|投入使用|投用|控制|启动|出台|挂牌|健全|完善|普及|脱贫|摘帽|(?<=全面)(?:落实|执行|推行|推开|铺开|实施|施行|禁烟|落地|建成|覆盖到位|入轨|上线|启用)|得到(?:有效|基本|全面)?(?:控制|消除|解决|落实)|有效控制|通过复审|通过验收|通过评审)(?:(?:并|和|、)(?:投入使用|投用|运行|实施|消除危害))?$"
)
_AHEAD = Pattern(
    r"(?P<what>[^,;。]{0,30}?)(?:进入|位居|居|处于|位列|保持|稳居|达到|跻身|走在|继续|居于|名列|始终|均|迈入){0,3}(?:在)?(?:全国|全省|全市|世界|国际|西部|国内|省内|市内|同类地区|同类城市|行业|中部|东部|长三角|亚洲|全球|中高收入国家|发达国家|地区|区域|同类){1,3}(?:的)?(?:第一方阵|第一梯队|前列|先进行列|先进水平|领先水平|领先地位|上游水平|上游|前茅|中上游|一流水平|一流|前沿|领先行列)$"
)
_FRONT = Pattern("(?:进入|保持|稳居|跻身|迈入)?(?:在)?(?:全[国省市])?第一(?:方阵|梯队)$")
_PEAK = Pattern(
    r"(?:[^,;。]{0,16}?)(?:到|在)?(?:20\d\d年(?:左右|前后|前)?)?(?:实现|达到)?(?:碳|二氧化碳|碳排放)?(?:排放)?(?:达到峰值|达峰|碳达峰)(?:并争取尽早达峰)?$"
)
_PEAK_ABOUT = Pattern(
    r"(?:到|在)?20\d\d年(?:左右|前后)"
)  # no year that one could be held to: the words keep it
_NAME_DIGITS = Pattern(
    r"(?:(?<=消除|取消|淘汰|关停|禁止|关闭|拆除|替代|整治)|(?<=完成))(?:每小时)?\d[\d.]*[^\d,;。%]{1,8}?(?:及)?以[上下](?:的)?(?=[\u4e00-\u9fff]{2,})|\d(?:分钟|小时)(?=[^\d,;。]{0,4}(?:通达|可达|到达|直达|互达)$)|"
    r"\d+(?:\.\d+)?(?:分钟|小时|公里)[^\d,;。]{0,16}?(?:圈|网)|国家[一二三四]级(?=标准)|[一二三四五]期(?=工程|项目|建设|扩建)|[\d.]+级(?:左右|以上|以下)?(?=.{0,20}地震)|PM[\d.]+"
    r"|[Ⅰ-Ⅹ一二三四五1-5]+[AＡ]?(?:类|级|甲等|型|星级)|[3-6]G|十[三四五六]五|第[一二三四五六]|[一二三四五六七八九两]化|一[体个网站平码次库张卡键](?=[\u4e00-\u9fff])|一带一路|[一二三四1-9]\+(?:[一二三四\d]\+)?[NnXx\d一二三四]|四好|三农|双[一碳高]|[三四五六]位一体|一[\u4e00-\u9fff]一[\u4e00-\u9fff]|一部手机|多[规证]合一|[一二三四五六七八九]?网通办|两不愁|三保障|一流|统一|唯一|千年|百年|三甲|三级|二级|(?:[万千百]亿)(?:元)?(?:级)?(?![^,;。]{0,3}(?:以上|以下|以内|左右|台阶))"
)
_NUMBERED = Pattern(
    r"[一二两三四五六七八九十百千]+(?:余|多)?(?:个|所|家|名|支|批|项|座|处|台|套|张|人|次|件|条|种|类|门|期|例|户|万|亿|成)|半数|一半|过半|翻番|倍增|翻[一两]番|减半|(?:百|千|万|亿){1,2}(?:公里|亩|公顷|平方米|立方米|吨|千瓦|户|张|人次)(?!级)|大部分|多数|若干|多个|数十|几|上百|上千"
)
# praise and direction: nobody could say when it is done
_PRAISE = Pattern(
    r"下达|上级|更加|更高|更好|更多|更优|更强|进一步|不断|日益|逐步(?!建)|有所|有力|较[高大好快强]|相关|有关|良好|氛围|局面|态势|势头|进展|成效|合理|适度|正常|格局(?!.{0,4}形成)|(?<!零的)(?<!零)突破|"
    r"香蕉|尽可能|有条件|或接近|或者|力度|所有|每[个所家]|目标$|各项|等$|跨越|大发展|高质量发展$|可持续发展$|持续发展|转型$|现代化水平$|根据|视|需要"
)
# a course, and no state, where it is what the words say of a thing
_MOVES = Pattern(
    r"覆盖$|(?:明显|显著|大幅|持续|稳步|逐年)?(?:提高|提升|增强|加强|改善|优化|推进|扩大|促进|增长|下降|降低|减少|增加|稳定|平稳|合理|上升|回升|发展|向好|好转|转变|(?<!改造)升级|升位|进位)$"
)
_COURSE = Pattern(  # 稳步提高满意度: what is done to it has no end
    r"(?:稳步|逐步|不断|持续|进一步|明显|显著|大幅|切实|有效|继续|全面|大力|着力|积极)*(?:提高|提升|增强|改善|扩大|降低|减少|优化|加强|促进|推动|加大|深化|强化|增加|缩小)(?!为|到|至)"
)
_SPECIFIC = Pattern(
    "较大面积|较大(?:及?以上|(?:生产安全|安全|环境|食品|火灾|交通|社会|突发)?(?:事故|事件|火灾))|低流行|先进水平$|领先水平$|上游水平$|综合抗御"
)
_AFTERWARDS = Pattern("(?:,)?并(?:持续|长期|继续)?(?:保持|巩固)$|并争取尽早达峰$")
_NONE_LEFT = Pattern(
    r"(?:无|没有|未发生|不(?:能|得|再|应)?(?:发生|出现)|杜绝)(?P<what>[^,;。\d]{2,24}(?:病例|事故|事件|案件|疫情|暴发|流行|感染|死亡|上访|拖欠|反弹|返贫|火灾|灾害|灾情|伤亡|舆情|污染)|劣[ⅤVv五]类(?:水质|水体|断面|水)?)(?:发生|出现)?$"
)


# 暴雨预警精细化到乡镇: how far down it goes
_DOWN_TO = Pattern(
    r"[^\d,;。%]{2,30}?(?:精细化|细化|精确|延伸|下沉|下放|覆盖|通达|普及|推广|拓展)到(?:(?:所有|全部)?(?:乡镇?|镇|行政村|自然村|村组?|户|街道|社区|基层|县级?|末端|班组|网格|小区|家庭|校园|学校|个人|田间地头)|[()、和])+$"
)
_FIRST_EVER = Pattern(r"[^,;。\d%]{0,24}?(?:实现|取得)了?零的?突破$")
_NO_MORE = Pattern(
    r"(?:[^\d,;。]{2,24}?)?(?:基本|全面)?(?:实现|做到)?不再(?!提高|提升|增|上升|下降|降|扩大|恶化|出现)[\u4e00-\u9fff]{2,16}$"
)


def milestone(cursor: Cursor, read: Read) -> Reading | None:
    """Return the milestone that the words ask for; None where they contain an amount or only praise."""
    if _PEAK_ABOUT.match(cursor.text) and _PEAK.match(cursor.text):
        return Milestone(plain(cursor.text)), Frame()
    rest, frame = opened(cursor)
    text = rest.text.rstrip("。;.")
    kept_after = _AFTERWARDS.search(text)
    body = text[: kept_after.start()] if kept_after else text
    if not 2 <= len(body) <= _LONGEST or not is_state(body):
        return None
    kept = bool(kept_after and "达峰" not in kept_after.group()) or _is_kept(body)
    return Milestone(plain(text), kept, _BASIC.search(body) is not None), replace(frame, cumulative=False)


_BASIC = Pattern(
    lambda: (
        rf"基本(?:得到|达到|具备|全部|全面)?(?:有效|妥善|充分)?(?:{any_of(words.MAKES, words.IS_MADE)}|控制|遏制|扭转|达到|进入|符合|满足|(?:实现|做到)?不再)|得到基本"
    )
)
_IS_KEPT = Pattern(
    "^遵守$|不[能得](?:发生|出现)|保持|维持|稳居|继续控制|持续控制|(?:持续|继续|巩固)(?:基本)?(?:消除|实现|达到)"
)


def _is_kept(text: str) -> bool:
    return _IS_KEPT.search(text) is not None


def is_state(text: str) -> bool:
    """Return whether words name a state that is either reached or not."""
    bare = _NAME_DIGITS.sub("", text)
    if (
        _DOWN_TO.match(text)
        or _FIRST_EVER.match(text)
        or _PEAK.match(text)
        or _NONE_LEFT.match(text)
        or _NO_MORE.match(text)
    ):
        return True
    if any(map(str.isdecimal, bare)) or _NUMBERED.search(bare) or NEGATED.search(bare) or "%" in bare:
        return False
    if any(sign in bare for sign in "≥≤<>=〔〕?!"):
        return False
    if any(pattern.match(text) for pattern in (_STATES, _FRONT, _AHEAD)):
        return True
    if _COURSE.match(bare):
        return False
    if _PRAISE.search(_SPECIFIC.sub("", bare)) or _MOVES.search(bare):
        return False
    match = _BEGINS.match(text)
    if match is not None:
        return len(match["what"]) >= 2
    return any(pattern.match(text) for pattern in (_KEPT, _REACHES, _ENDS, _DOES))
