"""Text of a target → Target. One function for each row of the wording table (contract section 4).

A row takes a cursor that stands after the prefixes (力争, 到2025年, …) and returns its rule or None. Every rule that
reaches the end of the text is a reading: two that differ are refused. When none does, the error points at the furthest
character reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern, lexicon
from healthplan_cli.language import words
from healthplan_cli.language.changes import annual_change, change, multiple, trend
from healthplan_cli.language.levels import (
    approx,
    between,
    both_ends,
    chained,
    covered,
    every_year,
    external,
    grade,
    nothing_happens,
    proportional,
    ratio,
    reach,
    relation,
    slowing,
    stable,
)
from healthplan_cli.language.lists import Row, each
from healthplan_cli.language.normalise import check_length, normalise
from healthplan_cli.language.shield import NAMING, plain, shielded
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import NoTarget, Rule, Target

NO_TARGET = frozenset(
    ("", "—", "——", "-", "--", "/", "…", "……", "...", "无", "无目标", "不设目标", "未设目标", "不设")
)

_DUE = Pattern(
    r"(?:到|至|截至|截止|截止到|在)?(?P<year>20\d\d)年(?:\d{1,2}月)?(?:年底|年末|底|末)?(?:之前|以前|前|时|止)?[,:]?(?!的?基础|为基|水平|相比)"
)
_DUE_PLAN = Pattern(
    r"(?:到|至|截至)?十(?P<which>[三四五六])五(?:规划)?(?:期末|末期|末|时期末|结束时)(?:,|:)?"
)
_DUE_END = lexicon("到规划期末 规划期末 到期末 期末 到规划期末, 规划期末,")
_PERIOD = Pattern(
    r"(?:十(?P<which>[三四五六])五(?:期间|时期|规划期内|规划期)|规划期内|规划期间|期内|未来五年|今后五年|(?:五年|5年)(?:内|间|里|(?=(?:累计|总计|共计|合计|总共|一共|共)?[培新引招选轮救资发举完评筛]))),?"
)
_PLAN_END = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}

_REMARK = Pattern(
    r"目前|现状|现为|当前|基期|基线|20\d\d年(?:为|是|:)?\d|20\d\d年(?:基期|实际|现状)|以.+为单位$|按|约束性$|预期性$|.*口径$|以常住人口"
)


@record(frozen=True, slots=True)
class _Frame:
    """What stands around the rule: none of it changes the arithmetic but the due year."""

    modality: str | None
    due: int | None
    remark: str | None
    cumulative: bool
    subject: str | None = None


_ROWS: tuple[Row, ...] = (
    external, covered, nothing_happens, grade, ratio, multiple, proportional, slowing, stable,
    annual_change, change, trend, every_year, between, both_ends, chained, approx, relation, reach,
)  # fmt: skip


# What begins with a number or a sign is most often a level: asked first, the other rows' patterns stay uncompiled.
_NUMBER_FIRST: tuple[Row, ...] = (
    relation,
    ratio,
    reach,
    *(row for row in _ROWS if row not in (relation, ratio, reach)),
)
_NUMERIC = frozenset("0123456789.≥≤<>=")


# ── the whole text ──


def parse_target(text: str) -> Target:
    """A target's words as a rule.

    Raises NotUnderstood, with the place in `text` where understanding stopped, for words that fit no rule
    (contract section 4: a wording that fits no rule is an error).
    """
    check_length(text)
    normal = normalise(text)
    if normal.text in NO_TARGET:
        return Target(text, NoTarget())
    cursor = Cursor(shielded(normal))
    frame = _take_frame(cursor)
    found = _settled(text, cursor, _readings(cursor, frame))
    unit = units.canonical(found[1].remark) if found is not None and found[1].remark else None
    if found is not None and unit is not None:
        found = _with_unit(found, unit)
    if found is None:
        raise cursor.error(tr("读到这里看不懂"))
    rule, frame = found
    subject, remark = (plain(words_) if words_ else None for words_ in (frame.subject, frame.remark))
    return Target(text, rule, frame.modality, frame.due, remark, frame.cumulative, subject=subject)


_Reading = tuple[Rule, _Frame]
# A plain number with its sign has no second reading: 35, ≥70%, ≤14.5‰.
_PLAIN = Pattern(r"[≥≤<>=]?\d+(?:\.\d+)?[%‰]?$", re.ASCII)


def _readings(cursor: Cursor, frame: _Frame) -> Iterator[_Reading]:
    """Every reading that reaches the end, of whatever production of the grammar."""
    start = cursor.pos
    if _PLAIN.match(cursor.text, start):
        rule = read_whole(cursor, _NUMBER_FIRST)
        if rule is not None:
            yield rule, frame
            return
    for rule in all_whole(cursor, _ROWS):
        yield rule, frame
    for rule in each(cursor, _ROWS):
        yield rule, frame
    yield from _of_everyone(cursor, frame)
    yield from _with_stretch(cursor, frame)
    yield from _with_subject(cursor, frame)
    cursor.pos = start


def _settled(text: str, cursor: Cursor, readings: Iterable[_Reading]) -> _Reading | None:
    """The one reading; NotUnderstood with two that differ (contract section 4: what has two readings is refused)."""
    first: _Reading | None = None
    for rule, frame in readings:
        if first is None:
            first = rule, frame
        elif _asked(rule) != _asked(first[0]):
            from healthplan_cli.language.describe import sentence

            one, other = sentence(first[0]), sentence(rule)
            raise NotUnderstood(
                text, 0, tr("有两种读法，一种是“{one}”，另一种是“{other}”", one=one, other=other)
            )
    return first


def _asked(rule: Rule) -> object:
    """What a rule asks for: of a list without the words of its parts; 1辆/3万人 is one level, as a ratio or as a number."""
    if rule.parts:
        return [(part.name, _asked(part.rule)) for part in rule.parts]
    return rule.as_number()


def _of_everyone(cursor: Cursor, frame: _Frame) -> Iterator[_Reading]:
    """每个建制乡镇办好1所, 每10万人口拥有6名: rare, so their rows are imported when a text may be theirs."""
    if not _EVERYONE.search(cursor.text, cursor.pos):
        return
    from healthplan_cli.language.everyone import EVERYONE, ROWS

    for rule in all_whole(cursor, ROWS):
        yield rule, replace(frame, subject=tr("做到的比例")) if rule is EVERYONE else frame


_EVERYONE = Pattern("[每各所人全均]|覆盖|的")


_STRETCH = Pattern(r"(?P<rule>.+?)[,;、](?:并|且)?(?P<more>(?:力争|争取|努力).+)$")
# An indicator's name before its target: nouns that end it, and what no name holds.
_NOUNS = [
    "率",
    "比例",
    "比重",
    "占比",
    "比",
    "水平",
    "寿命",
    "数",
    "数量",
    "总数",
    "总量",
    "规模",
    "面积",
    "经费",
    "支出",
    "费用",
    "收入",
    "日",
    "指数",
    "强度",
    "浓度",
    "覆盖面",
    "能力",
    "时间",
    "时长",
    "半径",
    "天数",
    "满意度",
    "位次",
    "排名",
    "名次",
    "排位",
    "知晓度",
    "得分",
    "床位",
]
_NO_SUBJECT = Pattern(
    r"提高|提升|增加|增长|增至|递增|递减|降低|下降|减少|缩短|扩大|高于|低于|超过|优于|好于|不[低高少超]|达到|达$|平均水平|发达|基期|基准|上年|去年|"
    r"同比|环比|^等比|同期|年内|每年|年均(?!浓度)|逐年|平均每|累计|新增|建成|建设|完成(?!率)|实现|控制(?!率)|保持|稳定|力争|确保|其中|期间|[与较从到至]|居(?![民家住])|^比|国家(?!卫生|级|基本|免疫|医学|区域)|全国|全省|全市"
)
_SUBJECT_TEXT = Pattern(rf"(?:\d+(?:[-~—]\d+)?岁(?:及)?(?:以[上下])?|每[百千万]|[{NAMING}A-Za-z()、《》])+$")


def _is_subject(text: str) -> bool:
    if not any(text.endswith(noun) for noun in _NOUNS) or not _SUBJECT_TEXT.match(text):
        return False
    return not _NO_SUBJECT.search(re.sub("《.*?》", "", text))


def _with_stretch(cursor: Cursor, frame: _Frame) -> Iterator[_Reading]:
    """不低于95%，力争达到98%: what must be, and what one hopes for as a remark."""
    match = _STRETCH.match(cursor.text, cursor.pos)
    if match is None or frame.remark is not None:
        return
    hope = cursor.piece(match.start("more"), match.end("more"))
    _take_frame(hope)
    if read_whole(hope, _ROWS) is None:
        return
    for rule in all_whole(cursor.piece(match.start("rule"), match.end("rule")), _ROWS):
        if rule.is_number:
            yield rule, replace(frame, remark=match["more"])


def _with_subject(cursor: Cursor, frame: _Frame) -> Iterator[_Reading]:
    """婴儿死亡率控制在4.8‰以下: a target with its indicator's name before it."""
    start = cursor.pos
    for end in range(start + 2, min(len(cursor.text), start + 40)):
        if not _is_subject(cursor.text[start:end]):
            continue
        piece = cursor.piece(end, len(cursor.text))
        inner = _take_frame(piece)
        joined = replace(
            frame,
            subject=cursor.text[start:end],
            modality=frame.modality or inner.modality,
            due=frame.due or inner.due,
            cumulative=inner.cumulative,
        )
        for rule in all_whole(piece, _ROWS):
            yield rule, joined


def _with_unit(reading: _Reading, unit: str) -> _Reading | None:
    """≤12(1/10万): the bracket is the number's unit."""
    rule, frame = reading
    if len(rule.quantities) != 1 or rule.unit is not None:
        return None
    return rule.with_unit(unit), replace(frame, remark=None)


def read_whole(cursor: Cursor, rows: tuple[Row, ...]) -> Rule | None:
    """The rule of the first row that reads from here to the end of the text."""
    return next(all_whole(cursor, rows), None)


def all_whole(cursor: Cursor, rows: tuple[Row, ...]) -> Iterator[Rule]:
    """The rule of each row that reads from here to the end of the text."""
    start = cursor.pos
    for row in rows:
        cursor.pos = start
        rule = row(cursor)
        if rule is not None:
            cursor.take(lexicon("。 ; ."))
            if cursor.done:
                yield rule
    cursor.pos = start


_IN_ALL = Pattern(r"(?:累计|总共|一共|共(?=培训|培养|新增|新建|引进|招))(?!〔)")


def _take_frame(cursor: Cursor) -> _Frame:
    by_bracket = _due_bracket(cursor)
    remark = _cut_remark(cursor)
    by_bracket = by_bracket or _due_bracket(cursor)
    modality: list[str] = []
    due = by_bracket
    number = cursor.text[:1] in _NUMERIC and not cursor.text.startswith("20")
    if number and not _PERIOD.match(cursor.text, cursor.pos):
        return _Frame(None, due, remark, False)
    while True:
        start = cursor.pos
        if match := _due(cursor):
            due = match
        elif (
            cursor.take(_DUE_END)
            or cursor.take(lexicon(", :"))
            or cursor.take(lexicon("总体 总体上 全区 全市 全省 全县"))
        ):
            pass
        elif period := _PERIOD.match(cursor.text, cursor.pos):
            cursor.advance(period.end())
            due = _PLAN_END[period["which"]] if period["which"] else due
        elif not words.ALL_WHO_SHOULD.match(cursor.text, start) and (word := cursor.take(words.MODALITY)):
            modality.append(word)
        else:
            break
        if cursor.done:
            cursor.pos = start
            break
    cumulative = _IN_ALL.match(cursor.text, cursor.pos) is not None
    return _Frame("、".join(modality) or None, due, remark, cumulative)


def _due(cursor: Cursor) -> int | None:
    if match := _DUE_PLAN.match(cursor.text, cursor.pos):
        cursor.advance(match.end())
        return _PLAN_END[match["which"]]
    match = _DUE.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    return int(match["year"])


_DUE_BRACKET = Pattern(
    r"\((?:到|至)?(?P<year>20\d\d)年?(?:\d{1,2}月)?(?:年底|年末|底|末)?(?:之前|以前|前)?\)$"
)


def _due_bracket(cursor: Cursor) -> int | None:
    """90%（2024年底前）: the year the target is due."""
    match = _DUE_BRACKET.search(cursor.text)
    if match is None or match.start() == 0:
        return None
    cursor.text = cursor.text[: match.start()]
    return int(match["year"])


_FOOTNOTE = Pattern(r"(?:\*+|[①-⑳]+|\(注\d*\))$")


def _cut_remark(cursor: Cursor) -> str | None:
    """Takes (目前29.3%) off the end of the text: a remark beside the target, no part of it."""
    mark = _FOOTNOTE.search(cursor.text)
    if mark is not None and mark.start() > 0:
        cursor.text = cursor.text[: mark.start()]
        return mark.group()
    opening = cursor.text.rfind("(")
    if opening <= 0 or not cursor.text.endswith(")"):
        return None
    remark = cursor.text[opening + 1 : -1]
    if ")" in remark or not (_REMARK.match(remark) or units.canonical(remark)):
        return None
    cursor.text = cursor.text[:opening]
    return remark


def understood(text: str) -> bool:
    """Whether a wording can be read at all."""
    try:
        parse_target(text)
    except NotUnderstood:
        return False
    return True
