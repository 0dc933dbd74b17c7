"""A document prepared for looking up words: one text without white space, with the place of each character.

Words may be broken over lines, cells and pages. Numbers may not, and part of a number never counts as the number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from healthplan_cli.base.limits import MAX_PLACES
from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify.paragraphs import SENTENCE, DocumentText
from healthplan_cli.checks.verify.plain import GAP, plain_char, shape

_NUMERIC = frozenset("0123456789.")
_SIGNS = frozenset("≥≤<>±~约近")
_QUALIFIERS = ("左右", "以上", "以下", "以内", "%", "‰")


_NUMBER = re.compile(r"\d+")
_BETWEEN = "、/;"
_ONE = "[≥≤<>约]?\\d+(?:\\.\\d+)?(?:[%‰]|左右|以上|以下|以内)?"
_SEVERAL = re.compile(f"{_ONE}(?:[{_BETWEEN}]{_ONE})+")
_FOOTNOTE = re.compile(r"(?:[*#①-⑳†‡△▲※☆★]|〔注?\d〕|\(注\d?\))+")
_LABEL = re.compile(
    r"(?:指标|\d{4}年):$"
)  # of a table set as running text: 指标：人均预期寿命(岁) 2015年：76.34
_DIGITS_BEFORE = re.compile(r"\d+$")


Span = tuple[int, int]


class Text:
    """The searchable words of a document; positions are indexes into `chars`, a span is two of them."""

    def __init__(self, document: DocumentText) -> None:
        self.document = document
        chars: list[str] = []
        self._passage: list[int] = []
        self._column: list[int] = []
        self.breaks: list[int] = []  # where a word may begin: after white space
        self.cells: set[int] = set()  # of these, after a tab or in a new passage
        self._starts_at: list[int] = []  # where each passage begins
        self._found: dict[str, list[int]] = {}
        self._pairs: dict[str, list[int]] = {}
        self._alike: dict[str, list[Span]] = {}
        for number, passage in enumerate(document.passages):
            self._starts_at.append(len(chars))
            gap, cell = True, True
            for column, raw in enumerate(passage.text):
                found = plain_char(raw)
                if not found:
                    gap, cell = True, cell or raw in "\t\n\r\x0b"
                    continue
                if gap:
                    self.breaks.append(len(chars))
                    if cell:
                        self.cells.add(len(chars))
                gap = cell = False
                chars += found
                if found == ":" and _LABEL.search("".join(chars[-6:])):
                    gap = cell = True
                self._passage += [number] * len(found)
                self._column += [column] * len(found)
        self.chars = "".join(chars)
        self.breaks.append(len(chars))
        self.cells.add(len(chars))
        self._at_break = set(self.breaks)
        self._paragraph_starts = self._starts()
        self._spaced: str | None = None
        self._heads: dict[str, list[int]] | None = None

    def _starts(self) -> list[int]:
        """Return where each paragraph begins, and at last the end; an empty one begins where the next does."""
        passages = self.document.passages
        count = max((passage.paragraph for passage in passages), default=-1) + 1
        starts = [-1] * count + [len(self.chars)]
        ends = [*self._starts_at[1:], len(self.chars)]
        for passage, start, end in reversed(list(zip(passages, self._starts_at, ends, strict=True))):
            if start < end:
                starts[passage.paragraph] = start
        for number in range(count - 1, -1, -1):
            if starts[number] < 0:
                starts[number] = starts[number + 1]
        return starts

    def place(self, at: int) -> Location:
        """Return the place in the document of the character at an index."""
        return self.document.passages[self._passage[at]].place_of(self._column[at])

    def words(self, span: Span) -> str:
        """Return the words of a span, with a space between cells."""
        start, end = span
        ends = (at for at in self.breaks if start < at < end and at in self.cells)
        return " ".join(self.chars[a:b] for a, b in pairwise((start, *ends, end)))

    def paragraph(self, at: int) -> int:
        """Return the number of a character's paragraph."""
        return self.document.passages[self._passage[at]].paragraph

    def table_end(self, at: int) -> int | None:
        """Return where a character's table ends; None outside of tables."""
        passages = self.document.passages
        last = first = self._passage[at]
        if not passages[first].table:
            return None
        while last < len(passages) and passages[last].table == passages[first].table:
            last += 1
        return self._starts_at[last] if last < len(passages) else len(self.chars)

    def occurrences(self, piece: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Yield each span of a piece, except where it would be part of a number, or would join the numbers of two cells."""
        end = len(self.chars) if end is None else end
        known = self.everywhere(piece)
        for index in range(bisect_left(known, start), len(known)):
            if known[index] + len(piece) > end:
                return
            yield known[index], known[index] + len(piece)

    def everywhere(self, piece: str) -> list[int]:
        """Return every index at which a piece begins; the document is searched once for each piece."""
        known = self._found.get(piece)
        if known is None:
            known = self._found[piece] = list(self._search(piece))
        return known

    def _search(self, piece: str) -> Iterator[int]:
        at = self.chars.find(piece) if piece else -1
        while at >= 0:
            if self._bounded(at, at + len(piece)):
                yield at
            at = self.chars.find(piece, at + 1)

    def _bounded(self, start: int, end: int) -> bool:
        if self._cuts_number(start) and not self.is_break(start):
            return False
        if self._cuts_number(end) and not self.is_break(end):
            return False
        low, high = bisect_right(self.breaks, start), bisect_left(self.breaks, end)
        return not any(self._cuts_number(at) for at in self.breaks[low:high])

    def _cuts_number(self, at: int) -> bool:
        """Return whether this character and the one before it belong to one number."""
        pair = self.chars[max(at - 1, 0) : at + 1]
        if len(pair) < 2 or pair[0] not in _NUMERIC or pair[1] not in _NUMERIC:
            return False
        if pair[1] == ".":  # a full stop of the half width ends a sentence
            return self.chars[at + 1 : at + 2].isdecimal()
        return pair[0] != "." or (
            self.chars[max(at - 2, 0) : at - 1].isdecimal() and not self._is_list_number(at)
        )

    def _is_list_number(self, at: int) -> bool:
        """Return whether the number before a half-width full stop is that of a list: 2.3岁以下婴幼儿."""
        after = _NUMBER.match(self.chars, at)
        low = _DIGITS_BEFORE.search(self.chars[max(at - 4, 0) : at - 1])
        start = at - 1 - len(low[0]) if low else at
        begins = start in self.cells or self.chars[start - 1] in SENTENCE
        return begins and after is not None and self.chars[after.end() : after.end() + 1].isalpha()

    def paragraph_span(self, at: int) -> Span:
        """Return the span of the paragraph of a character."""
        number = self.paragraph(at)
        return self._paragraph_starts[number], self._paragraph_starts[number + 1]

    def is_break(self, at: int) -> bool:
        """Return whether there is white space before a character."""
        return at in self._at_break

    def fills_cell(self, span: Span) -> bool:
        """Return whether the words of a span fill a cell, footnote marks aside."""
        start, end = span[0], self.behind_marks(span[1])
        if not (self.is_break(start) and self.is_break(end)):
            return False
        if start not in self.cells and self.chars[start - 1] in _SIGNS:
            return False
        return end in self.cells or not self.chars.startswith(_QUALIFIERS, end)

    def behind_marks(self, at: int) -> int:
        """Return where the footnote marks in the cell from this index on end; they don't belong to its words."""
        return at if self.is_break(at) else self.marks_end(at)

    def marks_end(self, at: int) -> int:
        """Return where the footnote marks from this index on end; the index itself where there are none."""
        mark = _FOOTNOTE.match(self.chars, at)
        return mark.end() if mark else at

    def cell_end(self, at: int) -> int:
        """Return where a character's cell ends, with all its lines; the index itself outside of tables."""
        own = self._passage[at] if at < len(self.chars) else -1
        if own < 0 or not self.document.passages[own].table:
            return at
        return self._starts_at[own + 1] if own + 1 < len(self._starts_at) else len(self.chars)

    def torn(self, piece: str, start: int, end: int) -> Span | None:
        """Return the span of a cell that has only these words, with a number broken by a line's end or a space; None without one."""
        for number in range(bisect_left(self._starts_at, start), bisect_left(self._starts_at, end)):
            first, last = self._starts_at[number], self.cell_end(self._starts_at[number])
            if last - first == len(piece) and self.chars.startswith(piece, first):
                return first, last
        return None

    def is_within_cell(self, at: int) -> bool:
        """Return whether a character continues what stands before it: without white space, or in another line of the same cell."""
        return not self.is_break(at) or (0 < at < len(self.chars) and self.cell_end(at - 1) > at)

    def is_one_of_several(self, span: Span) -> bool:
        """Return whether the words of a span are one of the numbers that a cell lists: 8.5、3.9."""
        start, end = span
        first = self.breaks[bisect_right(self.breaks, start) - 1]
        last = self.breaks[min(bisect_left(self.breaks, end), len(self.breaks) - 1)]
        if (first, last) == span or not _SEVERAL.fullmatch(self.chars, first, last):
            return False
        begins = start == first or self.chars[start - 1] in _BETWEEN
        return begins and (end == last or self.chars[end] in _BETWEEN)

    def pairs(self, pair: str, start: int, end: int) -> list[int]:
        """Return the indexes between two at which two characters stand beside each other, in one cell or two."""
        known = self._pairs.get(pair)
        if known is None:
            known = self._pairs[pair] = [match.start() for match in re.finditer(re.escape(pair), self.chars)]
        return known[bisect_left(known, start) : bisect_right(known, end - len(pair))]

    def alike(self, piece: str, start: int, end: int) -> Iterator[Span]:
        """Yield the spans of the same words with other numbers or another sign, as slips make them."""
        found: Iterable[Span]
        if (start, end) == (0, len(self.chars)):  # the same for all words of this shape
            key = shape(piece).pattern
            if key not in self._alike:
                self._alike[key] = list(self._shaped(piece, start, end))
            found = self._alike[key]
        else:
            found = self._shaped(piece, start, end)
        return (span for span in found if self.chars[span[0] : span[1]] != piece)

    def _shaped(self, piece: str, start: int, end: int) -> Iterator[Span]:
        if self._spaced is None:
            self._spaced = "".join(GAP + self.chars[a:b] for a, b in pairwise(self.breaks))
            self._gaps = [at + number for number, at in enumerate(self.breaks)]
        first, last = start + bisect_left(self.breaks, start), end + bisect_left(self.breaks, end)
        for match in shape(piece).finditer(self._spaced, first, last):
            found = match.start() - bisect_left(self._gaps, match.start())
            until = match.end() - bisect_left(self._gaps, match.end())
            yield found, until

    def scattered(self, piece: str, start: int, end: int) -> Iterator[tuple[Span, ...]]:
        """Yield the spans of each place where a piece is divided over several cells, with at least two characters in each."""
        if len(piece) < 2:
            return
        if self._heads is None:
            self._heads = {}
            for index, at in enumerate(self.breaks[:-1]):
                self._heads.setdefault(self.chars[at : at + 2], []).append(index)
        heads = self._heads.get(piece[:2], [])
        low, high = bisect_left(self.breaks, start), bisect_left(self.breaks, end)
        for index in heads[bisect_left(heads, low) : bisect_left(heads, high)][:MAX_PLACES]:
            found = self._rest(piece, index, min(end, self.breaks[index] + 4 * len(piece) + 80))
            if found:
                yield found

    def _rest(self, piece: str, index: int, end: int) -> tuple[Span, ...]:
        """Return the spans that make up a piece, beginning at this break, each as long as possible; empty where they don't."""
        found: list[Span] = []
        while index < len(self.breaks) - 1 and piece and self.breaks[index] < end:
            start = self.breaks[index]
            size = 0
            stop = index
            for later in range(index + 1, len(self.breaks)):
                length = self.breaks[later] - start
                torn = later > index + 1 and self._cuts_number(self.breaks[later - 1])
                if torn or length > len(piece) or not piece.startswith(self.chars[start : start + length]):
                    break
                size, stop = length, later
            bracket = self.chars.startswith(piece + "(", start)  # its unit may follow in the same cell
            if bracket:
                return (*found, (start, start + len(piece)))
            if size < len(piece) and piece[size - 1 : size + 1].isdecimal() and size:
                return ()
            if size >= 2 or size == len(piece):
                found.append((start, start + size))
                piece, index = piece[size:], stop
            else:
                index += 1
        return () if piece else tuple(found)
