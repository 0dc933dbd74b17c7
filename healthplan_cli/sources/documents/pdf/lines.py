"""Placed characters grouped into lines and, at wide gaps, into runs; raised characters are told by size and height."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.sources.documents.blocks import PlacedLine, PlacedWord
from healthplan_cli.sources.documents.pdf.page import Char
from healthplan_cli.sources.documents.raised import Piece, leading_mark, said

_SAME = 0.25  # of the size: by so much the characters of a line stand higher or lower
_SMALL = 0.8  # of the size: a raised or lowered character is no bigger
_REACH = 0.75  # of the size: by so much it is raised at most
_NEAR = 0.6  # of the size: so near it stands to what it belongs to
_RAISED = 0.12
_SPACE = 0.28  # of the size: a gap between two letters or digits that is a space
_APART = 0.55  # of the size: a gap between words that may be of two cells
_SEAM = 0.15  # of the size: a gap between characters of one text, where it isn't one of two cells that nearly touch
_WIDE = 1.0  # of the size: a gap that is one between any characters


@record(frozen=True, slots=True)
class Run:
    """Neighbouring characters of a line: their text, the raised marks in it, and their position and size in points."""

    text: str
    marks: tuple[str, ...]
    x0: float
    x1: float
    base: float
    size: float
    mark: str | None = None
    """The raised mark that it begins with."""

    @property
    def middle(self) -> float:
        """The distance from the page's top to the middle of the characters' height, in points."""
        return self.base - self.size * 0.38


@record(frozen=True, slots=True)
class PageLine:
    """The characters of one line from left to right, each with whether it is raised."""

    chars: tuple[tuple[Char, bool], ...]
    base: float
    size: float

    def runs(self, gap: float) -> list[Run]:
        """Return the runs between gaps wider than `gap` times the font size."""
        found: list[list[tuple[Char, bool]]] = []
        last = None
        for char, raised in self.chars:
            if not char.text.strip():
                continue
            if last is None or char.x0 - last > gap * self.size:
                found.append([])
            found[-1].append((char, raised))
            last = max(last or char.x1, char.x1)
        return [self._run(part) for part in found]

    def placed(self, page: int) -> PlacedLine:
        """Return the line with its words' positions on the page."""
        pieces = self.runs(_SEAM)
        words, at = [], 0
        for run in self.runs(_APART):
            first = at
            while at < len(pieces) and pieces[at].x1 <= run.x1:
                at += 1
            if run.text:
                words.append(PlacedWord(run.text, run.x0, run.x1, _seams(run, pieces[first:at])))
        return PlacedLine(tuple(words), page, self.base, self.size)

    def whole(self) -> Run | None:
        """Return the line as one run; None for a blank line."""
        parts = self.runs(float("inf"))
        return parts[0] if parts else None

    def _run(self, part: Sequence[tuple[Char, bool]]) -> Run:
        blanks = [char for char, _ in self.chars if not char.text.strip()]
        pieces: list[Piece] = []
        before: Char | None = None
        for char, raised in part:
            if before is not None and self._spaced(before, char, blanks):
                pieces.append((" ", raised))
            pieces.append((char.text, raised))
            before = char
        text, marks = said(pieces)
        x0, x1 = min(char.x0 for char, _ in part), max(char.x1 for char, _ in part)
        return Run(" ".join(text.split()), marks, x0, x1, self.base, self.size, leading_mark(pieces))

    def _spaced(self, left: Char, right: Char, blanks: Sequence[Char]) -> bool:
        gap = right.x0 - left.x1
        narrow = left.text.isascii() and right.text.isascii()
        if gap > self.size * (_SPACE if narrow else _WIDE):
            return True
        return any(
            left.x0 < blank.x0 < right.x0 and blank.x1 - blank.x0 > 0.1 * self.size for blank in blanks
        )


def _seams(run: Run, pieces: Sequence[Run]) -> tuple[int, ...]:
    """Return the indices in a run's text at which its pieces begin, without the first; empty where text and pieces don't match."""
    found: list[int] = []
    at = 0
    for piece in pieces:
        at += run.text[at : at + 1] == " "
        if not piece.text or not run.text.startswith(piece.text, at):
            return ()
        found.append(at)
        at += len(piece.text)
    return tuple(found[1:])


def lines_of(chars: Iterable[Char]) -> list[PageLine]:
    """Return characters as lines from top to bottom, with raised and lowered characters in the lines to which they belong."""
    groups: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.base):
        if not groups or char.base - groups[-1][0].base > _SAME * max(char.size, groups[-1][0].size):
            groups.append([])
        groups[-1].append(char)
    groups = [group for group in groups if any(char.text.strip() for char in group)]
    for index in sorted(range(len(groups)), key=lambda index: _size(groups[index])):
        for other in (index + 1, index - 1):
            if 0 <= other < len(groups) and groups[other] and _belongs(groups[index], groups[other]):
                groups[other] = groups[other] + groups[index]
                groups[index] = []
                break
    return [_line(group) for group in groups if group]


def _size(group: Sequence[Char]) -> float:
    return median([char.size for char in group if char.text.strip()] or [0.0])


def _belongs(small: Sequence[Char], line: Sequence[Char]) -> bool:
    """Return whether small characters are raised or lowered ones of a line: each stands right behind a character of it."""
    printed = [char for char in small if char.text.strip()]
    full = max(char.size for char in line)
    if not printed or max(char.size for char in printed) > _SMALL * full:
        return False
    if abs(printed[0].base - max(line, key=lambda char: char.size).base) > _REACH * full:
        return False
    ends = [char.x1 for char in line if char.text.strip()]
    chained = sorted(printed, key=lambda char: char.x0)
    before = min(char.x0 for char in line if char.text.strip()) - chained[-1].x1
    if 0 <= before <= _NEAR * full:  # what a footnote begins with
        return True
    for char in chained:
        if not any(-_NEAR * full <= char.x0 - end <= _NEAR * full for end in ends):
            return False
        ends.append(char.x1)
    return True


def _line(group: Sequence[Char]) -> PageLine:
    size = max(_size(group), 1.0)
    big = [char for char in group if char.text.strip() and char.size > _SMALL * max(c.size for c in group)]
    size = median(char.size for char in big)
    base = median(char.base for char in big)
    marked = [
        (char, char.size <= _SMALL * size and char.base < base - _RAISED * size)
        for char in sorted(group, key=lambda char: char.x0)
    ]
    return PageLine(tuple(marked), base, size)
