"""Of the places where a target stands, the one that is nearest to a subject; without a look at each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from healthplan_cli.checks.verify.text import Span

Spans = tuple[Span, ...]


def distance_to(subject: Spans, span: Span) -> int:
    """How far a span is from the nearest piece of a subject."""
    return min(max(span[0] - end, start - span[1], 0) for start, end in subject)


class Nearby:
    """Placements in the order of the document: neither their beginnings nor their ends ever go back."""

    def __init__(self, placements: Sequence[Spans]) -> None:
        self.starts = [spans[0][0] for spans in placements]
        self.ends = [spans[-1][1] for spans in placements]

    def among(self, span: Span) -> range:
        """Those that begin in a span."""
        return range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))

    def nearest(self, subject: Spans, within: range) -> tuple[int, int]:
        """The distance of the nearest of some, and its index: the first where several are as near."""
        found = {index for piece in subject for index in self._beside(piece, within)}
        return min((distance_to(subject, (self.starts[index], self.ends[index])), index) for index in found)

    def _beside(self, piece: Span, within: range) -> list[int]:
        """The last that ends before a piece (of those that end there, the first), and the next one."""
        following = bisect_left(self.ends, piece[0], within.start, within.stop)
        found = [following] if following < within.stop else []
        if following > within.start:
            found.append(bisect_left(self.ends, self.ends[following - 1], within.start, following))
        return found
