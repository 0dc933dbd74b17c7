"""Clauses with a number that is asked for → subject and target: 婴儿死亡率 · 控制在4.8‰以下, 领军人才 · 培养2名."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.counts import (
    PER,
    SHARE_OF,
    VERB_BEFORE,
    WORK,
    Counting,
    bare,
    counted,
    counts_on,
    share_of,
)
from healthplan_cli.draft.body.levels import levels
from healthplan_cli.draft.body.nouns import clean_subject
from healthplan_cli.draft.body.promise import Clause, Promise
from healthplan_cli.draft.body.values import Value, values

_WORK = Pattern("(?:服务|修复|改造|治理|整治|建设|更新|种植|培训|救助|改建|淘汰)(?=$|达|超过|不[低少超高])")
_BEGUN = Pattern("完成|实施|开展|组织|推进|进行|提供")
_DOES_IT = Pattern(
    "(?:[县市区镇乡村院校州省]|机构|中心|企业|单位|部门|每年|累计|年均|新|共|再|各|并|也|均|都|可)$"
)
# 提供6类以上中医药服务的比例达到100%: the first number says which they are
_SHARE_THAT_DOES = Pattern(r"^[^，\d]{2,30}(?:比例|率|占比)(?:均|分别)?(?:达|不低于|为|提高)")


def promises_of_numbers(clause: Clause) -> Iterator[Promise]:
    """Yield the promises of a clause with a number, in their order."""
    done, counting, per = 0, counts_on(clause), None
    for value in values(clause.text):
        if value.start < done or (
            value.verb == "count" and _SHARE_THAT_DOES.search(clause.text[value.end :])
        ):
            continue
        if work := _work_before(clause, value, done, counting):
            value = work
        if value.verb == "course" and WORK.search(clause.text[done : value.number]):
            made = counted(clause, value, done)  # 完成…改造提升28家: 提升 is part of the work
        elif value.verb in ("level", "course"):
            made = levels(clause, value, done)
        elif value.verb == "count":
            counting = counting or Counting(clause.text[value.start : value.number])
            made = counted(clause, value, done)
        elif SHARE_OF.match(clause.text, value.end) and clause.text[value.unit_end - 1] == "%":
            made = share_of(clause, value)
        else:
            verb = VERB_BEFORE.search(clause.text[done : value.start])
            counting = counting or (Counting(verb.group()) if verb else None)
            made = bare(clause, value, done, counting)
        if made is not None:
            promises, done = made
            for promise in promises:
                per = PER.match(promise.subject) or per
                yield _every_year(
                    promise
                    if per is None or PER.search(promise.subject)
                    else _of_people(promise, per.group())
                )


def _work_before(clause: Clause, value: Value, done: int, counting: Counting | None) -> Value | None:
    """Return a number without its verb, where the verb belongs to what is counted (退化林修复2万亩, 文化服务达到3万人次); else None."""
    text = clause.text
    work = _WORK.match(text[value.start : value.number])
    if (
        work is None
        or not clean_subject(text[done : value.start])
        or _DOES_IT.search(text[done : value.start])
    ):
        return None
    if counting is None and _BEGUN.search(text[done : value.start]):
        return None  # 开展职业技能培训10万人次: the verb stands before
    start = value.start + work.end()
    if start < value.number:
        return replace(value, start=start, verb="level")
    shorter = replace(value, start=start, verb=None)
    return shorter if counting or bare(clause, shorter, done, counting) else None


def _every_year(promise: Promise) -> Promise:
    """Return a promise with 每年 moved from its subject to its target: 每年完成森林抚育 · 不少于20万亩 gives 完成森林抚育 · 每年…不少于20万亩."""
    often = _OFTEN.search(promise.subject)
    if often is None or "每年" in promise.target:
        return promise
    before, after = clean_subject(promise.subject[: often.start()]), promise.subject[often.end() :]
    subject = "…".join(filter(None, (before, after)))
    return replace(promise, subject=subject, target=f"{often.group()}…{promise.target}") if after else promise


_OFTEN = Pattern("每年度?(?=[\u4e00-\u9fff])")


def _of_people(promise: Promise, per: str) -> Promise:
    """Return a promise of people or beds with the 每千人口 of the number before it: 每千人口…注册护士数 after 每千人口…医师数."""
    people = _COUNTS_PEOPLE.search(promise.subject) and "率" not in promise.subject
    return replace(promise, subject=f"{per}…{promise.subject}") if people else promise


_COUNTS_PEOPLE = Pattern("(?:师|士|人员|床位|托位|张|[）)])数?$")
