"""What a panel needs of an engine: to run statements, take small tables in and give rows out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from healthplan_cli.panel.statements import Dialect
from healthplan_cli.views.records import Batch


class Engine(Dialect, Protocol):
    """A database that runs a panel's statements; its tables last while it is open."""

    def open(self, table: str) -> None:
        """Make a table of values known as `panel_values`: a table of the engine by name, or a Parquet file by path."""

    def create(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table."""

    def name(self, name: str, query: str) -> None:
        """Make a view of a query, which is run each time it is used."""

    def load(self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of rows; `columns` have SQL types that both engines know."""

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""

    def batches(self, query: str, size: int) -> Iterator[Batch]:
        """Yield the rows of a query by column, about `size` at once."""

    def relation(self, query: str) -> Any:
        """Return a query as an object of the engine's own: a DuckDB relation, a Spark data frame."""
