"""Sheets: cases/sheets/{valid,invalid}, built as XLSX and as CSV the way people make them; files that are something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from sheetcases import PLAN, Rows, csv_text, fact, problems, report, told, xlsx
from support import (
    actuals_of,
    check_expected,
    read_csv,
    read_xlsx,
    walk,
)

from healthplan_cli.base.errors import Problem
from healthplan_cli.model import Actual, Actuals


def load(path: Path) -> dict[str, Any]:
    """A case; what YAML knows as a number, a truth or a date becomes a cell of that kind."""
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


def as_csv(folder: str) -> list[Path]:
    """The cases that a CSV can hold: no number formats, no merged areas that say something."""
    return [path for path in walk(folder) if load(path).get("csv", True)]


class TestValid:
    """A sheet in whatever shape it came."""

    @pytest.mark.parametrize("path", walk("sheets/valid"), ids=lambda path: path.stem)
    @pytest.mark.parametrize("words", ["in place", "shared"])
    def test_as_xlsx(self, path: Path, words: str) -> None:
        case = load(path)
        notices: list[Problem] = []
        content = xlsx({**case, "shared": words == "shared"})
        found = read_xlsx(content, "a.xlsx", PLAN, None, case.get("map"), notices)
        check_expected(path.with_suffix(".expected"), told(found, notices))

    @pytest.mark.parametrize("path", as_csv("sheets/valid"), ids=lambda path: path.stem)
    def test_as_csv_the_same_values(self, path: Path) -> None:
        case = load(path)
        table = read_xlsx(xlsx(case), "a.xlsx", PLAN, None, case.get("map"), [])
        text = read_csv(csv_text(case["rows"]).encode("gb18030"), "a.csv", PLAN, case.get("map"))
        assert [fact(item) for item in text.values] == [fact(item) for item in table.values]
        assert text.year == table.year


def year_of(title: str, table: str = "指标,数值\n人均预期寿命,78.9\n") -> int | None:
    return read_csv(f"{title},\n{table}".encode(), "a.csv", PLAN).year


class TestTitleYear:
    """「表题里只写了一个年份的，就是那一年」"""

    @pytest.mark.parametrize(
        ("title", "year"),
        [
            ("2023年安居区指标", 2023),
            ("附件：2023年度“十四五”规划主要指标年度目标完成情况表", 2023),
            ("安居区卫生健康指标（２０２３）", 2023),
            ("2023年1—12月指标", 2023),
            ("“十四五”规划（2021-2025年）指标", None),
            ("2021年—2025年指标", None),
            ("2021至2025年指标", None),
            ("安办发〔2022〕2号", None),
            ("2024年3月5日", None),
            ("2022年、2023年指标", None),
            ("规划2025年目标完成情况", None),
            ("12023年", None),
            ("填报日期：2024年", None),
            ("指标", None),
        ],
    )
    def test_is_told(self, title: str, year: int | None) -> None:
        assert year_of(title) == year

    def test_only_for_values_without_a_year(self) -> None:
        """What a line 年份：… says, or a column, counts more than a title."""
        assert year_of("2023年指标", "年份：2022,\n指标,数值\n人均预期寿命,78.9\n") == 2022
        assert year_of("2023年指标", "指标,2024年\n人均预期寿命,78.9\n") is None


class TestInvalid:
    """Every problem at once, each with its cell or its line and character."""

    @pytest.mark.parametrize("path", walk("sheets/invalid"), ids=lambda path: path.stem)
    def test_as_xlsx(self, path: Path) -> None:
        case = load(path)
        heard: list[Problem] | None = [] if case.get("listen", True) else None
        found = problems(lambda: read_xlsx(xlsx(case), "a.xlsx", PLAN, None, case.get("map"), heard))
        check_expected(path.with_suffix(".expected"), found)

    @pytest.mark.parametrize("path", as_csv("sheets/invalid"), ids=lambda path: path.stem)
    def test_as_csv(self, path: Path) -> None:
        case = load(path)
        content = csv_text(case["rows"]).encode("utf-8-sig")
        found = problems(lambda: read_csv(content, "a.csv", PLAN, case.get("map")))
        check_expected(path.with_suffix(".csv-expected"), found)

    def test_a_sheet_of_another_plan(self) -> None:
        """Proposals for fifty names are enough; what is left would only say the same."""
        rows: Rows = [["指标", "2023年"], *([f"没有的指标{number}", number] for number in range(1, 2000))]
        found = problems(lambda: read_csv(csv_text(rows).encode(), "a.csv", PLAN)).splitlines()
        assert len(found) == 52
        assert found[-1] == (
            "a.csv:52:1: 不认识的指标超过 50 个，以下没有读：这张表是“测试市“十四五”卫生健康规划”的吗？"
        )


# ── the same values in three shapes ──

GBK = """\
序号,指标名称,单位,2021年,2022年,2023年,备注
1,人均预期寿命,岁,78.5,78.7,78.9,
3,婴儿死亡率,‰,2.80,2.75,0.26%,
4,居民健康素养水平,%,25.1,"27.35",30.2*,抽样调查
6,经常参加体育锻炼人数,万人,,340000人,34.5左右,
9,三级公立中医医院患者中药饮片使用率（门诊）,%,36.1,41.2,45,
9,三级公立中医医院患者中药饮片使用率（住院）,%,62,63.5,63,
10,政策范围内住院费用基本医疗保险支付比例,%,城镇80左右居民70,,＞８１,
13,卫生技术人员人均科研经费,元,"5,600",5700,"5,800.50",
注：2023年数据为初步数。,,,,,,
"""

WIDE: dict[str, Any] = {
    "sheet": "2023年",
    "rows": [
        ["测试市“十四五”卫生健康规划主要指标完成情况表"],
        ["序号", "指标", None, "计量单位", "实际值", None, None, "目标值", "备注"],
        [None, None, None, None, 2021, 2022, 2023, "2025年", None],
        ["一、健康水平"],
        [1, "人均预期寿命", None, "岁", 78.5, 78.7, 78.900000000000006, 79.5, None],
        [3, "婴儿死亡率", None, "‰", {"value": 2.8, "format": "0.00"}, 2.75, {"value": 0.0026, "format": "0.00%"}, "≤3.5", None],
        ["二、健康生活"],
        [4, "居民健康素养水平（%）", None, None, 25.1, 27.35, "30.2*", "≥30", "抽样调查"],
        [6, "经常参加体育锻炼人数", None, "万人", None, {"value": 340000, "format": '0"人"'}, "34.5左右", 35, None],
        [9, "三级公立中医医院\n患者中药饮片使用率", "门诊", "%", 36.1, 41.2, 45, "≥60", None],
        [None, None, "住院", "%", 62, 63.5, 63, "≥60", None],
        [10, "政策范围内住院费用基本医疗保险支付比例", None, "%", "城镇80左右居民70", "—", "＞８１", None, None],
        [13, "卫生技术人员人均科研经费", None, "元", {"value": 5600, "format": "#,##0"}, 5700, {"value": 5800.5, "format": "#,##0.00"}, 7000, None],
        [None],
        ["注：2023年数据为初步数。"],
    ],
    "merge": ["A1:I1", "A2:A3", "B2:C3", "D2:D3", "E2:G2", "I2:I3", "A4:I4", "A7:I7", "A10:A11", "B10:B11", "A15:I15"],
}  # fmt: skip

YAML: dict[str, Any] = {
    "life_expectancy": {"2021": "78.5", "2022": "78.7", "2023": "78.9"},
    "infant_mortality": {"2021": "2.80", "2022": "2.75", "2023": "0.26%"},
    "health_literacy": {
        "2021": {"value": "25.1", "note": "抽样调查"},
        "2022": {"value": "27.35", "note": "抽样调查"},
        "2023": {"value": "30.2*", "note": "抽样调查"},
    },
    "regular_exercise_population": {"2022": "340000人", "2023": "34.5左右"},
    "chinese_medicine_decoction_use": {
        "门诊": {"2021": "36.1", "2022": "41.2", "2023": "45"},
        "住院": {"2021": "62", "2022": "63.5", "2023": "63"},
    },
    "inpatient_reimbursement_rate": {"2021": "城镇80左右居民70", "2023": "＞８１"},
    "research_funding": {"2021": "5,600", "2022": "5700", "2023": "5,800.50"},
}


class TestThreeShapes:
    """A GBK CSV, a wide XLSX with merged header rows and a title, and YAML of the same values are the same data."""

    GBK_FILE = GBK.replace("\n", "\r\n").encode("gbk")

    def actuals(self) -> list[Actuals]:
        return [
            actuals_of(PLAN, YAML),
            read_csv(self.GBK_FILE, "a.csv", PLAN),
            read_xlsx(xlsx(WIDE), "a.xlsx", PLAN),
        ]

    def test_the_same_values(self) -> None:
        def key(actual: Actual) -> tuple[Any, ...]:
            values = actual.reading.values
            return actual.indicator, actual.component, actual.year, values, actual.provisional

        by_yaml, by_csv, by_xlsx = (sorted(map(repr, map(key, item.values))) for item in self.actuals())
        assert len(by_yaml) == 23
        assert by_csv == by_yaml
        assert by_xlsx == by_yaml

    def test_the_same_report(self) -> None:
        by_yaml, by_csv, by_xlsx = map(report, self.actuals())
        assert by_csv == by_yaml
        assert by_xlsx == by_yaml
