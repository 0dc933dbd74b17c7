"""Which side of an indicator is good, as its name, its targets and its own two numbers tell it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.ids import half_width, way_of
from healthplan_cli.language.reported import dated, parse_reported
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import Better, Rule

_TAIL = r"(?:水平|情况)?(?:[（(][^（）()]*[）)])*$"
_FALL = Pattern(r".*(?:下降|降低|减少|削减)(?:率|幅度|比例)?" + _TAIL)
_LOWER = Pattern(
    r".*(?:死亡率|发病率|患病率|发生率|感染率|检出率|近视率|吸烟率|肥胖率|超重率|患龋率|龋齿率|流行率|失业率|病死率|致残率|传播率|复发率|再犯率"
    r"|辍学率|漏报率|流失率|剖宫产率|事故起数|死亡人数|伤亡人数|排放量|排放强度|排放总量|能源消耗|能耗|水耗|用水量|消耗量|平均浓度|年均浓度|浓度"
    r"|住院日|住院天数|等候时间|等待时间|反应时间|急救半径|自付比例|自负比例|个人卫生支出.{0,12}(?:比例|比重|占比)|药占比|劣[Vv五Ⅴ]类.{0,8}比例)"
    + _TAIL
)
_HIGHER = Pattern(
    r".*(?:覆盖率|合格率|达标率|知晓率|参与率|普及率|管理率|服务率|接种率|签约率|筛查率|治愈率|有效率|完成率|就诊率|报告率|配备率|建成率|入学率|巩固率"
    r"|收治率|规范率|处置率|处理率|利用率|回收率|绿化率|森林覆盖率|优良率|合格比例|达标比例|优良.{0,6}比例|安全.{0,6}比例|升学率|就业率|参保率|救治率"
    r"|满意度|满意率|寿命|素养|支付比例|报销比例|公众满意.{0,2})" + _TAIL
)
_RISE = Pattern(r".*(?:增长|增加|提高|提升|上升|增速|增幅|涨幅)(?:率|幅度|速度|比例)?" + _TAIL)
_HAVING = Pattern(
    r".*(?:配备|设置|建有|具备|开展|达到|通过|实施|纳入|建成|提供|获得|参加|接受|完成|符合|安装|建立|拥有|落实|创建|掌握|普及|合格|达标).*"
    r"(?:比例|比重|占比|率)" + _TAIL
)
_NEW = Pattern(r".*(?:新增|净增|新建|新改建|新改扩建|新培养|累计培训|累计培养)")
# What one promises to bring about, there can't be too much of; a time or a way within which something is reached is another thing.
_REACHED = Pattern(
    "达|实现|建成|建设|建立|新建|改造|改扩建|提高到|提升到|提升至|提高至|增加到|增加至|扩大到|突破|超过|形成|打造|创建|创成|组建|配备|配置|培养|培育|培训"
    "|引进|覆盖|完成|布局|设置|设立|开设|增设|开展|遴选|认定|评选|拥有|有"
)
_THINGS = ("item", "bed", "person", "household")  # dimensions of what there can't be too many of
_PIECES = ("辆", "台", "套", "支", "间", "部", "架", "条", "门", "种")
_WITHIN = Pattern(r".*(?:分钟|小时|秒|天|日|公里|千米|里|米)(?:以?内|之内|以下|左右)?")


def better_of(
    name: str, targets: Iterable[str], rules: Iterable[Rule], baseline: str | None
) -> tuple[Better | None, str | None]:
    """Return which side is good, and the doubt about it; (None, …) where nothing tells it."""
    ways = {way for way in map(way_of, rules) if way}
    if len(ways) == 1:
        return ways.pop(), None
    key = half_width(name)
    if _LOWER.match(key):
        return Better.LOWER, None
    if any(pattern.match(key) for pattern in (_FALL, _HIGHER, _HAVING, _NEW)):
        return Better.HIGHER, None
    texts = list(targets)
    if way := _between(baseline, texts):
        return way, tr(
            "目录里没有这项指标，哪边算好是从基期 {baseline} 到目标 {target} 看的",
            baseline=baseline or "",
            target=texts[-1],
        )
    if texts and _REACHED.search(texts[-1]) and not _WITHIN.search(texts[-1]):
        return Better.HIGHER, None
    return None, tr("看不出哪边算好：写 better: higher、lower 或 neither")


def better_of_promise(name: str, target: str, rules: Iterable[Rule]) -> tuple[Better | None, str | None]:
    """Return the same for a promise of the running text, of which a number of things is one to be reached."""
    rules = list(rules)
    better, doubt = better_of(name, [target], rules, None)
    if better is None and any(map(_is_of_things, rules)):
        return Better.HIGHER, tr("说的是要有多少，按越多越好")
    return better, doubt


def _is_of_things(rule: Rule) -> bool:
    quantity = rule.level.quantity
    unit = units.parse(quantity.unit) if quantity is not None and quantity.unit else None
    return unit is not None and not unit.per and (unit.dimension in _THINGS or unit.base in _PIECES)


def change_of_name(name: str) -> str | None:
    """Return `up` or `down` for a name that is itself a change (能耗降低, 增加值增速); None for any other."""
    key = half_width(name)
    return "down" if _FALL.match(key) else "up" if _RISE.match(key) else None


def _between(baseline: str | None, targets: list[str]) -> Better | None:
    """Return the way from the baseline's number to the last target's; None where one of them is no plain number."""
    start, end = _number(baseline), _goal(targets[-1]) if targets else None
    if start is None or end is None or start == end:
        return None
    return Better.HIGHER if end > start else Better.LOWER


def _number(text: str | None) -> Fraction | None:
    try:
        reading = parse_reported(dated(text)[1]) if text else None
    except NotUnderstood:
        return None
    return reading.values.value if reading and reading.values is not None and not reading.on_ladder else None


def _goal(text: str) -> Fraction | None:
    rule = rule_of(text)
    quantity = rule.quantity if rule is not None and rule.is_number else None
    return quantity.value if quantity else None


def rule_of(text: str) -> Rule | None:
    """Return what the words of a target ask; None where they aren't understood."""
    try:
        return parse_target(text).rule
    except NotUnderstood:
        return None
