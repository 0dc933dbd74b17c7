"""Workbooks read as the table of each sheet with the text above and below it, numbers as they are shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_COLUMNS, MAX_TAGS
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    GridCell,
    HeadingBlock,
    ParagraphBlock,
    Place,
)
from healthplan_cli.sources.documents.docxpackage import names_of
from healthplan_cli.sources.documents.grids import grid_of
from healthplan_cli.sources.documents.numbering import text_block
from healthplan_cli.sources.documents.raised import Piece, said
from healthplan_cli.sources.documents.refusing import damaged
from healthplan_cli.sources.documents.settling import settled
from healthplan_cli.sources.documents.shownnumber import shown

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_AREA = 200_000  # cells that merged areas cover in a workbook


def read_xlsx_blocks(content: bytes, file: str, sha256: str) -> DocumentBlocks:
    """Return the tables and texts of a workbook's visible sheets. Raise InvalidInput for a damaged one or one without text."""
    names_of(content, file)
    _check_much(content, file)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it leaves out: pictures, rules for cells
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
            if _has_formulas(content):
                _put_formulas(book, openpyxl.load_workbook(io.BytesIO(content)))
        found = [block for sheet in book.worksheets for block in _Sheet(sheet).blocks()]
    except Exception as error:  # of openpyxl, zipfile and lxml: whatever a garbled package makes them say
        raise damaged(file, "XLSX") from error
    if not found:
        raise refusal(file, tr("工作簿里没有文字"))
    return DocumentBlocks(file, "xlsx", sha256, settled(found))


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(b"<f" in package.read(name) for name in package.namelist() if _SHEET.match(name))


def _put_formulas(book: Any, formulas: Any) -> None:
    """Put a formula's own text into each cell without a computed value, so that the cell doesn't look empty."""
    for sheet, own in zip(book.worksheets, formulas.worksheets, strict=True):
        for at, cell in own._cells.items():
            if cell.data_type == "f" and at in sheet._cells and sheet._cells[at].value is None:
                sheet._cells[at].value = str(cell.value)


def _check_much(content: bytes, file: str) -> None:
    """Raise InvalidInput for a workbook with too many cells, merged ones included, each of which becomes an object."""
    tags = area = 0
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if not _SHEET.match(name):
                continue
            try:
                text = package.read(name)
            except Exception as error:  # whatever a garbled package makes zipfile say
                raise damaged(file, "XLSX") from error
            tags += text.count(b"<")
            for left, top, right, bottom in _MERGED.findall(text):
                area += (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
    if tags > MAX_TAGS or area > _AREA:
        raise _too_much(file)


def _too_much(file: str) -> InvalidInput:
    return refusal(file, tr("工作簿里的格太多：这不像一份规划；请只留下指标表所在的工作表"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Sheet:
    """A sheet without hidden rows and columns; empty where the sheet itself is hidden."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._spans = {
            (area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges
        }
        self._unseen = self._hidden_columns()
        self._rows: dict[int, dict[int, Any]] = {}
        if sheet.sheet_state == "visible":
            for (row, column), cell in sorted(
                sheet._cells.items()
            ):  # only what there is; iter_rows makes all
                if self._is_seen(row) and column not in self._unseen:
                    self._rows.setdefault(row, {})[column] = cell

    def blocks(self) -> Iterator[Block]:
        """Yield the sheet's tables, each with the single-cell lines above and below it as text."""
        part: list[list[GridCell]] = []
        table = 0
        for cells in [*self._cells(), []]:
            if cells:
                part.append(cells)
            elif part:
                table += len(part) > 1
                yield from self._part(part, table)
                part = []

    def _part(self, rows: Sequence[list[GridCell]], table: int) -> Iterator[Block]:
        """Yield the text above a table, the table, and the text below it."""
        single = [len([cell for cell in row if cell.text]) == 1 for row in rows]
        first = single.index(False) if False in single else len(rows)
        last = len(rows) - single[::-1].index(False) if False in single else len(rows)
        yield from (self._words(row) for row in rows[:first])
        place = Place(sheet=self.sheet.title, table=table)
        grid = grid_of([cell for row in rows[first:last] for cell in row], place)
        if grid is not None:
            yield grid
        yield from (self._words(row) for row in rows[last:])

    def _words(self, row: Sequence[GridCell]) -> HeadingBlock | ParagraphBlock:
        cell = next(cell for cell in row if cell.text)
        return text_block(" ".join(cell.text.split()), cell.place)

    def _cells(self) -> Iterator[list[GridCell]]:
        """Yield the cells of each row; an empty list for blank rows, unless a merged cell reaches into them."""
        covered = before = 0
        for row, values in self._rows.items():
            if before and row > covered and any(map(self._is_seen, range(before + 1, row))):
                yield []
            before, cells = row, []
            for column, value in values.items():
                if type(value).__name__ != "MergedCell":
                    cells.append(self._cell(value, row, column))
                    last = self._spans.get((row, column), (row, column))[0]
                    covered = max(covered, last if cells[-1].text else 0)
            yield cells if row <= covered or any(cell.text for cell in cells) else []

    def _cell(self, value: Any, row: int, column: int) -> GridCell:
        """Return a cell with its span; its row and column are the sheet's, hidden ones counted."""
        text, marks = _said(value)
        last_row, last_column = self._spans.get((row, column), (row, column))
        place = Place(sheet=self.sheet.title, row=row, column=column)
        return GridCell(text, row, column, last_row - row + 1, last_column - column + 1, place, marks)

    def _is_seen(self, row: int) -> bool:
        return row not in self.sheet.row_dimensions or not self.sheet.row_dimensions[row].hidden

    def _hidden_columns(self) -> set[int]:
        """Return the numbers of the hidden columns, which openpyxl keeps as ranges."""
        found: set[int] = set()
        for dimension in self.sheet.column_dimensions.values():
            if dimension.hidden and dimension.min and dimension.max:
                found.update(range(dimension.min, min(dimension.max, MAX_COLUMNS) + 1))
        return found


def _said(cell: Any) -> tuple[str, tuple[str, ...]]:
    """Return a cell's text as shown, and the raised marks in it."""
    value = cell.value
    if isinstance(value, list):  # rich text: a list of runs
        text, marks = said(list(_pieces(value)))
    elif value is None:
        return "", ()
    else:
        text, marks = shown(value, str(cell.number_format)), ()
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line), marks


def _pieces(runs: Any) -> Iterator[Piece]:
    for run in runs:
        font = getattr(run, "font", None)
        yield str(getattr(run, "text", run)), font is not None and font.vertAlign == "superscript"
