"""The comparison as a command, as data, a workbook and a page."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from browser import Elements, Visit
from comparisoncases import FOLDER, shipped, two
from forms import content_of, text_of
from support import plan_of

from healthplan_cli.base.text_width import width
from healthplan_cli.cli import run
from healthplan_cli.report import Look
from healthplan_cli.report.document import Chart, ChartKind, Paragraph
from healthplan_cli.report.documents.comparisoncharts import comparison_charts
from healthplan_cli.report.forms import charts_rendered
from healthplan_cli.report.words.comparison import HALF, line_name
from healthplan_cli.views.comparison import compare


class TestCommand:
    """The command line."""

    def test_formats_by_the_files_ending(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for ending, begins in {
            "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "md": b"# ", "json": b"{", "txt": "规划".encode(),
        }.items():  # fmt: skip
            path = tmp_path / f"out.{ending}"
            assert run(["compare", "anju", "zhenan", "-o", str(path)]) == 0
            assert path.read_bytes().startswith(begins)
        assert run(["compare", "anju", "zhenan", "-o", str(tmp_path / "out.csv")]) == 2
        assert run(["compare", "anju", "zhenan", "--force", "-o", str(tmp_path / "out.csv")]) == 0
        capsys.readouterr()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["anju"], "至少要两个规划才能对照"),
            (["anju", "anju"], "anju: 这个规划写了两次"),
            (["anju", "nowhere"], "nowhere: 没有这个规划"),
            (["anju", "zhenan", "-o", "x.pdf"], "“x.pdf”不对，应写成 形式:文件"),
            (["anju", "zhenan", "-f", "csv", "-o", "x.html"], "与 --format csv 不一致"),
            (["anju", "zhenan", "--indicator", "没有的"], "几个规划里都没有指标“没有的”"),
        ],
    )
    def test_wrong_input(self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["compare", *arguments]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert said in captured.err

    def test_an_id_twice(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        copy = tmp_path / "copy.yaml"
        copy.write_bytes((FOLDER / "north.yaml").read_bytes())
        assert run(["compare", str(FOLDER / "north.yaml"), str(copy)]) == 2
        assert "id 与" in capsys.readouterr().err

    def test_never_over_a_plan(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        own = tmp_path / "own.json"
        plan = {
            "format": "hpcheck.plan/1",
            "id": "own",
            "title": "甲",
            "period": {"baseline": 2020, "start": 2021, "end": 2025},
        }
        row = {"id": "a", "name": "甲", "nature": "预期性", "better": "higher", "target": "1"}
        own.write_text(json.dumps({**plan, "indicators": [row]}, ensure_ascii=False), encoding="utf-8")
        before = own.read_bytes()
        assert run(["compare", str(own), "anju", "--force", "-o", str(own)]) == 2
        assert own.read_bytes() == before
        assert "不能写在上面" in capsys.readouterr().err

    def test_some_indicators(self, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ["compare", "anju", "chongqing", "-f", "json", "--indicator", "能耗,smoking_rate"]
        assert run(arguments) == 0
        lines = json.loads(capsys.readouterr().out)["indicators"]
        assert [(line["id"], line["missing"]) for line in lines] == [
            ("smoking_rate", []),
            ("energy_cost_per_10000_income", ["anju"]),
        ]

    def test_colour_only_where_it_is_asked_for(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["compare", "anju", "zhenan", "--color", "always"]) == 0
        coloured = capsys.readouterr().out
        assert run(["compare", "anju", "zhenan"]) == 0
        plain = capsys.readouterr().out
        assert "\x1b[1;32m★" in coloured
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == plain.split()

    def test_without_the_sign(self) -> None:
        text = text_of("comparison", "terminal", two(), Look(80, signs=False))
        assert "★" not in text
        assert "* ≥80" in text
        rows = [{"target": "≥60"}, {"target": "≥50"}, {"target": "国家下达"}]
        head = {"id": "row", "name": "甲", "unit": "%", "better": "higher"}
        matrix = compare([plan_of([{**head, **row}], id=f"p{n}") for n, row in enumerate(rows)], {})
        text = text_of("comparison", "terminal", matrix, Look(80, signs=False))
        assert "(*) ≥60" in text
        assert "    ≥50" in text
        assert "☆" not in text
        assert "☆ ≥60" in text_of("comparison", "terminal", matrix, Look(80))

    def test_more_plans_than_fit(self) -> None:
        text = text_of("comparison", "terminal", shipped(), Look(60))
        assert max(map(width, text.splitlines())) <= 60
        heads = [line for line in text.splitlines() if line.startswith("指标")]
        assert len(heads) > 1
        assert " ".join(heads).split() == [
            "指标",
            "安居区",
            "重庆市",
            "指标",
            "达川区",
            "攀枝花市",
            "指标",
            "振安区",
        ]

    def test_nothing_in_common(self) -> None:
        rows = [{"id": f"row{order}", "name": f"甲{order}", "unit": "%", "target": "≥1"} for order in (1, 2)]
        matrix = compare([plan_of([row], id=f"p{order}") for order, row in enumerate(rows)], {})
        assert "没有共有的指标" in text_of("comparison", "terminal", matrix, Look(80))
        for form in ("markdown", "csv", "json", "html"):
            assert text_of("comparison", form, matrix)
        assert content_of("comparison", "xlsx", matrix)


class TestData:
    """What programs and spreadsheets read."""

    def test_csv_has_a_line_for_each_plan(self) -> None:
        matrix = shipped("anju", "chongqing", "zhenan")
        rows = list(csv.DictReader(io.StringIO(text_of("comparison", "csv", matrix).removeprefix("\ufeff"))))
        assert len(rows) == len(matrix.lines) * 3
        none = {(row["代码"], row["规划"]) for row in rows if row["有无"] == "没有"}
        assert none == {(line.id, matrix.labels[plan]) for line in matrix.lines for plan in line.missing}

    def test_json_has_exact_numbers(self) -> None:
        data = json.loads(text_of("comparison", "json", two()), parse_float=Decimal)
        cells = {line["id"]: line["cells"] for line in data["indicators"]}
        assert data["format"] == "hpcheck.compare/1"
        assert cells["out_of_pocket_share"]["north"]["value"] == Decimal("27.54")
        assert cells["regular_exercise_population"]["north"]["value"] == Decimal("0.0035")
        assert cells["chronic_disease_premature_mortality"]["north"]["baseline_value"] == Decimal("1.366")

    def test_no_word_of_a_plan_is_markup_or_formula(self) -> None:
        nasty = "=1+1|<b>“&[x](y)"
        row = {"id": "row", "name": nasty, "unit": "%", "better": "higher", "target": "≥1"}
        matrix = compare([plan_of([row], id="a"), plan_of([{**row, "name": "乙"}], id="b")], {})
        assert "<b>" not in text_of("comparison", "html", matrix)
        assert r"\|\<b\>" in text_of("comparison", "markdown", matrix)
        assert all(
            not cell.startswith("=")
            for line in csv.reader(io.StringIO(text_of("comparison", "csv", matrix)))
            for cell in line
        )
        book = openpyxl.load_workbook(io.BytesIO(content_of("comparison", "xlsx", matrix)))
        assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line} <= {"s", "n"}


@pytest.fixture(scope="module")
def book() -> Any:
    """The workbook of the two plans, read again."""
    return openpyxl.load_workbook(io.BytesIO(content_of("comparison", "xlsx", two())))


class TestWorkbook:
    """Real numbers, shown with their signs; headers in view; a sheet of flags."""

    def test_the_same_plans_give_the_same_bytes(self) -> None:
        assert content_of("comparison", "xlsx", two()) == content_of("comparison", "xlsx", two())

    def test_sheets(self, book: Any) -> None:
        assert book.sheetnames == ["对照表", "提示", "图", "明细", "图的数据"]
        tables = [book[name] for name in ("对照表", "提示", "明细")]
        assert [sheet.freeze_panes for sheet in tables] == ["B5", "C3", "B2"]
        assert [sheet.print_title_rows for sheet in tables] == ["$4:$4", "$2:$2", "$1:$1"]

    def test_the_flat_sheet(self, book: Any) -> None:
        """「“明细”一行一个规划的一项，没有合并的格，可以筛选」"""
        sheet = book["明细"]
        assert not sheet.merged_cells.ranges
        assert sheet.auto_filter.ref == sheet.dimensions

    def test_flags_name_rows_that_are_not_compared(self) -> None:
        """A flag about names that are alike has the names, no ids of the program."""
        sheet = openpyxl.load_workbook(io.BytesIO(content_of("comparison", "xlsx", shipped())))["提示"]
        names = [sheet.cell(row, 3).value for row in range(3, sheet.max_row + 1)]
        assert len(names) > 5
        assert [name for name in names if re.search("[a-z]_[a-z]", str(name))] == []

    def test_the_matrix(self, book: Any) -> None:
        rows = {row[0].value: row for row in book["对照表"].iter_rows(min_row=5)}
        first, second = rows["人均预期寿命（岁）"][1:3]
        assert (first.value, first.number_format) == (79.5, '"≥"0.0')
        assert (second.value, second.font.bold) == (80, True)
        assert rows["儿童青少年总体近视率（%）"][1].number_format == '"≤"0.0"（推算）"'
        assert [cell.value for cell in rows["健康服务业总规模（亿元）"]][-2:] == ["北市", "6"]
        assert rows["人均预期寿命（岁）"][3].value == "南县"

    def test_the_possibly_strictest_is_coloured_and_not_bold(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(content_of("comparison", "xlsx", shipped())))["对照表"]
        assert sheet.freeze_panes == "B6"
        heads = [cell.value for cell in sheet[5]]
        [row] = [row for row in sheet.iter_rows(min_row=5) if row[0].value == "儿童青少年总体近视率（%）"]
        cell = row[heads.index("攀枝花市")]
        assert (cell.font.bold, cell.font.color.rgb[-6:], cell.fill.fill_type) == (False, "1B5BB0", None)
        assert row[heads.index("最严")].value == "可能：攀枝花市"

    def test_the_flags(self, book: Any) -> None:
        sheet = book["提示"]
        flags = two().all_flags
        assert [sheet.cell(row, 2).value for row in range(3, len(flags) + 3)] == [
            flag.message for flag in flags
        ]

    def test_the_long_table(self, book: Any) -> None:
        sheet = book["明细"]
        heads = [cell.value for cell in sheet[1]]
        at = heads.index("目标")
        values = [row[at].value for row in sheet.iter_rows(min_row=2)]
        assert len(values) == len(two().lines) * 2
        assert {type(value) for value in values if value is not None} <= {int, float}
        assert values[:2] == [79.5, 80]


class TestCharts:
    """「单位相同、好的方向相同的指标画在一幅里」"""

    def charts(self, *names: str) -> list[Chart]:
        return [block for block in comparison_charts(shipped(*names)) if isinstance(block, Chart)]

    def test_the_numbers_are_the_bounds(self) -> None:
        matrix = shipped("chongqing", "panzhihua", "anju")
        lines = {line_name(line, with_unit=False): line for line in matrix.lines}
        seen = 0
        for chart in self.charts("chongqing", "panzhihua", "anju"):
            assert chart.kind is ChartKind.GROUPS
            assert len(chart.categories) >= 2
            assert len({(lines[name].unit, lines[name].better) for name in chart.categories}) == 1
            plans = {matrix.labels[plan.id]: plan.id for plan in matrix.plans}
            for series in chart.series:
                for name, number in zip(chart.categories, series.numbers, strict=True):
                    cell = lines[name].cells.get(plans[series.name])
                    assert number == (cell.bound[1] if cell and cell.bound else None)
                    seen += number is not None
        assert seen > 30

    def test_numbers_that_may_be_of_another_kind_are_not_drawn(self) -> None:
        """「不评最严的（基期相差太多、方向不同、总量）不画」, and it is said."""
        drawn = [name for chart in self.charts("chongqing", "panzhihua", "anju") for name in chart.categories]
        assert "重大慢性病过早死亡率" not in drawn
        assert "健康服务业总规模" not in drawn
        blocks = comparison_charts(shipped("chongqing", "panzhihua", "anju"))
        told = [block.text for block in blocks if isinstance(block, Paragraph)]
        assert told == [
            "按本规划的基期推算的：攀枝花市的儿童青少年总体近视率。",
            "数可能不是一类、没有画的：重大慢性病过早死亡率（%）（见提示）。",
        ]

    def test_nothing_to_draw(self) -> None:
        rows = [{"id": "row", "name": "甲", "unit": "%", "target": f"≥{order}"} for order in (1, 2)]
        one = compare([plan_of([row], id=f"p{order}") for order, row in enumerate(rows)], {})
        assert comparison_charts(one) == ()
        assert "各规划的目标" not in text_of("comparison", "html", one)

    def test_every_form_that_draws_has_them(self) -> None:
        matrix = shipped("chongqing", "panzhihua", "anju")
        paper = zipfile.ZipFile(io.BytesIO(content_of("comparison", "docx", matrix)))
        assert sum(name.startswith("word/charts/chart") for name in paper.namelist()) == 4
        book: Any = openpyxl.load_workbook(io.BytesIO(content_of("comparison", "xlsx", matrix)))
        assert len(book["图"]._charts) == 4
        titles = [chart.title for chart in self.charts("chongqing", "panzhihua", "anju")]
        page = text_of("comparison", "html", matrix)
        assert all(title in page for title in titles)
        assert len(charts_rendered("comparison", "svg", [matrix], Look(100))) == 5  # and the matrix


class TestPage:
    """One page that needs nothing else."""

    def test_is_well_formed_and_loads_nothing(self) -> None:
        page = text_of("comparison", "html", shipped())
        elements = Elements(page)
        assert elements.open == []
        ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
        links = [(attributes["href"] or "")[1:] for tag, attributes in elements.found if tag == "a"]
        assert len(ids) == len(set(ids))
        assert len(links) > 20
        assert set(links) <= set(ids)
        assert re.findall(r"url\(|@import|https?://| style=| on\w+=", page) == []
        assert "default-src 'none'; style-src 'sha256-" in unescape(page)

    def test_the_same_plans_give_the_same_page(self) -> None:
        assert text_of("comparison", "html", two()) == text_of("comparison", "html", two())

    def test_every_cell_and_flag_is_there(self) -> None:
        matrix = shipped()
        page = text_of("comparison", "html", matrix)
        assert page[: page.index("</table>")].count("<td") == len(matrix.lines) * len(matrix.plans)
        marked = re.findall('<td class="[^"]*strong met', page)
        assert len(marked) == sum(len(line.marked) for line in matrix.lines)
        assert (
            page.count(f'aria-hidden="true">{HALF}') == sum(len(line.possible) for line in matrix.lines) > 0
        )
        assert len(re.findall(' id="plan1-flag', page)) == len(matrix.all_flags) > 0


@pytest.fixture
def tab(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """The page of five plans on a telephone; the console must have stayed silent and nothing been fetched."""
    path = tmp_path / "page.html"
    path.write_text(text_of("comparison", "html", shipped()), encoding="utf-8")
    visit = Visit(chromium, path, 360, color_scheme="light")
    yield visit.tab
    assert [text for text in visit.said if not text.startswith("data:,")] == []
    visit.context.close()


class TestBrowser:
    """The page as it is seen."""

    def test_on_a_telephone_only_the_table_scrolls(self, tab: Any) -> None:
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        box = "document.querySelector('.scroll')"
        assert tab.evaluate(f"{box}.scrollWidth > {box}.clientWidth")
        name = tab.locator("tbody th").first
        before = name.bounding_box()["x"]
        tab.evaluate(f"{box}.scrollLeft = 200")
        assert name.bounding_box()["x"] == before

    def test_dark_by_the_system_and_by_the_switch(self, tab: Any) -> None:
        colour = "getComputedStyle(document.querySelector('td.strong')).color"
        light = tab.evaluate(colour)
        tab.emulate_media(color_scheme="dark")
        assert tab.evaluate(colour) != light
        tab.click("#theme")
        assert tab.evaluate(colour) == light

    def test_a_citation_leads_to_its_flag(self, tab: Any) -> None:
        tab.locator("sup a").first.click()
        assert tab.evaluate("document.querySelector(':target').id") == "plan1-flag1"

    def test_in_print_every_row_is_there(self, tab: Any) -> None:
        tab.emulate_media(media="print")
        box = "document.querySelector('.scroll')"
        assert tab.evaluate(f"{box}.scrollHeight - {box}.clientHeight") == 0
        assert not tab.locator("#theme").is_visible()
