"""What is meant so: findings that a spec gives a reason for, in each form; reasons for nothing, and for no rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from machines import check_sarif
from support import ROOT

from healthplan_cli.cli import run

REASON = "人口少，给偶然波动留余地"
Row = dict[str, Any]
LOOSE: Row = {"id": "own", "name": "某死亡率", "nature": "预期性", "unit": "%", "better": "lower", "baseline": "9.5", "target": "≤10"}  # fmt: skip


def written(folder: Path, *rows: Row, **head: Any) -> str:
    spec = {
        "format": "hpcheck.plan/1",
        "id": "small",
        "title": "小规划",
        "period": {"baseline": 2020, "start": 2021, "end": 2025},
        "indicators": list(rows),
        **head,
    }
    path = folder / "small.yaml"
    path.write_text(json.dumps(spec, ensure_ascii=False, indent=1), encoding="utf-8")
    return str(path)


def data_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = run(["lint", *arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_without_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, data = data_of(capsys, written(tmp_path, LOOSE))
    assert code == 1
    assert [item["code"] for item in data["findings"]] == ["HP101"]
    assert (data["explained"], data["summary"]["explained"]) == ([], 0)


def test_with_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """「写了理由的不再列为问题，也不影响退出码，只在末尾数一数」 (docs/lint.md)"""
    page = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8").replace("\n", "")
    assert "写了理由的不再列为问题，也不影响退出码，只在末尾数一数" in page
    path = written(tmp_path, {**LOOSE, "lint": {"HP101": REASON}})
    code, data = data_of(capsys, path)
    assert code == 0
    assert data["findings"] == []
    [item] = data["explained"]
    assert (item["code"], item["id"], item["reason"]) == ("HP101", "own", REASON)
    assert data["summary"] == {"error": 0, "warning": 0, "note": 0, "explained": 1}
    assert run(["lint", path]) == 0
    assert capsys.readouterr().out.splitlines() == ["小规划", "没有发现问题", "1 份规划：错误 0，警告 0，提示 0，已说明 1"]  # fmt: skip
    assert run(["lint", path, "--format", "github"]) == 0
    assert capsys.readouterr().out == ""


def test_only_that_row_and_that_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = {**LOOSE, "id": "other", "name": "另一死亡率", "baseline": "9.4"}
    bare = {**LOOSE, "unit": None, "lint": {"HP101": REASON}}
    code, data = data_of(capsys, written(tmp_path, bare, other))
    assert code == 1
    found = [(item["code"], item["id"]) for item in data["findings"]]
    assert found == [("HP205", "own"), ("HP101", "other")]
    assert data["summary"]["explained"] == 1


def test_in_sarif_it_is_suppressed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, {**LOOSE, "lint": {"HP101": REASON}}, {**LOOSE, "id": "b", "name": "乙率"})
    assert run(["lint", path, "--select", "HP101", "--format", "sarif"]) == 1
    out = capsys.readouterr().out
    check_sarif(out)
    results = json.loads(out)["runs"][0]["results"]
    suppressed = {item["properties"]["indicator"]: item.get("suppressions") for item in results}
    assert suppressed == {"own": [{"kind": "inSource", "justification": REASON}], "b": None}


def test_of_commitments_and_projects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = {"id": "said", "subject": "医院", "section": "三", "target": "二级甲等", "baseline": "三级甲等"}
    project = {"id": "p", "no": 1, "name": "医院项目", "years": "2023-2027"}
    row = {**LOOSE, "target": "≤9"}
    code, data = data_of(capsys, written(tmp_path, row, commitments=[item], projects=[project]))
    assert (code, [one["code"] for one in data["findings"]]) == (1, ["HP101", "HP303"])
    reasons = {"HP101": "评审标准改了"}, {"HP303": "跨期项目"}
    path = written(
        tmp_path, row, commitments=[{**item, "lint": reasons[0]}], projects=[{**project, "lint": reasons[1]}]
    )
    code, data = data_of(capsys, path)
    assert (code, data["findings"]) == (0, [])
    assert [(one["id"], one["reason"]) for one in data["explained"]] == [("said", "评审标准改了"), ("p", "跨期项目")]  # fmt: skip


class TestIdle:
    """HP309."""

    def test_a_reason_for_nothing(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = written(tmp_path, {**LOOSE, "target": "≤9", "lint": {"HP101": REASON}})
        code, data = data_of(capsys, path)
        assert code == 0
        [item] = data["findings"]
        assert (item["code"], item["level"], item["id"]) == ("HP309", "note", "own")
        assert item["words"] == f"HP101: {REASON}"
        assert data["summary"]["explained"] == 0

    def test_not_for_a_rule_that_was_not_asked_for(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = written(tmp_path, {**LOOSE, "lint": {"HP101": REASON}})
        assert data_of(capsys, path, "--ignore", "HP101")[1]["findings"] == []

    def test_the_plan_above_must_be_given(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        row = {"id": "smoking_rate", "name": "吸烟率", "nature": "预期性", "unit": "%", "target": "≤25"}
        path = written(tmp_path, {**row, "lint": {"HP401": "市里分解的数"}})
        asked = (path, "--select", "HP309,HP401")
        assert data_of(capsys, *asked)[1]["findings"] == []
        data = data_of(capsys, *asked, "--under", "chongqing")[1]
        assert [item["code"] for item in data["explained"]] == ["HP401"]
        assert {item["code"] for item in data["findings"]} == {"HP401"}  # of the plan as a whole
        path = written(tmp_path, {**row, "target": "≤20", "lint": {"HP401": "市里分解的数"}})
        found = data_of(capsys, *asked, "--under", "chongqing")[1]["findings"]
        assert [item["id"] for item in found if item["code"] == "HP309"] == ["smoking_rate"]

    def test_a_reason_for_an_idle_reason(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        reasons = {"HP101": REASON, "HP309": "下一版再删"}
        data = data_of(capsys, written(tmp_path, {**LOOSE, "target": "≤9", "lint": reasons}))[1]
        assert (data["findings"], [item["code"] for item in data["explained"]]) == ([], ["HP309"])


def test_no_such_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All at once, each with its row's place."""
    other = {**LOOSE, "id": "other", "name": "另一死亡率", "lint": {"HP997": "甲"}}
    path = written(tmp_path, {**LOOSE, "lint": {"HP999": "甲", "HP998": "乙", "HP101": REASON}}, other)
    assert run(["lint", path]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split("：")[0].split(": ", 1)[1].partition("；")[0] for line in err.splitlines()] == [
        "lint: 没有规则 HP999",
        "lint: 没有规则 HP998",
        "lint: 没有规则 HP997",
    ]
    assert all(line.startswith(f"{path}:") for line in err.splitlines())
    assert run(["validate", path]) == 0


@pytest.mark.parametrize("reasons", [{}, {"101": "甲"}, {"HP101": ""}, {"hp101": "甲"}, ["HP101"]])
def test_a_shape_that_is_refused(reasons: Any, tmp_path: Path) -> None:
    assert run(["validate", written(tmp_path, {**LOOSE, "lint": reasons})]) == 2


def test_the_shipped_have_none() -> None:
    found = [
        path for path in (ROOT / "specs").glob("*.yaml") if "    lint:" in path.read_text(encoding="utf-8")
    ]
    assert found == []
    assert len(list((ROOT / "specs").glob("*.yaml"))) == 8
