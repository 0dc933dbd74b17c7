"""Limits on a PDF's streams and fonts, checked before the library, which has none, unpacks them."""

from __future__ import annotations

import re
import zlib
from typing import Any

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_UNPACKED

_STREAM = re.compile(rb"stream\r?\n")
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_PICTURE = re.compile(rb"/Subtype\s*/Image|/Image\b|/DCTDecode|/JPXDecode")
_MOST = (
    40_000_000  # bytes of one stream that is no picture: what is drawn on a page, a font, a list of objects
)
_DEEP = 4  # streams that are packed in each other
_WIDTHS = 70_000  # of a font's characters: there are 65,536
_CODES = 2_000_000  # bytes in which a font says its characters
_RANGES = re.compile(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", re.DOTALL)
_RANGE = re.compile(rb"<([0-9a-fA-F\s]{1,20})>\s*<([0-9a-fA-F\s]{1,20})>")


def check_streams(content: bytes, file: str) -> None:
    """Raise InvalidInput for a PDF whose streams would unpack to too much."""
    total = 0
    for found in _STREAM.finditer(content):
        before = content[max(found.start() - 600, 0) : found.start()].rpartition(b"obj")[2]
        if _PICTURE.search(before):
            continue
        size = _unpacked(memoryview(content)[found.end() :], _DEEP)
        total += size
        if size > _MOST or total > MAX_UNPACKED:
            raise refusal(file, tr("解压后超过 {value} MB：像是压缩炸弹，没有解压", value=_MOST // 1_000_000))


def _unpacked(data: Any, deep: int) -> int:
    """Return the number of bytes to which a stream unpacks, counting little further than the limit."""
    if bytes(data[:2]) not in _ZLIB or not deep:
        return 0
    engine = zlib.decompressobj()
    size, start = 0, b""
    try:
        piece = engine.decompress(bytes(data[:65536]), 1_000_000)
        at = 65536
        while piece or engine.unconsumed_tail or (not engine.eof and at < len(data)):
            start = start or piece
            size += len(piece)
            if size > _MOST or engine.eof:
                break
            fresh = engine.unconsumed_tail
            if not fresh:
                fresh, at = bytes(data[at : at + 65536]), at + 65536
            piece = engine.decompress(fresh, 1_000_000)
    except zlib.error:
        pass
    return size + (_unpacked(start, deep - 1) if start[:2] in _ZLIB else 0)


def stream_size(stream: Any) -> int:
    """Return the number of bytes of an unpacked stream; 0 for another object."""
    from pdfminer.pdftypes import PDFStream, resolve1

    found = resolve1(stream)
    return len(found.get_data()) if isinstance(found, PDFStream) else 0


def check_font(spec: Any) -> None:
    """Raise ValueError for a font that declares more widths or codes than there are characters."""
    from pdfminer.pdftypes import PDFStream, resolve1

    for name in ("W", "W2"):
        numbers = resolve1(spec.get(name))
        for number in numbers if isinstance(numbers, list) else ():
            value = resolve1(number)
            if isinstance(value, int | float) and abs(value) > _WIDTHS:
                raise ValueError(name)
    codes = resolve1(spec.get("ToUnicode"))
    if isinstance(codes, PDFStream):
        text = codes.get_data()
        ranges = sum(
            max(int(b"".join(high.split()) or b"0", 16) - int(b"".join(low.split()) or b"0", 16), 0)
            for part in _RANGES.findall(text)
            for low, high in _RANGE.findall(part)
        )
        if len(text) > _CODES or ranges > 4 * _WIDTHS:
            raise ValueError("ToUnicode")
