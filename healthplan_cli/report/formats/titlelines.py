"""A title on its lines: broken where its sense allows, the lines of about one length (GB/T 9704: 词意完整，排列对称)."""

from __future__ import annotations

import re
from itertools import combinations

from healthplan_cli.base.text_width import Ruler

_RULER = Ruler(wide=True)  # quotation marks and dashes are Chinese ones
# Where a title may be broken, the best first: around what is cited; before what is quoted, behind the name of a place, in a list.
_PLACES = (
    re.compile("(?<=[》：])|(?=《)"),
    re.compile("(?=“)|(?<=[省市县区州盟旗])(?=.{4})|(?<=[和与、])"),
)
_MOST = 4  # lines that such places are looked for


def title_lines(title: str, room: int) -> list[str]:
    """Return a Chinese title on lines of at most `room` columns: as few as its sense allows, else evenly."""
    if _RULER.width(title) <= room:
        return [title]
    places: set[int] = set()
    for kind in _PLACES:
        places |= {match.start() for match in kind.finditer(title)} - {0, len(title)}
        for count in range(1, _MOST if _RULER.width(title) <= _MOST * room else 1):
            broken = [_cut(title, at) for at in combinations(sorted(places), count)]
            fitting = [lines for lines in broken if max(map(_RULER.width, lines)) <= room]
            if fitting:
                return min(fitting, key=_uneven)
    return _RULER.evenly(title, room)


def _cut(title: str, places: tuple[int, ...]) -> list[str]:
    starts, ends = (0, *places), (*places, len(title))
    return [title[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _uneven(lines: list[str]) -> int:
    """Return by how much lines differ."""
    widths = [_RULER.width(line) for line in lines]
    return max(widths) - min(widths)
