"""Actual values from Python: mappings, lists, frames of every library, through the readers that files go through."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import healthplan_cli as hp
from healthplan_cli.sources.actuals.grid import Odd
from healthplan_cli.sources.actuals.objects import cell_of, number_of, short

SPEC = """format: hpcheck.plan/1
id: own
title: 自己的规划
period: {baseline: 2020, start: 2021, end: 2025}
indicators:
  - {id: rate, name: 某率, unit: "%", baseline: "50", target: "≥60", nature: 约束性, better: higher}
  - {id: parts, name: 分项率, unit: "%", target: 城镇80左右居民70, nature: 预期性, better: higher}
  - {id: beds, name: 床位数, unit: 张, baseline: "6.2", target: "7.5", nature: 预期性, better: higher}
"""


@pytest.fixture
def plan(tmp_path: Path) -> hp.Plan:
    path = tmp_path / "own.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return hp.load_plan(path)


def values(plan: hp.Plan, data: Any, **how: Any) -> dict[str, float | None]:
    """The values that are judged, by indicator and component."""
    rows = hp.evaluate(plan, data, gate="none", **how).rows()
    return {
        f"{row['indicator']}.{row['component'] or ''}": row["value"]
        for row in rows
        if row["value"] is not None
    }


def problems(load: Callable[[], object]) -> list[str]:
    """What is said against something, a line each."""
    with pytest.raises(hp.InvalidInput) as error:
        load()
    return str(error.value).splitlines()


class TestDigits:
    """「浮点数按写下它的最短的十进制数」, 「`None`、`NaN`、`NA` 是没有数据，从来不是 0」"""

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (0.1, "0.1"), (34.0, "34"), (1e-7, "0.0000001"), (1e22, "10000000000000000000000"), (-0.0, "-0"),
            (0.1 + 0.2, "0.30000000000000004"), (7, "7"), (Decimal("34.30"), "34.30"), (Decimal("1E+3"), "1000"),
            (Fraction(1, 8), "0.125"), ("23.20%", "23.20%"), (" >85 ", ">85"),
        ],
    )  # fmt: skip
    def test_as_written(self, value: object, text: str) -> None:
        assert cell_of(value) == text

    @pytest.mark.parametrize("value", [None, math.nan, Decimal("nan"), "", "  "])
    def test_nothing(self, value: object) -> None:
        assert cell_of(value) is None

    @pytest.mark.parametrize(
        "value",
        [True, math.inf, Decimal("-inf"), date(2024, 1, 1), [1], {1}, b"1", 1j, Fraction(1, 3), object()],
    )
    def test_no_value_is_said(self, value: object) -> None:
        found = cell_of(value)
        assert isinstance(found, Odd)
        assert found.message

    @pytest.mark.parametrize("text", ["0.1", "78.3", "34", "0.00001", "1234567", "16777216", "-2.5"])
    def test_a_float_of_32_bits_has_its_own_digits(self, text: str) -> None:
        import struct

        [double] = struct.unpack("f", struct.pack("f", Decimal(text)))
        assert short(double, "f") == text

    def test_no_number(self) -> None:
        assert number_of("3") is None


class TestMapping:
    """「`{指标: 值}`、`{指标: {年份: 值}}`，其余同数据文件的 `actuals`」"""

    def test_values_and_years(self, plan: hp.Plan) -> None:
        assert values(plan, {"rate": 53.3}, year=2023) == {"rate.": 53.3}
        assert values(plan, {"某率": {2023: 53.3, 2022: "52%"}}) == {"rate.": 53.3}
        assert values(plan, {"分项率": {"城镇": {2023: 79}, "居民": {2023: None}}}) == {"parts.城镇": 79.0}
        assert values(plan, {"rate": {2023: {"value": 53.3, "source": "年报", "provisional": True}}}) == {
            "rate.": 53.3
        }

    def test_a_whole_file(self, plan: hp.Plan) -> None:
        assert values(plan, {"plan": "own", "year": 2022, "actuals": {"rate": Decimal("51.5")}}) == {
            "rate.": 51.5
        }

    def test_nothing_is_no_zero(self, plan: hp.Plan) -> None:
        [row, *_] = hp.evaluate(plan, {"rate": {2023: math.nan}}, gate="none", year=2023).rows()
        assert (row["status"], row["reason"], row["value"]) == ("unknown", "no_data", None)

    def test_problems_name_the_place_as_python_does(self, plan: hp.Plan) -> None:
        said = problems(
            lambda: hp.load_actuals({"某率": {2023: "五十几", 2022: True}, "没有": 1, "beds": math.inf}, plan)
        )
        assert [line.partition(": ")[0] for line in said] == [
            'actuals:["beds"]', 'actuals:["某率"][2023]', 'actuals:["某率"][2022]', 'actuals:["没有"]',
        ]  # fmt: skip

    def test_a_year_twice(self, plan: hp.Plan) -> None:
        [line] = problems(lambda: hp.load_actuals({"rate": {2023: 1, "2023": 2}}, plan))
        assert line.startswith('actuals:["rate"]["2023"]: ')

    def test_too_deep(self, plan: hp.Plan) -> None:
        data: Any = 1
        for _ in range(100):
            data = {"rate": data}
        assert "嵌套超过" in problems(lambda: hp.load_actuals(data, plan))[0]

    def test_what_is_no_source(self, plan: hp.Plan) -> None:
        assert problems(lambda: hp.load_actuals(3, plan))[0].startswith("actuals: ")


ROWS = [
    {"indicator": "rate", "year": 2023, "value": 53.3},
    {"indicator": "分项率", "year": 2023, "value": 79, "component": "城镇"},
    {"indicator": "beds", "year": 2023, "value": None},
]


class TestRows:
    """「字典的列表、pandas、polars、Arrow、DuckDB」, 「列同表格」"""

    def test_dicts(self, plan: hp.Plan) -> None:
        assert values(plan, ROWS) == {"rate.": 53.3, "parts.城镇": 79.0}

    def test_chinese_heads_units_and_words(self, plan: hp.Plan) -> None:
        rows = [
            {"指标名称": "某率", "年份": "2023年", "数值": "533", "单位": "‰"},
            {"指标名称": "床位数", "年份": 2023, "数值": ">7"},
        ]
        assert values(plan, rows) == {"rate.": 53.3}

    def test_a_column_for_each_year(self, plan: hp.Plan) -> None:
        assert values(plan, [{"指标": "某率", "2022年实际": 52, "2023年实际": 53.3}]) == {"rate.": 53.3}

    def test_a_year_without_a_column(self, plan: hp.Plan) -> None:
        rows = [{"indicator": "rate", "value": 53.3}]
        assert "year=" in problems(lambda: hp.evaluate(plan, rows))[0]
        assert values(plan, rows, year=2023) == {"rate.": 53.3}

    def test_problems_name_the_row(self, plan: hp.Plan) -> None:
        rows = [
            *ROWS,
            {"indicator": "rate", "year": 2023, "value": 54},
            {"indicator": "x", "year": 2023, "value": 1},
        ]
        with pytest.raises(hp.InvalidInput) as error:
            hp.evaluate(plan, rows)
        found = [(problem.place, problem.line, problem.column) for problem in error.value.problems]
        assert found == [('actuals:[3]["value"]', 4, 3), ('actuals:[4]["indicator"]', 5, 1)]
        assert 'actuals:[0]["value"]' in error.value.problems[0].message

    def test_a_bool_is_no_value_and_a_flag(self, plan: hp.Plan) -> None:
        assert (
            "TRUE"
            in problems(lambda: hp.load_actuals([{"indicator": "rate", "year": 2023, "value": True}], plan))[
                0
            ]
        )
        rows = [{"indicator": "rate", "year": 2023, "value": 53.3, "provisional": True}]
        [row, *_] = hp.evaluate(plan, rows, gate="none").rows()
        assert row["noted"] == "provisional"

    @pytest.mark.parametrize("day", [date(2023, 6, 30), date(2024, 1, 1)])
    def test_a_day_as_the_year(self, plan: hp.Plan, day: date) -> None:
        row = {"indicator": "rate", "value": 53.3}
        assert values(plan, [{**row, "year": date(2023, 12, 31)}]) == {"rate.": 53.3}
        [line] = problems(lambda: hp.load_actuals([{**row, "year": day}], plan))
        assert line.startswith('actuals:[0]["year"]: ')

    def test_a_map(self, plan: hp.Plan) -> None:
        rows = [{"indicator": "那个率", "year": 2023, "value": 53.3}]
        data = hp.load_actuals(rows, plan, map={"那个率": "rate"})
        assert values(plan, data) == {"rate.": 53.3}

    @pytest.mark.parametrize("rows", [[], [{}]])
    def test_no_columns(self, plan: hp.Plan, rows: list[dict[str, object]]) -> None:
        assert "没有列" in problems(lambda: hp.load_actuals(rows, plan))[0]


EXPECTED = {"rate.": 53.3, "parts.城镇": 79.0}


class TestLibraries:
    """The same of every library's frames, and of what numpy's numbers are."""

    def test_pandas(self, plan: hp.Plan) -> None:
        pandas = pytest.importorskip("pandas")
        frame = pandas.DataFrame(ROWS)  # a column with a gap: 79.0, nan
        assert values(plan, frame) == EXPECTED
        assert values(plan, frame.set_index(["indicator", "component", "year"])["value"]) == EXPECTED
        assert values(plan, frame.astype({"value": "float32", "year": "float64"})) == EXPECTED
        assert values(plan, frame.astype({"value": "Float64", "year": "Int64"})) == EXPECTED
        assert values(plan, pandas.Series({"rate": 53.3, "beds": pandas.NA}), year=2023) == {"rate.": 53.3}
        wrong = frame.assign(value=["五十几", 1, pandas.Timestamp("2024-01-01")])
        assert [line.partition(": ")[0] for line in problems(lambda: hp.load_actuals(wrong, plan))] == [
            'actuals:iloc[0]["value"]', 'actuals:iloc[2]["value"]',
        ]  # fmt: skip

    def test_polars(self, plan: hp.Plan) -> None:
        polars = pytest.importorskip("polars")
        frame = polars.DataFrame(ROWS)
        assert values(plan, frame) == EXPECTED
        assert values(plan, frame.lazy()) == EXPECTED
        assert values(plan, frame.with_columns(polars.col("value").cast(polars.Float32))) == EXPECTED

    def test_arrow(self, plan: hp.Plan) -> None:
        arrow = pytest.importorskip("pyarrow")
        table = arrow.table({key: [row.get(key) for row in ROWS] for key in ROWS[1]})
        assert values(plan, table) == EXPECTED
        kinds = table.schema.set(2, arrow.field("value", arrow.float32()))
        assert values(plan, table.cast(kinds)) == EXPECTED

    def test_duckdb(self, plan: hp.Plan) -> None:
        duckdb = pytest.importorskip("duckdb")
        query = "SELECT * FROM (VALUES ('rate', 2023, 53.3::FLOAT), ('beds', 2023, NULL)) t(indicator, year, value)"
        assert values(plan, duckdb.sql(query)) == {"rate.": 53.3}

    def test_numpy(self, plan: hp.Plan) -> None:
        numpy = pytest.importorskip("numpy")
        for value in (numpy.float64(53.3), numpy.float32(53.3)):
            assert values(plan, {"rate": {numpy.int64(2023): value}}) == {"rate.": 53.3}
        assert cell_of(numpy.float64("nan")) is cell_of(numpy.datetime64("NaT")) is None
        assert isinstance(cell_of(numpy.bool_(True)), Odd)
        assert isinstance(cell_of(numpy.array([1])), Odd)
