"""Trends with the name between their words: 疫情快速上升的势头得到基本遏制, 降低孕产妇中重度贫血患病率."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.naming import is_name
from healthplan_cli.language.pieces import NEGATED, Read, Reading, opened
from healthplan_cli.language.shield import THING
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Slowing

_HALTED = Pattern(
    rf"(?P<name>{THING}{{0,30}}?)(?:快速|过快|持续)*(?:上升|增长|蔓延)的?(?:趋势|势头|态势)得到(?:基本|有效|初步|全面)*(?:遏制|控制|遏止)$"
)


def halted(cursor: Cursor, read: Read) -> Reading | None:
    """Read 疫情快速上升的势头得到基本遏制 as a rise that must end, with its subject (疫情); None for other words."""
    rest, frame = opened(cursor)
    match = _HALTED.match(rest.text)
    if match is None or NEGATED.search(rest.text):
        return None
    return Slowing(halted=True), replace(frame, subject=match["name"] or None)


_VERB_FIRST = Pattern(
    rf"(?P<how>(?:逐步|稳步|持续|不断|进一步|明显|显著|大幅|继续|有效){{0,2}}(?:提高|提升|增加|扩大|降低|减少|缩小|减轻|下降))(?P<name>(?:(?!到|至|为|率低|水平){THING}){{2,40}}(?:率|比例|比重|占比|差别|差距|满意度))$"
)


# 缩小人均GDP与全国平均水平的差距: what is beside the gap is no number that is asked for
_GAP = Pattern(
    rf"(?P<how>(?:逐步|持续|不断|进一步|明显|显著|大幅|继续|有效){{0,2}}缩小)(?P<name>{THING}{{2,40}}(?:差距|差别|差异))$"
)


def verb_first(cursor: Cursor, read: Read) -> Reading | None:
    """Read a trend whose verb stands before the name: 降低孕产妇中重度贫血患病率, 逐步缩小城乡差距. None for other words."""
    rest, frame = opened(cursor)
    gap = _GAP.match(rest.text)
    match = gap or _VERB_FIRST.match(rest.text)
    found = read(rest.piece(*match.span("how"))) if match and (gap or is_name(match["name"])) else None
    if match is None or found is None or not found[0].is_trend:
        return None
    return found[0], replace(frame, subject=match["name"])
