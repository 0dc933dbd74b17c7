"""A verb of level with its number: 婴儿死亡率 · 控制在4.8‰以下; A率、B率 · 分别控制在…、…; for two years, 分别不低于22%和30%."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import clean_subject, pieces_of, split_subjects, with_head
from healthplan_cli.draft.body.promise import Clause, Made, Promise, object_after, subject_of
from healthplan_cli.draft.body.sentences import years_due
from healthplan_cli.draft.body.values import Value, values


def levels(clause: Clause, value: Value, done: int) -> Made:
    """Return the promises of 婴儿死亡率控制在4.8‰以下, or of A率、B率分别控制在…、…; None for another clause."""
    text, target = clause.text, clause.text[value.start : value.end]
    subject = subject_of(clause, done, value.start)
    if _STATED.match(text[value.start : value.number]) and not clause.promised:
        return None
    whole = _SHARE_IS.match(text, value.end)
    if whole and text[value.unit_end - 1] == "%":
        return [Promise(whole["what"], target)], whole.end()
    if not clean_subject(text[done : value.start]) and (after := object_after(text, value.end)):
        return [Promise(after, target)], value.end + len(after)
    if not subject:
        return None
    spread = _distributed(clause, value, subject)
    if spread is not None:
        return spread
    subjects = split_subjects(subject, deep="均" in target or "都" in target)
    return [Promise(each, target) for each in subjects if len(each) <= 60], value.end


_STATED = Pattern(
    "(?:分别|均|仅|只){0,4}(?:约占|约|为|有|是|共){0,4}$"
)  # 患病率为13.6%: what is, unless a year says it will be
_SHARE_IS = Pattern("(?:为|是|的)(?P<what>[\u4e00-\u9fff]{2,20})$")  # 其中至少40%为负压救护车
_BETWEEN_VALUES = ("、", "和", "及", "与", "，", ",", "/", "以及")


def _distributed(clause: Clause, value: Value, subject: str) -> Made:
    """Return the promises of several subjects, or of one for several years, with a number each in their order (分别).

    None where the numbers aren't as many.
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
        subjects = with_head(pieces_of(subject))
    years = years_due(text) or clause.years
    if len(subjects) == 1 and len(years) == len(said):
        targets = _each_target(lead, said)
        return [Promise(subject, each, due=year) for each, year in zip(targets, years, strict=True)], end
    if len(subjects) != len(said) or min(map(len, subjects)) < 2:
        return None
    return [Promise(*each) for each in zip(subjects, _each_target(lead, said), strict=True)], end


_SUFFIX = Pattern("(?:及)?(?:以[上下内]|左右)$")
_SINCE = Pattern("[较比].*年")
_NEUTRAL = ("", "达到", "达", "为", "到")


def _each_target(lead: str, said: list[str]) -> list[str]:
    """Return a target for each of several numbers; the verb before the first and the 以下 after the last are joined to each by …."""
    last = _SUFFIX.search(said[-1])
    before, _, verb = lead.rpartition("分别")
    suffix, verb = last.group() if last else "", verb.replace("均", "")
    if _SINCE.match(before):
        verb = f"{before}…{verb}"  # 比2020年…下降8%
    made = [words if _SUFFIX.search(words) or not suffix else f"{words}…{suffix}" for words in said]
    whole = [f"{verb}{made[0]}"]
    return whole + [each if verb in _NEUTRAL or suffix else f"{verb}…{each}" for each in made[1:]]
