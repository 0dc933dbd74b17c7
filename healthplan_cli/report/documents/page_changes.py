"""Changes since an earlier report, on a page: each in the colour of the new status, linked to its row."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import STATUS_BADGES, badge_of
from healthplan_cli.evaluation.messages import STATUS_WORDS
from healthplan_cli.model import Report, Result
from healthplan_cli.model.changes import Changes
from healthplan_cli.report.document import Block, Heading, Item, Items, Paragraph, Role
from healthplan_cli.report.words.changes import (
    KIND_WORDS,
    before_words,
    compared_words,
    no_change,
    removed_words,
    revised_words,
)

_REVISED, _REMOVED = "≠", "−"


def changed(report: Report, changes: Changes) -> Iterator[Block]:
    """Yield the changes, most serious first: statuses by kind, revised numbers, removed rows."""
    yield Heading(tr("与上一次相比"))
    items = tuple(_items(report, changes))
    words = compared_words(changes)
    yield Paragraph(words if items else no_change(changes), role=Role.REMARK)
    if items:
        yield Items(items)


def _items(report: Report, changes: Changes) -> Iterator[Item]:
    rows = {result.id: result for result in report.results}
    for kind, words in KIND_WORDS.items():
        for change in changes.status_changes:
            if change.kind is kind:
                row = rows.get(change.id)
                badge = badge_of(row) if row is not None else STATUS_BADGES[change.after]
                said = tr(
                    "{words}（{before}→{status_words}）",
                    words=words,
                    before=before_words(change),
                    status_words=STATUS_WORDS[change.after],
                )
                links = ((f"{change.no}. {change.name}", change.id),) if row is not None else ()
                text = said if links else f"{change.no}. {change.name}{tr('：')}{said}"
                yield Item(text, badge.sign, badge.plain, badge.tone, label=badge.words, links=links)
    for revised in changes.revised_values:
        links = ((revised.name, revised.id),) if revised.id in rows else ()
        yield Item(revised_words(revised, named=not links), _REVISED, "!", label=tr("改动"), links=links)
    for gone in changes.removed:
        yield Item(removed_words(gone), _REMOVED, "-", label=tr("这次没有"))


def earlier_words(report: Report, result: Result) -> tuple[str, ...]:
    """Return the status of a row in the earlier report, where it has changed; else empty."""
    if report.changes is None:
        return ()
    found = (change for change in report.changes.status_changes if change.id == result.id)
    return tuple(tr("上次：{before}", before=before_words(change)) for change in found)
