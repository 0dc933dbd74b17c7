"""A document's content in layout order: headings, paragraphs, tables and footnotes, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a text: page (pdf), sheet and cell (xlsx), line (text, html), paragraph (docx), number of the table.

    Numbers count from 1; None for those that a file's kind doesn't have.
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
    """Words printed together on a line, with their left and right end in points from the page's left.

    `seams`: indices of characters before which there is a small gap.
    """

    text: str
    start: float
    end: float
    seams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A printed line: its words from left to right, its page, its distance from the page's top and its font size in points."""

    words: tuple[PlacedWord, ...]
    page: int
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading with its numbering as printed; level 1 is the highest.

    `lines`, here and in other blocks, are its printed lines in a pdf, and empty for other files.
    """

    text: str
    level: int
    place: Place
    lines: tuple[PlacedLine, ...] = field(default=(), compare=False, repr=False)
    places: Lines = ()


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph of running text. `boxed`: it stands in a frame, a text box or a one-cell table (专栏)."""

    text: str
    place: Place
    boxed: bool = False
    lines: tuple[PlacedLine, ...] = field(default=(), compare=False, repr=False)
    places: Lines = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page or under a table: its mark as printed (①, *, 注1) and its text."""

    mark: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table, given once even if it spans several rows and columns; `row` and `column` count from 0.

    `text` has its lines, separated by newlines, without the raised `marks` (①, *). `unsure`: in a pdf, its text may
    belong to other rows.
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
    """A table as a grid of rows and columns from 0, with each cell once.

    `ruled` False: the columns are inferred from the positions of words, not from lines or tags. A table over several
    pages is one grid with its repeated head once.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    place: Place
    ruled: bool = True
    lines: tuple[PlacedLine, ...] = field(default=(), compare=False, repr=False)

    def covering(self) -> dict[tuple[int, int], GridCell]:
        """Return the cell at each (row, column) that is covered by one."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }


Block = HeadingBlock | ParagraphBlock | Footnote | TableBlock


@dataclass(frozen=True, slots=True)
class DocumentBlocks:
    """A document's blocks in reading order.

    `recognised`: the text came from pictures (OCR). `cut_off`: the file ends within a table. `unread`: pages that are
    pictures and weren't recognised. `lines`: the lines of a text file.
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
        """Yield the tables, each with its index among the blocks."""
        return ((index, block) for index, block in enumerate(self.blocks) if isinstance(block, TableBlock))
