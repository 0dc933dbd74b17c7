"""The year, period and region in a section heading (二、2022年；上半年；计划目标；西山县) or a category's cell (contract section 5)."""

from __future__ import annotations

from functools import lru_cache

from healthplan_cli.base.lexicon import Pattern, atomic
from healthplan_cli.sources.actuals.periods import NOTHING_SAID, YEAR, PeriodScope, is_aim, taken
from healthplan_cli.sources.actuals.titles import scope_of_title, year_of_titles

_ORDINAL = Pattern(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|\d{1,2}[、.)])?(?P<rest>.*)$"
)
_FILLING = Pattern(
    rf"(?:{YEAR}年?度?)?"
    + atomic("(?:[,、]|的|累计|合计|统计|完成|实际|快报|数据|数值|数|值|情况|部分|指标|主要|表)*", "filling")
    + "$"
)
_GENERAL = Pattern("(?:发展|总体|主要|规划|工作|约束|预期性|阶段|指标)")  # 发展目标 heads a group
_DONE = Pattern(rf"(?:{YEAR}年?度?)?(?:实际|完成|全年)+(?:完成)?(?:情况|数|值|数值|数据)?$")
_BEHIND = Pattern(r"\((?P<inside>[^()]+)\)$")
_REGION = Pattern(
    r"(?P<region>全[国省市县区州旗]|[\u4e00-\u9fff]{1,9}?[省市县区州旗盟])(?:$|(?=(?:19|20)\d\d|卫生|健康|“?十四五|主要|指标))"
)
_NO_REGION = Pattern(
    r".*(?:城市|社区|地区|园区|城区|郊区|街区|辖区|学区|小区|病区|山区|牧区|库区|[各县]区|[各城]?县市|各[县市]|[^一-龥]区)$"
)


@lru_cache(maxsize=1024)
def time_of_section(text: str) -> tuple[int | None, PeriodScope]:
    """Return the year (None: none) and the period and kind in a section heading: 二、2022年, 上半年, 计划目标, 预计."""
    rest = _without_ordinal(text)
    year = year_of_titles((rest,))
    if _DONE.match(rest):
        return year, PeriodScope(whole="全年" in rest, done=True)
    bare = rest[4:].removeprefix("年度").removeprefix("年") if rest[:4].isdecimal() else rest
    if is_aim(bare) and not _GENERAL.match(bare):
        return year, PeriodScope(plan=bare)
    behind = _BEHIND.search(rest)
    aside = time_of_group(behind["inside"]) if behind else NOTHING_SAID  # 健康产业(预计)
    told = aside.over(scope_of_title(rest, year))
    left, own = taken(rest)
    plan = own.plan if _FILLING.match(left) else aside.plan
    if not told.part and not told.whole and not plan:
        return (year, PeriodScope(done=told.done)) if year is not None else (None, NOTHING_SAID)
    return year, PeriodScope(told.part, told.whole, plan)


@lru_cache(maxsize=1024)
def time_of_group(text: str) -> PeriodScope:
    """Return the period or kind where a category's cell says nothing else (上半年, 全年, 目标, 预计); NOTHING_SAID for 健康水平."""
    left, scope = taken(text)
    if scope is not NOTHING_SAID and _FILLING.match(left):
        return scope
    if _DONE.match(text):
        return PeriodScope(done=True)
    return PeriodScope(plan=text) if is_aim(text) and not _GENERAL.match(text) else NOTHING_SAID


@lru_cache(maxsize=1024)
def region_of_section(text: str) -> str | None:
    """Return the region in a heading: 西山县, （二）全市, 西山县2023年指标, 健康产业（西山县）. None for other words."""
    rest = _without_ordinal(text)
    behind = _BEHIND.search(rest)
    for words in (rest, behind["inside"] if behind else ""):
        match = _REGION.match(words)
        if match and not _NO_REGION.match(match["region"]):
            return match["region"]
    return None


def _without_ordinal(text: str) -> str:
    match = _ORDINAL.match(text)
    return match["rest"] if match else text
