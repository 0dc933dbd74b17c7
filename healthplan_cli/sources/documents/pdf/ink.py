"""A PDF's pages read by pdfminer; no other module uses the library.

Its characters and widths come from the file alone, so that they are the same whether or not a named font is installed.
"""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_PAGES
from healthplan_cli.base.radicals import ordinary
from healthplan_cli.sources.documents.pdf.page import Char, Page, Point, bars, strokes
from healthplan_cli.sources.documents.pdf.streams import check_font, check_streams, stream_size
from healthplan_cli.sources.documents.refusing import check_much, damaged

_MOST_RULES = 20_000  # lines drawn on a page; more is a map, whose lines rule no table
_MOST_DRAWN = 8_000_000  # bytes of what a page draws; more is a picture
_UNSEEN = frozenset("\ufffe\u00ad\u200b\ufeff\0\r\n")
_UNKNOWN = "\ufffd"  # a character that its font doesn't tell
_Raw = tuple[str, int, Point, Point, Point, float]  # text, quarter, start, end, line, size


class Pdf:
    """An open PDF. Raises InvalidInput for one that is locked, damaged or beyond a limit."""

    def __init__(self, content: bytes, file: str) -> None:
        logging.getLogger("pdfminer").setLevel(
            logging.CRITICAL
        )  # what it says of a file is no message of ours
        check_streams(content, file)
        self.file = file
        try:
            self._document = PDFDocument(PDFParser(io.BytesIO(content)))
            self._pages = list(zip(range(MAX_PAGES + 1), PDFPage.create_pages(self._document), strict=False))
        except PDFPasswordIncorrect:
            raise refusal(file, tr("PDF 有密码保护（加密），读不了：请取消密码后另存")) from None
        except Exception as error:  # whatever a garbled file makes the library say
            raise damaged(file, "PDF") from error
        if len(self._pages) > MAX_PAGES:
            raise refusal(file, tr("PDF 有 {count} 页：这不像一份规划", count=len(self._pages)))
        if not self._pages:
            raise damaged(file, "PDF")

    def __len__(self) -> int:
        return len(self._pages)

    def pages(self, numbers: range) -> Iterator[Page]:
        """Yield the pages with these numbers (the first is 1), one at a time. Raise InvalidInput for a damaged one."""
        fonts = _Fonts()
        characters = 0
        for number in numbers:
            ink = _Ink(fonts)
            try:
                page = self._pages[number - 1][1]
                if sum(map(stream_size, page.contents)) <= _MOST_DRAWN:
                    _Interpreter(fonts, ink).process_page(page)
                found = ink.page(number)
            except InvalidInput:
                raise
            except Exception as error:  # the same
                raise damaged(self.file, "PDF") from error
            characters += len(found.chars)
            check_much(self.file, characters, 0)
            yield found


class _Fonts(PDFResourceManager):
    """The fonts of a document; one beyond the limits of `check_font` is refused."""

    def get_font(self, objid: Any, spec: Any) -> Any:
        """Return a font, after checking it. Raise ValueError for one beyond the limits."""
        check_font(spec)
        return super().get_font(objid, spec)


class _Interpreter(PDFPageInterpreter):
    """Executes the drawing commands of a page; parts drawn too often are skipped."""

    def do_Do(self, xobjid_arg: Any) -> None:
        """Draw a named part of the page, unless too many have been drawn."""
        if isinstance(self.device, _Ink) and self.device.may_draw():
            super().do_Do(xobjid_arg)

    def dup(self) -> PDFPageInterpreter:
        """Return a new interpreter with the same limits, by which pdfminer draws a named part of the page."""
        return _Interpreter(self.rsrcmgr, self.device)

    subinterp = dup


class _Ink(PDFTextDevice):
    """Collects the characters, ruling lines and pictures that a page draws."""

    def __init__(self, fonts: PDFResourceManager) -> None:
        super().__init__(fonts)
        self._chars: list[_Raw] = []
        self._rules: list[tuple[list[Point], bool]] = []
        self._parts = 0
        self._pictures = 0.0  # square points that they cover
        self._size = (0.0, 0.0)

    def may_draw(self) -> bool:
        """Count one more named part of the page, and return whether the limit of parts allows to draw it."""
        self._parts += 1
        return self._parts <= 2_000

    def begin_page(self, page: Any, ctm: Any) -> None:
        """Begin a page; its lower left corner becomes the origin."""
        x0, y0, x1, y1 = page.mediabox
        wide, tall = abs(x1 - x0), abs(y1 - y0)
        self._size = (tall, wide) if page.rotate in (90, 270) else (wide, tall)

    def render_char(
        self, matrix: Any, font: Any, fontsize: Any, scaling: Any, rise: Any, cid: Any, *_: Any
    ) -> float:
        """Collect a character, and return its advance width."""
        try:
            text = ordinary(str(font.to_unichr(cid)))
        except Exception:  # the library's own, and what a garbled font makes it raise
            text = _UNKNOWN
        width: float = font.char_width(cid) * fontsize * scaling
        x0, x1, base, size = 0.0, width, rise, fontsize
        if font.is_vertical():
            across, down = font.char_disp(cid)
            x0 = -(fontsize * 0.5 if across is None else across * fontsize * 0.001)
            base = (1000 - down) * fontsize * 0.001 + rise + width + 0.12 * fontsize
            x1 = x0 + fontsize
        a, b, c, d, e, f = matrix
        quarter = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
        start = a * x0 + c * base + e, b * x0 + d * base + f
        end = a * x1 + c * base + e, b * x1 + d * base + f
        if text not in _UNSEEN:
            self._chars.append((text, quarter, start, end, start, abs(size) * (c * c + d * d) ** 0.5))
        return width

    def render_image(self, name: str, stream: Any) -> None:
        """Add the area that a picture (a transformed unit square) covers, in square points."""
        a, b, c, d, _, _ = self.ctm or (1, 0, 0, 1, 0, 0)
        self._pictures += abs(a * d - b * c)

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Collect the corners of a drawn path."""
        if not (stroke or fill) or len(self._rules) > _MOST_RULES:
            return
        a, b, c, d, e, f = self.ctm or (1, 0, 0, 1, 0, 0)
        points: list[Point] = []
        for step in path:
            if step[0] == "m" and points:
                self._rules.append((points, stroke))
                points = []
            if step[0] == "h":
                points += points[:1]
            elif len(step) >= 3:
                x, y = step[-2:]
                points.append((a * x + c * y + e, b * x + d * y + f))
        if points:
            self._rules.append((points, stroke))

    def page(self, number: int) -> Page:
        """Return the collected page, turned so that most of its text is upright."""
        turned = Counter(quarter for text, quarter, *_ in self._chars if text.strip())
        quarter = max(turned, key=lambda quarter: turned[quarter], default=0)
        wide, tall = self._size

        def upright(point: Point) -> Point:
            x, y = point
            return ((x, tall - y), (y, x), (wide - x, y), (tall - y, wide - x))[quarter]

        size = (tall, wide) if quarter % 2 else (wide, tall)
        lines = self._rules if len(self._rules) <= _MOST_RULES else []
        rules = [
            rule
            for points, stroke in lines
            for rule in (strokes if stroke else bars)([upright(point) for point in points])
        ]
        chars = [
            Char(text, min(ends), max(ends), upright(line)[1], size or 1.0)
            for text, own, start, end, line, size in self._chars
            if own == quarter and (ends := (upright(start)[0], upright(end)[0]))
        ]
        pictured = min(self._pictures / (wide * tall), 1.0) if wide * tall else 0.0
        return Page(number, *size, tuple(_once(chars, *size)), tuple(rules), pictured)


def _once(chars: list[Char], width: float, height: float) -> Iterator[Char]:
    """Yield the characters that lie on the page, those printed twice to look bold once."""
    seen: dict[tuple[str, int, int], Char] = {}
    for char in chars:
        if not (char.x0 >= -1 and char.x1 <= width + 1 and -1 <= char.base <= height + 1):
            continue
        if char.text.strip():
            near = char.size / 5
            keys = {
                (char.text, round((char.x0 + dx) / 4), round((char.base + dy) / 4))
                for dx in (-near, near)
                for dy in (-near, near)
            }
            before = [seen[key] for key in keys if key in seen]
            if any(abs(b.x0 - char.x0) < near and abs(b.base - char.base) < near for b in before):
                continue
            seen[char.text, round(char.x0 / 4), round(char.base / 4)] = char
        yield char
