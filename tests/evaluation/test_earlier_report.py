"""This report against an earlier one: how each status has moved, what was restated, and the gate that looks at what is worse."""

from __future__ import annotations

import pytest
from earliercases import ABSENT, NEW, as_text, changes, moved, small
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.gate import GateOutcome, GateScope, Policy, decide_gate
from healthplan_cli.evaluation.messages import STATUS_WORDS
from healthplan_cli.model import Status, Waiver
from healthplan_cli.model.changes import ChangeKind
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.sources.waivers import waive

# Before (rows, best first) and after (columns, the same), each pair as the kind it is and what --gate new says of it.
NAMES = ("met", "ahead", "on_track", "behind", "missed", "unknown")
TABLE = {
    "met": "- -|worse -|worse -|new_miss fail|new_miss fail|lost incomplete",
    "ahead": "better -|- -|worse -|new_miss fail|new_miss fail|lost incomplete",
    "on_track": "better -|better -|- -|new_miss fail|new_miss fail|lost incomplete",
    "behind": "recovery -|recovery -|recovery -|- -|worse fail|lost incomplete",
    "missed": "recovery -|recovery -|recovery -|better -|- -|lost incomplete",
    "unknown": "found -|found -|found -|new_miss fail|new_miss fail|- -",
    ABSENT: "- -|- -|- -|new_miss fail|new_miss fail|- -",
}
PAIRS = [
    (before, after, *cell.split())
    for before, row in TABLE.items()
    for after, cell in zip(NAMES, row.split("|"), strict=True)
]
CODES = {"-": ExitCode.PASS, "fail": ExitCode.FAIL, "incomplete": ExitCode.INCOMPLETE}


class TestEveryPair:
    """「每一种变化归在一类」: the six statuses before, and none, against the six after."""

    @pytest.mark.parametrize(("before", "after", "kind", "held"), PAIRS)
    def test_kind_and_gate(self, before: str, after: str, kind: str, held: str) -> None:
        report, found = moved(before, after)
        assert [shift.kind.value for shift in found.status_changes] == ([] if kind == "-" else [kind])
        gate = decide_gate(report, NEW)
        assert gate.exit_code is CODES[held]
        assert (gate.failed, gate.unknown) == (
            ("row0",) if held == "fail" else (),
            ("row0",) if held == "incomplete" else (),
        )

    def test_the_table_is_whole(self) -> None:
        assert len(PAIRS) == 7 * 6
        assert {kind for _, _, kind, _ in PAIRS} - {"-"} == {kind.value for kind in ChangeKind}
        assert set(NAMES) == {status.value for status in Status}

    def test_the_document_has_the_same_table(self) -> None:
        page = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
        for before, row in TABLE.items():
            kinds = [cell.split()[0] for cell in row.split("|")]
            name = STATUS_WORDS[Status(before)] if before != ABSENT else "没有这一项"
            line = "".join(f" `{kind}` |" if kind != "-" else " |" for kind in kinds)
            assert f"| {name} |{line}\n" in page

    @pytest.mark.parametrize("after", ["behind", "missed", "unknown"])
    def test_what_was_so_before_is_let_through(self, after: str) -> None:
        """「原来就未达标的不再拦」"""
        gate = decide_gate(moved(after, after)[0], NEW)
        assert (gate.exit_code, gate_line(gate)) == (
            ExitCode.PASS,
            "门禁（比上一次变差的）：通过，没有变差的。退出码 0",
        )

    @pytest.mark.parametrize(
        ("before", "after", "line"),
        [
            ("met", "missed", "不通过，1 项新近未达标或滞后。退出码 1"),
            ("behind", "missed", "不通过，1 项新近未达标或滞后。退出码 1"),
            ("met", "unknown", "不完整，1 项无法判定。退出码 3"),
            ("met", "on_track", "通过，没有变差的。退出码 0"),
        ],
    )
    def test_the_line(self, before: str, after: str, line: str) -> None:
        assert gate_line(decide_gate(moved(before, after)[0], NEW)) == f"门禁（比上一次变差的）：{line}"

    def test_of_every_nature(self) -> None:
        """「不分约束性、预期性」"""
        report, found = moved("met", "missed")
        other = tuple(replace(result, nature=type(result.nature)("倡导性")) for result in report.results)
        assert decide_gate(replace(report, results=other, changes=found), NEW).exit_code is ExitCode.FAIL

    def test_allow_unknown(self) -> None:
        gate = decide_gate(moved("met", "unknown")[0], Policy(GateScope.NEW, (), True))
        assert (gate.exit_code, gate.outcome) == (ExitCode.PASS, GateOutcome.INCOMPLETE)

    @pytest.mark.parametrize(
        ("before", "after"), [("met", "missed"), ("met", "unknown"), ("behind", "missed")]
    )
    def test_a_waived_one_is_let_through(self, before: str, after: str) -> None:
        report, found = moved(before, after)
        report, _ = waive(report, [Waiver("row0", "理由", "文号", "机关", "2025-12-31")])
        gate = decide_gate(report, NEW)
        assert (gate.exit_code, gate.waived) == (ExitCode.PASS, ("row0",))
        assert gate_line(gate) == "门禁（比上一次变差的）：通过，变差的都已豁免，1 项已豁免。退出码 0"
        assert found.status_changes

    def test_a_waived_one_that_is_not_worse_is_not_mentioned(self) -> None:
        report, _ = waive(
            moved("missed", "missed")[0], [Waiver("row0", "理由", "文号", "机关", "2025-12-31")]
        )
        assert gate_line(decide_gate(report, NEW)) == "门禁（比上一次变差的）：通过，没有变差的。退出码 0"

    @given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=6))
    @settings(max_examples=40, deadline=None)
    def test_new_never_fails_what_all_lets_through(self, pairs: list[tuple[str, str]]) -> None:
        before, _ = small(one for one, _ in pairs)
        report, data = small(two for _, two in pairs)
        report = replace(report, changes=changes(report, data, as_text(before)))
        by_new, by_all = decide_gate(report, NEW), decide_gate(report, Policy(GateScope.ALL))
        assert set(by_new.failed) <= set(by_all.failed)
        assert set(by_new.unknown) <= set(by_all.unknown)
