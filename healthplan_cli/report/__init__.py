"""Reports: the result of a command → a Document (`documents/`) → a form for people (`formats/`)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import record

if TYPE_CHECKING:
    from healthplan_cli.model import Status


class Medium(Enum):
    """What a document is made for: a terminal (SCREEN), a web page that unfolds (PAGE), printed papers (PAPER), a
    workbook (BOOK), rows for programs (DATA).
    """

    SCREEN = "screen"
    PAGE = "page"
    PAPER = "paper"
    BOOK = "book"
    DATA = "data"

    @property
    def on_screen(self) -> bool:
        """Whether widths and colours are those of a terminal."""
        return self is Medium.SCREEN


@record(frozen=True, slots=True)
class Look:
    """How the terminal is (width, colour, whether its encoding has the signs, whether ambiguous characters are
    `wide`), and what to list.
    `only`: rows of these statuses. `all`: commitments without a value are listed, not only counted. `heads`: the
    language of the column names of records in CSV. `template`: a Word document whose styles and pages docx reports
    take.
    """

    width: int = 80
    color: bool = False
    signs: bool = True
    only: tuple[Status, ...] = ()
    all: bool = False
    heads: str = "en"
    template: bytes = b""
    wide: bool = False
