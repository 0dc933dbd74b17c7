"""Numbers in names (PM2.5浓度, 癌症5年生存率, 15分钟健身圈, 前10家医院), hidden so that no rule takes them for the
target's.

Each of their characters, and of 以上 and the like behind them, is replaced by one that no rule reads; `plain` brings them
back.
"""

from __future__ import annotations

from bisect import bisect_left

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import Normal

_HIDDEN = {
    ord(char): 0xE000 + order
    for order, char in enumerate("0123456789.-~—以上下及内百千万亿·+一二两三四五六七八九十")
}
_BACK = {hidden: char for char, hidden in _HIDDEN.items()}
NAMING = "\u4e00-\u9fff\ue000-\ue0ff"  # for a class of characters in a pattern of names
THING = rf"[{NAMING}A-Za-z()、《》·&+]"  # a character of what is counted or changes
ANOTHER = "、(?:[不]?[高低优好快慢]于|超过|与|位[居列]|进入|跻身|翻|完成|建成|实现|达到|持续|保持|稳定|争创)"  # another demand

_NUMBER = r"\d+(?:\.\d+)?(?:[-~—]\d+(?:\.\d+)?)?"
_PEOPLE = (
    "人群|人口|儿童|青少年|婴幼儿|婴儿|幼儿|老年人|老年|老人|居民|女性|男性|妇女|成人|学生|职工|患者|常住"
)
_LIMIT = r"以?[上下内]|之内|左右|上下|为|达"
_NAMES = Pattern(
    "|".join(
        (
            r"三支一扶",
            r"PM(?:2\.5|10|1)(?!\d)",  # fine particles
            r"(?<![A-Za-z])(?:SO|NO|CO|NH|CH|O|N)[2-4](?=[\u4e00-\u9fff])",
            r"[A-Za-z]{2,}\d+[A-Za-z]*(?=[\u4e00-\u9fff])(?!以[上下内]|左右)",  # HPV16型, HbA1c控制率
            rf"{_NUMBER}年(?=(?:无病|总|净|相对)?(?:生存|存活))",
            rf"{_NUMBER}(?=型(?:糖尿病|肝炎|[\u4e00-\u9fff]*率))",
            rf"{_NUMBER}级(?:及)?(?:以[上下])?(?=[\u4e00-\u9fff].*[\d全])(?!(?:及)?以[上下]?[,、;。]|左右)",
            rf"{_NUMBER}(?:分钟|小时|公里|千米)(?!{_LIMIT})(?=[\u4e00-\u9fff]*(?:圈|覆盖|率|可及))",
            rf"{_NUMBER}(?:分钟|小时|公里|千米)(?=(?:以?内)?[\u4e00-\u9fff]{{2,}}(?:率|比例|占比|覆盖|误差|提前量))",
            rf"{_NUMBER}(?:天|日|周|个月)(?=(?:以?内)?(?:再|非计划|重返|死亡|存活|纯母乳|随访))",
            rf"{_NUMBER}(?:个)?月龄?(?=(?:以[上下]|内)?(?:{_PEOPLE}|纯母乳))",
            rf"(?:{_NUMBER}岁[-~—至])?{_NUMBER}(?:周)?岁(?:及)?(?:以[上下])?(?=(?:的)?(?:{_PEOPLE}))",
            r"(?<![目当以之底末])前\d+(?!\d)(?:[名位家强个%]|(?![名位家强个%]))(?=[\u4e00-\u9fff])(?!以内|之内|行列|以上|左右|水平)",
            r"\d+人(?:及)?以上(?=(?:[特较]?[重别]?大)?(?:交通|生产安全|安全)?事故)",
            r"[1-5]A级?(?:及)?(?:以上)?(?=(?:国家)?(?:级)?(?:旅游|景区|乡村|红色|物流|企业).*\d)|(?<=[一两二三四五六七八九十0-9][个家])[1-5]A级?(?=[\u4e00-\u9fff])",
            r"\d+户(?:及)?以上(?=的?(?:自然村|村屯|居民点|村民小组))",
            r"(?<![\d.一二三四五六七八九十百千万亿])[十百千万亿]{1,2}(?:吨|人|元|亩|伏|千瓦|人口)级?(?:及)?以上(?=[\u4e00-\u9fff])",
            # 日供水1000吨以上供水工程自动化监控率: of what size those are of whom it is the rate
            r"(?<!达到|超过|至少|不低|建成|建设|新建|新增|完成|实现)(?<!达|于|过)(?<![\d.])\d[\d.]*(?:万吨|吨|千瓦|万千瓦|兆瓦|蒸吨|床|张床位?|张|平方米|公顷|亩|户|万元|亿元|米|座|头|只|羽|尾|株|人|家)(?:及)?以上(?=的?[\u4e00-\u9fff]{2,20}(?:率|比例|占比|比重)(?:[达提超不保稳为在均\d]|控制))",
            r"(?<!\d)(?:3|5|7|8|9|11)人制(?=[\u4e00-\u9fff])",
            r"[3-6]G(?=[\u4e00-\u9fff])",
            r"(?<![\dA-Za-z])[GSX]\d{1,4}(?=[\u4e00-\u9fff])",  # G60科创走廊
            r"\d(?:\+\d)?\+[\dNnXx](?=[\u4e00-\u9fff])",  # 1+N政策体系
            # of what size those are that are counted or measured: 110千伏变电站20座, 2000总吨以上船舶占比
            r"(?<![\d.])\d+(?:千伏|kV|总吨|载重吨|马力)(?:及)?(?:以[上下])?(?=[\u4e00-\u9fff])",
            # 产值超100亿元的企业达到30家
            r"(?:(?<=超)|(?<=超过)|(?<=突破)|(?<=不低于)|(?<=达到))\d[\d.]*[万亿]{0,2}[元人亩吨户](?:以上)?的?(?=[\u4e00-\u9fff]{1,8}?(?:达到?|至少|超过|不少于)?\d+[个家户县所座])",
            r"(?<![\d.])\d[\d.]*[万亿]{0,2}元(?:及)?以上的?(?=[\u4e00-\u9fff]{1,8}?(?:达到?|至少|超过|不少于)?\d+[个家户])",
            r"\d+G-?[A-Z]{2,}",
            r"(?<![\d.])[1-9]\d0{1,2}强(?=[\u4e00-\u9fff]{0,12}\d)|(?<![\d.])[1-9]00强(?=[\u4e00-\u9fff]{0,12}\d)",  # 世界500强企业10家
            r"(?<![\d.,(/:每一二两三四五六七八九十百千万亿])[百千万亿]{1,2}(?=元(?!以[上下内]|左右|上下|级|的?新?台阶|大关)[\u4e00-\u9fffA-Z])",  # 万元产值能耗
            r"(?<![\d.])[1-9]\d?0{1,2}强(?=的[\u4e00-\u9fff]{2,8}$)",  # 15家进入世界500强的企业
            rf"{_NUMBER}万(?:人口?)?(?:及)?以上(?=(?:常住)?(?:人口)?的?(?:大?城市|县|市|区|乡镇|城区))",
            r"(?<!\d)(?:12345|123\d\d|110|119|120|122)(?=[\u4e00-\u9fff]{0,8}(?:热线|急救|接警|平台|服务|呼救|便民))",
            r"(?<!\d)\d{1,2}年(?:及)?(?:以[上下])?(?=的?(?:劳动者|职工|人员|居民|企业|患者|教师|医师))",
        )
    )
)
_TRIGGER = Pattern(
    r"三支一扶|[A-Za-z]\d|\d[AG]|1[12][0-9]|万(?:人口?)?(?:及)?以上|\d年|年(?:无|总|净|相|生|存)|\d型|\d级|\d分钟|\d小时|\d公里|\d千米|\d天|\d日|\d周|月|岁|前\d|\d人|\d户|0强|[百千万亿]元|[GSX]\d|\+|千伏|kV|总吨|载重吨|马力|[元人亩吨户](?:以上)?的?[\u4e00-\u9fff]{1,12}\d|[十百千万亿](?:吨|人|元|亩|伏|千瓦|人口)级?(?:及)?以上|\d[^\d]{0,3}以上[\u4e00-\u9fff]"
)


def shielded(normal: Normal) -> Normal:
    """Return the text with numbers inside names replaced by placeholders of equal length, so that indices stay valid."""
    normal = _quoted(normal)
    if _TRIGGER.search(normal.text) is None:
        return normal
    text, done = "", 0
    while (match := _NAMES.search(normal.text, done)) is not None:
        text += normal.text[done : match.start()] + match.group().translate(_HIDDEN)
        done = match.end()
    return replace(normal, text=text + normal.text[done:]) if done else normal


# what stands in quotation marks, with words behind it, is a name: “1+N”体系, “123出行交通圈”
_QUOTED = Pattern(
    r"[“「](?P<inside>[一二两三四五六七八九十](?:个|支|项|大|种|类|条|本|张)[^“”「」%‰％≥≤<>＜＞\d]{1,12}(?=[”」][^,，;；。]*[\u4e00-\u9fff])"
    r"|[^“”「」%‰％≥≤<>＜＞]{0,12}\d[^“”「」%‰％≥≤<>＜＞]{0,11})[”」](?=.*[\u4e00-\u9fff])"
)


def _quoted(normal: Normal) -> Normal:
    """Return the text with the numbers in quotation marks hidden."""
    if "“" not in normal.original and "「" not in normal.original:
        return normal
    text = normal.text
    for match in _QUOTED.finditer(normal.original):
        start, end = (bisect_left(normal.origin, place) for place in match.span("inside"))
        text = text[:start] + text[start:end].translate(_HIDDEN) + text[end:]
    return replace(normal, text=text)


def plain(text: str) -> str:
    """Return a text with its hidden numbers brought back."""
    return text.translate(_BACK)
