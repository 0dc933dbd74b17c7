"""The chart of an indicator's path with its title and legend. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import Tone
from healthplan_cli.report.charts.drawing import AXIS, HEIGHT, WIDTH, Drawing, Path, PointMark, drawn
from healthplan_cli.report.charts.frame import MARGIN, Key, head_of
from healthplan_cli.report.charts.shapes import (
    BAND,
    EDGE,
    INK,
    LINK,
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
    """Return the figure of a path; `said` is the sign and word of its status."""
    picture, paint = drawn(path), letters(tone) if tone else INK
    keys = [Key("", paint, said)] * bool(said)
    kinds = {mark.kind.split()[0] for mark in picture.marks}
    keys += [Key("ring", SOFT, tr("基期"))] * ("baseline" in kinds)
    keys += [Key("dot", paint, tr("实际值"))] * ("value" in kinds)
    keys += [Key("dashes", LINK, tr("到目标的路径"))] * bool(picture.line)
    keys += [Key("plate", ZONE, tr("符合预期的范围"))] * bool(picture.zone)
    keys += [Key("diamond", LINK, tr("目标"))] * ("target" in kinds)
    width = WIDTH + 2 * MARGIN
    head = head_of(path.title, "", keys, width)
    inside = [shifted(shape, MARGIN, head.bottom) for shape in _shapes(picture, paint)]
    bottom = head.bottom + HEIGHT + 8
    for text in picture.left_out:
        inside.append(Caption(MARGIN, bottom + 8, text, 11, SOFT))
        bottom += 15
    return Figure(path.title, picture.described, width, bottom + 4, (*head.shapes, *inside))


def _shapes(picture: Drawing, paint: Paint) -> Iterator[Shape]:
    side = Fraction(picture.side)
    if picture.zone:
        yield Area(_points(picture.zone), ZONE)
        yield from (Stroke(points, BAND) for points in _strokes(picture.hatch))
    yield Stroke(((side, AXIS), (WIDTH, AXIS)), EDGE)
    yield Stroke(((side, 8), (side, AXIS)), EDGE)
    if picture.level:
        y = Fraction(picture.level)
        yield Stroke(((side, y), (WIDTH, y)), LINK, 1, "1 4")
    if picture.line:
        yield Stroke(_points(picture.line), LINK, Fraction(3, 2), "5 4")
    if picture.values:
        yield Stroke(_points(picture.values), paint, Fraction(5, 2))
    for label in picture.labels:
        if label.leader is not None:
            x1, y1, x2, y2 = map(Fraction, label.leader)
            yield Stroke(((x1, y1), (x2, y2)), SOFT)
    for mark in picture.marks:
        yield from _mark(mark, paint)
    yield from _captions(picture)


def _captions(picture: Drawing) -> Iterator[Shape]:
    for tick in picture.ticks:
        yield Caption(Fraction(tick.x), Fraction(tick.y) + 4, tick.text, 11, SOFT, "end")
    for label in picture.labels:
        inked = _LABELS.get(label.kind, INK)
        yield Caption(
            Fraction(label.x), Fraction(label.y), label.text, 12, inked, "middle", inked is not SOFT
        )
    for label in picture.years:
        yield Caption(Fraction(label.x), Fraction(label.y), label.text, 11, SOFT, "middle")


def _mark(mark: PointMark, paint: Paint) -> Iterator[Shape]:
    x, y = Fraction(mark.x), Fraction(mark.y)
    own = SOFT if mark.kind.startswith("baseline") else LINK if mark.kind.startswith("target") else paint
    if mark.about:
        low, high = map(Fraction, mark.about)
        yield Stroke(((x, low), (x, high)), own, Fraction(3, 2))
        yield from (Stroke(((x - 5, end), (x + 5, end)), own, Fraction(3, 2)) for end in (low, high))
    if mark.end:
        yield Stroke(((x, y), (x, Fraction(mark.end))), own, 4)
    if mark.kind != "target":
        yield Dot(x, y, Fraction(9, 2), own, hollow=mark.kind != "value", said=mark.said)
        return
    for end in (y, *([Fraction(mark.end)] if mark.end else [])):
        yield Dot(x, end, 6, own, diamond=True, said=mark.said)


def _points(text: str) -> tuple[tuple[Fraction, Fraction], ...]:
    pairs = (place.split(",") for place in text.split())
    return tuple((Fraction(x), Fraction(y)) for x, y in pairs)


def _strokes(text: str) -> Iterator[tuple[tuple[Fraction, Fraction], ...]]:
    """Yield the vertical strokes of an SVG path like M8 20V30M12 19V29."""
    for stroke in text.split("M")[1:]:
        start, _, end = stroke.partition("V")
        x, y = map(Fraction, start.split())
        yield (x, y), (x, Fraction(end))
