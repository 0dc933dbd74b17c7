"""Cells that touch those beside them: 应对气 化碳排放降低（%） is a line of a category and one of a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_serial
from healthplan_cli.draft.tables.columns import HeadRole
from healthplan_cli.draft.tables.text.layhead import LaidHead
from healthplan_cli.draft.tables.text.words import Word

_CATEGORY = Pattern(r"(?:\d{1,3} )?[\u4e00-\u9fff、]{1,6}$")
_NUMBERED = Pattern(r"\d{1,3} ")
_LONG = Pattern(r"\S{4}.*|[（(][^（()）]+[)）]$")
_OFTEN = 3  # lines that begin where a column's cells do
_PAGES = 4  # beginnings of a column that a text's pages may have
_OFF = 2  # half-widths by which a line begins before them
_SHIFTED = 3  # by which a whole line of a text may be shifted
_SAME = 0.7  # by which a printed line's beginning is off the others'


class Touching:
    """Divides words that extend over the beginning of a column: at a slight gap in print, or at a single space of a text."""

    def __init__(self, lines: Sequence[Sequence[Word]], head: LaidHead, printed: bool) -> None:
        self.printed = printed
        self.roles = [column.role for column in head.columns]
        name = self.roles.index(HeadRole.NAME) if HeadRole.NAME in self.roles else 0
        columns = range(1, len(head.words)) if printed else [name] if self._is_beside(name) else []
        begins = Counter(round(word.start, 1) for words in lines for word in words)
        self.starts = [start for column in columns for start in self._usual(begins, head, column)]

    def _is_beside(self, name: int) -> bool:
        return name > 0 and self.roles[name - 1] is HeadRole.CATEGORY

    def _usual(self, begins: Counter[float], head: LaidHead, column: int) -> Iterator[float]:
        """Yield where a column's cells usually begin (in a text, for each page); nothing where they begin anywhere."""
        usual = [
            (count, start)
            for start, count in begins.items()
            if count >= _OFTEN and head.words[column - 1].start + _OFF < start < head.words[column].end
        ]
        usual.sort(reverse=True)
        yield from (start for _, start in usual[: 1 if self.printed else _PAGES])

    def parted(self, words: list[Word]) -> list[Word]:
        """Return the words of a line, with those of two columns divided."""
        for start in self.starts:
            words = [part for word in words for part in self._parts(word, start)]
        return words

    def _parts(self, word: Word, start: float) -> list[Word]:
        if not word.start <= start - _OFF or word.end <= start:
            return [word]
        for at in word.seams:
            left, right = word.parted(at)
            if abs(right.start - start) > _SAME if self.printed else not self._is_name(left, right, start):
                continue
            moved = Word(right.text, start, max(right.end, start + 1))
            return [*_with_number(Word(left.text, left.start, min(left.end, start))), moved]
        return [word]

    def _is_name(self, left: Word, right: Word, start: float) -> bool:
        """Return whether the words on both sides of a text's space are a category and a name, or the second continue a name."""
        if right.start > start + _OFF or not _CATEGORY.match(left.text):
            return False
        return _LONG.match(right.text) is not None or right.start >= start - _SHIFTED


def _with_number(word: Word) -> list[Word]:
    """Return a category's words, divided from a serial number before them."""
    match = _NUMBERED.match(word.text)
    if match is None or not is_serial(half(match[0])):
        return [word]
    return list(word.parted(match.end()))
