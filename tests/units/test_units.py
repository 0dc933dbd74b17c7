"""The closed table of unit words and exact conversion."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from healthplan_cli import units
from healthplan_cli.units.table import SIZES, SPELLINGS


class TestConversion:
    """「先精确换算再比较：0.29% 就是 2.9‰，也就是 290/10万；49.7万人就是 0.00497亿人」"""

    @pytest.mark.parametrize(
        ("number", "source", "other", "expected"),
        [
            ("0.29", "%", "‰", "2.9"),
            ("2.9", "‰", "/10万", "290"),
            ("290", "/10万", "%", "0.29"),
            ("49.7", "万人", "亿人", "0.00497"),
            ("0.00542", "亿人", "万人", "54.2"),
            ("12.5", "/10万", "/万", "1.25"),
            ("1", "%", "/100000", "1000"),
            ("1", "%", "/万人", "100"),
            ("1", "岁", "周岁", "1"),
            ("1", "年", "个月", "12"),
            ("1", "月", "个月", "1"),
            ("1", "元/人·月", "元/人/月", "1"),
            ("1", "元/(人·月)", "元/人·年", "12"),
            ("1", "元/(人·月)", "元/月·人", "1"),
            ("1", "元/年·人", "元/人年", "1"),
            ("1", "元/人、月", "元/每人每月", "1"),
            ("1", "m3/万元", "立方米/万元", "1"),
            ("1", "升/(人·日)", "L/人·d", "1"),
            ("1", "台(套)", "台套", "1"),
            ("1", "辆标台", "标台", "1"),
            ("1", "个/县", "家/县", "1"),
            ("8", "天", "小时", "192"),
            ("90", "分钟", "小时", "1.5"),
            ("1", "吨", "千克", "1000"),
            ("1", "斤", "克", "500"),
            ("3", "亩", "平方米", "2000"),
            ("1", "平方公里", "公顷", "100"),
            ("5", "公里", "米", "5000"),
            ("1.3", "万亿斤", "亿吨", "6.5"),
            ("6700", "亿m3", "亿立方米", "6700"),
            ("35", "微克/立方米", "毫克/立方米", "0.035"),
            ("1", "万元/人", "元/人", "10000"),
            ("310", "克标准煤/千瓦时", "千克标准煤/千瓦时", "0.31"),
            ("4.5", "张/千人", "张/万人", "45"),
            ("1", "辆/3万人", "辆/万人", "1/3"),
            ("10", "千分点", "百分点", "1"),
            ("1", "辆/2.5万人", "辆/万人", "2/5"),
            ("3", "辆/0.25万人", "辆/千人", "1.2"),
            ("6", "/1000", "‰", "6"),
            ("6", "/千人", "/1000", "6"),
            ("290", "/10万", "/亿", "290000"),
            ("5", "元/10万张", "元/万张", "0.5"),
            ("5000", "万", "人", "50000000"),
            ("5", "万", "元/人", "50000"),
            ("2700", "亿", "亿元", "2700"),
            ("3", "家", "个", "3"),
            ("5", "名", "人", "5"),
        ],
    )
    def test_exact(self, number: str, source: str, other: str, expected: str) -> None:
        factor = units.factor(source, other)
        assert factor is not None
        assert Fraction(number) * factor == Fraction(expected)

    @pytest.mark.parametrize(
        ("source", "other"),
        [
            ("岁", "%"),
            ("人", "人次"),
            ("人", "户"),
            ("张", "人"),
            ("元", "美元"),
            ("天", "个月"),  # a month has no fixed number of days
            ("克", "吨标准煤"),
            ("元/人", "元"),
            ("张/千人", "张"),
            ("张/0.5万人", "张"),
            ("元/10万张", "元/10万人"),
            ("/10万张", "/10万"),
            ("微克/立方米", "%"),
            ("例", "起"),
        ],
    )
    def test_incompatible(self, source: str, other: str) -> None:
        """「单位对不上（给率报了“岁”）是输入错误」"""
        assert units.factor(source, other) is None
        assert units.factor(other, source) is None

    @pytest.mark.parametrize("share", ["%", "‰", "/10万"])
    def test_points_are_no_share(self, share: str) -> None:
        """「`个百分点` 是两个百分比之差，不是比例」"""
        assert units.factor("百分点", share) is None
        assert units.factor(share, "百分点") is None
        assert units.is_point("百分点")
        assert not units.is_share("百分点")
        assert units.is_share(share)
        assert not units.is_point(share)

    def test_a_rate_counted_in_people(self) -> None:
        """「“每千人口”一类的分母，如 1000；有它才能由人数算出这类指标」"""
        assert units.factor("张/千人", "张") is None
        assert units.factor("张/千人", "张", per=1000) == 1
        assert units.factor("张/万人", "张", per=1000) == Fraction(1, 10)
        assert units.factor("岁", "张", per=1000) is None

    @pytest.mark.parametrize(
        ("unit", "whole"),
        [("%", 100), ("‰", 1000), ("/10万", 100_000), ("/万", 10_000), ("/1000", 1000), ("/亿人", 10**8)],
    )
    def test_the_whole(self, unit: str, whole: int) -> None:
        assert units.whole(unit) == whole


class TestWords:
    """「单位只认一张固定的表，文件里的文字从不当作算式去求值」"""

    @pytest.mark.parametrize(
        ("written", "canonical"),
        [
            ("%", "%"),
            ("个百分点", "百分点"),
            ("百分点", "百分点"),
            ("1/10万", "/10万"),
            ("/10万", "/10万"),
            ("/100000", "/10万"),
            ("/万人", "/万"),
            ("/千", "/1000"),
            ("/1000", "/1000"),
            ("/千人", "/1000"),
            ("/100万", "/100万"),
            ("/1000万", "/1000万"),
            ("/100000000", "/亿"),
            ("/10亿人", "/10亿"),
            ("/10万张", "/10万张"),
            ("张/0.5万人", "张/0.5万人"),
            ("万人", "万人"),
            ("亿人次", "亿人次"),
            ("张/千人", "张/千人"),
            ("元/人", "元/人"),
            ("公里/小时", "公里/小时"),
            ("m3", "m3"),
            ("万", "万"),
        ],
    )
    def test_spelling(self, written: str, canonical: str) -> None:
        assert units.canonical(written) == canonical

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "香蕉",
            "%%",
            "percent",
            "percent; 1",
            "9**9**9",
            "1e9",
            "meter",
            "kilogram",
            "() => 1",
            "人*人",
            "人^2",
            "人 ",
            " 人",
            "/",
            "人/",
            "/90",
            "/1100",
            "/0.5万",
            "辆/.5万人",
            "万/10万",
            "千/万人",
            "万%",
            "百‰",
            "万百分点",
            "/0",
            "/0万",
            "人/0人",
            "辆/0万人",
            "张/0.0千人",
            "10",
            "__import__('os')",
            "dimensionless",
        ],
    )
    def test_unknown(self, text: str) -> None:
        assert units.parse(text) is None
        assert units.canonical(text) is None
        assert not units.is_share(text)
        assert units.factor(text, "%") is None
        assert units.factor("%", text) is None

    @pytest.mark.parametrize(
        ("text", "rest"),
        [
            ("人次以上", "以上"),
            ("人以上", "以上"),
            ("个百分点左右", "左右"),
            ("/10万及以下", "及以下"),
            ("/10万2023年", "2023年"),
            ("/5以上", "以上"),  # so that 4/5以上 is refused whole
            ("辆/2.5万人。", "。"),
            ("辆/3.", "."),
            ("个香蕉", "香蕉"),
            ("香蕉", "香蕉"),
        ],
    )
    def test_the_longest_word_is_taken(self, text: str, rest: str) -> None:
        assert text[units.scan(text) :] == rest

    def test_every_word_of_the_table_is_its_own_spelling(self) -> None:
        found = {word: units.parse(word) for word in SIZES}
        assert [word for word, unit in found.items() if unit is None or unit.base != word] == []

    @pytest.mark.parametrize(
        ("typed", "canonical"),
        [
            ("元/（人·月）", "元/(人·月)"),
            ("m³/万元", "m3/万元"),
            ("台（套）", "台(套)"),
            ("元／人", "元/人"),
            ("县", None),
            ("/县", None),
            ("元/人·", None),
            ("元/(人", None),
            ("80%/县", None),
        ],
    )
    def test_a_cell_of_units_is_read_in_any_width(self, typed: str, canonical: str | None) -> None:
        assert units.canonical(typed) == canonical

    def test_every_word_of_the_table_fits_itself(self) -> None:
        assert {units.factor(word, word) for word in SIZES} == {1}

    def test_every_other_spelling_leads_into_the_table(self) -> None:
        assert set(SPELLINGS.values()) <= set(SIZES)
        assert not set(SPELLINGS) & set(SIZES)


COMPOUND = [
    "/10万",
    "/千",
    "张/千人",
    "人/万人",
    "元/人",
    "万元",
    "张/10万张",
    "人次/人",
    "平方米/人",
    "千克/元",
    "吨标准煤/万元",
]


class TestPint:
    """pint is in one module, and there only for what isn't counted, shared or paid."""

    @pytest.mark.parametrize("source", [*SIZES, *COMPOUND])
    def test_the_tables_own_sizes_are_its_sizes(self, source: str) -> None:
        here = units.parse(source)
        assert here is not None
        for other in (*SIZES, *COMPOUND):
            there = units.parse(other)
            assert there is not None
            (one, here_size), (two, there_size) = units._measured(here), units._measured(there)
            registry, names = units._registry()
            sizes = [units._quantity(registry, names, unit) for unit in (here, there)]
            assert (one == two) == (sizes[0].dimensionality == sizes[1].dimensionality), other
            if one == two:
                assert here_size / there_size == units._by_pint(here, there), other

    @pytest.mark.parametrize(
        ("source", "other", "loaded"),
        [
            ("%", "%", False),
            ("万人", "亿人", False),
            ("%", "‰", False),
            ("/10万", "‰", False),
            ("张/千人", "张/万人", False),
            ("万元", "亿元", False),
            ("元/人", "万元/万人", False),
            ("%", "人", False),
            ("平方米", "人", False),
            ("千克", "吨", True),
            ("平方米/人", "公顷/万人", True),
        ],
    )
    def test_is_loaded_only_when_needed(self, source: str, other: str, loaded: bool) -> None:
        code = f"import sys; from healthplan_cli import units; units.factor({source!r}, {other!r}); print('pint' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        assert done.stdout == f"{loaded}\n"
