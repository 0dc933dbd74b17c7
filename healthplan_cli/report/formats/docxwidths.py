"""How wide the columns of a document's tables are, and how large their letters."""

from __future__ import annotations

from healthplan_cli.base.i18n import language
from healthplan_cli.base.text_width import pieces, width
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Table

# Twips that a digit takes in letters of nine points: Times' 90, Arial's 100, and some, for a machine may lack them.
DIGIT = 98 if language() == "zh" else 110
SIZES = (18, 15, 13)  # half points: 小五, and smaller ones where a table has too many columns
MARGIN = 60  # twips on each side in a cell
# Digits that are asked for at most: by a cell, by a word that isn't torn, by a head, by a text that stays on one line.
_LONGEST, _UNBROKEN, _HEADED, _SHORT = 56, 18, 10, 14
_LEAST, _EASED = 4, 22  # of any column; of one with names, rather than in the smallest letters


def fits(table: Table, across: int) -> bool:
    """Return whether a table fits on a page without breaking its long texts."""
    wants = sum(_want(table, at, column) for at, column in enumerate(table.columns))
    return wants <= _room(table, across, SIZES[0])


def fitting_widths(table: Table, across: int) -> tuple[int, list[int]]:
    """Return the half points of the letters and the twips of each column: no word torn where that can be, long texts the most; in
    smaller letters rather than names on more than two lines.
    """
    needs = [_need(table, at, column) for at, column in enumerate(table.columns)]
    wants = [
        max(need, _want(table, at, column))
        for (at, column), need in zip(enumerate(table.columns), needs, strict=True)
    ]
    eased = [
        max(need, min(-(-want // 2), _EASED)) if column.align is Align.LEFT else need
        for column, need, want in zip(table.columns, needs, wants, strict=True)
    ]
    rooms = [(size, _room(table, across, size)) for size in SIZES]
    least, size, room = next(
        (
            (asked, size, room)
            for tried in (rooms[:2], rooms[2:])
            for asked in (eased, needs)
            for size, room in tried
            if sum(asked) <= room
        ),
        (needs, *rooms[-1]),
    )
    needs = least
    if sum(wants) <= room:
        shares = [want * room // sum(wants) for want in wants]
    elif sum(needs) >= room:
        shares = [need * room // sum(needs) for need in needs]
    else:
        spare, more = room - sum(needs), sum(wants) - sum(needs)
        shares = [need + (want - need) * spare // more for need, want in zip(needs, wants, strict=True)]
    digit = DIGIT * size // SIZES[0]
    found = [share * digit + 2 * MARGIN for share in shares]
    found[-1] += across - sum(found)
    return size, found


def own_widths(table: Table, across: int) -> tuple[int, list[int]]:
    """Return small letters, in which numbers and the words of heads stand on one line, and the widths in the proportion that the
    columns have beyond that.
    """
    wants = [_on_one_line(table, at, column) for at, column in enumerate(table.columns)]
    names = [
        column.width if column.align is Align.LEFT else want
        for column, want in zip(table.columns, wants, strict=True)
    ]

    def taken(digits: list[int], size: int) -> list[int]:
        return [count * DIGIT * size // SIZES[0] + 2 * MARGIN for count in digits]

    size = next((size for size in SIZES[1:] if sum(taken(names, size)) <= across), SIZES[-1])
    total = sum(column.width for column in table.columns)
    least = taken(wants, size)
    spare = across - sum(least)
    if spare < 0:
        return size, [across * column.width // total for column in table.columns]
    weights = [
        max(across * column.width // total - need, 0)
        for column, need in zip(table.columns, least, strict=True)
    ]
    return size, [
        need + spare * weight // max(sum(weights), 1) for need, weight in zip(least, weights, strict=True)
    ]


def _on_one_line(table: Table, at: int, column: Column) -> int:
    """Return the digits of a column's longest number, and of the longest word of its head."""
    texts = _texts(table, at) if column.numeric else ()
    heads = [width(word) + 1 for word in _words(column.head)]  # they are bold
    return max([*map(_extent_of, texts), *heads])


def _room(table: Table, across: int, size: int) -> int:
    """Return how many digits the columns have room for together."""
    return (across - 2 * MARGIN * len(table.columns)) * SIZES[0] // (DIGIT * size)


def _texts(table: Table, at: int) -> set[str]:
    return {_whole(row.cells[at]) for row in table.rows}


def _whole(cell: Cell) -> str:
    return "\n".join(
        (f"{cell.sign} {cell.text}{''.join(mark.sign for mark in cell.marks)}".strip(), *cell.below)
    )


def _need(table: Table, at: int, column: Column) -> int:
    """Return the digits of the longest word in a column, or half of its heading's."""
    texts = [line for text in _texts(table, at) for line in text.split("\n")]
    head = max(width(piece) for piece in _words(column.head))
    least = max(_LEAST, min(-(-width(column.head) // 2), _HEADED), min(head, _HEADED))
    longest = max((min(_extent_of(word), _UNBROKEN) for text in texts for word in _words(text)), default=0)
    short = max((width(text) for text in texts if width(text) <= _SHORT), default=0)
    if column.align is Align.LEFT:
        least = max(least, min(column.width // 2, 14))
    return max(least, longest, short) + 1 + column.numeric


def _extent_of(word: str) -> int:
    """Return the digits that a word takes: an eighth more for figures, which are wide where a machine lacks our letters."""
    return -(-width(word) * 9 // 8) if word.rstrip("%‰")[-1:].isdecimal() else width(word)


def _words(line: str) -> list[str]:
    return [piece.strip() for piece in pieces(line)]


def _want(table: Table, at: int, column: Column) -> int:
    """Return the digits that a column would take without breaking a text, up to a limit."""
    texts = [line for text in _texts(table, at) for line in text.split("\n")]
    return min(max([min(width(column.head), 2 * _HEADED), *map(width, texts)]) + 1 + column.numeric, _LONGEST)
