"""The end of a paper that is handed in: which annexes it has, and the lines to be stamped, signed and dated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.document import Paragraph, Role


def enclosed(titles: Sequence[str]) -> Iterator[Paragraph]:
    """Yield the list of annexes, numbered where there are several."""
    for number, title in enumerate(titles, 1):
        words = f"{number}. {title}" if len(titles) > 1 else title
        yield Paragraph(words, tr("附件：") if number == 1 else "", Role.ANNEXES)


def annex_mark(number: int, count: int) -> str:
    """Return what stands before the title of an annex: its number, where there are several."""
    return tr("附件{number}", number=number) if count > 1 else tr("附件")


def signed() -> Iterator[Paragraph]:
    """Yield the lines to be filled in: who hands it in, who signs it, the day."""
    yield Paragraph(tr("评估单位（盖章）："), role=Role.SIGNATURE)
    yield Paragraph(tr("负责人（签字）："), role=Role.SIGNATURE)
    yield Paragraph(tr("　　　　年　　月　　日"), role=Role.DATE)
