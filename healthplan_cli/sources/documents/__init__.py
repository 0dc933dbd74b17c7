"""The plan documents themselves: a file's bytes → its paragraphs, cells and lines, each with its place.

What a file is is told from its bytes first and from its name last; what can't be read is named.
"""

from __future__ import annotations

from pathlib import PurePath

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_DOCUMENT_BYTES
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.checks.verify import DocumentText
from healthplan_cli.sources.documents.refusing import check_much

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ADVICE = tr("请另存为 .docx、.pdf（有文字层）、.html 或 .txt")
_STARTS = (
    (b"{\\rtf", tr("RTF 文档")),
    (b"Rar!", tr("RAR 压缩包")),
    (b"7z\xbc\xaf", tr("7z 压缩包")),
    (b"\x1f\x8b", tr("gzip 压缩文件")),
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_TAG = Pattern(r"<(?:!doctype\s+html|html|head|body|table|p|div|meta|h[1-6])[\s>/]")


def read_document(source: Source) -> DocumentText:
    """Return what a document says. InvalidInput, with what it is, for one that can't be read."""
    content, file = source.content, source.path
    if not content.strip(b"\0 \t\r\n"):
        raise refusal(file, tr("文件是空的，没有内容"))
    if len(content) > MAX_DOCUMENT_BYTES:
        raise refusal(file, tr("文件超过 {value} MB：这不像规划文本", value=MAX_DOCUMENT_BYTES // 1_000_000))
    found = _read(source, _kind(content, file))
    check_much(file, sum(len(passage.text) for passage in found.passages), len(found.passages))
    return found


def _read(source: Source, kind: str) -> DocumentText:
    content, file = source.content, source.path
    match kind:
        case "docx":
            from healthplan_cli.sources.documents.docxtext import read_docx

            return read_docx(content, file, source.sha256)
        case "pdf":
            from healthplan_cli.sources.documents.pdftext import read_pdf

            return read_pdf(content, file, source.sha256)
        case "html":
            from healthplan_cli.sources.documents.htmltext import read_html

            return read_html(content, file, source.sha256)
    from healthplan_cli.sources.documents.plaintext import read_text

    return read_text(content, file, source.sha256)


def _kind(content: bytes, file: str) -> str:
    if content.startswith(b"PK"):
        return "docx"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    _check_other(content, file)
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
    """Raise InvalidInput for what has no text that can be read."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refusal(file, tr("有密码保护（加密）的 Office 文件，读不了：请取消密码后另存"))
        raise refusal(file, tr("旧式的 Office 文件（.doc、.wps 一类）：请用 Word 或 WPS 打开，另存为 .docx"))
    if content.startswith(_PICTURES):
        raise refusal(file, tr("这是图片，没有文字：请先做文字识别（OCR）"))
    for start, words in _STARTS:
        if content.startswith(start):
            raise refusal(file, tr("这是{words}：{advice}", words=words, advice=_ADVICE))
