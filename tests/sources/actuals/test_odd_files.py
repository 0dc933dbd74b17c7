"""Files that are not what their names say: damaged, locked, of another program; grids of anything."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheetcases import PLAN, TABLE, book_of, changed, problems, shared
from support import (
    read_csv,
    read_xlsx,
)

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.location import Location
from healthplan_cli.model import Actuals
from healthplan_cli.sources.actuals.grid import Grid, Odd, SheetRow
from healthplan_cli.sources.actuals.table import read_grid


def outcome(read: Callable[[], Actuals]) -> int:
    """How many values, or how many problems: anything else is a traceback."""
    try:
        return len(read().values)
    except InvalidInput as error:
        return len(error.problems)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = book_of(("数据", TABLE, "visible"))


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def encrypted_zip() -> bytes:
    """A package whose parts say that they are encrypted: the flag is all that is looked at."""
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def damaged() -> bytes:
    """One byte of the sheet's packed cells changed."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content = bytearray(GOOD)
    content[start + 30 + len("xl/worksheets/sheet1.xml") + 40] ^= 0xFF
    return bytes(content)


def lying() -> bytes:
    """A part that says it is small and isn't."""
    content = bytearray(
        package(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(50_000_000)})
    )
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.rfind(mark)
        content[at + offset : at + offset + 4] = struct.pack("<I", 100)
    return bytes(content)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
)

FILES: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "文件是空的，没有内容"),
    "blank": (b"\0\0\n", "文件是空的，没有内容"),
    "empty zip": (package(), "空的压缩包，里面没有内容"),
    "too big": (b"PK" + bytes(20_000_000), "文件超过 20 MB：这不像指标数据"),
    "bomb": (lambda: package(**{"xl/workbook.xml": b"", "xl/a.xml": bytes(201_000_000)}), "解压后有 2 个部件、201 MB"),
    "bomb of parts": (lambda: package(**{f"xl/{n}": b"" for n in range(5001)}), "解压后有 5001 个部件、0 MB"),
    "lying bomb": (lying, "文件已损坏：xl/worksheets/sheet1.xml 解不开"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le") + "Workbook".encode("utf-16-le"), "这是有密码保护（加密）的 Office 文件"),
    "old xls": (OLE + "Workbook".encode("utf-16-le"), "这是旧式的 .xls（或 .et）文件"),
    "older xls": (OLE + "Book".encode("utf-16-le"), "这是旧式的 .xls 文件"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "这是Word 文档（.doc）"),
    "other ole": (OLE, "这是旧式的 Office 文件（OLE），认不出是哪一种"),
    "truncated": (GOOD[: len(GOOD) // 2], "文件不完整：XLSX 的结尾缺失"),
    "end missing": (GOOD[:-30], "文件不完整：XLSX 的结尾缺失"),
    "damaged": (damaged(), "文件已损坏：xl/worksheets/sheet1.xml 解不开"),
    "locked zip": (encrypted_zip(), "有密码的压缩包"),
    "docx": (package(**{"[Content_Types].xml": b"", "word/document.xml": b""}), "这是Word 文档（.docx）"),
    "pptx": (package(**{"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "这是PowerPoint 文件（.pptx）"),
    "xlsb": (package(**{"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "这是二进制的 .xlsb 文件"),
    "ods": (package(mimetype=b"", **{"content.xml": b""}), "这是OpenDocument 文件（.ods 一类）"),
    "another zip": (package(**{"a.csv": b"1,2"}), "这是别的 ZIP 压缩包，不是 XLSX"),
    "no parts": (package(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "文件的内部结构不对"),
    "pdf": (b"%PDF-1.7\n", "这是PDF 文件，不是电子表格"),
    "web page": (b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table></html>", "这是网页（HTML），只是换了扩展名"),
    "xml 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "这是Excel 2003 的 XML 表格"),
    "text": ("指标,2023年\n".encode(), "这不是 XLSX 文件：是文本的话，请把扩展名改为 .csv"),
    "strict": (changed(GOOD, "xl/workbook.xml", lambda text: text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")), "这是“Strict Open XML”格式的文件"),
    "broken xml": (changed(GOOD, "xl/worksheets/sheet1.xml", lambda text: text[:-30]), "文件的内部结构不对（XML 有误，第 "),
    "deep xml": (changed(GOOD, "xl/styles.xml", lambda text: "<x>" * 5_000), "文件的内部结构不对（XML 嵌套太深，第 1 行第 "),
    "broken styles": (changed(GOOD, "xl/styles.xml", lambda text: text.replace("<fonts", "<fnots")), "文件的内部结构不对（"),
    "laughs": (changed(GOOD, "xl/worksheets/sheet1.xml", lambda text: LAUGHS + "]><x>&a11;</x>"), "文件的内部结构不对（"),
    "no such string": (changed(shared(GOOD), "xl/worksheets/sheet1.xml", lambda text: text.replace("<v>0</v>", "<v>99</v>")), "文件的内部结构不对（部件里的内容对不上）"),
    "no such column": (changed(GOOD, "xl/worksheets/sheet1.xml", lambda text: text.replace('r="B2"', 'r="ZZZZ2"')), "文件的内部结构不对（部件里的内容对不上）"),
}  # fmt: skip


TEXTS = st.sampled_from(
    [
        "指标",
        "2023年",
        "数值",
        "年份",
        "人均预期寿命",
        "婴儿死亡率",
        "三级公立中医医院患者中药饮片使用率",
        "门诊",
        "其中：住院",
        "单位",
        "%",
        "78.9",
        "注：",
        "",
        "合计",
        "2025",
        "目标",
        "序号",
        "3",
        "x",
        "—",
        '"',
        "代码",
        "health_literacy",
        "\n",
    ]
)
CELLS = TEXTS | st.just(Odd("2021年", "日期")) | st.just(Odd("", "公式没有算"))


def built(name: str) -> tuple[bytes, str]:
    """A file of FILES; the big ones are made only now."""
    content, said = FILES[name]
    return content() if callable(content) else content, said


class TestSomethingElse:
    """Each file that is no XLSX, or a broken one, is told apart and named; never a traceback."""

    @pytest.mark.parametrize("name", FILES)
    def test_is_named(self, name: str) -> None:
        content, said = built(name)
        found = problems(lambda: read_xlsx(content, "a.xlsx", PLAN))
        assert found.count("\n") == 1
        assert found.startswith(f"a.xlsx: {said}")

    @pytest.mark.parametrize("name", ["encrypted", "old xls", "pdf", "web page", "empty"])
    def test_is_named_as_a_csv_too(self, name: str) -> None:
        content, said = built(name)
        assert problems(lambda: read_csv(content, "a.csv", PLAN)).startswith(f"a.csv: {said}")

    def test_an_xlsx_as_a_csv(self) -> None:
        words = "a.csv: 这是 XLSX（或别的 ZIP），不是 CSV：请把扩展名改为 .xlsx\n"
        assert problems(lambda: read_csv(GOOD, "a.csv", PLAN)) == words

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, len(GOOD) - 1), st.binary(max_size=6), st.integers(0, 40))
    def test_any_damage(self, at: int, put: bytes, cut: int) -> None:
        """Whatever happens to a file, the reader reads it or says what is wrong."""
        content = GOOD[:at] + put + GOOD[at + cut :]
        assert outcome(lambda: read_xlsx(content, "a.xlsx", PLAN)) >= 0

    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(
            st.lists(
                TEXTS,
                max_size=5,
            ),
            max_size=8,
        ),
        st.sampled_from([",", "\t", ";"]),
        st.sampled_from(["utf-8", "gbk", "utf-16"]),
    )
    def test_any_cells(self, rows: list[list[str]], separator: str, encoding: str) -> None:
        content = "\n".join(separator.join(row) for row in rows).encode(encoding)
        assert outcome(lambda: read_csv(content, "a.csv", PLAN)) >= 0

    @settings(max_examples=300, deadline=None)
    @given(
        st.lists(st.lists(CELLS, max_size=6), max_size=8),
        st.lists(st.tuples(*[st.integers(1, 8)] * 4), max_size=3),
    )
    def test_any_grid(self, rows: list[list[str | Odd]], areas: list[tuple[int, int, int, int]]) -> None:
        """Odd cells, merged areas that overlap, hidden rows, names that are left out: values or problems."""
        below: list[list[str | Odd]] = [["指标", "分组", "2022年", "2023年"], *rows]
        found = [{at: cell for at, cell in enumerate(row, 1) if cell} for row in below]
        merged = {(top, left): (max(top, bottom), max(left, right)) for top, left, bottom, right in areas}
        filled = [SheetRow(number, cells, cells) for number, cells in enumerate(found, 1) if cells]
        grid = Grid(
            filled, lambda row, at: Location("a", row, at), str, Location("a"), merged, frozenset([3])
        )
        names = {"婴儿死亡率": "-", "分组": "-"}
        assert outcome(lambda: read_grid(grid, PLAN)) >= 0
        assert outcome(lambda: read_grid(grid, PLAN, names, [])) >= 0

    @settings(max_examples=200, deadline=None)
    @given(st.binary(max_size=60))
    def test_any_bytes(self, content: bytes) -> None:
        for read in (read_csv, read_xlsx):
            with pytest.raises(InvalidInput):
                read(content, "a", PLAN)
