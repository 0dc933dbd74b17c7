"""Tables whose cells are parted by tabs or bars, a row a line; and those with one cell a line that begins with a tab."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_empty
from healthplan_cli.draft.tables.columns import HeadRole, TableColumn, column_of
from healthplan_cli.draft.tables.text.align import PlacedCell, place_cells
from healthplan_cli.draft.tables.text.fitting import fit
from healthplan_cli.draft.tables.text.lines import Placed, TextCell, TextLine, TextTable, grid_of, head_of
from healthplan_cli.draft.tables.titles import DEFINITION

_BARS = Pattern(r"[|｜│┃]")
_FEW = 2  # cells that are no row, rows that are no table
_RULE = Pattern(r"[\s|｜│┃:+\-—─━┼├┤┌┐└┘┬┴=]+$")
_NOTE = Pattern(r"(?:备?注|附注|说明|资料来源|数据来源)\d{0,2}[:.、(\s]")


def cells_of(text: str, loose: bool = False) -> list[str] | None:
    """Return the cells of a line that has tabs or bars, or white space where they are `loose`; None for one that has none."""
    if loose:
        return text.split()
    bars = len(_BARS.findall(text))
    if bars >= 2:
        cells = _BARS.sub("\x1f", text).split("\x1f")
        return cells[is_empty(cells[0]) : len(cells) - is_empty(cells[-1])]
    return text.split("\t") if "\t" in text.rstrip() else None


def tabbed_table(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table of tabs or bars whose head is this line; None where it is none."""
    return _table(lines, at, False)


def loose_table(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table whose head is this line, its cells parted by single spaces; None where it is none."""
    words = lines[at].text.split()
    return (
        _table(lines, at, True)
        if len(words) > 2 and all(column_of(word) is not None for word in words)
        else None
    )


def _table(lines: list[TextLine], at: int, loose: bool) -> TextTable | None:
    cells = cells_of(lines[at].text, loose)
    if cells is None:
        return None
    while len(cells) > 1 and is_empty(cells[-1]):
        cells.pop()
    columns = head_of(cells) if len(cells) > 2 else None
    if columns is None:
        return None
    rows: list[list[TextCell]] = []
    end = at + 1
    more = cells_of(lines[end].text, loose) if end < len(lines) else None
    if more is not None and _is_more(more, cells):
        cells = [
            f"{cell}\n{more[number]}".strip() if number < len(more) else cell
            for number, cell in enumerate(cells)
        ]
        columns = head_of(cells) or columns
        end += 1
    said = [half(cell) for cell in cells_of(lines[at].text, loose) or []]
    while end < len(lines):
        row = cells_of(lines[end].text, loose)
        if row is None or (loose and len(row) < _FEW):
            if not _goes_on(lines, end, loose):
                break
            row = [lines[end].text]
        if not _RULE.match(lines[end].text) and [half(cell) for cell in row] != said:
            rows.append([TextCell(text.strip(), lines[end].place) for text in row])
        end += 1
    name = next(number for number, column in enumerate(columns) if column.role is HeadRole.NAME)
    heads = [TextCell(text, lines[at].place) for text in cells]
    if loose and len(rows) < _FEW:
        return None
    return TextTable(
        grid_of(heads, [placed_row(row, columns) for row in rows], name, lines[at].place, not loose), end
    )


def _is_more(more: list[str], cells: list[str]) -> bool:
    """Return whether a line is the second of a head: words of heads, each under another, and nothing else."""
    said = [(number, text) for number, text in enumerate(more) if not is_empty(text)]
    return bool(said) and all(
        number < len(cells) and column_of(text) is not None and column_of(cells[number] + text) is not None
        for number, text in said
    )


def _goes_on(lines: list[TextLine], at: int, loose: bool) -> bool:
    """Return whether a line without a tab is still of the table: a short one with rows of it behind."""
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    plain = half(lines[at].text)
    follows = len(cells_of(after, loose) or []) > _FEW
    if DEFINITION.match(plain):
        return follows
    return len(plain) <= 30 and not _NOTE.match(plain) and not plain.endswith("。") and follows


def placed_row(cells: Sequence[TextCell], columns: Sequence[TableColumn]) -> Placed:
    """Return a row's cells by their column: by their number where it is the head's, else by what they look like."""
    row = list(cells)
    while row and is_empty(row[-1].text):
        row.pop()
    if len(row) == 1 and len(columns) > 2:
        return {_lone(row[0].text, columns): row[0]}
    straight = (
        len(cells) == len(columns)
        or len(row) == len(columns)
        or all(is_empty(cell.text) for cell in cells[len(columns) :])
    )
    if straight and len(cells) >= len(columns) and not _shifted(row, columns):
        return {number: cell for number, cell in enumerate(row) if not is_empty(cell.text)}
    puts = place_cells([PlacedCell(cell.text) for cell in row], columns, one_row=True)
    found: Placed = {}
    for cell, put in zip(row, puts, strict=True):
        if not is_empty(cell.text):
            known = found.get(put.column)
            found[put.column] = TextCell(f"{known.text}\n{cell.text}", known.place) if known else cell
    return found


def _lone(text: str, columns: Sequence[TableColumn]) -> int:
    """Return the column of a row's only cell: the name's."""
    return next(number for number, column in enumerate(columns) if column.role is HeadRole.NAME)


def _shifted(cells: Sequence[TextCell], columns: Sequence[TableColumn]) -> bool:
    """Return whether cells by their number would stand under heads that they don't fit."""
    return sum(fit(column.role, cell.text) >= 9 for cell, column in zip(cells, columns, strict=False)) >= 1
