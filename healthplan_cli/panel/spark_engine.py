"""Spark: a cluster, or a session that exists (the extra `spark`, and Java 17). It reads Parquet, and runs DuckDB's statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from healthplan_cli.panel.statements import PLAIN


class Spark:
    """The statements of a panel, run by a session."""

    def __init__(self, session: Any = None, master: str = "local[*]") -> None:
        """Take a session, or begin one at a master (`local[2]`, `spark://…`, `yarn`)."""
        if session is None:
            from pyspark.sql import SparkSession

            begun = SparkSession.builder.master(master).appName("hpcheck")
            begun = begun.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            if master.startswith("local"):
                begun = begun.config("spark.sql.shuffle.partitions", "4")
            session = begun.getOrCreate()
        self.session = session

    def open(self, table: str) -> None:
        """Take the name of a view of the session, or the path of a Parquet file or folder."""
        found = self.session.read.parquet(table) if table.endswith(".parquet") else self.session.table(table)
        found.createOrReplaceTempView("panel_values")

    def create(self, name: str, query: str) -> None:
        """Keep the rows of a query on the workers, where they are used again."""
        frame = self.session.sql(query).persist()
        frame.createOrReplaceTempView(name)

    def name(self, name: str, query: str) -> None:
        """Make a view of a query."""
        self.session.sql(query).createOrReplaceTempView(name)

    def load(self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Send rows to the workers."""
        schema = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        frame = self.session.createDataFrame([tuple(row) for row in rows], schema)
        frame.createOrReplaceTempView(name)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        yield from map(tuple, self.session.sql(query).collect())

    def relation(self, query: str) -> Any:
        """Return a query as a data frame."""
        return self.session.sql(query)

    def is_plain(self, text: str) -> str:
        """Return the condition that a text is a plain decimal."""
        return f"{text} RLIKE '^({PLAIN})\\\\z'"
