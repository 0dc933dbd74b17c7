"""Reported values: their text as a Reading, the set of numbers that it stands for (contract section 1)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern, lexicon
from healthplan_cli.language.grades import take_grade, take_institution
from healthplan_cli.language.marks import split_marks
from healthplan_cli.language.normalise import check_length, normalise
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import TOLERANCE, Interval, Reading, Relation, Rule

if TYPE_CHECKING:
    from healthplan_cli.language.measure import Measure

NO_VALUE = frozenset(
    [
        "—",
        "——",
        "-",
        "--",
        "/",
        "…",
        "……",
        "...",
        "~",
        "缺",
        "暂无",
        "无",
        "空",
        "无数据",
        "暂缺",
        "缺失",
        "缺数",
        "缺测",
        "未统计",
        "未监测",
        "未公布",
        "未报",
        "未上报",
        "不详",
        "待定",
        "n/a",
        "na",
        "null",
        "none",
        "nil",
    ]
) | {""}

# 数据暂缺, 尚未公布, 未统计（两年一次）
_MISSING = Pattern(
    r"(?:数据|数值)?(?:(?:暂|尚|还|目前)?(?:未|没有)(?:做|作)?(?:统计|监测|公布|发布|上?报送?|调查|出数?|提供|填报?|反馈|获得|取得|收集)(?:到?数据)?"
    r"|(?:暂|尚)?[无缺失](?:相关)?(?:数据|数值|数|资料|失)?|暂?没有(?:数据|数值|数)?|待(?:定|统计|公布|发布|核实?|补充?|上?报|调查))(?:\([^()]*\))?$"
)
_PROVISIONAL = Pattern(
    r"(?:\((?:初步|初步数|初步核算|初步核算数|初步统计|快报|快报数|暂定|未定|初值)\)|(?:初步数|\(初\)))$"
)
_BRACKETED = Pattern(r"〔(?P<inside>[^〔〕]+)〕$")
_DATE = Pattern(r"(?:19|20)\d\d(?:[-/年]\d{1,2}(?:[-/月]\d{1,2}日?)?月?|[.]\d{1,2}[.]\d{1,2})(?:[T ].*)?$")
_TRUTH = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "是", "否"))
_NOT_FINITE = frozenset(
    [
        "nan",
        ".nan",
        "inf",
        ".inf",
        "-inf",
        "-.inf",
        "+inf",
        "+.inf",
        "infinity",
        "-infinity",
        "+infinity",
        "∞",
        "-∞",
    ]
)


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = r"(?:年?(?:底|末|度)|12月底?)?(?:的?(?:数据|数值|数|实际值?|基期值?|基数|水平|统计))?"
_YEAR_FIRST = Pattern(
    rf"(?:截至|截止|到|至|\()?{_YEAR}年{_OF_YEAR}\)?(?:为|是|:|达到?|,|有)?(?=[\d<>≤≥约近超逾不〔.])"
)
_YEAR_LAST = Pattern(rf"\((?:截至|截止|到|至|为|系)?{_YEAR}(?:年{_OF_YEAR})?\)$")


def dated(text: str) -> tuple[int | None, str]:
    """Return the year that a value's text names and the text without it (2014年为89.6, 89.6（2014年）); None and the text without one."""
    if "20" not in text and "19" not in text and "２０" not in text and "１９" not in text:
        return None, text
    try:
        normal = normalise(text)
    except NotUnderstood:
        return None, text
    match = _YEAR_FIRST.match(normal.text)
    if match is not None:
        return int(match["year"]), text[normal.origin[match.end()] :]
    match = _YEAR_LAST.search(normal.text)
    if match is not None and match.start():
        return int(match["year"]), text[: normal.origin[match.start()]].rstrip()
    return None, text


def parse_reported(text: str) -> Reading:
    """Return a reported value's text as a Reading.

    Raise NotUnderstood, with the place in `text`, for text that is no value: true, a date, NaN, 1,5, unknown words.
    """
    check_length(text)
    normal = normalise(text)
    plain = normal.text
    lower = plain.lower()
    if lower in NO_VALUE or (not plain[0].isdecimal() and _MISSING.match(plain)):
        return Reading(text)
    _refuse_look_alikes(text, plain, lower)
    body, marks = split_marks(plain)
    provisional = _PROVISIONAL.search(body) if body[-1] in ")数" else None
    if provisional:
        body, more = split_marks(body[: provisional.start()])
        marks = (*more, *marks)
    if not body:
        raise NotUnderstood(text, 0, tr("“{text}”只有记号，没有数值", text=text))
    if body.lower() in NO_VALUE:
        return Reading(text)
    before, plain = plain.find(body), body
    total = _BRACKETED.match(plain) if plain[0] == "〔" else None
    cursor = Cursor(replace(normal, text=plain, origin=normal.origin[before:]))
    if total:
        cursor.pos = 1
        cursor.text = plain[:-1]
    reading = _one(cursor, text) or _parts(text, plain if provisional or marks else text)
    if reading is None:
        raise cursor.error(
            tr("读不懂的数值：应为数字，可带单位和 >、<、左右、* 等记号（如 82.4、>85、83左右、92.7*）")
        )
    parts = tuple((name, replace(part, marks=marks)) for name, part in reading.parts)
    return replace(
        reading,
        text=text,
        provisional=provisional is not None,
        cumulative=total is not None,
        parts=parts,
        marks=marks,
    )


def _refuse_look_alikes(text: str, plain: str, lower: str) -> None:
    if lower in _TRUTH:
        raise NotUnderstood(text, 0, tr("“{text}”是真假值，不是数值", text=text))
    if lower in _NOT_FINITE:
        raise NotUnderstood(text, 0, tr("“{text}”不是有限的数值；没有数据请留空或写 null", text=text))
    if plain[:2] in ("19", "20") and len(plain) > 5 and _DATE.match(plain):
        raise NotUnderstood(
            text, 0, tr("“{text}”是日期，不是数值（电子表格可能把数字改成了日期）", text=text)
        )


def _one(cursor: Cursor, text: str) -> Reading | None:
    start = cursor.pos
    for read in (_graded, _ratio, _scientific, _measured):
        cursor.pos = start
        reading = read(cursor, text)
        if reading is not None and cursor.done:
            return reading
    return None


def _graded(cursor: Cursor, text: str) -> Reading | None:
    found = take_grade(cursor)
    if found is not None:
        take_institution(cursor)
    return Reading(text, Interval.point(found[2]), found[1]) if found else None


def _ratio(cursor: Cursor, text: str) -> Reading | None:
    """Read 1:1.25 as its right part divided by the left one; None for other text."""
    start = cursor.pos
    left = cursor.take_number()
    if left is None or not cursor.take(lexicon(": 比")):
        return None
    right = cursor.take_number()
    if right is None:
        return None
    if left <= 0 or right <= 0:
        raise cursor.of_nothing(start)
    return Reading(text, Interval.point(right / left), "ratio")


def _scientific(cursor: Cursor, text: str) -> Reading | None:
    number = cursor.take_number(scientific=True)
    return None if number is None else Reading(text, Interval.point(number), cursor.take_unit())


def _measured(cursor: Cursor, text: str) -> Reading | None:
    from healthplan_cli.language.measure import take_measure

    measure = take_measure(cursor, nearly=True)
    if measure is None:
        return None
    return Reading(text, _values(measure), measure.low.unit)


def _values(measure: Measure) -> Interval:
    low = measure.low.value
    if measure.high is not None:
        return Interval(low, measure.high.value)
    if measure.about:
        return around(low)
    return Interval.related(measure.relation or Relation.EQ, low)


def around(number: Fraction, tolerance: Fraction = TOLERANCE) -> Interval:
    """Return the interval of 左右 around `number`, from (1 − `tolerance`) to (1 + `tolerance`) times the number: `"27%左右"`."""
    slack = abs(number) * tolerance
    return Interval(number - slack, number + slack)


def _parts(text: str, plain: str) -> Reading | None:
    """Read a cell with a value for each component: 城镇80左右居民70. None for other text."""
    from healthplan_cli.language.target import parse_target

    try:
        rule: Rule = parse_target(plain).rule
    except NotUnderstood:
        return None
    if not rule.parts:
        return None
    parts = []
    for part in rule.parts:
        reading = _one(Cursor(normalise(part.text)), part.text)
        if reading is None and part.rule.is_plain:
            reading = Reading(part.text, Interval.point(part.rule.quantity.value), part.rule.quantity.unit)
        if reading is None:
            return None
        parts.append((part.name, reading))
    return Reading(text, parts=tuple(parts))
