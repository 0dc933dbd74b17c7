"""A web page: a passage for each block of text and each cell of a table, with its line in the file."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from healthplan_cli.documents.encoding import text_of
from healthplan_cli.documents.merged import Tables
from healthplan_cli.documents.refusing import damaged, refused, undecodable
from healthplan_cli.lexicon import Pattern, lexicon
from healthplan_cli.model import Location
from healthplan_cli.speech import tr
from healthplan_cli.verify import Document, Passage

_BLOCKS = lexicon(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
).words
_UNSEEN = lexicon("script style template noscript iframe select").words
_CHARSET = Pattern(r"<meta[^>]+charset\s*=\s*[\"']?\s*(?P<name>[-\w]+)", re.IGNORECASE)
_ODD = re.compile(r"<!\[(?!(?:if|else|endif|CDATA)\b)", re.IGNORECASE)
_HEAD = 4000  # bytes in which a page says its encoding


def read_html(content: bytes, file: str, sha256: str) -> Document:
    """What a reader of the page sees, block by block."""
    reader = _Reader(file)
    try:
        reader.feed(_ODD.sub("<!-", _text(content, file)))
        reader.close()
    except AssertionError:  # of the parser, on declarations that no page has
        raise damaged(file, "HTML") from None
    reader.end_block()
    if not reader.passages:
        raise refused(
            file, tr("网页里没有文字（可能要由浏览器运行脚本才显示）：请在浏览器里另存为 .txt 或打印成 PDF")
        )
    return Document(file, "html", sha256, tuple(reader.passages))


def _text(content: bytes, file: str) -> str:
    """Decoded as the page says; by its bytes where it doesn't, or is wrong."""
    said = _CHARSET.search(content[:_HEAD].decode("latin-1"))
    if said and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = said["name"].lower()
        try:  # what calls itself GB2312 is GB18030 as often as not
            return content.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    text = text_of(content)
    if text is None:
        raise undecodable(file)
    return text


class _Reader(HTMLParser):
    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.passages: list[Passage] = []
        self._tables = Tables(self.passages)
        self._unseen = 0
        self._text: list[str] = []
        self._line = 0

    def end_block(self) -> None:
        """What has been read since the last block is a passage."""
        text = " ".join("".join(self._text).split())
        if text:
            self.passages.append(Passage(text, Location(self.file, self._line)))
        self._text = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_block()
            self._tables.start(tag, attrs)
        self._unseen += tag in _UNSEEN

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
            self._tables.end(tag)
        self._unseen = max(self._unseen - (tag in _UNSEEN), 0)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if data.strip() and not "".join(self._text).strip():
            self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self._text.append(data)
