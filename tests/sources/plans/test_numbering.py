"""The numbers of rows that print none, beside rows that do."""

from __future__ import annotations

import pytest

from healthplan_cli.sources.plans.numbering import numbers_of
from healthplan_cli.sources.strict_yaml import parse


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("- - -", "1 2 3"),
        ("1 - - 2 3", "1 1.2 1.3 2 3"),
        ("1 - 2 - 3", "1 1.2 2 2.2 3"),
        ("1 2 - 4", "1 2 3 4"),
        ("1 2 - -", "1 2 3 4"),
        ("- 1 2", "0.1 1 2"),
        ("1 1.2 - 2", "1 1.2 1.2.2 2"),
        ("一 - 二", "一 一.2 二"),
    ],
)
def test_no_number_is_another_rows(printed: str, numbers: str) -> None:
    lines = [
        f"- {{id: x{at}{'' if one == '-' else f', no: {one}'}}}" for at, one in enumerate(printed.split())
    ]
    root = parse("\n".join(lines).encode(), "spec.yaml")
    assert numbers_of(root.sequence) == numbers.split()
