"""The roles of an indicator table's columns, by their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_unit


class HeadRole(Enum):
    """The role of a column."""

    NO = "no"
    CATEGORY = "category"
    NAME = "name"
    PART = "part"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    YEAR = "year"
    """A year and no word: a baseline or a target, as the plan's period and the other columns say."""
    AVERAGE = "average"
    TOTAL = "total"
    BOTH = "both"
    """年均/累计: what stands in 〔 〕 is a total."""
    ACTUAL = "actual"
    NATURE = "nature"
    TICK = "tick"
    """A column for one nature (约束性), ticked where it holds."""
    RESPONSIBLE = "responsible"
    DEFINITION = "definition"
    NOTE = "note"
    OTHER = "other"


VALUES = frozenset(
    [
        HeadRole.BASELINE,
        HeadRole.TARGET,
        HeadRole.YEAR,
        HeadRole.AVERAGE,
        HeadRole.TOTAL,
        HeadRole.BOTH,
        HeadRole.ACTUAL,
    ]
)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its role, and from its heading the year, the unit, the words and the footnote marks."""

    role: HeadRole
    words: str = ""
    year: int | None = None
    unit: str | None = None
    marks: tuple[str, ...] = ()
    beside: bool = False
    """Whether it is of the other of two tables that stand side by side."""


def name_column(columns: Sequence[TableColumn]) -> int:
    """Return the first column of names, which every head has."""
    return next(number for number, column in enumerate(columns) if column.role is HeadRole.NAME)


_LONGEST = 30  # characters of a head
_FIVE_YEARS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_ENDS = Pattern(r"(?:十)(?P<which>[一二三四五六])五")
_YEAR = Pattern(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_WORDS = Pattern(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_SPAN = Pattern(r"(?:19|20)\d\d年?[-—~至到](?P<last>(?:19|20)\d\d)")
_SPANS = Pattern(r"(?:19|20)\d\d年?[-—~至到](?:19|20)\d\d年?")
_TWO_YEARS = Pattern(r".*(?P<one>20\d\d)\D[^\d(〔\[与比较]*(?P<other>20\d\d)")
_BRACKET = Pattern(r"[(〔](?P<inside>[^()〔〕]*)[)〕]")
_MARKS = Pattern(
    r"(?:[*#①-⑳※☆★△▲†]|[〔(]\d{1,2}[〕)]|(?<=[〕)])\d{1,2})+$"
)  # 累计〔1〕, 〔累计〕1: what a note explains

_SPAN_WORDS = r"(?:[\d\-—~至到年]|十.五|时期|期间|规划期?|五年|预期|目标|总量|[(〔])*"
# The first that matches is taken; the words are half width, without white space, quotes and the unit.
_ROLES: tuple[tuple[HeadRole, str], ...] = (
    (HeadRole.NO, r"序号?|编号|项次|指标序号|指标编号|No\.?|NO\.?|№|代码|指标代码"),
    (HeadRole.OTHER, r"(?:数据|资料|指标)?来源.*|数据提供.*|统计部门|配合单位|配合部门|责任人|权重|分值|得分|监测频率|.*联系.*|指标出处|目标来源|完成时限|序时进度.*"),
    (HeadRole.TICK, r"(?:约束|预期|倡导)性(?:指标)?"),
    (HeadRole.BOTH, rf"{_SPAN_WORDS}年均.{{0,6}}(?:累计|合计).{{0,6}}|{_SPAN_WORDS}累计.{{0,6}}年均.{{0,6}}"),
    (HeadRole.ACTUAL, r".*(?:完成率|完成比例|完成进度|实现程度|是否|评价|评估|位次|排名|同比|较上年|差距|进展|比基期|较20\d\d年).*"),
    (HeadRole.ACTUAL, r".*(?:完成情况|实际完成|实现情况|执行情况|实施情况|完成值|完成数|已完成|完成)"),
    (HeadRole.AVERAGE, rf"{_SPAN_WORDS}(?:年均|年平均|平均每年)(?:增长|增速|增幅|变化|提高|下降|增加|递增|降低|[/()或率值幅度速(%)])*"),
    (HeadRole.TOTAL, rf"{_SPAN_WORDS}(?:累计|合计)(?:增长|增速|增幅|变化|提高|下降|增加|降低|完成|目标|[/()或率值数幅度速(%)])*|{_SPAN_WORDS}(?:变化|变动|增减|升降)(?:量|值|数|率|幅度|情况)?(?:[(].{{0,6}})?"),
    (HeadRole.NATURE, r"(?:指标|目标)?(?:属性|性质)(?:类别|类型)?|指标类型|约束性/预期性|预期性/约束性"),
    (HeadRole.UNIT, r"(?:计量|指标|数量|数值)?单位(?:名称)?"),
    (HeadRole.RESPONSIBLE, r".*(?:责任|牵头|负责|主管|实施|主责|落实|承担)(?:单位|部门|主体|处室|科室|委办局)?(?:/?\(?[牵责].*)?|主要负责部门|部门|责任分工|牵头及配合单位"),
    (HeadRole.DEFINITION, r"(?:指标)?(?:解释|定义|说明|含义|释义|内涵)(?:及.*)?|(?:指标)?计算(?:方法|公式|方式).*|统计口径|口径|指标解释与说明"),
    (HeadRole.NOTE, r"备注|附注|注|备注说明|其他"),
    (HeadRole.BASELINE, r".*(?:基期|现状|基准|基线|基数|基础值|起始|初始|当前|目前|现有|截至).*|.*(?:年底?|年末)?(?:实际|实绩|实现)(?:值|数|水平)?|.*上期末.*|.*年度?(?:数据|数值|水平|情况)|.*年(?:预计|初步|快报)(?:完成)?[数值]?"),
    (HeadRole.TARGET, r".{0,12}(?:目标|规划|预期|计划|指标|任务|展望|标准|力争)(?:目标)?(?:值|数|要求|水平)|(?:.{0,6}年.{0,6}|.{0,3}十.五.{0,4}|.*期末?|到.*|规划|总体|发展|预期|主要|阶段性|中期|远期|近期|终期|期末|远景|愿景|展望)?(?:目标|规划)(?:值|数)?|目标\d{0,4}.*|[近中远终]期|远景|愿景|展望|.*(?:年|末)(?:预期|计划|展望)"),
    (HeadRole.CATEGORY, r"类别|领域|分类|类型|指标?(?:类别|分类|领域|大类|维度)|维度|方面|板块|一级指标|大类|指标类|主要领域|重点领域|项目类别|方向|行动|专项行动|目标领域|建设领域|指标体系"),
    (HeadRole.PART, r"分项|分组|人群|子项|分指标"),
    (HeadRole.NAME, r"(?:(?:主要|重点|核心|具体)?(?:项目|类别|领域|任务|目标|内容|方面)[及和与、/])*(?:(?!序号|编号|类别|领域|分类)[\u4e00-\u9fff]{0,4}(?=主要|核心|发展))?(?:主要|核心|具体|关键|重点|规划|发展|监测|评价|考核|评估|预期|约束性?|建设|工作|任务|统计|绩效)*指标(?:名称|内容|项目?|名|体系)?(?:[(及和/]?单位\)?)?|名称|项目名称|项目|内容|主要目标|目标名称|目标项目|主要内容|[一二三四]级指标"),
)  # fmt: skip
_PATTERNS = tuple((role, Pattern(f"(?:{words})$")) for role, words in _ROLES)
_WITH_YEAR = Pattern(
    r"(?:到|至|截至)?(?:(?:19|20)\d\d年?[-—~至到])?(?:19|20)\d\d年?[底末度]?|十[一二三四五六]五(?:时期|期间|期)?[末底]?"
)
_REGION = Pattern(
    r"(?<![\u4e00-\u9fff])(?:全|本|我)[省市县区州旗](?=$|[\d(])|(?<=年)[(]?(?:全|本|我)[省市县区州旗][)]?$"
)
_YEAR_ONLY = Pattern(
    r"(?:到|至|截至|截止)?(?:(?:19|20)\d\d年?[底末度]?|十.五(?:期|时期)?[末底]?|十.五(?:期|时期)?(?:期)?末年?)$"
)


def year_in(words: str) -> int | None:
    """Return the year in a heading: the last year of 十四五, the last of several. None without one."""
    plain = half(words)
    for said in _YEAR_WORDS.finditer(plain):
        plain = plain.replace(said[0], said[0].translate(_DIGITS))
    span = _SPAN.search(plain)
    if span:
        return int(span["last"])
    match = _YEAR.search(plain)
    if match:
        return int(match["year"])
    end = _ENDS.search(plain)
    return _FIVE_YEARS[end["which"]] if end else None


def says_two_years(words: str) -> bool:
    """Return whether a heading names two years, as two headings run together do (2027年目标值2030年); a range or a comparison doesn't count."""
    match = _TWO_YEARS.match(_SPANS.sub("", half(words)))
    return match is not None and match["one"] != match["other"]


@lru_cache(maxsize=8192)
def column_of(words: str) -> TableColumn | None:
    """Return the column of a heading; None where the words are no heading of an indicator table."""
    if len(words) > 4 * _LONGEST:
        return None
    plain = _MARKS.sub("", half(words))
    if not plain or len(plain) > _LONGEST:
        return None
    unit = None
    for match in _BRACKET.finditer(plain):
        if is_unit(match["inside"]):
            unit = match["inside"]
            plain = plain.replace(match[0], "")
    plain = _REGION.sub("", plain) or plain
    year = year_in(plain)
    if _YEAR_ONLY.match(plain):
        return TableColumn(HeadRole.YEAR, words, year, unit)
    without = plain.replace("(", "").replace(")", "").replace("〔", "").replace("〕", "")
    bare = _WITH_YEAR.sub("", without)
    for role, pattern in _PATTERNS:
        if any(
            pattern.match(form)
            for form in ((plain, without) if role is HeadRole.NAME else (plain, without, bare))
        ):
            return TableColumn(role, words, year, unit)
    return None
