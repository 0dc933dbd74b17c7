"""A promise: its subject and target as printed; and the words around a number that name the subject."""

from __future__ import annotations

from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import clean_subject
from healthplan_cli.draft.body.values import values


@dataclass(frozen=True, slots=True)
class Promise:
    """The subject and the target of one clause's promise, as printed.

    `op`: the target's `op` in the spec where its words can't be read as a target. `due`: the target's year where one
    sentence names several.
    """

    subject: str
    target: str
    op: str | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, the clauses before it in its sentence, and whether the sentence is a promise (it names a year ahead, 力争)."""

    text: str
    before: tuple[str, ...] = ()
    promised: bool = False
    years: tuple[int, ...] = ()
    """The years that the sentence, or one before it, names."""


Made = tuple[list[Promise], int] | None  # what was promised, and where in the clause it ends


def subject_of(clause: Clause, start: int, end: int) -> str:
    """Return the subject before a target in its clause, else in the clause before."""
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

_THING = Pattern(r"[\u4e00-\u9fffA-Za-z（）()“”\"《》·+0-9、‘’/]{2,60}$")
_NO_THING = Pattern("^[^达具]*以[上下]的|不足.*的|^(?:目标|水平|标准|要求|比例|程度)$")
_NEXT = Pattern(r"[、和及与并]|以及|并且|同时")
_OWN = Pattern(
    r"[^、，]{0,14}?\d|(?:新增|建成|建设|培养|培育|完成|实现|引进|打造|力争|达到|推进|加强|提高|开展|提供)"
)


def object_after(text: str, start: int) -> str:
    """Return the thing after a number (5个〔示范基地〕), up to the next sign or the next number's thing; empty without one."""
    words = text[start:].lstrip("的")
    stops = (match.start() for match in _NEXT.finditer(words) if _OWN.match(words, match.start() + 1))
    found = words[: next(stops, len(words))]
    return found if _THING.match(found) and not _NO_THING.search(found) else ""
