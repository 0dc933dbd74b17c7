"""The headings of an aligned table: their words by column, those above each other joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_number, nature_of
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn, column_of, says_two_years
from healthplan_cli.draft.tables.text.headpieces import heads_of_two_lines
from healthplan_cli.draft.tables.text.lines import TextLine, head_of
from healthplan_cli.draft.tables.text.words import Placing, Word, words_of
from healthplan_cli.sources.documents.blocks import Place

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
_WHOLE = 4  # characters that are no end of a head
_END = Pattern(
    r".*(?:目标|指标|属性|性质|单位|部门|规划|水平|情况|[年值期末计均数])$"
)  # what a head's last line ends with
_TITLE = Pattern(r"[\u4e00-\u9fff、与和]{2,}$")
_BRACKETS = frozenset("()[]〔〕/")
_SHORT = 8  # characters of a piece of a head
_CUT = Pattern(r"\s*(?:年(?!均|度|平)|[底末度]|[()（）\[\]〔〕])")  # what no head begins with


@dataclass(frozen=True, slots=True)
class LaidHead:
    """The headings: their words by column, the columns, and the number of the line after them."""

    words: Sequence[Word]
    columns: Sequence[TableColumn]
    end: int


def laid_head(lines: Sequence[TextLine], at: int, placing: Placing) -> LaidHead | None:
    """Return the headings that begin with a line; of the possible depths, the one with most columns. None without any."""
    if lines[at].printed is not None:
        return _laid_head(lines, at, placing)
    head = _text_head(tuple(line.text for line in lines[at : at + _DEEPEST + 1]), placing)
    return replace(head, end=at + head.end) if head is not None else None


@lru_cache(maxsize=4096)
def _text_head(texts: tuple[str, ...], placing: Placing) -> LaidHead | None:
    """Return the headings that begin with the first of some lines; cached, as they are asked for several times."""
    return _laid_head([TextLine(0, text, False, Place()) for text in texts], 0, placing)


def _laid_head(lines: Sequence[TextLine], at: int, placing: Placing) -> LaidHead | None:
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
        if best is not None and (
            any(map(_is_no_head, placing(lines[last]))) or _is_group(placing(lines[last]))
        ):
            break
        words = [
            piece
            for word in _over_each_other([_heads_of(placing(line)) for line in lines[at : last + 1]])
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
    two = _of_two_lines(lines, at, placing)
    return two if two is not None and (best is None or len(two.columns) > len(best.columns)) else best


def _of_two_lines(lines: Sequence[TextLine], at: int, placing: Placing) -> LaidHead | None:
    """Return the headings of two lines of a text whose pieces stand a single space apart; None where they make none."""
    two = lines[at : at + 2]
    if len(two) < 2 or any(line.printed is not None or "\t" in line.text or is_data(line) for line in two):
        return None
    words = heads_of_two_lines(placing(two[0]), placing(two[1]))
    columns = head_of([word.text for word in words]) if words else None
    return LaidHead(words, columns, at + 2) if words and columns else None


def is_data(line: TextLine) -> bool:
    """Return whether a line has what headings never have: two numbers that aren't years, or a nature among other words."""
    words = words_of(line.text)
    return sum(is_number(word.text) and not _is_of_a_head(word.text) for word in words) >= 2 or (
        any(nature_of(word.text) and half(word.text).endswith("性") for word in words) and len(words) > 2
    )


def _is_of_a_head(text: str) -> bool:
    """Return whether a number is a year as in a heading: 2025年, (2025年)."""
    return column_of(text) is not None or column_of(half(text).strip("()〔〕[]")) is not None


def _is_no_head(word: Word) -> bool:
    """Return whether words below complete headings don't belong to them: more than the end of one, and no heading themselves."""
    plain = half(word.text)
    if len(plain) < _WHOLE or any(char in _BRACKETS for char in plain) or _END.match(plain):
        return False
    return all(column_of(piece.text) is None for piece in (word, *_fused(word)))


def _is_group(words: Sequence[Word]) -> bool:
    """Return whether the only words of a line below complete headings are a group's title: 水资源 under 2020年现状."""
    plain = half(words[0].text) if len(words) == 1 else ""
    return _TITLE.match(plain) is not None and not _END.match(plain) and column_of(plain) is None


def overlap(one: Word, other: Word) -> float:
    """Return by how much two words overlap horizontally; negative by their distance where they don't."""
    return min(one.end, other.end) - max(one.start, other.start)


def _is_title(words: Sequence[Word]) -> bool:
    """Return whether a line above headings is no part of them: one long word that is no heading."""
    return len(words) == 1 and column_of(words[0].text) is None and len(half(words[0].text)) > _SHORT


def _heads_of(words: Sequence[Word]) -> list[Word]:
    """Return the words of a line of headings, divided where two stand a single space apart: 单位 2020年, 2030年 属性."""
    return [piece for word in words for piece in (_fused(word) if " " in word.text else [word])]


def _fused(word: Word) -> list[Word]:
    """Return the headings in one word, with single spaces or none between them, each with its own year; the word
    alone where it is one heading.
    """
    whole = column_of(word.text)
    if len(word.text) > _LONGEST or (whole is not None and not _may_be_more(word.text, whole)):
        return [word]
    best, most = [word], _heads([word])
    for at in range(2, len(word.text) - 1):
        left, right = word.parted(at)
        one = column_of(left.text)
        if one is None or _CUT.match(right.text) or _OPENS.match(left.text) or _is_inside(word.text, at):
            continue
        if says_two_years(left.text):  # two heads
            continue
        found = [left, *_fused(right)]
        parts = [part for each in found if (part := column_of(each.text)) is not None]
        between = word.text[at - 1 : at + 1]
        if len(parts) < len(found) or not _are_several(whole, parts, between):
            continue
        if _heads(found) >= most:
            best, most = found, _heads(found)
    return best


def _is_inside(text: str, at: int) -> bool:
    """Return whether an index is within a number."""
    return text[at - 1].isdecimal() and text[at].isdecimal()


def _heads(words: Sequence[Word]) -> int:
    """Return how many of the words are headings, without those with a year in the middle."""
    return sum(not _YEAR_INSIDE.match(word.text) for word in words)


def _may_be_more(text: str, whole: TableColumn) -> bool:
    return whole.role in VALUES or _YEARS.search(text) is not None


def _are_several(whole: TableColumn | None, parts: Sequence[TableColumn], between: str) -> bool:
    """Return whether what could be one heading is several: each has its year or is a growth, or one is of values and another isn't."""
    if any(
        left.role is HeadRole.YEAR and right.year is None and right.role in VALUES - {*_GROWTH}
        for left, right in pairwise(parts)
    ):
        return False
    if (
        " " not in between
        and parts[0].year
        and parts[1].year is None
        and parts[1].role in VALUES - {*_GROWTH}
    ):
        return False  # 2022年中期目标
    if whole is not None and whole.role in _GROWTH and " " not in between:
        return False
    if whole is None or all(part.year or part.role in _GROWTH for part in parts):
        return True
    return len({part.role in VALUES for part in parts}) > 1


@dataclass(frozen=True, slots=True)
class _Stack:
    """Words of a heading that stand above each other, and the line of the lowest, counted from below."""

    word: Word
    low: int


def _over_each_other(lines: Sequence[Sequence[Word]]) -> list[Word]:
    """Return a word for each column: words above each other are joined, and a word above several columns goes to each."""
    stacks: list[_Stack] = []
    for low, line in enumerate(reversed(lines)):
        below = sorted(stacks, key=lambda stack: stack.word.start)
        for word in line:
            over = [stack for stack in below if overlap(word, stack.word) > 0]
            over = [*over, *_years_below(word, line, below)] or _near(word, below)
            if not over:
                stacks.append(_Stack(word, low))
            for stack in over:
                if stack not in stacks:  # another word of this line is over it
                    continue
                under = stack.word
                whole = under if _says_it(under, word, len(over)) else _over(word, under, len(over) == 1)
                stacks[stacks.index(stack)] = _Stack(whole, stack.low)
    return sorted((stack.word for stack in stacks), key=lambda word: word.start)


def _says_it(column: Word, word: Word, count: int) -> bool:
    """Return whether a column's words suffice without those above: they are the same, or a growth below a heading of
    several (年均增长 under 规划目标).
    """
    if column.text == word.text:
        return True
    own, over = column_of(column.text), column_of(word.text)
    if own is None or over is None or count == 1 or over.year is not None:
        return False
    return own.role in VALUES and own.role is not HeadRole.YEAR


def _over(word: Word, column: Word, alone: bool) -> Word:
    """Return a column's words joined to a word above; as wide as both where that is above this column only."""
    text = f"{word.text}{column.text}"
    if not alone:
        return Word(text, column.start, column.end)
    return Word(text, min(word.start, column.start), max(word.end, column.end))


def _near(word: Word, below: Sequence[_Stack]) -> list[_Stack]:
    """Return the rest of a heading whose bracket was broken over two lines, where it stands nearly below: 计] for
    年均增长[累. Empty without one.
    """
    return [
        stack
        for stack in below
        if overlap(word, stack.word) > -_NEAR and _OPENS.match(word.text) and _CLOSES.match(stack.word.text)
    ][:1]


def _years_below(word: Word, line: Sequence[Word], below: Sequence[_Stack]) -> list[_Stack]:
    """Return the years below and beside a heading of values: both of 2025年  2035年 under 规划目标, wherever its middle is.

    A year that stands higher than others, as 2020年 in the middle of two rows of headings, belongs to no such
    heading.
    """
    column = column_of(word.text)
    if column is None or column.role not in VALUES - {*_GROWTH} or column.year is not None:
        return []
    years = [stack for stack in below if _is_year(stack.word)]
    if any(overlap(word, stack.word) > 0 for stack in below if stack not in years):
        return []
    lowest = min((stack.low for stack in years), default=0)
    return [
        stack
        for stack in years
        if stack.low == lowest
        and -_BESIDE < overlap(word, stack.word) == max(overlap(other, stack.word) for other in line) <= 0
    ]


def _is_year(word: Word) -> bool:
    column = column_of(word.text)
    return column is not None and column.role is HeadRole.YEAR
