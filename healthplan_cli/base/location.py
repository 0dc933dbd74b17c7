"""Places in an input, as messages name them."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record


@record(frozen=True, slots=True)
class Location:
    """A place in an input: the file as the user named it, line and column from 1 (0: the file as a whole).

    `cell` is a spreadsheet's sheet and cell (Sheet1!B7), or the sheet alone.
    """

    file: str
    line: int = 0
    column: int = 0
    cell: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}:{self.cell}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


NOWHERE = Location("")
