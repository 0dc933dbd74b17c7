"""A plan document as it is laid out: its headings, paragraphs and tables in their order, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as a reader finds it again: page (pdf), sheet and cell (xlsx), line (text, html), paragraph (docx),
    number of the table.

    What a form doesn't know is None; every number counts from 1.
    """

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None


Lines = tuple[tuple[int, Place], ...]
"""The lines of a page that a text was put together from: from which character on each goes, and where it stands."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Words that stand together on a line, and from where to where they go, in points from the left.

    `seams` are the characters before which they are set a little apart.
    """

    text: str
    start: float
    end: float
    seams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A printed line: its words from left to right, its page, its height from above and its characters' size in points."""

    words: tuple[PlacedWord, ...]
    page: int
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading: its words with the numbering as printed, and its level (1 is the highest).

    `lines`, as of the other blocks, are those that it was printed in, where the form places them (pdf); none in any other.
    """

    text: str
    level: int
    place: Place
    lines: tuple[PlacedLine, ...] = field(default=(), compare=False, repr=False)
    places: Lines = ()


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph of running text. `boxed` when it stands in a frame, a text box or a one-cell table (专栏)."""

    text: str
    place: Place
    boxed: bool = False
    lines: tuple[PlacedLine, ...] = field(default=(), compare=False, repr=False)
    places: Lines = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page or under a table: its mark as printed (①, *, 注1) and its words."""

    mark: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table, once, however many rows and columns it spans.

    `text` has the cell's own lines, parted by newlines; `marks` the raised signs that stood in it (①, *), which `text` has not.
    `unsure` where only their height tells which row the words are of, and those of another cell fit as well.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: Place = field(default_factory=Place)
    marks: tuple[str, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table as a grid: rows and columns count from 0; a cell of several rows or columns is in `cells` once.

    `ruled` is False where the columns were told from the positions of the words and not from lines or tags. Rows of a table that
    goes on over several pages are one grid, its repeated head once.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    place: Place
    ruled: bool = True
    lines: tuple[PlacedLine, ...] = field(default=(), compare=False, repr=False)

    def covering(self) -> dict[tuple[int, int], GridCell]:
        """Return, for each place of the grid that a cell covers, that cell."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }


Block = HeadingBlock | ParagraphBlock | Footnote | TableBlock


@dataclass(frozen=True, slots=True)
class DocumentBlocks:
    """A document's blocks in reading order. `recognised` is True when the text came from a picture (OCR), `cut_off` when the file
    ends within a table; `unread` has the pages that are pictures and weren't recognised; `lines` are those of a text file.
    """

    file: str
    form: str
    sha256: str
    blocks: tuple[Block, ...]
    recognised: bool = False
    cut_off: bool = False
    unread: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()

    def grids(self) -> Iterator[tuple[int, TableBlock]]:
        """Yield the tables with their index among the blocks."""
        return ((index, block) for index, block in enumerate(self.blocks) if isinstance(block, TableBlock))
