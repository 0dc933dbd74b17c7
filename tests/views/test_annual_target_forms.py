"""Yearly targets in every form, and the command."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from annualcases import DOWN, FIVE_YEARS, PLANS, UP, revised, status_of, texts
from forms import content_of, text_of
from support import CASES, check_expected, plan_of

from healthplan_cli.base.ooxml import as_meant, defused
from healthplan_cli.base.text_width import width
from healthplan_cli.cli import run
from healthplan_cli.model import Plan, Status
from healthplan_cli.report import Look
from healthplan_cli.sources.plans.catalog import catalogue, load_plan, shipped_folder
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.views.annual_targets import Basis, year_path


class TestYaml:
    """「年度目标 `{2022: "53", 2024: "59"}`，代替直线」: each line goes into a spec as it stands."""

    @pytest.mark.parametrize("name", FIVE_YEARS)
    def test_pasted_into_the_shipped_specs(self, name: str) -> None:
        plan = load_plan(name)
        path = year_path(plan)
        pasted = pasted_plan(name, text_of("annual_targets", "yaml", path))
        changed = [item for item in pasted.indicators if item.annual_targets]
        lines = {
            row.part.id: row for row in path.rows if Basis.LINEAR in row.bases and not row.part.component
        }
        assert [item.id for item in changed] == list(lines)
        for item in changed:
            row = lines[item.id]
            assert [year for year, _ in item.annual_targets] == list(range(2021, 2025))
            for year, target in item.annual_targets:
                number = "".join(char for char in target.text if char not in "≥≤%")
                assert status_of(pasted, row, {str(year): number}, year) is Status.ON_TRACK
                worse = Decimal(number) * Decimal("1.001" if "≤" in target.text else "0.999")
                assert status_of(pasted, row, {str(year): str(worse)}, year) is Status.BEHIND

    @pytest.mark.parametrize("name", PLANS)
    def test_pasted_it_says_the_same(self, name: str) -> None:
        path = year_path(load_plan(name))
        again = year_path(pasted_plan(name, text_of("annual_targets", "yaml", path)))
        assert list(map(texts, again.rows)) == list(map(texts, path.rows))
        assert yaml.safe_load(text_of("annual_targets", "yaml", again)) == yaml.safe_load(
            text_of("annual_targets", "yaml", path)
        )

    def test_the_whole(self) -> None:
        found = text_of(
            "annual_targets",
            "yaml",
            year_path(
                plan_of(
                    [
                        {**DOWN, "baseline": "24.2", "target": "≤22"},
                        {**DOWN, "baseline": "4.69", "target": "≤\n5.0"},
                        {**DOWN, "baseline": "43.14", "target": "每年降低0.5个百分点"},
                        {**UP, "target": "95"},
                        {"id": "null", **UP, "baseline": "50", "target": "60", "due": 2023},
                    ]
                )
            ),
        )
        check_expected(CASES / "path" / "whole.yaml", found)
        assert yaml.safe_load(found) == {
            "row1": {"annual_targets": {2021: "≤23.76", 2022: "≤23.32", 2023: "≤22.88", 2024: "≤22.44"}},
            "null": {"annual_targets": {2021: "≥53.33", 2022: "≥56.67"}},
        }

    def test_a_target_in_structured_form_reads_back(self) -> None:
        annual = {
            2022: {"op": "ge", "value": 53, "text": "过半"},
            2024: {"op": "ge", "value": 58, "unit": "%"},
        }
        path = year_path(plan_of([{**UP, "baseline": "50", "target": "≥60", "annual_targets": annual}]))
        assert texts(path.rows[0])[1] == "过半"
        assert yaml.safe_load(text_of("annual_targets", "yaml", path))["row1"]["annual_targets"] == {
            2021: "≥52",
            2022: "≥53",
            2023: "≥56",
            2024: "不低于 58%（含）",
        }

    def test_no_row_at_all(self) -> None:
        assert (
            yaml.safe_load(text_of("annual_targets", "yaml", year_path(plan_of([{**UP, "target": "95"}]))))
            == {}
        )


def pasted_plan(name: str, text: str) -> Plan:
    """The shipped spec with each `annual_targets` line put, as it stands, under its row."""
    lines = text.splitlines()
    under = {
        lines[at - 1].removesuffix(":"): line
        for at, line in enumerate(lines)
        if line.startswith("    annual_targets:")
    }
    spec = (shipped_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    out = []
    for line in spec.splitlines():
        out.append(line)
        if line.startswith("  - id: "):
            out += (
                [under.pop(line.removeprefix("  - id: "))] if line.removeprefix("  - id: ") in under else []
            )
    assert under == {}
    return build_plan(parse("\n".join(out).encode(), "plan.yaml"), "plan.yaml", catalogue(), "")


class TestTerminal:
    """A table as wide as the terminal; below it what the numbers rest on, and the rows that have none."""

    @pytest.mark.parametrize("columns", [80, 120])
    @pytest.mark.parametrize("name", ["chongqing", "panzhihua"])
    def test_the_page(self, name: str, columns: int) -> None:
        check_expected(
            CASES / "path" / f"{name}-{columns}.txt",
            text_of("annual_targets", "terminal", year_path(load_plan(name)), Look(columns)),
        )

    @pytest.mark.parametrize("columns", [60, 80, 100, 120, 240])
    @pytest.mark.parametrize("name", PLANS)
    def test_no_line_is_wider(self, name: str, columns: int) -> None:
        page = text_of("annual_targets", "terminal", year_path(load_plan(name)), Look(columns))
        assert [line for line in page.splitlines() if width(line) > columns] == []

    @pytest.mark.parametrize("columns", [60, 80])
    def test_years_that_do_not_fit_come_below(self, columns: int) -> None:
        row = {**UP, "baseline": "50.123456", "target": "≥60", "due": 2032}
        page = text_of("annual_targets", "terminal", year_path(plan_of([row])), Look(columns))
        heads = [line.split() for line in page.splitlines() if line.startswith("序号")]
        assert [year for head in heads for year in head if year.isdecimal()] == [
            str(year) for year in range(2021, 2033)
        ]
        assert [line for line in page.splitlines() if width(line) > columns] == []
        assert "推算的数四舍五入到比基期和目标多两位" in page

    def test_every_row_is_there_once(self) -> None:
        plan = load_plan("anju")
        page = "".join(text_of("annual_targets", "terminal", year_path(plan), Look(240)).split())
        assert [item.name for item in plan.indicators if page.count(f"{item.no}{item.name}") != 1] == []

    def test_nothing_to_print(self) -> None:
        page = text_of(
            "annual_targets", "terminal", year_path(plan_of([{**UP, "target": "持续提升"}])), Look(80)
        )
        assert page.splitlines()[2:] == [
            "",
            "没有年度数的 1 项：",
            "- “持续提升”只说方向，没有写每年变化多少：每年按上一年的实际值核对——1 指标1",
        ]


class TestCsv:
    """A sheet that Excel and WPS open as it is."""

    def test_the_whole(self) -> None:
        plan = plan_of([{**UP, "baseline": "50", "target": "=100"}, {**UP, "target": "≥60"}])
        text = text_of("annual_targets", "csv", year_path(plan))
        assert text.startswith("\ufeff序号,")
        assert text.endswith("\r\n")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        assert rows == [
            ["序号", "指标", "分项", "单位", "性质", "基期", *(f"{year}年目标" for year in range(2021, 2026)), "规划目标", "说明", "代码"],
            ["1", "指标1", "", "%", "约束性", "50", "≥60", "≥70", "≥80", "≥90", "'=100", "'=100", "按直线推算", "row1"],
            ["2", "指标2", "", "%", "约束性", "", "", "", "", "", "≥60", "≥60", "只有目标年有数，照规划原文；规划没有基期值", "row2"],
        ]  # fmt: skip

    @pytest.mark.parametrize("text", ["=1+1", " =1+1", "+1-1", "-cmd", "@sum", "\t=1", "＝1", "-2+3"])
    def test_what_would_run(self, text: str) -> None:
        assert defused(text) == f"'{text}"
        assert as_meant(defused(text)) == text.strip()

    @pytest.mark.parametrize("text", ["≥60", "-5", "-5%", "+3.5", "—", "——", "", "80左右", "1:1.3", "-"])
    def test_what_would_not(self, text: str) -> None:
        assert defused(text) == text
        assert as_meant(text) == text

    @pytest.mark.parametrize("text", ["'=1", "''=1", "'-5", "' @x", "'x", "''"])
    def test_an_apostrophe_that_was_there(self, text: str) -> None:
        assert as_meant(defused(text)) == text

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_is_not_taken_for_actual_values(
        self, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = str(tmp_path / f"targets.{suffix}")
        assert run(["path", "chongqing", "-o", path]) == 0
        assert run(["evaluate", path, "-p", "chongqing"]) == 2
        assert "没有找到表头" in capsys.readouterr().err


class TestXlsx:
    """A sheet to hand out."""

    def sheet(self, plan: Plan) -> Any:
        return openpyxl.load_workbook(
            io.BytesIO(content_of("annual_targets", "xlsx", year_path(plan)))
        ).active

    def test_the_same_bytes(self) -> None:
        path = year_path(load_plan("chongqing"))
        assert content_of("annual_targets", "xlsx", path) == content_of("annual_targets", "xlsx", path)

    def test_every_row_in_its_place(self) -> None:
        sheet = self.sheet(load_plan("chongqing"))
        assert sheet["A1"].value == "《重庆市卫生健康发展“十四五”规划》年度目标分解表"
        rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert rows[0] == ["序号", "指标", "分项", "单位", "性质", "基期", *(f"{year}年目标" for year in range(2021, 2026)), "规划目标", "说明"]  # fmt: skip
        assert rows[10] == ["10", "15岁以上人群吸烟率", "", "%", "预期性", 24.2, 23.76, 23.32, 22.88, 22.44, 22, "≤22", "按直线推算"]  # fmt: skip
        assert len(rows) == 1 + 23 + 2

    def test_no_column_of_components_where_there_are_none(self) -> None:
        assert [cell.value for cell in self.sheet(load_plan("anju"))[4]][:3] == ["序号", "指标", "单位"]

    def test_text_stays_text(self) -> None:
        sheet = self.sheet(plan_of([{**UP, "baseline": "50", "target": "=100"}]))
        kinds = [(cell.value, cell.data_type) for cell in sheet[5]][5:]
        assert kinds[:4] == [(60, "n"), (70, "n"), (80, "n"), (90, "n")]
        assert kinds[4:6] == [("=100", "s")] * 2

    @pytest.mark.parametrize(
        ("row", "year", "value", "shown"),
        [
            ({**DOWN, "baseline": "24.2", "target": "≤22"}, 2021, "23.76", '"≤"0.00'),
            ({**DOWN, "baseline": "4.69", "target": "≤5.0"}, 2021, "5.0", '"≤"0.0'),
            ({**DOWN, "baseline": "29", "target": "＜27"}, 2025, "27", '"＜"0'),
            ({**UP, "baseline": "50", "target": "60"}, 2025, "60", "0"),
            ({**UP, "baseline": "50", "target": "≥60%"}, 2021, "52", '"≥"0"%"'),
            ({**UP, "baseline": "50", "target": "≥60", "due": 2026}, 2021, "51.67", '"≥"0.00'),
            ({**UP, "baseline": "50", "target": "51", "due": 2028}, 2021, "50.125", '"≥"0.00'),
            ({"unit": "‰", "better": "lower", "baseline": "9", "target": "≤0.5%"}, 2025, "≤0.5%", "@"),
            ({**DOWN, "baseline": "32", "target": "27左右"}, 2025, "27左右", "@"),
            ({**UP, "baseline": "50", "target": "持续提升"}, 2025, "None", "General"),
        ],
    )
    def test_a_bound_is_a_number_that_is_shown_with_its_sign(
        self, row: dict[str, Any], year: int, value: str, shown: str
    ) -> None:
        """「XLSX 里“≤23.76”这样的界限是数」: the digits in the file are the exact ones."""
        sheet = self.sheet(plan_of([row]))
        [column] = [cell.column for cell in sheet[4] if cell.value == f"{year}年目标"]
        cell = sheet.cell(5, column)
        assert str(
            Decimal(str(cell.value)) if cell.data_type == "n" and cell.value is not None else cell.value
        ) in (value, value.removesuffix(".0"))
        assert cell.number_format == shown

    def test_a_baseline_is_a_number_too(self) -> None:
        sheet = self.sheet(load_plan("anju"))
        assert [(sheet.cell(5, 5).value, sheet.cell(5, 5).number_format)] == [(80.17, '0.00"岁"')]

    def test_a_revised_target_says_by_which_document(self) -> None:
        path = year_path(revised({**UP, "baseline": "50", "target": "≥60"}, 2023, target="≥70"))
        sheet = openpyxl.load_workbook(io.BytesIO(content_of("annual_targets", "xlsx", path))).active
        assert sheet is not None
        assert [cell.value for cell in sheet[5]][-2] == "≥70（按中期调整通知调整）"
        assert "“规划目标”一栏是规划原文，调整过的按调整后的原文。" in str(sheet["A2"].value)

    def test_how_it_is_printed(self) -> None:
        sheet = self.sheet(load_plan("chongqing"))
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("C5", "$4:$4")


class TestJson:
    """`hpcheck.path/1`"""

    def test_a_row(self) -> None:
        plan = plan_of(
            [{**DOWN, "baseline": {"text": "24.2", "source": "正文"}, "target": "≤22", "due": 2022}]
        )
        found = json.loads(text_of("annual_targets", "json", year_path(plan)), parse_float=Decimal)
        assert found == {
            "format": "hpcheck.path/1",
            "plan": {
                "id": "test",
                "title": "测试规划",
                "sha256": "",
                "period": {"baseline": 2020, "start": 2021, "end": 2025},
            },
            "rows": [
                {
                    "id": "row1",
                    "no": "1",
                    "name": "指标1",
                    "component": None,
                    "unit": "%",
                    "nature": "约束性",
                    "baseline": {"text": "24.2", "value": Decimal("24.2"), "year": 2020, "source": "正文", "printed": False},
                    "target": {"text": "≤22", "due": 2022},
                    "basis": ["linear", "kept"],
                    "reason": None,
                    "revisions": [],
                    "years": [
                        {"year": 2021, "value": Decimal("23.1"), "relation": "le", "text": "≤23.1", "basis": "linear"},
                        {"year": 2022, "value": 22, "relation": "le", "text": "≤22", "basis": "linear"},
                        {"year": 2023, "value": 22, "relation": "le", "text": "≤22", "basis": "kept"},
                        {"year": 2024, "value": 22, "relation": "le", "text": "≤22", "basis": "kept"},
                        {"year": 2025, "value": 22, "relation": "le", "text": "≤22", "basis": "kept"},
                    ],
                }
            ],
        }  # fmt: skip


class TestCommand:
    """「规格里的 annual_targets 优先；推不出来的，说明原因。」"""

    @pytest.mark.parametrize("form", ["terminal", "csv", "yaml", "json"])
    def test_forms(self, form: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "chongqing", "--format", form]) == 0
        assert "23.76" in capsys.readouterr().out

    @pytest.mark.parametrize("suffix", ["csv", "xlsx", "yaml", "yml", "json"])
    def test_a_file_is_what_its_name_says_and_never_overwritten(
        self, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / f"a.{suffix}"
        assert run(["path", "chongqing", "-o", str(path)]) == 0
        content = path.read_bytes()
        begins = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "yaml": b"# ", "yml": b"# ", "json": b"{\n"}
        assert content.startswith(begins[suffix])
        assert run(["path", "anju", "-o", str(path)]) == 2
        assert "--force" in capsys.readouterr().err
        assert path.read_bytes() == content
        assert run(["path", "anju", "-o", str(path), "--force"]) == 0
        assert path.read_bytes() != content

    def test_rows_that_are_named_in_the_order_of_the_plan(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "chongqing", "child_myopia_rate", "吸烟率", "10", "--format", "json"]) == 0
        assert [row["no"] for row in json.loads(capsys.readouterr().out)["rows"]] == ["10", "14"]

    def test_pace(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "chongqing", "10", "--pace", "geometric", "--format", "json"]) == 0
        [row] = json.loads(capsys.readouterr().out)["rows"]
        assert row["basis"] == ["geometric"]
        assert [step["text"] for step in row["years"]] == ["≤23.743", "≤23.295", "≤22.855", "≤22.423", "≤22"]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["chongqing", "香蕉", "苹果"], ["香蕉", "苹果"]),
            (["chongqing", "-o", "a.doc"], ["a.doc", "形式:文件"]),
            (["chongqing", "-o", "a.csv", "--format", "json"], ["不一致"]),
            (["chongqing", "-o", "no/such/folder/a.csv"], ["无法写入"]),
            (["nowhere"], ["没有这个规划"]),
        ],
    )
    def test_what_is_wrong(
        self,
        arguments: list[str],
        words: list[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run(["path", *arguments]) == 2
        done = capsys.readouterr()
        assert done.out == ""
        assert [word for word in words if word not in done.err] == []
        assert list(tmp_path.iterdir()) == []
