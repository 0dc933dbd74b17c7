"""What is asked of a rule beside its verdict: which way it points, how much is enough, where it ends, what is past its far end.

Worked out by hand from sections 2 to 5 of docs/semantics.md.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.kinds.amounts import points_passed_over
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import Case, UnitMismatch
from healthplan_cli.model import (
    All,
    AnnualChange,
    Approx,
    Better,
    Bound,
    Change,
    Compare,
    ComponentRule,
    Demand,
    Direction,
    Each,
    EveryYear,
    Interval,
    Multiple,
    Quantity,
    Range,
    Ratio,
    Reach,
    Reason,
    Reference,
    Relation,
    Share,
    Slowing,
    Stable,
    Total,
    Trend,
)

UP, DOWN, NEITHER = Better.HIGHER, Better.LOWER, Better.NEITHER
RISING, FALLING = Direction.UP, Direction.DOWN
TOLERANCE = Fraction(2, 100)


def number(text: str, unit: str | None = "%") -> Quantity:
    return Quantity(Fraction(text), unit)


def values(text: str) -> Interval:
    """A set of numbers: 60, [60, or ,70)."""
    if "," not in text:
        return Interval.point(Fraction(text))
    low, high = text.strip("[]()").split(",")
    ends = [Fraction(end) if end else None for end in (low, high)]
    return Interval(ends[0], ends[1], text.startswith("("), text.endswith(")"))


def case_of(better: Better | None, value: str = "60", baseline: str | None = "50", due: int = 2025) -> Case:
    """The value in 2025, the baseline in 2020."""
    start = None if baseline is None else values(baseline)
    return Case(2025, 2025, due, better, "%", {2025: values(value)}, start)


SIXTY, SEVENTY, POINTS = number("60"), number("70"), number("10", "百分点")
REACH, RANGE, ABOUT = Reach(SIXTY), Range(SIXTY, SEVENTY), Approx(SIXTY)
RISE, FALL = Change(POINTS, RISING), Change(POINTS, FALLING)
OPEN = RISE.but(direction=None)
YEARLY = AnnualChange(number("1", "百分点"), RISING, False)
TWICE, HALF, ONCE = Multiple(Fraction(2)), Multiple(Fraction(1, 2)), Multiple(Fraction(1))
NURSES = Ratio("1:1.3", number("1", None), number("1.3", None))
STEADY, BETTERED = Trend(RISING, True), Trend(Direction.BETTER, True)
SYNC = Reference("GDP")
NOBODY: set[Better | None] = set()


@pytest.mark.parametrize(
    ("rule", "lacking"),
    [
        (Compare(Relation.GE, SIXTY), NOBODY),
        (REACH, {None, NEITHER}),
        (ABOUT, {None}),
        (RANGE, {None}),
        (RANGE.but(two_sided=True), NOBODY),
        (Stable(), {None}),
        (RISE, NOBODY),
        (OPEN, {None, NEITHER}),
        (YEARLY, NOBODY),
        (YEARLY.but(direction=Direction.BETTER), {None, UP, DOWN, NEITHER}),
        (STEADY, NOBODY),
        (BETTERED, {None, NEITHER}),
        (NURSES, {None, NEITHER}),
        (NURSES.but(relation=Relation.LE), NOBODY),
        (SYNC, {None, NEITHER}),
        (SYNC.but(near=True), {None}),
        (SYNC.but(relation=Relation.GE), NOBODY),
        (EveryYear(REACH), {None, NEITHER}),
        (Total(ABOUT), {None}),
        (Each((ComponentRule("城镇", RISE, "…"), ComponentRule("农村", REACH, "…"))), {None, NEITHER}),
        (All((Demand("…", RISE), Demand("…", ABOUT))), {None}),
    ],
)
def test_needs_the_better_direction(rule: Rule, lacking: set[Better | None]) -> None:
    """「没有好的方向，目标必须写明关系」「写明关系的（≥、“以上”）照写的算」"""
    assert {better for better in (None, *Better) if rule.lacks_direction(better)} == lacking


@pytest.mark.parametrize(
    ("rule", "ways"),
    [
        (REACH, set()),
        (REACH.but(towards=RISING), {RISING}),
        (RANGE.but(towards=FALLING), {FALLING}),
        (RANGE.but(towards=FALLING, two_sided=True), set()),
        (RISE, {RISING}),
        (RISE.but(by=number("0")), set()),
        (RISE.but(bound=Bound.AT_LEAST), {RISING}),
        (RISE.but(bound=Bound.AT_MOST), set()),
        (FALL.but(bound=Bound.LESS_THAN), set()),
        (YEARLY, {RISING}),
        (YEARLY.but(high=number("2", "百分点")), set()),
        (TWICE, {RISING}),
        (TWICE.but(bound=Bound.AT_LEAST), {RISING}),
        (TWICE.but(bound=Bound.AT_MOST), set()),
        (HALF, {FALLING}),
        (HALF.but(bound=Bound.AT_LEAST), set()),
        (HALF.but(bound=Bound.MORE_THAN), set()),
        (ONCE, set()),
        (STEADY, {RISING}),
        (Compare(Relation.GE, SIXTY), set()),
    ],
)
def test_points_a_way(rule: Rule, ways: set[Direction]) -> None:
    """「封顶的（增长不超过10%）和零增长不算有方向」; a way is opposed where it is the worse one."""
    assert {way for way in (RISING, FALLING) if rule.points(way)} == ways
    opposed = {UP: FALLING in ways, DOWN: RISING in ways, NEITHER: False, None: False}
    assert {better: rule.opposed(better) for better in opposed} == opposed


@pytest.mark.parametrize(
    ("rule", "turned"),
    [
        (RISE, FALL),
        (OPEN, None),
        (YEARLY, YEARLY.but(direction=FALLING)),
        (REACH.but(towards=RISING), REACH),
        (STEADY, Trend(FALLING, True)),
        (BETTERED, None),
        (TWICE, None),
    ],
)
def test_turned_the_better_way(rule: Rule, turned: Rule | None) -> None:
    assert rule.turned() == turned


@pytest.mark.parametrize(
    ("rule", "of_rank"),
    [
        (RISE.but(by=number("2", None)), FALL.but(by=number("2", "位"))),
        (OPEN.but(by=number("2", None)), OPEN.but(by=number("2", "位"))),
        (RISE.but(direction=Direction.BETTER), RISE.but(by=number("10", "位"), direction=Direction.BETTER)),
        (STEADY, Trend(FALLING, True)),
        (BETTERED, BETTERED),
        (REACH.but(towards=RISING), REACH.but(towards=FALLING)),
        (REACH, REACH),
    ],
)
def test_of_ranks(rule: Rule, of_rank: Rule) -> None:
    """「提升、上升、前移、进位是数字变小」"""
    assert rule.of_rank("位") == of_rank


def test_a_rank_without_a_unit_keeps_the_one_of_the_words() -> None:
    assert RISE.but(by=number("2", "名")).of_rank(None) == FALL.but(by=number("2", "名"))


@pytest.mark.parametrize(
    ("rule", "baseline", "end", "enough"),
    [
        (YEARLY, "50", "60", "[60,"),
        (YEARLY, "50", "40", ",40]"),
        (YEARLY, "50", "50", "[50,"),
        (RISE, "50", "60", "[60,"),
        (RISE.but(bound=Bound.ABOUT), "50", "60", "[59.8,"),
        (FALL.but(bound=Bound.ABOUT), "50", "40", ",40.2]"),
        (RISE.but(by=number("0")), "50", "50", "[50,"),
        (FALL.but(by=number("0")), "50", "50", ",50]"),
        (TWICE, "50", "100", "[100,"),
        (TWICE.but(bound=Bound.ABOUT), "50", "100", "[98,"),
        (HALF, "50", "25", ",25]"),
        (HALF.but(bound=Bound.ABOUT), "50", "25", ",25.5]"),
    ],
)
def test_enough_of_the_way(rule: Rule, baseline: str, end: str, enough: str) -> None:
    """「“降低10%左右”够它的 98% 就是做到」「“翻一番左右”是基期的 1.96 倍」"""
    assert rule.enough(Fraction(baseline), Fraction(end), case_of(UP)) == values(enough)


@pytest.mark.parametrize(
    ("rule", "better", "least"),
    [
        (RISE.but(bound=Bound.ABOUT), UP, RISE.but(by=number("9.8", "百分点"), bound=Bound.AT_LEAST)),
        (RISE.but(bound=Bound.AT_MOST), UP, RISE.but(bound=Bound.AT_MOST)),
        (TWICE.but(bound=Bound.ABOUT), UP, Multiple(Fraction("1.96"), Bound.AT_LEAST)),
        (ONCE.but(bound=Bound.ABOUT), UP, Multiple(Fraction("0.98"), Bound.AT_LEAST)),
        (ONCE.but(bound=Bound.ABOUT), DOWN, Multiple(Fraction("1.02"), Bound.AT_LEAST)),
        (HALF, DOWN, HALF),
        (REACH, UP, REACH),
    ],
)
def test_least_change(rule: Rule, better: Better, least: Rule) -> None:
    assert rule.least(TOLERANCE, better) == least


@pytest.mark.parametrize(
    ("rule", "better", "ends"),
    [
        (REACH, UP, ["60"]),
        (RANGE, UP, ["60"]),
        (RANGE, DOWN, ["70"]),
        (RANGE, NEITHER, ["60"]),
        (RISE, UP, ["60"]),
        (OPEN, DOWN, ["40"]),
        (RISE.but(by=number("20")), UP, ["60"]),
        (FALL.but(by=number("4")), DOWN, ["48", "46"]),
        (RISE.but(since=2020), UP, ["60"]),
        (RISE.but(since=2018), UP, []),
        (RISE.but(bound=Bound.AT_MOST), UP, []),
        (TWICE, UP, ["100"]),
        (TWICE.but(since=2020), UP, ["100"]),
        (TWICE.but(since=2018), UP, []),
        (TWICE.but(bound=Bound.AT_MOST), UP, []),
        (HALF, DOWN, ["25"]),
        (HALF.but(bound=Bound.AT_LEAST), DOWN, []),
        (ONCE, UP, ["50"]),
        (NURSES, UP, ["1.3"]),
    ],
)
def test_ends_at(rule: Rule, better: Better, ends: list[str]) -> None:
    """The number that the target leads to from 50; what is to stay small leads nowhere."""
    assert [goal(Fraction(50)) for goal in rule.goals(case_of(better))] == [Fraction(end) for end in ends]


@pytest.mark.parametrize(("rule", "ends"), [(RISE.but(by=number("20")), []), (RISE, ["10"]), (TWICE, [])])
def test_of_nothing_there_is_no_share(rule: Rule, ends: list[str]) -> None:
    """「百分之几、几倍、同比例都要有一个正的基数」"""
    found = rule.goals(case_of(UP, baseline="0"))
    assert [goal(Fraction(0)) for goal in found] == [Fraction(end) for end in ends]


BETWEEN = RANGE.but(two_sided=True)


@pytest.mark.parametrize(
    ("rule", "better", "baseline", "value", "beyond"),
    [
        (BETWEEN, UP, "50", "70", False),
        (BETWEEN, UP, "50", "70.1", True),
        (BETWEEN, UP, "50", "59.9", False),
        (BETWEEN.but(high_open=True), UP, "50", "70", True),
        (BETWEEN.but(low_open=True), UP, "60", "70.1", True),
        (BETWEEN, DOWN, "80", "60", False),
        (BETWEEN, DOWN, "80", "59.9", True),
        (BETWEEN.but(low_open=True), DOWN, "80", "60", True),
        (BETWEEN.but(high_open=True), DOWN, "70", "59.9", True),
        (BETWEEN, UP, "65", "70.1", True),
        (BETWEEN, UP, "65", "59.9", False),
        (BETWEEN, DOWN, "65", "70.1", False),
        (BETWEEN, DOWN, "65", "59.9", True),
        (BETWEEN, NEITHER, "65", "70.1", True),
        (BETWEEN, NEITHER, "65", "59.9", True),
        (BETWEEN, UP, None, "70.1", False),
        (RANGE, UP, "50", "70.1", False),
    ],
)
def test_past_the_far_end(rule: Rule, better: Better, baseline: str | None, value: str, beyond: bool) -> None:
    """「数已经穿过去、到了另一边的」「基期就在区间里的，从好的一头越出去的也注明；没有好的方向的，越出哪一头都注明」"""
    assert rule.beyond_far_end(case_of(better, value, baseline)) is beyond


@pytest.mark.parametrize(
    ("by", "points"),
    [(number("5"), "5"), (number("4.9"), None), (number("10"), "10"), (number("10", "百分点"), None)],
)
def test_from_five_per_cent_on_the_points_are_passed_over(by: Quantity, points: str | None) -> None:
    """「写“降低10%”（5% 和更多的），按字面就是相对变化」; of what is no percentage there are none."""
    found = points_passed_over(by, case_of(UP))
    assert (found and found.absolute) == (points and Fraction(points))
    assert points_passed_over(by, replace(case_of(UP), measure="人")) is None


@pytest.mark.parametrize(
    ("rule", "measure"),
    [
        (REACH, "人"),
        (RANGE.but(high=number("70", "人")), "%"),
        (RISE, "人"),
        (YEARLY, "人"),
        (EveryYear(REACH), "人"),
        (Total(REACH), "人"),
        (Share(SIXTY, "县"), "人"),
        (Each((ComponentRule("城镇", REACH, "…"),)), "人"),
        (Ratio("1辆/3万人", number("1", "辆"), number("3", "万人")), "%"),
        (SYNC.but(margin=POINTS), "人"),
        (SYNC.but(number=SIXTY), "人"),
    ],
)
def test_a_unit_must_fit(rule: Rule, measure: str) -> None:
    with pytest.raises(UnitMismatch):
        rule.check_units(measure)


@pytest.mark.parametrize(
    ("rule", "united"),
    [
        (Reach(number("60", None)), Reach(number("60", "人"))),
        (REACH, REACH),
        (Range(number("60", None), SEVENTY), Range(number("60", "人"), SEVENTY)),
        (EveryYear(Reach(number("60", None))), EveryYear(Reach(number("60", "人")))),
    ],
)
def test_the_unit_of_the_row(rule: Rule, united: Rule) -> None:
    """「光写数字的，用指标的单位」"""
    assert rule.with_unit("人") == united


@pytest.mark.parametrize(
    "rule",
    [
        REACH,
        RANGE,
        RISE,
        YEARLY,
        EveryYear(REACH),
        Total(REACH),
        Share(SIXTY, "县"),
        Each((ComponentRule("城镇", REACH, "…"),)),
        All((Demand("…", REACH), Demand("…", RISE))),
        SYNC.but(margin=POINTS, number=SIXTY),
        TWICE,
        STEADY,
    ],
)
def test_its_own_unit_fits(rule: Rule) -> None:
    for measure in ("%", "‰"):
        rule.check_units(measure, 1000)


@pytest.mark.parametrize(
    ("rule", "better", "side"),
    [
        (Compare(Relation.LT, SIXTY), UP, "lt"),
        (REACH, UP, "ge"),
        (REACH, DOWN, "le"),
        (REACH, NEITHER, "eq"),
        (ABOUT, UP, "approx"),
        (RANGE, UP, "range"),
        (Share(SIXTY, "县"), UP, "ge"),
        (NURSES, UP, "ge"),
        (NURSES.but(relation=Relation.LE), UP, "le"),
    ],
)
def test_on_which_side_a_value_should_be(rule: Rule, better: Better, side: str) -> None:
    assert rule.side(case_of(better)) == side


@pytest.mark.parametrize(
    ("rule", "upward"),
    [
        (RISE, {UP, DOWN, NEITHER}),
        (FALL, set()),
        (OPEN, {UP}),
        (RISE.but(direction=Direction.BETTER), {UP}),
        (YEARLY, {UP, DOWN, NEITHER}),
        (TWICE, {UP, DOWN, NEITHER}),
        (TWICE.but(bound=Bound.LESS_THAN), set()),
        (HALF, set()),
        (HALF.but(bound=Bound.MORE_THAN), {UP, DOWN, NEITHER}),
        (ONCE, {UP, NEITHER}),
    ],
)
def test_asks_for_more(rule: Rule, upward: set[Better]) -> None:
    """「不低于基期的 2 倍、2.5 倍，不高于一半」「恰好 1 倍的朝好的方向」"""
    assert {better for better in Better if rule.is_upward(better)} == upward


@pytest.mark.parametrize(("other", "own"), [("4", "6"), ("(4,", "6"), (",4)", "6"), ("[4,4.5]", "6")])
def test_what_this_year_must_be_for_a_mean(other: str, own: str) -> None:
    """「“年均”比各年的平均」: for 5 in the mean of two years, 6 beside a 4."""
    case = Case(2022, 2022, 2025, UP, "%", {2021: values(other), 2022: values("5")})
    assert set(EveryYear(Reach(number("5")), mean=True).turning_points(case)) == {Fraction(own)}


def test_what_this_year_must_add_to_a_total() -> None:
    """「报的是各年的数，就加起来比」: to 1000, after 400 and 500 there are 100 to go; a running total must be 1000 itself."""
    known = {2021: values("400"), 2022: values("500"), 2023: values("7")}
    case = Case(2023, 2023, 2023, UP, "人", known)
    total = Total(Reach(number("1000", "人")))
    assert set(total.turning_points(case)) == {Fraction(100), Fraction(1000)}
    assert set(total.turning_points(replace(case, yearly=frozenset({2023})))) == {
        Fraction(1000),
        Fraction(100),
    }


@pytest.mark.parametrize(("rate", "own"), [(RISING, "15"), (FALLING, "20")])
def test_what_this_year_must_add_to_a_change(rate: Direction, own: str) -> None:
    """「各年的变化连乘」: 20 % more is made 38 % more by 15 % more, 20 % less is made 36 % less by 20 % less."""
    asked = "38" if rate is RISING else "36"
    case = Case(2022, 2022, 2022, UP, "%", {2021: values("20"), 2022: values("1")})
    total = Total(Reach(number(asked)), rate)
    assert set(total.turning_points(case)) == {Fraction(own), Fraction(asked)}


@pytest.mark.parametrize(
    ("rule", "better", "turns"),
    [
        (YEARLY.but(bound=Bound.ABOUT), UP, {"54.9"}),  # 50 + 5 × 0.98
        (YEARLY.but(by=number("10"), bound=Bound.ABOUT), UP, {str(50 * Fraction("1.098") ** 5)}),
        (RISE.but(bound=Bound.ABOUT), UP, {"59.8"}),
        (RISE.but(by=number("4")), UP, {"52", "54"}),
        (FALL, DOWN, {"40"}),
        (OPEN.but(by=number("18", None)), UP, {"68", "59"}),  # 〔18〕: 18 more, or 18 % more
        (OPEN.but(by=number("18", None)), DOWN, {"32", "41"}),
        (TWICE.but(bound=Bound.ABOUT), UP, {"98", "100", "102"}),
        (Slowing(True), DOWN, {"50"}),
        (ABOUT, NEITHER, {"58.8", "61.2"}),
    ],
)
def test_turns(rule: Rule, better: Better, turns: set[str]) -> None:
    assert set(rule.turning_points(case_of(better))) == {Fraction(turn) for turn in turns}


def test_a_mean_is_compared_from_the_baseline_alone() -> None:
    """「只看头尾两年，所以一定要有基期（或写明的那一年）的数」"""
    known = {2021: values("51"), 2023: values("60")}
    without = Case(2023, 2023, 2025, UP, "%", known)
    mean = YEARLY.but(average=True)
    assert list(mean.comparisons(without)) == []
    assert mean.verdict(without).reason is Reason.NO_BASELINE
    assert len(list(mean.comparisons(replace(without, baseline=values("50"))))) == 1
    assert len(list(YEARLY.comparisons(without))) == 1


def test_nothing_is_compared_without_a_start_or_a_way() -> None:
    assert list(RISE.comparisons(case_of(UP, baseline=None))) == []
    assert list(OPEN.comparisons(case_of(NEITHER))) == []
    assert list(TWICE.comparisons(case_of(UP, baseline=None))) == []
    assert list(Trend(RISING, False).comparisons(case_of(UP, baseline=None))) == []
    assert list(BETTERED.comparisons(case_of(NEITHER))) == []
