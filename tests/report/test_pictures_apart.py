"""The labels of pictures: none on a line, a dot, a whisker, the band or another label; what has no room is said below."""

from __future__ import annotations

import shlex
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from drawnpictures import Drawn, pictures
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, Desk

from healthplan_cli.model import Interval
from healthplan_cli.report.charts.drawing import AXIS, HEIGHT, WIDTH, Point, drawn
from healthplan_cli.report.charts.drawing import Path as Course
from healthplan_cli.report.charts.scale import round_numbers
from healthplan_cli.report.document import Picture
from healthplan_cli.report.formats.html import templates

EXAMPLES = sorted(
    path.parent
    for path in (ROOT / "examples").glob("*/command")
    if " evaluate " in path.read_text(encoding="utf-8")
)
REVIEW = ROOT / "examples" / "chongqing-review"


def render(course: Course) -> Drawn:
    """A picture as the page has it."""
    source = '{% from "blocks.html" import picture with context %}{{ picture(it) }}'
    words = dict.fromkeys(("colon", "left_out", "semicolon", "no_picture"), "")
    size = {"width": WIDTH, "height": HEIGHT, "axis": AXIS}
    [found] = pictures(templates().from_string(source).render(it=Picture(course), words=words, size=size))
    return found


class TestExamples:
    """Every picture of every example."""

    @pytest.mark.parametrize("folder", [*EXAMPLES, REVIEW], ids=lambda folder: folder.name)
    def test_no_label_meets_anything(self, desk: Desk, folder: Path) -> None:
        if folder == REVIEW:
            arguments = ["evaluate", *(str(path) for path in sorted((folder / "data").iterdir()))]
            arguments += ["--plan", "chongqing", "--sources", "年报,部门报表"]
        else:
            arguments = shlex.split((folder / "command").read_text(encoding="utf-8"))[1:]
            arguments[1] = str(ROOT / arguments[1])
        desk.run(*arguments, "--quiet", "-o", "html:page.html")
        page = (desk.folder / "page.html").read_text(encoding="utf-8")
        found = pictures(page)
        assert len(found) >= 3
        assert [(one.name, one.met()) for one in found if one.met()] == []
        for one in found:  # every number of a picture is in it, or said below it
            labels = sum(kind.endswith("-text") for kind, _, _ in one.texts)
            assert labels + len(one.below) == len(one.name.partition("）：")[2].split("；")), one.name


numbers = st.decimals(0, 1000, places=1, allow_nan=False).map(Fraction)


@st.composite
def courses(draw: Any) -> Course:
    """Paths of a few years or many, dense or flat, with a band, ranges and 左右."""
    first, many = 2015, draw(st.integers(1, 16))
    start, goal = draw(numbers), draw(numbers)
    points = [Point(first, Interval.point(start), f"基期 {start}", "baseline")]
    for year in draw(st.sets(st.integers(first + 1, first + many))):
        value = draw(numbers)
        inexact = draw(st.sampled_from(["", "range", "about"]))
        about = (value * Fraction(49, 50), value * Fraction(51, 50)) if inexact == "about" else None
        values = Interval(value, value + 5) if inexact == "range" else Interval.point(value)
        points.append(Point(year, values, str(float(value)), "value", about))
    points.append(Point(first + many, Interval.point(goal), f"目标 ≥{float(goal)}", "target"))
    step = (goal - start) / many
    asked = tuple((first + gone, start + step * gone) for gone in range(many + 1))
    zone = tuple((year, number - 3, number + 3) for year, number in asked[:-1])
    return Course("甲", range(first, first + many + 1), tuple(points), asked, zone)


class TestLabels:
    @given(courses())
    def test_any_path(self, course: Course) -> None:
        assert render(course).met() == []
        picture = drawn(course)
        assert len(picture.labels) + len(picture.left_out) == len(course.points)

    def test_what_has_no_room_is_said(self) -> None:
        """Twenty values that jump: some can't be labelled in the picture."""
        values = [Fraction(100 + 60 * (-1) ** year * (year % 7)) for year in range(2001, 2021)]
        points = [
            Point(2001 + at, Interval.point(value), f"{value}.125", "value")
            for at, value in enumerate(values)
        ]
        picture = drawn(Course("甲", range(2001, 2021), tuple(points)))
        assert picture.left_out
        assert set(picture.left_out) < {point.said for point in points}
        assert "2020 年 -140.125" not in picture.left_out  # the latest value goes first

    def test_a_far_label_is_led_to(self) -> None:
        """Values between two lines: a line leads from the dot to its number."""
        points = [Point(2020, Interval.point(Fraction(50)), "基期 50", "baseline")]
        points += [
            Point(year, Interval.point(Fraction(50 + year % 2)), "50.12345678", "value")
            for year in range(2021, 2025)
        ]
        points.append(Point(2025, Interval.point(Fraction(60)), "目标 ≥60", "target"))
        picture = drawn(Course("甲", range(2020, 2026), tuple(points)))
        assert any(label.leader for label in picture.labels)
        assert render(Course("甲", range(2020, 2026), tuple(points))).met() == []


class TestAxis:
    """「纵轴」: a hint of the scale."""

    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            ("78.15", "79.3", ["78.5", "79"]),
            ("0", "12.82", ["0", "5", "10"]),
            ("-3", "4", ["-2", "0", "2", "4"]),
            ("5", "5", ["5"]),
            ("10.57", "10.69", ["10.6", "10.65"]),
        ],
    )
    def test_round_numbers(self, low: str, high: str, expected: list[str]) -> None:
        assert round_numbers(Fraction(low), Fraction(high)) == tuple(map(Fraction, expected))

    @given(numbers, numbers)
    def test_two_to_four_of_one_step(self, one: Fraction, other: Fraction) -> None:
        low, high = sorted((one, other))
        found = round_numbers(low, high)
        assert low <= found[0] <= found[-1] <= high
        assert len({second - first for first, second in pairwise(found)}) <= 1
        assert (2 <= len(found) <= 4) or low == high
