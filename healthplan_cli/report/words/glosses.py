"""What the plan's Chinese words mean, for readers of English: a line under a table for each target that isn't a bare number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthplan_cli.base.i18n import language, tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.describe import reading
from healthplan_cli.model import Better, Report, Result, Target

_CHINESE = Pattern("[㐀-鿿]")


def plan_words(report: Report, results: Iterable[Result]) -> Iterator[str]:
    """Yield the meaning of the targets in Chinese words, once for the same words; nothing when Chinese is spoken."""
    if language() == "zh":
        return
    told = set()
    for target, better in _targets(report, results):
        if target is None or target.rule.asks_nothing or not _CHINESE.search(target.text):
            continue
        meant = tr("“{words}”：{meaning}", words=target.text, meaning=reading(target, better=better))
        if meant not in told:
            told.add(meant)
            yield meant


def _targets(report: Report, results: Iterable[Result]) -> Iterator[tuple[Target | None, Better | None]]:
    """Yield what was judged of each row or component, with which way is better for the row."""
    for result in results:
        for part in result.components or (result,):
            yield part.target, report.plan.find(result.id).better
