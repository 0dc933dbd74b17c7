"""The plan of documentcases as files: docx, html, pdf; and what verify reads of them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from documentcases import ANNEX, BODY, TABLE
from docx import Document as new_docx

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.checks.verify import DocumentText
from healthplan_cli.commands.verify import read_text_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(content: bytes, name: str = "plan.txt") -> DocumentText:
    return read_text_of(Source(name, content))


def texts(document: DocumentText) -> list[str]:
    return [passage.text for passage in document.passages]


def places(document: DocumentText) -> list[str]:
    return [str(passage.place) for passage in document.passages]


def refusal(content: bytes, name: str = "plan.txt") -> str:
    with pytest.raises(InvalidInput) as error:
        read(content, name)
    [problem] = error.value.problems
    assert problem.location.file == name
    return problem.message


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_plan() -> Any:
    """The plan of test_verify, its table with merged cells."""
    document = new_docx()
    document.add_paragraph(BODY[0])
    for rows in (TABLE, ANNEX):
        table = document.add_table(rows=0, cols=7)
        for cells in rows:
            for cell, words in zip(table.add_row().cells, cells, strict=False):
                cell.text = words
        if rows is TABLE:
            table.cell(0, 0).merge(table.cell(2, 0))
            for paragraph in BODY[1:]:
                document.add_paragraph(paragraph)
    return document


def html_plan() -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n" for cells in TABLE)
    annex = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n" for cells in ANNEX)
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in BODY[1:])
    return f"<html><head><title>x</title></head><body><h1>{BODY[0]}</h1>\n<table>{rows}</table>{body}<table>{annex}</table></body></html>"


def pdf(pages: list[list[str]], codes: bool = True, trailer: str = "") -> bytes:
    """A PDF with a font by name only; `codes` False leaves out what its characters are."""
    chars = sorted({char for lines in pages for line in lines for char in line})
    pairs = "\n".join(f"<{ord(char):04X}> <{ord(char):04X}>" for char in chars)
    cmap = f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(chars)} beginbfchar\n{pairs}\nendbfchar endcmap"
    unicode = "/ToUnicode 5 0 R" if codes else ""
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /Identity-H /DescendantFonts [4 0 R] {unicode} >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /S /DW 1000 /FontDescriptor 6 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        "<< /Type /FontDescriptor /FontName /S /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        " /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    for number, lines in enumerate(pages):
        shown = "\n".join(f"<{''.join(f'{ord(char):04X}' for char in line)}> Tj T*" for line in lines)
        stream = f"BT /F 10 Tf 30 800 Td 16 TL\n{shown}\nET" if lines else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 842] /Contents {8 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    out, starts = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF".encode()


def pdf_plan() -> list[str]:
    """The plan's lines as a page has them: sentences broken after 37 characters, but not within a number."""
    return [
        BODY[0],
        *(" ".join(cells) for cells in TABLE),
        *broken([*BODY[1:], *(" ".join(cells) for cells in ANNEX)]),
    ]


def broken(lines: list[str], width: int = 37) -> list[str]:
    """Lines as wide as a page."""
    return [part for line in lines for part in re.findall(rf".{{1,{width - 1}}}\D|.+", line)]


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()
