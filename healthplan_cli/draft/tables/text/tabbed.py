"""Tables with a row per line and cells separated by tabs or bars; and those with a tab before each cell, one per line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_empty, is_number
from healthplan_cli.draft.tables.columns import HeadRole, TableColumn, column_of, name_column
from healthplan_cli.draft.tables.text.align import PlacedCell, place_cells
from healthplan_cli.draft.tables.text.fitting import fit
from healthplan_cli.draft.tables.text.lines import (
    Placed,
    TextCell,
    TextLine,
    TextTable,
    grid_under,
)
from healthplan_cli.draft.tables.text.parted import PartedHead, head_of_one, head_of_two, is_lower
from healthplan_cli.draft.tables.text.wrapped import unwrapped
from healthplan_cli.draft.tables.titles import BETWEEN, DEFINITION, UNNUMBERED, level_of
from healthplan_cli.language.marks import NOTE_WORD

_BARS = Pattern(r"[|｜│┃]")
_BREAK = Pattern(r"<br\s*/?>")
_FEW = 2  # cells that are no row, rows that are no table
_LONE = 3  # lines without a tab that follow each other between rows
_SHORT = 30  # characters of such a line
_LOOK = 30  # rows by which a table's width is told
_RULE = Pattern(r"[\s|｜│┃:+\-—─━┼├┤┌┐└┘┬┴=]+$")
_NOTE = Pattern(rf"(?:{NOTE_WORD}|资料来源|数据来源)\d{{0,2}}[:.、(\s]")


@dataclass(frozen=True, slots=True)
class Parting:
    """The separators of a table's cells: tabs; or bars, also around the rows where `edged`; or single spaces where `loose`."""

    loose: bool = False
    bars: bool = False
    edged: bool = False

    def cells(self, line: TextLine) -> list[str] | None:
        """Return the cells of a line; None for a line without separators."""
        text = line.text
        if self.loose:
            return words if len(words := text.split()) >= _FEW else None
        if self.bars and _BARS.search(text):
            cells = [_BREAK.sub("\n", cell) for cell in _BARS.sub("\x1f", text).split("\x1f")]
            return cells[
                self.edged and is_empty(cells[0]) : len(cells) - (self.edged and is_empty(cells[-1]))
            ]
        return text.split("\t") if not self.bars and "\t" in text.rstrip() else None

    def trimmed(self, line: TextLine) -> list[str]:
        """Return the cells of a line without empty ones at its end; empty for a line without cells, or a rule."""
        cells = (self.cells(line) or []) if not _RULE.match(line.text) else []
        while cells and is_empty(cells[-1]):
            cells.pop()
        return cells


def tabbed_table(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table of tabs or bars whose headings are this line; None without one."""
    text = lines[at].text.strip()
    bars = len(_BARS.findall(text)) >= _FEW
    return _table(lines, at, Parting(bars=bars, edged=bars and _BARS.match(text) is not None))


def loose_table(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table whose headings are this line, with cells separated by single spaces; None without one."""
    words = lines[at].text.split()
    heads = len(words) > _FEW and all(column_of(word) is not None for word in words)
    return _table(lines, at, Parting(loose=True)) if heads else None


def _table(lines: list[TextLine], at: int, parting: Parting) -> TextTable | None:
    found = _head(lines, at, parting)
    if found is None:
        return None
    head, start = found
    rows, end = _rows(lines, start, {_said(parting, line) for line in lines[at:start]}, parting)
    rows = unwrapped(rows, head.columns)
    if parting.loose and len(rows) < _FEW:
        return None
    name = name_column(head.columns)
    placed = [placed_row(row, head.columns) for row in rows]
    return TextTable(grid_under(head.cells, placed, name, lines[at].place, not parting.loose), end)


# ── the head ──


def _head(lines: list[TextLine], at: int, parting: Parting) -> tuple[PartedHead, int] | None:
    """Return the headings that begin with a line, and the number of the line after them; None without any."""
    upper = parting.trimmed(lines[at])
    if len(upper) < _FEW or not any(column_of(cell) is not None for cell in upper):
        return None
    start = at + 1
    while start < len(lines) and _RULE.match(lines[start].text):
        start += 1
    lower = parting.trimmed(lines[start]) or [lines[start].text] if start < len(lines) else []
    if is_lower(lower):
        below = _below(lines, start + 1, parting)
        head = head_of_two(upper, lower, _widths(below), lines[at].place)
        return (head, start + 1) if head is not None else None
    if len(upper) <= _FEW:
        return None
    below = _below(lines, start, parting)
    head = head_of_one(upper, lines[at].place, below)
    if head is not None and not parting.loose and head.depth == 1:
        head = _with_category(upper, head, below)
    return (head, start) if head is not None else None


def _with_category(upper: list[str], head: PartedHead, below: Sequence[Sequence[str]]) -> PartedHead:
    """Return the headings with 指标 over two columns, where rows have one more cell than headings and words in both columns."""
    name = name_column(head.columns)
    widest = max(map(len, below), default=0)
    full = [row for row in below if len(row) == widest]
    worded = full and all(_is_words(cell) for row in full for cell in row[name : name + 2])
    if widest != len(upper) + 1 or not worded or any(map(is_empty, upper)):
        return head
    others = [row for row in below if len(row) not in (1, widest, widest - 1)]
    wider = head_of_one([*upper[: name + 1], "", *upper[name + 1 :]], head.cells[0].place, full)
    return head if wider is None or others else wider


def _is_words(text: str) -> bool:
    return not is_empty(text) and not is_number(text) and fit(HeadRole.NAME, text) < 8


def _below(lines: list[TextLine], start: int, parting: Parting) -> list[list[str]]:
    """Return the cells of the first rows under the headings, which tell the table's width."""
    return [row for line in lines[start : start + _LOOK] if (row := parting.trimmed(line))]


def _widths(below: Sequence[Sequence[str]]) -> list[int]:
    """Return how many cells rows have: the widest, then the most frequent number."""
    sizes = Counter(len(row) for row in below if len(row) > _FEW)
    return list(dict.fromkeys([max(sizes), sizes.most_common(1)[0][0]])) if sizes else []


# ── the rows ──


def _rows(
    lines: list[TextLine], start: int, heads: set[tuple[str, ...]], parting: Parting
) -> tuple[list[list[TextCell]], int]:
    """Return the rows under the headings, without their repetitions, and the number of the line after the rows."""
    rows: list[list[TextCell]] = []
    end = start
    while end < len(lines):
        line = lines[end]
        row = parting.cells(line)
        if row is None and not _goes_on(lines, end, parting):
            break
        between = row is None and BETWEEN.match(half(line.text)) is not None
        if _said(parting, line) in heads:
            while rows and len(rows[-1]) == 1 and level_of(rows[-1][0].text) == UNNUMBERED:
                rows.pop()  # the title of its page
        elif not _RULE.match(line.text) and not between:
            rows.append([TextCell(text.strip(), line.place) for text in row or [line.text]])
        end += 1
    return rows, end


def _said(parting: Parting, line: TextLine) -> tuple[str, ...]:
    return tuple(half(cell) for cell in parting.cells(line) or [line.text] if not is_empty(cell))


def _goes_on(lines: list[TextLine], at: int, parting: Parting) -> bool:
    """Return whether a line without cells still belongs to the table: it is short, and rows follow."""
    plain = half(lines[at].text)
    follows = any(len(parting.cells(line) or []) > _FEW for line in _behind(lines, at))
    if DEFINITION.match(plain) or not follows:
        return follows
    return len(plain) <= _SHORT and not _NOTE.match(plain) and not plain.endswith("。")


def _behind(lines: list[TextLine], at: int) -> Iterator[TextLine]:
    """Yield the next lines after a line without cells, up to one too long for a table."""
    for line in lines[at + 1 : at + 1 + _LONE]:
        yield line
        if len(half(line.text)) > _SHORT:
            return


def placed_row(cells: Sequence[TextCell], columns: Sequence[TableColumn]) -> Placed:
    """Return a row's cells by column: in order where there are as many as headings, else by what they look like."""
    row = list(cells)
    while row and is_empty(row[-1].text):
        row.pop()
    if len(row) == 1 and len(columns) > 2:
        return {name_column(columns): row[0]}
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


def _shifted(cells: Sequence[TextCell], columns: Sequence[TableColumn]) -> bool:
    """Return whether cells taken in order would stand under headings that they don't fit."""
    known = [
        (cell, column.role)
        for cell, column in zip(cells, columns, strict=False)
        if column.role is not HeadRole.OTHER
    ]
    return any(fit(role, cell.text) >= 9 for cell, role in known)
