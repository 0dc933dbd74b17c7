"""How much is read of anything (docs/formats.md, 「限度」): each limit is written down, and refused at once with its number."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
from support import ROOT, Desk

from healthplan_cli.base import limits
from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.sources.strict_yaml import parse

NAMES = [name for name in vars(limits) if name.startswith("MAX_")]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<row r="1"><c t="inlineStr"><is><t>指标</t></is></c><c t="inlineStr"><is><t>2024年</t></is></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def lowered(monkeypatch: pytest.MonkeyPatch, name: str, value: int) -> None:
    """A limit that is lower, wherever it is asked: a file that is beyond it needn't be large then."""
    for module in [module for key, module in sys.modules.items() if key.startswith("healthplan_cli")]:
        if hasattr(module, name):
            monkeypatch.setattr(module, name, value)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_written_down(name: str) -> None:
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    section = text.split("## 限度\n")[1].split("\n## ")[0]
    numbers = set(re.findall(r"(?<!\d)\d+(?: [MK]B)?", section))
    number = getattr(limits, name)
    spelled = {str(number), f"{number // 1_000_000} MB", f"{number // 1000} KB"}
    assert spelled & numbers, f"{name} = {number} is not in the section"


def package(made: Callable[[io.BytesIO], None], **parts: str) -> bytes:
    """An Office package with parts of its own in place of some."""
    whole, changed = io.BytesIO(), io.BytesIO()
    made(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        own: dict[str, bytes | str] = {name: old.read(name) for name in old.namelist()}
        own.update(parts)
        for name, content in own.items():
            new.writestr(name, content)
    return changed.getvalue()


def book(rows: str = "", before: str = "", after: str = "", **parts: str) -> bytes:
    """A workbook of one sheet with this XML in it."""
    body = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{HEAD}{rows}</sheetData>{after}</worksheet>'
    return package(lambda stream: openpyxl.Workbook().save(stream), **{SHEET: body, **parts})


def written(cells: str) -> str:
    return f'<row r="2">{cells}</row>'


def document(body: str) -> bytes:
    """A Word document with this XML in its body."""
    text = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    return package(lambda stream: docx.Document().save(stream), **{"word/document.xml": text})


ATTACKS: dict[str, tuple[str, str | bytes | Callable[[], bytes], str]] = {
    "sheet bytes": ("a.csv", b"x" * 20_000_001, "文件超过 20 MB"),
    "yaml bytes": ("a.yaml", b"#" * 5_000_001, "文件超过 5 MB"),
    "depth": ("a.yaml", "[" * 51, "嵌套超过 50 层"),
    "text": ("a.yaml", f"note: {'长' * 32_768}", "文字太长：32768 字，最多 32767 字"),
    "text of a CSV": ("a.csv", f"指标,2024年,备注\n人均预期寿命,79,{'长' * 32_768}\n", "a.csv:2:11: 一格里的文字有 32768 字，最多 32767 字"),
    "text of a CSV that csv itself refuses": ("a.csv", f"指标,2024年\n人均预期寿命,{'长' * 140_000}\n", "一格里的文字超过 32767 字"),
    "text of a sheet": ("a.xlsx", lambda: book(written(f'<c t="inlineStr"><is><t>{"长" * 32_768}</t></is></c>')), "Sheet!A2: 一格里的文字有 32768 字"),
    "words": ("a.yaml", f'actuals: {{life_expectancy: "{"7" * 1001}"}}', "1000 字"),
    "digits": ("a.yaml", f'actuals: {{life_expectancy: "{"7" * 41}"}}', "数字太长（41 位，最多 40 位）"),
    "power": ("a.yaml", "actuals: {life_expectancy: 1e31}", "读不懂"),
    "columns of a CSV": ("a.csv", "指标,2024年" + "," * 16_384, "最多 16384 格"),
    "filled columns of a CSV": ("a.csv", "指标,2024年\n" + "x," * 1001, "a.csv:2:1: 一行有 1001 格有内容，最多 1000 格"),
    "filled columns of a sheet": ("a.xlsx", lambda: book(written("<c><v>3</v></c>" * 1001)), "Sheet!A2: 一行有 1001 格有内容，最多 1000 格"),
    "cells of a row": ("a.xlsx", lambda: book(written("<c/>" * 16_385)), "一行有 16385 格，最多 16384 格"),
    "lines of a sheet": ("a.xlsx", lambda: book('<row r="1048577"/>'), "超过 1048576 行"),
    "lines of a CSV": ("a.csv", "\n" * 1_048_577 + "x", "超过 1048576 行"),
    "widths": ("a.xlsx", lambda: book(before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 16_385 + "</cols>"), "列宽和隐藏列的设置超过 16384 处"),
    "merged": ("a.xlsx", lambda: book(after="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 50_001 + "</mergeCells>"), "合并的单元格超过 50000 处"),
    "depth of a sheet": ("a.xlsx", lambda: book("<a>" * 60_000 + "</a>" * 60_000), "XML 嵌套超过 50 层"),
    "depth below a cell": ("a.xlsx", lambda: book(written("<c>" + "<a>" * 60_000 + "</a>" * 60_000 + "</c>")), "XML 嵌套超过 50 层"),
    "elements": ("a.xlsx", lambda: book(after="<x/>" * 600_000), "内容超过 500000 项"),
    "elements of one row": ("a.xlsx", lambda: book(written("<c><v/></c>" * 300_000)), "内容超过 500000 项"),
    "a comment": ("a.xlsx", lambda: book(f"<!--{'>a' * 600_000}-->"), "超过 1000 KB，没有一个标记"),
    "attributes of a row": ("a.xlsx", lambda: book("<row " + " ".join(f'a{at}="1"' for at in range(120_000)) + "/>"), "超过 1000 KB，没有一个标记"),
    "a number format": ("a.xlsx", lambda: book(**{"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="{"0" * 256}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'}), "有一种数字格式超过 255 个字符"),
    "tags of a part": ("a.xlsx", lambda: book(**{"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{"<x/>" * 300_001}</styleSheet>'}), "最多 300000 个"),
    "a part": ("a.xlsx", lambda: book(**{"xl/styles.xml": " " * 20_000_001}), "解压后有 20 MB，最多 20 MB"),
    "parts": ("a.xlsx", lambda: book(**{f"xl/media/{at}.png": "" for at in range(5001)}), "像是压缩炸弹"),
    "unknown rows": ("a.csv", "指标,2024年\n" + "".join(f"某某指标{at},3\n" for at in range(60)), "50"),
    "problems": ("a.yaml", json.dumps({"actuals": {f"x{at}": 3 for at in range(600)}}), "……另有 100 处"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_data(desk: Desk, name: str) -> None:
    file, content, says = ATTACKS[name]
    desk.put({file: content() if callable(content) else content})
    answer = desk.run("evaluate", file, "-p", "chongqing", "--year", "2024")
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err, answer.err[:500]


DOCUMENTS: dict[str, tuple[str, str | bytes | Callable[[], bytes], str]] = {
    "bytes": ("a.txt", b"x" * 20_000_001, "文件超过 20 MB"),
    "characters": ("a.txt", "健" * 1_000_001, "文字有 1000001 字，最多 1000000 字"),
    "passages": ("a.txt", "健\n" * 200_001, "有 200001 段（行、格），最多 200000 段"),
    "tags of a page": ("a.html", "<html><body>" + "<p>" * 500_000, "最多 500000 个"),
    "tags that don't close": ("a.html", "<html><body>" + "<" * 500_000, "最多 500000 个"),
    "attributes": ("a.html", "<html><body><p " + " ".join(f"a{at}=1" for at in range(5001)) + ">", "最多 5000 个"),
    "tags of a docx": ("a.docx", lambda: document("<w:p/>" * 2_000_001), "最多 2000000 个"),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(desk: Desk, name: str) -> None:
    file, content, says = DOCUMENTS[name]
    desk.put({file: content() if callable(content) else content})
    answer = desk.run("verify", "chongqing", file)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err, answer.err[:500]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('a = "' + "x" * 100_000 + '"', "设置文件太大：超过 100 KB"),
        ("\n" * 2001, "设置文件太长：超过 2000 行"),
        ("a = " + "[" * 51, "嵌套超过 50 层"),
        ("a." * 51 + "b = 1", "嵌套超过 50 层"),
        ("a = " + "9" * 501, "超过 500 个字符"),
    ],
)
@pytest.mark.parametrize("file", ["hpcheck.toml", "pyproject.toml"])
def test_settings(desk: Desk, text: str, says: str, file: str) -> None:
    if file == "pyproject.toml":
        text = f"# [tool.hpcheck]\n{text}"
    desk.put({file: text, "a.yaml": "actuals: {life_expectancy: 79}"})
    answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "--config", file)
    assert answer.code == 2
    assert says in answer.err


@pytest.mark.parametrize(
    ("name", "low", "says"),
    [
        ("MAX_ROWS", 1, "有内容的行超过 1 行"),
        ("MAX_CELLS", 3, "合并的单元格互相重叠"),
        ("MAX_UNPACKED", 1000, "像是压缩炸弹"),
        ("MAX_ELEMENTS", 3, "内容超过 3 项"),
    ],
)
def test_sheets_of_a_lower_limit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, low: int, says: str
) -> None:
    rows = written('<c t="inlineStr"><is><t>人均预期寿命</t></is></c><c><v>79</v></c>')
    desk.put({"a.xlsx": book(rows, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')})
    command = ["evaluate", "a.xlsx", "-p", "chongqing", "--year", "2024"]
    desk.run(*command)  # loads what reads it
    lowered(monkeypatch, name, low)
    answer = desk.run(*command)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err, answer.err


def test_a_tree_of_a_lower_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    lowered(monkeypatch, "MAX_NODES", 3)
    with pytest.raises(InvalidInput, match="内容展开后超过 3 项"):
        parse(b"a: [1, 2, 3]", "f.yaml")


def test_a_docx_of_a_lower_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put({"a.docx": document("<w:p/>")})
    desk.run("verify", "chongqing", "a.docx")
    lowered(monkeypatch, "MAX_UNPACKED", 1000)
    assert "像是压缩炸弹" in desk.run("verify", "chongqing", "a.docx").err
