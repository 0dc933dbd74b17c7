"""The distribution of values from the few that are needed, and by the SQL that finds these."""

from __future__ import annotations

import random
from fractions import Fraction
from statistics import quantiles

import pytest

from healthplan_cli.panel import statements
from healthplan_cli.panel.row_verdicts import spread_of, spread_of_all

COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 100, 101, 102, 103]


@pytest.mark.parametrize("count", COUNTS)
def test_quartiles_are_those_of_the_field(count: int) -> None:
    """「四分位」: interpolated, the ends included (`statistics.quantiles`, inclusive)."""
    chance = random.Random(count)
    values = [round(chance.uniform(-50, 50), 2) for _ in range(count)]
    found = spread_of_all(values)
    exact = [Fraction(str(value)) for value in values]
    assert (found.count, found.points[0], found.points[4]) == (count, min(exact), max(exact))
    if count > 1:
        assert list(found.points[1:4]) == quantiles(exact, n=4, method="inclusive")


@pytest.mark.parametrize("count", COUNTS)
def test_the_engine_finds_the_places(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the values that quartiles are computed from are fetched, nine at most."""
    duckdb = pytest.importorskip("duckdb")
    chance = random.Random(count)
    values = [round(chance.uniform(-50, 50), 1) for _ in range(count)]
    rows = ", ".join(f"('row', NULL, 2025, CAST({value} AS DOUBLE))" for value in (*values, "NULL"))
    some = f"SELECT * FROM (VALUES {rows}) t(indicator, component, year, value)"
    monkeypatch.setattr(statements, "verdicts", lambda: some)
    found = duckdb.sql(statements.quartiles_in(2025)).fetchall()
    assert {(known, id, part) for id, part, known, _, _ in found} == {(count, "row", None)}
    assert len(found) <= 9
    assert spread_of(count, {place: value for *_, place, value in found}) == spread_of_all(values)
