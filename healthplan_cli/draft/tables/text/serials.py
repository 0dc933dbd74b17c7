"""Serial numbers that touch the words beside them: 节水 1 用水总量 is three cells."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import is_chinese, is_serial
from healthplan_cli.draft.tables.columns import HeadRole
from healthplan_cli.draft.tables.text.layhead import LaidHead
from healthplan_cli.draft.tables.text.words import Word

_TOUCHES = Pattern(r"(?:(?P<category>[\u4e00-\u9fff、]{1,12}) )?(?P<no>\d{1,3})(?: (?P<name>\S.*))?$")
_FIRST = 2  # words among which a serial number is
_STEP = 2  # numbers by which the next may go on: one may be missing


class Serials:
    """Separates serial numbers from what they touch, line after line; unlike other numbers they count on."""

    def __init__(self, head: LaidHead, lines: Sequence[Sequence[Word]]) -> None:
        roles = [column.role for column in head.columns]
        self.no = roles.index(HeadRole.NO) if HeadRole.NO in roles else None
        self.categories = self.no is not None and HeadRole.CATEGORY in roles[: self.no]
        told = (_TOUCHES.match(word.text) for words in lines for word in words[:_FIRST])
        self.told = frozenset(int(match["no"]) for match in told if match is not None)
        self.last = 0

    def parted(self, words: list[Word]) -> list[Word]:
        """Return the words of a line, with its serial number separated from the category before it and the name after it."""
        if self.no is None:
            return words
        for at, word in enumerate(words[:_FIRST]):
            match = _TOUCHES.match(word.text)
            if match is None or not (self._is_next(match["no"]) or self._are_two(match["no"])):
                continue
            if (at or match["category"]) and not self.categories:
                break
            if not self._has_name(words, at, match["name"]):
                continue
            self.last = self.last + 2 if self._are_two(match["no"]) else int(match["no"])
            return [*words[:at], *self._pieces(word, match.start("no"), match.end("no")), *words[at + 1 :]]
        return words

    def _is_next(self, no: str) -> bool:
        """Return whether a number counts on; the first of a table's part may be any whose successor follows."""
        if not self.last and int(no) + 1 in self.told:
            return is_serial(no)
        return is_serial(no) and 0 < int(no) - self.last <= _STEP

    def _are_two(self, no: str) -> bool:
        """Return whether a number is the next two printed together: 32 or 23 after 1."""
        both = (str(self.last + 1), str(self.last + 2))
        return bool(self.last) and no in ("".join(both), "".join(reversed(both)))

    def _has_name(self, words: Sequence[Word], at: int, name: str | None) -> bool:
        """Return whether a name stands after a serial number, in the same word or the next."""
        behind = name if name is not None else words[at + 1].text if at + 1 < len(words) else ""
        return is_chinese(behind)

    def _pieces(self, word: Word, start: int, end: int) -> list[Word]:
        """Return a word's pieces before, at and after a serial number."""
        before, rest = word.parted(start) if start else (None, word)
        own, behind = rest.parted(end - start)
        return [piece for piece in (before, own, behind) if piece is not None and piece.text]
