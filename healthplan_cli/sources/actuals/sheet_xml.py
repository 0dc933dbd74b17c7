"""The XML of an XLSX's members, read piece by piece within limits on depth, elements and length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_DEPTH, MAX_ELEMENTS, MAX_LINES, MAX_SILENT

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def unreadable(file: str, error: Exception) -> InvalidInput:
    """Return the refusal of an XLSX whose XML is broken or whose members don't fit together; `error` is the parser's."""
    line, column = getattr(error, "position", (0, 0))  # of an XML parser's errors
    reason = tr("部件里的内容对不上")
    if line:
        reason = tr("XML 有误，第 {line} 行第 {column} 列", line=line, column=column)
        if "depth" in str(error):
            reason = tr("XML 嵌套太深，第 {line} 行第 {column} 列", line=line, column=column)
    words = tr("文件的内部结构不对（{reason}）：请用 Excel 或 WPS 打开，另存为 .xlsx 再试", reason=reason)
    return refusal(file, words)


def elements(stream: Any, whole: str, file: str) -> Iterator[Element]:
    """Yield the elements of a member as they end. Those within an element of the tag `whole` stay in it until it is
    yielded; then all are cleared.

    Raise InvalidInput for a member beyond the limits on depth, elements, or bytes without a tag.
    """
    from xml.etree.ElementTree import XMLPullParser

    parser: Any = XMLPullParser(("start", "end"))
    depth = silent = wholes = others = 0
    opened = before = 0  # the depth of the `whole` that is open, and how many others there were before it
    while chunk := stream.read(1 << 16):
        parser.feed(chunk)
        silent += len(chunk)
        for event, element in parser.read_events():
            silent = 0
            if event == "start":
                depth += 1
                if depth > MAX_DEPTH:
                    raise refusal(file, tr("XML 嵌套超过 {max_depth} 层", max_depth=MAX_DEPTH))
                if not opened and element.tag == whole:
                    opened, before = depth, others
                continue
            yield element
            if depth == opened:
                opened, others, wholes = 0, before, wholes + 1
            else:
                others += 1
            depth -= 1
            if not opened:
                element.clear()
        for count, most in ((wholes, MAX_LINES), (others, MAX_ELEMENTS)):
            if count > most:
                words = tr("内容超过 {most} 项：请只留下指标数据，另存一份", most=most)
                raise refusal(file, words)
        if silent > MAX_SILENT:
            raise refusal(file, tr("有一段内容超过 {most} KB，没有一个标记", most=MAX_SILENT // 1000))
    parser.close()
