"""Units and natures printed once for several rows, in a merged cell: which rows each applies to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from healthplan_cli.draft.tables.cells import is_dash, is_unit, joined, nature_of
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn
from healthplan_cli.draft.tables.text.bands import Band
from healthplan_cli.draft.tables.text.categories import NEAR_PRINTED, NEAR_TEXT, Label, RowsWays, pages_of
from healthplan_cli.draft.tables.text.lines import Laid, TextCell

_MANY = 4  # rows without their own, around which the words of others stand in the middle by no chance
_MORE = 3  # a value that is taken from a cell of several rows is sooner in doubt than a category is
MERGED = (HeadRole.UNIT, HeadRole.NATURE)


def spread(rows: Sequence[Band], laid: Sequence[Laid], columns: Sequence[TableColumn], printed: bool) -> None:
    """Give each row the unit and nature printed in the middle of several rows, or at the first of them.

    They are unsure where the other rows may have none: where all stand at the first row, or a few within a row.
    """
    values = {number for number, column in enumerate(columns) if column.role in VALUES}
    for number, column in enumerate(columns):
        if column.role not in MERGED:
            continue
        bare = [row for row in rows if number not in row.cells and values & row.cells.keys()]
        labels = list(_labels(laid, rows[-1].lines[-1].number, number, column.role))
        if bare and labels:
            _spread(rows, labels, number, NEAR_PRINTED if printed else NEAR_TEXT, len(bare) >= _MANY)


def _spread(rows: Sequence[Band], labels: Sequence[Label], column: int, near: float, many: bool) -> None:
    """Put the words of a column into the rows that they apply to, where that can be told; `many`: many rows have none."""
    pages = pages_of(rows, labels, column)
    if any(row.lines[0].page not in {page.number for page in pages} for row in rows):
        return
    centred = [RowsWays(page, True) for page in pages]
    if all(way.is_whole(near) for way in centred):
        sure = many or any(way.is_between(near) for way in centred)
        for way in centred:
            _put(way, column, near, not sure)
        return
    first = [RowsWays(page, False) for page in pages]
    if all(way.is_whole(near) for way in first) and all(
        joined(above.text) != joined(below.text) for (_, above), (_, below) in pairwise(labels)
    ):
        for way in first:
            _put(way, column, near, True)


def _put(way: RowsWays, column: int, near: float, unsure: bool) -> None:
    likely = way.likely(_MORE * near)
    for row, (cells, _) in enumerate(way.cells()):
        own = way.page.rows[row].cells.get(column)
        bare = own is None or own.text != cells[0].text
        cell = TextCell(cells[0].text, cells[0].place, (unsure and bare) or len(likely[row]) > 1)
        way.page.rows[row].cells[column] = cell


def _labels(laid: Sequence[Laid], last: int, column: int, role: HeadRole) -> Iterator[Label]:
    """Yield the words of a column up to a table's last line; what is one text over several lines is joined."""
    held: list[Label] = []
    for line in laid:
        if line.whole or column not in line.cells or line.number > last:
            continue
        cell = line.cells[column]
        if held and (held[-1][0].page != line.page or _is_own(role, cell.text) or _is_own(role, _said(held))):
            yield _together(held)
            held = []
        held.append((line, cell))
    if held:
        yield _together(held)


def _is_own(role: HeadRole, text: str) -> bool:
    return is_dash(text) or (is_unit(text) if role is HeadRole.UNIT else nature_of(text) is not None)


def _said(lines: Sequence[Label]) -> str:
    return joined("\n".join(cell.text for _, cell in lines))


def _together(lines: Sequence[Label]) -> Label:
    """Return lines as one label at their middle height."""
    first, last = lines[0], lines[-1]
    text = "\n".join(cell.text for _, cell in lines)
    return replace(first[0], height=(first[0].height + last[0].height) / 2), TextCell(text, first[1].place)


def spread_in_doubt(rows: Sequence[Band], column: int) -> None:
    """Give each row the shared cell above it, marked unsure: its lines are too long for heights to tell its rows."""
    above: TextCell | None = None
    for row in rows:
        above = row.cells.get(column, above)
        if above is not None:
            row.cells[column] = replace(above, unsure=True)
