"""Promises of so many things built, trained or set up: with the verb before the number (建成5个示范基地) or before the thing (引进博士10-20名)."""

from __future__ import annotations

from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import MEASURED, clean_subject
from healthplan_cli.draft.body.promise import Clause, Made, Promise, object_after, subject_of
from healthplan_cli.draft.body.values import Value, even, values
from healthplan_cli.language.target import understood

# ── a verb that counts: 建成5个…, 每个县至少建成1个… ──

_EACH = Pattern(
    r"(?:每个|每所|每家|每一个|每|各)[\u4e00-\u9fff（）()、]{1,14}?$|每[\d百千万十]+(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|人)(?:应|要)?$"
)
_AREA = Pattern(
    "(?:[县市区省]级行政区域|[\u4e00-\u9fff]{0,6}(?:区县|县区|乡镇|街道|行政村|社区)|市、县(?:（区）)?|县（区）)(?:均|都)?$"
)


_OF_EACH = Pattern("每|各|至少|不少于|不超过|约")


def counted(clause: Clause, value: Value, done: int) -> Made:
    """Return the promise of 建成5个示范基地, of 每个县至少建成1个指导中心 or of 医养结合机构建成5家; None for another clause."""
    text = clause.text
    each = _EACH.search(text[done : value.start])
    start = done + each.start() if each else value.start
    target = text[start : value.end]
    after = object_after(text, value.end)
    if after:
        area = _AREA.search(text[done:start])
        if area and understood(area.group() + target):
            target = area.group() + target
        number, verb = text[value.number : value.end], text[start : value.number]
        if not understood(target) and not _OF_EACH.search(verb) and understood(number):
            return [Promise(f"{verb}…{after}", number)], value.end + len(after)  # 重点建强…卫生院 · 2个
        return [Promise(after, target)], value.end + len(after)
    if (work := WORK.search(text[done : value.number])) and not each:
        return [
            Promise(clean_subject(work["what"]), f"{work['verb']}…{text[value.number : value.end]}")
        ], value.end
    subject = subject_of(clause, done, start) or _last_said(clause)
    return ([Promise(subject, target)], value.end) if subject else None


# 完成…适老化改造600户: the work is the thing that is counted, and the verb stands before it
WORK = Pattern(
    "(?P<verb>(?:每年度?)?(?:完成|实施|开展|组织开展|组织|推进|进行|提供))(?P<what>[^，。；、\\d]{2,40}?(?:改造|治理|修复|筛查|检查|服务|救治|整治|安装|更新|改建|培训|创建|认定|演练|抚育|造林|体检|随访|评估)(?:提升|升级|完善|加固)?)"
    "(?:至少|不少于|不低于|约|达到?|超过)?$"
)


def _last_said(clause: Clause) -> str:
    """Return the topic in a short clause before: 全科医生培养计划，多途径培养2500人."""
    last = clause.before[-1] if clause.before else ""
    return clean_subject(last) if len(last) <= _SHORT else ""


_SHORT = 16


# ── no verb at the number: 治疗率85%, 引进博士10-20名, 5个A、10个B ──

VERB_BEFORE = Pattern(
    "(?:新创建|新改扩建|新修|新造|新植|新栽|新铺|修建|开辟|柔性引进|公开招聘|订单培养|规划布局|保证建设|引进|培养|培训|培育|轮训|建成|建设|新建|改建|改扩建|扩建|创建|打造|新增|增加|完成|遴选|选派|评选|选拔|招聘|招收|组建|设立|设置|建立|"
    "配备|布局|认定|开展|举办|发展|建强|储备|推广|支持|扶持|救助|筛查|形成|达到|实施|争取|申报|种植|治理|修复|改造|开设|评审|引育|选育|新开|开通|转移|资助|补助|发放|筹集|筹建|归集|投放|开工|兑现|安置|帮扶|惠及|淘汰|拆除|关停|压减|化解|处置|回收|收储|供应|交付|采购|购置|更新|更换|安装|铺设|敷设|架设|疏浚|整治|复垦|栽植|招引|盘活|登记|颁发|出版|创作|认证|新认证|获得|取得|获评|获批|入选|注册|审定|选聘|补充|制定|修订|编制|承办|受理|办理|调解|走访|关爱|结对|选树|命名|安排|组织|孵化|建好|办好|营造|造林|抚育|拥有)"
)
_COUNTED_BY = Pattern(
    r"(?:人次|人|名|个|家|所|支|项|张|辆|台|套|处|座|种|类|次|例|场|户|平方米|亩|公顷|公里|吨|株|间|期|篇|部|件|条|床|片|班|学位|托位|床位|平方公里|立方米|千瓦|标准箱|元|块|只|头|尾|棵|盏|口|眼|艘|架|班次|学时|课时|册|栋|款|宗|笔|车位|泊位|标箱|剂次|米)(?:[（(][\u4e00-\u9fff]+[）)])?$"
)
_HOW_OFTEN = Pattern("^(?:每年度?|年均|每周|每月|每天|每日)")
_JUST_BEFORE = Pattern("(?:每年|每周|每月|每天|每日|每半年)")
_WANTED = Pattern(  # 按1辆/3万人的标准配备救护车
    "的(?:标准|比例|要求)(?:配备|配置|设置|安排|建设|布局|配齐)(?P<what>[\u4e00-\u9fff（）]{2,20})$"
)
_OF_SO_MANY = Pattern("(?:按|按照|占)[^，]{2,16}的$")  # 按医院床位的2~3%设置观察床
_PUT_UP = Pattern("(?:的比例|比例)?(?:设置|配置|配备|安排|设立)(?P<what>[\u4e00-\u9fff（）]{2,20})$")
PER = Pattern(r"每[\d百千万十]+(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|人|张)")
_ADDS = Pattern("新增|新建|新创建|新改扩建|新开|净增|增加")


@dataclass(frozen=True, slots=True)
class Counting:
    """The verb of a list of numbers (新增, 每个区县至少建成), which applies to its items without a verb of their own."""

    verb: str

    def subject(self, thing: str) -> str:
        """Return the subject of an item: the thing, after a verb that means an addition (新增…重点专科)."""
        adds = _ADDS.search(self.verb)
        return f"{adds.group()}…{thing}" if adds and adds.group() not in thing else thing

    def target(self, words: str) -> str:
        """Return the target of an item: its words, after 每个区县 where that applies to the whole list."""
        return f"{self.verb}…{words}" if self.verb.startswith(("每", "各")) else words


def counts_on(clause: Clause) -> Counting | None:
    """Return the verb of the list that this clause continues, where only numbers stand between; None without one."""
    for earlier in reversed(clause.before):
        found = list(values(earlier))
        if not found:
            return None
        if found[0].verb == "count":
            each = _EACH.search(earlier[: found[0].start])
            start = each.start() if each else found[0].start
            return Counting(earlier[start : found[0].number])
        if found[0].verb is not None:
            return None
        if verb := VERB_BEFORE.search(earlier[: found[0].start]):
            return Counting(verb.group())
    return None


def bare(clause: Clause, value: Value, done: int, counting: Counting | None) -> Made:
    """Return the promise of a number without a verb: after a measure (治疗率85%), or of things built or trained; None for another."""
    text, target = clause.text, clause.text[value.start : value.end]
    subject = subject_of(clause, done, value.start)
    ended = not text[value.end :] or text[value.end] in "、和及与（("
    if not ended and text[value.unit_end - 1] == "元":
        return None  # 年产值1亿元以上企业: of that size
    if (
        subject
        and ended
        and (MEASURED.search(subject) or subject.startswith("占") or target[0] in "≥≤＞＜><≧≦")
    ):
        return [Promise(subject, target)], value.end
    if wanted := _WANTED.match(text, value.end):
        return [Promise(wanted["what"], target)], wanted.end()
    share = _OF_SO_MANY.search(text[done : value.start])
    if share and (put := _PUT_UP.match(text, value.end)):
        return [Promise(put["what"], target)], put.end()
    if _JUST_BEFORE.match(text, value.start):
        return _so_often(clause, value, value.start)
    if not _COUNTED_BY.search(even(text[value.number : value.unit_end])):
        return None
    own = VERB_BEFORE.search(text[done : value.start])
    if subject and ended:
        if not (own or counting or PER.search(subject) or (clause.promised and not text[value.end :])):
            return None
        if how := _HOW_OFTEN.match(subject):
            subject, target = subject[how.end() :], f"{how.group()}…{target}"
        return [Promise(counting.subject(subject) if counting and not own else subject, target)], value.end
    if ended or counting is None:
        return None
    after = object_after(text, value.end)
    if not after or (own and text[done + own.end() : value.start].strip("各至少约共")):
        return None
    return [Promise(counting.subject(after), counting.target(target))], value.end + len(after)


def _so_often(clause: Clause, value: Value, start: int) -> Made:
    """Return the promise of a frequency (中小学生每周5-8小时校园体育活动); None for another."""
    text, target = clause.text, clause.text[start : value.end]
    after = object_after(text, value.end)
    if not after or not understood(target):
        return None
    subject = "…".join(filter(None, (clean_subject(text[:start]), after)))
    return [Promise(subject, target)], value.end + len(after)


# ── a share of a kind: 100%的县级公立医院建立中医科 ──

SHARE_OF = Pattern(r"的?[\u4e00-\u9fff（]")
_DOES = Pattern(
    "的?(?P<who>[^，。；]{2,40}?)(?P<does>(?:均|都|全部)?(?:建立|建成|设置|设立|开设|具备|达到|配备|开展|提供|实现|完成|纳入|通过|接入|能够|能|可|创建成?|建设成?|成为|参加|享有|有).{2,40})$"
)


_ALSO_DO = Pattern(r"(?:以上)?(?:达到|建成|设置|开展|具备|通过|配备|创建成?)[^，。；\d]{2,40}$")
_THOSE = Pattern(r"[\d.]+%(?:以上)?的?(?P<who>[^，。；]{2,40}?)(?=达到|建成|设置|开展|具备|通过|配备|创建)")


def share_of(clause: Clause, value: Value) -> Made:
    """Return the promise of 60%的乡镇卫生院达到基本标准, or of 30%达到推荐标准 after it: those that do, and the share. None for another."""
    text, target = clause.text, clause.text[value.start : value.end]
    rest = text[value.end :]
    if _ALSO_DO.match(rest) and understood(target):
        those = _THOSE.search(even(clause.before[-1])) if clause.before else None
        return ([Promise(f"{those['who']}…{rest}", target)], len(text)) if those else None
    if _DOES.match(rest) and understood(target):
        return [Promise(rest.lstrip("的"), target)], len(text)
    after = object_after(text, value.end)
    verb = VERB_BEFORE.search(text[: value.start])
    return ([Promise(after, target)], value.end + len(after)) if after and verb else None
