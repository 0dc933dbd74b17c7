"""Small lines in a Word document as native shapes, which are sharp in print and need no picture file."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from docx.oxml import parse_xml

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.charts.shapes import Area, Dot, Figure, Place, Shape, Stroke

_SPACES = " ".join(
    f'xmlns:{name}="http://schemas.{place}"'
    for name, place in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wpg", "microsoft.com/office/word/2010/wordprocessingGroup"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_UNIT = 7100  # of a drawing in a pixel, so that one fits into its cell: an inch has 914400
_UNLINED = "<a:ln><a:noFill/></a:ln>"
_SHAPED = {False: "ellipse", True: "diamond"}


def spark_run(figure: Figure, letters: str) -> Any:
    """Return a run with a figure of lines and dots; `letters` are shown by programs that can't draw it."""
    extent = f'cx="{_at(figure.width)}" cy="{_at(figure.height)}"'
    order = (
        100_000 + crc32(f"{figure.title}{figure.described}".encode()) % 20_000_000
    )  # told apart from other drawings
    whole = Fraction(0), Fraction(0), Fraction(figure.width), Fraction(figure.height)
    inside = _drawn(
        order * 100 + 98, whole, _preset("rect"), _UNLINED, "<a:noFill/>"
    )  # a group is as large as its parts
    inside += "".join(_shape(shape, order * 100 + at) for at, shape in enumerate(figure.shapes))
    frame = f'<a:off x="0" y="0"/><a:ext {extent}/><a:chOff x="0" y="0"/><a:chExt {extent}/>'
    group = f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{frame}</a:xfrm></wpg:grpSpPr>{inside}</wpg:wgp>"
    said = quoteattr(f"{figure.title}{tr('：')}{figure.described}")
    drawing = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{order * 100 + 99}" name="spark{order}" descr={said}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_GROUP}">{group}</a:graphicData></a:graphic></wp:inline>'
    )
    choice = f'<mc:Choice Requires="wpg"><w:drawing>{drawing}</w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:t>{escape(letters)}</w:t></mc:Fallback>"
    content = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    return parse_xml(f"<w:r {_SPACES}>{content}</w:r>")


def _shape(shape: Shape, id: int) -> str:
    match shape:
        case Stroke():
            return _drawn(id, *_freeform(shape.points, closed=False), _line(shape), "<a:noFill/>")
        case Area():
            fill = _fill(shape.paint.light)
            return _drawn(id, *_freeform(shape.points, closed=True), _UNLINED, fill)
        case Dot():
            left, _, top, _ = shape.boundary
            place = left, top, Fraction(2 * shape.radius), Fraction(2 * shape.radius)
            preset = _preset(_SHAPED[shape.diamond])
            fill = _fill("#ffffff" if shape.hollow else shape.paint.light)
            edge = f'<a:ln w="{_UNIT * 3 // 2}">{_fill(shape.paint.light)}</a:ln>' if shape.hollow else ""
            return _drawn(id, place, preset, edge or _UNLINED, fill)
        case _:
            raise TypeError(shape)  # neither plates nor texts are parts of a small line


def _drawn(id: int, place: tuple[Fraction, ...], geometry: str, line: str, fill: str) -> str:
    x, y, width, height = map(_at, place)
    frame = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    return (
        f'<wps:wsp><wps:cNvPr id="{id}" name="s{id}"/><wps:cNvSpPr/>'
        f"<wps:spPr>{frame}{geometry}{fill}{line}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _preset(name: str) -> str:
    return f'<a:prstGeom prst="{name}"><a:avLst/></a:prstGeom>'


def _freeform(points: tuple[tuple[Place, Place], ...], closed: bool) -> tuple[tuple[Fraction, ...], str]:
    """Return the extent of a line or area through points, and its geometry."""
    left, right = min(Fraction(x) for x, _ in points), max(Fraction(x) for x, _ in points)
    top, bottom = min(Fraction(y) for _, y in points), max(Fraction(y) for _, y in points)
    moves = "".join(_moves(points, left, top)) + "<a:close/>" * closed
    size = f'w="{_at(right - left)}" h="{_at(bottom - top)}"'
    path = f"<a:path {size}>{moves}</a:path>"
    lists = "<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
    box = '<a:rect l="0" t="0" r="r" b="b"/>'
    geometry = f"<a:custGeom>{lists}{box}<a:pathLst>{path}</a:pathLst></a:custGeom>"
    return (left, top, right - left, bottom - top), geometry


def _moves(points: tuple[tuple[Place, Place], ...], left: Fraction, top: Fraction) -> Iterator[str]:
    for order, (x, y) in enumerate(points):
        verb = "lnTo" if order else "moveTo"
        yield f'<a:{verb}><a:pt x="{_at(x - left)}" y="{_at(y - top)}"/></a:{verb}>'


def _line(stroke: Stroke) -> str:
    dash = '<a:prstDash val="sysDash"/>' if stroke.dash else ""
    return f'<a:ln w="{_at(stroke.thick)}">{_fill(stroke.paint.light)}{dash}<a:round/></a:ln>'


def _fill(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color.removeprefix("#").upper()}"/></a:solidFill>'


def _at(pixels: Place) -> int:
    return int(Fraction(pixels) * _UNIT)
