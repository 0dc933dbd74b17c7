"""A report as a small tree of blocks: what it says and in which order, without layout.

`report/documents/` builds these from a command's results, `report/formats/` renders them in every form for people.
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
    """The role of a paragraph. ANNEXES: an entry of the list of annexes; SIGNATURE, DATE: lines to be filled in at the end."""

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
    """A heading; level 1 is the document's title.

    `annex` stands before the title of an annex (附件1), which is a heading of level 2.
    """

    text: str
    level: int = 2
    annex: str = ""

    @property
    def said(self) -> str:
        """The text on one line, with the annex's number before it."""
        return f"{self.annex}　{self.text}" if self.annex else self.text


@record(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` is the words or number at its beginning."""

    text: str
    lead: str = ""
    role: Role = Role.BODY


@record(frozen=True, slots=True)
class Item:
    """A point of a list: its sign (`plain` where the encoding lacks it), or its `strong` words; lines below it.

    The tone is that of the sign or those words. A point without either has the sign of its format. `label`: what the sign means.
    `links` are texts with the anchors of rows, before the text; `anchor` is its own.
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
        """The meaning of its sign, then the text."""
        return f"{self.label}  {self.text}" if self.label else self.text


@record(frozen=True, slots=True)
class Tile:
    """A number of a summary with its sign, its words, and what it consists of (`aside`)."""

    number: str
    words: str
    aside: str = ""
    sign: str = ""
    tone: Tone | None = None


@record(frozen=True, slots=True)
class Tiles:
    """Numbers of a summary, side by side."""

    tiles: tuple[Tile, ...]


@record(frozen=True, slots=True)
class Items:
    """A list of points."""

    items: tuple[Item, ...]


@record(frozen=True, slots=True)
class Terms:
    """Labels, each with its lines beside it, as in a proof."""

    title: str
    pairs: tuple[tuple[str, tuple[str, ...]], ...]


@record(frozen=True, slots=True)
class Picture:
    """A path over the years (None: nothing can be drawn), with the sign and word of its status in the tone's colour."""

    path: Path | None
    tone: Tone | None = None
    said: str = ""


@record(frozen=True, slots=True)
class Pictures:
    """Small paths side by side, under a title; what they show is also in a table."""

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
    """Numbers under one name, one for each category of their chart; None for a missing one.

    `tones`: each number's own (ignored where a series has one colour). `formulas` compute the numbers in a sheet.
    """

    name: str
    numbers: tuple[Fraction | None, ...]
    tone: Tone | None = None
    tones: tuple[Tone | None, ...] = ()
    formulas: tuple[Formula | None, ...] = ()


@record(frozen=True, slots=True)
class Chart:
    """Numbers to be drawn, in one unit, under a title; `categories` are the rows or the years that each number belongs to.

    BARS: the first series; SPREADS: the first five (lowest, quartiles, highest); later ones are marks. All is in a table too.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


@record(frozen=True, slots=True)
class Folded:
    """Blocks that a page shows only when they are opened."""

    title: str
    blocks: tuple[Block, ...]
    open: bool = False


@record(frozen=True, slots=True)
class Facet:
    """A property by which a table's rows can be filtered, with its choices (code, words)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


@record(frozen=True, slots=True)
class Row:
    """The cells of a row, in the order of the columns. `part`: it belongs to the row above; `muted`: it is of little interest.

    `group` is the heading of its group on a screen, `unit` that of its numbers. On a page, `anchor` is the target of links,
    `tags` (codes for each facet, separated by blanks) and `search` (words) are for filtering, `details` are shown on demand.
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
    """A table under its title, with notes below it. `filtered`: its rows can be filtered by its `facets`.

    `cards`: the heading under which a page has the rows' details; empty: in the rows. `heat`: a cell's tone follows
    from its text, also when a sheet is changed; `tones` are those of texts that may appear. `drawn`: it is also drawn
    as a picture, as every heat table is; `alone` is what must then be said below it.
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
        """The (first, last) row of each group, counted from 0."""
        starts = [at for at, row in enumerate(self.rows) if not at or row.group != self.rows[at - 1].group]
        ends = [start - 1 for start in (*starts[1:], len(self.rows))]
        return tuple(zip(starts, ends, strict=False))  # no rows: no starts

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.head for column in self.columns)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The footnote signs at its cells, without duplicates, in their order."""
        return tuple(dict.fromkeys(mark for row in self.rows for cell in row.cells for mark in cell.marks))

    @property
    def texts(self) -> Iterator[tuple[str, ...]]:
        """The texts of each row for forms without merged cells: a merged column has its text only in the first row of its group."""
        firsts = {first for first, _ in self.runs}
        for at, row in enumerate(self.rows):
            cells = zip(self.columns, row.cells, strict=True)
            yield tuple("" if column.merged and at not in firsts else cell.text for column, cell in cells)


Block = Heading | Paragraph | Tiles | Items | Terms | Picture | Pictures | Chart | Folded | Table


def plain(block: Tiles | Picture | Pictures | Chart | Folded) -> tuple[Block, ...]:
    """Return the same in simpler blocks, for formats that can neither fold nor draw."""
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
    """A report; `id` is that of its plan, used where there are several documents."""

    id: str
    title: str
    parts: tuple[Part, ...]
