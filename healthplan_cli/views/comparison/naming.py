"""What an indicator's name tells: whether two printed names mean the same, whether one is of an average."""

from __future__ import annotations

import re
from functools import lru_cache

from healthplan_cli.language.names import name_key

# What may be written either way. The plan's own region (全市, 全区) is understood; “以上” includes the number itself.
_ALIKE = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        ("^(?:全市|全区|全县|全州|全省|本市|本区|本县)", ""),
        ("[,、·…《》()的]", ""),
        ("ⅲ", "iii"),
        ("患者|拥有", ""),
        ("期望寿命", "预期寿命"),
        ("及以上", "以上"),
        ("设立|设置", "设"),
        ("每(?=[千万百])", ""),
        ("占比|比重|比率", "比例"),
        ("医师", "医生"),
        ("规范化", "规范"),
        ("数量", "数"),
        ("五年", "5年"),
        ("(?<!人)数$", ""),
    )
)
_AVERAGES = ("每", "人均", "平均")
# What narrows a name or makes another quantity of it: names that differ in these alone are easily taken for one another.
_LIMITS = re.compile(
    "以乡.*?为单位|城乡社区|规范|综合|基层|常住|新发|总体|儿童|公立|[一二三]级|以上|比例|人数"
)


@lru_cache(maxsize=4096)
def sense(name: str) -> str:
    """Return a name in a form without variants of spelling; two names are the same where these are equal."""
    found = name_key(name)
    for pattern, same in _ALIKE:
        found = pattern.sub(same, found)
    return found


def stem(name: str) -> str:
    """Return a name without its narrowing words: 严重精神障碍规范管理率 and 严重精神障碍管理率 give the same."""
    return _LIMITS.sub("", sense(name))


def is_average(name: str) -> bool:
    """Return whether a name is of an average (每千人口…, 人均…), which doesn't grow with the region."""
    return name.startswith(_AVERAGES)
