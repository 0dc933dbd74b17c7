"""Sets of words and regular expressions that are built at their first use, for the sake of start-up (benchmarks/startup.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache


class Lexicon:
    """A closed set of words, built at its first use. Of several words that begin at one place the longest is taken."""

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
        """Return the index after the longest word that begins at `start`; None where no word begins there."""
        words = self.words
        for length in self._lengths or ():
            if text[start : start + length] in words and start + length <= len(text):
                return start + length
        return None


@cache
def lexicon(*words: str) -> Lexicon:
    """Return the Lexicon of the words in the given texts, each a list separated by blanks; one object for equal texts."""
    return Lexicon(words)


def longest_first(*lexicons: Lexicon) -> list[str]:
    """Return the words of all the lexicons, the longest first."""
    found = {word for one in lexicons for word in one.words}
    return sorted(found, key=lambda word: (-len(word), word))


def any_of(*lexicons: Lexicon) -> str:
    """Return a regular expression's alternatives (without a group) for every word of the lexicons, the longest first."""
    return "|".join(map(re.escape, longest_first(*lexicons)))


def atomic(source: str, name: str) -> str:
    """Return a regular expression that matches `source` as the group `name` without backtracking into it, so that it
    can't run for ever.

    The syntax `(?>…)` means the same, but before Python 3.11.5 it misses matches if `source` has alternatives.
    """
    return f"(?=(?P<{name}>{source}))(?P={name})"


class Pattern:
    """A regular expression that is compiled at its first use; its source may be a function, which is called only then."""

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
