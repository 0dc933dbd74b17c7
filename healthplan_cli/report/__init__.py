"""Reports: what a command has found → a Document (`documents/`) → a form for people (`formats/`)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import record

if TYPE_CHECKING:
    from healthplan_cli.model import Status


class Medium(Enum):
    """What a document is made for: a terminal, a page to unfold, papers to hand in, sheets to compute with, rows of data."""

    SCREEN = "screen"
    PAGE = "page"
    PAPER = "paper"
    BOOK = "book"
    DATA = "data"

    @property
    def on_screen(self) -> bool:
        """Whether it is as wide and as coloured as a terminal is."""
        return self is Medium.SCREEN


@record(frozen=True, slots=True)
class Look:
    """How the terminal is: its width, whether it takes colour, whether its encoding has the signs, whether characters of ambiguous
    width are `wide`; and which rows to list.

    `all`: commitments without a value are listed too, which are else folded to their number. `heads`: the language of the
    heads of records in CSV. `template`: a Word document whose styles and pages papers have.
    """

    width: int = 80
    color: bool = False
    signs: bool = True
    only: tuple[Status, ...] = ()
    all: bool = False
    heads: str = "en"
    template: bytes = b""
    wide: bool = False
