"""Text measured in terminal columns (two for a wide character) and broken into lines by the rules of Chinese typesetting."""

from __future__ import annotations

import unicodedata

from healthplan_cli.base.i18n import language
from healthplan_cli.base.lexicon import Pattern

# What may not be torn apart: a run of ASCII or digits (with the 万 behind them), one other character with the marks that must
# not begin a line after it and the brackets that must not end one before it.
_PIECES = Pattern(
    r"\s+|[（《“‘［〔≤≥±]*(?:[!-~]*\d[百千万亿]+|[!-~]+|[^\s])[，。、；：！？）》”’］〕…—%‰†‡]*"
)


class Ruler:
    """Measures text in columns and breaks it into lines.

    `wide`: characters of ambiguous width (≥ × “ … ①) take two columns, as they do in Chinese fonts; else one.
    """

    __slots__ = ("_two",)

    def __init__(self, wide: bool = False) -> None:
        self._two = "WFA" if wide else "WF"

    def width(self, text: str) -> int:
        """Return the number of columns that a text takes."""
        return sum(2 if unicodedata.east_asian_width(char) in self._two else 1 for char in text)

    def pad(self, text: str, size: int, before: bool = False) -> str:
        """Return the text filled up with spaces to `size` columns: behind the text, or before it where `before` is set."""
        spaces = " " * max(size - self.width(text), 0)
        return spaces + text if before else text + spaces

    def wrap(self, text: str, size: int) -> list[str]:
        """Break a text into lines of at most `size` columns; a run of ASCII that is longer stays whole on its line."""
        lines: list[str] = []
        line, taken = "", 0
        for piece in _PIECES.findall(text):
            extent = self.width(piece)
            if taken and taken + extent > size:
                lines.append(line.rstrip())
                line, taken = "", 0
                if piece.isspace():
                    continue
            line += piece
            taken += extent
        return [*lines, line.rstrip()] if line.strip() or not lines else lines

    def evenly(self, text: str, size: int) -> list[str]:
        """Break a text into the least lines that `size` columns allow, of about one length."""
        least = -(-self.width(text) // max(size, 1))
        shortest = self.width(text) // max(least, 1)
        tried = (self.wrap(text, extent) for extent in range(shortest, size + 1))
        return next((lines for lines in tried if len(lines) <= least), [text]) if least > 1 else [text]

    def folded(self, text: str, size: int) -> list[str]:
        """Break a text into lines of at most `size` columns, also at its line feeds; a run that is longer than a line is cut."""
        found = []
        for line in (line for part in text.split("\n") for line in self.wrap(part, size)):
            while self.width(line) > size:
                ends = range(1, len(line) + 1)
                end = next(at for at in ends if at == len(line) or self.width(line[: at + 1]) > size)
                found.append(line[:end])
                line = line[end:]
            found.append(line)
        return found

    def hung(self, text: str, size: int) -> list[str]:
        """Break a text into lines of at most `size` columns, those after the first indented by two."""
        first, *rest = self.wrap(text, size)
        others = self.wrap(text[len(first) :].lstrip(), size - 2) if rest else []
        return [first, *(f"  {line}" for line in others)]


# Where no terminal is known: files, pages, what is read.
NARROW = Ruler()
width, pad, wrap, folded = NARROW.width, NARROW.pad, NARROW.wrap, NARROW.folded


def pieces(text: str) -> list[str]:
    """Return a text's pieces that no line break may part, in order: runs of ASCII, single characters with their punctuation."""
    return _PIECES.findall(text) or [""]


def begun(text: str) -> str:
    """Return a text as it begins a line in English: with a capital, but for words like pH; as it is in Chinese."""
    if language() != "en" or text[1:2].isupper():
        return text
    return text[:1].upper() + text[1:]
