"""Parts of a table on several pages joined into one grid: repeated heads once, broken rows and merged cells restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.blocks import GridCell, Place, PlacedLine, TableBlock
from healthplan_cli.sources.documents.grids import grid_of

_SAME = 6.0  # points: by so much the sides of a table's parts differ
_HEAD = 4  # rows of a repeated head, at most
_SERIAL = Pattern(r"[（(]?\d{1,3}[)）.、]?$")
_VALUE = Pattern(r"[≥≤<>＜＞~～约±+\-－—]*\s*\d[\d.,，/]*\s*(?:[%％‰]|\D{1,2})?$")


_Column = tuple[float, float]


@record(frozen=True, slots=True)
class Piece:
    """The part of a table on one page: its cells, the positions between its columns, its top and bottom in points.

    `columns`: the left and right end of each column's words, for a table without ruling lines.
    """

    page: int
    cells: list[GridCell]
    xs: tuple[float, ...]
    ends: tuple[float, float]
    columns: tuple[tuple[float, float], ...] = ()
    lines: tuple[PlacedLine, ...] = ()

    @property
    def ruled(self) -> bool:
        """Whether the columns are parted by ruling lines."""
        return not self.columns

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)


def goes_on(above: Piece, below: Piece) -> bool:
    """Return whether a table at the top of a page continues the one at the end of the page before."""
    if below.page != above.page + 1 or below.ruled != above.ruled:
        return False
    if not above.ruled:
        few, many = sorted((above.columns, below.columns), key=len)
        return len(few) >= 3 and _matched(few, many) is not None
    if abs(above.xs[0] - below.xs[0]) > _SAME or abs(above.xs[-1] - below.xs[-1]) > _SAME:
        return False
    few_xs, many_xs = sorted((above.xs, below.xs), key=len)
    return sum(any(abs(x - other) <= _SAME for other in many_xs) for x in few_xs) >= 0.7 * len(few_xs)


def _matched(few: Sequence[_Column], many: Sequence[_Column]) -> list[int] | None:
    """Return for each column of one part the index of the other part's column at the same position; None unless they match one to one."""
    found = []
    for x0, x1 in few:
        over = [min(x1, b) - max(x0, a) for a, b in many]
        best = over.index(max(over))
        if over[best] <= 0:
            return None
        found.append(best)
    return found if len(set(found)) == len(found) else None


def joined(above: Piece, below: Piece) -> Piece:
    """Return two parts of a table as one, which has the second part's page, so that a third can be joined."""
    columns: tuple[_Column, ...] = ()
    if above.ruled:
        xs = _union(above.xs, below.xs)
        upper, lower = _over(above, xs), _over(below, xs)
    else:
        (few, many) = sorted((above, below), key=lambda piece: len(piece.columns))
        at = _matched(few.columns, many.columns) or []
        moved = [
            replace(
                cell, column=at[cell.column], colspan=at[cell.column + cell.colspan - 1] - at[cell.column] + 1
            )
            for cell in few.cells
        ]
        upper, lower = (moved, many.cells) if few is above else (many.cells, moved)
        xs, columns = many.xs, many.columns
    cells = _put_below(upper, _without_head(upper, lower))
    return Piece(below.page, cells, xs, below.ends, columns, above.lines + below.lines)


def table_grid(piece: Piece, table: int, page: int) -> TableBlock | None:
    """Return a whole table as a grid; None where it has no text."""
    cells = [replace(cell, place=replace(cell.place, table=table)) for cell in piece.cells]
    grid = grid_of(cells, Place(page=page, table=table), piece.ruled)
    return grid and replace(grid, lines=piece.lines)


def _union(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    found = list(one)
    found += [x for x in other if all(abs(x - known) > _SAME for known in one)]
    return tuple(sorted(found))


def _over(piece: Piece, xs: tuple[float, ...]) -> list[GridCell]:
    """Return a part's cells with their columns renumbered by `xs`, the positions between the columns of the whole table."""
    if piece.xs == xs:
        return list(piece.cells)

    def nearest(x: float) -> int:
        return min(range(len(xs)), key=lambda number: abs(xs[number] - x))

    at = [nearest(x) for x in piece.xs]
    return [
        replace(
            cell, column=at[cell.column], colspan=max(1, at[cell.column + cell.colspan] - at[cell.column])
        )
        for cell in piece.cells
    ]


def _plain(text: str) -> str:
    return "".join(text.split())


def _row_text(cells: Sequence[GridCell], row: int) -> str:
    return "|".join(_plain(cell.text) for cell in cells if cell.row == row)


def _without_head(upper: Sequence[GridCell], lower: Sequence[GridCell]) -> list[GridCell]:
    """Return the lower part's cells without rows that repeat the first rows of the upper part."""
    same = 0
    while (
        same < _HEAD
        and _row_text(lower, same).strip("|")
        and _row_text(lower, same) == _row_text(upper, same)
    ):
        same += 1
    if not same:
        return _without_begun_head(upper, lower)
    return [replace(cell, row=cell.row - same) for cell in lower if cell.row >= same]


def _without_begun_head(upper: Sequence[GridCell], lower: Sequence[GridCell]) -> list[GridCell]:
    """Return the lower part's cells without the repeated head, where its words run into a broken row's rest in the same cells."""
    heads = {cell.column: cell.text for cell in upper if cell.row == 0}
    first = [cell for cell in lower if cell.row == 0]
    begun = [
        cell.text == (head := heads.get(cell.column, "")) or cell.text.startswith(f"{head}\n")
        for cell in first
    ]
    if not all(begun) or sum(bool(cell.text) for cell in first) < 3:
        return list(lower)
    return [
        replace(cell, text=cell.text[len(heads.get(cell.column, "")) :].strip()) if cell.row == 0 else cell
        for cell in lower
    ]


def _put_below(upper: list[GridCell], lower: list[GridCell]) -> list[GridCell]:
    """Return the cells of both parts; text broken by the page end is added to the cell above it."""
    rows = max((cell.row + cell.rowspan for cell in upper), default=0)
    ending = {cell.column: index for index, cell in enumerate(upper) if cell.row + cell.rowspan == rows}
    first = [cell for cell in lower if cell.row == 0]
    again = {cell.column for cell in first if cell.text and _repeats(cell, upper, ending)}
    own = [cell for cell in first if cell.column not in again]
    key = _key(upper)
    rest = _is_rest(own, upper, ending, key)
    merging = {cell.column for cell in upper if cell.rowspan > 1 and cell.text and cell.column < (key or 1)}
    filled = min((cell.column for cell in own if cell.text), default=0)
    found = list(upper)
    for cell in lower:
        over = ending.get(cell.column) if cell.row == 0 else None
        goes = over is not None and upper[over].colspan == cell.colspan
        tail = over is not None and cell.column in merging and not upper[over].text  # its words stand below
        if (
            over is not None
            and goes
            and (rest or tail or cell.column in again or _is_open(cell, upper[over], filled))
        ):
            kept = found[over]
            text = "\n".join(
                part for part in (kept.text, cell.text if cell.column not in again else "") if part
            )
            found[over] = replace(
                kept, text=text, rowspan=kept.rowspan + cell.rowspan - rest, marks=kept.marks + cell.marks
            )
        else:
            found.append(replace(cell, row=cell.row + rows - rest))
    return found


def _is_open(cell: GridCell, over: GridCell, filled: int) -> bool:
    """Return whether an empty cell at the top of a page continues a merged one."""
    return not cell.text and (cell.column < filled or over.rowspan > 1 < cell.rowspan)


def _repeats(cell: GridCell, upper: Sequence[GridCell], ending: dict[int, int]) -> bool:
    """Return whether a merged cell of the first columns is printed again after the page break."""
    over = ending.get(cell.column)
    if over is None or cell.column > 1:
        return False
    above = upper[over]
    return (
        above.rowspan + cell.rowspan > 2
        and len(_plain(cell.text)) > 1
        and _plain(above.text) == _plain(cell.text)
    )


def _is_rest(
    first: Sequence[GridCell], upper: Sequence[GridCell], ending: dict[int, int], key: int | None
) -> bool:
    """Return whether the first row of a page is the rest of the last row of the page before."""
    filled = [cell for cell in first if cell.text]
    if not filled or any(cell.column == key for cell in filled):
        return False
    for cell in filled:
        over = ending.get(cell.column)
        if over is None or upper[over].colspan != cell.colspan or not upper[over].text:
            return False
        if _VALUE.match(_plain(upper[over].text)) and _VALUE.match(_plain(cell.text)):
            return False
    empty = [
        cell for cell in first if not cell.text and cell.column in ending and upper[ending[cell.column]].text
    ]
    return bool(empty) or len(filled) == 1


def _key(cells: Sequence[GridCell]) -> int | None:
    """Return the column with serial numbers; None without one."""
    for column in sorted({cell.column for cell in cells})[:3]:
        texts = [
            _plain(cell.text) for cell in cells if cell.column == column and cell.colspan == 1 and cell.text
        ]
        if len(texts) > 2 and sum(_SERIAL.match(text) is not None for text in texts) >= 0.6 * len(texts):
            return column
    return None
