"""Words on a value's period and kind: 上半年, 1—9月, 截至9月底, 全年; 预计, 计划数; 实际 (contract section 5).

Every function takes normalised text (`normalise.plain`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.lexicon import Pattern, atomic
from healthplan_cli.model import Observation

YEAR = r"(?:19|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TO = r"[-—~至到]"
_Q = "[一二三四1-4]"
_AGE = "(?![龄经嫂])"  # 6月龄 is an age
_DAYS = rf"(?P<first3>{_M})月(?P<from>\d{{1,2}})[日号]{_TO}(?:{YEAR}年)?(?P<last3>{_M})月(?P<to>\d{{1,2}})[日号]"  # 1月1日至6月30日
_MONTHS = (
    rf"(?<![\d.])(?P<first>{_M})月?份?{_TO}(?:{YEAR}年?)?(?P<last>{_M})月份?{_AGE}[底末]?"  # 1-6月, 1月至9月
)
_DIGITS_ONLY = rf"(?<=\d\d\d\d[./])(?P<first2>{_M}){_TO}(?:{YEAR}[./])?(?P<last2>{_M})(?!\d)月?"  # 2023.1-6
_UNTIL = (  # 截至9月底, 截至2023年9月30日, 至今
    rf"(?P<until>(?:截至|截止到?|[至到])(?:目前|当前|今(?!后)|(?:{YEAR}[年./-])?(?P<month>{_M})(?:月{_AGE}|[./-](?=\d))"
    r"(?:(?P<day>\d{1,2})[日号]?|[底末份])?止?)|(?:年初|今年|本年)以来)"
)
_MONTH = rf"(?P<loose>(?<![\d.])(?P<month2>{_M})月{_AGE}(?:(?P<day2>\d{{1,2}})[日号]|(?P<of>份|[上中下]旬)|[底末])?)"  # 6月末, 9月5日
_COUNTED = rf"(?:[前头近](?P<count>{_M})个月|[前头](?P<count2>{_M})月)"
_QUARTERS = (  # 前三季度, 一季度, 1-3季度, 三季报, q1-q3, 季度
    rf"(?P<up>前)?第?(?P<q>{_Q})(?:(?:{_TO}|[、和及])第?(?P<q2>{_Q})|[二三四]{{1,2}})?个?(?:季度[末底]?|季报|季末|季(?=$|\)))"
    r"|(?<![a-z])q(?P<q3>[1-4])(?:[-—~]q?(?P<q4>[1-4]))?(?![a-z\d])|[本当]?季度?[报末]|[本当各]季|季度|quarter"
)
_HALVES = (  # 上半年, 半年报, h1, 2023年中报
    r"[上下前后]半年度?|[上下]半(?=$|\))|(?<![每逢])半年[度报末]?|(?<![a-z])h[12](?![a-z\d])|(?<=\d)年?中报"
    r"|年中(?=[数值报快统完监评检督考自]|$|\))|half-?_?year|semi-?_?annual"
)
_SINGLE = "当月|本月|单月|月报|月度|旬报|(?<![a-z])ytd(?![a-z])"
_WHOLE = r"(?P<whole>全年度?|年度累计|(?<!半)年报|年[底末终])"
_MENTION = Pattern(
    rf"(?:{_DAYS}|{_MONTHS}|{_DIGITS_ONLY}|{_UNTIL}|{_MONTH}|{_COUNTED}|{_QUARTERS}|{_HALVES}|{_SINGLE}|{_WHOLE})(?:累计)?"
)
# What stands in every period's words: without any of it there is none.
_SIGNS = (*"月季半旬年今本报全至到截q-—~", "h1", "h2", "half", "semi", "ytd")
_YEAR_BEFORE = Pattern(rf".*?(?P<year>{YEAR})(?:年度?的?|[./-])?$")
_NUMBERS = {
    word: at
    for at, word in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)
}


@record(frozen=True, slots=True)
class PeriodMention:
    """A period mentioned in a text, with its start and end index; `year` is None where none is given, `whole`: the whole
    year or its end.

    `loose`: a single month or day, which may be the date of the document and not the value's period. `month`: that month.
    """

    words: str
    start: int
    end: int
    year: int | None = None
    whole: bool = False
    loose: bool = False
    month: int = 0
    day: bool = False


@record(frozen=True, slots=True)
class PeriodScope:
    """What words say of values: `part`, a period shorter than a year; `whole`, the year or its end; `plan`, a forecast or
    target; `done`, actual values. `part` and `plan` hold the words themselves, empty where there are none. `month`: a
    single month that is the period.
    """

    part: str = ""
    whole: bool = False
    plan: str = ""
    done: bool = False
    month: int = 0

    def over(self, wider: PeriodScope) -> PeriodScope:
        """Return this scope, with the period and kind that it leaves open taken from `wider`, a statement farther from the value."""
        if self is NOTHING_SAID or wider is NOTHING_SAID:
            return wider if self is NOTHING_SAID else self
        told, kind = self.part or self.whole, self.plan or self.done
        return PeriodScope(
            self.part if told else wider.part,
            self.whole if told else wider.whole,
            self.plan if kind else wider.plan,
            self.done if kind else wider.done,
            self.month if told else wider.month,
        )

    @property
    def observation(self) -> Observation:
        """The kind of values: actual, of a part of the year, or a forecast."""
        if self.plan:
            return Observation.FORECAST
        return Observation.PART_YEAR if self.part else Observation.ACTUAL

    @property
    def words(self) -> str | None:
        """The words that say that these aren't actual values of a whole year; None where they are."""
        return self.plan or self.part or None


NOTHING_SAID = PeriodScope()


def number(text: str | None) -> int:
    """Return a month, quarter or count in figures or Chinese numerals (9, 十一) as an int; 0 for none."""
    if not text:
        return 0
    return _NUMBERS.get(text) or int(text)


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[PeriodMention, ...]:
    """Return the periods that a text mentions, in order."""
    if not any(sign in text for sign in _SIGNS):
        return ()  # most words: they needn't wait for the pattern
    return tuple(_mention(match, text[: match.start()]) for match in _MENTION.finditer(text))


def _mention(match: re.Match[str], before: str) -> PeriodMention:
    first, last = (
        number(match[name] or match[f"{name}2"] or match[f"{name}3"]) for name in ("first", "last")
    )
    month, day = number(match["month"] or match["month2"]), match["day"] or match["day2"]
    quarter = number(match["q"] or match["q3"]), number(match["q2"] or match["q4"])
    ends = month == 12 and day in (None, "31") and not match["of"]
    days = match["from"] is None or (int(match["from"]), int(match["to"])) == (1, 31)
    years = _years_of(match[0], before)
    whole = match["whole"] or ends or ((first, last) == (1, 12) and days) or quarter == (1, 4)
    whole = whole or number(match["count"] or match["count2"]) == 12 or (match["up"] and quarter[0] == 4)
    alone = match["loose"] and not day and match[0][-1] not in "底末计"
    return PeriodMention(
        match[0],
        match.start(),
        match.end(),
        min(years) if len(years) == 1 else None,
        bool(whole) and len(years) < 2,
        bool(match["loose"]),
        month if alone else 0,
        bool(day),
    )


def _years_of(words: str, before: str) -> set[int]:
    """Return the years in a mention and directly before it."""
    found = [_YEAR_BEFORE.match(before), _INNER_YEAR.match(words)]
    return {int(match["year"]) for match in found if match}


_INNER_YEAR = Pattern(rf"(?:.*?\D)?(?P<year>{YEAR})[年./-]")


# ── a few words: a heading, a cell ──

PLANNED = "预计|预测|预估|预判|估计(?=数|值|完成|$)|暂估|有望|预期(?!寿命|性)|力争|争取|拟(?=完成|达到)"
_FORECAST = Pattern(
    rf"(?P<plan>(?:{PLANNED})(?:可?(?:完成|达到?|实现))?(?:数值|数据|情况|数|值)?|forecast|projected)"
)
_AIMED = Pattern(
    r"(?:(?:年度?|全年|规划|工作|考核|下达|分解|预期|总体|发展|指标|目标|计划|任务|责任|建议|阶段|序时|中期){0,9}(?:目标|计划|任务)"
    r"(?:任务|指标|安排|下达|分解){0,9}|(?:任务|目标)?(?:下达|分解)(?=[数值])|(?:计划|应)(?:完成|达到|实现))(?:数值|数据|数|值|量)?$"
)
_AIM_FOR = Pattern(
    r"(?:年度?|全年|规划|工作|目标|计划|任务|指标){0,9}(?=实际|完成(?!率|比|进度|程度|百分)|执行|实现(?!率|程度)|进展)"
)


@lru_cache(maxsize=4096)
def taken(text: str) -> tuple[str, PeriodScope]:
    """Return a heading without its words for period and forecast, and the scope that these words give."""
    part = plan = ""
    whole, month, rest, at = False, 0, "", 0
    for mention in mentions(text):
        rest, at = rest + text[at : mention.start], mention.end
        if mention.year and str(mention.year) not in rest:
            rest += f"{mention.year}年"
        whole = whole or mention.whole
        part = part or ("" if mention.whole else mention.words)
        month = mention.month
    rest += text[at:]
    for match in _FORECAST.finditer(rest):
        plan = plan or match[0]
    for words in {match[0] for match in _FORECAST.finditer(rest)}:
        rest = rest.replace(words, "")
    return rest.replace("()", ""), PeriodScope(part, whole and not part, plan, month=month)


def is_aim(text: str) -> bool:
    """Return whether a heading is of targets or plans: 目标值, 年度计划, 目标任务数."""
    return _AIMED.match(text) is not None


def without_aim(text: str) -> str:
    """Return a heading of attainment without the word for the target: 目标完成情况 → 完成情况. Other text is unchanged."""
    match = _AIM_FOR.match(text)
    return text[match.end() :] if match else text


_MARKED = Pattern(r"(?P<body>\D*+\d.*)[(〔](?P<inside>[^()〔〕]*)[)〕]$")
_LINK = ":,;、为是约"


@lru_cache(maxsize=8192)
def split_value(text: str) -> tuple[str, PeriodScope]:
    """Return a cell's value and the period or kind stated beside it: 62(上半年), 预计29, 1-6月:6. Other text is unchanged."""
    if text.isascii() and "q" not in text and "h" not in text:
        return text, NOTHING_SAID
    bracket = _MARKED.match(text)
    if bracket is not None:
        rest, scope = taken(bracket["inside"])
        if scope is not NOTHING_SAID and scope != NOTHING_SAID and _is_all(rest):
            return bracket["body"], scope
        if is_aim(bracket["inside"]):
            return bracket["body"], PeriodScope(plan=bracket["inside"])
    for mention in mentions(text):
        around = text[: mention.start], text[mention.end :]
        scope = PeriodScope("" if mention.whole else mention.words, mention.whole, month=mention.month)
        if not around[0].strip(_LINK) and around[1].lstrip(_LINK)[:1].isdecimal():
            return around[1].lstrip(_LINK), scope
        if not around[1] and around[0][-1:] in "人例家%‰岁张" + "0123456789":
            return around[0], scope
    plan = _FORECAST.search(text)
    if plan is not None and plan[0]:
        before, after = text[: plan.start()], text[plan.end() :]
        if bool(before) != bool(after) and any(char.isdecimal() for char in before + after):
            rest, own = split_value((before + after).lstrip(_LINK))  # 预计全年6例
            return rest, PeriodScope(own.part, plan=plan[0])
    return text, NOTHING_SAID


def _is_all(rest: str) -> bool:
    """Return whether the words left in a bracket besides its period can be ignored: a year, 数据, 累计."""
    return _FILLING.match(rest) is not None


@lru_cache(maxsize=4096)
def named_period(name: str) -> tuple[str, PeriodScope]:
    """Return an indicator's name without the period or kind before or behind it (上半年门诊量, 门诊量(预计)), and that period or kind."""
    bracket = _NAMED.match(name)
    if bracket is not None:
        rest, scope = taken(bracket["inside"])
        if scope != NOTHING_SAID and _is_all(rest):
            return bracket["before"], scope
        if is_aim(bracket["inside"]):
            return bracket["before"], PeriodScope(plan=bracket["inside"])
    first = next(iter(mentions(name)), None)
    if first is not None and first.end < len(name) and _is_all(name[: first.start]):
        return name[first.end :].removeprefix("的"), PeriodScope(
            "" if first.whole else first.words, first.whole
        )
    return name, NOTHING_SAID


_NAMED = Pattern(r"(?P<before>.+)\((?P<inside>[^()]*)\)$")
_FILLING = Pattern(
    rf"(?:{YEAR}年?度?)?"
    + atomic("(?:[,、]|的|累计|合计|统计|完成|实际|初步|快报|数据|数值|数|值)*", "filling")
    + "$"
)


_DATED = Pattern(rf"(?P<year>{YEAR})(?:年度?|[./-])?$")
_DIGITS = Pattern(rf"(?P<year>{YEAR})[-./]?(?P<month>0[1-9]|1[0-2]|[1-9])$")


@lru_cache(maxsize=4096)
def dated(text: str) -> tuple[int | None, PeriodScope] | None:
    """Return the year (None: not given) and the period in a cell: 2023年上半年, 2023q3, 2023-06, 1—9月. None for other text."""
    digits = _DIGITS.match(text) if text.isascii() else None
    if digits is not None and len(text) > 5:
        month = int(digits["month"])
        return int(digits["year"]), PeriodScope("" if month == 12 else text, month == 12, month=month)
    rest, scope = taken(text)
    rest = rest.removeprefix("截至").removeprefix("截止")
    match = _DATED.match(rest)
    if match is None:
        return (None, scope) if not rest and scope != NOTHING_SAID else None
    return int(match["year"]), scope
