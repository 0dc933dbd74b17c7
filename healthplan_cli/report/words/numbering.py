"""The numbers of a paper's sections and of what they list: 一、 二、 and below them （一） （二） (GB/T 9704)."""

from __future__ import annotations

from collections.abc import Iterable

from healthplan_cli.base.i18n import language, tr
from healthplan_cli.report.document import Heading, Paragraph

_NUMERALS = (
    tr("一"), tr("二"), tr("三"), tr("四"), tr("五"), tr("六"), tr("七"), tr("八"), tr("九"), tr("十"),
)  # fmt: skip
_TEN = len(_NUMERALS)


def numbered_heading(order: int, title: str) -> Heading:
    """Return a section's heading with its number; `order` counts from 0."""
    return Heading(tr("{numeral}、{title}", numeral=_NUMERALS[order], title=title))


def numbered(texts: Iterable[str]) -> list[Paragraph]:
    """Return the points of a section: （一） in Chinese, 1. in English."""
    return [Paragraph(words, _lead(number)) for number, words in enumerate(texts, 1)]


def _lead(number: int) -> str:
    if language() != "zh":
        return f"{number}. "
    tens, ones = divmod(number, _TEN)
    return f"（{_NUMERALS[tens - 1] * (tens > 1)}{_NUMERALS[-1] * (tens > 0)}{_NUMERALS[ones - 1] * (ones > 0)}）"
