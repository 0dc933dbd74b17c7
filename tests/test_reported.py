"""Reported values, text by text: cases/reported/*.yaml."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from support import CASES, read_cases

from healthplan_cli.errors import NotUnderstood
from healthplan_cli.model import Interval, Reading
from healthplan_cli.wording.reported import parse_reported

VALUES = read_cases(CASES / "reported" / "values.yaml")["values"]
REFUSED = read_cases(CASES / "reported" / "refused.yaml")["refused"]


def number(item: dict[str, Any], key: str) -> Fraction | None:
    return Fraction(item[key]) if key in item else None


def expected(item: dict[str, Any]) -> Reading:
    """The whole reading: what an item doesn't mention is nothing."""
    flags = {
        key: item.get(key) == "true" for key in ("low_open", "high_open", "provisional", "cumulative", "none")
    }
    values = Interval(number(item, "low"), number(item, "high"), flags["low_open"], flags["high_open"])
    return Reading(
        item["text"],
        None if flags["none"] else values,
        item.get("unit"),
        flags["provisional"],
        flags["cumulative"],
        marks=tuple(item.get("marks", ())),
    )


class TestValues:
    """「程序把它当作“可能的值的集合”，写了多少就知道多少」"""

    @pytest.mark.parametrize("item", [pytest.param(item, id=item["text"] or "empty") for item in VALUES])
    def test_the_whole_reading(self, item: dict[str, Any]) -> None:
        assert parse_reported(item["text"]) == expected(item)

    @pytest.mark.parametrize(
        ("better", "worse"),
        [
            ("三级甲等", "三级乙等"),
            ("三级丙等", "二级甲等"),
            ("三级特等", "三级甲等"),
            ("四星", "三星"),
            ("B级", "C级"),
            ("5级", "4级"),
            ("5A级", "4A级"),
        ],
    )
    def test_grades_stand_on_one_ladder(self, better: str, worse: str) -> None:
        """「等级：到了或更高就达标」"""
        upper, lower = parse_reported(better), parse_reported(worse)
        assert upper.unit == lower.unit
        assert upper.unit is not None
        assert upper.unit.startswith("grade:")
        assert upper.values is not None
        assert lower.values is not None
        assert upper.values.low is not None
        assert lower.values.high is not None
        assert upper.values.low > lower.values.high

    def test_one_cell_for_two_components(self) -> None:
        """「一格里各分项连写的」"""
        found = parse_reported("城镇80左右 居民>70%")
        about = Interval(Fraction("78.4"), Fraction("81.6"))
        assert found == Reading(
            "城镇80左右 居民>70%",
            parts=(
                ("城镇", Reading("80左右", about)),
                ("居民", Reading(">70%", Interval(low=Fraction(70), low_open=True), "%")),
            ),
        )


class TestRefused:
    """「下面两种写法有两个意思，一律不收」, nor what only looks like a number."""

    @pytest.mark.parametrize("item", [pytest.param(item, id=item["text"]) for item in REFUSED])
    def test_the_place(self, item: dict[str, Any]) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_reported(item["text"])
        assert item.get("says", "") in caught.value.message
        assert (caught.value.text, caught.value.at) == (item["text"], int(item["at"]))
