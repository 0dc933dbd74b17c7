"""The grammar of a target: [subject] [due] [modality] [from] body [hope] [remark]. Every part but the body is optional.

A body is read by a row of `bodies`. All ways through the parts are tried; every row that reaches the end of the text
gives a result, and the caller refuses a text with two that differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.bodies import NUMBER_FIRST, ROWS, whole
from healthplan_cli.language.distributions import distributed
from healthplan_cli.language.frame import Frame, Way, take_asides, take_introduction
from healthplan_cli.language.lists import named, shared
from healthplan_cli.language.subject import goes_from, take_start, take_subject
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Rule

Reading = tuple[Rule, Frame]


def readings(cursor: Cursor) -> Iterator[Reading]:
    """Yield every result (rule, frame) for the whole text; `cursor` then has the furthest place that was read."""
    for rest, frame in _ways(cursor, Frame(), _PARTS):
        for rule, said in _bodies(rest, frame):
            if goes_from(said, rule) and (said.hope is None or _may_be_exceeded(rule, said.hoped)):
                yield rule, said
        cursor.learn_from(rest)


def take_hope(cursor: Cursor, frame: Frame) -> Iterator[Way]:
    """Yield the whole text, and of 不低于95%，力争达到98% also the demand alone, with the hope kept in the frame."""
    yield cursor.rest(0), frame
    match = _HOPE.match(cursor.text) if "力" in cursor.text or "争" in cursor.text else None
    if match is None:
        return
    hope = cursor.piece(match.start("hope"), match.end("hope"))
    hoped = next(
        (rule for rest, _ in take_introduction(hope, Frame()) for rule in whole(rest, ROWS)),
        None,
    )
    if hoped is not None or _BETTER.match(match["hope"]):
        yield cursor.rest(0, match.end("must")), replace(frame, hope=match["hope"], hoped=hoped)


_HOPE = Pattern(r"(?P<must>.+?)[,;、](?:并|且)?(?P<hope>(?:力争|争取|努力).+)$")
_BETTER = Pattern(
    "(?:力争|争取|努力)(?:实现|取得|做到|达到)?(?:更高|更好|更快|更低|更多|更优)(?:结果|水平|成绩|目标)?$"
)


def _may_be_exceeded(rule: Rule, hoped: Rule | None) -> bool:
    """Return whether a hope may follow a rule with another number of the same kind (95%，力争98%); `hoped` None is 更好.

    力争高于全国平均水平 or 力争进入前10名 behind 95% aren't another number of its kind but further demands. In a list of
    components every rule must be a number.
    """
    if rule.parts:
        return all(part.rule.is_number for part in rule.parts)
    if not rule.is_number or hoped is None:
        return rule.is_number
    if not hoped.is_number or (rule.op == "rank") is not (hoped.op == "rank"):
        return False
    one, other = rule.unit, hoped.unit
    if one is None or other is None or one.startswith(f"{other}/"):
        return True
    return one == other or units.factor(one, other) is not None


_Part = Callable[[Cursor, Frame], Iterator[Way]]
_PARTS: tuple[_Part, ...] = (
    take_asides,
    take_hope,
    take_introduction,
    take_subject,
    take_introduction,
    take_start,
    take_introduction,
)


def _ways(cursor: Cursor, frame: Frame, parts: tuple[_Part, ...]) -> Iterator[Way]:
    """Yield every way through the parts in order; the remaining text, for the body, is a cursor of its own."""
    if not parts:
        yield cursor.rest(cursor.pos), frame
        return
    for rest, said in parts[0](cursor, frame):
        yield from _ways(rest, said, parts[1:])


def _bodies(cursor: Cursor, frame: Frame) -> Iterator[Reading]:
    """Yield every rule that reads the whole remaining text, with its frame."""
    if _PLAIN.match(cursor.text) and (plain := next(whole(cursor, NUMBER_FIRST), None)):
        yield plain, frame
        return
    for rule in whole(cursor, _WHOLE):
        yield rule, frame
    if _UNIVERSAL.search(cursor.text):  # rare: imported when a text may be theirs
        from healthplan_cli.language.everyone import EVERYONE, per_people
        from healthplan_cli.language.everyone import ROWS as UNIVERSAL

        for rule in whole(cursor, (per_people,) if frame.subject or frame.hope else UNIVERSAL):
            yield rule, replace(frame, subject=tr("做到的比例")) if rule is EVERYONE else frame


# A plain number with its sign has no second reading: 35, ≥70%, ≤14.5‰.
_PLAIN = Pattern(r"[≥≤<>=]?\d+(?:\.\d+)?[%‰]?$", re.ASCII)
_WHOLE = (*ROWS, distributed, shared, named)
_UNIVERSAL = Pattern("[每各所人全均]|覆盖|的")
