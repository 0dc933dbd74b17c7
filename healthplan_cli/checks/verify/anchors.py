"""Where the names of a table's rows stand: in a cell, or broken by a page or line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from operator import itemgetter

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.checks.verify.plain import plain
from healthplan_cli.checks.verify.text import Text

_STACKED = re.compile(r"(?:\([^()]*\))?[、,;/]?")  # all that stands between the names of one cell
_LONGEST = 300  # characters that a row's cells may take behind its name


@record(frozen=True, slots=True)
class Anchor:
    """The place of a row's name: its beginning, the end of its first piece (`head`) and of its last (`tail`); `same`
    is False for a name that is only similar.
    """

    start: int
    head: int
    tail: int
    same: bool = True


def anchors_of(text: Text, name: str) -> list[Anchor]:
    """Return the places of a name: in a cell, or broken by a page; else of names that differ in a number or a few words."""
    found = [
        Anchor(start, end, text.behind_marks(end))
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


def row_end(text: Text, anchor: Anchor, names: Sequence[tuple[int, str]], own: Collection[int]) -> int:
    """Return where the cells of a row end: before the next row, or at the greatest length that a row can have.

    `names` are the places of all rows' names, in order, with the rows' numbers; `own` are those of this row's
    name.
    """
    farthest = min(anchor.tail + _LONGEST, len(text.chars))
    table = text.table_end(anchor.start)
    if table is not None:  # in the table all the way, however long the row's own cells are
        farthest = min(max(farthest, text.paragraph_span(anchor.start)[1]), table)
    first, stop = (bisect_right(names, at, key=itemgetter(0)) for at in (anchor.start, farthest))
    for later, number in names[first:stop]:
        if later not in own and _is_apart(text, anchor, later):
            before = text.breaks[bisect_left(text.breaks, later) - 1]
            numbered = text.chars[before:later] == plain(number)
            return before if numbered and before >= anchor.head else later
    return farthest


def _is_apart(text: Text, anchor: Anchor, at: int) -> bool:
    """Return whether a name at an index is of another row, not a second name in the anchor's cell."""
    return at >= text.cell_end(anchor.start) and _STACKED.fullmatch(text.chars, anchor.tail, at) is None


def _is_cell_start(text: Text, at: int) -> bool:
    """Return whether an index is the beginning of a cell's words, also after a number (3. 婴儿死亡率), a footnote mark
    (*人均预期寿命) or the cell's first name.
    """
    if text.chars[at - 2 : at - 1] == ")" and text.chars[at - 1] in "、,;/":
        return True
    before = bisect_right(text.breaks, at) - 1
    if at - text.breaks[before] > 4:
        return False
    if text.marks_end(text.breaks[before]) == at:
        return True
    lead = text.chars[text.breaks[before] : at]
    return not lead or (lead[:-1].strip("(").isdecimal() and lead[-1] in ".、)")


def _is_cell_end(text: Text, at: int) -> bool:
    end = text.behind_marks(at)
    return text.is_break(end) or text.chars.startswith("(", end)
