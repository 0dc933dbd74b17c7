"""Words of the document that resemble words that it lacks."""

from __future__ import annotations

from functools import lru_cache

from healthplan_cli.checks.verify.items import Near
from healthplan_cli.checks.verify.text import Span, Text

_TELLING = 4  # digits of a number that is hardly there by chance
_AROUND = 12  # characters shown on either side of a place that is only similar


@lru_cache(maxsize=20_000)
def bigrams(words: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of some words."""
    return frozenset(words[at : at + 2] for at in range(len(words) - 1)) or frozenset((words,))


def near_at(text: Text, span: Span) -> Near:
    """Return the words of a span and their place."""
    return Near(text.words(span), text.place(span[0]))


def nearest(text: Text, piece: str, start: int = 0, end: int | None = None) -> Near | None:
    """Return the words most like a piece: the same with other numbers, else those that share most of its pairs of
    characters; None without any.
    """
    end = len(text.chars) if end is None else end
    found = next(text.alike(piece, start, end), None) if any(map(str.isdecimal, piece)) else None
    if found is not None:
        return near_at(text, found)
    return _similar(text, piece, start, end)


def misprint(text: Text, piece: str) -> Near | None:
    """Return the same words with one digit changed in a number of four digits or more; None without any. Shorter
    numbers are alike by chance.
    """
    likes = text.alike(piece, 0, len(text.chars)) if sum(map(str.isdecimal, piece)) >= _TELLING else ()
    for start, end in likes:
        found = text.chars[start:end]
        if len(found) == len(piece) and sum(a != b for a, b in zip(found, piece, strict=True)) == 1:
            return near_at(text, (start, end))
    return None


def _similar(text: Text, piece: str, start: int, end: int) -> Near | None:
    """Return the text of the piece's length that shares at least half of its pairs of characters; None without any."""
    wanted = bigrams(piece)
    hits = sorted(at for pair in wanted for at in text.pairs(pair, start, end)) if len(piece) > 2 else []
    best, most = -1, len(wanted) // 2
    low = 0
    for high, at in enumerate(hits):
        while at - hits[low] >= len(piece):
            low += 1
        if high - low + 1 > most:
            best, most = hits[low], high - low + 1
    if best < 0:
        return None
    stop = min(best + len(piece) + _AROUND, len(text.chars))
    first = max(best - _AROUND, 0)
    return Near(text.words((first, stop)), text.place(best))
