"""What a person must know of a document as a whole: that it breaks off, that a table wasn't read; two indicators in one row."""

from __future__ import annotations

from typing import Any

import pytest

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.base.text_width import width as text_width
from healthplan_cli.checks.verify import MatchStatus, verify
from healthplan_cli.commands.verify import read_text_of
from healthplan_cli.draft.accepted import accepted
from healthplan_cli.draft.assemble import assemble
from healthplan_cli.draft.model import Draft
from healthplan_cli.draft.reading import read_draft
from healthplan_cli.draft.spec import COMMITMENT
from healthplan_cli.draft.spec import ROW as ROWS
from healthplan_cli.sources.documents import read_blocks

ROW = "<tr><td>人均预期寿命</td><td>岁</td><td>78.2</td><td>79.5</td></tr>"
PAGE = (
    "<html><body><h1>青山县“十四五”卫生健康规划</h1><table><tr><td>指标</td><td>单位</td><td>2020年</td><td>2025年</td></tr>"
    f"{ROW}{ROW.replace('人均预期寿命', '健康预期寿命')}</table></body></html>"
)


def read(text: str, name: str = "规划.txt") -> Draft:
    return read_draft(read_blocks(Source(name, text.encode())))


class TestBrokenOff:
    @pytest.mark.parametrize(
        "end", ["</tr></table></body></html>", "</td></tr></table></body></html>", "</p"]
    )
    def test_a_page_that_ends_in_a_table_says_so(self, end: str) -> None:
        cut = PAGE[: PAGE.rindex(end)] if end != "</p" else PAGE[: PAGE.rindex("<td>79.5")] + "<td><p>79.5</p"
        found = assemble(read(cut, "规划.html"), "a", "规划")
        assert any("断了" in remark for remark in found.remarks)

    @pytest.mark.parametrize(
        "page",
        [PAGE, PAGE.replace("</table>", ""), PAGE + "<!-- <table> -->", PAGE.replace("</body></html>", "")],
        ids=["whole", "sloppy", "comment", "without an end"],
    )
    def test_a_whole_one_does_not(self, page: str) -> None:
        assert read(page, "规划.html").remarks == ()


class TestNearlyTables:
    """A table that lacks a column is named, with the columns that were recognised."""

    @pytest.mark.parametrize(
        ("lost", "known", "missing"), [("指标", "“2025年”", "名称"), ("2025年", "“单位”", "目标")]
    )
    def test_the_missing_column_is_said(self, lost: str, known: str, missing: str) -> None:
        page = PAGE.replace(f"<td>{lost}</td>", "<td>民生大事</td>").replace("2020年", "2020年实际")
        found = read(page, "规划.html")
        assert not found.rows
        [said] = found.nearly
        assert known in said
        assert f"没有认出{missing}的一列" in said
        assert said.endswith("没有认出的有 “民生大事”")
        assert assemble(found, "a", "规划").remarks == (said,)

    @pytest.mark.parametrize("lost", ["指标", "单位"])
    def test_nothing_is_said_of_other_tables(self, lost: str) -> None:
        other = PAGE.replace(
            "<td>单位</td><td>2020年</td><td>2025年</td>", "<td>电话</td><td>地址</td><td>邮编</td>"
        )
        assert read(other.replace("<td>指标</td>", "<td>机构</td>"), "规划.html").nearly == ()
        assert read(PAGE, "规划.html").nearly == ()


class TestMarksOfNames:
    @pytest.mark.parametrize(
        "name",
        [
            "人均预期寿命*",
            "*人均预期寿命",
            "人均预期寿命<sup>*</sup>",
            "人均预期寿命（*）",
            "人均预期寿命*（岁）",
        ],
    )
    def test_which_rows_had_them_is_said(self, name: str) -> None:
        page = PAGE.replace("人均预期寿命", name).replace("</table>", "</table><p>注：标*的为民生指标。</p>")
        found = assemble(read(page, "规划.html"), "a", "规划").of(ROWS)
        assert [item.fields.get("note") for item in found] == ["名称带“*”", None]
        assert found[0].name == "人均预期寿命"
        plan = accepted(assemble(read(page, "规划.html"), "a", "规划")).plan
        document = read_text_of(Source("规划.html", page.encode()))
        assert not verify(plan, document).of(MatchStatus.MISSING, MatchStatus.APART)


NOTED = """青山县“十四五”规划
二、发展目标
序号	指标	单位	2020年	2025年目标	属性
1	城镇调查失业率†	%	5.3*	≤5.5	预期性
2	全员劳动生产率	万元/人	14.9*	16#	预期性
3	零工市场	个	12	30	预期性
{word}：*为预计数；带†的指标为年度调控目标；#为2024年目标。
三、重点任务
"""
NOTE_WORDS = ["注", "备注", "附注", "表注", "注释", "注解", "说明", "填表说明"]


@pytest.mark.parametrize("form", ["txt", "html", "bars", "laid out"])
@pytest.mark.parametrize("word", NOTE_WORDS)
def test_every_word_for_a_note_explains_marks(word: str, form: str) -> None:
    text = NOTED.format(word=word)
    if form == "html":
        rows = "".join(f"<p>{line}" if "\t" not in line else f"<tr><td>{line}" for line in text.splitlines())
        text = (
            rows.replace("\t", "<td>")
            .replace("<tr>", "<table><tr>", 1)
            .replace(f"<p>{word}", f"</table><p>{word}")
        )
    elif form == "bars":
        text = "\n".join(
            f"|{line}|".replace("\t", "|") if "\t" in line else line for line in text.splitlines()
        )
    elif form == "laid out":
        lines = [line.split("\t") for line in text.splitlines()]
        text = "\n".join("".join(f"{cell}{' ' * (20 - text_width(cell))}" for cell in line) for line in lines)
    found = read(text, "规划.html" if form == "html" else "规划.txt")
    assert dict(found.marks) == {"†": "年度调控目标", "*": "预计数", "#": "2024年目标"}
    assert not [doubt for row in found.rows for doubt in row.doubts if "记号" in doubt.words]
    assert len(found.rows) == 3


class TestUnreadTables:
    TEXT = (
        "青山县“十四五”卫生健康发展规划\n主要指标\n指标单位2020年2025年属性\n人均预期寿命岁78.2 79.5预期性\n婴儿死亡率‰3.9≤3.5预期性\n"
        "县域内就诊率%88≥90约束性\n到2025年，家庭医生签约率达到75%以上。\n"
    )

    def test_their_rests_promise_nothing(self) -> None:
        found = read(self.TEXT)
        assert [one.subject for one in found.commitments] == ["家庭医生签约率"]
        assert len(found.remarks) == 1
        assert "指标单位2020年2025年属性" in found.remarks[0]

    def test_a_row_alone_neither(self) -> None:
        found = read("青山县“十四五”规划\n婴儿死亡率‰3.9≤3.5预期性\n到2025年，家庭医生签约率达到75%以上。\n")
        assert [one.subject for one in found.commitments] == ["家庭医生签约率"]

    def test_a_sentence_about_the_year_is_a_sentence(self) -> None:
        found = read(
            "青山县“十四五”规划\n二、目标\n到2025年，主要指标达到以下目标：家庭医生签约率达到75%以上。\n"
        )
        assert found.remarks == ()
        assert [one.target for one in found.commitments] == ["达到75%以上"]


class TestSeveralInOneRow:
    """Two indicators in one cell are two rows, each with its unit; 男/女 is one row of two parts."""

    HEAD = "青山县“十四五”卫生健康规划\n主要指标\n指标\t2020年\t2025年\t属性\n"
    AFTER = "居民健康素养水平（%）\t23\t≥25\t预期性\n"

    @pytest.mark.parametrize("between", ["、", "；", "/"])
    def test_two_indicators(self, between: str) -> None:
        row = f"孕产妇死亡率（1/10万）{between}婴儿死亡率（‰）\t8.5{between}3.9\t≤8{between}≤3.5\t预期性\n"
        spec, missed = specified(self.HEAD + row + self.AFTER)
        assert [(one["name"], one["unit"], one["baseline"], one["target"]) for one in spec] == [
            ("孕产妇死亡率", "1/10万", "8.5", "≤8"),
            ("婴儿死亡率", "‰", "3.9", "≤3.5"),
            ("居民健康素养水平", "%", "23", "≥25"),
        ]
        assert missed == []

    def test_two_parts(self) -> None:
        row = "男/女人均预期寿命（岁）\t76.1/80.3\t77.5/81.5\t预期性\n"
        spec, missed = specified(self.HEAD + row + self.AFTER)
        parts = [(one["name"], one["baseline"], one["target"]) for one in spec[0]["components"]]
        assert parts == [("男", "76.1", "77.5"), ("女", "80.3", "81.5")]
        assert "target" not in spec[0]
        assert missed == []

    def test_parts_that_share_the_end_of_a_name(self) -> None:
        row = "化学需氧量、氨氮重点工程减排量（吨）\t—\t2100、110\t约束性\n"
        spec, missed = specified(self.HEAD + row + self.AFTER)
        parts = [(one["name"], one["target"]) for one in spec[0]["components"]]
        assert parts == [("化学需氧量", "2100"), ("氨氮重点工程减排量", "110")]
        assert missed == []

    def test_two_numbers_under_one_name_are_no_parts(self) -> None:
        spec, _ = specified(self.HEAD + "减排量（吨）\t—\t2100、110\t约束性\n" + self.AFTER)
        assert "components" not in spec[0]
        assert spec[0]["target"] == {"op": "unread", "text": "2100、110"}

    def test_two_lines_of_a_cell(self) -> None:
        page = (
            PAGE[: PAGE.index("</table>")]
            + "<tr><td>执业医师数<br>注册护士数</td><td>人<br>人</td><td>290<br>310</td><td>350<br>420</td></tr></table></body></html>"
        )
        spec, missed = specified(page, "规划.html")
        assert [(one["name"], one["baseline"], one["target"]) for one in spec[-2:]] == [
            ("执业医师数", "290", "350"),
            ("注册护士数", "310", "420"),
        ]
        assert missed == []

    def test_goals_in_prose_are_found(self) -> None:
        text = "青山县“十四五”规划\n主要指标：\n1.人均预期寿命：2020年78.2岁，2025年79.5岁（预期性）；\n"
        assert specified(text)[1] == []
        other = accepted(assemble(read(text), "a", "规划"))
        slip = verify(other.plan, read_text_of(Source("规划.txt", text.replace("79.5", "79.6").encode())))
        assert slip.of(MatchStatus.MISSING)

    def test_numbers_that_do_not_count_up_are_a_doubt(self) -> None:
        row = "孕产妇死亡率（1/10万）、婴儿死亡率（‰）\t8.5、3.9\t≤8\t预期性\n"
        found = assemble(read(self.HEAD + row + self.AFTER), "a", "规划")
        assert any("几项" in doubt for doubt in found.items[0].doubts_of("name"))


class TestRaisedFigures:
    """注：1.为2019年数据。 explains the raised 1 of a baseline: the year is its, the figure is no part of the number."""

    def page(self, note: str) -> str:
        row = "<tr><td>孕产妇死亡率（/10万）</td><td></td><td>8.5<sup>1</sup></td><td>≤8</td></tr></table>"
        return PAGE.replace("</table>", f"{row}<p>{note}</p>")

    def test_a_numbered_legend(self) -> None:
        spec, _ = specified(self.page("注：1.为2019年数据。2.指15—69岁人口。"), "规划.html")
        assert spec[-1]["baseline"] == {"text": "8.5", "year": 2019}

    @pytest.mark.parametrize("note", ["注：2.为2019年数据。", "1.为2019年数据。", "注：1.5为2019年数据。"])
    def test_what_explains_it_not(self, note: str) -> None:
        found = assemble(read(self.page(note), "规划.html"), "a", "规划")
        assert found.items[2].fields["baseline"] == "8.5"
        assert any("没有找到说明它的注" in words for words in found.items[2].doubts_of("baseline"))

    @pytest.mark.parametrize(
        ("note", "year"),
        [
            ("注：（1）没有写年份的是2020年的；（2）<sup>*</sup>为2019年数据。", 2019),
            ("到2020年底人数<sup>*</sup>为3万人。", None),
        ],
    )
    def test_a_raised_sign_that_a_note_explains(self, note: str, year: int | None) -> None:
        row = "<tr><td>孕产妇死亡率（/10万）</td><td></td><td>8.5<sup>*</sup></td><td>≤8</td></tr></table>"
        spec, _ = specified(PAGE.replace("</table>", f"{row}<p>{note}</p>"), "规划.html")
        assert spec[-1]["baseline"] == ({"text": "8.5*", "year": 2019} if year else "8.5*")


def test_a_deed_that_the_language_does_not_know_is_done_or_not() -> None:
    text = "青山县“十四五”规划\n二、实施\n对规划实施进度和效果进行年度监测和中期、末期评估。\n"
    found = accepted(assemble(read(text), "a", "规划"))
    [promise] = found.spec.of(COMMITMENT)
    words = "进行年度监测和中期、末期评估"
    assert promise.fields["target"] == {"text": words, "op": "milestone", "state": words}
    assert promise.doubts_of("target")
    [one] = found.plan.commitments
    assert one.target is not None
    assert one.target.rule.is_state


def test_what_is_advocated_without_a_number_has_no_target() -> None:
    text = "青山县“十四五”规划\n主要指标\n指标\t单位\t2020年\t2025年\t属性\n人均预期寿命\t岁\t78.2\t79.5\t预期性\n个人定期体检\t\t\t\t{nature}\n健康预期寿命\t岁\t68\t69\t预期性\n"
    assert specified(text.format(nature="倡导性"))[0][1]["target"] == ""
    assert specified(text.format(nature="约束性"))[0][1]["target"] == {"op": "unread"}


def test_a_sheet_without_a_plans_title_has_its_own() -> None:
    text = "青山县“十四五”卫生健康主要指标\n指标\t单位\t2020年\t2025年\n人均预期寿命\t岁\t78.2\t79.5\n健康预期寿命\t岁\t68\t69\n"
    found = assemble(read(text), "a", "规划")
    assert found.head.fields["title"] == "青山县“十四五”卫生健康主要指标"
    assert found.head.doubts_of("title")


def test_a_column_of_differences_keeps_its_word() -> None:
    page = PAGE.replace("<td>2025年</td>", "<td>2025年</td><td>增减</td>").replace(
        "<td>79.5</td>", "<td>79.5</td><td>1.3</td>"
    )
    spec, _ = specified(page, "规划.html")
    assert [one["note"] for one in spec] == ["增减：1.3", "增减：1.3"]


@pytest.mark.parametrize(("cell", "asked"), [("100（含油橄榄20）", True), ("100(包括新增20张)", True), ("100（含流动人口）", False), ("100（2019年数）", False), ("70%（含）以上", False)])  # fmt: skip
def test_a_number_that_another_includes_is_asked_about(cell: str, asked: bool) -> None:
    """docs/formats.md, 规格的草稿: 括号里另有数的."""
    text = f"青山县“十四五”规划\n主要指标\n指标\t单位\t2020年\t2025年\t属性\n木本油料面积\t万亩\t80\t{cell}\t预期性\n森林覆盖率\t%\t68\t69\t预期性\n"
    item = assemble(read(text), "a", "规划").of(ROWS)[0]
    assert any("只作附注" in said for said in item.doubts_of("target")) is asked


def specified(text: str, name: str = "规划.txt") -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """The rows that are drafted of a text, and the words that verify doesn't find in it."""
    made = accepted(assemble(read(text, name), "a", "规划"))
    found = verify(made.plan, read_text_of(Source(name, text.encode())))
    missed = found.of(MatchStatus.MISSING, MatchStatus.APART)
    return [item.fields for item in made.spec.of(ROWS)], [(one.field, one.words) for one in missed]
