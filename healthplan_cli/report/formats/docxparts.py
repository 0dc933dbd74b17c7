"""What a Word document is made of and python-docx has no word for: Chinese fonts, page numbers, shaded and merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

LATIN = "Times New Roman"
_LONG, _SHORT = Mm(297), Mm(210)  # A4
_HEADER_FILL = "DDEBF7"


def set_style(document: Document, name: str, font: str, size: int, **options: Any) -> Any:
    """Return a paragraph style in a Chinese font and points; `bold`, `before`, `after`, `indent`, `exact`, `centred`."""
    style: Any = document.styles[name]
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), options.get("bold", False)
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # quotation marks and dashes are Chinese ones
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(options.get("before", 0)), Pt(options.get("after", 0))
    shape.first_line_indent = Pt(options.get("indent", 0))
    shape.line_spacing = Pt(options["exact"]) if "exact" in options else 1
    if options.get("centred"):
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return style


def set_language(document: Document) -> None:
    """Mark the text as Chinese, so that a program picks the shapes and line breaks of Chinese."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def set_page(section: Section, landscape: bool, margins: tuple[int, int, int, int]) -> None:
    """Set A4 with its margins in millimetres: top, bottom, left, right."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
    section.footer_distance = Mm(12)


def new_page(document: Document, landscape: bool, margins: tuple[int, int, int, int]) -> None:
    """Begin a section on a page of its own; margins in millimetres."""
    set_page(document.add_section(WD_SECTION.NEW_PAGE), landscape, margins)


def number_pages(section: Section) -> None:
    """Number the pages at their foot (— 1 —), those of the following sections too."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind in ("begin", "instr", "end"):
        part = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
        if kind == "instr":
            part.text = "PAGE"
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
    paragraph.add_run(" —")


def add_table(
    document: Document, rows: int, widths: Sequence[int], across: int, tight: bool = False
) -> Table:
    """Return an empty table, `across` millimetres wide, its columns in the proportion of `widths`; its first row is repeated.

    `tight`: nothing stands above and below the texts of its cells.
    """
    table: Table = document.add_table(rows, len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    extents = [Emu(Mm(across) * share // sum(widths)) for share in widths]
    for column, extent in zip(table.columns, extents, strict=True):
        column.width = extent
    _set_margins(table, tight)
    for row in table.rows:
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, extent in zip(row.cells, extents, strict=True):
            cell.width = extent
    _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    return table


def _mark(parent: Any, tag: str) -> None:
    parent.append(OxmlElement(tag))


def _set_margins(table: Table, tight: bool) -> None:
    """Narrow margins inside the cells, in twentieths of a point; in the order that the schema has them."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        part = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), "0" if tight and side in ("top", "bottom") else "40")
        part.set(qn("w:type"), "dxa")
        margins.append(part)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.insert(len(properties) if look is None else list(properties).index(look), margins)


def fill_cell(cell: _Cell, text: str, style: str, left: bool = False, bold: bool = False) -> Paragraph:
    """Write a text into an empty cell."""
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph._p.style = _style_id(paragraph.part, style)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    if text:
        paragraph.add_run(text).bold = bold or None
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return paragraph


@lru_cache(maxsize=4)
def _style_id(part: Any, name: str) -> str | None:
    """Return a paragraph style's id in a document's part: python-docx looks through all styles for each."""
    found: str | None = part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH)
    return found


def shade(cell: _Cell, fill: str = _HEADER_FILL) -> None:
    """Fill a cell's background; the element stands before the vertical alignment, as the schema wants it."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    properties = cell._tc.get_or_add_tcPr()
    align = properties.find(qn("w:vAlign"))
    properties.insert(len(properties) if align is None else list(properties).index(align), shading)


def color(paragraph: Paragraph, letters: str) -> None:
    """Colour a paragraph's letters."""
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor.from_string(letters)
