"""What the words of a table's cell look like: a serial number, a value, a unit, a nature, a name.

Their meaning is read elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import normalise, squeeze

_DASHES = frozenset(
    [
        "-",
        "—",
        "——",
        "———",
        "--",
        "/",
        "\\",
        "无",
        "暂无",
        "…",
        "……",
        "~",
        "*",
        "○",
        "△",
        "、",
        "一",
        "N/A",
        "#N/A",
    ]
)
_SERIAL = Pattern(
    r"\(?\d{1,3}\)?[.、)]?$|[①-⑳⑴-⒇]$|\d{1,2}[-.]\d{1,2}$|[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?$"
)
_SIGN = r"(?:[<>≤≥=≈±+~约近超达至到]|不低于|不高于|不少于|不超过|不大于|不小于|高于|低于|大于|小于|超过|力争|以上|以下|控制在|稳定在|保持在?|维持在?|提高到|下降到|降到|降低到|降至|增至|升至|提高至|下降至|增加到|为|年均|累计|每年|[(〔])*"
_NUMBER = Pattern(_SIGN + r"-?\d+(?:,\d{3})*(?:\.\d+)?(?P<after>.*)$")
# each word can be read in one way only, so that no cell takes long
_AFTER = Pattern(
    r"(?:[%‰]|百分点|左右|以上|以下|以内|及以上|及以下|之间|[-~—:()〔〕*#①-⑳※☆★△▲†]|年均|累计|初步数|预计|约|年|[a-zA-Zμ/²³·.\d]|"
    r"亿|万|千|百|元|人|次|个|张|天|岁|家|所|名|倍|公里|平方|立方|米|吨|标准煤|小时|分钟|户|件|项|亩|公顷|微克|毫克|千瓦时?|台|辆|条|部|册|篇|级|类|位|口|常住|期|间|座|处|例|学位|床|当年|起|档|套)*$"
)
_PHRASE = Pattern(
    r".{0,12}(?:提高|提升|增加|增长|上升|下降|降低|减少|减缓|改善|优化|保持|维持|稳定|稳步|稳中|有效保障|持续|逐[年步]|明显|显著|有所|控制|遏制|达标|达到|完成|国家下达|省下达|上级下达|下达|全覆盖|同比例|同步|高于|低于|不低于|不高于|不低|优于|基本|左右|以上|以下|以内|力争|每年|消除|零增长|应.{1,3}尽.{1,3}|现状|进一步|实现|普及|待定|另行|趋势|动态|不超过|不减少|不增加|不下降|不降低|前列|[一二三]级|[A-D]级|[Ⅰ-Ⅴ]类|职工|居民|城镇|农村|男|女)"
)
_OUTLINE = Pattern(
    r"\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|第[一二三四五六七八九十]+[章节]"
)
_NATURE = Pattern(r"[(〔]?(?P<word>约束|预期|倡导|指导|引导|鼓励|参考)(?:性|型)?(?:指标|目标)?[)〕]?[*①-⑳]*$")
_UNIT_WORDS = Pattern(
    r"[^\d\s]{0,6}(?:/[^\s]{1,8})+$|(?:[%‰℃]|[KMGTPE]B|E?FLOPS|[kMGT]?[Ww]h?|kgce|tce|t|d|h|min|s|km2?|hm2|ha|m[23]?|dB|k?cal)$|[百千万亿]{0,2}(?:标准)?[个人次张天岁年月家所名倍米吨户件项亩册篇级类位口例台辆条部支间座处点只头株元分度种场套对组片份批盘架艘宗本座]$"
)
_NO_UNIT = Pattern(
    r".*(?:含|不|其中|以[上下内]|及|等|与|和|或|、|,|;|:|为|基期|指标|性$|男|女|较|比)|.*\d{4}年"
)
_STATED_NAME = Pattern(
    r".*(?:率|数|量|比例|比重|水平|寿命|占比|人数|规模|面积|浓度|指数|床位|强度|费用|经费|支出|收入|产值|时间|比|年限|程度|人口|长度|里程|增加值|生产总值|投资|总额|能力|缺口|日|值|度|降低|下降|[能煤电水]耗)(?:[(〔][^()〔〕]*[)〕])*[*①-⑳※☆★△▲†#\d]*$"
)
_BRACKET = Pattern(r"[(〔](?P<inside>[^()〔〕]+)[)〕][*①-⑳※☆★△▲†]*$")
_CHINESE = Pattern(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=8192)
def half(text: str) -> str:
    """Return words in the form in which they are matched: without white space and quotes, half width, one spelling for each sign."""
    return normalise(squeeze(text)).text


def joined(text: str) -> str:
    """Return a cell's words on one line, without white space, except between two numbers or two Latin words."""
    found = ""
    for piece in text.split():
        last, first = found[-1:], piece[0]
        numbers = (last.isdecimal() and (first.isdecimal() or first == ".")) or (
            last == "." and first.isdecimal()
        )
        latin = last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
        found += f" {piece}" if found and (numbers or latin) else piece
    return squeeze(found) if " " not in found else found


_GOES_ON = Pattern(r"[-~—至(〔.,)〕]")
_HALF_A_SPAN = Pattern(r".*[-~—至.,(〔]$")


def lines_in(text: str) -> list[str]:
    """Return the lines of a cell that aren't empty."""
    return [line.strip() for line in text.split("\n") if not is_empty(line)]


def several(text: str) -> list[str]:
    """Return the lines of a cell where each is a number of its own; empty where there is one line, or the lines are one value."""
    lines = lines_in(text)
    if len(lines) < 2 or not all(is_number(line) for line in lines):
        return []
    whole = any(_GOES_ON.match(half(line)) for line in lines[1:]) or any(
        _HALF_A_SPAN.match(half(line)) for line in lines[:-1]
    )
    return [] if whole else lines


def is_empty(text: str) -> bool:
    """Return whether a cell has no words."""
    return not text.strip()


def is_dash(text: str) -> bool:
    """Return whether a cell says only that it has no value (—, /, 无)."""
    plain = half(text)
    return plain in _DASHES or (bool(plain) and set(plain) <= set("-—_/"))


def is_serial(text: str) -> bool:
    """Return whether words can be a row's serial number."""
    return _SERIAL.match(half(text)) is not None


def is_number(text: str) -> bool:
    """Return whether words are only a number, with a sign, a unit or 左右."""
    match = _NUMBER.match(half(text))
    return match is not None and _AFTER.match(match["after"]) is not None


def is_phrase(text: str) -> bool:
    """Return whether words can be a value that isn't a number (持续提高, 国家下达)."""
    plain = half(text)
    return len(plain) <= 40 and _PHRASE.match(plain) is not None and _OUTLINE.match(plain) is None


def is_value(text: str) -> bool:
    """Return whether words can stand in a column of values: a dash, a number or a phrase."""
    return is_dash(text) or is_number(text) or is_phrase(text)


def nature_of(text: str) -> str | None:
    """Return the nature in a cell (约束性); None for other words."""
    match = _NATURE.match(half(text))
    return f"{match['word']}性" if match else None


def is_unit(text: str) -> bool:
    """Return whether words are a unit: in the table of units, or written like one."""
    plain = half(text)
    if not plain or len(plain) > 16 or _NO_UNIT.match(plain):
        return False
    return units.canonical(plain) is not None or _UNIT_WORDS.match(plain) is not None


def is_name(text: str) -> bool:
    """Return whether words end like a whole indicator's name: …率, …数（张）."""
    plain = half(text)
    if len(plain) < 3 or is_number(plain):
        return False
    return _STATED_NAME.match(plain) is not None or _united(plain)


def _united(plain: str) -> bool:
    """Return whether words end with a unit in brackets: 残疾人家庭人均收入年均增长(%)."""
    start = plain.rfind("(")
    return start > 1 and plain.endswith(")") and is_unit(plain[start + 1 : -1])


def is_chinese(text: str) -> bool:
    """Return whether words have a Chinese character."""
    return _CHINESE.search(text) is not None


def is_open(text: str) -> bool:
    """Return whether a bracket isn't closed at the end of words."""
    plain = half(text)
    return (
        plain.count("(") > plain.count(")")
        or plain.count("〔") > plain.count("〕")
        or text.count("《") > text.count("》")
    )


def closes(text: str) -> bool:
    """Return whether words begin with the end of a bracket, or with one that belongs to the words before: 万）, （%）, （约束性）."""
    plain = half(text)
    before = plain.partition(")")[0]
    if ")" in plain and "(" not in before:
        return True
    match = _BRACKET.match(plain)
    return match is not None and (is_unit(match["inside"]) or nature_of(match["inside"]) is not None)
