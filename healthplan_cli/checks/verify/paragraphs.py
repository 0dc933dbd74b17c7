"""A document as read from its file: its passages, and which of them make up a paragraph."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.location import Location

SENTENCE = frozenset("。；：！？.;:!?")  # what ends one


@record(frozen=True, slots=True)
class Passage:
    """A paragraph or a cell of a document.

    `text`: its words, a cell's lines separated by newlines. `place`: where it begins. `paragraph`: the number of the
    paragraph or table row that it belongs to. `table`: the number of its table, 0 for none. `lines`: for further
    lines with places of their own, the index of their first character and the place.
    """

    text: str
    place: Location
    paragraph: int = 0
    table: int = 0
    lines: tuple[tuple[int, Location], ...] = ()

    def place_of(self, index: int) -> Location:
        """Return the place of one of its characters, with the column where the line is known."""
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
    """The text of a file in its order."""

    path: str
    kind: str
    sha256: str
    passages: tuple[Passage, ...]
