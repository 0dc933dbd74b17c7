"""Names and words of quantities done year by year (新增就业, 改造危房), as opposed to levels (床位数, 参保人数).

The years of a quantity done year by year add up to a total (contract section 4, 合计的数); a level's don't.
"""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern

_NO_PLACE = r"(?!基地|中心|机构|站|点|平台|学校|单位|经费|费用|体系|网络|计划|规划|率|比|覆盖)"
_NEW = "新增|净增|新建|新改建|新改扩建|新创建|新培养|新培训|新招|新修|新造|新植|新栽|新铺"
_DONE = "引进|招聘|招录|招收|招募|选派|派驻|评选|培养|培训|轮训|救助|资助|发放|举办"
# What is done once to each of those counted: 脱贫人数, 危房改造户数, 减排量.
_DONE_TO = (
    "脱贫|减贫|改造|整治|修复|搬迁|拆迁|拆除|安置|淘汰|关停|化解|创建|造林|营造林|抚育|补植|植树"
    "|减排|削减|压减|转移(?:农业|农村|富余|剩余)*(?:劳动力|人口|人员)?(?:转移)?(?:就业|输出)?|再就业|转移就业"
    "|开工|竣工|奖补|慰问|义诊|培育|扶持|转化|水土流失治理|沙化土地治理|流域治理|落户|毕业生就业|治愈|销号|消除|销毁"
)
_MANY = r"(?:[农户总]*(?:人口)?(?:总?数|人数|人次数?|次数|户数|套数|个数|家数|株数|棵数|台数|公里数|项目数|数量|总?面积|总?规模|总量|里程|量|总?人口))"
_LEVELS = "人均|户均|平均|收入|支出|床位|管理站|安置[房点]|指数|满意度|单元"
_THINGS = r"(?:老旧|城镇|农村|小区|危旧?房|危房|棚户区|住房|家庭)*"
# ── what a name counts ──

# The years that a name may begin with, and the ones that make it a number of each year.
_YEARS_OF_PLAN = Pattern(
    r"(?:[“\"‘']?十[二三四五六七]五[”\"’']?(?:规划)?(?:期间|时期|期)内?|规划期(?:内|间)?|(?:未来|今后)?[三四五][年](?:内|间|来)?)"
)
_EACH_YEAR = Pattern(r"年(?![轻老龄幼满])|每年|年[度均]|常年")
_ASIDE = Pattern(r"(?:[（(][^（）()]*[）)])+$")
# Of such a kind that years don't add up, whosever it is.
_NO_SUM = Pattern(
    r"人均|户均|亩均|村均|平均|单位面积"
    r"|(?:(?<!功)率|比|比例|比重|占比|水平|年限|寿命|等级|质量|指数|强度|浓度|满意度|密度|系数|程度|年龄|工资|价格?|均价|单价|[得评]分|成绩|保有量|存量)$"
)
_ITS_MONEY = r"(?:产值|增加值|产量|收入|营收|税收|利润|余额|市值|销售额|零售额|交易额|收益)$"
_NEW_ONE = Pattern(rf"(?<![更革创高翻重])(?:{_NEW})(?!区(?!域)|长)")
# A noun of who or what it is: 脱贫人口, 新增劳动力, 引进企业; behind it stands what is measured of them.
_WHO = (
    r"(?:人口|户(?![外籍用内])|劳动力|群众|家庭|对象|居民|人员|学员|学生|职工|农户|人才|团队|企业(?!家)|项目)"
)
_WHERE = r"(?:县|村|地区|乡镇?)"
_THEIRS = Pattern(rf"(?P<verb>脱贫|搬迁)(?:{_WHO}|{_WHERE})+(?P<rest>.*)$")
_OF_WHOM = Pattern(rf"(?:实现|完成|组织|开展)?(?:柔性)?(?:{_DONE}|培育|扶持)(?:{_WHO})+(?P<rest>.*)$")
_NEW_THEIRS = Pattern(
    rf"(?:{_NEW})(?:(?:劳动力|人口)+(?P<rest>.*)$|(?:商品[住房]|住宅|住房|建筑).*(?:销售|成交|交易|网签)"
    rf"|[^中]+中(?![心学小医等职型央低高层药草西国华部东试])|.*(?:企业|项目|单位|主体|耕地|农田|园区|机构|人[才员]).*{_ITS_MONEY})"
)
_HOW_MANY = Pattern(rf"(?:{_MANY}|(?:总?金额|资金|额度|总额))?$")
_DONE_AT_HEAD = Pattern(
    rf"(?!.*(?:{_LEVELS}|{_ITS_MONEY}))(?:实现|完成|组织|开展)?(?:柔性)?(?:{_DONE}|培育|脱贫|减贫|创建|改造(?!后|前|升级后)|治理(?!能力|体系|水平)|慰问|搬迁(?!安置)|消除|转移(?:农业|农村|富余|剩余)*(?:劳动力|人口)){_NO_PLACE}"
)
_DONE_AT_END = Pattern(
    rf"^(?:.*?[^未待需应率])?(?:(?:{_DONE}|筛查)(?:总?数|人数|人次|人次数|数量)?|(?:{_DONE_TO}){_THINGS}{_MANY}?)$"
)
_ANY_DEED = Pattern(rf"{_DONE}|转移|输出")


def counts_what_is_done(name: str) -> bool | None:
    """Return True for a name of a quantity done year by year (新增就业, 改造危房), False for one of a level (床位数,
    脱贫人口务工规模).

    Return None for a name that may be either (新增劳动力中受过高等教育人数).
    """
    years = _YEARS_OF_PLAN.match(name)
    name = _ASIDE.sub("", name[years.end() :] if years else name)
    if _EACH_YEAR.match(name) or _NO_SUM.search(name):
        return False
    if _NEW_ONE.search(name):
        theirs = _NEW_THEIRS.search(name)
        return True if theirs is None or _is_deed(theirs["rest"]) else None
    theirs = _THEIRS.search(name) or _OF_WHOM.match(name)
    if theirs is None or _is_deed(theirs["rest"]):
        return _DONE_AT_HEAD.match(name) is not None or _DONE_AT_END.match(name) is not None
    if _ANY_DEED.search(theirs["rest"]):
        return None
    return False if "verb" in theirs.groupdict() or _LEVEL_OF.search(name) else None


def _is_deed(rest: str | None) -> bool:
    """Return whether the words behind a noun for people only count them, or name again what is done to them (培训人次)."""
    if rest is None:
        return False
    again = _DONE_AT_END.match(rest) is not None and "就业" not in rest
    return _HOW_MANY.match(rest) is not None or again


_LEVEL_OF = Pattern(_ITS_MONEY)
COUNTED_WORDS = Pattern(rf"[^\d建设创立打]*?(?:{_NEW}|(?:{_DONE}){_NO_PLACE})")
NEW_WORDS = Pattern(rf"[^\d建设创立打]*?(?:{_NEW})")
IN_ALL = Pattern("累计|总计|合计|共计|总共|一共")
NEW_ONES = Pattern("新增|净增")
# What a new one of is so much a day (or a year), and adds up all the same.
CAPACITY_NAME = Pattern(rf"(?:{_NEW}).*(?:能力|产能|规模|装机|容量)(?:[（(][^（）()]*[）)])*$")
# How many there are at a time, or come to in one year: a bracketed number is what is to be added, not what is done in all.
STANDING_NAME = Pattern(
    r"人均|户均|平均|每[十百千万亿]|指数|水平|寿命|年限|浓度"
    r"|(?:保有|存|拥有|蓄积|库存|储备|储|容|排放|使用|消费|消耗|用水|用电|产|销|交易|吞吐)(?:总?量|总额)"
    r"|(?:参保|在校|在园|在册|在岗|在职|在院|在编|从业|常住|户籍|持证|注册|就业|服务)(?:总?人[员口]|人数|生|学生|职工)"
    r"|(?:总值|产值|增加值|总收入|收入|余额|总额|存栏|人口|装机|能力|总里程|床位|车辆|医师|护士|人员|人才|党员|志愿者)(?:总?数|人数|规模|数量)?(?:[（(][^（）()]*[）)])*$"
    r"|(?:机构|医院|学校|院|校|站|所|室|馆|企业|公园|基地|中心|社区|公司|单位|组织|平台|园区|保护区|停车位|床位)(?:总?数|数量|个数|家数)(?:[（(][^（）()]*[）)])*$"
)
# What is taken away: the more the better.
REDUCTION_NAME = Pattern(
    r"(?:减排|削减|减少|压减|降低|下降|淘汰|化解|节约|节能|节水)(?:总量|总?数|量|规模|面积)?(?:[（(][^（）()]*[）)])*$"
)
