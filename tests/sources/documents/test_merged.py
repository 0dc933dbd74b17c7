"""Merged cells of a document, in each row and column that they cover (docs/formats.md, verify: 「合并的格，它跨的每一行、
每一列都有它的字」).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from support import plan_of

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.checks.verify import verify
from healthplan_cli.commands.verify import read_text_of

ROWS = [
    {"name": "婴儿死亡率", "unit": "‰", "baseline": "5", "target": "≤4", "better": "lower", "nature": "预期性"},
    {"name": "孕产妇死亡率", "unit": "/10万", "baseline": "9.5", "target": "≤8", "better": "lower", "nature": "预期性"},
]  # fmt: skip


def words(content: bytes, name: str) -> list[str]:
    return [passage.text for passage in read_text_of(Source(name, content)).passages]


def page(table: str) -> bytes:
    return f"<html><body><table>{table}</table></body></html>".encode()


def of_word(
    size: tuple[int, int], cells: Sequence[Sequence[str]], *merges: tuple[int, int, int, int]
) -> bytes:
    """A document with one table; each merge from a row and column to another."""
    document = docx.Document()
    table = document.add_table(*size)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    for top, left, bottom, right in merges:
        table.cell(top, left).merge(table.cell(bottom, right))
    return saved(document)


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def missing(content: bytes, name: str, rows: list[dict[str, Any]] = ROWS) -> list[str]:
    """What of the rows isn't found, as id and field."""
    found = verify(plan_of(rows), read_text_of(Source(name, content)))
    wrong = [item for item in found.items if item.kind == "indicator" and item.status.value != "found"]
    return [f"{item.id}.{item.field}" for item in wrong]


class TestHtml:
    @pytest.mark.parametrize(
        ("table", "found"),
        [
            ("<tr><td rowspan=2>甲<td>1<tr><td>2", ["甲", "1", "甲", "2"]),
            ("<tr><td>1<td rowspan=2>甲<tr><td>2", ["1", "甲", "2", "甲"]),
            ("<tr><td colspan=3>甲<td>1", ["甲", "1"]),  # a column in which no cell begins is none
            ("<tr><td colspan=2>甲<td>1<tr><td>2<td>3<td>4", ["甲", "甲", "1", "2", "3", "4"]),
            ("<tr><td rowspan=2 colspan=2>甲<td>1<tr><td>2<tr><td>3<td>4", ["甲", "甲", "1", "甲", "甲", "2", "3", "4"]),
            ("<tr><td rowspan='3'>甲<td>1<tr><td rowspan=2>乙<tr><td>3", ["甲", "1", "甲", "乙", "甲", "乙", "3"]),
            ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", ["甲", "1", "甲", "2", "甲", "3"]),
            ("<tr><td rowspan=x colspan=-1>甲<td>1<tr><td>2", ["甲", "1", "2"]),
            ("<tr><td rowspan=9>甲<td>1</table><p>乙<table><tr><td>2", ["甲", "1", "乙", "2"]),
            ("<tbody><tr><td rowspan=9>甲<td>1<tbody><tr><td>2", ["甲", "1", "2"]),
            ("<tr><td><p>甲</p><p>乙</p></td><td rowspan=2><p>丙<p>丁<tr><td>戊", ["甲\n乙", "丙\n丁", "戊", "丙\n丁"]),
            ("<tr><td rowspan=2><td>1<tr><td>2", ["1", "2"]),
            ("<tr><td>1<tr><td>2</tr></table></table><td colspan=3>甲", ["1", "2", "甲"]),
        ],
    )  # fmt: skip
    def test_what_is_said_where(self, table: str, found: list[str]) -> None:
        assert words(page(table), "a.html") == found

    def test_in_a_nested_table(self) -> None:
        """The inner table's merged cells are its own; the outer cell, which is a page's layout, is said once."""
        inner = "<table><tr><td rowspan=2>甲<td>1<tr><td>2</table>"
        outer = f"<tr><td colspan=2 rowspan=2>{inner}<td>乙<tr><td>丙"
        assert words(page(outer), "a.html") == ["甲", "1", "甲", "2", "乙", "丙"]

    def test_what_is_too_long_or_too_much_is_said_once(self) -> None:
        long = "字" * 201
        assert words(page(f"<tr><td colspan=2>{long}<td rowspan=2>{long}<tr><td>1"), "a.html") == [
            long,
            long,
            "1",
        ]
        huge = "<tr>" + "<td rowspan=65534 colspan=1000>甲" * 3000
        assert len(words(page(huge * 3), "a.html")) < 30_000

    def test_rows_of_a_plan(self) -> None:
        table = (
            "<tr><td>指标<td>基期<td>目标<td>性质"
            "<tr><td>婴儿死亡率（‰）<td>5<td>≤4<td rowspan=2>预期性"
            "<tr><td>孕产妇死亡率（/10万）<td>9.5<td>≤8"
        )
        assert missing(page(table), "a.html") == []
        swapped = [ROWS[0] | {"target": "≤8"}, ROWS[1] | {"target": "≤4"}]
        assert missing(page(table), "a.html", swapped) == ["row1.target", "row2.target"]

    def test_one_cell_for_baseline_and_target(self) -> None:
        table = "<tr><td>婴儿死亡率<td>‰<td colspan=2>≤4<td>预期性<tr><td>孕产妇死亡率<td>/10万<td>9.5<td>≤8<td>预期性"
        assert missing(page(table), "a.html", [ROWS[0] | {"baseline": "≤4"}, ROWS[1]]) == []
        assert missing(page(table), "a.html") == ["row1.baseline"]


class TestWord:
    TABLE = (("指标", "单位", "基期", "目标", "性质"), ("婴儿死亡率", "‰", "5", "≤4", "预期性"), ("孕产妇死亡率", "/10万", "9.5", "≤8", ""))  # fmt: skip

    def test_over_rows(self) -> None:
        content = of_word((3, 5), self.TABLE, (1, 4, 2, 4))
        assert words(content, "a.docx")[-1] == "预期性"
        assert missing(content, "a.docx") == []
        swapped = [ROWS[0] | {"target": "≤8"}, ROWS[1] | {"target": "≤4"}]
        assert missing(content, "a.docx", swapped) == ["row1.target", "row2.target"]

    def test_a_target_for_both_rows(self) -> None:
        cells = [*self.TABLE[:2], ("孕产妇死亡率", "/10万", "9.5", "", "预期性")]
        content = of_word((3, 5), cells, (1, 3, 2, 3))
        assert missing(content, "a.docx") == ["row2.target"]
        assert missing(content, "a.docx", [ROWS[0], ROWS[1] | {"target": "≤4"}]) == []

    def test_over_columns(self) -> None:
        cells = [self.TABLE[0], ("婴儿死亡率", "‰", "", "≤4", "预期性"), (*self.TABLE[2][:4], "预期性")]
        content = of_word((3, 5), cells, (1, 2, 1, 3))
        assert missing(content, "a.docx", [ROWS[0] | {"baseline": "≤4"}, ROWS[1]]) == []

    def test_over_both(self) -> None:
        content = of_word((3, 3), (("甲", "", "1"), ("", "", "2"), ("3", "4", "5")), (0, 0, 1, 1))
        assert words(content, "a.docx") == ["甲", "甲", "1", "甲", "甲", "2", "3", "4", "5"]

    def test_one_below_the_other(self) -> None:
        cells = (("甲", "1"), ("", "2"), ("乙", "3"), ("", "4"), ("丙", "5"))
        content = of_word((5, 2), cells, (0, 0, 1, 0), (2, 0, 3, 0))
        assert words(content, "a.docx") == ["甲", "1", "甲", "2", "乙", "3", "乙", "4", "丙", "5"]

    def test_in_a_nested_table(self) -> None:
        document = docx.Document()
        outer = document.add_table(2, 2)
        inner = outer.cell(0, 0).add_table(2, 2)
        for (row, column), text in {(0, 0): "甲", (0, 1): "1", (1, 1): "2"}.items():
            inner.cell(row, column).text = text
        inner.cell(0, 0).merge(inner.cell(1, 0))
        outer.cell(0, 1).text = "乙"
        outer.cell(0, 1).merge(outer.cell(1, 1))
        outer.cell(1, 0).text = "丙"
        assert words(saved(document), "a.docx") == ["甲", "1", "甲", "2", "乙", "丙"]

    def test_the_old_way_to_merge_beside(self) -> None:
        document = docx.Document()
        table = document.add_table(1, 3)
        table.cell(0, 0).text, table.cell(0, 2).text = "甲", "1"
        for column, value in ((0, "restart"), (1, None)):
            merge = OxmlElement("w:hMerge")
            if value:
                merge.set(qn("w:val"), value)
            table.cell(0, column)._tc.get_or_add_tcPr().append(merge)
        assert words(saved(document), "a.docx") == ["甲", "1"]

    def test_a_row_that_begins_further_right(self) -> None:
        document = docx.Document()
        table = document.add_table(2, 3)
        for (row, column), text in {(0, 0): "1", (0, 1): "甲", (0, 2): "2", (1, 2): "3"}.items():
            table.cell(row, column).text = text
        table.cell(0, 1).merge(table.cell(1, 1))
        row = table.rows[1]._tr
        row.remove(row.tc_lst[0])
        before = OxmlElement("w:gridBefore")
        before.set(qn("w:val"), "1")
        row.get_or_add_trPr().append(before)
        assert words(saved(document), "a.docx") == ["1", "甲", "2", "甲", "3"]
