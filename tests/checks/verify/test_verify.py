"""`hpcheck verify`: every quoted word of a plan is looked up in its document, and a slip of one digit is seen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from documentcases import ANNEX, BODY, ROWS, TABLE, bad, plan, tabbed
from support import plan_of
from verifycases import document

from healthplan_cli.checks.verify import (
    MatchStatus,
    QuotedWord,
    Verification,
    plain,
    verify,
)


def blocks() -> str:
    """A cell a line, a blank line after each row."""
    table = ["\n".join(f"\t{cell}" for cell in cells) + "\n" for cells in TABLE]
    return "\n".join([*BODY[:1], *table, *BODY[1:], *("\n".join(cells) + "\n" for cells in ANNEX)])


def looked_up(text: str, **head: Any) -> Verification:
    return verify(plan(**head), document(text))


def one(found: Verification, id: str, field: str) -> QuotedWord:
    [item] = [item for item in found.items if (item.id, item.field) == (id, field)]
    return item


class TestFound:
    @pytest.mark.parametrize("text", [tabbed(), blocks()], ids=["tabs", "a cell a line"])
    def test_every_word_in_both_shapes_of_a_table(self, text: str) -> None:
        found = looked_up(text)
        assert bad(found) == []
        assert {item.kind for item in found.items} == {"plan", "indicator", "commitment", "project"}

    def test_where_each_is(self) -> None:
        found = looked_up(tabbed())
        lines = tabbed().split("\n")
        for item in found.items:
            assert item.place is not None
            assert plain(lines[item.place.line - 1][item.place.column - 1]) == plain(item.words)[0]

    def test_a_sentence_broken_by_a_page(self) -> None:
        text = tabbed().replace(
            "，12岁儿童龋齿率控制在25%以内",
            "，持续加强学校和社区各年龄段人群口腔卫生和保健服务，12岁儿童龋\n\n齿率控制在25%以内",
        )
        assert bad(looked_up(text)) == []

    def test_a_cell_broken_by_a_page(self) -> None:
        text = tabbed().replace(
            "二级以上综合性医院设置老年医学科的比例（%）\t47.65\t≥60\t约束性",
            "二级以上综合性医院设\t47.65\t≥60\t约束性\n\t\t置老年医学科的比例 (%)",
        )
        assert bad(looked_up(text)) == []

    def test_width_quotes_and_signs_don_t_count(self) -> None:
        text = (
            tabbed().replace("“三级甲等”", "「三级甲等」").replace("≤5.0", "≦５．０").replace("（%）", "(％)")
        )
        assert bad(looked_up(text)) == []


LITERACY: dict[str, Any] = {
    "name": "居民健康素养水平",
    "unit": "%",
    "better": "higher",
    "baseline": "14.18",
    "nature": "预期性",
}
BOTH_YEARS = {"2022": "≥22", "2030": "≥30"}
HEARING: dict[str, Any] = {"name": "新生儿听力筛查率", "unit": "%", "baseline": "—", "nature": "预期性"}


class TestSeveralYears:
    """A cell for each year, one cell over both, and a table set as running text."""

    @pytest.mark.parametrize(
        ("target", "cells", "wrong"),
        [
            (BOTH_YEARS, "≥22\t≥30", []),
            (BOTH_YEARS, "≥22\t≥31", ["≥30"]),
            (BOTH_YEARS, "≥21\t≥30", ["≥22"]),
            (BOTH_YEARS, "≥30\t≥22", ["≥30"]),
            ({"2022": "≥98", "2030": "≥98"}, "≥98\t", []),  # one cell over both years
            ({"2022": "≥98", "2030": "≥98"}, "≥98\t≥98", []),
            ({"2022": "≥98", "2030": "≥98"}, "≥98\t≥99", ["≥98"]),
            ({"2022": "≥55", "2030": "持续提高"}, "≥55\t持续提高", []),
            ({"2022": "≥55", "2030": {"op": "ge", "value": 60}}, "≥55\t持续提高", []),  # without words
        ],
    )
    def test_each_cell_counts(self, target: Any, cells: str, wrong: list[str]) -> None:
        rows = [{**LITERACY, "target": target}, {**HEARING, "target": "≥90"}]
        text = f"测试规划\n\n居民健康素养水平（%）\t14.18\t{cells}\t预期性\n新生儿听力筛查率（%）\t—\t≥90\t预期性\n"
        assert [item.words for item in bad_of(rows, text)] == wrong

    def test_components_have_a_column_of_each_year(self) -> None:
        parts = [
            {"id": "a", "name": "乡镇卫生院", "target": {"2022": "100", "2030": "100"}},
            {"id": "b", "name": "村卫生室", "target": {"2022": "70", "2030": "80"}},
        ]
        row = {
            **HEARING,
            "name": "乡镇卫生院、村卫生室提供疗法的比例",
            "better": "higher",
            "components": parts,
        }
        text = "测试规划\n\n乡镇卫生院、村卫生室提供疗法的比例（%）\t—\t100 70\t100 80\t预期性\n"
        assert bad_of([row], text) == []
        assert bad_of([row], text.replace("80", "90")) != []

    def test_a_table_set_as_running_text(self) -> None:
        rows = [{**LITERACY, "category": "健康生活", "target": BOTH_YEARS}]
        text = "测试规划\n领域：健康生活 指标：居民健康素养水平(%) 2017年：14.18\n2022年：≥22 2030年：≥30\n"
        wrong = [item for item in bad_of(rows, text) if item.field != "nature"]
        assert wrong == []
        assert [item.words for item in bad_of(rows, text.replace("≥30", "≥31"))] == ["≥30"]


def bad_of(rows: list[dict[str, Any]], text: str) -> list[QuotedWord]:
    """What of these rows isn't in a document with this text."""
    found = verify(plan_of([{"better": "higher", **row} for row in rows]), document(text))
    return [item for item in found.items if item.status in (MatchStatus.MISSING, MatchStatus.APART)]


def slips(text: str) -> Iterator[tuple[QuotedWord, str]]:
    """For every digit of every word that was found: the item, and the document with another digit there."""
    lines = text.split("\n")
    for item in looked_up(text).items:
        assert item.place is not None
        line, at = lines[item.place.line - 1], item.place.column - 1
        for wanted in plain(item.words).partition("…")[0]:
            while not plain(line[at]):
                at += 1
            if wanted.isdecimal():
                slip = line[:at] + str((int(wanted) + 1) % 10) + line[at + 1 :]
                yield item, "\n".join([*lines[: item.place.line - 1], slip, *lines[item.place.line :]])
            at += 1


class TestSlips:
    @pytest.mark.parametrize("text", [tabbed(), blocks()], ids=["tabs", "a cell a line"])
    def test_every_digit_counts(self, text: str) -> None:
        """One digit of the document changed, wherever the plan quotes one: it is named as not there."""
        seen, unseen = 0, []
        for item, slipped in slips(text):
            seen += 1
            if one(looked_up(slipped), item.id, item.field).status is not MatchStatus.MISSING:
                unseen.append((item.id, item.field, item.words))
        assert unseen == []
        assert seen > 80

    def test_what_stands_there_instead(self) -> None:
        item = one(looked_up(tabbed().replace("≤5.0", "≤5.1")), "row2", "target")
        assert item.near is not None
        assert (item.near.words, item.near.place.line) == ("≤5.1", 3)

    def test_the_same_words_elsewhere_are_no_excuse(self) -> None:
        """80% is in the next sentence, too: what is nearer counts."""
        found = looked_up(tabbed().replace("卒中中心覆盖率达到80%以上", "卒中中心覆盖率达到81%以上"))
        assert bad(found) == [("stroke", "target", "missing")]

    def test_a_sign_that_is_missing_or_other(self) -> None:
        assert bad(looked_up(tabbed().replace("≤4.8", "4.8"))) == [("row3", "target", "missing")]
        assert bad(looked_up(tabbed().replace("≤4.8", "<4.8"))) == [("row3", "target", "missing")]
        assert bad(looked_up(tabbed().replace("\t79.5\t", "\t≥79.5\t"))) == [("row1", "target", "missing")]

    def test_baseline_and_target_exchanged(self) -> None:
        assert bad(looked_up(tabbed().replace("78.2\t79.5", "79.5\t78.2"))) != []

    def test_a_part_of_a_number_is_not_the_number(self) -> None:
        assert ("row1", "baseline", "missing") in bad(looked_up(tabbed().replace("\t78.2\t", "\t178.2\t")))
        assert ("row1", "baseline", "missing") in bad(looked_up(tabbed().replace("\t78.2\t", "\t7\t8.2\t")))

    def test_another_nature_and_another_unit(self) -> None:
        text = tabbed().replace("≥90\t预期性", "≥90\t约束性").replace("托位数（个）", "托位数（张）")
        assert bad(looked_up(text)) == [("row4", "unit", "missing"), ("row6", "nature", "missing")]

    @pytest.mark.parametrize(
        ("row", "near"),
        [
            ("人均预期寿命\t1/10万\t78.2\t79.5\t约束性", "1/10万"),
            ("人均预期寿命（年）\t78.2\t79.5\t约束性", "年"),
            ("人均预期寿命\t78.2\t79.5\t约束性", "人均预期寿命"),
        ],
    )
    def test_only_the_unit_s_cell_is_shown(self, row: str, near: str) -> None:
        text = tabbed().replace("人均预期寿命（岁）\t78.2\t79.5\t约束性", row)
        found = looked_up(text)
        assert bad(found) == [("row1", "unit", "missing")]
        [item] = found.of(MatchStatus.MISSING)
        assert item.near is not None
        assert item.near.words == near

    def test_a_document_that_ends_behind_a_name(self) -> None:
        found = verify(plan_of([{"name": "甲", "target": "≥5"}]), document("甲"))
        assert ("row1", "target", "missing") in bad(found)

    def test_cells_are_not_glued_together(self) -> None:
        found = looked_up(tabbed().replace("\t78.2\t79.5\t", "\t无\t达标1次\t"))
        item = one(found, "row1", "target")
        assert (item.status, item.near and item.near.words) == (MatchStatus.MISSING, "(岁) 无 达标1次 约束性")

    def test_a_name_that_is_another_s(self) -> None:
        found = looked_up(tabbed().replace("\t疫苗接种率（%）", "\t流感疫苗接种率（%）"))
        assert one(found, "row6", "name").status is not MatchStatus.FOUND

    def test_a_commitment_that_is_gone(self) -> None:
        found = looked_up(tabbed().replace("创伤中心", "胸痛中心"))
        assert one(found, "trauma", "subject").status is MatchStatus.MISSING


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
