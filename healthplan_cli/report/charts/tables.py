"""Tables with coloured cells as figures: heat tables, and the years of each indicator with small lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.charts.frame import MARGIN, Key, head_of
from healthplan_cli.report.charts.shapes import (
    INK,
    RAISED,
    RULE,
    SOFT,
    Caption,
    Figure,
    Paint,
    Plate,
    Shape,
    Stroke,
    extent_of,
    ground,
    letters,
    lines_of,
    shifted,
)
from healthplan_cli.report.charts.small import SPARK, path_shapes
from healthplan_cli.report.document import Row, Table

ROWS = 60  # of one figure
_SIZE, _LINE, _PAD, _SIGN = 12, 16, 6, 18
_HEAD_LINES, _CELL_LINES, _ASIDES = 6, 3, 2


@record(frozen=True, slots=True)
class _ColumnPlace:
    """A column of the table with its position: the index of its cells, where it begins, how wide it is."""

    at: int
    column: Column
    x: Fraction
    width: Fraction


def table_figures(table: Table, title: str) -> tuple[Figure, ...]:
    """Return a figure for each batch of rows; the meanings of signs stand below the title, the table's notes at the end."""
    pieces = [table.rows[start : start + ROWS] for start in range(0, len(table.rows), ROWS)]
    places = _places(table)
    return tuple(
        _figure(table, places, rows, title if len(pieces) == 1 else f"{title} ({order}/{len(pieces)})")
        for order, rows in enumerate(pieces, 1)
    )


def _places(table: Table) -> list[_ColumnPlace]:
    found: list[_ColumnPlace] = []
    x = Fraction(MARGIN)
    for at, column in enumerate(table.columns):
        if column.merged or column.below:
            continue
        size = _width(column, [row.cells[at] for row in table.rows])
        found.append(_ColumnPlace(at, column, x, size))
        x += size
    return found


def _width(column: Column, cells: Sequence[Cell]) -> Fraction:
    """Return the width of a column's widest cell, limited for words; its heading is broken to fit."""
    if any(cell.spark for cell in cells):
        return Fraction(SPARK[0] + 2 * _PAD)
    widest = max(
        (extent_of(line, _SIZE) for cell in cells for line in (cell.text, *cell.below)), default=Fraction(0)
    )
    widest += _SIGN if any(cell.sign for cell in cells) else 0
    left = column.align is Align.LEFT
    most = Fraction(300 if left else 150)
    least = min(extent_of(column.head, _SIZE), Fraction(90)) if left else Fraction(48)
    return max(min(widest, most), least) + 2 * _PAD


def _figure(table: Table, places: Sequence[_ColumnPlace], rows: Sequence[Row], title: str) -> Figure:
    right = places[-1].x + places[-1].width
    width = max(right + MARGIN, Fraction(420))
    head = head_of(title, "", list(_keys(places, rows)), int(width))
    shapes: list[Shape] = list(head.shapes)
    heads = [lines_of(place.column.head, _SIZE, place.width - _PAD, _HEAD_LINES) for place in places]
    y = head.bottom + 8
    high = max(map(len, heads)) * _LINE
    for place, lines in zip(places, heads, strict=True):
        for order, text in enumerate(lines):
            line = y + high - _LINE * (len(lines) - order) + 12
            shapes.append(_text(place, text, line, SOFT, False))
    y += high + 6
    shapes.append(Stroke(((MARGIN, y), (right, y)), SOFT))
    group = ""
    for row in rows:
        if row.group and row.group != group:
            group = row.group
            shapes += [
                Plate(MARGIN, y, right - MARGIN, _LINE + 6, RAISED),
                Caption(MARGIN + _PAD, y + 15, group, _SIZE, INK, bold=True),
            ]
            y += _LINE + 6
        tall = _height(row, places)
        shapes += _row(row, places, y, tall)
        y += tall
        shapes.append(Stroke(((MARGIN, y), (right, y)), RULE))
    for note in (*table.notes, *table.alone):
        for text in lines_of(note, 11, right - MARGIN, 3):
            y += _LINE
            shapes.append(Caption(MARGIN, y + 4, text, 11, SOFT))
    return Figure(title, _described(table, rows), width, y + 18, tuple(shapes))


def _keys(places: Sequence[_ColumnPlace], rows: Sequence[Row]) -> Iterator[Key]:
    """Yield the meanings of the cells' signs, except in columns whose cells have the words themselves."""
    bare = [place.at for place in places if place.column.align is not Align.LEFT]
    used = {(cell.sign, cell.tone) for row in rows for cell in (row.cells[at] for at in bare) if cell.sign}
    for badge in BADGES:
        if (badge.sign, badge.tone) in used:
            yield Key("", letters(badge.tone), f"{badge.sign} {badge.words}")


def _lines(cell: Cell, place: _ColumnPlace) -> tuple[list[str], list[str]]:
    """Return the lines of a cell's text, and those of what stands below it."""
    room = place.width - _PAD
    lines = lines_of(cell.text, _SIZE, room - _SIGN * bool(cell.sign), _CELL_LINES) if cell.text else []
    below = [line for text in cell.below for line in lines_of(text, 10, room, _ASIDES)]
    return lines, below


def _height(row: Row, places: Sequence[_ColumnPlace]) -> int:
    sizes = [22]
    for place in places:
        cell = row.cells[place.at]
        lines, below = ([], []) if cell.spark else _lines(cell, place)
        sizes.append(len(lines) * _LINE + len(below) * 13 + 6)
        sizes += [SPARK[1] + 2] * bool(cell.spark)
    return max(sizes)


def _row(row: Row, places: Sequence[_ColumnPlace], y: int, high: int) -> Iterator[Shape]:
    for place in places:
        cell = row.cells[place.at]
        if cell.spark is not None:
            down = y + Fraction(high - SPARK[1], 2)
            yield from (
                shifted(shape, place.x + _PAD, down) for shape in path_shapes(cell.spark, cell.tone, *SPARK)
            )
        else:
            yield from _cell(place, cell, y, high)


def _cell(place: _ColumnPlace, cell: Cell, y: int, high: int) -> Iterator[Shape]:
    """Yield the shapes of a cell: its background, its sign beside its text, what stands below."""
    lines, below = _lines(cell, place)
    paint = letters(cell.tone) if cell.tone else INK
    if cell.tone is not None:
        yield Plate(place.x + 1, y + 1, place.width - 2, high - 2, ground(cell.tone))
    line = y + Fraction(high - max(len(lines), 1) * _LINE - len(below) * 13, 2) + 12
    if cell.sign:
        sign = _text(place, cell.sign, line, paint, bool(cell.tone))
        alone = not cell.text and sign.anchor == "middle"
        yield sign if alone else replace(sign, anchor="start", x=_beside(place, cell))
    indent = _SIGN if cell.sign and _anchor(place.column) != "end" else 0
    for text in lines:
        made = _text(place, text, line, paint, bool(cell.tone))
        yield replace(made, x=made.x + (indent if made.anchor == "start" else Fraction(indent, 2)))
        line += _LINE
    line += _LINE * (not lines)
    for text in below:
        yield replace(_text(place, text, line - 1, SOFT, False), size=10)
        line += 13


def _beside(place: _ColumnPlace, cell: Cell) -> Fraction:
    """Return the x of a cell's sign: before its words; at the left of the cell for a number, which stands at the right."""
    if _anchor(place.column) != "middle":
        return place.x + _PAD
    return place.x + (place.width - extent_of(cell.text, _SIZE) - _SIGN) / 2


def _anchor(column: Column) -> str:
    if column.on_screen is Align.RIGHT:
        return "end"
    return "middle" if column.align is Align.CENTER else "start"


def _text(place: _ColumnPlace, text: str, y: Fraction | int, paint: Paint, bold: bool) -> Caption:
    """Return a text aligned as its column."""
    anchor = _anchor(place.column)
    x = {"end": place.x + place.width - _PAD, "middle": place.x + place.width / 2, "start": place.x + _PAD}
    return Caption(x[anchor], y, text, _SIZE, paint, anchor, bold)


def _described(table: Table, rows: Sequence[Row]) -> str:
    """Return the cells in words, for readers who don't see the figure."""
    heads = [column.head for column in table.columns]
    found = []
    for row in rows:
        told = [
            f"{head} {cell.sign}{cell.text}"
            for head, cell in zip(heads, row.cells, strict=True)
            if (cell.text or cell.sign) and not cell.spark
        ]
        found.append(tr("，").join(told))
    return tr("；").join(found)
