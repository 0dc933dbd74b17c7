"""The readers of plan documents: what is in a file, and where; what can't be read is named and is never a traceback."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from documentcases import BODY, bad, plan, tabbed
from docx import Document as new_docx
from docx.oxml import parse_xml
from plandocuments import (
    W,
    broken,
    docx_plan,
    html_plan,
    package,
    pdf,
    pdf_plan,
    places,
    read,
    refusal,
    saved,
    texts,
)

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.checks.verify import verify


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    def test_encodings(self, encoding: str) -> None:
        document = read(tabbed().encode(encoding))
        assert texts(document) == [cell for line in tabbed().split("\n") for cell in line.split("\t") if cell]
        assert document.kind == "txt"
        assert bad(verify(plan(), document)) == []

    def test_a_stray_byte(self) -> None:
        content = tabbed().encode().replace("≥60".encode(), b"\xe260") + "字".encode() * 1000
        assert bad(verify(plan(), read(content))) == [("row5", "target", "missing")]

    def test_places_are_lines_whatever_ends_them(self) -> None:
        document = read("一\r\n\r\n三\r四".encode())
        assert [(passage.text, passage.place.line) for passage in document.passages] == [
            ("一", 1),
            ("三", 3),
            ("四", 4),
        ]

    def test_lines_that_break_sentences(self) -> None:
        """A sentence is one passage, and each of its characters has the line that it stands in."""
        lines = broken([*BODY[1:5]] * 9, 30)
        [first, *_] = read("\n".join(lines).encode()).passages
        assert first.text == BODY[1]
        assert [str(first.place_of(index)) for index in (0, 29, 30, 31)] == [
            "plan.txt:1:1",
            "plan.txt:1:30",
            "plan.txt:2:1",
            "plan.txt:2:2",
        ]

    @pytest.mark.parametrize("between", ["\t", "|", "    "])
    def test_columns_of_cells(self, between: str) -> None:
        """The column of a cell is that of its line, whatever stands between the cells."""
        rows = (("指标名称", "单位", "2020年", "2025年"), ("病床数量", "张　", "120  ", "130  "), ("医师数量", "人　", "30   ", "120  "))  # fmt: skip
        lines = [between.join(row) for row in rows]
        document = read("\n".join(["测试规划", *lines]).encode())
        cells = [(passage.text, str(passage.place)) for passage in document.passages if passage.table]
        assert cells[4:] == [
            (cell.strip(), f"plan.txt:{number}:{line.index(cell) + 1}")
            for number, (row, line) in enumerate(zip(rows[1:], lines[1:], strict=True), 3)
            for cell in row
        ]


class TestWord:
    def test_a_table_with_merged_cells(self) -> None:
        document = read(saved(docx_plan()), "plan.docx")
        assert document.kind == "docx"
        assert bad(verify(plan(), document)) == []
        assert texts(document).count("健康水平") == 3  # once in each row that it covers
        where = dict(zip(texts(document), places(document), strict=True))
        assert where[BODY[0]] == "plan.docx:第 1 段"
        assert where["≤5.0"] == "plan.docx:表 1 第 2 行第 5 格"
        assert where["30000"] == "plan.docx:表 2 第 1 行第 7 格"

    def test_a_slip_in_a_cell(self) -> None:
        document = docx_plan()
        document.tables[0].cell(1, 4).text = "≤5.1"
        assert bad(verify(plan(), read(saved(document)))) == [("row2", "target", "missing")]

    def test_nested_tables_and_paragraphs_in_a_cell(self) -> None:
        document = new_docx()
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "专栏1"
        cell.add_paragraph("第二段")
        cell.add_table(rows=1, cols=1).cell(0, 0).text = "内层"
        found = read(saved(document))
        assert texts(found)[:3] == ["专栏1", "第二段", "内层"]
        assert set(places(found)) == {"plan.txt:表 1 第 1 行第 1 格"}

    def test_what_was_struck_out_is_not_there(self) -> None:
        document = new_docx()
        document.add_paragraph("目标")
        runs = (
            f'<w:p {W}><w:del w:id="1"><w:r><w:delText>≤9</w:delText><w:t>≤9</w:t></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>≤8</w:t><w:tab/><w:t>约束</w:t><w:noBreakHyphen/><w:t>性</w:t></w:r></w:ins></w:p>'
        )
        document.element.body.insert(1, parse_xml(runs))
        assert texts(read(saved(document))) == ["目标", "≤8\t约束-性"]

    def test_a_text_box_is_read_after_its_paragraph(self) -> None:
        document = new_docx()
        box = f"<w:p {W}><w:r><w:t>前</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>后</w:t></w:r></w:p>"
        document.element.body.insert(0, parse_xml(box))
        found = read(saved(document))
        assert texts(found) == ["前后", "框内"]
        assert places(found)[1] == "plan.txt:第 1 段的文本框"


class TestWeb:
    def test_a_table(self) -> None:
        document = read(html_plan().encode(), "plan.html")
        assert document.kind == "html"
        assert bad(verify(plan(), document)) == []
        assert dict(zip(texts(document), places(document), strict=True))["≤4.8"] == "plan.html:4:0"

    def test_a_slip_in_a_cell(self) -> None:
        content = html_plan().replace("≤4.8", "≤4.9").encode()
        assert bad(verify(plan(), read(content))) == [("row3", "target", "missing")]

    @pytest.mark.parametrize(
        "said", ['<meta charset="gb2312">', '<meta http-equiv="x" content="text/html; charset=GBK">', ""]
    )
    def test_encodings(self, said: str) -> None:
        content = html_plan().replace("<head>", f"<head>{said}").encode("gb18030")
        assert bad(verify(plan(), read(content))) == []

    def test_an_encoding_that_is_said_wrongly(self) -> None:
        content = html_plan().replace("<head>", '<head><meta charset="gb2312">').encode("utf-8-sig")
        assert bad(verify(plan(), read(content))) == []

    def test_what_a_reader_doesn_t_see(self) -> None:
        content = "<html><body><script>var a='甲';</script><style>p{}</style><p>乙 &ge;5 <b>丙</b>丁<br>戊</p></body></html>"
        assert texts(read(content.encode())) == ["乙 ≥5 丙丁", "戊"]

    def test_declarations_that_no_page_has(self) -> None:
        assert texts(read("<html><p>甲<![乙]>丙</p><![if !vml]>丁<![endif]></html>".encode()))[-1].endswith(
            "丁"
        )

    def test_a_page_without_words(self) -> None:
        assert "没有文字" in refusal(b"<html><body><script>go()</script></body></html>")


class TestPdf:
    def test_lines_and_their_places(self) -> None:
        document = read(pdf([pdf_plan()]), "plan.pdf")
        assert document.kind == "pdf"
        assert places(document)[1].startswith("plan.pdf:第 1 页")
        assert bad(verify(plan(), document)) == []

    def test_a_slip_in_a_cell(self) -> None:
        lines = [line.replace("≤5.0", "≤5.1") for line in pdf_plan()]
        assert bad(verify(plan(), read(pdf([lines])))) == [("row2", "target", "missing")]

    def test_page_numbers_and_heads_don_t_break_a_sentence(self) -> None:
        lines = broken(BODY, 24)
        pages = [
            ["测试规划文件", *lines[at : at + 5], f"— {number} —"]
            for number, at in enumerate(range(0, len(lines), 5), 7)
        ]
        document = read(pdf(pages), "plan.pdf")
        assert not any("—" in text or "测试规划文件" in text for text in texts(document))
        [found] = [
            passage for passage in document.passages if "近视率控制在3%左右，中学生除外" in passage.text
        ]
        assert {str(found.place_of(index)) for index in range(len(found.text))} == {
            "plan.pdf:第 1 页第 6 行",
            *(f"plan.pdf:第 2 页第 {line} 行" for line in (2, 3)),
        }

    def test_a_number_at_the_foot_that_is_no_page_number(self) -> None:
        found = "".join(texts(read(pdf([["规划指标", "80"], ["第二页的字", "2"], ["第三页的字", "95"]]))))
        assert "80" in found
        assert "95" in found

    def test_a_scan(self) -> None:
        assert refusal(pdf([[], []])).startswith("扫描件，没有文字层")
        assert refusal(pdf([["7"], ["8"]])).startswith("扫描件，没有文字层")

    def test_a_font_that_doesn_t_say_its_characters(self) -> None:
        assert "汉字" in refusal(pdf([["abcdefgh" * 9]]))

    def test_with_a_password(self) -> None:
        locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -4 >> /ID [<00> <00>]".format(
            "5A" * 32
        )
        assert "密码" in refusal(pdf([["规划指标"]], trailer=locked))

    def test_broken_off(self) -> None:
        assert "损坏" in refusal(b"%PDF-1.4\n1 0 obj\n<<")


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b" \n\n", "空的"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
            (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
            (b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
            (b"{\\rtf1 x}", "RTF"),
            (b"Rar!\x1a\x07", "RAR"),
            (package(a_txt=b"x"), "ZIP"),
            (package(xl__workbook_xml=b"x"), "XLSX"),
            (package(content_xml=b"x"), "OpenDocument"),
            (b"PK\x03\x04 broken off", "损坏"),
            (package(word__document_xml=b"<broken"), "损坏"),
            (saved(new_docx()), "没有文字"),
            (struct.pack("<300I", *range(0, 900_000_000, 3_000_000)), "编码"),
        ],
    )
    def test_what_it_is_is_said(self, content: bytes, words: str) -> None:
        assert words in refusal(content)

    def test_a_name_that_promises_more(self) -> None:
        assert "PDF" in refusal("一、规划".encode(), "plan.pdf")
        assert "DOCX" in refusal("一、规划".encode(), "plan.docx")

    def test_what_is_inside_counts_more_than_the_name(self) -> None:
        assert read(saved(docx_plan()), "plan.txt").kind == "docx"
        assert read(html_plan().encode(), "plan.txt").kind == "html"
        assert read(pdf([pdf_plan()]), "plan.docx").kind == "pdf"

    def test_too_big(self) -> None:
        assert "20 MB" in refusal(b"x" * 20_000_001)

    def test_any_part_of_a_docx(self) -> None:
        """A file broken off anywhere is refused in words."""
        content = saved(docx_plan())
        for end in range(10, len(content), len(content) // 40):
            assert refusal(content[:end])

    def test_a_folder_and_a_file_that_isn_t_there(self, tmp_path: Path) -> None:
        from healthplan_cli.base.read_bytes import read_source

        for path in (tmp_path, tmp_path / "none.txt"):
            with pytest.raises(InvalidInput):
                read_source(str(path))
