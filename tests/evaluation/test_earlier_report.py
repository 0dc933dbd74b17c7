"""This report against an earlier one: how each status has moved, what was restated, and the gate that looks at what is worse."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, actuals_of, fixed_report, judged, plan_of, report_json, reports_json

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.cli import run
from healthplan_cli.evaluation.earlier_report.comparison import compare
from healthplan_cli.evaluation.earlier_report.selection import select_report
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Gate, GateOutcome, GateScope, Policy, decide_gate
from healthplan_cli.evaluation.messages import STATUS_WORDS
from healthplan_cli.model import Actuals, Conventions, Report, Status, Waiver
from healthplan_cli.model.changes import ChangeKind, Changes
from healthplan_cli.report.programs.evaluation import report_data
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.report.words.notes import change_lines
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.sources.waivers import waive

NEW = Policy(GateScope.NEW)
ABSENT = "absent"
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


def as_text(report: Report) -> str:
    return report_json(report, decide_gate(report, Policy()))


def changes(report: Report, data: Actuals, earlier: str) -> Changes:
    root = parse(earlier.encode(), "last.json")
    return compare(report, data, select_report(root, "last.json", report.plan.id), "last.json", "0" * 64)


def small(statuses: Iterable[str]) -> tuple[Report, Actuals]:
    """A report with a row of each status, by its order; what it is judged on doesn't matter here."""
    names = list(statuses)
    plan = plan_of([{"id": f"row{at}", "better": "higher", "target": "≥60"} for at in range(len(names))])
    data = actuals_of(plan, {indicator.id: 50 for indicator in plan.indicators})
    report = judged(plan, data, 2023)
    results = tuple(
        replace(result, status=Status(name)) for result, name in zip(report.results, names, strict=True)
    )
    return replace(report, results=results), data


def without(text: str, *ids: str) -> str:
    """An earlier report without some of its rows."""
    data = json.loads(text, parse_float=Decimal)
    data["results"] = [row for row in data["results"] if row["id"] not in ids]
    return json.dumps(data, default=str)


def moved(before: str, after: str) -> tuple[Report, Changes]:
    old, _ = small([after if before == ABSENT else before, "met"])
    text = as_text(old)
    report, data = small([after, "met"])
    found = changes(report, data, without(text, "row0") if before == ABSENT else text)
    return replace(report, changes=found), found


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
        assert gate_line(gate) == "门禁（比上一次变差的）：通过，变差的都不挡门禁，1 项已豁免。退出码 0"
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


ROW: dict[str, Any] = {
    "id": "it",
    "name": "这项指标",
    "unit": "%",
    "better": "higher",
    "baseline": "50",
    "target": "≥60",
}
PARTS: dict[str, Any] = {
    "id": "it", "name": "这项指标", "unit": "%", "better": "higher",
    "components": [
        {"id": "a", "name": "门诊", "baseline": "30", "target": "≥60"},
        {"id": "b", "name": "住院", "baseline": "40", "target": "≥50"},
    ],
}  # fmt: skip


def reported(row: dict[str, Any], actual: Any, year: int = 2023, **head: Any) -> tuple[Report, Actuals]:
    plan = plan_of([row])
    data = actuals_of(plan, {"it": actual}, year=year, **head)
    return judged(plan, data), data


def restated(before: tuple[Report, Actuals], after: tuple[Report, Actuals]) -> list[tuple[Any, ...]]:
    found = changes(*after, as_text(before[0]))
    return [
        (item.component, item.name, item.what.value, item.year, item.before, item.after)
        for item in found.revised_values
    ]


class TestRevisedValues:
    """「改动：上一次报告里的实际值、基期、目标，现在是另一个数」"""

    def test_nothing(self) -> None:
        both = reported(ROW, 55)
        found = changes(*both, as_text(both[0]))
        assert (found.status_changes, found.revised_values, found.removed) == ((), (), ())
        assert list(change_lines(found)) == ["与 last.json（2023 年）相比：没有变化"]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("58", "58.0"), ("58", "58%"), ("58", "580‰"), ("58", "５８"), ("0.29%", "2.9‰"), ("58*", "58"), ("≥50", "≧50"),
            ({"count": 1, "population": 3}, {"count": 2, "population": 6}), ("1,000‰", "1000‰"),
            ({"count": 58, "population": 100}, "58"),
        ],
    )  # fmt: skip
    def test_the_same_number_in_another_spelling_is_none(self, before: Any, after: Any) -> None:
        """「比的是数，不是写法」"""
        assert restated(reported(ROW, before), reported(ROW, after)) == []

    @pytest.mark.parametrize(
        ("before", "after"), [("58", "58.1"), ("58", "5.8"), ("≥50", "≥51"), ("55", "≥50"), ("≥50", "55"), ("50—55", "50—56")]
    )  # fmt: skip
    def test_an_actual_value(self, before: str, after: str) -> None:
        assert restated(reported(ROW, before), reported(ROW, after)) == [
            (None, "这项指标", "actual", 2023, before, after)
        ]

    def test_last_years_value(self) -> None:
        """The value of the year that was judged then, which the data of this year still has."""
        after = reported(ROW, {2023: 54, 2024: 57}, 2024)
        assert restated(reported(ROW, {2022: 51, 2023: 55}), after) == [
            (None, "这项指标", "actual", 2023, "55", "54")
        ]
        assert restated(reported(ROW, {2023: 55}), reported(ROW, {2024: 57}, 2024)) == []

    @pytest.mark.parametrize(
        ("key", "before", "after", "shown"),
        [
            ("baseline", "50", "51", ("50", "51")),
            ("baseline", "50", ">50", ("50", ">50")),
            ("baseline", "50", {"text": "50", "year": 2021}, ("50（2020 年）", "50（2021 年）")),
            ("baseline", None, "50", ("—", "50")),
            ("baseline", "50", None, ("50", "—")),
            ("target", "≥60", "≥61", ("≥60", "≥61")),
            ("target", "60", "≥60", ("60", "≥60")),
            ("target", "≥60", "2024年≥60", ("≥60（2025 年）", "2024年≥60（2024 年）")),
            ("target", "≥60", {"op": "ge", "value": "62", "text": "≥60"}, ("≥60（value 60）", "≥60（value 62）")),
            ("target", "每年提高1个百分点", "每年提高2个百分点", ("每年提高1个百分点", "每年提高2个百分点")),
            ("target", "国家下达", "≥60", ("国家下达", "≥60")),
            ("target", "≥60", "每年不低于60", ("≥60", "每年不低于60")),
            ("target", "每年不低于60", "≥60", ("每年不低于60", "≥60")),
            ("target", "60—70", "控制在60—70之间", ("60—70", "控制在60—70之间")),
            ("target", "控制在60—70之间", "60—70", ("控制在60—70之间", "60—70")),
            ("target", "≥60且<70", "≥60且≤70", ("≥60且<70", "≥60且≤70")),
            ("target", ">60且≤70", "≥60且≤70", (">60且≤70", "≥60且≤70")),
        ],
    )  # fmt: skip
    def test_a_cell_of_the_plan(self, key: str, before: Any, after: Any, shown: tuple[str, str]) -> None:
        old, new = reported({**ROW, key: before}, 55), reported({**ROW, key: after}, 55)
        assert restated(old, new) == [(None, "这项指标", key, None, *shown)]

    @pytest.mark.parametrize(
        ("key", "before", "after"),
        [
            ("baseline", "50", "50.00"), ("baseline", "≧50", "≥50"), ("baseline", "50", {"text": "50", "source": "正文"}),
            ("baseline", "50", "50*"), ("target", "≥60", "≥60.0"), ("target", "≥60", "不低于60"), ("target", "≥ 60", "≥60"),
        ],
    )  # fmt: skip
    def test_the_same_cell_in_other_words_is_none(self, key: str, before: Any, after: Any) -> None:
        assert restated(reported({**ROW, key: before}, 55), reported({**ROW, key: after}, 55)) == []

    def test_the_same_numbers_in_another_unit_are_none(self) -> None:
        """「比的是数，不是写法」, 「各按自己那时的单位，先换算」"""
        old = reported(ROW, {2022: 54, 2023: "55"})
        row = {**ROW, "unit": "‰", "baseline": "500", "target": "≥600"}
        for actual in ({2022: 540, 2023: "550"}, {2023: "55%"}):
            assert restated(old, reported(row, actual)) == []

    @pytest.mark.parametrize(
        ("key", "before", "after"),
        [
            ("baseline", "50", "50%"), ("baseline", "500‰", "50"), ("baseline", "50左右", "50%左右"),
            ("target", "≥60", "≥60%"), ("target", "≥600‰", "≥60"), ("target", "60—70", "600—700‰"), ("target", "60左右", "60%左右"),
            ("target", "每年不低于60", "每年不低于60%"),
        ],
    )  # fmt: skip
    def test_a_unit_that_is_the_rows_says_nothing_else(self, key: str, before: str, after: str) -> None:
        assert restated(reported({**ROW, key: before}, 55), reported({**ROW, key: after}, 55)) == []

    @pytest.mark.parametrize(
        ("before", "after", "moved"),
        [(">55", ">550", False), (">55", "≥550", True), ("50—55", "500—550", False), ("50—55", "500—560", True), ("55左右", "550左右", False)],
    )  # fmt: skip
    def test_an_interval_in_another_unit(self, before: str, after: str, moved: bool) -> None:
        row = {**ROW, "unit": "‰", "baseline": "500", "target": "≥600"}
        found = restated(reported(ROW, before), reported(row, after))
        assert [(item[4], item[5]) for item in found] == ([(before, after)] if moved else [])

    @pytest.mark.parametrize(
        ("before", "after", "moved"),
        [
            ("500—550‰", "50—55", False), ("500—550‰", "50—56", True), ("500—550‰", "49—55", True),
            (">500‰", ">50", False), ("<550‰", "<55", False), ("<550‰", "≤55", True), ("550‰左右", "55左右", False),
        ],
    )  # fmt: skip
    def test_an_interval_that_was_given_in_another_unit(self, before: str, after: str, moved: bool) -> None:
        for then, now in ((before, after), (after, before)):
            found = restated(reported(ROW, then), reported(ROW, now))
            assert [(item[4], item[5]) for item in found] == ([(then, now)] if moved else [])

    @pytest.mark.parametrize(("unit", "sign"), [("‰", "‰"), ("岁", " 岁")])
    def test_the_same_digits_in_another_unit(self, unit: str, sign: str) -> None:
        """Each is said in the unit that its row had."""
        after = reported({**ROW, "unit": unit}, 55)
        found = changes(*after, as_text(reported(ROW, 55)[0]))
        assert [
            (item.what.value, item.before, item.after, item.was, item.now) for item in found.revised_values
        ] == [
            ("baseline", "50", "50", "50%", f"50{sign}"),
            ("target", "≥60", "≥60", "≥60%", f"≥60{sign}"),
            ("actual", "55", "55", "55%", f"55{sign}"),
        ]

    def test_a_row_that_had_no_unit(self) -> None:
        old = {key: value for key, value in ROW.items() if key != "unit"}
        assert restated(reported(old, 55), reported(ROW, 55)) == []
        found = changes(*reported(ROW, 56), as_text(reported(old, 55)[0]))
        assert [(item.was, item.now) for item in found.revised_values] == [("55", "56%")]
        other = reported({**old, "baseline": "51", "target": "≥61"}, 55)
        found = changes(*reported(ROW, 55), as_text(other[0]))
        assert [(item.was, item.now) for item in found.revised_values] == [("51%", "50%"), ("≥61%", "≥60%")]

    @pytest.mark.parametrize(
        ("before", "after", "was", "now"),
        [
            ("58（初步数）", "59（初步数）", "58%*", "59%*"),
            ("58（初步数）", "59", "58%*", "59%"),
            ("0.55", "0.56", "0.55%", "0.56%"),
            ("550‰", "560‰", "55%", "56%"),
            ("55", "55.000041", "55%", "55.00004%"),
            (">55", "56", ">55%", "56%"),
            ("83左右", "84左右", "83%左右", "84%左右"),
        ],
    )
    def test_how_it_is_said(self, before: str, after: str, was: str, now: str) -> None:
        """「数用这一行的单位」, 「句子里的数都带单位」"""
        found = changes(
            *reported(ROW, {2022: 51, 2023: after}), as_text(reported(ROW, {2022: 51, 2023: before})[0])
        )
        assert [(item.was, item.now) for item in found.revised_values] == [(was, now)]

    @pytest.mark.parametrize("part", ["预计数", "上半年"])
    def test_what_is_no_actual_value_is_not_compared(self, part: str) -> None:
        """「实际值比的是上一次核验那一年的」: a forecast that has come about isn't a value restated."""
        aside, actual = {"value": "57", "note": part}, "58"
        assert restated(reported(ROW, aside), reported(ROW, actual)) == []
        assert restated(reported(ROW, actual), reported(ROW, aside)) == []

    @pytest.mark.parametrize(("before", "after"), [("58", "暂无"), ("暂无", "58"), ("暂无", "缺")])
    def test_no_value_is_not_compared(self, before: str, after: str) -> None:
        """「这次的数据里没有那一年就不比」"""
        old = reported(ROW, {2022: 51, 2023: before})
        assert restated(old, reported(ROW, {2022: 51, 2023: after})) == []

    def test_a_value_that_has_no_year(self) -> None:
        data = json.loads(as_text(reported(ROW, 55)[0]))
        del data["results"][0]["actual"]["year"]
        assert changes(*reported(ROW, 56), json.dumps(data)).revised_values == ()

    def test_a_value_without_its_year_is_of_the_year_judged(self) -> None:
        assert [item[3:] for item in restated(reported(ROW, 55), reported(ROW, 56))] == [(2023, "55", "56")]

    @pytest.mark.parametrize(
        ("before", "after", "shown"),
        [
            ({"average": "false"}, {"average": "true"}, ("average false", "average true")),
            ({"by": "1"}, {"by": "1.5"}, ("by 1", "by 1.5")),
            ({"from": "2020"}, {"from": "2021"}, ("from 2020", "from 2021")),
            ({"unit": "%"}, {"unit": "个百分点"}, ("unit %", "unit 百分点")),
        ],
    )
    def test_the_same_words_meant_otherwise(
        self, before: dict[str, str], after: dict[str, str], shown: tuple[str, str]
    ) -> None:
        """「原话没改而结构或目标年改了，算」"""
        rule = {
            "op": "annual_change",
            "by": "1",
            "unit": "个百分点",
            "direction": "up",
            "text": "每年提高一点",
        }
        old, new = ({**ROW, "target": {**rule, **one}} for one in (before, after))
        [(*_, was, now)] = restated(reported(old, 55), reported(new, 55))
        assert (was, now) == tuple(f"每年提高一点（{words}）" for words in shown)

    @pytest.mark.parametrize(("then", "now"), [(True, False), (False, True)])
    @pytest.mark.parametrize("mark", ["every_year", "two_sided"])
    def test_the_same_words_and_a_mark_more_or_less(self, mark: str, then: bool, now: bool) -> None:
        """A mark is written where it holds: a report without it says that it doesn't."""
        rule = {"op": "range", "low": "60", "high": "70", "unit": "%", "text": "60至70"}
        old, new = ({**ROW, "target": {**rule, **({mark: "true"} if one else {})}} for one in (then, now))
        [(*_, was, after)] = restated(reported(old, 55), reported(new, 55))
        assert (was, after) == tuple(
            f"60至70（{mark} {words}）" for words in (("true", "false") if then else ("—", "true"))
        )

    def test_the_due_year_alone(self) -> None:
        assert restated(reported(ROW, 55), reported({**ROW, "due": 2024}, 55)) == [
            (None, "这项指标", "target", None, "≥60（2025 年）", "≥60（2024 年）")
        ]

    def test_by_a_revision(self) -> None:
        row = {
            **ROW,
            "revisions": [{"from": 2024, "document": "某办发〔2024〕1号", "baseline": "52", "target": "≥65"}],
        }
        assert restated(reported(row, {2023: 55}), reported(row, {2023: 55, 2024: 58}, 2024)) == [
            (None, "这项指标", "baseline", None, "50", "52"),
            (None, "这项指标", "target", None, "≥60", "≥65"),
        ]

    def test_of_components(self) -> None:
        """Each by its own name beside the indicator's; the row itself says no more."""
        old = reported(PARTS, {"a": 45, "b": 45})
        row = {
            **PARTS,
            "components": [
                PARTS["components"][0],
                {**PARTS["components"][1], "baseline": "41", "target": "≥52"},
            ],
        }
        assert restated(old, reported(row, {"a": 46, "b": "45.0"})) == [
            ("a", "这项指标·门诊", "actual", 2023, "45", "46"),
            ("b", "这项指标·住院", "baseline", None, "40", "41"),
            ("b", "这项指标·住院", "target", None, "≥50", "≥52"),
        ]

    def test_components_that_have_come_or_gone(self) -> None:
        """What stood in one row and stands in several now, or the other way round, is not compared with itself."""
        alone = {key: value for key, value in PARTS.items() if key != "components"}
        whole = reported({**alone, "baseline": "30", "target": "≥60"}, 45)
        parts = reported(PARTS, {"a": 46, "b": 47})
        assert restated(whole, parts) == []
        assert restated(parts, whole) == []
        fewer = {**PARTS, "components": PARTS["components"][:1]}
        assert restated(parts, reported(fewer, {"a": 46})) == []
        assert restated(reported(fewer, {"a": 46}), parts) == []

    def test_one_value_for_all_components(self) -> None:
        assert restated(reported(PARTS, 45), reported(PARTS, 46)) == [
            ("a", "这项指标·门诊", "actual", 2023, "45", "46"),
            ("b", "这项指标·住院", "actual", 2023, "45", "46"),
        ]

    def test_a_report_that_went_through_another_tool(self) -> None:
        """A number that a program with binary floats has written anew is still that number."""
        report, data = reported(ROW, {"count": 1, "population": 3})
        text = json.dumps(json.loads(as_text(report)))
        assert changes(report, data, text).revised_values == ()

    def test_the_fixed_report_is_the_same_as_itself(self) -> None:
        report = fixed_report()
        found = changes(report, Actuals(()), as_text(report))
        assert (found.status_changes, found.revised_values, found.removed) == ((), (), ())


def wrong(text: str, plan: str = "test") -> str:
    with pytest.raises(InvalidInput) as caught:
        select_report(parse(text.encode(), "last.json"), "last.json", plan)
    return str(caught.value)


class TestEarlier:
    """「上一次的 JSON 报告」: one, or a list of several plans'; anything else is an error."""

    def test_of_another_plan(self) -> None:
        assert wrong(as_text(small(["met"])[0]), "other") == "last.json: 这份报告是规划 test 的，没有 other"

    def test_one_of_a_list(self) -> None:
        reports = [self.of("one"), self.of("two")]
        text = reports_json([(report, decide_gate(report, Policy()), ()) for report in reports])
        node = select_report(parse(text.encode(), "last.json"), "last.json", "two")
        plan = node.get("plan")
        assert plan is not None
        assert (plan.data()["id"], wrong(text, "three")) == (
            "two",
            "last.json: 这份报告是规划 one、two 的，没有 three",
        )

    def of(self, id: str) -> Report:
        plan = plan_of([ROW], id=id)
        return judged(plan, actuals_of(plan, {"it": 55}, year=2023))

    def test_two_of_one_plan(self) -> None:
        text = as_text(self.of("one"))
        assert wrong(f"[{text},{text}]", "one") == "last.json: 里面有 2 份规划 one 的报告"

    @pytest.mark.parametrize(
        "text", ["[]", "{}", "年报", "[1, 2]", "format: hpcheck.report/2", "format: hpcheck.actuals/1\nactuals: {}", "[{}]"]
    )  # fmt: skip
    def test_not_a_report(self, text: str) -> None:
        said = wrong(text)
        assert said.startswith("last.json:1:")
        assert said.endswith(
            "不是 hpcheck 的 JSON 报告（format 应为 hpcheck.report/1）：请给出 hpcheck evaluate --format json 的输出"
        )

    @pytest.mark.parametrize(
        "change",
        [
            {"year": None}, {"year": "去年"}, {"results": None}, {"results": "x"}, {"results": ["x"]}, {"results": [{"id": "it"}]},
            {"results": [{"status": "met"}]}, {"results": [{"id": "it", "status": "fine"}]},
        ],
    )  # fmt: skip
    def test_a_broken_one(self, change: dict[str, Any]) -> None:
        data = {**json.loads(as_text(small(["met"])[0])), **change}
        assert (
            wrong(json.dumps(data))
            == "last.json:1:1: 报告残缺：缺少 year、results，或 results 里缺少 id、status"
        )

    @pytest.mark.parametrize("commitments", ["x", ["x"], [{"id": "it"}]])
    def test_broken_commitments(self, commitments: Any) -> None:
        data = {**json.loads(as_text(small(["met"])[0])), "commitments": commitments}
        assert (
            wrong(json.dumps(data))
            == "last.json:1:1: 报告残缺：缺少 year、results，或 results 里缺少 id、status"
        )

    @pytest.mark.parametrize("place", ["row", "part", "commitment"])
    @pytest.mark.parametrize(
        ("cell", "key", "wanted"),
        [
            ("actual", "value", "小数，最多 1000 个字符"), ("actual", "low", "小数，最多 1000 个字符"), ("actual", "high", "小数，最多 1000 个字符"),
            ("actual", "year", "四位年份"), ("baseline", "year", "四位年份"), ("target", "due", "四位年份"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("text", ["1e9", "去年", "[]", "x" * 60])
    def test_what_is_no_number(self, place: str, cell: str, key: str, wanted: str, text: str) -> None:
        """「残缺的和不是报告的文件是错误」: an exponent would take for ever."""
        row = {"id": "it", "status": "met", cell: {key: [] if text == "[]" else text}}
        holder = {"id": "whole", "status": "met", "components": [row]} if place == "part" else row
        rows = {"results": [], "commitments": [holder]} if place == "commitment" else {"results": [holder]}
        said = wrong(
            json.dumps(
                {"format": "hpcheck.report/1", "plan": {"id": "test"}, "year": 2023, **rows},
                ensure_ascii=False,
            )
        )
        shown = "" if text == "[]" else text[:40]
        assert said.startswith("last.json:1:")
        assert said.partition(": ")[2] == f"{key} 的“{shown}”不对：应是{wanted}"

    def test_what_is_no_number_is_said_at_once(self) -> None:
        row = {
            "id": "it",
            "status": "met",
            "actual": {"value": None, "low": "x", "year": "1850"},
            "baseline": {"year": "20255"},
        }
        text = json.dumps(
            {"format": "hpcheck.report/1", "plan": {"id": "test"}, "year": 2023, "results": [row]}
        )
        assert [line.split(" ")[1] for line in wrong(text).split("\n")] == ["low", "year", "year"]
        assert [int(line.split(":")[2]) for line in wrong(text).split("\n")] == [
            text.index(word) + 1 for word in ('"x"', '"1850"', '"20255"')
        ]

    @pytest.mark.parametrize("length", [1000, 1001])
    def test_the_longest_number(self, length: int) -> None:
        number = "0." + "1" * (length - 2)
        row = {"id": "it", "status": "met", "actual": {"value": number}}
        text = json.dumps(
            {"format": "hpcheck.report/1", "plan": {"id": "test"}, "year": 2023, "results": [row]}
        )
        if length == 1000:
            assert select_report(parse(text.encode(), "l"), "l", "test").get("results") is not None
        else:
            assert "最多 1000 个字符" in wrong(text)

    def test_of_an_older_version(self) -> None:
        """「以前版本的报告没有新的键，照样能比」"""
        data = json.loads(as_text(small(["met"])[0]))
        for key in ("mode", "carry", "illustrative", "inputs", "gate", "tool", "summary"):
            del data[key]
        for row in data["results"]:
            for key in ("waiver", "revision", "components", "baseline", "target", "nature", "no", "noted"):
                del row[key]
        report, values = small(["missed"])
        found = changes(report, values, json.dumps(data))
        assert [(shift.kind, shift.before) for shift in found.status_changes] == [
            (ChangeKind.NEW_MISS, Status.MET)
        ]
        assert found.revised_values == ()

    def edited(self, **cells: Any) -> list[tuple[Any, ...]]:
        """What is restated against a report of 50 % in which some cells are others."""
        earlier = json.loads(as_text(reported(ROW, 50)[0]))
        earlier["results"][0] |= cells
        found = changes(*reported(ROW, 50), json.dumps(earlier, ensure_ascii=False)).revised_values
        return [(item.what.value, item.before, item.after, item.was, item.now) for item in found]

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            ({"text": "50"}, None),
            ({"text": "51"}, ("51", "50", "51%", "50%")),
            ({"text": "50", "year": 2019}, ("50（2019 年）", "50（2020 年）", "50%（2019 年）", "50%（2020 年）")),
            ({"text": "51", "year": 2020}, ("51", "50", "51%", "50%")),
            ({"text": "很多"}, ("很多", "50", "很多", "50%")),
            ({"text": "5 0"}, ("5 0", "50", "5 0", "50%")),
            ({"text": "51", "year": 2019}, ("51（2019 年）", "50（2020 年）", "51%（2019 年）", "50%（2020 年）")),
            ({}, ("—", "50", "—", "50%")),
            (None, ("—", "50", "—", "50%")),
        ],
    )  # fmt: skip
    def test_a_baseline_of_another_version(self, cell: Any, shown: tuple[str, ...] | None) -> None:
        assert self.edited(baseline=cell) == ([("baseline", *shown)] if shown else [])

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            ({"text": "≥60"}, None),
            ({"text": "≥60", "op": "ge", "value": 60, "unit": "%"}, None),
            ({"text": "≥60", "op": "ge", "value": 600, "unit": "‰"}, None),
            ({"text": "≥6 0", "op": "ge", "value": 60}, None),
            ({"text": "说不清", "op": "gt", "value": 60}, ("说不清", "≥60", "说不清", "≥60%")),
            ({"text": "≥6 0", "op": "gt", "value": 60}, ("≥6 0（op gt）", "≥60（op ge）", "≥6 0（op gt）", "≥60%（op ge）")),
            ({"text": "1,5", "op": "gt", "value": 60}, ("1,5", "≥60", "1,5", "≥60%")),
            ({"text": "≥60", "value": 62}, ("≥60（value 62）", "≥60（value 60）", "≥60%（value 62）", "≥60%（value 60）")),
            ({"text": "≥60", "value": 62, "due": 2024}, ("≥60（value 62，2024 年）", "≥60（value 60，2025 年）", "≥60%（value 62，2024 年）", "≥60%（value 60，2025 年）")),
        ],
    )  # fmt: skip
    def test_a_target_of_another_version(self, cell: Any, shown: tuple[str, ...] | None) -> None:
        assert self.edited(target=cell) == ([("target", *shown)] if shown else [])

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            ({"value": 50, "year": 2023}, None),
            ({"value": 51, "unit": "%", "year": 2023}, ("—", "50", "51%", "50%")),
            ({"text": "51"}, None),
            ({"text": "51", "value": 51, "year": 2022}, None),
            ({"text": "很多", "value": None, "year": 2023}, ("很多", "50", "很多", "50%")),
        ],
    )
    def test_a_value_of_another_version(self, cell: Any, shown: tuple[str, ...] | None) -> None:
        assert self.edited(actual=cell) == ([("actual", *shown)] if shown else [])

    @pytest.mark.parametrize("cell", [None, {}, {"op": "ge", "value": "70", "unit": None}])
    def test_a_target_without_its_words(self, cell: Any) -> None:
        """「以前版本的报告没有新的键，照样能比」: what isn't there says nothing else."""
        report, data = small(["met"])
        earlier = json.loads(as_text(report))
        earlier["results"][0]["target"] = cell
        assert changes(report, data, json.dumps(earlier)).revised_values == ()

    @pytest.mark.parametrize(
        ("text", "moved"), [("500‰", False), ("50", False), ("50%", False), ("501‰", True), ("暂无", True)]
    )
    def test_a_value_of_which_only_the_words_are_there(self, text: str, moved: bool) -> None:
        report, data = reported(ROW, 50)
        earlier = json.loads(as_text(report))
        earlier["results"][0]["actual"] = {"text": text, "unit": "%", "year": 2023}
        found = changes(report, data, json.dumps(earlier, ensure_ascii=False))
        assert [(item.before, item.after) for item in found.revised_values] == [(text, "50")] * moved

    def test_rows_that_are_gone_and_rows_that_are_new(self) -> None:
        before, _ = small(["met", "missed"])
        report, data = small(["met"])
        found = changes(report, data, as_text(before))
        assert [(item.id, item.no, item.name, item.before) for item in found.removed] == [
            ("row1", "2", "指标2", Status.MISSED)
        ]
        assert list(change_lines(found))[1:] == ["  上一次有而这次没有的 1 项：2. 指标2（未达标）"]
        assert decide_gate(replace(report, changes=found), NEW).exit_code is ExitCode.PASS

    def test_a_row_that_is_gone_from_an_older_version(self) -> None:
        """Without a name it is called by its id."""
        data = json.loads(as_text(small(["met", "missed"])[0]))
        del data["results"][1]["no"], data["results"][1]["name"]
        found = changes(*small(["met"]), json.dumps(data))
        assert [(item.id, item.no, item.name) for item in found.removed] == [("row1", "", "row1")]

    def test_of_which_report(self) -> None:
        found = changes(*small(["met"]), as_text(small(["met"])[0]))
        assert (found.path, found.sha256, found.year) == ("last.json", "0" * 64, 2023)

    @pytest.mark.parametrize("then", [False, True])
    @pytest.mark.parametrize("now", [False, True])
    def test_commitments_where_both_have_them(self, then: bool, now: bool) -> None:
        """Those that were not judged then, or aren't now, have neither come nor gone."""
        promise = {"id": "it", "subject": "村卫生室", "target": "100个", "better": "higher", "section": "三"}
        plan = plan_of([{**ROW, "id": "rate"}], commitments=[promise])

        def report(value: int, asked: bool) -> tuple[Report, Actuals]:
            data = actuals_of(plan, {"rate": 55, "it": value}, year=2025)
            return evaluate_traced(plan, data, Conventions(2025), (), asked)[0], data

        found = changes(*report(90, now), as_text(report(110, then)[0]))
        both = then and now
        assert [(shift.id, shift.kind) for shift in found.status_changes] == [
            ("it", ChangeKind.NEW_MISS)
        ] * both
        assert ([item.id for item in found.revised_values], found.removed) == (["it"] * both, ())


class TestSaid:
    def whole(self) -> tuple[Report, Gate]:
        old, _ = small(["met", "behind", "missed", "on_track", "met", "unknown", "missed", "met"])
        report, _ = small(["missed", "missed", "ahead", "ahead", "unknown", "met", "behind"])
        values = actuals_of(report.plan, {"row0": "48.5"}, year=2023)
        report = replace(report, changes=changes(report, values, as_text(old)))
        return report, decide_gate(report, NEW)

    def test_in_the_json_report(self) -> None:
        report, gate = self.whole()
        found = report_data(report, gate)["changes"]
        assert list(found) == ["against", *(kind.value for kind in ChangeKind), "restated", "gone"]
        assert found["against"] == {"path": "last.json", "sha256": "0" * 64, "year": 2023}
        assert {kind.value: [row["id"] for row in found[kind.value]] for kind in ChangeKind} == {
            "new_miss": ["row0"], "worse": ["row1"], "lost": ["row4"], "recovery": ["row2"], "better": ["row3", "row6"], "found": ["row5"],
        }  # fmt: skip
        assert found["worse"] == [
            {"id": "row1", "no": "2", "name": "指标2", "before": "behind", "after": "missed"}
        ]
        assert found["restated"] == [
            {"id": "row0", "component": None, "name": "指标1", "what": "actual", "year": 2023, "before": "50", "after": "48.5"}
        ]  # fmt: skip
        assert found["gone"] == [{"id": "row7", "no": "8", "name": "指标8", "before": "met"}]

    def test_in_the_terminal(self) -> None:
        report, _ = self.whole()
        assert report.changes is not None
        assert list(change_lines(report.changes)) == [
            "与 last.json（2023 年）相比：",
            "  新的未达标或滞后 1 项：1. 指标1（达标→未达标）",
            "  状态下降 1 项：2. 指标2（滞后→未达标）",
            "  变得无法判定 1 项：5. 指标5（达标→无法判定）",
            "  恢复 1 项：3. 指标3（未达标→快于预期）",
            "  状态上升 2 项：4. 指标4（符合预期→快于预期）、7. 指标7（未达标→滞后）",
            "  新的可以判定 1 项：6. 指标6（无法判定→达标）",
            "  改动 1 处：指标1 2023 年的实际值 50→48.5",
            "  上一次有而这次没有的 1 项：8. 指标8（达标）",
        ]

    def test_without_against_there_is_no_such_key(self) -> None:
        report, _ = small(["met"])
        assert "changes" not in report_data(report, decide_gate(report, Policy()))


class TestCommand:
    DATA = "plan: panzhihua\nyear: {year}\nactuals: {{health_literacy: {value}, out_of_pocket_share: 26}}\n"

    def evaluate(self, folder: Path, value: str, *more: str, year: int = 2024) -> int:
        (folder / "a.yaml").write_text(self.DATA.format(value=value, year=year), encoding="utf-8")
        return run(["evaluate", str(folder / "a.yaml"), *more])

    def last(self, folder: Path, capsys: pytest.CaptureFixture[str], value: str = "30") -> Path:
        self.evaluate(folder, value, "--format", "json", "--gate", "none")
        (folder / "last.json").write_text(capsys.readouterr().out, encoding="utf-8")
        return folder / "last.json"

    @pytest.mark.parametrize(("value", "code"), [("30", 0), ("31", 0), ("3", 1), ("暂无", 3)])
    def test_gate_new(
        self, tmp_path: Path, value: str, code: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        last = self.last(tmp_path, capsys)
        assert (
            self.evaluate(tmp_path, value, "--against", str(last), "--gate", "new", "-q", year=2025) == code
        )

    def test_gate_new_needs_something_to_compare(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.evaluate(tmp_path, "30", "--gate", "new") == 2
        assert capsys.readouterr() == (
            "",
            "--gate: new 看的是比上一次变差的：请用 --against 给出上一次的 JSON 报告\n",
        )

    def test_other_gates_look_at_everything(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        last = self.last(tmp_path, capsys)
        assert self.evaluate(tmp_path, "30", "--against", str(last), "--gate", "health_literacy", "-q") == 0
        assert self.evaluate(tmp_path, "3", "--against", str(last), "--gate", "health_literacy", "-q") == 1

    def test_the_path_is_as_given_and_the_digest_is_the_files(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        last = self.last(tmp_path, capsys)
        self.evaluate(tmp_path, "30", "--against", str(last), "--format", "json")
        against = json.loads(capsys.readouterr().out)["changes"]["against"]
        assert against == {
            "path": str(last),
            "sha256": hashlib.sha256(last.read_bytes()).hexdigest(),
            "year": 2024,
        }

    @pytest.mark.parametrize("size", [0, 1, 300, -20])
    def test_a_truncated_one(self, tmp_path: Path, size: int, capsys: pytest.CaptureFixture[str]) -> None:
        last = self.last(tmp_path, capsys)
        last.write_bytes(last.read_bytes()[:size])
        assert self.evaluate(tmp_path, "30", "--against", str(last)) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "这不是一份完整的 JSON 报告，请重新用 --format json 输出" in err

    def test_not_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.evaluate(tmp_path, "30", "--against", str(tmp_path / "none.json")) == 2
        assert "找不到这个文件" in capsys.readouterr().err

    def test_the_changes_come_before_the_gate(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)  # a path of any length would break the lines
        self.last(tmp_path, capsys)
        self.evaluate(tmp_path, "3", "--against", "last.json", "--gate", "new")
        *_, head, first, second, gate = capsys.readouterr().out.splitlines()
        assert head == "与 last.json（2024 年）相比："
        assert first.startswith("  新的未达标或滞后 1 项：")
        assert second.startswith("  改动 1 处：")
        assert gate.startswith("门禁（比上一次变差的）：不通过")
