"""Where the names of a table's rows stand: a cell with the name, or one that a page or a line has broken."""

from __future__ import annotations

from bisect import bisect_right

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.checks.verify.text import Text


@record(frozen=True, slots=True)
class Anchor:
    """Where a row's name stands: its first piece, the end of its last, and whether it is the name or only like it."""

    start: int
    head: int
    tail: int
    same: bool = True


def anchors_of(text: Text, name: str) -> list[Anchor]:
    """Return the places of a name: as a cell, or broken by a page; else of words that differ from it in a number or a few
    words.
    """
    found = [
        Anchor(start, end, end)
        for start, end in text.occurrences(name)
        if _is_cell_start(text, start) and _is_cell_end(text, end)
    ]
    if found:
        return found
    broken = [
        Anchor(spans[0][0], spans[0][1], spans[-1][1]) for spans in text.scattered(name, 0, len(text.chars))
    ]
    if broken or not any(map(str.isdecimal, name)):
        return broken
    return [
        Anchor(start, end, end, same=False)
        for start, end in text.alike(name, 0, len(text.chars))
        if _is_cell_start(text, start) and _is_cell_end(text, end)
    ]


def _is_cell_start(text: Text, at: int) -> bool:
    """Return whether a cell begins here, the words of a cell do behind their number (3. 婴儿死亡率), or those of its second name."""
    if text.chars[at - 2 : at - 1] == ")" and text.chars[at - 1] in "、,;/":
        return True
    before = bisect_right(text.breaks, at) - 1
    if at - text.breaks[before] > 4:
        return False
    lead = text.chars[text.breaks[before] : at]
    return not lead or (lead[:-1].strip("(").isdecimal() and lead[-1] in ".、)")


def _is_cell_end(text: Text, at: int) -> bool:
    return text.is_break(text.behind_marks(at)) or text.chars.startswith("(", at)
