"""A Word document: its paragraphs and the cells of its tables in their order, text boxes and footnotes too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_DOCUMENT_TAGS, MAX_UNPACKED
from healthplan_cli.base.location import Location
from healthplan_cli.base.packages import check_members
from healthplan_cli.checks.verify import DocumentText, Passage
from healthplan_cli.sources.documents.merged import Again, Columns
from healthplan_cli.sources.documents.refusing import damaged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_READ = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOTES = ("footnotes", "endnotes")


def read_docx(content: bytes, file: str, sha256: str) -> DocumentText:
    """Return what the document says, from its body to its footnotes."""
    check_package(content, file)
    from docx import Document as open_docx

    try:
        document = open_docx(io.BytesIO(content))
        found = _DocxWalk(file)
        found.blocks(document.element.body)
        for part in document.part.package.iter_parts():
            if str(part.partname).endswith(tuple(f"/{name}.xml" for name in _NOTES)):
                found.notes(part.blob)
    except Exception as error:  # of lxml, zipfile and python-docx: whatever a garbled package makes them say
        raise damaged(file, "docx") from error
    if not found.passages:
        raise nothing_in(file)
    return DocumentText(file, "docx", sha256, tuple(found.passages))


def nothing_in(file: str) -> InvalidInput:
    """Return the error about a document without words."""
    return refusal(
        file,
        tr(
            "文档里没有文字：若正文是图片（扫描件），请另存为 PDF，再用 hpcheck draft 加 --ocr（先运行 pip install 'hpcheck[ocr]'），或另做文字识别（OCR）"
        ),
    )


def check_package(content: bytes, file: str) -> None:
    """Raise InvalidInput for a ZIP that is something else than a Word document, or too much."""
    names = names_of(content, file)
    if "content.xml" in names or "OFD.xml" in names:
        raise refusal(file, tr("OpenDocument（.odt）或 OFD 文件：请另存为 .docx 或有文字层的 .pdf"))
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise refusal(file, tr("这是 ZIP 压缩包，不是 Word 文档：请先解压，取出里面的文件"))
    _check_tags(content, file)


def names_of(content: bytes, file: str) -> set[str]:
    """Return the names of a package's members. InvalidInput for one that is locked, damaged or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise damaged(file, "docx") from None
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise refusal(file, tr("有密码的压缩包：请先解压，取出里面的文件"))
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise refusal(
            file, tr("解压后超过 {value} MB：像是压缩炸弹，没有解压", value=MAX_UNPACKED // 1_000_000)
        )
    check_members(parts, file)
    return names


def _check_tags(content: bytes, file: str) -> None:
    """Raise InvalidInput for a text of more tags than any plan has: each of them becomes a node of a tree."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            try:
                tags = package.read(name).count(b"<")
            except Exception as error:  # whatever a garbled package makes zipfile say
                raise damaged(file, "docx") from error
            if tags > MAX_DOCUMENT_TAGS:
                words = tr("文档里有 {count} 个标记，最多 {most} 个", count=tags, most=MAX_DOCUMENT_TAGS)
                raise refusal(file, words)


class _DocxWalk:
    """The passages of a tree of blocks, each with its place."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.passages: list[Passage] = []
        self._again = Again(self.passages)
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, node: Any, place: str | None = None) -> None:
        """Read the paragraphs and tables below a node; `place` is the cell's that they stand in."""
        for child in node:
            if child.tag == f"{_W}p":
                self._paragraph(child, place)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _NOT_READ:
                self.blocks(child, place)

    def notes(self, blob: bytes) -> None:
        """Read footnotes or endnotes, whose part python-docx leaves as it is."""
        from docx.oxml import parse_xml

        for number, note in enumerate(parse_xml(blob), 1):
            self.blocks(note, tr("脚注 {number}", number=number))

    def _paragraph(self, node: Any, place: str | None) -> None:
        if place is None:
            self._paragraphs += 1
            place = tr("第 {number} 段", number=self._paragraphs)
        boxes: list[Any] = []
        text = "".join(_texts(node, boxes))
        if text.strip():
            self.passages.append(Passage(text, Location(self.file, cell=place)))
        for box in boxes:
            self.blocks(box, tr("{place}的文本框", place=place))

    def _table(self, node: Any) -> None:
        self._tables += 1
        table, merged = self._tables, Columns(self._again)
        for number, row in enumerate(_below(node, "tr"), 1):
            merged.start_row(_width(row.find(f"{_W}trPr/{_W}gridBefore")) or 0)
            for column, cell in enumerate(_below(row, "tc"), 1):
                place = tr("表 {table} 第 {row} 行第 {column} 格", table=table, row=number, column=column)
                first = len(self.passages)
                self.blocks(cell, place)
                if cell.find(f".//{_W}tbl") is not None:
                    first = len(self.passages)  # a table in a cell isn't said again
                kind = cell.find(f"{_W}tcPr")
                width, down, across = (
                    None if kind is None else kind.find(f"{_W}{name}")
                    for name in ("gridSpan", "vMerge", "hMerge")
                )
                merged.cell(first, _width(width) or 1, _merge(down), _merge(across))


def _width(node: Any) -> int | None:
    """Return how many columns a cell covers, or a row leaves out."""
    value = None if node is None else str(node.get(f"{_W}val"))
    return int(value[:6]) if value is not None and value.isascii() and value.isdecimal() else None


def _merge(node: Any) -> str | None:
    """Return whether a cell begins a merged one (restart) or goes on with it (continue, which is also what no word says)."""
    return None if node is None else str(node.get(f"{_W}val") or "continue")


def _below(node: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row: in a content control too, but not those of a nested table."""
    for child in node:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _below(child, name)


def _texts(node: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield a paragraph's text as it is shown; text boxes in it are set aside."""
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag not in _NOT_READ:
            yield from _texts(child, boxes)
