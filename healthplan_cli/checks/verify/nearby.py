"""The place of a target nearest to a subject, found without looking at every place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from healthplan_cli.checks.verify.text import Span

Spans = tuple[Span, ...]


def distance_to(subject: Spans, span: Span) -> int:
    """Return the distance in characters of a span from the nearest piece of a subject."""
    return min(max(span[0] - end, start - span[1], 0) for start, end in subject)


class Nearby:
    """Placements in the order of the document, with ascending beginnings and ends."""

    def __init__(self, placements: Sequence[Spans]) -> None:
        self.starts = [spans[0][0] for spans in placements]
        self.ends = [spans[-1][1] for spans in placements]

    def among(self, span: Span) -> range:
        """Return the indexes of the placements that begin in a span."""
        return range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))

    def nearest(self, subject: Spans, within: range) -> tuple[int, int]:
        """Return the distance and the index of the placement nearest to a subject; of equally near ones the first."""
        found = {index for piece in subject for index in self._beside(piece, within)}
        return min((distance_to(subject, (self.starts[index], self.ends[index])), index) for index in found)

    def _beside(self, piece: Span, within: range) -> list[int]:
        """Return the indexes of the placements on both sides of a piece: the last before it (the first of equal ones), and the next."""
        following = bisect_left(self.ends, piece[0], within.start, within.stop)
        found = [following] if following < within.stop else []
        if following > within.start:
            found.append(bisect_left(self.ends, self.ends[following - 1], within.start, following))
        return found
