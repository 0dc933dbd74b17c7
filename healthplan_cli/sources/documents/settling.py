"""Final passes over all blocks of a document: levels of numbered headings, notes under tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.marks import NOTE_WORD
from healthplan_cli.sources.documents.blocks import Block, Footnote, HeadingBlock, ParagraphBlock, TableBlock
from healthplan_cli.sources.documents.numbering import BY_NUMBER

_NOTE = Pattern(
    rf"\s*(?P<mark>{NOTE_WORD}(?=\s*[:：])|"
    r"注(?![释解])\s*\d{0,2}|备注|[①-⑳]|[*＊※★▲△#]{1,3}|\[\d{1,2}\])\s*[:：.．、]?\s*(?P<words>\S[\s\S]*)"
)
_NEXT = Pattern(r"\s*(?P<mark>\d{1,2})\s*[.．、]\s*(?P<words>\S[\s\S]*)")


def settled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return a document's blocks with final heading levels and notes."""
    return tuple(_levelled(list(_with_notes(blocks))))


def _levelled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with the final levels of headings: the highest kind of numbering in the document is level 1, the next 2."""
    kinds = sorted(
        {block.level for block in blocks if isinstance(block, HeadingBlock) and block.level >= BY_NUMBER}
    )
    for block in blocks:
        by_number = isinstance(block, HeadingBlock) and block.level >= BY_NUMBER
        yield (
            replace(block, level=kinds.index(block.level) + 1)
            if isinstance(block, HeadingBlock) and by_number
            else block
        )


def _with_notes(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, with marked paragraphs directly under a table, and numbered lines after them, as its footnotes."""
    patterns: tuple[Pattern, ...] = ()
    for block in blocks:
        if isinstance(block, TableBlock):
            patterns = (_NOTE,)
        elif isinstance(block, ParagraphBlock) and patterns:
            found = next((match for pattern in patterns if (match := pattern.match(block.text))), None)
            patterns = (_NOTE, _NEXT) if found else ()
            if found:
                block = Footnote(found["mark"], found["words"], block.place)
        elif not isinstance(block, Footnote):
            patterns = ()
        yield block
