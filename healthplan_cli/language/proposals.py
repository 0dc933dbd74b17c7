"""Proposals of a structured target for words that aren't understood, for the hint of an error: a start for the user to edit."""

from __future__ import annotations

import re
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import normalise, squeeze

_BROKEN = Pattern(r"\d\s*[,，]\s*\d|\d\s+\d")  # which number, is for the writer to say
_PLACE = Pattern(r"[前第](?P<number>\d+)(?![\d%])")
_NUMBER = Pattern(r"\d+(?:\.\d+)?")
_YEAR = Pattern(
    r"(?:19|20)\d\d(?:年|(?=[-—~至和、]))|[-—~](?:19|20)\d\d$|[从由][^\d]{0,6}\d[\d.]*[^\d]{0,6}(?=提高|提升|增加|增长|下降|降低|减少|降|增)"
)  # and where it starts
_SHARE = Pattern(r"(?P<number>\d+(?:\.\d+)?)%(?:以上)?的|所有|每个|全部")
_OTHER = Pattern("(?<!不)高于|(?<!不)低于|同步|平均水平|优于|快于|上年|差距")
_MOST = Pattern("不高于|不超过|以下|以内|控制|≤|<|(?<!不)低于|降")
_CHANGE = Pattern(
    r"(?P<way>提高|提升|增长|增加|降低|下降|减少)(?!到|至).{0,6}?(?P<number>\d+(?:\.\d+)?)(?P<unit>个?百分点|%)?"
)
_PRAISE = Pattern("更加|更高|更好|不断|日益|进一步")
_STATE = Pattern(
    "建|完成|实现|通过|消除|形成|创|控制|保持|落实|达到|投入|普及|健全|完善|覆盖|有效|进入|成为|取得"
)
_ELSEWHERE = Pattern("下达|另行|另定|上级|附件|文件|见")  # where the number stands
_COURSE = Pattern("(?P<up>提高|提升|增长|增加|增强|上升)|下降|降低|减少|减缓|缩小")


def proposal(text: str) -> str:
    """Return a structure for the words, with their number if they have exactly one; else the user must put it in."""
    if _BROKEN.search(text):
        return "{op: ge, value: …}"
    try:
        words = normalise(text).text
    except NotUnderstood:
        words = squeeze(text)
    quoted = squeeze(text).replace('"', "")
    if match := _PLACE.search(words):
        return f"{{op: rank, value: {match['number']}}}"
    if (standard := _STANDARD.search(words)) is not None:
        return _of_standard(standard)
    if _OTHER.search(words):
        relation = "sync" if "同步" in words else "lt" if "低于" in words and "不低于" not in words else "gt"
        return f'{{op: reference, relation: {relation}, to: "{quoted}"}}'
    if share := _SHARE.search(words):
        return f'{{op: share, value: {share["number"] or 100}, unit: "%"}}'
    if change := _CHANGE.search(words):
        way = "up" if change["way"] in ("提高", "提升", "增长", "增加") else "down"
        unit = (change["unit"] or "%").removeprefix("个")
        return f'{{op: change, by: {change["number"]}, unit: "{unit}", direction: {way}}}'
    if amount := _amount(_YEAR.sub("", words)):
        often = ", every_year: true" if "每年" in words else ""
        return f"{{op: {'le' if _MOST.search(words) else 'ge'}, {amount}{often}}}"
    if course := _COURSE.search(words):
        return f"{{op: trend, direction: {'up' if course['up'] else 'down'}}}"
    if _PRAISE.search(words):
        return "{op: trend, direction: up}"
    if _STATE.search(words):
        return f'{{op: milestone, state: "{quoted}"}}'
    op = "external" if _ELSEWHERE.search(words) else "unread"
    return f'{{op: {op}, text: "{quoted}"}}'


_STANDARD = Pattern(
    r"(?P<word>不低于|不少于|不高于|不超过|达到|达|高于|低于|超过|相当于|为|控制在|按照?)(?P<to>[^\d,;。]{2,24}?(?:标准|水平|线|收入|支出|工资|均值|平均数?))的?(?P<number>\d+(?:\.\d+)?)(?P<unit>倍|%)(?P<behind>以[上下内])?"
)


def _of_standard(match: re.Match[str]) -> str:
    """Return a multiple or share of another number as a reference with a margin: 不低于当地低保标准的1.3倍 is 30 % above it."""
    number = Fraction(match["number"]) * (100 if match["unit"] == "倍" else 1)
    most = match["word"] in ("不高于", "不超过", "低于", "控制在") or match["behind"] in ("以下", "以内")
    margin = 100 - number if most else number - 100
    strict = match["word"] in ("高于", "超过", "低于")
    relation = ("lt" if strict else "le") if most else ("gt" if strict else "ge")
    return f'{{op: reference, relation: {relation}, to: "{match["to"]}", margin: {{value: {decimal_text(margin)}, unit: "%"}}}}'


def _amount(words: str) -> str | None:
    """Return the fields of the only number and its unit; `value: …` where there are several numbers, None where there is none."""
    match = _NUMBER.search(words)
    if match is None:
        return None
    if _NUMBER.search(words, match.end()):
        return "value: …"
    unit = units.canonical(words[match.end() : units.scan(words, match.end())])
    return f"value: {match.group()}" + (f', unit: "{unit}"' if unit else "")
