"""The rows for targets without a number of their own: coverage, nothing, steadiness, proportion, other documents."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.levels import WHOLE
from healthplan_cli.language.references import reference
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import (
    Approx,
    Compare,
    External,
    Proportional,
    Quantity,
    Relation,
    Rule,
    Slowing,
    Stable,
)


def covered(cursor: Cursor) -> Rule | None:
    """Read 全覆盖, 应保尽保 as 100 %, 基本全覆盖 as about 100 %; None for other words."""
    nearly = bool(cursor.take(words.ALMOST))
    cursor.take(words.DONE)
    cursor.take(words.LEFT_OUT)  # 基本实现…全覆盖, with what is covered left out
    if cursor.take(words.COVERED) is None:
        match = words.ALL_WHO_SHOULD.match(cursor.text, cursor.pos)
        if match is None:
            return None
        cursor.advance(match.end())
    return Approx(WHOLE) if nearly else Compare(Relation.EQ, WHOLE)


def nothing_happens(cursor: Cursor) -> Rule | None:
    """Read 零发生, 清零 as equal to 0; None for other words."""
    cursor.take(words.COME_TO_NONE)
    return Compare(Relation.EQ, Quantity(Fraction(0))) if cursor.take(words.NONE_HAPPENS) else None


def proportional(cursor: Cursor) -> Rule | None:
    """Read 同比例提高; None for other words."""
    return Proportional() if cursor.take(words.PROPORTIONAL) else None


def slowing(cursor: Cursor) -> Rule | None:
    """Read 上升趋势减缓 as `Slowing`, 上升趋势得到遏制 as `Slowing(halted=True)`; None for other words."""
    match = _SLOWING.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    return Slowing(halted=(match["how"] or match["first"]) in ("遏制", "扼制", "遏止"))


_SLOWING = Pattern(
    r"(?:(?:有效|初步|坚决)?(?P<first>遏制|扼制|遏止|减缓)(?:住|了)?(?:快速|过快|持续)?(?:上升|增长|升高|蔓延)(?:的)?(?:趋势|势头|速度|态势))|"
    r"(?:增速|增幅|增长速度)(?:明显|有所|逐步|持续|进一步)*(?P<less>下降|回落|降低)$|"
    r"(?:使|呈)?(?:(?:快速|过快|持续)?(?:上升|增长|增加|升高|攀升|蔓延)(?:的)?(?:趋势|势头|速度|幅度|态势)|增速|增幅)"
    r"(?:得到|有所|有|进一步|逐步|明显|持续|初步|有效|显著|基本|趋于|得以|要)*(?P<how>减缓|放缓|趋缓|减慢|遏制|扼制|遏止)"
)


def stable(cursor: Cursor) -> Rule | None:
    """Read 保持稳定, 基本稳定, 维持现状; None for other words."""
    return Stable() if cursor.take(words.STABLE) else None


def external(cursor: Cursor) -> Rule | None:
    """Read a target whose number stands in another document: 国家下达, 完成省级要求, 优于全市平均水平. None for other words."""
    start = cursor.pos
    if reference(cursor) is not None:
        return None
    cursor.pos = start
    match = _EXTERNAL.match(cursor.text, cursor.pos)
    if match is None:
        return None
    if match.group().endswith(("前列", "前茅", "上游")):
        return None  # a state
    cursor.advance(match.end())
    return External(match.group())


_WHO = r"(?:[国省市区县州部]定(?!点|制|居|向|期|量|员|岗)|[国部]颁|[国行地]标|国家(?!区域|重点|级|医学|卫生|中医|优质|示范|基本)|中央|全国|国内|世界|国际|省级|省里|省上|省内|省|全省|市级|市上|市里|市内|市|全市|区级|区|全区|县级|县|全县|部|部委|自治区|州|全州|上级|地方|同期|同类|同级|同等|西部|中部|东部|东部地区|西部地区|区域|川渝|同类地区|周边|地区|行业|中等|发达)"
_SET = "下达|规定|确定|核定|分解|明确|批复|考核"
_EXTERNAL = Pattern(
    rf"(?:全面|确保|如期|超额|均|圆满)?(?:完成|达到|实现|落实|控制在|不超过|符合)(?:{_WHO}|上级)(?:政府|部门)?(?:[^,;。\d%]{{0,16}}?(?:规划|计划|方案|纲要|意见|标准))?(?:{_SET})的?[^,;。\d%不]{{0,30}}?(?:目标|指标|任务|要求)值?(?:以内|之内|内)?$|"
    rf"(?:不超过|不突破|控制在)(?:(?:{_WHO}|上级)?(?:{_SET})的?)?(?:总量)?(?:控制|约束性?)(?:目标|指标)值?(?:以内|之内|内)?$|"
    rf"(?:完成|达到|实现|按照?|落实|控制在|不超过|不突破|以)*{_WHO}(?:级)?(?:政府|部门|厅|局|委)?(?:统一)?(?:下达|分解|确定|核定|规定|明确|考核|分配|批复|控制)的?[\u4e00-\u9fff]{{0,10}}?(?:任务|目标|指标|要求|数|计划)+(?:以内|之内|内|为准|执行)?|"
    rf"(?:完成|达到|十[三四五六]五|按|按照|以|执行|符合|满足|实现|落实|根据|不低于|不高于|高于|低于|优于|好于|超过|优于或等于|优于或达到|达到或优于|达到或好于|达到或超过|位居|居于|居|位列|处于|进入|保持|保持在|待|依据|参照|比照|继续|持续|力争|不差于|控制在|略高于|明显高于|接近|达到并超过|高于或等于)*"
    rf"(?:{_WHO}(?:的|、|和|及|下达|分解|统一|平均|规定|有关|相关|考核|要求|标准|确定|核定|明确|制定|设定|约束性|水平|目标|任务|指标|计划|规划|值|数|数据|控制|领先|先进|前列|中上|中等|较高|上游|前茅|为准|部门|执行|完成|落实|线|以上|一流|控制数|总体|均值|分配|以内|以下|之内|内|审核|后|分解|部署|安排|批复|十[三四五六]五|时期|年度|当年|责任|约束|{_WHO})+"
    r"|(?:(?:保持在合理区间、)?各年度视情(?:况)?(?:提出|确定|安排)|另行下达|另行确定|另行明确|待定(?!期)|待下达|待国家下达|以下达数为准|平均水平|上级下达|下达目标|先进水平|领先水平|前列|[国行地]标(?:以上)?))"
)
