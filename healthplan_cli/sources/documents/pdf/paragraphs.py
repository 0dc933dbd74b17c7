"""Lines of pages as paragraphs, headings and footnotes: running heads removed, sentences joined over lines and pages."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.blocks import Block, Footnote, ParagraphBlock, Place, PlacedLine
from healthplan_cli.sources.documents.numbering import begins_numbered, text_block
from healthplan_cli.sources.documents.pdf.lines import Run

_PAGE_NUMBER = Pattern(r"[-—–·~\s第]*(?P<number>\d{1,4})[-—–·~\s页]*(?:[/共]\s*\d+\s*页?)?$")
_HEAD_WORDS = Pattern(r"指标|单位|序号|目标|属性|性质")
_MARK = Pattern(
    r"(?P<mark>[①-⑳*＊※]|\[\d{1,2}\]|〔\d{1,2}〕|注\s?\d{0,2}[:：]|\d{1,2}\s(?=\D))\s*(?P<words>.+)"
)
_ENDS = frozenset("。；：！？.;:!?")
_EDGES = 3  # lines at the head or the foot of a page that may be repeated on others
_INDENT = 1.2  # of the size
_SHORT = 2.2  # of the size: a line that ends so far from the right ends its paragraph
_GAP = 1.6  # of the usual distance of two lines
_BIG = 1.15  # of the usual size: a title's
_LEADERS = Pattern(r"(?<![.…·．])(?:[.…·．]{4,}|[.·．]{0,3}…{2}[.…·．]*)\s{0,9}\d{0,9}$")
_SMALL = 0.88  # of the usual size: a footnote's is no bigger


@record(frozen=True, slots=True)
class Printed:
    """A line of running text with its page, its box (None: in none) and its number on the page."""

    run: Run
    page: int
    box: int | None = None
    line: PlacedLine | None = None
    number: int | None = None


def without_edges(pages: Sequence[list[Printed]]) -> None:
    """Remove, in place, page numbers and the running heads and feet that several pages repeat."""
    for at in (0, -1):
        for _ in range(_EDGES):
            edges = [(number, page[at]) for number, page in enumerate(pages) if page]
            shifts = Counter(shift for number, line in edges if (shift := _shift(number, line)) is not None)
            said = Counter((line.run.text, round(line.run.base / 4)) for _, line in edges)
            dropped = False
            for number, line in edges:
                shift, key = _shift(number, line), (line.run.text, round(line.run.base / 4))
                numbered = shift is not None and shifts[shift] >= 2 and shifts[shift] * 3 > len(edges)
                repeated = said[key] >= 3 and said[key] * 4 > len(edges) and not _HEAD_WORDS.search(key[0])
                if numbered or repeated:
                    del pages[number][at]
                    dropped = True
            if not dropped:
                break


def _shift(number: int, line: Printed) -> int | None:
    """Return the difference between a line's printed page number and the page's index; None for a line that is no number."""
    match = _PAGE_NUMBER.match(line.run.text)
    return int(match["number"]) - number if match else None


class Margins:
    """The left and right ends of the text on each page and in each box, the usual font size and line distance."""

    def __init__(self, lines: Sequence[Printed]) -> None:
        self._left: dict[tuple[int, int | None], float] = {}
        self._right: dict[tuple[int, int | None], float] = {}
        for line in lines:
            key = line.page, line.box
            self._right[key] = max(self._right.get(key, 0.0), line.run.x1)
            if len(line.run.text) >= 10:
                self._left[key] = min(self._left.get(key, line.run.x0), line.run.x0)
        sizes = Counter(round(line.run.size * 2) / 2 for line in lines for _ in line.run.text)
        self.size = max(sizes, key=lambda size: sizes[size], default=10.0)
        gaps = Counter(
            round(b.run.base - a.run.base)
            for a, b in itertools.pairwise(lines)
            if a.page == b.page and 0 < b.run.base - a.run.base < 5 * self.size
        )
        self.pitch = max(gaps, key=lambda gap: gaps[gap], default=2 * self.size)

    def is_title(self, line: Printed) -> bool:
        """Return whether a line is set in large type and centred."""
        left, right = line.run.x0 - self.left(line), self.right(line) - line.run.x1
        return line.run.size > _BIG * self.size and abs(left - right) < 2.5 * line.run.size

    def left(self, line: Printed) -> float:
        """Return the left end of the text around a line; for a page the leftmost of it and its neighbours of the same side."""
        if line.box is not None:
            return self._left.get((line.page, line.box), line.run.x0)
        near = [self._left[key] for page in (-2, 0, 2) if (key := (line.page + page, None)) in self._left]
        return min(near, default=line.run.x0)

    def right(self, line: Printed) -> float:
        """Return the right end of the text around a line; for a page the rightmost of it and its neighbours of the same side."""
        if line.box is not None:
            return self._right[line.page, line.box]
        near = [self._right[key] for page in (-2, 0, 2) if (key := (line.page + page, None)) in self._right]
        return max(near)


def text_blocks(lines: Sequence[Printed], margins: Margins) -> Iterator[Block]:
    """Yield the paragraphs, headings and footnotes that successive lines without a table between them make."""
    held: list[Printed] = []
    for line in lines:
        if held and _begins(held[-1], line, margins):
            yield _block(held, margins)
            held = []
        held.append(line)
    if held:
        yield _block(held, margins)


def _begins(before: Printed, line: Printed, margins: Margins) -> bool:
    """Return whether a line begins a new paragraph after the line `before`."""
    above, run = before.run, line.run
    if run.mark or (before.box != line.box and (before.page == line.page or None in (before.box, line.box))):
        return True
    if abs(above.size - run.size) > 0.15 * max(above.size, run.size):
        return True
    if before.page == line.page and run.base - above.base > _GAP * max(margins.pitch, 1.2 * run.size):
        return True
    if _LEADERS.search(above.text):
        return True
    if _is_open(above.text) or (margins.is_title(before) and margins.is_title(line)):
        return False
    full = above.x1 > margins.right(before) - _SHORT * above.size
    ended = above.text[-1:] in _ENDS
    if begins_numbered(run.text) and (ended or not full):
        return True
    alone = before.page != line.page or line.box is not None
    if alone and above.text[-1:] in "。！？" and run.text[:1] not in "（(":
        return True  # whether the next is indented isn't certain there
    indented = run.x0 - margins.left(line) > _INDENT * run.size
    return not full or (
        indented and (ended or above.x0 - margins.left(before) < run.x0 - margins.left(line) + 1)
    )


def _is_open(text: str) -> bool:
    """Return whether a name in 《》 or “” continues after the line."""
    return any(text.count(left) > text.count(right) for left, right in ("《》", "“”"))


def _block(lines: Sequence[Printed], margins: Margins) -> Block:
    first = lines[0]
    text = ""
    parts: list[tuple[int, Place]] = []
    for line in lines:
        gap = (
            text[-1:].isascii()
            and text[-1:].isalnum()
            and line.run.text[:1].isascii()
            and line.run.text[:1].isalnum()
        )
        text += " " if gap else ""
        parts.append((len(text), Place(page=line.page, line=line.number)))
        text += line.run.text
    place = Place(page=first.page)
    if first.run.mark:
        return Footnote(first.run.mark, text, place)
    note = _MARK.match(text) if first.run.size <= _SMALL * margins.size else None
    if note:
        return Footnote(note["mark"].strip().rstrip(":："), note["words"], place)
    printed = tuple(line.line for line in lines if line.line is not None)
    block = ParagraphBlock(text, place, boxed=True) if first.box is not None else text_block(text, place)
    return replace(block, lines=printed, places=tuple(parts))
