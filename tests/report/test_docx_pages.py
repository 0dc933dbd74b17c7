"""Where pages of Word documents may end: not before a last row alone, not before the lines that are signed; titles on their lines."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column, Mark
from healthplan_cli.report.document import Block, Document, Heading, Paragraph, Part, Role, Row, Table
from healthplan_cli.report.formats.docx import render
from healthplan_cli.report.formats.titlelines import title_lines


def body_of(*blocks: Block) -> Any:
    content = render([Document("test", "标题", (Part("一", blocks),))], Look())
    return docx.Document(io.BytesIO(content)).element.body


def table_of(count: int, parts: tuple[int, ...] = (), **options: Any) -> Table:
    columns = (Column("name", "指标", 20, Align.LEFT), Column("actual", "实际", 10, numeric=True))
    rows = tuple(Row((Cell(f"指标{at}"), Cell(str(at))), part=at in parts) for at in range(count))
    return Table(columns, rows, **options)


def kept(body: Any) -> list[bool]:
    """Whether each row of the first table, its head among them, stays with what comes next: all its lines or none."""
    found = []
    for row in body.find(qn("w:tbl")).iterfind(qn("w:tr")):
        lines = {line.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for line in row.iter(qn("w:p"))}
        assert len(lines) == 1
        found.append(lines.pop())
    return found


class TestRows:
    """「最后几行不拆开，不会只有一行落在下一页」"""

    def test_the_last_ones_stay_together(self) -> None:
        found = kept(body_of(table_of(20)))
        assert found == [True, True, *[False] * 16, True, True, False]

    def test_with_the_notes_below(self) -> None:
        body = body_of(table_of(20, notes=("一", "二", "三")))
        assert kept(body)[-3:] == [True, True, True]
        notes = list(body.iterchildren(qn("w:p")))[-3:]
        assert [note.pPr.keepNext is not None for note in notes] == [True, True, False]

    def test_many_notes_may_be_parted(self) -> None:
        body = body_of(table_of(20, notes=tuple(f"注{at}" for at in range(30))))
        notes = list(body.iterchildren(qn("w:p")))[-30:]
        assert [note.pPr.keepNext is not None for note in notes] == [True, *[False] * 29]

    def test_footnotes_count_as_notes(self) -> None:
        table = table_of(20)
        mark = Mark("①", "[1]", "初步数")
        first = Row((Cell("甲", marks=(mark,)), Cell("1")))
        found = kept(body_of(Table(table.columns, (first, *table.rows))))
        assert found[-1]

    def test_a_short_table_is_whole(self) -> None:
        assert kept(body_of(table_of(6))) == [True] * 6 + [False]

    def test_parts_stay_with_their_row(self) -> None:
        found = kept(body_of(table_of(30, parts=(11, 12))))
        assert [at - 1 for at, stays in enumerate(found) if stays] == [-1, 0, 10, 11, 27, 28]

    def test_a_table_without_rows(self) -> None:
        assert kept(body_of(table_of(0))) == [False]


class TestEnding:
    """「盖章、签字的几行总和正文的末尾在一页」"""

    def test_is_on_the_page_of_the_last_paragraph(self) -> None:
        body = body_of(
            Paragraph("第一段"),
            Paragraph("最后一段"),
            Paragraph("完成情况表", "附件：", Role.ANNEXES),
            Paragraph("负责人：", role=Role.SIGNATURE),
            Paragraph("年　月　日", role=Role.DATE),
        )
        first, last, _, signature, _ = list(body.iterchildren(qn("w:p")))
        assert first.pPr.keepNext is None
        assert last.pPr.keepNext is not None
        assert signature.pPr.keepNext is not None

    def test_blank_lines(self) -> None:
        body = body_of(
            Paragraph("正文"),
            Paragraph("1. 甲", "附件：", Role.ANNEXES),
            Paragraph("2. 乙", "", Role.ANNEXES),
            Paragraph("评估单位：", role=Role.SIGNATURE),
            Paragraph("负责人：", role=Role.SIGNATURE),
        )
        shapes = [line.pPr.find(qn("w:spacing")) for line in body.iterchildren(qn("w:p"))]
        above = [0 if shape is None else int(shape.get(qn("w:before"))) for shape in shapes]
        assert above == [0, 560, 0, 1120, 0]


class TestTitles:
    """「题目一行放不下的，在意思断得开的地方换行」"""

    @pytest.mark.parametrize(
        ("title", "lines"),
        [
            ("《某市规划》中期评估报告", ["《某市规划》中期评估报告"]),
            (
                "《临江省卫生健康事业发展“十四五”规划》终期评估报告",
                ["《临江省卫生健康事业发展“十四五”规划》", "终期评估报告"],
            ),
            (
                "《临江市东山区“十四五”卫生健康事业发展规划》重大项目 2024 年进展情况报告",
                ["《临江市东山区", "“十四五”卫生健康事业发展规划》", "重大项目 2024 年进展情况报告"],
            ),
            (
                "规划对照：临江市、东山区、西山县、河口县、龙泉市",
                ["规划对照：", "临江市、东山区、西山县、河口县、龙泉市"],
            ),
        ],
    )
    def test_are_broken_by_their_sense(self, title: str, lines: list[str]) -> None:
        assert title_lines(title, 40) == lines

    def test_without_a_place_evenly(self) -> None:
        lines = title_lines("很长而没有标点的名称" * 6, 40)
        assert "".join(lines) == "很长而没有标点的名称" * 6
        assert {len(line) for line in lines} <= {18, 20, 19}
        assert len(lines) == 3 or len(lines) == 4

    def test_of_very_many_names(self) -> None:
        assert max(map(len, title_lines("对照：" + "、".join(["某市"] * 60), 40))) <= 20

    def test_stand_in_the_document(self) -> None:
        title = body_of(Heading("《临江省卫生健康事业发展“十四五”规划》终期评估报告", 1))[0]
        assert len(title.findall(f".//{qn('w:br')}")) == 1
