"""Numbers in a clause, and which of them are asked for: 12岁儿童龋患率控制在30%以内 has two and asks for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from healthplan_cli import units
from healthplan_cli.base.lexicon import Lexicon, Pattern, any_of
from healthplan_cli.language import words

_WIDE = {
    ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９％．～：", "0123456789%.~:", strict=True)
}
_WIDE |= {ord("²"): "2", ord("³"): "3"}
_WIDE |= {ord(sign): "~" for sign in "—–―－−-〜∼"}


def even(text: str) -> str:
    """Return a text of the same length with one spelling for each sign: half width, one dash."""
    return text.translate(_WIDE)


@dataclass(frozen=True, slots=True)
class Value:
    """A number that a clause asks for.

    `start` to `end`: with its verb and what belongs to it (控制在30%以内); `number`: where its digits begin; `unit_end`:
    where its unit ends; `verb`: the kind of its verb (`level`, `count`, `course`; `None` without one).
    """

    start: int
    number: int
    unit_end: int
    end: int
    verb: str | None


_DIGITS = Pattern(
    r"(?<![\d.A-Za-z])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|(?<![第\d一二三四五六七八九十])[一二两三四五六七八九](?=[所家座](?![有谓以需学属长庭园禽])|次(?![性心分子]))"
)
_LIMIT = Pattern(r"(?<=在)\d[\d.]*[^，、\d]{0,5}?(?:以[上下内]|之间|左右)")  # 死亡率在0.18以内
_SO_OFTEN = Pattern("每(?:年|半年|季度?|月|周)[^，]{0,6}$")
_IN_A_NAME = Pattern(
    r"(?:19|20)\d\d(?:~(?:19|20)\d\d)?年|\d[\d.]*(?:~\d[\d.]*)?(?:"
    r"月|日(?!以?内|[左以])|周?岁(?:及)?(?:以[上下])?(?=[^，。左为；、]|[、，][^，。]{0,8}岁)|(?:个)?月龄|世纪|届|[GD](?![a-z])|号|型|时代|[“”\"+＋]"
    r"|(?:个)?(?:方面|类人群|阶段|层次|环节|维度|原则)"
    r"|[万千百]{0,2}(?:千伏(?!安)|[kK][vV](?!A)|伏(?!安))"
    r"|(?:分钟|小时|公里)[\u4e00-\u9fff]{0,14}?圈|急救|热线|院前|小时(?:在线|值班|值守|不间断|服务|开放|自助)|(?:天|日)(?:再|非计划)|年生存率|年(?:总|无病)?生存"
    r")"
)
_BEFORE_A_NAME = Pattern(
    r"(?:第|PM|HbA|IPv|DRG|SO|NO|CO|每|[“\"]|每满|按每|国发|号|[〔\[]\d*|\+|＋|《[^》]*|(?<!达到)(?<!至)前)$"
)
_LEVEL_VERBS = (words.NEUTRAL, words.RAISE, words.LOWER, words.HOLD, words.CONTROL)
_SIGNS = (words.AT_LEAST, words.AT_MOST, words.MORE, words.LESS, words.EQUAL, words.ABOUT)
_COURSE_VERBS = (words.UP, words.DOWN, words.GROWTH, words.FALL)
_BESIDE = "力争|争取|确保|原则上|五年|三年|均|都|各|分别|平均|总体|全部|逐步|稳步|持续|进一步|累计|共|总计|合计|每年|年均|逐年|人均|每天|每日|每周|每月|继续|至少|力求|再|在|应|要|须|将|总数|总量|规模"


def _any(lexicons: tuple[Lexicon, ...]) -> str:
    return any_of(*lexicons)


_MORE_COUNT = Lexicon(
    [
        "新增 新招 招募 遴选 评选 认定 建强 重点建强 打造 完成 推广 推出 种植 治理 修复 改造 新改扩建 更新 投放 安装 帮扶 扶持 争取 获批 申报 转化 研发 制定 修订 出版 发布 筛查 检查 服务 开设 开办 增设 增加 净增 建立 布局建设 规划建设 规划布局 配齐 实施 惠及 资助 柔性引进 命名 建成投用 评定 转移 组织 举办 选拔 选树 培育壮大 孵化 复垦 整治 新开 开通 开行 建设好 办好 创评 创成 孵化 救治 改建 增殖放流 增植 拆除 淘汰 退出 压减 消减"
    ]
)
_LEAD = Pattern(
    lambda: (
        rf"(?:(?:{_BESIDE}|{_any((*_LEVEL_VERBS, *_SIGNS, *_COURSE_VERBS, words.COUNT, _MORE_COUNT))})(?:了|到|有)?…?){{1,6}}$"
    )
)
_COURSE = Pattern(lambda: rf"(?:{_any(_COURSE_VERBS)})(?:了|约|超过|不低于|至少|不少于|达|达到)?$")
_LEVEL = Pattern(lambda: rf"(?:{_any(_LEVEL_VERBS)})")
_COUNTS = Pattern(lambda: rf"(?:{_any((words.COUNT, _MORE_COUNT))})")
_NOUN_FIRST = Pattern("^(?:总量|比例|总规模|规模|总数|数量|[\u4e00-\u9fff]{0,4}率)")
_OF_ANOTHER = Pattern(  # 租金 · 不高于市场租金的90%
    "(?:达到|相当于|控制在|不[高低超少大]?[于过]|[超高低]于|超过)[\u4e00-\u9fff]{2,16}的$"
)
_SHARE_OF_ANOTHER = Pattern(  # 检测能力 · 达到国家A类标准项目85%以上
    "达到[\u4e00-\u9fffA-Z]{2,16}$"
)
_NO_OTHER = Pattern("的|(?:率|比例|占比|比重|面|度)$")
_IN_A_WORD = Pattern("[雷马表传发抵]达$")
_PARTLY = Pattern("(?:基本|初步)$")
_SORT = Pattern("级(?!别)(?=[\u4e00-\u9fff])")  # 500吨级泊位
_AT_MOST = Pattern("[^人名个家所户张项处座%‰分点]及?以[下内]$")
_AT_LEAST = Pattern("(?:蒸吨(?:/小时)?|千瓦|兆瓦|吨|公里|米|公顷|户|元)及?以上$")
_NAMED = Pattern("的?(?!(?:左右|并|且|的水平|水平))[\u4e00-\u9fff]{2}")
_REMOVED = Pattern("(?:淘汰|关停|拆除|退出|关闭|取缔|完成)$")
_COUNTED_TOO = Pattern(r"[^，、；\d]{2,20}\d")
_COMPARED = Pattern(
    r"(?:[较比](?:\d{4}年(?:底|末)?|上年|上一年|基期|“?十[二三四五六]五”?末)[^，\d]{0,4}|在(?:\d{4}年(?:底|末)?|上一?年度?|去年|基期年?|现有|原有|“?十[二三四五六]五”?(?:期?末)?)(?:的?水平)?的?基础上)(?:再|继续|均|分别|，)?$"
)
_FROM = Pattern(r"(?:从|由)(?:\d{4}年(?:年?底|年?末)?|目前|现在|基期|“?十[二三四五]五”?末期?)?的?$")
_OF_YEAR = Pattern(r"(?<=[到至])20\d\d年(?:底|末)?的?$")
_OF_WHAT = Pattern("的(?:原则|标准|要求|目标|水平|比例|幅度|速度)")
_RANGE = Pattern(r"(?P<unit>[^\d~，。、至到]{0,4})(?:~|至|到)(?=\d)")
_SUFFIX = Pattern(
    lambda: rf"(?:{_any((words.NOT_BELOW, words.NOT_ABOVE, words.AROUND, words.INCLUDING, words.BETWEEN))})+"
)
_RATIO = Pattern(
    r"\d+(?:\.\d+)?:\d+(?:\.\d+)?(?![\d.])|\d+[\u4e00-\u9fff]/\d+(?:\.\d+)?[十百千万亿]*[人口张]*"
)
_ODD = Pattern("[余多](?=[\u4e00-\u9fff])")


def values(clause: str) -> Iterator[Value]:
    """Yield the numbers of a clause that aren't part of a name, each with the words that belong to it."""
    text, done, came_from = even(clause), 0, None
    for match in _DIGITS.finditer(text):
        if match.start() < done or _is_in_name(text, match.start(), match.end()):
            continue
        end, unit_end = _end(text, match.start(), match.end())
        if _SORT.match(text, unit_end) or _says_which(
            text[done : match.start()], text[match.end() : end], text[end:]
        ):
            continue  # 100万千瓦级基地, 35蒸吨/小时以下燃煤锅炉
        if text[end : end + 1] == "的" and not _OF_WHAT.match(text, end) and text[unit_end - 1] not in "%‰":
            lead = _LEAD.search(text[done : match.start()])
            if lead is None or not _COUNTS.search(lead.group()):
                continue  # 工龄不足5年的劳动者: a name
        if origin := _FROM.search(text[done : match.start()]):
            came_from, done = done + origin.start(), end
            continue
        before = _OF_YEAR.sub("", text[done : match.start()])
        lead = _LEAD.search(before)
        if lead is None and came_from is not None:
            done = end  # 从3.2‰、4.1‰降至…: another number that it comes from
            continue
        if lead and _IN_A_WORD.search(before[: lead.start() + 1]):
            lead = None  # 天气雷达8部
        lead = lead or _OF_ANOTHER.search(before)
        if lead is None and text[unit_end - 1] in "%‰":
            lead = _share_of_another(before)
        start = done + lead.start() if lead else match.start()
        if (
            lead
            and (noun := _NOUN_FIRST.match(lead.group()))
            and (start > done or noun.group().endswith("率"))
        ):
            start += noun.end()  # 技能劳动者总量 · 达到
        if _PARTLY.search(text[done:start]) and _kind(text[start : match.start()]) == "count":
            start -= 2  # 基本建成200万千瓦
        if came_from is not None:
            start, came_from = came_from, None
        elif compared := _COMPARED.search(text[done:start]):
            start = done + compared.start()
        done = end
        yield Value(start, match.start(), unit_end, end, _kind(text[start : match.start()]))


def _share_of_another(before: str) -> re.Match[str] | None:
    """Return the match of 达到 and the things whose share follows, as 达到+things+60%; None where these words are a measure themselves."""
    found = _SHARE_OF_ANOTHER.search(before)
    return found if found and not _NO_OTHER.search(found.group()) else None


def _says_which(before: str, size: str, after: str) -> bool:
    """Return whether a number with 以上 or 以下 says which things are meant, not how many: 35蒸吨/小时以下燃煤锅炉, 20户以上自然村."""
    if not _NAMED.match(after):
        return False
    lead = _LEAD.search(before)
    kind = _kind(lead.group()) if lead else None
    if _AT_MOST.search(size):
        return lead is None or kind == "count" or _REMOVED.search(lead.group()) is not None
    if not _AT_LEAST.search(size) or kind in ("level", "course"):
        return False
    return lead is None or bool(_REMOVED.search(lead.group()) or _COUNTED_TOO.match(after))


# An age that is reached (寿命达到82.5岁以上), not one of people (60岁以上人口): nothing that it could belong to follows.
_AGE = Pattern(r"\d[\d.]*(?:~\d[\d.]*)?周?岁及?以[上下内](?:的?水平)?(?:$|[，。；、）)(（]|[且并和])")
_AGE_REACHED = Pattern(
    "(?:寿命|期望|年龄)[\u4e00-\u9fff]{0,8}$|^[和、及与]$"
)  # 分别达到80岁以上 · 和 · 70岁以上


def _is_age_reached(text: str, start: int) -> bool:
    """Return whether an age is a level: after a verb of level (other than 为), or after a measure of age."""
    if _AGE.match(text, start) is None:
        return False
    lead = _LEAD.search(text[:start])
    verb = lead is not None and _kind(lead.group()) in ("level", "course") and not lead.group().endswith("为")
    return verb or _AGE_REACHED.search(text[:start]) is not None


def _is_in_name(text: str, start: int, end: int) -> bool:
    """Return whether a number is part of a name, a year or an enumeration in the text (12岁儿童, 2025年, 5G, 三个方面)."""
    if text[start].isdecimal() and _is_age_reached(text, start):
        return False
    if _BEFORE_A_NAME.search(text[:start]) and not _LIMIT.match(text, start):
        return True
    if not text[start].isdecimal() and text[end : end + 1] == "次":
        return _SO_OFTEN.search(text[:start]) is None
    if text[start].isdecimal() and _IN_A_NAME.match(text, start) is not None:
        return True
    depth = (
        text.count("（", 0, start)
        + text.count("(", 0, start)
        - text.count("）", 0, start)
        - text.count(")", 0, start)
    )
    return depth > 0 or text.count("《", 0, start) > text.count("》", 0, start)


def _end(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a number ends with its range, unit and suffix, and where its unit ends."""
    if ratio := _RATIO.match(text, start):
        return _with_suffix(text, ratio.end()), ratio.end()
    if between := _RANGE.match(text, end):
        unit = units.scan(text, end)
        if not between["unit"] or unit == end + len(between["unit"]):
            further = _DIGITS.match(text, between.end())
            end = further.end() if further else end
    if odd := _ODD.match(text, end):
        end = odd.end()
    end = units.scan(text, end)
    if whom := _OF_WHOM.match(text, end):
        end = whom.end()
    if kind := _OR_OF.match(text, end):
        end = kind.end()
    if (grade := _GRADE.match(text, end)) and text[end - 1].isdecimal():
        end = grade.end()
    return _with_suffix(text, end), end


_OF_WHOM = Pattern("(?:活产儿?|人年)(?=及?以[上下])")  # 50/10万活产及以下
_OR_OF = Pattern("[（(][套间件处家个张座次]+[）)]")  # 300套（间）
_GRADE = Pattern("[A级]{1,2}级?|星级?")


def _with_suffix(text: str, end: int) -> int:
    suffix = _SUFFIX.match(text, end)
    end = suffix.end() if suffix else end
    level = _AT_LEVEL.match(text, end)
    return level.end() if level else end


_AT_LEVEL = Pattern("的?(?:水平|标准)(?:及?以上)?(?=$|[，。；、）)])")  # 达3级以上标准


def _kind(lead: str) -> str | None:
    """Return the kind of the last verb before a number (`level`, `count`, `course`), `level` for a sign without a
    verb; None without either.
    """
    if _COURSE.search(lead):
        return "course"
    counts = max((found.start() for found in _COUNTS.finditer(lead)), default=-1)
    level = max((found.start() for found in _LEVEL.finditer(lead)), default=-1)
    if counts > level:
        return "count"
    return "level" if level >= 0 or _SIGN.search(lead) else None


_SIGN = Pattern(lambda: _any(_SIGNS))
