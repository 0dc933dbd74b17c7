"""The heat table of regions by rows, with a verdict in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.language.names import shown_name
from healthplan_cli.model import Status
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.panel.row_verdicts import RowVerdict
from healthplan_cli.panel.summary import PanelYear, RegionYear
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Facet, Row, Table
from healthplan_cli.report.documents.paneltables import count_cells, count_columns, numbers_of, outcome_cell
from healthplan_cli.report.documents.panelwords import number_text, outcomes_under, shortened


def heat_table(
    report: PanelReport, year: PanelYear, regions: Sequence[RegionYear], look: Look, medium: Medium
) -> Table:
    """Return regions by rows: with the values where there is room; on a screen with signs under the rows' numbers.

    Rows that are unknown in every region of the year have no column and are named in a note.
    """
    roomy = medium in (Medium.BOOK, Medium.PAGE)
    numbers = numbers_of(report)
    columns = [Column("region", tr("地区"), 16, Align.LEFT, least=8, most=16)]
    if medium is Medium.PAGE:
        columns += [Column("gate", tr("结论"), 8, Align.LEFT), *count_columns()]
    unknown = [row for row in report.rows if _is_unknown(year, row.id)]
    shown = [row for row in report.rows if row not in unknown]
    for row in shown:
        head = f"{numbers[row.id]} {shown_name(row)}" if roomy else numbers[row.id]
        columns.append(
            Column(row.id, head, 10 if roomy else 4, Align.CENTER, serial=not roomy, least=2, most=3)
        )
    group = {label: item.name for item in report.groups for label in item.regions}
    rows = []
    for at, item in enumerate(regions, 1):
        cells = [Cell(item.region)]
        if medium is Medium.PAGE:
            cells += [outcome_cell(item), *count_cells(item.counts)]
        verdicts = {one.id: one for one in item.rows}
        known = year.values.get(item.region, {}) if medium is Medium.PAGE else {}
        cells += [_heat(verdicts.get(row.id), known.get(row.id), look, medium) for row in shown]
        tags = (item.gate.outcome.value, *([group.get(item.region, "")] if group else []))
        rows.append(Row(tuple(cells), anchor=f"region{at}", tags=tags, search=item.region.lower()))
    facets = tuple(_facets(report, regions)) if medium is Medium.PAGE else ()
    names = shortened([f"{numbers[row.id]} {shown_name(row)}" for row in unknown])
    note = tr("所有地区都无法判定的 {count} 项没有列出：{names}", count=len(unknown), names=names)
    filtered = medium is Medium.PAGE
    notes = (note,) * bool(unknown)
    return Table(tuple(columns), tuple(rows), notes=notes, filtered=filtered, facets=facets, heat=True)


def _is_unknown(year: PanelYear, id: str) -> bool:
    """Return whether a row is unknown in every region that has it (False where none has)."""
    row = year.rows.get((id, None))
    return row is not None and row.counts.keys() == {Status.UNKNOWN}


def _heat(verdict: RowVerdict | None, value: float | None, look: Look, medium: Medium) -> Cell:
    if verdict is None:
        return Cell()
    badge = verdict.badge
    if medium is Medium.PAGE:
        return Cell(number_text(value), None, badge.tone, strong=True, sign=badge.sign, plain=badge.plain)
    if medium is Medium.BOOK:
        return Cell(badge.words, None, badge.tone, strong=True)
    return Cell(badge.mark(look.signs), None, badge.tone)


def _facets(report: PanelReport, regions: Sequence[RegionYear]) -> Iterator[Facet]:
    there = {item.gate.outcome for item in regions}
    said = tuple(
        (outcome.value, f"{sign} {words}")
        for outcome, (words, sign, _, _) in outcomes_under(report.policy).items()
        if outcome in there
    )
    yield Facet("gate", tr("结论"), said)
    if report.groups:
        yield Facet("group", tr("汇总到"), tuple((item.name, item.name) for item in report.groups))
