"""Writing of office files and CSV: packages without timestamps, text that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from healthplan_cli.base.lexicon import Pattern

# What a spreadsheet would run as a formula when it opens a CSV; a number with its sign is none.
_RUNS = Pattern(r"\s*[=@＝＠\t\r]|\s*[+\-＋－](?!\s*[\d.]+%?\s*$)\s*\S")
_DEFUSED = Pattern(r"'+\s*[=@＝＠\t\r+\-＋－]")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as the text of a CSV file: a byte order mark so that Excel and WPS read UTF-8, CRLF line ends, `defused` cells."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([defused(text) for text in row] for row in rows)
    return "\ufeff" + stream.getvalue()


def csv_cell(text: str) -> str:
    """Return a text as it stands among other cells in a line of a CSV file: `defused`, in quotation marks where it must be."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow((defused(text), ""))
    return stream.getvalue().removesuffix(",\r\n")


def defused(text: str) -> str:
    """Return text with an apostrophe before it where a spreadsheet would run it as a formula: =100 → '=100.

    Text that begins so already ('=100) gets a second one, so that reading can take one off.
    """
    return f"'{text}" if _RUNS.match(text) or _DEFUSED.match(text) else text


def as_meant(text: str) -> str:
    """Return a cell's text without the apostrophe that `defused` put before it; other text unchanged."""
    return text[1:].strip() if text[:1] == "'" and _DEFUSED.match(text) else text


def timeless(content: bytes) -> bytes:
    """Return an XLSX or DOCX package without the timestamps of its members and of its properties."""
    import zipfile

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", data)
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, data)
    return stream.getvalue()


Shown = Mapping[str, Mapping[str, tuple[str, bool]]]
_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)(?: t="[a-z]+")?><f>(.*?)</f><v ?(?:/>|></v>)</c>', re.S
)


def _with_shown(sheet: bytes, shown: Mapping[str, tuple[str, bool]]) -> bytes:
    """Return a sheet's XML with the computed value beside each formula, for programs that don't calculate.

    `shown` maps a cell (B7) to its value as text and whether that is a number.
    """
    from xml.sax.saxutils import escape

    def cell(found: re.Match[bytes]) -> bytes:
        text, is_number = shown.get(found[1].decode(), ("", False))
        kind = b"" if is_number else b' t="str"'
        head = b'<c r="%s"%s%s><f>%s</f>' % (found[1], found[2], kind, found[3])
        return b"%s<v>%s</v></c>" % (head, escape(text).encode())

    return _FORMULA.sub(cell, sheet)


def workbook_bytes(book: Any, shown: Shown | None = None) -> bytes:
    """Return the XLSX of an openpyxl workbook, without times, said to be by this program. `shown` has what its formulas come to, and whether that is a
    number, by sheet and cell; a program that computes does so anew when it opens the book. Made in memory: openpyxl writes each sheet to a temporary file,
    which would stay where the disk is full or the program is stopped.
    """
    import zipfile

    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):
        def write_worksheet(self: Any, ws: Any) -> None:
            drawing: Any = SpreadsheetDrawing()
            drawing.charts, drawing.images, ws._drawing = ws._charts, ws._images, drawing
            writer: Any = WorksheetWriter(ws, io.BytesIO())
            writer.write()
            ws._rels = writer._rels
            content = writer.read()
            content = _with_shown(content, (shown or {})[ws.title]) if ws.title in (shown or {}) else content
            self._archive.writestr(ws.path[1:], content)
            self.manifest.append(ws)

    book.properties.creator = "hpcheck"  # not the library's name
    if shown:
        book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    InMemory(book, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)).save()
    return timeless(stream.getvalue())


def text_cell(sheet: Any, row: int, column: int, text: str | None) -> Any:
    """Write text into a worksheet's cell so that it stays text (=100 is no formula), and return the cell."""
    cell = sheet.cell(row, column)
    cell.value = text
    if text:
        cell.data_type = "s"
    return cell


def frame(cell: Any, line: str, across: str, fill: str = "", wrapped: bool = True) -> None:
    """Draw thin lines of a colour around a cell of a table, its text `across` (left, center) and half way down."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    side: Any = Side(style="thin", color=line)
    cell.border = Border(top=side, bottom=side, left=side, right=side)
    cell.alignment = Alignment(across, "center", wrap_text=wrapped)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)


def set_up_page(sheet: Any, orientation: str, side: str, bottom: str, foot: str, numbered: str) -> None:
    """Set A4, as wide as the paper, as long as it takes, its pages `numbered` in words; the margins are in inches."""
    from decimal import Decimal

    from openpyxl.worksheet.page import PageMargins

    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    beside, top = Decimal(side), Decimal("0.6")
    sheet.page_margins = PageMargins(beside, beside, top, Decimal(bottom), footer=Decimal(foot))
    sheet.oddFooter.center.text = numbered
