"""Grades on named scales, met by the grade and all higher ones (contract section 4): 三级甲等, 三星, C级."""

from __future__ import annotations

import re
from fractions import Fraction

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.tokens import Cursor, chinese_number
from healthplan_cli.model import Grade, Rule

# A hospital's grade: 级 first, then 等 (特等 > 甲等 > 乙等 > 丙等); 三级 alone is below 三级丙等 and above 二级甲等.
_HOSPITAL = Pattern(
    r"(?P<level>[一二三])(?:级(?P<class>[特甲乙丙]等?)?(?![人级])|(?P<short>[甲乙丙])(?![\u4e00-\u9fff]))"
)
_SIGNS = frozenset("级甲乙丙星A")
_CLASSES = {"特": 4, "甲": 3, "乙": 2, "丙": 1}
_STARS = Pattern(r"(?P<number>[一二三四五1-5])(?:颗)?星级?")
_LETTER = Pattern(r"(?P<letter>[A-E])级")
_STEP = Pattern(r"(?P<number>[0-9四五六七八九])级(?P<class>[甲乙丙]等)?", re.ASCII)
_SCENIC = Pattern(r"(?P<number>[1-5])A级?(?:景区)?")


# What may follow a grade: 三级乙等综合医院评审, 二级甲等标准以上, 三级甲等（已批复）
_INSTITUTION = Pattern(
    r"(?:以上|及以上)?(?:公立|综合性?|专科|中医类?|中西医结合|民族|妇幼保健|妇产|儿童|肿瘤|康复|精神|口腔|传染病|老年病?|疾病预防控制|疾控)*"
    r"(?:医院|保健院|院|机构|中心|单位|血站)?(?:标准|水平|等级|要求)?(?:以上|及以上|或以上)?(?:等级)?(?:评审|复审|复评|评定|评价|验收|认定|创建)?(?:标准)?(?:以上)?"
    r"(?:\((?:已|于)?[\u4e00-\u9fff0-9]{0,8}(?:批复|通过|公示|认定|评审)\))?$"
)


def take_institution(cursor: Cursor) -> None:
    """Move past words for what is graded and how (综合医院评审, 标准以上), none of which changes the grade."""
    match = _INSTITUTION.match(cursor.text, cursor.pos)
    if match is not None:
        cursor.advance(match.end())


def take_grade(cursor: Cursor) -> tuple[str, str, Fraction] | None:
    """Return the grade at the cursor as (words, scale, rank) and move past it; a higher rank is better. None where there is none."""
    if _SIGNS.isdisjoint(cursor.text):
        return None  # most words: they needn't wait for the patterns
    for pattern, ladder in (
        (_HOSPITAL, "hospital"),
        (_STARS, "stars"),
        (_LETTER, "letter"),
        (_STEP, "step"),
        (_SCENIC, "scenic"),
    ):
        match = pattern.match(cursor.text, cursor.pos)
        if match:
            cursor.advance(match.end())
            return match.group(), f"grade:{ladder}", _rank(ladder, match)
    return None


def _rank(ladder: str, match: re.Match[str]) -> Fraction:
    groups = match.groupdict()
    if ladder == "letter":
        return Fraction(ord("F") - ord(groups["letter"]))
    figure = groups.get("number") or groups["level"]
    number = chinese_number(figure) if not figure.isascii() else Fraction(figure)
    assert number is not None, figure
    return number * 10 + _CLASSES.get((groups.get("class") or groups.get("short") or " ")[0], 0)


_STANDARD = Pattern("(?:达到|符合)国家[一二三四]级(?:以上|及以上)?标准$")  # of air, water …: no hospital's


def grade(cursor: Cursor) -> Rule | None:
    """Read a grade to be reached: 三级甲等, 三星, C级, 4级. None for other words."""
    if _STANDARD.match(cursor.text, cursor.pos):
        return None
    cursor.take(words.TO_GRADE)
    cursor.take(words.GRADED)
    cursor.take(words.HAS_GRADE)
    found = take_grade(cursor)
    if found is None:
        return None
    take_institution(cursor)
    return Grade(*found)
