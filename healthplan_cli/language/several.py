"""Several targets in one cell: demands at once, targets of several years, several numbers, several indicators.

达到60%及以上并持续提高; 到2022年和2030年分别不低于22%和30%; 下降到32%和30%; 城镇收入达到38000元，农村收入达到16000元.
"""

from __future__ import annotations

from itertools import pairwise

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern, any_of
from healthplan_cli.language import words
from healthplan_cli.language.distributions import side_by_side
from healthplan_cli.language.frame import Frame
from healthplan_cli.language.naming import is_name
from healthplan_cli.language.pieces import NOT_COUNTED, Read, Reading, cuts, head_end, merged, opened, split
from healthplan_cli.language.shield import NAMING, plain
from healthplan_cli.language.subject import goes_from, take_start
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import All, ComponentRule, Demand, Each, Rule

# ── several years ──

_HEAD = Pattern(
    r"(?:力争|确保|争取)?(?:到|至)?(?P<years>(?:20\d\d)年?(?:、20\d\d年?)*(?:和|与|、|及)20\d\d)年(?:底|末)?,?"
)
_YEAR = Pattern(r"20\d\d")
_NEXT_YEAR = Pattern(r"[,;、。](?:并)?(?=(?:到|至|力争到)?20\d\d年(?!基础|相比|水平))")
_BRACKETED = Pattern(r"(?P<body>.+?)\((?:到|至)?(?P<year>20\d\d)年(?:底|末)?\)$")
_BETWEEN_BRACKETS = Pattern(r"(?<=\))[,;、/](?=[^()]+\(20\d\d年)")
_BEHIND_YEAR = Pattern(r"(?:到|至|力争到)?20\d\d年")


def years(cursor: Cursor, read: Read) -> Reading | None:
    """Read targets for several years, with each year's rule in the frame; None for other words."""
    return _years_first(cursor, read) or _years_each(cursor, read) or _years_behind(cursor, read)


def _of_years(rules: list[tuple[int, Rule]], frame: Frame) -> Reading | None:
    named = [year for year, _ in rules]
    if len(rules) < 2 or any(one >= other for one, other in pairwise(named)):
        return None
    if any(rule.asks_nothing or rule.parts for _, rule in rules):
        return None
    return rules[-1][1], replace(frame, due=None, years=tuple(rules))


def _years_first(cursor: Cursor, read: Read) -> Reading | None:
    """Read years before their numbers: 到2022年和2030年，素养水平分别不低于22%和30%. None for other words."""
    match = _HEAD.match(cursor.text)
    if match is None:
        return None
    named = [int(year) for year in _YEAR.findall(match["years"])]
    found = read(cursor.piece(match.end(), len(cursor.text)))
    if found is None or found[1].due or found[1].years:
        return None
    rule, frame = found
    modality = next((word for word in ("力争", "确保", "争取") if match.group().startswith(word)), None)
    said = replace(frame, modality=(modality, *frame.modality)) if modality else frame
    if not rule.parts:
        if "均" not in cursor.text[match.end() :] or not (rule.is_number or rule.is_change):
            return None
        return _of_years([(year, rule) for year in named], said)
    if len(rule.parts) != len(named) or any(part.name for part in rule.parts):
        return None
    return _of_years([(year, part.rule) for year, part in zip(named, rule.parts, strict=True)], said)


def _years_each(cursor: Cursor, read: Read) -> Reading | None:
    """Read a clause for each year: 到2022年70%以上的县…，到2030年所有县…. None for other words."""
    pieces = split(cursor, _NEXT_YEAR)
    if len(pieces) < 2 or not all(_BEHIND_YEAR.match(piece.text) for piece in pieces):
        return None
    rules, frames = [], []
    for piece in pieces:
        found = read(piece)
        if found is None or found[1].due is None or found[1].years or found[1].start:
            return None
        rules.append((found[1].due, found[0]))
        frames.append(found[1])
    subjects = [frame.subject for frame in frames]
    if any(subject not in (None, subjects[0]) for subject in subjects):
        return None
    return _of_years(rules, frames[0])


def _years_behind(cursor: Cursor, read: Read) -> Reading | None:
    """Read years in brackets behind their numbers: 62%（2022年）、65%（2025年）. None for other words."""
    pieces = split(cursor, _BETWEEN_BRACKETS)
    if len(pieces) < 2:
        return None
    rules, frame = [], Frame()
    for number, piece in enumerate(pieces):
        match = _BRACKETED.match(piece.text)
        found = read(piece.piece(0, match.end("body"))) if match else None
        if match is None or found is None or found[1].due or (number and found[1].subject):
            return None
        frame = found[1] if not number else frame
        rules.append((int(match["year"]), found[0]))
    return _of_years(rules, frame)


# ── side by side ──


def beside(cursor: Cursor, read: Read) -> Reading | None:
    """Read several numbers with a rule for each: 达到3.3名和4.5名, ≤0.5/≤1.2, 由目前的50%分别提升至60%和70%. None for
    other words.

    Which component or year each rule belongs to must be known from the row.
    """
    rest, frame = opened(cursor)
    for begin, said in take_start(rest, frame):
        begin.pos = 0
        found = side_by_side(begin)
        if found is not None and begin.done and all(goes_from(said, part.rule) for part in found.parts):
            return found, replace(said, way=None)
    return _distributed(rest, frame, read)


_APART = Pattern("(?:,|、|和|与)(?=在|比|较)")


def _distributed(rest: Cursor, frame: Frame, read: Read) -> Reading | None:
    """Read several changes after 分别: 分别在2019年基础上提高10%和在2022年基础上提高10%. None for other words."""
    if not rest.text.startswith("分别"):
        return None
    pieces = split(rest.piece(2, len(rest.text)), _APART)
    found = [read(piece) for piece in pieces]
    rules = [one[0] for one in found if one is not None and one[0].is_change and one[1].subject is None]
    if len(pieces) < 2 or len(rules) != len(pieces):
        return None
    parts = (ComponentRule(None, rule, plain(piece.text)) for rule, piece in zip(rules, pieces, strict=True))
    return Each(tuple(parts)), frame


# ── several indicators ──

_NEXT = Pattern(r"[,;。](?:并且|并|且|同时)?|(?<=同步|持平|适应)、|(?<=[%‰])、(?=[\u4e00-\u9fff]{4})")


_YEAR_ALONE = Pattern(r"(?:并)?(?:到|至|力争到)?(?:20\d\d年(?:底|末)?|十[三四五六]五末)$")


def _clauses(cursor: Cursor, pattern: Pattern) -> list[Cursor]:
    """Return the clauses of a sentence, parted at matches of a pattern; a year before a comma (到2025年，总量…) belongs to what follows."""
    pieces, start = [], 0
    for begin, end in cuts(cursor.text, pattern):
        if not _YEAR_ALONE.match(cursor.text[start:begin]):
            pieces.append(cursor.piece(start, begin))
            start = end
    return [*pieces, cursor.piece(start, len(cursor.text))]


def indicators(cursor: Cursor, read: Read) -> Reading | None:
    """Read a target for each of several named indicators: 城镇居民收入达到38000元，农村居民收入达到16000元. None for other words."""
    rest, frame = opened(cursor)
    if _ONLY_ONE.search(rest.text):
        return None
    pieces = _clauses(rest, _NEXT)
    if not 2 <= len(pieces) <= 6:
        return None
    parts: list[ComponentRule] = []
    said = frame
    for piece in pieces:
        found = read(piece)
        more = merged(said, found[1]) if found else None
        if found is None or more is None or found[0].parts or found[1].years:
            return None
        subject = plain(piece.text if found[0].is_state else found[1].subject or _counted(piece, found[0]))
        if not subject or _is_own(subject) or any(part.name == subject for part in parts):
            return None
        if found[0].demands or found[0].asks_nothing or found[0].counts_all:
            return None
        said = replace(more, subject=None)
        parts.append(ComponentRule(subject, found[0], plain(piece.text)))
    if all(part.rule.is_state for part in parts):
        return None  # 消除疟疾，保持成果: of one thing
    return Each(tuple(parts)), replace(said, cumulative=False)


_COUNTED = Pattern(
    lambda: rf"(?P<verb>{any_of(words.COUNT)})(?P<thing>[{NAMING}()、]*)(?P<number>[约近超过]*\d.*)$"
)


def _counted(piece: Cursor, rule: Rule) -> str:
    """Return the counted thing with its verb as a name (培育2万名职业茶农 → 培育职业茶农); empty where nothing is counted."""
    match = _COUNTED.match(opened(piece)[0].text[head_end(piece.text) :])
    if match is None or not rule.is_number or rule.unit in NOT_COUNTED:
        return ""
    behind = _BEHIND.search(match["number"])
    thing = match["thing"] + (behind["thing"] if behind else "")
    return match["verb"] + thing if len(thing) > 1 else ""


_BEHIND = Pattern(
    rf"\d[\d.]*[万亿]{{0,2}}[个家所名人支项座处辆台套户张](?:以上|左右)?(?P<thing>[{NAMING}]{{2,}})$"
)


# ── demands at once ──

_AND = Pattern(
    r"[,;、](?:并且|并|且|同时|而且)?(?:呈)?|(?:并且|并|且)(?=(?:呈)?(?:持续|稳步|逐年|逐步|不断|年均|每年|继续|达到|保持稳定|保持平稳|不降低|不下降|不减少|不增加|不上升|不反弹|只增不减|只降不升))"
)
_OWN_NAMES = frozenset(
    [
        "总量",
        "总产值",
        "总规模",
        "规模",
        "数量",
        "总数",
        "总额",
        "产值",
        "增加值",
        "投入强度",
        "占比",
        "比例",
        "比重",
        "总面积",
        "增速",
        "年均增速",
        "总收入",
        "强度",
        "年产值",
    ]
)
_PER_TIME = Pattern("(?:单次|每次|每天|每周|每日|每月|日均|每天累计|每周累计|每学期)")
_ONLY_ONE = Pattern("其中|或|如果|分别|有条件")
_MOST = 4
_HOPED = Pattern("[,;、](?:并|且)?(?:力争|争取|努力)")


def demands(cursor: Cursor, read: Read) -> Reading | None:
    """Read several demands on one indicator: 达到55%及以上并持续提高, 年均增长7%左右，到2020年突破4万亿元. None for other words."""
    rest, frame = opened(cursor)
    if _ONLY_ONE.search(rest.text):
        return None
    pieces = _clauses(rest, _AND)
    if not 2 <= len(pieces) <= _MOST:
        return None
    asked, said = [], frame
    if _HOPED.search(rest.text) and pieces[0].text[:2] in ("持续", "逐步", "稳步", "不断", "逐年"):
        return None
    for number, piece in enumerate(pieces):
        found = _demand(piece, read, number)
        more = merged(said, found[1]) if found else None
        if found is None or more is None:
            return None
        said = replace(more, subject=said.subject if number else found[1].subject)
        asked.append((Demand(plain(piece.text), found[0]), _sort(piece, found[0])))
    if any(one.rule.is_state for one, _ in asked) and any(one.rule.is_stable for one, _ in asked):
        return None  # 消除疟疾并持续保持: the state is what is kept
    if any(one.rule.is_state for one, _ in asked) and "、" in rest.text:
        return None  # 完成水源保护区划定、立标: of one state
    if len({sort for _, sort in asked}) < len(asked):
        return None
    return All(tuple(one for one, _ in asked)), replace(said, cumulative=False)


def _demand(piece: Cursor, read: Read, number: int) -> Reading | None:
    """Return the result for one demand; None where it isn't read, or names another indicator than the row's."""
    per = _PER_TIME.match(piece.text)
    inner = piece.piece(per.end(), len(piece.text)) if per else piece
    found = read(inner)
    if found is None or found[0].asks_nothing or found[1].years or found[0].parts:
        return None
    if found[0].demands:
        return None
    subject = plain(found[1].subject or "")
    named = is_name(subject) if not found[0].is_number else _is_whole(found[0])
    if number and subject and not _is_own(subject) and not named:
        return None
    if number and subject and (found[0].is_change or found[0].is_yearly_change or found[0].is_trend):
        return None
    return found


def _is_own(subject: str) -> bool:
    """Return whether a name means the row's own indicator: its total (总量) or its share of something (占生产总值的比重)."""
    return subject in _OWN_NAMES or subject.startswith("占")


def _is_whole(rule: Rule) -> bool:
    return rule.quantity is not None and rule.quantity.unit == "%" and rule.quantity.value == 100


def _sort(piece: Cursor, rule: Rule) -> object:
    """Return a key that two demands on one indicator must not share: 达到80%；达到90% are both levels."""
    per = _PER_TIME.match(piece.text)
    if rule.is_number and rule.op != "share":
        return "level", per.group() if per else rule.is_every_year or piece.text.find("累计") >= 0, rule.unit
    if rule.is_trend:
        return "trend", rule.looks_back, bool(rule.degree), rule.direction
    return (rule.op, rule.is_state and piece.text)
