"""The cost of taking words for a cell of a column, or for the continuation of the cell before: none where they look like it."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    closes,
    half,
    is_chinese,
    is_dash,
    is_empty,
    is_name,
    is_number,
    is_open,
    is_phrase,
    is_serial,
    is_unit,
    joined,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole
from healthplan_cli.draft.tables.titles import LEVELS
from healthplan_cli.language.names import named_among

NEVER = 60
_OFFICE = Pattern(r".*(?:局|委|厅|部|办|院|处|中心|部门|单位|社|会|政府|公司|科|股|镇|街道)(?:[(].*[)])?$")
_PARTS = Pattern(
    r"(?:城镇|城乡|农村|职工|居民|男|女|门诊|住院|市区|县城|初中|高中|小学|学前|公立|社会办|市办|城市|乡镇|村)(?:.{0,8})$"
)
_OPENS_NAME = Pattern(
    r"每|人均|\d|孕产妇|婴儿|居民|儿童|城市|城镇|农村|全[省市县区]|单位|累计|新增|年均|适龄|高血压|糖尿病|个人"
)
_AIM = Pattern(r"[≥≤]|.*(?:提高|下降|降低|降至|力争|控制在|达到|不低于|不高于|以上$|以下$)")
_JOINS = Pattern(r"[的及和与或等、占中内]")
_UNSURE = Pattern(r".*[、,及和与或的及]$")


def fit(role: HeadRole, text: str) -> int:
    """Return the cost of putting words into a column of this role: none where they are what it holds."""
    if is_empty(text):
        return 0
    if role in VALUES:
        return _fit_value(text) + (2 if role is HeadRole.BASELINE and _AIM.match(half(text)) else 0)
    number, chinese = is_number(text), is_chinese(text)
    if role is HeadRole.NO:
        return 0 if is_serial(text) else NEVER
    if role is HeadRole.NATURE:
        return 0 if nature_of(text) else 3 if is_dash(text) else 25
    if role is HeadRole.UNIT:
        return (
            0
            if is_unit(text)
            else 1
            if is_dash(text)
            else 8
            if len(half(text)) <= 6 and not number and not nature_of(text)
            else 25
        )
    if nature_of(text) or (number and not is_name(text)):
        return 30
    if role is HeadRole.NAME:
        if _is_scrap(text) or any(level.match(half(text)) for level in LEVELS):
            return 8
        if is_name(text) or is_unit(text) or (not chinese and len(half(text)) < 4):
            return 0 if is_name(text) else 8 if chinese else 30
        return 1 if len(half(text)) > 6 or _OPENS_NAME.match(half(text)) else 4
    if role is HeadRole.PART:
        among = named_among(text) is not None or _PARTS.match(half(text)) is not None
        return 1 if among else 6 if chinese and len(half(text)) <= 10 and not is_name(text) else 14
    if role is HeadRole.CATEGORY:
        return _fit_category(text)
    if role is HeadRole.RESPONSIBLE:
        return 0 if _OFFICE.match(half(text)) else 6
    return 4


def _fit_category(text: str) -> int:
    """Return the cost of taking words for a category: categories are short and don't look like a name or part of one."""
    size = len(half(text))
    if not is_chinese(text) or size > 14:
        return 14
    cost = 1 if size <= 6 else 3 if size <= 8 else 5
    if is_open(text) or "(" in half(text) or _OPENS_NAME.match(half(text)) or (is_name(text) and size > 5):
        cost += 3
    return cost + 6 * any(char.isdecimal() for char in text)


def _fit_value(text: str) -> int:
    if is_number(text) or is_dash(text):
        return 0
    if nature_of(text):
        return 30
    if is_unit(text) or is_serial(text):
        return 9
    if is_phrase(text) and not is_name(text):
        return 1
    return 12 if is_name(text) else 9


def goes_on_cost(role: HeadRole, before: str, text: str) -> int:
    """Return the cost of a line continuing the cell of the line before."""
    if is_empty(text):
        return 1
    if is_empty(before):
        return NEVER
    if role in (HeadRole.NO, HeadRole.NATURE, HeadRole.UNIT, HeadRole.TICK):
        return NEVER
    if role in VALUES:
        joins = (
            is_number(text)
            or is_dash(text)
            or (is_number(before) and not is_open(before) and not closes(text))
        )
        return NEVER if joins or nature_of(text) else 5 if is_chinese(text) or closes(text) else 12
    if nature_of(text):
        return NEVER
    if is_open(before) or closes(text):
        return 0
    if is_number(text) and role in (HeadRole.NAME, HeadRole.PART):
        return 20
    if role is HeadRole.NAME:
        if _is_scrap(text):
            return 1
        if is_name(before) and not _UNSURE.match(half(before)):
            return 9
        return 3 if is_name(text) and len(half(text)) >= 9 and not _JOINS.match(half(text)) else 1
    if role is HeadRole.CATEGORY:
        return 0 if _UNSURE.match(half(before)) else 3 if len(half(before)) <= 6 else 9
    return 3 if role is not HeadRole.PART else 9


def _is_scrap(text: str) -> bool:
    """Return whether words are too few for a name, so that they must be the end of one: 例（%）, 比率."""
    plain = half(text)
    united = plain.rfind("(") if plain.endswith(")") else -1
    return len(plain[:united] if united >= 0 else plain) <= 3 and _PARTS.match(plain) is None


_LOOKS = 1  # what words cost at most in a column that they look like
_TWO_VALUES = -4


def look(role: HeadRole, text: str) -> int:
    """Return how well a cell suits its column: badly where it has two values."""
    if role in VALUES and sum(is_number(word) or is_dash(word) for word in text.split()) > 1:
        return _TWO_VALUES
    return 2 * (fit(role, joined(text)) <= _LOOKS) - 1
