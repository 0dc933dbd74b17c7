"""A web page as blocks: tables with spans, layout tables, raised marks, headings."""

from __future__ import annotations

import pytest
from blockcases import blocks, grids, texts

from healthplan_cli.sources.documents.blocks import TableBlock


def page(body: str) -> bytes:
    return f"<html><head><title>不读</title></head><body>{body}</body></html>".encode()


def test_headings_and_paragraphs() -> None:
    body = """<h1>某县规划</h1><div>一、总体要求</div><p>到2025年，<b>床位</b>达到6张。<br>第二段</p>
    <h2>（一）主要目标</h2><script>var x = "不读";</script><p style="display: none">不读</p><h2>附注</h2>"""
    found = blocks(page(body))
    assert texts(found) == [
        "# 某县规划",
        "# 一、总体要求",
        "到2025年，床位达到6张。",
        "第二段",
        "## （一）主要目标",
        "## 附注",
    ]
    assert [block.place.line for block in found.blocks] == [1, 1, 1, 1, 2, 2]


def test_spans_and_lines_in_cells() -> None:
    table = """<table><thead><tr><th rowspan=2>类别<th rowspan=2>指标<th colspan=2>目标<tr><th>2025年<th>2030年</thead>
    <tbody><tr><td rowspan="2">健康<br>水平<td>婴儿死亡率<sup>①</sup><td>5<td>4
    <tr><td><p>住院支付比例</p><p>（%）</p><td colspan=2>职工85<br/>居民70<sup>2</sup></tbody></table>"""
    assert grids(page(table)) == [
        [
            ["类别", "指标", "目标", "<"],
            ["^", "^", "2025年", "2030年"],
            ["健康|水平", "婴儿死亡率{①}", "5", "4"],
            ["^", "住院支付比例|（%）", "职工85|居民70{2}", "<"],
        ]
    ]


@pytest.mark.parametrize(
    ("cell", "right"),
    [
        ("km<sup>2</sup>", "km²"),
        ("1.2×10<sup>9</sup>/L", "1.2×10⁹/L"),
        ("10<sup>9</sup>/L", "10⁹/L"),
        ("≥10<sup>1</sup>", "≥10{1}"),
        ("12.8<sup>3</sup>", "12.8{3}"),
        ("t/hm<sup>-2</sup>", "t/hm⁻²"),
        ("婴儿死亡率<sup>[1]</sup>", "婴儿死亡率{[1]}"),
        ("92.7<sup>*</sup>", "92.7{*}"),
    ],
)
def test_raised(cell: str, right: str) -> None:
    assert grids(page(f"<table><tr><td>指标<td>值<tr><td>甲<td>{cell}</table>")) == [
        [["指标", "值"], ["甲", right]]
    ]


def test_layout_tables() -> None:
    inner = "<table><tr><td>指标<td>目标<tr><td>床位<td>6</table>"
    body = f"<table><tr><td><table><tr><td>一、目标<p>见下表。</p>{inner}<p>注：略</p></table><tr><td>版权</table>"
    assert texts(blocks(page(body))) == ["# 一、目标", "见下表。", "= 2×2", "^注 略", "版权"]


def test_a_box_and_a_long_frame() -> None:
    assert texts(blocks(page("<table><tr><td>专栏1<p>建3个中心</table>"))) == ["[] 专栏1", "[] 建3个中心"]
    long = "<p>" + "到2025年全面完成各项任务。" * 40 + "</p>"
    found = texts(blocks(page(f"<table><tr><td><h2>一、背景</h2>{long * 12}</table>")))
    assert len(found) == 13
    assert found[0] == "# 一、背景"


def test_spans_that_claim_too_much() -> None:
    assert grids(page("<table><tr><td rowspan=99>甲<td>1<tr><td>2<td colspan=5000>3</table>")) == [
        [["甲", "1", ""], ["^", "2", "3"]]
    ]
    huge = "<table>" + ("<tr>" + "<td rowspan=65534 colspan=1000>甲" * 3000) * 3 + "</table>"
    assert blocks(page(huge)).blocks


def test_a_section_ends_its_spans() -> None:
    table = "<table><tbody><tr><td rowspan=9>甲<td>1</tbody><tbody><tr><td>乙<td>2</tbody></table>"
    assert grids(page(table)) == [[["甲", "1"], ["乙", "2"]]]


def test_places_of_cells() -> None:
    text = "<html><body>\n<table>\n<tr><td>指标</td><td>目标</td></tr>\n<tr><td>床位\n</td>\n<td>\n6</td></tr></table></body></html>"
    [(_, grid)] = blocks(text.encode()).grids()
    assert [(cell.text, cell.place.line, cell.place.row, cell.place.column) for cell in grid.cells] == [
        ("指标", 3, 1, 1),
        ("目标", 3, 1, 2),
        ("床位", 4, 2, 1),
        ("6", 7, 2, 2),
    ]


def test_a_line_that_begins_with_a_mark_is_a_note() -> None:
    body = "<table><tr><td>指标<td>目标<tr><td>寿命<sup>1</sup><td>79</table><p><sup>1</sup>基期为2019年。<p>正文<sup>2</sup>。"
    assert texts(blocks(page(body))) == ["= 2×2", "^1 基期为2019年。", "正文。"]


class TestOddTables:
    """Nothing of a table is lost, however its tags stand."""

    @pytest.mark.parametrize(
        ("table", "cells", "aside"),
        [
            ("<td>甲<td>1<tr><td>乙<td>2", ["甲", "1", "乙", "2"], []),
            ("<thead><td>甲<td>1<tbody><tr><td>乙<td>2", ["甲", "1", "乙", "2"], []),
            ("<form><tbody><tr><td>甲<td>1<tr><td>乙<td>2</form>", ["甲", "1", "乙", "2"], []),
            ("<tr><td>甲<td>1</tr><p>文</p><tr><td>乙<td>2", ["甲", "1", "乙", "2"], ["文"]),
            ("字<tr><td>甲<td>1<tr>文<td>乙<td>2", ["甲", "1", "乙", "2"], ["字", "文"]),
            ("<td>甲</td>文<td>1<tr><td>乙<td>2", ["甲", "1", "乙", "2"], ["文"]),
            ("<tr><td>甲<td>1<tr style='display:none'><td>丙<td>3<tr><td>乙<td>2", ["甲", "1", "乙", "2"], []),
            ("<script>go()</script><tr><td>甲<td>1<tr><td>乙<td>2", ["甲", "1", "乙", "2"], []),
        ],
    )  # fmt: skip
    def test_cells_and_what_stands_between(self, table: str, cells: list[str], aside: list[str]) -> None:
        found = blocks(page(f"<table>{table}</table>")).blocks
        [grid] = [block for block in found if isinstance(block, TableBlock)]
        assert [cell.text for cell in grid.cells] == cells
        assert (grid.rows, grid.columns) == (2, 2)
        assert [block.text for block in found if not isinstance(block, TableBlock)] == aside
