"""A Word document as blocks: headings, tables with merged cells, boxes, footnotes, revisions."""

from __future__ import annotations

import io
from typing import Any

import docx
from blockcases import blocks, grids, texts
from docx.oxml import parse_xml
from docx.shared import Pt

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def put(document: Any, xml: str) -> None:
    """Put a piece of WordprocessingML at the end of the body."""
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def table_xml(rows: str) -> str:
    return f"<w:tbl {_W}><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def tc(text: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def tr(*cells: str, props: str = "") -> str:
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


class TestText:
    def test_headings_by_style_and_by_number(self) -> None:
        document = docx.Document()
        document.add_heading("某县“十四五”卫生健康规划", 0)
        document.add_heading("规划背景", 1)
        for text in (
            "第一章 总体要求",
            "一、指导思想",
            "坚持以人民健康为中心，到2025年婴儿死亡率控制在5‰以下。",
            "（一）主要目标",
            "1.健康水平",
            "1.婴儿死亡率控制在5‰以下",
            "（二）强化服务。到2025年，床位达到6张。",
        ):
            document.add_paragraph(text)
        assert texts(blocks(saved(document))) == [
            "# 某县“十四五”卫生健康规划",
            "# 规划背景",
            "# 第一章 总体要求",
            "## 一、指导思想",
            "坚持以人民健康为中心，到2025年婴儿死亡率控制在5‰以下。",
            "### （一）主要目标",
            "#### 1.健康水平",
            "1.婴儿死亡率控制在5‰以下",
            "（二）强化服务。到2025年，床位达到6张。",
        ]

    def test_numbers_that_word_counts(self) -> None:
        """一、 and 二、 of an automatic list are printed, though no text has them."""
        document = docx.Document()
        numbering = document.part.numbering_part.element
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {_W} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
            ),
        )
        numbering.append(parse_xml(f'<w:num {_W} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
        item = f'<w:p {_W}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="91"/></w:numPr></w:pPr><w:r><w:t>{{}}</w:t></w:r></w:p>'
        for text in ("规划背景", "主要目标"):
            put(document, item.format(text))
        assert texts(blocks(saved(document))) == ["# 一、规划背景", "# 二、主要目标"]

    def test_revisions_hidden_words_and_line_breaks(self) -> None:
        document = docx.Document()
        put(
            document,
            f'<w:p {_W}><w:r><w:t>到2025年</w:t></w:r><w:del w:id="1"><w:r><w:delText>达到80%</w:delText></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>达到</w:t><w:softHyphen/><w:t>90%</w:t></w:r></w:ins>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（内部）</w:t></w:r><w:r><w:br/><w:t>以上。</w:t><w:br/><w:t>第二句</w:t></w:r></w:p>",
        )
        assert texts(blocks(saved(document))) == ["到2025年达到90%以上。", "第二句"]

    def test_signs_of_the_symbol_font(self) -> None:
        document = docx.Document()
        put(
            document,
            f'<w:p {_W}><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>',
        )
        assert texts(blocks(saved(document))) == ["≥90%"]

    def test_a_text_box_stands_after_its_paragraph(self) -> None:
        document = docx.Document()
        inside = (
            "<w:p><w:r><w:t>专栏1 重点项目</w:t></w:r></w:p><w:p><w:r><w:t>建设区医院。</w:t></w:r></w:p>"
        )
        put(
            document,
            f"<w:p {_W}><w:r><w:t>前</w:t><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r><w:r><w:t>后</w:t></w:r></w:p>",
        )
        found = blocks(saved(document))
        assert texts(found) == ["前后", "[] 专栏1 重点项目", "[] 建设区医院。"]
        assert [block.place.paragraph for block in found.blocks] == [1, 1, 1]

    def test_footnotes(self) -> None:
        document = docx.Document()
        put(document, f'<w:p {_W}><w:r><w:t>婴儿死亡率</w:t><w:footnoteReference w:id="2"/></w:r></w:p>')
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        notes = (
            f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>基期为2019年</w:t></w:r></w:p></w:footnote></w:footnotes>'
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        assert texts(blocks(saved(document))) == ["婴儿死亡率", "^1 基期为2019年"]


class TestTables:
    def test_merged_cells(self) -> None:
        document = docx.Document()
        put(
            document,
            table_xml(
                tr(tc("类别", '<w:vMerge w:val="restart"/>'), tc("指标", '<w:vMerge w:val="restart"/>'), tc("目标", '<w:gridSpan w:val="2"/>'))
                + tr(tc("", "<w:vMerge/>"), tc("", "<w:vMerge/>"), tc("2025年"), tc("2030年"))
                + tr(tc("健康水平", '<w:vMerge w:val="restart"/>'), tc("婴儿死亡率"), tc("5"), tc("4"))
                + tr(tc("", "<w:vMerge/>"), tc("孕产妇死亡率"), tc("10"), tc("9"))
                + tr(tc("床位数"), tc("6"), tc("7"), props='<w:gridBefore w:val="1"/>')
            ),
        )  # fmt: skip
        assert grids(saved(document)) == [
            [
                ["类别", "指标", "目标", "<"],
                ["^", "^", "2025年", "2030年"],
                ["健康水平", "婴儿死亡率", "5", "4"],
                ["^", "孕产妇死亡率", "10", "9"],
                ["", "床位数", "6", "7"],
            ]
        ]

    def test_places(self) -> None:
        document = docx.Document()
        document.add_paragraph("表")
        document.add_table(1, 2).cell(0, 0).text = "甲"
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "指标", "目标", "5"
        [*_, (_, grid)] = blocks(saved(document)).grids()
        cell = grid.cells[-1]
        assert (cell.text, cell.place.table, cell.place.row, cell.place.column) == ("5", 2, 2, 2)

    def test_paragraphs_raised_characters_and_deleted_rows(self) -> None:
        document = docx.Document()
        table = document.add_table(3, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "绿地（m", "目标"
        table.cell(0, 0).paragraphs[0].add_run("2").font.superscript = True
        table.cell(0, 0).paragraphs[0].add_run("）")
        table.cell(1, 0).text = "住院支付比例"
        table.cell(1, 0).paragraphs[0].add_run("①").font.superscript = True
        table.cell(1, 1).text = "职工85"
        table.cell(1, 1).add_paragraph("居民70").runs[0].font.size = Pt(9)
        table.cell(1, 1).paragraphs[1].add_run("1").font.superscript = True
        table.cell(2, 0).text, table.cell(2, 1).text = "旧行", "1"
        table.rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {_W} w:id="7"/>'))
        assert grids(saved(document)) == [[["绿地（m²）", "目标"], ["住院支付比例{①}", "职工85|居民70{1}"]]]

    def test_a_box_is_no_table(self) -> None:
        document = docx.Document()
        document.add_table(1, 1).cell(0, 0).text = "专栏2 主要任务\n到2025年建成3个中心。"
        document.add_table(2, 1).cell(0, 0).text = "专栏3"
        document.tables[1].cell(1, 0).text = "项目"
        assert texts(blocks(saved(document))) == [
            "[] 专栏2 主要任务",
            "[] 到2025年建成3个中心。",
            "[] 专栏3",
            "[] 项目",
        ]

    def test_a_table_around_a_table(self) -> None:
        document = docx.Document()
        outer = document.add_table(1, 2)
        outer.cell(0, 0).text = "表1"
        inner = outer.cell(0, 1).add_table(2, 2)
        for at, text in enumerate(("指标", "目标", "婴儿死亡率", "5")):
            inner.cell(at // 2, at % 2).text = text
        assert texts(blocks(saved(document))) == ["表1", "= 2×2"]

    def test_a_table_in_a_table_comes_after_it(self) -> None:
        document = docx.Document()
        outer = document.add_table(4, 3)
        for at, text in enumerate(
            ("指标", "单位", "目标", "床位数", "张", "6", "其中", "", "", "人均寿命", "岁", "79")
        ):
            outer.cell(at // 3, at % 3).text = text
        inner = outer.cell(2, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "县级", "3"
        assert grids(saved(document)) == [
            [["指标", "单位", "目标"], ["床位数", "张", "6"], ["其中", "", ""], ["人均寿命", "岁", "79"]],
            [["县级", "3"]],
        ]
