"""An evaluation report as a Word document that an office hands in: findings, the table on landscape pages, the annex.

Sizes and margins of the text are those of official documents (GB/T 9704): 仿宋 三号, headings 黑体, 28 points a line.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx import Document

from healthplan_cli.reporters import Look
from healthplan_cli.reporters.docxparts import (
    add_table,
    color,
    fill_cell,
    new_page,
    number_pages,
    set_language,
    set_page,
    set_style,
    shade,
)
from healthplan_cli.reporters.findings import Findings, findings
from healthplan_cli.reporters.officeannex import CENTRED, WIDTHS, Listing, annex
from healthplan_cli.reporters.officetable import Line, OfficeTable, office_table
from healthplan_cli.reporters.promises import without_words
from healthplan_cli.reporters.promisetable import promise_table
from healthplan_cli.reviewed import Reviewed
from healthplan_cli.speech import tr
from healthplan_cli.workbooks import timeless

if TYPE_CHECKING:
    from docx.document import Document as Paper

_SONG, _HEI, _FANG = tr("宋体"), tr("黑体"), tr("仿宋")
_UPRIGHT, _WIDE = (37, 35, 28, 26), (22, 20, 18, 18)  # margins in millimetres
_ACROSS = 261  # millimetres between the margins of a landscape page
_SMALL, _BODY, _NOTE = "No Spacing", "Normal", "Body Text"
_RED = "8E0010"


def render(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """The document's bytes; several plans one after the other, each on pages of its own."""
    paper = Document()
    _set_styles(paper)
    _set_properties(paper, reviewed)
    number_pages(paper.sections[0])
    for order, item in enumerate(reviewed):
        if order:
            new_page(paper, False, _UPRIGHT)
        else:
            set_page(paper.sections[0], False, _UPRIGHT)
        _write_findings(paper, findings(item.report, item.gate))
        new_page(paper, True, _WIDE)
        _write_table(paper, office_table(item.report, look))
        promised = promise_table(item.report, look, "" if look.all else without_words(item.report))
        if promised is not None:
            _write_promises(paper, promised)
        new_page(paper, True, _WIDE)
        for listing in annex(item):
            _write_listing(paper, listing)
    stream = io.BytesIO()
    paper.save(stream)
    return timeless(stream.getvalue())


def _set_styles(paper: Paper) -> None:
    set_language(paper)
    set_style(paper, _BODY, _FANG, 16, exact=28, indent=32)
    set_style(paper, "Title", _SONG, 22, bold=True, after=6, centred=True)
    set_style(paper, "Subtitle", _FANG, 16, after=14, centred=True)
    set_style(paper, "Heading 1", _HEI, 16, exact=28, indent=32)
    set_style(paper, "Heading 2", _HEI, 16, before=10, after=6, centred=True)
    set_style(paper, _SMALL, _SONG, 9)
    set_style(paper, _NOTE, _SONG, 9, before=3)
    set_style(paper, "Footer", _SONG, 14)


def _set_properties(paper: Paper, reviewed: Sequence[Reviewed]) -> None:
    """What the document says of itself: its title, nobody's name."""
    properties: Any = paper.core_properties
    properties.title = tr("、").join(findings(item.report).title for item in reviewed)
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = "zh-CN"


def _write_findings(paper: Paper, page: Findings) -> None:
    paper.add_paragraph(page.title, "Title")
    paper.add_paragraph(page.subtitle, "Subtitle")
    if page.warning:
        warning = paper.add_paragraph("", _BODY)
        warning.add_run(page.warning).bold = True
        color(warning, _RED)
    for section in page.sections:
        paper.add_paragraph(section.heading, "Heading 1")
        for lead, text in section.paragraphs:
            paragraph = paper.add_paragraph("", _BODY)
            if lead:
                paragraph.add_run(lead).bold = not lead[0].isdecimal()
            paragraph.add_run(text)


def _write_table(paper: Paper, table: OfficeTable) -> None:
    """The table with merged categories; its header is repeated on every page."""
    paper.add_paragraph(table.title, "Heading 2")
    _write_lines(paper, table)
    for note in table.notes:
        paper.add_paragraph(note, _NOTE)


def _write_promises(paper: Paper, table: OfficeTable) -> None:
    """The commitments' table; where none is listed, only what is said of them."""
    if table.lines:
        _write_table(paper, table)
        return
    paper.add_paragraph(table.title, "Heading 2")
    for note in table.notes:
        paper.add_paragraph(note, _NOTE)


def _write_lines(paper: Paper, table: OfficeTable) -> None:
    made = add_table(paper, len(table.lines) + 1, [column.width for column in table.columns], _ACROSS)
    rows = iter(made.rows)
    for cell, column in zip(next(rows).cells, table.columns, strict=True):
        fill_cell(cell, column.head, _SMALL, bold=True)
        shade(cell)
    firsts = {first for first, _ in table.groups}
    for order, (row, line) in enumerate(zip(rows, table.lines, strict=True)):
        _write_line(row.cells, table, line, order in firsts)


def _write_line(cells: Sequence[Any], table: OfficeTable, line: Line, first: bool) -> None:
    for cell, column, text in zip(cells, table.columns, table.cells(line), strict=True):
        if column.key == "category":
            fill_cell(cell, text if first else "", _SMALL)
            cell._tc.get_or_add_tcPr()
            cell._tc.vMerge = "restart" if first else "continue"
            continue
        told = column.key == "status"
        paragraph = fill_cell(cell, text, _SMALL, column.left, bold=told)
        if told:
            shade(cell, line.badge.tone.fill)
            color(paragraph, line.badge.tone.letters)


def _write_listing(paper: Paper, listing: Listing) -> None:
    paper.add_paragraph(listing.title, "Heading 2")
    made = add_table(paper, len(listing.rows) + 1, WIDTHS, _ACROSS)
    for order, (row, texts) in enumerate(zip(made.rows, (listing.heads, *listing.rows), strict=True)):
        for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True), 1):
            fill_cell(cell, text, _SMALL, bool(order) and number not in CENTRED, bold=not order)
            if not order:
                shade(cell)
