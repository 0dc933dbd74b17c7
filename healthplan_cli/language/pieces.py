"""Helpers of the readers for whole sentences: parts of a text as cursors, frames merged.

A reader takes a cursor and `read`, which reads a part of the text as a target of its own; it returns (rule, frame), or
None for other words. Readers are tried only on texts that the grammar of one target (`grammar.py`) can't read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.frame import Frame, take_asides, take_introduction
from healthplan_cli.language.normalise import Normal
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Rule

Reading = tuple[Rule, Frame]
Read = Callable[[Cursor], Reading | None]
Reader = Callable[[Cursor, Read], Reading | None]

AREA = r"(?:全国|我国|全省|全市|全县|全区|全州|全自治区|本省|本市|本县|我省|我市|我县|城乡)"
_HEAD = Pattern(
    rf"(?:(?!城乡居民){AREA}(?![、和与及])|将|使|在|推动|带动|促进|实现(?=[^,;]{{4,}}(?:率|数|量)|[^,;]{{2,24}}?(?:翻|倍增|减半|过半|突破|[超达]过?到?\d)))+"
)
NOT_COUNTED = (None, "%", "‰", "百分点", "分钟", "小时", "天", "年", "岁", "倍")  # no numbers of things
NEGATED = Pattern("[未没否]|(?<![困灾疑避遇危])难|不(?!低|高|少|超|大|小|断|良|孕|宜超|宜少|动产)|尚|无法")


def opened(cursor: Cursor) -> tuple[Cursor, Frame]:
    """Return the text without its asides and behind its introduction (到2025年力争…), and the frame with the content of both."""
    found = Frame()
    for rest, frame in take_asides(cursor.rest(cursor.pos), found):
        for inner, said in take_introduction(rest, frame):
            return inner.rest(inner.pos), said
        return rest, frame
    return cursor, found


def within(cursor: Cursor, start: int, end: int) -> Cursor:
    """Return a cursor over a part of the remaining text; `start` and `end` count from the cursor's place."""
    return cursor.piece(cursor.pos + start, cursor.pos + end)


def head_end(text: str) -> int:
    """Return the index after words such as 全国, 使, 带动 at the beginning of a sentence; 0 where there are none."""
    match = _HEAD.match(text)
    return match.end() if match else 0


def merged(outer: Frame, inner: Frame) -> Frame | None:
    """Return one frame with the contents of those around and within a piece; None where their due years differ."""
    if outer.due and inner.due and outer.due != inner.due:
        return None
    return replace(
        inner,
        due=inner.due or outer.due,
        modality=(*outer.modality, *inner.modality),
        remarks=(*inner.remarks, *outer.remarks),
        subject=inner.subject or outer.subject,
        cumulative=inner.cumulative or outer.cumulative,
    )


def replaced(cursor: Cursor, start: int, end: int, before: str) -> Cursor:
    """Return a cursor over a part of the text with `before` put before it; the origin of `before` is the part's beginning."""
    origin = cursor.normal.origin
    places = (origin[start],) * len(before) + origin[start : end + 1]
    return Cursor(Normal(cursor.normal.original, before + cursor.text[start:end], places))


def inserted(cursor: Cursor, at: int, words: str) -> Cursor:
    """Return a cursor over the text with words put in at `at`; their origin is that of the following character."""
    text, origin = cursor.text, cursor.normal.origin
    places = origin[:at] + (origin[at],) * len(words) + origin[at:]
    return Cursor(Normal(cursor.normal.original, text[:at] + words + text[at:], places))


def cuts(text: str, pattern: Pattern) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each match of a pattern outside brackets, but not at the text's beginning or end."""
    depth, done = 0, 0
    for match in pattern.finditer(text):
        depth += text.count("(", done, match.start()) - text.count(")", done, match.start())
        done = match.start()
        if depth == 0 and match.start() > 0 and match.end() < len(text):
            yield match.span()


def split(cursor: Cursor, pattern: Pattern) -> list[Cursor]:
    """Return the pieces of the text between the matches of a pattern (as in `cuts`)."""
    pieces, start = [], 0
    for begin, end in cuts(cursor.text, pattern):
        pieces.append(cursor.piece(start, begin))
        start = end
    return [*pieces, cursor.piece(start, len(cursor.text))]
