"""Every year of every indicator in one view: what evaluate says of each year, and numbers that decide nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest
from forms import text_of
from hypothesis import given
from hypothesis import strategies as st
from support import CASES, actuals_of, check_expected, plan_of

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.text_width import width
from healthplan_cli.cli import run
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.model import Actuals, Conventions, InputFile, Plan, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.words.sparkline import chart
from healthplan_cli.report.words.trends import sentences, summary
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.views.trend import NeedLack, TrendRow, Trends, trend
from healthplan_cli.views.trend.line import least_squares

FOLDER = CASES / "trend"
FILES = (str(FOLDER / "actuals.yaml"), "--plan", str(FOLDER / "plan.yaml"))
YEAR = 2023


def case_data() -> tuple[Plan, Actuals]:
    plan = build_plan(parse((FOLDER / "plan.yaml").read_bytes(), "plan.yaml"), "plan.yaml", {}, "0" * 64)
    root = parse((FOLDER / "actuals.yaml").read_bytes(), "actuals.yaml")
    return plan, read_actuals(root, "actuals.yaml", plan)


PLAN, DATA = case_data()
VIEW = trend(PLAN, DATA, Conventions(YEAR), (InputFile("actuals.yaml", "1" * 64),))


def one(row: Mapping[str, Any], values: Mapping[int, Any], year: int = YEAR, **options: Any) -> TrendRow:
    """The only row of a plan with one indicator."""
    plan = plan_of([{"better": "higher", **row}])
    data = actuals_of(plan, {"row1": {str(when): value for when, value in values.items()}})
    [found] = trend(plan, data, Conventions(year, **options)).rows
    return found


def statuses(row: TrendRow) -> dict[int, Status]:
    return {item.year: item.status for item in row.years}


class TestWhole:
    """The page and the data, to the last character."""

    @pytest.mark.parametrize("columns", [60, 80, 120])
    def test_the_page(self, columns: int) -> None:
        check_expected(FOLDER / f"terminal-{columns}.txt", text_of("trends", "terminal", VIEW, Look(columns)))

    def test_the_data(self) -> None:
        check_expected(FOLDER / "trend.json", text_of("trends", "json", VIEW))


class TestYears:
    """「每年的状态就是单独核验那一年（--year）的结论」."""

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
        view = trend(PLAN, shuffled, Conventions(YEAR), VIEW.inputs)
        assert text_of("trends", "json", view) == text_of("trends", "json", VIEW)
        assert text_of("trends", "terminal", view, Look(80)) == text_of("trends", "terminal", VIEW, Look(80))

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


class TestChart:
    """A column for each year between the lowest and the highest, the target's level after a bar."""

    @pytest.mark.parametrize(
        ("values", "level", "shown", "plain"),
        [
            ([0, 1, 2, 3, 4, 5, 6, 7], None, "▁▂▃▄▅▆▇█", "12345678"),
            ([40, None, 60], 50, "▁.█|▅", "1.8|5"),
            ([5, 5], 5, "▅▅|▅", "55|5"),
            ([None, None], None, "", ""),
            ([3, 2, 1], 0, "█▆▃|▁", "863|1"),
        ],
    )
    def test_columns(self, values: list[int | None], level: int | None, shown: str, plain: str) -> None:
        numbers = [None if value is None else Fraction(value) for value in values]
        goal = None if level is None else Fraction(level)
        assert (chart(numbers, goal), chart(numbers, goal, signs=False)) == (shown, plain)


class TestPage:
    """A page for the terminal that is there."""

    @pytest.mark.parametrize("columns", [60, 72, 80, 100, 120, 240])
    @pytest.mark.parametrize("signs", [True, False])
    def test_no_line_is_wider(self, columns: int, signs: bool) -> None:
        for view in (VIEW, self.long()):
            lines = text_of("trends", "terminal", view, Look(columns, signs=signs)).splitlines()
            assert [line for line in lines if width(line) > columns or line != line.rstrip()] == []

    def test_without_signs_gbk_is_enough(self) -> None:
        assert "✓" in text_of("trends", "terminal", VIEW, Look(80))
        text_of("trends", "terminal", VIEW, Look(80, signs=False)).encode("gbk")

    def test_colours_change_nothing_else(self) -> None:
        view = replace(
            VIEW, rows=(*VIEW.rows, one({"baseline": "40", "target": "≥60", "due": 2022}, {2022: 50}))
        )
        assert statuses(view.rows[-1])[2022] is Status.MISSED
        colored = text_of("trends", "terminal", view, Look(80, color=True))
        for code in ("[1m", "[31m", "[1;31m", "[32m", "[1;32m", "[35m", "[0m"):
            assert f"\x1b{code}" in colored
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == text_of("trends", "terminal", view, Look(80))

    def long(self) -> Trends:
        """A plan of fifteen years, which stand side by side nowhere."""
        plan = plan_of(
            [{"better": "higher", "unit": "%", "baseline": "40", "target": "≥60"}],
            period={"baseline": 2020, "start": 2021, "end": 2035},
        )
        data = actuals_of(plan, {"row1": {"2021": 42, "2034": 61.25}})
        return trend(plan, data, Conventions(2034))


class TestCommand:
    """「不设门禁：写出来了就是 0」."""

    def test_is_no_gate(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["trend", *FILES]) == 0
        text = capsys.readouterr().out
        assert "走势样例规划：逐年走势" in text
        assert "滞后" in text

    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert (
            run(["trend", *FILES, "--format", "json", "--indicator", "稳步", "--indicator", "医院等级"]) == 0
        )
        data = json.loads(capsys.readouterr().out)
        assert data["format"] == "hpcheck.trend/1"
        assert [row["id"] for row in data["rows"]] == ["share", "grade"]

    def test_several_plans_one_after_the_other(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = tmp_path / "other.yaml"
        text = (FOLDER / "plan.yaml").read_text(encoding="utf-8")
        other.write_text(text.replace("id: trend", "id: other").replace("id: grade", "id: level"), "utf-8")
        data = tmp_path / "data.yaml"
        data.write_text("actuals: {share: {2021: 44, 2022: 48}}\n", encoding="utf-8")
        files = ["trend", str(data), "--plan", FILES[2], "--plan", str(other)]
        assert run([*files, "--format", "json"]) == 0
        assert [item["plan"]["id"] for item in json.loads(capsys.readouterr().out)] == ["trend", "other"]
        assert run([*files, "--format", "json", "--indicator", "level"]) == 0
        assert json.loads(capsys.readouterr().out)["plan"]["id"] == "other"
        assert run([*files, "--indicator", "没有的"]) == 2
        assert capsys.readouterr() == ("", "--indicator: 几个规划里都没有指标“没有的”\n")

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (["--year", "2020"], "--year: 2020 年不在规划期内：基期是 2020 年，从 2021 年起才能核验"),
            (["--band", "2"], "--band: “2”不对：应为 0 到 1 之间、最多四位小数的数，如 0.05"),
            (["--indicator", "没有的"], "--indicator: 本规划没有指标“没有的”"),
            (["--set", "share=≥1"], "--set: "),
        ],
    )
    def test_wrong_input(self, options: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["trend", *FILES, *options]) == 2
        found = capsys.readouterr()
        assert found.out == ""
        assert found.err.startswith(message)

    def test_options_of_evaluate(self, capsys: pytest.CaptureFixture[str]) -> None:
        options = ["--set", "outer=≥95%", "--year", "2022", "--band", "0.2", "--carry", "1"]
        assert run(["trend", *FILES, *options, "--format", "json", "--indicator", "outer"]) == 0
        data = json.loads(capsys.readouterr().out)
        assert (data["year"], data["band"], data["carry"]) == (2022, 0.2, 1)
        [row] = data["rows"]
        assert (row["target"], row["needed_per_year"]) == ("≥95%", 4 / 3)
        assert [item["status"] for item in row["years"]] == ["on_track", "on_track"]


class TestGaps:
    """A verdict held in all years only where all are known."""

    row: ClassVar[dict[str, Any]] = {"unit": "%", "baseline": "50", "target": "≥60"}

    @pytest.mark.parametrize(
        ("values", "year", "words"),
        [
            ({2021: 61, 2022: 62, 2023: 63}, 2023, "一直达标"),
            ({2021: 61, 2023: 63}, 2023, "能判定的 2 年都达标"),
            ({2022: 50, 2023: 51}, 2023, "能判定的 2 年都滞后"),
            ({2022: 59, 2023: 63}, 2023, "能判定的 2 年都快于预期或达标"),
            ({2021: 61, 2022: 62}, 2023, "能判定的 2 年都达标"),
            ({2023: 63}, 2023, "只有 2023 年能判定（达标）"),
            ({2021: 61}, 2021, "2021 年达标"),
            ({2021: 61, 2023: 50}, 2023, "结论有变：2023 年转差"),
        ],
    )
    def test_course(self, values: dict[int, int], year: int, words: str) -> None:
        assert next(sentences(one(self.row, values, year), 2020)) == words

    @pytest.mark.parametrize(("year", "words"), [(2021, "无法判定"), (2022, "各年都无法判定")])
    def test_none_known(self, year: int, words: str) -> None:
        row = one({**self.row, "target": "国家下达"}, {2021: 61}, year)
        assert next(sentences(row, 2020)) == f"{words}（目标由其他文件确定）"

    def test_the_summary_counts_them_apart(self) -> None:
        plan = plan_of([{"better": "higher", **self.row} for _ in range(3)])
        told = {"row1": {"2021": 61, "2022": 61}, "row2": {"2021": 61}, "row3": {"2021": 61, "2022": 61}}
        told["row2"]["2023"] = told["row1"]["2023"] = 61
        view = trend(plan, actuals_of(plan, told), Conventions(YEAR))
        assert next(summary(view)) == (
            "共 3 项，有两年以上能判定的 3 项：结论稳定的 1 项，能判定的几年没有变、另有年份无法判定的 2 项，有变的 0 项"
        )
