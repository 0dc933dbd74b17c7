"""A web page: a passage for each block of text and each cell of a table, with its line in the file."""

from __future__ import annotations

import re
from typing import Any

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern, lexicon
from healthplan_cli.base.limits import MAX_ATTRIBUTES, MAX_TAGS
from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import DocumentText, Passage
from healthplan_cli.sources.documents.encoding import text_of
from healthplan_cli.sources.documents.merged import Tables
from healthplan_cli.sources.documents.refusing import damaged, undecodable

_BLOCKS = lexicon(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
).words
_UNSEEN = lexicon("script style template noscript iframe select").words
_CHARSET = Pattern(r"<meta[^>]+charset\s*=\s*[\"']?\s*(?P<name>[-\w]+)", re.IGNORECASE)
_ODD = re.compile(r"<!\[(?!(?:if|else|endif|CDATA)\b)", re.IGNORECASE)
_PICTURE = re.compile(r"data:[\w/+.;=-]{0,100},[^\"'\s<>)]{1000,}")  # in an attribute, as browsers save pages
_COMMENT = re.compile(r"<!--.*?-->|<script.*?</script", re.DOTALL | re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HEAD = 4000  # bytes in which a page says its encoding


def read_html(content: bytes, file: str, sha256: str) -> DocumentText:
    """Return what a reader of the page sees, block by block."""
    walk = _HtmlWalk(file)
    root = page_of(content, file)
    if root is not None:
        walk.read(root)
    if not walk.passages:
        raise nothing_in(file)
    return DocumentText(file, "html", sha256, tuple(walk.passages))


def nothing_in(file: str) -> InvalidInput:
    """Return the error about a page without words."""
    words = tr("网页里没有文字（可能要由浏览器运行脚本才显示）：请在浏览器里另存为 .txt 或打印成 PDF")
    return refusal(file, words)


def page_of(content: bytes, file: str) -> Any:
    """Return a page's elements; None for no page. InvalidInput for more than any page has."""
    text = _PICTURE.sub("data:", _text(content, file))
    _check_tags(text, file)
    return _tree(text, file)


def ends_in_table(content: bytes, file: str) -> bool:
    """Return whether a page breaks off within a table: neither the table nor the page is closed."""
    text = _COMMENT.sub("", _text(content, file)).lower()
    closed = max(map(text.rfind, ("</table", "</html", "</body")))
    return text.rfind("<table") > closed or (
        text.count("<table") > text.count("</table") and max(map(text.rfind, ("</html", "</body"))) < 0
    )


def _tree(text: str, file: str) -> Any:
    """Return the page's elements, by libxml2's parser, which takes the time of the text's length whatever it is; None for no
    page. InvalidInput where it gives up: at 256 elements in each other, or a text of 10 MB.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True)
    whole = _ODD.sub("<!-", text).replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        root = etree.fromstring(whole, parser)
    except (etree.LxmlError, ValueError):
        raise damaged(file, "HTML") from None
    if any(error.level_name == "FATAL" for error in parser.error_log):
        words = tr("网页里的标记嵌套太深，或一段文字太长，读不全：请在浏览器里另存为 .txt 或打印成 PDF")
        raise refusal(file, words)
    return root


def _check_tags(text: str, file: str) -> None:
    """Raise InvalidInput for more tags than any page has, and for a tag with more attributes: each is held against the
    others.
    """
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise refusal(file, tr("网页里有 {count} 个标记，最多 {most} 个", count=tags, most=MAX_TAGS))
    for tag in text.split("<"):
        if len(tag) > MAX_ATTRIBUTES and tag[0].isalpha():
            inside = _QUOTED.sub("", tag).partition(">")[0]
            count = len(inside.replace("/", " ").split())
            if count > MAX_ATTRIBUTES:
                words = tr(
                    "网页的一个标记里有 {count} 个属性，最多 {most} 个", count=count, most=MAX_ATTRIBUTES
                )
                raise refusal(file, words)


def _text(content: bytes, file: str) -> str:
    """Decode a page as it says; by its bytes where it doesn't say, or is wrong."""
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


class _HtmlWalk:
    """The passages of a tree, each with the line that it begins in."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.passages: list[Passage] = []
        self._tables = Tables(self.passages)
        self._words: list[str] = []
        self._start = 0  # the line of the passage's first word
        self._line = 1

    def read(self, root: Any) -> None:
        """Read all that is seen below an element, in its order."""
        from lxml import etree

        unseen = 0
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self._line = max(self._line, element.sourceline or 0) + (element.text or "").count("\n")
                self._take("" if unseen else element.tail)
                continue
            tag = element.tag
            if tag in _BLOCKS:
                self._end_block()
                self._within(event, element)
            if event == "start":
                unseen += tag in _UNSEEN
                self._line = max(self._line, element.sourceline or 0)
                self._take(element.text, unseen > 0)
            else:
                unseen -= tag in _UNSEEN
                self._take(element.tail, unseen > 0)
        self._end_block()

    def _within(self, event: str, element: Any) -> None:
        """Tell the tables where a block begins and ends."""
        if event == "start":
            self._tables.start(element.tag, list(element.attrib.items()))
        else:
            self._tables.end(element.tag)

    def _take(self, text: str | None, unseen: bool = False) -> None:
        if not text:
            return
        if not unseen:
            if self._start == 0 and text.strip():
                self._start = self._line + text[: len(text) - len(text.lstrip())].count("\n")
            self._words.append(text)
        self._line += text.count("\n")

    def _end_block(self) -> None:
        """Make a passage of what has been read since the last block."""
        text = " ".join("".join(self._words).split())
        if text:
            self.passages.append(Passage(text, Location(self.file, self._start)))
        self._words, self._start = [], 0
