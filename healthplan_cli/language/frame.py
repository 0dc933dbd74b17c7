"""The parts of a target around its number or state: due year, modality, asides.

Each reader takes the remaining text and the frame so far, and yields the possible continuations. Only the due year
affects a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Direction, Quantity, Rule


@record(frozen=True, slots=True)
class Frame:
    """What a target's words say around the body.

    `unit`: the unit in brackets behind the number. `start`, `start_year`: the number after 从 or 由 and its year; `way`:
    the direction from there. `hope`: the words of a hope (力争达到98%), `hoped` its rule. `years`: the rule of each year
    that the words name.
    """

    subject: str | None = None
    modality: tuple[str, ...] = ()
    due: int | None = None
    cumulative: bool = False
    start: Quantity | None = None
    start_year: int | None = None
    way: Direction | None = None
    hope: str | None = None
    hoped: Rule | None = None
    remarks: tuple[str, ...] = ()
    unit: str | None = None
    years: tuple[tuple[int, Rule], ...] = ()


Way = tuple[Cursor, Frame]  # what is left to read, and what was said


# ── beside the target: brackets and marks ──

_REMARK = Pattern(
    r"目前|现状|现为|当前|基期|基线|20\d\d年(?:为|是|:)?\d|20\d\d年(?:基期|实际|现状)|以.+为单位$|按|约束性$|预期性$|.*口径$|以常住人口|年均增长率?\d|含(?!\d|$|本数)|不含|人均"
)
_FOOTNOTE = Pattern(r"(?P<said>\*+|#+|[①-⑳]+|\(注\d*\))$")
_DUE_BRACKET = Pattern(
    r"\((?:到|至)?(?P<year>20\d\d)年?(?:\d{1,2}月)?(?:年底|年末|底|末)?(?:之前|以前|前)?\)$"
)
_ASIDE_SIGNS = frozenset(")*#①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
# a bracket of words that narrow the number or explain it; how often, how long and what part is no mere remark
_EXPLAINS = Pattern(
    r"(?!年均|年平均|.*(?:每|其中|或|除外|力争|[一二三四五六七八九十两]年|[周月日天季次]$|比例$|:))(?:[\u4e00-\u9fff、·A-Za-z“”]{2,24}|(?:十|百|千|万)分之[一二三四五六七八九十]+"
    r"|[\u4e00-\u9fff]{2,12}(?:不低于|不高于|不少于|不超过|达到|超过|≥|≤|>|<)\d[\d.]*[%‰]?)$"
)
# what a doubling comes to: 翻一番(全省≥3.4万元)
_IN_NUMBERS = Pattern(
    r"(?!其中)[\u4e00-\u9fffA-Z]{0,12}(?:[≥≤>约]|达到?|超过?)?\d[\d.]*[\u4e00-\u9fff%]{1,6}(?:以上|左右)?$"
)
_OTHER_WORD = Pattern(
    "(?:个|家|所|处|座|间|套|户|张|台|辆|支|片|块|名|人|只|头|场|件|宗|项|部|种|门|条)$"
)  # 10万套(间)
# a number at the end of the words, with its unit
_TAIL = Pattern(r".*\d(?P<unit>[^\d]*?)(?:\(含\)|及?以[上下内]|左右|之内|上下)?$")
_LAST_BRACKET = Pattern(r"\((?P<said>[^()]*)\)$")
_WITHIN = Pattern(  # behind a number, with nothing behind it that it could part: (2020年为1.8个)以上
    r"\((?P<said>[^()\d]*\d[^()]*)\)(?=[,;、。/]|[及或]?以[上下内]|左右|之内|上下)"
)


def take_asides(cursor: Cursor, frame: Frame) -> Iterator[Way]:
    """Yield the text without its asides, which go into the frame: 90%（2024年底前）, 4.5个（2020年为1.8个）, ≤12（1/10万）, 90%①."""
    while (found := _aside(cursor, frame)) is not None:
        start, end, frame = found
        cursor = cursor.without(start, end)
    yield cursor, frame


def _aside(cursor: Cursor, frame: Frame) -> tuple[int, int, Frame] | None:
    """Return the start and end of one aside (a bracket, a footnote mark), and the frame with its content; None where there is none."""
    text = cursor.text
    if _ASIDE_SIGNS.isdisjoint(text):
        return None  # most targets: they needn't wait for the patterns
    if (due := _DUE_BRACKET.search(text)) and due.start() and frame.due is None:
        return due.start(), due.end(), replace(frame, due=int(due["year"]))
    if (mark := _FOOTNOTE.search(text)) and mark.start():
        return mark.start(), mark.end(), _with_remark(frame, mark["said"])
    last = _LAST_BRACKET.search(text)
    number = _TAIL.match(text[: last.start()]) if last else None
    counted = units.canonical(number["unit"]) if number is not None else None
    if last and last.start() and not frame.unit and not counted and (unit := units.canonical(last["said"])):
        return last.start(), last.end(), replace(frame, unit=unit)
    explains = number is not None and (counted or not number["unit"])
    if (
        last
        and last.start()
        and (
            (counted and _OTHER_WORD.match(last["said"]))
            or _REMARK.match(last["said"])
            or (text[: last.start()].endswith(("番", "倍增")) and _IN_NUMBERS.match(last["said"]))
            or (explains and _EXPLAINS.match(last["said"]))
        )
    ):
        return last.start(), last.end(), _with_remark(frame, last["said"])
    for within in _WITHIN.finditer(text, 1):
        if _REMARK.match(within["said"]):
            return within.start(), within.end(), _with_remark(frame, within["said"])
    return None


_TOTAL = Pattern(r"(?:五年|三年|[35]年|规划期|期)?内?累计(?:数|值|完成|量)?$")


def _with_remark(frame: Frame, remark: str) -> Frame:
    """Return the frame with a remark put before its others; （累计） isn't kept as a remark but sets `cumulative`."""
    if _TOTAL.match(remark):
        return replace(frame, cumulative=True)
    return replace(frame, remarks=(remark, *frame.remarks))


# ── before the target: when, and how firmly ──

_DUE = Pattern(
    r"(?:到|至|截至|截止|截止到|在|于|展望)?(?P<year>20\d\d)年(?:\d{1,2}月)?(?:年底|年末|底|末)?(?:之前|以前|前|时|止)?[,:]?(?!的?基础|为基|水平|相比|(?:(?:年?底|末)?(?:之前|以前|前)|(?<=前))(?:建成|建设|竣工|投产|出生|毕业)的|的?\d[\d.]*[^\d,;。]{0,8}基础)"
)
_DUE_PLAN = Pattern(
    r"(?:到|至|截至)?十(?P<which>[三四五六])五(?:规划)?(?:期末|末期|末|时期末|结束时)(?:,|:)?"
)
_PERIOD = Pattern(
    r"(?:十(?P<which>[三四五六])五(?:期间|时期|规划期内|规划期)|规划期内|规划期间|期内|未来五年|今后五年|(?:五年|5年)(?:内|间|里|(?=(?:累计|总计|共计|合计|总共|一共|共)?[培新引招选轮救资发举完评筛]))),?"
)
_PLAN_END = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
_IN_ALL = Pattern(r"(?:累计|总共|一共|共(?=培训|培养|新增|新建|引进|招))(?!〔)")
_NUMERIC = frozenset("0123456789.≥≤<>=")


def take_introduction(cursor: Cursor, frame: Frame) -> Iterator[Way]:
    """Yield the text behind the words that introduce a target (到2025年, 力争, 全市, “十四五”期间), which go into the
    frame.

    Yield nothing where two due years contradict each other.
    """
    text = cursor.text
    number = text[:1] in _NUMERIC and not text.startswith("20")
    due, said = None, []
    while not number or _PERIOD.match(text):
        begin = cursor.pos
        if year := _due(cursor):
            due = year
        elif cursor.take(words.PLAN_END) or cursor.take(words.PAUSE) or cursor.take(words.WHOLE_AREA):
            pass
        elif period := _PERIOD.match(text, begin):
            cursor.advance(period.end())
            due = _PLAN_END[period["which"]] if period["which"] else due
        elif not words.ALL_WHO_SHOULD.match(text, begin) and (word := cursor.take(words.MODALITY)):
            said.append(word)
        else:
            break
        if cursor.done:
            cursor.pos = begin
            break
    if due and frame.due not in (None, due):
        return
    yield (
        cursor,
        replace(
            frame,
            modality=(*frame.modality, *said),
            due=due or frame.due,
            cumulative=frame.cumulative or _is_in_all(text, cursor.pos),
        ),
    )


def _is_in_all(text: str, at: int) -> bool:
    return text[at : at + 1] not in _NUMERIC and _IN_ALL.match(text, at) is not None


def _due(cursor: Cursor) -> int | None:
    if match := _DUE_PLAN.match(cursor.text, cursor.pos):
        cursor.advance(match.end())
        return _PLAN_END[match["which"]]
    match = _DUE.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    return int(match["year"])
