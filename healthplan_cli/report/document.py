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

if TYPE_CHECKING:
    from healthplan_cli.report.charts.drawing import Path


class Role(Enum):
    """What a paragraph is in its report."""

    BODY = "body"
    SUBTITLE = "subtitle"
    WARNING = "warning"
    REMARK = "remark"
    CONCLUSION = "conclusion"
    PASSING = "pass"
    OPEN = "incomplete"
    FAILING = "fail"


class Align(Enum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Spill(Enum):
    """Where the words of a column stand that a screen has no room for: nowhere, behind the row's name, below the row."""

    NOWHERE = "nowhere"
    NAME = "name"
    BELOW = "below"


@record(frozen=True, slots=True)
class Heading:
    """The heading of what follows; level 1 is the document's title."""

    text: str
    level: int = 2


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
    """A path over the years; None where nothing can be drawn."""

    path: Path | None
    tone: Tone | None = None


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
class Mark:
    """A footnote's sign at a cell (`plain` where an encoding lacks it), and what it means."""

    sign: str
    plain: str
    meaning: str


@record(frozen=True, slots=True)
class Bar:
    """A bar on a scale from 0 to 1, `done` of which is filled; `mark` and `band` are places on the scale.

    Only the bar is capped, never the number beside it.
    """

    done: Fraction
    mark: Fraction | None = None
    band: tuple[Fraction, Fraction] | None = None
    start: Fraction = Fraction(0)
    end: Fraction = Fraction(1)
    tone: Tone | None = None


@record(frozen=True, slots=True)
class Column:
    """A column of a table.

    `width` is in digits of a paper; `short` heads it on a screen, which gives it `least` to `most` columns and leaves out
    columns by `drop`, the lowest first (0: never), and has them where `spill` says; a `rigid` one has its least or its most, nothing between. `ticks`
    are the equal parts of the scale that its bars stand on. `numeric`: what reads as a number is one in a sheet; `share`: its numbers
    are parts of 1, printed as percentages. `merged`: equal cells
    of neighbouring rows are one; a screen has headings instead. `serial`: where not all of these fit, the table is repeated
    with the others. `below`: a screen has it below the row, over its whole width.
    """

    key: str
    head: str
    width: int = 12
    align: Align = Align.CENTER
    numeric: bool = False
    share: bool = False
    merged: bool = False
    serial: bool = False
    below: bool = False
    short: str = ""
    drop: int = 0
    spill: Spill = Spill.NOWHERE
    least: int = 4
    most: int = 40
    rigid: bool = False
    ticks: tuple[str, ...] = ()

    @property
    def on_screen(self) -> Align:
        """Where its text stands in columns of one width: numbers under each other."""
        return Align.RIGHT if self.numeric else self.align


@record(frozen=True, slots=True)
class Cell:
    """A text; `exact` is its number where the text has not all digits; `below` are asides on lines of their own;
    `links` stand behind it, each with the anchor of a point."""

    text: str = ""
    exact: Fraction | None = None
    tone: Tone | None = None
    strong: bool = False
    sign: str = ""
    plain: str = ""
    marks: tuple[Mark, ...] = ()
    bar: Bar | None = None
    below: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


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

    `cards`: the heading under which a page has the details of the rows; without it they are in the rows.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    filtered: bool = False
    facets: tuple[Facet, ...] = ()
    cards: str = ""

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
    def texts(self) -> Iterator[tuple[str, ...]]:
        """The texts of each row, where no cells can be merged: a merged column's only in the first row of its run."""
        firsts = {first for first, _ in self.runs}
        for at, row in enumerate(self.rows):
            cells = zip(self.columns, row.cells, strict=True)
            yield tuple("" if column.merged and at not in firsts else cell.text for column, cell in cells)


Block = Heading | Paragraph | Tiles | Items | Terms | Picture | Folded | Table


def plain(block: Tiles | Picture | Folded) -> tuple[Block, ...]:
    """The same in simpler blocks, for formats that have nothing to fold or to draw on."""
    if isinstance(block, Tiles):
        return (
            Items(tuple(Item(f"{tile.words} {tile.number}　{tile.aside}".strip()) for tile in block.tiles)),
        )
    if isinstance(block, Folded):
        return (Heading(block.title), *block.blocks)
    return ()


@record(frozen=True, slots=True)
class Part:
    """A sheet of a workbook, a section of papers: its blocks under one name. `wide`: on pages that lie across."""

    name: str
    blocks: tuple[Block, ...]
    wide: bool = False


@record(frozen=True, slots=True)
class Document:
    """A report; `id` is the plan's, where there are several."""

    id: str
    title: str
    parts: tuple[Part, ...]
