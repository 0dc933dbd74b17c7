"""The words of an aligned line, with their horizontal extent on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import median

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.text_width import width
from healthplan_cli.draft.tables.cells import is_dash, is_name, is_number, is_phrase, is_unit, nature_of
from healthplan_cli.draft.tables.text.lines import TextLine

_WORD = Pattern(r"\S+(?:[ ]\S+)*")
_FULL = Pattern(r"(?P<name>.+[)）〕])(?P<value>[^()（）〔〕]+)$")  # a name up to the next column's edge


@dataclass(frozen=True, slots=True)
class Word:
    """Words of a line that stand together, with their extent in half-widths from the left.

    `seams`: the indexes of characters before which there is a slight gap, where two cells may nearly touch.
    """

    text: str
    start: float
    end: float
    seams: tuple[int, ...] = ()

    def parted(self, at: int) -> tuple[Word, Word]:
        """Return the words before a character, and those from it on, each with its extent."""
        measure = len if self.end - self.start == len(self.text) else width  # as its placing counts
        share = measure(self.text[:at]) / max(measure(self.text), 1)
        middle = self.start + (self.end - self.start) * share
        right = self.text[at:].strip()
        behind = self.text.index(right, at)
        return (
            Word(self.text[:at].strip(), self.start, middle, tuple(seam for seam in self.seams if seam < at)),
            Word(right, middle, self.end, tuple(seam - behind for seam in self.seams if seam > behind)),
        )


Placing = Callable[[TextLine], list[Word]]
"""Where the words of a line stand: on a printed page as it says; in a text wide characters take two columns (`width`), or one,
as pdf-to-text tools count (`len`)."""


def placings_of(lines: Sequence[TextLine]) -> list[Placing]:
    """Return the ways to measure the positions of words in a table's lines; for a text, first the one by which more words are aligned."""
    sizes = [line.printed.size for line in lines if line.printed is not None]
    if sizes:
        half = median(sizes) / 2
        return [lambda line: _printed(line, half)]
    likely = sorted((width, len), key=lambda measure: -_in_line(lines, measure))
    return [_by(measure) for measure in likely]


@cache
def _by(measure: Callable[[str], int]) -> Placing:
    """Return the placing of words in a text whose characters' widths a function measures."""
    return lambda line: words_of(line.text, measure)


def _printed(line: TextLine, half: float) -> list[Word]:
    """Return the words of a printed line."""
    words = line.printed.words if line.printed is not None else ()
    return [Word(word.text, word.start / half, word.end / half, word.seams) for word in words]


def words_of(text: str, measure: Callable[[str], int] = width) -> list[Word]:
    """Return the words of a line that are separated by at least two spaces."""
    return list(_words(text, measure))


@lru_cache(maxsize=8192)
def _words(text: str, measure: Callable[[str], int]) -> tuple[Word, ...]:
    found = []
    line = text.replace("\u3000", "  ").expandtabs(8)
    for match in _WORD.finditer(line):
        start = measure(line[: match.start()])
        for piece in _apart(match[0]):
            words = piece.strip()
            seams = tuple(at + 1 for at, char in enumerate(words) if char == " ")
            found.append(Word(words, start, start + measure(piece.rstrip()), seams))
            start += measure(piece)
    return tuple(found)


def _in_line(lines: Sequence[TextLine], measure: Callable[[str], int]) -> int:
    """Return how many words of the lines begin exactly above or below words of other lines."""
    words = [words_of(line.text, measure) for line in lines]
    starts = Counter(word.start for line in words for word in line[1:] if len(line) > 2)
    return sum(count for count in starts.values() if count > 2)


def _is_aim(left: str, first: str) -> bool:
    """Return whether words after a number are a value of their own (基本消除), not the rest of that value or of a name: 65 岁及以上老年人."""
    goes_on = is_number(left + first) or is_unit(first[:1]) or is_unit(first[:2])
    return is_phrase(first) and not is_unit(left) and not goes_on


def _apart(text: str) -> list[str]:
    """Return words with single spaces or none, divided where a value or nature begins after a complete cell."""
    pieces = [text]
    while (at := pieces[-1].find(" ")) > 0:
        left, right = pieces[-1][:at], pieces[-1][at + 1 :]
        first = right.partition(" ")[0]
        alone = is_number(left) or is_dash(left) or is_unit(left)
        thousands = left.isdecimal() and first.isdecimal() and len(first) == 3
        begins = (is_number(first) and not is_unit(first)) or is_dash(first) or _is_aim(left, first)
        if thousands or not (nature_of(first) if not alone else begins or nature_of(first)):
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
