"""What the pictures of a page show, read from its SVG: texts, lines and dots as places, and which of them meet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import combinations, pairwise

_PICTURE = re.compile(r'(<svg class="picture.*?</svg>)(?:<figcaption>[^<]*?：([^<]*))?', re.DOTALL)
_ELEMENT = re.compile(r"<(text|line|polyline|polygon|circle|rect|path)\b([^>]*)>([^<]*)")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_NUMBER = re.compile(r"-?[\d.]+")
_EM = {"tick": 11.0, "year": 11.5}

Box = tuple[float, float, float, float]
Line = tuple[float, float, float, float]


@dataclass
class Drawn:
    """A picture: its name, each text with its box, lines, outlines and the boxes of dots; the points said below it."""

    name: str
    texts: list[tuple[str, str, Box]] = field(default_factory=list)
    lines: list[tuple[str, Line]] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    areas: list[list[tuple[float, float]]] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def met(self) -> list[str]:
        """What a text meets that it shouldn't: another text, a line, a dot, the band."""
        found = [
            f"{one[1]} {other[1]}" for one, other in combinations(self.texts, 2) if _meet(one[2], other[2])
        ]
        for kind, text, box in self.texts:
            if kind in _EM:
                continue
            found += [f"{text}: {kind}" for kind, line in self.lines if _crosses(line, box, kind == "leader")]
            found += [f"{text}: dot" for dot in self.dots if _meet(dot, box)]
            found += [f"{text}: band" for area in self.areas if _within(area, box)]
        return found


def pictures(page: str) -> list[Drawn]:
    """All pictures of a page."""
    return [_drawn(svg, below) for svg, below in _PICTURE.findall(page)]


def _drawn(svg: str, below: str) -> Drawn:
    found = Drawn(unescape(dict(_ATTRIBUTE.findall(svg))["aria-label"]))
    found.below = below.split("；") if below else []
    for tag, text, words in _ELEMENT.findall(svg):
        its = dict(_ATTRIBUTE.findall(text))
        kind = its.get("class", "")
        numbers = [float(number) for number in _NUMBER.findall(its.get("points", ""))]
        places = list(zip(numbers[::2], numbers[1::2], strict=True))
        if tag == "text":
            found.texts.append(
                (kind, unescape(words), _box(kind, unescape(words), float(its["x"]), float(its["y"])))
            )
        elif tag == "line":
            x1, y1, x2, y2 = (float(its[name]) for name in ("x1", "y1", "x2", "y2"))
            found.lines.append((kind, (x1, y1, x2, y2)))
        elif tag in ("polyline", "polygon"):
            closed = [*places, places[0]] if tag == "polygon" else places
            found.lines += [(kind, (*one, *other)) for one, other in pairwise(closed)]
            found.areas += [places] if tag == "polygon" else []
        elif tag == "circle":
            x, y, r = (float(its[name]) for name in ("cx", "cy", "r"))
            found.dots.append((x - r, x + r, y - r, y + r))
        elif tag == "rect":
            x, y = (float(number) for number in _NUMBER.findall(its["transform"])[:2])
            found.dots.append((x - 6, x + 6, y - 6, y + 6))  # a square on its corner
        elif kind.startswith("whisker") and "transform" not in its:
            x, low, high = (float(number) for number in _NUMBER.findall(its["d"]))
            found.lines.append((kind, (x, low, x, high)))
    return found


def _box(kind: str, words: str, x: float, y: float) -> Box:
    em = _EM.get(kind, 12.5)
    size = sum(0.6 if char.isascii() and char != "%" else 0.95 for char in words) * em
    if kind == "tick":
        return x - size, x, y + 4 - em * 0.75, y + 4
    return x - size / 2, x + size / 2, y - em * 0.78, y + em * 0.12


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _crosses(line: Line, box: Box, leading: bool) -> bool:
    """Whether a line enters a box: tried at many of its places. One that leads to a text ends at its edge."""
    x1, y1, x2, y2 = line
    left, right, top, bottom = (box[0] + 1, box[1] - 1, box[2] + 1, box[3] - 1) if leading else box
    steps = (step / 400 for step in range(401))
    return any(
        left < x1 + (x2 - x1) * part < right and top < y1 + (y2 - y1) * part < bottom for part in steps
    )


def _within(area: list[tuple[float, float]], box: Box) -> bool:
    """Whether the middle of a box is within an outline: how often a ray from it crosses the outline."""
    x, y = (box[0] + box[1]) / 2, (box[2] + box[3]) / 2
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*area, area[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
