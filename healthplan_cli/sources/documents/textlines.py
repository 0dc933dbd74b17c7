"""The line and column of each word of a text file's blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from healthplan_cli.base.location import Location

_REACH = 8  # lines over which a cell or a heading goes, at most
_WORD = re.compile(r"\S+")


class TextLines:
    """A file's lines, with the column up to which each has been matched, because a line's cells come from left to right."""

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self.file, self.lines = file, lines
        self._read: dict[int, int] = {}

    def places(self, text: str, line: int) -> Iterator[tuple[int, Location]]:
        """Yield the place of each piece of a text that begins in this line, as the index of its first character and its
        location.

        Characters that aren't in the lines (Markdown signs were removed) get the place of the words before them.
        """
        number, last = line - 1, -1
        for word in _WORD.finditer(text):
            start, rest = word.start(), word[0]
            while rest:
                found = self._find(rest, number)
                taken = len(rest)
                if found is None and (head := self._head(rest, number)):
                    found, taken = (number, head[0]), head[1]
                if found is None:
                    if last < 0:
                        yield 0, Location(self.file, line, 1)
                        last = number
                    break
                number, at = found
                self._read[number] = at + taken
                if last < 0:
                    yield 0, Location(self.file, number + 1, max(at + 1 - start, 1))
                else:
                    yield start, Location(self.file, number + 1, at + 1)
                last = number
                start, rest = start + taken, rest[taken:]
                number += bool(rest)

    def _find(self, word: str, number: int) -> tuple[int, int] | None:
        """Return the line and index where a word stands, after what has been matched, in this line or one of the next; None if nowhere."""
        for below in range(number, min(number + _REACH, len(self.lines))):
            at = self.lines[below].find(word, self._read.get(below, 0))
            if at >= 0:
                return below, at
        at = (
            self.lines[number].find(word) if number < len(self.lines) else -1
        )  # said again: of a cell of several rows
        return (number, at) if at >= 0 else None

    def _head(self, word: str, number: int) -> tuple[int, int] | None:
        """Return the index and length of a word's first part at the end of a line, whose rest is in the next line; None without one."""
        if number >= len(self.lines):
            return None
        line = self.lines[number].rstrip()
        for at in range(max(self._read.get(number, 0), len(line) - len(word)), len(line)):
            if word.startswith(line[at:]):
                return at, len(line) - at
        return None
