"""Reports on many regions: whole, in every form, over regions of every kind."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from forms import content_of, text_of
from openpyxl import load_workbook

from healthplan_cli.commands.panel import PanelOptions, judged_panel
from healthplan_cli.evaluation.badges import STATUS_BADGES
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.document import Chart, ChartKind
from healthplan_cli.report.documents.panelcharts import panel_charts
from healthplan_cli.report.documents.panelheat import heat_table
from healthplan_cli.report.forms import KINDS, charts_rendered
from healthplan_cli.views.records import FIELDS, HEADS

PLAN = """format: hpcheck.plan/1
id: city
title: 某市规划
region: {name: 某市, level: city}
period: {baseline: 2020, start: 2021, end: 2025}
indicators:
  - {id: life, no: 1, name: 人均预期寿命, unit: 岁, baseline: "78", target: "≥79", nature: 约束性, better: higher}
  - {id: deaths, no: 2, name: 孕产妇死亡率, unit: 1/10万, baseline: "11", target: "≤10", nature: 约束性, better: lower}
  - {id: care, no: 3, name: 系统管理率, unit: "%", target: "≥90", nature: 预期性, better: higher,
     components: [{id: mothers, name: 孕产妇, target: "≥95"}, {id: children, name: 儿童, target: "≥90"}]}
"""
ROWS = [
    "片区,区县,人均预期寿命（岁）,孕产妇死亡率（1/10万）,系统管理率（%）,系统管理率（%）",
    ",,,,孕产妇,儿童",
    "山区,甲县,79.5,9,96,91",
    "山区,乙县,77.5,12,94,91",
    "坝区,丙县,78.6,10.0*,96,",
    "坝区,丁县,很高,9,96,91",
    "坝区,戊县,,,,",
    "坝区,=己县,78.1,15,80,70",
    ",全市,78.9,10,93,92",
]


@pytest.fixture
def report(tmp_path: Path) -> PanelReport:
    return judged(tmp_path, ROWS)


def judged(folder: Path, rows: list[str], file: str = "2023.csv", **options: object) -> PanelReport:
    (folder / "city.yaml").write_text(PLAN, encoding="utf-8")
    (folder / file).write_text("\n".join(rows) + "\n", encoding="utf-8")
    given = {"plan": (str(folder / "city.yaml"),), "by": "片区", **options}
    return judged_panel(PanelOptions((str(folder / file),), **given))[0]  # type: ignore[arg-type]  # options of several types


def many(folder: Path) -> PanelReport:
    rows = [f"山区,第{at}县,{77.1 + at % 4},{8.3 + at % 5},96,91" for at in range(60)]
    return judged(folder, [*ROWS[:2], *rows])


class TestEveryForm:
    """「每个地区的门禁」「各状态的计数」「热力表」: each form says who holds what."""

    @pytest.mark.parametrize("form", KINDS["panel"].forms)
    def test_is_written(self, form: str, report: PanelReport) -> None:
        assert content_of("panel", form, report)

    @pytest.mark.parametrize("width", [40, 80, 120])
    def test_terminal(self, width: int, report: PanelReport) -> None:
        text = text_of("panel", "terminal", report, Look(width))
        for words in (
            "6 个地区",
            "丁县：",
            "没有数据的地区 1 个：戊县",
            "需要关注的地区",
            "各项指标",
            "各地区逐项判断",
            "数据有误 1",
            "退出码 2",
        ):
            assert words in text.replace("\n", ""), words

    def test_a_screen_lists_the_worst(self, tmp_path: Path) -> None:
        report = many(tmp_path)
        text = text_of("panel", "terminal", report, Look(80))
        assert text.count("✗ 不通过") == 20
        assert "另有 22 个地区" in text
        assert len(text.splitlines()) < 120
        page = text_of("panel", "html", report)
        assert all(f"第{at}县" in page for at in range(60))

    def test_the_heat_table_of_a_workbook_is_coloured_by_its_words(self, report: PanelReport) -> None:
        book = load_workbook(io.BytesIO(content_of("panel", "xlsx", report)))
        assert book.sheetnames == ["汇总", "图", "地区", "指标", "热力表", "判定表", "数据有误", "图的数据"]
        sheet = book["热力表"]
        [area] = list(sheet.conditional_formatting)
        formulas = {rule.formula[0] for rule in area.rules}
        texts = {cell for row in sheet.iter_rows(min_row=2, values_only=True) for cell in row[1:] if cell}
        assert {f'"{text}"' for text in texts if "  " not in str(text)} >= formulas
        assert '"滞后"' in formulas
        assert book["地区"].auto_filter.ref == "A1:K7"

    def test_numbers_of_a_workbook_are_numbers(self, report: PanelReport) -> None:
        """「表格里是数的，写成数」: targets with their signs, rates, numbers of rows."""
        book = load_workbook(io.BytesIO(content_of("panel", "xlsx", report)))
        heads, first, *_ = book["指标"].iter_rows()
        cells = dict(zip((cell.value for cell in heads), first, strict=True))
        assert (cells["序号"].value, cells["目标"].value, cells["目标"].number_format) == (1, 79, '"≥"0')
        [at] = [cell for row in book["汇总"].iter_rows() for cell in row if cell.value == "达标率"]
        rates = [book["汇总"].cell(row, at.column) for row in (at.row + 1, at.row + 2)]
        assert all(isinstance(cell.value, int | float) and cell.number_format.endswith("%") for cell in rates)

    @pytest.mark.parametrize("form", ["terminal", "html", "markdown", "xlsx"])
    def test_what_no_region_has_is_a_note_of_the_heat_table(self, form: str, tmp_path: Path) -> None:
        """「所有地区都无法判定的指标不占一列」: it is counted and named below the table."""
        rows = [row.replace(",96,91", ",,") for row in (*ROWS[:4], ROWS[6])]
        report = judged(tmp_path, rows)
        [year] = report.summary.years
        found = heat_table(report, year, year.worst, Look(80), Medium.SCREEN)
        assert [column.key for column in found.columns] == ["region", "life", "deaths"]
        assert found.notes == ("所有地区都无法判定的 1 项没有列出：3 系统管理率",)
        if form == "xlsx":
            sheet = load_workbook(io.BytesIO(content_of("panel", form, report)))["热力表"]
            text = "".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
        else:
            text = text_of("panel", form, report)
        assert "所有地区都无法判定的 1 项没有列出：3 系统管理率" in text.replace("\n", "")

    def test_a_region_is_no_formula(self, report: PanelReport) -> None:
        book = load_workbook(io.BytesIO(content_of("panel", "xlsx", report)))
        cells = [cell for row in book["地区"].iter_rows() for cell in row if cell.value == "=己县"]
        assert [cell.data_type for cell in cells] == ["s"]
        assert "'=己县" in content_of("panel", "csv", report).decode()

    def test_the_page_can_be_picked_from_and_sorted(self, report: PanelReport) -> None:
        page = text_of("panel", "html", report)
        assert '<table class="heat">' in page
        assert 'data-gate="fail" data-group="山区"' in page
        assert "aria-sort" in page


class TestWithoutAGate:
    """`--gate none`: nothing passes where nothing was asked for."""

    @pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
    def test_no_region_passes(self, form: str, tmp_path: Path) -> None:
        report = judged(tmp_path, ROWS, gate="none")
        text = text_of("panel", form, report)
        assert "不作结论" in text
        assert "通过" not in text


class TestRecords:
    """「判定表」: one record of each region, row, component and year, with the same names everywhere."""

    def test_csv(self, report: PanelReport) -> None:
        rows = list(csv.DictReader(io.StringIO(content_of("panel", "csv", report).decode("utf-8-sig"))))
        assert tuple(rows[0]) == FIELDS
        assert len(rows) == 5 * 5
        first = rows[1]
        assert (first["region"], first["indicator"], first["value"], first["status"], first["gated"]) == (
            "甲县",
            "deaths",
            "9.0",
            "met",
            "true",
        )

    def test_heads(self, report: PanelReport) -> None:
        text = content_of("panel", "csv", report, Look(80, heads="zh")).decode("utf-8-sig")
        assert text.splitlines()[0].split(",") == list(HEADS.values())

    def test_every_form_has_the_same(self, report: PanelReport) -> None:
        pyarrow = pytest.importorskip("pyarrow")
        assert pyarrow
        import pyarrow.parquet as parquet

        lines = [json.loads(line) for line in text_of("panel", "jsonl", report).splitlines()]
        table = parquet.read_table(io.BytesIO(content_of("panel", "parquet", report)))
        assert table.to_pylist() == lines == [dict(item) for item in report.verdicts.records()]

    def test_a_workbook_says_it_in_words(self, report: PanelReport) -> None:
        """「给人看，指标写名称，状态、理由、注记写成话」"""
        sheet = load_workbook(io.BytesIO(content_of("panel", "xlsx", report)))["判定表"]
        heads, *rows = sheet.iter_rows(values_only=True)
        found = [dict(zip(heads, row, strict=True)) for row in rows]
        assert len(found) == 5 * 5
        assert {row["状态"] for row in found} <= {
            "达标",
            "快于预期",
            "符合预期",
            "滞后",
            "未达标",
            "无法判定",
        }
        assert {row["理由"] for row in found if row["状态"] == "无法判定"} == {"没有数据", "没有基期"}
        codes = {record["indicator"] for record in report.verdicts.records()}
        assert not codes & {row["指标"] for row in found}

    def test_json(self, report: PanelReport) -> None:
        data = json.loads(text_of("panel", "json", report))
        assert data["format"] == "hpcheck.panel/1"
        assert [item["region"] for item in data["invalid"]] == ["丁县"]
        assert data["without_data"] == ["戊县"]
        [year] = data["years"]
        assert year["outcomes"] == {"pass": 2, "fail": 2, "incomplete": 1}
        assert year["rows"][0]["spread"] == {
            "min": 77.5,
            "q1": 77.95,
            "median": 78.35,
            "q3": 78.825,
            "max": 79.5,
        }
        assert [group["name"] for group in data["groups"]] == ["山区", "坝区"]


class TestUnknownCodes:
    """「报告里全有」: codes that nobody has, each with its region."""

    def test_all_of_them(self, tmp_path: Path) -> None:
        head, second, *_ = ROWS
        names = {at: f"某{chr(ord('山') + at)}县" for at in range(10, 40)}
        rows = [f"山区,{name}（5199{at}）,77.1,8.3,96,91" for at, name in names.items()]
        report = judged(tmp_path, [head, second, *rows])
        data = json.loads(text_of("panel", "json", report))
        assert [item["code"] for item in data["unknown_codes"]] == [f"5199{at}" for at in range(10, 40)]
        for form in ("html", "markdown"):
            text = text_of("panel", form, report)
            assert all(f"{name} 5199{at}" in text for at, name in names.items())
        shown = text_of("panel", "terminal", report, Look(80)).replace("\n", "").replace(" ", "")
        assert "代码不在区划代码表里的地区30个：" in shown
        assert "等30个" in shown

    def test_none(self, report: PanelReport) -> None:
        assert json.loads(text_of("panel", "json", report))["unknown_codes"] == []
        assert "区划代码表" not in text_of("panel", "html", report)


class TestPrograms:
    """「每个地区一组」: what programs read of a region is what they read of it alone."""

    def test_a_suite_for_each_region(self, report: PanelReport) -> None:
        root = ElementTree.fromstring(text_of("panel", "junit", report))
        suites = root.findall("testsuite")
        assert suites[-1].get("name") == "丁县"
        assert suites[-1].find("testcase/error") is not None
        assert [suite.get("name") for suite in suites[:-1]] == [
            f"{name} 某市规划" for name in ("甲县", "乙县", "丙县", "戊县", "=己县")
        ]
        assert (root.get("tests"), root.get("errors")) == ("26", "1")
        failed = suites[1].findall("testcase/failure")
        assert len(failed) == 2

    def test_one_run_for_code_scanning(self, report: PanelReport) -> None:
        log = json.loads(text_of("panel", "sarif", report))
        [run] = log["runs"]
        assert len(run["invocations"]) == 5
        [wrong] = run["invocations"][0]["toolExecutionNotifications"]
        assert wrong["message"]["text"].startswith("丁县：")
        assert wrong["locations"][0]["physicalLocation"]["region"]["startLine"] == 6
        assert [file["location"]["uri"].rpartition("/")[2] for file in run["artifacts"]] == [
            "2023.csv",
            "city.yaml",
        ]
        places = {
            (item["properties"]["plan"], item["locations"][0]["physicalLocation"]["region"]["startLine"])
            for item in run["results"]
            if item["ruleId"] == "behind"
        }
        assert {("city/乙县", 4), ("city/=己县", 8)} <= places

    def test_annotations(self, report: PanelReport) -> None:
        lines = text_of("panel", "github", report).splitlines()
        assert "line=6" in lines[0]
        assert any("::error" in line and "city/乙县" in line and "line=4" in line for line in lines)


class TestPictures:
    """How the values of the rows lie that most regions miss; the worst regions by status."""

    def charts(self, report: PanelReport) -> list[Chart]:
        return list(panel_charts(report, report.summary.last))

    def test_the_worst_regions_by_status(self, tmp_path: Path) -> None:
        report = many(tmp_path)
        chart = self.charts(report)[-1]
        assert chart.kind is ChartKind.PARTS
        assert chart.title == "各地区的判断（需要关注的 20 个地区）"
        worst = report.summary.last.worst[:20]
        assert chart.categories == tuple(item.region for item in worst)
        for at, item in enumerate(worst):
            told = {series.name: series.numbers[at] for series in chart.series if series.numbers[at]}
            assert told == {
                STATUS_BADGES[status].words: count for status, count in item.counts.items() if count
            }
            assert all(series.tone is not None for series in chart.series)

    def test_how_the_values_lie(self, tmp_path: Path) -> None:
        """The points are those of the table; the target stands beside them where all have the same."""
        report = many(tmp_path)
        year = report.summary.last
        spreads = [chart for chart in self.charts(report) if chart.kind is ChartKind.SPREADS]
        assert [chart.title.split("（")[0] for chart in spreads] == ["人均预期寿命", "孕产妇死亡率"]
        for chart, id, goal in zip(spreads, ("life", "deaths"), (Fraction(79), Fraction(10)), strict=True):
            spread = year.rows[(id, None)].spread
            assert spread is not None
            assert tuple(series.numbers[0] for series in chart.series[:5]) == spread.points
            assert (chart.series[5].name, *chart.series[5].numbers) == ("目标", goal)
            assert chart.categories == ("60 个地区",)

    def test_components_stand_under_each_other(self, tmp_path: Path) -> None:
        rows = [f"山区,第{at}县,79.5,9,{90 + at},{84 + at}" for at in range(6)]
        report = judged(tmp_path, [*ROWS[:2], *rows], "2025.csv")
        [chart] = [chart for chart in self.charts(report) if chart.kind is ChartKind.SPREADS]
        assert chart.categories == ("孕产妇（6 个地区）", "儿童（6 个地区）")
        assert [*chart.series[5].numbers] == [95, 90]

    def test_few_regions_have_no_quartiles(self, tmp_path: Path) -> None:
        report = judged(tmp_path, [*ROWS[:2], "山区,甲县,77,15,80,70", "山区,乙县,77.1,14,81,71"])
        assert [chart.kind for chart in self.charts(report)] == [ChartKind.PARTS]
        alone = judged(tmp_path, [*ROWS[:2], "山区,甲县,77,15,80,70"])
        assert self.charts(alone) == []
        assert "图" not in load_workbook(io.BytesIO(content_of("panel", "xlsx", alone))).sheetnames

    def test_targets_of_their_own_are_no_mark(self, tmp_path: Path) -> None:
        (tmp_path / "分解.csv").write_text(
            "区县,指标,目标\n" + "".join(f"第{at}县,孕产妇死亡率,≤{9 + at % 2}\n" for at in range(60)), encoding="utf-8"
        )  # fmt: skip
        rows = [f"山区,第{at}县,{77.1 + at % 4},{8.3 + at % 5},96,91" for at in range(60)]
        report = judged(tmp_path, [*ROWS[:2], *rows], "2025.csv", own_targets=str(tmp_path / "分解.csv"))
        [chart] = [chart for chart in self.charts(report) if chart.title.startswith("孕产妇死亡率")]
        assert len(chart.series) == 5

    def test_every_form_that_draws_has_them(self, tmp_path: Path) -> None:
        report = many(tmp_path)
        paper = zipfile.ZipFile(io.BytesIO(content_of("panel", "docx", report)))
        assert sum(name.startswith("word/charts/chart") for name in paper.namelist()) == 3
        book: Any = load_workbook(io.BytesIO(content_of("panel", "xlsx", report)))
        assert len(book["图"]._charts) == 3
        titles = [chart.title for chart in self.charts(report)]
        assert all(title in text_of("panel", "html", report) for title in titles)
        drawn = charts_rendered("panel", "svg", [report], Look(100))
        assert sum("各地区的" in name for name in drawn) == 3
        assert all(title not in text_of("panel", "markdown", report) for title in titles)
