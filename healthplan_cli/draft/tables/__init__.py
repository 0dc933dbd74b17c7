"""The indicator tables of a document, read from its grids and from tables set in its running text.

Five layers, each using only the one before: text → grid (`text`); headings → the columns' roles (`heads`, `columns`,
`years`); rows with groups and components (`rows`, `split`); notes and legends (`notes`); the draft's rows with doubts
(`build`).
"""

from __future__ import annotations

from dataclasses import dataclass

from healthplan_cli.draft.header import read_period
from healthplan_cli.draft.model import DraftRow
from healthplan_cli.draft.tables.build import RowBuilder
from healthplan_cli.draft.tables.cells import is_empty
from healthplan_cli.draft.tables.continued import Before, with_head
from healthplan_cli.draft.tables.heads import Head, heads_in, same_head
from healthplan_cli.draft.tables.left import LeftLines, left_lines
from healthplan_cli.draft.tables.natures import natures_in
from healthplan_cli.draft.tables.nearly import nearly_tables
from healthplan_cli.draft.tables.notes import said_of
from healthplan_cli.draft.tables.row import RowSection
from healthplan_cli.draft.tables.rows import read_rows
from healthplan_cli.draft.tables.settling import settle
from healthplan_cli.draft.tables.text import text_grids, torn_grids
from healthplan_cli.draft.tables.text.parted import has_lower_head
from healthplan_cli.draft.tables.years import PlanYears
from healthplan_cli.sources.documents.blocks import DocumentBlocks, TableBlock


@dataclass(frozen=True, slots=True)
class TablesRead:
    """The rows of a document's indicator tables, the legends of their marks, and the blocks of those tables.

    `torn`: tables recognised but not read; `left`: lines in none of the rows; `nearly`: why other tables weren't
    taken.
    """

    rows: tuple[DraftRow, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    used: frozenset[int] = frozenset()
    """The indices of the blocks that the tables and their notes are."""
    torn: tuple[int, ...] = ()
    """The first blocks of tables that were seen and can't be read, their cells torn apart."""
    left: tuple[LeftLines, ...] = ()
    """Lines of tables that were read which went into no cell."""
    nearly: tuple[str, ...] = ()
    """Where no table was read: what those lack that look like one."""


def read_tables(document: DocumentBlocks) -> TablesRead:
    """Return the rows of all indicator tables of a document, in its order."""
    period = PlanYears(*read_period(document)[1:])
    found = list(text_grids(document))
    laid = {block for first, last, _ in found for block in range(first, last + 1)}
    found.extend(
        (index, index, grid)
        for index, grid in document.grids()
        if index not in laid and not (document.lines and has_lower_head(grid))
    )
    rows: list[DraftRow] = []
    marks: dict[str, str] = {}
    used: set[int] = set()
    before: Before | None = None
    said_before: set[tuple[object, ...]] = set()
    for first, last, grid in sorted(found, key=lambda one: one[:2]):
        headed = with_head(grid, document.blocks, first, before)
        for section, over in _sections(headed, period):
            before = Before(last, section.words)
            said = said_of(document.blocks, first, last, over, section.notes, section.units)
            if period.is_over(said.title, section.head.columns):
                used |= set(range(first, last + 1))
                continue
            builder = RowBuilder(section, said, natures_in(said.lines, said.title))
            for row in builder.rows():
                if _said(row) not in said_before:
                    said_before.add(_said(row))
                    rows.append(row)
            marks.update(said.marks)
            used |= said.used | set(range(first, last + 1))
    torn = list(torn_grids(document, frozenset(used)))
    used |= {block for first, last in torn for block in range(first, last + 1)}
    left = left_lines(document, [grid for _, _, grid in found]) if rows else ()
    nearly = () if rows else tuple(nearly_tables(found))
    return TablesRead(
        tuple(rows),
        tuple(marks.items()),
        frozenset(used),
        tuple(first for first, _ in torn),
        tuple(left),
        nearly,
    )


def _said(row: DraftRow) -> tuple[object, ...]:
    """Return a key of a row's words, by which a table printed again in an annex is recognised."""
    return (
        row.name,
        row.unit,
        row.nature,
        row.baseline and row.baseline.text,
        tuple((target.text, target.year) for target in row.targets),
    )


def _sections(grid: TableBlock, period: PlanYears) -> list[tuple[RowSection, list[str]]]:
    """Return the indicator tables within a grid, each with the lines above its headings."""
    covering = grid.covering()
    heads = heads_in(grid, covering)
    found: list[tuple[RowSection, list[str]]] = []
    for at, head in enumerate(heads):
        if at and same_head(head, heads[at - 1]):
            continue
        later = [other for other in heads[at + 1 :] if not same_head(other, head)]
        stop = later[0].first if later else grid.rows
        rows = range(head.last + 1, stop)
        skipped = frozenset(
            row
            for other in heads[at + 1 :]
            if other.first < stop
            for row in range(other.first, other.last + 1)
        )
        for settled in settle(covering, head, rows, period):
            section = read_rows(grid, covering, settled, rows, skipped)
            section.words = tuple(column.words for column in head.columns)
            if section.rows:
                found.append((section, _over(grid, head, heads[at - 1].last if at else -1)))
    return found


def _over(grid: TableBlock, head: Head, above: int) -> list[str]:
    """Return the lines above a table's headings, up to the table above: its title, its unit."""
    return [
        cell.text
        for cell in grid.cells
        if above < cell.row < head.first and cell.colspan > 1 and not is_empty(cell.text)
    ][-3:]
