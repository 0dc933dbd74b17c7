"""A document as it is read: its passages, and which of them make up a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.location import Location
from healthplan_cli.language.normalise import squeeze

SENTENCE = frozenset("。；：！？.;:!?")  # what ends one
_BROKEN = 40  # a shorter paragraph without a full stop is a heading or a cell


@record(frozen=True, slots=True)
class Passage:
    """A paragraph, a cell or a line of a document, and where that is; tabs stand between cells of one line."""

    text: str
    place: Location


@record(frozen=True, slots=True)
class DocumentText:
    """What a file says, from its beginning to its end; `lines`: its passages are lines and may break a sentence."""

    path: str
    kind: str
    sha256: str
    passages: tuple[Passage, ...]
    lines: bool = False


def paragraphs(document: DocumentText) -> Sequence[int]:
    """Return for each passage the number of its paragraph, which goes on where a page has broken a sentence; of lines, where
    they are full and end no sentence.
    """
    sizes = [len(squeeze(passage.text)) for passage in document.passages]
    full = _BROKEN
    if document.lines and sizes:
        full = sorted(sizes)[len(sizes) * 8 // 10] * 8 // 10
    found: list[int] = []
    number, goes_on = 0, False
    for passage, size in zip(document.passages, sizes, strict=True):
        if size and not goes_on:
            number += 1
        found.append(number)
        if size:
            goes_on = size >= full and "\t" not in passage.text and passage.text.rstrip()[-1] not in SENTENCE
    return found
