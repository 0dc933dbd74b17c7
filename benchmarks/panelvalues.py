"""Made-up values of many regions for a plan, in a long CSV; plausible, and the same for the same seed."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from healthplan_cli.evaluation.part import IndicatorPart, in_unit
from healthplan_cli.kinds.case import ends_of
from healthplan_cli.model import Component, Indicator, Plan
from healthplan_cli.panel.long_table import COLUMNS


def number_about(row: Indicator, component: Component | None) -> float:
    """Return about what a row is: its baseline, else the number of its target, else 50."""
    part = IndicatorPart(row, component)
    ends = ends_of(in_unit(part.baseline, row))
    rule = part.target.rule if part.target is not None else None
    asked = [quantity.value for quantity in rule.quantities] if rule is not None else []
    return float((ends or asked or [Fraction(50)])[0])


def values_of(
    plan: Plan, regions: int, years: range, seed: int, odd: float = 0.0, gaps: float = 0.0
) -> Iterator[tuple[str, str, str | None, int, str, str | None]]:
    """Yield rows of a long table; a share of them `odd` (marks, units, ranges), a share left out as `gaps`."""
    chance = random.Random(seed)
    for region in range(regions):
        name = f"{110000 + region}"
        for row in plan.indicators:
            by_part = bool(row.components) and chance.random() < 0.5
            parts = row.components if by_part else (None,)
            for part in parts:
                about, low, high = number_about(row, part), row.limits.low, row.limits.high
                level = about * chance.uniform(0.85, 1.15)
                for year in years:
                    level *= chance.uniform(0.97, 1.04)
                    if chance.random() < gaps:
                        continue
                    number = level
                    number = number if high is None else min(number, float(high) * 0.999)
                    number = number if low is None else max(number, float(low))
                    text = f"{number:.{chance.choice((0, 1, 1, 2, 2, 3))}f}"
                    yield name, row.id, part.id if part else None, year, _odd(text, row, chance, odd), None


def _odd(text: str, row: Indicator, chance: random.Random, share: float) -> str:
    if chance.random() >= share:
        return text
    return chance.choice(
        (f"≥{text}", f"{text}左右", f"{text}*", f"{text}{row.unit or ''}", f"{text}（初步数）")
    )


def write(path: Path, rows: Iterator[tuple[object, ...]], headings: Sequence[str] = COLUMNS) -> int:
    """Write rows of a long table as CSV, and return how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for count, row in enumerate(rows, 1):  # noqa: B007
            writer.writerow(row)
    return count
