"""The head of a table that is laid out in columns: its words by column, those over each other put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_number, nature_of
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn, column_of
from healthplan_cli.draft.tables.text.lines import TextLine, head_of
from healthplan_cli.draft.tables.text.words import Placing, Word, words_of

GROUP = Pattern(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)"
)  # what a group's title begins with
_YEAR_INSIDE = Pattern(r"[^\d(（]\D*20\d\d")
_OPENS = Pattern(r".*[(（\[〔][^)）\]〕]*$")
_CLOSES = Pattern(r"[^(（\[〔]*[)）\]〕]")
_DEEPEST = 6
_YEARS = Pattern(r"(?:19|20)\d\d|十.五")
_GROWTH = (HeadRole.AVERAGE, HeadRole.TOTAL, HeadRole.BOTH)
_LONGEST = 40  # characters of heads that stand together
_BESIDE = 10  # half-widths between a head and a year that is of it
_NEAR = 4  # half-widths between pieces of one head
_SHORT = 8  # characters of a piece of a head
_CUT = Pattern(r"\s*(?:年(?!均|度|平)|[底末度]|[)）\]〕])")  # what no head begins with


@dataclass(frozen=True, slots=True)
class LaidHead:
    """A head: its words by column, what each column is for, and the number of the line behind it."""

    words: Sequence[Word]
    columns: Sequence[TableColumn]
    end: int


def laid_head(lines: Sequence[TextLine], at: int, placing: Placing) -> LaidHead | None:
    """Return the head that begins with a line; of the depths that make one, that with the most columns. None where none does."""
    if _is_title(placing(lines[at])):
        return None
    best = _deepest(lines, at, placing)
    if best is None or at + 1 >= best.end:
        return best
    later = _deepest(lines, at + 1, placing)
    return best if later is None or len(best.columns) >= len(later.columns) else None


def _deepest(lines: Sequence[TextLine], at: int, placing: Placing) -> LaidHead | None:
    best: LaidHead | None = None
    for last in range(at, min(at + _DEEPEST, len(lines))):
        if is_data(lines[last]) or "\t" in lines[last].text or GROUP.match(half(lines[last].text)):
            break
        words = [
            piece
            for word in _over_each_other([placing(line) for line in lines[at : last + 1]])
            for piece in _fused(word)
        ]
        columns = head_of([word.text for word in words]) if len(words) > 2 else None
        if columns is None or any(
            column.role is HeadRole.OTHER and not column_of(word.text)
            for column, word in zip(columns, words, strict=True)
        ):
            continue
        if best is None or len(columns) >= len(best.columns):
            best = LaidHead(words, columns, last + 1)
    return best


def is_data(line: TextLine) -> bool:
    """Return whether a line has what no head has: two numbers that are no years, or a nature among other words."""
    words = words_of(line.text)
    return sum(is_number(word.text) and column_of(word.text) is None for word in words) >= 2 or (
        any(nature_of(word.text) and half(word.text).endswith("性") for word in words) and len(words) > 2
    )


def overlap(one: Word, other: Word) -> float:
    """Return by how much two words stand over each other; less than nothing is how far they are apart."""
    return min(one.end, other.end) - max(one.start, other.start)


def _is_title(words: Sequence[Word]) -> bool:
    """Return whether a line over a head is no part of it: one long word that is over no column."""
    return len(words) == 1 and column_of(words[0].text) is None and len(half(words[0].text)) > _SHORT


def _fused(word: Word) -> list[Word]:
    """Return the heads that stand in one word, with a single space or none between them, each with its own year where it
    has one; the word alone where there is one head.
    """
    whole = column_of(word.text)
    if len(word.text) > _LONGEST or (whole is not None and not _may_be_more(word.text, whole)):
        return [word]
    best, most = [word], _heads([word])
    for at in range(2, len(word.text) - 1):
        left, right = word.parted(at)
        one = column_of(left.text)
        if one is None or _CUT.match(right.text):
            continue
        found = [left, *_fused(right)]
        parts = [part for each in found if (part := column_of(each.text)) is not None]
        if len(parts) < len(found) or not _are_several(whole, parts, word.text[at - 1 : at + 1]):
            continue
        if _heads(found) >= most:
            best, most = found, _heads(found)
    return best


def _heads(words: Sequence[Word]) -> int:
    """Return how many heads words are, without those that have a year in their middle."""
    return sum(not _YEAR_INSIDE.match(word.text) for word in words)


def _may_be_more(text: str, whole: TableColumn) -> bool:
    return whole.role in VALUES or len(_YEARS.findall(text)) > 1


def _are_several(whole: TableColumn | None, parts: Sequence[TableColumn], between: str) -> bool:
    """Return whether what could be one head is several: each has its year or is a growth, or one is of values and another isn't."""
    if any(
        left.role is HeadRole.YEAR and right.year is None and right.role in VALUES - {*_GROWTH}
        for left, right in pairwise(parts)
    ):
        return False
    if whole is not None and whole.role in _GROWTH and (" " not in between or parts[0].role is HeadRole.YEAR):
        return False
    if whole is None or all(part.year or part.role in _GROWTH for part in parts):
        return True
    return len({part.role in VALUES for part in parts}) > 1


def _over_each_other(lines: Sequence[Sequence[Word]]) -> list[Word]:
    """Return the words of a head by column: words that stand over each other in several lines as one, a word over several
    columns in each.
    """
    columns: list[Word] = []
    for line in reversed(lines):
        below = sorted(columns, key=lambda word: word.start)
        for word in line:
            over = [column for column in below if overlap(word, column) > 0]
            over = [*over, *_years_below(word, line, below)] or _near(word, below)
            if not over:
                columns.append(word)
            for column in over:
                if column not in columns:  # another word of this line is over it
                    continue
                at = columns.index(column)
                columns[at] = column if column.text == word.text else _over(word, column, len(over) == 1)
    return sorted(columns, key=lambda word: word.start)


def _over(word: Word, column: Word, alone: bool) -> Word:
    """Return a column's words with a word above them; as wide as both where the word is over this column alone."""
    text = f"{word.text}{column.text}"
    if not alone:
        return Word(text, column.start, column.end)
    return Word(text, min(word.start, column.start), max(word.end, column.end))


def _near(word: Word, below: Sequence[Word]) -> list[Word]:
    """Return the piece of a head, at most one, that stands almost below another one and closes its bracket: 年均增长[累 over 计]."""
    return [
        column
        for column in below
        if overlap(word, column) > -_NEAR and _OPENS.match(word.text) and _CLOSES.match(column.text)
    ][:1]


def _years_below(word: Word, line: Sequence[Word], below: Sequence[Word]) -> list[Word]:
    """Return the years to which a head of values belongs that stands over and beside them: both of 规划目标 over 2025年  2035年,
    wherever its middle is.
    """
    column = column_of(word.text)
    if column is None or column.role not in VALUES or column.year is not None:
        return []
    found = []
    for year in below:
        known = column_of(year.text)
        if known is None or known.role is not HeadRole.YEAR:
            continue
        nearest = max(overlap(other, year) for other in line)
        if -_BESIDE < overlap(word, year) == nearest <= 0:
            found.append(year)
    return found
