"""An expression is one in Python and in DuckDB's SQL; Spark's is in test_spark.py."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthplan_cli.panel.expression import Expression
from healthplan_cli.panel.keys import NEVER, ODD, Kind, class_of, hindered, key, piece_of

NUMBERS = st.one_of(st.none(), st.sampled_from([ODD, 0, 1, -1, 10**12]), st.integers(-100, 100))
CUTS = st.lists(st.one_of(st.just(NEVER), st.integers(-100, 100)), min_size=3, max_size=3).map(sorted)


@st.composite
def columns(draw: st.DrawFn) -> dict[str, Any]:
    """A row of every column that the expressions name."""
    numbers = {f"cut{at}": cut for at, cut in enumerate(draw(CUTS), 1)}
    classes = {f"class{at}": draw(st.integers(0, 9)) for at in range(4)}
    named = {name: draw(NUMBERS) for name in ("x", "other", "why", "hindered")}
    ratio = {name: draw(st.integers(1, 99)) for name in ("times", "under")}
    rest = {"first": 1, "kind": int(draw(st.sampled_from(Kind))), "most": 2**60 // 99}
    counted = {name: draw(st.integers(0, 9)) for name in ("known", "piece", "classes")}
    return {**numbers, **classes, **named, **ratio, **rest, **counted}


@pytest.mark.parametrize(
    "expression", [piece_of(3), class_of(3), hindered(), key()], ids=["piece", "class", "hindered", "key"]
)
@given(rows=st.lists(columns(), min_size=1, max_size=20))
@settings(max_examples=20)
def test_python_and_duckdb(expression: Expression, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    found = []
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE cells (row_no INT, {', '.join(f'{name} BIGINT' for name in names)})"
        )
        marks = ", ".join("?" * (len(names) + 1))
        connection.executemany(
            f"INSERT INTO cells VALUES ({marks})", [[at, *row.values()] for at, row in enumerate(rows)]
        )
        found = connection.execute(f"SELECT {expression.sql} FROM cells ORDER BY row_no").fetchall()
    assert [number for (number,) in found] == [expression.value(row) for row in rows]
