"""Templates that nobody expects: without styles, settings or sections, across, protected, with measures of any form."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from support import Desk

ACTUALS = "plan: panzhihua\nyear: 2025\nactuals: {health_literacy: 26}\n"
LACKING = "模板里没有这些样式，用程序自己的："
PARTS = "styles|settings|theme1|numbering|fontTable"


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def across() -> bytes:
    """Landscape, a header with a field, a first page of its own, hardly a style."""
    document: Any = docx.Document()
    for style in list(document.styles):
        if style.name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "Table Grid"):
            style.element.getparent().remove(style.element)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), ' STYLEREF "heading 1" ')
    section.header.paragraphs[0]._p.append(field)
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "首页"
    return saved(document)


def protected() -> bytes:
    document: Any = docx.Document()
    guard = OxmlElement("w:documentProtection")
    guard.set(qn("w:edit"), "readOnly")
    guard.set(qn("w:enforcement"), "1")
    document.settings.element.insert(0, guard)
    return saved(document)


def bare() -> bytes:
    """Neither styles nor settings nor a section."""
    document: Any = docx.Document()
    document.add_paragraph("文")
    document.element.body.remove(document.element.body.sectPr)
    source, stream = zipfile.ZipFile(io.BytesIO(saved(document))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            if re.fullmatch(rf"word/(?:theme/)?(?:{PARTS})\.xml", name):
                continue
            if name.endswith(".rels") or name.endswith("].xml"):
                content = re.sub(
                    rf'<(?:Relationship|Override) [^>]*(?:{PARTS})\.xml"[^>]*/>'.encode(), b"", content
                )
            package.writestr(name, content)
    return stream.getvalue()


def in_decimals() -> bytes:
    document: Any = docx.Document()
    shape = document.sections[0]._sectPr
    shape.find(qn("w:pgSz")).set(qn("w:w"), "11906.5")
    shape.find(qn("w:pgMar")).set(qn("w:left"), "28mm")
    return saved(document)


def in_chinese() -> bytes:
    """As some programs write the names of styles."""
    names = {
        "Title": "标题",
        "Heading 1": "标题 1",
        "Heading 2": "标题 2",
        "Normal": "正文",
        "Caption": "题注",
    }
    document: Any = docx.Document()
    for style in document.styles:
        if style.name in names:
            style.element.find(qn("w:name")).set(qn("w:val"), names[style.name])
    return saved(document)


def of_letters() -> bytes:
    """A style of letters that is called like one of paragraphs."""
    document: Any = docx.Document()
    document.styles["Title"].element.set(qn("w:type"), "character")
    return saved(document)


@pytest.mark.parametrize(
    ("make", "lacking"),
    [
        (
            across,
            (
                "标题（Title）",
                "标题 1（heading 1）",
                "标题 2（heading 2）",
                "题注（caption）",
                "网格型（Table Grid）",
            ),
        ),
        (protected, ()),
        (bare, ("标题（Title）", "题注（caption）")),
        (in_decimals, ()),
        (in_chinese, ()),
        (of_letters, ("标题（Title）",)),
    ],
)
def test_any_template_serves(desk: Desk, make: Callable[[], bytes], lacking: tuple[str, ...]) -> None:
    """docs/formats.md: 「模板里没有的 Word 样式（正文、标题、标题 1、标题 2、题注、网格型）在标准错误里列出」"""
    desk.put({"a.yaml": ACTUALS})
    (desk.folder / "own.docx").write_bytes(make())
    answer = desk.run("evaluate", "a.yaml", "--template", "own.docx", "-o", "out.docx")
    assert answer.code in (0, 1, 3), answer.err
    assert (LACKING in answer.err) == bool(lacking)
    assert all(name in answer.err for name in lacking)
    made: Any = docx.Document(str(desk.folder / "out.docx"))
    ids = [style.style_id for style in made.styles]
    assert len(ids) == len(set(ids))
    assert all(paragraph.style.style_id in ids for paragraph in made.paragraphs)
    assert made.settings.element.find(qn("w:documentProtection")) is None


def test_styles_named_in_chinese_are_used(desk: Desk) -> None:
    desk.put({"a.yaml": ACTUALS})
    (desk.folder / "own.docx").write_bytes(in_chinese())
    assert desk.run("evaluate", "a.yaml", "--template", "own.docx", "-o", "out.docx").code in (0, 1, 3)
    made: Any = docx.Document(str(desk.folder / "out.docx"))
    assert [made.paragraphs[0].style.style_id, made.tables[0].style.style_id] == ["Title", "TableGrid"]


def test_a_page_without_room_is_refused(desk: Desk) -> None:
    """docs/formats.md: 「版心不到 8 厘米宽的，退出码 2」"""
    document: Any = docx.Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(100), Mm(20), Mm(20)
    desk.put({"a.yaml": ACTUALS})
    (desk.folder / "own.docx").write_bytes(saved(document))
    answer = desk.run("evaluate", "a.yaml", "--template", "own.docx", "-o", "out.docx")
    assert answer.code == 2
    assert "版心太窄" in answer.err
    assert not (desk.folder / "out.docx").exists()
