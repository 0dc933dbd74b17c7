"""Text by terminal columns: two for each wide character; lines that break as Chinese is broken."""

from __future__ import annotations

import unicodedata

from healthplan_cli.base.lexicon import Pattern

# What may not be torn apart: a run of ASCII or digits (with the 万 behind them), one other character with the marks that must
# not begin a line after it and the brackets that must not end one before it.
_PIECES = Pattern(
    r"\s+|[（《“‘［〔≤≥±]*(?:[!-~]*\d[百千万亿]+|[!-~]+|[^\s])[，。、；：！？）》”’］〕…—%‰†‡]*"
)


def width(text: str) -> int:
    """Return the columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def pad(text: str, size: int) -> str:
    """Return the text with spaces up to `size` columns."""
    return text + " " * max(size - width(text), 0)


def wrap(text: str, size: int) -> list[str]:
    """Break a text into lines of at most `size` columns (a longer run of ASCII gets a line of its own)."""
    lines: list[str] = []
    line, taken = "", 0
    for piece in _PIECES.findall(text):
        extent = width(piece)
        if taken and taken + extent > size:
            lines.append(line.rstrip())
            line, taken = "", 0
            if piece.isspace():
                continue
        line += piece
        taken += extent
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def folded(text: str, size: int) -> list[str]:
    """Break a text into lines of at most `size` columns; a line feed ends one, and a longer run of digits is cut."""
    found = []
    for line in (line for part in text.split("\n") for line in wrap(part, size)):
        while width(line) > size:
            ends = range(1, len(line) + 1)
            end = next(at for at in ends if at == len(line) or width(line[: at + 1]) > size)
            found.append(line[:end])
            line = line[end:]
        found.append(line)
    return found


def pieces(text: str) -> list[str]:
    """Return what may not be torn apart in a text, in its order."""
    return _PIECES.findall(text) or [""]
