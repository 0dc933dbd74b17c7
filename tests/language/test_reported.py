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

    @pytest.mark.parametrize(
        ("text", "first", "second"),
        [
            ("城镇达到80 居民稳定在70%", Reading("达到80", Interval.point(Fraction(80))), Reading("稳定在70%", Interval.point(Fraction(70)), "%")),
            ("城镇七成，居民六成", Reading("七成", Interval.point(Fraction(70)), "%"), Reading("六成", Interval.point(Fraction(60)), "%")),
            ("城镇80 居民70*", Reading("80", Interval.point(Fraction(80)), marks=("*",)), Reading("70", Interval.point(Fraction(70)), marks=("*",))),
            ("城镇80 居民70（初步数）", Reading("80", Interval.point(Fraction(80))), Reading("70", Interval.point(Fraction(70)))),
        ],
    )  # fmt: skip
    def test_parts_are_read_as_values_are(self, text: str, first: Reading, second: Reading) -> None:
        found = parse_reported(text)
        assert found.parts == (("城镇", first), ("居民", second))
        assert (found.text, found.values, found.provisional) == (text, None, "初步" in text)
        assert found.marks == first.marks


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
            ("82（2014年）左右", None, "82（2014年）左右"),
            ("1998年82", 1998, "82"),
            ("２０１４年为82", 2014, "82"),
            ("１９９８年为82", 1998, "82"),
            ("  2014年为82", 2014, "82"),
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

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("true", "“true”是真假值，不是数值"),
            ("NaN", "“NaN”不是有限的数值；没有数据请留空或写 null"),
            ("2024-01-05", "“2024-01-05”是日期，不是数值（电子表格可能把数字改成了日期）"),
            ("（初步数）", "“（初步数）”只有记号，没有数值"),
            (
                "香蕉",
                "读不懂的数值：应为数字，可带单位和 >、<、左右、* 等记号（如 82.4、>85、83左右、92.7*）",
            ),
            ("0:1", "比例的两部分都要大于 0（如 1:1.3、1辆/3万人）"),
            ("3名/0人", "比例的两部分都要大于 0（如 1:1.3、1辆/3万人）"),
        ],
    )
    def test_the_whole_message(self, text: str, message: str) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_reported(text)
        assert caught.value.message == message
