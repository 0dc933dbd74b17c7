"""Parquet: a file's columns read as a sheet's cells, each number in the digits it is stored in; records written (the extra `panel`)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.sources.actuals.grid import Cell, Grid, SheetRow, letters, stripped
from healthplan_cli.views.records import FIELDS, Batch

_NUMBERS = ("value", "baseline", "progress", "elapsed", "gap")


def open_parquet(source: Source) -> Grid:
    """Return the cells of a Parquet file, with its columns' names as the first row. Raise InvalidInput where it can't be read."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise refusal(source.path, tr("读 Parquet 要另装：pip install 'hpcheck[panel]'")) from None
    try:
        table = pyarrow.parquet.read_table(io.BytesIO(source.content))
    except (pyarrow.ArrowException, OSError) as error:
        raise refusal(source.path, tr("读不了这个 Parquet 文件：{error}", error=error)) from None
    head: dict[int, Cell] = {at: name for at, name in enumerate(table.column_names, 1) if name.strip()}
    rows = [SheetRow(1, head, head), *_rows(table.to_batches())]

    def locate(row: int, column: int) -> Location:
        return Location(source.path, row, column)

    return Grid(rows, locate, letters, Location(source.path))


def _rows(batches: Sequence[Any]) -> Iterator[SheetRow]:
    number = 1
    for batch in batches:
        columns = [column.to_pylist() for column in batch.columns]
        for values in zip(*columns, strict=True):
            number += 1
            cells: dict[int, Cell] = {
                at: text for at, value in enumerate(values, 1) if (text := _text(value))
            }
            if cells:
                yield SheetRow(number, cells, cells)


def _text(value: object) -> str:
    """Write a stored value as text: a number in the shortest digits that read back as the same."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if isinstance(value, Decimal):
        return format(value, "f")
    return stripped(str(value))


def parquet_of(found: Iterable[Batch]) -> bytes:
    """Return records as a Parquet file with the columns of the CSV, typed. Raise InvalidInput where pyarrow isn't installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise refusal("--output", tr("写 Parquet 要另装：pip install 'hpcheck[panel]'")) from None
    kinds: dict[str, Any] = {
        **dict.fromkeys(FIELDS, pyarrow.string()),
        **dict.fromkeys(_NUMBERS, pyarrow.float64()),
        **dict.fromkeys(("year", "due"), pyarrow.int32()),
        **dict.fromkeys(("regressed", "gated"), pyarrow.bool_()),
    }
    schema = pyarrow.schema([(name, kinds[name]) for name in FIELDS])
    stream = io.BytesIO()
    with pyarrow.parquet.ParquetWriter(stream, schema) as writer:
        for batch in found:
            arrays = [
                pyarrow.array(column, kind) if isinstance(column, list) else column.cast(kind)
                for column, kind in zip(batch, schema.types, strict=True)
            ]
            writer.write_batch(pyarrow.RecordBatch.from_arrays(arrays, schema=schema))
    return stream.getvalue()
