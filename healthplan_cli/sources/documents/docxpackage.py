"""Checks of the package of a Word document or workbook: other kinds, locked, damaged and too large ones are refused."""

from __future__ import annotations

import io
import zipfile

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_DOCUMENT_TAGS, MAX_UNPACKED
from healthplan_cli.base.packages import check_members
from healthplan_cli.sources.documents.refusing import damaged


def nothing_in(file: str) -> InvalidInput:
    """Return the refusal of a document without text."""
    return refusal(
        file,
        tr(
            "文档里没有文字：若正文是图片（扫描件），请另存为 PDF，再用 hpcheck draft 加 --ocr（先运行 pip install 'hpcheck[ocr]'），或另做文字识别（OCR）"
        ),
    )


def check_package(content: bytes, file: str) -> None:
    """Raise InvalidInput for a ZIP that is no Word document, or beyond a limit."""
    names = names_of(content, file)
    if "content.xml" in names or "OFD.xml" in names:
        raise refusal(file, tr("OpenDocument（.odt）或 OFD 文件：请另存为 .docx 或有文字层的 .pdf"))
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise refusal(file, tr("这是 ZIP 压缩包，不是 Word 文档：请先解压，取出里面的文件"))
    _check_tags(content, file)


def names_of(content: bytes, file: str) -> set[str]:
    """Return the names of a package's members. Raise InvalidInput for a locked or damaged package, or one beyond a limit."""
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
    """Raise InvalidInput for a document with too many tags, each of which would become a node in memory."""
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
