"""The charts of a workbook, computed from its table, so that a correction there changes them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES, Badge, counted
from healthplan_cli.model import Report
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Chart, ChartKind, Heading, Part, Row, Series, Table
from healthplan_cli.report.documents.live_cells import IMPOSSIBLE
from healthplan_cli.report.documents.live_entries import AGAIN
from healthplan_cli.report.documents.live_table import shown_results
from healthplan_cli.report.formula import CellRef, Formula, Infix, WholeColumn, applied, given
from healthplan_cli.report.words.naming import part_name


def pictures(report: Report, look: Look, printed: Table) -> Part:
    """Return the sheet of charts: how many rows of the printed table are in each class, and the progress of each."""
    return Part(tr("图"), tuple(_blocks(report, look, printed)))


def _blocks(report: Report, look: Look, printed: Table) -> Iterator[Block]:
    found = dict(counted(shown_results(report, look)))
    badges = [badge for badge in BADGES if badge in found or not badge.waived]
    yield Heading(tr("主要指标判断情况"))
    yield _counts(found, badges)
    series = tuple(
        Series(badge.words, (Fraction(found.get(badge, 0)),), badge.tone, formulas=(_count(badge.words),))
        for badge in badges
    )
    yield Chart(ChartKind.PARTS, tr("主要指标判断情况"), (tr("全部指标"),), series, tr("项"))
    yield from _progress(report, printed)


def _counts(found: dict[Badge, int], badges: list[Badge]) -> Table:
    columns = (
        Column("class", tr("判断"), 40, Align.LEFT),
        Column("count", tr("项数"), 20),
        Column("share", tr("占比"), 20, share=True),
    )
    total = sum(found.values())
    whole: Formula = applied("COUNTIF", WholeColumn("no"), given("<>"))

    def row(words: str, count: int, formula: Formula, badge: Badge | None = None) -> Row:
        share = (
            Cell("", Fraction(count, total), formula=Infix("/", formula, whole), pattern="0.0%")
            if total
            else Cell()
        )
        name = Cell(words, None, badge.tone, strong=True) if badge else Cell(words)
        return Row((name, Cell(str(count), Fraction(count), formula=formula, pattern="0"), share))

    rows = [row(badge.words, found.get(badge, 0), _count(badge.words), badge) for badge in badges]
    rows += [row(words, 0, _count(words)) for words in (AGAIN, IMPOSSIBLE)]
    return Table(columns, (*rows, row(tr("合计"), total, whole)))


def _count(words: str) -> Formula:
    """Return the formula of how many rows have this status, components (which have no number) left out."""
    return applied("COUNTIFS", WholeColumn("status"), given(words), WholeColumn("no"), given("<>"))


def _progress(report: Report, printed: Table) -> Iterator[Chart]:
    """Yield a chart of the progress of each row that has a number, beside the time elapsed, in per cent."""
    keys = [column.key for column in printed.columns]
    names = {
        (result.id if part is result else f"{result.id}/{part.id}"): part_name(result, part)
        for result in report.results
        for part in (result, *result.components)
    }
    cells = {row.anchor: dict(zip(keys, row.cells, strict=True)) for row in printed.rows}
    chosen = {anchor: found for anchor, found in cells.items() if found["progress"].exact is not None}
    if len(chosen) < 2:
        return
    series = tuple(
        Series(
            name,
            tuple(_hundredfold(found[key].exact) for found in chosen.values()),
            formulas=tuple(_in_percent(CellRef(key, anchor)) for anchor in chosen),
        )
        for key, name in (("progress", tr("完成进度")), ("elapsed", tr("序时进度")))
    )
    yield Chart(
        ChartKind.BARS, tr("完成进度与序时进度"), tuple(names[anchor] for anchor in chosen), series, "%"
    )


def _in_percent(cell: CellRef) -> Formula:
    return applied("IF", applied("ISNUMBER", cell), Infix("*", cell, given(100)), applied("NA"))


def _hundredfold(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * 100
