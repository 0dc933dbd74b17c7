"""Papers that are handed in: a page for leaders, the text with its list of annexes and the lines to be signed, the annexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import Tone
from healthplan_cli.report.document import (
    Block,
    Chart,
    ChartKind,
    Density,
    Heading,
    Paragraph,
    Part,
    Role,
    Series,
    Table,
)
from healthplan_cli.report.words.numbering import numbered_heading


def paper_head(title: str, subtitle: str, illustrative: bool) -> Iterator[Block]:
    """Yield the title, the line below it, and that the numbers are made up where they are."""
    yield Heading(title, 1)
    yield Paragraph(subtitle, role=Role.SUBTITLE)
    if illustrative:
        yield Paragraph(tr("数据为示例数据，不是真实数值，不得引用。"), role=Role.WARNING)


def handed_in(
    summary: Iterable[Block],
    name: str,
    text: Iterable[Block],
    annexes: Sequence[tuple[str, Sequence[Table]]],
) -> Iterator[Part]:
    """Yield the parts of a paper; without a summary it is for one's own use, and not signed."""
    short = tuple(summary)
    if short:
        yield Part(tr("摘要"), short, density=Density.DENSE)
    ending = (*_enclosed([title for title, _ in annexes]), *(_signed() if short else ()))
    yield Part(name, (*text, *ending))
    for number, (title, tables) in enumerate(annexes, 1):
        mark = tr("附件{number}", number=number) if len(annexes) > 1 else tr("附件")
        yield Part(mark, (Heading(title, annex=mark), *tables), wide=True)


def sections(parts: Iterable[tuple[str, Sequence[Block]]]) -> Iterator[Block]:
    """Yield the sections that have something to say, under numbered headings."""
    for order, (title, blocks) in enumerate(part for part in parts if part[1]):
        yield numbered_heading(order, title)
        yield from blocks


def parts_chart(title: str, whole: str, counts: Iterable[tuple[str, int, Tone | None]]) -> Chart:
    """Return how many there are of each class, in one bar."""
    series = tuple(Series(words, (Fraction(count),), tone) for words, count, tone in counts)
    return Chart(ChartKind.PARTS, title, (whole,), series, tr("项"))


def progress_chart(names: Sequence[str], done: Series, elapsed: Sequence[Fraction | None]) -> Iterator[Chart]:
    """Yield the progress of several rows against the time elapsed, in per cent; nothing for a single one."""
    if len(names) > 1:
        series = (done, Series(tr("序时进度"), tuple(elapsed)))
        yield Chart(ChartKind.BARS, tr("完成进度与序时进度"), tuple(names), series, "%")


def _enclosed(titles: Sequence[str]) -> Iterator[Paragraph]:
    """Yield the list of annexes, numbered where there are several."""
    for number, title in enumerate(titles, 1):
        words = f"{number}. {title}" if len(titles) > 1 else title
        yield Paragraph(words, tr("附件：") if number == 1 else "", Role.ANNEXES)


def _signed() -> Iterator[Paragraph]:
    """Yield the lines to be filled in: who hands it in, who signs it, the day."""
    yield Paragraph(tr("评估单位（盖章）："), role=Role.SIGNATURE)
    yield Paragraph(tr("负责人（签字）："), role=Role.SIGNATURE)
    yield Paragraph(tr("　　　　年　　月　　日"), role=Role.DATE)
