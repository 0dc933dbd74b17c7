"""What an engine does for a panel: run the statements, take small tables in, hand rows out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from healthplan_cli.panel.statements import Dialect


class Engine(Dialect, Protocol):
    """A database that runs a panel's statements. Its tables live as long as it is open."""

    def open(self, table: str) -> None:
        """Make a table of values known as `panel_values`: the name of one that the engine has, or the path of a Parquet file."""

    def create(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table."""

    def name(self, name: str, query: str) -> None:
        """Give a query a name, under which it is run each time it is used."""

    def load(self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of rows; `columns` have their SQL types, as both engines know them."""

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""

    def relation(self, query: str) -> Any:
        """Return a query in the engine's own words: a DuckDB relation, a Spark data frame."""
