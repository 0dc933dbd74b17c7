"""The columns and cells of a report's tables: texts, numbers, signs, footnotes and bars."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.badges import Tone
from healthplan_cli.report.formula import Formula

if TYPE_CHECKING:
    from healthplan_cli.report.charts.drawing import Path


class Align(Enum):
    """How the text of a column is aligned."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Spill(Enum):
    """Where the text of a column goes that a screen has no room for: left out, after the row's name, or below the row."""

    NOWHERE = "nowhere"
    NAME = "name"
    BELOW = "below"


@record(frozen=True, slots=True)
class Mark:
    """The sign of a footnote at a cell (`plain` where the encoding lacks it), and its meaning."""

    sign: str
    plain: str
    meaning: str


@record(frozen=True, slots=True)
class Bar:
    """A bar on a scale from `start` to `end`, filled up to `done`; `mark` and `band` are places on the scale.

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
    with the others. `below`: a screen has it below the row, over its whole width. Of a sheet: `corrected`: its numbers may
    be typed anew; `entered`: they are those to begin with; `barred`: bars stand behind its shares; `aside`: what the row is worked out with, beside what is printed.
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
    corrected: bool = False
    entered: bool = False
    barred: bool = False
    aside: bool = False

    @property
    def on_screen(self) -> Align:
        """How its text is aligned in columns of equal width: numbers to the right."""
        return Align.RIGHT if self.numeric else self.align


@record(frozen=True, slots=True)
class Cell:
    """A text; `exact` is its number where the text doesn't have all digits; `below` are lines under it.

    `links` stand after the text, each with the anchor of a point. `spark` is drawn in place of the text in forms
    that can draw. In a sheet it is computed by `formula`, and `pattern` is its number format.
    """

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
    spark: Path | None = None
    formula: Formula | None = None
    pattern: str = ""
