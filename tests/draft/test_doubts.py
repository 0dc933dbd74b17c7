"""What a person must know of a document as a whole: that it breaks off, that a table wasn't read; two indicators in one row."""

from __future__ import annotations

import pytest

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.assemble import assemble
from healthplan_cli.draft.model import Draft
from healthplan_cli.draft.reading import read_draft
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
