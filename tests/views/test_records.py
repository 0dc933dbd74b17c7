"""The one flat record of a verdict: its names, its numbers, its heads, in CSV and as JSON lines."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from forms import render
from support import Desk, actuals_of, fixed_reviewed, judged, plan_of

from healthplan_cli.evaluation.gate import GateScope, Policy, decide_gate
from healthplan_cli.model import Actuals, Report, Status
from healthplan_cli.report import Look
from healthplan_cli.views.records import FIELDS, HEADS, Record, records
from healthplan_cli.views.reviewed_plan import Reviewed

PROMISED = (
    "region plan indicator component year value unit baseline target due nature status reason progress elapsed gap regressed "
    "noted gated"
)


def fixed() -> dict[tuple[str, str | None], Record]:
    """The records of the report that has everything."""
    [item] = fixed_reviewed()
    return {(one["indicator"], one["component"]): one for one in records(item.report, item.gate)}


def of(row: dict[str, Any], actuals: Any, **head: Any) -> Record:
    """The record of a plan's one row."""
    plan = plan_of([row])
    report = judged(plan, actuals_of(plan, {"row1": actuals}, **head))
    return records(report, decide_gate(report, Policy()))[0]


class TestRecord:
    """「一行一项指标或一个分项，键不变」"""

    def test_the_names_are_those_that_are_promised(self) -> None:
        assert tuple(PROMISED.split()) == FIELDS
        assert tuple(HEADS) == FIELDS
        assert len(set(HEADS.values())) == len(FIELDS)
        assert all(tuple(one) == FIELDS for one in fixed().values())

    def test_a_row(self) -> None:
        assert fixed()["behind", None] == {
            "region": None,
            "plan": "fixed",
            "indicator": "behind",
            "component": None,
            "year": 2023,
            "value": 11.8,
            "unit": "/10万",
            "baseline": 12.0,
            "target": "≤10",
            "due": 2025,
            "nature": "约束性",
            "status": "behind",
            "reason": None,
            "progress": 0.1,
            "elapsed": 0.6,
            "gap": -1.8,
            "regressed": False,
            "noted": "",
            "gated": True,
        }

    def test_a_row_with_components_has_one_for_itself_and_one_for_each(self) -> None:
        """「有分项的指标，整项一行，每个分项各一行」"""
        found = [(key, one["status"], one["gated"]) for key, one in fixed().items() if key[0] == "parts"]
        assert found == [
            (("parts", None), "behind", True),
            (("parts", "employee"), "met", False),
            (("parts", "resident"), "behind", False),
        ]

    def test_as_the_report_says_it(self) -> None:
        [item] = fixed_reviewed()
        rows = [part for row in item.report.rows for part in (row, *row.components)]
        found = records(item.report, item.gate)
        assert [one["status"] for one in found] == [row.status.value for row in rows]
        assert [one["noted"] for one in found] == [";".join(note.value for note in row.noted) for row in rows]
        assert [one["gap"] for one in found] == [
            row.gap if row.gap is None else float(row.gap) for row in rows
        ]

    def test_a_region_is_said_where_there_is_one(self) -> None:
        [item] = fixed_reviewed()
        assert {one["region"] for one in records(item.report, item.gate, "东山县")} == {"东山县"}

    def test_only_some_statuses_with_their_components(self) -> None:
        [item] = fixed_reviewed()
        found = records(item.report, item.gate, only=(Status.BEHIND,))
        assert {one["status"] for one in found if one["component"] is None} == {"behind"}
        assert ("parts", "employee") in {(one["indicator"], one["component"]) for one in found}

    def test_the_gate_that_looks_at_all(self) -> None:
        [item] = fixed_reviewed()
        found = records(item.report, decide_gate(item.report, Policy(GateScope.ALL)))
        assert {one["indicator"] for one in found if not one["gated"] and one["component"] is None} == {
            "no_target"
        }


ROW = {"unit": "%", "better": "higher", "baseline": "50"}


class TestNumbers:
    """「不是一个数的是空的」: never a number that was not said."""

    @pytest.mark.parametrize("value", [None, ">55", "50—60", "预计61", "—"])
    def test_no_number_where_it_is_not_one(self, value: str | None) -> None:
        assert of({**ROW, "target": "≥60"}, {2024: value})["value"] is None

    def test_the_nearest_double_of_the_exact_number(self) -> None:
        found = of({**ROW, "target": "≥60"}, {2024: "53.3"})
        assert (found["value"], found["progress"]) == (53.3, float(Fraction(33, 100)))

    def test_a_value_in_another_unit_is_in_the_rows(self) -> None:
        found = of({**ROW, "target": "≥60", "baseline": "500‰"}, {2024: "533‰"})
        assert (found["value"], found["baseline"], found["unit"]) == (53.3, 50.0, "%")

    def test_years_added_up_are_their_sum(self) -> None:
        row = {
            "unit": "人", "better": "higher", "baseline": "—", "target": "五年累计培训500人", "sum": True,
        }  # fmt: skip
        found = of(row, {2021: 90, 2022: 100, 2023: 110})
        assert (found["value"], found["noted"].split(";")) == (300.0, ["summed"])

    def test_a_reported_change_is_no_level(self) -> None:
        found = of({**ROW, "target": "提高10个百分点"}, {2024: "〔4〕"})
        assert (found["status"], found["value"], found["baseline"]) == ("behind", None, 50.0)

    @pytest.mark.parametrize(
        ("row", "value"),
        [
            ({"better": "higher", "baseline": "三级乙等", "target": "三级甲等"}, "三级乙等"),
            ({"better": "higher", "baseline": "—", "target": {"op": "milestone", "state": "建成"}}, "建成"),
            ({"better": "higher", "baseline": "1:1.2", "target": "1:1.25"}, "1:1.22"),
        ],
    )
    def test_a_grade_a_state_and_a_ratio_are_no_amount(self, row: dict[str, Any], value: str) -> None:
        found = of(row, {2024: value})
        assert (found["value"], found["baseline"]) == (None, None)


def rows_of(text: str) -> list[dict[str, str]]:
    """A CSV's rows by its heads."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


class TestForms:
    """「`evaluate -f csv`、`-f jsonl` 写的就是记录」"""

    def test_lines_are_the_records(self) -> None:
        [item] = fixed_reviewed()
        lines = render("jsonl", [item], Look()).decode().splitlines()
        assert [json.loads(line) for line in lines] == records(item.report, item.gate)

    def test_csv_says_the_same(self) -> None:
        [item] = fixed_reviewed()
        content = render("csv", [item], Look())
        assert content.startswith(b"\xef\xbb\xbf")
        found = rows_of(content.decode())
        assert list(found[0]) == list(FIELDS)

        def cell(value: object) -> str:
            return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)

        assert found == [
            {key: cell(value) for key, value in one.items()} for one in records(item.report, item.gate)
        ]

    def test_heads_in_chinese(self, desk: Desk) -> None:
        """「`--heads zh` 换成中文」, whatever the program speaks."""
        desk.put({"a.yaml": "plan: panzhihua\nyear: 2025\nactuals: {health_literacy: 26}\n"})
        answer = desk.run("evaluate", "a.yaml", "-f", "csv", "--heads", "中文", "--gate", "none")
        assert (answer.code, answer.err) == (0, "")
        assert list(rows_of(answer.out)[0]) == list(HEADS.values())

    def test_heads_are_of_csv(self, desk: Desk) -> None:
        desk.put({"a.yaml": "plan: panzhihua\nyear: 2025\nactuals: {health_literacy: 26}\n"})
        answer = desk.run("evaluate", "a.yaml", "--heads", "zh")
        assert (answer.code, answer.out, answer.err) == (2, "", "--heads: --heads 只用于 csv\n")
        answer = desk.run("evaluate", "a.yaml", "--heads", "zh", "-o", "r.csv", "--gate", "none", "-q")
        assert answer.code == 0
        assert "指标" in Path(desk.folder / "r.csv").read_text(encoding="utf-8").splitlines()[0]

    def test_no_formula_runs_and_no_number_is_kept_from_being_one(self) -> None:
        plan = plan_of(
            [{**ROW, "target": "≥60", "baseline": "0.00001", "id": "a", "limits": {"min": -1, "max": 100}}]
        )
        report = judged(plan, actuals_of(plan, {"a": {2024: "-0.00001"}}))
        [found] = rows_of(render("csv", [fixed_of(report)], Look()).decode())
        assert (found["value"], found["baseline"], found["target"]) == ("-0.00001", "0.00001", "≥60")
        plan = plan_of([{"target": {"op": "unread", "text": "=1+1"}, "better": "higher", "id": "a"}])
        report = judged(plan, actuals_of(plan, {"a": {2024: "1"}}))
        assert rows_of(render("csv", [fixed_of(report)], Look()).decode())[0]["target"] == "'=1+1"

    def test_several_plans_have_one_head(self) -> None:
        [item] = fixed_reviewed()
        found = rows_of(render("csv", [item, item], Look()).decode())
        assert len(found) == 2 * len(records(item.report, item.gate))


def fixed_of(report: Report) -> Reviewed:
    """A judged report as reporters take it."""
    return Reviewed(report, decide_gate(report, Policy()), Actuals(()), {})
