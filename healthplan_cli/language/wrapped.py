"""Numbers among words that don't change them or become remarks: 每周3次以上, 迈上2万亿元台阶, 一般以300张为宜."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.changes import to_bound
from healthplan_cli.language.measure import take_measure
from healthplan_cli.language.naming import is_name
from healthplan_cli.language.pieces import (
    NEGATED,
    NOT_COUNTED,
    Read,
    Reading,
    inserted,
    merged,
    opened,
    replaced,
)
from healthplan_cli.language.shield import NAMING
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import (
    AnnualChange,
    Bound,
    Change,
    Direction,
    EveryYear,
    Number,
)

_OFTEN = Pattern(
    r"(?:达到|保证|确保)?(?P<said>每天累计|每周累计|单次|每次|每天|每日|每周|每月|每季度|每半年|日均|每学期)(?:应|宜|要)?(?=\d|不|至少|累计|≥|≤|>|<|约|达到|控制)"
)
_STEP = Pattern(
    r"(?:再)?(?:迈上|跨上|登上|站上|跃上|突破|跨越)(?P<body>\d[^,;。]*?)(?P<more>以上)?的?(?:新)?(?:台阶|大关|关口)$"
)
_ADVISED = Pattern(r"(?:一般|原则上)?以(?P<body>\d[^,;。]*?)为宜$")
_SPAN = Pattern(
    r"(?:“?十[三四五六]五”?(?:期间|时期)?|五年|三年|5年|3年|规划期)(?:内|来|间)?(?:,)?(?:累计|总计|共计|合计|共)(?:完成|实现|达到)?(?=\d|不|超过|≥|>|约|至少)"
)
_PER_FIRST = Pattern(r"(?:达到|提高到|增加到|提升到|提高至)(?=每[\d百千万]{1,5}(?:人口|人|名|居民))")
_OLD_VALUE = Pattern(
    r"(?<=年)(?:\((?P<said>\d[\d.]*[%‰]?[^()\d]{0,6})\)(?=[的基提降增减上下])|的(?P<value>\d[\d.]*[%‰]?[^()\d,;。]{0,8}?)(?=(?:再|约|累计)?(?:提高|提升|降|下降|增|减|上升|翻)))"
)
_ON_BASE = Pattern(
    r"在(?!20\d\d年的?基础)(?P<said>(?:20\d\d年(?:年?底|末)?|十[二三四五]五末|目前|现有|原有)?的?\d[\d.]*[^\d,;。]{0,8}?)的?基础上,?(?=(?:稳步|逐步|进一步|再|力争)*(?:提高|提升|增加|增长|扩大|下降|降低|减少|缩短|压减|新增|新建|净增))"
)
_CONVERTED = Pattern(r",?\(?(?P<said>(?:折合|约合|相当于|合)约?(?:人民币)?\d[^,;。()]*)\)?$")
_IN_ALL = Pattern(
    r"(?P<body>[^()]+)\((?:五年|三年|[35]年|规划期|规划期内|十[三四五六]五(?:期间|时期)?)?(?:内)?(?:累计|合计)(?:数|值)?\)$"
)
# 达到80%的水平, 按1:50的比例配备, 保持8%的增长速度: a noun that says no more than the number
_OF_NOUN = Pattern(
    rf"(?:(?:按照|按|以|达到|保持|达)(?P<name>[{NAMING}]{{0,8}}?)|[^\d,;。]{{0,30}}?)(?P<body>(?:不低于|不少于|不高于|≥|≤)?\d[^,;。]*?)(?P<noun>的(?:比例|标准|水平|目标|要求|规模|配置要求|[{NAMING}]{{2,8}}量)|水平)(?:配备|配置|设置|安排|规划|建设)?$"
)
_FROM_RATIO = Pattern(
    r"(?P<said>[从由][^\d,;。]{0,8}\d[\d.]*[:比]\d[\d.]*)(?:调整|提高|优化|变化|缩小|下降|降低|增加|扩大)?(?:到|为|至)(?P<body>\d[\d.]*[:比]\d.*)$"
)


def wrapped(cursor: Cursor, read: Read) -> Reading | None:
    """Read a target with words around it that don't change its number; None where there are no such words."""
    rest, frame = opened(cursor)
    for pattern in (_OFTEN, _SPAN, _PER_FIRST):
        match = pattern.match(rest.text)
        if match is not None:
            found = read(rest.piece(match.end(), len(rest.text)))
            if found is None or found[0].parts or found[0].demands or found[0].is_change:
                return None
            said = merged(frame, found[1])
            if said is None:
                return None
            remark = (match["said"], *said.remarks) if pattern is _OFTEN else said.remarks
            return found[0], replace(said, remarks=remark, cumulative=said.cumulative or pattern is _SPAN)
    for pattern in (_STEP, _ADVISED):
        match = pattern.match(rest.text)
        if match is not None:
            found = read(replaced(rest, *match.span("body"), "达到"))
            said = merged(frame, found[1]) if found else None
            return None if found is None or said is None or not found[0].is_number else (found[0], said)
    return (
        _a_year(rest, read)
        or _old_value(rest, read)
        or _never_less(rest, read)
        or _comparable(rest, read)
        or _converted(rest, read)
        or _in_all(rest, read)
        or _of_noun(rest, read)
        or _from_ratio(rest, read)
    )


def _in_all(rest: Cursor, read: Read) -> Reading | None:
    """Read 10%以上（5年累计) as 〔10%〕以上, a change over the period without a direction; None for other words."""
    match = _IN_ALL.match(rest.text)
    found = read(rest.piece(*match.span("body"))) if match else None
    if found is not None and found[0].is_change and found[0].since is None:
        return found  # 降低15%（五年累计)
    bound = _TOTALS.get(found[0].fields()["op"]) if found else None
    if found is None or found[0].quantity is None or bound is None:
        return None
    return Change(found[0].quantity, None, bound), found[1]


_TOTALS = {
    "reach": Bound.EXACT,
    "ge": Bound.AT_LEAST,
    "gt": Bound.MORE_THAN,
    "approx": Bound.ABOUT,
    "le": Bound.AT_MOST,
}


_A_YEAR = Pattern(
    r"(?P<body>[^()\d]*\d[^()]*)\((?P<often>年均|年平均|每年|年度)(?P<grows>增长率?|增速)?(?:值|数)?\)$"
)


def _a_year(rest: Cursor, read: Read) -> Reading | None:
    """Read 6.5左右（年均）, 3000人（每年）, GDP增长6%（年均） as if the bracket's words stood before the number; None for
    other words.

    An upper limit on a mean (不高于35（年均）) is a level, with the bracket as a remark.
    """
    match = _A_YEAR.match(rest.text)
    body = rest.piece(*match.span("body")) if match else rest
    found = read(body) if match else None
    if match is None or found is None or found[1].cumulative:
        return None
    mean = match["often"] in ("年均", "年平均")
    if mean and found[0].is_number and found[0].fields()["op"] in ("le", "lt") and not match["grows"]:
        return found[0], replace(found[1], remarks=(match["often"], *found[1].remarks))
    often = ("年均" if mean else "每年") + ("增长" if match["grows"] else "")
    places = (0, *(verb.start() for verb in _GOES.finditer(body.text)))
    readings = (read(inserted(body, place, often)) for place in places)
    return next((one for one in readings if one and (one[0].is_yearly_change or one[0].is_every_year)), None)


_GOES = Pattern("增长|提高|提升|增加|上升|下降|降低|减少|新增|净增")


def _of_noun(rest: Cursor, read: Read) -> Reading | None:
    """Read a number with a noun that adds nothing: 按照师生1∶50的比例, 达到80%的水平. None for other words."""
    match = _OF_NOUN.match(rest.text)
    if match is None or NEGATED.search(match["name"] or ""):
        return None
    found = read(rest.piece(0, match.start("noun"))) or read(
        rest.piece(match.start("body"), match.start("noun"))
    )
    if found is None or found[0].parts or found[0].counts_all:
        return None
    if not (found[0].is_number or found[0].is_grade_or_ratio):
        return None
    return found[0], replace(found[1], subject=found[1].subject or match["name"] or None)


_NEVER_LESS = Pattern(
    r"(?P<name>[^\d,;。%]{2,30}?)?(?P<body>(?:保持|稳定在|维持在|保持在)?\d[^,;。]{0,10}?)的?(?:红线|底线|面积|规模)?(?:总体|基本|确保|坚决|绝)?不(?:能|得|再|许|应|会)?(?:(?P<down>减少|降低|下降|缩小)|(?:增加|扩大|上升|增长))$"
)


def _never_less(rest: Cursor, read: Read) -> Reading | None:
    """Read 湿地保有量44850万亩不能减少 as at least that much, 不能增加 as at most; None for other words."""
    match = _NEVER_LESS.match(rest.text)
    if match is None or (match["name"] and not is_name(match["name"])):
        return None
    start = rest.text.index(next(char for char in match["body"] if char.isdecimal()), match.start("body"))
    found = read(replaced(rest, start, match.end("body"), "不低于" if match["down"] else "不高于"))
    if found is None or not found[0].is_number or found[1].subject:
        return None
    return found[0], replace(found[1], subject=match["name"])


_COMPARABLE = Pattern(
    r"(?:按照?)?(?P<said>同口径|同比口径|可比口径|可比价格?|不变价格?)(?:计算)?,?(?=提高|提升|增加|增长|扩大|下降|降低|减少|年均|每年)"
)


def _comparable(rest: Cursor, read: Read) -> Reading | None:
    """Read a change counted in a stated way, which becomes a remark: 城镇化率同口径提高1个百分点. None for other words."""
    match = _COMPARABLE.search(rest.text)
    found = read(rest.without(*match.span())) if match else None
    if match is None or found is None or not (found[0].is_change or found[0].is_yearly_change):
        return None
    return found[0], replace(found[1], remarks=(match["said"], *found[1].remarks))


def _from_ratio(rest: Cursor, read: Read) -> Reading | None:
    """Read a ratio with its present value, which becomes a remark: 由现状的31:69调整到37:63. None for other words."""
    match = _FROM_RATIO.match(rest.text)
    found = read(rest.piece(*match.span("body"))) if match else None
    if match is None or found is None or found[0].op != "ratio":
        return None
    return found[0], replace(found[1], remarks=(match["said"], *found[1].remarks))


def _old_value(rest: Cursor, read: Read) -> Reading | None:
    """Read a change or level with an earlier year's value, which becomes a remark: 比2018年（31.2）降低5个百分点. None for other words."""
    match = _OLD_VALUE.search(rest.text) or _ON_BASE.search(rest.text)
    found = read(rest.without(match.start(), match.end())) if match else None
    if match is None or found is None:
        return None
    said = match["said"] or match.groupdict().get("value")
    return found[0], replace(found[1], remarks=(str(said), *found[1].remarks))


def _converted(rest: Cursor, read: Read) -> Reading | None:
    """Read a number with the same in another unit, which becomes a remark: 超过7万元，折合9000美元. None for other words."""
    match = _CONVERTED.search(rest.text, 2)
    found = read(rest.piece(0, match.start())) if match else None
    if match is None or found is None or not found[0].is_number:
        return None
    return found[0], replace(found[1], remarks=(*found[1].remarks, match["said"]))


_MEAN_OF = Pattern(
    rf"年均(?P<name>(?!增|减|下降|降低|递|净)[{NAMING}]{{2,12}}?)(?=(?:净增|新增|增长|增加|减少|下降|降低|递增)(?!率))"
)


_MEAN_LEVEL = Pattern(
    rf"(?P<of>[{NAMING}]{{0,14}}?)(?P<name>年均(?!增|减|下降|降低|递|净|复合)[{NAMING}]{{2,12}}?)(?=(?:总体|基本|力争|稳定|均)*(?:保持在|稳定在|维持在|控制在|达到|达\d|不低于|不少于|不超过|超过))"
)
_OF_A_YEAR = Pattern(
    "(?:单产|亩产|产奶量|产蛋量|浓度|气温|温度|湿度|水位|收入|工资)$"
)  # what a year has itself
_PLAIN_NAME = Pattern(rf"(?!每|各|所有|全部)[{NAMING}]{{2,14}}$")


def _mean_level(rest: Cursor, read: Read) -> Reading | None:
    """Read 年均租金补贴规模保持在8万户左右 as the mean of the years, 奶牛年均单产达到9吨 as a level; None for other words."""
    match = _MEAN_LEVEL.match(rest.text)
    if match is None or (match["of"] and not _PLAIN_NAME.match(match["of"])):
        return None
    found = read(rest.piece(match.end(), len(rest.text)))
    if found is None or not isinstance(found[0], Number) or found[1].subject or found[0].unit in NOT_COUNTED:
        return None
    own = _OF_A_YEAR.search(match["name"])
    said = replace(found[1], subject=match["of"] + match["name"])
    return (found[0] if own else EveryYear(found[0], mean=True)), said


def on_average(cursor: Cursor, read: Read) -> Reading | None:
    """Read 年均6%左右, 年均≥5% as a yearly change whose direction the row's name or better direction gives; None for other words."""
    rest, frame = opened(cursor)
    if (match := _MEAN_OF.search(rest.text)) is not None:
        found = read(rest.without(*match.span("name")))
        if found is None or not found[0].is_yearly_change:
            return None
        return found[0], replace(found[1], subject=(found[1].subject or "") + match["name"])
    if (found := _mean_level(rest, read)) is not None:
        return found
    if not rest.text.startswith("年均"):
        return None
    rest.pos = 2
    measure = take_measure(rest)
    if measure is None or not rest.done or measure.low.value < 0:
        return None
    if measure.low.unit not in NOT_COUNTED and (found := read(rest.piece(2, len(rest.text)))) is not None:
        level = found[0]  # 年均10万人以上: so many a year, and no change of how many
        return (EveryYear(level, mean=True), frame) if isinstance(level, Number) else None
    rule = AnnualChange(
        measure.low, Direction.BETTER, True, to_bound(measure), None, measure.high, measure.between
    )
    return rule, frame
