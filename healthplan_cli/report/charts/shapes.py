"""The shapes that charts are made of, each with a position and a named paint. Pure; no markup.

A paint's name is its CSS class on a page, which may give it a dark colour; its own colour is that on paper.
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.text_width import wrap
from healthplan_cli.evaluation.badges import Tone

Place = Fraction | int
Boundary = tuple[Fraction, Fraction, Fraction, Fraction]  # left, right, top, bottom
_EM = Fraction(
    11, 20
)  # what a letter takes of its size, half of what a Chinese character takes: rather too much than too little


@record(frozen=True, slots=True)
class Paint:
    """A colour by name, with its value on paper; `dark` where a page has no dark colour of that name."""

    name: str
    light: str
    dark: str = ""


INK = Paint("ink", "#17202b")
SOFT = Paint("soft", "#505c6b")
RULE = Paint("rule", "#d3dae3")
LINK = Paint("link", "#0b57a8")
SHEET = Paint("sheet", "#ffffff")
RAISED = Paint("raised", "#edf1f6")
ZONE = Paint("zone", "#cfe0f5")
TRACK = Paint("track", "#dfe5ec")
BAND = Paint("band", "#6f93c4")
EDGE = Paint("edge", "#8a96a5")
PAINTS = (INK, SOFT, RULE, LINK, SHEET, RAISED, ZONE, TRACK, BAND, EDGE)
# Series that are no status: told apart in grey print too.
SERIES = tuple(
    Paint(f"series{order}", light, dark)
    for order, (light, dark) in enumerate(
        (
            ("#2f5d8c", "#8db8e4"),
            ("#8c6d2f", "#dcbb74"),
            ("#5e5e5e", "#b9b9b9"),
            ("#3b7566", "#86c9b6"),
            ("#8c4a6b", "#e2a2c2"),
            ("#62628f", "#b4b4e0"),
        )
    )
)


def letters(tone: Tone | None, order: int = 0) -> Paint:
    """Return the paint of a tone's letters and lines; for a series without a tone, by its order."""
    return SERIES[order % len(SERIES)] if tone is None else Paint(tone.name, tone.light)


def ground(tone: Tone) -> Paint:
    """Return the paint of the background of a tone's letters."""
    return Paint(f"on-{tone.name}", f"#{tone.fill}")


@record(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[Place, Place], ...]
    paint: Paint
    thick: Place = 1
    dash: str = ""


@record(frozen=True, slots=True)
class Area:
    """A surface within points."""

    points: tuple[tuple[Place, Place], ...]
    paint: Paint


@record(frozen=True, slots=True)
class Plate:
    """A rectangle."""

    x: Place
    y: Place
    width: Place
    height: Place
    paint: Paint


@record(frozen=True, slots=True)
class Dot:
    """A dot: round, or a diamond; where `hollow`, only its outline."""

    x: Place
    y: Place
    radius: Place
    paint: Paint
    hollow: bool = False
    diamond: bool = False
    said: str = ""

    @property
    def boundary(self) -> Boundary:
        """Its extent."""
        x, y, reach = Fraction(self.x), Fraction(self.y), Fraction(self.radius)
        return x - reach, x + reach, y - reach, y + reach


@record(frozen=True, slots=True)
class Caption:
    """A text on one line; `y` is its baseline, `anchor` says what of it stands at `x`: start, middle or end."""

    x: Place
    y: Place
    text: str
    size: int = 12
    paint: Paint = INK
    anchor: str = "start"
    bold: bool = False

    @property
    def boundary(self) -> Boundary:
        """Its extent, approximately."""
        extent, x, y = extent_of(self.text, self.size), Fraction(self.x), Fraction(self.y)
        left = x - {"start": Fraction(0), "middle": extent / 2, "end": extent}[self.anchor]
        return left, left + extent, y - Fraction(self.size * 4, 5), y + Fraction(self.size, 5)


Shape = Stroke | Area | Plate | Dot | Caption


@record(frozen=True, slots=True)
class Figure:
    """A chart with its size; `described` says the same in words."""

    title: str
    described: str
    width: Place
    height: Place
    shapes: tuple[Shape, ...]


def extent_of(text: str, size: int) -> Fraction:
    """Return the width of a text; in a Chinese font any character outside ASCII may be as wide as it is high."""
    return sum(1 if char.isascii() else 2 for char in text) * _EM * size


def lines_of(text: str, size: int, room: Place, most: int) -> list[str]:
    """Break a text into at most so many lines for a width; what doesn't fit is replaced by an ellipsis."""
    lines = wrap(text, max(int(room / (_EM * size)), 4))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and extent_of(f"{last}…", size) > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def shifted(shape: Shape, right: Place, down: Place) -> Shape:
    """Return a shape moved to the right and down."""
    from healthplan_cli.base.fast_dataclass import replace

    if isinstance(shape, Stroke | Area):
        return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    return replace(shape, x=shape.x + right, y=shape.y + down)
