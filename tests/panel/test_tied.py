"""A row that is to grow as another does is judged by pieces beside the other's value of the same year (docs/panel.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from panels import Cell, Plans, differences, panel
from support import plan_of

from healthplan_cli.panel.why import ExactReason


def cells(own: str) -> Iterator[Cell]:
    """Values on both sides of the growth of the other row, and just on it, by a millionth; some without the one or the other."""
    others = ("76.5", "75", "78.000001", None, "≥76", "77.3")
    for at, (other, step) in enumerate(
        (other, step) for other in others for step in (-1, 0, 1, 500_000, None)
    ):
        for year in (2023, 2025):
            if other is not None:
                yield f"区{at}", "other", None, year, other, None
            if step is not None:
                base = {"76.5": 66_300_000, "75": 65_000_000, "78.000001": 67_600_000}.get(
                    other or "", 66_000_000
                )
                number = base + step
                text = f"{number // 10**6}.{number % 10**6:06}"
                yield f"区{at}", "it", None, year, text, None


@pytest.mark.parametrize("own", ["65", "65.0*", "—", "≥60"])
@pytest.mark.parametrize("other", ["75", "74.9", "—", "≥70"])
def test_every_turn(own: str, other: str) -> None:
    rows = [
        {
            "id": "it",
            "unit": "岁",
            "better": "higher",
            "baseline": own,
            "target": "同比例提高",
            "relative_to": "other",
        },
        {"id": "other", "unit": "岁", "better": "higher", "baseline": other, "target": "76"},
    ]
    verdicts = panel(Plans(plan_of(rows)), cells(own), (2023, 2025))
    assert differences(verdicts) == []
    assert (ExactReason.KIND in verdicts.counts.why) is (other == "—")
