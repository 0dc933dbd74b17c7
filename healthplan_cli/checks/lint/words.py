"""The words that rules look for in a plan; they are read, never printed."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern, lexicon

# A target with one of these says itself that nothing is to change.
KEEPING = Pattern("保持|维持|稳定|巩固|继续|不低于现有|零增长")
# Those that a rate counts per live birth.
OF_BIRTHS = Pattern("活产|出生|孕产妇死亡|婴儿死亡|新生儿死亡|5岁以下儿童死亡|五岁以下儿童死亡")
# Manners of speaking that leave a binding target open.
HEDGES = lexicon("力争 争取 努力 力求 尽量 原则上 鼓励")
# A target that says itself that it is for each of several.
EACH = Pattern("均|都|分别|各")
# What names a project ends in, whatever is built.
PROJECT_TAIL = Pattern(r"(?:新建|改建|扩建|改扩建|建设)?(?:项目|工程)?(?:\([^()]*\)|（[^（）]*）)?$")
# Names of rates and means, which don't grow with a region; and of what does.
MEANS = Pattern("每|千人口|万人口|人均|平均|万元收入|次均|户均|率|比")
TOTALS = Pattern(r"(?:数|数量|规模|总量|产值|人次|面积|投入|经费)$")
# A target whose number is set by somebody else: 达到全市平均以上, 国家下达; not 保持在较高水平.
ELSEWHERE = Pattern("平均|[国省市区县州]|地方|上级|下达|先进|标准|要求|规定|目标|任务|指标")
# A verb that says from which side a number is come to: 提高到70%.
RISING = Pattern("(?:提高|提升|增长|增加|上升|扩大|增)(?:了)?(?:到|至)")
FALLING = Pattern("(?:下降|降低|减少|缩短|压缩|减|降)(?:了)?(?:到|至)")
# Regions that are wider than that of a plan of some level.
WIDER = {"county": ("全市", "全省", "全国"), "city": ("全省", "全国"), "province": ("全国",)}
# What a name says of its number: a title, a number of things, an amount, a share; and what makes any of them a share.
TITLE = Pattern(
    r"^(?:评为|获评|获得|创建|创成|建成|荣获)|(?:卫生|健康|文明|示范|先进)(?:城市|县城?|区|市|乡镇|镇|村)$"
)
COUNT = Pattern(r"(?<![指系倍分参基])数量?$")
AMOUNT = Pattern(r"(?:(?<![含质])量|能力|规模)$")
HAVING = Pattern("具备|具有|形成")  # 村卫生室具备…能力: how many have it
SHARE = Pattern(r"(?:(?<!周转)(?<!生育)率|比例|比重|占比|份额)$")
OF_SHARE = Pattern("率|比例|比重|占比|份额|百分比|覆盖")
VISITS = Pattern(r"[人床]次数?$")
PER_HEAD = Pattern(r"每(?:[0-9十百千万]+(?:名|个)?(?:常住|服务|户籍)?人口|(?:百|100)张)")
OF_RATE = Pattern("率|比|份额|覆盖")
# Several rates in a name: 早孕建册率和产后访视率; 高血压、糖尿病患者规范管理率. 及以上, 及其 join nothing.
RATES = Pattern(r"(?P<first>.*(?<!效)率)(?:和|与|、|及(?![其以时格]))(?P<second>.*(?<!效)率)$")
PATIENTS = Pattern(
    r"(?P<first>(?:(?!医院|机构)[^、和与及()])+)(?:、|和|与|及(?![其以时格]))(?P<second>[^、和与及()]+)患者[^、和与及()]*率$"
)
# One body or place that has a share of what several have; and words for more than one.
ONE_BODY = Pattern("(?:医院|中心|卫生院|院|所|站|区|县|市|乡|镇|街道)$")
SEVERAL = Pattern("[各每全其]|所有|基层|公立|民营|社会办|[一二三]级|[、和及]")
# Names of plain numbers, which have no unit.
PLAIN = Pattern("指数|系数|倍数|生育率|评分|得分|[护患床]比|比值|性别比")
# Intensity of use, in DDDs per 100 days of stay.
DDDS = Pattern("DDD|抗菌药物使用强度")
# A heading's number in brackets, below a chapter's: 九、（2） has `plain`, 九、（二） hasn't.
SECTION = Pattern(r"[、章节][(（](?:(?P<plain>[0-9]+)|[一二三四五六七八九十]+)[)）]")
CHINESE = Pattern("[\u4e00-\u9fff]")
PERCENT = "百分之"
# What a unit's name says of its town; and numbers that tell two units apart: 第一人民医院, 第二人民医院.
TOWN = Pattern("^.+?(?:街道|镇|乡)")
NUMERAL = Pattern("[0-9一二三四五六七八九十第东西南北]")
RESPONSIBLE = Pattern(r"[^、，,；;/\s]+")  # each of several units
