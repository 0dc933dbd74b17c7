"""Every kind is a step function of the value: at each threshold, just below and just above it, the verdict is the one written here.

The thresholds are worked out by hand from section 4 of docs/semantics.md, and between two of them the verdict must not turn.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from test_kinds import ONE_OF_EACH

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import judge
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import Case
from healthplan_cli.model import (
    AnnualChange,
    Better,
    Bound,
    Change,
    Compare,
    Direction,
    EveryYear,
    Grade,
    Interval,
    Multiple,
    Outcome,
    Quantity,
    Range,
    Ratio,
    Reach,
    Reference,
    Relation,
    Slowing,
    Trend,
)
from healthplan_cli.sources.plans.structured import structured_rule

LITTLE = Fraction(1, 10**9)
UP, DOWN, NEITHER = Better.HIGHER, Better.LOWER, Better.NEITHER

# op, fields, better, the values of 2025 that meet it; an end in round brackets is out. The years before are in case_of.
LAWS: list[tuple[str, dict[str, Any], Better, str]] = [
    ("ge", {"value": 60}, UP, "[60,"),
    ("gt", {"value": 60}, UP, "(60,"),
    ("le", {"value": 40}, DOWN, ",40]"),
    ("lt", {"value": 40}, DOWN, ",40)"),
    ("eq", {"value": 60}, NEITHER, "[60,60]"),
    ("reach", {"value": 60}, UP, "[60,"),
    ("reach", {"value": 40}, DOWN, ",40]"),
    ("approx", {"value": 60}, UP, "[58.8,"),
    ("approx", {"value": 60}, NEITHER, "[58.8,61.2]"),
    ("approx", {"value": 40}, DOWN, ",40.8]"),
    ("range", {"low": 60, "high": 70}, UP, "[60,"),
    ("range", {"low": 30, "high": 40}, DOWN, ",40]"),
    ("range", {"low": 60, "high": 70}, NEITHER, "[60,70]"),
    ("range", {"low": 60, "high": 70, "two_sided": True}, UP, "[60,70]"),
    ("ge", {"value": 60, "every_year": True}, UP, "[60,"),
    ("change", {"by": 10, "unit": "百分点", "direction": "up"}, UP, "[60,"),
    ("change", {"by": 10, "unit": "百分点", "direction": "down"}, DOWN, ",40]"),
    ("annual_change", {"by": 2, "unit": "百分点", "direction": "up", "average": True}, UP, "[60,"),
    ("annual_change", {"by": 2, "unit": "百分点", "direction": "down", "average": True}, DOWN, ",40]"),
    ("multiple", {"value": 2}, UP, "[100,"),
    ("trend", {"direction": "up"}, UP, "[60,"),
    ("trend", {"direction": "down"}, DOWN, ",40]"),
    ("stable", {}, UP, "[49,"),
    ("stable", {}, DOWN, ",51]"),
    ("rank", {"value": 10, "unit": "名"}, DOWN, ",10]"),
    ("share", {"value": 60, "unit": "%", "of": "县"}, UP, "[60,"),
    ("reference", {"to": "上年", "relation": "ge"}, UP, "[60,"),
    ("reference", {"to": "上年", "relation": "lt"}, DOWN, ",40)"),
    ("reference", {"to": "上年", "relation": "gt", "margin": {"value": 1, "unit": "百分点"}}, UP, "(61,"),
    ("reference", {"to": "上年", "relation": "le", "margin": {"value": 1, "unit": "百分点"}}, DOWN, ",39]"),
    ("reference", {"to": "上年", "relation": "sync"}, NEITHER, "[60,60]"),
    ("reference", {"to": "上年", "relation": "sync", "near": True}, NEITHER, "[58.8,61.2]"),
    ("milestone", {"state": "建成"}, UP, "[1,"),
    ("milestone", {"state": "基本建成", "basic": True}, UP, "[0.5,"),
    ("proportional", {}, UP, "[55,"),
]  # fmt: skip

TEN, FIFTH = Quantity(Fraction(10), "百分点"), Quantity(Fraction(20), "%")
TWELVE, NOTHING = Quantity(Fraction(12), "百分点"), Quantity(Fraction(0), "百分点")
TWO, TENTH = Quantity(Fraction(2), "百分点"), Quantity(Fraction(10), "%")
SIXTY, SEVENTY = Quantity(Fraction(60), "%"), Quantity(Fraction(70), "%")
RISE, FALL = Change(TEN, Direction.UP), Change(TEN, Direction.DOWN)
YEARLY, MEAN = AnnualChange(TWELVE, Direction.UP, False), AnnualChange(TWO, Direction.UP, True)
TWICE, HALF = Multiple(Fraction(2)), Multiple(Fraction(1, 2))
NURSES = Ratio("1:1.3", Quantity(Fraction(1)), Quantity(Fraction(13, 10)))
BEDS = Ratio("2.2:1", Quantity(Fraction(11, 5)), Quantity(Fraction(1)))
BEFORE = Reference("上年", Relation.GE)

# The same of rules, with their bounds: 以上, 超过, 左右, 以内, 少于; from another year; of parts and of yearly steps.
BOUNDED: list[tuple[Rule, Better, str]] = [
    (RISE.but(bound=Bound.ABOUT), UP, "[59.8,"),
    (RISE.but(bound=Bound.AT_LEAST), UP, "[60,"),
    (RISE.but(bound=Bound.MORE_THAN), UP, "(60,"),
    (RISE.but(bound=Bound.AT_MOST), UP, ",60]"),
    (RISE.but(bound=Bound.LESS_THAN), UP, ",60)"),
    (FALL.but(bound=Bound.ABOUT), DOWN, ",40.2]"),
    (FALL.but(bound=Bound.MORE_THAN), DOWN, ",40)"),
    (FALL.but(bound=Bound.AT_MOST), DOWN, "[40,"),
    (FALL.but(bound=Bound.LESS_THAN), DOWN, "(40,"),
    (RISE.but(by=FIFTH), UP, "[60,"),
    (RISE.but(by=FIFTH, bound=Bound.ABOUT), UP, "[59.8,"),
    (RISE.but(by=FIFTH, bound=Bound.MORE_THAN), UP, "(60,"),
    (FALL.but(by=FIFTH), DOWN, ",40]"),
    (FALL.but(by=FIFTH, bound=Bound.ABOUT), DOWN, ",40.2]"),
    (FALL.but(by=FIFTH, bound=Bound.LESS_THAN), DOWN, "(40,"),
    (FALL.but(by=NOTHING), DOWN, ",50]"),
    (RISE.but(by=NOTHING), UP, "[50,"),
    (RISE.but(direction=None), DOWN, ",40]"),
    (RISE.but(direction=Direction.BETTER), UP, "[60,"),
    (RISE.but(since=2021), UP, "[70,"),
    (RISE.but(since=2015), UP, "[55,"),
    (TWICE.but(bound=Bound.MORE_THAN), UP, "(100,"),
    (TWICE.but(bound=Bound.AT_MOST), UP, ",100]"),
    (TWICE.but(bound=Bound.LESS_THAN), UP, ",100)"),
    (TWICE.but(bound=Bound.ABOUT), UP, "[98,"),
    (TWICE.but(since=2021), UP, "[120,"),
    (HALF, DOWN, ",25]"),
    (HALF.but(bound=Bound.ABOUT), DOWN, ",25.5]"),
    (HALF.but(bound=Bound.AT_LEAST), DOWN, "[25,"),
    (Multiple(Fraction(1)), UP, "[50,"),
    (Multiple(Fraction(1)), DOWN, ",50]"),
    (YEARLY.but(by=NOTHING), UP, "[60,"),
    (YEARLY.but(bound=Bound.AT_MOST), UP, ",72]"),
    (YEARLY.but(bound=Bound.LESS_THAN), UP, ",72)"),
    (YEARLY.but(by=FIFTH, bound=Bound.AT_MOST), UP, ",72]"),
    (YEARLY.but(direction=Direction.DOWN, bound=Bound.AT_MOST), DOWN, "[28,"),
    (MEAN.but(bound=Bound.ABOUT), UP, "[59.8,"),
    (MEAN.but(bound=Bound.MORE_THAN), UP, "(60,"),
    (MEAN.but(by=TENTH), UP, "[80.5255,"),
    (MEAN.but(by=TENTH, direction=Direction.DOWN), DOWN, ",29.5245]"),
    (MEAN.but(by=Quantity(Fraction(1), "百分点"), high=TWO), UP, "[55,"),
    (MEAN.but(by=Quantity(Fraction(1), "百分点"), high=TWO), DOWN, ",60]"),
    (MEAN.but(by=Quantity(Fraction(1), "百分点"), high=TWO), NEITHER, "[55,60]"),
    (MEAN.but(by=Quantity(Fraction(1), "百分点"), high=TWO, two_sided=True), UP, "[55,60]"),
    (Trend(Direction.BETTER, False), UP, "(50,"),
    (Trend(Direction.BETTER, False), DOWN, ",50)"),
    (Trend(Direction.UP, False), UP, "(50,"),
    (Trend(Direction.DOWN, False, since=2015), DOWN, ",45)"),
    (Slowing(True), DOWN, ",50]"),
    (Slowing(False), DOWN, ",55)"),
    (NURSES, UP, "[1.3,"),
    (NURSES, DOWN, ",1.3]"),
    (NURSES.but(about=True), UP, "[1.274,"),
    (NURSES.but(relation=Relation.LT), UP, ",1.3)"),
    (BEDS, UP, ",5/11]"),
    (BEDS, DOWN, "[5/11,"),
    (BEDS.but(relation=Relation.GT), UP, ",5/11)"),
    (Grade("三级甲等", "grade:hospital", Fraction(33)), UP, "[33,"),
    (EveryYear(Compare(Relation.GT, Quantity(Fraction(59), "%"))), UP, "(59,"),
    (EveryYear(Reach(Quantity(Fraction(62), "%")), mean=True), UP, "[70,"),
    (Range(SIXTY, SEVENTY, True, low_open=True), UP, "(60,70]"),
    (Range(SIXTY, SEVENTY, True, high_open=True), DOWN, "[60,70)"),
    (BEFORE.but(margin=TENTH), UP, "[66,"),
    (BEFORE.but(margin=Quantity(Fraction(-2), "百分点")), UP, "[58,"),
    (BEFORE.but(relation=Relation.LE, margin=TENTH), DOWN, ",36]"),
    (BEFORE.but(near=True), UP, "[58.8,"),
    (BEFORE.but(relation=Relation.LT, near=True), DOWN, ",40.8)"),
    (BEFORE.but(relation=None), UP, "[60,"),
    (BEFORE.but(relation=None), DOWN, ",40]"),
    (BEFORE.but(to="全国", number=Quantity(Fraction(55), "%")), UP, "[55,"),
    (BEFORE.but(to="另一项", row="other", relation=Relation.EQ), UP, "[44,44]"),
]


def case_of(value: Fraction, better: Better, state: bool = False) -> Case:
    """45 in 2015, 50 in 2020, 60 (40 where lower is better) in 2021–2024, the value in 2025; another indicator went from 40 to 44."""
    others = Fraction(1) if state else Fraction(40 if better is DOWN else 60)
    series = {year: Interval.point(others) for year in (2021, 2022, 2023, 2024)}
    series[2025] = Interval.point(value)
    reference = (Interval.point(Fraction(40)), Interval.point(Fraction(44)))
    base = Interval.point(Fraction(0 if state else 50))
    history = {2015: Interval.point(Fraction(45))}
    measure = None if state else "%"
    return Case(2025, 2025, 2025, better, measure, series, base, history=history, reference=reference)


def ends_of(accepted: str) -> tuple[tuple[Fraction | None, bool], tuple[Fraction | None, bool]]:
    """The two ends of values in brackets, each with whether it is in."""
    low, high = accepted.strip("[]()").split(",")
    return (
        (Fraction(low) if low else None, accepted.startswith("[")),
        (Fraction(high) if high else None, accepted.endswith("]")),
    )


def expected(value: Fraction, accepted: str) -> Outcome:
    (low, low_in), (high, high_in) = ends_of(accepted)
    above = low is None or value > low or (low_in and value == low)
    below = high is None or value < high or (high_in and value == high)
    return Outcome.MET if above and below else Outcome.MISSED


def tried(accepted: str) -> list[Fraction]:
    """Each threshold, its neighbours, and values all along the axis."""
    ends = [end for end, _ in ends_of(accepted) if end is not None]
    near = [end + step for end in ends for step in (-LITTLE, Fraction(0), LITTLE)]
    return [*near, *(Fraction(step, 7) for step in range(1, 7 * 130, 11))]


@pytest.mark.parametrize(
    ("op", "fields", "better", "accepted"), LAWS, ids=lambda law: str(law) if isinstance(law, str) else ""
)
def test_turns_at_its_threshold_alone(op: str, fields: dict[str, Any], better: Better, accepted: str) -> None:
    rule = structured_rule({"op": op, "unit": "%" if op not in ("multiple",) else None, **fields})
    scale = op == "milestone"
    for value in tried(accepted):
        if scale and value > 1:
            continue
        verdict = judge(rule, case_of(value, better, scale))
        assert verdict.outcome is expected(value, accepted), (value, verdict)


@pytest.mark.parametrize(("rule", "better", "accepted"), BOUNDED)
def test_turns_where_its_bound_says(rule: Rule, better: Better, accepted: str) -> None:
    for value in tried(accepted):
        verdict = judge(rule, case_of(value, better))
        assert verdict.outcome is expected(value, accepted), (value, verdict)


@pytest.mark.parametrize("rule", ONE_OF_EACH, ids=lambda rule: type(rule).__name__)
@pytest.mark.parametrize("better", list(Better))
def test_turns_only_where_it_says_it_may(rule: Rule, better: Better) -> None:
    """Between two of the numbers that `turning_points` names the verdict is one and the same."""
    case = case_of(Fraction(60), better)
    if (
        rule.lacks_direction(better)
        or rule.is_external
        or rule.is_unread
        or rule.parts
        or rule.demands
        or rule.asks_nothing
        or rule.is_total
    ):
        return
    ends = sorted({end for end in rule.turning_points(case) if end > 0})
    for low, high in zip([Fraction(0), *ends], [*ends, Fraction(1000)], strict=True):
        inside = [low + (high - low) * Fraction(part, 100) for part in (1, 23, 50, 77, 99)]
        answers = {
            judge(rule, replace(case, series={**case.series, 2025: Interval.point(value)})).outcome
            for value in inside
        }
        assert len(answers) == 1, (low, high)


def test_each_kind_has_its_law() -> None:
    """Those without a number of their own, or judged by their parts, are left to the cases of tests/cases/judge."""
    without = {
        "slowing",
        "external",
        "unread",
        "grade",
        "ratio",
        "each",
        "all",
        "none",
    }  # and `total`, of any of the levels
    assert {rule.fields()["op"] for rule in ONE_OF_EACH} - without <= {op for op, *_ in LAWS}
