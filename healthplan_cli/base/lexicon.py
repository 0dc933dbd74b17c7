"""Words and patterns that cost nothing until they are used: start-up is what counts (benchmarks/startup.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache


class Lexicon:
    """A closed set of words, the longest of which is taken."""

    __slots__ = ("_lengths", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._lengths = sorted({len(word) for word in self.words}, reverse=True)

    def end(self, text: str, start: int) -> int | None:
        """Where the longest word that begins at `start` ends; None when none does."""
        for length in self._lengths:
            if text[start : start + length] in self.words and start + length <= len(text):
                return start + length
        return None


@cache
def lexicon(*words: str) -> Lexicon:
    """A Lexicon from words separated by spaces."""
    return Lexicon(" ".join(words).split())


def atomic(source: str, name: str) -> str:
    """A part of a pattern, as the group `name`, that gives nothing back of what it has taken, so that it can't run for ever.

    As `(?>…)` and `(?:…)*+`, which miss what they should match where words lie within, in Python before 3.11.5.
    """
    return f"(?=(?P<{name}>{source}))(?P={name})"


class Pattern:
    """A regular expression that is compiled when it is first used."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def _get(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._get().match(text, start)

    def findall(self, text: str) -> list[str]:
        return self._get().findall(text)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        return self._get().finditer(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._get().search(text, start)
