"""Sheets: cases/sheets/{valid,invalid}, built as XLSX and as CSV the way people make them; files that are something else."""

from __future__ import annotations

import csv
import gc
import io
import json
import random
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from support import (
    CASES,
    actuals_of,
    check_expected,
    load_spec,
    plan_of,
    read_csv,
    read_xlsx,
    report_json,
    walk,
)

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.evaluation.gate import GateScope, Policy, decide_gate
from healthplan_cli.model import Actual, Actuals, Conventions, Interval, Plan
from healthplan_cli.sources.actuals.cell_display import shown
from healthplan_cli.sources.actuals.grid import Grid, Odd, SheetRow, uncollected
from healthplan_cli.sources.actuals.header import plan_named
from healthplan_cli.sources.actuals.heading_words import ColumnRole
from healthplan_cli.sources.actuals.headings import read_heading
from healthplan_cli.sources.actuals.sheetout import SHEET, write_xlsx_to_fill
from healthplan_cli.sources.actuals.table import read_grid
from healthplan_cli.sources.actuals.xlsxfile import open_xlsx
from healthplan_cli.sources.plans.catalog import load_plan, plan_files

PLAN = load_spec(CASES / "sheets" / "plan.yaml")
Rows = Sequence[Sequence[Any]]


# ── sheets as people make them ──


def write_cell(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell: Any = sheet.cell(row, column)
    if not isinstance(value, dict):
        cell.value = value
        return
    if "error" in value:
        cell.value, cell.data_type = value["error"], "e"
    elif "formula" in value:
        cell.value = f"={value['formula']}"
    elif "rich" in value:
        blocks = [TextBlock(InlineFont(vertAlign=align), text) for text, align in value["rich"]]
        cell.value = CellRichText(*blocks)
    else:
        cell.value = value["value"]
    cell.number_format = value.get("format", "General")


def fill(sheet: Worksheet, case: dict[str, Any]) -> None:
    for number, row in enumerate(case["rows"], 1):
        for column, value in enumerate(row, 1):
            write_cell(sheet, number, column, value)
    for area in case.get("merge", ()):
        sheet.merge_cells(area)
    for number in case.get("hide", {}).get("rows", ()):
        sheet.row_dimensions[number].hidden = True
    for letter in case.get("hide", {}).get("columns", ()):
        sheet.column_dimensions[letter].hidden = True


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one part's text changed: for what openpyxl doesn't write."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == part else data)
    return stream.getvalue()


def xlsx(case: dict[str, Any]) -> bytes:
    """A case as a workbook; a formula's cached result and a built-in Chinese date format are put in afterwards."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = case.get("sheet", "Sheet1")
    fill(sheet, case)
    content = saved(book)
    for number, row in enumerate(case["rows"], 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, dict) and "result" in value:
                name, result = f"{get_column_letter(column)}{number}", value["result"]
                content = changed(content, "xl/worksheets/sheet1.xml", with_result(name, result))
            if isinstance(value, dict) and "local" in value:
                name = f"{get_column_letter(column)}{number}"
                content = with_local_date(content, name, value["local"])
    return shared(content) if case.get("shared", True) else content


def shared(content: bytes) -> bytes:
    """The package with its words in a table of their own, as Excel and WPS write them (openpyxl leaves them in place)."""
    words: list[str] = []

    def moved(match: re.Match[str]) -> str:
        words.append(match[2])
        return f"<c{match[1].replace('inlineStr', 's')}><v>{len(words) - 1}</v></c>"

    content = changed(
        content, "xl/worksheets/sheet1.xml", lambda text: re.sub(r"<c([^>]*)><is>(.*?)</is></c>", moved, text)
    )
    part = "".join(f"<si>{word}</si>" for word in words)
    override = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    content = changed(content, "[Content_Types].xml", lambda text: text.replace("</Types>", override))
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        table = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{part}</sst>'
        archive.writestr("xl/sharedStrings.xml", table)
    return stream.getvalue()


def with_result(cell: str, result: Any) -> Callable[[str], str]:
    """A formula's result as a spreadsheet program keeps it: openpyxl writes none."""
    pattern = rf'(<c r="{cell}"[^>]*>.*?</f>)<v ?(?:/>|></v>)'
    return lambda text: re.sub(pattern, rf"\1<v>{result}</v>", text)


def with_local_date(content: bytes, cell: str, format_id: int) -> bytes:
    """A cell in a date format that Chinese programs have built in and don't write down."""
    count = 0

    def add(text: str) -> str:
        nonlocal count
        found = re.search(r'<cellXfs count="(\d+)">', text)
        assert found is not None
        count = int(found[1])
        style = (
            f'<xf numFmtId="{format_id}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/></cellXfs>'
        )
        return text.replace(found[0], f'<cellXfs count="{count + 1}">').replace("</cellXfs>", style)

    content = changed(content, "xl/styles.xml", add)
    return changed(
        content,
        "xl/worksheets/sheet1.xml",
        lambda text: re.sub(rf'<c r="{cell}"( s="\d+")?', f'<c r="{cell}" s="{count}"', text),
    )


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    """The same cells as a spreadsheet program exports them."""
    stream = io.StringIO()
    width = max(map(len, rows))
    for row in rows:
        texts = ["" if cell is None else str(cell) for cell in row]
        csv.writer(stream, delimiter=delimiter).writerow(texts + [""] * (width - len(texts)))
    return stream.getvalue()


# ── what was read, as text ──


def number(value: Fraction | None) -> str:
    return "…" if value is None else str(value)


def values(interval: Interval | None) -> str:
    assert interval is not None
    if interval.value is not None:
        return number(interval.value)
    left = "[" if interval.low is not None and not interval.low_open else "("
    right = "]" if interval.high is not None and not interval.high_open else ")"
    return f"{left}{number(interval.low)}, {number(interval.high)}{right}"


def fact(actual: Actual) -> str:
    """A value without its place in the file: where it belongs, the set of values, as written, what is said of it."""
    place = actual.indicator + (f".{actual.component}" if actual.component else "")
    reading = actual.reading
    words = f"{place} {actual.year} {values(reading.values)} {reading.unit or '-'} “{reading.text}”"
    rate = f" ({reading.rate.count}/{reading.rate.population})" if reading.rate else ""
    marks = " *" if actual.provisional else ""
    return words + rate + marks + "".join(f" | {text}" for text in (actual.source, actual.note) if text)


def told(actuals: Actuals, notices: list[Problem]) -> str:
    lines = [f"{actual.location} {fact(actual)}" for actual in actuals.values]
    return "".join(f"{line}\n" for line in [f"year {actuals.year}", *lines, *map(str, notices)])


def load(path: Path) -> dict[str, Any]:
    """A case; what YAML knows as a number, a truth or a date becomes a cell of that kind."""
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


def as_csv(folder: str) -> list[Path]:
    """The cases that a CSV can hold: no number formats, no merged areas that say something."""
    return [path for path in walk(folder) if load(path).get("csv", True)]


def problems(read: Callable[[], Any]) -> str:
    with pytest.raises(InvalidInput) as caught:
        read()
    return "".join(f"{problem}\n" for problem in caught.value.problems)


def outcome(read: Callable[[], Actuals]) -> int:
    """How many values, or how many problems: anything else is a traceback."""
    try:
        return len(read().values)
    except InvalidInput as error:
        return len(error.problems)


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


def report(actuals: Actuals) -> str:
    """The JSON report without its `inputs`: those alone may differ."""
    found = evaluate(PLAN, actuals, Conventions(2023))
    return report_json(found, decide_gate(found, Policy(GateScope.BINDING)))


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


class TestLargeSheets:
    """What makes large sheets quick changes nothing in what is read (benchmarks/sheets.py)."""

    ROWS = (
        "指标,单位,2021年实际,2021年来源,2022年实际,2022年来源,初步",
        "婴儿死亡率,‰,2.9,甲,2.9,乙,否",
        "婴儿死亡率,%,0.29,甲,0.29,甲,是",
        "婴儿死亡率,‰,2.9,,2.9,丙,是",
    )

    def test_the_same_words_beside_other_words(self) -> None:
        """The same number again, in another unit, from another source, preliminary or not."""
        found = read_csv("\n".join(self.ROWS).encode(), "a.csv", PLAN)
        read = [
            (item.year, item.reading.values, item.source, item.reading.provisional) for item in found.values
        ]
        value = Interval.point(Fraction(29, 10))
        assert read == [
            (2021, value, "甲", False),
            (2022, value, "乙", False),
            (2021, value, "甲", True),
            (2022, value, "甲", True),
            (2021, value, None, True),
            (2022, value, "丙", True),
        ]

    @pytest.mark.parametrize("enabled", [True, False])
    def test_garbage_collection_as_before(self, enabled: bool) -> None:
        was = gc.isenabled()
        (gc.enable if enabled else gc.disable)()
        try:
            with uncollected():
                assert not gc.isenabled()
            assert gc.isenabled() == enabled
            with pytest.raises(InvalidInput):
                open_xlsx(b"PK", "a.xlsx")
            assert gc.isenabled() == enabled
        finally:
            (gc.enable if was else gc.disable)()


class TestSheetToFill:
    """What `hpcheck init -o x.xlsx` writes is filled in by people and read back without a word of configuration."""

    @staticmethod
    def rows(sheet: Worksheet) -> tuple[dict[str, int], range]:
        heads = {str(cell.value): number for number, cell in enumerate(sheet[4], 1)}
        return heads, range(5, sheet.max_row + 1)

    def filled(self, plan: Plan, shuffle: bool = False) -> tuple[bytes, dict[str, Any]]:
        """The sheet filled in, perhaps sorted anew, and the same values as YAML would have them."""
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx_to_fill(plan)))
        sheet = book[SHEET]
        heads, rows = self.rows(sheet)
        expected: dict[str, Any] = {}
        for number in rows:
            indicator = plan.find(str(sheet.cell(number, heads["代码"]).value))
            part = sheet.cell(number, heads["分组"]).value
            sheet.cell(number, heads["来源"]).value = f"出处{number}"
            into = expected.setdefault(indicator.id, {})
            into = into.setdefault(part, {}) if part else into
            for year in range(plan.period.start, plan.period.end + 1):
                value = Fraction(number * 7 + year - 2000, 10)
                cell = sheet.cell(number, heads[f"{year}年实际"])
                if (number + year) % 5:
                    text = decimal_text(value) + ("" if number % 3 else "*")
                    cell.value = float(value) if number % 3 else text
                    into[str(year)] = {"value": text, "source": f"出处{number}"}
        if shuffle:
            shuffle_rows(sheet, rows)
        return saved(book), expected

    @pytest.mark.parametrize("name", list(plan_files()))
    @pytest.mark.parametrize("shuffle", [False, True], ids=["as it was", "sorted anew"])
    def test_round_trip(self, name: str, shuffle: bool) -> None:
        plan = load_plan(name)
        content, expected = self.filled(plan, shuffle)
        found = read_xlsx(content, "a.xlsx", plan)
        wanted = actuals_of(plan, expected, marks={"*": "初步数"})
        assert sorted(map(fact, found.values)) == sorted(map(fact, wanted.values))
        assert len(found.values) > 3 * len(plan.indicators)

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_left_empty(self, name: str) -> None:
        plan = load_plan(name)
        grid = open_xlsx(write_xlsx_to_fill(plan), "a.xlsx")
        named = plan_named(grid)
        assert named is not None
        assert named[0] == plan.id
        assert read_xlsx(write_xlsx_to_fill(plan), "a.xlsx", plan).values == ()

    def test_the_whole_sheet(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx_to_fill(PLAN)))
        sheet = book[SHEET]
        rows = [
            "｜".join("" if cell.value is None else str(cell.value) for cell in row)
            for row in sheet.iter_rows()
        ]
        check = sheet.data_validations.dataValidation[0]
        told = [
            f"sheets {'、'.join(book.sheetnames)}",
            f"frozen {sheet.freeze_panes}, filter {sheet.auto_filter.ref}",
            f"check {check.sqref} {check.errorStyle} {check.formula1}",
            f"check {check.promptTitle}：{check.prompt}",
            f"check {check.errorTitle}：{check.error}",
            *(row.rstrip("｜") for row in rows),
            *(str(row[0].value) for row in book["填表说明"].iter_rows()),
        ]
        check_expected(CASES / "sheets" / "to_fill.expected", "".join(f"{line}\n" for line in told))
        assert len(check.prompt) <= 255
        assert len(check.error) <= 255
        assert len(check.formula1) <= 255
        as_text = {
            str(sheet.cell(row, 2).value)
            for row in range(5, sheet.max_row + 1)
            if sheet.cell(row, 8).number_format == "@"
        }
        assert as_text == {"医护比", "市人民医院等级"}  # 1:1.25 would become a time

    def test_a_baseline_that_the_plan_leaves_out(self) -> None:
        """「填了才能算进度」: the baseline year has a place where the plan has no value, as in the YAML file to fill in."""
        goal = {"better": "higher", "unit": "%", "target": "≥90"}
        plan = plan_of([{**goal, "baseline": "80.50"}, {**goal, "baseline": "—"}])
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx_to_fill(plan)))
        sheet = book[SHEET]
        heads, rows = self.rows(sheet)
        base, first = heads["2020年实际"], heads["2021年实际"]
        filled = [[sheet.cell(row, at).fill.fgColor.rgb for at in (base, first)] for row in rows]
        assert filled == [["00000000", "00FFFBE6"], ["00FFFBE6", "00FFFBE6"]]
        assert sheet.data_validations.dataValidation[0].sqref == "H5:M6"
        assert "2020年实际" in " ".join(str(row[0].value) for row in book["填表说明"].iter_rows())
        sheet.cell(6, base).value, sheet.cell(6, first).value = 70, 75
        found = read_xlsx(saved(book), "a.xlsx", plan)
        assert [(item.indicator, item.year, item.reading.text) for item in found.values] == [
            ("row2", 2020, "70"),
            ("row2", 2021, "75"),
        ]

    def test_printed_numbers_are_numbers(self) -> None:
        """They sort as numbers and keep the decimals they were printed with; anything else stays text."""
        printed = {
            "80.50": (80.5, "0.00"),
            "100": (100, "0"),
            "05": ("05", "General"),
            "≥80": ("≥80", "General"),
        }
        plan = plan_of(
            [{"better": "higher", "unit": "%", "baseline": text, "target": "90"} for text in printed]
        )
        sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx_to_fill(plan)))[SHEET]
        found = [(sheet.cell(row, 6).value, sheet.cell(row, 6).number_format) for row in range(5, 9)]
        assert found == list(printed.values())

    def test_printed_on_a4_with_nothing_cut(self) -> None:
        """As wide as the paper, the header on every page, each row high enough for the words in it."""
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx_to_fill(load_plan("zhenan"))))
        for name, orientation in ((SHEET, "landscape"), ("填表说明", "portrait")):
            page, properties = book[name].page_setup, book[name].sheet_properties.pageSetUpPr
            assert (page.orientation, page.paperSize, page.fitToHeight) == (orientation, 9, 0)
            assert properties is not None
            assert properties.fitToPage
        assert book[SHEET].print_title_rows == "$4:$4"
        heights = {
            str(row[1].value): book[SHEET].row_dimensions[number].height
            for number, row in enumerate(book[SHEET].iter_rows(min_row=5), 5)
        }
        assert heights["艾滋病全人群感染率"] == 18
        assert heights["因心脑血管疾病、癌症、慢性呼吸系统疾病和糖尿病导致的过早死亡率"] == 36

    def test_the_same_bytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = write_xlsx_to_fill(PLAN)
        monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
        assert write_xlsx_to_fill(PLAN) == first
        assert b"2026" not in zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml")

    def test_a_target_that_looks_like_a_formula(self) -> None:
        plan = plan_of([{"better": "higher", "unit": "%", "baseline": "90", "target": "=100"}])
        sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx_to_fill(plan)))[SHEET]
        assert (sheet["G5"].value, sheet["G5"].data_type) == ("=100", "s")

    def test_rows_that_were_sorted_apart(self) -> None:
        """Someone sorted the names and left the codes where they were."""
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx_to_fill(PLAN)))
        sheet = book[SHEET]
        sheet["B5"].value, sheet["B6"].value = sheet["B6"].value, sheet["B5"].value
        sheet["H5"].value = 78.9
        found = problems(lambda: read_xlsx(saved(book), "a.xlsx", PLAN))
        assert found == (
            "a.xlsx:实际值!O5: 这一行自相矛盾：代码“life_expectancy”是“人均预期寿命”，而另一格写的是“孕产妇死亡率”（序号 2）\n"
        )


def shuffle_rows(sheet: Worksheet, rows: range) -> None:
    texts = [[cell.value for cell in sheet[number]] for number in rows]
    random.Random(7).shuffle(texts)
    for number, row in zip(rows, texts, strict=True):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


# ── which sheet ──


def book_of(*sheets: tuple[str, Rows, str]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows, state in sheets:
        sheet = book.create_sheet(name)
        fill(sheet, {"rows": rows})
        sheet.sheet_state = state
    return saved(book)


TABLE: Rows = [["指标", "2023年"], ["人均预期寿命", 78.9]]
OTHER: Rows = [["指标", "2023年"], ["婴儿死亡率", 2.6]]
WORDS: Rows = [["填表说明"], ["请于3月底前报送"]]


class TestWhichSheet:
    """The one visible sheet with a header, or the one asked for; never one of several by chance."""

    @pytest.mark.parametrize(
        ("sheets", "asked", "found"),
        [
            ([("说明", WORDS, "visible"), ("数据", TABLE, "visible")], None, "数据!B2"),
            ([("甲", TABLE, "visible"), ("乙", OTHER, "visible")], "乙", "乙!B2"),
            ([("甲", TABLE, "visible"), ("旧", OTHER, "hidden")], " 旧 ", "旧!B2"),
            ([("甲", TABLE, "visible"), ("旧", WORDS, "veryHidden")], None, "甲!B2"),
        ],
    )
    def test_is_read(self, sheets: list[tuple[str, Rows, str]], asked: str | None, found: str) -> None:
        [value] = read_xlsx(book_of(*sheets), "a.xlsx", PLAN, asked).values
        assert str(value.location) == f"a.xlsx:{found}"

    @pytest.mark.parametrize(
        ("sheets", "asked", "said"),
        [
            (
                [("甲", TABLE, "visible"), ("乙", OTHER, "visible"), ("说明", WORDS, "visible")],
                None,
                "a.xlsx: 有 2 张工作表都像数据表：甲、乙；请用 --sheet 指定一张\n",
            ),
            (
                [("2023年", TABLE, "visible"), ("2022年", OTHER, "visible")],
                "2023",
                "a.xlsx: 没有工作表“2023”，是不是“2023年”？\n",
            ),
            ([("甲", TABLE, "visible")], "丙", "a.xlsx: 没有工作表“丙”；有：甲\n"),
            (
                [("说明", WORDS, "visible"), ("旧", OTHER, "hidden")],
                None,
                "a.xlsx: 看得见的工作表里没有数据表，隐藏的里面有：旧；要读请用 --sheet\n",
            ),
            (
                [("说明", WORDS, "visible"), ("空", [], "visible")],
                None,
                "a.xlsx:说明: 没有找到表头：要有一行写着“指标”（或“序号”“代码”），以及“数值”或各年的列（2021年、2022年…）\n"
                "a.xlsx:空: 是空的，没有内容\n",
            ),
        ],
    )
    def test_is_not_chosen(self, sheets: list[tuple[str, Rows, str]], asked: str | None, said: str) -> None:
        assert problems(lambda: read_xlsx(book_of(*sheets), "a.xlsx", PLAN, asked)) == said

    def test_a_hidden_table_is_said(self) -> None:
        content = book_of(("甲", TABLE, "visible"), ("旧", OTHER, "hidden"))
        words = "a.xlsx:旧: 隐藏的工作表，像数据表，没有读：要读请用 --sheet，不用的请删去"
        notices: list[Problem] = []
        assert len(read_xlsx(content, "a.xlsx", PLAN, notices=notices).values) == 1
        assert [str(notice) for notice in notices] == [words]
        assert problems(lambda: read_xlsx(content, "a.xlsx", PLAN)) == f"{words}\n"


# ── encodings and separators ──

LONG = '指标,年份,数值,备注\n居民健康素养水平,2023,30.2,“抽样”\n婴儿死亡率,2023,"2.6","两行\n备注，带,逗号"\n'


class TestText:
    """A CSV in the encodings and with the separators that programs write."""

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
    )
    @pytest.mark.parametrize("separator", [",", "\t", ";"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_is_read(self, encoding: str, separator: str, end: str) -> None:
        rows = list(csv.reader(io.StringIO(LONG)))
        content = csv_text(rows, separator).replace("\r\n", "\n").replace("\n", end).encode(encoding)
        found = read_csv(content, "a.csv", PLAN)
        assert [fact(item) for item in found.values] == [
            "health_literacy 2023 151/5 % “30.2” | “抽样”",
            f"infant_mortality 2023 13/5 ‰ “2.6” | 两行{end}备注，带,逗号",
        ]

    def test_another_encoding(self) -> None:
        """Neither UTF-8 nor GB18030: é before a comma is neither's."""
        content = "indicator,year,note,value\nhealth_literacy,2023,café,30.2\n".encode("cp1252")
        [found] = read_csv(content, "a.csv", PLAN).values
        assert fact(found) == "health_literacy 2023 151/5 % “30.2” | café"

    def test_the_separator_that_excel_declares(self) -> None:
        content = "sep=;\n指标;2023年\n人均预期寿命;78,9\n婴儿死亡率;2.6\n".encode()
        assert problems(lambda: read_csv(content, "a.csv", PLAN)) == (
            "a.csv:3:8: 人均预期寿命：“78,9”数字里的逗号有两种读法：千分位写 1,500，小数写 1.5"
            '；“2023年”一列若不是数值，请在 --map 里写明不读：2023年: "-"\n'
        )

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('指标,2023年,备注\n人均预期寿命,78.9,"没有完\n婴儿死亡率,2.6,\n', "a.csv:2:13: 引号没有配对"),
            ('指标,2023年\n"人均预期寿命"x,78.9\n', "a.csv:2:1: 引号没有配对"),
            ('指标,2023年\n人均预期寿命,"7""8.9\n', "a.csv:2:8: 引号没有配对"),
            ('指标,2023年\n"人均\n预期寿命",七十几\n', "a.csv:3:7: 人均预期寿命：“七十几”"),
            (
                "指标,2023年\n卫生技术人员人均科研经费,5,600\n",
                "a.csv:2:16: “600”所在的列没有列名；若是数里的千分位逗号",
            ),
            ("指标\n人均预期寿命\n", "a.csv: 没有找到表头：要有一行写着"),
            ("指标,备注\n人均预期寿命,无\n", "a.csv: 没有找到表头：第 1 行像表头，但缺列；"),
            ("\n \n", "a.csv: 文件是空的，没有内容"),
            ("x" * 140_000 + "\n", "a.csv:1:1: 一格里的文字超过 32767 字"),
            ('指标,2023年\n"' + "x" * 140_000 + '",1\n', "a.csv:2:1: 一格里的文字超过 32767 字"),
        ],
    )
    def test_what_is_wrong_and_where(self, text: str, said: str) -> None:
        found = problems(lambda: read_csv(text.encode(), "a.csv", PLAN))
        assert found.startswith(said)

    def test_a_byte_that_no_encoding_has(self) -> None:
        content = "指标,2023年\n人均预期寿命,78.9".encode() + b"\xff\xff\x00\xff\n"
        found = problems(lambda: read_csv(content, "a.csv", PLAN))
        assert found.startswith("a.csv:2:12: 从这里起认不出文字编码")


# ── files that are something else ──

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = book_of(("数据", TABLE, "visible"))


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def encrypted_zip() -> bytes:
    """A package whose parts say that they are encrypted: the flag is all that is looked at."""
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def damaged() -> bytes:
    """One byte of the sheet's packed cells changed."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content = bytearray(GOOD)
    content[start + 30 + len("xl/worksheets/sheet1.xml") + 40] ^= 0xFF
    return bytes(content)


def lying() -> bytes:
    """A part that says it is small and isn't."""
    content = bytearray(
        package(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(50_000_000)})
    )
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.rfind(mark)
        content[at + offset : at + offset + 4] = struct.pack("<I", 100)
    return bytes(content)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
)

FILES: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "文件是空的，没有内容"),
    "blank": (b"\0\0\n", "文件是空的，没有内容"),
    "empty zip": (package(), "空的压缩包，里面没有内容"),
    "too big": (b"PK" + bytes(20_000_000), "文件超过 20 MB：这不像指标数据"),
    "bomb": (lambda: package(**{"xl/workbook.xml": b"", "xl/a.xml": bytes(201_000_000)}), "解压后有 2 个部件、201 MB"),
    "bomb of parts": (lambda: package(**{f"xl/{n}": b"" for n in range(5001)}), "解压后有 5001 个部件、0 MB"),
    "lying bomb": (lying, "文件已损坏：xl/worksheets/sheet1.xml 解不开"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le") + "Workbook".encode("utf-16-le"), "这是有密码保护（加密）的 Office 文件"),
    "old xls": (OLE + "Workbook".encode("utf-16-le"), "这是旧式的 .xls（或 .et）文件"),
    "older xls": (OLE + "Book".encode("utf-16-le"), "这是旧式的 .xls 文件"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "这是Word 文档（.doc）"),
    "other ole": (OLE, "这是旧式的 Office 文件（OLE），认不出是哪一种"),
    "truncated": (GOOD[: len(GOOD) // 2], "文件不完整：XLSX 的结尾缺失"),
    "end missing": (GOOD[:-30], "文件不完整：XLSX 的结尾缺失"),
    "damaged": (damaged(), "文件已损坏：xl/worksheets/sheet1.xml 解不开"),
    "locked zip": (encrypted_zip(), "有密码的压缩包"),
    "docx": (package(**{"[Content_Types].xml": b"", "word/document.xml": b""}), "这是Word 文档（.docx）"),
    "pptx": (package(**{"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "这是PowerPoint 文件（.pptx）"),
    "xlsb": (package(**{"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "这是二进制的 .xlsb 文件"),
    "ods": (package(mimetype=b"", **{"content.xml": b""}), "这是OpenDocument 文件（.ods 一类）"),
    "another zip": (package(**{"a.csv": b"1,2"}), "这是别的 ZIP 压缩包，不是 XLSX"),
    "no parts": (package(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "文件的内部结构不对"),
    "pdf": (b"%PDF-1.7\n", "这是PDF 文件，不是电子表格"),
    "web page": (b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table></html>", "这是网页（HTML），只是换了扩展名"),
    "xml 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "这是Excel 2003 的 XML 表格"),
    "text": ("指标,2023年\n".encode(), "这不是 XLSX 文件：是文本的话，请把扩展名改为 .csv"),
    "strict": (changed(GOOD, "xl/workbook.xml", lambda text: text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")), "这是“Strict Open XML”格式的文件"),
    "broken xml": (changed(GOOD, "xl/worksheets/sheet1.xml", lambda text: text[:-30]), "文件的内部结构不对（XML 有误，第 "),
    "deep xml": (changed(GOOD, "xl/styles.xml", lambda text: "<x>" * 5_000), "文件的内部结构不对（XML 嵌套太深，第 1 行第 "),
    "broken styles": (changed(GOOD, "xl/styles.xml", lambda text: text.replace("<fonts", "<fnots")), "文件的内部结构不对（"),
    "laughs": (changed(GOOD, "xl/worksheets/sheet1.xml", lambda text: LAUGHS + "]><x>&a11;</x>"), "文件的内部结构不对（"),
    "no such string": (changed(shared(GOOD), "xl/worksheets/sheet1.xml", lambda text: text.replace("<v>0</v>", "<v>99</v>")), "文件的内部结构不对（部件里的内容对不上）"),
    "no such column": (changed(GOOD, "xl/worksheets/sheet1.xml", lambda text: text.replace('r="B2"', 'r="ZZZZ2"')), "文件的内部结构不对（部件里的内容对不上）"),
}  # fmt: skip


TEXTS = st.sampled_from(
    [
        "指标",
        "2023年",
        "数值",
        "年份",
        "人均预期寿命",
        "婴儿死亡率",
        "三级公立中医医院患者中药饮片使用率",
        "门诊",
        "其中：住院",
        "单位",
        "%",
        "78.9",
        "注：",
        "",
        "合计",
        "2025",
        "目标",
        "序号",
        "3",
        "x",
        "—",
        '"',
        "代码",
        "health_literacy",
        "\n",
    ]
)
CELLS = TEXTS | st.just(Odd("2021年", "日期")) | st.just(Odd("", "公式没有算"))


def built(name: str) -> tuple[bytes, str]:
    """A file of FILES; the big ones are made only now."""
    content, said = FILES[name]
    return content() if callable(content) else content, said


class TestSomethingElse:
    """Each file that is no XLSX, or a broken one, is told apart and named; never a traceback."""

    @pytest.mark.parametrize("name", FILES)
    def test_is_named(self, name: str) -> None:
        content, said = built(name)
        found = problems(lambda: read_xlsx(content, "a.xlsx", PLAN))
        assert found.count("\n") == 1
        assert found.startswith(f"a.xlsx: {said}")

    @pytest.mark.parametrize("name", ["encrypted", "old xls", "pdf", "web page", "empty"])
    def test_is_named_as_a_csv_too(self, name: str) -> None:
        content, said = built(name)
        assert problems(lambda: read_csv(content, "a.csv", PLAN)).startswith(f"a.csv: {said}")

    def test_an_xlsx_as_a_csv(self) -> None:
        words = "a.csv: 这是 XLSX（或别的 ZIP），不是 CSV：请把扩展名改为 .xlsx\n"
        assert problems(lambda: read_csv(GOOD, "a.csv", PLAN)) == words

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, len(GOOD) - 1), st.binary(max_size=6), st.integers(0, 40))
    def test_any_damage(self, at: int, put: bytes, cut: int) -> None:
        """Whatever happens to a file, the reader reads it or says what is wrong."""
        content = GOOD[:at] + put + GOOD[at + cut :]
        assert outcome(lambda: read_xlsx(content, "a.xlsx", PLAN)) >= 0

    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(
            st.lists(
                TEXTS,
                max_size=5,
            ),
            max_size=8,
        ),
        st.sampled_from([",", "\t", ";"]),
        st.sampled_from(["utf-8", "gbk", "utf-16"]),
    )
    def test_any_cells(self, rows: list[list[str]], separator: str, encoding: str) -> None:
        content = "\n".join(separator.join(row) for row in rows).encode(encoding)
        assert outcome(lambda: read_csv(content, "a.csv", PLAN)) >= 0

    @settings(max_examples=300, deadline=None)
    @given(
        st.lists(st.lists(CELLS, max_size=6), max_size=8),
        st.lists(st.tuples(*[st.integers(1, 8)] * 4), max_size=3),
    )
    def test_any_grid(self, rows: list[list[str | Odd]], areas: list[tuple[int, int, int, int]]) -> None:
        """Odd cells, merged areas that overlap, hidden rows, names that are left out: values or problems."""
        below: list[list[str | Odd]] = [["指标", "分组", "2022年", "2023年"], *rows]
        found = [{at: cell for at, cell in enumerate(row, 1) if cell} for row in below]
        merged = {(top, left): (max(top, bottom), max(left, right)) for top, left, bottom, right in areas}
        filled = [SheetRow(number, cells, cells) for number, cells in enumerate(found, 1) if cells]
        grid = Grid(
            filled, lambda row, at: Location("a", row, at), str, Location("a"), merged, frozenset([3])
        )
        names = {"婴儿死亡率": "-", "分组": "-"}
        assert outcome(lambda: read_grid(grid, PLAN)) >= 0
        assert outcome(lambda: read_grid(grid, PLAN, names, [])) >= 0

    @settings(max_examples=200, deadline=None)
    @given(st.binary(max_size=60))
    def test_any_bytes(self, content: bytes) -> None:
        for read in (read_csv, read_xlsx):
            with pytest.raises(InvalidInput):
                read(content, "a", PLAN)


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
