"""The words that a plan quotes from its document, as (field, words): a row's cells, a component's own."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.checks.verify.items import MatchStatus, Near, QuotedWord
from healthplan_cli.checks.verify.plain import plain
from healthplan_cli.checks.verify.text import Text
from healthplan_cli.language.describe import sentence
from healthplan_cli.model import Baseline, Component, Indicator, Project, Target

Cell = tuple[str, str]  # field and words


@record(frozen=True, slots=True)
class QuoteMatch:
    """The match of words in the document: the status, the index where they stand, what stands there instead."""

    status: MatchStatus
    at: int | None = None
    near: Near | None = None


MISSING = QuoteMatch(MatchStatus.MISSING)


class Ledger:
    """Makes items of the matches of one row, commitment or project, with the spec's excuses."""

    def __init__(self, text: Text, kind: str, of: Indicator | Project) -> None:
        self.text, self.kind, self.of = text, kind, of
        self.excuses = dict(of.not_in_document)

    def item(self, field: str, words: str, verdict: QuoteMatch) -> QuotedWord:
        """Return the item of a field's match, EXCUSED where the spec has a reason."""
        reason = self.excuses.get(field)
        status = verdict.status
        if reason is not None and status in (MatchStatus.MISSING, MatchStatus.APART):
            status = MatchStatus.EXCUSED
        place = None if verdict.at is None else self.text.place(verdict.at)
        of = self.of
        return QuotedWord(
            self.kind, of.id, of.no, of.name, field, words, status, of.location, place, verdict.near, reason
        )


def target_words(target: Target | None) -> str | None:
    """Return a target's words, those of several years' cells joined by `…`; None for a target in structured form without words."""
    return "…".join(dict.fromkeys(target_cells(target))) or None


def target_cells(target: Target | None) -> list[str]:
    """Return the words of a target's cells: one, or one for each of several years."""
    if target is None:
        return []
    if target.own:
        return [one.text for _, one in target.own if one.text]
    return [target.text] if target.text and target.text != sentence(target.rule) else []


def own_baseline(baseline: Baseline | None) -> str | None:
    """Return a baseline's words where they are a cell of the table; None for a baseline quoted from elsewhere."""
    return baseline.text if baseline is not None and baseline.printed else None


def row_cells(row: Indicator, base_last: bool = False) -> list[Cell]:
    """Return (field, words) of a row's cells after its name, in the usual order: the baseline first, unless the table has it last."""
    baseline = own_baseline(row.baseline)
    return _in_order(baseline, target_cells(row.target), base_last)


def component_cells(row: Indicator, component: Component, base_last: bool = False) -> list[Cell]:
    """Return (field, words) of the cells that are a component's own, not part of the row's cells."""
    baseline = own_baseline(component.baseline)
    if baseline and _inside(baseline, own_baseline(row.baseline)):
        baseline = None
    whole = row.target.text if row.target else None
    targets = [words for words in target_cells(component.target) if not _inside(words, whole)]
    return [("name", component.name), *_in_order(baseline, targets, base_last)]


def _in_order(baseline: str | None, targets: list[str], base_last: bool) -> list[Cell]:
    first = [("baseline", baseline)] if baseline else []
    second = [("target", words) for words in targets]
    return [*second, *first] if base_last else [*first, *second]


def own_components(row: Indicator, base_last: bool = False) -> Iterator[tuple[str, list[Cell]]]:
    """Yield the id and the cells of each component that has words of its own in the spec."""
    for component in () if row.optional_components else row.components:
        cells = component_cells(row, component, base_last)
        if component.location.line or len(cells) > 1:
            yield component.id, cells


def _inside(words: str, whole: str | None) -> bool:
    return whole is not None and plain(words) in plain(whole)
