"""From a report to an exit code: the whole table, under every policy."""

from __future__ import annotations

import pytest
from support import ROOT, actuals_of, fixed_report, judged, plan_of

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.gate import Gate, GateOutcome, GateScope, Policy, decide_gate
from healthplan_cli.model import Nature, Report, Status
from healthplan_cli.model.changes import ChangeKind, Changes, StatusChange
from healthplan_cli.report.words.gateline import gate_line

# An indicator of each kind: what it takes for its status in 2023.
KINDS = {
    "met": ({"better": "higher", "target": "≥60"}, "60"),
    "ahead": ({"better": "higher", "baseline": "50", "target": "≥60"}, "59"),
    "on_track": ({"better": "higher", "baseline": "50", "target": "≥60"}, "56"),
    "behind": ({"better": "higher", "baseline": "50", "target": "≥60"}, "51"),
    "missed": ({"better": "higher", "target": "2022年≥60"}, "59"),
    "unknown": ({"better": "higher", "target": "≥60"}, None),
    "no_target": ({"target": "—"}, "59"),
}


def report_of(**natures: str) -> Report:
    """A report with an indicator of each kind named, of the nature given."""
    rows = [{"id": kind, "nature": nature, **KINDS[kind][0]} for kind, nature in natures.items()]
    plan = plan_of(rows)
    return judged(plan, actuals_of(plan, {kind: KINDS[kind][1] for kind in natures}), 2023)


def decided(report: Report, policy: Policy | None = None) -> Gate:
    return decide_gate(report, policy or Policy())


class TestAgainstAnEarlierReport:
    """「`--gate new` 只看变差的」: every other policy looks at the same rows with an earlier report as without one."""

    @pytest.mark.parametrize(
        ("policy", "failed"), [("all", ("behind",)), ("binding", ("behind",)), ("new", ())]
    )
    def test_what_was_behind_before(self, policy: str, failed: tuple[str, ...]) -> None:
        report = replace(report_of(behind="约束性"), changes=Changes("earlier.json", "", 2022))
        assert decided(report, Policy(GateScope(policy))).failed == failed

    @pytest.mark.parametrize("nature", ["约束性", "预期性", "倡导性"])
    def test_what_is_newly_behind(self, nature: str) -> None:
        """「`--gate new` 只看变差的，不分约束性、预期性」"""
        shift = StatusChange("behind", "1", "指标1", ChangeKind.NEW_MISS, Status.MET, Status.BEHIND)
        changes = Changes("earlier.json", "", 2022, (shift,))
        report = replace(report_of(behind=nature, missed=nature), changes=changes)
        gate = decided(report, Policy(GateScope.NEW))
        assert (gate.failed, gate.gated) == (("behind",), ("behind", "missed"))


class TestTheKinds:
    """What the tables below stand on."""

    def test_each_has_its_status(self) -> None:
        report = report_of(**dict.fromkeys(KINDS, "约束性"))
        found = {result.id: result.status.value for result in report.results}
        assert found == {kind: "unknown" if kind == "no_target" else kind for kind in KINDS}


class TestExitCode:
    """「这张表由程序里的一个枚举生成，文档、帮助和测试读的都是它」"""

    def test_the_codes(self) -> None:
        assert {code.name: int(code) for code in ExitCode} == {
            "PASS": 0,
            "FAIL": 1,
            "INVALID": 2,
            "INCOMPLETE": 3,
            "BUG": 70,
        }

    @pytest.mark.parametrize("page", ["docs/semantics.md", "README.zh-CN.md"])
    def test_the_documents_have_the_same_table(self, page: str) -> None:
        text = (ROOT / page).read_text(encoding="utf-8")
        assert [code for code in ExitCode if f"| {int(code)} | {code.meaning} |" not in text] == []

    @pytest.mark.parametrize(
        ("kinds", "code", "outcome"),
        [
            (["met"], ExitCode.PASS, GateOutcome.PASS),
            (["ahead"], ExitCode.PASS, GateOutcome.PASS),
            (["on_track"], ExitCode.PASS, GateOutcome.PASS),
            (["met", "ahead", "on_track", "no_target"], ExitCode.PASS, GateOutcome.PASS),
            (["behind"], ExitCode.FAIL, GateOutcome.FAIL),
            (["missed"], ExitCode.FAIL, GateOutcome.FAIL),
            (["met", "missed"], ExitCode.FAIL, GateOutcome.FAIL),
            (["unknown", "behind"], ExitCode.FAIL, GateOutcome.FAIL),
            (["unknown"], ExitCode.INCOMPLETE, GateOutcome.INCOMPLETE),
            (["met", "unknown"], ExitCode.INCOMPLETE, GateOutcome.INCOMPLETE),
            (["no_target"], ExitCode.INCOMPLETE, GateOutcome.INCOMPLETE),
        ],
    )
    def test_binding(self, kinds: list[str], code: ExitCode, outcome: GateOutcome) -> None:
        """「`--gate binding`（缺省）看约束性指标」"""
        gate = decided(report_of(**dict.fromkeys(kinds, "约束性")))
        assert (gate.exit_code, gate.outcome) == (code, outcome)

    @pytest.mark.parametrize("kind", list(KINDS))
    @pytest.mark.parametrize("nature", ["预期性", "倡导性"])
    def test_binding_looks_at_nothing_else(self, kind: str, nature: str) -> None:
        report = (
            report_of(**{"met": "约束性", kind: nature})
            if kind != "met"
            else report_of(met="约束性", ahead=nature)
        )
        assert decided(report).exit_code is ExitCode.PASS

    def test_nothing_is_gated(self) -> None:
        """「或没有指标纳入门禁（--allow-unknown 时为 0）」"""
        report = report_of(met="预期性", missed="倡导性")
        assert decided(report).exit_code is ExitCode.INCOMPLETE
        assert decided(report, Policy(allow_unknown=True)).exit_code is ExitCode.PASS

    @pytest.mark.parametrize(
        ("kinds", "code"),
        [
            ({"met": "约束性", "ahead": "预期性"}, ExitCode.PASS),
            ({"met": "约束性", "behind": "预期性"}, ExitCode.FAIL),
            ({"met": "约束性", "missed": "倡导性"}, ExitCode.FAIL),
            ({"met": "约束性", "unknown": "倡导性"}, ExitCode.INCOMPLETE),
            ({"met": "约束性", "no_target": "预期性"}, ExitCode.PASS),
        ],
    )
    def test_all(self, kinds: dict[str, str], code: ExitCode) -> None:
        """「`all` 看全部」"""
        assert decided(report_of(**kinds), Policy(GateScope.ALL)).exit_code is code

    @pytest.mark.parametrize("kind", list(KINDS))
    def test_none(self, kind: str) -> None:
        """「`none` 不看」"""
        gate = decided(report_of(**{kind: "约束性"}), Policy(GateScope.NONE))
        assert (gate.exit_code, gate.outcome, gate.gated) == (ExitCode.PASS, GateOutcome.PASS, ())

    @pytest.mark.parametrize(
        ("ids", "code"),
        [
            (("met",), ExitCode.PASS),
            (("met", "ahead"), ExitCode.PASS),
            (("missed",), ExitCode.FAIL),
            (("met", "missed"), ExitCode.FAIL),
            (("met", "unknown"), ExitCode.INCOMPLETE),
            (("met", "no_target"), ExitCode.PASS),
            (("no_target",), ExitCode.INCOMPLETE),
        ],
    )
    def test_those_that_are_named(self, ids: tuple[str, ...], code: ExitCode) -> None:
        """「`--gate 指标,指标` 看点名的几个」: and no other, whatever its nature."""
        report = report_of(**dict.fromkeys(KINDS, "预期性"))
        assert decided(report, Policy(GateScope.IDS, ids)).exit_code is code

    @pytest.mark.parametrize("kinds", [["unknown"], ["met", "unknown"], ["no_target"]])
    def test_allow_unknown_changes_the_code_alone(self, kinds: list[str]) -> None:
        """「`--allow-unknown` 只改退出码，报告里门禁的结论仍是“不完整”（`incomplete`）」"""
        report = report_of(**dict.fromkeys(kinds, "约束性"))
        strict, lenient = decided(report), decided(report, Policy(allow_unknown=True))
        assert (strict.exit_code, lenient.exit_code) == (ExitCode.INCOMPLETE, ExitCode.PASS)
        assert (strict.outcome, strict.gated, strict.unknown) == (
            lenient.outcome,
            lenient.gated,
            lenient.unknown,
        )
        assert lenient.outcome is GateOutcome.INCOMPLETE

    def test_allow_unknown_allows_no_miss(self) -> None:
        report = report_of(unknown="约束性", missed="约束性")
        assert decided(report, Policy(allow_unknown=True)).exit_code is ExitCode.FAIL


class TestGate:
    """「没有目标的指标不挡门禁」"""

    def test_the_lists(self) -> None:
        gate = decided(report_of(**dict.fromkeys(KINDS, "约束性")))
        assert gate.gated == ("met", "ahead", "on_track", "behind", "missed", "unknown")
        assert gate.failed == ("behind", "missed")
        assert gate.unknown == ("unknown",)

    def test_the_fixed_report(self) -> None:
        report = fixed_report()
        gate = decided(report)
        statuses = {result.id: result.status for result in report.results if result.nature is Nature.BINDING}
        held = {id: status for id, status in statuses.items() if id not in gate.waived}
        assert gate.gated == tuple(statuses)
        assert gate.waived == ("behind",)
        assert gate.failed == tuple(id for id in held if held[id] in (Status.MISSED, Status.BEHIND))
        assert gate.unknown == tuple(id for id in held if held[id] is Status.UNKNOWN)


class TestLine:
    """「门禁」 in one line, whatever the format."""

    @pytest.mark.parametrize(
        ("kinds", "policy", "line"),
        [
            (
                ["met", "ahead"],
                Policy(),
                "门禁（约束性指标）：通过，2 项都达标、快于预期或符合预期。退出码 0",
            ),
            (["met", "missed"], Policy(), "门禁（约束性指标）：不通过，1 项未达标或滞后。退出码 1"),
            (
                ["unknown", "missed"],
                Policy(),
                "门禁（约束性指标）：不通过，1 项未达标或滞后，另有 1 项无法判定。退出码 1",
            ),
            (["met", "unknown"], Policy(), "门禁（约束性指标）：不完整，1 项无法判定。退出码 3"),
            (
                ["unknown"],
                Policy(allow_unknown=True),
                "门禁（约束性指标）：不完整，1 项无法判定（已用 --allow-unknown 放行）。退出码 0",
            ),
            (["no_target"], Policy(), "门禁（约束性指标）：没有可判定的指标。退出码 3"),
            (["missed"], Policy(GateScope.NONE), "门禁（不设门禁）：报告已写出。退出码 0"),
            (
                ["missed", "met"],
                Policy(GateScope.ALL),
                "门禁（全部指标）：不通过，1 项未达标或滞后。退出码 1",
            ),
            (
                ["missed", "met"],
                Policy(GateScope.IDS, ("met",)),
                "门禁（指定的 1 项）：通过，1 项都达标、快于预期或符合预期。退出码 0",
            ),
        ],
    )
    def test_words(self, kinds: list[str], policy: Policy, line: str) -> None:
        assert gate_line(decided(report_of(**dict.fromkeys(kinds, "约束性")), policy)) == line
