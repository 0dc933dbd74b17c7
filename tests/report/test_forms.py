"""The table of the forms: every form for people says what every block of a document says."""

from __future__ import annotations

import html
import io
import re
import zipfile
from importlib import import_module

import pytest

from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import (
    Block,
    Document,
    Folded,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    Terms,
    Tile,
    Tiles,
)
from healthplan_cli.report.forms import FORMS

PEOPLE = [name for name, form in FORMS.items() if form.medium]
TABLE = Table(
    (Column("one", "甲栏", align=Align.LEFT), Column("two", "乙栏", numeric=True)),
    (Row((Cell("甲格"), Cell("1234.5"))), Row((Cell("丙格"), Cell("未报")))),
    title="表题",
    notes=("表注",),
)
BLOCKS: tuple[Block, ...] = (
    Heading("大题", 1),
    Heading("小题", 2),
    *(Paragraph(f"段落{order}", role=role) for order, role in enumerate(Role)),
    Paragraph("段文", "段首："),
    Tiles((Tile("88", "瓦名", "瓦旁"),)),
    Items((Item("条文", "✓", "+", below=("条下",), label="条义"), Item("旁条"))),
    Terms("释题", (("释名", ("释文", "释又")),)),
    TABLE,
    Folded("折题", (Paragraph("折内"),)),
)
SAID = re.compile(r"[\u4e00-\u9fff]{2}\d?|88|1234\.5")
LEFT_OUT = {
    "csv": {"表题", "表注"}
}  # rows of data: neither a title, where there is one document, nor what a column means


def words_of(form: str, documents: list[Document]) -> str:
    """Return the text of documents in a form, without its markup and its white space."""
    module = import_module(f"healthplan_cli.report.formats.{form}")
    look = [Look(100)] if FORMS[form].looked else []
    content = module.render(documents, *look)
    if isinstance(content, bytes) and content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(map(package.read, package.namelist()))
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\\", "").split())


@pytest.mark.parametrize("form", PEOPLE)
def test_says_every_block(form: str) -> None:
    """「over every block of `report/document.py`」: nothing that a report says is lost in a form."""
    wanted = set(SAID.findall(repr(BLOCKS))) - LEFT_OUT.get(form, set())
    text = words_of(form, [Document("p", "报告", (Part("第一", BLOCKS, wide=True),))])
    assert {word for word in wanted if word not in text} == set()


@pytest.mark.parametrize("form", PEOPLE)
def test_says_every_document(form: str) -> None:
    """Several plans of one run stand in one file."""
    two = [Document(name, name, (Part(name, (Heading(name, 1), TABLE)),)) for name in ("子规划", "丑规划")]
    text = words_of(form, two)
    assert "子规划" in text
    assert "丑规划" in text
