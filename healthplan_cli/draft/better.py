"""Which side of an indicator is good, as its name and its targets tell it."""

from __future__ import annotations

from collections.abc import Iterable

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.ids import half_width, way_of
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import Better, Rule

_TAIL = r"(?:水平|情况)?(?:[（(][^（）()]*[）)])*$"
_FALL = Pattern(r".*(?:下降|降低|减少|削减)(?:率|幅度|比例)?" + _TAIL)
# Names whose larger number is worse, whatever plan they stand in; and those whose larger number is better. What can be either
# (增长率, 使用率, 占比) is in neither.
_LOWER = Pattern(
    r".*(?:死亡率|病死率|发病率|患病率|发生率|感染率|检出率|近视率|吸烟率|肥胖率|超重率|患龋率|龋齿率|流行率|致残率|传播率|复发率|贫血率|迟缓率|漏报率|残疾率"
    r"|辍学率|流失率|失业率|剖宫产率|再犯率|死亡人数|伤亡人数|事故起数|死亡率.{0,3}下降目标值|排放量|排放强度|排放总量|二氧化碳排放|能源消耗|能耗|水耗|电耗|用水量|消耗量"
    r"|浓度|细颗粒物|pm2\.5|pm10|污染天数.{0,2}比例|流失面积|住院日|住院天数|等候时间|等待时间|反应时间|响应时间|急救半径|自付比例|自负比例|药占比|恩格尔系数|基尼系数"
    r"|个人卫生支出.{0,12}(?:比例|比重|占比)|劣[v五ⅴ]类.{0,8}比例|摄入量|生师比|大班额.{0,2}比例)" + _TAIL
)
_HIGHER = Pattern(
    r".*(?:覆盖率|合格率|达标率|知晓率|参与率|普及率|管理率|服务率|接种率|签约率|筛查率|治愈率|有效率|完成率|就诊率|报告率|配备率|建成率|入学率|入园率|巩固率|普惠率"
    r"|收治率|规范率|处置率|处理率|利用率|回收率|绿化率|绿地率|优良率|优质率|升学率|就业率|参保率|救治率|控制率|识别率|诊断率|保护率|保存率|自给率|机械化率|城镇化率|转化率"
    r"|贡献率|生产率|满意度|满意率|寿命|素养|支付比例|报销比例|投入强度|受教育年限|公众满意.{0,2}|合格.{0,4}比例|达标.{0,4}比例|优良.{0,8}(?:比例|比率|天数)|安全.{0,6}比例"
    r"|非化石能源.{0,10}(?:比重|占比|比例)|可再生能源.{0,10}(?:比重|占比|比例)|数字经济.{0,10}(?:比重|占比|比例)|(?:生产总值|增加值|收入|产值|gdp|投资|零售总额)(?:.{0,4}(?:增长率|增速|增长|增幅))?"
    r"|产量|生产能力|达标情况|参保人数|参保|医师|医生|护士|药师|指导员|床位|托位|学位"
    r"|装机容量|装机规模|发电量|蓄积量|保有量|绿地面积|体育场地面积|公园.{0,4}面积|营业收入|销售额|里程|供水能力|处理能力|服务能力|拥有量"
    r"|(?:医师|医生|护士|药师|人员|人才|技师|床位|托位|学位|岗位|企业|学校|幼儿园|医院|机构|中心|基地|园区|站点|指导员|志愿者|专利|在校生|毕业生)(?:拥有)?(?:数|数量|总数|人数|总量|规模))"
    + _TAIL
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
    "|引进|覆盖|完成|布局|设置|设立|开设|增设|开展|遴选|认定|评选|拥有|有(?=[0-9一二三四五六七八九十])"
)
_THINGS = ("item", "bed", "person", "household")  # dimensions of what there can't be too many of
_PIECES = ("辆", "台", "套", "支", "间", "部", "架", "条", "门", "种")
_WITHIN = Pattern(r".*(?:分钟|小时|秒|天|日|公里|千米|里|米)(?:以?内|之内|以下|左右)?")


def better_of(name: str, targets: Iterable[str], rules: Iterable[Rule]) -> tuple[Better | None, str | None]:
    """Return which side is good as the words tell it; None and a doubt where they don't. That the target is above the baseline
    tells nothing: many a baseline is past its target already (docs/choices.md).
    """
    ways = {way for way in map(way_of, rules) if way}
    if len(ways) == 1:
        return ways.pop(), None
    key = half_width(name)
    if _LOWER.match(key):
        return Better.LOWER, None
    if any(pattern.match(key) for pattern in (_FALL, _HIGHER, _HAVING, _NEW)):
        return Better.HIGHER, None
    last = list(targets)[-1:]
    if any(_REACHED.search(text) and not _WITHIN.search(text) for text in last):
        return Better.HIGHER, None
    return None, tr("看不出哪边算好：写 better: higher、lower 或 neither")


def better_of_promise(name: str, target: str, rules: Iterable[Rule]) -> tuple[Better | None, str | None]:
    """Return the same for a promise of the running text, of which a number of things is one to be reached."""
    rules = list(rules)
    better, doubt = better_of(name, [target], rules)
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


def rule_of(text: str) -> Rule | None:
    """Return what the words of a target ask; None where they aren't understood."""
    try:
        return parse_target(text).rule
    except NotUnderstood:
        return None
