"""Data frames, Arrow tables and lists of dicts as the Grid of a sheet, with rows named as in Python.

The library of a frame is recognised by its methods; none is imported.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_FILLED_COLUMNS
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.grid import (
    Cell,
    Grid,
    Odd,
    SheetRow,
    check_row,
    letters,
    stripped,
    text_of,
)
from healthplan_cli.sources.actuals.header import plan_named
from healthplan_cli.sources.actuals.heading_words import WORDS, ColumnRole
from healthplan_cli.sources.actuals.objects import cell_of, number_of, short
from healthplan_cli.sources.actuals.opening import OpenedFile

NAME = "actuals"
# Floats of 32 and 16 bits, as polars, pandas, Arrow and DuckDB name them, with struct's code.
_SHORT = {
    **dict.fromkeys(("Float32", "float32", "float", "float[pyarrow]", "FLOAT"), "f"),
    **dict.fromkeys(("Float16", "float16", "halffloat", "halffloat[pyarrow]"), "e"),
}


def is_frame(data: object) -> bool:
    """Return whether an object has rows and columns: a pandas or polars frame, an Arrow table, a DuckDB relation, a list of dicts."""
    if isinstance(data, list | tuple):
        return all(isinstance(row, Mapping) for row in data)
    return any(
        map(partial(hasattr, data), ("iloc", "to_pylist", "iter_rows", "fetchall", "collect", "read_all"))
    )


def opened_frame(
    data: Any, words: Mapping[str, str] | None = None, name: str = NAME, any_length: bool = False
) -> OpenedFile:
    """Return a frame as an opened file called `name`. Raise InvalidInput for one without columns or beyond a limit.

    `any_length`: allow more rows than a sheet may have.
    """
    heads, rows, way = _taken(data)
    if not heads:
        raise refusal(name, tr("没有列：要有 indicator、year、value，或 指标、年份、数值 一类的列"))
    if len(heads) > MAX_FILLED_COLUMNS:
        raise refusal(name, tr("有 {count} 列，最多 {most} 列", count=len(heads), most=MAX_FILLED_COLUMNS))

    def locate(row: int, column: int) -> Location:
        at = "" if row == 1 else way.format(row - 2)
        return Location(name, row - 1, column, f'{at}["{heads[column - 1]}"]')

    found = [SheetRow(1, first := _numbered(heads), first)]
    for number, values in enumerate(rows, 2):
        cells = _numbered(map(_cell, heads, values))
        check_row(cells, 0 if any_length else len(found), partial(locate, number))
        if cells:
            found.append(SheetRow(number, cells, cells))
    grid = Grid(
        found,
        locate,
        lambda column: heads[column - 1] if column <= len(heads) else letters(column),
        Location(name),
    )
    plan, place = plan_named(grid, words) or (None, None)
    return OpenedFile(Source(name, _content(found, len(heads))), grid=grid, plan=plan, plan_at=place)


def _numbered(cells: Any) -> dict[int, Cell]:
    return {at: cell for at, cell in enumerate(cells, 1) if cell}


def _cell(head: str, value: object) -> Cell | None:
    """Return a value as a cell; a boolean in a column of 初步 as text, the last day of a year in a column of years as that year."""
    role, _ = WORDS.get(plain(head), (None, 0))
    if role is ColumnRole.PROVISIONAL and type(value).__name__ in ("bool", "bool_"):
        return "true" if value else "false"
    found = cell_of(value)
    if isinstance(found, Odd) and role is ColumnRole.YEAR and found.text.endswith("-12-31"):
        return found.text.removesuffix("-12-31")
    return found


def _content(rows: Sequence[SheetRow], width: int) -> bytes:
    """Return the frame as the bytes of a CSV, for the digest in a report."""
    stream = io.StringIO(newline="")
    texts = ([text_of(row.cells.get(at)) for at in range(1, width + 1)] for row in rows)
    csv.writer(stream).writerows(texts)
    return stream.getvalue().encode("utf-8", "surrogatepass")


# ── what each library calls its parts ──


def _taken(data: Any) -> tuple[list[str], Iterator[Sequence[object]], str]:
    """Return a frame's column names, its rows, and the pattern by which Python names a row ("iloc[{}]")."""
    if isinstance(data, list | tuple):
        keys = list(dict.fromkeys(key for row in data for key in row))
        return _heads(keys), ([row.get(key) for key in keys] for row in data), "[{}]"
    if hasattr(data, "iloc"):
        return _of_pandas(data)
    if hasattr(data, "collect"):  # polars' lazy frame
        data = data.collect()
    if hasattr(data, "fetchall"):
        kinds = [str(kind) for kind in data.types]
        return _heads(data.columns), _shortened(iter(data.fetchall()), kinds), "[{}]"
    if hasattr(data, "iter_rows"):
        kinds = [str(kind) for kind in data.dtypes]
        return _heads(data.columns), _shortened(data.iter_rows(), kinds), "[{}]"
    if hasattr(data, "read_all"):
        data = data.read_all()
    names, kinds = list(data.schema.names), [str(kind) for kind in data.schema.types]
    columns = [data.column(at).to_pylist() for at in range(len(names))]
    return _heads(names), _shortened(zip(*columns, strict=True), kinds), "[{}]"


def _of_pandas(data: Any) -> tuple[list[str], Iterator[Sequence[object]], str]:
    """Return a pandas table's column names, its rows, and the pattern by which Python names a row ("iloc[{}]").

    A named index becomes the first columns, a series one column.
    """
    frame = data.to_frame(name=data.name or "value") if not hasattr(data, "columns") else data
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    heads = _heads(frame.columns)
    columns = [list(frame.iloc[:, at]) for at in range(len(heads))]
    kinds = [str(kind) for kind in frame.dtypes]
    return heads, _shortened(zip(*columns, strict=True), kinds), "iloc[{}]"


def _heads(names: Any) -> list[str]:
    return [stripped(number_of(name) or str(name)) for name in names]


def _shortened(rows: Iterator[Sequence[object]], kinds: Sequence[str]) -> Iterator[Sequence[object]]:
    """Return the rows with 32 and 16 bit floats, which libraries hand out as doubles, as their own shortest digits."""
    codes = {at: code for at, kind in enumerate(kinds) if (code := _SHORT.get(kind))}
    if not codes:
        return rows
    return (
        [short(value, codes[at]) if at in codes else value for at, value in enumerate(row)] for row in rows
    )
