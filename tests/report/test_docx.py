"""Papers as Word documents: what the package holds, what of a template they have, and that nothing of a report is lost in them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree
from support import Desk, fixed_reviewed

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.badges import MET, MISSED
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column, Mark
from healthplan_cli.report.document import (
    Block,
    Chart,
    ChartKind,
    Document,
    Heading,
    Items,
    Paragraph,
    Part,
    Role,
    Row,
    Series,
    Table,
    Terms,
)
from healthplan_cli.report.documents.evaluation import evaluation
from healthplan_cli.report.fitted import for_width, without_idle
from healthplan_cli.report.formats.docx import render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LOOK = Look()
# The order in which the schema has the children of what we write.
ORDERS = {
    "rPr": "rFonts b i color sz szCs vertAlign lang",
    "pPr": "pStyle keepNext widowControl spacing ind jc outlineLvl sectPr",
    "tblPr": "tblStyle tblW jc tblLayout tblCellMar tblLook tblBorders",
    "tcPr": "tcW tcBorders shd vAlign",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "settings": "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders "
    "characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


def paper(*blocks: Block, template: bytes = b"", wide: bool = False) -> bytes:
    """A document of some blocks."""
    document = Document("test", "标题", (Part("一", blocks, wide=wide),))
    return render([document], replace(LOOK, template=template))


@cache
def whole() -> bytes:
    """The evaluation that has every status and every note."""
    return render([evaluation(fixed_reviewed()[0], LOOK, Medium.PAPER)], LOOK)


def body_of(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content)).element.body


def members(content: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(content))
    return {name: package.read(name) for name in package.namelist()}


def table_of(rows: list[tuple[str, ...]], *heads: str, **options: Any) -> Table:
    columns = tuple(
        Column(
            {"序时进度": "elapsed"}.get(head, head),
            head,
            12,
            Align.LEFT if at == 0 else Align.CENTER,
            numeric=at > 0,
        )
        for at, head in enumerate(heads)
    )
    return Table(columns, tuple(Row(tuple(map(Cell, texts))) for texts in rows), **options)


class TestPackage:
    """「图是 Word 自己的图，里面带着数据表，可以右键编辑」"""

    def test_every_relation_has_its_part_and_every_part_its_type(self) -> None:
        found = members(whole())
        types = found["[Content_Types].xml"].decode()
        for name, content in found.items():
            if name.endswith(".rels"):
                base = Path(name).parent.parent
                for relation in etree.fromstring(content):
                    target = relation.get("Target")
                    place = target.lstrip("/") if target.startswith("/") else (base / target).as_posix()
                    while re.search(r"[^/.]+/\.\./", place):
                        place = re.sub(r"[^/.]+/\.\./", "", place, count=1)
                    assert place in found
            elif not name.endswith("].xml"):
                assert f'"/{name}"' in types or f'Extension="{name.rpartition(".")[2]}"' in types

    def test_charts_have_their_workbooks(self) -> None:
        found = members(whole())
        charts = [name for name in found if re.match(r"word/charts/chart\d+\.xml", name)]
        assert len(charts) == 2
        assert len(body_of(whole()).findall(f".//{C}chart")) == 2
        for name in charts:
            relations = etree.fromstring(found[f"word/charts/_rels/{Path(name).name}.rels"])
            tree = etree.fromstring(found[name])
            assert tree.find(f"{C}externalData").get(qn("r:id")) == relations[0].get("Id")
            book = found[relations[0].get("Target").replace("..", "word")]
            sheet = openpyxl.load_workbook(io.BytesIO(book)).active
            for reference in tree.iterfind(f".//{C}ser/{C}val/{C}numRef"):
                area = sheet[reference.findtext(f"{C}f").partition("!")[2].replace("$", "")]  # type: ignore[index]
                cells = [row[0].value for row in area] if isinstance(area, tuple) else [area.value]
                points = {
                    int(point.get("idx")): Fraction(point.findtext(f"{C}v"))
                    for point in reference.find(f"{C}numCache").findall(f"{C}pt")
                }
                kept = [points.get(at) for at in range(len(cells))]
                assert [None if value is None else round(Fraction(value), 9) for value in cells] == [
                    None if value is None else round(value, 9) for value in kept
                ]

    def test_a_chart_is_told_in_words(self) -> None:
        chart = Chart(ChartKind.BARS, "进度", ("甲", "乙"), (Series("完成", (Fraction(1, 3), None)),), "%")
        [told] = [item.get("descr") for item in body_of(paper(chart)).iter() if item.tag.endswith("}docPr")]
        assert told == "进度：甲 完成 0.33%；乙 "

    def test_a_chart_without_numbers_is_left_out(self) -> None:
        chart = Chart(ChartKind.BARS, "进度", ("甲",), (Series("完成", (None,)),))
        assert not any("chart" in name for name in members(paper(chart)))

    def test_nobody_is_named_and_the_bytes_are_the_same(self) -> None:
        """「同样的输入，字节相同（文件里没有时间和人名）」"""
        found = members(whole())
        assert not any("thumbnail" in name or "customXml" in name for name in found)
        about = etree.fromstring(found["docProps/core.xml"])
        assert {child.tag.rpartition("}")[2] for child in about} == {"title", "language"}
        assert b"python-docx" not in b"".join(found.values())
        assert whole() == render([evaluation(fixed_reviewed()[0], LOOK, Medium.PAPER)], LOOK)

    @pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
    def test_another_program_has_the_charts_as_charts(self, tmp_path: Path) -> None:
        path = tmp_path / "paper.docx"
        path.write_bytes(whole())
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [
            "soffice",
            "--headless",
            profile,
            "--convert-to",
            "odt",
            "--outdir",
            str(tmp_path),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        found = zipfile.ZipFile(tmp_path / "paper.odt")
        objects = [name for name in found.namelist() if re.fullmatch(r"Object \d+/content\.xml", name)]
        assert len(objects) == 2
        assert all(b"<chart:chart " in found.read(name) for name in objects)


class TestSchema:
    """A word processor asks to repair a document whose elements aren't in their order."""

    def test_order(self) -> None:
        found = members(whole())
        trees = [
            etree.fromstring(content)
            for name, content in found.items()
            if name.startswith("word/") and name.endswith(".xml")
        ]
        for tag, names in ORDERS.items():
            order, seen = names.split(), 0
            for item in (item for tree in trees for item in tree.iter(f"{W}{tag}")):
                children = [child.tag.removeprefix(W) for child in item]
                assert children == sorted(children, key=order.index), tag
                seen += 1
            assert seen, tag

    def test_every_style_that_is_used_is_there(self) -> None:
        found = members(whole())
        styles = {
            style.get(f"{W}styleId") for style in etree.fromstring(found["word/styles.xml"]).iter(f"{W}style")
        }
        used = {
            item.get(f"{W}val")
            for name in ("word/document.xml", "word/hpfooter1.xml", "word/styles.xml")
            for tag in ("pStyle", "tblStyle", "basedOn", "next")
            for item in etree.fromstring(found[name]).iter(f"{W}{tag}")
        }
        assert used <= styles

    def test_fonts_have_others_in_their_place(self) -> None:
        """「机器上没有的字体写明了用什么代替」"""
        fonts = etree.fromstring(members(whole())["word/fontTable.xml"])
        instead = {font.get(f"{W}name"): font.find(f"{W}altName") for font in fonts}
        assert "宋体" in instead["方正小标宋简体"].get(f"{W}val")
        assert "仿宋_GB2312" in instead["仿宋"].get(f"{W}val")


class TestCaptions:
    """「表和图编号（表1、图1），编号是域」"""

    def test_are_fields(self) -> None:
        codes = [text.text.strip() for text in body_of(whole()).iter(f"{W}instrText")]
        paper: Any = docx.Document(io.BytesIO(whole()))
        captions = [item.text for item in paper.paragraphs if item.style.name == "Caption"]
        for word in ("表", "图"):
            numbered = [re.sub(r"\D+(\d+).*", r"\1", text) for text in captions if text.startswith(word)]
            assert numbered == [str(number) for number in range(1, len(numbered) + 1)]
            assert codes.count(f"SEQ {word} \\* ARABIC") == len(numbered) > 1

    def test_annexes_are_in_the_navigation(self) -> None:
        content = paper(Heading("标题", 1), Heading("完成情况表", annex="附件1"))
        document = docx.Document(io.BytesIO(content))
        levels = {
            item.text: item.style.element.pPr.find(f"{W}outlineLvl").get(f"{W}val")  # type: ignore[union-attr]
            for item in document.paragraphs[1:3]
        }
        assert levels == {"附件1": "0", "完成情况表": "1"}


class TestTables:
    """「每行都一样的类别、单位、属性、序时进度、责任单位一类写在表下面」"""

    def test_a_constant_column_is_said_below(self) -> None:
        table = table_of([("甲", "60%", ""), ("乙", "60%", "")], "指标", "序时进度", "备注")
        found = without_idle(table, ())
        assert found.heads == ("指标",)
        assert found.notes == ("各项的序时进度均为 60%。",)

    def test_not_what_some_rows_lack(self) -> None:
        table = table_of([("甲", "60%"), ("乙", "")], "指标", "序时进度")
        assert without_idle(table, ()) == table

    def test_a_row_and_its_parts_may_lack_it(self) -> None:
        table = table_of([("甲", "60%"), ("乙", ""), ("乙一", "60%")], "指标", "序时进度")
        rows = (*table.rows[:2], replace(table.rows[2], part=True))
        assert without_idle(replace(table, rows=rows), ("指标",)).notes == ("各项的序时进度均为 60%。",)

    def test_what_judges_stays(self) -> None:
        """A table that is too wide loses idle columns, never the verdict, nor what a mark stands at."""
        columns = (
            Column("name", "指标", align=Align.LEFT),
            Column("status", "判断"),
            Column("actual", "实际"),
            Column("unit", "单位"),
        )
        row = Row(
            (
                Cell("甲"),
                Cell("达标", tone=MET, strong=True),
                Cell("5", marks=(Mark("*", "*", "初步数"),)),
                Cell("%"),
            )
        )
        assert for_width(Table(columns, (row, row))).heads == ("指标", "判断", "实际")

    def test_categories_stand_in_every_row(self) -> None:
        """「类别每行都写，翻页以后仍看得见」"""
        columns = (Column("category", "类别", merged=True), Column("name", "指标", align=Align.LEFT))
        rows = tuple(
            Row((Cell(group), Cell(name)), group)
            for group, name in (("健康水平", "甲"), ("健康水平", "乙"), ("环境", "丙"))
        )
        made = docx.Document(io.BytesIO(paper(Table(columns, rows)))).tables[0]
        assert [row.cells[0].text for row in made.rows] == ["类别", "健康水平", "健康水平", "环境"]
        assert not list(made._tbl.iter(f"{W}vMerge"))

    def test_points_are_under_each_other(self) -> None:
        """「一列的数小数点对齐」: what is free to the right of a number makes up for the decimals that it lacks."""
        numbers = ["5", "12.5", "≥3.25", "保持"]
        made = docx.Document(
            io.BytesIO(paper(table_of([("甲", text) for text in numbers], "指标", "实际")))
        ).tables[0]
        free = {}
        for row in made.rows[1:]:
            shape = row.cells[1].paragraphs[0]._p.pPr
            indent = shape.find(f"{W}ind")
            free[row.cells[1].text] = (
                shape.find(f"{W}jc").get(f"{W}val"),
                int(indent.get(f"{W}right")) if indent is not None else 0,
            )
        assert [side for side, _ in free.values()] == ["right", "right", "right", "center"]
        digit, point = 90, 45  # twips of Times' digits and point in nine points
        assert free["5"][1] - free["12.5"][1] == digit + point
        assert free["12.5"][1] - free["≥3.25"][1] == digit

    def test_fill_the_page(self) -> None:
        for table in docx.Document(io.BytesIO(whole())).tables:
            widths = [int(column.get(f"{W}w")) for column in table._tbl.tblGrid]
            assert sum(widths) in {twips * 14400 // 254 for twips in (156, 261)} | {
                8842,
                8843,
                8844,
                14796,
                14797,
                14798,
                14799,
            }
            assert min(widths) > 300

    def test_heads_are_repeated_and_rows_stay_whole(self) -> None:
        for table in docx.Document(io.BytesIO(whole())).tables:
            marks = [
                (
                    row._tr.trPr.find(f"{W}cantSplit") is not None,
                    row._tr.trPr.find(f"{W}tblHeader") is not None,
                )
                for row in table.rows
            ]
            assert marks == [(True, True)] + [(True, False)] * (len(marks) - 1)


def texts_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text of some blocks."""
    for block in blocks:
        match block:
            case Heading(text):
                yield text
            case Paragraph(text, lead):
                yield lead + text
            case Items(items):
                for item in items:
                    yield from (item.said, *item.below)
            case Terms(title, pairs):
                yield title
                for label, lines in pairs:
                    yield from (label, *lines)
            case Chart():
                yield block.title
            case Table():
                yield from (block.title, *block.heads, *block.notes)
                for row in block.rows:
                    for cell in row.cells:
                        yield from (cell.text, *cell.below, *(mark.meaning for mark in cell.marks))


class TestNothingIsLost:
    def test_every_text_of_an_evaluation(self) -> None:
        document = evaluation(fixed_reviewed()[0], LOOK, Medium.PAPER)
        shown = "".join(text.text or "" for text in body_of(whole()).iter(f"{W}t"))
        missing = [
            text
            for part in document.parts
            for text in texts_of(part.blocks)
            if text.replace("\n", "") not in shown
        ]
        assert missing == []

    def test_lines_that_are_signed(self) -> None:
        content = paper(Paragraph("评估单位：", role=Role.SIGNATURE), Paragraph("年　月　日", role=Role.DATE))
        styles = [item.style.name for item in docx.Document(io.BytesIO(content)).paragraphs]  # type: ignore[union-attr]
        assert styles == ["Signature", "Date"]

    def test_table_that_follow_each_other_stay_two(self) -> None:
        one = table_of([("甲", "1")], "指标", "实际")
        assert len(docx.Document(io.BytesIO(paper(one, one))).tables) == 2

    def test_the_same_tone_is_told_apart(self) -> None:
        series = (Series("逾期", (Fraction(1),), MISSED), Series("未开工", (Fraction(2),), MISSED))
        tree = etree.fromstring(
            members(paper(Chart(ChartKind.PARTS, "状态", ("全部",), series)))["word/charts/chart1.xml"]
        )
        looks = [etree.tostring(item.find(f"{C}spPr")) for item in tree.iter(f"{C}ser")]
        assert looks[0] != looks[1]


def template_of(header: str = "某市卫生健康委员会文件") -> Any:
    """A commission's own document."""
    document: Any = docx.Document()
    document.styles["Title"].font.color.rgb = RGBColor(255, 0, 0)
    document.styles["Normal"].font.size = Pt(13)
    document.sections[0].left_margin = Mm(41)
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = "内部资料"
    document.add_paragraph("张三写的正文")
    document.core_properties.author = "张三"
    return document


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class TestTemplate:
    """「样式、页面、页眉和页脚用这份文件的，缺的样式用程序自己的」"""

    def made(self, template: bytes | None = None) -> Any:
        blocks = (
            Heading("标题", 1),
            Paragraph("正文"),
            table_of([("甲", "1")], "指标", "实际", title="情况"),
        )
        return docx.Document(io.BytesIO(paper(*blocks, template=template or saved(template_of()))))

    def test_its_styles_are_left_as_they_are(self) -> None:
        made, own = self.made(), template_of()
        for name in ("Title", "Normal", "Caption", "Heading 1", "Table Grid"):
            assert etree.tostring(made.styles[name].element) == etree.tostring(own.styles[name].element)
        assert made.paragraphs[0].style.name == "Title"

    def test_what_it_lacks_is_ours(self) -> None:
        made = self.made()
        cell = made.tables[0].rows[1].cells[0].paragraphs[0]
        assert (cell.style.name, cell.style.font.size.pt) == ("表格文字", 9)
        assert made.styles["Signature"].font.size is None  # as its text

    def test_its_pages(self) -> None:
        section = self.made().sections[0]
        assert round(section.left_margin.mm) == 41
        assert section.header.paragraphs[0].text == "某市卫生健康委员会文件"
        assert section.footer.paragraphs[0].text == "内部资料"

    def test_pages_across_are_its_own_turned(self) -> None:
        content = paper(Paragraph("横"), template=saved(template_of()), wide=True)
        section = docx.Document(io.BytesIO(content)).sections[0]
        assert section.page_width > section.page_height  # type: ignore[operator]
        assert round(section.top_margin.mm) == 41  # type: ignore[union-attr]

    def test_nothing_of_its_text_stays(self) -> None:
        content = b"".join(members(paper(Paragraph("正文"), template=saved(template_of()))).values())
        assert "张三".encode() not in content

    def test_without_a_footer_the_pages_are_numbered(self) -> None:
        bare = docx.Document()
        content = paper(Paragraph("正文"), template=saved(bare))
        assert " PAGE " in docx.Document(io.BytesIO(content)).sections[0].footer._element.xml

    def test_a_dotx(self) -> None:
        """「（`.dotx` 也行）」"""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name, content in members(saved(template_of())).items():
                package.writestr(
                    name,
                    content.replace(b"document.main+xml", b"template.main+xml")
                    if name.startswith("[")
                    else content,
                )
        assert self.made(stream.getvalue()).sections[0].footer.paragraphs[0].text == "内部资料"


ACTUALS = "plan: panzhihua\nyear: 2025\nactuals: {health_literacy: 26}\n"


class TestOption:
    """「不是 Word 文件的，退出码 2，什么也不写」"""

    @pytest.mark.parametrize("content", [b"", b"# hello", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
    def test_no_document(self, desk: Desk, content: bytes) -> None:
        desk.put({"a.yaml": ACTUALS})
        (desk.folder / "own.docx").write_bytes(content)
        answer = desk.run("evaluate", "a.yaml", "--template", "own.docx", "-o", "out.docx")
        assert answer.code == 2
        assert answer.err.startswith("own.docx: ")
        assert not (desk.folder / "out.docx").exists()

    def test_every_command_that_writes_papers(self, desk: Desk) -> None:
        (desk.folder / "own.docx").write_bytes(saved(template_of()))
        answer = desk.run("compare", "chongqing", "panzhihua", "--template", "own.docx", "-o", "out.docx")
        assert answer.code == 0, answer.err
        found = docx.Document(str(desk.folder / "out.docx"))
        assert found.sections[0].footer.paragraphs[0].text == "内部资料"
