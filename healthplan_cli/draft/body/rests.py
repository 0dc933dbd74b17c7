"""Lines of tables that couldn't be read: they hold no commitments, and that they weren't read is reported."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.sources.documents.blocks import DocumentBlocks, HeadingBlock, ParagraphBlock

_HEAD = Pattern(
    r"(?:序号|类别|领域|一级|二级){0,3}指标[^。；，]*(?:单位|20\d\d年?|目标|基期|现状)[^。；，]*$"
)
_COLUMN = Pattern(r"单位|(?:19|20)\d\d年?|目标值?|基期|现状|属性|性质|年均|累计")
_ROW = Pattern(r"[^。；，\d]{0,80}\d[^。；，]{0,120}(?:约束|预期|倡导)性$")
_SENTENCE = Pattern("[。；，：]")
_FEWEST = 3  # columns that a head names


def unread_rows(document: DocumentBlocks, used: frozenset[int]) -> tuple[frozenset[int], tuple[int, ...]]:
    """Return the blocks that are lines of unread tables, and among them the first of each table.

    A table begins with its headings (指标单位2020年2025年属性), and ends where lines are sentences; `used` are blocks read
    already.
    """
    found, firsts, within = set[int](), list[int](), False
    for index, block in enumerate(document.blocks):
        if index in used or not isinstance(block, HeadingBlock | ParagraphBlock):
            within = False
            continue
        line = squeeze(block.text)
        heads = _HEAD.match(line) is not None and len(list(_COLUMN.finditer(line))) >= _FEWEST
        goes_on = within and not _SENTENCE.search(line)
        if heads or goes_on or _ROW.match(line):
            if not within:
                firsts.append(index)
            found.add(index)
            within = True
        else:
            within = False
    return frozenset(found), tuple(firsts)
