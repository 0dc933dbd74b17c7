"""Words and patterns that cost nothing until they are used: start-up is what counts (benchmarks/startup.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache


class Lexicon:
    """A closed set of words; where several begin at one place the longest is meant. The set is made when it is first asked."""

    __slots__ = ("_given", "_lengths", "_words")

    def __init__(self, given: Iterable[str]) -> None:
        self._given = given
        self._words: frozenset[str] = frozenset()
        self._lengths: list[int] | None = None

    @property
    def words(self) -> frozenset[str]:
        """All words of the set."""
        if self._lengths is None:
            self._words = frozenset(word for words in self._given for word in words.split())
            self._lengths = sorted(set(map(len, self._words)), reverse=True)
        return self._words

    def end(self, text: str, start: int) -> int | None:
        """Return where the longest word that begins at `start` ends; None when none does."""
        words = self.words
        for length in self._lengths or ():
            if text[start : start + length] in words and start + length <= len(text):
                return start + length
        return None


@cache
def lexicon(*words: str) -> Lexicon:
    """Return a Lexicon from words separated by spaces."""
    return Lexicon(words)


def longest_first(*lexicons: Lexicon) -> list[str]:
    """Return all words of the lexicons, the longest first."""
    found = {word for one in lexicons for word in one.words}
    return sorted(found, key=lambda word: (-len(word), word))


def any_of(*lexicons: Lexicon) -> str:
    """Return a part of a pattern for any of their words, the longest first."""
    return "|".join(map(re.escape, longest_first(*lexicons)))


def atomic(source: str, name: str) -> str:
    """Return a part of a pattern, as the group `name`, that gives nothing back of what it has taken, so that it can't run for
    ever.

    As `(?>…)` and `(?:…)*+`, which miss what they should match where words lie within, in Python before 3.11.5.
    """
    return f"(?=(?P<{name}>{source}))(?P={name})"


class Pattern:
    """A regular expression that is compiled, and put together where it is made of words, when it is first used."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str | Callable[[], str], flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def _get(self) -> re.Pattern[str]:
        if self._compiled is None:
            source = self._source if isinstance(self._source, str) else self._source()
            self._compiled = re.compile(source, self._flags)
        return self._compiled

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._get().match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._get().fullmatch(text)

    def findall(self, text: str) -> list[str]:
        return self._get().findall(text)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        return self._get().finditer(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._get().search(text, start)

    def sub(self, with_: str, text: str) -> str:
        return self._get().sub(with_, text)
