"""Clauses with a number that is asked for → subject and target: 婴儿死亡率 · 控制在4.8‰以下, 领军人才 · 培养2名."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import MEASURED, clean_subject, split_subjects
from healthplan_cli.draft.body.values import Value, even, values
from healthplan_cli.language.target import understood


@dataclass(frozen=True, slots=True)
class Promise:
    """A subject and what it is to reach, both as printed; `op` how the target is written where the language can't read it."""

    subject: str
    target: str
    op: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without its year, the clauses before it in its sentence, and whether the sentence says that something is promised
    (a year ahead, 力争).
    """

    text: str
    before: tuple[str, ...] = ()
    promised: bool = False


def promises_of_numbers(clause: Clause) -> Iterator[Promise]:
    """Yield what a clause promises with a number, in its order."""
    found = list(values(clause.text))
    done, counting = 0, _counts_on(clause)
    for order, value in enumerate(found):
        if value.start < done:
            continue
        following = found[order + 1].start if order + 1 < len(found) else len(clause.text)
        if value.verb == "count":
            counting = True
        made = None
        if value.verb in ("level", "course"):
            made = _levels(clause, value, done)
        elif value.verb == "count":
            made = _counted(clause, value, done)
        else:
            made = _bare(clause, value, done, following, counting)
        if made is None:
            continue
        promises, done = made
        yield from promises


_Made = tuple[list[Promise], int] | None

# ── a verb of level: subject, verb, number ──

_MORE_VALUES = Pattern(r"[、和及与,，/](?=[\d≥≤])")


def _levels(clause: Clause, value: Value, done: int) -> _Made:
    """Return the promises of 婴儿死亡率控制在4.8‰以下, and of A率、B率分别控制在…、…."""
    text = clause.text
    subject = _subject(clause, done, value.start)
    if not subject:
        after = _object_after(text, value.end)
        if not after or value.verb != "level":
            return None
        return [Promise(after, text[value.start : value.end])], value.end + len(after)
    target, end = text[value.start : value.end], value.end
    spread = _distributed(text, value, subject)
    if spread is not None:
        return spread
    for each in split_subjects(subject) if "均" in target or "都" in target else [subject]:
        if not _fit(each, target):
            return None
    subjects = split_subjects(subject) if "均" in target or "都" in target else [subject]
    return [Promise(each, target) for each in subjects], end


def _distributed(text: str, value: Value, subject: str) -> _Made:
    """Return the promises of several subjects with a number each, in their order; None where there aren't as many of both."""
    lead = text[value.start : value.number]
    if "分别" not in lead and "分别" not in text[max(0, value.start - 2) : value.number]:
        return None
    words, end = [text[value.number : value.end]], value.end
    for further in values(text[value.end :]):
        gap = text[end : value.end + further.start]
        if gap not in ("、", "和", "及", "与", "，", ",", "/") or further.verb is not None:
            break
        end = value.end + further.end
        words.append(text[value.end + further.start : end])
    subjects = split_subjects(subject)
    if len(subjects) != len(words) or len(words) < 2:
        return None
    suffix = _suffix(words[-1])
    verb = lead.replace("分别", "").replace("均", "")
    made = [Promise(subjects[0], _each_target(text, value, words[0], suffix))]
    for each, said in zip(subjects[1:], words[1:], strict=True):
        own = said if _suffix(said) or not suffix else f"{said}…{suffix}"
        made.append(
            Promise(each, own if verb in ("", "达到", "达", "为") or _suffix(said) else f"{verb}…{own}")
        )
    return made, end


def _each_target(text: str, value: Value, first: str, suffix: str) -> str:
    own = text[value.start : value.end]
    return own if _suffix(first) or not suffix else f"{own}…{suffix}"


_SUFFIX = Pattern("(?:及)?(?:以[上下内]|左右)$")


def _suffix(words: str) -> str:
    found = _SUFFIX.search(words)
    return found.group() if found else ""


def _fit(subject: str, target: str) -> bool:
    return 2 <= len(subject) <= 60 and bool(target)


# ── a verb that counts: 建成5个…, 培训…3000人次 ──

_EACH = Pattern(r"(?:每个|每所|每家|每一个|每|各)[\u4e00-\u9fff（）()、]{1,14}?$")
_AREA = Pattern("(?:[县市区省]级行政区域|[\u4e00-\u9fff]{0,6}(?:区县|县区|乡镇|街道|行政村|社区))$")
_NEXT = Pattern(r"[、和及与并]|以及|并且|同时")


def _counted(clause: Clause, value: Value, done: int) -> _Made:
    """Return the promise of 建成5个示范基地, of 每个县至少建成1个指导中心, of 医养结合机构建成5家."""
    text = clause.text
    lead = text[done : value.start]
    if each := _EACH.search(lead):
        start = done + each.start()
    else:
        start = value.start
    after = _object_after(text, value.end)
    target = text[start : value.end]
    if after:
        area = _AREA.search(text[done:start])
        if area and understood(area.group() + target):
            return [Promise(after, area.group() + target)], value.end + len(after)
        return [Promise(after, target)], value.end + len(after)
    subject = _subject(clause, done, start)
    return ([Promise(subject, target)], value.end) if subject else None


def _object_after(text: str, start: int) -> str:
    """Return the thing that stands behind a number: 5个〔示范基地〕, up to the next sign."""
    words = text[start:]
    words = words.lstrip("的")
    stop = next(
        (match.start() for match in _NEXT.finditer(words) if _list_ends(words, match.start())), len(words)
    )
    found = words[:stop]
    return found if _THING.match(found) else ""


_THING = Pattern(r"[\u4e00-\u9fffA-Za-z（）()“”\"《》·+0-9、‘’]{2,40}$")


def _list_ends(words: str, place: int) -> bool:
    """Whether a 、 or 和 behind a thing begins another one with a number or a verb of its own: 5个A、10个B."""
    rest = words[place + 1 :]
    return bool(_OWN.match(rest))


_OWN = Pattern(
    r"[^、，]{0,14}?\d|(?:新增|建成|建设|培养|培育|完成|实现|引进|打造|力争|达到|推进|加强|提高|开展)"
)

# ── no verb: 治疗率85%, 引进博士10-20名 ──

_VERB_BEFORE = Pattern(
    "(?:引进|培养|培训|培育|轮训|建成|建设|新建|改建|改扩建|新改扩建|扩建|创建|打造|新增|增加|完成|遴选|选派|评选|选拔|招聘|招收|组建|设立|设置|建立|配备|布局|认定|开展|举办|发展|建强|储备|推广|支持|扶持|救助|筛查|形成|达到|实施|争取|申报|种植|治理|修复|改造|开设|评审|引育|选育|新开|开通|转移|资助|补助|安排|组织|柔性引进|公开招聘|订单培养|规划布局|孵化|建好|办好|保证建设|营造林?|造林|抚育|义务植树)"
)
_COUNTED_BY = Pattern(
    r"(?:人次|人|名|个|家|所|支|项|张|辆|台|套|处|座|种|类|次|例|场|户|平方米|亩|公顷|公里|吨|株|间|期|篇|部|件|条|床|片|班|学位|托位|床位|平方公里|立方米|万千瓦|千瓦|标准箱)$"
)
_HOW_OFTEN = Pattern("^(?:每年度?|年均|每周|每月|每天|每日)")
_PER = Pattern(r"每[\d百十千万]+(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|人|张)")
_JUST_BEFORE = Pattern("(?:每年|每周|每月|每天|每日|每半年)$")


def _counts_on(clause: Clause) -> bool:
    """Whether the clause before counts things, so that 36个村卫生室 goes on with it."""
    if not clause.before:
        return False
    last = clause.before[-1]
    return any(
        value.verb == "count" or (value.verb is None and _VERB_BEFORE.search(last)) for value in values(last)
    )


def _bare(clause: Clause, value: Value, done: int, following: int, counting: bool) -> _Made:
    """Return the promise of a number without a verb: behind a measured name (治疗率85%), or behind what is built or trained."""
    text = clause.text
    target = text[value.start : value.end]
    lead = text[done : value.start].lstrip("、和及与，")
    if _SHARE_OF.match(text, value.end) and target.endswith(("%", "以上")):
        return _share_of(clause, value)
    subject = _subject(clause, done, value.start)
    behind = text[value.end : following]
    ended = not behind or behind[0] in "、和及与（("
    if subject and ended and (MEASURED.search(subject) or _signed(target)):
        return [Promise(subject, target)], value.end
    if often := _JUST_BEFORE.search(text[done : value.start]):
        return _so_often(clause, value, done + often.start())
    if not _COUNTED_BY.search(even(text[value.number : value.unit_end])):
        return None
    verb = _VERB_BEFORE.search(lead)
    if (
        subject
        and ended
        and (verb or counting or (clause.promised and not clause.text[value.end :].strip("、")))
    ):
        often = _HOW_OFTEN.match(subject)
        if often:
            subject, target = subject[often.end() :], f"{often.group()}…{target}"
        return [Promise(subject, target)], value.end
    if (verb is None and not counting) or ended:
        return None
    after = _object_after(text[:following] if following > value.end else text, value.end)
    if after and (counting or (verb and not lead[verb.end() :].strip("各至少约共"))):
        return [Promise(after, target)], value.end + len(after)
    return None


def _signed(target: str) -> bool:
    return target[0] in "≥≤＞＜><≧≦"


def _so_often(clause: Clause, value: Value, start: int) -> _Made:
    """Return the promise of 中小学生每周5-8小时校园体育活动."""
    text = clause.text
    after = _object_after(text, value.end)
    before = clean_subject(text[:start])
    subject = "…".join(filter(None, (before, after)))
    if not after or not understood(text[start : value.end]):
        return None
    return [Promise(subject, text[start : value.end])], value.end + len(after)


# ── a share of a kind: 100%的县级公立医院建立中医科 ──

_SHARE_OF = Pattern(r"的?[\u4e00-\u9fff（]")
_DOES = Pattern(
    "的?(?P<who>[^，。；]{2,40}?)(?P<does>(?:均|都|全部)?(?:建立|建成|设置|设立|开设|具备|达到|配备|开展|提供|实现|完成|纳入|通过|接入|能够|能|可|创建成?|建设成?|成为|参加|享有|有).{2,40})$"
)


def _share_of(clause: Clause, value: Value) -> _Made:
    """Return the promise of 60%的乡镇卫生院达到基本标准: those that do, and the share."""
    text, target = clause.text, clause.text[value.start : value.end]
    rest = text[value.end :]
    match = _DOES.match(rest)
    if match is not None and understood(target):
        return [Promise(rest.lstrip("的"), target)], len(text)
    after = _object_after(text, value.end)
    verb = _VERB_BEFORE.search(text[: value.start])
    return ([Promise(after, target)], value.end + len(after)) if after and verb else None


# ── the subject ──


def _subject(clause: Clause, start: int, end: int) -> str:
    """Return what stands before a target in its clause, or the last clause before where nothing does."""
    words = clean_subject(clause.text[start:end])
    if len(words) >= 2 and words not in ("比例", "占比", "覆盖率", "达到率", "年均"):
        return words
    if words:
        return words if not clause.before else words
    for earlier in reversed(clause.before[-1:]):
        if last := list(values(earlier)):
            return clean_subject(earlier[: last[0].start])
        if found := MEASURED_IN.search(earlier):
            return clean_subject(found.group())
    return ""


MEASURED_IN = Pattern(lambda: rf"[^，]*?(?:{_NOUN})(?=明显|显著|持续|稳步|进一步|不断|逐步|大幅|$)")
_NOUN = "率|比例|比重|占比|水平|寿命|数量|总量|面积|规模"
