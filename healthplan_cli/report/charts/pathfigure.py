"""An indicator's path as a figure of its own, under its title, with its legend. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import Tone
from healthplan_cli.report.charts.drawing import HEIGHT, WIDTH, Drawing, Path, PointMark, drawn
from healthplan_cli.report.charts.frame import MARGIN, Key, head_of
from healthplan_cli.report.charts.shapes import (
    INK,
    LINK,
    RULE,
    SOFT,
    ZONE,
    Area,
    Caption,
    Dot,
    Figure,
    Paint,
    Shape,
    Stroke,
    letters,
    shifted,
)

_LABELS = {"baseline": SOFT, "target": LINK}


def path_figure(path: Path, tone: Tone | None, said: str = "") -> Figure:
    """Return the picture of a path; `said` is how it stands, a sign with its word."""
    picture, paint = drawn(path), letters(tone) if tone else INK
    keys = [Key("", paint, said)] * bool(said)
    keys += [Key("ring", SOFT, tr("基期")), Key("dot", paint, tr("实际值"))]
    keys += [Key("dashes", LINK, tr("到目标的路径"))] * bool(picture.line)
    keys += [Key("plate", ZONE, tr("符合预期的范围"))] * bool(picture.zone)
    keys += [Key("diamond", LINK, tr("目标"))] * any(mark.kind == "target" for mark in picture.marks)
    width = WIDTH + 2 * MARGIN
    head = head_of(path.title, "", keys, width)
    inside = (shifted(shape, MARGIN, head.bottom) for shape in _shapes(picture, paint))
    return Figure(path.title, picture.described, width, head.bottom + HEIGHT + 8, (*head.shapes, *inside))


def _shapes(picture: Drawing, paint: Paint) -> Iterator[Shape]:
    if picture.zone:
        yield Area(_points(picture.zone), ZONE)
    yield Stroke(((8, HEIGHT - 30), (WIDTH - 8, HEIGHT - 30)), RULE)
    if picture.level:
        y = Fraction(picture.level)
        yield Stroke(((8, y), (WIDTH - 8, y)), LINK, 1, "1 4")
    if picture.line:
        yield Stroke(_points(picture.line), LINK, Fraction(3, 2), "5 4")
    if picture.values:
        yield Stroke(_points(picture.values), paint, Fraction(5, 2))
    for mark in picture.marks:
        yield from _mark(mark, paint)
    for label in picture.labels:
        inked = _LABELS.get(label.kind, INK)
        yield Caption(
            Fraction(label.x), Fraction(label.y), label.text, 12, inked, "middle", inked is not SOFT
        )
    for label in picture.years:
        yield Caption(Fraction(label.x), Fraction(label.y), label.text, 12, SOFT, "middle")


def _mark(mark: PointMark, paint: Paint) -> Iterator[Shape]:
    x, y = Fraction(mark.x), Fraction(mark.y)
    own = SOFT if mark.kind.startswith("baseline") else LINK if mark.kind.startswith("target") else paint
    if mark.end:
        yield Stroke(((x, y), (x, Fraction(mark.end))), own, 4)
    if mark.kind == "target":
        yield Dot(x, y, 7, own, diamond=True, said=mark.said)
    else:
        hollow = mark.kind != "value"
        yield Dot(x, y, Fraction(9, 2), own, hollow, said=mark.said)


def _points(text: str) -> tuple[tuple[Fraction, Fraction], ...]:
    pairs = (place.split(",") for place in text.split())
    return tuple((Fraction(x), Fraction(y)) for x, y in pairs)
