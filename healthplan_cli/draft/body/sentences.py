"""A paragraph → sentences → clauses: when each is due, how firmly it is promised, who is responsible, whether it is about the past."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern

_OPEN = "（(《“‘〔[【"
_CLOSE = "）)》”’〕]】"
_ENDS = "。；;！!？?"
_COMMAS = "，,：:"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as printed, and what applies to it.

    `due`: its year, from itself or an earlier sentence (`years`: all of them); `responsible`: the responsible body;
    `past`: it is about the past; `dated_by`: the words of the earlier sentence that its year comes from.
    """

    text: str
    due: int | None = None
    years: tuple[int, ...] = ()
    responsible: str | None = None
    past: bool = False
    dated_by: str | None = None


def cut(text: str, signs: str) -> list[str]:
    """Return the pieces of a text between signs that stand outside of brackets and quotes."""
    pieces, start, depth = [], 0, 0
    for place, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in signs and not (depth and _closes(text, place)) and not _in_number(text, place):
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return [piece for piece in pieces if piece]


def _closes(text: str, place: int) -> bool:
    """Return whether an open bracket is closed within reach; one that isn't (its counterpart lost in print) is ignored."""
    return any(char in _CLOSE for char in text[place : place + 80])


def _in_number(text: str, place: int) -> bool:
    """Return whether a sign stands between two digits (1:1.3, 1,500)."""
    return (
        text[place] in ",，:："
        and text[place - 1 : place].isdecimal()
        and text[place + 1 : place + 2].isdecimal()
    )


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence between its commas, without those too long for a clause (a table's cells run together)."""
    return [clause for clause in cut(sentence, _COMMAS) if len(clause) <= _LONGEST_CLAUSE]


_LONGEST_CLAUSE = 250


# ── when ──

_BY_THEN = Pattern(
    r"(?:到|至|争取|于)(?P<year>20\d\d)年|(?P<before>20\d\d)年(?:\d{1,2}月)?年?[底末]?(?:之前|以前|前)(?!(?:建成|竣工|投用|出生)的)|(?<![\d较比从由自])(?P<at>20\d\d)年(?:年?[底末])?(?=[，,])|(?P<late>20\d\d)年(?:年?[底末])(?=[\u4e00-\u9fff])(?!(?:之前|以前|前)?(?:建成|竣工|投用|出生)的)|(?:^|[，,；;：:）)①-⑳])(?P<first>20\d\d)年(?=[\u4e00-\u9fff\d≥≤＞＜><])(?!\d{1,2}月|(?:度|版|以来|的?基础)|(?:年?[底末])?(?:之前|以前|前)?(?:建成|竣工|投用|出生)的)|(?<![较比从由自\d])(?P<then>20\d\d)年(?:\d{1,2}月)?(?:年?[底末初])?(?:要|应|力争|争取|确保|基本|全面|正式|如期|全线|首[台批]\w{0,8}?)*(?=达到?(?!了)|实现|建成(?!的)|完成|降|提高|控制|创|不低于|不高于|不超过|投[产用运入](?!的)|通[水车航气](?!的)|竣工(?!的)|启用|开[园馆](?!的)|并网(?!的)|贯通|完工(?!的))"
)
_BY_PLAN = Pattern(
    '(?<![较比从由自])(?<![较比从由自][“"])[“"]?十(?P<which>[三四五六])五[”"]?(?:规划)?(?:时期|期间|规划期)?(?:末期|期末|末|结束)(?!的?(?:水平)?的?基础)'
)
_PLAN_END = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}


def years_due(sentence: str) -> list[int]:
    """Return the years by which a sentence promises something, in its order: 到2022年和2030年 has two."""
    found = []
    for match in _BY_THEN.finditer(sentence):
        found.append(int(next(filter(None, match.group("year", "before", "at", "late", "first", "then")))))
        if also := _AND_YEAR.match(sentence, match.end()):
            found.append(int(also["year"]))
    found += [_PLAN_END[match["which"]] for match in _BY_PLAN.finditer(sentence)]
    return list(dict.fromkeys(found))


_WITHIN_PLAN = Pattern(
    '[“"]?十(?P<which>[三四五六])五[”"]?(?:规划)?(?:时期|期间|期内)(?![末结])|规划期(?:内|间)|(?<![过近前])五年(?:内|间)'
)


def spans_plan(words: str, base: int | None) -> bool:
    """Return whether words promise for the whole of the plan's years (“十五五”期间, 规划期内), so that the due year is the last."""
    match = _WITHIN_PLAN.search(words)
    return match is not None and (match["which"] is None or base is None or _PLAN_END[match["which"]] > base)


_AND_YEAR = Pattern(r"[和、及与](?:到)?(?P<year>20\d\d)年")

_LEADS = Pattern(
    "(?:[^，,：:\\d]{0,8}?(?:到|至))?20\\d\\d年(?:年?[底末])?(?:[和、及与](?:到)?20\\d\\d年(?:年?[底末])?)?(?:之前|以前|前)?[，,：:]"
    '|[^，,：:\\d]{0,8}?(?:到|至)20\\d\\d年|[^，,：:]{0,6}[“"]?十[三四五六]五[”"]?'
)


def leads(sentence: str) -> bool:
    """Return whether a sentence begins with its year (到2025年，…), which then applies to the next sentences too; that
    in 2023年前实现… doesn't.
    """
    return _LEADS.match(sentence) is not None


# ── what has been ──

_WAS = Pattern(
    r"(?P<name>.*?)(?<![较比从由自到至\d])(?P<year>(?:19|20)\d\d)年(?:年?[底末]|基期)?(?:值|数)?(?:为|是|达到?|约)?(?=[\d≥≤＞＜><])(?!\d{1,2}月)[^至到]*$"
)
_NATURE = Pattern(r"[(（](?:约束|预期|倡导)性(?:指标)?[)）]")


def was_in_year(clause: str, base: int | None) -> str | None:
    """Return the name of the thing of which a clause gives a past year's value; empty where it has no name
    (2020年78.2岁), None for another clause.
    """
    match = _WAS.match(clause)
    if match is None or base is None or int(match["year"]) > base or years_due(clause + "，")[1:]:
        return None
    return match["name"]


def of_no_nature(clause: str) -> str:
    """Return a clause without the nature in brackets that stands after a listed indicator."""
    return _NATURE.sub("", clause)


_HAS_BEEN = Pattern(
    r"截[至止]目前|[三四五]年来|(?:全[市区县省州]|我[市区县省]|辖区)(?:现|共)?有[^，]{0,10}\d|总面积(?:约|为)?\d|(?:不到|仅为?|仅有|只有)\d|缺口(?:约|达|为)\d|(?<!20\d\d年)以来|(?<![(（由从])目前|现有(?!的?(?:水平|基础))[^，]{0,12}\d|现已|已经|近年|过去|历年来|[取获]得了|实现了|提高了|下降了|增加了|达到了|"
    r"超额完成|圆满收官|历史性|创历史|(?<![而应])已(?!婚|知|育|故|离|登记|确诊|签约|控制|有)[\u4e00-\u9fff]"
)
_SURVEYED = Pattern(
    "(?:研究|调查|监测|数据|统计|资料|结果)(?:显示|表明)|据(?:统计|估计|估算|调查|测算)|^我国(?![^，]*(?:到|力争|确保))"
)
_LAST_PLAN = Pattern('[“"]?十(?P<which>[一二三四五])五[”"]?(?:规划)?(?:时期|期间|以来|期末|末|规划期)?')
_COMPARED = Pattern(
    r"(?:19|20)\d\d年(?:年?[底末])?(?:之?前|以前)?(?:已)?(?:建成|竣工|开工|投运|投产|投用|出生)的|(?:在[“\"]?十[一二三四五]五[”\"]?(?:期?末)?(?:的?水平)?的?基础上|[较比][“\"]?十[一二三四五]五[”\"]?(?:期?末))|(?:较|比|与|从|由|自|在|以|按|同|高于|低于|不低于|不高于|超过|达到)[“\"]?(?:19|20)\d\d年(?:年?[底末])?(?:的|为基|基础|水平|相比|上|时)?"
)
_YEAR = Pattern(r"(?P<year>(?:19|20)\d\d)年")


def looks_back(sentence: str, base: int | None) -> bool:
    """Return whether a sentence is about the past; `base` is the year before the plan's first."""
    due = years_due(sentence)
    ahead = any(base is None or year > base for year in due)
    compared = _COMPARED.sub("", sentence)
    if base is not None:
        plans = {int(_PLAN_END.get(found["which"], 2015)) for found in _LAST_PLAN.finditer(compared)}
        if plans and max(plans) <= base and not ahead:
            return True
        years = [int(found["year"]) for found in _YEAR.finditer(compared)]
        if years and max(years) <= base:
            return True
    return bool(_HAS_BEEN.search(sentence) or _SURVEYED.search(sentence)) and not ahead


# ── how firmly, and who ──

_HEDGES = ("力争", "争取", "鼓励", "原则上", "探索", "试点", "引导", "努力", "倡导")
_UNITS = "(?:主要)?(?:责任|牵头|负责|实施|配合|主责)(?:单位|部门|主体)"
_RESPONSIBLE = Pattern(
    rf"[(（【〔]{_UNITS}[:：为]?(?P<who>[^)）】〕]+)[)）】〕]|{_UNITS}[:：](?P<line>[^。]+)。?$|"
    r"[(（](?P<lead>[^()（）]{2,200}?)(?:按?职责分工|分别|按职责)?(?:牵头)?(?:负责|牵头)[)）]"
)
_LED_BY = Pattern(r"由(?P<by>[^，。；的]{2,30}?)(?:牵头|负责)(?=[，。；]|$)")
_ON_DUTY = Pattern("(?:按照?)?职责(?:分工)?$|分别$")


def hedge(words: str) -> str | None:
    """Return the word that weakens a promise (力争, 争取, 鼓励); None without one."""
    bare = _NO_HEDGE.sub("", words)
    return next((word for word in _HEDGES if word in bare), None)


# 产业引导基金, 宣传引导; and what others are to do beside what is promised behind the comma: 引导社会力量参与，…
_NO_HEDGE = Pattern(
    "(?:引导|鼓励|倡导)[^，]{2,20}?(?:参与|投入|进入|加入|介入|支持|捐赠|投资)$|引导(?=基金|资金|员|性|目录|标识|能力|作用|机制)|(?<=宣传|舆论|政策|规划|价格|消费)引导"
)
_HEDGED = Pattern("^(?:力争|争取|努力|确保|要|应(?!.尽)|须)+(?=[\u4e00-\u9fff])")


def unhedged(target: str) -> str:
    """Return a target without the 力争 before it, which is kept elsewhere."""
    return _HEDGED.sub("", target)


def responsible(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the parts of a text with their responsible bodies: （责任单位：市教育局） applies to what stands before it."""
    start = 0
    for match in _RESPONSIBLE.finditer(text):
        who = next(filter(None, match.groups()))
        yield text[start : match.start()], _ON_DUTY.sub("", who).strip("。；，")
        start = match.end()
    yield text[start:], None


def answers_alone(text: str) -> str | None:
    """Return the responsible body in a paragraph that says nothing else (责任单位：县卫生健康局) and applies to what stands above; else None."""
    parts = list(responsible(text))
    return parts[0][1] if len(parts) == 2 and not parts[0][0] and not parts[1][0] else None


_DEFINES = Pattern("^[^，]{1,24}(?:是指|系指|指的是)")


_TITLES = Pattern(r"(?:——[^\d]*|[^\d，,《%]{2,18})$")


def sentences(text: str, base: int | None, past: bool) -> Iterator[Sentence]:
    """Yield a paragraph's sentences; the year that begins one (到2025年，…) applies to the next ones until another year does."""
    due: tuple[int, ...] = ()
    dated_by = None
    for part, who in responsible(text):
        for order, piece in enumerate(pieces := cut(part, _ENDS)):
            if _DEFINES.search(piece) or (order == 0 and len(pieces) > 1 and _TITLES.match(piece)):
                continue  # an explanation, or what the paragraph is called
            named = tuple(year for year in years_due(piece) if base is None or year > base)
            if not named and spans_plan(piece, base):
                due, dated_by = (), None
            own = named or due
            if named and leads(piece):
                due, dated_by = named, piece
            led = _LED_BY.search(piece)
            yield Sentence(
                piece,
                own[0] if own else None,
                own,
                who or (led["by"] if led else None),
                past or looks_back(piece, base),
                dated_by if due and not named else None,
            )
