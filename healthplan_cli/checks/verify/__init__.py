"""The quoted words of a plan, looked up in its document. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify.body import Body
from healthplan_cli.checks.verify.dates import spellings
from healthplan_cli.checks.verify.items import MatchStatus, Near, QuotedWord, Verification
from healthplan_cli.checks.verify.near import misprint, nearest
from healthplan_cli.checks.verify.paragraphs import DocumentText, Passage
from healthplan_cli.checks.verify.plain import pieces, plain
from healthplan_cli.checks.verify.projects import project_items
from healthplan_cli.checks.verify.quotes import Ledger, QuoteMatch
from healthplan_cli.checks.verify.rows import Rows
from healthplan_cli.checks.verify.text import Text
from healthplan_cli.checks.verify.total import total_items
from healthplan_cli.model import Plan, Project

_NUMBERS = ("issued.date", "region.population", "region.births")


def verify(plan: Plan, document: DocumentText) -> Verification:
    """Look up every quoted word of a plan in its document."""
    text = Text(document)
    rows = Rows(text, plan.indicators, plan.period.baseline)
    body = Body(text, plan.commitments, rows)
    items = [*_head(plan, text), *rows.items()]
    for row in plan.indicators:
        items += body.mentions(row)
    items += [*body.items(), *project_items(text, plan.projects)]
    return Verification(plan.id, plan.path, document, tuple(items))


def _head(plan: Plan, text: Text) -> Iterator[QuotedWord]:
    """Yield the plan's title, number, authority and the table's categories, looked up anywhere in the document."""
    for field, words in _quoted(plan):
        verdict = _dated(text, words) if field == "issued.date" else _somewhere(text, words)
        if field in _NUMBERS and verdict.near:  # another one, of whatever, says nothing
            verdict = QuoteMatch(verdict.status, near=misprint(text, plain(words)))
        yield _item(plan, text, field, words, verdict)
    if plan.projects_total:
        for field, words, verdict in total_items(text, plan.projects_total, plan.projects):
            yield _item(plan, text, f"projects_total.{field}", words, verdict)


def _item(plan: Plan, text: Text, field: str, words: str, verdict: QuoteMatch) -> QuotedWord:
    of = Project(plan.id, "", plan.title, location=Location(plan.path), not_in_document=plan.not_in_document)
    return Ledger(text, "plan", of).item(field, words, verdict)


def _quoted(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "title", plan.title
    for key, words in plan.issued:
        if key == "date" and words.count("-") == 2:
            words = spellings(words)[0]
        yield f"issued.{key}", words
    for key, figure in (("population", plan.population), ("births", plan.births)):
        if figure is not None:
            yield f"region.{key}", figure.text
    for _, words in plan.marks:
        yield "marks", words
    for category in dict.fromkeys(row.category for row in plan.indicators if row.category):
        yield "category", category


def _dated(text: Text, words: str) -> QuoteMatch:
    """Return the match of a date in any of its usual spellings; where none is found, that of the first spelling."""
    found = (_somewhere(text, one) for one in spellings(words))
    first = next(found)
    return next((one for one in (first, *found) if one.status is MatchStatus.FOUND), first)


def _somewhere(text: Text, words: str) -> QuoteMatch:
    """Return the match of words whose pieces stand anywhere in the document in their order."""
    at, first = 0, None
    for piece in pieces(words):
        spans = list(text.occurrences(piece, at))
        if not spans:
            return QuoteMatch(MatchStatus.MISSING, near=nearest(text, piece))
        found = next(filter(text.fills_cell, spans), spans[0])
        first, at = first if first is not None else found[0], found[1]
    return QuoteMatch(MatchStatus.FOUND, first)


__all__ = ["DocumentText", "MatchStatus", "Near", "Passage", "QuotedWord", "Verification", "plain", "verify"]
