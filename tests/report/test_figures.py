"""Numbers and classes as every report shows them (docs/semantics.md, 报告里的数和状态)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import actuals_of, judged, plan_of

from healthplan_cli.evaluation.messages import value_text
from healthplan_cli.language.figures import (
    bound,
    figure,
    reported,
)
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.model import Interval, Reading, Status
from healthplan_cli.units.amounts import ends_text, followed, with_unit

NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**7)


class TestFigure:
    """「四位小数以内的照写」"""

    @pytest.mark.parametrize(
        ("number", "beside", "text"),
        [
            ("22.44", "", "22.44"),
            ("22.0001", "", "22.0001"),
            ("22.00004", "", "22"),
            ("22.00004", "22", "22.00004"),
            ("22.000041", "22", "22.00004"),
            ("21.999999", "22", "21.999999"),
            ("200.5/24", "", "8.35"),
            ("100/7.8", "10", "12.82"),
            ("100/7.8", "12.82", "12.821"),
            ("0.00497123", "", "0.00497"),
            ("1/3", "", "0.33"),
            ("1/3", "0.333", "0.3333"),
            ("-0.000041", "0", "-0.000041"),
            ("1/3", "1/3", "0.33"),
            ("5", "5", "5"),
            ("1.23456", "1.2", "1.23"),
            ("1.23456", "1.234", "1.235"),
            ("0", "", "0"),
            ("1/11", "", "0.0909"),
            ("-1/11", "", "-0.0909"),
            ("1/9", "", "0.11"),
            ("10001/100000", "", "0.1"),
            ("1/30000", "", "0.0000333"),
            ("1/7", "0.1429", "0.14286"),
            ("1/7", "0.14285", "0.143"),
        ],
    )
    def test_digits(self, number: str, beside: str, text: str) -> None:
        def exact(words: str) -> Fraction:
            top, _, bottom = words.partition("/")
            return Fraction(top) / Fraction(bottom or 1)

        assert figure(exact(number), [exact(beside)] if beside else []) == text

    @given(NUMBERS, st.lists(NUMBERS, max_size=3))
    def test_never_onto_or_over_another(self, number: Fraction, others: list[Fraction]) -> None:
        """「修约以后会落到或越过与之相比的数的」, 「多写几位」"""
        shown = Fraction(figure(number, others))
        for other in others:
            assert (shown > other, shown < other) == (number > other, number < other) or number == other

    @given(NUMBERS)
    def test_a_bound_holds(self, number: Fraction) -> None:
        """「界限朝严的一边修约」"""
        assert Fraction(bound(number, up=True)) >= number >= Fraction(bound(number, up=False))

    @pytest.mark.parametrize(
        ("top", "bottom", "up", "down"),
        [
            (1, 3, "0.34", "0.33"),
            (2, 3, "0.67", "0.66"),
            (1, 2, "0.5", "0.5"),
            (-1, 3, "-0.33", "-0.34"),
            (5, 1, "5", "5"),
        ],
    )
    def test_a_bound_is_the_nearest(self, top: int, bottom: int, up: str, down: str) -> None:
        number = Fraction(top, bottom)
        assert (bound(number, up=True), bound(number, up=False)) == (up, down)

    def test_a_limit_whose_last_digit_is_nought(self) -> None:
        assert bound(Fraction(69_102_564, 1_000_000), up=True) == "69.11"
        assert bound(Fraction(691_999, 10_000) - Fraction(1, 10**6), up=False) == "69.19"


class TestInterval:
    """The ends of an interval that only informs: 「两位」, 「不到 0.1 的」 two digits."""

    @pytest.mark.parametrize(
        ("low", "high", "unit", "text"),
        [
            ("0.316", "71.4321", "/10万", "0.32—71.43/10万"),
            ("0.1", "0.1049", "%", "0.1—0.1%"),
            ("0.0512", "0.0999", "%", "0.051—0.1%"),
            ("0.00512", "0.0099", "%", "0.0051—0.0099%"),
            ("0", "3.5", "人", "0—3.5 人"),
            ("-0.0512", "0", None, "-0.051—0"),
        ],
    )
    def test_ends(self, low: str, high: str, unit: str | None, text: str) -> None:
        assert ends_text(Fraction(low), Fraction(high), unit) == text

    @pytest.mark.parametrize(
        ("number", "unit", "text", "after"),
        [
            ("27", "%", "27%", "27% 之间"),
            ("14.5", "/10万", "14.5/10万", "14.5/10万 之间"),
            ("38", "℃", "38℃", "38℃ 之间"),
            ("5", "家", "5 家", "5 家之间"),
            ("0.5", "百分点", "0.5 个百分点", "0.5 个百分点之间"),
            ("5", "千分点", "5 个千分点", "5 个千分点之间"),
            ("3", None, "3", "3 之间"),
        ],
    )
    def test_a_sign_is_close_and_a_word_apart(
        self, number: str, unit: str | None, text: str, after: str
    ) -> None:
        assert with_unit(number, unit) == text
        assert followed(text, "之间") == after


class TestValue:
    """「数用这一行的单位」, 「句子里的数都带单位」"""

    @pytest.mark.parametrize(
        ("unit", "typed", "bare", "said"),
        [
            ("‰", "0.29%", "2.9", "2.9‰"),
            ("‰", "290/10万", "2.9", "2.9‰"),
            ("%", "23.20", "23.20", "23.20%"),
            ("%", "23.20%", "23.20", "23.20%"),
            ("%", "232‰", "23.2", "23.2%"),
            ("亿人", "49.7万人", "0.00497", "0.00497 亿人"),
            ("天", "200.5小时", "8.35", "8.35 天"),
            ("%", ">85", ">85", ">85%"),
            ("‰", "＜0.17%", "<1.7", "<1.7‰"),
            ("%", "90%以上", "≥90", "≥90%"),
            ("%", "83左右", "83左右", "83%左右"),
            ("‰", "约0.45%", "4.5左右", "4.5‰左右"),
            ("%", "70—75", "70—75", "70—75%"),
            ("岁", "78.5", "78.5", "78.5 岁"),
            ("人", "1,234", "1234", "1234 人"),
            ("%", "92.7*", "92.7*", "92.7%*"),
            ("%", "92.7（初步数）", "92.7*", "92.7%*"),
            ("%", "82.41237", "82.41", "82.41%"),
        ],
    )
    def test_in_the_rows_unit(self, unit: str, typed: str, bare: str, said: str) -> None:
        row = {"unit": unit, "better": "higher", "baseline": "1", "target": "2"}
        plan = plan_of([row])
        [result] = judged(plan, actuals_of(plan, {"row1": typed}), 2023).results
        assert (value_text(result, bare=True), value_text(result)) == (bare, said)
        assert (
            typed in ("23.20%", "92.7（初步数）") or typed == said or f"实际 {typed}，" not in result.message
        )

    @pytest.mark.parametrize(
        ("typed", "unit", "said"),
        [
            (">85", "%", ">85%"), ("≥85", "%", "≥85%"), ("<85", "%", "<85%"), ("≤85", "%", "≤85%"), ("近90", "人", "<90 人"),
            ("-85.50", "%", "-85.50%"), ("1,234.50", "人", "1234.50 人"), ("１２．５０", "%", "12.50%"), ("1.2340", None, "1.2340"),
            ("1.23450", None, "1.2345"), ("82.12341", "%", "82.12%"), ("〔18.20〕", "%", "〔18.20%〕"), ("〔>18〕", None, "〔>18〕"),
            ("约83", "岁", "83 岁左右"), ("70—75", "岁", "70—75 岁"), ("70.0—75.0", None, "70.0—75.0"), ("三级 甲等", "%", "三级甲等"),
            ("城镇80 居民 70", "%", "城镇80居民70"), ("—", "%", "—"), ("暂 无", "%", "—"),
        ],
    )  # fmt: skip
    def test_alone(self, typed: str, unit: str | None, said: str) -> None:
        assert reported(parse_reported(typed), unit) == said

    def test_of_any_number(self) -> None:
        """Two numbers of which neither is known are the words that they are."""
        assert reported(Reading("未 知", Interval()), "%") == "未知"

    def test_counts_become_a_rate(self) -> None:
        row = {"unit": "/10万", "better": "lower", "baseline": "12", "target": "≤12.82"}
        plan = plan_of([row])
        data = actuals_of(plan, {"row1": {"count": 1, "population": 7800}})
        [result] = judged(plan, data, 2023).results
        assert value_text(result) == "12.821/10万"  # 12.82 would look as if it were met

    def test_the_limit_is_never_reached_by_rounding(self) -> None:
        """「≤22 的指标报了 22.000041，写 22.00004，不写 22」"""
        row = {"unit": "%", "better": "lower", "baseline": "25", "target": "≤22"}
        plan = plan_of([row])
        [result] = judged(plan, actuals_of(plan, {"row1": "22.000041"}), 2025).results
        assert result.status is Status.MISSED
        assert result.message == "实际 22.00004%，目标 ≤22%，差 0.000041 个百分点"

    @pytest.mark.parametrize("typed", ["三级甲等", "1:1.25"])
    def test_grades_and_ratios_stay(self, typed: str) -> None:
        """「等级和比值照写」"""
        assert reported(parse_reported(typed), "%") == typed
