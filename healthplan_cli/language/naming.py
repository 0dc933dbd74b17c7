"""Sentences that begin with the indicator's name: 提供6类以上疗法的比例达到100%, 与2015年相比，事故起数下降10%."""

from __future__ import annotations

import re

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.pieces import (
    NEGATED,
    NOT_COUNTED,
    Read,
    Reading,
    head_end,
    merged,
    opened,
    replaced,
)
from healthplan_cli.language.shield import NAMING
from healthplan_cli.language.subject import COMPARED
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import AnnualChange, Bound, Direction, Rule

_LONGEST = 90
# where a target may begin behind a name
_BODY = Pattern(
    r"(?:均|都|总体|力争|争取|将|应|要|须|可)*(?:分别|达到|达|不[低高少超大小短长]|不(?:降低|下降|减少|增加|上升|反弹)|至少|最低|超过|高于|低于|大于|小于|少于|多于|突破|控制在|保持|稳定|维持|"
    r"提高|提升|增加|增长|增至|上升|下降|降低|降到|降至|减少|缩短|缩小|减小|扩大|延长|提前[到至]|精简|整合|比(?:19|20|上|“?十)|较(?:19|20|上|“?十)|在(?:20|现|\d)|由|从|为\d|实现|基本实现|做到|翻|每年|年均|逐年|"
    r"明显|显著|持续|稳步|逐步|进一步|不断|有所|有(?=较大|明显|显著|大幅)|大幅|快速|过快|基本|接近|得到|增速|增幅|上升|涨幅|降幅|增长率|增长速度|继续|平均(?=[降提压减缩增])|压缩|压减|[≥≤<>〔]|约\d|累计|普遍|优于|好于|快于|慢于|维持|赶上|赶超|稳居|位居|居|进入|跻身|位列|跃居|跃升|排名|排位|名列|位次|世界排名|全国排名|完成国家|按国家|由国家|以国家|逾|超\d|满足|符合|占|年增长|同比|[比较]全[国省市县区州]|[比较]基[期准数年线]|[比较]上一?年|(?:与|同|和)(?=[^,;。]{2,20}(?:同步|持平|适应|匹配|协调|一致))|力争|全面|全部|实现|趋|翻|减半|倍增|过半|[二三四五六七八九十]分之[一二三四五六七八九]|半数|只[增减升降]不[增减升降]|应[\u4e00-\u9fff]尽|(?:动态|全面)?清零|零(?=[发事死感新报病容增])|前移|前进|进位|无|年均|跨越|回升|恢复|迈上|跃上|站上|\d)"
)
_MORE_NOUNS = Pattern(
    "(?:[^质大少]量|[金资]|标准|待遇|补贴|.{2}(?:质量|能力|素质|状况|效率|效益|意识|条件)|人数|数额|金额|面积|长度|床位|家数|个数|成本|价格|单产|亩产|[水电煤物气]耗|收益|贡献|利润|税收|粮食|产能|消耗|排放|能耗|缺口|差距|件数|占比|增速|总值|产值|增加值|总额|长度|频次|指数|程度|里程|人口|人次|医师|护士|投入|年限|速度|(?:摄入|使用|消费|消耗|排放|服务|保有|拥有|供应|接待|交易|成交|授权|申请|检验|需求|食用)量|产量|用量|容量|储量|销量|投资|外资|出口|进口|消费|存款|贷款|财力|知名度|美誉度|依存度|误差|提前量|集中度|参与度|开放度|贡献度)$"
)
# digits that a name may hold: what is counted is of the name where more of it follows
_NAME_DIGITS = Pattern(
    r"\d+(?:\.\d+)?(?:[-~—]\d+(?:\.\d+)?)?(?:周?岁|类|种|级|人|G|年|分钟|小时|公里|个月|月|名|张|家|元|米|项|天|日|次|期|型|万人|万元|亿元|千瓦|毫米|mm)(?:及)?(?:以[上下内])?(?:[-~—]\d+岁)?(?=[\u4e00-\u9fff、()])"
)
DEMANDS = Pattern(
    r"[,;。%‰≥≤<>=:]|(?:同步|持平|适应)、|达到|达(?=\d)|(?:提高|提升|增加|增长|下降|降低|减少|缩短)(?:到|至|\d)|不[低高少超]|控制在|至少|力争|确保|超过|超出|高出|高于|低于|分别|较20|比20|[比较]十[一二三四五]五|其中|同比|环比|累计(?!接|参)|每年|年均(?![因新每浓降气])|平均水平|上年|去年|目标|任务$|(?:提高|降低|下降|增加|减少)率"
)
_NO_NAME = Pattern(r"率[^率,的及和、与]{1,3}$|香蕉|^[的及和与、]|[的及和、与或从由在为将到至]$")
# what stands before a verb is no part of a name
_MANNER = Pattern(
    "(?:全部|继续|持续|明显|显著|逐步|逐年|稳步|进一步|不断|大幅|大幅度|并|且|实现|保持|两位数|基本|得到|呈|总体|达到|控制|快速|有效|全面|以上|以下|左右|要|应|须|可)$|^(?:所有|每个|每一个|每所|每家|全部|一半|半数|过半|[二三四五六七八九十]分之|大多数|大部分|多数|若干|一批|多家|基本(?!公共|医|养老|农田|药|建设|生活|民生)|几乎|视|根据|按|比(?!重|例|率)|较(?![大高])|与|同|并|且|如)"
)
# 达到《…标准》合格以上的人数比例: what those are that are counted
_CLAUSE = Pattern(
    "(?:超过?|突破|不低于|达到)[\ue000-\ue0ff][^,;。达]{0,6}的|"
    r"达到(?:或|和)?(?:优于|好于)?[Ⅰ-ⅩIV]+类(?:标准|水体|水质)?的?|(?:达到|符合|超过|不低于|实现|完成)(?:《[^》]*》[^,;。达]{0,6}?|[^\d,;。达、]{2,16}?)(?:的(?=[^\d,;。]{2,16}$)|(?<=以上)(?=[^\d,;。]{0,6}(?:人数|比例)))"
)
_BRACKET = Pattern(r"\([^()\d]*\)")
_LEAST = 4


def named(cursor: Cursor, read: Read) -> Reading | None:
    """Read the target behind an indicator's name, which becomes the subject: 城乡公共消防设施基本实现全覆盖. None for other words."""
    rest, frame = opened(cursor)
    begin = head_end(rest.text)
    text = rest.text
    if len(text) > 2 * _LONGEST:
        return None
    for match in reversed([*_BODY.finditer(text, begin + 2)]):  # never within a word: 年|均增长
        end = match.start()
        name = text[begin:end]
        if not is_name(name) or _WITHIN_WORD.match(text, end - 1) or COMPARED.match(text, end - 1):
            continue
        piece = rest.piece(end, len(text))
        found = read(piece)
        if found is None or found[1].subject or not _may_have(name, text[end:], found):
            continue
        said = merged(frame, found[1])
        if said is not None:
            growth = _growth(name, found[0])
            return (
                (found[0], replace(said, subject=name))
                if growth is None
                else (growth[1], replace(said, subject=growth[0]))
            )
    return None


_WITHIN_WORD = Pattern(
    "[不未非没]|位[居列]|稳居|跃居|名列"
)  # no place to part a name from what is asked of it


_RATE = Pattern(
    r"(?P<own>.{2,}?)(?P<mean>年均|年平均|年度平均)?(?:现价|名义|实际|可比价|不变价|复合|同比)?(?:增长速度|增长率|增速|增幅)$"
)


def _growth(name: str, rule: Rule) -> tuple[str, Rule] | None:
    """Return the name of what grows and the yearly change in a name with its rule:
    文化产业增加值年平均现价增长速度高于20%.

    Return None for other names.
    """
    match = _RATE.match(name)
    bound = _BOUNDS.get(rule.fields()["op"]) if match else None
    if match is None or bound is None or rule.quantity is None or rule.unit != "%":
        return None
    high = rule.quantities[1] if len(rule.quantities) > 1 else None
    both, mean = "two_sided" in rule.fields(), bool(match["mean"])
    return match["own"], AnnualChange(rule.quantity, Direction.UP, mean, bound, None, high, both)


_BOUNDS = {
    "ge": Bound.AT_LEAST,
    "gt": Bound.MORE_THAN,
    "le": Bound.AT_MOST,
    "lt": Bound.LESS_THAN,
    "approx": Bound.ABOUT,
    "reach": Bound.EXACT,
    "range": Bound.AT_LEAST,
}


def is_name(name: str) -> bool:
    """Return whether words may be an indicator's name: they have no demand, and no number but one that names have (6类以上)."""
    if len(name) > _LONGEST or len(name) < 2:
        return False
    said = _BRACKET.sub("", _CLAUSE.sub("", name.removeprefix("年均")))
    bare = _NAME_DIGITS.sub("", said)
    if any(_is_demand(said, match) for match in _NAME_DIGITS.finditer(said)):
        return False
    if any(map(str.isdecimal, bare)) or DEMANDS.search(bare) or NEGATED.search(bare.replace("未加", "")):
        return False
    if _MANNER.search(name) or _PEOPLE.match(name) or name in _GROWTH:
        return False
    if ends_with_noun(name):
        return True
    if _PEOPLE_HAVE.match(name):
        return False  # 每百名老年人拥有护理员: so many for so many
    if _SHORT.match(name):
        return True
    return len(name) >= _LEAST and bare == said and _NO_NAME.search(name) is None


_REACHED = Pattern("(?:达到?|超过?|突破|约|为|至|到|完成|新增|建成)$")


def _is_demand(said: str, number: re.Match[str]) -> bool:
    """Return whether a number among words is a demand of its own, and not part of a name: 里程8800公里、比例."""
    before = said[: number.start()]
    return said.startswith(("、", "和", "及"), number.end()) and (
        _REACHED.search(before) is not None or ends_with_noun(before)
    )


_NEW = Pattern("新增|净增")
_HELD = ("控制", "保持", "稳定", "维持")
_EXTENT = Pattern(
    "(?:提高|提升|增加|下降|降低|减少|压减|缩短|压缩)(?:幅度|比例|率|量|速度)?$|增长(?:幅度|量)?$"
)
_CHANGES = Pattern("(?:减少|压减|削减|压缩|节约|降低|增加(?!值))")  # 减少煤炭消耗400万吨
_PEOPLE = Pattern("每[\\d十百千万亿]+(?:名|个)?(?:常住|户籍)?(?:人口|人|居民)$")
_PEOPLE_HAVE = Pattern(
    r"每\d*[百千万亿]{0,2}(?:名|个)?(?:常住|户籍|老年|服务)?(?:人口|居民|老年人|人)(?![员群才次])"
)
_GROWTH = frozenset(["增速", "增幅", "增长率", "增长速度", "年均增速", "涨幅", "降幅"])


def ends_with_noun(name: str) -> bool:
    """Return whether a name ends with a noun that names of indicators end with."""
    return any(map(name.endswith, words.NOUNS.words)) or _MORE_NOUNS.search(name) is not None


def _may_have(name: str, body: str, found: Reading) -> bool:
    """Return whether a name and a rule may belong together: `body` has the rule's words, `found` is their result.

    A bare number behind a name that doesn't end like an indicator's may be of anything: it needs a verb or a counted
    noun.
    """
    rule = found[0]
    if _SHORT.match(name) and (rule.parts or body.startswith(("均", "都", "分别"))):
        return False  # 城镇均达到90%: of whom else?
    if body[:1].isdecimal() and not (ends_with_noun(name) or _is_bounded(name, body, rule)):
        return False
    if rule.parts:
        return all(part.name is None for part in rule.parts) and _is_one(name)
    if rule.is_state and (not body.startswith("得到") or name.endswith(("趋势", "势头", "态势"))):
        return False  # its name is of the state
    if rule.is_number and (_EXTENT.search(name) or (body[:1].isdecimal() and _CHANGES.match(name))):
        return False  # 能耗下降幅度达15% is a change
    if (
        name.startswith("年均")
        and rule.op != "reference"
        and not name.endswith(("率", "比例", "比重", "浓度"))
    ):
        return False  # 年均接待100万人次: the mean of the years
    if rule.is_every_year and name.startswith(("各", "每")):
        return False  # 各县每年举办1次: of each
    if _NEW.search(name) and rule.is_number and rule.unit not in NOT_COUNTED and not body.startswith(_HELD):
        return False  # 新增床位3万张 is a sum
    if rule.counts_all:
        return False  # 知晓率90%以上的乡镇卫生院…: of the rate, or of those
    return not rule.is_trend or ends_with_noun(name)


# a place or a known short name: 县城, 重点镇, GDP
_SHORT = Pattern(
    "(?:GDP|CPI|经济|工业|农业|外贸|(?!全|我|本)[\u4e00-\u9fff]{1,2}(?:城|区|镇|乡|县|市|村|性)|[东中西南北][部方])$"
)


_GOES = Pattern("[移升降增减高低长少加提进退超缩扩]$|[下增减扩]调$")


def _is_bounded(name: str, body: str, rule: Rule) -> bool:
    """Return whether a number directly behind a name can only be a demand on it: 湿地公园40个以上, 设施100%覆盖."""
    if name.startswith(("各", "每", "所有", "全部")) or _GOES.search(name):
        return False
    if rule.counts_all or rule.unit in (
        None,
        "%",
        "‰",
        "百分点",
        "倍",
        "位",
        "年",
        "岁",
        "天",
        "小时",
        "分钟",
    ):
        return body.startswith("100%覆盖")
    return rule.is_number and not rule.is_plain and not rule.is_every_year


def _is_one(name: str) -> bool:
    """Return whether a name is of a single indicator; False for one with 、 or 和, whose number may be of several."""
    return "等" in name or not any(sign in name for sign in "、和与及")


_COMPARED = Pattern(r"(?:与|同|和)(?P<year>(?:19|20)\d\d)年(?:相比|比较),?")


def compared(cursor: Cursor, read: Read) -> Reading | None:
    """Read a change whose year stands before the name: 与2015年相比，事故起数下降10%. None for other words."""
    rest, frame = opened(cursor)
    match = _COMPARED.match(rest.text)
    found = read(rest.piece(match.end(), len(rest.text))) if match else None
    said = merged(frame, found[1]) if found else None
    if match is None or found is None or said is None or not found[0].is_change or found[0].since:
        return None
    return found[0].but(since=int(match["year"])), said


_THING = rf"[{NAMING}A-Za-z()、]"
_SHARE_OF = Pattern(
    rf"(?:约占|大约占|达到|达|占|不低于|提高到|提升到|控制在|降低到)(?:到)?(?P<whole>{_THING}{{2,16}}?)的?(?=(?:\d|不|约)[^,;。]*%)"
)
_SHARE_VERBS = {"占": "", "达": "", "约占": "约", "大约占": "约"}
# a share of another number is no share of the whole
_NO_WHOLE = Pattern(
    "近|约|超|逾|将|[不未]|以上|平均|水平|基期|目标|上年|去年|原|目前|现|计划|同期|年$|[比较与]|[低高少多](?:于|出|过|$)"
)


def share_of(cursor: Cursor, read: Read) -> Reading | None:
    """Read a share with its whole between verb and number: 占地区生产总值的11.5%, 达到常住人口的30%以上. None for other words."""
    rest, frame = opened(cursor)
    match = _SHARE_OF.match(rest.text)
    if match is None or _NO_WHOLE.search(match["whole"]) or DEMANDS.search(match["whole"]):
        return None
    verb = match.group()[: match.start("whole") - match.start()]
    found = read(replaced(rest, match.end(), len(rest.text), _SHARE_VERBS.get(verb, verb)))
    said = merged(frame, found[1]) if found else None
    if found is None or said is None or not found[0].is_number:
        return None
    rule = found[0].quantity and found[0]
    if rule is None or rule.unit != "%":
        return None
    return found[0], replace(said, remarks=(f"占{match['whole']}", *said.remarks))


_MODAL = Pattern(
    rf"(?P<name>[{NAMING}、()]{{2,30}}?)(?P<modal>力争|争取|确保|原则上)(?=[\u4e00-\u9fff]{{2,}})"
)


def modal(cursor: Cursor, read: Read) -> Reading | None:
    """Read a target with its modality within the name: 全国人均力争拥有藏书达到0.7册. None for other words."""
    rest, frame = opened(cursor)
    match = _MODAL.match(rest.text)
    found = read(rest.without(*match.span("modal"))) if match else None
    said = merged(frame, found[1]) if found else None
    if (
        match is None
        or found is None
        or said is None
        or not (found[0].is_number or found[0].op == "external")
    ):
        return None
    return found[0], replace(said, modality=(*said.modality, match["modal"]))
