"""Commitments in every report: whole small texts, sheets and papers read again, the page in a browser, files to fill in."""

from __future__ import annotations

import io
import json

import docx
import openpyxl
import pytest
from commitmentreports import ALL, BOTH, FOLDER, LOOK, small, text
from forms import FORMATS, render
from machines import CHECKS
from support import check_expected

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Status, Waiver
from healthplan_cli.report import Look
from healthplan_cli.report.programs.jobsummary import summary_markdown
from healthplan_cli.views.reviewed_plan import Reviewed

TEXTS = {
    "csv": "csv.txt",
    "markdown": "md",
    "junit": "xml",
    "sarif": "sarif",
    "github": "github.txt",
    "tap": "tap",
}


def empty() -> Reviewed:
    """The same without a value for any commitment: not even through the indicator."""
    item = small()
    assert item.report.commitments is not None
    bare = tuple(
        replace(result, actual=None, components=(), status=Status.UNKNOWN)
        for result in item.report.commitments
    )
    return replace(item, report=replace(item.report, commitments=bare))


class TestWhole:
    """Every word of the small report."""

    @pytest.mark.parametrize("form", TEXTS)
    def test_form(self, form: str) -> None:
        check_expected(FOLDER / f"report.{TEXTS[form]}", text(form, small(policy=Policy())))

    def test_job_summary(self) -> None:
        check_expected(FOLDER / "summary.md", summary_markdown([small(policy=Policy())]))

    @pytest.mark.parametrize("form", CHECKS)
    @pytest.mark.parametrize("look", [LOOK, ALL])
    def test_well_formed(self, form: str, look: Look) -> None:
        CHECKS[form](text(form, small(), look))


class TestAskedFor:
    """Without them nothing changes, and they are in no rate."""

    @pytest.mark.parametrize("form", FORMATS)
    def test_not_asked_for(self, form: str) -> None:
        item = small(asked=False, policy=Policy())
        stripped = replace(item, report=replace(item.report, plan=replace(item.report.plan, commitments=())))
        assert render(form, [item], LOOK) == render(form, [item], ALL) == render(form, [stripped], LOOK)
        assert "承诺" not in render(form, [item], LOOK).decode(errors="ignore")

    def test_rates(self) -> None:
        plain, asked = small(asked=False).report, small().report
        assert (plain.tally, plain.by_nature) == (asked.tally, asked.by_nature)
        assert asked.commitments_tally.total == 4
        for form in ("markdown", "html"):
            lines = [line for line in text(form, small(asked=False)).splitlines() if "达标率" in line]
            assert len(lines) > 0
            assert [line for line in lines if line not in text(form, small())] == []

    def test_none_in_the_plan(self) -> None:
        item = small()
        bare = replace(item, report=replace(item.report, commitments=(), plan=item.report.plan))
        page = text(
            "markdown",
            replace(
                bare,
                report=replace(
                    bare.report, commitments_tally=replace(bare.report.commitments_tally, counts=())
                ),
            ),
        )
        assert "规划没有列出正文承诺。" in page


class TestFolded:
    """Those without a value are a number, unless all are asked for."""

    @pytest.mark.parametrize("form", ["markdown", "docx", "github", "tap", "sarif"])
    def test_listed(self, form: str) -> None:
        def names(look: Look) -> list[str]:
            content = render(form, [small()], look)
            found = paper_text(content) if form == "docx" else content.decode()
            return [name for name in ("C1", "C2", "C3", "C4") if f"{name}" in found]

        assert names(ALL) == ["C1", "C2", "C3", "C4"]
        assert names(LOOK) == ["C1", "C2", "C3"]

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ("markdown", "另有 1 条承诺没有数据，无法判定  \n"),
            ("github", "另有 1 条承诺没有数据，无法判定（--all 逐条列出）"),
            ("tap", "# 另有 1 条承诺没有数据，无法判定（--all 逐条列出）"),
        ],
    )
    def test_said(self, form: str, words: str) -> None:
        assert words in text(form, small())
        assert "逐条列出" not in text(form, small(), ALL)

    def test_papers_give_no_advice_on_options(self) -> None:
        said = paper_text(render("docx", [small()], LOOK))
        assert said.count("另有 1 条承诺没有数据，无法判定") == 2
        assert "--all" not in said

    def test_only_some_statuses(self) -> None:
        page = text("markdown", small(), Look(only=(Status.MISSED,)))
        table = page.split("## 附件2")[1].split("## 核验底稿")[0]
        assert [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| C")] == [
            "| C1",
            "| C2",
        ]

    def test_no_value_at_all(self) -> None:
        assert "| C" not in text("markdown", empty())
        said = paper_text(render("docx", [empty()], LOOK))
        assert "另有 4 条承诺没有数据，无法判定" in said
        assert "编号" not in said


class TestHostile:
    """No word of a plan is taken for a formula or for markup."""

    def test_subject(self) -> None:
        item = small()
        assert item.report.commitments is not None
        named = tuple(replace(result, name="=1+1|<b>*x*") for result in item.report.commitments)
        item = replace(item, report=replace(item.report, commitments=named))
        assert "| C2 | =1+1\\|\\<b\\>\\*x\\* |" in text("markdown", item)
        assert "<b>*x*" not in text("html", item)
        book = openpyxl.load_workbook(io.BytesIO(render("xlsx", [item], LOOK)))
        assert book["正文承诺"]["B4"].data_type == "s"


class TestGate:
    """Outside the gate a commitment is never more than a warning."""

    def test_levels(self) -> None:
        def levels(policy: Policy) -> list[tuple[str, str]]:
            [run] = json.loads(text("sarif", small(policy=policy)))["runs"]
            found = [
                (item["properties"]["indicator"], item["level"])
                for item in run["results"]
                if item["properties"]["nature"] == "正文承诺"
            ]
            return found

        names = ["decoction_body", "clinics", "satisfaction"]
        assert levels(Policy()) == list(zip(names, ["warning", "warning", "note"], strict=True))
        assert levels(BOTH) == list(zip(names, ["error", "error", "warning"], strict=True))

    def test_gated_mark(self) -> None:
        for policy, gated in ((Policy(), False), (BOTH, True)):
            [run] = json.loads(text("sarif", small(policy=policy)))["runs"]
            marks = {item["properties"]["indicator"]: item["properties"]["gated"] for item in run["results"]}
            assert marks["clinics"] is gated

    def test_github(self) -> None:
        assert "::error " not in text("github", small(policy=Policy()))
        held = text("github", small())
        assert held.count("::error ") == 2
        assert "::warning title=正文承诺 4 条" in held  # those that aren't listed hold the gate too

    def test_tap(self) -> None:
        line = "not ok 8 - C2. 标准化村卫生室"
        assert f"{line} # TODO 正文承诺，不在门禁之内\n" in text("tap", small(policy=Policy()))
        assert f"{line}\n" in text("tap", small())

    def test_job_summary(self) -> None:
        assert "未达标（挡门禁）" in summary_markdown([small()])
        assert "（挡门禁）" not in summary_markdown([small(policy=Policy())])

    def test_waived(self) -> None:
        leave = Waiver("clinics", "村并居", "某府函〔2025〕3号", "某县人民政府", "2026-12-31")
        item = small(waiver=leave)
        assert "已豁免 1" in text("markdown", item).split("## 附件2")[1]
        assert "已豁免：某县人民政府 某府函〔2025〕3号，有效期到 2026-12-31" in text("html", item)
        assert "# TODO 已豁免：" in text("tap", item)


def paper_text(content: bytes) -> str:
    """All the text of a document, its tables' too."""
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])
