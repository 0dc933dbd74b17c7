"""Pictures of pages recognised (the extra `ocr`) as characters with their places and ruling lines."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.blocks import DocumentBlocks
from healthplan_cli.sources.documents.pdf.page import Char, Page, RulingLine
from healthplan_cli.sources.documents.pdf.reading import blocks_of, page_items
from healthplan_cli.sources.documents.refusing import damaged
from healthplan_cli.sources.documents.settling import settled

_SCALE = 200 / 72  # pixels of a point: characters of ten points are recognised well
_PIXELS = 40_000_000  # of a picture; more is no page
_LETTER = 595.0  # points: how wide the page in a picture is taken to be
_NARROW = 800  # pixels: how wide a picture is made to see whether it is level
_STEP, _TURNS = 0.2, 15  # degrees; steps to either side
_CLEARLY = 1.05  # times as level, that it is turned
_RULE = 28.0  # points: a shorter dark line is a part of a character
_DARKER = 12  # of 255, than what is around it: a hairline of a scan is grey
_AROUND = 12.0  # points: how wide that is
_PER_MILLE = Pattern(r"[%％][0oO〇](?![0-9])")  # what ‰ is recognised as; nothing else is written so
_SIZE = 0.72  # of a recognised line's height: the characters' size
_BASE = 0.24  # of its height: from its foot to the line that they stand on


def read_picture_blocks(content: bytes, file: str, sha256: str) -> DocumentBlocks:
    """Return the blocks recognised on a picture of a page. Raise InvalidInput where nothing is recognised or it can't be read."""
    engine(file)
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _PIXELS:
                raise _too_big(file)
            page = recognised(picture.convert("RGB"), 1, picture.width / _LETTER, file)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise damaged(file, tr("图片")) from error
    if not page.chars:
        raise refusal(file, tr("图片里没有认出文字"))
    return DocumentBlocks(file, "picture", sha256, settled(blocks_of([page_items(page)])), recognised=True)


def recognised_pages(content: bytes, numbers: Sequence[int], file: str) -> Iterator[Page]:
    """Yield the pages of a PDF with these numbers (the first is 1), rendered and recognised. Raise InvalidInput."""
    if not numbers:
        return
    engine(file)
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise damaged(file, "PDF") from None
    try:
        for number in numbers:
            page = document[number - 1]
            wide, tall = page.get_size()
            if wide * tall * _SCALE * _SCALE > _PIXELS:
                raise _too_big(file)
            picture = page.render(scale=_SCALE).to_pil().convert("RGB")
            page.close()
            yield recognised(picture, number, _SCALE, file)
    except pypdfium2.PdfiumError:
        raise damaged(file, "PDF") from None
    finally:
        document.close()


def _too_big(file: str) -> Exception:
    return refusal(file, tr("图片太大，认不了：最多 {most} 万像素", most=_PIXELS // 10_000))


def engine(file: str) -> Any:
    """Return the text recogniser. Raise InvalidInput where it isn't installed."""
    try:
        return _engine()
    except ImportError:
        words = tr("没有装文字识别：请先运行 pip install 'hpcheck[ocr]'，或另用软件识别后再交来")
        raise refusal(file, words) from None


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def recognised(picture: Any, number: int, scale: float, file: str) -> Page:
    """Return the characters and ruling lines of a picture as a page in points; `scale` is pixels per point."""
    import numpy

    pixels = _straight(numpy.asarray(picture))
    found = engine(file)(pixels, return_word_box=True)
    chars = tuple(_chars(found, scale)) if found.boxes is not None else ()
    tall, wide = pixels.shape[:2]
    return Page(number, wide / scale, tall / scale, chars, tuple(_rules(pixels, scale)))


def _straight(pixels: Any) -> Any:
    """Return a picture rotated so that its lines are level."""
    import cv2

    small = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(
        small, None, fx=_NARROW / small.shape[1], fy=_NARROW / small.shape[1], interpolation=cv2.INTER_AREA
    )
    angles = [step * _STEP for step in range(-_TURNS, _TURNS + 1)]
    best = max(angles, key=lambda angle: _level(small, angle))
    if not best or _level(small, best) < _CLEARLY * _level(small, 0):
        return pixels
    return _turned(pixels, best)


def _level(grey: Any, angle: float) -> float:
    """Return how much neighbouring pixel rows of the rotated picture differ, which is most when text lines are level."""
    rows = _turned(grey, angle).mean(axis=1)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def _turned(picture: Any, angle: float) -> Any:
    """Return a picture rotated about its centre by degrees, with white corners."""
    import cv2

    tall, wide = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, tall / 2), angle, 1)
    return cv2.warpAffine(picture, turn, (wide, tall), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))


def _chars(found: Any, scale: float) -> Iterator[Char]:
    """Yield the characters of recognised lines; the letters and digits of a word are one."""
    for line, words in zip(found.boxes, found.word_results, strict=True):
        heights = [float(y) for _, y in line]
        tall = (max(heights) - min(heights)) / scale
        base = max(heights) / scale - _BASE * tall
        for text, _, corners in words:
            across = [float(x) / scale for x, _ in corners]
            yield Char(_PER_MILLE.sub("‰", str(text)), min(across), max(across), base, _SIZE * tall)


def _rules(pixels: Any, scale: float) -> Iterator[RulingLine]:
    """Yield the long straight dark lines of a picture."""
    import cv2
    import numpy

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    around = int(_AROUND * scale) | 1
    dark = cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(around, 3), _DARKER
    )
    length = max(int(_RULE * scale), 2)
    for across in (True, False):
        shape = (length, 1) if across else (1, length)
        broad = cv2.dilate(
            dark, numpy.ones((3, 1) if across else (1, 3), numpy.uint8)
        )  # a scan is never quite straight
        kept = cv2.morphologyEx(broad, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(kept)
        for x, y, wide, tall, _ in boxes[1:]:
            thick = (tall if across else wide) / scale
            if thick > 4:
                continue
            if across:
                yield RulingLine(True, (y + tall / 2) / scale, x / scale, (x + wide) / scale)
            else:
                yield RulingLine(False, (x + wide / 2) / scale, y / scale, (y + tall) / scale)
