"""Whether the pages of a PDF have text that can be read, or are pictures."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern

_SCANNED = 5  # characters a page that are no text layer yet: a stamp, a page number
_HAN = Pattern("[\u4e00-\u9fff\u2f00-\u2fd5]")


def is_picture(text: str) -> bool:
    """Return whether a page with this text has no text layer."""
    return _letters(text) < _SCANNED


def check_text_layer(pages: Sequence[str], file: str) -> None:
    """Raise InvalidInput for a document of pictures, and for one whose characters can't be told."""
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
