"""The engine of a cluster, or of an existing session: Spark (the extra `spark`, and Java 17). It reads Parquet and
runs DuckDB's statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from healthplan_cli.panel.statements import PLAIN
from healthplan_cli.views.records import Batch, by_column


class Spark:
    """A Spark session that runs the statements of a panel."""

    def __init__(self, session: Any = None, master: str = "local[*]") -> None:
        """Take an existing session, or start one at a master (`local[2]`, `spark://…`, `yarn`)."""
        if session is None:
            from pyspark.sql import SparkSession

            begun = SparkSession.builder.master(master).appName("hpcheck")
            begun = begun.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            if master.startswith("local"):
                begun = begun.config("spark.sql.shuffle.partitions", "4")
            session = begun.getOrCreate()
        self.session = session

    def open(self, table: str) -> None:
        """Make a view of the session, or a Parquet file or folder, known as `panel_values`."""
        found = self.session.read.parquet(table) if table.endswith(".parquet") else self.session.table(table)
        found.createOrReplaceTempView("panel_values")

    def create(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table, stored on the workers."""
        frame = self.session.sql(query).persist()
        frame.createOrReplaceTempView(name)

    def name(self, name: str, query: str) -> None:
        """Make a view of a query."""
        self.session.sql(query).createOrReplaceTempView(name)

    def load(self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of rows, sent to the workers."""
        schema = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        frame = self.session.createDataFrame([tuple(row) for row in rows], schema)
        frame.createOrReplaceTempView(name)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        yield from map(tuple, self.session.sql(query).collect())

    def batches(self, query: str, size: int) -> Iterator[Batch]:
        """Yield the rows of a query by column, `size` at once."""
        return by_column(self.rows(query), size)

    def relation(self, query: str) -> Any:
        """Return a query as a Spark data frame."""
        return self.session.sql(query)

    def is_plain(self, text: str) -> str:
        """Return the SQL condition that a text is a plain decimal."""
        return f"{text} RLIKE '^({PLAIN})\\\\z'"

    def sorted_list(self, number: str) -> str:
        """Return the SQL aggregate that lists numbers in their order."""
        return f"sort_array(collect_list({number}))"
