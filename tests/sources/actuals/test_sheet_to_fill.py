"""Large sheets, and the sheet that is written to be filled in."""

from __future__ import annotations

import gc
import io
import random
import zipfile
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sheetcases import PLAN, fact, problems, saved
from support import (
    CASES,
    actuals_of,
    check_expected,
    plan_of,
    read_csv,
    read_xlsx,
)

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.model import Interval, Plan
from healthplan_cli.sources.actuals.grid import uncollected
from healthplan_cli.sources.actuals.header import plan_named
from healthplan_cli.sources.actuals.sheetout import SHEET, write_xlsx_to_fill
from healthplan_cli.sources.actuals.xlsxfile import open_xlsx
from healthplan_cli.sources.plans.catalog import load_plan, plan_files


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
                value = Fraction(number * 7 % 200 + year - 2000, 10)  # fewer than the hours of a day
                cell = sheet.cell(number, heads[f"{year}年实际"])
                if (number + year) % 5:
                    text = decimal_text(value) + ("" if number % 3 else "*")
                    cell.value = float(value) if number % 3 else text
                    if indicator.target is not None and indicator.target.rule.is_state:
                        cell.value = text = "已完成" if year % 2 else "否"
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


class TestChecks:
    """What the sheet to fill in checks while it is filled in, and what is locked."""

    PLAN = plan_of(
        [
            {"better": "higher", "unit": None, "target": "建成并投入使用", "name": "急救中心"},
            {"better": "higher", "unit": "%", "target": "≥90", "baseline": "80"},
            {"better": "lower", "unit": "‰", "target": "≤3", "baseline": "3.5"},
            {"better": "higher", "unit": "张", "target": "6", "baseline": "5"},
        ]
    )

    def sheet(self, plan: Plan) -> Any:
        return openpyxl.load_workbook(io.BytesIO(write_xlsx_to_fill(plan)))[SHEET]

    def test_numbers_by_the_unit_in_the_row(self) -> None:
        """A formula is about the first cell of its area: a state above doesn't shift it."""
        checks = {str(check.sqref): check for check in self.sheet(self.PLAN).data_validations.dataValidation}
        numbers = next(
            check for check in checks.values() if check.type == "custom" and "ISTEXT" in check.formula1
        )
        assert str(numbers.sqref) == "H6:L8"
        assert numbers.formula1 == (
            'IF(ISNUMBER(H6),AND(H6>=0,OR($D6<>"%",H6<=100),OR($D6<>"‰",H6<=1000)),ISTEXT(H6))'
        )
        assert numbers.errorStyle == "stop"  # no row may have more, or less than nothing
        assert "单位是 ‰ 的不大于 1000" in numbers.error

    def test_states_and_days(self) -> None:
        checks = self.sheet(self.PLAN).data_validations.dataValidation
        states = next(check for check in checks if check.type == "list")
        assert (str(states.sqref), states.formula1, states.errorStyle) == (
            "H5:L5",
            '"是,否,在建"',
            "information",
        )
        days = next(check for check in checks if check.promptTitle == "完成时间")
        assert ">=2015" in days.formula1
        assert "2030 年之间" in days.error

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_as_long_as_a_sheet_takes(self, name: str) -> None:
        for check in self.sheet(load_plan(name)).data_validations.dataValidation:
            texts = (check.prompt, check.error, check.formula1)
            assert all(len(text or "") <= 255 for text in texts)
            assert len(check.promptTitle or "") <= 32

    def test_what_is_locked(self) -> None:
        """No password; a value can be typed, a name can't be changed by mistake."""
        sheet = self.sheet(self.PLAN)
        heads = {str(cell.value): number for number, cell in enumerate(sheet[4], 1)}
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.autoFilter
        locked = {head for head, number in heads.items() if sheet.cell(5, number).protection.locked}
        assert locked == {"序号", "指标", "分组", "单位", "性质", "基期", "目标", "代码"}

    def test_far_from_the_baseline(self) -> None:
        """Ten times the baseline, or a tenth of it, is coloured: a slip of the unit or the point."""
        rules = [rule for area in self.sheet(self.PLAN).conditional_formatting for rule in area.rules]
        assert [rule.formula[0] for rule in rules] == [
            "AND(ISNUMBER(H5),ISNUMBER($F5),H5>0,$F5>0,OR(H5>=$F5*6.67,H5<=$F5/6.67))"
        ]


def shuffle_rows(sheet: Worksheet, rows: range) -> None:
    texts = [[cell.value for cell in sheet[number]] for number in rows]
    random.Random(7).shuffle(texts)
    for number, row in zip(rows, texts, strict=True):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
