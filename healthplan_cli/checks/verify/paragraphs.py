"""A document as it is read: its passages, and which of them make up a paragraph."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.location import Location

SENTENCE = frozenset("。；：！？.;:!?")  # what ends one


@record(frozen=True, slots=True)
class Passage:
    """A paragraph or a cell of a document, and where that is.

    Args:
        text: Its words; the lines of a cell are parted by newlines.
        place: Where it begins.
        paragraph: The number of the paragraph, or of the table's row, that it belongs to.
        table: The number of the table that it is a cell of; 0 for none.
        lines: Its further lines, where they have places of their own: from which character on each goes, and where.
    """

    text: str
    place: Location
    paragraph: int = 0
    table: int = 0
    lines: tuple[tuple[int, Location], ...] = ()

    def place_of(self, index: int) -> Location:
        """Return the place of one of its characters; the column too where a line is known."""
        start, where = 0, self.place
        for first, place in self.lines:
            if first > index:
                break
            start, where = first, place
        if not where.line:
            return where
        return Location(where.file, where.line, max(where.column, 1) + index - start, where.cell)


@record(frozen=True, slots=True)
class DocumentText:
    """What a file says, from its beginning to its end."""

    path: str
    kind: str
    sha256: str
    passages: tuple[Passage, ...]
