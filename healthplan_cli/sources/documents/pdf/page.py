"""What is printed on a page of a PDF: its characters and its rules, each with its place. The only door to the library."""

from __future__ import annotations

import ctypes
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_CHARACTERS, MAX_PAGES
from healthplan_cli.sources.documents.refusing import check_much, damaged

_ENCRYPTED = "password"
_MOST_PATHS = 20_000  # drawn on a page; more is a map, whose lines rule no table
_STRAIGHT = 1.0  # points by which a rule may be off the straight
_THIN = 3.0  # points: a filled area this thin is a rule
_UNSEEN = frozenset("\ufffe\u00ad\u200b\ufeff\0\r\n")


@record(frozen=True, slots=True)
class Char:
    """A character: its box in points from the page's upper left, the line that it stands on, its size."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float


@record(frozen=True, slots=True)
class Rule:
    """A straight line, across (`at` is its height) or down (`at` is how far right), from `start` to `end`."""

    across: bool
    at: float
    start: float
    end: float


@record(frozen=True, slots=True)
class Page:
    """A page, turned so that its text is upright."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]


class Pdf:
    """A PDF that is open; `close` it. InvalidInput for one that is locked, damaged or too long."""

    def __init__(self, content: bytes, file: str) -> None:
        import pypdfium2

        self.file = file
        self._error = pypdfium2.PdfiumError
        try:
            self.document: Any = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            if _ENCRYPTED in str(error).lower():
                raise refusal(file, tr("PDF 有密码保护（加密），读不了：请取消密码后另存")) from None
            raise damaged(file, "PDF") from None
        if len(self.document) > MAX_PAGES:
            self.document.close()
            raise refusal(file, tr("PDF 有 {count} 页：这不像一份规划", count=len(self)))

    def __len__(self) -> int:
        return len(self.document)

    def close(self) -> None:
        """Give back what the library holds."""
        self.document.close()

    def pages(self, numbers: range) -> Iterator[Page]:
        """Yield these pages (the first is 1), one at a time."""
        characters = 0
        for number in numbers:
            try:
                page = self._page(number)
            except self._error:
                raise damaged(self.file, "PDF") from None
            characters += len(page.chars)
            check_much(self.file, characters, 0)
            yield page

    def picture(self, number: int, scale: float) -> Any:
        """Return a page as a picture."""
        page = self.document[number - 1]
        try:
            return page.render(scale=scale).to_pil()
        finally:
            page.close()

    def _page(self, number: int) -> Page:
        page = self.document[number - 1]
        try:
            chars, quarter = _chars(page)
            place = _Upright(page, quarter)
            return Page(number, *place.size, tuple(_placed(chars, place)), tuple(_rules(page, place)))
        finally:
            page.close()


class _Upright:
    """Turns a point of the page so that the text is upright and heights are counted from above."""

    def __init__(self, page: Any, quarter: int) -> None:
        self.quarter = quarter
        self.left, self.low, self.right, self.high = page.get_cropbox()
        wide, tall = self.right - self.left, self.high - self.low
        self.size = (tall, wide) if quarter % 2 else (wide, tall)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        match self.quarter:
            case 0:
                return x - self.left, self.high - y
            case 1:
                return y - self.low, x - self.left
            case 2:
                return self.right - x, y - self.low
        return self.high - y, self.right - x


_Raw = tuple[str, int, float, float, float, float, float, float, float]


def _chars(page: Any) -> tuple[list[_Raw], int]:
    """Return the characters of a page, and by how many quarters most of them are turned."""
    import pypdfium2.raw as pdfium

    layer = page.get_textpage()
    found: list[_Raw] = []
    turned: Counter[int] = Counter()
    try:
        handle = layer.raw
        box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(min(pdfium.FPDFText_CountChars(handle), MAX_CHARACTERS + 1)):
            text = chr(min(pdfium.FPDFText_GetUnicode(handle, index), 0x10FFFF))
            if text in _UNSEEN or pdfium.FPDFText_IsGenerated(handle, index) == 1:
                continue
            pdfium.FPDFText_GetLooseCharBox(handle, index, box)
            pdfium.FPDFText_GetMatrix(handle, index, matrix)
            pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
            a, b = matrix.a, matrix.b
            quarter = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
            size = pdfium.FPDFText_GetFontSize(handle, index) * (a * a + b * b) ** 0.5
            turned[quarter] += text.strip() != ""
            found.append((text, quarter, box.left, box.right, box.top, box.bottom, x.value, y.value, size))
    finally:
        layer.close()
    return found, max(turned, key=lambda quarter: turned[quarter], default=0)


def _placed(chars: list[_Raw], place: _Upright) -> Iterator[Char]:
    """Yield the characters on the page that are upright; each once, where it is printed twice to look bold."""
    width, height = place.size
    seen: dict[tuple[str, int, int], tuple[float, float]] = {}
    for text, quarter, left, right, top, bottom, x, y, size in chars:
        if quarter != place.quarter:
            continue
        (xa, ya), (xb, yb) = place(left, top), place(right, bottom)
        x0, x1, upper, lower = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        base = place(x, y)[1]
        if not (x0 >= -1 and x1 <= width + 1 and -1 <= base <= height + 1):
            continue
        if text.strip():
            key = text, round(x0 / 4), round(base / 4)
            before = seen.get(key)
            if before and abs(before[0] - x0) < size / 5 and abs(before[1] - base) < size / 5:
                continue
            seen[key] = x0, base
        yield Char(text, x0, x1, upper, lower, base, size or lower - upper)


def _rules(page: Any, place: _Upright) -> Iterator[Rule]:
    """Yield the straight lines that are drawn on a page, across and down."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPage_CountObjects(page.raw) > _MOST_PATHS:
        return
    left = _MOST_PATHS
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=5):
        left -= pdfium.FPDFPath_CountSegments(drawn.raw)
        if left < 0:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(drawn.raw, fill, stroke)
        if not fill.value and not stroke.value:
            continue
        for points in _outlines(drawn, place):
            yield from _strokes(points) if stroke.value else _bars(points)


def _outlines(drawn: Any, place: _Upright) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each piece of a path."""
    import pypdfium2.raw as pdfium

    matrix = drawn.get_matrix()
    holder = getattr(drawn, "container", None)
    while holder is not None:
        matrix = matrix.multiply(holder.get_matrix())
        holder = getattr(holder, "container", None)
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(drawn.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(place(*matrix.on_point(x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _strokes(points: list[tuple[float, float]]) -> Iterator[Rule]:
    for (xa, ya), (xb, yb) in itertools.pairwise(points):
        if abs(ya - yb) <= _STRAIGHT < abs(xa - xb):
            yield Rule(True, (ya + yb) / 2, min(xa, xb), max(xa, xb))
        elif abs(xa - xb) <= _STRAIGHT < abs(ya - yb):
            yield Rule(False, (xa + xb) / 2, min(ya, yb), max(ya, yb))


def _bars(points: list[tuple[float, float]]) -> Iterator[Rule]:
    """Yield the rule that a thin filled area is."""
    across, down = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(across), max(across), min(down), max(down)
    if y1 - y0 <= _THIN and x1 - x0 > y1 - y0:
        yield Rule(True, (y0 + y1) / 2, x0, x1)
    elif x1 - x0 <= _THIN and y1 - y0 > x1 - x0:
        yield Rule(False, (x0 + x1) / 2, y0, y1)
