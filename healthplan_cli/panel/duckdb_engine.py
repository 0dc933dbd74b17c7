"""The engine in this process, DuckDB, by which many regions are judged unless a cluster is named (the extra `panel`)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from healthplan_cli.panel.statements import PLAIN
from healthplan_cli.views.records import Batch, by_column

_AT_ONCE = 5000
_MEMORY = "340MB"  # what is more than that waits on disk
_ROW, _CELL, _NOTHING = "\x1e", "\x1f", "\x1d"


class DuckDB:
    """A DuckDB connection that runs the statements of a panel: the one with the values, else a new one."""

    def __init__(self, connection: Any = None) -> None:
        import duckdb

        self.connection = connection or duckdb.connect()
        aside = Path(gettempdir()) / f"hpcheck-{os.getpid()}.duckdb"
        self.run("SET preserve_insertion_order = false")  # else whole tables wait in memory for their turn
        self.run(
            "SET disabled_optimizers = 'join_order,build_side_probe_side'"
        )  # as written, the smaller on the right: it would cross regions with rows first, and hash a CSV whose length it doesn't know
        self.run(f"SET memory_limit = '{_MEMORY}'")
        self.run(f"SET temp_directory = {quoted(str(aside))}")

    def open(self, table: str) -> None:
        """Make a table, a view or a Parquet file known as `panel_values`."""
        source = f"read_parquet({quoted(table)})" if table.endswith(".parquet") else table
        self.run(f"CREATE OR REPLACE VIEW panel_values AS SELECT * FROM {source}")

    def run(self, query: str) -> None:
        """Run a statement."""
        self.connection.execute(query)

    def create(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table."""
        self.run(f"CREATE OR REPLACE TABLE {name} AS {query}")

    def name(self, name: str, query: str) -> None:
        """Make a view of a query."""
        self.run(f"CREATE OR REPLACE VIEW {name} AS {query}")

    def load(self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of rows, sent as texts in batches: SQL literals would be slow to parse."""
        fields = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self.run(f"CREATE OR REPLACE TABLE {name} ({fields})")
        cells = ", ".join(
            f"CAST(nullif(cells[{at}], '{_NOTHING}') AS {kind})"
            for at, kind in enumerate(columns.values(), 1)
        )
        lines = f"SELECT string_split(unnest(string_split($1, '{_ROW}')), '{_CELL}') AS cells"
        left = iter(rows)
        while some := list(islice(left, _AT_ONCE)):
            text = _ROW.join(_CELL.join(map(_written, row)) for row in some)
            self.connection.execute(f"INSERT INTO {name} SELECT {cells} FROM ({lines})", [text])

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, fetched in batches."""
        found = self.connection.cursor().execute(query)
        while some := found.fetchmany(10_000):
            yield from some

    def batches(self, query: str, size: int) -> Iterator[Batch]:
        """Yield the rows of a query by column, about `size` at once: as Arrow arrays where pyarrow is installed."""
        if find_spec("pyarrow") is None:
            yield from by_column(self.rows(query), size)
            return
        # as a relation: of a query that was executed, the rows come as Arrow in any order
        for batch in self.connection.cursor().sql(query).to_arrow_reader(size):
            yield batch.columns

    def relation(self, query: str) -> Any:
        """Return a query as a DuckDB relation."""
        return self.connection.sql(query)

    def is_plain(self, text: str) -> str:
        """Return the SQL condition that a text is a plain decimal."""
        return f"regexp_full_match({text}, '{PLAIN}')"

    def sorted_list(self, number: str) -> str:
        """Return the SQL aggregate that lists numbers in their order."""
        return f"list_sort(list({number}))"


def _written(value: Any) -> str:
    """Write a value as text; a double in the shortest digits that read back as the same double."""
    if value is None:
        return _NOTHING
    return repr(value) if isinstance(value, float) else str(value)


def quoted(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
