"""A script as an analyst writes it: a type checker reads it in strict mode, `test_typed.py` runs it."""

from __future__ import annotations

from typing import assert_type

import healthplan_cli as hp
from healthplan_cli import Evaluation, InvalidInput, evaluate


def behind(path: str) -> list[tuple[str, float | None]]:
    """The indicators that are behind, with their values."""
    plan = hp.load_plan("chongqing")
    result = evaluate(plan, path, year=2024, gate=["吸烟率"], band=0.05)
    assert_type(result, Evaluation)
    assert_type(result.exit_code, int)
    assert_type(result.gate.failed, tuple[str, ...])
    assert_type(result.rows(), list[hp.Record])
    return [(row["indicator"], row["value"]) for row in result.rows() if row["status"] == "behind"]


def wrong(words: str) -> int:
    """The column at which understanding of a target's words stops; 0 where it doesn't."""
    try:
        hp.read_target(words)
    except InvalidInput as error:
        return error.problems[0].column
    return 0
