"""What a result keeps of what it was made of: the row's own cells, where it stands, who is responsible; traces and counts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from support import actuals_of, judged, plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.counting import tallied, tally
from healthplan_cli.evaluation.evaluate import Trace, evaluate_traced
from healthplan_cli.model import (
    Actuals,
    Conventions,
    Nature,
    Note,
    Observation,
    Plan,
    Report,
    Result,
    Status,
    Waiver,
)

ROW: dict[str, Any] = {"id": "it", "name": "这项指标", "unit": "%", "better": "higher"}
PARTED: dict[str, Any] = {**ROW, "baseline": "城镇50居民40", "target": "城镇≥60，居民≥70"}
PARTS = [{"id": "employee", "name": "城镇"}, {"id": "resident", "name": "居民"}]


def owned(data: Actuals, **owners: str) -> Actuals:
    """The data with those that a file says are responsible, by component (row: the whole)."""
    told = [replace(item, responsible=owners.get(item.component or "row")) for item in data.values]
    return replace(data, values=tuple(told))


class TestARowOfParts:
    """「一个指标有分项时，它的状态取各分项里排在最前的一个」: the row keeps the cells that are printed for all of them."""

    def row(self, actuals: Any, year: int = 2025, **cells: Any) -> tuple[Plan, Result]:
        plan = plan_of([{**PARTED, "components": PARTS, **cells}])
        return plan, judged(plan, actuals_of(plan, {"it": actuals}), year).results[0]

    def test_its_own_cells(self) -> None:
        plan, result = self.row({"employee": "61", "resident": "71"}, nature="预期性")
        [indicator] = plan.indicators
        assert (result.nature, result.baseline, result.target) == (
            Nature.EXPECTED,
            indicator.baseline,
            indicator.target,
        )
        assert result.baseline is not None
        assert result.baseline.text == "城镇50居民40"
        assert result.target is not None
        assert result.target.text == "城镇≥60，居民≥70"
        assert (result.location, result.location.line > 0) == (indicator.location, True)
        assert result.actual is None

    def test_a_value_of_each_that_looks_the_same(self) -> None:
        """Two values are two, however alike; one for all is one."""
        assert self.row({"employee": "71", "resident": "71"})[1].actual is None
        whole = self.row("71")[1].actual
        assert whole is not None
        assert whole.reading.text == "71"

    def test_where_its_parts_stand(self) -> None:
        """A part that only the words name is where the row is; one with cells of its own is there."""
        plan, result = self.row({"employee": "61", "resident": "71"})
        assert [part.location for part in result.components] == [
            part.location if part.location.line else plan.indicators[0].location
            for part in plan.indicators[0].components
        ]
        assert all(part.location.line for part in result.components)

    def test_the_first_that_is_responsible(self) -> None:
        """Who the data say is responsible reaches the report; a row of parts has that of the first part that says one."""
        plan = plan_of([{**PARTED, "components": PARTS}])
        data = actuals_of(plan, {"it": {"employee": "61", "resident": "71"}})
        for owners, who in (
            ({"employee": "医保科", "resident": "居民科"}, "医保科"),
            ({"resident": "居民科"}, "居民科"),
            ({}, None),
        ):
            result = judged(plan, owned(data, **owners), 2025).results[0]
            assert result.responsible == who
            assert [part.responsible for part in result.components] == [
                owners.get(id) for id in ("employee", "resident")
            ]


class TestResponsible:
    """「责任单位，原文写明的」; what the data say comes first."""

    def promised(self, owners: dict[str, str]) -> str | None:
        promise = {"id": "said", "subject": "某率", "target": "不低于55%", "section": "二、"}
        plan = plan_of([{**ROW, "target": "≥60"}], commitments=[{**promise, "responsible": "区卫生健康局"}])
        data = owned(actuals_of(plan, {"said": "56"}), **owners)
        [result] = judged(plan, data, with_commitments=True).commitments or ()
        return result.responsible

    def test_the_data_come_first(self) -> None:
        assert self.promised({"row": "信息科"}) == "信息科"

    def test_else_the_plan(self) -> None:
        assert self.promised({}) == "区卫生健康局"


class TestTraces:
    """For --why: the rule beside each result, and what was looked at."""

    def trace(self, row: dict[str, Any], actuals: Any, year: int, carry: int = 0) -> Trace:
        plan = plan_of([{**ROW, **row}])
        conventions = Conventions(year, carry=carry)
        return evaluate_traced(plan, actuals_of(plan, {"it": actuals}), conventions)[1]["it", None]

    def test_history_ends_before_the_baseline(self) -> None:
        found = self.trace(
            {"baseline": "50", "target": "≥60"}, {"2018": "1", "2020": "2", "2021": "51", "2022": "52"}, 2022
        ).case
        assert found is not None
        assert (sorted(found.history), sorted(found.series)) == ([2018], [2021, 2022])

    def test_what_is_carried_ends_the_series(self) -> None:
        found = self.trace({"baseline": "50", "target": "≥60"}, {"2021": "51", "2022": "52"}, 2024, 2).case
        assert found is not None
        assert (found.year, found.data_year, sorted(found.series)) == (2024, 2022, [2021, 2022])

    def test_a_level_of_each_year_counts_before_a_later_baseline(self) -> None:
        """「到核验那年为止，每一年都要有数、都要够」: also those before the year of the baseline."""
        row = {"baseline": "50（2022年）", "target": "每年达到40%以上"}
        found = self.trace(row, {"2021": "41", "2023": "42"}, 2023).case
        assert found is not None
        assert sorted(found.series) == [2021, 2023]
        assert found.baseline_year == 2022

    def test_totals_and_amounts_of_a_year_are_told_apart(self) -> None:
        row = {"name": "新增托位数", "unit": "个", "target": "5000"}
        actuals = {
            "2021": {"value": "900", "cumulative": "false"},
            "2022": {"value": "2000", "cumulative": "true"},
            "2023": "3000",
        }
        found = self.trace(row, actuals, 2023).case
        assert found is not None
        assert (found.running, found.yearly) == (frozenset({2022}), frozenset({2021}))

    def test_amounts_that_the_plan_adds_up(self) -> None:
        row = {"unit": "个", "target": "5000", "sum": "true"}
        found = self.trace(row, {"2021": "900", "2022": {"value": "2000", "cumulative": "true"}}, 2022).case
        assert found is not None
        assert (found.running, found.yearly) == (frozenset({2022}), frozenset({2021}))

    def test_a_total_of_changes_starts_from_nothing(self) -> None:
        """「也可以照样报成累计数 `〔14.2〕`，程序直接和 18 比」"""
        row = {"better": "lower", "baseline": "180", "target": "〔18〕", "limits": {"max": "1000"}}
        found = self.trace(row, "〔14〕", 2025).case
        assert found is not None
        assert found.cumulative
        assert found.baseline is not None
        assert found.baseline.value == 0
        plain = self.trace(row, "166", 2025).case
        assert plain is not None
        assert not plain.cumulative
        assert plain.baseline is not None
        assert plain.baseline.value == 180

    def test_how_much_may_differ(self) -> None:
        found = self.trace({"target": "80左右"}, "80", 2025).case
        assert found is not None
        assert found.tolerance == Fraction(1, 50)
        found = self.trace({"target": "80左右", "tolerance": "0"}, "80", 2025).case
        assert found is not None
        assert found.tolerance == 0

    def test_nothing_known(self) -> None:
        found = self.trace({"baseline": "50", "target": "≥60"}, None, 2025)
        assert (found.rule, found.case, found.pace, found.standing) == (found.rule, None, None, None)
        assert type(found.rule).__name__ == "Compare"


class TestCounts:
    """「达标率总是两个一起给」; waived rows apart, by their true status."""

    def report(self) -> Report:
        rows = [
            {**ROW, "id": f"r{order}", "name": f"指标{order}", "nature": nature, "target": "≥60"}
            for order, nature in enumerate(("约束性", "预期性", "预期性"), 1)
        ]
        promise = {"id": "said", "subject": "某率", "target": "不低于55%", "section": "二、"}
        plan = plan_of(rows, commitments=[promise])
        data = actuals_of(plan, {"r1": "61", "r2": "59", "r3": None, "said": "56"})
        return judged(plan, data, with_commitments=True)

    def test_by_status_and_nature(self) -> None:
        report = self.report()
        assert [(status.value, count) for status, count in report.tally.counts] == [
            ("met", 1), ("ahead", 0), ("on_track", 0), ("behind", 0), ("missed", 1), ("unknown", 1),
        ]  # fmt: skip
        assert [(nature, each.total, each.of(Status.MET)) for nature, each in report.by_nature] == [
            (Nature.BINDING, 1, 1),
            (Nature.EXPECTED, 2, 0),
        ]
        assert (report.commitments_tally.total, report.commitments_tally.of(Status.MET)) == (1, 1)

    def test_waived_ones_apart(self) -> None:
        report = self.report()
        leave = Waiver("r2", "设备更新", "某号", "某局", "2026-01-01")
        results = tuple(replace(row, waiver=leave) if row.id == "r2" else row for row in report.results)
        found = tallied(replace(report, results=results))
        assert found.tally.of(Status.MISSED) == 0
        assert found.tally.waived_counts == ((Status.MISSED, 1),)
        assert [each.waived for _, each in found.by_nature] == [0, 1]

    def test_commitments_that_were_not_asked_for(self) -> None:
        assert tallied(replace(self.report(), commitments=None)).commitments_tally == tally(())


class TestLater:
    """「看水平的目标，目标年的数知道的由它定」: the value of the year judged is kept beside it."""

    @pytest.mark.parametrize(
        ("actuals", "year", "later"),
        [({"2025": "60", "2026": "59"}, 2026, "59"), ({"2025": "60"}, 2026, None), ({"2025": "60", "2026": None}, 2026, None), ({"2025": "60"}, 2025, None)],
    )  # fmt: skip
    def test_beside_what_decides(self, actuals: dict[str, str], year: int, later: str | None) -> None:
        plan = plan_of([{**ROW, "baseline": "50", "target": "≥60"}])
        result = judged(plan, actuals_of(plan, {"it": actuals}), year).results[0]
        assert (result.later.reading.text if result.later else None) == later


class TestOnlyShown:
    """「另外两种数照样列出来，注明，不参与任何判断」"""

    def test_what_is_listed(self) -> None:
        plan = plan_of([{**ROW, "target": "≥60"}])
        data = actuals_of(plan, {"it": {"2023": "55", "2024": {"value": "58", "note": "上半年"}}})
        result = judged(plan, data, 2024).results[0]
        assert result.actual is not None
        assert (result.actual.reading.text, result.actual.observation) == ("58", Observation.PART_YEAR)
        assert (result.value, result.status) == (None, Status.UNKNOWN)

    def test_the_row_s_own_before_that_of_what_it_restates(self) -> None:
        promise = {
            "id": "said",
            "subject": "某率",
            "target": "不低于55%",
            "section": "二、",
            "indicator": "it",
        }
        plan = plan_of([{**ROW, "target": "≥60"}], commitments=[promise])
        values = {
            "it": {"2024": {"value": "58", "note": "上半年"}},
            "said": {"2024": {"value": "57", "note": "上半年"}},
        }
        [result] = judged(plan, actuals_of(plan, values), 2024, with_commitments=True).commitments or ()
        assert result.actual is not None
        assert result.actual.reading.text == "57"

    def test_the_part_s_own_before_that_of_the_row(self) -> None:
        plan = plan_of([{**PARTED, "components": PARTS}])
        data = actuals_of(
            plan,
            {"it": {"employee": {"2024": {"value": "58", "note": "上半年"}}, "resident": {"2024": "72"}}},
        )
        result = judged(plan, data, 2024).results[0]
        assert [part.actual.reading.text if part.actual else None for part in result.components] == [
            "58",
            "72",
        ]


class TestClaims:
    """「与结论不同的（已完成而滞后、未完成而达标、“序时进度：否”而符合预期）注明 `claim_differs`」"""

    @pytest.mark.parametrize(
        ("claimed", "value", "noted"),
        [("已完成", "59", (Note.CLAIM_DIFFERS,)), ("已完成", "61", ()), ("未完成", "61", (Note.CLAIM_DIFFERS,)), (None, "59", ()), ("已完成", None, ())],
    )  # fmt: skip
    def test_beside_the_verdict(
        self, claimed: str | None, value: str | None, noted: tuple[Note, ...]
    ) -> None:
        plan = plan_of([{**ROW, "target": "≥60"}])
        data = actuals_of(plan, {"it": value})
        told = replace(data, values=tuple(replace(item, claimed=claimed) for item in data.values))
        assert judged(plan, told).results[0].noted == noted


class TestYearlyTargetsOfAnotherFile:
    """「`--targets 文件` 另给年度目标，优先于规格里的，并注明（`annual_targets_given`）」; what follows a course isn't judged by them."""

    def noted(self, target: str, source: str | None, actuals: dict[str, str], year: int) -> tuple[Note, ...]:
        row = {**ROW, "baseline": "50", "target": target, "annual_targets": {"2022": "≥53", "2025": "≥60"}}
        plan = plan_of([row])
        [indicator] = plan.indicators
        given = tuple((when, replace(each, source=source)) for when, each in indicator.annual_targets)
        plan = replace(plan, indicators=(replace(indicator, annual_targets=given),))
        return judged(plan, actuals_of(plan, {"it": actuals}), year).results[0].noted

    def test_said_where_it_counts(self) -> None:
        assert self.noted("≥60", "某号", {"2022": "53"}, 2022) == (Note.ANNUAL_TARGETS_GIVEN,)
        assert self.noted("≥60", None, {"2022": "53"}, 2022) == ()
        assert self.noted("≥60", "某号", {"2023": "56"}, 2023) == ()
        assert self.noted("≥60", "某号", {"2025": "60"}, 2025) == ()
        assert self.noted("持续提升", "某号", {"2021": "51", "2022": "53"}, 2022) == ()


class TestUnitOfACommitment:
    """「另写的 `unit` 与那一项的不相容是错误；不同而能换算的（% 与 ‰），单位要写在 `target`、`baseline` 的数后面」"""

    def planned(self, unit: str, own: str | None, target: str, **cells: Any) -> Plan:
        promise = {"id": "said", "subject": "某率", "target": target, "section": "二、", "indicator": "it"}
        own_unit = {} if own is None else {"unit": own}
        row = {"id": "it", "unit": unit, "better": "higher", "target": "≥60"}
        return plan_of([row], commitments=[{**promise, **own_unit, **cells}])

    @pytest.mark.parametrize(
        ("unit", "own", "target", "cells", "words"),
        [
            ("张", "%", "不低于60%", {}, "单位“%”与 it 的单位“张”不相容"),
            ("‰", "%", "不低于1.35", {}, "单位“%”与 it 的单位“‰”不同"),
            ("‰", "%", "每年不低于1.35", {}, "单位“%”与 it 的单位“‰”不同"),
            ("‰", "%", "达到7—8", {}, "单位“%”与 it 的单位“‰”不同"),
            (
                "‰",
                "%",
                "提高10%",
                {"baseline": {"text": "1.5", "source": "二、"}},
                "单位“%”与 it 的单位“‰”不同",
            ),
        ],
    )
    def test_refused(self, unit: str, own: str, target: str, cells: dict[str, Any], words: str) -> None:
        with pytest.raises(InvalidInput, match=words):
            self.planned(unit, own, target, **cells)

    @pytest.mark.parametrize(
        ("unit", "own", "target", "cells"),
        [
            ("%", "%", "不低于55", {}),
            ("%", None, "不低于55", {}),
            ("‰", "%", "不低于1.35%", {}),
            ("‰", "%", "持续提升", {}),
            ("千张", "张", "不低于5万张", {}),
            ("‰", "%", "提高10%", {"baseline": {"text": "1.5%", "source": "二、"}}),
        ],
    )
    def test_taken(self, unit: str, own: str | None, target: str, cells: dict[str, Any]) -> None:
        assert self.planned(unit, own, target, **cells).commitments[0].measure == unit


class TestPartsOfTheCatalogue:
    """「分项只在指标目录里有、规划自己没有分列的，数据没有提到分项就按整行判断，提到了就分开判断」"""

    def result(self, actuals: Any) -> Result:
        plan = plan_of(
            [{**ROW, "target": "≥60", "components": [{**part, "target": "≥60"} for part in PARTS]}]
        )
        plan = replace(plan, indicators=(replace(plan.indicators[0], optional_components=True),))
        return judged(plan, actuals_of(plan, {"it": actuals}), 2025).results[0]

    def test_not_mentioned(self) -> None:
        result = self.result("61")
        assert (result.components, result.noted, result.status) == ((), (), Status.MET)

    def test_mentioned(self) -> None:
        result = self.result({"employee": "61", "resident": "59"})
        assert [part.status for part in result.components] == [Status.MET, Status.MISSED]

    def test_mentioned_without_a_value(self) -> None:
        assert len(self.result({"employee": None, "resident": None}).components) == 2
