"""The period, kind and year of values according to titles, names of sheets and files, notes and sources.

`periods` reads headings and cells of a few words, this module running text. Every function takes normalised text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from healthplan_cli.base.lexicon import Pattern, atomic
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.periods import PLANNED, YEAR, PeriodMention, PeriodScope, mentions, taken

_TO = r"[-—~至到]"

_CLAUSE = Pattern(r"[^,;。、()〔〕及和与暨|_\s]+")
_TITLE_AIM = Pattern(rf"{PLANNED}|(?<!行动)(?<![五三]年)计划(?!生育|免疫|管理)|目标|任务|forecast|projected")
_FORETOLD = Pattern(rf"{PLANNED}|forecast|projected")
_TITLE_DONE = Pattern("完成|实际|实现|监测|评估|评价|核验|进展|执行|落实|推进|现状|达标|达到")
_ANY_YEAR = Pattern(rf"(?<!\d){YEAR}(?!\d)")
_LATER = Pattern(r"明年|下一?年|下年度|后年|今后|下一?步|十五五")


@lru_cache(maxsize=4096)
def scope_of_title(text: str, year: int | None, named: bool = False) -> PeriodScope:
    """Return the period and kind that a title gives a year's values (None: no year known).

    `named`: the text is the name of a sheet or file, in which q1 and h1 are periods only beside a year.
    """
    told = [item for item in mentions(text) if _is_of_title(item, year)]
    if named and not _ANY_YEAR.search(text):
        told = [item for item in told if not item.words.isascii()]
    part = next((item for item in told if not item.whole), None)
    plan, foretold, done = "", False, False
    for match in _CLAUSE.finditer(text):
        clause = match[0]
        years = {int(found) for found in _ANY_YEAR.findall(clause)}
        if (years and year is not None and year not in years) or _LATER.search(clause):
            continue
        aim = _TITLE_AIM.search(clause)
        plan = plan or (aim[0] if aim else "")
        clause_foretold = aim is not None and _FORETOLD.search(clause) is not None
        foretold = foretold or clause_foretold
        done = done or (not clause_foretold and _TITLE_DONE.search(clause) is not None)
    plan = plan if foretold or not done else ""
    whole = part is None and any(item.whole for item in told)
    return PeriodScope(part.words if part else "", whole, plan if not done else "", done)


def scope_of_file(path: str, year: int | None) -> PeriodScope:
    """Return the period and kind that a file's name gives a year's values: 2023年上半年.csv, 目标任务.xlsx."""
    return scope_of_title(file_stem(path), year, named=True)


def file_stem(path: str) -> str:
    """Return a file's name without folders and ending, normalised for comparison."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return plain(name.rpartition(".")[0] or name)


def _is_of_title(item: PeriodMention, year: int | None) -> bool:
    """Return whether a period in a title is that of its values; a day of another year, or of none, is the document's date."""
    if item.year is not None and year is not None and item.year != year:
        return False
    return not item.day or not item.loose or (item.year is not None and item.year == year)


_NARRATED = Pattern(
    r"(?:[之以]?[前后]|以?内|以上|一次|起|开始|以来|才|将|拟|再|已(?!完成[数值\d]|达|有?\d)|另|继续|启动|开展|实施|印发|发布|出台|执行|施行|调整|改|搬|停|新建|投入|开工|建成|"
    r"挂牌|通过|获|召开|公布|公告|公报)"
)
_COMPARED = ("较", "比", "与", "同", "从", "自", "近", "每", "按", "满")
_PLAIN_DATE = Pattern(r"(?:数据|数值|统计|更新|时间|时点|口径|为|是|系|按|截至|截止|仅|只|到|至|:)*$")
_PLAIN_REST = Pattern(
    atomic("(?:累计|当月|统计|快报|实际|完成|初步|数据|数值|情况|时点|口径|数|值|止|的)*", "rest") + "$"
)
_WHOLE_NOTE = Pattern(
    rf"(?:数据|数值|此数|该数|本数)?(?:为|是|系|属)?(?:{YEAR}年?)?(?:全年度?|1月?{_TO}12月|一月?{_TO}十二月|年[底末终]|截?至?12月(?:[底末]|31日))"
    r"(?:累计|合计)?(?:完成|实际|统计)?(?:数据|数值|情况|数|值)?$"
    r"|全年(?:累计|合计|共|完成|实际|为|约)*\d[\d.]*\D{0,4}$"
)
_AIM_NOTE = Pattern(
    rf"(?:{YEAR}年?)?(?:为|是|系|按)?(?:年度?|全年|规划|工作|预期|下达|分解)*(?:计划|目标|任务)+"
    r"(?:(?:下达|分解)?(?:数值|数据|数|值)?|完成[数值])(?:填报|填列|填写|测算)?$"
)
_NOTE_PLAN = Pattern(
    r"(?<![于较比超过到合])(?:预计|预测|预估|预判|估计(?=[数值]|$)|暂估|有望|力争|争取|拟(?=完成|达到)|预期(?=[数值完达可能]|$))(?:数|值)?|(?:下达|分解)[数值]"
)
_SAID_DONE = Pattern("实际|已|全年数")


@lru_cache(maxsize=8192)
def scope_of_note(text: str, year: int | None) -> PeriodScope:
    """Return the period and kind that a note gives a year's value; none for free remarks (7月起口径调整, 较上半年好转)."""
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
    return PeriodScope("" if whole else part, whole, plan)


_OTHER_YEAR = Pattern(
    rf"(?:此|该|本)?(?:数据|数值|数)?(?P<taken>为|是|系|用|取|采用|沿用|取自|引用|仍为|仍用)?(?:(?P<year>{YEAR})年?度?|(?P<last>上一?年度?|去年度?))(?:末|底)?的?"
    r"(?:调查|监测|统计|年报|普查|抽样|公布|最新|实际)*(?P<what>数据|数值|指标值|数|值|结果)?$"
)


@lru_cache(maxsize=4096)
def year_of_note(text: str, year: int | None) -> int | None:
    """Return the other year that a note gives for a value: 2022年数据, 沿用2022年, 为上年数. None where it gives none."""
    for clause in _clauses(text):
        match = _OTHER_YEAR.match(taken(clause)[0])
        if match is None or not (match["taken"] or match["what"]):
            continue
        if match["year"] or year is not None:
            return int(match["year"]) if match["year"] else (year or 0) - 1
    return None


def _clauses(text: str) -> Iterator[str]:
    return (match[0] for match in _NOTE_CLAUSE.finditer(text))


_NOTE_CLAUSE = Pattern(r"[^,;。()\n]+")


def _concerns(clause: str, year: int | None) -> bool:
    years = {int(found) for found in _ANY_YEAR.findall(clause)}
    return not years or year is None or year in years


def _is_of_value(item: PeriodMention, clause: str) -> bool:
    """Return whether a period in a note is the value's, and not the time of an event or a comparison."""
    before, after = clause[: item.start], clause[item.end :]
    if (
        _NARRATED.match(after)
        or "其中" in before
        or before[-1:] in _COMPARED
        or before.endswith(("过去", "连续"))
    ):
        return False
    if not item.loose:
        return True
    start = _ANY_YEAR.search(before)
    return bool(_PLAIN_DATE.match(before[: start.start()] if start else before) and _PLAIN_REST.match(after))


_SOURCE_AIM = Pattern(r"预计|预测(?!中心|所|处|科)|预估|目标任务|任务书|(?:计划|任务|目标)(?:分解)?表|分解表")


@lru_cache(maxsize=4096)
def scope_of_source(text: str, year: int | None) -> PeriodScope:
    """Return the period and kind that a source's name gives (2023年上半年统计快报); a single month may be its date of publication."""
    part = next(
        (i.words for i in mentions(text) if not i.whole and not i.loose and i.year in (None, year)), ""
    )
    plan = _SOURCE_AIM.search(text)
    return PeriodScope(part, plan=plan[0] if plan else "")


# ── years ──

# A year of a title: no end of a range (2021—2025年), no date (2024年3月5日), no document's (〔2022〕2号), no 2025年目标.
_TITLE_YEAR = Pattern(
    rf"(?<![\d〔\[./—–~至到-])({YEAR})(?!年?[-—–~至到]+\d)(?:年(?!\d(?!\d?[-—–~至到]\d))(?!(?:规划|发展)?目标(?!任务|责任))|(?=\)))"
)
_AIM_YEAR = Pattern(rf"(?<![\d〔\[./—–~至到-])({YEAR})年(?:规划|发展)?目标(?:任务|计划|分解|表|$)")
_NAME_YEAR = Pattern(
    rf"(?<!\d)(?P<year>{YEAR})(?!\d)(?!年?(?:规划|发展)?目标(?!任务|责任))(?![-./]\d{{1,2}}(?!\d))(?!年\d{{1,2}}月\d)(?!〕\d+号)"
)


def year_of_titles(titles: tuple[str, ...]) -> int | None:
    """Return the only year that a table's titles name; None for none or several.

    A year of its own goes before the year of a month (截至2023年9月底), and both before a year of targets
    (2023年目标任务表).
    """
    for years_in in (_years_said, _years_of_months, _years_of_aims):
        years = {year for title in titles for year in years_in(title)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def _years_said(title: str) -> set[int]:
    return {int(year) for year in _TITLE_YEAR.findall(title)}


def _years_of_months(title: str) -> set[int]:
    """Return the years beside a month in a title; beside a day only where it ends a period (截至2023年9月30日)."""
    return {item.year for item in mentions(title) if item.year and not (item.day and item.loose)}


def _years_of_aims(title: str) -> set[int]:
    return set() if scope_of_title(title, None).done else {int(year) for year in _AIM_YEAR.findall(title)}


def years_of_name(name: str) -> tuple[int, ...]:
    """Return the years in the name of a file or sheet that may be its data's; not those of dates (2024-03-05) and document numbers."""
    found = {int(match["year"]) for match in _NAME_YEAR.finditer(name)} or _years_of_aims(name)
    return tuple(sorted(found))
