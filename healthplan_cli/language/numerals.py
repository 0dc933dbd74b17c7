"""Numbers in words replaced by digits before parsing: 百分之三十 by 30%, 八成以上 by 80%以上, 两千亿元 by 2000亿元.

A magnitude alone (百万, 千亿) is a number only where it can't belong to a name. In denominators (每千人), before 级 and
in names (万元产值能耗, 百年) the words stay (contract section 4).
"""

from __future__ import annotations

import re

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import Normal
from healthplan_cli.language.tokens import chinese_number

_KILO = "千(?![克米瓦卡伏帕焦赫])"  # 百千克, 平方千米: the unit's own
_FIGURES = f"(?:[零〇一二两三四五六七八九十百]|{_KILO}){{1,12}}(?:点[零〇一二三四五六七八九]{{1,6}})?"
_NUMERAL = Pattern(
    r"(?P<whole>百分百)|"
    rf"(?<![(十])(?P<parts>[百千])分之(?P<number>{_FIGURES}|\d[\d.]*)"
    r"|(?<![零一二两三四五六七八九十百千万亿第])(?P<tens>[一二两三四五六七八九])成(?P<ones>[一二三四五六七八九半])?(?=$|[,;。、的)]|及?以[上下内]|左右)"
    rf"|(?<![\d.,(/:每第零〇一二两三四五六七八九十百千万亿])(?P<figures>{_FIGURES})?(?P<size>万亿|亿|万)?(?<=[百千万亿])"
)
_SHARES = {"百": "%", "千": "‰"}
_SIZES = frozenset(["", "十", "百", "千"])  # no figure: 百万, 千亿, 亿
_NO_AMOUNT = frozenset("年月日天岁周分方层期位步口")  # 百年老店, 百日攻坚, 十分
_IDIOM = Pattern("千家万户|万人空巷|千方百计|[百千万]家[^,;。以左]")
_SURE = Pattern(r"(?:超过?|突破|逾|跨越|不[低少]于|至少|[≥>])$")
_REACHES = Pattern(r"(?:超过?|突破|逾|跨越|[迈跨跃登站]上|达到?|不[低少]于)$")
_AGAIN = Pattern(r"\d")  # 产值超百亿元企业2家: which ones are counted
_BEHIND = Pattern(r"$|[,;。、)]|及?以[上下内](?:$|[,;。、)])|左右|上下|的?新?(?:台阶|大关|关口|门槛)")
_BEFORE = Pattern(r".*[\u4e00-\u9fff≥≤<>〔]$")


def in_digits(normal: Normal) -> Normal:
    """Return the text with numbers in words as digits; the digits' origin is the place of the words."""
    text, done = "", 0
    origin: list[int] = []
    for match in _NUMERAL.finditer(normal.text):
        digits = _digits(normal.text, match)
        if digits is None:
            continue
        text += normal.text[done : match.start()] + digits
        origin += normal.origin[done : match.start()]
        origin += [normal.origin[match.start()]] * len(digits)
        done = match.end()
    if not done:
        return normal
    return replace(normal, text=text + normal.text[done:], origin=(*origin, *normal.origin[done:]))


def _digits(text: str, match: re.Match[str]) -> str | None:
    """Return a matched numeral in digits, with its %; None where it belongs to a name or its characters make no number."""
    if match["whole"]:
        return "100%"
    if match["parts"]:
        number = match["number"] if match["number"].isascii() else _decimal(match["number"])
        return number and number + _SHARES[match["parts"]]
    if match["tens"]:
        ones = "五" if match["ones"] == "半" else match["ones"] or ""
        return f"{_decimal(match['tens'] + '十' + ones)}%"
    figures, size = match["figures"] or "", match["size"] or ""
    end = match.end() if _BEHIND.match(text, match.end()) else units.scan(text, match.end())
    unit = units.canonical(text[match.end() : end])
    if unit is None and size and _REACHES.search(text[: match.start()]) and _BEHIND.match(text, end):
        number = _decimal(figures or "一")  # 经济总量突破万亿: of what the indicator counts
        return number and number + size
    if unit is None or unit[0] in _NO_AMOUNT or text.startswith("级", end):
        return None
    if figures in _SIZES and not _is_amount(text, match.start(), end):
        return None
    number = _decimal(figures or "一")
    return number and number + size


def _is_amount(text: str, start: int, end: int) -> bool:
    """Return whether a magnitude alone, with its unit, is the amount asked for: 突破百亿元, 农田百万亩, 千家以上."""
    if _IDIOM.match(text, start) or text[:start].endswith(("千家", "万户")):
        return False
    if _SURE.search(text[:start]):
        return text.startswith("的", end) or _AGAIN.search(text, end) is None
    return _BEHIND.match(text, end) is not None and (
        _BEFORE.match(text[:start]) is not None or end < len(text)
    )


def _decimal(figures: str) -> str | None:
    number = chinese_number(figures)
    return None if number is None else decimal_text(number)
