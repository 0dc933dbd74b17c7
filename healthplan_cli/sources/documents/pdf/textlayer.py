"""Tests whether a PDF's pages have a readable text layer or are pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern

_RUNNING = 3  # pages on which a running head stands
_COVERED = 0.3  # of a page: a smaller picture is a seal or an ornament
_FIGURES = Pattern(r"[\d\s]+")
_SCANNED = 5  # characters a page that are no text layer yet: a stamp, a page number
_HAN = Pattern("[\u4e00-\u9fff]")


def pictures_among(pages: Mapping[int, tuple[Sequence[str], float]]) -> list[int]:
    """Return the numbers of the pages that are pictures. `pages` has each page's lines and the share of it covered by
    pictures.

    Lines that stand on several pages, apart from figures, are running heads and don't count as text. Empty pages aren't
    pictures.
    """
    often = Counter(
        line for lines, _ in pages.values() for line in {_FIGURES.sub("", line) for line in lines}
    )
    found = []
    for number, (lines, pictured) in pages.items():
        own = [line for line in lines if often[_FIGURES.sub("", line)] < _RUNNING]
        if pictured >= _COVERED and _letters("".join(own)) < _SCANNED:
            found.append(number)
    return found


def textless(pages: Mapping[int, tuple[Sequence[str], float]]) -> list[int]:
    """Return the numbers of the pages without text, whose letters may be drawn as curves."""
    return [number for number, (lines, _) in pages.items() if _letters("".join(lines)) < _SCANNED]


def check_text_layer(pages: Sequence[str], file: str) -> None:
    """Raise InvalidInput for a scanned document without a text layer, and for one whose characters can't be decoded."""
    letters = sum(map(_letters, pages))
    if letters < _SCANNED * len(pages) or not letters:
        words = tr(
            "扫描件，没有文字层：hpcheck draft 加 --ocr 可以识别（先运行 pip install 'hpcheck[ocr]'），或先做文字识别（OCR），另存为有文字层的 PDF"
        )
        raise refusal(file, words)
    if not any(_HAN.search(text) for text in pages):
        raise refusal(file, tr("文字层里没有一个汉字：字体没有对照表，文字认不出来；请先做文字识别（OCR）"))


def _letters(text: str) -> int:
    return len("".join(text.split()))
