"""The columns of a table that a screen shows, and their widths, by their contents and by what may be left out.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.text_width import NARROW, Ruler, pieces
from healthplan_cli.report.cell import Align, Column, Spill
from healthplan_cli.report.document import Table

COLUMN_GAP = 1  # between two columns of a table
_WIDENED = 6  # how many columns more a number or the words behind a sign may take, so that they aren't broken
_LEAST_WORDS = 8  # columns that any column takes, where its words are as long
_LEAST_NAME = 14  # columns that the first column of words takes, where its words are as long


@record(frozen=True, slots=True)
class ColumnLayout:
    """The columns of one table on a screen (counted from 0) with their sizes, and the texts of all; `start` is where
    names begin.
    `below` are those under each row; where a table is divided into several, the `last` has them.
    """

    texts: Sequence[Sequence[str]]
    shown: tuple[int, ...]
    sizes: tuple[int, ...]
    start: int
    below: tuple[int, ...]
    last: bool = True


def laid_out(
    table: Table,
    texts: Sequence[Sequence[str]],
    room: int,
    hung: Collection[int] = (),
    ruler: Ruler = NARROW,
) -> list[ColumnLayout]:
    """Return one layout; several for a table whose serial columns don't all fit into `room` columns of the screen.

    The words of `hung` columns are indented by two, after a sign or a space.
    """
    columns = table.columns
    known = [at for at, column in enumerate(columns) if not column.merged and not column.below]
    name = next((at for at in known if columns[at].align is Align.LEFT), known[0])
    sizes = {at: _sizes(columns[at], [row[at] for row in texts], at in hung, ruler) for at in known}
    longest = _longest(columns[name], [row[name] for row in texts], ruler)
    least = min(longest, max(_LEAST_NAME, columns[name].least))

    def fits(chosen: Sequence[int]) -> bool:
        """Return whether the names have enough room beside these columns at their narrowest."""
        return room - sum(sizes[at][0] + COLUMN_GAP for at in chosen if at != name) >= least

    shown = list(known)
    while not fits(shown) and (droppable := [at for at in shown if columns[at].drop]):
        shown.remove(min(droppable, key=lambda at: columns[at].drop))
    spilled = {at: columns[at].spill for at in known if at not in shown}
    texts = [
        _beside(row, name, [at for at, where in spilled.items() if where is Spill.NAME]) for row in texts
    ]
    sizes[name] = least, _longest(columns[name], [row[name] for row in texts], ruler)
    below = tuple(at for at, column in enumerate(columns) if column.below or spilled.get(at) is Spill.BELOW)
    tables = _divided(shown, [at for at in shown if columns[at].serial], fits)
    steps = {at: max(high - low, 1) if columns[at].rigid else 1 for at, (low, high) in sizes.items()}
    return [
        ColumnLayout(
            texts,
            tuple(chosen),
            *_shared(chosen, name, sizes, steps, least, room),
            below,
            chosen is tables[-1],
        )
        for chosen in tables
    ]


def _beside(row: Sequence[str], name: int, spilled: Sequence[int]) -> Sequence[str]:
    """Return a row's texts with those of the `spilled` columns in brackets after the name."""
    words = tr("、").join(row[at] for at in spilled if row[at])
    found = list(row)
    found[name] += tr("（{words}）", words=words) if words else ""
    return found


def _divided(
    shown: Sequence[int], serial: Sequence[int], fits: Callable[[Sequence[int]], bool]
) -> list[list[int]]:
    """Return the columns of each table: all others, with as many serial ones as fit (at least one)."""
    if not serial or fits(shown):
        return [list(shown)]
    found, rest = [], list(serial)
    while rest:
        count = len(rest)
        while count > 1 and not fits([at for at in shown if at not in serial or at in rest[:count]]):
            count -= 1
        found.append([at for at in shown if at not in serial or at in rest[:count]])
        rest = rest[count:]
    return found


def _shared(
    chosen: Sequence[int],
    name: int,
    sizes: Mapping[int, tuple[int, int]],
    steps: Mapping[int, int],
    least: int,
    room: int,
) -> tuple[tuple[int, ...], int]:
    """Return the sizes of these columns, the widest reduced first, and where names begin.

    Names get at least `least`; while they need more, no other column is wider than they are.
    """
    found = {at: sizes[at][1] for at in chosen if at != name}
    spare = room - sum(size + COLUMN_GAP for size in found.values())
    while wide := [
        at
        for at in found
        if found[at] > sizes[at][0] and (spare < least or spare < min(found[at], sizes[name][1]))
    ]:
        widest = max(wide, key=lambda at: found[at] - sizes[at][0])
        found[widest] -= steps[widest]
        spare += steps[widest]
    found[name] = min(max(spare, min(least, _LEAST_WORDS)), sizes[name][1])
    return tuple(found[at] for at in chosen), sum(
        found[at] + COLUMN_GAP for at in chosen[: chosen.index(name)]
    )


def _sizes(column: Column, texts: Sequence[str], hung: bool, ruler: Ruler) -> tuple[int, int]:
    """Return a column's narrowest size, at which no number is broken over lines, and its preferred one."""
    lines = [line for text in texts for line in text.split("\n")]
    head = max(ruler.width(piece) for piece in pieces("" if column.ticks else column.short or column.head))
    longest = column.most if column.ticks else _longest(column, texts, ruler)
    unbroken = max((ruler.width(piece) for line in lines for piece in pieces(line)), default=0) + 2 * hung
    words = max(min(unbroken, column.most + _WIDENED), min(longest, column.most, _LEAST_WORDS))
    narrow = max(0 if column.rigid else words, head, column.least)
    return narrow, max(min(longest, column.most + _WIDENED * hung), narrow)


def _longest(column: Column, texts: Sequence[str], ruler: Ruler) -> int:
    """Return the size of a column without breaking any line."""
    return max(
        map(
            ruler.width, (column.short or column.head, *(line for text in texts for line in text.split("\n")))
        )
    )
