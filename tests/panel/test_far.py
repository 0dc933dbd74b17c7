"""Values that are far from the baseline (a wrong unit, nothing at all) are judged by pieces like the others."""

from __future__ import annotations

from fractions import Fraction

import duckdb
from panels import Cell, Plans, differences, panel

from healthplan_cli.panel.asking import SCALE
from healthplan_cli.panel.statements import number_of
from healthplan_cli.sources.plans.catalog import load_plan


def test_wrong_magnitudes() -> None:
    """「离基期多少倍都按段」: every power of ten, on both sides of where a note begins, and 0."""
    plan = load_plan("chongqing")
    texts = [f"{digits}{'0' * power}" for digits in (1, 2, 3, 4, 8) for power in range(5)]
    texts += [f"0.{'0' * power}{digits}" for digits in (1, 2, 3, 4, 8) for power in range(5)]
    rows: list[Cell] = [
        (f"第{at}县", "maternal_mortality", None, 2023, text, None)
        for at, text in enumerate([*texts, "0", "100000"])
    ]
    verdicts = panel(Plans(plan), rows, [2023])
    assert differences(verdicts) == []
    assert verdicts.counts.exact == 0
    noted = {one["noted"] for one in verdicts.records() if one["indicator"] == "maternal_mortality"}
    assert any("order_of_magnitude" in codes for codes in noted)
    assert any("order_of_magnitude" not in codes for codes in noted)


def test_large_numbers() -> None:
    """「最多 12 位整数、6 位小数」: none of them is too large for the engine, and none is rounded."""
    texts = ["9400000", "6000000", "123456789012", "-123456789012", "123456789012.123456", "99999999.999999"]
    connection = duckdb.connect()
    connection.execute("CREATE TABLE numbers AS SELECT unnest($1) AS text", [texts])
    found = connection.execute(f"SELECT {number_of('text')} FROM numbers").fetchall()
    assert found == [(int(Fraction(text) * SCALE),) for text in texts]
