"""The first lines of a plan → its title, complete where it is broken over two lines."""

from __future__ import annotations

from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import plain

LONGEST_TITLE = 80
FIVE_YEARS = Pattern('[“"‘]?十(?P<which>[一二三四五六])五[”"’]?|第十(?P<long>[一二三四五六])个五年')
YEARS = r"(?P<start>20\d\d)年?[-‐‑‒–—―−－~∼〜～至到]{1,2}(?P<end>20\d\d)年?"  # a print has any of the dashes
_IN_BRACKETS = Pattern(rf"[(（]{YEARS}[)）]$")
_KINDS = "(?:规划纲要|规划|行动计划|行动方案|提升计划|促进计划|发展计划|实施方案|工作方案|方案|纲要|行动|计划|实施意见|意见)"
_IN_NOTICE = Pattern(
    rf"(?:印发|发布|批转)(?P<open>[《〈]?)(?P<title>[^《》〈〉。]{{4,60}}?{_KINDS}(?:[(（][^()（）]*[)）])?)[》〉]?(?:的(?:通知|公告|函|决定)|》)"
)
_ALONE = Pattern(rf"[《]?(?P<title>[^。；，《》]{{0,60}}?{_KINDS}(?:[(（][^()（）]*[)）])?)[》]?$")
_NO_TITLE = Pattern(
    "^(?:首页|目录|附件|关于|根据|为|按照|第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]+、|[(（]|[\\d])|的通知$|通知如下|\\d$|[>＞»›]"
)


def title_of(lines: tuple[str, ...]) -> str | None:
    """Return the plan's title as printed: the one that the notice names; without a notice the first line that is a
    title. None without one.
    """
    start = "".join(lines[:12])
    notice = _IN_NOTICE.search(start)
    wanted = plain(notice["title"]) if notice else None
    for before, words in (
        *zip(("", *lines), lines, strict=False),
        *(("", a + b) for a, b in pairwise(lines)),
    ):
        match = _ALONE.match(words) if len(words) <= LONGEST_TITLE else None
        if match is None or _NO_TITLE.search(words) or _is_rest(before, words):
            continue
        if wanted is None or plain(match["title"]) == wanted:
            return match["title"] + _years_below(lines, words)
    return notice["title"] if notice else None


def _years_below(lines: tuple[str, ...], title: str) -> str:
    """Return the years in brackets that stand below a title (（2019—2030年）); empty without any."""
    at = next((place for place, line in enumerate(lines) if line == title), len(lines))
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return below if _IN_BRACKETS.match(below) else ""


_SENTENCE = frozenset("。；，：")
_NO_BEGINNING = ("通知", "意见", "函", "决定", "公告")


def _is_rest(before: str, words: str) -> bool:
    """Return whether a line continues the title of the line before, where the five-year period (“十四五) begins."""
    if not FIVE_YEARS.search(before + words) or FIVE_YEARS.search(words):
        return False
    return not (_ALONE.match(before) or set(before) & _SENTENCE or before.endswith(_NO_BEGINNING))
