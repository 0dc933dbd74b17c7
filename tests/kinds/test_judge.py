"""From a target's words and values to a status: cases/judge/*.yaml, through the whole pipeline but the files."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from judging import ALWAYS, found, got_as_expected
from support import actuals_of, judged, plan_of, plan_of_case, read_cases, walk

from healthplan_cli.evaluation.evaluate import evaluate, evaluate_traced
from healthplan_cli.evaluation.progress import Pace
from healthplan_cli.model import Conventions, External, InputFile, Interval, NoTarget, Status

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in walk("judge")
    for case in read_cases(path)["cases"]
]


def run(case: dict[str, Any]) -> dict[str, Any]:
    """The result of the case's first commitment, where it has one, else of its first indicator; and the year it was judged in."""
    plan = plan_of_case(case)
    year = case.get("file_year")
    head = {"year": year} if year else {}
    if "targets" in case:
        head["targets"] = {"it": case["targets"]}
    actuals = actuals_of(plan, {"it": case["actuals"], **case.get("other_actuals", {})}, **head)
    report = judged(
        plan,
        actuals,
        int(case["year"]) if "year" in case else None,
        Fraction(case.get("band", "0.05")),
        int(case.get("carry", "0")),
        bool(plan.commitments),
    )
    return {"year": report.conventions.year, **found((report.commitments or report.results)[0])}


def expected(case: dict[str, Any]) -> dict[str, Any]:
    wanted = {**ALWAYS, **case["expect"]}
    if "components" in wanted:
        wanted["components"] = {name: {**ALWAYS, **part} for name, part in wanted["components"].items()}
    return wanted


class TestEveryCase:
    """The files' own `contract:` quotes what each of them checks."""

    @pytest.mark.parametrize("case", CASES)
    def test_status(self, case: dict[str, Any]) -> None:
        wanted, got = expected(case), run(case)
        assert {key: got[key] for key in wanted} == got_as_expected(wanted, got)

    def test_every_file_quotes_the_contract(self) -> None:
        assert all(read_cases(path)["contract"].strip() for path in walk("judge"))

    def test_no_case_is_written_twice(self) -> None:
        names = [str(param.id) for param in CASES]
        assert len(names) == len(set(names))


class TestTraces:
    """「规划里的一句话怎样变成一个结论」: beside each result stands what it was reached from (for --why)."""

    def test_a_judged_row(self) -> None:
        row = {"id": "it", "better": "higher", "baseline": "50", "target": "≥60", "pace": "geometric"}
        plan = plan_of([{**row, "annual_targets": {"2022": "≥54"}}])
        report, traces = evaluate_traced(
            plan, actuals_of(plan, {"it": {"2023": "56"}}), Conventions(2023, Fraction(1, 10))
        )
        [result], trace = report.results, traces["it", None]
        assert result.target is not None
        assert trace.case is not None
        assert trace.rule == result.target.rule
        assert trace.case.value == Interval.point(Fraction(56))
        assert trace.pace == Pace(Fraction(1, 10), True, plan.indicators[0].annual_targets)
        assert trace.standing is not None
        assert trace.standing.status is result.status

    def test_what_is_known_of_a_plan_of_other_years(self) -> None:
        row = {"id": "it", "better": "lower", "baseline": "5", "target": "上升趋势减缓", "tolerance": "0.1"}
        plan = plan_of([row], period={"baseline": 2015, "start": 2016, "end": 2020})
        values = {"2012": "1", "2014": "4", "2015": "6", "2017": "7", "2018": "8", "2019": "9"}
        case = evaluate_traced(plan, actuals_of(plan, {"it": values}), Conventions(2018))[1]["it", None].case
        assert case is not None
        assert (case.year, case.data_year, case.due, case.start, case.baseline_year) == (
            2018,
            2018,
            2020,
            2016,
            2015,
        )
        assert (sorted(case.history), sorted(case.series)) == ([2012, 2014], [2017, 2018])
        assert case.tolerance == Fraction(1, 10)

    def test_rows_of_which_nothing_is_compared(self) -> None:
        rows = [
            {"id": "a", "target": "国家下达"},
            {"id": "b", "target": "—"},
            {"id": "c", "better": "higher", "target": "≥1"},
        ]
        plan = plan_of(rows)
        traces = evaluate_traced(plan, actuals_of(plan, {"a": "1", "b": "1", "c": None}), Conventions(2025))[
            1
        ]
        assert (traces["a", None].rule, traces["a", None].case) == (External("国家下达"), None)
        assert (traces["b", None].rule, traces["b", None].case) == (NoTarget(), None)
        assert traces["c", None].case is None

    def test_a_total_says_which_years_it_adds_up(self) -> None:
        plan = plan_of([{"id": "it", "better": "higher", "target": "≥10", "sum": True}])
        actuals = actuals_of(plan, {"it": {"2021": "2", "2023": "3"}})
        trace = evaluate_traced(plan, actuals, Conventions(2023))[1]["it", None]
        assert trace.standing is not None
        assert trace.standing.total is not None
        assert (trace.standing.total.added, trace.standing.total.missing) == ((2021, 2023), (2022,))

    def test_each_part_has_its_own(self) -> None:
        parts = [{"id": "x", "name": "甲", "target": "≥1"}, {"id": "y", "name": "乙", "target": "≥2"}]
        plan = plan_of([{"id": "it", "better": "higher", "components": parts}])
        report, traces = evaluate_traced(
            plan, actuals_of(plan, {"it": {"x": "1", "y": "1"}}), Conventions(2025)
        )
        assert set(traces) == {("it", "x"), ("it", "y")}
        assert [part.status for part in report.results[0].components] == [Status.MET, Status.MISSED]

    def test_the_report_keeps_what_it_was_made_of(self) -> None:
        plan = plan_of([{"id": "it", "target": "≥1"}])
        files = (InputFile("actuals.yaml", "1" * 64),)
        report = evaluate(plan, actuals_of(plan, {"it": "1"}, illustrative=True), Conventions(2025), files)
        assert (report.plan, report.inputs, report.illustrative) == (plan, files, True)
        assert report.conventions == Conventions(2025)
        assert report.commitments is None
