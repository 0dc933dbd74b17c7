"""The column of each word of an aligned line: the one whose heading, or whose other words, it stands under."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    half,
    is_chinese,
    is_dash,
    is_name,
    is_number,
    is_unit,
    is_value,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn
from healthplan_cli.draft.tables.text.fitting import fit
from healthplan_cli.draft.tables.text.layhead import overlap
from healthplan_cli.draft.tables.text.words import Word

_PER = Pattern(r"1?/\d{1,3}$")  # of a unit that is broken over lines: 1/10 万
_REST = ("性", "性指标", "指标")  # of a nature that is broken over lines
_PIECE, _MOST = 3, 20  # what it costs at most that words don't look like a column's
_TWO = 30  # what it costs that two values are of one column
_SAME = 12  # what it costs that two words that are far apart are of one column
_OFF = 3  # what each half-width costs by which a word is off a column
_SHARES = ("%", "‰", "％")  # that no name ends with
_THOUSANDS = Pattern(r"\d{1,3}(?: \d{3})+$")
_EDGE = 1  # half-widths by which words may reach into the next column


def bands(lines: Sequence[Sequence[Word]], heads: Sequence[Word]) -> list[Word]:
    """Return the horizontal extent of each column's words: of its heading, and of lines with words under no other heading."""
    found: list[list[Word]] = [[head] for head in heads]
    for words in lines:
        if len(words) == len(heads) and not any(map(_is_beside, words, heads, repeat(heads))):
            for number, word in enumerate(words):
                found[number].append(word)
            continue
        for word in words:
            over = [number for number, head in enumerate(heads) if overlap(word, head) > 0]
            if len(over) == 1:
                found[over[0]].append(word)
    wide = [_wide(words) for words in found]
    return [
        Word(
            head.text,
            max(band[0], min(head.start, wide[number - 1][1])) if number else band[0],
            min(band[1], max(head.end, wide[number + 1][0])) if number + 1 < len(heads) else band[1],
        )
        for number, (head, band) in enumerate(zip(heads, wide, strict=True))
    ]


def _is_beside(word: Word, head: Word, heads: Sequence[Word]) -> bool:
    """Return whether a word stands under another heading than its own, in a line that has as many words as there are headings."""
    return overlap(word, head) <= 0 and any(overlap(word, other) > 0 for other in heads)


def _wide(words: Sequence[Word]) -> tuple[float, float]:
    """Return the horizontal extent of a column's words, ignoring the few that are far out."""
    starts = sorted(word.start for word in words)
    ends = sorted(word.end for word in words)
    few = len(words) // 10
    return min(starts[few], words[0].start), max(ends[-1 - few], words[0].end)


def parted(words: Sequence[Word], columns: Sequence[Word], roles: Sequence[TableColumn]) -> list[Word]:
    """Return the words of a line, divided at single spaces where they stand under two columns: 环境治 水体比例."""
    united = any(column.role is HeadRole.UNIT for column in roles)
    found: list[Word] = []
    for word in words:
        rest = word
        at = rest.text.find(" ")
        while at > 0:
            left, right = rest.parted(at)
            if _is_edge(left, right, columns) or (
                united and is_unit(right.text) and (is_name(left.text) or right.text in _SHARES)
            ):
                found.append(left)
                rest, at = right, -1
            at = rest.text.find(" ", at + 1)
        found.append(rest)
    return _values_apart(found, columns, roles)


def _values_apart(words: Sequence[Word], columns: Sequence[Word], roles: Sequence[TableColumn]) -> list[Word]:
    """Return the words of a line, with numbers of three digits separated (100 100) where each is nearest to its own
    column and the line lacks values otherwise; else they are a number in thousands.
    """
    lacks = sum(role.role in VALUES for role in roles) - sum(
        is_number(word.text) or is_dash(word.text) for word in words
    )
    thousands = [word for word in words if _THOUSANDS.match(word.text)]
    if not thousands or lacks != sum(word.text.count(" ") for word in thousands):
        return list(words)
    found: list[Word] = []
    for word in words:
        pieces, start = [], word.start
        size = (word.end - word.start) / len(word.text)  # of a digit
        for text in word.text.split(" ") if word in thousands else [word.text]:
            pieces.append(Word(text, start, start + size * len(text)))
            start += size * (len(text) + 1)
        near = {_nearest(piece, columns) for piece in pieces}
        found += pieces if len(near) == len(pieces) > 1 else [word]
    return found


def _nearest(word: Word, columns: Sequence[Word]) -> int:
    """Return the column whose middle is nearest to a word's middle."""
    return min(
        range(len(columns)),
        key=lambda at: abs(columns[at].start + columns[at].end - word.start - word.end),
    )


def _is_edge(left: Word, right: Word, columns: Sequence[Word]) -> bool:
    """Return whether `left` and `right` belong to two columns: by their positions, or because `left` is a complete
    cell and `right` begins one.
    """
    first = right.text.split(" ")[0]
    if nature_of(left.text) or (nature_of(first) and is_value(left.text)):
        return True
    if (is_unit(left.text) or is_dash(left.text)) and (
        is_number(first) or is_dash(first) or nature_of(first)
    ):
        return True
    one, other = _under(left, columns), _under(right, columns)
    return (
        one is not None and other is not None and one < other and right.start >= columns[other].start - _EDGE
    )


def _under(word: Word, columns: Sequence[Word]) -> int | None:
    """Return the column that a word stands under most; None where it is under none."""
    best = max(range(len(columns)), key=lambda number: overlap(word, columns[number]))
    return best if overlap(word, columns[best]) > 0 else None


def placed(words: Sequence[Word], heads: Sequence[Word], columns: Sequence[TableColumn]) -> dict[int, str]:
    """Return the words of a line by column, in their order, each as near to its column as possible."""
    ways: list[dict[int, tuple[float, int]]] = []
    for at, word in enumerate(words):
        here: dict[int, tuple[float, int]] = {}
        joins = _joining(words[at - 1], word) if at else 0.0
        for number, column in enumerate(columns):
            own = _distance(word, heads[number]) + _cost(column.role, word.text)
            if not at:
                here[number] = own, -1
                continue
            before = [
                (cost + (joins if past == number else 0), past)
                for past, (cost, _) in ways[-1].items()
                if past <= number
            ]
            if before:
                cost, past = min(before)
                here[number] = cost + own, past
        ways.append(here)
    found: dict[int, str] = {}
    state = min(ways[-1], key=lambda number: ways[-1][number][0]) if ways and ways[-1] else None
    for at in range(len(words) - 1, -1, -1):
        if state is None:
            break
        found[state] = f"{words[at].text} {found[state]}" if state in found else words[at].text
        state = ways[at][state][1]
    return found


def _joining(left: Word, right: Word) -> float:
    """Return the cost of two words being in one cell: high for two values, else by their distance."""
    if all(is_number(word.text) or is_dash(word.text) for word in (left, right)):
        return _TWO
    return min(_SAME, 4 * max(right.start - left.end, 0))


def _cost(role: HeadRole, text: str) -> int:
    """Return the cost of taking words for a cell of a column; less for a name, whose lines may be any part of one."""
    if role is HeadRole.NATURE and half(text) in _REST:
        return 0
    if role is HeadRole.UNIT and _PER.match(half(text)):
        return 2
    if role is HeadRole.NAME and is_unit(text) and not is_chinese(text):
        return _PIECE if half(text).startswith("(") else _MOST  # （%） ends a name
    cost = fit(role, text)
    if role is HeadRole.NAME and is_chinese(text) and nature_of(text) is None:
        return min(cost, _PIECE)
    return min(cost, _MOST)


def _distance(word: Word, column: Word) -> float:
    """Return a word's distance from a column, plus a little for its distance from the column's middle."""
    off = max(column.start - word.end, word.start - column.end, 0)
    out = max(column.start - word.start, 0) + max(word.end - column.end, 0)
    centre = abs((column.start + column.end) - (word.start + word.end)) / 16 if out else 0
    return _OFF * off + min(out / 2, 6) + min(centre, 3)
