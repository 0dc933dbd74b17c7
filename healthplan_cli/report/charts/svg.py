"""Figures as SVG: a file by itself, or a part of a page.

Colours are attributes of each shape, which every program understands; a page's CSS classes override them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.charts.shapes import (
    SHEET,
    Area,
    Caption,
    Dot,
    Figure,
    Paint,
    Place,
    Plate,
    Shape,
    Stroke,
)

FONTS = "'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', SimHei, 'DengXian', sans-serif"


def standalone(figure: Figure) -> str:
    """Return a figure as an SVG file, light, with its size, title and description."""
    size = f'width="{_at(figure.width)}" height="{_at(figure.height)}"'
    ground = f'<rect width="{_at(figure.width)}" height="{_at(figure.height)}" fill="{SHEET.light}"/>'
    told = f"<title>{escape(figure.title)}</title>\n<desc>{escape(figure.described)}</desc>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {_view(figure)} role="img" font-family="{FONTS}">'
    inside = "\n".join(_written(shape, False) for shape in figure.shapes)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{told}\n{ground}\n{inside}\n</svg>\n'


def inline(figure: Figure, kind: str = "chart") -> str:
    """Return a figure as part of a page, with the page's fonts and colours (by class), as wide as there is room up to its own width."""
    said = quoteattr(f"{figure.title}{tr('：')}{figure.described}" if figure.described else figure.title)
    size = f'width="{_at(figure.width)}" height="{_at(figure.height)}"'
    inside = "".join(_written(shape, True) for shape in figure.shapes)
    return f'<svg class="{kind}" {size} {_view(figure)} role="img" aria-label={said}>{inside}</svg>'


def _view(figure: Figure) -> str:
    return f'viewBox="0 0 {_at(figure.width)} {_at(figure.height)}"'


def _written(shape: Shape, classed: bool) -> str:
    match shape:
        case Stroke():
            dash = f' stroke-dasharray="{shape.dash}"' if shape.dash else ""
            look = f'{_line(shape.paint, shape.thick, classed)} fill="none" stroke-linejoin="round"{dash}'
            return f'<polyline points="{_points(shape.points)}" {look}/>'
        case Area():
            return f'<polygon points="{_points(shape.points)}" {_fill(shape.paint, classed)}/>'
        case Plate():
            place = f'x="{_at(shape.x)}" y="{_at(shape.y)}" width="{_at(shape.width)}" height="{_at(shape.height)}"'
            return f"<rect {place} {_fill(shape.paint, classed)}/>"
        case Dot():
            return _dot(shape, classed)
        case Caption():
            return _caption(shape, classed)


def _dot(dot: Dot, classed: bool) -> str:
    look = (
        f"{_fill(SHEET, classed)} {_line(dot.paint, 2, False)}" if dot.hollow else _fill(dot.paint, classed)
    )
    if dot.hollow and classed:
        look = f'class="f-{SHEET.name} s-{dot.paint.name}" fill="{SHEET.light}" {_line(dot.paint, 2, False)}'
    inside = f"><title>{escape(dot.said)}</title></" if dot.said else "/"
    if dot.diamond:
        points = " ".join(_corners(dot))
        return f'<polygon points="{points}" {look}{inside}{"polygon" if dot.said else ""}>'
    place = f'cx="{_at(dot.x)}" cy="{_at(dot.y)}" r="{_at(dot.radius)}"'
    return f"<circle {place} {look}{inside}{'circle' if dot.said else ''}>"


def _corners(dot: Dot) -> Iterator[str]:
    for right, down in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        yield f"{_at(dot.x + right * dot.radius)},{_at(dot.y + down * dot.radius)}"


def _caption(text: Caption, classed: bool) -> str:
    look = f'font-size="{text.size}" {_fill(text.paint, classed)}'
    if text.anchor != "start":
        look += f' text-anchor="{text.anchor}"'
    if text.bold:
        look += ' font-weight="bold"'
    return f'<text x="{_at(text.x)}" y="{_at(text.y)}" {look}>{escape(text.text)}</text>'


def _fill(paint: Paint, classed: bool) -> str:
    named = f'class="f-{paint.name}" ' if classed else ""
    return f'{named}fill="{paint.light}"'


def _line(paint: Paint, thick: Place, classed: bool) -> str:
    named = f'class="s-{paint.name}" ' if classed else ""
    return f'{named}stroke="{paint.light}" stroke-width="{_at(thick)}"'


def _points(points: tuple[tuple[Place, Place], ...]) -> str:
    return " ".join(f"{_at(x)},{_at(y)}" for x, y in points)


def _at(number: Place) -> str:
    return decimal_text(Fraction(number), 1)
