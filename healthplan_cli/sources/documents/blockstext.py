"""Blocks → the passages that a plan's words are looked up in: a paragraph, or a cell as often as it has rows."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import DocumentText, Passage
from healthplan_cli.sources.documents.blocks import DocumentBlocks, Place, TableBlock


def text_of_blocks(document: DocumentBlocks) -> DocumentText:
    """Return what a workbook or a PDF says, in its order; a cell of several rows stands in each of them."""
    return DocumentText(document.file, document.form, document.sha256, tuple(_passages(document)))


def _passages(document: DocumentBlocks) -> Iterator[Passage]:
    for block in document.blocks:
        if not isinstance(block, TableBlock):
            yield Passage(block.text, _location(document.file, block.place))
            continue
        covering = block.covering()
        for row in range(block.rows):
            cells = dict.fromkeys(covering.get((row, column)) for column in range(block.columns))
            for cell in filter(None, cells):
                yield Passage(cell.text + "".join(cell.marks), _location(document.file, cell.place))


def _location(file: str, place: Place) -> Location:
    if place.page is not None:
        return Location(file, cell=tr("第 {page} 页", page=place.page))
    if place.sheet is None or place.row is None:
        return Location(file, cell=place.sheet)
    from openpyxl.utils import get_column_letter

    return Location(file, cell=f"{place.sheet}!{get_column_letter(place.column or 1)}{place.row}")
