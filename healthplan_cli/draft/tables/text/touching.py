"""Categories that touch the names beside them in a laid out text: 应对气 化碳排放降低（%） is a line of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.columns import HeadRole
from healthplan_cli.draft.tables.text.layhead import LaidHead
from healthplan_cli.draft.tables.text.words import Word

_TOUCHING = Pattern(r"(?P<category>[\u4e00-\u9fff、]{1,6}) (?P<name>\S{4}.*|[（(][^（()）]+[)）])$")
_OFTEN = 3  # lines that begin where the names do
_OFF = 2  # half-widths by which a line begins before them


class Touching:
    """Parts the first words of lines at a single space where they begin before the names of a table do, under its categories."""

    def __init__(self, lines: Sequence[Sequence[Word]], head: LaidHead) -> None:
        self.start: float | None = None
        roles = [column.role for column in head.columns]
        name = roles.index(HeadRole.NAME) if HeadRole.NAME in roles else 0
        if not name or roles[name - 1] is not HeadRole.CATEGORY:
            return
        begins = Counter(words[0].start for words in lines if words)
        usual = [
            (count, start)
            for start, count in begins.items()
            if count >= _OFTEN and head.words[name - 1].start + _OFF < start < head.words[name].end
        ]
        self.start = max(usual)[1] if usual else None

    def parted(self, words: list[Word]) -> list[Word]:
        """Return the words of a line, those of a category and of a name apart, each in its place."""
        start = self.start
        if start is None or not words or words[0].start > start - _OFF:
            return words
        match = _TOUCHING.match(words[0].text)
        if match is None:
            return words
        left, right = words[0].parted(match.start("name"))
        if right.start > start + _OFF:
            return words
        moved = Word(right.text, start, max(right.end, start + 1))
        return [Word(left.text, left.start, min(left.end, start)), moved, *words[1:]]
