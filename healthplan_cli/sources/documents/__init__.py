"""Plan documents: a file's bytes read as paragraphs, tables and footnotes with their places.

A file's kind is recognised from its bytes, then its name; kinds that can't be read are named.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_DOCUMENT_BYTES
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.sources.documents.blocks import DocumentBlocks, TableBlock
from healthplan_cli.sources.documents.refusing import check_much

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ADVICE = tr("请另存为 .docx、.pdf（有文字层）、.html 或 .txt")
_STARTS = (
    (b"{\\rtf", tr("RTF 文档")),
    (b"Rar!", tr("RAR 压缩包")),
    (b"7z\xbc\xaf", tr("7z 压缩包")),
    (b"\x1f\x8b", tr("gzip 压缩文件")),
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_TAG = Pattern(r"<(?:!doctype\s+html|html|head|body|table|p|div|meta|h[1-6])[\s>/]")


def read_blocks(source: Source, pages: range | None = None, ocr: bool = False) -> DocumentBlocks:
    """Return a document's headings, paragraphs, tables and footnotes in order, each with its place.

    Args:
        source: The file: docx, pdf, html, xlsx or txt; doc, wps and xls where LibreOffice can convert them.
        pages: The pages of a PDF to read, the first is 1; None for all.
        ocr: Whether pages that are pictures are recognised (the extra `ocr`).

    Raises:
        InvalidInput: The document can't be read; the message says what it is and what to do.
    """
    content, file = source.content, source.path
    _check_size(content, file)
    if content.startswith(_OLE) and _ENCRYPTED not in content:
        from healthplan_cli.sources.documents.converting import converted

        return replace(read_blocks(Source(file, converted(content, file)), pages), sha256=source.sha256)
    if ocr and content.startswith(_PICTURES):
        from healthplan_cli.sources.documents.recognition import read_picture_blocks

        return read_picture_blocks(content, file, source.sha256)
    _check_other(content, file)
    kind = _kind(content, file)
    if pages is not None and kind != "pdf":
        raise refusal(file, tr("只有 PDF 能按页读：这是 {kind} 文件，请不要给出页码", kind=kind))
    found = _blocks(source, kind, pages, ocr)
    texts = list(_texts(found))
    check_much(file, sum(map(len, texts)), len(texts))
    return found


def _texts(document: DocumentBlocks) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, TableBlock):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


def _check_size(content: bytes, file: str) -> None:
    """Raise InvalidInput for an empty file or one that is too big."""
    if not content.strip(b"\0 \t\r\n"):
        raise refusal(file, tr("文件是空的，没有内容"))
    if len(content) > MAX_DOCUMENT_BYTES:
        raise refusal(file, tr("文件超过 {value} MB：这不像规划文本", value=MAX_DOCUMENT_BYTES // 1_000_000))


def _blocks(source: Source, kind: str, pages: range | None, ocr: bool) -> DocumentBlocks:
    given = source.content, source.path, source.sha256
    match kind:
        case "docx":
            if _is_workbook(source.content):
                from healthplan_cli.sources.documents.xlsxblocks import read_xlsx_blocks

                return read_xlsx_blocks(*given)
            from healthplan_cli.sources.documents.docxblocks import read_docx_blocks

            return read_docx_blocks(*given)
        case "pdf":
            from healthplan_cli.sources.documents.pdf.reading import read_pdf_blocks

            if not ocr:
                return read_pdf_blocks(*given, pages)
            from healthplan_cli.sources.documents.recognition import recognised_pages

            return read_pdf_blocks(*given, pages, recognised_pages)
        case "html":
            from healthplan_cli.sources.documents.htmlblocks import read_html_blocks

            return read_html_blocks(*given)
    from healthplan_cli.sources.documents.textblocks import read_text_blocks

    return read_text_blocks(*given)


def _is_workbook(content: bytes) -> bool:
    """Return whether a package is an XLSX; False also for a damaged one, which its reader reports."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return any(name.startswith("xl/") for name in package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _kind(content: bytes, file: str) -> str:
    if content.startswith(b"PK"):
        return "docx"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    suffix = PurePath(file).suffix.lower()
    head = (
        content[:4000].replace(b"\0", b"").decode("latin-1").lower()
    )  # UTF-16 has a zero in each ASCII character
    if _TAG.search(head) or suffix in (".html", ".htm", ".xhtml", ".mht"):
        return "html"
    if suffix in (".docx", ".pdf"):
        kind = suffix[1:].upper()
        raise refusal(file, tr("名字是 {kind} 的，内容却不是：文件不完整，或换过扩展名", kind=kind))
    return "txt"


def _check_other(content: bytes, file: str) -> None:
    """Raise InvalidInput for a file of a kind without readable text."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise refusal(file, tr("有密码保护（加密）的 Office 文件，读不了：请取消密码后另存"))
        raise refusal(file, tr("旧式的 Office 文件（.doc、.wps 一类）：请用 Word 或 WPS 打开，另存为 .docx"))
    if content.startswith(_PICTURES):
        words = tr(
            "这是图片，没有文字：hpcheck draft 加 --ocr 可以识别（先运行 pip install 'hpcheck[ocr]'），或先做文字识别（OCR）"
        )
        raise refusal(file, words)
    for start, words in _STARTS:
        if content.startswith(start):
            raise refusal(file, tr("这是{words}：{advice}", words=words, advice=_ADVICE))
