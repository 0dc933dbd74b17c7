"""The year that a change counts from: 较2015年, 在2020年基础上, 比“十三五”末, 较上年."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.tokens import Cursor

PREVIOUS = 0  # in place of the year that a change is counted from: the year before each

_SINCE = Pattern(
    r"(?P<lead>[均都]?(?:较之|相较于|相较|相比于|相比|对比|较|比|与|同|在|以|按))?"
    r"(?:(?P<year>(?:19|20)\d\d)年?(?:年底|年末|底|末|同期)?|(?P<last>上一?年度?|去年|前一年|上年同期)(?:相?比)?|十(?P<plan>[一二三四五]?)五(?:规划)?(?:期末|末期|末|时期末)"
    r"|(?P<base>基期年?|基准年|基年|基线|规划期初|期初|基数|现状|目前|现有|原有))"
    r"的?(?:水平|实际值|实际|基数|数)?(?:为基数|为基期|为基准|的?基础上|相比|的水平上)?,?"
)
PLAN_ENDS = {"": 2005, "一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030}


def take_since(cursor: Cursor) -> int | None:
    """Return the year from which a change counts, and move past its words; None for the baseline's year or no such words.

    较2015年 → 2015, 比“十三五”末 → 2020, 较上年 → PREVIOUS.
    """
    match = _SINCE.match(cursor.text, cursor.pos)
    if match is None:
        return None
    if not match["lead"] and "基" not in match.group() and "相比" not in match.group():
        return None
    cursor.advance(match.end())
    if match["last"]:
        return PREVIOUS
    if match["plan"] is not None:
        return PLAN_ENDS[match["plan"]]
    return int(match["year"]) if match["year"] else None
