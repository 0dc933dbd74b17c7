"""The fields of a commitment as a whole: its year, tone and responsible body, looked up near it in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthplan_cli.checks.verify.items import MatchStatus
from healthplan_cli.checks.verify.near import near_at, nearest
from healthplan_cli.checks.verify.nearby import Spans, distance_to
from healthplan_cli.checks.verify.plain import plain
from healthplan_cli.checks.verify.quotes import QuoteMatch
from healthplan_cli.checks.verify.text import Span, Text
from healthplan_cli.model import Indicator

_BESIDE = 400  # characters between a commitment and the year or the department that holds for the whole of it
_DUE = re.compile(r"(?<=[到至])2\d{3}年|2\d{3}年(?=前|底|末|以前|之前)")


def besides(text: Text, item: Indicator, subject: Spans) -> Iterator[tuple[str, str, QuoteMatch]]:
    """Yield (field, words, match) of a commitment's year, tone and responsible body.

    `subject` is where the commitment's subject stands; empty where it wasn't found.
    """
    for field, words in _fields(item):
        slip = _other_year(text, words, subject) if field == "due" and subject else None
        verdict = slip or _verdict(text, plain(words), subject[0][0] if subject else None)
        if field == "due" and not slip:
            verdict = _own_year(text, plain(words), verdict, subject)
        yield field, words, verdict


def has_number(piece: str) -> bool:
    """Return whether a text has a digit."""
    return any(map(str.isdecimal, piece))


def _fields(item: Indicator) -> Iterator[tuple[str, str]]:
    target = item.target
    if target is not None and target.due is not None:
        yield "due", f"{target.due}年"
    if target is not None and target.modality and target.modality not in target.text:
        yield "modality", target.modality
    if item.responsible:
        yield "responsible", item.responsible


def _other_year(text: Text, year: str, subject: Spans) -> QuoteMatch | None:
    """Return the match of another due year in the commitment's own sentence, where that lacks the right one; else None."""
    start, end = _sentence(text, subject[0][0])
    if next(text.occurrences(year, start, end), None):
        return None
    others = (match.span() for match in _DUE.finditer(text.chars, start, end))
    other = min(others, key=lambda span: distance_to(subject, span), default=None)
    return QuoteMatch(MatchStatus.MISSING, near=near_at(text, other)) if other else None


def _own_year(text: Text, year: str, verdict: QuoteMatch, subject: Spans) -> QuoteMatch:
    """Return the verdict with the year that the commitment's own sentence has instead.

    A year in another sentence is another commitment's.
    """
    span = _sentence(text, subject[0][0]) if subject else (0, 0)
    like = min(text.alike(year, *span), key=lambda found: distance_to(subject, found), default=None)
    near = near_at(text, like) if like and verdict.near else None
    return QuoteMatch(verdict.status, verdict.at, near)


def _sentence(text: Text, at: int) -> Span:
    start, end = text.paragraph_span(at)
    first = max(text.chars.rfind(stop, start, at) + 1 for stop in "。;")
    stops = [found for stop in "。;" if (found := text.chars.find(stop, at, end)) >= 0]
    return max(first, start), min(stops, default=end)


def _verdict(text: Text, piece: str, at: int | None) -> QuoteMatch:
    """Return the match of a piece in or near the commitment's paragraph; similar words are looked for there first."""
    found = text.everywhere(piece)
    start, end = text.paragraph_span(at) if at is not None else (0, 0)
    if not found:
        return QuoteMatch(MatchStatus.MISSING, near=nearest(text, piece, start, end) if end else None)
    if at is None:
        return QuoteMatch(MatchStatus.APART, found[0])
    close = min(found, key=lambda start: abs(start - at))
    beside = start <= close < end or abs(close - at) <= _BESIDE
    like = next(text.alike(piece, start, end), None) if not beside and has_number(piece) else None
    if like:
        return QuoteMatch(MatchStatus.MISSING, near=near_at(text, like))
    return QuoteMatch(MatchStatus.FOUND if beside else MatchStatus.APART, close)
