"""Tables in Word documents: as wide as the page, headings on every page, numbers aligned at their decimal points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.text_width import NARROW, begun, width
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.charts.small import spark_figure
from healthplan_cli.report.document import Row, Table
from healthplan_cli.report.formats.docxspark import spark_run
from healthplan_cli.report.formats.docxstyles import CELL, GRID, StyleIds
from healthplan_cli.report.formats.docxwidths import DIGIT, MARGIN, SIZES, fitting_widths, own_widths
from healthplan_cli.report.formats.docxxml import Ink, keep_with_next, paragraph, run, w

_HEAD, _AGAIN, _MUTED = "DDEBF7", "6B6B6B", "595959"
_WHOLE, _TOGETHER = 8, 3  # rows of a table that no page breaks, and rows at the end of any that stay together
_NUMBER = Pattern(r"(?P<whole>[^\d.]{0,3}\d+)(?P<part>(?:\.\d+)?[%‰*†‡^<>&@#~+]{0,2})$")
_HALF, _FULL = "0123456789≤≥<>≦≧＜＞+-−*†‡^&@#~", "%‰"


def table_element(
    table: Table, across: int, styles: StyleIds, tight: bool = False, followed: bool = False
) -> Any:
    """Return a table `across` twips wide; a `tight` one has small letters, nothing above and below them, and its columns' widths.

    No page begins with its last row alone: some stay together, with what it is `followed` by.
    """
    size, widths = own_widths(table, across) if tight else fitting_widths(table, across)
    free = 0 if tight else 15
    high = size * 25 // 2 if tight else 0  # 5/4 of the letters
    shape = _Shape(styles[CELL], size, tuple(widths), tuple(_aligned(table, widths, size)), high)
    rows = [_heads(table, shape)]
    firsts = {first for first, _ in table.runs}
    count = len(table.rows)
    for order, row in enumerate(table.rows):
        joined = order + 1 not in firsts and order + 1 < count
        rows.append(_row(table, row, shape, order in firsts, joined))
    last = count if followed else count - 1  # rows of the element, its head being the first
    for order in range(last + 1):
        parted = (
            0 < order < count and table.rows[order].part
        )  # the next one is a part of this one, or of the same
        if count <= _WHOLE or order < 2 or order > count - _TOGETHER or parted:
            keep_with_next(rows[order])
    properties = w(
        "tblPr",
        w("tblStyle", val=styles[GRID]),
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=MARGIN if side in ("left", "right") else free, type="dxa") for side in ("top", "left", "bottom", "right"))),
        w("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )  # fmt: skip
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=size) for size in widths)), *rows)


@record(frozen=True, slots=True)
class _Shape:
    """What all rows of a table share: style and size of letters, widths of columns, the space right of each number,
    and `line`, the height of a line in twips where that isn't the style's.
    """

    style: str
    size: int
    widths: tuple[int, ...]
    aligned: tuple[dict[str, int], ...]
    line: int = 0

    def digits(self, extent: int) -> int:
        """Return how many digits fit on a line of a column."""
        return (extent - 2 * MARGIN) * SIZES[0] // (DIGIT * self.size)

    def ink(self, bold: bool = False, color: str = "", raised: bool = False) -> Ink:
        return Ink(bold, color, self.size if self.size != SIZES[0] else 0, raised)


# ── cells ──


def _heads(table: Table, shape: _Shape) -> Any:
    cells = [
        _cell(
            [_line(shape, [run("\n".join(NARROW.evenly(begun(column.head), shape.digits(size) - 1)), shape.ink(bold=True))], "center")],
            size, fill=_HEAD,
        )
        for column, size in zip(table.columns, shape.widths, strict=True)
    ]  # fmt: skip
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(table: Table, row: Row, shape: _Shape, first: bool, joined: bool) -> Any:
    """Return a row; `first` of its group, `joined` to the next one.

    A merged column has its text in each row, since a page may end anywhere: from the second row on paler and without
    lines between.
    """
    cells = []
    for at, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        ink = shape.ink(cell.strong and not row.muted, _color(row, cell, column.merged and not first))
        place = _placed(column, cell, shape.aligned[at])
        lines = [_line(shape, _runs(cell, ink, shape), *place, drawn=cell.spark is not None)]
        side = "left" if column.align is Align.LEFT else "center"
        lines += [_line(shape, [run(text, ink)], side) for text in cell.below]
        fill = cell.tone.fill if cell.tone is not None and cell.strong else ""
        open_ = {"top": not first, "bottom": joined} if column.merged else {}
        cells.append(_cell(lines, shape.widths[at], fill, open_))
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _color(row: Row, cell: Cell, again: bool) -> str:
    if again:
        return _AGAIN
    if row.muted:
        return _MUTED
    return cell.tone.letters if cell.tone is not None else ""


def _runs(cell: Cell, ink: Ink, shape: _Shape) -> list[Any]:
    if cell.spark is not None:
        return [spark_run(spark_figure(cell.spark, cell.tone), cell.text)]
    signs = "".join(mark.sign for mark in cell.marks)
    text = f"{cell.sign} {cell.text}".strip() if cell.sign else cell.text
    found = [run(text, ink)] if text else []
    if signs:
        raised = signs.isascii()  # letters and stars; figures in circles are small as they are
        found.append(run(signs, shape.ink(color=ink.color, raised=raised)))
    return found


def _placed(column: Column, cell: Cell, aligned: dict[str, int]) -> tuple[str, int]:
    """Return how a cell's first line is aligned, and the twips left free to its right."""
    room = aligned.get(cell.text)
    if room is not None and not cell.marks:
        return "right", room
    return ("left" if column.align is Align.LEFT else "center"), 0


def _line(shape: _Shape, runs: Sequence[Any], side: str, right: int = 0, drawn: bool = False) -> Any:
    """Return a line of a cell; with something `drawn` in it, the line is as high as that, else of the fixed height of letters."""
    exact = w("spacing", line=shape.line, lineRule="exact") if shape.line else None
    high = w("spacing", line=240, lineRule="auto") if drawn else exact
    indent = w("ind", left=0, right=right, firstLine=0) if right else None
    return paragraph(shape.style, runs, high, indent, w("jc", val=side))


def _cell(lines: Sequence[Any], size: int, fill: str = "", open_: dict[str, bool] | None = None) -> Any:
    borders = [w(side, val="nil") for side, free in (open_ or {}).items() if free]
    properties = w(
        "tcPr",
        w("tcW", w=size, type="dxa"),
        w("tcBorders", *borders) if borders else None,
        w("shd", val="clear", color="auto", fill=fill) if fill else None,
        w("vAlign", val="center"),
    )
    return w("tc", properties, *lines)


# ── numbers ──


def _aligned(table: Table, widths: Sequence[int], size: int) -> list[dict[str, int]]:
    """Return for each column the twips left free to the right of each number (by its text), so that decimal points
    are aligned and the longest number is centred.
    """
    found: list[dict[str, int]] = []
    for at, (column, extent) in enumerate(zip(table.columns, widths, strict=True)):
        texts = {row.cells[at].text for row in table.rows} if column.numeric or column.share else set()
        numbers = {text: match for text in texts if (match := _NUMBER.match(text))}
        if len(numbers) < 2:
            found.append({})
            continue
        signed = size * 10 * 3 // 2 if any(row.cells[at].sign for row in table.rows) else 0
        before = max(_extent(match["whole"], size) for match in numbers.values()) + signed
        behind = {text: _extent(match["part"], size) for text, match in numbers.items()}
        most = max(behind.values())
        free = (extent - 2 * MARGIN - (before + most) * 6 // 5) // 2  # and some, as above
        found.append({text: free + most - own for text, own in behind.items()} if free >= 0 else {})
    return found


def _extent(text: str, size: int) -> int:
    """Return the width in twips of figures and signs in letters of `size` half points: digits of Times are half an em."""
    em = size * 10
    parts = {**dict.fromkeys(_HALF, em // 2), **dict.fromkeys(_FULL, em * 5 // 6), ".": em // 4}
    return sum(parts.get(char, em * width(char) // 2) for char in text)
