"""A sheet independent of its file format: rows of cells, each cell a text or the reason why it has no value."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from functools import lru_cache

from healthplan_cli.base.errors import Problem, refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_FILLED_COLUMNS, MAX_ROWS, MAX_TEXT
from healthplan_cli.base.location import Location


@record(frozen=True, slots=True)
class Odd:
    """A cell without a usable value (a date, an error, a formula never calculated); `text` is what it shows, `message` the reason."""

    text: str
    message: str


class Indented(str):
    """A cell's text that had white space before it, by which 住院 below 其中：门诊 is recognised as a further component."""

    __slots__ = ()


Cell = str | Odd


def stripped(raw: str) -> str:
    """Return a cell's text without white space around it, as Indented where there was some before it."""
    text = raw.strip()
    return Indented(text) if raw[:1].isspace() and text else text


@record(frozen=True, slots=True)
class SheetRow:
    """A row's own cells by column from 1, without blank ones; `filled` also has those filled from merged areas."""

    number: int
    cells: Mapping[int, Cell]
    filled: Mapping[int, Cell]


@record(frozen=True, slots=True)
class Grid:
    """A sheet: its rows from the top, without blank ones; `locate` gives a cell's place, `column_name` a column's name.

    `merged` maps the first cell (row, column) of each merged area to its last one. Hidden rows and columns are read like
    others. `noticed`: notices on what was left unread.
    """

    rows: Sequence[SheetRow]
    locate: Callable[[int, int], Location]
    column_name: Callable[[int], str]
    whole: Location
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    noticed: tuple[Problem, ...] = ()


def text_of(cell: Cell | None) -> str:
    """Return the text that a cell shows; empty for a blank cell."""
    return cell.text if isinstance(cell, Odd) else cell or ""


def runs_of(numbers: Iterable[int]) -> list[list[int]]:
    """Return the first and the last of each run of neighbouring numbers."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


@lru_cache(maxsize=512)
def letters(column: int) -> str:
    """Return a column's name in a spreadsheet: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@contextmanager
def uncollected() -> Iterator[None]:
    """Suspend garbage collection in a block: it would walk a large sheet's cells, which are in no cycle, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def check_row(cells: Mapping[int, Cell], before: int, place: Callable[[int], Location]) -> None:
    """Raise InvalidInput for a row beyond a limit: too many filled cells, too long a text, or too many rows `before` it.

    `place` returns the place of the row's cell in a column.
    """
    if len(cells) > MAX_FILLED_COLUMNS:
        words = tr("一行有 {count} 格有内容，最多 {most} 格", count=len(cells), most=MAX_FILLED_COLUMNS)
        raise refusal(place(1), words)
    if before >= MAX_ROWS:
        words = tr("有内容的行超过 {most} 行：请只留下指标数据，另存一份", most=MAX_ROWS)
        raise refusal(place(1), words)
    for column, cell in cells.items():
        if len(text_of(cell)) > MAX_TEXT:
            words = tr("一格里的文字有 {count} 字，最多 {most} 字", count=len(text_of(cell)), most=MAX_TEXT)
            raise refusal(place(column), words)
