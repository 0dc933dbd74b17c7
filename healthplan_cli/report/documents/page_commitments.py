"""The commitments on a page: those with a value, then those without, each a table with filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.evaluation.messages import value_text
from healthplan_cli.model import Note, Report, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Folded, Heading, Items, Paragraph, Row, Table
from healthplan_cli.report.documents.commitments import said_of
from healthplan_cli.report.documents.facets import facets_of, search_words, tags_of
from healthplan_cli.report.documents.rows import (
    cells,
    due_words,
    folded_proof,
    linked_item,
    meanings,
)
from healthplan_cli.report.words.cells import target_text
from healthplan_cli.report.words.commitments import has_value, section, tally_words
from healthplan_cli.views.reviewed_plan import Reviewed

_LATE = (Status.MISSED, Status.BEHIND)


def commitments(reviewed: Reviewed, results: Sequence[Result], look: Look) -> Iterator[Block]:
    """Yield the commitments with a value, then those without, collapsed unless `look.all` is set."""
    yield Heading(tr("正文承诺"))
    yield Paragraph(tally_words(reviewed.report))
    known = [result for result in results if has_value(result)]
    rest = [result for result in results if not has_value(result)]
    late = [result for result in known if result.status in _LATE and result.waiver is None]
    late.sort(key=lambda result: _LATE.index(result.status))
    if late:
        yield Items(tuple(linked_item(badge_of(result), [result]) for result in late))
    if known:
        yield _table(reviewed, known)
    if rest:
        words = tr("没有数据、无法判定的 {count} 条", count=len(rest))
        yield Folded(words, (_table(reviewed, rest),), look.all)


def _table(reviewed: Reviewed, results: Sequence[Result]) -> Table:
    report, facets = reviewed.report, facets_of(results)
    columns = (
        Column("no", tr("编号"), align=Align.RIGHT, drop=1),
        Column("name", tr("承诺"), align=Align.LEFT),
        Column("source", tr("出处"), align=Align.LEFT, drop=1),
        Column("target", tr("目标"), align=Align.LEFT),
        Column("actual", tr("实际"), numeric=True),
        Column("status", tr("状态"), align=Align.LEFT),
        Column("remarks", tr("说明"), align=Align.LEFT),
    )
    said, rows = meanings(results), []
    for result in results:
        for part in (result, *result.components):
            row = tuple(_cells(report, result, part, said))
            if part is not result:
                rows.append(Row(row, part=True, anchor=result.id))
                continue
            details = (folded_proof(reviewed, result),) if has_value(result) else ()
            tags, search = tags_of(result, facets), search_words(reviewed, result)
            rows.append(Row(row, details=details, anchor=result.id, tags=tags, search=search))
    return Table(columns, tuple(rows), facets=facets)


def _cells(report: Report, result: Result, part: Result, said: dict[Note, str]) -> Iterator[Cell]:
    """Yield a commitment's cells, or a component's: its target with its unit and, where it isn't the plan's last, its due year."""
    no, name, *_, status = cells(report, part, result, said)
    split = bool(part.components)
    yield from (no, name, Cell(section(report, result) if part is result else ""))
    yield Cell("" if split else target_text(part, with_unit=True) + due_words(report, part))
    yield Cell("" if split else value_text(part))
    yield status
    yield Cell(said_of(report, result, part))
