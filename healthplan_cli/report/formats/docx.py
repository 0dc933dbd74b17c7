"""Documents as Word documents that an office hands in: each part on pages of its own, tables with headers on every page.

Sizes and margins of the text are those of official documents (GB/T 9704): 仿宋 三号, headings 黑体, 28 points a line.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import docx
from docx.shared import Pt

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.ooxml import timeless
from healthplan_cli.report.cell import Align
from healthplan_cli.report.charts.small import spark_figure
from healthplan_cli.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Items,
    Paragraph,
    Role,
    Table,
    Terms,
    plain,
)
from healthplan_cli.report.formats.docxparts import (
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
from healthplan_cli.report.formats.docxspark import add_spark

if TYPE_CHECKING:
    from docx.document import Document as Paper

_SONG, _HEI, _FANG = tr("宋体"), tr("黑体"), tr("仿宋")
_UPRIGHT, _WIDE, _GLANCE = (37, 35, 28, 26), (22, 20, 18, 18), (15, 15, 14, 14)  # margins in millimetres
_ACROSS = {False: 156, True: 261}  # millimetres between the margins, upright and across
_GLANCED = {False: 182, True: 269}
_SMALL, _BODY, _NOTE, _TINY = "No Spacing", "Normal", "Body Text", "Body Text 2"
_RED = "8E0010"


def render(documents: Sequence[Document]) -> bytes:
    """Return the document's bytes; several reports one after the other, each on pages of its own."""
    paper = docx.Document()
    _set_styles(paper)
    _set_properties(paper, documents)
    number_pages(paper.sections[0])
    parts = [part for document in documents for part in document.parts]
    for order, part in enumerate(parts):
        margins = _GLANCE if part.glance else _WIDE if part.wide else _UPRIGHT
        across = (_GLANCED if part.glance else _ACROSS)[part.wide]
        if order:
            new_page(paper, part.wide, margins)
        else:
            set_page(paper.sections[0], part.wide, margins)
        for block in part.blocks:
            _write_small(paper, block, across) if part.glance else _write(paper, block, across)
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
    set_style(paper, _TINY, _SONG, 8, exact=10)
    set_style(paper, "Footer", _SONG, 14)


def _set_properties(paper: Paper, documents: Sequence[Document]) -> None:
    """Set what the document says of itself: its title, nobody's name."""
    properties: Any = paper.core_properties
    properties.title = tr("、").join(document.title for document in documents)
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = "zh-CN"


def _write(paper: Paper, block: Block, across: int) -> None:
    match block:
        case Heading(text, level):
            paper.add_paragraph(text, "Title" if level == 1 else "Heading 1")
        case Paragraph():
            _write_paragraph(paper, block)
        case Items(items):
            for item in items:
                _write_item(paper, item)
        case Terms(title, pairs):
            paper.add_paragraph("", _BODY).add_run(title).bold = True
            for label, lines in pairs:
                _write_paragraph(paper, Paragraph(tr("；").join(lines), f"{label}　"))
        case Table():
            _write_table(paper, block, across)
        case _:
            for other in plain(block):
                _write(paper, other, across)


def _write_small(paper: Paper, block: Block, across: int) -> None:
    """Write a block of a part that is to be seen at once: its letters are small, its table's too."""
    match block:
        case Heading(level=level):
            run = paper.add_paragraph("", "Title" if level == 1 else "Heading 1").add_run(block.text)
            run.font.size = Pt(16)
        case Table():
            _write_rows(paper, block, across, _TINY)
            for note in block.notes:
                paper.add_paragraph(note, _TINY)
        case Paragraph(text, lead):
            paragraph = paper.add_paragraph(lead + text, _TINY)
            if block.role is Role.WARNING:
                color(paragraph, _RED)
        case _:
            _write(paper, block, across)


def _write_paragraph(paper: Paper, block: Paragraph) -> None:
    styles = {Role.SUBTITLE: "Subtitle", Role.REMARK: _NOTE}
    paragraph = paper.add_paragraph("", styles.get(block.role, _BODY))
    if block.lead:
        paragraph.add_run(block.lead).bold = not block.lead[0].isdecimal()
    run = paragraph.add_run(block.text)
    if block.role in (Role.WARNING, Role.CONCLUSION):
        run.bold = True
    if block.role is Role.WARNING:
        color(paragraph, _RED)


def _write_item(paper: Paper, item: Item) -> None:
    paragraph = paper.add_paragraph("", _BODY)
    if item.sign:
        paragraph.add_run(f"{item.sign} ")
        color(paragraph, item.tone.letters if item.tone else "000000")
    paragraph.add_run(item.said)
    for line in item.below:
        paper.add_paragraph(line, _BODY)


def _write_table(paper: Paper, table: Table, across: int) -> None:
    """Write the table under its title, neighbouring cells merged; where it has no rows, only what is said of it."""
    if table.title:
        paper.add_paragraph(table.title, "Heading 2")
    if table.rows or not table.notes:
        _write_rows(paper, table, across)
    for note in table.notes:
        paper.add_paragraph(note, _NOTE)


def _write_rows(paper: Paper, table: Table, across: int, style: str = _SMALL) -> None:
    made = add_table(
        paper, len(table.rows) + 1, [column.width for column in table.columns], across, style == _TINY
    )
    head, *lines = made.rows
    for cell, text in zip(head.cells, table.heads, strict=True):
        fill_cell(cell, text, style, bold=True)
        shade(cell)
    firsts = {first for first, _ in table.runs}
    for order, (line, row) in enumerate(zip(lines, table.rows, strict=True)):
        for cell, column, found in zip(line.cells, table.columns, row.cells, strict=True):
            text = "\n".join((f"{found.sign} {found.text}".strip(), *found.below))
            if column.merged:
                fill_cell(cell, text if order in firsts else "", style)
                cell._tc.get_or_add_tcPr()
                cell._tc.vMerge = "restart" if order in firsts else "continue"
                continue
            text = "" if found.spark else text
            paragraph = fill_cell(cell, text, style, column.align is Align.LEFT, bold=found.strong)
            if found.spark is not None:
                paragraph.paragraph_format.line_spacing = 1  # as high as it is
                add_spark(paragraph, spark_figure(found.spark, found.tone), found.text)
            if found.tone is not None:
                if found.strong:
                    shade(cell, found.tone.fill)
                color(paragraph, found.tone.letters)
