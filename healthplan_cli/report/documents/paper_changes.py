"""What has changed since an earlier report, as a paper says it: whose verdict in a table, numbers and targets in words."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import STATUS_BADGES
from healthplan_cli.model import Report
from healthplan_cli.model.changes import ChangeKind, Changes, RevisedValue, StatusChange
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Paragraph, Row, Table
from healthplan_cli.report.words.changes import KIND_WORDS, before_words, no_change, removed_words
from healthplan_cli.report.words.notes import FIELD_WORDS


def changed(report: Report, changes: Changes) -> Iterator[Block]:
    """Yield what a paper says of the changes, under its heading."""
    if not (changes.status_changes or changes.revised_values or changes.removed):
        yield Paragraph(no_change(changes))
        return
    if changes.status_changes:
        yield Paragraph(_counted(changes))
        yield _table(report, changes)
    if changes.revised_values:
        words = tr("；").join(map(_revised, changes.revised_values))
        yield Paragraph(
            tr("数值、目标有改动的 {count} 处：{words}", count=len(changes.revised_values), words=words)
        )
    if changes.removed:
        names = tr("、").join(map(removed_words, changes.removed))
        yield Paragraph(
            tr("上一次有而这次没有的 {count} 项：{names}", count=len(changes.removed), names=names)
        )


def _of_kinds(changes: Changes) -> Iterator[tuple[ChangeKind, list[StatusChange]]]:
    for kind in KIND_WORDS:
        if found := [change for change in changes.status_changes if change.kind is kind]:
            yield kind, found


def _counted(changes: Changes) -> str:
    counts = tr("、").join(
        tr("{status} {count} 项", status=KIND_WORDS[kind], count=len(found))
        for kind, found in _of_kinds(changes)
    )
    return tr("判断有变化的 {total} 项：{counts}", total=len(changes.status_changes), counts=counts)


def _table(report: Report, changes: Changes) -> Table:
    columns = (
        Column("name", tr("指标"), 40, Align.LEFT),
        Column("before", tr("{year}年判断", year=changes.year), 14),
        Column("status", tr("{year}年判断", year=report.conventions.year), 14),
        Column("kind", tr("变化"), 18),
    )
    rows = []
    for kind, found in _of_kinds(changes):
        for change in found:
            badge = STATUS_BADGES[change.after]
            cells = (
                Cell(f"{change.no}. {change.name}"),
                Cell(before_words(change)),
                Cell(badge.words, None, badge.tone, strong=True),
                Cell(KIND_WORDS[kind]),
            )
            rows.append(Row(cells))
    return Table(columns, tuple(rows), tr("判断有变化的指标"))


def _revised(item: RevisedValue) -> str:
    when = tr(" {year} 年的", year=item.year) if item.year else tr("的")
    return tr(
        "{name}{when}{field}由“{before}”改为“{after}”",
        name=item.name,
        when=when,
        field=FIELD_WORDS[item.what],
        before=item.was or item.before,
        after=item.now or item.after,
    )
