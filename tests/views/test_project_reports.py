"""The report on projects: its forms, its page, the command."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from browser import Elements
from forms import content_of, text_of
from projectcases import EXAMPLE, plan_with, project
from support import ROOT, Desk

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.base.text_width import width
from healthplan_cli.evaluation.badges import MISSED
from healthplan_cli.report import Look
from healthplan_cli.sources.actuals.projectrows import read_progress
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.views.projects import (
    ProjectsReport,
    projects_report,
    year_end,
)

UPDATE = "HPCHECK_UPDATE_EXAMPLES"
NASTY = "<script>alert(1)</script><img/src=x/onerror=alert(2)>\"'&{{7*7}}"


@pytest.fixture(scope="module")
def report() -> ProjectsReport:
    """The example's."""
    plan = load_plan("dachuan", whole=True)
    content = (EXAMPLE / "progress.csv").read_bytes()
    return projects_report(plan, read_progress(Source("progress.csv", content), plan), year_end(2024))


class TestForms:
    """Terminal, JSON, CSV, Markdown, XLSX say the same."""

    @pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
    @pytest.mark.parametrize("told", [True, False])
    def test_no_line_is_wider_than_the_terminal(
        self, report: ProjectsReport, columns: int, told: bool
    ) -> None:
        shown = report if told else projects_report(report.plan, None, year_end(2025))
        lines = text_of("projects", "terminal", shown, Look(columns)).splitlines()
        assert [line for line in lines if width(line) > columns] == []

    def test_bars(self, report: ProjectsReport) -> None:
        """Years side by side, what is done, what is planned, the day that is looked at."""
        lines = text_of("projects", "terminal", report, Look(160)).splitlines()
        assert "21  22  23  24  25  26  27  28" in next(line for line in lines if line.startswith("序号"))
        bars = {
            line[:4].strip(): re.search(r"[.▰▱|]{20,}", line)
            for line in lines
            if line[:4].strip().isdecimal()
        }
        found = {no: match[0] for no, match in bars.items() if match}
        assert found["1"] == "....▰▰▰▰▰▰▰▰▰▰▱▱|..............."
        assert found["6"] == "................|▱▱▱▱▱▱▱▱▱▱▱...."
        assert found["4"] == "▰▰▰▰▰▰▰▰........|..............."
        assert found["5"] == "............▰▰▰▰|▱▱▱▱▱▱▱........"
        narrow = text_of("projects", "terminal", report, Look(80, signs=False))
        assert "####....|......." in narrow

    def test_colour_and_plain_signs(self, report: ProjectsReport) -> None:
        plain = text_of("projects", "terminal", report, Look(80, signs=False))
        assert "\x1b" not in plain
        assert not set("✓✗⇡⇣⇢▰▱") & set(plain)
        coloured = text_of("projects", "terminal", report, Look(80, color=True))
        assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == text_of("projects", "terminal", report, Look(80))
        assert re.search("\x1b\\[1;31m✗ 逾期未完工 *\x1b\\[0m", coloured)

    def test_json(self, report: ProjectsReport) -> None:
        data = json.loads(text_of("projects", "json", report), parse_float=Decimal)
        assert (data["format"], data["year"], data["as_of"]) == ("hpcheck.projects/1", 2024, "2024-12-31")
        assert data["summary"]["by_status"] == {
            "done": 9, "ahead": 1, "on_schedule": 5, "not_due": 4, "behind": 3, "late_start": 1, "overdue": 3, "unknown": 3,
        }  # fmt: skip
        assert data["summary"]["investment"] == data["summary"]["printed"]["investment"] == 248850
        first = data["projects"][0]
        assert (first["status"], first["progress"], first["spent"], first["expected"]) == (
            "overdue",
            Decimal("0.82"),
            24000,
            1,
        )
        assert data["due"]["start"] == ["baima_medical_community"]
        assert data["late_start"] == ["dushi_elderly_and_childcare", "majia_elderly_care"]
        assert data["over_budget"] == ["leiyin_wellness_center"]
        assert len(data["beyond_period"]) == 6
        assert sum(unit["investment"] for unit in data["by_unit"]) == 248850

    def test_json_as_planned(self, report: ProjectsReport) -> None:
        data = json.loads(text_of("projects", "json", projects_report(report.plan, None, year_end(2025))))
        assert data["summary"]["by_status"] is None
        assert {item["status"] for item in data["projects"]} == {None}
        assert data["inputs"] == []

    def test_csv_runs_no_formula(self) -> None:
        plan = plan_with(project(name="=1+1"))
        rows = list(
            csv.DictReader(
                io.StringIO(
                    content_of("projects", "csv", projects_report(plan, None, year_end(2023))).decode(
                        "utf-8-sig"
                    )
                )
            )
        )
        assert [(row["项目"], row["总投资（万元）"], row["序时进度"]) for row in rows] == [
            ("'=1+1", "300", "66.7%")
        ]

    def test_markdown_takes_no_word_for_markup(self) -> None:
        text = text_of(
            "projects",
            "markdown",
            projects_report(plan_with(project(name="a|b*c*<i>")), None, year_end(2024)),
        )
        assert "| a\\|b\\*c\\*\\<i\\> |" in text

    def test_xlsx(self, report: ProjectsReport) -> None:

        content = content_of("projects", "xlsx", report)
        assert content == content_of("projects", "xlsx", report)
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["项目", "合计", "到期和没有按时的"]
        rows = list(book["项目"].iter_rows(values_only=True))
        start = next(at for at, row in enumerate(rows) if row[0] == "序号")
        found = dict(zip(rows[start], rows[start + 1], strict=True))
        assert (found["序号"], found["总投资（万元）"], found["形象进度"], found["状态"]) == (
            1,
            30000,
            82,
            "逾期未完工",
        )
        assert len(rows) - start - 1 == 29

    def test_the_sheet_shows_states_in_colour_and_the_warning_in_red(self, report: ProjectsReport) -> None:
        book = openpyxl.load_workbook(io.BytesIO(content_of("projects", "xlsx", report)))
        cells = [cell for row in book["项目"].iter_rows() for cell in row if cell.value]
        late = next(cell for cell in cells if cell.value == "逾期未完工")
        assert late.fill.fgColor.rgb[2:] == MISSED.fill
        warned = next(cell for cell in cells if str(cell.value).startswith("注意"))
        assert warned.font.color.rgb[2:] == "8E0010"
        assert book["合计"].page_setup.orientation == "portrait"


class TestPage:
    """One file that needs nothing else."""

    def test_is_well_formed_and_loads_nothing(self, report: ProjectsReport) -> None:
        page = text_of("projects", "html", report)
        assert page == text_of("projects", "html", report)
        elements = Elements(page)
        assert elements.open == []
        ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert [a for _, a in elements.found if "src" in a or "style" in a] == []
        assert re.findall(r"url\(|@import|https?://", page) == []
        [policy] = [a["content"] or "" for _, a in elements.found if a.get("http-equiv")]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy

    def test_bars_are_said(self, report: ProjectsReport) -> None:
        said = [
            a["aria-label"]
            for tag, a in Elements(text_of("projects", "html", report)).found
            if tag == "svg" and a.get("role") == "img"
        ]
        assert len(said) == 29
        assert said[0] == "2022-2024"

    def test_no_markup_from_a_file_becomes_markup(self) -> None:
        words = dict.fromkeys(("name", "place", "kind", "content", "responsible"), NASTY)
        page = text_of(
            "projects",
            "html",
            projects_report(plan_with(project(**words), title=NASTY), None, year_end(2024)),
        )
        assert [tag for tag, _ in Elements(page).found].count("script") == 1
        assert "<img" not in page
        assert ">49<" not in page


class TestBrowser:
    """The page read in a real browser."""

    def visit(
        self, chromium: Any, report: ProjectsReport, folder: Path, **options: Any
    ) -> tuple[Any, list[str]]:
        path = folder / "projects.html"
        path.write_text(text_of("projects", "html", report), encoding="utf-8")
        tab = chromium.new_context(**options).new_page()
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: said.append(request.url) if "file:" not in request.url else None)
        tab.goto(path.as_uri())
        return tab, said

    def test_dark_by_the_system_and_by_the_switch(
        self, chromium: Any, report: ProjectsReport, tmp_path: Path
    ) -> None:
        tab, said = self.visit(chromium, report, tmp_path, color_scheme="dark")
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = tab.evaluate(ground)
        tab.click("#theme")
        assert tab.evaluate(ground) != dark
        assert tab.get_attribute("#theme", "aria-pressed") == "false"
        assert [text for text in said if not text.startswith("data:,")] == []

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_a_phone_scrolls_the_chart_only(
        self, chromium: Any, report: ProjectsReport, tmp_path: Path, scheme: str
    ) -> None:
        tab, _ = self.visit(
            chromium, report, tmp_path, viewport={"width": 360, "height": 800}, color_scheme=scheme
        )
        assert tab.evaluate("document.documentElement.scrollWidth") == 360
        chart = "document.querySelector('.scroll')"
        assert tab.evaluate(f"{chart}.scrollWidth > {chart}.clientWidth")

    def test_bars_are_as_long_as_the_years(
        self, chromium: Any, report: ProjectsReport, tmp_path: Path
    ) -> None:
        tab, _ = self.visit(chromium, report, tmp_path, viewport={"width": 1280, "height": 900})
        whole, planned, done = (
            tab.locator(f"tr:has(svg) {what}").first.bounding_box()["width"]
            for what in ("svg", ".planned", ".done")
        )
        assert planned / whole == pytest.approx(3 / 8, abs=0.01)
        assert done / planned == pytest.approx(0.82, abs=0.02)

    def test_print(self, chromium: Any, report: ProjectsReport, tmp_path: Path) -> None:
        tab, _ = self.visit(chromium, report, tmp_path)
        tab.emulate_media(media="print")
        assert not tab.locator("#theme").is_visible()
        assert tab.locator("tbody tr:has(svg)").count() == 29
        assert tab.pdf(prefer_css_page_size=True, print_background=True)[:5] == b"%PDF-"


class TestCommand:
    """The command line: forms, exit codes, files."""

    @pytest.fixture
    def desk(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> Desk:
        found = Desk(tmp_path, monkeypatch, capsys)
        found.put({"p.csv": (EXAMPLE / "progress.csv").read_bytes()})
        return found

    def test_report_and_strict(self, desk: Desk) -> None:
        assert desk.run("projects", "dachuan").code == 0
        assert desk.run("projects", "dachuan", "p.csv").code == 0
        assert desk.run("projects", "dachuan", "p.csv", "--strict").code == 1
        answer = desk.run("projects", "dachuan", "--strict")
        assert (answer.code, "没有给出进度表" in answer.err) == (2, True)

    def test_strict_never_passes_the_unknown(self, desk: Desk) -> None:
        desk.put({"q.csv": "项目名称,年份,形象进度\n秦巴医养中心建设项目,2023,40\n"})
        assert desk.run("projects", "dachuan", "q.csv", "--strict").code == 3

    def test_years_and_days(self, desk: Desk) -> None:
        def year(*options: str) -> tuple[int, str]:
            data = desk.run("projects", "dachuan", *options, "-f", "json").json
            return data["year"], data["as_of"]

        assert year() == (2025, "2025-12-31")
        assert year("p.csv") == (2024, "2024-12-31")
        assert year("p.csv", "--year", "2023") == (2023, "2023-12-31")
        assert year("p.csv", "--as-of", "2023-06-30") == (2023, "2023-06-30")
        assert desk.run("projects", "dachuan", "--as-of", "2023-06-31").code == 2
        assert desk.run("projects", "dachuan", "--as-of", "2023-06-30", "--year", "2022").code == 2

    def test_a_sheet_without_years_is_said_to_be(self, desk: Desk) -> None:
        desk.put({"q.csv": "序号,形象进度\n3,40\n"})
        answer = desk.run("projects", "dachuan", "q.csv")
        assert (answer.code, "按规划末年 2025 年年末算" in answer.err) == (0, True)

    @pytest.mark.parametrize("name", ["a.html", "a.xlsx", "a.csv", "a.md", "a.json", "a.txt"])
    def test_files_are_written_once(self, desk: Desk, name: str) -> None:
        assert desk.run("projects", "dachuan", "p.csv", "-o", name).code == 0
        first = (desk.folder / name).read_bytes()
        answer = desk.run("projects", "dachuan", "p.csv", "-o", name)
        assert (answer.code, "--force" in answer.err) == (2, True)
        assert desk.run("projects", "dachuan", "p.csv", "-o", name, "--force").code == 0
        assert (desk.folder / name).read_bytes() == first

    def test_never_over_what_is_read(self, desk: Desk) -> None:
        answer = desk.run("projects", "dachuan", "p.csv", "-o", "p.csv", "--force")
        assert (answer.code, "不能写在上面" in answer.err) == (2, True)
        assert (desk.folder / "p.csv").read_bytes() == (EXAMPLE / "progress.csv").read_bytes()

    @pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
    def test_init(self, desk: Desk, name: str) -> None:
        assert desk.run("projects", "dachuan", "--init", name, "--year", "2024").code == 0
        answer = desk.run("projects", "dachuan", name, "-f", "json")
        assert (answer.code, answer.json["year"]) == (0, 2024)
        assert answer.json["summary"]["by_status"]["unknown"] == 25
        assert desk.run("projects", "dachuan", "--init", name).code == 2
        assert desk.run("projects", "dachuan", "--init", "t.docx").code == 2

    def test_a_sheet_of_a_csv(self, desk: Desk) -> None:
        """As in evaluate: an option that fits no file is no option."""
        answer = desk.run("projects", "dachuan", "p.csv", "--sheet", "y")
        assert (answer.code, "--sheet 只用于 XLSX" in answer.err) == (2, True)

    def test_a_plan_without_projects(self, desk: Desk) -> None:
        answer = desk.run("projects", "panzhihua")
        assert (answer.code, "请在 specs/panzhihua.yaml 里写 projects" in answer.err) == (2, True)

    @pytest.mark.parametrize(
        "arguments",
        [["p.yaml"], ["p.csv", "p.csv"], ["p.csv", "-f", "xlsx", "-o", "a.csv"], ["p.csv", "-o", "a.doc"]],
        ids=str,
    )
    def test_wrong_arguments(self, desk: Desk, arguments: Sequence[str]) -> None:
        answer = desk.run("projects", "dachuan", *arguments)
        assert answer.code == 2
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("name", ["planned.txt", "2024.txt", "2024.md"])
def test_the_example_prints_what_stands_beside_it(name: str) -> None:
    """HPCHECK_UPDATE_EXAMPLES=1 writes it anew: read the difference before committing it."""
    arguments = ["projects", "dachuan"]
    if name != "planned.txt":
        arguments += ["examples/dachuan-projects/progress.csv"]
    if name.endswith(".md"):
        arguments += ["-f", "markdown"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HPCHECK_", "_HPCHECK_"))}
    done = subprocess.run(
        [sys.executable, "-m", "healthplan_cli", *arguments],
        cwd=ROOT,
        env={**kept, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    expected = EXAMPLE / "reports" / name
    if os.environ.get(UPDATE) == "1":
        expected.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == expected.read_text(encoding="utf-8")


def test_the_example_says_that_it_is_made_up() -> None:
    assert (EXAMPLE / "progress.csv").read_text(encoding="utf-8").startswith("数据为示例")
    assert "注意：数据文件标明为示例数据" in (EXAMPLE / "reports" / "2024.txt").read_text(encoding="utf-8")
