"""Number formats, the command line, and columns of yearly and running numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheetcases import xlsx
from support import (
    plan_of,
    read_csv,
    read_xlsx,
)

from healthplan_cli.model import Plan
from healthplan_cli.sources.actuals.cell_display import shown
from healthplan_cli.sources.actuals.grid import Odd
from healthplan_cli.sources.actuals.heading_words import ColumnRole
from healthplan_cli.sources.actuals.headings import read_heading

# ── number formats ──

FORMATS = [
    ("0.343", "0.0%", "34.3%"),
    ("0.343", "0%", "34.3%"),
    ("0.34300000000000003", "0.00%", "34.30%"),
    ("34.300000000000004", "General", "34.3"),
    ("0.30000000000000004", "General", "0.3"),
    ("99.99999999999999", "0.0", "100.0"),
    ("34.27", "0.0", "34.27"),
    ("1E-3", "0.00E+00", "0.001"),
    ("5000", "#,##0", "5,000"),
    ("5000.5", "#,##0.00_);(#,##0.00)", "5,000.50"),
    ("-1.5", "0.0_);(0.0)", "-1.5"),
    ("-1.5", "0.0;[Red]0.0", "-1.5"),
    ("-0.05", "0%", "-5%"),
    ("2.9", '0.0"‰"', "2.9‰"),
    ("49.7", "0.0万人", "49.7万人"),
    ("90", '"≥"0', "≥90"),
    ("7000", '"¥"#,##0', "7,000元"),
    ("7000", "[$¥-804]#,##0.00", "7,000.00元"),
    ("100", "G/通用格式", "100"),
    ("100", "[DBNum1]General", "100"),
    ("100", "[>=100]0;0.0", "100"),
    ("0", "0.0", "0.0"),
    ("12", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.00"),
]
ODD_FORMATS = [
    ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "存的是 0，单元格格式“"),
    ("0", "0;-0;;@", "存的是 0，"),
    ("0", "#", "存的是 0，"),
    ("5", ";;;", "存的是 5，"),
    ("497000", '0!.0,"万"', "存的是 497000，"),
    ("497000", "0.0,", "存的是 497000，"),
    ("0.5", "# ?/?", "存的是 0.5，"),
    ("100", '[>=100]0"万";0.0', "存的是 100，"),
    ("1e99", "General", "“1e99”不是有限的数值"),
    ("NaN", "General", "“NaN”不是有限的数值"),
]


class TestNumberFormats:
    """A number is read as the sheet shows it, with all its digits; where the two differ, nobody guesses."""

    @pytest.mark.parametrize(("raw", "code", "text"), FORMATS)
    def test_shown(self, raw: str, code: str, text: str) -> None:
        assert shown(raw, code) == text

    @pytest.mark.parametrize(("raw", "code", "said"), ODD_FORMATS)
    def test_odd(self, raw: str, code: str, said: str) -> None:
        cell = shown(raw, code)
        assert isinstance(cell, Odd)
        assert cell.message.startswith(said)

    @given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["General", "0.00", "#,##0.0", "0", "@"]))
    def test_no_digit_is_lost(self, number: Decimal, code: str) -> None:
        text = shown(repr(float(number)), code)
        assert isinstance(text, str)
        assert Decimal(text.replace(",", "")) == number


class TestCommandLine:
    """「ACTUALS 是数据文件，可以有几个：YAML、JSON、CSV 或 XLSX」: sheets through the program itself."""

    @staticmethod
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "healthplan_cli", *arguments]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    def test_a_gbk_csv_gives_what_yaml_gives(self, tmp_path: Path) -> None:
        sheet, plain = tmp_path / "a.csv", tmp_path / "a.yaml"
        sheet.write_bytes(
            "指标,2023年,2024年\n居民健康素养水平,31.77,34.3\n15岁以上人群吸烟率,,23.2\n".encode("gbk")
        )
        plain.write_text("actuals: {8: {2023: 31.77, 2024: 34.3}, 10: {2024: 23.2}}\n", encoding="utf-8")
        reports = []
        for path in (sheet, plain):
            found = self.run("evaluate", str(path), "--plan", "chongqing", "--format", "json")
            assert (found.returncode, found.stderr) == (3, "")
            report = json.loads(found.stdout)
            assert [file["path"] for file in report.pop("inputs")] == [str(path)]
            del report["run"]
            reports.append(report)
        assert reports[0] == reports[1]

    def test_a_sheet_to_fill_comes_back(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        assert self.run("init", "zhenan", "-o", str(path)).returncode == 0
        assert self.run("init", "zhenan", "-o", str(path)).returncode == 2
        found = self.run("evaluate", str(path), "-q")
        assert found.returncode == 3
        assert self.run("validate", str(path)).stdout == f"{path}：数据正确，0 个数值\n"

    def test_what_is_wrong_has_its_cell(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("指标,2024年\n居民健康素养水平,150\n甲乙丙,3\n", encoding="utf-8")
        found = self.run("evaluate", str(path), "-p", "chongqing")
        assert (found.returncode, found.stdout) == (2, "")
        assert [line.partition(": ")[0] for line in found.stderr.splitlines()] == [
            f"{path}:2:10",
            f"{path}:3:1",
        ]

    def test_other_names_settled_once(self, tmp_path: Path) -> None:
        path, words = tmp_path / "a.csv", tmp_path / "words.yaml"
        path.write_text("指标,2024年\n健康素养达标情况,34.3\n", encoding="utf-8")
        words.write_text("健康素养达标情况: health_literacy\n", encoding="utf-8")
        assert self.run("evaluate", str(path), "-p", "chongqing", "-q").returncode == 2
        found = self.run(
            "evaluate", str(path), "-p", "chongqing", "--map", str(words), "--gate", "health_literacy", "-q"
        )
        assert found.returncode == 0

    def test_options_for_sheets_only(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text("actuals: {8: 30}\n", encoding="utf-8")
        for option, kinds in (("--sheet", "XLSX，CSV 没有工作表"), ("--map", "CSV 和 XLSX")):
            found = self.run("evaluate", str(path), "-p", "chongqing", option, "x")
            assert (found.returncode, found.stderr) == (2, f"{option}: {option} 只用于 {kinds}\n")


class TestYearlyAndRunning:
    """formats: 「同一年两列都有的用累计数，当年的比累计的多是错误」."""

    ROWS = (
        ["指标", "2022年", None, "2023年", None],
        [None, "当年值", "累计", "当年值", "自2021年累计"],
        ["新增托位数", 900, 1900, 1000, 2900],
        ["托位使用率", 45, None, 52, 52],
    )

    def plan(self) -> Plan:
        return plan_of(
            [
                {"id": "new", "name": "新增托位数", "unit": "个", "better": "higher", "target": "5000"},
                {"id": "used", "name": "托位使用率", "unit": "%", "better": "higher", "target": "≥60"},
            ]
        )

    def test_merged_heads_in_a_workbook_and_empty_cells_in_a_csv(self) -> None:
        plan, case = self.plan(), {"rows": self.ROWS, "merge": ["A1:A2", "B1:C1", "D1:E1"]}
        text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in self.ROWS)
        for found in (
            read_csv(text.encode(), "a.csv", plan),
            read_xlsx(xlsx(case), "a.xlsx", plan, None, None, []),
        ):
            assert [(v.indicator, v.year, v.reading.text, v.reading.cumulative) for v in found.values] == [
                ("new", 2022, "1900", True),
                ("new", 2023, "2900", True),
                ("used", 2022, "45", False),
                ("used", 2023, "52", False),
            ]

    @pytest.mark.parametrize(
        ("words", "running", "year", "since"),
        [
            ("本年累计", False, None, None),
            ("2023年本年完成数", False, 2023, None),
            ("当年新增（个）", False, None, None),
            ("累计数", True, None, None),
            ("截至2023年底累计", True, 2023, None),
            ("2021—2023年累计完成", True, 2023, 2021),
            ("2020年底以来累计", True, None, 2021),
            ("累计（自2021年）", True, None, 2021),
            ("“十四五”以来累计", True, None, 2021),
            ("十三五累计", True, None, 2016),
        ],
    )
    def test_words(self, words: str, running: bool, year: int | None, since: int | None) -> None:
        heading = read_heading([words], {})
        assert heading is not None
        assert heading.span is not None
        assert (heading.role, heading.year) == (ColumnRole.VALUE, year)
        assert (heading.span.running, heading.span.since) == (running, since)

    @pytest.mark.parametrize("words", ["累计完成率", "累计目标", "本年计划", "累计增长", "上年"])
    def test_what_is_not_read_stays_so(self, words: str) -> None:
        heading = read_heading([words], {})
        assert heading is not None
        assert heading.role is ColumnRole.IGNORED

    @pytest.mark.parametrize("words", ["历年累计", "本年末"])
    def test_what_is_not_known(self, words: str) -> None:
        assert read_heading([words], {}) is None

    def test_words_against_each_other(self) -> None:
        assert read_heading(["累计", "当年"], {}) is None
