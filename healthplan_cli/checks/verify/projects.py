"""The major projects in an annex: each one's cells are looked up after its name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.checks.verify.items import MatchStatus, Near, QuotedWord
from healthplan_cli.checks.verify.near import near_at, nearest
from healthplan_cli.checks.verify.plain import pieces, plain
from healthplan_cli.checks.verify.quotes import Ledger, QuoteMatch
from healthplan_cli.checks.verify.text import Span, Text
from healthplan_cli.model import Project

_LONGEST = 2500  # characters that a project's cells may take
_WHOLE = ("place", "kind", "years", "responsible")


def project_items(text: Text, projects: Sequence[Project]) -> Iterator[QuotedWord]:
    """Yield every quoted word of every project."""
    names = {project.id: _names(text, plain(project.name)) for project in projects}
    starts = sorted(span[0] for spans in names.values() for span in spans)
    for project in projects:
        spans = names[project.id]
        ledger = Ledger(text, "project", project)
        windows = [(span[1], _end(text, starts, span)) for span in spans] or [(0, 0)]
        found = max(
            (list(_project(text, project, start, end)) for start, end in windows),
            key=lambda cells: sum(verdict.status is MatchStatus.FOUND for _, _, verdict in cells),
        )
        yield ledger.item("name", project.name, _name(text, project, spans))
        for field, words, verdict in found:
            yield ledger.item(field, words, verdict)


def _names(text: Text, name: str) -> list[Span]:
    found = [span for span in text.occurrences(name) if text.is_break(span[0])]
    if found:
        return found
    broken = text.scattered(name, 0, len(text.chars))
    return [(spans[0][0], spans[0][1]) for spans in broken]


def _name(text: Text, project: Project, spans: Sequence[Span]) -> QuoteMatch:
    if spans:
        return QuoteMatch(MatchStatus.FOUND, spans[0][0])
    return QuoteMatch(MatchStatus.MISSING, near=nearest(text, plain(project.name)))


def _end(text: Text, starts: Sequence[int], span: Span) -> int:
    index = bisect_right(starts, span[0])
    later = starts[index] if index < len(starts) else len(text.chars)
    return min(later, span[1] + _LONGEST, len(text.chars))


def _project(text: Text, project: Project, start: int, end: int) -> Iterator[tuple[str, str, QuoteMatch]]:
    for field in _WHOLE:
        words = getattr(project, field)
        if words:
            yield field, words, _cell(text, plain(words), start, end)
    if project.content:
        yield "content", project.content, _content(text, pieces(project.content), start, end)
    if project.investment is not None:
        yield "investment", decimal_text(project.investment), _amount(text, project.investment, start, end)


def _cell(text: Text, piece: str, start: int, end: int) -> QuoteMatch:
    spans = list(text.occurrences(piece, start, end))
    found = next((span for span in spans if text.fills_cell(span)), None)
    if found is None and len(piece) > 3:
        found = next((parts[0] for parts in text.scattered(piece, start, end)), None)
    if found:
        return QuoteMatch(MatchStatus.FOUND, found[0])
    near = nearest(text, piece, start, end) if end > start else None
    return _otherwise(text, piece, near)


def _content(text: Text, parts: Sequence[str], start: int, end: int) -> QuoteMatch:
    at, first = start, None
    for part in parts:
        found = next(text.occurrences(part, at, end), None)
        if found is None:
            return _otherwise(text, part, nearest(text, part, start, end) if end > start else None)
        first, at = first if first is not None else found[0], found[1]
    return QuoteMatch(MatchStatus.FOUND, first)


def _amount(text: Text, amount: Fraction, start: int, end: int) -> QuoteMatch:
    """Return the match of a number that fills a cell, with or without separators of thousands."""
    for like in text.alike("0", start, end):
        if text.fills_cell(like) and text.chars[like[0] : like[1]] == decimal_text(amount):
            return QuoteMatch(MatchStatus.FOUND, like[0])
    words = decimal_text(amount)
    for spelled in (words, f"{int(amount):,}"):
        found = next((span for span in text.occurrences(spelled, start, end) if text.is_break(span[0])), None)
        if found:
            return QuoteMatch(MatchStatus.FOUND, found[0])
    near = next(
        (near_at(text, like) for like in text.alike(words, start, end) if text.fills_cell(like)), None
    )
    return _otherwise(text, words, near)


def _otherwise(text: Text, piece: str, near: Near | None) -> QuoteMatch:
    """Return the match of words that aren't after the name: MISSING where similar words are there, or none anywhere; else APART."""
    found = next(text.occurrences(piece), None)
    if near is not None or found is None:
        return QuoteMatch(MatchStatus.MISSING, near=near)
    return QuoteMatch(MatchStatus.APART, found[0])
