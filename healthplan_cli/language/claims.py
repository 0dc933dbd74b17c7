"""A sheet's own words about attainment (已完成, 未达标, 是否达到序时进度：否): shown beside the verdict, never used for it."""

from __future__ import annotations

from functools import lru_cache

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.lexicon import Pattern, atomic
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Status


@record(frozen=True, slots=True)
class Claim:
    """A claim that a goal is reached or isn't; `pace`: the goal is the progress due by now (序时进度), not the target."""

    reached: bool
    pace: bool = False


_PACE = Pattern("序时|时序|进度|年度(?:目标|任务|计划)|阶段性?目标")
_ASKED = Pattern(r"(?P<asked>是否[^:]*|[^:]*与否):(?P<answer>.+)$")
_NO = Pattern(r"(?:否|不|没有?|未|尚未|暂未|×|✗|✘|x|n|no|false)")
_YES = Pattern(r"(?:是|已|√|✓|✔|y|yes|true|达|完成|实现|超|提前|如期|按期|符合)")
_LATE = Pattern("滞后|落后|偏慢|低于序时|慢于|欠进度|进度慢|欠账")
_SHORT = Pattern(
    r"(?:尚|暂|仍|还)?(?:未|没有?|不)能?(?:按期|如期|按时|全部|全面)?(?:完成|达标|达到|达成|实现|达)"
)
_DONE = Pattern(
    atomic("(?:已经?|均|全部|全面|超额|提前|如期|按期|按时)*", "manner")
    + "(?:完成|达标|达到|达成|实现)(?:了|(?:规划|年度|目标|任务|要求|进度|序时|值|预期)*)$"
)
_ON_PACE = Pattern("(?:达到?|符合|快于|超|超过|同步于?|高于|好于)(?:时序|序时)|与序时进度同步|进度正常")
_HALF = Pattern("基本|部分|正在|推进|进行|将|预计|力争|有望|接近")
_UNDERWAY = Pattern(r"(?:基本|部分|正在|有序|持续|稳步)[^\d]*$")


_CLAUSE = Pattern(r"[^;,。]+")


@lru_cache(maxsize=1024)
def claims_of(text: str) -> frozenset[Claim]:
    """Return the claims in a text; none for words that claim neither success nor failure (基本完成, 有序推进)."""
    clauses = (match[0] for match in _CLAUSE.finditer(plain(text)))
    return frozenset(claim for clause in clauses if (claim := _claim(clause)) is not None)


def _claim(clause: str) -> Claim | None:
    asked = _ASKED.match(clause)
    if asked is not None:
        pace = _PACE.search(asked["asked"]) is not None
        if _NO.match(asked["answer"]) or _LATE.search(asked["answer"]):
            return Claim(False, pace)
        plainly = _YES.match(asked["answer"]) and not _HALF.search(asked["answer"])
        return Claim(True, pace) if plainly else None
    pace = _PACE.search(clause) is not None
    if _LATE.search(clause):
        return Claim(False, True)
    if _SHORT.search(clause):
        return Claim(False, pace)
    if _HALF.search(clause):
        return None
    if _ON_PACE.search(clause):
        return Claim(True, True)
    return Claim(True, pace) if _DONE.match(clause) else None


def differs(text: str, status: Status) -> bool:
    """Return whether a claim in the text contradicts a status (contract section 5); an unknown status contradicts none."""
    return status is not Status.UNKNOWN and any(_differs(claim, status) for claim in claims_of(text))


def _differs(claim: Claim, status: Status) -> bool:
    behind = status in (Status.MISSED, Status.BEHIND)
    if claim.reached:
        return behind
    return not behind if claim.pace else status is Status.MET


def is_claim(text: str) -> bool:
    """Return whether a text is about attainment and has no number: 已完成, 正在推进."""
    return not any(char.isdecimal() for char in text) and bool(claims_of(text) or _HALF.search(plain(text)))


_BESIDE = Pattern(r"(?P<value>.*[\d%‰个例人家张岁])(?:\((?P<inside>[^()]+)\)|[,;、](?P<after>[^\d]+))$")
_BEFORE = Pattern(r"(?:已经?)?(?:完成|达到|达|实现|为)(?=[\d<>≥≤约])")


def split_off(text: str) -> tuple[str, str | None]:
    """Return a cell's value and the claim beside it (28.4%(已达标), 完成28.4%); the text and None where there is no claim."""
    if text[:1].isdecimal() and text[-1:].isdecimal():
        return text, None  # nothing stands beside a bare number
    match = _BESIDE.match(text)
    claimed = (match["inside"] or match["after"]) if match else None
    value = text
    if match is not None and claimed is not None and (claims_of(claimed) or _UNDERWAY.match(claimed)):
        value = match["value"]
    else:
        claimed = None
    before = _BEFORE.match(value)
    return (value[before.end() :] if before else value), claimed
