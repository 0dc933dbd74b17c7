"""What a sheet is once its file format is forgotten: rows of cells, each cell its text or the reason it has none."""

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
    """A cell that holds no value to judge by (a date, an error, a formula never calculated); `text` is what it shows."""

    text: str
    message: str


class Indented(str):
    """A cell's text that white space stood before: beneath 其中：门诊 that is how 住院 is told to go on."""

    __slots__ = ()


Cell = str | Odd


def stripped(raw: str) -> str:
    """Return a cell's text without the white space around it."""
    text = raw.strip()
    return Indented(text) if raw[:1].isspace() and text else text


@record(frozen=True, slots=True)
class SheetRow:
    """A row's own cells by column from 1 (blank ones are left out); `filled` has those of merged areas besides."""

    number: int
    cells: Mapping[int, Cell]
    filled: Mapping[int, Cell]


@record(frozen=True, slots=True)
class Grid:
    """A sheet: its rows from the top (blank ones are left out), and how to name a place in it.

    `merged` has each merged area's last row and column by its first. Hidden rows and columns are read like the others.
    `noticed` is what was left unread and should be said.
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
    """Return what a cell shows; nothing for a blank one."""
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
    """Return a column as a spreadsheet names it: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold garbage collection off in a block: a large sheet's cells are in no cycle, and would be walked again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def check_row(cells: Mapping[int, Cell], before: int, place: Callable[[int], Location]) -> None:
    """Raise InvalidInput for a row that no table has: too many filled cells, too long a text, or one row too many after `before`.

    `place` names the row's cell in a column.
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
