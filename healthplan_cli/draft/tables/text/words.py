"""The words of a line that is laid out by spaces, and the columns of the page that they take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.text_width import width
from healthplan_cli.draft.tables.cells import is_dash, is_name, is_number, is_unit, nature_of

_WORD = Pattern(r"\S+(?:[ ]\S+)*")
_FULL = Pattern(r"(?P<name>.+[)）〕])(?P<value>[^()（）〔〕]+)$")  # a name up to the next column's edge


@dataclass(frozen=True, slots=True)
class Word:
    """Words of a line that stand together, and the columns of the page they take, wide characters two."""

    text: str
    start: int
    end: int


Measure = Callable[[str], int]
"""How wide words are: on a page wide characters take two columns (`width`), pdf-to-text tools count each as one (`len`)."""


def words_of(text: str, measure: Measure = width) -> list[Word]:
    """Return the words of a line that two spaces or more keep apart."""
    found = []
    line = text.replace("\u3000", "  ").expandtabs(8)
    for match in _WORD.finditer(line):
        start = measure(line[: match.start()])
        for piece in _apart(match[0]):
            found.append(Word(piece.strip(), start, start + measure(piece.rstrip())))
            start += measure(piece)
    return found


def measure_of(texts: Sequence[str]) -> Measure:
    """Return the measure by which the words of a table's lines begin under each other more often; the page's where both do."""
    return max((width, len), key=lambda measure: _in_line(texts, measure))


def _in_line(texts: Sequence[str], measure: Measure) -> int:
    """Return how many words of lines begin, in a column of the page, under or over words of other lines."""
    lines = [words_of(text, measure) for text in texts]
    starts = Counter(word.start for line in lines for word in line[1:] if len(line) > 2)
    return sum(count for count in starts.values() if count > 2)


def _apart(text: str) -> list[str]:
    """Return words between which one space or none stands, parted where a number or a nature begins behind a cell of its own."""
    pieces = [text]
    while (at := pieces[-1].find(" ")) > 0:
        left, right = pieces[-1][:at], pieces[-1][at + 1 :]
        first = right.partition(" ")[0]
        alone = is_number(left) or is_dash(left) or is_unit(left)
        thousands = left.isdecimal() and first.isdecimal() and len(first) == 3
        begins = (is_number(first) and not is_unit(first)) or is_dash(first) or nature_of(first)
        if not alone or thousands or not begins:
            break
        pieces[-1:] = [left + " ", right]
    match = _FULL.match(pieces[-1])
    if (
        match is not None
        and is_name(match["name"])
        and (is_number(match["value"]) or is_dash(match["value"]))
    ):
        pieces[-1:] = [match["name"], match["value"]]
    return pieces
