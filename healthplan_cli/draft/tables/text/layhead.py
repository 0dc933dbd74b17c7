"""The head of a table that is laid out in columns: its words by column, those over each other put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_number, nature_of
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn, column_of
from healthplan_cli.draft.tables.text.lines import TextLine, head_of
from healthplan_cli.draft.tables.text.words import Placing, Word, words_of

_DEEPEST = 6
_YEARS = Pattern(r"(?:19|20)\d\d|十.五")
_GROWTH = (HeadRole.AVERAGE, HeadRole.TOTAL, HeadRole.BOTH)
_LONGEST = 40  # characters of heads that stand together
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
        if is_data(lines[last]) or "\t" in lines[last].text:
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
    """Whether a line has what no head has: two numbers that are no years, or a nature among other words."""
    words = words_of(line.text)
    return sum(is_number(word.text) and column_of(word.text) is None for word in words) >= 2 or (
        any(nature_of(word.text) and half(word.text).endswith("性") for word in words) and len(words) > 2
    )


def overlap(one: Word, other: Word) -> float:
    """Return by how much two words stand over each other; less than nothing is how far they are apart."""
    return min(one.end, other.end) - max(one.start, other.start)


def _is_title(words: Sequence[Word]) -> bool:
    """Whether a line over a head is no part of it: one long word that is over no column."""
    return len(words) == 1 and column_of(words[0].text) is None and len(half(words[0].text)) > _SHORT


def _fused(word: Word) -> list[Word]:
    """Return the heads that stand with a single space or none between them, or the one: as many as there are, each with its own
    year where it has one.
    """
    whole = column_of(word.text)
    if len(word.text) > _LONGEST or (whole is not None and not _may_be_more(word.text, whole)):
        return [word]
    best = [word]
    for at in range(2, len(word.text) - 1):
        left, right = word.parted(at)
        one = column_of(left.text)
        if one is None or _CUT.match(right.text):
            continue
        rest = _fused(right)
        others = [column_of(each.text) for each in rest]
        if None in others or not _are_several(whole, [one, *(each for each in others if each)]):
            continue
        if len(rest) >= len(best):
            best = [left, *rest]
    return best


def _may_be_more(text: str, whole: TableColumn) -> bool:
    return whole.role in VALUES or len(_YEARS.findall(text)) > 1


def _are_several(whole: TableColumn | None, parts: Sequence[TableColumn]) -> bool:
    """Whether what could be one head is several: each has its year or is a growth, or one is of values and another isn't."""
    if whole is None or (
        whole.role not in _GROWTH and all(part.year or part.role in _GROWTH for part in parts)
    ):
        return True
    return len({part.role in VALUES for part in parts}) > 1


def _over_each_other(lines: list[list[Word]]) -> list[Word]:
    """Return a word for each column: what stands over each other in several lines is one; a word over two goes to both."""
    base = max(lines, key=len)
    order = lines.index(base)
    base, lines = _by_years(base, lines, order)
    found = {number: [word] for number, word in enumerate(base)}
    extra: list[Word] = []
    for number, line in enumerate(lines):
        if number == order:
            continue
        for word in line:
            over = [at for at, column in enumerate(base) if overlap(word, column) > 0]
            over = over or (_years_below(word, base) if number < order else [])
            for at in over:
                if word.text == base[at].text:
                    continue  # one cell over both lines
                own = word if len(over) == 1 else Word(word.text, base[at].start, base[at].end)
                found[at] = [own, *found[at]] if number < order else [*found[at], own]
            if not over:
                extra.append(word)
    whole = [_one(base[at], words) for at, words in found.items()]
    others: list[Word] = []
    for word in extra:
        near = next((at for at, known in enumerate(others) if overlap(word, known) > 0), None)
        if near is None:
            others.append(word)
        else:
            others[near] = _one(word, [others[near], word])
    whole += others
    return sorted(whole, key=lambda word: word.start)


def _by_years(
    base: list[Word], lines: list[list[Word]], order: int
) -> tuple[list[Word], list[list[Word]]]:
    """Return heads with each that stands over several years parted at them, and the lines without those years."""
    below: dict[int, list[Word]] = {}
    for word in lines[order + 1] if order + 1 < len(lines) else ():
        column = column_of(word.text)
        if column is not None and column.role is HeadRole.YEAR:
            near = min(range(len(base)), key=lambda at: -overlap(word, base[at]))  # noqa: B023
            below.setdefault(near, []).append(word)
    split = {
        at: years
        for at, years in below.items()
        if len(years) > 1 and (column := column_of(base[at].text)) is not None and column.year is None
    }
    taken = [word for years in split.values() for word in years]
    heads = [
        piece
        for at, head in enumerate(base)
        for piece in (
            [Word(f"{year.text}{head.text}", year.start, year.end) for year in split[at]]
            if at in split
            else [head]
        )
    ]
    rest = [
        [word for word in line if word not in taken] if number == order + 1 else line
        for number, line in enumerate(lines)
    ]
    return heads, rest


def _years_below(word: Word, base: Sequence[Word]) -> list[int]:
    """Return the two years that a head of values stands in the middle over, over neither of them: 规划目标 over 2025年  2035年."""
    column = column_of(word.text)
    if column is None or column.role not in VALUES or column.year is not None:
        return []
    for at in range(len(base) - 1):
        left, right = column_of(base[at].text), column_of(base[at + 1].text)
        if base[at].end <= word.start and word.end <= base[at + 1].start:
            years = [each for each in (left, right) if each is not None and each.role is HeadRole.YEAR]
            return [at, at + 1] if len(years) == 2 else []
    return []


def _one(own: Word, words: Sequence[Word]) -> Word:
    """Return words of several lines as one, as wide as all of them."""
    if len(words) == 1:
        return own
    text = "".join(word.text for word in words)
    return Word(text, min(word.start for word in words), max(word.end for word in words))
