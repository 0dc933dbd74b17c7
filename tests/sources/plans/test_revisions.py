"""Revisions within the plan period: which one is in force in a year, what it replaces, and how that is said."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

import pytest
from revisioncases import DOCUMENT, revised
from support import actuals_of, judged, plan_of

from healthplan_cli.model import Note, Result, RowField


def result_of(row: dict[str, Any], actual: Any, year: int, *others: dict[str, Any]) -> Result:
    plan = plan_of([row, *others])
    return judged(plan, actuals_of(plan, {"it": actual}), year).results[0]


class TestInForce:
    """「从生效的那一年起（含当年），按调整后的核验；以前的年份仍按原来的」"""

    @pytest.mark.parametrize(
        ("year", "target", "noted"), [(2021, "≥60", ()), (2022, "≥60", ()), (2023, "≥70", (Note.REVISED,)), (2025, "≥70", (Note.REVISED,))]
    )  # fmt: skip
    def test_before_at_and_after_its_year(self, year: int, target: str, noted: tuple[Note, ...]) -> None:
        result = result_of(revised({"target": "≥70"}), {year: 51}, year)
        assert result.target is not None
        assert (result.target.text, result.noted) == (target, noted)
        assert (result.revision is None) == (not noted)

    def test_after_the_plan(self) -> None:
        result = result_of(revised({"target": "≥70"}), {2027: 65}, 2027)
        assert (result.status.value, result.gap) == ("missed", Fraction(-5))

    def test_the_date_says_the_year(self) -> None:
        """「不写 `from` 的，从文件日期那一年起」"""
        row = revised({"from": None, "date": "2023-11-30", "target": "≥70"})
        del row["revisions"][0]["from"]
        assert result_of(row, {2022: 61}, 2022).status.value == "met"
        assert result_of(row, {2023: 60}, 2023).status.value == "behind"

    def test_from_comes_before_the_date(self) -> None:
        row = revised({"from": 2024, "date": "2023-11-30", "target": "≥70"})
        assert result_of(row, {2023: 61}, 2023).revision is None
        revision = result_of(row, {2024: 61}, 2024).revision
        assert revision is not None
        assert (revision.year, revision.date) == (2024, "2023-11-30")

    @pytest.mark.parametrize(("year", "target"), [(2021, "≥60"), (2022, "≥65"), (2023, "≥65"), (2024, "≥70")])
    def test_the_latest_of_two(self, year: int, target: str) -> None:
        row = revised({"from": 2022, "target": "≥65"}, {"from": 2024, "target": "≥70"})
        result = result_of(row, {year: 51}, year)
        assert result.target is not None
        assert result.target.text == target

    def test_the_later_of_two_in_a_year(self) -> None:
        row = revised({"date": "2023-03-01", "target": "≥65"}, {"date": "2023-09-01", "target": "≥70"})
        assert result_of(row, {2023: 66}, 2023).status.value == "ahead"
        assert result_of(row, {2025: 66}, 2025).status.value == "missed"

    def test_each_builds_on_the_one_before(self) -> None:
        """「后一次调整在前一次的基础上改」"""
        row = revised({"from": 2022, "baseline": "52"}, {"from": 2024, "target": "≥72"})
        result = result_of(row, {2024: 62}, 2024)
        assert result.baseline is not None
        assert (result.baseline.text, result.progress, result.elapsed) == (
            "52",
            Fraction(1, 2),
            Fraction(4, 5),
        )
        assert result.revision is not None
        assert [(item.year, fields) for item, fields in result.revision.standing] == [
            (2022, (RowField.BASELINE,)),
            (2024, (RowField.TARGET,)),
        ]

    def test_what_was_changed_again_no_longer_stands(self) -> None:
        row = revised({"from": 2022, "target": "≥65"}, {"from": 2024, "target": "≥70"})
        revision = result_of(row, {2024: 62}, 2024).revision
        assert revision is not None
        assert [item.year for item, _ in revision.standing] == [2024]


class TestCells:
    """Each cell that a revision can replace changes what it should, and no other."""

    def test_the_target(self) -> None:
        result = result_of(revised({"target": "≥70"}), {2023: 62}, 2023)
        assert (result.status.value, result.progress, result.expected) == (
            "on_track",
            Fraction(3, 5),
            Fraction(62),
        )

    def test_the_baseline(self) -> None:
        result = result_of(revised({"baseline": "55"}), {2023: 58}, 2023)
        assert (result.status.value, result.progress, result.expected) == (
            "on_track",
            Fraction(3, 5),
            Fraction(58),
        )
        assert result.baseline is not None
        assert (result.baseline.text, result.baseline.year, result.baseline.source) == ("55", 2020, DOCUMENT)

    def test_a_baseline_of_another_year_starts_the_time_there(self) -> None:
        row = revised({"baseline": {"text": "54", "year": 2022, "source": "普查公报"}})
        result = result_of(row, {2023: 56}, 2023)
        assert (result.progress, result.elapsed, result.status.value) == (
            Fraction(1, 3),
            Fraction(1, 3),
            "on_track",
        )
        assert result.baseline is not None
        assert result.baseline.source == "普查公报"
        assert Note.BASELINE_FROM_TEXT not in result.noted

    def test_both(self) -> None:
        result = result_of(revised({"baseline": "40", "target": "≥50"}), {2023: 46}, 2023)
        assert (result.status.value, result.progress) == ("on_track", Fraction(3, 5))
        assert result.revision is not None
        assert result.revision.changed == (RowField.BASELINE, RowField.TARGET)

    def test_annual_targets(self) -> None:
        row = revised({"annual_targets": {"2023": "≥53", "2024": "≥56"}})
        assert result_of(row, {2023: 53}, 2023).status.value == "on_track"
        assert result_of(row, {2023: 52}, 2023).status.value == "behind"

    def test_old_annual_targets_are_struck_out(self) -> None:
        """「目标改了，原来另写的 `due`、`annual_targets` 也要一并写出（不再用的写 `annual_targets: {}`）」"""
        row = revised({"target": "≥55", "annual_targets": {}}, annual_targets={"2023": "≥58"})
        assert result_of(row, {2023: "53"}, 2023).status.value == "on_track"

    def test_the_due_year(self) -> None:
        row = revised({"due": 2024})
        assert (result_of(row, {2024: 59}, 2024).status.value, result_of(row, {2022: 59}, 2022).due) == (
            "missed",
            2025,
        )

    def test_how_much_is_enough(self) -> None:
        row = revised({"at_least": "2个百分点"}, target="明显提高")
        assert result_of(row, {2025: 52}, 2025).status.value == "met"
        assert result_of(row, {2022: 52}, 2022).reason is not None

    def test_how_much_goes_with_the_words(self) -> None:
        """「`at_least` 说的是原来那句话，随它一起去掉」"""
        row = revised({"target": "≥55"}, target="明显提高", at_least="8个百分点")
        assert result_of(row, {2025: 55}, 2025).status.value == "met"

    def test_the_tolerance(self) -> None:
        row = revised({"tolerance": "0.1"}, target="60左右")
        assert result_of(row, {2025: 55}, 2025).status.value == "met"
        assert result_of({**row, "revisions": []}, {2025: 55}, 2025).status.value == "missed"

    def test_the_pace(self) -> None:
        row = revised({"pace": "geometric"}, baseline="10", target="≥100")
        assert result_of(row, {2022: 20}, 2022).expected == 46
        assert result_of(row, {2023: 40}, 2023).status.value == "on_track"  # 10^1.6 is 39.8

    def test_only_what_differs_is_said_to_have_changed(self) -> None:
        revision = result_of(revised({"baseline": "50", "target": "≥70"}), {2023: 60}, 2023).revision
        assert revision is not None
        assert revision.changed == (RowField.TARGET,)


class TestComponents:
    PARTS: ClassVar[Any] = [
        {"id": "a", "name": "门诊", "baseline": "30", "target": "≥60"},
        {"id": "b", "name": "住院", "baseline": "40", "target": "≥50"},
    ]
    ROW: ClassVar[Any] = {"id": "it", "unit": "%", "better": "higher", "components": PARTS}
    SPLIT: ClassVar[Any] = {
        "id": "it", "unit": "%", "better": "higher", "baseline": "城镇80左右居民70", "target": "城镇稳定在80左右，居民稳定在72以上",
        "components": [{"id": "a", "name": "城镇"}, {"id": "b", "name": "居民"}],
    }  # fmt: skip

    def row(self, row: dict[str, Any], **cells: Any) -> dict[str, Any]:
        return {**row, "revisions": [{"from": 2023, "document": DOCUMENT, **cells}]}

    def test_cells_of_their_own(self) -> None:
        parts = [self.PARTS[0], {**self.PARTS[1], "baseline": "42", "target": "≥52"}]
        result = result_of(self.row(self.ROW, components=parts), {"a": 48, "b": 48}, 2023)
        assert [
            (part.id, part.baseline and part.baseline.text, part.progress) for part in result.components
        ] == [
            ("a", "30", Fraction(3, 5)),
            ("b", "42", Fraction(3, 5)),
        ]
        sources = [part.baseline.source for part in result.components if part.baseline]
        assert sources == [None, DOCUMENT]
        assert result.noted == (Note.REVISED,)

    def test_a_cell_that_splits(self) -> None:
        result = result_of(
            self.row(self.SPLIT, target="城镇稳定在80左右，居民稳定在75以上"), {"a": 80, "b": 73}, 2025
        )
        assert [(part.target and part.target.text, part.status.value) for part in result.components] == [
            ("稳定在80左右", "met"),
            ("稳定在75以上", "missed"),
        ]

    def test_a_baseline_that_splits(self) -> None:
        result = result_of(
            self.row(self.SPLIT, baseline={"text": "城镇79左右居民68"}), {"a": 80, "b": 70}, 2023
        )
        assert [part.baseline and part.baseline.text for part in result.components] == ["79左右", "68"]
        assert [part.baseline and part.baseline.source for part in result.components] == [DOCUMENT, DOCUMENT]
        assert result.components[1].progress == Fraction(1, 2)
        assert Note.BASELINE_FROM_TEXT not in result.noted

    def test_one_target_for_all_of_them(self) -> None:
        result = result_of(self.row(self.SPLIT, target="≥75"), {"a": 80, "b": 73}, 2025)
        assert [part.status.value for part in result.components] == ["met", "missed"]


class TestReferences:
    """「同比例提高 | 自己的增长倍数不低于 `relative_to` 所指指标同期的增长倍数」, by what is in force for either."""

    OTHER: ClassVar[Any] = {
        "id": "other", "name": "参照的指标", "unit": "%", "better": "higher", "baseline": "40", "target": "≥50",
        "revisions": [{"from": 2023, "document": DOCUMENT, "baseline": "44"}],
    }  # fmt: skip
    ROW: ClassVar[Any] = {
        "id": "it",
        "unit": "%",
        "better": "higher",
        "baseline": "10",
        "target": "同比例提高",
        "relative_to": "other",
    }

    @pytest.mark.parametrize(("year", "status"), [(2022, "behind"), (2023, "on_track")])
    def test_a_reference_that_was_revised(self, year: int, status: str) -> None:
        """44 of 40 is ten percent more, of 44 nothing."""
        plan = plan_of([self.ROW, self.OTHER])
        data = actuals_of(plan, {"it": {year: "10.5"}, "other": {year: 44}})
        assert judged(plan, data, year).results[0].status.value == status

    def test_in_proportion_since_the_revision(self) -> None:
        row = {
            **self.ROW,
            "target": "≥11",
            "revisions": [{"from": 2024, "document": DOCUMENT, "target": "同比例提高"}],
        }
        plan = plan_of([row, self.OTHER])
        data = actuals_of(plan, {"it": {2024: "10.5"}, "other": {2024: "46.2"}})
        assert judged(plan, data, 2024).results[0].status.value == "on_track"
