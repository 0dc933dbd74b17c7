"""The workbook of a plan's years: native lines over the numbers of its table."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from forms import content_of
from support import actuals_of, plan_of

from healthplan_cli.model import Conventions
from healthplan_cli.views.trend import trend


def book() -> Any:
    plan = plan_of(
        [
            {"unit": "%", "better": "higher", "baseline": "40", "target": "≥60"},
            {"unit": "%", "better": "lower", "baseline": "30", "target": "≤20", "name": "一年的"},
        ]
    )
    data = actuals_of(plan, {"row1": {2021: 45, 2023: 51.5}, "row2": {2023: 25}})
    content = content_of("trends", "xlsx", trend(plan, data, Conventions(2023)))
    return openpyxl.load_workbook(io.BytesIO(content)), openpyxl.load_workbook(
        io.BytesIO(content), data_only=True
    )


def test_a_chart_for_each_row_with_numbers() -> None:
    made, _ = book()
    assert len(made["走势图"]._charts) == 2
    assert made.sheetnames[-1] == "图的数据"


def test_the_numbers_are_those_of_the_table() -> None:
    """A number that is corrected in the table moves the line; a program that computes nothing shows what was reported."""
    made, shown = book()
    sheet, table = made["图的数据"], shown["逐年走势"]
    cell = sheet["B3"].value  # 2021
    assert cell.startswith("=IF(ISNUMBER('逐年走势'!$")
    place = cell.split("!")[1].split(")")[0].replace("$", "")
    assert table[place].value == 45
    assert shown["图的数据"]["B3"].value == 45
    assert sheet["B4"].value is None  # 2022: no number, no point
