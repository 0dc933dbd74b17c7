"""Where in the lines of a text file the words of its blocks stand, to the column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from healthplan_cli.base.location import Location

_REACH = 8  # lines over which a cell or a heading goes, at most
_WORD = re.compile(r"\S+")


class TextLines:
    """A file's lines, and how far each has been read: its cells come from left to right."""

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self.file, self.lines = file, lines
        self._read: dict[int, int] = {}

    def places(self, text: str, line: int) -> Iterator[tuple[int, Location]]:
        """Yield for words that begin in this line where each piece of them stands: the index of its first character, its
        line, its column.

        What the lines don't have as the block has it (a sign of Markdown is left out) has the place of the words before
        it.
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
        """Return the line and the index at which a word stands: behind what has been read, in this line or one of the next."""
        for below in range(number, min(number + _REACH, len(self.lines))):
            at = self.lines[below].find(word, self._read.get(below, 0))
            if at >= 0:
                return below, at
        at = (
            self.lines[number].find(word) if number < len(self.lines) else -1
        )  # said again: of a cell of several rows
        return (number, at) if at >= 0 else None

    def _head(self, word: str, number: int) -> tuple[int, int] | None:
        """Return where, at the end of a line, the first part of a word stands, and how long that part is; None where it
        doesn't.

        The next line then has the rest of the word.
        """
        if number >= len(self.lines):
            return None
        line = self.lines[number].rstrip()
        for at in range(max(self._read.get(number, 0), len(line) - len(word)), len(line)):
            if word.startswith(line[at:]):
                return at, len(line) - at
        return None
