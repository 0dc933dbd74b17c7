"""A PDF with a text layer: a passage for each line, without what each page prints at its edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_PAGES
from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import DocumentText, Passage
from healthplan_cli.sources.documents.refusing import damaged

_SCANNED = 5  # characters a page, on average, that are no text layer yet: a stamp, a page number
_HAN = Pattern("[\u4e00-\u9fff\u2f00-\u2fd5]")
_PAGE_NUMBER = Pattern(r"[-—–·\s第]*(?P<number>\d{1,4})[-—–·\s页]*(?:/\s*\d+)?$")
_ENCRYPTED = "password"
Line = tuple[int, str]  # its number on the page, and its words


def read_pdf(content: bytes, file: str, sha256: str) -> DocumentText:
    """Return the lines of all pages."""
    pages = _pages(content, file)
    letters = sum(len("".join(text.split())) for page in pages for _, text in page)
    if letters < _SCANNED * len(pages) or not letters:
        raise refusal(file, tr("扫描件，没有文字层：请先做文字识别（OCR），另存为有文字层的 PDF"))
    if not any(_HAN.search(text) for page in pages for _, text in page):
        raise refusal(file, tr("文字层里没有一个汉字：字体没有对照表，文字认不出来；请先做文字识别（OCR）"))
    passages = [
        Passage(text, Location(file, cell=tr("第 {page} 页第 {line} 行", page=number, line=line)))
        for number, page in enumerate(_without_edges(pages), 1)
        for line, text in page
    ]
    return DocumentText(file, "pdf", sha256, tuple(passages), lines=True)


def _pages(content: bytes, file: str) -> list[list[Line]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if _ENCRYPTED in str(error).lower():
            raise refusal(file, tr("PDF 有密码保护（加密），读不了：请取消密码后另存")) from None
        raise damaged(file, "PDF") from None
    try:
        if len(document) > MAX_PAGES:
            raise refusal(file, tr("PDF 有 {count} 页：这不像一份规划", count=len(document)))
        return [_lines(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise damaged(file, "PDF") from None
    finally:
        document.close()


def _lines(page: Any) -> list[Line]:
    layer = page.get_textpage()
    try:
        text = layer.get_text_range()
    finally:
        layer.close()
        page.close()
    lines = text.replace("\ufffe", "").replace("\r\n", "\n").split("\n")
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _without_edges(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the pages without page numbers and running heads, which would stand in the middle of a sentence."""
    found = list(pages)
    for at in (0, -1):
        edges = [page[at][1] if page else "" for page in found]
        heads = {
            text for text, count in Counter(edges).items() if text and count >= 3 and count * 2 > len(pages)
        }
        shifts = Counter(
            shift for number, text in enumerate(edges) if (shift := _shift(number, text)) is not None
        )
        usual = {shift for shift, count in shifts.items() if count >= 2 and count * 2 > len(pages)}
        for number, text in enumerate(edges):
            if text in heads or _shift(number, text) in usual:
                page = found[number]
                found[number] = page[1:] if at == 0 else page[:-1]
    return found


def _shift(number: int, text: str) -> int | None:
    """Return by how much a page's printed number is off its place; None where the line is no number."""
    match = _PAGE_NUMBER.match(text)
    return int(match["number"]) - number if match else None
