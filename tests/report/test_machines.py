"""The formats for machines: whole outputs of the fixed report, each format well formed on every example, the CI recipes acted out."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest
from forms import FORMATS, render
from machines import (
    CHECKS,
    FOLDER,
    MACHINES,
    annotated,
)
from support import ROOT, check_expected, fixed_reviewed

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.location import Location
from healthplan_cli.cli import run
from healthplan_cli.evaluation.gate import GateScope, Policy, decide_gate
from healthplan_cli.model import Actual, Result
from healthplan_cli.report import Look
from healthplan_cli.report.programs.cases import Severity, leaves, to_say
from healthplan_cli.report.programs.jobsummary import summary_markdown
from healthplan_cli.views.reviewed_plan import Reviewed

REVIEW = ROOT / "examples" / "chongqing-review"
COMMANDS = {
    path.parent.name: words[1:]
    for path in sorted((ROOT / "examples").glob("*/command"))
    if (words := shlex.split(path.read_text(encoding="utf-8")))[1] == "evaluate"
} | {
    REVIEW.name: shlex.split(
        "evaluate data/2021.csv data/2022.xlsx data/2023.yaml --as-of 2024-03-31 --against reports/2022.json"
    )
}
HOSTILE = 'a::error::|<script>&"]]>%0A\x1b[31m\x85\u2028b,c\n\n# `*_@x* https://e.x'


def text(form: str, reviewed: list[Reviewed] | None = None) -> str:
    return render(form, reviewed or fixed_reviewed(), Look()).decode()


def changed(change: Callable[[Result], Result], **plan: Any) -> list[Reviewed]:
    """The fixed report with its results changed, and its plan's fields."""
    [item] = fixed_reviewed()
    report = item.report
    results = tuple(change(result) for result in report.results)
    return [replace(item, report=replace(report, plan=replace(report.plan, **plan), results=results))]


# ── what well formed is ──


class TestWhole:
    """The fixed report has every status, every note and a waiver."""

    @pytest.mark.parametrize("form", MACHINES)
    def test_is_the_one_that_stands_there(self, form: str) -> None:
        found = text(form)
        CHECKS[form](found)
        check_expected(FOLDER / f"fixed-{form}{FORMATS[form].suffixes[0]}", found)

    def test_the_summary(self) -> None:
        check_expected(FOLDER / "fixed-summary.md", summary_markdown(fixed_reviewed()))

    @pytest.mark.parametrize("form", MACHINES)
    def test_several_plans_are_one_output(self, form: str) -> None:
        """「几个规划一起核验时，都在一份输出里」"""
        [one] = fixed_reviewed()
        other = replace(one, report=replace(one.report, plan=replace(one.report.plan, id="other")))
        found = text(form, [one, other])
        CHECKS[form](found)
        assert found != text(form, [one])
        assert "other" in found


class TestExamples:
    """「退出码与形式无关；输入相同，输出的每个字节都相同」"""

    @pytest.mark.parametrize("name", COMMANDS)
    def test_well_formed_with_the_same_exit_code(
        self, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for variable in [key for key in os.environ if key.startswith(("HPCHECK_", "GITHUB_"))]:
            monkeypatch.delenv(variable)
        monkeypatch.chdir(REVIEW if name == REVIEW.name else ROOT)
        code = run([*COMMANDS[name], "--format", "json"])
        report = json.loads(capsys.readouterr().out)
        for form in MACHINES:
            assert run([*COMMANDS[name], "--format", form]) == code
            found = capsys.readouterr().out
            CHECKS[form](found)
            assert run([*COMMANDS[name], "--format", form]) == code
            assert capsys.readouterr().out == found
        assert code == report["gate"]["exit_code"]

    def test_an_annotation_stands_at_the_value(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """「标注的位置是数据文件里那个数的行和列」"""
        monkeypatch.chdir(ROOT)
        run([*COMMANDS["panzhihua-2025"], "--format", "github"])
        placed = [each for each in annotated(capsys.readouterr().out) if "line" in each[1]]
        assert placed
        for _, place, message in placed:
            line = (ROOT / place["file"]).read_text(encoding="utf-8").splitlines()[int(place["line"]) - 1]
            value = re.search(r"实际 ([\d.]+)", message)
            if value and "count" not in line:  # that stands at its count
                assert line[int(place["col"]) - 1 :].lstrip("{value: '\"").startswith(value[1]), line


class TestLevels:
    """「挡住门禁的是错误；门禁以外未达标或滞后的、门禁里无法判定的是警告」"""

    def levels(self, policy: Policy) -> dict[str, str]:
        [item] = fixed_reviewed()
        item = replace(item, gate=decide_gate(item.report, policy))
        return {case.id: case.level.name for case in leaves(item) if case.level is not None}

    def test_the_binding_gate(self) -> None:
        assert self.levels(Policy()) == {
            "fixed/behind": "NOTE",  # waived
            "fixed/regressed": "WARNING",
            "fixed/missed": "ERROR",
            "fixed/no_data": "WARNING",
            "fixed/external": "WARNING",
            "fixed/censored": "NOTE",
            "fixed/review": "NOTE",
            "fixed/parts/resident": "ERROR",
            "fixed/lost": "WARNING",
            "fixed/from_data": "WARNING",
            "fixed/thirds": "WARNING",
            "fixed/kept": "NOTE",  # worse than the baseline
            "fixed/disputed": "NOTE",
            "fixed/years_missing": "NOTE",
            "fixed/within_rounding": "WARNING",
            "fixed/late": "NOTE",
            "fixed/lost_later": "NOTE",
            "fixed/order_of_magnitude": "WARNING",
            "fixed/increment": "WARNING",
            "fixed/part_year": "NOTE",
            "fixed/forecast": "NOTE",
            "fixed/marked": "NOTE",
            "fixed/relative_reading": "NOTE",
            "fixed/claim_differs": "WARNING",
            "fixed/lost_since": "WARNING",
        }

    def test_without_a_gate_nothing_is_an_error(self) -> None:
        found = self.levels(Policy(GateScope.NONE))
        assert "ERROR" not in found.values()
        assert found["fixed/missed"] == "WARNING"
        assert found["fixed/no_data"] == "NOTE"

    def test_a_gate_of_all(self) -> None:
        found = self.levels(Policy(GateScope.ALL))
        assert found["fixed/regressed"] == "ERROR"
        assert found["fixed/censored"] == "WARNING"
        assert found["fixed/behind"] == "NOTE"

    def test_what_only_lacks_data_is_said_together(self) -> None:
        """「门禁以外没有数据的并成一条，没有目标的不提」"""
        [item] = fixed_reviewed()
        item = replace(item, gate=decide_gate(item.report, Policy(GateScope.NONE)))
        found, together = to_say(item)
        assert [case.id for case in together] == ["fixed/no_data"]
        assert not {"fixed/no_data", "fixed/no_target"} & {case.id for case in found}
        assert "::notice title=门禁以外没有数据的 1 项::7. 没有数据的指标\n" in text("github", [item])
        assert "门禁以外没有数据的 1 项：7. 没有数据的指标" in summary_markdown([item])

    def test_a_level_that_is_none_is_not_said(self) -> None:
        [item] = fixed_reviewed()
        assert all(isinstance(case.level, Severity) for case in to_say(item)[0])


class TestPlaces:
    """「Excel 的写出工作表和单元格；没有数的标在最后一个数据文件上」"""

    def in_a_sheet(self, result: Result) -> Result:
        place = Location("数据 1.xlsx", cell="表 一!B7")
        actual = result.actual and replace(result.actual, location=place)
        return replace(result, actual=actual)

    def test_a_cell(self) -> None:
        reviewed = changed(self.in_a_sheet)
        found = {
            properties["title"]: (properties, said)
            for _, properties, said in annotated(text("github", reviewed))
        }
        properties, said = found["6. 到期未达标的指标［约束］：未达标"]
        assert "line" not in properties
        assert properties["file"] == "数据 1.xlsx"
        assert "数据：数据 1.xlsx:表 一!B7" in said.splitlines()
        results = json.loads(text("sarif", reviewed))["runs"][0]["results"]
        [place] = next(result for result in results if result["ruleId"] == "missed")["locations"]
        assert place["physicalLocation"] == {
            "artifactLocation": {"uri": "%E6%95%B0%E6%8D%AE%201.xlsx"},
            "region": {"startLine": 1},
        }
        assert {"fullyQualifiedName": "表 一!B7", "name": "B7", "kind": "member"} in place["logicalLocations"]

    def test_standard_input_is_no_file(self) -> None:
        def piped(result: Result) -> Result:
            actual: Actual | None = result.actual and replace(result.actual, location=Location("-", 3, 1))
            return replace(result, actual=actual)

        found = {place["title"]: place for _, place, _ in annotated(text("github", changed(piped)))}
        assert found["6. 到期未达标的指标［约束］：未达标"].keys() == {"title"}

    def test_without_data_the_last_file(self) -> None:
        found = {place["title"]: place for _, place, _ in annotated(text("github"))}
        assert found["7. 没有数据的指标［约束］：无法判定"]["file"] == "actuals.yaml"

    def test_an_absolute_path_is_a_uri(self) -> None:
        def absolute(result: Result) -> Result:
            actual = result.actual and replace(result.actual, location=Location("/数据/a b.yaml", 2, 1))
            return replace(result, actual=actual)

        assert '"uri": "file:///%E6%95%B0%E6%8D%AE/a%20b.yaml"' in text("sarif", changed(absolute))


class TestHostileText:
    """「看不见的字符照“文件里的文字怎样显示”写成代码」; what a file says never becomes a command, a directive, a tag or a line of its own."""

    @pytest.mark.parametrize("form", MACHINES)
    def test_stays_text(self, form: str) -> None:
        def hostile(result: Result) -> Result:
            target = result.target and replace(result.target, text=HOSTILE)
            return replace(result, name=HOSTILE, message=HOSTILE, category=HOSTILE, target=target)

        found = text(form, changed(hostile, title=HOSTILE))
        CHECKS[form](found)
        assert len(found.split("\n")) == len(found.splitlines()) + 1
        assert "\x1b" not in found
        assert ("\\u001b" in found) is (form == "jsonl")

    def test_a_title_with_the_runner_s_own_signs(self) -> None:
        found = annotated(text("github", changed(lambda result: replace(result, name="甲:乙,丙%丁"))))
        assert "6. 甲:乙,丙%丁［约束］：未达标" in [place["title"] for _, place, _ in found]

    def test_a_name_with_a_directive(self) -> None:
        found = text("tap", changed(lambda result: replace(result, name="甲 # TODO \\ 乙")))
        assert "not ok 6 - 6. 甲 \\# TODO \\\\ 乙\n" in found

    def test_no_markdown(self) -> None:
        def hostile(result: Result) -> Result:
            return replace(result, name=HOSTILE, message=HOSTILE)

        page = summary_markdown(changed(hostile, title=HOSTILE))
        assert not re.search(r"(?<!\\)(?:[@`]|<script|]]>)|https:", page)
        assert "## a\\:\\:error\\:\\:\\|\\<script\\>\\&" in page
