"""A web page's bytes as a tree of elements, within limits."""

from __future__ import annotations

import re
from typing import Any

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_ATTRIBUTES, MAX_TAGS
from healthplan_cli.sources.documents.encoding import text_of
from healthplan_cli.sources.documents.refusing import damaged, undecodable

_CHARSET = Pattern(r"<meta[^>]+charset\s*=\s*[\"']?\s*(?P<name>[-\w]+)", re.IGNORECASE)
_ODD = re.compile(r"<!\[(?!(?:if|else|endif|CDATA)\b)", re.IGNORECASE)
_PICTURE = re.compile(r"data:[\w/+.;=-]{0,100},[^\"'\s<>)]{1000,}")  # in an attribute, as browsers save pages
_COMMENT = re.compile(r"<!--.*?-->|<script.*?</script", re.DOTALL | re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HEAD = 4000  # bytes in which a page says its encoding


def nothing_in(file: str) -> InvalidInput:
    """Return the refusal of a page without text."""
    words = tr("网页里没有文字（可能要由浏览器运行脚本才显示）：请在浏览器里另存为 .txt 或打印成 PDF")
    return refusal(file, words)


def page_of(content: bytes, file: str) -> Any:
    """Return a page's root element; None for an empty page. Raise InvalidInput for a page beyond a limit."""
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
    """Return a page's root element by libxml2's parser, whose time is linear in the text's length; None for an empty
    page.

    Raise InvalidInput where the parser gives up: at 256 nested elements, or a text of 10 MB.
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
    """Raise InvalidInput for too many tags, or a tag with too many attributes, which the parser compares with each other."""
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
    """Return a page as text in its declared encoding; in one that fits its bytes where none is declared or that one is wrong."""
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
