"""A panel says of every region what `evaluate` says of it alone (docs/panel.md): at every place where a verdict can turn, and anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panels import POLICY, Cell, Plans, differences, panel
from support import plan_of, read_cases, walk

from healthplan_cli.base.location import NOWHERE
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Conventions, Indicator, Plan
from healthplan_cli.panel.asking import Asker, UnreadableNumber, decimal_of
from healthplan_cli.panel.breakpoints import dependence
from healthplan_cli.panel.why import NotStepped
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.lookup import Index

FILES = walk("judge")
SOME = (
    0,
    1_000_000,
    12_500_000,
    50_000_000,
    88_880_000,
)  # values of a row that is judged by `evaluate` alone


def rows_of(path: Any) -> list[dict[str, Any]]:
    """Every row of a file's cases that stands alone, once."""
    found: list[dict[str, Any]] = []
    for case in read_cases(path)["cases"]:
        alone = not {"others", "commitments", "targets"} & case.keys()
        row = {key: value for key, value in case["indicator"].items() if key != "id"}
        if alone and row not in found and "relative_to" not in row:
            found.append(row)
    return found


def turns(asker: Asker, row: Indicator, owner: str | None, year: int) -> list[int]:
    """Every number at which what is said of a row can turn, with both neighbours."""
    try:
        cuts = dependence(asker, row, owner, year, False).cuts
    except NotStepped:
        cuts = SOME
    return sorted({number for cut in cuts for number in (cut - 1, cut)}) or [0]


def readable(asker: Asker, row: Indicator, owner: str | None, year: int, number: int) -> bool:
    """Whether today's readers take a number as a value of the row."""
    try:
        asker.ask(row, year, {owner: {year: number}})
    except UnreadableNumber:
        return False
    return True


def cells(plan: Plan, years: tuple[int, ...]) -> Iterator[Cell]:
    """Regions that have every turn of each row in each year, other years' values from the same numbers, now and then none."""
    asker = Asker(plan, Conventions(years[0]), POLICY)
    for row in plan.indicators:
        for owner in (None, *(part.id for part in row.components)):
            kind = "整项" if owner is None else "分项"
            by_year = {
                year: [n for n in turns(asker, row, owner, year) if readable(asker, row, owner, year, n)]
                for year in years
            }
            mixed = row.target is not None and bool(row.target.years)
            some = cycle([None, *(number for numbers in by_year.values() for number in numbers[::3])])
            for at in range(max(map(len, by_year.values()), default=0)):
                for year in range(2019, years[-1] + 1):
                    own = by_year.get(year, [])
                    number = own[at] if at < len(own) else next(some)
                    if number is not None and (not mixed or readable(asker, row, owner, year, number)):
                        yield f"{kind}{at}", row.id, owner, year, decimal_of(number), None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_turn_of_every_kind(path: Any) -> None:
    """At each value where a status, a reason, a note or the way a number goes can change, and one millionth beside it."""
    rows = rows_of(path)
    if not rows:
        pytest.skip("no row of the file stands alone")
    plan = plan_of(rows, check_shape=False)
    verdicts = panel(Plans(plan), cells(plan, (2023, 2025)), (2023, 2025))
    assert differences(verdicts) == []


TARGETS: list[dict[str, Any]] = [
    {"target": "≥60", "better": "higher", "baseline": "41.2"},
    {"target": "<60", "better": "lower", "baseline": "70.5"},
    {"target": "60", "better": "higher", "baseline": "—"},
    {"target": "60左右", "better": "neither", "baseline": "52"},
    {"target": "50—60之间", "better": "neither", "baseline": "41"},
    {"target": "提高10个百分点", "better": "higher", "baseline": "41.2"},
    {"target": "比2020年下降15%", "better": "lower", "baseline": "70.5"},
    {"target": "每年60以上", "better": "higher", "baseline": "61"},
    {"target": "保持稳定", "better": "higher", "baseline": "61"},
    {"target": "持续提高", "better": "higher", "baseline": "61"},
    {"target": "明显下降", "better": "lower", "baseline": "61"},
    {"target": "2023年≥50；2025年≥60", "better": "higher", "baseline": "41"},
    {
        "target": "≥60",
        "better": "higher",
        "baseline": "41.2",
        "components": [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}],
    },
]
TEXTS = st.one_of(
    st.integers(0, 100).map(str),
    st.decimals(0, 100, places=1).map(str),
    st.decimals(0, 100, places=6).map(str),
    st.sampled_from(
        ["60", "60.0", "59.999999", "41.2", "≥60", "60左右", "60*", "60%", "58—61", "约60", "0.6", ""]
    ),
)


@st.composite
def made_up(draw: st.DrawFn) -> list[Cell]:
    """Values of some regions with gaps, marks, units and values by component."""
    found: list[Cell] = []
    for region in range(draw(st.integers(1, 8))):
        for at, row in enumerate(TARGETS, 1):
            parts: list[str | None] = [None]
            if "components" in row and draw(st.booleans()):
                parts = draw(st.sampled_from([["a"], ["a", "b"], [None, "a", "b"]]))
            for part in parts:
                for year in draw(st.sets(st.integers(2018, 2026), max_size=5)):
                    unit = draw(st.sampled_from([None, None, "%"]))
                    found.append((f"区{region}", f"row{at}", part, year, draw(TEXTS), unit))
    return found


def is_accepted(plan: Plan, cell: Cell) -> bool:
    """Whether today's readers take the cell."""
    _, indicator, component, year, text, unit = cell
    row = plan.find(indicator)
    part = next((part for part in row.components if part.id == component), None)
    gatherer = Gatherer(Index(plan))
    if text:
        gatherer.value(text, unit, Context(IndicatorPart(row, part), year), NOWHERE)
    return not gatherer.problems


@given(rows=made_up(), carry=st.integers(0, 1), band=st.sampled_from(["0.05", "0", "0.2"]))
@settings(max_examples=40)
def test_anything(rows: list[Cell], carry: int, band: str) -> None:
    plan = plan_of([{"unit": "%", **row} for row in TARGETS], check_shape=False)
    kept = [cell for cell in rows if is_accepted(plan, cell)]
    if kept:
        verdicts = panel(Plans(plan), kept, (2022, 2023, 2025), Conventions(2022, Fraction(band), carry))
        assert differences(verdicts) == []
