"""How waivers count in a report and at the gate, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from forms import report_terminal
from hypothesis import given, settings
from hypothesis import strategies as st
from support import actuals_of, judged, plan_of
from waivercases import GOOD, given_waivers

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.location import Location
from healthplan_cli.cli import run
from healthplan_cli.evaluation.gate import Gate, GateScope, Policy, decide_gate
from healthplan_cli.model import Report, Status, Waiver
from healthplan_cli.report import Look
from healthplan_cli.report.programs.evaluation import report_data
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.sources.waivers import waive

# An indicator of each kind, and what it takes for its status in 2023 (as in test_gate.py).
KINDS = {
    "met": ({"target": "≥60"}, "60"),
    "ahead": ({"baseline": "50", "target": "≥60"}, "59"),
    "on_track": ({"baseline": "50", "target": "≥60"}, "56"),
    "behind": ({"baseline": "50", "target": "≥60"}, "51"),
    "missed": ({"target": "2022年≥60"}, "59"),
    "unknown": ({"target": "≥60"}, None),
    "no_target": ({"target": "—"}, "59"),
}
NEEDED = ("behind", "missed", "unknown")


def report_of(kinds: Sequence[str], nature: str = "约束性") -> Report:
    rows = [
        {"id": f"{kind}{at}", "better": "higher", "nature": nature, **KINDS[kind][0]}
        for at, kind in enumerate(kinds)
    ]
    plan = plan_of(rows)
    values = {f"{kind}{at}": KINDS[kind][1] for at, kind in enumerate(kinds)}
    return judged(plan, actuals_of(plan, values), 2023)


def waived(report: Report, *ids: str) -> tuple[Report, list[Problem]]:
    return waive(report, [Waiver(id, "理由", "文号", "机关", "2025-12-31") for id in ids])


def decided(report: Report, policy: Policy | None = None) -> Gate:
    return decide_gate(report, policy or Policy())


class TestCounted:
    """「豁免的状态照实，另行计数：在总数里，能判定的也在能判定的里，决不算达标」"""

    @pytest.mark.parametrize("kind", list(KINDS))
    def test_a_row_keeps_its_status(self, kind: str) -> None:
        before = report_of(["met", kind])
        after, idle = waived(before, f"{kind}1")
        assert [result.status for result in after.results] == [result.status for result in before.results]
        assert [result.message for result in after.results] == [result.message for result in before.results]
        assert (after.results[1].waiver is not None) == (kind in NEEDED)
        assert (after.tally.waived, len(idle)) == ((1, 0) if kind in NEEDED else (0, 1))

    @pytest.mark.parametrize(
        ("kind", "counts"),
        [("behind", (3, 1, 1, 3, 0)), ("missed", (3, 1, 1, 3, 0)), ("unknown", (3, 1, 1, 2, 1))],
    )
    def test_the_counts(self, kind: str, counts: tuple[int, ...]) -> None:
        tally = waived(report_of(["met", "on_track", kind]), f"{kind}2")[0].tally
        unknown = dict(tally.waived_counts).get(Status.UNKNOWN, 0)
        assert (tally.total, tally.waived, tally.of(Status.MET), tally.judged, unknown) == counts
        assert tally.of(Status[kind.upper()]) == 0

    @given(st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=9), st.sets(st.integers(0, 8)))
    @settings(max_examples=60, deadline=None)
    def test_no_rate_is_better_by_a_waiver(self, kinds: list[str], chosen: set[int]) -> None:
        """「两个达标率都不因豁免而变」"""
        before = report_of(kinds)
        after, _ = waived(before, *(f"{kind}{at}" for at, kind in enumerate(kinds) if at in chosen))
        for old, new in [(before.tally, after.tally), *zip(dict(before.by_nature).values(), dict(after.by_nature).values(), strict=True)]:  # fmt: skip
            assert (new.total, new.judged, new.rate_all, new.rate_judged) == (
                old.total,
                old.judged,
                old.rate_all,
                old.rate_judged,
            )
            assert sum(count for _, count in new.counts) + new.waived == old.total

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("met", "指标1 是“达标”，不再需要豁免，没有用上：请删去这一条"),
            ("on_track", "指标1 是“符合预期”，不再需要豁免，没有用上：请删去这一条"),
            ("no_target", "规划没有给 指标1 设定目标，不需要豁免：请删去这一条"),
        ],
    )
    def test_one_that_is_not_needed(self, kind: str, words: str) -> None:
        """「用不着的只提示，没有作用」"""
        _, [problem] = waived(report_of([kind]), f"{kind}0")
        assert problem.message == words

    def test_each_that_is_not_needed_is_named_where_it_stands(self) -> None:
        places = [Location("w.yaml", line, 17) for line in (2, 3)]
        given = [Waiver(id, "理由", "文号", "机关", "2025-12-31", place) for id, place in zip(("met0", "met2"), places, strict=True)]  # fmt: skip
        _, idle = waive(report_of(["met", "missed", "met"]), given)
        assert [str(problem).partition(" ")[0] for problem in idle] == ["w.yaml:2:17:", "w.yaml:3:17:"]

    def test_an_indicator_with_components(self) -> None:
        parts = [{"id": "x", "name": "甲", "target": "≥60"}, {"id": "y", "name": "乙", "target": "≥60"}]
        plan = plan_of([{"id": "it", "better": "higher", "components": parts}])
        report, idle = waived(judged(plan, actuals_of(plan, {"it": {"x": 70, "y": 50}}), 2025), "it")
        assert (report.results[0].waiver is not None, idle, report.tally.waived) == (True, [], 1)
        assert [part.waiver for part in report.results[0].components] == [None, None]


class TestGate:
    """「豁免的不挡门禁」, and nothing else gets by."""

    @pytest.mark.parametrize(
        ("kinds", "ids", "code", "words"),
        [
            (["missed"], ["missed0"], ExitCode.PASS, "通过，1 项已豁免"),
            (["unknown"], ["unknown0"], ExitCode.PASS, "通过，1 项已豁免"),
            (["met", "behind"], ["behind1"], ExitCode.PASS, "通过，1 项都达标、快于预期或符合预期，1 项已豁免"),
            (["missed", "behind"], ["missed0"], ExitCode.FAIL, "不通过，1 项未达标或滞后，1 项已豁免"),
            (["missed", "unknown"], ["missed0"], ExitCode.INCOMPLETE, "不完整，1 项无法判定，1 项已豁免"),
            (["no_target"], ["no_target0"], ExitCode.INCOMPLETE, "没有可判定的指标"),
            (["met"], ["met0"], ExitCode.PASS, "通过，1 项都达标、快于预期或符合预期"),
        ],
    )  # fmt: skip
    def test_binding(self, kinds: list[str], ids: list[str], code: ExitCode, words: str) -> None:
        gate = decided(waived(report_of(kinds), *ids)[0])
        assert gate.exit_code is code
        assert gate_line(gate) == f"门禁（约束性指标）：{words}。退出码 {int(code)}"

    @pytest.mark.parametrize("policy", [Policy(GateScope.ALL), Policy(GateScope.IDS, ("missed0",))])
    def test_under_every_policy(self, policy: Policy) -> None:
        gate = decided(waived(report_of(["missed"], "预期性"), "missed0")[0], policy)
        assert (gate.exit_code, gate.failed, gate.waived, gate.gated) == (
            ExitCode.PASS,
            (),
            ("missed0",),
            ("missed0",),
        )

    @given(st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=6), st.integers(0, 5))
    @settings(max_examples=40, deadline=None)
    def test_a_waiver_of_another_row_changes_nothing_for_this_one(self, kinds: list[str], at: int) -> None:
        report = report_of(kinds)
        chosen = f"{kinds[at % len(kinds)]}{at % len(kinds)}"
        before, after = decided(report), decided(waived(report, chosen)[0])
        assert set(before.failed) - {chosen} == set(after.failed)
        assert set(before.unknown) - {chosen} == set(after.unknown)
        assert before.gated == after.gated


class TestSaid:
    def report(self) -> Report:
        report = report_of(["met", "behind"])
        return waive(report, [Waiver("behind1", *(GOOD[key] for key in list(GOOD)[1:]))])[0]

    def test_in_the_json_report(self) -> None:
        report = self.report()
        data = report_data(report, decided(report))
        assert [row["waiver"] for row in data["results"]] == [
            None,
            {key: GOOD[key] for key in ("reason", "document", "by", "expires")},
        ]
        assert data["results"][1]["gated"] is True
        summary = data["summary"]
        assert [summary[key] for key in ("total", "met", "behind", "waived", "judged", "rate_all", "rate_judged")] == [
            2, 1, 0, 1, 2, Fraction(1, 2), Fraction(1, 2),
        ]  # fmt: skip
        assert (data["gate"]["failed"], data["gate"]["waived"], data["gate"]["outcome"]) == (
            [],
            ["behind1"],
            "pass",
        )

    def test_in_the_terminal(self) -> None:
        report = self.report()
        page = report_terminal(report, decided(report), Look(width=200))
        assert (
            "~ 滞后·已豁免  2. 指标2［约束］：实际 51，目标 ≥60，完成进度 10%，低于序时进度 50 个百分点，2023 年序时目标 56。"
            "某市人民政府办公室 某办函〔2025〕3号，有效期到 2025-12-31，理由：设备更新，次年补上\n"
        ) in page
        assert "~ 已豁免：状态照实，另行计数，不算达标，不挡门禁\n" in page
        assert "约束性 2 项：提前达标 1，滞后·已豁免 1\n" in page
        assert "达标率（含提前达标 1 项）：1/2 = 50%（占全部指标），1/2 = 50%（占能判定的指标）\n" in page


class TestCommand:
    """`--waivers FILE` and `--as-of DAY`."""

    DATA = "plan: panzhihua\nyear: 2025\nactuals: {child_myopia_rate: {2021: 43, 2025: 42}}\n"

    def evaluate(self, folder: Path, waivers: bytes, *more: str) -> int:
        (folder / "a.yaml").write_text(self.DATA, encoding="utf-8")
        (folder / "w.yaml").write_bytes(waivers)
        files = [str(folder / "a.yaml"), "--waivers", str(folder / "w.yaml")]
        return run(["evaluate", *files, "--gate", "child_myopia_rate", *more])

    @pytest.mark.parametrize(
        ("day", "code"), [("2025-12-30", 0), ("2025-12-31", 0), ("2026-01-01", 2), ("2025-02-30", 2), ("昨天", 2)]
    )  # fmt: skip
    def test_as_of(self, tmp_path: Path, day: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
        waivers = given_waivers({"indicator": "child_myopia_rate"})
        assert self.evaluate(tmp_path, waivers, "--as-of", day, "-q") == code
        out, err = capsys.readouterr()
        assert (out != "", err == "") == (code == 0, code == 0)

    def test_expired(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        waivers = given_waivers({"indicator": "近视率", "expires": "2024-12-31"})
        waivers = waivers.replace("近视率".encode(), "全市儿童青少年总体近视率".encode())
        assert self.evaluate(tmp_path, waivers, "--as-of", "2025-01-01") == 2
        assert capsys.readouterr().err.partition(": ")[2] == (
            "全市儿童青少年总体近视率 的豁免（某办函〔2025〕3号）已于 2024-12-31 到期，核验日期是 2025-01-01："
            "请续批，或删去这一条；要按以前的某一天核验，用 --as-of\n"
        )

    def test_today_without_as_of(self, tmp_path: Path) -> None:
        today = date.today().isoformat()
        assert (
            self.evaluate(tmp_path, given_waivers({"indicator": "child_myopia_rate", "expires": today})) == 0
        )
        assert (
            self.evaluate(
                tmp_path, given_waivers({"indicator": "child_myopia_rate", "expires": "2024-01-01"})
            )
            == 2
        )

    def test_json(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        waivers = given_waivers({"indicator": "child_myopia_rate", "expires": "2099-12-31"})
        assert self.evaluate(tmp_path, waivers, "--format", "json") == 0
        data = json.loads(capsys.readouterr().out, parse_float=Decimal)
        assert data["gate"] == {
            "policy": "child_myopia_rate",
            "outcome": "pass",
            "exit_code": 0,
            "failed": [],
            "unknown": [],
            "waived": ["child_myopia_rate"],
        }

    def test_one_that_is_not_needed(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        waivers = given_waivers({"indicator": "child_myopia_rate", "expires": "2099-12-31"})
        (tmp_path / "a.yaml").write_text("x", encoding="utf-8")
        data = self.DATA.replace("2021: 43, 2025: 42", "2021: 42.6, 2022: 42, 2023: 41, 2024: 40, 2025: 39")
        (tmp_path / "b.yaml").write_text(data, encoding="utf-8")
        (tmp_path / "w.yaml").write_bytes(waivers)
        arguments = [str(tmp_path / "b.yaml"), "--waivers", str(tmp_path / "w.yaml"), "--gate", "none", "-q"]
        assert run(["evaluate", *arguments]) == 0
        assert (
            "提示：全市儿童青少年总体近视率 是“达标”，不再需要豁免，没有用上：请删去这一条"
            in capsys.readouterr().err
        )

    @pytest.mark.parametrize("format", ["hpcheck.waivers/1", None])
    def test_validate_knows_them(
        self, tmp_path: Path, format: str | None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "w.yaml"
        data = json.loads(given_waivers({"indicator": "child_myopia_rate", "expires": "2099-12-31"}))
        path.write_text(json.dumps({**data, "format": format}), encoding="utf-8")
        if format is None:
            path.write_text(json.dumps({"waivers": data["waivers"]}), encoding="utf-8")
        assert run(["validate", str(path), "--plan", "panzhihua"]) == 0
        assert run(["validate", str(path)]) == 0
        assert capsys.readouterr().out == f"{path}：豁免正确，1 条\n" * 2
