"""Clauses with a number that is asked for → subject and target: 婴儿死亡率 · 控制在4.8‰以下, 领军人才 · 培养2名."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import MEASURED, clean_subject, pieces_of, split_subjects
from healthplan_cli.draft.body.sentences import years_due
from healthplan_cli.draft.body.values import Value, even, values
from healthplan_cli.language.target import understood


@dataclass(frozen=True, slots=True)
class Promise:
    """A subject and what it is to reach, both as printed; `op` how the target is written where the language can't read it, `due`
    the year where one sentence names several.
    """

    subject: str
    target: str
    op: str | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, the clauses before it in its sentence, and whether the sentence says that something is promised (a year ahead, 力争)."""

    text: str
    before: tuple[str, ...] = ()
    promised: bool = False
    years: tuple[int, ...] = ()
    """The years that the sentence, or one before it, names."""


# 提供6类以上中医药服务的比例达到100%: the first number says which they are
_SHARE_THAT_DOES = Pattern(r"^[^，\d]{2,30}(?:比例|率|占比)(?:均|分别)?(?:达|不低于|为|提高)")
_Made = tuple[list[Promise], int] | None


def promises_of_numbers(clause: Clause) -> Iterator[Promise]:
    """Yield what a clause promises with a number, in its order."""
    done, counting, per = 0, _counts_on(clause), None
    for value in values(clause.text):
        if value.start < done or (
            value.verb == "count" and _SHARE_THAT_DOES.search(clause.text[value.end :])
        ):
            continue
        if value.verb in ("level", "course"):
            made = _levels(clause, value, done)
        elif value.verb == "count":
            counting = counting or _Counting(clause.text[value.start : value.number])
            made = _counted(clause, value, done)
        elif _SHARE_OF.match(clause.text, value.end) and clause.text[value.unit_end - 1] == "%":
            made = _share_of(clause, value)
        else:
            verb = _VERB_BEFORE.search(clause.text[done : value.start])
            counting = counting or (_Counting(verb.group()) if verb else None)
            made = _bare(clause, value, done, counting)
        if made is not None:
            promises, done = made
            for promise in promises:
                per = _PER.match(promise.subject) or per
                yield (
                    promise
                    if per is None or _PER.search(promise.subject)
                    else _of_people(promise, per.group())
                )


def _of_people(promise: Promise, per: str) -> Promise:
    """Return 注册护士数 达到3.8人 behind 每千人口…医师数 达到2.85人 as what it is, so many for each thousand too."""
    counted = _COUNTS_PEOPLE.search(promise.subject) and "率" not in promise.subject
    return replace(promise, subject=f"{per}…{promise.subject}") if counted else promise


_COUNTS_PEOPLE = Pattern("(?:师|士|人员|床位|托位|张|[）)])数?$")

# ── a verb of level: subject, verb, number ──


def _levels(clause: Clause, value: Value, done: int) -> _Made:
    """Return the promises of 婴儿死亡率控制在4.8‰以下, and of A率、B率分别控制在…、…."""
    text, target = clause.text, clause.text[value.start : value.end]
    subject = _subject(clause, done, value.start)
    if _STATED.match(text[value.start : value.number]) and not clause.promised:
        return None
    whole = _SHARE_IS.match(text, value.end)
    if whole and text[value.unit_end - 1] == "%":
        return [Promise(whole["what"], target)], whole.end()
    if not clean_subject(text[done : value.start]) and (after := _object_after(text, value.end)):
        return [Promise(after, target)], value.end + len(after)
    if not subject:
        return None
    spread = _distributed(clause, value, subject)
    if spread is not None:
        return spread
    subjects = split_subjects(subject, deep="均" in target or "都" in target)
    return [Promise(each, target) for each in subjects if len(each) <= 60], value.end


_STATED = Pattern(
    "(?:分别|均|仅|只)*(?:为|约|约为|有|是|共|约占)*$"
)  # 患病率为13.6%: what is, unless a year says it will be
_SHARE_IS = Pattern("(?:为|是|的)(?P<what>[\u4e00-\u9fff]{2,20})$")  # 其中至少40%为负压救护车
_BETWEEN_VALUES = ("、", "和", "及", "与", "，", ",", "/", "以及")


def _distributed(clause: Clause, value: Value, subject: str) -> _Made:
    """Return the promises of several subjects, or of one for several years, with a number each in their order (分别).

    None where there aren't as many of both.
    """
    text, lead = clause.text, clause.text[value.start : value.number]
    if "分别" not in text[max(0, value.start - 2) : value.number]:
        return None
    said, end = [text[value.number : value.end]], value.end
    for further in values(text[value.end :]):
        if text[end : value.end + further.start] not in _BETWEEN_VALUES or further.verb is not None:
            break
        said.append(text[value.end + further.start : value.end + further.end])
        end = value.end + further.end
    if len(said) < 2:
        return None
    subjects = split_subjects(subject)
    if len(subjects) != len(said):
        subjects = pieces_of(subject)
    years = years_due(text) or clause.years
    if len(subjects) == 1 and len(years) == len(said):
        targets = _each_target(lead, said)
        return [Promise(subject, each, due=year) for each, year in zip(targets, years, strict=True)], end
    if len(subjects) != len(said) or min(map(len, subjects)) < 2:
        return None
    return [Promise(*each) for each in zip(subjects, _each_target(lead, said), strict=True)], end


_SUFFIX = Pattern("(?:及)?(?:以[上下内]|左右)$")
_NEUTRAL = ("", "达到", "达", "为", "到")


def _each_target(lead: str, said: list[str]) -> list[str]:
    """Return a target for each of several numbers: the verb before them all and the 以下 behind them all go with each, over …."""
    last = _SUFFIX.search(said[-1])
    suffix, verb = last.group() if last else "", lead.rpartition("分别")[2].replace("均", "")
    made = [words if _SUFFIX.search(words) or not suffix else f"{words}…{suffix}" for words in said]
    whole = [f"{verb}{made[0]}"]
    return whole + [each if verb in _NEUTRAL or suffix else f"{verb}…{each}" for each in made[1:]]


# ── a verb that counts: 建成5个…, 每个县至少建成1个… ──

_EACH = Pattern(
    r"(?:每个|每所|每家|每一个|每|各)[\u4e00-\u9fff（）()、]{1,14}?$|每[\d百千万十]+(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|人)(?:应|要)?$"
)
_AREA = Pattern(
    "(?:[县市区省]级行政区域|[\u4e00-\u9fff]{0,6}(?:区县|县区|乡镇|街道|行政村|社区)|市、县(?:（区）)?|县（区）)(?:均|都)?$"
)
_THING = Pattern(r"[\u4e00-\u9fffA-Za-z（）()“”\"《》·+0-9、‘’/]{2,60}$")
_NO_THING = Pattern("以[上下]的|不足.*的|^(?:目标|水平|标准|要求|比例|程度)$")
_NEXT = Pattern(r"[、和及与并]|以及|并且|同时")
_OWN = Pattern(
    r"[^、，]{0,14}?\d|(?:新增|建成|建设|培养|培育|完成|实现|引进|打造|力争|达到|推进|加强|提高|开展|提供)"
)


def _counted(clause: Clause, value: Value, done: int) -> _Made:
    """Return the promise of 建成5个示范基地, of 每个县至少建成1个指导中心, of 医养结合机构建成5家."""
    text = clause.text
    each = _EACH.search(text[done : value.start])
    start = done + each.start() if each else value.start
    target = text[start : value.end]
    after = _object_after(text, value.end)
    if after:
        area = _AREA.search(text[done:start])
        if area and understood(area.group() + target):
            target = area.group() + target
        return [Promise(after, target)], value.end + len(after)
    subject = _subject(clause, done, start) or _last_said(clause)
    return ([Promise(subject, target)], value.end) if subject else None


def _last_said(clause: Clause) -> str:
    """Return what a short clause before speaks of: 全科医生培养计划，多途径培养2500人."""
    last = clause.before[-1] if clause.before else ""
    return clean_subject(last) if len(last) <= _SHORT else ""


_SHORT = 16


def _object_after(text: str, start: int) -> str:
    """Return the thing that stands behind a number: 5个〔示范基地〕, up to the next sign or the next number's thing."""
    words = text[start:].lstrip("的")
    stops = (match.start() for match in _NEXT.finditer(words) if _OWN.match(words, match.start() + 1))
    found = words[: next(stops, len(words))]
    return found if _THING.match(found) and not _NO_THING.search(found) else ""


# ── no verb at the number: 治疗率85%, 引进博士10-20名, 5个A、10个B ──

_VERB_BEFORE = Pattern(
    "(?:新创建|新改扩建|柔性引进|公开招聘|订单培养|规划布局|保证建设|引进|培养|培训|培育|轮训|建成|建设|新建|改建|改扩建|扩建|创建|打造|新增|增加|完成|遴选|选派|评选|选拔|招聘|招收|组建|设立|设置|建立|"
    "配备|布局|认定|开展|举办|发展|建强|储备|推广|支持|扶持|救助|筛查|形成|达到|实施|争取|申报|种植|治理|修复|改造|开设|评审|引育|选育|新开|开通|转移|资助|补助|安排|组织|孵化|建好|办好|营造|造林|抚育|拥有)"
)
_COUNTED_BY = Pattern(
    r"(?:人次|人|名|个|家|所|支|项|张|辆|台|套|处|座|种|类|次|例|场|户|平方米|亩|公顷|公里|吨|株|间|期|篇|部|件|条|床|片|班|学位|托位|床位|平方公里|立方米|千瓦|标准箱)$"
)
_HOW_OFTEN = Pattern("^(?:每年度?|年均|每周|每月|每天|每日)")
_JUST_BEFORE = Pattern("(?:每年|每周|每月|每天|每日|每半年)")
_WANTED = Pattern(  # 按1辆/3万人的标准配备救护车
    "的(?:标准|比例|要求)(?:配备|配置|设置|安排|建设|布局|配齐)(?P<what>[\u4e00-\u9fff（）]{2,20})$"
)
_OF_SO_MANY = Pattern("(?:按|按照|占)[^，]{2,16}的$")  # 按医院床位的2~3%设置观察床
_PUT_UP = Pattern("(?:的比例|比例)?(?:设置|配置|配备|安排|设立)(?P<what>[\u4e00-\u9fff（）]{2,20})$")
_PER = Pattern(r"每[\d百千万十]+(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|人|张)")
_ONLY_A_NUMBER = Pattern(r"(?:其中|[^\d，]{0,14}?)\d[\d.]*")
_ADDS = Pattern("新增|新建|新创建|新改扩建|新开|净增|增加")


@dataclass(frozen=True, slots=True)
class _Counting:
    """The verb with which a list counts (新增, 每个区县至少建成): what follows without one goes on with it."""

    verb: str

    def subject(self, thing: str) -> str:
        """Return a thing with the verb that says it is more than there was: 新增…重点专科."""
        adds = _ADDS.search(self.verb)
        return f"{adds.group()}…{thing}" if adds and adds.group() not in thing else thing

    def target(self, words: str) -> str:
        """Return a target with the 每个区县 that is said of the whole list."""
        return f"{self.verb}…{words}" if self.verb.startswith(("每", "各")) else words


def _counts_on(clause: Clause) -> _Counting | None:
    """Return the verb with which clauses before this one count, where nothing but numbers stands between."""
    for earlier in reversed(clause.before):
        found = list(values(earlier))
        if not found:
            return None
        if found[0].verb == "count":
            each = _EACH.search(earlier[: found[0].start])
            start = each.start() if each else found[0].start
            return _Counting(earlier[start : found[0].number])
        if found[0].verb is not None:
            return None
        if verb := _VERB_BEFORE.search(earlier[: found[0].start]):
            return _Counting(verb.group())
    return None


def _bare(clause: Clause, value: Value, done: int, counting: _Counting | None) -> _Made:
    """Return the promise of a number without a verb at it: behind a measured name (治疗率85%), or of what is built or trained."""
    text, target = clause.text, clause.text[value.start : value.end]
    subject = _subject(clause, done, value.start)
    ended = not text[value.end :] or text[value.end] in "、和及与（("
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
    own = _VERB_BEFORE.search(text[done : value.start])
    if subject and ended:
        if not (own or counting or _PER.search(subject) or (clause.promised and not text[value.end :])):
            return None
        if how := _HOW_OFTEN.match(subject):
            subject, target = subject[how.end() :], f"{how.group()}…{target}"
        return [Promise(counting.subject(subject) if counting and not own else subject, target)], value.end
    after = "" if ended or counting is None else _object_after(text, value.end)
    if not after or (own and text[done + own.end() : value.start].strip("各至少约共")):
        return None
    return [Promise(counting.subject(after), counting.target(target))], value.end + len(after)  # type: ignore[union-attr]


def _so_often(clause: Clause, value: Value, start: int) -> _Made:
    """Return the promise of 中小学生每周5-8小时校园体育活动."""
    text, target = clause.text, clause.text[start : value.end]
    after = _object_after(text, value.end)
    if not after or not understood(target):
        return None
    subject = "…".join(filter(None, (clean_subject(text[:start]), after)))
    return [Promise(subject, target)], value.end + len(after)


# ── a share of a kind: 100%的县级公立医院建立中医科 ──

_SHARE_OF = Pattern(r"的?[\u4e00-\u9fff（]")
_DOES = Pattern(
    "的?(?P<who>[^，。；]{2,40}?)(?P<does>(?:均|都|全部)?(?:建立|建成|设置|设立|开设|具备|达到|配备|开展|提供|实现|完成|纳入|通过|接入|能够|能|可|创建成?|建设成?|成为|参加|享有|有).{2,40})$"
)


def _share_of(clause: Clause, value: Value) -> _Made:
    """Return the promise of 60%的乡镇卫生院达到基本标准: those that do, and the share."""
    text, target = clause.text, clause.text[value.start : value.end]
    rest = text[value.end :]
    if _DOES.match(rest) and understood(target):
        return [Promise(rest.lstrip("的"), target)], len(text)
    after = _object_after(text, value.end)
    verb = _VERB_BEFORE.search(text[: value.start])
    return ([Promise(after, target)], value.end + len(after)) if after and verb else None


# ── the subject ──


def _subject(clause: Clause, start: int, end: int) -> str:
    """Return what stands before a target in its clause, or in the one before where nothing does."""
    words = clean_subject(clause.text[start:end])
    if words or not clause.before:
        return words
    earlier = clause.before[-1]
    if found := list(values(earlier)):
        return clean_subject(earlier[: found[0].start])
    measured = _MEASURE_SAID.match(earlier)
    return clean_subject(measured["name"]) if measured else ""


_MEASURE_SAID = Pattern(
    "(?P<name>[^，]*?(?:率|比例|比重|占比|水平|寿命|数量|总量|面积|规模))(?=明显|显著|持续|稳步|进一步|不断|逐步|大幅|$)"
)
