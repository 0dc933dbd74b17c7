"""The name of a component in its cell, beside 其中, a number, its unit or its nature: 其中：普惠托位（个）."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.checks.verify.text import Span, Text
from healthplan_cli.model import Nature

_NUMBER = r"(?:[①-⑳⑴-⒇]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)])?"
_BEFORE = Pattern(rf"[-—#]*\(?{_NUMBER}(?:其中[)〕]?[:;,、。]?)?{_NUMBER}$")
_BEHIND = Pattern(r"(?:\((?P<said>[^()]{1,12})\))?\)?[:,]?$")


def part_name(text: Text, name: str, start: int, end: int) -> Span | None:
    """Return the span of a component's name between two positions; None where no cell consists of the name and such additions."""
    for span in text.occurrences(name, start, end):
        first = text.breaks[bisect_right(text.breaks, span[0]) - 1]
        behind = text.marks_end(span[1])
        last = text.breaks[min(bisect_left(text.breaks, behind), len(text.breaks) - 1)]
        rest = _BEHIND.match(text.chars[behind:last])
        if _BEFORE.match(text.chars[first : span[0]]) and rest and _is_beside(rest["said"]):
            return span
    return None


def _is_beside(said: str | None) -> bool:
    """Return whether the words in brackets after a name don't belong to it: a unit or a nature, or none."""
    if said is None:
        return True
    natures = {nature.value for nature in Nature}
    return units.canonical(said) is not None or said.removesuffix("指标") in natures
