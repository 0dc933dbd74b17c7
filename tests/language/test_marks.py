"""Footnote marks and their legends (contract section 1, 注的记号): what is a mark, what explains it, what that says of a value."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from support import plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.language.marks import (
    Legend,
    Meaning,
    as_mark,
    legends_in,
    meaning,
    split_marks,
    target_year,
)
from healthplan_cli.language.target import parse_target


class TestMarks:
    """「（`*`、`①`、`[1]`、`a)`、`注1` 一类，写在数、指标名称或列名上）」"""

    @pytest.mark.parametrize(
        ("text", "body", "marks"),
        [
            ("34.3*", "34.3", ["*"]),
            ("34.3**", "34.3", ["**"]),
            ("34.3①", "34.3", ["①"]),
            ("34.3〔1〕", "34.3", ["〔1〕"]),
            ("34.3注1", "34.3", ["注1"]),
            ("34.3a)", "34.3", ["a)"]),
            ("34.3*①", "34.3", ["*", "①"]),
            ("**34", "34", ["**"]),
            ("▲34*", "34", ["▲", "*"]),
            ("死亡率(注2)", "死亡率", ["(注2)"]),
            ("34.3(注)", "34.3", ["(注)"]),
            ("34.3(*)", "34.3", ["*"]),
            ("34.3(#)①", "34.3", ["#", "①"]),
            ("34.3(①)", "34.3", ["①"]),
            ("▲▲34", "34", ["▲", "▲"]),
            ("34注", "34注", []),
            ("34注2", "34", ["注2"]),
            ("2注2", "2", ["注2"]),
            ("34.3(1)", "34.3(1)", []),
            ("*", "*", []),
            ("100", "100", []),
            ("10²", "10²", []),  # a number
            ("3×10⁴", "3×10⁴", []),
            ("①", "①", []),  # nothing that it marks
            ("", "", []),
            ("字" * 199 + "*", "字" * 199, ["*"]),
            ("字" * 200 + "*", "字" * 200 + "*", []),  # no value and no name is so long
        ],
    )
    def test_split(self, text: str, body: str, marks: list[str]) -> None:
        assert split_marks(text) == (body, tuple(marks))

    @pytest.mark.parametrize(
        ("text", "mark"),
        [("*", "*"), ("[1]", "〔1〕"), ("注1", "注1"), ("(①)", "①"), ("（注）", "(注)"), ("①", "①"), ("34*", None), ("*①", None), ("", None), ("数", None)],
    )  # fmt: skip
    def test_as_it_is_compared(self, text: str, mark: str | None) -> None:
        assert as_mark(text) == mark


class TestLegends:
    """「是什么意思，照它自己那张表的注、那份规格或数据文件的 `marks`」"""

    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ("注：*为初步数", {"*": "初步数"}),
            ("注：带*的为快报数", {"*": "快报数"}),
            ("标“*”数据以国家有关部门最后确定为准", {"*": "以国家有关部门最后确定为准"}),
            ("*为初步数；①2022年数据", {"*": "初步数", "①": "2022年数据"}),
            ("注：带*的为2022年数据，①含流动人口", {"*": "2022年数据", "①": "含流动人口"}),
            ("注1：2022年数据；注2：含流动人口", {"注1": "2022年数据", "注2": "含流动人口"}),
            ("*、①为初步数", {"*": "初步数", "①": "初步数"}),
            ("*、**分别为初步数、2022年数据", {"*": "初步数", "**": "2022年数据"}),
            ("*、**分别为初步数", {}),  # which of them?
            ("* 初步数 ； # 上年数", {"*": "初步数", "#": "上年数"}),
            ("*为初步数；*为快报数", {"*": "初步数"}),  # what is said first
            ("*和#为初步数", {"*": "初步数", "#": "初步数"}),
            ("*与#分别为初步数及快报数", {"*": "初步数", "#": "快报数"}),
            ("*、#、①分别为初步数、快报数、上年数", {"*": "初步数", "#": "快报数", "①": "上年数"}),
            ("*为初步数；带①、②的为2022年数据", {"*": "初步数", "①": "2022年数据", "②": "2022年数据"}),
            ("*为初步数，其中#为快报数", {"*": "初步数", "#": "快报数"}),
            ("双星号为初步数；星号为快报数", {"**": "初步数", "*": "快报数"}),
            ("*为初步数。含流动人口", {"*": "初步数"}),
            ("* 2022 年 数据", {"*": "2022年数据"}),
            ("指标*；*为初步数", {"*": "初步数"}),
            ("城镇和*", {}),
            ("*、#", {}),
            ("*：", {}),
            ("死亡率*", {}),
            ("", {}),
        ],
    )
    def test_a_line(self, line: str, found: dict[str, str]) -> None:
        assert legends_in(line) == found

    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ("*为初步数", {"*": "初步数"}),
            ("*：初步数", {"*": "初步数"}),
            ("*=初步数", {"*": "初步数"}),
            ("*—初步数", {"*": "初步数"}),
            ("*表示初步数", {"*": "初步数"}),
            ("*代表初步数", {"*": "初步数"}),
            ("*、#为初步数", {"*": "初步数", "#": "初步数"}),
            ("*初步数；#为快报数", {"#": "快报数"}),
            ("*死亡率", {}),
            ("①孕产妇死亡率②婴儿死亡率", {}),
        ],
    )
    def test_only_what_says_so(self, line: str, found: dict[str, str]) -> None:
        """A title or a name may have a star without explaining it."""
        assert legends_in(line, strict=True) == found

    @pytest.mark.parametrize(
        ("words", "mark", "said"),
        [
            ({"*": "初步数"}, "*", "初步数"),
            ({"*": "初步数"}, "#", None),
            ({"注1": "2022年数据"}, "①", "2022年数据"),
            ({"①": "2022年数据"}, "〔1〕", "2022年数据"),
            ({"①": "2022年数据", "〔1〕": "2022年数据"}, "注1", "2022年数据"),
            ({"①": "2022年数据", "〔1〕": "含流动人口"}, "注1", None),
            ({"注10": "2022年数据"}, "注1", None),
            ({"*": "初步数"}, "**", None),
            ({"注": "初步数"}, "*", None),
            ({"注1": "初步数", "注2": "快报数"}, "〔2〕", "快报数"),
            ({"❷": "初步数"}, "⑵", "初步数"),
            ({}, "*", None),
        ],
    )
    def test_one_number_is_one_mark(self, words: dict[str, str], mark: str, said: str | None) -> None:
        """「同样的数字（`[1]`、`注1`、`①`）只有一种写了意思的，就是那一个」"""
        legend = Legend(words)
        assert (legend.says(mark), bool(legend)) == (said, bool(words))


class TestMeaning:
    """「是初步数」, 「这个数是那一年的，不算列名上的年份」, 「而不含列名上的年份的，是错误」"""

    @pytest.mark.parametrize(
        ("words", "year", "found"),
        [
            ("初步数", 2023, Meaning("初步数", preliminary=True)),
            ("以国家有关部门最后确定为准", 2023, Meaning("以国家有关部门最后确定为准", preliminary=True)),
            ("2022年数据", 2023, Meaning("2022年数据", 2022)),
            ("2022年底数据", None, Meaning("2022年底数据", 2022)),
            ("上年数", 2023, Meaning("上年数", 2022)),
            ("去年数", 2021, Meaning("去年数", 2020)),
            ("上年数", None, Meaning("上年数")),
            ("上年数，即2021年", 2023, Meaning("上年数，即2021年", 2021)),
            ("较上年增长", 2023, Meaning("较上年增长")),
            ("较2022年增长", 2023, Meaning("较2022年增长")),
            ("2022年起调整口径", 2023, Meaning("2022年起调整口径")),
            ("2020—2022年平均", 2023, Meaning("2020—2022年平均", unclear=True)),
            ("2022年、2023年合计", 2023, Meaning("2022年、2023年合计")),
            ("2020—2022年平均", None, Meaning("2020—2022年平均", unclear=True)),
            ("含流动人口", 2023, Meaning("含流动人口")),
            ("2022 年 快报数", 2023, Meaning("2022 年 快报数", 2022, True)),
            ("与上年相比", 2023, Meaning("与上年相比")),
            ("上年以后的数", 2023, Meaning("上年以后的数")),
            ("2021年、2022年平均，较上年增长", 2023, Meaning("2021年、2022年平均，较上年增长", unclear=True)),
            ("含２０２２年数据", 2023, Meaning("含２０２２年数据", 2022)),
        ],
    )
    def test_of_a_value(self, words: str, year: int | None, found: Meaning) -> None:
        assert meaning(words, year) == found


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("为2020年目标值", 2020),
        ("2020年的目标", 2020),
        ("指2020年规划目标", 2020),
        ("为2020年目标值，2025年目标另定", None),
        ("2019年数据", None),
        ("以国家下达目标为准", None),
    ],
)
def test_the_year_that_marked_targets_are_of(words: str, year: int | None) -> None:
    assert target_year(words) == year


class TestMarkedTargets:
    """「表注说是哪一年的目标的，那一年就是它的目标年」"""

    ROW: ClassVar[dict[str, Any]] = {"unit": "%", "better": "higher"}

    def test_the_legend_moves_the_due_year(self) -> None:
        plan = plan_of([{**self.ROW, "target": "≥70#"}], marks={"#": "为2023年目标值"})
        target = plan.indicators[0].target
        assert target is not None
        assert (target.text, target.due, target.rule) == ("≥70#", 2023, parse_target("≥70").rule)

    def test_another_legend_changes_nothing(self) -> None:
        target = plan_of([{**self.ROW, "target": "≥70*"}], marks={"*": "约束性"}).indicators[0].target
        assert target is not None
        assert (target.text, target.due) == ("≥70*", None)

    def test_one_of_several_years(self) -> None:
        years = {"2023": "≥70#", "2025": "100"}
        target = plan_of([{**self.ROW, "target": years}], marks={"#": "为2023年目标值"}).indicators[0].target
        assert target is not None
        assert [(year, one.text) for year, one in target.own] == [(2023, "≥70#"), (2025, "100")]

    @pytest.mark.parametrize("marks", [{}, {"*": "初步数"}])
    def test_without_a_legend_it_changes_nothing(self, marks: dict[str, str]) -> None:
        head: dict[str, Any] = {"marks": marks} if marks else {}
        target = plan_of([{**self.ROW, "target": "≥70#"}], **head).indicators[0].target
        assert target is not None
        assert (target.due, target.rule.quantity) == (None, parse_target("≥70").rule.quantity)

    def test_a_legend_that_contradicts_the_column_is_refused(self) -> None:
        years = {"2022": "≥70#", "2025": "100"}
        with pytest.raises(InvalidInput):
            plan_of([{**self.ROW, "target": years}], marks={"#": "为2023年目标值"})
