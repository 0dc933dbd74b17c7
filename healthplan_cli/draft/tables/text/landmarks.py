"""Lines of an aligned text where headings may begin, and lines that are page numbers."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import is_chinese
from healthplan_cli.draft.tables.text.lines import TextLine
from healthplan_cli.draft.tables.text.words import words_of

HEADED = Pattern(
    r".*(?:指\s*标|20\d\d|目\s*标|性\s*质|属\s*性|单\s*位|类\s*别|领\s*域|实际|基期|现状|年均|累计|增长|责任|序)"
)
_PAGE = Pattern(r"[-—\s]*\d{1,3}[-—\s]*$|第\d+页.*$|—\s*\d+\s*—$")
_PIECE = 4  # characters of the beginning of a head


def begins_head(lines: Sequence[TextLine], at: int) -> bool:
    """Return whether a line has the beginnings of headings that continue below: a few short words above a line with complete ones."""
    words = words_of(lines[at].text)
    short = len(words) > 1 and all(len(word.text) <= _PIECE and is_chinese(word.text) for word in words)
    return short and any(HEADED.match(line.text) for line in lines[at + 1 : at + 3])


def is_foot(lines: Sequence[TextLine], number: int) -> bool:
    """Return whether a line is a page number; a single number between lines of a text is a cell."""
    line, below = lines[number], lines[number + 1 : number + 2]
    text = line.text.strip()
    apart = line.printed is not None or line.gap or any(other.gap for other in below) or not below
    return _PAGE.match(text) is not None and (apart or not text.isdecimal())
