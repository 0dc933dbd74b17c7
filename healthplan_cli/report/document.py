"""A report as a small tree of blocks, which every format for people renders: what is said and in which order, never how it looks.

`report/documents/` builds these from the results of a command, `report/formats/` renders them.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import kept, record
from healthplan_cli.evaluation.badges import Tone
from healthplan_cli.report.cell import Cell, Column, Mark
from healthplan_cli.report.formula import Formula

if TYPE_CHECKING:
    from healthplan_cli.report.charts.drawing import Path


class Role(Enum):
    """What a paragraph is in its report.

    ANNEXES: an entry of the list of annexes below the text, the first led by 附件：. SIGNATURE, DATE: lines at the end of a report
    that is handed in, at its right, to be filled in: who it is from, who signs it, its day.
    """

    BODY = "body"
    SUBTITLE = "subtitle"
    WARNING = "warning"
    REMARK = "remark"
    CONCLUSION = "conclusion"
    PASSING = "pass"
    OPEN = "incomplete"
    FAILING = "fail"
    ANNEXES = "annexes"
    SIGNATURE = "signature"
    DATE = "date"


@record(frozen=True, slots=True)
class Heading:
    """The heading of what follows; level 1 is the document's title.

    `annex` stands before the title of an annex (附件1): a heading of the level below the document's title.
    """

    text: str
    level: int = 2
    annex: str = ""

    @property
    def said(self) -> str:
        """The text on one line, after what stands before it."""
        return f"{self.annex}　{self.text}" if self.annex else self.text


@record(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with the words or the number that it is led by."""

    text: str
    lead: str = ""
    role: Role = Role.BODY


@record(frozen=True, slots=True)
class Item:
    """A point of a list: its sign (`plain` where an encoding lacks it), or the words in it that are `strong`; lines below it.

    The tone is that of the sign or of those words. A point without either has the sign of its format. `links` are texts with the
    anchors of rows, before the text; `anchor` is its own. The `label` says what the sign means.
    """

    text: str
    sign: str = ""
    plain: str = ""
    tone: Tone | None = None
    below: tuple[str, ...] = ()
    strong: str = ""
    links: tuple[tuple[str, str], ...] = ()
    anchor: str = ""
    label: str = ""

    @property
    def said(self) -> str:
        """The text, after what its sign means."""
        return f"{self.label}  {self.text}" if self.label else self.text


@record(frozen=True, slots=True)
class Tile:
    """A number of a summary with its words, after their sign, and what it is made of."""

    number: str
    words: str
    aside: str = ""
    sign: str = ""
    tone: Tone | None = None


@record(frozen=True, slots=True)
class Tiles:
    """Numbers side by side."""

    tiles: tuple[Tile, ...]


@record(frozen=True, slots=True)
class Items:
    """A list of points."""

    items: tuple[Item, ...]


@record(frozen=True, slots=True)
class Terms:
    """Labels, each with its lines beside it; a proof is one."""

    title: str
    pairs: tuple[tuple[str, tuple[str, ...]], ...]


@record(frozen=True, slots=True)
class Picture:
    """A path over the years; None where nothing can be drawn. `said` is how it stands, a sign with its word in the tone's colour."""

    path: Path | None
    tone: Tone | None = None
    said: str = ""


@record(frozen=True, slots=True)
class Pictures:
    """Paths beside each other, small, under a title: what they show is in a table too."""

    title: str
    pictures: tuple[Picture, ...]


class ChartKind(Enum):
    """How numbers are drawn: parts of a whole, bars against marks or side by side, lines over years, spans between dots, spreads."""

    PARTS = "parts"
    BARS = "bars"
    GROUPS = "groups"
    LINES = "lines"
    SPANS = "spans"
    SPREADS = "spreads"


@record(frozen=True, slots=True)
class Series:
    """Numbers under one name, one for each category of their chart; None where there is none.

    `tones` are those of the single numbers, where they have their own (a format that has one colour for a series leaves them out);
    `formulas` what a sheet works each of them out by.
    """

    name: str
    numbers: tuple[Fraction | None, ...]
    tone: Tone | None = None
    tones: tuple[Tone | None, ...] = ()
    formulas: tuple[Formula | None, ...] = ()


@record(frozen=True, slots=True)
class Chart:
    """Numbers to be drawn, in one unit, under a title; `categories` are the rows or the years that each number belongs to.

    The first series of BARS is the bars, the first five of SPREADS are the lowest number, the quartiles and the highest; later
    ones are marks. What a chart shows is in a table too: a format that has no pictures leaves it out.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


@record(frozen=True, slots=True)
class Folded:
    """Blocks that a page shows when they are asked for."""

    title: str
    blocks: tuple[Block, ...]
    open: bool = False


@record(frozen=True, slots=True)
class Facet:
    """What the rows of a document can be picked by: its choices by their codes."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


@record(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns. `group` heads it together with its neighbours on a screen; `part`: of the row above.

    `unit` is that of its numbers. `muted`: hardly to be looked at. On a page it is linked to by its `anchor`, found by its
    `tags` (codes for each facet, with blanks between) and the words of `search`, and its `details` can be read.
    """

    cells: tuple[Cell, ...]
    group: str = ""
    part: bool = False
    unit: str = ""
    muted: bool = False
    details: tuple[Block, ...] = ()
    anchor: str = ""
    tags: tuple[str, ...] = ()
    search: str = ""


@record(frozen=True, slots=True)
class Table:
    """A table under its title, with notes below it. `filtered`: rows are to be picked from it, by its `facets`.

    `cards`: the heading under which a page has the details of the rows; without it they are in the rows. `heat`: its tones are by
    what the cells say, also when a sheet is changed; `tones` has those of words that its cells may come to say. `drawn`: it is a
    picture too, as every heat table is; `alone` is what has to be said below it there.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    filtered: bool = False
    facets: tuple[Facet, ...] = ()
    cards: str = ""
    heat: bool = False
    drawn: bool = False
    alone: tuple[str, ...] = ()
    tones: tuple[tuple[str, Tone], ...] = ()

    @kept
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The runs of rows of one group: first and last, from 0."""
        starts = [at for at, row in enumerate(self.rows) if not at or row.group != self.rows[at - 1].group]
        ends = [start - 1 for start in (*starts[1:], len(self.rows))]
        return tuple(zip(starts, ends, strict=False))  # no rows: no starts

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.head for column in self.columns)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The footnotes' signs at its cells, each once, in their order; what they mean stands below the table."""
        return tuple(dict.fromkeys(mark for row in self.rows for cell in row.cells for mark in cell.marks))

    @property
    def texts(self) -> Iterator[tuple[str, ...]]:
        """The texts of each row, where no cells can be merged: a merged column's only in the first row of its run."""
        firsts = {first for first, _ in self.runs}
        for at, row in enumerate(self.rows):
            cells = zip(self.columns, row.cells, strict=True)
            yield tuple("" if column.merged and at not in firsts else cell.text for column, cell in cells)


Block = Heading | Paragraph | Tiles | Items | Terms | Picture | Pictures | Chart | Folded | Table


def plain(block: Tiles | Picture | Pictures | Chart | Folded) -> tuple[Block, ...]:
    """Return the same in simpler blocks, for formats that have nothing to fold or to draw on."""
    if isinstance(block, Tiles):
        return (
            Items(tuple(Item(f"{tile.words} {tile.number}　{tile.aside}".strip()) for tile in block.tiles)),
        )
    if isinstance(block, Folded):
        return (Heading(block.title), *block.blocks)
    return ()


class Density(Enum):
    """How close a part is set. DENSE: to be read on one page; GLANCE: to be seen at once, on one page: small letters, narrow margins."""

    TEXT = "text"
    DENSE = "dense"
    GLANCE = "glance"


@record(frozen=True, slots=True)
class Part:
    """A sheet of a workbook, a section of papers: its blocks under one name. `wide`: on pages that lie across."""

    name: str
    blocks: tuple[Block, ...]
    wide: bool = False
    density: Density = Density.TEXT


@record(frozen=True, slots=True)
class Document:
    """A report; `id` is the plan's, where there are several."""

    id: str
    title: str
    parts: tuple[Part, ...]
