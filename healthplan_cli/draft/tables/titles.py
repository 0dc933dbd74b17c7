"""Lines over a whole table: groups' titles with numbers and natures, notes, definitions, statements of units."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half
from healthplan_cli.language.marks import legends_in
from healthplan_cli.language.normalise import normalise

NOTE = Pattern(
    r"(?:[备附表]?注|注[释解])\d{0,2}[:.、(\s]|[①-⑳]|[*※☆★△▲†#][^\d]|(?:资料|数据)来源[:]|〔(?:注?\d{1,2})〕|注$|填表说明"
)
DEFINITION = Pattern(
    r"(?:指标)?(?:说明|定义|解释|释义|含义|口径|计算(?:方法|公式|方式)|指标(?:说明|定义|解释|含义)|统计口径|公式|指标解释及计算方法)[:]"
)
BETWEEN = Pattern(
    r"\(?续(?:上)?表\d{0,2}(?:[-.]\d+)?\)?(?:[:、].{0,30})?$|[-—]\d{1,3}[-—]$|第\d{1,3}页(?:,?共\d{1,3}页)?$"
)
"""What stands between two pieces of a table: a page's number, 续表."""
UNIT_LINE = Pattern(r"\(?(?:计量)?单位[:]")
LEVELS = (
    Pattern(r"第[一二三四五六七八九十]+[类部章节]|[一二三四五六七八九十]{1,3}[、.]"),
    Pattern(r"\([一二三四五六七八九十]{1,3}\)"),
)
UNNUMBERED = len(LEVELS)  # the level of a group's title without a number
_NUMBERED = Pattern(
    r"(?:第[一二三四五六七八九十]+[类部章节][:、]?|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)(?:[-—~至、]\([一二三四五六七八九十]{1,3}\))?|\d{1,2}[、.](?!\d))"
)
_GROUP_NATURE = Pattern(r"(?:.*[、.)(])?(?P<word>约束|预期|倡导)性(?:指标|目标)?(?:[(].*[)])?[:]?$")


def explains_marks(plain: str) -> bool:
    """Return whether a line that could be an indicator's definition explains marks instead (说明：*为预计数)."""
    return plain.startswith("说明") and bool(legends_in(plain, strict=True))


def level_of(words: str) -> int:
    """Return the level of a group's title by its number, 0 the highest; UNNUMBERED for one without."""
    plain = half(words)
    return next((number for number, pattern in enumerate(LEVELS) if pattern.match(plain)), UNNUMBERED)


def without_number(words: str) -> str:
    """Return a group's or category's words without the number before them: 一、健康水平 is 健康水平."""
    normal = normalise(words.replace(" ", ""))
    match = _NUMBERED.match(normal.text)
    if match is None or match.end() == len(normal.text):
        return words
    return words.replace(" ", "")[normal.origin[match.end()] :]


def nature_stated(words: str) -> str | None:
    """Return the nature in a group's title (约束性指标（5项）); None without one."""
    match = _GROUP_NATURE.match(half(words))
    return f"{match['word']}性" if match else None
