"""Radicals in place of characters, as PDFs that browsers print have them: every form of a document and of data is read alike."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

import docx
import openpyxl
import pytest
from blockcases import blocks
from pdfpages import PdfPage, pdf_of

from healthplan_cli.base.radicals import CHARACTERS, ordinary
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.commands.verify import read_text_of
from healthplan_cli.draft.reading import read_draft
from healthplan_cli.language.normalise import normalise
from healthplan_cli.sources.actuals.csvfile import open_csv
from healthplan_cli.sources.documents.blocks import DocumentBlocks
from healthplan_cli.sources.strict_yaml import parse

ORDINARY = "一二十三四五民生目立方米户老人长门风页车气青黄骨金工"
RADICALS = "⼀⼆⼗三四五⺠⽣⽬⽴⽅⽶⼾⽼⼈⻓⻔⻛⻚⻋⽓⻘⻩⻣⾦⼯"
LINES = ("某市“十四五”养老民生规划", "一、工作基础", "“十三五”期间，建成养老院102个。", "二、目标")
ROWS = (
    ("序号", "指标", "单位", "2020年", "2025年目标", "属性"),
    ("1", "空气质量优良天数", "天", "300", "310", "约束性"),
    ("2", "天然气产量", "亿立方米", "6", "20", "预期性"),
    ("3", "老年人家庭医生签约户数", "户", "5", "8", "预期性"),
)
SIGNS = "①⑩％㎡³²Ⅲ：，（）＞“”—～〇㎞ﬁ"


def as_radicals(text: str) -> str:
    return text.translate(str.maketrans(ORDINARY, RADICALS))


def txt(lines: list[str], rows: list[list[str]]) -> bytes:
    return "\n".join([*lines, *("\t".join(row) for row in rows)]).encode()


def html(lines: list[str], rows: list[list[str]]) -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    entity = "".join(f"&#{ord(char)};" for char in lines[1])
    return (
        f"<html><p>{lines[0]}<p>{entity}<p>{lines[2]}<p>{lines[3]}<table>{lines[3]}{cells}</table>".encode()
    )


def word(lines: list[str], rows: list[list[str]]) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(stream)
    return stream.getvalue()


def workbook(lines: list[str], rows: list[list[str]]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for line in [*([line] for line in lines), *rows]:
        book.active.append(line)  # type: ignore[union-attr]
    book.save(stream)
    return stream.getvalue()


def pdf(lines: list[str], rows: list[list[str]]) -> bytes:
    page = PdfPage()
    for number, line in enumerate(lines):
        page.text(60, 60 + 20 * number, line)
    xs, ys = [50, 90, 260, 330, 400, 480, 540], [150, 180, 210, 240, 270]
    return pdf_of([page.grid(xs, ys).cells(xs, ys, rows)])


FORMS = {"plan.txt": txt, "plan.html": html, "plan.docx": word, "plan.xlsx": workbook, "plan.pdf": pdf}


def made(name: str, radicals: bool) -> bytes:
    lines, rows = list(LINES), [list(row) for row in ROWS]
    if radicals:
        lines, rows = (
            [as_radicals(line) for line in lines],
            [[as_radicals(cell) for cell in row] for row in rows],
        )
    return FORMS[name](lines, rows)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_the_characters(name: str) -> None:
    """Headings, tables, drafts and what verify looks words up in are those of the ordinary characters."""

    def undated(found: DocumentBlocks) -> DocumentBlocks:
        return replace(found, sha256="")

    given, right = made(name, True), made(name, False)
    assert given != right
    assert undated(blocks(given, name)) == undated(blocks(right, name))
    assert read_text_of(Source(name, given)).passages == read_text_of(Source(name, right)).passages
    draft = read_draft(blocks(given, name))
    assert draft.rows == read_draft(blocks(right, name)).rows
    assert [row.name for row in draft.rows] == [row[1] for row in ROWS[1:]]
    assert draft.header.title == LINES[0]
    assert not draft.commitments  # the 102 are of a past plan


def test_data_and_specs_have_the_characters() -> None:
    sheet = "指标,单位,2025年\n天然气产量,亿立方米,20\n"
    assert open_csv(as_radicals(sheet).encode(), "a.csv").rows == open_csv(sheet.encode(), "a.csv").rows
    spec = "name: 老年人长期照护户数\n"
    node, right = (parse(text.encode(), "plan.yaml") for text in (as_radicals(spec), spec))
    assert node.data() == right.data()


def test_words_are_compared_as_characters() -> None:
    assert normalise("⽼年⼈ ⻓期照护").text == "老年人长期照护"


def test_only_the_two_blocks_are_read_so() -> None:
    """A Kangxi radical is its compatibility form, in the glyph of China's fonts; signs stay what they are."""
    assert ordinary(SIGNS) == SIGNS
    changed = [chr(code) for code in range(0x110000) if ordinary(chr(code)) != chr(code)]
    assert set(changed) == {chr(code) for code in CHARACTERS}
    assert all("\u2e81" <= char <= "\u2ef3" or "\u2f00" <= char <= "\u2fd5" for char in changed)
    assert len(changed) == 114 + 214
    for char in changed:
        [code] = map(ord, ordinary(char))
        assert 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x2CEAF, char  # unified ideographs
        folded = unicodedata.normalize("NFKC", char)
        assert ordinary(char) in (folded, {"戶": "户", "靑": "青"}.get(folded)) or folded == char
    assert ordinary("⺠⻛⻓⻔⻚⻋⻅⻝⻘⼾⾭⺟⻳") == "民风长门页车见食青户青母龟"
