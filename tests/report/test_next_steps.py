"""下一步工作 and 与上一次相比: what a paper says by numbers alone. docs/formats.md: 「滞后的距目标还差多少、平均每年多少，还要哪些数据」"""

from __future__ import annotations

from typing import Any

from support import actuals_of, judged, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.model import Mode, Report, Status
from healthplan_cli.model.changes import ChangeKind, Changes, StatusChange
from healthplan_cli.report.document import Paragraph, Table
from healthplan_cli.report.documents.paper_changes import changed
from healthplan_cli.report.words.next_steps import next_steps
from healthplan_cli.report.words.numbering import numbered


def report_of(target: Any, value: Any, baseline: Any = 2, **row: Any) -> Report:
    plan = plan_of(
        [{"target": str(target), "baseline": str(baseline), "unit": "人", "better": "higher", **row}]
    )
    return judged(plan, actuals_of(plan, {"row1": {2023: value}}), 2023)


class TestNextSteps:
    def test_how_far_a_late_one_is(self) -> None:
        [line] = next_steps(report_of(4, 2.2))
        assert "还差" in line
        assert line.endswith("1.8 人（平均每年 0.9 人）")

    def test_a_year_is_rounded_up(self) -> None:
        """Two years of the rounded number reach the target."""
        [line] = next_steps(report_of(4, "2.33333"))
        assert "平均每年 0.84 人" in line

    def test_without_a_level_no_number(self) -> None:
        [line] = next_steps(report_of("每年提高0.5人", 2.1))
        assert "差：" in line
        assert "平均" not in line

    def test_what_is_on_its_way_needs_nothing(self) -> None:
        assert list(next_steps(report_of(4, 3.9))) == []

    def test_data_that_are_wanted(self) -> None:
        assert [line.partition("的")[0] for line in next_steps(report_of(4, None))] == ["补报 2023 年数据"]

    def test_a_final_review_has_no_distance(self) -> None:
        report = report_of(4, 2.2)
        ended = replace(report, conventions=replace(report.conventions, mode=Mode.FINAL))
        assert list(next_steps(ended)) == []


class TestChanges:
    def changes(self, **given: Any) -> Changes:
        return Changes("old.json", "0" * 64, 2022, **given)

    def test_verdicts_stand_in_a_table(self) -> None:
        moved = StatusChange("a", "1", "甲", ChangeKind.NEW_MISS, Status.MET, Status.BEHIND)
        said, table = changed(report_of(4, 2.2), self.changes(status_changes=(moved,)))
        assert isinstance(said, Paragraph)
        assert said.text == "判断有变化的 1 项：新的未达标或滞后 1 项"
        assert isinstance(table, Table)
        assert [cell.text for cell in table.rows[0].cells] == ["1. 甲", "达标", "滞后", "新的未达标或滞后"]

    def test_nothing_has_changed(self) -> None:
        [said] = changed(report_of(4, 2.2), self.changes())
        assert isinstance(said, Paragraph)
        assert "没有变化" in said.text


def test_points_are_numbered_below_chinese_sections() -> None:
    leads = [point.lead for point in numbered(["甲"] * 21)]
    assert leads[0] == "（一）"
    assert (leads[9], leads[10], leads[19], leads[20]) == ("（十）", "（十一）", "（二十）", "（二十一）")
