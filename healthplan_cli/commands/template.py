"""A Word document as the template of papers: read and tried before anything is judged or written."""

from __future__ import annotations

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr


def template_of(path: str | None) -> bytes:
    """Return the bytes of a template; none without one. InvalidInput for a file that can't be read, or is no Word document."""
    if not path:
        return b""
    from healthplan_cli.base.read_bytes import read_source
    from healthplan_cli.report.formats.docxbase import is_document
    from healthplan_cli.sources.documents.docxpackage import check_package

    content = read_source(path).content
    if content[:2] == b"PK":
        check_package(content, path)
    if not is_document(content):
        raise refusal(
            path,
            tr(
                "不能作模板：要的是 Word 文档（.docx）或模板（.dotx），不带宏；旧式 .doc、.wps 请另存为 .docx"
            ),
        )
    return content
