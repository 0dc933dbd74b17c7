"""What the kinds that are no plain number say of themselves, word by word: fields, sentence, why no year has a number of its own.

Section 4 of docs/semantics.md has what the sentences mean, docs/formats.md the fields.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import Case, UnitMismatch
from healthplan_cli.kinds.comparisons import Comparison
from healthplan_cli.model import (
    All,
    AnnualChange,
    Better,
    Bound,
    Compare,
    Demand,
    Direction,
    Interval,
    Milestone,
    Outcome,
    Quantity,
    Rank,
    Reference,
    Relation,
    Share,
    Trend,
)

UP, DOWN, NEITHER = Better.HIGHER, Better.LOWER, Better.NEITHER
TWO = Fraction(2, 100)
SIXTY, FOUR, FIVE = Quantity(Fraction(60), "%"), Quantity(Fraction(4), "%"), Quantity(Fraction(5), "%")
POINT, POINTS = Quantity(Fraction(1), "百分点"), Quantity(Fraction(2), "百分点")
LESS = Quantity(Fraction(-2), "百分点")
BUILT = Milestone("建成")
EVERY_STEP = AnnualChange(POINT, Direction.UP, False)
BETWEEN = AnnualChange(FOUR, Direction.UP, True, Bound.AT_LEAST, high=FIVE)
BOTH = All((Demand("≥60", Compare(Relation.GE, Quantity(Fraction(60)))), Demand("持续提高", Trend(Direction.UP, True))))  # fmt: skip
MEAN = Reference("全国平均", Relation.GE)
CHANGED = {"direction": "up", "from": "baseline", "approx": False, "at_most": False}

FIELDS: list[tuple[Rule, dict[str, Any]]] = [
    (BUILT, {"op": "milestone", "state": "建成"}),
    (BUILT.but(kept=True, basic=True), {"op": "milestone", "state": "建成", "kept": True, "basic": True}),
    (Rank(Quantity(Fraction(10), "位")), {"op": "rank", "value": 10, "unit": "位"}),
    (Rank(Quantity(Fraction(10))), {"op": "rank", "value": 10, "unit": "名"}),
    (Share(SIXTY, "县"), {"op": "share", "relation": "ge", "value": 60, "unit": "%", "of": "县"}),
    (
        Share(SIXTY, "县", "达标", Relation.GT),
        {"op": "share", "relation": "gt", "value": 60, "unit": "%", "of": "县", "inner": "达标"},
    ),
    (
        Share(SIXTY, "县", "保持建成", demanded=BUILT.but(kept=True)),
        {
            "op": "share", "relation": "ge", "value": 60, "unit": "%", "of": "县", "kept": True,
            "inner": {"text": "保持建成", "op": "milestone", "state": "建成", "kept": True},
        },
    ),
    (
        Share(SIXTY, "县", "建成", demanded=BUILT),
        {
            "op": "share", "relation": "ge", "value": 60, "unit": "%", "of": "县",
            "inner": {"text": "建成", "op": "milestone", "state": "建成"},
        },
    ),
    (
        BOTH,
        {
            "op": "all",
            "parts": [
                {"text": "≥60", "op": "ge", "value": 60, "unit": None},
                {"text": "持续提高", "op": "trend", "direction": "up", "every_year": True, "degree": None, "from": "baseline"},
            ],
        },
    ),
    (MEAN, {"op": "reference", "to": "全国平均", "relation": "ge"}),
    (
        Reference("GDP", None, LESS, True, POINT, "gdp"),
        {
            "op": "reference", "to": "GDP", "relation": "sync", "near": True, "row": "gdp",
            "margin": {"value": -2, "unit": "百分点"}, "number": {"value": 1, "unit": "百分点"},
        },
    ),
    (
        EVERY_STEP,
        {"op": "annual_change", "by": 1, "unit": "百分点", **CHANGED, "at_least": False, "average": False},
    ),
    (
        BETWEEN,
        {
            "op": "annual_change", "by": 4, "unit": "%", **CHANGED, "at_least": True, "average": True,
            "low": 4, "high": 5,
        },
    ),
    (
        BETWEEN.but(two_sided=True, since=2018),
        {
            "op": "annual_change", "by": 4, "unit": "%", **CHANGED, "from": 2018, "at_least": True, "average": True,
            "low": 4, "high": 5, "two_sided": True,
        },
    ),
]  # fmt: skip

SENTENCES: list[tuple[Rule, Better | None, str]] = [
    (BUILT, None, "做到“建成”"),
    (BUILT.but(basic=True), None, "做到“建成”，基本做到也算"),
    (BUILT.but(kept=True), None, "每年都要做到“建成”"),
    (BUILT.but(kept=True, basic=True), None, "每年都要做到“建成”，基本做到也算"),
    (Rank(Quantity(Fraction(10), "位")), None, "名次在前 10（含第 10 名）"),
    (Share(SIXTY, "县"), None, "做到的县所占的比例不低于 60%（含）"),
    (Share(SIXTY, "县", "达标"), None, "做到“达标”的县所占的比例不低于 60%（含）"),
    (MEAN, None, "不低于 “全国平均”（含），每年比当年的数"),
    (Reference("全国平均", Relation.GT, POINT), UP, "高于 “全国平均” + 1 个百分点（不含），每年比当年的数"),
    (Reference("全国平均", Relation.GE, LESS), UP, "不低于 “全国平均” − 2 个百分点（含），每年比当年的数"),
    (
        Reference("全国平均", Relation.LT, POINT),
        DOWN,
        "低于 “全国平均” − 1 个百分点（不含），每年比当年的数",
    ),
    (Reference("全国平均", Relation.LE, LESS), DOWN, "不高于 “全国平均” + 2 个百分点（含），每年比当年的数"),
    (
        Reference("全国平均", Relation.GE, near=True),
        UP,
        "不低于 “全国平均”（含），每年比当年的数，容许差 2%",
    ),
    (Reference("GDP"), UP, "与“GDP”同步，即不低于 “GDP”（含），每年比当年的数"),
    (Reference("GDP"), DOWN, "与“GDP”同步，即不高于 “GDP”（含），每年比当年的数"),
    (Reference("GDP", near=True), NEITHER, "与“GDP”同步，每年比当年的数，容许差 2%"),
    (Reference("GDP"), None, "与“GDP”同步，每年比当年的数"),
    (
        EVERY_STEP.but(since=2018),
        UP,
        "从 2018 年起规划期内每一年都比上一年至少提高 1 个百分点；隔 k 年的数据须满 k 步",
    ),
]

NO_YEARS: list[tuple[Rule, str | None]] = [
    (BUILT, "目标是做成没有，不分到各年"),
    (MEAN, "“原话”要与“全国平均”比，事先没有各年的数"),
    (BOTH, None),
    (All((Demand("建成", BUILT), Demand("高于全国平均", MEAN))), "“原话”是几样要求，各按各的分解"),
    (All((Demand("≥60%", Compare(Relation.GE, SIXTY)),) * 2), "“原话”是几样要求，各按各的分解"),
]


def case_of(better: Better = UP, **series: str) -> Case:
    """50 in 2020, the values of the years given; the last one is judged."""
    years = {int(year.strip("y")): Interval.point(Fraction(value)) for year, value in series.items()}
    return Case(max(years), max(years), 2025, better, "%", years, Interval.point(Fraction(50)))


@pytest.mark.parametrize(("rule", "fields"), FIELDS)
def test_fields(rule: Rule, fields: dict[str, Any]) -> None:
    assert rule.fields() == fields


@pytest.mark.parametrize(("rule", "better", "said"), SENTENCES)
def test_sentence(rule: Rule, better: Better | None, said: str) -> None:
    assert rule.sentence(TWO, better) == said


def test_sentence_of_a_stretch() -> None:
    """「年均」 of two ends; of a small % of a percentage both readings are said."""
    wide = BETWEEN.but(by=Quantity(Fraction(6), "%"), high=Quantity(Fraction(7), "%"))
    said = "规划期内年均提高 6% 到 7%"
    assert wide.sentence(TWO, UP).partition("（")[0] == said
    assert wide.but(two_sided=True).sentence(TWO, UP).partition("（")[0] == f"{said}，两头都算"


@pytest.mark.parametrize(("rule", "why"), NO_YEARS)
def test_no_number_of_a_year(rule: Rule, why: str | None) -> None:
    assert rule.no_yearly_number("原话", "另一项") == (None if why is None else (why, None))


class TestAll:
    """「每样要求各自判断」"""

    def test_sentence(self) -> None:
        about = All((*BOTH.demands[:1], Demand("高于GDP", Reference("GDP", Relation.GE, near=True))))
        assert (
            about.sentence(Fraction(3, 100), UP)
            == "不低于 60（含），并且不低于 “GDP”（含），每年比当年的数，容许差 3%"
        )

    def test_unit_of_the_row(self) -> None:
        """The number of each has the row's unit, what has none stays as it is."""
        found = BOTH.with_unit("%")
        assert [one.text for one in found.demands] == ["≥60", "持续提高"]
        assert [one.rule for one in found.demands] == [Compare(Relation.GE, SIXTY), BOTH.demands[1].rule]

    def test_each_must_fit(self) -> None:
        BOTH.check_units("岁")
        with pytest.raises(UnitMismatch):
            All((BOTH.demands[0], Demand("≥60%", Compare(Relation.GE, SIXTY)))).check_units("岁")

    def test_the_one_with_a_number(self) -> None:
        """「年度目标分解的、规划对照比的，是其中写了数的那一样。」"""
        assert (BOTH.level, BOTH.without_number) == (BOTH.demands[0].rule, None)
        two = All(BOTH.demands[:1] * 2)
        assert (two.level, two.without_number) == (two, "是几样要求")


class TestRankAndShare:
    """「这一名和在它前面的」; 「一个水平，报的是做到的占多少」"""

    def test_in_short(self) -> None:
        rank, share = Rank(Quantity(Fraction(10), "位")), Share(SIXTY, "县", relation=Relation.GT)
        case = case_of(y2021="1")
        assert (rank.short(UP), rank.side(case)) == ("前10名", "le")
        assert (share.short(UP), share.side(case)) == (">60%", "gt")

    @pytest.mark.parametrize(
        ("unit", "measure", "named"), [("名", "%", "名"), (None, "%", "名次"), ("%", "名", "%")]
    )
    def test_a_rank_has_no_unit_of_a_quantity(self, unit: str | None, measure: str, named: str) -> None:
        with pytest.raises(UnitMismatch, match=f"^{named}$"):
            Rank(Quantity(Fraction(10), unit)).check_units(measure)


def test_a_state_is_shown_once_one_to_keep_for_every_year() -> None:
    """「规划期里到核验那年为止，每一年都要有话、都要是做成了的」"""
    case = replace(case_of(y2021="1", y2022="0", y2023="1"), measure=None)

    def outcomes(rule: Rule) -> list[Outcome]:
        return [one.verdict.outcome for one in rule.comparisons(case) if isinstance(one, Comparison)]

    assert outcomes(BUILT) == [Outcome.MET]
    assert outcomes(BUILT.but(kept=True)) == [Outcome.MET, Outcome.MISSED, Outcome.MET]


class TestAnnualChange:
    """「每一步都要够」「中间缺 k−1 年的，一步要顶 k 步；百分比按复利连乘」"""

    @pytest.mark.parametrize(
        ("rule", "better", "turns"),
        [
            (EVERY_STEP.but(by=POINTS), UP, {"56", "55"}),  # 50 + 3 × 2, 51 + 2 × 2
            (EVERY_STEP.but(by=POINTS, direction=Direction.DOWN), DOWN, {"44", "47"}),
            (EVERY_STEP.but(by=Quantity(Fraction(10), "%")), UP, {"66.55", "61.71"}),
            (EVERY_STEP.but(by=POINT, high=POINTS, average=True), NEITHER, {"53", "56", "55"}),
            (EVERY_STEP.but(by=POINT, high=POINTS, average=True), UP, {"53"}),
            (EVERY_STEP.but(by=POINT, high=POINTS, average=True), DOWN, {"56", "55"}),
            (EVERY_STEP.but(by=POINT, high=POINTS, average=True, two_sided=True), UP, {"53", "56", "55"}),
        ],
    )
    def test_turns(self, rule: AnnualChange, better: Better, turns: set[str]) -> None:
        case = case_of(better, y2021="51", y2023="56")
        assert set(rule.turning_points(case)) == {Fraction(turn) for turn in turns}

    @pytest.mark.parametrize(
        ("rule", "better", "ends"),
        [
            (EVERY_STEP, UP, ["55"]),
            (EVERY_STEP, DOWN, ["55"]),
            (EVERY_STEP.but(direction=Direction.BETTER), DOWN, ["45"]),
            (EVERY_STEP.but(direction=Direction.BETTER), UP, ["55"]),
            (EVERY_STEP.but(by=Quantity(Fraction(10), "%")), UP, ["80.5255"]),
            (EVERY_STEP.but(since=2020), UP, ["55"]),
            (EVERY_STEP.but(since=2018), UP, []),
            (EVERY_STEP.but(bound=Bound.AT_MOST), UP, []),
        ],
    )
    def test_where_its_steps_lead(self, rule: AnnualChange, better: Better, ends: list[str]) -> None:
        case = case_of(better, y2021="51")
        assert list(rule.chained(Fraction(50), case)) == [Fraction(end) for end in ends]
