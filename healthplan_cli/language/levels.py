"""The rows of the wording table that stand for themselves: levels, coverage, grades, ratios, courses, other documents."""

from __future__ import annotations

import re
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern, lexicon
from healthplan_cli.language import words
from healthplan_cli.language.grades import take_grade, take_institution
from healthplan_cli.language.measure import AT_LEAST, Measure, take_measure, take_quantity
from healthplan_cli.language.normalise import normalise
from healthplan_cli.language.shield import NAMING
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import (
    Approx,
    Compare,
    Direction,
    EveryYear,
    External,
    Grade,
    Number,
    Proportional,
    Quantity,
    Range,
    Ratio,
    Reach,
    Relation,
    Rule,
    Slowing,
    Stable,
)
from healthplan_cli.values import MIRRORED

WHOLE = Quantity(Fraction(100), "%")


def relation(cursor: Cursor) -> Rule | None:
    """≤14.5, 不低于70%, 控制在10%以内, 达到60%及以上."""
    found = _level(cursor)
    if found is None:
        return None
    verb, measure = found
    if measure.relation is not None:
        wrong = {"raise": (Relation.LE, Relation.LT), "lower": (Relation.GE, Relation.GT)}.get(verb, ())
        return None if measure.relation in wrong else Compare(measure.relation, measure.low)
    if verb == "control" and not measure.about and measure.high is None:
        return Compare(Relation.LE, measure.low)
    return None


def reach(cursor: Cursor) -> Rule | None:
    """78.2, 达到30%, 降至25%, 建成5所."""
    found = _level(cursor)
    if found is None or found[0] == "control":
        return None
    measure = found[1]
    if measure.relation or measure.about or measure.high:
        return None
    if measure.low == WHOLE and found[0] == "bare":
        return Compare(Relation.EQ, WHOLE)  # the contract's row: 全覆盖 全部 100%
    return Reach(measure.low, _TOWARDS.get(found[0]))


# 提高到, 下降到: what a verb says of the way a number is come to
_TOWARDS = {"raise": Direction.UP, "lower": Direction.DOWN}


def approx(cursor: Cursor) -> Rule | None:
    """27%左右, 约80岁."""
    found = _level(cursor)
    return Approx(found[1].low, _TOWARDS.get(found[0])) if found and found[1].about else None


def between(cursor: Cursor) -> Rule | None:
    """5—10家, 60%~70%; 控制在80%—90%, 保持在80%—90%, 80%—90%之间: both ends count."""
    found = _level(cursor)
    if found is None or found[1].high is None:
        return None
    verb, measure = found
    two_sided = measure.between or verb in ("control", "hold")
    return Range(measure.low, found[1].high, two_sided, towards=_TOWARDS.get(verb))


_JOINED = lexicon(", 、 ; 且 并 又 而 但 同时 并且 而且 ,且 ,并 ,但 、且 ,并且 ,而且 ,同时")


def both_ends(cursor: Cursor) -> Rule | None:
    """≥80且≤90, 不低于80%、不高于90%, 80%以上90%以下: a level with two ends."""
    first = _one_end(cursor)
    if first is None:
        return None
    end = cursor.pos
    if cursor.text[end : end + 1] == ":":
        return None  # 不低于1:1.3以下 is a ratio that contradicts itself
    cursor.take(_JOINED)
    second = _one_end(cursor)
    return None if second is None else _two_sided(cursor, first, second, end)


def _one_end(cursor: Cursor) -> tuple[Relation, Quantity] | None:
    """One end of a level that has two, and which end it is."""
    rule = relation(cursor)
    return (rule.relation, rule.quantity) if isinstance(rule, Compare) else None


_SIGNS = (
    (lexicon("≤ <="), Relation.LE),
    (lexicon("<"), Relation.LT),
    (lexicon("≥ >="), Relation.GE),
    (lexicon(">"), Relation.GT),
)
_WHAT = Pattern(r"[\u4e00-\u9fffA-Za-z()]{0,12}?(?=[<>≤≥])")


def chained(cursor: Cursor) -> Rule | None:
    """20≤指数<25, 60±2: a level between two numbers."""
    first = take_quantity(cursor)
    if first is None or first[1]:
        return None
    end = cursor.pos
    if cursor.take(lexicon("± +/-")):
        slack = take_quantity(cursor)
        if slack is None or slack[1] or slack[0].value <= 0 or first[0].unit not in (None, slack[0].unit):
            return None
        middle, unit = first[0].value, slack[0].unit
        low, high = (Quantity(value, unit) for value in (middle - slack[0].value, middle + slack[0].value))
        return Range(low, high, True)
    before = cursor.take_one(_SIGNS)
    what = _WHAT.match(cursor.text, cursor.pos) if before else None
    if before is None or what is None:
        return None
    cursor.advance(what.end())
    after, second = cursor.take_one(_SIGNS), take_quantity(cursor)
    if after is None or second is None or second[1]:
        return None
    return _two_sided(cursor, (MIRRORED[before], first[0]), (after, second[0]), end)


def _two_sided(
    cursor: Cursor, first: tuple[Relation, Quantity], second: tuple[Relation, Quantity], end: int
) -> Range | None:
    """The range between a lower and an upper end, in either order; `end`: where the first one's words end."""
    lower, upper = (
        [one for one in (first, second) if one[0] in signs]
        for signs in ((Relation.GE, Relation.GT), (Relation.LE, Relation.LT))
    )
    if len(lower) != 1 or len(upper) != 1:
        return None
    (above, low), (below, high) = lower[0], upper[0]
    unit = low.unit or high.unit
    if low.unit not in (None, unit) or high.unit not in (None, unit):
        return None
    if low.value >= high.value:
        cursor.hint = end, tr("下限不小于上限，没有一个数能满足")
        return None
    low, high = Quantity(low.value, unit), Quantity(high.value, unit)
    return Range(low, high, True, above is Relation.GT, below is Relation.LT)


def every_year(cursor: Cursor) -> Rule | None:
    """每年培训3000人次以上, 每年不少于2次."""
    if not cursor.take(lexicon("每年 每年度 年度 每年均")):
        return None
    cursor.skip(words.MODALITY)
    cursor.take(lexicon("… ……"))  # what is done, left out
    for row in (both_ends, chained, relation, reach, approx, between):
        if any(map(cursor.peek, (words.RAISE, words.LOWER))):
            return None  # 每年提高到90%: a course and a level in one
        start = cursor.pos
        rule = row(cursor)
        if isinstance(rule, Number):
            return EveryYear(rule)
        cursor.pos = start
    return None


# 培训医务人员3000人次: what is counted may stand between the verb and the number
_TIMES = "每[年月季周天日个]|逐年|年均|年度"  # how often is no part of what is counted
_OBJECT = Pattern(
    rf"(?:(?!{_TIMES}|提高|提升|降低|下降|增长|减少|超过|不[低高少超]|较|比)[{NAMING}A-Z()、…]){{1,24}}?(?=至少|不少于|不低于|约|≥|\d)"
)
# and so may it after the number: 开展1次应急演练
_OBJECT_AFTER = Pattern(
    rf"(?:(?!{_TIMES}|[一二两三四五六七八九十]年|提高|提升|降低|下降|增长|减少|超过|不[低高少超]|较|比|以[上下内]|左右)[{NAMING}A-Z()、…]){{2,16}}$"
)


_NOT_COUNTED = (None, "%", "分钟", "小时", "天")  # a 12分钟急救圈 is not twelve of anything


def covered(cursor: Cursor) -> Rule | None:
    """全覆盖, 应保尽保: all of it; 基本全覆盖: about all of it."""
    nearly = bool(cursor.take(lexicon("基本 基本实现 基本达到 基本做到 接近")))
    cursor.take(lexicon("实现 达到 做到"))
    cursor.take(lexicon("… ……"))  # 基本实现…全覆盖, with what is covered left out
    if cursor.take(words.COVERED) is None:
        match = words.ALL_WHO_SHOULD.match(cursor.text, cursor.pos)
        if match is None:
            return None
        cursor.advance(match.end())
    return Approx(WHOLE) if nearly else Compare(Relation.EQ, WHOLE)


def nothing_happens(cursor: Cursor) -> Rule | None:
    """零发生, 清零."""
    cursor.take(lexicon("实现 保持 达到"))
    return Compare(Relation.EQ, Quantity(Fraction(0))) if cursor.take(words.NONE_HAPPENS) else None


def proportional(cursor: Cursor) -> Rule | None:
    """同比例提高."""
    return Proportional() if cursor.take(_PROPORTIONAL) else None


_PROPORTIONAL = lexicon(
    *(
        f"{how}{verb}"
        for how in ("同比例", "按比例同步", "按同比例", "等比例")
        for verb in ("提高", "提升", "增长", "增加", "上升")
    ),
    "同比例",
)


def slowing(cursor: Cursor) -> Rule | None:
    """上升趋势减缓; 上升趋势得到遏制 (not rising any more)."""
    match = _SLOWING.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    return Slowing(halted=(match["how"] or match["first"]) in ("遏制", "扼制", "遏止"))


_SLOWING = Pattern(
    r"(?:(?:有效|初步|坚决)?(?P<first>遏制|扼制|遏止|减缓)(?:住|了)?(?:快速|过快|持续)?(?:上升|增长|升高|蔓延)(?:的)?(?:趋势|势头|速度|态势))|"
    r"(?:使|呈)?(?:(?:快速|过快|持续)?(?:上升|增长|增加|升高|攀升|蔓延)(?:的)?(?:趋势|势头|速度|幅度|态势)|增速|增幅)"
    r"(?:得到|有所|有|进一步|逐步|明显|持续|初步|有效|显著|基本|趋于|得以)*(?P<how>减缓|放缓|趋缓|减慢|遏制|扼制|遏止)"
)


def stable(cursor: Cursor) -> Rule | None:
    """保持稳定, 基本稳定, 维持现状."""
    return Stable() if cursor.take(_STABLE) else None


_STABLE = lexicon(
    "稳定 平稳 保持稳定 保持平稳 基本稳定 基本保持稳定 保持基本稳定 总体稳定 总体保持稳定 保持总体稳定 保持不变 不变 基本不变 维持不变",
    "维持稳定 维持 维持现状 保持现状 维持现有水平 保持现有水平 保持当前水平 维持当前水平 保持目前水平 基本持平 持平 保持持平 稳定持平",
    "维持基本稳定 继续保持稳定 持续稳定 持续保持稳定 稳定不变 保持相对稳定 相对稳定 维持在现有水平 保持在现有水平 稳定在现有水平",
)


def external(cursor: Cursor) -> Rule | None:
    """国家下达, 完成省级要求, 优于全市平均水平: the number stands in another document."""
    match = _EXTERNAL.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    return External(match.group())


_WHO = r"(?:国家(?!区域|重点|级|医学|卫生|中医|优质|示范|基本)|中央|全国|国内|世界|国际|省级|省里|省上|省内|省|全省|市级|市上|市里|市内|市|全市|区级|区|全区|县级|县|全县|部|部委|自治区|州|全州|上级|地方|同期|同类|同级|同等|西部|中部|东部|东部地区|西部地区|区域|川渝|同类地区|周边|地区|行业|中等|发达)"
_EXTERNAL = Pattern(
    rf"(?:完成|达到|按|按照|以|执行|符合|满足|实现|落实|根据|不低于|不高于|高于|低于|优于|好于|超过|优于或等于|优于或达到|达到或优于|达到或好于|达到或超过|位居|居于|居|位列|处于|进入|保持|保持在|待|依据|参照|比照|继续|持续|力争|不差于|控制在|略高于|明显高于|接近|达到并超过|高于或等于)*"
    rf"(?:{_WHO}(?:的|、|和|及|下达|分解|统一|平均|规定|有关|相关|考核|要求|标准|确定|核定|明确|制定|设定|约束性|水平|目标|任务|指标|计划|规划|值|数|数据|控制|领先|先进|前列|中上|中等|较高|上游|前茅|为准|部门|执行|线|以上|一流|控制数|总体|均值|分配|以内|以下|之内|范围|{_WHO})+"
    r"|(?:另行下达|另行确定|另行明确|待定(?!期)|待下达|待国家下达|以下达数为准|平均水平|上级下达|下达目标|先进水平|领先水平|前列))"
)


def grade(cursor: Cursor) -> Rule | None:
    """三级甲等, 三星, C级, 4级: at or above it."""
    cursor.take(
        lexicon(
            "达到 达 创 创建 创成 建成 争创 评为 保持 通过 提升到 提升至 提高到 升级为 晋升 创建为 建成为 不低于 ≥ 至少达到 至少"
        )
    )
    cursor.take(_GRADED)
    cursor.take(lexicon("达到 达 为"))
    found = take_grade(cursor)
    if found is None:
        return None
    take_institution(cursor)
    return Grade(*found)


# What is graded, where its name stands with the grade: 电子病历4级.
_GRADED = lexicon(
    "国家 电子病历 电子病历系统 电子病历应用水平 电子病历系统应用水平 电子病历系统功能应用水平 电子病历应用水平分级评价 智慧服务 智慧管理 智慧医院",
    "互联互通 互联互通标准化成熟度 医院信息互联互通标准化成熟度 医院信息互联互通标准化成熟度测评",
)


def ratio(cursor: Cursor) -> Rule | None:
    """1:1.3 (医护比), 1比2, 1辆/3万人."""
    cursor.skip(words.MODALITY)
    for verb in (words.NEUTRAL, words.RAISE, words.HOLD, words.CONTROL, words.LOWER):
        if cursor.take(verb):
            break
    sign = cursor.take_one(
        (
            (lexicon("不低于 ≥ >= 至少 不少于"), Relation.GE),
            (lexicon("不高于 ≤ <= 不超过 不大于"), Relation.LE),
            (lexicon("约 配置 按 按照"), None),
        )
    )
    start = cursor.pos
    left = take_quantity(cursor)
    if (
        left
        and left[0].unit
        and "/" in left[0].unit
        and left[0].unit[0] != "/"
        and re.search(r"/\d", left[0].unit)
    ):
        unit, _, rest = left[0].unit.partition("/")
        per = normalise(rest)
        right = take_quantity(Cursor(per))
        if left[0].value <= 0:
            raise cursor.of_nothing(start)
        if right is not None:
            return Ratio(cursor.text[start : cursor.pos], Quantity(left[0].value, unit), right[0], sign)
    if left is None or cursor.take(lexicon(": 比")) is None:
        return None
    right = take_quantity(cursor)
    if right is None or left[1] or right[1]:
        return None
    if left[0].value <= 0 or right[0].value <= 0:
        raise cursor.of_nothing(start)
    end = cursor.pos
    written = cursor.text[start:end].replace("比", ":")
    suffix = cursor.take_one(
        ((lexicon("以上 及以上"), Relation.GE), (lexicon("以下 以内 及以下"), Relation.LE))
    )
    if sign and suffix and sign is not suffix:
        cursor.hint = end, tr("前后的说法互相矛盾，不知道以哪个为准")
        return None
    relation = sign or suffix
    return Ratio(written, left[0], right[0], relation)


_TOGETHER = Pattern("共(?=培训|培养|新增|新建|引进|招)")


def _level(cursor: Cursor) -> tuple[str, Measure] | None:
    """[verb] measure; the verb's kind decides what a bare number means."""
    while cursor.take(words.MODALITY) or cursor.take(words.FILLER):
        pass
    if not cursor.take(lexicon("累计 总计 共计 合计 总共 一共")) and _TOGETHER.match(cursor.text, cursor.pos):
        cursor.advance(cursor.pos + 1)
    start = cursor.pos
    if cursor.take(words.MANNER) and not any(
        cursor.peek(verb) for verb in (words.RAISE, words.LOWER, words.CONTROL)
    ):
        cursor.pos = start
    least = cursor.take(_LEAST) if not cursor.peek(AT_LEAST) or _counted(cursor) else None
    kind = (
        None
        if not least and cursor.peek(AT_LEAST)
        else cursor.take_one(
            (
                (words.CONTROL, "control"),
                (words.RAISE, "raise"),
                (words.LOWER, "lower"),
                (words.HOLD, "hold"),
                (words.NEUTRAL, "neutral"),
                (words.COUNT, "count"),
            )
        )
    )
    if kind:
        cursor.skip(words.FILLER)
    begin = cursor.pos
    measure = take_measure(cursor)
    thing = _OBJECT.match(cursor.text, cursor.pos) if measure is None and kind == "count" else None
    if thing is not None:
        cursor.advance(thing.end())
        measure = take_measure(cursor)
    after = (
        _OBJECT_AFTER.match(cursor.text, cursor.pos)
        if measure is not None and thing is None and kind == "count" and measure.low.unit not in _NOT_COUNTED
        else None
    )
    if after is not None:
        cursor.advance(after.end())
    if measure is None or (measure.low.unit == "年" and 1900 < measure.low.value < 2100):
        return None
    if measure.nearly:
        cursor.hint = begin, tr("“近”是差一点不到，没有说差多少：目标请写明一个数，如 不低于88%")
        return None
    if least:
        if measure.relation or measure.about or measure.high:
            return None
        measure = Measure(measure.low, None, Relation.GE)
    return str(kind or "bare"), measure


def _counted(cursor: Cursor) -> bool:
    """至少建成1支, 至少提高到90%: the sign stands before the verb."""
    start = cursor.pos
    found = bool(cursor.take(_LEAST)) and any(map(cursor.peek, (words.COUNT, words.RAISE, words.HOLD)))
    cursor.pos = start
    return found


_LEAST = lexicon("至少 最少 不少于")
