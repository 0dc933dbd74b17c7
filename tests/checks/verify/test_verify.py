"""`hpcheck verify`: every quoted word of a plan is looked up in its document, and a slip of one digit is seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from documentcases import bad, tabbed
from support import plan_of
from verifycases import bad_of, cell_a_line, document, looked_up, one

from healthplan_cli.checks.verify import (
    MatchStatus,
    QuotedWord,
    plain,
    verify,
)


class TestFound:
    @pytest.mark.parametrize("text", [tabbed(), cell_a_line()], ids=["tabs", "a cell a line"])
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
    @pytest.mark.parametrize("text", [tabbed(), cell_a_line()], ids=["tabs", "a cell a line"])
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
