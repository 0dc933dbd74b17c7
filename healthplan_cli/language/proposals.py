"""The structured form that fits words which aren't understood, for the hint of an error: a start, never a reading."""

from __future__ import annotations

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
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
    """A structure to begin with, in the number of these words; where they have several, which one is for the writer to say."""
    if _BROKEN.search(text):
        return "{op: ge, value: …}"
    try:
        words = normalise(text).text
    except NotUnderstood:
        words = squeeze(text)
    quoted = squeeze(text).replace('"', "")
    if match := _PLACE.search(words):
        return f"{{op: rank, value: {match['number']}}}"
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


def _amount(words: str) -> str | None:
    """The one number and its unit, as fields; no figure where there are several; None where there is none."""
    match = _NUMBER.search(words)
    if match is None:
        return None
    if _NUMBER.search(words, match.end()):
        return "value: …"
    unit = units.canonical(words[match.end() : units.scan(words, match.end())])
    return f"value: {match.group()}" + (f', unit: "{unit}"' if unit else "")
