"""A text file: a passage for each line."""

from __future__ import annotations

from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import DocumentText, Passage
from healthplan_cli.sources.documents.encoding import text_of
from healthplan_cli.sources.documents.refusing import check_much, undecodable

_WRAPPED = 60  # the longest line of a text whose sentences are broken over lines
_FEW = 30  # lines that are too few to tell


def read_text(content: bytes, file: str, sha256: str) -> DocumentText:
    """Return the lines of a text in the likeliest encoding."""
    text = text_of(content)
    if text is None or text.count("\0") * 20 > len(text):
        raise undecodable(file)
    check_much(file, len(text), text.count("\n"))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    passages = tuple(Passage(line, Location(file, number)) for number, line in enumerate(lines, 1))
    full = [line for line in lines if line.strip()]
    wrapped = len(full) > _FEW and max(map(len, full)) <= _WRAPPED
    return DocumentText(file, "txt", sha256, passages, lines=wrapped)
