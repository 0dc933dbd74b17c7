"""What is said of a revision, and targets that are set elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from revisioncases import DOCUMENT, revised
from support import CASES, actuals_of, judged, load_spec, plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.cli import run
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import Note
from healthplan_cli.report.programs.evaluation import report_data
from healthplan_cli.report.words.notes import remarks


class TestSetElsewhere:
    """「只能用来补“国家下达”一类的目标，规划自己写了数的不许改」, whichever version of the row is in force."""

    def plan(self, first: str, then: str) -> Any:
        return plan_of([revised({"target": then}, target=first)])

    def test_settled_by_the_revision(self) -> None:
        plan = self.plan("国家下达", "≥70")
        data = actuals_of(plan, {"it": 65}, year=2025, targets={"it": "≥60"})
        result = judged(plan, data).results[0]
        assert (result.status.value, result.target and result.target.text) == ("missed", "≥70")
        assert Note.TARGET_SUPPLIED not in result.noted

    def test_left_open_by_the_revision(self) -> None:
        plan = self.plan("≥60", "国家下达")
        data = actuals_of(plan, {"it": 65}, year=2025, targets={"it": "≥64"})
        result = judged(plan, data).results[0]
        assert (result.status.value, result.target and result.target.text) == ("met", "≥64")
        assert result.noted == (Note.TARGET_SUPPLIED, Note.REVISED)

    def test_what_isnt_used_is_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        spec = spec_file(tmp_path, [revised({"target": "≥70"}, target="国家下达")])
        data = tmp_path / "a.yaml"
        data.write_text('year: 2025\nactuals: {it: 71}\ntargets: {it: "≥60"}\n', encoding="utf-8")
        assert run(["evaluate", str(data), "-p", str(spec), "-q"]) == 0
        assert capsys.readouterr().err == (
            f"{data}:3:15: 提示：这项指标 2025 年的目标规划已定（≥70），补的“≥60”没有用上\n"
        )


def spec_file(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "own.yaml"
    spec = {
        "format": "hpcheck.plan/1", "id": "own", "title": "某市规划",
        "period": {"baseline": 2020, "start": 2021, "end": 2025},
        "indicators": [{"nature": "约束性", **row} for row in rows],
    }  # fmt: skip
    path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return path


class TestSaid:
    """「报告里写明是哪份文件、从哪一年起、改了什么」"""

    def test_in_the_json_report(self) -> None:
        row = revised(
            {"from": 2022, "baseline": "52"}, {"date": "2024-01-31", "target": "≥72", "note": "中期调整"}
        )
        del row["revisions"][1]["from"]
        plan = plan_of([row])
        report = judged(plan, actuals_of(plan, {"it": 62}, year=2024))
        [data] = report_data(report, decide_gate(report, Policy()))["results"]
        assert data["revision"] == {
            "from": 2024,
            "document": DOCUMENT,
            "date": "2024-01-31",
            "changed": ["target"],
            "note": "中期调整",
            "earlier": [
                {"from": 2022, "document": DOCUMENT, "date": None, "changed": ["baseline"], "note": None}
            ],
        }

    @pytest.mark.parametrize(
        ("revisions", "words"),
        [
            (
                [{"date": "2023-06-30", "baseline": "52", "target": "≥70"}],
                ["按调整后的基期、目标核验：1. 这项指标［约束］（某办发〔2023〕9号，2023-06-30，2023 年起）"],
            ),
            (
                [{"from": 2022, "document": "甲文", "baseline": "52"}, {"document": "乙文", "target": "≥70"}],
                ["按调整后的基期（甲文，2022 年起）、目标（乙文，2023 年起）核验：1. 这项指标［约束］"],
            ),
        ],
    )
    def test_under_the_table(self, revisions: list[dict[str, Any]], words: list[str]) -> None:
        plan = plan_of([revised(*revisions)])
        report = judged(plan, actuals_of(plan, {"it": 62}, year=2024))
        assert list(remarks(report.results)) == words

    def test_show(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """「`hpcheck show` 依次列出各次调整和调整以后的原文、理解」"""
        row = revised(
            {"date": "2023-06-30", "target": "≥65", "note": "普查后重算"}, {"from": 2024, "baseline": "45"}
        )
        assert run(["show", str(spec_file(tmp_path, [row]))]) == 0
        assert capsys.readouterr().out.split("\n\n", 1)[1] == (
            "1 这项指标（%）  约束性  越高越好  [it]\n"
            "    原文：50 → ≥60\n"
            "    理解：不低于 60（含）。\n"
            "    逐年：2021 年 52，2022 年 54\n"
            "    2023 年起按某办发〔2023〕9号（2023-06-30），调整目标：\n"
            "      原文：50 → ≥65\n"
            "      理解：不低于 65（含）。\n"
            "      逐年：2023 年 59\n"
            "      说明：普查后重算\n"
            "    2024 年起按某办发〔2023〕9号，调整基期：\n"
            "      原文：45 → ≥65\n"
            "      理解：不低于 65（含）。\n"
            "      逐年：2024 年 61，2025 年 65\n"
        )

    def test_show_as_json(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        row = revised({"date": "2023-06-30", "target": "≥65", "note": "普查后重算"})
        assert run(["show", str(spec_file(tmp_path, [row])), "it", "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["revisions"] == [
            {
                "from": 2023,
                "date": "2023-06-30",
                "document": DOCUMENT,
                "changed": ["target"],
                "baseline": "50",
                "target": "≥65",
                "components": [],
                "note": "普查后重算",
            }
        ]

    def test_validate(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        spec = spec_file(tmp_path, [revised({"target": "≥65"})])
        assert run(["validate", str(spec)]) == 0
        assert capsys.readouterr() == (f"{spec}：规格正确，某市规划，1 项指标\n", "")

    def test_a_wrong_one_stops_evaluate(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        spec = spec_file(tmp_path, [revised({"targets": "≥65"})])
        data = tmp_path / "a.yaml"
        data.write_text("year: 2025\nactuals: {it: 71}\n", encoding="utf-8")
        assert run(["evaluate", str(data), "-p", str(spec)]) == 2
        assert "不认识的键“targets”，是不是 target？" in capsys.readouterr().err


def test_no_wrong_spec_is_a_traceback() -> None:
    """Words that can't be read leave what hangs on them alone: one problem for one slip (the cases have them all)."""
    path = CASES / "specs" / "invalid" / "revision_not_understood.yaml"
    with pytest.raises(InvalidInput) as caught:
        load_spec(path)
    assert len(caught.value.problems) == 3
