"""Reported values, text by text: cases/reported/*.yaml."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from support import CASES, read_cases

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.language.reported import dated, parse_reported
from healthplan_cli.model import Interval, Reading

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
            ("三甲", "三乙"),
            ("三丙", "二甲"),
            ("三级", "二级甲等"),
            ("三级丙等", "三级"),
            ("A级", "B级"),
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


class TestDated:
    """「格里自己写了年份的（`2014年为89.6`、`89.6（2014年）`、`2015年：30.5`），就是那一年的数」"""

    @pytest.mark.parametrize(
        ("text", "year", "rest"),
        [
            ("2014年为89.6", 2014, "89.6"),
            ("2015年：30.5", 2015, "30.5"),
            ("2020年底82%", 2020, "82%"),
            ("截至1999年12月底≥82%", 1999, "≥82%"),
            ("（2019年）82", 2019, "82"),
            ("89.6（2014年）", 2014, "89.6"),
            ("89.6（2014）", 2014, "89.6"),
            ("82（2019年底数）", 2019, "82"),
            ("82 （ 1999 年）", 1999, "82"),
            ("８９．６（２０１４年）", 2014, "８９．６"),
            ("（2019年）", None, "（2019年）"),
            ("2014年", None, "2014年"),
            ("2019", None, "2019"),
            ("≥2019年", None, "≥2019年"),
            ("82", None, "82"),
            ("2 019年为82", None, "2 019年为82"),  # a broken number is for the reader of values to refuse
        ],
    )
    def test_the_year(self, text: str, year: int | None, rest: str) -> None:
        assert dated(text) == (year, rest)


class TestRefused:
    """「下面两种写法有两个意思，一律不收」, nor what only looks like a number."""

    @pytest.mark.parametrize("item", [pytest.param(item, id=item["text"]) for item in REFUSED])
    def test_the_place(self, item: dict[str, Any]) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_reported(item["text"])
        assert item.get("says", "") in caught.value.message
        assert (caught.value.text, caught.value.at) == (item["text"], int(item["at"]))
