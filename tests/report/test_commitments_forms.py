"""Commitments in each form: paper, sheet, csv, page, junit; and in what init writes."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from browser import Visit
from commitmentreports import ALL, FOLDER, LOOK, small, text
from forms import render
from support import Desk

from healthplan_cli.model import Status
from healthplan_cli.report import Look
from healthplan_cli.report.document import Heading, Paragraph, Table
from healthplan_cli.report.documents.paper import text as report_text
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.views.reviewed_plan import Reviewed


def promised(paper: Any) -> Any:
    """The commitments' own table."""
    return next(table for table in paper.tables if table.rows[0].cells[0].text == "编号")


class TestPaper:
    """The document: its findings' own chapter, its own table after that of the indicators."""

    def test_table(self) -> None:
        paper = docx.Document(io.BytesIO(render("docx", [small()], LOOK)))
        table = promised(paper)
        assert [cell.text for cell in table.rows[0].cells] == [
            *("编号", "承诺", "出处", "目标", "实际", "状态", "说明"),
        ]
        assert [[cell.text for cell in row.cells] for row in table.rows[3:5]] == [
            ["", "其中：住院", "", "均达到60%以上", "55%", "未达标", "差 5 个百分点"],
            [
                "C2",
                "标准化村卫生室",
                "三、（二）",
                "100个",
                "96 个",
                "未达标",
                "差 4 个；责任单位：县卫生健康局",
            ],
        ]

    def test_due_year_only_where_it_is_another(self) -> None:
        paper = docx.Document(io.BytesIO(render("docx", [small()], ALL)))
        rows = [[cell.text for cell in row.cells] for row in promised(paper).rows]
        order = rows[0].index("目标年")
        assert [row[order] for row in rows[1:]] == ["", "", "", "", "", "2030"]

    def test_findings(self) -> None:
        blocks = list(report_text(small().report, "《规划》"))
        start = blocks.index(Heading("四、正文承诺完成情况"))
        chapter = blocks[start + 1 : blocks.index(Heading("五、需要关注的问题"))]
        [late] = [block for block in chapter if isinstance(block, Table)]
        assert [[cell.text for cell in row.cells] for row in late.rows][-1] == [
            *("C2. 标准化村卫生室", "未达标", "96 个", "100个", "差 4 个"),
        ]
        texts = [block.lead + block.text for block in chapter if isinstance(block, Paragraph)]
        assert texts == [
            "另核验正文承诺 4 条：未达标 2，无法判定 2。承诺单独计数，不计入达标率。",
            "无法判定 1 条：缺少基期数据的 1 项（C3. 就医满意度）。",
            "另有 1 条承诺没有数据，无法判定。",
        ]
        concerns = [block.text for block in blocks if isinstance(block, Paragraph)]
        assert "正文承诺未达标或滞后 2 条：C1. 门诊、住院中药饮片使用率、C2. 标准化村卫生室。" in concerns

    def test_annex_has_those_with_a_value(self) -> None:
        annex = text("markdown", small()).split("### 目标的读法")[1]
        assert "| C2 | 标准化村卫生室 | 96 个 | 2025 | 县卫生健康局 |" in annex
        assert "| C1 |" not in annex.split("### 数值的来源")[1]  # its values are the indicator's
        assert "| C4 |" not in annex


class TestSheet:
    """The workbook: a sheet of their own with all of them, to be filtered."""

    @pytest.fixture
    def sheet(self) -> Any:
        book = openpyxl.load_workbook(io.BytesIO(render("xlsx", [small()], LOOK)))
        assert book.sheetnames == [
            *("评估情况", "完成情况表", "正文承诺", "目标的读法", "数值的来源", "核验底稿"),
        ]
        return book["正文承诺"]

    def test_all_are_there(self, sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        assert rows[0] == ["编号", "承诺", "出处", "单位", "目标", "目标年", "实际", "状态", "数据", "说明"]
        column = rows[0].index("数据")
        assert [(row[0], row[column]) for row in rows[1:]] == [
            *(("C1", "有"), (None, "有"), (None, "有"), ("C2", "有"), ("C3", "有"), ("C4", "无")),
        ]

    def test_filter(self, sheet: Any) -> None:
        assert sheet.auto_filter.ref == "A3:J9"
        assert sheet["A2"].value.startswith("正文承诺 4 条：未达标 2，无法判定 2　（")

    def test_numbers(self, sheet: Any) -> None:
        assert (sheet["G7"].value, sheet["G7"].data_type) == (96, "n")
        assert (sheet["F9"].value, sheet["F9"].data_type) == (2030, "n")
        assert (sheet["E7"].value, sheet["E7"].data_type) == (100, "n")
        assert sheet["E7"].number_format == '0"个"'

    def test_those_without_data_are_grey(self, sheet: Any) -> None:
        letters = {row[0].value: row[1].font.color for row in sheet.iter_rows(min_row=4)}
        assert letters["C4"].rgb == "00595959"
        assert letters["C2"] is None

    def test_only_some_statuses(self) -> None:
        content = render("xlsx", [small()], Look(only=(Status.UNKNOWN,)))
        sheet = openpyxl.load_workbook(io.BytesIO(content))["正文承诺"]
        assert [row[0].value for row in sheet.iter_rows(min_row=4)] == ["C3", "C4"]

    def test_several_plans(self) -> None:
        content = render("xlsx", [small(), small()], LOOK)
        assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[2] == "small 正文承诺"


class TestCsv:
    """「承诺（分项也）各有自己的记录」, all of them, behind those of the table."""

    def rows(self, item: Reviewed) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(text("csv", item).removeprefix("\ufeff"))))

    def test_behind_the_table(self) -> None:
        plain, asked = self.rows(small(asked=False)), self.rows(small())
        assert asked[: len(plain)] == plain
        assert [row["nature"] for row in asked].count("正文承诺") == len(asked) - len(plain) == 6


class TestPage:
    """The page: a section of its own that follows the filters."""

    ROWS = "tr[data-search]"
    REST = "article > details:not(:last-of-type)"  # the last has the working papers

    def test_section(self) -> None:
        page = text("html", small())
        assert len(re.findall(r"<tr [^>]*data-search=", page)) == 4
        assert page.count("<details><summary>没有数据、无法判定的 1 条</summary>") == 1
        assert "<details open><summary>没有数据、无法判定的 1 条</summary>" in text("html", small(), ALL)
        assert '<option value="commitment">正文承诺</option>' in page

    def test_proofs_of_those_with_a_value(self) -> None:
        plain, asked = text("html", small(asked=False)), text("html", small())
        assert asked.count("为什么是这个结论") - plain.count("为什么是这个结论") == 3

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "page.html"
        path.write_text(text("html", small()), encoding="utf-8")
        return path

    def test_filters(self, chromium: Any, file: Path) -> None:
        found = Visit(chromium, file)
        output = found.tab.locator("output")
        assert (output.inner_text(), found.count(self.ROWS)) == ("显示 6 项，共 6 项", 3)
        found.tab.select_option("select[name=status]", "missed")
        assert found.count(self.ROWS) == 2
        assert found.count("tr.part") == 4  # two of a commitment, two of an indicator
        found.tab.select_option("select[name=nature]", "binding")
        assert found.count(self.ROWS) == 0
        found.tab.click("button[type=reset]")
        found.tab.wait_for_function("document.querySelector('output').textContent.startsWith('显示 6')")
        assert found.count(self.ROWS) == 3
        assert found.said == []
        found.context.close()

    def test_search_unfolds_what_it_finds(self, chromium: Any, file: Path) -> None:
        found = Visit(chromium, file)
        found.tab.fill("input[name=search]", "产前")
        assert found.count(self.ROWS) == 1
        found.tab.fill("input[name=search]", "")
        assert found.tab.locator(self.REST).get_attribute("open") is None
        found.tab.fill("input[name=search]", "县卫生健康局")  # who is responsible
        assert found.tab.locator(f"{self.ROWS}:visible td").first.inner_text() == "C2"
        found.context.close()

    def test_without_javascript(self, chromium: Any, file: Path) -> None:
        found = Visit(chromium, file, java_script_enabled=False)
        assert found.count(self.ROWS) == 3
        found.tab.locator(f"{self.REST} > summary").click()
        assert found.count(self.ROWS) == 4
        found.context.close()

    def test_phone(self, chromium: Any, file: Path) -> None:
        found = Visit(chromium, file, width=360)
        assert found.tab.evaluate("document.documentElement.scrollWidth") <= 360
        assert found.tab.locator(f"{self.ROWS}:has-text('C2') td:last-child").is_visible()
        found.context.close()

    def test_print(self, chromium: Any, file: Path) -> None:
        """How many are folded away is printed."""
        found = Visit(chromium, file)
        found.tab.emulate_media(media="print")
        assert found.tab.locator(f"{self.REST} > summary").is_visible()
        found.context.close()


class TestJunit:
    """A suite of their own."""

    def test_suites(self) -> None:
        root = ElementTree.fromstring(text("junit", small()))
        suites = {suite.get("name"): suite for suite in root}
        own = suites["某县卫生健康发展规划：正文承诺"]
        assert list(suites) == ["某县卫生健康发展规划", own.get("name")]
        assert (own.get("tests"), own.get("failures"), own.get("skipped")) == ("6", "3", "2")
        [case] = [case for case in own.findall("testcase") if case.get("name") == "C4. 产前筛查率"]
        assert case.find("skipped") is not None


# ── hpcheck init --with commitments ──

ENDINGS = ("yaml", "csv", "xlsx")


@cache
def shipped() -> Any:
    return load_plan("chongqing", whole=True)


def fill(path: Path, values: dict[str, str]) -> None:
    """Writes 2025's values into a file to fill in, by the ids of the rows."""
    if path.suffix == ".yaml":
        lines = path.read_text(encoding="utf-8").splitlines()
        for order, line in enumerate(lines):
            id = line.strip().partition(":")[0]
            if id in values:
                lines[order] = line.replace("2025: null", f'2025: "{values.pop(id)}"')
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        for row in rows[2:]:
            row[rows[1].index("2025年实际")] = values.pop(row[-1], "")
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(rows)
    else:
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        column = [cell.value for cell in sheet[4]].index("2025年实际")
        for cells in sheet.iter_rows(min_row=5):
            cells[column].value = values.pop(str(cells[-1].value), None)
        book.save(path)
    assert values == {}


class TestInit:
    """A file to fill in has the commitments too, and comes back."""

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_comes_back(self, desk: Desk, ending: str) -> None:
        file = f"sheet.{ending}"
        said = desk.run("init", "chongqing", "--with", "commitments", "-o", file)
        assert said.code == 0
        assert f"hpcheck evaluate {file} --plan chongqing --with commitments" in said.out + said.err
        values = {
            "life_expectancy": "79.4",
            "level_4_surgery_share": "10",
            "emr_level_tertiary": "4级",
            "doctor_nurse_ratio": "1:1.32",
            "tertiary_hospitals": "101",
        }
        fill(desk.folder / file, dict(values))
        report = desk.run("evaluate", file, "--plan", "chongqing", "--with", "commitments", "-f", "json")
        assert (report.code, report.err) == (3, "")
        found = {item["id"]: item["status"] for item in report.json["commitments"] if item["actual"]}
        assert found == {
            "life_expectancy_body": "met",  # it takes the indicator's value
            "level_4_surgery_share": "missed",
            "emr_level_tertiary": "met",
            "doctor_nurse_ratio": "met",
            "tertiary_hospitals": "met",
        }

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_nothing_filled_in(self, desk: Desk, ending: str) -> None:
        for plan in ("anju", "dachuan"):
            desk.run("init", plan, "--with", "commitments", "-o", f"{plan}.{ending}")
            answer = desk.run("evaluate", f"{plan}.{ending}", "--plan", plan, "--with", "commitments", "-q")
            assert (answer.code, answer.err) == (3, "")

    def test_which_are_listed(self, desk: Desk) -> None:
        listed = desk.run("init", "chongqing", "--with", "commitments").out
        for item in shipped().commitments:
            assert (f"\n  {item.id}: " in listed) is (item.restates is None)
        assert "  # C7 健康科技创新整体实力  二、（三）2  目标 位居全国前列  填 是、否、在建，" in listed

    def test_columns(self, desk: Desk) -> None:
        desk.run("init", "chongqing", "--with", "commitments", "-o", "a.csv")
        rows = list(csv.DictReader((desk.folder / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1:]))
        [row] = [row for row in rows if row["代码"] == "tertiary_hospitals"]
        assert (row["性质"], row["指标"], row["目标"], row["章节"]) == (
            *("正文承诺", "全市建成三级医院", "100个", "四、（一）10"),
        )

    def test_only_when_asked_for(self, desk: Desk) -> None:
        desk.put({"plan.yaml": (FOLDER / "plan.yaml").read_bytes()})
        assert "clinics" not in desk.run("init", "plan.yaml").out
        assert "clinics" in desk.run("init", "plan.yaml", "--with", "commitments").out
        desk.run("init", "plan.yaml", "-o", "a.csv")
        header = (desk.folder / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1]
        assert "章节" not in header
