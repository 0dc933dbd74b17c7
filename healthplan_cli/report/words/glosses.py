"""The meaning of the plan's Chinese words for readers of English: a line under a table for each target that isn't a bare number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthplan_cli.base.i18n import language, tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.describe import reading
from healthplan_cli.model import Better, Report, Result, Target

_PLACES = {
    "专栏": tr("专栏（规划）"),
    "表": tr("表（规划）"),
    "附件": tr("附件（规划）"),
    "附表": tr("附表（规划）"),
}
_PLACE = Pattern(f"({'|'.join(_PLACES)})\\s*([0-9]+)")
_CHINESE = Pattern("[㐀-鿿]")


def plan_words(report: Report, results: Iterable[Result]) -> Iterator[str]:
    """Yield the meanings of targets in Chinese words, each once; nothing in Chinese."""
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


def place_words(source: str) -> str:
    """Return where in the plan something stands: as given, in English 专栏1 as Box 1."""
    match = _PLACE.fullmatch(source.strip()) if language() != "zh" else None
    return f"{_PLACES[match[1]]} {match[2]}" if match else source


def _targets(report: Report, results: Iterable[Result]) -> Iterator[tuple[Target | None, Better | None]]:
    """Yield the target of each row or component that was judged, with the row's better direction."""
    for result in results:
        for part in result.components or (result,):
            yield part.target, report.plan.find(result.id).better
