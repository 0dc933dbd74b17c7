"""Indicator tables in every form that plans print them: the rows that a document has are read, and no other."""

from __future__ import annotations

from typing import Any

import pytest

from reading import cases, differences


@pytest.mark.parametrize("case", cases("tables_a.yaml", "tables_b.yaml"), ids=lambda case: str(case["id"]))
def test_rows(case: dict[str, Any]) -> None:
    found, _, _ = differences(case)
    assert not found, "\n".join(found)
