"""Every year of every indicator in one view: what evaluate says of each year, and numbers that decide nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from forms import text_of
from hypothesis import given
from hypothesis import strategies as st
from support import actuals_of, check_expected, plan_of
from trendcases import DATA, FOLDER, PLAN, VIEW, YEAR, case_data, one, statuses

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.model import Conventions, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.views.trend import NeedLack, trend
from healthplan_cli.views.trend.line import least_squares


class TestWhole:
    """The page and the data, to the last character."""

    @pytest.mark.parametrize("columns", [60, 80, 120])
    def test_the_page(self, columns: int) -> None:
        check_expected(FOLDER / f"terminal-{columns}.txt", text_of("trends", "terminal", VIEW, Look(columns)))

    def test_the_data(self) -> None:
        check_expected(FOLDER / "trend.json", text_of("trends", "json", VIEW))


class TestYears:
    """「每年的状态就是单独核验那一年的结论」."""

    @pytest.mark.parametrize("carry", [0, 1, 3])
    @pytest.mark.parametrize("last", [2021, 2023, 2025, 2027])
    def test_are_what_evaluate_says(self, last: int, carry: int) -> None:
        view = trend(PLAN, DATA, Conventions(last, carry=carry))
        for year in range(2021, last + 1):
            report = evaluate(PLAN, DATA, Conventions(year, carry=carry))
            expected = {result.id: result.status for result in report.results}
            wholes = [row for row in view.rows if row.part.component is None]
            assert {row.part.id: statuses(row)[year] for row in wholes} == expected
            parts: list[Result] = [part for result in report.results for part in result.components]
            assert [
                (row.part.id, statuses(row)[year]) for row in view.rows if row.part.component is not None
            ] == [(part.id, part.status) for part in parts]

    def test_a_value_without_a_year_is_that_of_the_last(self) -> None:
        plan = plan_of([{"better": "higher", "baseline": "40", "target": "≥60", "unit": "%"}])
        [row] = trend(plan, actuals_of(plan, {"row1": 61}), Conventions(YEAR)).rows
        assert [item.value for item in row.years] == [None, None, 61]
        assert list(statuses(row).values()) == [Status.UNKNOWN, Status.UNKNOWN, Status.MET]

    def test_a_year_after_the_last_is_not_looked_at(self) -> None:
        """「Y 以后的数不看」."""
        values = tuple(item for item in DATA.values if item.year is None or item.year <= YEAR)
        assert len(values) == len(DATA.values) - 1
        assert trend(PLAN, replace(DATA, values=values), Conventions(YEAR)).rows == VIEW.rows

    def test_a_carried_value_is_not_that_year_s(self) -> None:
        row = one({"baseline": "40", "target": "≥60", "unit": "%"}, {2021: 61}, carry=1)
        assert [(item.value, item.status) for item in row.years] == [
            (61, Status.MET),
            (None, Status.MET),
            (None, Status.UNKNOWN),
        ]
        assert row.points == {2020: 40, 2021: 61}

    def test_before_it_was_split_a_component_has_no_value(self) -> None:
        """「整项的数、别的分项的数都不代替它」"""
        row = {"better": "higher", "baseline": "40", "target": "≥60", "unit": "%"}
        plan = plan_of([{**row, "components": [{"id": "in", "name": "院内"}, {"id": "out", "name": "院外"}]}])
        plan = replace(plan, indicators=(replace(plan.indicators[0], optional_components=True),))
        data = actuals_of(plan, {"row1": {"2021": 61, "2022": {"院内": 62, "院外": 50}}})
        found = trend(plan, data, Conventions(2022)).rows
        assert [list(statuses(row).values()) for row in found] == [
            [Status.UNKNOWN, Status.AHEAD],
            [Status.UNKNOWN, Status.MET],
            [Status.UNKNOWN, Status.AHEAD],
        ]


class TestNothingElse:
    """「不作判断依据」: the view is drawn from evaluate and never reaches it."""

    def test_evaluate_is_as_it_was(self) -> None:
        before = evaluate(PLAN, DATA, Conventions(YEAR))
        trend(PLAN, DATA, Conventions(YEAR))
        assert evaluate(PLAN, DATA, Conventions(YEAR)) == before
        assert case_data() == (PLAN, DATA)

    @given(st.permutations(range(len(DATA.values))))
    def test_the_order_of_the_data_does_not_matter(self, order: list[int]) -> None:
        shuffled = replace(DATA, values=tuple(DATA.values[place] for place in order))
        assert trend(PLAN, shuffled, Conventions(YEAR), VIEW.inputs) == VIEW

    def test_chosen_rows_are_the_same_rows(self) -> None:
        view = trend(PLAN, DATA, Conventions(YEAR), chosen={"parted", "share"})
        assert view.rows == tuple(row for row in VIEW.rows if row.part.indicator.id in ("parted", "share"))
        assert len(view.rows) == 4


class TestCourse:
    """Whether the verdict was stable: met, ahead and on track are one side, behind and missed the other."""

    @pytest.mark.parametrize(
        ("values", "stable", "turns"),
        [
            ({}, None, []),
            ({2021: 50}, None, []),
            ({2021: 44, 2022: 61, 2023: 53}, True, []),
            ({2021: 40, 2022: 41, 2023: 42}, True, []),
            ({2021: 44, 2023: 41}, False, [(2023, False)]),
            ({2021: 44, 2022: 41, 2023: 53}, False, [(2022, False), (2023, True)]),
            ({2021: 40, 2022: ">40", 2023: 61}, False, [(2023, True)]),
        ],
    )
    def test_turns(self, values: dict[int, Any], stable: bool | None, turns: list[Any]) -> None:
        row = one({"baseline": "40", "target": "≥60", "unit": "%"}, values)
        assert row.course.stable is stable
        assert [(turn.year, turn.better) for turn in row.course.turns] == turns

    def test_to_the_end(self) -> None:
        row = one({"baseline": "40", "target": "≥60"}, {2023: 52, 2024: 56, 2025: 59}, 2025)
        assert [status for _, status in row.course.known][-1] is Status.MISSED
        assert [(turn.year, turn.better) for turn in row.course.turns] == [(2025, False)]


class TestChange:
    """(latest − baseline) / years, exactly; from the first known value where there is no baseline."""

    @pytest.mark.parametrize(
        ("baseline", "values", "expected"),
        [
            ("40", {2021: 99, 2023: 41}, (Fraction(1, 3), 2020, 2023)),
            (None, {2021: 40, 2023: 41}, (Fraction(1, 2), 2021, 2023)),
            ("≥30", {2022: 41, 2023: 40}, (Fraction(-1), 2022, 2023)),
            ("40", {2022: 41, 2023: ">42"}, (Fraction(1, 2), 2020, 2022)),
            ({"text": "40", "year": 2018}, {2023: 45}, (Fraction(1), 2018, 2023)),
        ],
    )
    def test_per_year(self, baseline: Any, values: dict[int, Any], expected: tuple[Any, ...]) -> None:
        row = one({"baseline": baseline, "target": "≥60", "unit": "%"}, values)
        assert row.change is not None
        assert (row.change.per_year, row.change.since, row.change.until) == expected

    @pytest.mark.parametrize(
        ("row", "values"),
        [
            ({"baseline": "40", "target": "≥60"}, {}),
            ({"target": "≥60"}, {2022: 50}),
            ({"baseline": "二级乙等", "target": "三级乙等"}, {2022: "二级甲等"}),
        ],
    )
    def test_none(self, row: dict[str, Any], values: dict[int, Any]) -> None:
        assert one(row, values).change is None

    def test_totals_count_from_zero(self) -> None:
        """「也可以照样报成累计数 `〔14.2〕`，程序直接和 18 比」."""
        row = one({"baseline": "100", "target": "〔18〕", "unit": "人"}, {2021: "〔3〕", 2023: "〔9〕"})
        assert row.points == {2020: 0, 2021: 3, 2023: 9}
        assert row.need is not None
        assert row.need.per_year == Fraction(9, 2)
        assert row.line is not None
        assert (row.line.value, row.line.meets) == (Fraction(15), False)


class TestNeed:
    """(goal − latest) / (due − latest year); of a change that every year must make, that change."""

    @pytest.mark.parametrize(
        ("row", "values", "expected"),
        [
            ({"baseline": "40", "target": "≥60"}, {2023: 49}, Fraction(11, 2)),
            ({"baseline": "40", "target": "≥60"}, {2022: 49}, Fraction(11, 3)),
            ({"target": "60"}, {2023: 70 - 11}, Fraction(1, 2)),
            ({"baseline": "40", "target": "≥60", "due": 2024}, {2023: 49}, Fraction(11)),
            ({"baseline": "40", "target": "较2020年提高10%"}, {2023: 43}, Fraction(1, 2)),
            ({"baseline": "40", "target": "翻一番"}, {2023: 60}, Fraction(10)),
            ({"baseline": "40", "target": "50—60"}, {2023: 48}, Fraction(1)),
            (
                {"baseline": "43", "unit": "%", "better": "lower", "target": "每年降低0.5个百分点"},
                {2023: 44},
                Fraction(-1, 2),
            ),
            ({"baseline": "100", "target": "每年增长5%"}, {2023: 120}, Fraction(6)),
            ({"baseline": "100", "target": "年均增加10"}, {2023: 120}, Fraction(15)),
        ],
    )
    def test_per_year(self, row: dict[str, Any], values: dict[int, Any], expected: Fraction) -> None:
        need = one(row, values).need
        assert need is not None
        assert (need.per_year, need.reason) == (expected, None)

    @pytest.mark.parametrize(
        ("row", "values", "reason"),
        [
            ({"baseline": "40", "target": "≥60"}, {2023: 60}, NeedLack.MET),
            ({"baseline": "70", "target": "≥60"}, {2023: 65}, NeedLack.MET),
            ({"baseline": "100", "target": "年均增长5%"}, {2023: 200}, NeedLack.MET),
            ({"baseline": "40", "target": "≥60", "due": 2023}, {2023: 50}, NeedLack.DUE),
            ({"baseline": "40", "target": "保持稳定"}, {2023: 40}, NeedLack.KEEP),
            ({"target": "每年不少于30"}, {2023: 40}, NeedLack.EVERY_YEAR),
            ({"target": "—"}, {2023: 40}, NeedLack.NO_TARGET),
            ({"target": "国家下达"}, {2023: 40}, NeedLack.EXTERNAL_TARGET),
            ({"baseline": "40", "target": "明显提高"}, {2023: 41}, NeedLack.NO_NUMBER),
            ({"baseline": "40", "target": "持续提高"}, {2023: 41}, NeedLack.NO_NUMBER),
            ({"baseline": "40", "unit": "%", "target": "提高2%"}, {2023: 41}, NeedLack.TWO_READINGS),
            ({"baseline": "二级乙等", "target": "三级乙等"}, {2023: "二级甲等"}, NeedLack.GRADE),
            ({"baseline": "40", "target": "≥60"}, {}, NeedLack.NO_DATA),
            ({"baseline": "≥40", "target": "较2020年提高10"}, {2023: 41}, NeedLack.NO_BASELINE),
            ({"baseline": "40", "target": "≥60"}, {2023: ">50"}, NeedLack.RANGE),
            ({"baseline": "40", "target": "年均增长不超过5%"}, {2023: 41}, NeedLack.CAPPED),
        ],
    )
    def test_none(self, row: dict[str, Any], values: dict[int, Any], reason: NeedLack) -> None:
        need = one(row, values).need
        assert need is not None
        assert (need.per_year, need.reason) == (None, reason)


NUMBERS = st.fractions(-1000, 1000, max_denominator=100)


class TestLine:
    """The least-squares line: exact, never capped, never a verdict."""

    @given(start=NUMBERS, slope=NUMBERS, years=st.sets(st.integers(2015, 2024), min_size=2))
    def test_points_on_a_line_give_that_line(self, start: Fraction, slope: Fraction, years: set[int]) -> None:
        found, middle, level = least_squares({year: start + slope * year for year in years})
        assert (found, level + found * (2025 - middle)) == (slope, start + slope * 2025)

    @given(st.dictionaries(st.integers(2015, 2024), NUMBERS, min_size=2))
    def test_what_is_left_over_has_no_mean_and_no_slope(self, points: dict[int, Fraction]) -> None:
        slope, middle, level = least_squares(points)
        rest = {year: value - level - slope * (year - middle) for year, value in points.items()}
        assert sum(rest.values()) == 0
        assert sum(year * value for year, value in rest.items()) == 0

    @pytest.mark.parametrize("step", ["0.1", "3.9", "4", "4.1"])
    def test_linear_data_end_where_they_lead(self, step: str) -> None:
        values = {year: decimal_text(40 + Fraction(step) * (year - 2020)) for year in (2021, 2022, 2023)}
        line = one({"baseline": "40", "target": "≥60", "unit": "%"}, values).line
        assert line is not None
        assert (line.years, line.slope, line.due) == ((2020, 2021, 2022, 2023), Fraction(step), 2025)
        assert (line.value, line.meets) == (40 + 5 * Fraction(step), Fraction(step) >= 4)

    def test_only_single_numbers_are_points(self) -> None:
        row = one({"baseline": "≥30", "target": "≥60"}, {2021: 41, 2022: "42左右", 2023: 43})
        assert row.line is not None
        assert row.line.years == (2021, 2023)
        assert row.left_out == (2020, 2022)

    def test_says_where_it_leaves_what_is_possible(self) -> None:
        line = one({"baseline": "90", "target": "≥95", "unit": "%"}, {2023: 99}).line
        assert line is not None
        assert (line.value, line.possible, line.meets) == (Fraction(105), False, True)

    @pytest.mark.parametrize(
        ("row", "values", "meets"),
        [
            (
                {"baseline": "43", "unit": "%", "better": "lower", "target": "每年降低1个百分点"},
                {2022: 41},
                True,
            ),
            (
                {"baseline": "43", "unit": "%", "better": "lower", "target": "每年降低2个百分点"},
                {2022: 41},
                False,
            ),
            ({"baseline": "40", "target": "每年不少于30"}, {2021: 39, 2022: 38, 2023: 37}, True),
            ({"baseline": "40", "target": "每年不少于36"}, {2021: 39, 2022: 38, 2023: 37}, False),
            ({"baseline": "40", "target": "保持稳定"}, {2023: 40}, True),
            ({"baseline": "40", "target": "明显提高"}, {2023: 41}, None),
            ({"baseline": "40", "target": "明显提高"}, {2023: 39}, False),
        ],
    )
    def test_courses(self, row: dict[str, Any], values: dict[int, Any], meets: bool | None) -> None:
        line = one(row, values).line
        assert line is not None
        assert line.meets is meets

    @pytest.mark.parametrize(
        ("row", "values", "reason"),
        [
            ({"baseline": "40", "target": "≥60", "due": 2022}, {2021: 45, 2022: 50}, NeedLack.DUE),
            ({"target": "≥60"}, {2022: 50}, NeedLack.FEW_POINTS),
            ({"baseline": "二级乙等", "target": "三级乙等"}, {2022: "二级甲等"}, NeedLack.GRADE),
            ({"baseline": "40", "target": "国家下达"}, {2022: 50}, NeedLack.EXTERNAL_TARGET),
            ({"baseline": "40", "target": "—"}, {2022: 50}, NeedLack.NO_TARGET),
            ({"baseline": "40", "target": "≥60"}, {}, NeedLack.NO_DATA),
        ],
    )
    def test_none(self, row: dict[str, Any], values: dict[int, Any], reason: NeedLack) -> None:
        found = one(row, values)
        assert (found.line, found.without_line) == (None, reason)

    def test_is_drawn_while_the_due_year_has_no_value(self) -> None:
        line = one({"baseline": "40", "target": "≥60"}, {2024: 56}, 2025).line
        assert line is not None
        assert (line.value, line.meets) == (Fraction(60), True)
