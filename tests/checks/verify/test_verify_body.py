"""verify outside the table: the projects' sums, the commitments' years, what isn't there at all."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

import pytest
from documentcases import ROWS, bad, plan, tabbed
from support import plan_of
from verifycases import document, looked_up, one

from healthplan_cli.checks.verify import (
    MatchStatus,
    verify,
)

TOTALS = {
    "in a row of the table": "合计（3项）\t\t\t\t\t\t35500",
    "in its own cells": "合计\t3\t35,500",
    "a cell a line": "合计\n3个\n35500",
    "in a sentence": "规划共3个项目，总投资35500万元。",
    "the count before it": "建设项目3项，总投资35500万元。",
    "with nothing that says sum": "规划建设工程项目3个，投资35500万元。",
}


class TestTotals:
    """The sums of the projects stand near 合计, 共 …, not just anywhere."""

    head: ClassVar[dict[str, Any]] = {"projects_total": {"count": 3, "investment": "35500", "source": "附件"}}
    elsewhere = "2026年3月18日印发，建筑面积35500平方米，公共卫生人员3个班次，3个月内完成。"

    def text(self, total: str) -> str:
        return f"{tabbed()}\n{total}\n\n第四章 保障\n{self.elsewhere}"

    @pytest.mark.parametrize("total", TOTALS.values(), ids=TOTALS)
    def test_found(self, total: str) -> None:
        found = looked_up(self.text(total), **self.head)
        assert bad(found) == []

    @pytest.mark.parametrize("total", TOTALS.values(), ids=TOTALS)
    @pytest.mark.parametrize("field", ["count", "investment"])
    def test_another_number(self, total: str, field: str) -> None:
        """The right one elsewhere in the document (2026年3月18日, 35500平方米) is no excuse."""
        other = total.replace("3", "4", 1) if field == "count" else total.replace("500", "600")
        found = looked_up(self.text(other), **self.head)
        assert bad(found) == [("test", f"projects_total.{field}", "missing")]

    def test_what_stands_there_instead(self) -> None:
        found = looked_up(self.text("合计（4项）\t\t\t35600"), **self.head)
        nears = [item.near.words for item in found.of(MatchStatus.MISSING) if item.near]
        assert nears == ["合计(4项)", "合计(4项) 35600"]

    def test_not_printed_at_all(self) -> None:
        found = looked_up(self.text(""), **self.head)
        assert [item.field for item in found.of(MatchStatus.MISSING)] == [
            "projects_total.count",
            "projects_total.investment",
        ]


class TestYears:
    """The year of a commitment is that of its own sentence."""

    def test_what_is_near_is_in_the_same_sentence(self) -> None:
        text = tabbed().replace("到2023年，区人民医院", "到2029年，区人民医院") + "\n到2025年，全部完成。"
        item = one(looked_up(text), "grade", "due")
        assert (item.status, item.near and item.near.words) == (MatchStatus.MISSING, "2029年")
        assert item.near is not None
        assert text.split("\n")[item.near.place.line - 1].startswith("到2029年，区人民医院")

    def test_the_right_one_in_the_next_paragraph_is_no_excuse(self) -> None:
        text = tabbed().replace("到2023年，区人民医院", "到2029年，区人民医院")
        assert bad(looked_up(text.replace("加强人才培养，", "到2023年，"))) == [("grade", "due", "missing")]

    def test_of_the_paragraph_before_that_of_the_document(self) -> None:
        text = tabbed().replace("到2023年，区人民医院", "2029年创建，区人民医院")
        item = one(looked_up(text), "grade", "due")
        assert (item.status, item.near and item.near.words) == (MatchStatus.MISSING, "2029年")

    def test_the_heading_s_year_holds_for_the_sentences_below(self) -> None:
        text = tabbed().replace("到2023年，区人民医院达到", "到2023年，实现以下目标。区人民医院达到")
        assert bad(looked_up(text)) == []


def test_each_year_of_a_target_of_several_years() -> None:
    """`target: {2022: …, 2030: …}`: each cell is looked up in its column, one behind the other."""
    cells = {"2022": "≥22", "2030": "≥30"}
    row = {"id": "literacy", "no": 1, "name": "健康素养水平", "unit": "%", "baseline": "18", "target": cells}
    own = plan_of([{**row, "better": "higher", "nature": "预期性"}])
    found = verify(
        own, document("序号\t指标\t基期\t2022年\t2030年\n1\t健康素养水平（%）\t18\t≥22\t≥30\t预期性")
    )
    assert [item.status for item in found.items if item.field == "target"] == [MatchStatus.FOUND] * 2
    swapped = verify(own, document("1\t健康素养水平（%）\t18\t≥30\t≥22\t预期性"))
    assert [item.status for item in swapped.items if item.field == "target"][1] is not MatchStatus.FOUND


class TestNothingUnrelated:
    """原文作 is of the own row, sentence or name; nothing, where there is nothing."""

    def test_a_row_that_is_gone(self) -> None:
        """The population's 60.2 is nobody's target."""
        text = "\n".join(line for line in tabbed().split("\n") if "二级以上" not in line)
        found = looked_up(text + "\n2020年常住人口60.2万人。")
        items = [one(found, "row5", field) for field in ("unit", "baseline", "target")]
        assert items[1].status is items[2].status is MatchStatus.MISSING
        assert [item.near for item in items] == [None, None, None]

    def test_another_commitment_s_year(self) -> None:
        text = tabbed().replace("到2023年，区人民医院", "区人民医院")
        text = text.replace("夯实网底。", "夯实网底。到2029年，区中医院达到“二级甲等”。")
        item = one(looked_up(text), "grade", "due")
        assert (item.status, item.near) == (MatchStatus.MISSING, None)

    def test_another_commitment_s_target(self) -> None:
        text = tabbed().replace("12岁儿童龋齿率控制在25%以内，", "") + "\n肥胖率控制在40%以内。"
        item = one(looked_up(text), "caries", "target")
        assert (item.status, item.near) == (MatchStatus.MISSING, None)

    def test_one_digit_of_a_long_number_is_related(self) -> None:
        head = {"region": {"name": "某区", "population": "164.65万人"}}
        for words, near in (("164.66万人", "164.66万人"), ("60.2万人", None)):
            item = one(looked_up(tabbed() + f"\n常住人口{words}。", **head), "test", "region.population")
            assert (item.status, item.near and item.near.words) == (MatchStatus.MISSING, near)


class TestLong:
    """The same words again and again: each is looked at once, not with each of the others."""

    @pytest.mark.parametrize("stop", ["\n", "，"], ids=["lines", "one line"])
    def test_the_work_grows_as_the_document(self, stop: str) -> None:
        def work(times: int) -> int:
            calls = 0

            def count(*_: object) -> None:
                nonlocal calls
                calls += 1

            text = document(stop.join(["卒中中心、创伤中心达到80%以上，婴儿死亡率（‰）5岁"] * times))
            sys.setprofile(count)
            try:
                verify(plan(), text)
            finally:
                sys.setprofile(None)
            return calls

        assert work(400) < 5 * work(100)


class TestNotThere:
    def test_words_far_from_each_other_are_apart(self) -> None:
        text = (
            tabbed().replace("培训全科医生每年不少于30人次", "培训全科医生")
            + "\n另一节。\n开展演练，每年不少于30人次。"
        )
        assert bad(looked_up(text)) == [("training", "target", "apart")]

    def test_a_structure_without_words_is_unchecked(self) -> None:
        rows = [{"name": "甲", "target": {"op": "ge", "value": "5"}}]
        found = verify(plan_of(rows), document("测试规划\n1\t甲\t5\t约束性"))
        assert bad(found) == [("row1", "target", "unchecked")]

    def test_an_exception_says_why_and_covers_nothing_else(self) -> None:
        rows = [{**ROWS[0], "not_in_document": {"target": "原件此格污损"}}, *ROWS[1:]]
        text = tabbed().replace("79.5", "■")
        found = verify(plan_of(rows), document(text))
        assert one(found, "row1", "target").status is MatchStatus.EXCUSED
        assert one(found, "row1", "target").reason == "原件此格污损"
        found = verify(plan_of(rows), document(text.replace("78.2", "78.3")))
        assert one(found, "row1", "baseline").status is MatchStatus.MISSING

    def test_a_note_is_no_excuse(self) -> None:
        rows = [{**ROWS[0], "note": "目标格印刷不清"}, *ROWS[1:]]
        found = verify(plan_of(rows), document(tabbed().replace("79.5", "79.6")))
        assert one(found, "row1", "target").status is MatchStatus.MISSING
