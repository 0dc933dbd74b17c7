"""The pictures of the page for leaders: what they show, and where."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from htmlpages import reviewed_of

from healthplan_cli.model import Interval
from healthplan_cli.report.cell import Bar
from healthplan_cli.report.charts.drawing import Path as Course
from healthplan_cli.report.charts.drawing import Point, drawn
from healthplan_cli.report.charts.paths import part_of, path_of
from healthplan_cli.report.formats.html import rectangle


class TestPicture:
    """Places are exact, labels don't cover each other."""

    def path(self, values: Sequence[tuple[int, str]]) -> Course:
        points = [Point(2020, Interval.point(Fraction(40)), "基期 40", "baseline")]
        points += [Point(year, Interval.point(Fraction(text)), text, "value") for year, text in values]
        points.append(Point(2025, Interval.point(Fraction(60)), "目标 ≥60", "target"))
        asked = tuple((year, Fraction(40 + 4 * (year - 2020))) for year in range(2020, 2026))
        return Course("甲（%）", range(2020, 2026), tuple(points), asked)

    def test_places(self) -> None:
        chart = drawn(self.path([(2021, "50"), (2022, "50")]))
        assert chart.line == "45,158 96,132.4 147,106.8 198,81.2 249,55.6 300,30"
        assert chart.values == "45,158 96,94 147,94"
        assert chart.level == "30"
        assert chart.described == "2020 年 基期 40；2021 年 50；2022 年 50；2025 年 目标 ≥60"
        assert [label.text for label in chart.years] == ["2020", "2021", "2022", "2023", "2024", "2025"]

    def test_labels_keep_apart(self) -> None:
        chart = drawn(self.path([(2021, "41.25"), (2024, "59.875"), (2025, "60.125")]))
        boxes = [(Fraction(label.x), Fraction(label.y), len(label.text) * 7) for label in chart.labels]
        assert len(boxes) == 5
        for order, (x, y, size) in enumerate(boxes):
            for other_x, other_y, other_size in boxes[order + 1 :]:
                assert abs(y - other_y) >= 14 or abs(x - other_x) >= (size + other_size) / 2 - 2

    def test_one_number_and_a_range(self) -> None:
        values = Interval(Fraction(81), Fraction(85))
        chart = drawn(Course("甲", range(2020, 2021), (Point(2020, values, "83左右", "value"),)))
        assert [(mark.x, mark.y, mark.end) for mark in chart.marks] == [("172.5", "158", "30")]
        assert (chart.line, chart.values, chart.level) == ("", "", None)

    def test_the_number_of_about_with_what_counts(self) -> None:
        """「左右」: the mark is at the printed number, the whisker says what counts as it."""
        values = Interval.point(Fraction(83))
        about = Fraction("81.34"), Fraction("84.66")
        goal = Point(
            2025, Interval.point(Fraction(90)), "目标 90左右", "target", (Fraction("88.2"), Fraction("91.8"))
        )
        chart = drawn(Course("甲", range(2020, 2026), (Point(2020, values, "83左右", "value", about), goal)))
        [one, other] = chart.marks
        assert (one.kind, other.kind) == ("value open", "target")
        for mark in chart.marks:
            assert mark.about is not None
            low, high = map(Fraction, mark.about)
            assert high < Fraction(mark.y) < low
        assert chart.level == other.y
        assert chart.values == ""

    def test_bars_beyond_their_ends(self) -> None:
        """Past the target and behind the start a bar is drawn as far as there is room, then cut off with a point."""
        band = Fraction(11, 20), Fraction(13, 20)
        bar = rectangle(Bar(Fraction(6, 5), Fraction(3, 5), band))
        assert (bar.left, bar.done, bar.mark, bar.band, bar.beyond) == ("0", "120", "60", ("55", "10"), "")
        far = rectangle(Bar(Fraction(6)))
        assert (far.left, far.done, far.beyond, far.cut) == ("0", "125", "over", "125")
        back = rectangle(Bar(Fraction(-1, 8)))
        assert (back.left, back.done, back.beyond) == ("-12.5", "12.5", "")
        lost = rectangle(Bar(Fraction(-1, 2)))
        assert (lost.left, lost.done, lost.beyond, lost.cut) == ("-25", "25", "under", "-25")

    def test_a_bar_on_years_ends_with_its_years(self) -> None:
        planned = rectangle(Bar(Fraction(1, 2), start=Fraction(1, 4), end=Fraction(3, 4)), ticked=True)
        assert (planned.start, planned.length, planned.done, planned.beyond) == ("25", "50", "25", "")
        over = rectangle(Bar(Fraction(3, 2), start=Fraction(1, 4), end=Fraction(3, 4)), ticked=True)
        assert (over.done, over.beyond, over.cut) == ("50", "over", "75")


class TestPath:
    """What a picture shows rests on the numbers of the verdict: baseline, yearly numbers, band, reported values."""

    def path(self, row: dict[str, Any], values: Any) -> Course | None:
        item = reviewed_of([{"id": "a", "name": "甲", "better": "higher", **row}], {"a": values})
        [result] = item.report.results
        part = part_of(item.report.plan.find("a"), result, None)
        return path_of(item.report, result, item.traces["a", None], part)

    def said(self, path: Course | None) -> list[str]:
        assert path is not None
        return [point.said for point in path.points]

    def test_a_straight_line_with_its_band(self) -> None:
        path = self.path(
            {"unit": "%", "baseline": "40", "target": "≥60"}, {2021: 45, 2023: "53.5（初步数）", 2024: 99}
        )
        assert self.said(path) == ["2020 年 基期 40", "2021 年 45", "2023 年 53.5*", "2025 年 目标 ≥60"]
        assert path is not None
        assert path.asked == tuple((year, Fraction(40 + 4 * (year - 2020))) for year in range(2020, 2026))
        assert path.zone[3] == (2023, Fraction(51), Fraction(53))
        assert [year for year, _, _ in path.zone] == [2020, 2021, 2022, 2023, 2024]
        assert path.title == "甲（%）"

    def test_a_constant_rate(self) -> None:
        path = self.path(
            {"unit": "张", "baseline": "100", "target": "3200", "pace": "geometric"}, {2023: 800}
        )
        assert path is not None
        assert path.asked == tuple((2020 + year, Fraction(100 * 2**year)) for year in range(6))

    def test_annual_targets_have_no_band(self) -> None:
        row = {"unit": "%", "baseline": "40", "target": "≥60", "annual_targets": {"2023": "≥45"}}
        path = self.path(row, {2023: 46})
        assert path is not None
        assert dict(path.asked)[2023] == 45
        assert path.zone == ()

    def test_a_level_that_is_kept_does_not_start_at_the_baseline(self) -> None:
        path = self.path({"unit": "%", "baseline": "95", "target": "90"}, {2023: 93})
        assert path is not None
        assert path.asked == tuple((year, Fraction(90)) for year in range(2021, 2026))
        assert path.zone == ()

    def test_totals_start_from_nothing(self) -> None:
        path = self.path({"unit": "人", "baseline": "300", "target": "〔500〕"}, {2023: "〔320〕"})
        assert self.said(path) == ["2020 年 基期 0", "2023 年 320", "2025 年 目标 500"]
        assert path is not None
        assert path.asked == ((2020, Fraction(0)), (2025, Fraction(500)))

    def test_values_in_another_unit_and_ranges(self) -> None:
        path = self.path({"unit": "%", "baseline": ">30", "target": "≥60"}, {2022: "450‰", 2023: "50左右"})
        assert self.said(path) == ["2020 年 基期 >30", "2022 年 45", "2023 年 50左右", "2025 年 目标 ≥60"]

    def test_about_points_at_the_printed_number(self) -> None:
        """「27%左右」: within ±2 %, the rule's own tolerance, or the row's."""
        row = {"unit": "%", "baseline": "83左右", "target": "90左右"}
        path = self.path(row, {2023: "85左右"})
        assert self.said(path) == ["2020 年 基期 83左右", "2023 年 85左右", "2025 年 目标 90左右"]
        assert path is not None
        assert [(point.values.value, point.about) for point in path.points] == [
            (Fraction(83), (Fraction("81.34"), Fraction("84.66"))),
            (Fraction(85), (Fraction("83.3"), Fraction("86.7"))),
            (Fraction(90), (Fraction("88.2"), Fraction("91.8"))),
        ]
        assert path.zone == ()  # a baseline of 左右 is no start of a line

        own = self.path({**row, "tolerance": "0.05"}, {2023: 85})
        assert own is not None
        assert own.points[-1].about == (Fraction("85.5"), Fraction("94.5"))

    def test_a_range_is_no_number_of_about(self) -> None:
        path = self.path({"unit": "张", "baseline": "60", "target": "≥120"}, {2023: "98～102"})
        assert path is not None
        assert (path.points[1].values, path.points[1].about) == (Interval(Fraction(98), Fraction(102)), None)

    def test_a_target_with_two_ends(self) -> None:
        path = self.path({"unit": "%", "baseline": "70", "target": "控制在80%—90%之间"}, {2023: 75})
        assert path is not None
        assert path.points[-1].values == Interval(Fraction(80), Fraction(90))

    def test_grades_are_not_drawn(self) -> None:
        assert self.path({"unit": None, "target": "三级甲等"}, {2023: "三级乙等"}) is None

    def test_nothing_to_draw(self) -> None:
        assert self.path({"unit": "%", "target": "完成国家目标"}, {}) is None
