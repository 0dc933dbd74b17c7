"""What words say of a value's time and kind: 上半年, 1—9月, 截至9月底, 全年; 预计, 计划数; 实际 (docs/semantics.md, section 5).

Every function takes normalised words (`headings.plain`). Pure, and cached: sheets repeat themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from healthplan_cli.lexicon import Pattern
from healthplan_cli.model import Observation
from healthplan_cli.record import record
from healthplan_cli.wording.normalise import plain

_Y = r"(?:19|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TO = r"[-—~至到]"
_Q = "[一二三四1-4]"
_AGE = "(?![龄经嫂])"  # 6月龄 is an age
_MENTION = Pattern(
    rf"(?P<range>(?<![\d.])(?P<first>{_M})月?份?{_TO}(?:{_Y}年?)?(?P<last>{_M})月份?{_AGE}[底末]?"
    rf"|(?<=\d\d\d\d[./])(?P<first2>{_M}){_TO}(?:{_Y}[./])?(?P<last2>{_M})(?!\d)月?)(?:累计)?"
    rf"|(?P<until>(?:截至|截止到?|[至到])(?:目前|当前|(?:{_Y}[年./-])?(?P<month>{_M})(?:月{_AGE}|[./-](?=\d))"
    r"(?:(?P<day>\d{1,2})[日号]?|[底末份])?止?))(?:累计)?"
    rf"|(?P<loose>(?<![\d.])(?P<month2>{_M})月{_AGE}(?:(?P<day2>\d{{1,2}})[日号]|(?P<of>份|[上中下]旬)|[底末])?)(?:累计)?"
    rf"|(?P<months>[前头近](?P<count>{_M})个月)(?:累计)?"
    rf"|(?P<quarter>(?P<up>前)?第?(?P<q>{_Q})(?:(?:{_TO}|[、和及])第?(?P<q2>{_Q})|[二三四]{{1,2}})?个?(?:季度[末底]?|季报|季末|季(?=$|\)))"
    r"|(?<![a-z])q(?P<q3>[1-4])(?:[-—~]q?(?P<q4>[1-4]))?(?![a-z\d])|[本当]?季度?(?:报|末)|[本当各]季|季度|quarter)(?:累计)?"
    r"|(?P<half>[上下前后]半年度?|(?<![每逢])半年[度报末]?|(?<![a-z])h[12](?![a-z\d])|(?<=\d)年?中报"
    r"|年中(?=[数值报快统完]|$|\))|half-?_?year|semi-?_?annual)(?:累计)?"
    r"|(?P<month_alone>当月|本月|单月|月报|月度|旬报)"
    r"|(?P<whole>全年度?|年度累计|(?<!半)年报|年[底末终])(?:累计)?"
)
_YEAR_BEFORE = Pattern(rf".*?(?P<year>{_Y})(?:年度?的?|[./-])?$")
_NUMBERS = {
    word: at
    for at, word in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)
}


@record(frozen=True, slots=True)
class Mention:
    """A period that words name: where, of which year (None: they don't say), whether it is the whole year or its end.

    `loose`: a single month or a day, which may date the paper and not the value. `month`: which, of a single month.
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
class Scope:
    """What words say of values: `part` a period less than a year, `whole` all of it or its end; `plan` a forecast or a
    plan, `done` actual values. The words themselves, or nothing. `month`: the one month that is all of the period.
    """

    part: str = ""
    whole: bool = False
    plan: str = ""
    done: bool = False
    month: int = 0

    def over(self, wider: Scope) -> Scope:
        """This scope, and what only words farther from the value say."""
        if wider is NOTHING_SAID:
            return self
        told, kind = self.part or self.whole, self.plan or self.done
        return Scope(
            self.part if told else wider.part,
            self.whole if told else wider.whole,
            self.plan if kind else wider.plan,
            self.done if kind else wider.done,
            self.month if told else wider.month,
        )

    @property
    def observation(self) -> Observation:
        """What kind of value it is."""
        if self.plan:
            return Observation.FORECAST
        return Observation.PART_YEAR if self.part else Observation.ACTUAL

    @property
    def words(self) -> str | None:
        """The words that tell it from an actual value of the year."""
        return self.plan or self.part or None


NOTHING_SAID = Scope()


def _number(text: str | None) -> int:
    if not text:
        return 0
    return _NUMBERS.get(text) or int(text)


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """The periods that words name, in their order."""
    found = []
    for match in _MENTION.finditer(text):
        first, last = (_number(match[name] or match[f"{name}2"]) for name in ("first", "last"))
        month, day = _number(match["month"] or match["month2"]), match["day"] or match["day2"]
        quarter = _number(match["q"] or match["q3"]), _number(match["q2"] or match["q4"])
        ends = month == 12 and day in (None, "31") and not match["of"]
        whole = bool(match["whole"] or ends or (first, last) == (1, 12) or quarter == (1, 4))
        whole = whole or _number(match["count"]) == 12 or bool(match["up"] and quarter[0] == 4)
        found.append(
            Mention(
                match[0],
                match.start(),
                match.end(),
                _year_of(match[0], text[: match.start()]),
                whole,
                bool(match["loose"]),
                month if match["loose"] and not day and match[0][-1] not in "底末计" else 0,
                bool(day),
            )
        )
    return tuple(found)


def _year_of(words: str, before: str) -> int | None:
    """The year in a mention, or right before it; None for two."""
    found = [_YEAR_BEFORE.match(before), _INNER_YEAR.match(words)]
    years = {int(match["year"]) for match in found if match}
    return years.pop() if len(years) == 1 else None


_INNER_YEAR = Pattern(rf"(?:.*?\D)?(?P<year>{_Y})[年./-]")


# ── a few words: a heading, a cell ──

_PLANNED = "预计|预测|预估|预期(?!寿命|性)|力争|争取|拟(?=完成|达到)"
_FORECAST = Pattern(
    rf"(?P<plan>(?:{_PLANNED})(?:可?(?:完成|达到?|实现))?(?:数值|数据|情况|数|值)?|forecast|projected)"
)
_AIMED = Pattern(
    r"(?:(?:年度?|全年|规划|工作|考核|下达|分解|预期|总体|发展|指标|目标|计划|任务|责任|建议|阶段|序时|中期)*(?:目标|计划|任务)"
    r"(?:任务|指标|安排|下达|分解)*|(?:任务|目标)?(?:下达|分解)(?=[数值])|(?:计划|应)(?:完成|达到|实现))(?:数值|数据|数|值|量)?$"
)
_AIM_FOR = Pattern(
    r"(?:年度?|全年|规划|工作|目标|计划|任务|指标)*(?=实际|完成(?!率|比|进度|程度|百分)|执行|实现(?!率|程度)|进展)"
)


@lru_cache(maxsize=4096)
def taken(text: str) -> tuple[str, Scope]:
    """A heading without the words that say which period or that it is a forecast, and what they say."""
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
    return rest.replace("()", ""), Scope(part, whole and not part, plan, month=month)


def is_aim(text: str) -> bool:
    """Whether a heading is of targets and plans: 目标值, 年度计划, 目标任务数."""
    return _AIMED.match(text) is not None


def without_aim(text: str) -> str:
    """A heading of what has come of a target without the target: 目标完成情况 is 完成情况."""
    match = _AIM_FOR.match(text)
    return text[match.end() :] if match else text


_MARKED = Pattern(r"(?P<body>.*\d.*)\((?P<inside>[^()]*)\)$")
_WORDS = Pattern(r"[^\d<>≥≤=.〔(]+")
_LINK = ":,;、为是约"


@lru_cache(maxsize=8192)
def split_value(text: str) -> tuple[str, Scope]:
    """A cell's value and what is said beside it: 62(上半年), 预计29, 1-6月:6. The words as they are where nothing is."""
    if text.isascii() and "q" not in text and "h" not in text:
        return text, NOTHING_SAID
    bracket = _MARKED.match(text)
    if bracket is not None:
        rest, scope = taken(bracket["inside"])
        if scope is not NOTHING_SAID and scope != NOTHING_SAID and _is_all(rest):
            return bracket["body"], scope
        if is_aim(bracket["inside"]):
            return bracket["body"], Scope(plan=bracket["inside"])
    for mention in mentions(text):
        around = text[: mention.start], text[mention.end :]
        scope = Scope("" if mention.whole else mention.words, mention.whole, month=mention.month)
        if not around[0].strip(_LINK) and around[1].lstrip(_LINK)[:1].isdecimal():
            return around[1].lstrip(_LINK), scope
        if not around[1] and around[0][-1:] in "人例家%‰岁张" + "0123456789":
            return around[0], scope
    plan = _FORECAST.search(text)
    if plan is not None and plan[0]:
        before, after = text[: plan.start()], text[plan.end() :]
        if bool(before) != bool(after) and any(char.isdecimal() for char in before + after):
            return (before + after).lstrip(_LINK), Scope(plan=plan[0])
    return text, NOTHING_SAID


def _is_all(rest: str) -> bool:
    """Whether nothing that matters is left of a bracket's words: a year, 数据, 累计."""
    return _FILLING.match(rest) is not None


@lru_cache(maxsize=4096)
def named_period(name: str) -> tuple[str, Scope]:
    """An indicator's name without the period that a sheet puts before or behind it, and that period: 上半年门诊量, 门诊量(预计)."""
    bracket = _NAMED.match(name)
    if bracket is not None:
        rest, scope = taken(bracket["inside"])
        if scope != NOTHING_SAID and _is_all(rest):
            return bracket["before"], scope
        if is_aim(bracket["inside"]):
            return bracket["before"], Scope(plan=bracket["inside"])
    first = next(iter(mentions(name)), None)
    if first is not None and first.end < len(name) and _is_all(name[: first.start]):
        return name[first.end :].removeprefix("的"), Scope("" if first.whole else first.words, first.whole)
    return name, NOTHING_SAID


_NAMED = Pattern(r"(?P<before>.+)\((?P<inside>[^()]*)\)$")
_FILLING = Pattern(rf"(?:{_Y}年?度?)?(?:[,、]|的|累计|合计|统计|完成|实际|初步|快报|数据|数值|数|值)*$")


# ── running words: titles, names of files and sheets, notes, sources ──

_CLAUSE = Pattern(r"[^,;。、()〔〕及和与暨|_\s]+")
_TITLE_AIM = Pattern(rf"{_PLANNED}|(?<!行动)(?<![五三]年)计划(?!生育|免疫|管理)|目标|任务|forecast|projected")
_FORETOLD = Pattern(rf"{_PLANNED}|forecast|projected")
_TITLE_DONE = Pattern("完成|实际|实现|监测|评估|评价|核验|进展|执行|落实|推进|现状|达标|达到")
_ANY_YEAR = Pattern(rf"(?<!\d){_Y}(?!\d)")
_LATER = Pattern(r"明年|下一?年|下年度|后年|今后|下一?步|十五五")


@lru_cache(maxsize=4096)
def scope_of_title(text: str, year: int | None) -> Scope:
    """What a title, or the name of a sheet or a file, says of values of a year (None: not known yet)."""
    told = [item for item in mentions(text) if _is_of_title(item, year)]
    part = next((item for item in told if not item.whole), None)
    plan, foretold, done = "", False, False
    for match in _CLAUSE.finditer(text):
        clause = match[0]
        years = {int(found) for found in _ANY_YEAR.findall(clause)}
        if (years and year is not None and year not in years) or _LATER.search(clause):
            continue
        aim = _TITLE_AIM.search(clause)
        plan = plan or (aim[0] if aim else "")
        foretold = foretold or _FORETOLD.search(clause) is not None
        done = done or (_TITLE_DONE.search(clause) is not None and not _FORETOLD.search(clause))
    plan = plan if foretold or not done else ""
    whole = part is None and any(item.whole for item in told)
    return Scope(part.words if part else "", whole, plan if not done else "", done)


def scope_of_file(path: str, year: int | None) -> Scope:
    """What a file's name says of values of a year: 2023年上半年.csv, 目标任务.xlsx."""
    return scope_of_title(file_stem(path), year)


def file_stem(path: str) -> str:
    """A file's name as words are compared, without its folders and its ending."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return plain(name.rpartition(".")[0] or name)


def _is_of_title(item: Mention, year: int | None) -> bool:
    """Whether a title's period is that of its values: a day in another year, or in none, dates the paper."""
    if item.year is not None and year is not None and item.year != year:
        return False
    return not item.day or not item.loose or (item.year is not None and item.year == year)


_NARRATED = Pattern(
    r"(?:[之以]?[前后]|以?内|以上|一次|起|开始|以来|才|将|拟|再|另|继续|启动|开展|实施|印发|发布|出台|执行|施行|调整|改|搬|停|新建|投入|开工|建成|"
    r"挂牌|通过|获|召开|公布|公告|公报)"
)
_COMPARED = ("较", "比", "与", "同", "从", "自", "近", "每", "按", "满")
_PLAIN_DATE = Pattern(r"(?:数据|数值|统计|更新|时间|时点|口径|为|是|系|按|截至|截止|仅|只|到|至|:)*$")
_PLAIN_REST = Pattern(r"(?:累计|当月|统计|快报|实际|完成|初步|数据|数值|情况|时点|口径|数|值|止|的)*$")
_WHOLE_NOTE = Pattern(
    rf"(?:数据|数值|此数|该数|本数)?(?:为|是|系|属)?(?:{_Y}年?)?(?:全年度?|1月?{_TO}12月|一月?{_TO}十二月|年[底末终]|截?至?12月(?:[底末]|31日))"
    r"(?:累计|合计)?(?:完成|实际|统计)?(?:数据|数值|情况|数|值)?$"
)
_AIM_NOTE = Pattern(
    r"(?:为|是|系|按)?(?:年度?|全年|规划|工作|预期|下达|分解)*(?:计划|目标|任务)+(?:下达|分解)?(?:数值|数据|数|值)?$"
)
_NOTE_PLAN = Pattern(
    r"(?<![于较比超过到合])(?:预计|预测|预估|力争|争取|拟(?=完成|达到)|预期(?=[数值完达可能]|$))(?:数|值)?|(?:下达|分解)[数值]"
)
_SAID_DONE = Pattern("实际|已|全年数")


@lru_cache(maxsize=8192)
def scope_of_note(text: str, year: int | None) -> Scope:
    """What a note says of a value of a year. Free remarks (7月起口径调整, 较上半年好转) say nothing."""
    part = plan = ""
    whole = False
    for clause in _clauses(text):
        if _WHOLE_NOTE.match(clause):
            whole = whole or _concerns(clause, year)
            continue
        if _LATER.search(clause) or not _concerns(clause, year):
            continue
        for item in mentions(clause):
            if not item.whole and _is_of_value(item, clause):
                part = part or item.words
        found = _NOTE_PLAN.search(clause)
        if found and not _SAID_DONE.search(clause[: found.start()]):
            plan = plan or found[0]
        plan = plan or (clause if _AIM_NOTE.match(clause) else "")
    return Scope("" if whole else part, whole, plan)


def _clauses(text: str) -> Iterator[str]:
    return (match[0] for match in _NOTE_CLAUSE.finditer(text))


_NOTE_CLAUSE = Pattern(r"[^,;。()\n]+")


def _concerns(clause: str, year: int | None) -> bool:
    years = {int(found) for found in _ANY_YEAR.findall(clause)}
    return not years or year is None or year in years


def _is_of_value(item: Mention, clause: str) -> bool:
    """Whether a note's period is the value's, and not when something happened or what it is compared with."""
    before, after = clause[: item.start], clause[item.end :]
    if _NARRATED.match(after) or before[-1:] in _COMPARED or before.endswith(("过去", "连续")):
        return False
    if not item.loose:
        return True
    start = _ANY_YEAR.search(before)
    return bool(_PLAIN_DATE.match(before[: start.start()] if start else before) and _PLAIN_REST.match(after))


_SOURCE_AIM = Pattern(r"预计|预测(?!中心|所|处|科)|预估|目标任务|任务书|(?:计划|任务|目标)(?:分解)?表|分解表")


@lru_cache(maxsize=4096)
def scope_of_source(text: str, year: int | None) -> Scope:
    """What the name of a source says: 2023年上半年统计快报; a month may be when it was published."""
    part = next(
        (i.words for i in mentions(text) if not i.whole and not i.loose and i.year in (None, year)), ""
    )
    plan = _SOURCE_AIM.search(text)
    return Scope(part, plan=plan[0] if plan else "")


# ── years ──

# A year of a title: no end of a range (2021—2025年), no date (2024年3月5日), no document's (〔2022〕2号), no 2025年目标.
_TITLE_YEAR = Pattern(
    rf"(?<![\d〔\[./—–~至到-])({_Y})(?!年?[-—–~至到]+\d)(?:年(?!\d(?!\d?[-—–~至到]\d))(?!(?:规划|发展)?目标(?!任务|责任))|(?=\)))"
)
_AIM_YEAR = Pattern(rf"(?<![\d〔\[./—–~至到-])({_Y})年(?:规划|发展)?目标(?:任务|计划|分解|表|$)")
_NAME_YEAR = Pattern(
    rf"(?<!\d)(?P<year>{_Y})(?!\d)(?!年?(?:规划|发展)?目标(?!任务|责任))(?![-./]\d{{1,2}}(?!\d))(?!年\d{{1,2}}月\d)(?!〕\d+号)"
)


def year_of_titles(titles: tuple[str, ...]) -> int | None:
    """The one year that titles name, None for several; where there is none, that of a month (截至2023年9月底) or of
    targets that are all the table is about (2023年目标任务表)."""
    for years_in in (_years_said, _years_of_months, _years_of_aims):
        years = {year for title in titles for year in years_in(title)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def _years_said(title: str) -> set[int]:
    return {int(year) for year in _TITLE_YEAR.findall(title)}


def _years_of_months(title: str) -> set[int]:
    """The years of months; of a day only where it is said to end a period (截至2023年9月30日)."""
    return {item.year for item in mentions(title) if item.year and not (item.day and item.loose)}


def _years_of_aims(title: str) -> set[int]:
    return set() if scope_of_title(title, None).done else {int(year) for year in _AIM_YEAR.findall(title)}


def years_of_name(name: str) -> tuple[int, ...]:
    """The years in the name of a file or a sheet that may be its data's: no dates (2024-03-05), no documents' numbers."""
    found = {int(match["year"]) for match in _NAME_YEAR.finditer(name)} or _years_of_aims(name)
    return tuple(sorted(found))


_DATED = Pattern(rf"(?P<year>{_Y})(?:年度?|[./-])?$")
_DIGITS = Pattern(rf"(?P<year>{_Y})[-./]?(?P<month>0[1-9]|1[0-2]|[1-9])$")


@lru_cache(maxsize=4096)
def dated(text: str) -> tuple[int | None, Scope] | None:
    """A year and a period as one cell says them: 2023年上半年, 2023q3, 2023-06, 1—9月. None for anything else."""
    digits = _DIGITS.match(text) if text.isascii() else None
    if digits is not None and len(text) > 5:
        month = int(digits["month"])
        return int(digits["year"]), Scope("" if month == 12 else text, month == 12, month=month)
    rest, scope = taken(text)
    rest = rest.removeprefix("截至").removeprefix("截止")
    match = _DATED.match(rest)
    if match is None:
        return (None, scope) if not rest and scope != NOTHING_SAID else None
    return int(match["year"]), scope
