"""Commitments, and values of the baseline year that are quoted from the body text, looked up there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.checks.verify.beside import besides, has_number
from healthplan_cli.checks.verify.items import MatchStatus, QuotedWord
from healthplan_cli.checks.verify.near import bigrams, misprint, near_at, nearest
from healthplan_cli.checks.verify.nearby import Nearby, Spans, distance_to
from healthplan_cli.checks.verify.plain import pieces, plain
from healthplan_cli.checks.verify.quotes import Ledger, QuoteMatch, target_words
from healthplan_cli.checks.verify.rows import Rows
from healthplan_cli.checks.verify.text import Span, Text
from healthplan_cli.model import Indicator

_NEAR = 150  # characters between a subject and its target where a paragraph is broken in two
_BEFORE = 100  # before a value, in which what it is a value of is named
_OF_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年[底末]?(?:为|是|达到?)?$")
_BEFORE_VALUE = 10  # characters in which a value's year stands
_CLAUSE = re.compile("[,;。、:]")


@record(frozen=True, slots=True)
class Placement:
    """The places of a commitment's subject and its target; `together`: in one paragraph."""

    subject: Spans
    target: Spans
    together: bool


class Body:
    """Looks up the commitments, and the rows' mentions in the body text."""

    def __init__(self, text: Text, commitments: Sequence[Indicator], rows: Rows) -> None:
        self.text, self.commitments, self.rows = text, commitments, rows
        self.claimed: set[Span] = set()
        self.taken: dict[tuple[str, str | None], set[Spans]] = {}
        self.quoted = {plain(words) for row in (*rows.rows, *commitments) for words in _values(row)}
        self.placed = {item.id: self._claim(item) for item in commitments}

    def items(self) -> Iterator[QuotedWord]:
        """Yield every quoted word of every commitment."""
        for commitment in self.commitments:
            yield from self._commitment(commitment)

    def _commitment(self, item: Indicator) -> Iterator[QuotedWord]:
        ledger = Ledger(self.text, "commitment", item)
        placed = self.placed[item.id]
        words = target_words(item.target)
        yield ledger.item("subject", item.name, self._subject(item, placed))
        if words is not None:
            yield ledger.item("target", words, self._target(item, words, placed))
        elif item.target is not None:
            yield ledger.item("target", item.target.text, QuoteMatch(MatchStatus.UNCHECKED))
        for field, beside, verdict in besides(self.text, item, placed.subject if placed else ()):
            yield ledger.item(field, beside, verdict)
        baseline = item.baseline
        if baseline is not None and not baseline.printed and item.restates is None:
            yield ledger.item("baseline", baseline.text, self.value(baseline.text, item))

    def mentions(self, row: Indicator) -> Iterator[QuotedWord]:
        """Yield the values of a row's baseline year that are quoted from the body text: its mentions, and a baseline taken from there."""
        ledger = Ledger(self.text, "indicator", row)
        if row.baseline is not None and not row.baseline.printed:
            verdict = self.rows.base_cell(row) or self.value(row.baseline.text, row)
            yield ledger.item("baseline", row.baseline.text, verdict)
        for mention in row.mentions:
            yield ledger.item("mentions", mention.text, self.value(mention.text, row))

    def value(self, words: str, of: Indicator) -> QuoteMatch:
        """Return the match of a value in a sentence that names its indicator."""
        piece = plain(words)
        wanted = frozenset[str]().union(*(bigrams(plain(name)) for name in (of.name, *of.aliases)))
        best, most = None, -1
        for span in self.text.occurrences(piece):
            if self.rows.is_in_row(span[0]) or not self._has_own_sign(span):
                continue
            shared = self._shared(span, wanted)
            if shared > most:
                best, most = span, shared
        if best and 2 * self._shared(best, own := bigrams(plain(of.name)), True) >= len(own):
            return QuoteMatch(MatchStatus.FOUND, best[0])
        likes = [span for span in self.text.alike(piece, 0, len(self.text.chars)) if self._is_unquoted(span)]
        like = max(likes, key=lambda span: self._shared(span, wanted, True), default=None)
        if like and self._shared(like, wanted, True) > max(most, 2):
            return QuoteMatch(MatchStatus.MISSING, near=near_at(self.text, like))
        if best and most >= 2:
            return QuoteMatch(MatchStatus.FOUND, best[0])
        return (
            QuoteMatch(MatchStatus.APART, best[0])
            if best
            else QuoteMatch(MatchStatus.MISSING, near=misprint(self.text, piece))
        )

    def _is_unquoted(self, span: Span) -> bool:
        """Return whether a number in the body text is one that the plan quotes nowhere."""
        quoted = self.text.chars[span[0] : span[1]] in self.quoted
        return not quoted and self._is_free(span) and not self.rows.is_in_row(span[0])

    def _shared(self, span: Span, wanted: frozenset[str], clause: bool = False) -> int:
        """Return how many of the wanted pairs of characters stand before a value, in its paragraph or (`clause`) its clause."""
        first = self.text.paragraph_span(span[0])[0]
        before = self.text.chars[max(span[0] - _BEFORE, first) : span[0]]
        return len(wanted & bigrams(_CLAUSE.split(before)[-1] if clause else before))

    def _has_own_sign(self, span: Span) -> bool:
        before = self.text.chars[max(span[0] - 1, 0) : span[0]]
        return before not in "≥≤<>±" or self.text.chars[span[0]] in "≥≤<>±"

    def _subject(self, item: Indicator, placed: Placement | None) -> QuoteMatch:
        parts = pieces(item.name)
        if placed is None:
            return self._lost(parts, named=True)
        if not placed.together:
            for span in self._paragraphs_of(_placements(self.text, pieces(target_words(item.target) or ""))):
                like = next(
                    (like for part in filter(has_number, parts) for like in self.text.alike(part, *span)),
                    None,
                )
                if like:
                    return QuoteMatch(MatchStatus.MISSING, near=near_at(self.text, like))
        return QuoteMatch(MatchStatus.FOUND, placed.subject[0][0])

    def _lost(self, parts: Sequence[str], named: bool = False) -> QuoteMatch:
        """Return the match of pieces that don't stand together in this order: MISSING where a piece is absent, or
        where the others stand beside another number; else APART.
        For `named` pieces the most similar words of the document are given; for values there are none.
        """
        spans = {part: list(self.text.occurrences(part)) for part in parts}
        for part, found in spans.items():
            if not found:
                return QuoteMatch(MatchStatus.MISSING, near=nearest(self.text, part) if named else None)
        for part in filter(has_number, parts):
            others = ((span,) for other in parts if other != part for span in spans[other])
            for paragraph in self._paragraphs_of(others):
                like = next(self.text.alike(part, *paragraph), None)
                if like:
                    return QuoteMatch(MatchStatus.MISSING, near=near_at(self.text, like))
        first = next((found[0][0] for found in spans.values()), None)
        return QuoteMatch(MatchStatus.APART, first)

    def _target(self, item: Indicator, words: str, placed: Placement | None) -> QuoteMatch:
        parts = pieces(words)
        if placed and placed.together:
            between = self._slip(parts, placed)
            if between is None:
                return QuoteMatch(MatchStatus.FOUND, placed.target[0][0])
            return QuoteMatch(MatchStatus.MISSING, near=near_at(self.text, between))
        for start, end in self._paragraphs_of(_placements(self.text, pieces(item.name))):
            for part in parts:
                like = next((span for span in self.text.alike(part, start, end) if self._is_free(span)), None)
                if like and has_number(part):
                    return QuoteMatch(MatchStatus.MISSING, near=near_at(self.text, like))
        return self._lost(parts)

    def _paragraphs_of(self, placements: Iterable[Spans]) -> Iterator[Span]:
        """Yield the paragraphs in which the placements begin, without duplicates."""
        return iter(dict.fromkeys(self.text.paragraph_span(spans[0][0]) for spans in placements))

    def _slip(self, parts: Sequence[str], placed: Placement) -> Span | None:
        """Return a number that belongs to no commitment, resembles the target and is nearer to the subject: probably
        the target misprinted.
        """
        part, span = next(
            (pair for pair in zip(parts, placed.target, strict=True) if has_number(pair[0])), ("", None)
        )
        if span is None:
            return None
        distance = distance_to(placed.subject, span)
        first, last = placed.subject[0][0], placed.subject[-1][1]
        low, high = self.text.paragraph_span(first)
        reach = distance + 2 * len(part)
        start, end = max(low, first - reach), min(max(high, last), last + reach)
        nearer = (
            like
            for like in self.text.alike(part, start, end)
            if self._is_free(like)
            and distance_to(placed.subject, like) <= distance
            and not self._is_of_past(like)
        )
        return next(nearer, None)

    def _is_of_past(self, span: Span) -> bool:
        """Return whether a number belongs to the baseline year or an earlier one by the words before it: 2020年78.2岁."""
        said = _OF_YEAR.search(self.text.chars[max(span[0] - _BEFORE_VALUE, 0) : span[0]])
        return said is not None and int(said["year"]) <= self.rows.baseline

    def _is_free(self, span: Span) -> bool:
        """Return whether a number belongs to no other commitment."""
        return not any(start < span[1] and span[0] < end for start, end in self.claimed)

    def _claim(self, item: Indicator) -> Placement | None:
        """Return the placement of a commitment; equal commitments get different places."""
        found = self._placement(item)
        if found is not None:
            self.claimed |= set(found.target)
            self.taken.setdefault((item.name, target_words(item.target)), set()).add(found.target)
        return found

    def _placement(self, item: Indicator) -> Placement | None:
        """Return the subject and the target of a commitment where they stand nearest to each other; None where one is absent."""
        words = target_words(item.target)
        subjects = _placements(self.text, pieces(item.name))
        targets = _placements(self.text, pieces(words)) if words else []
        taken = self.taken.get((item.name, words), set())
        targets = [target for target in targets if target not in taken]
        if not targets:
            return Placement(subjects[0], (), False) if subjects else None
        nearby = Nearby(targets)
        best, least = None, (True, 0)
        for subject in subjects:
            apart, within = False, nearby.among(self.text.paragraph_span(subject[0][0]))
            if not within:
                apart, within = True, range(len(targets))
            distance, index = nearby.nearest(subject, within)
            if best is None or (apart, distance) < least:
                best, least = Placement(subject, targets[index], not apart or not distance), (apart, distance)
        return best


def _values(row: Indicator) -> Iterator[str]:
    """Yield the values of a row that are quoted from the body text."""
    yield from (mention.text for mention in row.mentions)
    if row.baseline is not None and not row.baseline.printed:
        yield row.baseline.text


def _placements(text: Text, parts: Sequence[str]) -> list[Spans]:
    """Return every place where the pieces stand in this order, in one paragraph or a little beyond."""
    found: list[Spans] = []
    for span in text.occurrences(parts[0]) if parts else ():
        end = max(text.paragraph_span(span[0])[1], span[1] + _NEAR)
        spans = [span]
        for part in parts[1:]:
            following = next(text.occurrences(part, spans[-1][1], end), None)
            if following is None:
                break
            spans.append(following)
        if len(spans) == len(parts):
            found.append(tuple(spans))
    return found
